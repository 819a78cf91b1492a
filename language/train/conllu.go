// Package train makes the weights of package model from treebanks. Its command
// is cmd/sofar-train; the same data give the same bytes.
package train

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Token is one word of a treebank.
type Token struct {
	Form, Lemma string
	UPOS, XPOS  string
	Head        int // index in the sentence, -1 for the root
	Rel         string
	Feats       string // morphological features, "_" for none
	NoSpace     bool   // no space after it
	// Entity is MISC's Entity= (GUM): the brackets of the mentions that begin or end here.
	Entity string
}

// Sentence is one sentence of a treebank.
type Sentence struct {
	Doc    string // id of its document
	Text   string // as written
	NewPar bool   // begins a paragraph or a document
	Tokens []Token
}

// ReadConllu reads a CoNLL-U file: words only; of the fused forms their end's
// spacing is kept, empty nodes are left out.
func ReadConllu(r io.Reader) ([]Sentence, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<20), 1<<24)
	var out []Sentence
	var s Sentence
	doc, line := "", 0
	fusedEnd, fusedNoSpace := "", false
	flush := func() {
		if len(s.Tokens) > 0 {
			s.Doc = doc
			out = append(out, s)
		}
		s = Sentence{}
	}
	for sc.Scan() {
		line++
		t := sc.Text()
		switch {
		case t == "":
			flush()
			continue
		case t[0] == '#':
			switch {
			case strings.HasPrefix(t, "# newdoc"):
				_, doc, _ = strings.Cut(t, "= ")
				s.NewPar = true
			case strings.HasPrefix(t, "# newpar"):
				s.NewPar = true
			case strings.HasPrefix(t, "# text = "):
				s.Text = t[len("# text = "):]
			}
			continue
		}
		f := strings.Split(t, "\t")
		if len(f) != 10 {
			return nil, fmt.Errorf("line %d: %d columns, want 10", line, len(f))
		}
		noSpace := strings.Contains(f[9], "SpaceAfter=No")
		if _, last, ok := strings.Cut(f[0], "-"); ok {
			fusedEnd, fusedNoSpace = last, noSpace
			// Inside a fused form no space is written.
			continue
		}
		if strings.Contains(f[0], ".") {
			continue
		}
		if fusedEnd != "" {
			noSpace = true
			if f[0] == fusedEnd {
				noSpace, fusedEnd = fusedNoSpace, ""
			}
		}
		head := 0
		if _, err := fmt.Sscan(f[6], &head); err != nil {
			return nil, fmt.Errorf("line %d: head %q: %w", line, f[6], err)
		}
		s.Tokens = append(s.Tokens, Token{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Head: head - 1, Rel: f[7], Feats: f[5], NoSpace: noSpace, Entity: miscValue(f[9], "Entity=")})
	}
	flush()
	return out, sc.Err()
}

// miscValue gives the value of a key of the MISC column, "" if it is not there.
func miscValue(misc, key string) string {
	for misc != "" {
		var part string
		part, misc, _ = strings.Cut(misc, "|")
		if strings.HasPrefix(part, key) {
			return part[len(key):]
		}
	}
	return ""
}

// ReadTreebanks reads every file of dir whose name ends in suffix, by name.
func ReadTreebanks(dir, suffix string) ([]Sentence, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no *%s in %s: give the folder of the treebanks with --data", suffix, dir)
	}
	var out []Sentence
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		s, err := ReadConllu(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		out = append(out, s...)
	}
	return out, nil
}

// MergeHyphens joins the parts of compounds with a hyphen into the one token
// that package language makes of them, and tells whether there were any. The
// joint token has the tag of its last part, or is an adjective where it stands
// before a noun it modifies.
func MergeHyphens(s Sentence) (Sentence, bool) {
	merged := Sentence{Doc: s.Doc, Text: s.Text, NewPar: s.NewPar}
	where := make([]int, len(s.Tokens)) // new index of each token
	any := false
	for i := 0; i < len(s.Tokens); i++ {
		j := i
		for j+2 < len(s.Tokens) && joins(s.Tokens[j], s.Tokens[j+1], s.Tokens[j+2]) {
			j += 2
		}
		t := s.Tokens[i]
		if j > i {
			any = true
			t = joint(s.Tokens, i, j)
		}
		for k := i; k <= j; k++ {
			where[k] = len(merged.Tokens)
		}
		merged.Tokens = append(merged.Tokens, t)
		i = j
	}
	for k := range merged.Tokens {
		if h := merged.Tokens[k].Head; h >= 0 && h < len(where) {
			merged.Tokens[k].Head = where[h]
		}
	}
	return merged, any
}

// joins tells whether a, hyphen, b are written together; ranges of digits are not.
func joins(a, hyphen, b Token) bool {
	if hyphen.Form != "-" || !a.NoSpace || !hyphen.NoSpace {
		return false
	}
	wordEnd := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }
	if !wordEnd(a.Form[len(a.Form)-1]) || !wordEnd(b.Form[0]) {
		return false
	}
	return !(a.XPOS == "CD" && b.XPOS == "CD") && hyphen.XPOS == "HYPH"
}

// joint makes one token of the parts i to j.
func joint(ts []Token, i, j int) Token {
	last := ts[j]
	t := Token{NoSpace: last.NoSpace, UPOS: last.UPOS, XPOS: last.XPOS}
	head := j // the part whose head lies outside
	for k := i; k <= j; k++ {
		t.Form += ts[k].Form
		t.Lemma += ts[k].Lemma
		if h := ts[k].Head; h < i || h > j {
			head = k
		}
	}
	t.Head, t.Rel = ts[head].Head, ts[head].Rel
	proper := true
	for k := i; k <= j; k += 2 {
		proper = proper && (ts[k].XPOS == "NNP" || ts[k].XPOS == "NNPS" || ts[k].XPOS == "CD")
	}
	modifies := t.Head > j && (strings.HasPrefix(t.Rel, "amod") || strings.HasPrefix(t.Rel, "compound") || strings.HasPrefix(t.Rel, "nummod"))
	switch {
	case proper && ts[i].XPOS != "CD":
		t.XPOS, t.UPOS = ts[i].XPOS, "PROPN"
	case last.XPOS == "VBN" || last.XPOS == "VBG" && modifies || modifies && last.XPOS != "NNS":
		t.XPOS, t.UPOS = "JJ", "ADJ"
	}
	return t
}
