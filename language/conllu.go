package language

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CoNLLU writes the Doc in CoNLL-U with all trees. id names the text in
// "newdoc" and "sent_id" (characters that these may not hold become "_"); ""
// leaves out "newdoc". MISC holds the names, once as coreference brackets
// (Entity, as in CorefUD: "(e3-person", "e3)") and once flat (NE=B-person), and
// SpaceAfter=No. Space of any kind between words is written as one space.
func (d *Doc) CoNLLU(w io.Writer, id string) error {
	b := bufio.NewWriterSize(w, 1<<16)
	id = conlluID(id)
	prefix := ""
	if id != "" && len(d.Sents) > 0 {
		prefix = id + "-"
		fmt.Fprintf(b, "# newdoc id = %s\n", id)
	}
	if len(d.Names) > 0 {
		b.WriteString("# global.Entity = eid-etype\n")
	}
	misc := d.conlluNames()
	par := -1
	for n, s := range d.Sents {
		if s.Paragraph != par {
			par = s.Paragraph
			b.WriteString("# newpar\n")
		}
		fmt.Fprintf(b, "# sent_id = %s%d\n# text = ", prefix, n+1)
		for i := s.Start; i < s.End; i++ {
			b.WriteString(d.conlluForm(i))
			if i+1 < s.End && d.Flags[i+1]&FlagSpace != 0 {
				b.WriteByte(' ')
			}
		}
		b.WriteByte('\n')
		for i := s.Start; i < s.End; i++ {
			cols := d.ConlluColumns(i)
			m := misc[i]
			if i+1 < len(d.Start) && d.Flags[i+1]&FlagSpace == 0 {
				m = append(m, "SpaceAfter=No")
			}
			if len(m) == 0 {
				m = append(m, "_")
			}
			fmt.Fprintf(b, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", i-s.Start+1, d.conlluForm(i),
				cols[0], cols[1], cols[2], cols[3], cols[4], cols[5], strings.Join(m, "|"))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// ConlluColumns gives what the Doc has to say of token i: the columns LEMMA,
// UPOS, XPOS, FEATS, HEAD (0 at the root, else counted from 1 within the
// sentence) and DEPREL of CoNLL-U.
func (d *Doc) ConlluColumns(i int) [6]string {
	head := 0
	if h := d.Head(i); h >= 0 {
		head = h - d.Sents[d.SentOf[i]].Start + 1
	}
	return [6]string{orDash(clean(d.treebankLemma(i))), d.Tag[i].String(), orDash(d.PTB[i].String()), d.Feats(i).String(), strconv.Itoa(head), d.Rel(i).String()}
}

// treebankLemma gives the lemma of token i as the English treebanks write it:
// with the capitals of names, of "I" and of abbreviations, dashes as they are.
func (d *Doc) treebankLemma(i int) string {
	lemma, f := d.Lemma[i], d.Flags[i]
	switch d.PTB[i] {
	case NNP, NNPS:
		return withCase(lemma, d.Word(i))
	case PRP:
		if lemma == "i" {
			return "I"
		}
	case colon:
		if lemma == "--" {
			return d.Word(i)
		}
	case JJ, NN, NNS, CD:
		short := lemma == d.Lower[i] && len(lemma) <= 4
		if f&FlagAllCaps == 0 && (f&FlagUpper != 0 && short || f&FlagTitle != 0 && lex().nation[plainKey(lemma)] != "") {
			return withCase(lemma, d.Word(i))
		}
	}
	return lemma
}

// withCase gives a lemma the capitals of the word as far as both have the same letters.
func withCase(lemma, word string) string {
	n := 0
	for n < len(lemma) && n < len(word) && (lemma[n] == word[n] || isUpper(word[n]) && word[n]|0x20 == lemma[n]) {
		n++
	}
	return word[:n] + lemma[n:]
}

// conlluForm gives token i as the format can hold it: valid UTF-8 in normal form C.
func (d *Doc) conlluForm(i int) string { return clean(d.Word(i)) }

func clean(s string) string { return norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")) }

func orDash(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

// conlluID replaces what a sent_id may not hold.
func conlluID(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || unicode.IsSpace(r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(id, "_"))
}

// conlluNames gives the Entity and NE attributes by token. Names that would
// cross another have NE alone.
func (d *Doc) conlluNames() map[int][]string {
	order := make([]int, len(d.Names))
	for i := range order {
		order[i] = i
	}
	// Outer names first.
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := d.Names[a].Tokens, d.Names[b].Tokens
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return y.End - x.End
	})
	opening, closing, flat := map[int]string{}, map[int]string{}, map[int]string{}
	var open []Range
	for _, k := range order {
		n := &d.Names[k]
		r := n.Tokens
		if r.Len() <= 0 || d.SentOf[r.Start] != d.SentOf[r.End-1] {
			continue
		}
		if flat[r.Start] == "" && n.Form != FormPronoun && n.Form != FormRole {
			for i := r.Start; i < r.End; i++ {
				flat[i] = "NE=I-" + n.Kind.String()
			}
			flat[r.Start] = "NE=B-" + n.Kind.String()
		}
		for len(open) > 0 && open[len(open)-1].End <= r.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && r.End > open[len(open)-1].End {
			continue
		}
		open = append(open, r)
		if r.Len() == 1 {
			opening[r.Start] += fmt.Sprintf("(e%d-%s)", n.Entity+1, n.Kind)
		} else {
			opening[r.Start] += fmt.Sprintf("(e%d-%s", n.Entity+1, n.Kind)
			closing[r.End-1] = fmt.Sprintf("e%d)", n.Entity+1) + closing[r.End-1]
		}
	}
	out := map[int][]string{}
	for i := range opening {
		out[i] = []string{"Entity=" + opening[i] + closing[i]}
	}
	for i := range closing {
		if opening[i] == "" {
			out[i] = []string{"Entity=" + closing[i]}
		}
	}
	for i := range flat {
		out[i] = append(out[i], flat[i])
	}
	return out
}
