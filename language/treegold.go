package language

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"sofar/language/model"
)

// FromCoNLLU gives the Doc of a CoNLL-U file with the file's own tokens,
// sentences, tags and trees; lemmas are the file's where it has them, all else
// is found as by Analyze. Published is what relative times are resolved against.
func FromCoNLLU(r io.Reader, published time.Time) (*Doc, error) {
	var cuts []Cut
	var rows [][10]string
	err := ReadConllu(r, func(s ConlluSentence) error {
		cuts = append(cuts, s.Cut())
		for i := range s.Rows {
			if s.Rows[i].Kind == ConlluWord {
				rows = append(rows, s.Rows[i].Cols)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return fromRows(cuts, rows, published)
}

// FromTree is FromCoNLLU for a short form, one word a line: form, UPOS, PTB
// tag, head (counted from 1, 0 for the root) and relation, with white space
// between; an empty line ends a sentence.
func FromTree(lines string) (*Doc, error) {
	var cuts []Cut
	var rows [][10]string
	fresh := true
	for n, line := range strings.Split(lines, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 {
			fresh = true
			continue
		}
		if len(f) != 5 {
			return nil, fmt.Errorf("line %d: %d columns, not 5", n+1, len(f))
		}
		if fresh {
			cuts = append(cuts, Cut{})
			fresh = false
		}
		c := &cuts[len(cuts)-1]
		c.Words = append(c.Words, f[0])
		rows = append(rows, [10]string{ColForm: f[0], ColLemma: "_", ColUPOS: f[1], ColXPOS: f[2], ColHead: f[3], ColRel: f[4]})
	}
	return fromRows(cuts, rows, time.Time{})
}

// fromRows makes the Doc of sentences and puts the tags and trees of the rows in.
func fromRows(cuts []Cut, rows [][10]string, published time.Time) (*Doc, error) {
	d := AnalyzeCut(cuts, published)
	if d.Len() != len(rows) {
		return nil, fmt.Errorf("%d words, %d of them not empty", len(rows), d.Len())
	}
	for s := range d.Sents {
		r := d.Sents[s].Range
		roots := 0
		for i := r.Start; i < r.End; i++ {
			if err := d.setRow(i, r, &rows[i]); err != nil {
				return nil, fmt.Errorf("word %d, %q: %w", i-r.Start+1, d.Word(i), err)
			}
			if d.trees.head[i] < 0 {
				roots++
			}
		}
		if roots != 1 {
			return nil, fmt.Errorf("sentence %d has %d roots, not one", s+1, roots)
		}
		for i := r.Start; i < r.End; i++ {
			steps := 0
			for h := d.trees.head[i]; h >= 0; h = d.trees.head[h] {
				if steps++; steps > r.Len() {
					return nil, fmt.Errorf("sentence %d: word %d governs itself", s+1, i-r.Start+1)
				}
			}
		}
		d.link(r)
		d.trees.done[s].Store(true)
	}
	return d, nil
}

// setRow sets the tags, lemma, head and relation of token i of sentence r.
func (d *Doc) setRow(i int, r Range, row *[10]string) error {
	for k, n := range PTBNames {
		if n == row[ColXPOS] {
			d.PTB[i] = PTB(k)
		}
	}
	for k, n := range TagNames {
		if n == row[ColUPOS] {
			d.Tag[i] = Tag(k)
		}
	}
	if l := row[ColLemma]; l != "_" {
		d.Lemma[i] = strings.ToLower(l)
	} else {
		d.Lemma[i] = LemmaOf(d.Lower[i], d.PTB[i], model.Default())
	}
	h, err := strconv.Atoi(row[ColHead])
	if err != nil || h < 0 || h > r.Len() || r.Start+h-1 == i {
		return fmt.Errorf("head %q is no word of the sentence", row[ColHead])
	}
	d.trees.head[i] = int32(r.Start + h - 1)
	if h == 0 {
		d.trees.head[i] = -1
	}
	for k, n := range RelNames {
		if n == row[ColRel] {
			d.trees.rel[i] = Rel(k)
			return nil
		}
	}
	return errors.New("unknown relation " + row[ColRel])
}
