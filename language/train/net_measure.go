package train

import (
	"strings"

	"sofar/language"
	"sofar/language/model"
)

// MeasureNet compares the trees that the network makes of the sentences with
// those of the treebank.
func MeasureNet(n *model.Net, sents []Tagged) Attachment {
	var a Attachment
	for _, s := range sents {
		in := netInput(s.Doc)
		heads, rels := make([]int32, len(s.Tokens)), make([]uint8, len(s.Tokens))
		n.Parse(in, []int32{int32(len(heads))}, heads, rels)
		for i, t := range s.Tokens {
			a.add(t, int(heads[i]) == t.Head, language.RelNames[rels[i]])
		}
	}
	return a
}

// netInput gives what the network sees of a Doc of one sentence.
func netInput(d *language.Doc) model.NetInput {
	var in model.NetInput
	in.Lower, in.Shapes = d.TaggerInput(language.Range{End: d.Len()})
	for i := range d.Lower {
		in.PTB, in.UPOS = append(in.PTB, uint8(d.PTB[i])), append(in.UPOS, uint8(d.Tag[i]))
	}
	return in
}

// add counts one word.
func (a *Attachment) add(t Token, head bool, rel string) {
	base, _, _ := strings.Cut(rel, ":")
	want, _, _ := strings.Cut(t.Rel, ":")
	full, coarse := head && rel == t.Rel, head && base == want
	a.Words++
	count(&a.Head, head)
	count(&a.Full, full)
	count(&a.Coarse, coarse)
	if t.UPOS != "PUNCT" {
		a.NoPunct++
		count(&a.NoPunctHead, head)
		count(&a.NoPunctFull, full)
		count(&a.NoPunctCoarse, coarse)
	}
}
