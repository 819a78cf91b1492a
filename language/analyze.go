package language

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Analyze reads a text: tokens, paragraphs, sentences, quotations, parts of
// speech, numbers, times, names and entities. published (zero if unknown) is
// what relative times are resolved against. It never fails: any string gives a
// Doc. The time is linear in the length of the text.
//
// Trees are made when they are first asked for (see Doc.Head); with
// Options.Trees they are all made here.
func Analyze(text string, published time.Time) *Doc {
	return AnalyzeWith(text, published, Options{})
}

// Options change when Analyze does its work, never what it finds.
type Options struct {
	Trees Trees
}

// Trees tells when the dependency trees are made.
type Trees uint8

// When trees are made.
const (
	Lazy  Trees = iota // each when it is first asked for
	Eager              // all of them by Analyze
)

// AnalyzeWith is Analyze with options.
func AnalyzeWith(text string, published time.Time, o Options) *Doc {
	d := segment(text)
	d.read(published)
	if o.Trees == Eager {
		d.ParseAll()
	}
	return d
}

// Parsed counts the sentences that have their tree by now.
func (d *Doc) Parsed() int {
	n := 0
	for s := range d.trees.done {
		if d.trees.done[s].Load() {
			n++
		}
	}
	return n
}

// Cut is a sentence that is cut into words already.
type Cut struct {
	Words []string // none empty
	// Glued[i] tells that no space follows word i.
	Glued []bool
	// NewParagraph tells that the sentence begins a paragraph.
	NewParagraph bool
}

// AnalyzeCut is Analyze for a text whose tokens and sentences are given: both
// stay as they are. Text is rebuilt from the words and the space between them;
// words that are empty are left out.
func AnalyzeCut(sents []Cut, published time.Time) *Doc {
	d := &Doc{}
	var b strings.Builder
	var bounds []Range
	glued := true
	for n, s := range sents {
		start := len(d.Start)
		switch {
		case n == 0:
		case s.NewParagraph:
			b.WriteString("\n\n")
		case !glued:
			b.WriteByte(' ')
		}
		for i, w := range s.Words {
			if w == "" {
				continue
			}
			if len(d.Start) > start && !glued {
				b.WriteByte(' ')
			}
			d.Start = append(d.Start, int32(b.Len()))
			b.WriteString(w)
			d.End = append(d.End, int32(b.Len()))
			glued = i < len(s.Glued) && s.Glued[i]
		}
		if len(d.Start) == start {
			continue
		}
		if p := len(d.Paragraphs); p == 0 || s.NewParagraph {
			d.Paragraphs = append(d.Paragraphs, Range{start, len(d.Start)})
		} else {
			d.Paragraphs[p-1].End = len(d.Start)
		}
		bounds = append(bounds, Range{start, len(d.Start)})
	}
	d.Text = b.String()
	d.shapes()
	d.SentOf = make([]int32, len(d.Start))
	par := 0
	for _, r := range bounds {
		if r.Start >= d.Paragraphs[par].End {
			par++
		}
		d.addSent(r, par, false)
	}
	d.marks()
	d.read(published)
	return d
}

// segment makes a Doc with tokens, paragraphs, sentences and quotations.
func segment(text string) *Doc {
	m := workspaces.Get()
	defer workspaces.Put(m)
	m.trim()
	d := &Doc{}
	d.Text, d.Invalid = valid(text)
	m.cut(d.Text)
	n := len(m.start)
	cells := make([]int32, 3*n)
	d.Start, d.End, d.SentOf = cells[:n:n], cells[n:2*n:2*n], cells[2*n:]
	copy(d.Start, m.start)
	copy(d.End, m.end)
	m.shapes(d)
	d.paragraphs(m.breaks)
	d.sentences()
	d.marks()
	m.text = "" // not to be kept
	if n > workspaceTokens {
		m.tokenizer = tokenizer{}
	}
	return d
}

// valid gives the text with every byte that is no UTF-8 replaced by one
// substitute character of ASCII, so that all offsets stay, and their number.
// Inside a word the substitute is a letter of the word.
func valid(text string) (string, int) {
	if utf8.ValidString(text) {
		return text, 0
	}
	b, n := []byte(text), 0
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			b[i] = substitute
			n++
		}
		i += size
	}
	return string(b), n
}

// substitute stands for a byte that could not be read.
const substitute = '\x1a'

// marks reads what stands between words and sentences: quotations, capitals.
func (d *Doc) marks() {
	d.newTrees()
	d.pairQuotes()
	d.markAllCaps()
}

// read fills everything that needs tokens, sentences and quotations.
func (d *Doc) read(published time.Time) {
	d.Published = published
	d.tag()
	d.markScare()
	d.readNumbers()
	d.readTimes()
	d.readNames()
	d.readEntities()
}
