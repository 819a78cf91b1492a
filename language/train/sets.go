package train

import (
	"sort"

	"sofar/language"
	"sofar/language/model"
)

// A word seen often is known by the labels that it had; one seen less often may
// also have those of words seen once or twice.
const (
	often     = 60  // times, for words of open classes
	enough    = 12  // times, for words of closed classes
	rareShare = 400 // one use of so many is an error of the treebank
	openCount = 6   // a label of so many words seen once or twice is open
)

// labelSets fills t.Sets and t.May: the labels that words may have.
func labelSets(sents []Sentence, labels map[string]uint8, t *model.Tagger) {
	uses := map[string]map[uint8]int{}
	add := func(w string, l uint8) {
		if uses[w] == nil {
			uses[w] = map[uint8]int{}
		}
		uses[w][l]++
	}
	total := map[string]int{}
	var digits, marks = map[uint8]int{}, map[uint8]int{}
	for _, sent := range sents {
		variants := []Sentence{sent}
		if m, ok := MergeHyphens(sent); ok {
			variants = append(variants, m)
		}
		for v, s := range variants {
			d := language.FromTokens([][]string{Forms(s)})
			if d.Len() != len(s.Tokens) {
				continue
			}
			for i, tok := range s.Tokens {
				l, ok := labels[tok.XPOS+" "+tok.UPOS]
				if !ok || v == 1 && !hyphened(d.Lower[i]) {
					continue
				}
				switch {
				case d.Flags[i]&language.FlagDigit != 0:
					digits[l]++
				case d.Flags[i]&language.FlagPunct != 0:
					marks[l]++
				}
				add(d.Lower[i], l)
				total[d.Lower[i]]++
			}
		}
	}
	words := make([]string, 0, len(uses))
	for w := range uses {
		words = append(words, w)
	}
	sort.Strings(words)
	rare := map[uint8]int{}
	isMark := func(w string) bool {
		f := language.FromTokens([][]string{{w}}).Flags[0]
		return f&(language.FlagDigit|language.FlagPunct) != 0
	}
	for _, w := range words {
		if total[w] <= 2 && !isMark(w) {
			for l := range uses[w] {
				rare[l]++
			}
		}
	}
	set := map[string]uint16{}
	number := func(have map[uint8]bool) uint16 {
		var ls []uint8
		for l := range have {
			ls = append(ls, l)
		}
		sort.Slice(ls, func(i, j int) bool { return ls[i] < ls[j] })
		n, ok := set[string(ls)]
		if !ok {
			n = uint16(len(t.Sets))
			set[string(ls)] = n
			t.Sets = append(t.Sets, ls)
		}
		return n
	}
	atLeast := func(count map[uint8]int, n int) map[uint8]bool {
		out := map[uint8]bool{}
		for l, c := range count {
			if c >= n {
				out[l] = true
			}
		}
		return out
	}
	open := atLeast(rare, openCount)
	number(open)
	t.May = map[string]uint16{
		model.AnyDigit: number(atLeast(digits, 2)),
		model.AnyPunct: number(atLeast(marks, 2)),
	}
	isOpen := func(l uint8) bool {
		switch language.Tag(t.Labels[l].UPOS) {
		case language.NOUN, language.VERB, language.ADJ, language.PROPN, language.X, language.INTJ, language.SYM, language.NUM:
			return true
		case language.ADV:
			return language.PTB(t.Labels[l].PTB) == language.RB
		}
		return false
	}
	for _, w := range words {
		have := atLeast(uses[w], max(1, (total[w]+rareShare/2)/rareShare))
		closed, proper := true, false
		for l := range have {
			closed = closed && !isOpen(l)
			proper = proper || t.Labels[l].UPOS == model.Proper
		}
		mark := isMark(w)
		switch {
		case total[w] < enough, !closed && !mark && total[w] < often:
			if mark {
				continue
			}
			for l := range open {
				have[l] = true
			}
		}
		if len(have) == 0 {
			continue
		}
		n := number(have)
		if total[w] >= enough && closed || total[w] >= often && !proper {
			n |= model.Closed
		}
		if n != 0 {
			t.May[w] = n
		}
	}
}

func hyphened(w string) bool {
	for i := 1; i < len(w); i++ {
		if w[i] == '-' {
			return true
		}
	}
	return false
}
