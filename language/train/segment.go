package train

import (
	"fmt"
	"strings"
	"time"

	"sofar/language"
)

// Segmentation is how tokens and sentences found in raw text agree with a
// treebank's, by exact spans.
type Segmentation struct {
	Tokens, Sents Agreement
	// Wrong holds samples of disagreement, for error analysis.
	Wrong []string
}

// Agreement counts spans.
type Agreement struct{ Gold, Found, Both int }

// F1 is the harmonic mean of precision and recall, in per cent.
func (a Agreement) F1() float64 { return 200 * float64(a.Both) / float64(max(a.Gold+a.Found, 1)) }

func (s Segmentation) String() string {
	return fmt.Sprintf("token F1 %.2f, sentence F1 %.2f", s.Tokens.F1(), s.Sents.F1())
}

// EvaluateText joins the sentences of each document to its text (paragraphs
// with an empty line between), analyses it and compares the spans. Compounds
// with a hyphen count as package language keeps them, whole.
func EvaluateText(sents []Sentence) Segmentation {
	var out Segmentation
	for i := 0; i < len(sents); {
		j := i
		for j < len(sents) && sents[j].Doc == sents[i].Doc {
			j++
		}
		out.document(sents[i:j])
		i = j
	}
	return out
}

type span struct{ start, end int }

func (o *Segmentation) document(sents []Sentence) {
	var b strings.Builder
	tokens, bounds := map[span]bool{}, map[span]bool{}
	for n, raw := range sents {
		s, _ := MergeHyphens(raw)
		if n > 0 {
			last := sents[n-1].Tokens
			switch {
			case raw.NewPar:
				b.WriteString("\n\n")
			case !last[len(last)-1].NoSpace:
				b.WriteByte(' ')
			}
		}
		base, at := b.Len(), 0
		b.WriteString(s.Text)
		bounds[span{base, b.Len()}] = true
		for _, t := range s.Tokens {
			k := strings.Index(s.Text[at:], t.Form)
			if k < 0 || k > 3 {
				k = 0
				for at < len(s.Text) && s.Text[at] == ' ' {
					at++
				}
				tokens[span{base + at, -len(tokens)}] = true // a word that is not written so
				continue
			}
			tokens[span{base + at + k, base + at + k + len(t.Form)}] = true
			at += k + len(t.Form)
		}
	}
	d := language.Analyze(b.String(), time.Time{})
	o.Tokens.Gold += len(tokens)
	o.Sents.Gold += len(bounds)
	for i := range d.Start {
		o.Tokens.Found++
		if tokens[span{int(d.Start[i]), int(d.End[i])}] {
			o.Tokens.Both++
		} else {
			o.Wrong = append(o.Wrong, "token "+d.Word(i)+"\t"+around(d.Text, int(d.Start[i]), int(d.End[i])))
		}
	}
	for _, s := range d.Sents {
		o.Sents.Found++
		if bounds[span{s.Span.Start, s.Span.End}] {
			o.Sents.Both++
		} else {
			o.Wrong = append(o.Wrong, "sentence "+d.Text[s.Span.Start:s.Span.End]+"\t"+around(d.Text, s.Span.End, s.Span.End))
		}
	}
}

// around gives the text about a span, its ends marked.
func around(s string, a, b int) string {
	from, to := max(0, a-25), min(len(s), b+25)
	return strings.ReplaceAll(strings.ToValidUTF8(s[from:a]+"⟦"+s[a:b]+"⟧"+s[b:to], ""), "\n", "⏎")
}
