package language

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ConlluSentence is one sentence of a CoNLL-U file as it stands there.
type ConlluSentence struct {
	Line     int      // of its first line, from 1
	Comments []string // with their "#"
	Rows     []ConlluRow
}

// ConlluRow is one line of ten columns.
type ConlluRow struct {
	Kind ConlluKind
	Line int // from 1
	// Last is the id of the last word of a fused form.
	Last int
	Cols [10]string
}

// ConlluKind tells what a row of a CoNLL-U file is.
type ConlluKind uint8

// Kinds of rows.
const (
	ConlluWord  ConlluKind = iota
	ConlluFused            // 1-2: a form written as one that holds several words
	ConlluEmpty            // 8.1: a word that is not written
)

// Columns of CoNLL-U.
const (
	ColID = iota
	ColForm
	ColLemma
	ColUPOS
	ColXPOS
	ColFeats
	ColHead
	ColRel
	ColDeps
	ColMisc
)

// maxConlluLine bounds a line of a CoNLL-U file, in bytes.
const maxConlluLine = 1 << 24

// ConlluError tells what breaks the format of a CoNLL-U file, and where.
type ConlluError struct {
	Line   int // from 1
	Reason string
}

func (e *ConlluError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// ReadConllu reads a CoNLL-U file sentence by sentence; each sentence is
// yield's to keep. What breaks the format is a *ConlluError. Line ends may be
// those of Windows.
func ReadConllu(r io.Reader, yield func(ConlluSentence) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), maxConlluLine)
	p := conlluReader{}
	for sc.Scan() {
		p.line++
		s := sc.Text()
		if p.line == 1 {
			s = strings.TrimPrefix(s, "\ufeff")
		}
		if err := p.take(s); err != nil {
			return &ConlluError{p.line, err.Error()}
		}
		if s == "" && len(p.s.Rows)+len(p.s.Comments) > 0 {
			if err := p.finish(yield); err != nil {
				return err
			}
		}
	}
	if errors.Is(sc.Err(), bufio.ErrTooLong) {
		return &ConlluError{p.line + 1, fmt.Sprintf("longer than %d MiB", maxConlluLine>>20)}
	}
	if sc.Err() != nil {
		return sc.Err()
	}
	if len(p.s.Rows)+len(p.s.Comments) > 0 {
		return p.finish(yield)
	}
	return nil
}

type conlluReader struct {
	line       int
	words      int // read of the sentence
	fused      int // the last word that a fused form of the sentence holds
	fusedAt    int // line of that form
	emptyAfter int // how many empty nodes follow the last word
	s          ConlluSentence
}

func (p *conlluReader) finish(yield func(ConlluSentence) error) error {
	s := p.s
	switch {
	case p.words == 0:
		return &ConlluError{s.Line, "a sentence without words"}
	case p.fused > p.words:
		return &ConlluError{p.fusedAt, fmt.Sprintf("a fused form ends at word %d, the sentence at word %d", p.fused, p.words)}
	}
	*p = conlluReader{line: p.line}
	return yield(s)
}

// take reads one line.
func (p *conlluReader) take(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("not valid UTF-8")
	}
	if s == "" {
		return nil
	}
	if len(p.s.Rows)+len(p.s.Comments) == 0 {
		p.s.Line = p.line
	}
	if s[0] == '#' {
		if len(p.s.Rows) > 0 {
			return errors.New("a comment between words: an empty line must end the sentence before it")
		}
		p.s.Comments = append(p.s.Comments, s)
		return nil
	}
	cols := strings.Split(s, "\t")
	if len(cols) != 10 {
		hint := ""
		if len(cols) == 1 && len(strings.Fields(s)) == 10 {
			hint = " (columns are separated by tabs, not spaces)"
		}
		return fmt.Errorf("%d columns, not 10%s", len(cols), hint)
	}
	row := ConlluRow{Line: p.line, Cols: [10]string(cols)}
	for i, c := range cols {
		if strings.TrimSpace(c) == "" {
			return fmt.Errorf("column %d is empty (\"_\" stands for nothing)", i+1)
		}
	}
	if err := p.number(&row); err != nil {
		return err
	}
	p.s.Rows = append(p.s.Rows, row)
	return nil
}

// number checks the id of a row and sets its kind.
func (p *conlluReader) number(row *ConlluRow) error {
	id := row.Cols[ColID]
	if a, b, ok := strings.Cut(id, "-"); ok {
		from, e1 := strconv.Atoi(a)
		to, e2 := strconv.Atoi(b)
		if e1 != nil || e2 != nil || from != p.words+1 || to <= from-1 || from <= p.fused {
			return fmt.Errorf("id %q: a fused form's id is first-last and stands before word %d", id, p.words+1)
		}
		row.Kind, row.Last = ConlluFused, to
		p.fused, p.fusedAt = to, p.line
		return nil
	}
	if a, b, ok := strings.Cut(id, "."); ok {
		after, e1 := strconv.Atoi(a)
		n, e2 := strconv.Atoi(b)
		if e1 != nil || e2 != nil || after != p.words || n != p.emptyAfter+1 {
			return fmt.Errorf("id %q: the empty node here is %d.%d", id, p.words, p.emptyAfter+1)
		}
		row.Kind = ConlluEmpty
		p.emptyAfter = n
		return nil
	}
	if n, err := strconv.Atoi(id); err != nil || n != p.words+1 {
		return fmt.Errorf("id %q, where word %d follows", id, p.words+1)
	}
	p.words++
	p.emptyAfter = 0
	return nil
}

// Cut is the sentence's words with the space that the file puts between them:
// none inside a fused form nor where SpaceAfter=No stands.
func (s *ConlluSentence) Cut() Cut {
	var c Cut
	for _, m := range s.Comments {
		if strings.HasPrefix(m, "# newpar") || strings.HasPrefix(m, "# newdoc") {
			c.NewParagraph = true
		}
	}
	last, glued := 0, false // of the fused form that is open
	for i := range s.Rows {
		r := &s.Rows[i]
		no := hasAttribute(r.Cols[ColMisc], "SpaceAfter=No")
		switch r.Kind {
		case ConlluFused:
			last, glued = r.Last, no
		case ConlluWord:
			c.Words = append(c.Words, r.Cols[ColForm])
			switch n := len(c.Words); {
			case n < last:
				no = true
			case n == last:
				no = glued
			}
			c.Glued = append(c.Glued, no)
		}
	}
	return c
}

// hasAttribute tells whether a column of attributes ("A=x|B=y") has this one.
func hasAttribute(col, want string) bool {
	for a := range strings.SplitSeq(col, "|") {
		if a == want {
			return true
		}
	}
	return false
}

// NewDocument tells whether the sentence begins a document.
func (s *ConlluSentence) NewDocument() bool {
	for _, c := range s.Comments {
		if strings.HasPrefix(c, "# newdoc") {
			return true
		}
	}
	return false
}

// Fill writes the sentence with the lemma, tags, features, head and relation
// of the Doc in place of the file's, for words from token first of d on.
// Everything else stays as the file has it, but for enhanced dependencies
// (DEPS), which would not fit: they are left out.
func (s *ConlluSentence) Fill(w *bufio.Writer, d *Doc, first int) error {
	for _, c := range s.Comments {
		w.WriteString(c)
		w.WriteByte('\n')
	}
	i := first
	for k := range s.Rows {
		cols := s.Rows[k].Cols
		if s.Rows[k].Kind == ConlluWord {
			ours := d.ConlluColumns(i)
			copy(cols[ColLemma:], ours[:])
			cols[ColDeps] = "_"
			i++
		}
		w.WriteString(strings.Join(cols[:], "\t"))
		w.WriteByte('\n')
	}
	return w.WriteByte('\n')
}

// maxConlluDocument bounds how many sentences are one document, where a file
// does not say.
const maxConlluDocument = 1000

// ConlluDocuments reads a CoNLL-U file document by document.
func ConlluDocuments(r io.Reader, yield func([]ConlluSentence) error) error {
	var doc []ConlluSentence
	flush := func() error {
		if len(doc) == 0 {
			return nil
		}
		d := doc
		doc = nil
		return yield(d)
	}
	err := ReadConllu(r, func(s ConlluSentence) error {
		if s.NewDocument() || len(doc) >= maxConlluDocument {
			if err := flush(); err != nil {
				return err
			}
		}
		doc = append(doc, s)
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}
