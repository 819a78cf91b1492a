package statement

import (
	"sort"

	"sofar/language"
)

// likely sums for every token of a sentence what the words say of a cue, and
// tells whether there may be one: only then is the sentence's tree asked for.
func (l *learnedReader) likely(sent language.Range) bool {
	ok := false
	for i := sent.Start; i < sent.End; i++ {
		if l.free(i) {
			sum := &l.base[i]
			l.cueFeatures(i, sent)
			l.m.cue.Add(l.feats, sum)
			ok = ok || sum[cueBegin]-sum[cueOut] > unlikely
		}
	}
	return ok
}

// learnedCues gives the cues that the model finds in a sentence that may have one.
func (l *learnedReader) learnedCues(sent language.Range, labels []uint8) ([]language.Range, []uint8) {
	m := l.m
	labels = l.viterbi(sent.Len(), cueLabels, m.cuePairs, func(k int, out *[8]int32) bool {
		i := sent.Start + k
		if !l.free(i) {
			return false
		}
		sum := &l.base[i]
		if sum[cueBegin]-sum[cueOut] > hopeless || sum[cueIn]-sum[cueOut] > hopeless {
			l.feats = l.feats[:0]
			l.cueTree(i)
			m.cue.Add(l.feats, sum)
		}
		out[0], out[1], out[2] = sum[0]-eager, sum[1], sum[2]
		return true
	}, labels)
	var out []language.Range
	for k, b := range labels {
		switch b {
		case cueBegin:
			out = append(out, language.Range{Start: sent.Start + k, End: sent.Start + k + 1})
		case cueIn:
			out[len(out)-1].End++
		}
	}
	return out, labels
}

// eager is taken from the score of "no cue": the training counts a missed token
// and a wrong one alike, while a cue lost is worse than one too many.
const eager = 180

// Scores of a cue's first token over none: a sentence all of whose tokens stay
// below the first has no cue, a token below the second none that the tree could
// make one.
const (
	unlikely = -350
	hopeless = -1200
)

// free tells whether a token may stand in a cue.
func (l *learnedReader) free(i int) bool {
	return !l.r.punct(i) || l.r.doc.Lower[i] == ":"
}

// arguments gives source and content of a cue.
func (l *learnedReader) arguments(v *cueView, labels []uint8) []uint8 {
	m := l.m
	l.paths(v.cue, v.win, v.head)
	n, gaps := v.win.Len(), l.gaps(v)
	return l.viterbi(n, argLabels, m.argPairs, func(k int, out *[8]int32) bool {
		i := v.win.Start + k
		if v.cue.Contains(i) {
			return false
		}
		l.argFeatures(i, v, gaps[k])
		m.arg.Add(l.feats, out)
		return true
	}, labels)
}

// gaps gives what stands between the cue and each token of the window, from the
// cue outwards.
func (l *learnedReader) gaps(v *cueView) []between {
	gaps := l.between[:0]
	for n := v.win.Len(); n > 0; n-- {
		gaps = append(gaps, between{})
	}
	var b between
	for i := v.cue.Start - 1; i >= v.win.Start; i-- {
		gaps[i-v.win.Start] = b
		l.passing(&b, i)
	}
	b = between{}
	for i := v.cue.End; i < v.win.End; i++ {
		gaps[i-v.win.Start] = b
		l.passing(&b, i)
	}
	l.between = gaps
	return gaps
}

// spansOf gives the runs of source and of content in a labelling.
func spansOf(labels []uint8, from int) (source, content []language.Range) {
	grow := func(list []language.Range, i int, begin bool) []language.Range {
		if n := len(list); n > 0 && list[n-1].End == i && !begin {
			list[n-1].End++
			return list
		}
		return append(list, language.Range{Start: i, End: i + 1})
	}
	for k, b := range labels {
		switch i := from + k; b {
		case argSourceBegin, argSource:
			source = grow(source, i, b == argSourceBegin)
		case argContentBegin, argContent:
			content = grow(content, i, b == argContentBegin)
		}
	}
	return source, content
}

// markSieves notes for the tokens of a sentence what the sieves have read.
func (l *learnedReader) markSieves(near []found, sent language.Range) {
	mark := func(x language.Range, v uint8) {
		for i := max(x.Start, sent.Start); i < min(x.End, sent.End); i++ {
			if l.sieve[i] != 1 {
				l.sieve[i] = v
			}
		}
	}
	for k := range near {
		f := &near[k]
		mark(f.cue, 1)
		mark(f.source, 2)
		for _, x := range f.content {
			mark(x, 3)
		}
	}
}

// overlapping gives the sieve's reading with the cue, nil if there is none.
func overlapping(near []found, cue language.Range) *found {
	for k := range near {
		if near[k].cue.Overlaps(cue) && near[k].cue.Len() > 0 {
			return &near[k]
		}
	}
	return nil
}

// bySentence gives what the sieves found in each sentence, by the cue, else by
// the first content.
func (r *attReader) foundBySentence() [][]int {
	out := make([][]int, len(r.doc.Sents))
	for k := range r.found {
		f := &r.found[k]
		at := f.cue.Start
		if f.cue.Len() == 0 && len(f.content) > 0 {
			at = f.content[0].Start
		}
		if at < r.doc.Len() {
			s := r.doc.SentOf[at]
			out[s] = append(out[s], k)
		}
	}
	return out
}

// maxLearned bounds the sentences that the model reads, in tokens.
const maxLearned = 400

// learnable tells whether the model reads a sentence.
func learnable(s *language.Sent) bool {
	return !s.Boilerplate && s.Len() >= 2 && s.Len() <= maxLearned
}

// learn adds what the learned model reads to what the sieves have found.
func (r *attReader) learn(m *learnedModel) {
	d := r.doc
	l := &learnedReader{r: r, m: m, base: make([][4]int32, d.Len())}
	l.load()
	by := r.foundBySentence()
	near := func(s int, out []found) []found {
		for _, k := range by[s] {
			out = append(out, r.found[k])
		}
		return out
	}
	var buf, more []found
	want := make([]bool, len(d.Sents))
	for s := range d.Sents {
		if learnable(&d.Sents[s]) {
			buf = near(s, buf[:0])
			l.markSieves(buf, d.Sents[s].Range)
			want[s] = l.likely(d.Sents[s].Range)
		}
	}
	d.ParseThese(want)
	var labels, args []uint8
	for s := range d.Sents {
		if !want[s] {
			continue
		}
		l.settleSieves(by[s])
		near := near(s, buf[:0])
		var cues []language.Range
		cues, labels = l.learnedCues(d.Sents[s].Range, labels)
		for _, c := range cues {
			sv := overlapping(near, c)
			v := l.view(c, sv)
			args = l.arguments(&v, args)
			source, content := spansOf(args, v.win.Start)
			var f found
			f.cue, f.rule = c, "learned"
			for _, x := range content {
				if x = r.trim(x); x.Len() > 0 {
					f.content = append(f.content, x)
				}
			}
			for _, x := range source {
				if x.Len() > f.source.Len() {
					f.source = x
				}
			}
			for f.source.Len() > 1 && r.punct(f.source.End-1) && r.doc.Lower[f.source.End-1] != ")" && !r.closesQuote(f.source.End-1) {
				f.source.End--
			}
			if f.source.Len() == 0 && (sv == nil || sv.source.Len() == 0) {
				f.source = l.sharedSubject(&v, f.content)
			}
			if len(f.content) == 0 || sv == nil && f.source.Len() == 0 {
				continue
			}
			l.settle(&v, &f, sv)
			if sv != nil {
				r.refine(by[s], sv, &f)
				continue
			}
			f.c = r.learnedCue(c, s)
			more = append(more, f)
		}
	}
	r.learned = append(r.learned, more...)
}

// refine notes the model's borders of a sieve's reading.
func (r *attReader) refine(ids []int, sv, f *found) {
	for _, k := range ids {
		g := &r.found[k]
		if g.cue != sv.cue || g.rule != sv.rule {
			continue
		}
		if g.via {
			return
		}
		g.printed = &borders{source: f.source, cue: f.cue, content: f.content}
		if f.source.Len() == 0 {
			g.printed.source = g.source
		}
		return
	}
}

// addLearned puts what the model alone has read among the attributions of the
// sieves, in text order, with speaker, relays and parents.
func (r *attReader) addLearned(atts []Attribution, known *roster) []Attribution {
	if len(r.learned) == 0 {
		return atts
	}
	type entry struct {
		a   Attribution
		at  int
		old int // index among the sieves' attributions, -1
	}
	var all []entry
	for i := range atts {
		all = append(all, entry{atts[i], r.found[i].order(), i})
	}
	for i := range r.learned {
		f := &r.learned[i]
		a := r.attribution(f)
		a.Rule = "learned"
		if mouth := r.mouthOf(f.source); mouth.Len() > 0 && !r.hollow(mouth) {
			n := sort.Search(len(known.list), func(k int) bool { return known.list[k].Span.Start >= int(r.doc.Start[mouth.Start]) })
			k := &roster{r: r, posts: known.posts, kinds: known.kinds, list: known.list[:n:n], heads: known.heads[:n:n], counted: known.counted[:n:n], content: f.content, rule: f.rule, frozen: true}
			a.Speaker = k.resolve(mouth)
			known.kinds = k.kinds
		}
		if a.Speaker.Class == "" {
			a.Speaker.Class = ClassUnknown
		}
		partisan(&a)
		all = append(all, entry{a, f.order(), -1})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].at < all[j].at })
	place := make([]int, len(atts))
	for i := range all {
		if all[i].old >= 0 {
			place[all[i].old] = i
		}
	}
	out := make([]Attribution, 0, len(all))
	for i := range all {
		out = append(out, all[i].a)
	}
	up := make([]int, len(out))
	parents(out)
	for i := range out {
		up[i] = out[i].Parent
		if k := all[i].old; k >= 0 {
			up[i] = atts[k].Parent
			if up[i] >= 0 {
				up[i] = place[up[i]]
			}
		}
	}
	for i := range out {
		out[i].Parent = up[i]
		if all[i].old < 0 {
			if p := up[i]; p >= 0 {
				out[i].Relay = out[p].Relay
			}
		}
	}
	return out
}

// sharedSubject gives the subject of the verb that a cue without a subject of its
// own hangs on: "He left, reciting …", "offered to pay", the noun of "a letter
// saying …"; empty if there is none outside cue and content.
func (l *learnedReader) sharedSubject(v *cueView, content []language.Range) language.Range {
	d := l.r.doc
	k := v.head
	for n := 0; n < 4 && k >= 0; n++ {
		if s := d.Child(k, language.Nsubj, language.NsubjOuter); s >= 0 && !v.cue.Contains(s) {
			return l.phraseOf(s, v, content)
		}
		h := d.Head(k)
		if h < 0 {
			break
		}
		switch d.Rel(k).Base() {
		case language.Acl:
			if d.Rel(k) == language.Acl {
				return l.phraseOf(h, v, content)
			}
			return language.Range{}
		case language.Conj, language.Xcomp, language.Advcl, language.Parataxis, language.Dep, language.Obj, language.Obl, language.Nmod:
		default:
			return language.Range{}
		}
		k = h
	}
	return language.Range{}
}

// phraseOf gives the phrase of a noun: its subtree up to the first relative
// clause or mark, without cue and content.
func (l *learnedReader) phraseOf(head int, v *cueView, content []language.Range) language.Range {
	d := l.r.doc
	x, whole := d.Subtree(head)
	if !whole || x.Len() > maxPhrase {
		x = language.Range{Start: head, End: head + 1}
		for x.Start > 0 && d.SentOf[x.Start-1] == d.SentOf[head] && d.Head(x.Start-1) == head && (d.Tag[x.Start-1] == language.DET || d.Tag[x.Start-1] == language.ADJ || d.Tag[x.Start-1] == language.PROPN || d.Tag[x.Start-1] == language.NOUN) {
			x.Start--
		}
	}
	for i := head + 1; i < x.End; i++ {
		if l.r.punct(i) || d.Lower[i] == "who" || d.Lower[i] == "which" || d.Lower[i] == "that" {
			x.End = i
		}
	}
	if x.Overlaps(v.cue) {
		return language.Range{}
	}
	for _, c := range content {
		if x.Overlaps(c) {
			return language.Range{}
		}
	}
	return x
}

// doubted tells of a reading of the sieves that the model does not share whether
// its sieve is one that errs often.
func doubted(f *found) bool {
	if f.printed != nil {
		return false
	}
	switch f.rule {
	case "before", "object", "noun", "passive", "hearsay", "headline", "following":
		return true
	}
	return false
}

// withoutDoubted drops the attributions that the model does not share and that
// carry neither a number nor responsibility, with what they say.
func withoutDoubted(atts []Attribution, list []Statement) ([]Attribution, []Statement) {
	keep := make([]bool, len(atts))
	for i := range atts {
		a := &atts[i]
		keep[i] = !a.doubted || a.speech && official(a.Speaker.Class) && len(a.Source) > 0 || answering(a.Stance) && a.Speaker.Class != ClassUnknown
	}
	for i := range list {
		if n := list[i].Attribution; n >= 0 && list[i].Kind != KindOther {
			keep[n] = true
		}
	}
	for i := range atts {
		if keep[i] {
			for p := atts[i].Parent; p >= 0 && !keep[p]; p = atts[p].Parent {
				keep[p] = true
			}
		}
	}
	place, n := make([]int, len(atts)), 0
	for i := range atts {
		place[i] = -1
		if keep[i] {
			place[i] = n
			n++
		}
	}
	out := make([]Attribution, 0, n)
	for i := range atts {
		if keep[i] {
			a := atts[i]
			if a.Parent >= 0 {
				a.Parent = place[a.Parent]
			}
			out = append(out, a)
		}
	}
	said := list[:0]
	for _, s := range list {
		if s.Attribution >= 0 {
			if place[s.Attribution] < 0 {
				continue
			}
			s.Attribution = place[s.Attribution]
		}
		said = append(said, s)
	}
	return out, said
}
