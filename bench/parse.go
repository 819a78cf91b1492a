package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"time"

	"sofar/language"
)

// ParseOptions choose what Parse compares.
type ParseOptions struct {
	// System is a CoNLL-U file with the same words to score instead of our own
	// analysis; nil for ours.
	System io.Reader
	// Raw gives our analysis the text alone: it finds the words and sentences
	// itself, and rows become F1 over words with equal spans.
	Raw bool
	// Relations adds a row for each relation of the gold file.
	Relations bool
}

// Parse scores tags, lemmas, features and trees against a CoNLL-U file, as the
// shared task of CoNLL 2018 did (whose LAS is the row without subtypes; its
// rules for fused forms do not matter where the words are given). A head is
// right if it is the same word; every file is one table.
func Parse(ctx context.Context, title string, gold io.Reader, o ParseOptions) (Table, error) {
	t := Table{Title: title, Decimals: 2}
	p := parseScore{raw: o.Raw, relations: o.Relations, byRel: map[string]*Row{}}
	if o.System != nil && o.Raw {
		return t, errors.New("a file to score has words of its own: it cannot be scored on raw text")
	}
	if o.System != nil {
		return p.files(gold, o.System, t)
	}
	err := language.ConlluDocuments(gold, func(sents []language.ConlluSentence) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		cuts := make([]language.Cut, len(sents))
		for i := range sents {
			cuts[i] = sents[i].Cut()
		}
		d := language.AnalyzeCut(cuts, time.Time{})
		if o.Raw {
			return p.rawDocument(sents, d)
		}
		for i := range sents {
			g, err := analysed(&sents[i])
			if err != nil {
				return err
			}
			ours := make([]conlluWord, len(g))
			for k := range ours {
				ours[k] = wordOf(d, d.Sents[i].Start+k, d.Sents[i].Start)
			}
			p.sentence(g, ours)
		}
		return nil
	})
	if err != nil {
		return t, err
	}
	return p.table(t), nil
}

// conlluWord is what is scored of a word; head counts from 0 within what is
// compared, -1 at the root.
type conlluWord struct {
	lemma, upos, xpos, feats, rel string
	head                          int
}

// analysed gives the words of a sentence of a file, whose heads must be numbers.
func analysed(s *language.ConlluSentence) ([]conlluWord, error) {
	var out []conlluWord
	var lines []int
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Kind != language.ConlluWord {
			continue
		}
		head, err := strconv.Atoi(r.Cols[language.ColHead])
		if err != nil {
			return nil, &language.ConlluError{Line: r.Line, Reason: fmt.Sprintf("head %q is no number", r.Cols[language.ColHead])}
		}
		lines = append(lines, r.Line)
		out = append(out, conlluWord{r.Cols[language.ColLemma], r.Cols[language.ColUPOS], r.Cols[language.ColXPOS], r.Cols[language.ColFeats], r.Cols[language.ColRel], head - 1})
	}
	for i, w := range out {
		if w.head < -1 || w.head >= len(out) {
			return nil, &language.ConlluError{Line: lines[i], Reason: fmt.Sprintf("head %d in a sentence of %d words", w.head+1, len(out))}
		}
	}
	return out, nil
}

// wordOf gives our analysis of token i of d, heads counted from token first.
func wordOf(d *language.Doc, i, first int) conlluWord {
	c := d.ConlluColumns(i)
	head := d.Head(i)
	if head >= 0 {
		head -= first
	}
	return conlluWord{c[0], c[1], c[2], c[3], c[5], head}
}

// parseScore counts.
type parseScore struct {
	raw, relations bool
	gold, ours     int // words
	noPunct        int // gold words that are no punctuation
	oursNoPunct    int
	right          [len(parseRows)]int
	byRel          map[string]*Row
	words, sents   Row // raw text only
}

// parseRows are the rows in order; those from lasNoPunct on leave out
// punctuation.
var parseRows = [...]string{"UPOS", "XPOS", "features", "all three", "lemma", "UAS", "LAS", "LAS without subtypes",
	"UAS, no punctuation", "LAS, no punctuation", "LAS without subtypes, no punctuation"}

const firstNoPunct = 8

func (p *parseScore) sentence(gold, ours []conlluWord) {
	for i := range gold {
		p.gold++
		p.ours++
		p.word(&gold[i], &ours[i], gold[i].head == ours[i].head)
		if ours[i].upos != "PUNCT" {
			p.oursNoPunct++
		}
	}
}

// word counts one pair of words; head tells whether they have the same head.
func (p *parseScore) word(g, o *conlluWord, head bool) {
	upos, xpos, feats := g.upos == o.upos, g.xpos == o.xpos, universal(g.feats) == universal(o.feats)
	rel := head && g.rel == o.rel
	bare := head && withoutSubtype(g.rel) == withoutSubtype(o.rel)
	hits := [len(parseRows)]bool{upos, xpos, feats, upos && xpos && feats, g.lemma == "_" || g.lemma == o.lemma, head, rel, bare}
	if g.upos != "PUNCT" {
		p.noPunct++
		hits[8], hits[9], hits[10] = head, rel, bare
	}
	for i, hit := range hits {
		if hit {
			p.right[i]++
		}
	}
	if p.relations {
		p.relation(g.rel).Gold++
		p.relation(o.rel).Predicted++
		if rel {
			p.relation(g.rel).Right++
		}
	}
}

func (p *parseScore) relation(rel string) *Row {
	r := p.byRel[rel]
	if r == nil {
		r = &Row{Name: "  " + rel}
		p.byRel[rel] = r
	}
	return r
}

func withoutSubtype(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// universalFeats are the features that the shared task compares.
var universalFeats = map[string]bool{"PronType": true, "NumType": true, "Poss": true, "Reflex": true, "Foreign": true, "Abbr": true, "Gender": true,
	"Animacy": true, "Number": true, "Case": true, "Definite": true, "Degree": true, "VerbForm": true, "Mood": true, "Tense": true, "Aspect": true,
	"Voice": true, "Evident": true, "Polarity": true, "Person": true, "Polite": true}

// universal keeps the features that are compared, in the order of the file.
func universal(feats string) string {
	if feats == "_" {
		return ""
	}
	var kept []string
	for f := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(f, "="); universalFeats[name] {
			kept = append(kept, f)
		}
	}
	sort.Strings(kept)
	return strings.Join(kept, "|")
}

// rawDocument compares the analysis of the text of a document with its words,
// whose places in the text are those of d.
func (p *parseScore) rawDocument(sents []language.ConlluSentence, d *language.Doc) error {
	o := language.Analyze(d.Text, time.Time{})
	type span struct{ start, end int32 }
	at := make(map[span]int, o.Len())
	for i := range o.Start {
		at[span{o.Start[i], o.End[i]}] = i
		if o.Tag[i] != language.PUNCT {
			p.oursNoPunct++
		}
	}
	p.ours += o.Len()
	bounds := map[language.Span]bool{}
	for _, s := range o.Sents {
		bounds[s.Span] = true
	}
	p.sents.Predicted += len(o.Sents)
	for n := range sents {
		gold, err := analysed(&sents[n])
		if err != nil {
			return err
		}
		first := d.Sents[n].Start
		p.sents.Gold++
		if bounds[d.Sents[n].Span] {
			p.sents.Right++
		}
		spanOf := func(k int) span { return span{d.Start[first+k], d.End[first+k]} }
		for k := range gold {
			p.gold++
			i, ok := at[spanOf(k)]
			if !ok {
				if gold[k].upos != "PUNCT" {
					p.noPunct++
				}
				continue
			}
			p.words.Right++
			ours := wordOf(o, i, 0)
			same := gold[k].head < 0 && ours.head < 0
			if gold[k].head >= 0 && ours.head >= 0 {
				h, ok := at[spanOf(gold[k].head)]
				same = ok && h == ours.head
			}
			p.word(&gold[k], &ours, same)
		}
	}
	return nil
}

// files scores one file against another.
func (p *parseScore) files(gold, system io.Reader, t Table) (Table, error) {
	var theirs [][]conlluWord
	var forms [][]string
	err := language.ReadConllu(system, func(s language.ConlluSentence) error {
		w, err := analysed(&s)
		theirs, forms = append(theirs, w), append(forms, s.Cut().Words)
		return err
	})
	if err != nil {
		return t, fmt.Errorf("the file to score: %v", err) // its lines are not those of the gold file
	}
	n := 0
	err = language.ReadConllu(gold, func(s language.ConlluSentence) error {
		w, err := analysed(&s)
		if err != nil {
			return err
		}
		if n >= len(theirs) || strings.Join(forms[n], "\t") != strings.Join(s.Cut().Words, "\t") {
			return &language.ConlluError{Line: s.Line, Reason: "the file to score has other words here"}
		}
		p.sentence(w, theirs[n])
		n++
		return nil
	})
	if err == nil && n < len(theirs) {
		err = fmt.Errorf("the file to score has %d sentences, the gold file %d", len(theirs), n)
	}
	if err != nil {
		return t, err
	}
	return p.table(t), nil
}

// table gives the rows.
func (p *parseScore) table(t Table) Table {
	if p.raw {
		p.words.Name, p.words.Gold, p.words.Predicted = "words", p.gold, p.ours
		p.sents.Name = "sentences"
		t.add(p.words)
		t.add(p.sents)
	}
	for i, name := range parseRows {
		r := Row{Name: name, Right: p.right[i], Gold: p.gold, Predicted: p.ours}
		if i >= firstNoPunct {
			r.Gold, r.Predicted = p.noPunct, p.oursNoPunct
		}
		if !p.raw {
			r.Share, r.Predicted = true, 0
		}
		t.add(r)
	}
	names := make([]string, 0, len(p.byRel))
	for rel := range p.byRel {
		names = append(names, rel)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := p.byRel[names[i]], p.byRel[names[j]]
		if a.Gold != b.Gold {
			return a.Gold > b.Gold
		}
		return names[i] < names[j]
	})
	for _, rel := range names {
		t.add(*p.byRel[rel])
	}
	return t
}
