package train

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"sofar/language"
	"sofar/language/model"
)

// Text is unlabelled text as numbers of words, for what is learnt from running
// words alone: classes, vectors, how words are capitalised.
type Text struct {
	Words  []string // folded forms (model.ClassForm), most frequent first; Words[Boundary] and Words[Unknown] are ""
	Counts []int    // by word
	Tokens []int32  // the running text: words, a Boundary before and after every sentence
	Cases  []Cases  // by word
	Docs   int
	Lines  int // lines left out because they were read before
}

// The first two numbers of Text.Words.
const (
	Boundary = 0 // between two sentences
	Unknown  = 1 // words less frequent than those of the vocabulary
)

// Cases counts how a word is written inside sentences (not as their first word,
// not in runs of capitals, not in headlines).
type Cases struct{ Lower, Title, Upper int }

// textReader gathers a Text.
type textReader struct {
	ids   map[string]int32
	words []string
	count []int
	cases []Cases
	toks  []int32
	seen  map[uint64]bool // lines
	docs  int
	lines int
}

// ReadText reads the running text below dir: the field "text" of every line of
// the files *train.jsonl and the words of *-train.conllu, in order of their
// paths. Folders named in without are left out. A line of text that stood in
// the text before (boiler-plate, copies) is read once.
func ReadText(dir string, without []string) (*Text, error) {
	r := &textReader{ids: map[string]int32{}, seen: map[uint64]bool{}}
	r.id("\x00boundary")
	r.id("\x00unknown")
	r.toks = append(r.toks, Boundary)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && slices.Contains(without, e.Name()):
			return filepath.SkipDir
		case e.IsDir():
			return nil
		case strings.HasSuffix(path, "train.jsonl"):
			err = r.jsonLines(path)
		case strings.HasSuffix(path, "-train.conllu"):
			err = r.treebank(path)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(r.toks) < 2 {
		return nil, fmt.Errorf("no *train.jsonl or *-train.conllu below %s: give the folder of the texts with --data", dir)
	}
	return r.text(), nil
}

// jsonLines reads a file of JSON Lines.
func (r *textReader) jsonLines(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<26)
	for line := 1; sc.Scan(); line++ {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		var doc struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &doc); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		if doc.Text != "" {
			r.docs++
			r.doc(language.Segment(r.fresh(doc.Text)))
		}
	}
	return sc.Err()
}

// shortLine is the length in bytes under which a line may be repeated.
const shortLine = 20

// fresh gives the text without the lines that were read before.
func (r *textReader) fresh(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if t := strings.TrimSpace(line); len(t) >= shortLine {
			h := xxhash.Sum64String(t)
			if r.seen[h] {
				r.lines++
				b.WriteByte('\n')
				continue
			}
			r.seen[h] = true
		}
		b.WriteString(line)
	}
	return b.String()
}

// treebank reads the words of a CoNLL-U file as it cuts them.
func (r *textReader) treebank(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	sents, err := ReadConllu(f)
	last := ""
	for _, s := range sents {
		if s.Doc != last {
			r.docs++
			last = s.Doc
		}
		r.doc(language.FromTokens([][]string{Forms(s)}))
	}
	return err
}

// doc adds the sentences of a text.
func (r *textReader) doc(d *language.Doc) {
	for _, s := range d.Sents {
		lower, title := 0, 0
		for i := s.Start + 1; i < s.End; i++ {
			switch f := d.Flags[i]; {
			case f&(language.FlagPunct|language.FlagDigit) != 0 || len(d.Lower[i]) < 3:
			case f&(language.FlagTitle|language.FlagUpper) != 0:
				title++
			default:
				lower++
			}
		}
		running := !s.Headline && lower >= title // case says something here
		inner := false
		for i := s.Start; i < s.End; i++ {
			id := r.id(model.ClassForm(d.Lower[i]))
			r.toks = append(r.toks, id)
			r.count[id]++
			f := d.Flags[i]
			if f&language.FlagPunct == 0 && running && inner && f&language.FlagAllCaps == 0 {
				switch c := &r.cases[id]; {
				case f&language.FlagUpper != 0:
					c.Upper++
				case f&language.FlagTitle != 0:
					c.Title++
				default:
					c.Lower++
				}
			}
			// The word after a colon, a bracket or a quotation mark may begin a
			// sentence of its own.
			inner = f&language.FlagPunct == 0 || d.Lower[i] == "," || d.Lower[i] == "-"
		}
		r.toks = append(r.toks, Boundary)
		r.count[Boundary]++
	}
}

func (r *textReader) id(w string) int32 {
	id, ok := r.ids[w]
	if !ok {
		id = int32(len(r.words))
		w = strings.Clone(w)
		r.ids[w] = id
		r.words = append(r.words, w)
		r.count = append(r.count, 0)
		r.cases = append(r.cases, Cases{})
	}
	return id
}

// text numbers the words by frequency, equals by their letters.
func (r *textReader) text() *Text {
	order := make([]int32, len(r.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order[2:], func(a, b int32) int {
		if d := r.count[b] - r.count[a]; d != 0 {
			return d
		}
		return strings.Compare(r.words[a], r.words[b])
	})
	t := &Text{Docs: r.docs, Lines: r.lines, Tokens: r.toks}
	to := make([]int32, len(order))
	for n, id := range order {
		to[id] = int32(n)
		t.Words = append(t.Words, r.words[id])
		t.Counts = append(t.Counts, r.count[id])
		t.Cases = append(t.Cases, r.cases[id])
	}
	t.Words[Boundary], t.Words[Unknown] = "", ""
	for i, id := range t.Tokens {
		t.Tokens[i] = to[id]
	}
	return t
}

// Cut keeps the n most frequent words that occur at least least times; all others
// become Unknown.
func (t *Text) Cut(n, least int) {
	n = min(n, len(t.Words))
	for n > 2 && t.Counts[n-1] < least {
		n--
	}
	for _, c := range t.Counts[n:] {
		t.Counts[Unknown] += c
	}
	t.Words, t.Counts, t.Cases = t.Words[:n], t.Counts[:n], t.Cases[:n]
	for i, id := range t.Tokens {
		if int(id) >= n {
			t.Tokens[i] = Unknown
		}
	}
}

// WriteCases writes a line for every word that stands at least least times
// inside sentences: the word and how often it stands there in small letters,
// capitalised and in capitals.
func (t *Text) WriteCases(w io.Writer, least int) error {
	b := bufio.NewWriter(w)
	for i, c := range t.Cases {
		if word := t.Words[i]; word != "" && c.Lower+c.Title+c.Upper >= least {
			fmt.Fprintf(b, "%s\t%d\t%d\t%d\n", word, c.Lower, c.Title, c.Upper)
		}
	}
	return b.Flush()
}
