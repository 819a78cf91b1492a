package language

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// checkConllu holds what the validator of Universal Dependencies asks of any
// language (levels 1 and 2) against what CoNLLU writes of a Doc.
func checkConllu(t *testing.T, d *Doc) {
	t.Helper()
	var b bytes.Buffer
	if err := d.CoNLLU(&b, "a b/c"); err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(b.Bytes()) || b.Len() > 0 && !bytes.HasSuffix(b.Bytes(), []byte("\n\n")) || bytes.ContainsAny(b.Bytes(), "\r") {
		t.Fatalf("not UTF-8, or not ended by an empty line: %q", b.String())
	}
	ids := map[string]bool{}
	n := 0
	err := ReadConllu(bytes.NewReader(b.Bytes()), func(s ConlluSentence) error {
		r := d.Sents[n].Range
		n++
		id, text := "", ""
		for _, c := range s.Comments {
			if v, ok := strings.CutPrefix(c, "# sent_id = "); ok {
				id = v
			}
			if v, ok := strings.CutPrefix(c, "# text = "); ok {
				text = v
			}
		}
		if id == "" || ids[id] || strings.ContainsAny(id, " /\t") {
			return fmt.Errorf("sent_id %q", id)
		}
		ids[id] = true
		var whole strings.Builder
		roots := 0
		depth := 0
		for k, row := range s.Rows {
			c := row.Cols
			for i, col := range c {
				if strings.TrimSpace(col) != col || strings.Contains(col, "  ") || i != ColForm && i != ColLemma && i != ColMisc && strings.Contains(col, " ") {
					return fmt.Errorf("column %d is %q", i+1, col)
				}
			}
			if c[ColForm] != clean(d.Word(r.Start+k)) {
				return fmt.Errorf("form %q of %q", c[ColForm], d.Word(r.Start+k))
			}
			whole.WriteString(c[ColForm])
			if !hasAttribute(c[ColMisc], "SpaceAfter=No") && k+1 < len(s.Rows) {
				whole.WriteByte(' ')
			}
			if !depRel.MatchString(c[ColRel]) || (c[ColHead] == "0") != (c[ColRel] == "root") {
				return fmt.Errorf("head %s, relation %q", c[ColHead], c[ColRel])
			}
			if c[ColHead] == "0" {
				roots++
			}
			for a := range strings.SplitSeq(c[ColMisc], "|") {
				if v, ok := strings.CutPrefix(a, "Entity="); ok {
					depth += strings.Count(v, "(") - strings.Count(v, ")")
				}
			}
			if depth < 0 {
				return fmt.Errorf("a name ends that has not begun: %q", c[ColMisc])
			}
		}
		if text != whole.String() || roots != 1 || depth != 0 {
			return fmt.Errorf("text %q, words %q, %d roots, %d names open", text, whole.String(), roots, depth)
		}
		if len(s.Rows) != r.Len() {
			return fmt.Errorf("%d words of %d", len(s.Rows), r.Len())
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if n != len(d.Sents) {
		t.Fatalf("%d sentences of %d", n, len(d.Sents))
	}
}

var depRel = regexp.MustCompile(`^[a-z]+(:[a-z]+)?$`)

func TestCoNLLU(t *testing.T) {
	d := Analyze("VARDIN, March 14 (Northwire) - “It fell,”\u200b said Ilka  Moren, 54.\n\nThe Northern Front (NF) denied it; \"the Front\" was e\u0301te\u0301 there.The end.", time.Time{})
	checkConllu(t, d)
	var b strings.Builder
	if err := d.CoNLLU(&b, ""); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n# newpar\n", "# sent_id = 1\n", "\tété\t", "Entity=(e", "|NE=B-person", "\tSpaceAfter=No\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "newdoc") {
		t.Error("newdoc without an id")
	}
}

// TestReadConllu reads broken files: each error names its line.
func TestReadConllu(t *testing.T) {
	row := func(id, form string) string { return id + "\t" + form + strings.Repeat("\t_", 8) + "\n" }
	for _, c := range []struct {
		in    string
		words int
		err   string
	}{
		{"", 0, ""},
		{"\n\n\n", 0, ""},
		{row("1", "a"), 1, ""},
		{"\ufeff# c\r\n" + strings.ReplaceAll(row("1", "a"), "\n", "\r\n") + "\r\n", 1, ""},
		{row("0.1", "x") + row("1-2", "ab") + row("1", "a") + row("2", "b") + row("2.1", "y") + row("2.2", "z") + "\n" + row("1", "c"), 3, ""},
		{row("1", "a b"), 1, ""},
		{row("2", "a"), 0, `line 1: id "2", where word 1 follows`},
		{row("1", "a") + row("1", "b"), 0, `line 2: id "1", where word 2 follows`},
		{row("x", "a"), 0, `line 1: id "x"`},
		{row("-1", "a"), 0, `line 1: id "-1"`},
		{row("1-1x", "a"), 0, `line 1: id "1-1x"`},
		{row("1-2", "a") + row("2-3", "b"), 0, `line 2: id "2-3"`},
		{row("1", "a") + row("1.2", "b"), 0, `line 2: id "1.2": the empty node here is 1.1`},
		{row("1-2", "a") + row("1", "b") + "\n", 0, "line 1: a fused form ends at word 2, the sentence at word 1"},
		{row("1", "a") + "# late\n", 0, "line 2: a comment between words"},
		{"# only\n\n" + row("1", "a"), 0, "line 1: a sentence without words"},
		{row("1", ""), 0, "line 1: column 2 is empty"},
		{"1\ta\n", 0, "line 1: 2 columns, not 10"},
		{row("1", "\xff"), 0, "line 1: not valid UTF-8"},
		{row("1", "a") + strings.Repeat("x", maxConlluLine+1), 0, "line 2: longer than 16 MiB"},
	} {
		words := 0
		err := ReadConllu(strings.NewReader(c.in), func(s ConlluSentence) error {
			words += len(s.Cut().Words)
			return nil
		})
		switch {
		case c.err == "" && (err != nil || words != c.words):
			t.Errorf("%.40q: %d words, want %d; %v", c.in, words, c.words, err)
		case c.err != "" && (err == nil || !strings.HasPrefix(err.Error(), c.err)):
			t.Errorf("%.40q: error %v, want %s", c.in, err, c.err)
		}
	}
}

// FuzzConllu reads any bytes as CoNLL-U: no panic, errors name a line, and what
// can be read keeps its words, its sentences and all that is not filled in.
func FuzzConllu(f *testing.F) {
	word := "1\tIt\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
	for _, s := range []string{word, "# newdoc\n# text = It\n" + word + "\n" + word, "1-1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n" + word, "1\t \u00a0\t_\t_\t_\t_\t_\t_\t_\t_\n", "\r\n\r\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1<<13 {
			t.Skip()
		}
		err := ConlluDocuments(bytes.NewReader(in), func(sents []ConlluSentence) error {
			cuts := make([]Cut, len(sents))
			for i := range sents {
				cuts[i] = sents[i].Cut()
			}
			d := AnalyzeCut(cuts, time.Time{})
			check(t, d)
			if len(d.Sents) != len(sents) {
				t.Fatalf("%d sentences of %d", len(d.Sents), len(sents))
			}
			for i := range sents {
				r := d.Sents[i].Range
				if r.Len() != len(cuts[i].Words) {
					t.Fatalf("%d words of %d", r.Len(), len(cuts[i].Words))
				}
				for k, w := range cuts[i].Words {
					if d.Word(r.Start+k) != w {
						t.Fatalf("word %q became %q", w, d.Word(r.Start+k))
					}
				}
				var out bytes.Buffer
				b := bufio.NewWriter(&out)
				if err := sents[i].Fill(b, d, r.Start); err != nil {
					t.Fatal(err)
				}
				b.Flush()
				again := 0
				err := ReadConllu(&out, func(s ConlluSentence) error {
					again++
					for k, row := range s.Rows {
						was := sents[i].Rows[k]
						if row.Kind != was.Kind || row.Cols[ColForm] != was.Cols[ColForm] || row.Cols[ColMisc] != was.Cols[ColMisc] {
							t.Fatalf("row %q became %q", was.Cols, row.Cols)
						}
					}
					return nil
				})
				if err != nil || again != 1 {
					t.Fatalf("what was written reads as %d sentences: %v", again, err)
				}
			}
			return nil
		})
		var broken *ConlluError
		if err != nil && (!errors.As(err, &broken) || broken.Line < 1) {
			t.Fatalf("error without a line: %v", err)
		}
	})
}
