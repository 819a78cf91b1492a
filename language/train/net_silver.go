package train

import (
	"sofar/language"
	"sofar/language/model"
)

// netParsed is a sentence of unlabelled text with the tree that a network gave it.
type netParsed struct {
	model.NetInput
	heads []int32
	rels  []uint8
}

// leastSilver is the shortest sentence of unlabelled text that is learned from:
// of shorter ones many are no sentences.
const leastSilver = 4

// silverTrees parses unlabelled texts with the network n, sentence by sentence:
// words that a larger network parsed teach a small one what the treebanks are
// too few for (Hinton et al. 2015, with the tree alone). Datelines are left out,
// and lines that were read before.
func silverTrees(texts []string, n *model.Net) []netParsed {
	var out []netParsed
	reader := &textReader{seen: map[uint64]bool{}}
	for _, text := range texts {
		d := language.Tagged(reader.fresh(text))
		for _, s := range d.Sents {
			r := s.Range
			if l := d.Dateline; l.Len() > 0 && l.Start == r.Start && l.End < r.End {
				r.Start = l.End
			}
			if r.Len() < leastSilver || r.Len() > maxNetSentence {
				continue
			}
			p := netParsed{heads: make([]int32, r.Len()), rels: make([]uint8, r.Len())}
			p.Lower, p.Shapes = d.TaggerInput(r)
			for i := r.Start; i < r.End; i++ {
				p.PTB, p.UPOS = append(p.PTB, uint8(d.PTB[i])), append(p.UPOS, uint8(d.Tag[i]))
			}
			n.Parse(p.NetInput, []int32{int32(r.Len())}, p.heads, p.rels)
			out = append(out, p)
		}
	}
	return out
}

// silver prepares a sentence that a network parsed.
func (r *netReader) silver(p netParsed) *netExample {
	e := r.words(p.NetInput)
	e.rel, e.ptb, e.upos = p.rels, p.PTB, p.UPOS
	for _, h := range p.heads {
		if h < 0 {
			h = int32(len(p.heads))
		}
		e.head = append(e.head, h)
	}
	return e
}
