package statement

import (
	"sort"

	"sofar/language"
	"sofar/report"
)

// attributions finds who says what, by sieves from the most precise to the
// least; each attribution names the sieve that made it:
//
//	according   according to X
//	inverted    "…", said X
//	after       "…", X said
//	before      X said that …, X: "…"
//	object      X criticised the plan
//	figure-verb X put the toll at 61
//	noun        X's claim that …, reports that …
//	hearsay     is said to have …, reportedly
//	headline    Ministry: eleven dead
//	quoted      Radio 6 quoted X as saying that …
//	signed      “…” ― Ada Brook
//	transcript  BROOK: Good evening.
//	following   a quotation whose speaker stands in the sentence before
//
// Sources come from the noun phrase beside the cue; speakers are resolved
// afterwards.
func attributions(doc *language.Doc, rep *report.Report) []Attribution {
	r := newAttReader(doc, rep)
	r.sieves()
	if m := learned(); m != nil {
		r.learn(m)
	}
	return r.finish()
}

// newAttReader makes the reader of one report.
func newAttReader(doc *language.Doc, rep *report.Report) *attReader {
	r := &attReader{doc: doc, rep: rep, quoteOf: make([]int32, doc.Len()), owner: map[int]int{}}
	for i := range r.quoteOf {
		r.quoteOf[i] = -1
	}
	for qi, q := range doc.Quotes {
		if q.Depth != 0 {
			continue
		}
		whole := doc.TokensIn(q.Span)
		for i := whole.Start; i < whole.End && i < len(r.quoteOf); i++ {
			r.quoteOf[i] = int32(qi)
		}
	}
	r.index()
	return r
}

// sieves reads the report by all sieves.
func (r *attReader) sieves() {
	for s := range r.doc.Sents {
		r.sentence(s)
	}
	r.signed()
	r.transcripts()
	r.looseQuotes()
	sort.SliceStable(r.found, func(i, j int) bool { return r.found[i].order() < r.found[j].order() })
}

// index notes where times, names and counting numbers stand, so that a look-up
// costs no walk over the report.
func (r *attReader) index() {
	r.inTime = make([]bool, r.doc.Len())
	r.timeFrom, r.nameFrom, r.nameTo, r.countFrom = map[int]int{}, map[int]int{}, map[int]int{}, map[int]bool{}
	for _, t := range r.doc.Times {
		r.timeFrom[t.Tokens.Start] = t.Tokens.End
		for i := t.Tokens.Start; i < t.Tokens.End && i < len(r.inTime); i++ {
			r.inTime[i] = true
		}
	}
	for i, n := range r.doc.Names {
		r.nameFrom[n.Tokens.Start], r.nameTo[n.Tokens.End] = i, i
	}
	for _, n := range r.doc.Numbers {
		if n.Use == language.UseCount {
			r.countFrom[n.Tokens.Start] = true
		}
	}
}

// attReader holds the state of one report.
type attReader struct {
	doc     *language.Doc
	rep     *report.Report
	quoteOf []int32     // index of the outermost quotation over each token, marks included, else -1
	owner   map[int]int // quotation → index in found of the attribution that holds it
	found   []found
	learned []found // what the learned model alone has read

	inTime    []bool      // per token: part of a time expression
	timeFrom  map[int]int // first token of a time expression → its end
	nameFrom  map[int]int // first token of a name → index in Doc.Names
	nameTo    map[int]int // token after a name → index in Doc.Names
	countFrom map[int]bool

	townRead bool   // townName is known
	townName string // the town of the dateline

	serviceRead  bool  // serviceClass is known
	serviceClass Class // the service in uniform that the report speaks of most
}

// found is one attribution in tokens, before spans and speakers.
type found struct {
	source  language.Range // empty: none printed
	cue     language.Range
	content []language.Range
	c       cue
	rule    string
	// addressee is whom it was told.
	addressee language.Range
	via       bool // cited by the outlet whose attribution has the same content
	// printed are the borders that the learned model gives the sieve's reading,
	// nil where it gives none.
	printed *borders
}

// borders are source, cue and content as printed.
type borders struct {
	source, cue language.Range
	content     []language.Range
}

func (f *found) order() int {
	if len(f.content) > 0 {
		return min(f.content[0].Start, f.cue.Start)
	}
	return f.cue.Start
}

// area is the stretch of text that a cue works in: its sentence, without
// final marks.
func (r *attReader) area(s int) language.Range {
	a := r.doc.Sents[s].Range
	if r.doc.Dateline.Len() > 0 && r.doc.Dateline.End <= a.End && r.doc.Dateline.Start >= a.Start {
		a.Start = r.doc.Dateline.End
	}
	for a.Start < a.End && r.doc.Flags[a.Start]&language.FlagPunct != 0 && !r.opensQuote(a.Start) {
		a.Start++
	}
	return a
}

// sentence reads the cues of sentence s that stand outside quotations.
func (r *attReader) sentence(s int) {
	if r.doc.Sents[s].Boilerplate {
		return
	}
	area := r.area(s)
	if area.Len() < 2 {
		return
	}
	first := len(r.found)
	cues := r.cues(area)
	for k, c := range cues {
		r.frame(c, area, cues, k, first)
	}
	if len(r.found) == first {
		r.headline(s, area)
	}
}

// word gives the folded form of token i, "" outside the text.
func (r *attReader) word(i int) string {
	if i < 0 || i >= r.doc.Len() {
		return ""
	}
	return r.doc.Lower[i]
}

func (r *attReader) tag(i int) language.Tag {
	if i < 0 || i >= r.doc.Len() {
		return language.PUNCT
	}
	if t := r.doc.Tag[i]; t == language.INTJ || t == language.X {
		if r.doc.Flags[i]&(language.FlagTitle|language.FlagUpper) != 0 {
			return language.PROPN
		}
		return t
	}
	// "said the official, who …": a title that ends its phrase is a noun.
	if r.doc.Tag[i] == language.ADJ && i > 0 && r.doc.Tag[i-1] == language.DET && (roleWords[r.doc.Lower[i]] || unnamedHeads[r.doc.Lower[i]]) && (r.punct(i+1) || r.doc.Lower[i+1] == "who") {
		return language.NOUN
	}
	return r.doc.Tag[i]
}

func (r *attReader) punct(i int) bool {
	return i < 0 || i >= r.doc.Len() || r.doc.Flags[i]&language.FlagPunct != 0
}

// opensQuote tells whether token i is the first mark of an outermost quotation.
func (r *attReader) opensQuote(i int) bool {
	q := r.inQuote(i)
	return q >= 0 && int(r.doc.Start[i]) == r.doc.Quotes[q].Span.Start
}

// closesQuote tells whether token i is the last token of an outermost quotation.
func (r *attReader) closesQuote(i int) bool {
	q := r.inQuote(i)
	return q >= 0 && int(r.doc.End[i]) == r.doc.Quotes[q].Span.End
}

func (r *attReader) inQuote(i int) int {
	if i < 0 || i >= len(r.quoteOf) {
		return -1
	}
	return int(r.quoteOf[i])
}

// speech tells whether quotation q is words spoken rather than words held at a
// distance.
func (r *attReader) speech(q int) bool {
	return !r.doc.Quotes[q].Scare
}

// quoteTokens gives the tokens of quotation q, marks included.
func (r *attReader) quoteTokens(q int) language.Range {
	return r.doc.TokensIn(r.doc.Quotes[q].Span)
}

// finiteVerb tells whether a finite verb stands outside quotations in the range.
func (r *attReader) finiteVerb(x language.Range) bool {
	for i := x.Start; i < x.End; i++ {
		if r.finite(i) {
			return true
		}
	}
	return false
}

func (r *attReader) finite(i int) bool {
	switch r.doc.PTB[i] {
	case language.VBD, language.VBZ, language.VBP, language.MD:
		return true
	}
	return false
}

// trim drops marks and conjunctions at the ends of a content range.
func (r *attReader) trim(x language.Range) language.Range {
	for x.Start < x.End && r.punct(x.Start) && !r.opensQuote(x.Start) && r.doc.Lower[x.Start] != "$" && r.doc.Lower[x.Start] != "(" {
		x.Start++
	}
	for x.Start < x.End && r.punct(x.End-1) && !r.closesQuote(x.End-1) && r.doc.Lower[x.End-1] != ")" && r.doc.Lower[x.End-1] != "%" {
		x.End--
	}
	return x
}

// widen extends a content range over a quotation that it begins or ends in,
// also beyond the sentence.
func (r *attReader) widen(x language.Range) language.Range {
	if x.Len() <= 0 {
		return x
	}
	if q := r.inQuote(x.Start); q >= 0 {
		x.Start = min(x.Start, r.quoteTokens(q).Start)
	}
	if q := r.inQuote(x.End - 1); q >= 0 {
		x.End = max(x.End, r.quoteTokens(q).End)
	}
	return x
}

// add records an attribution after trimming its content, and gives its index,
// -1 if nothing is left.
func (r *attReader) add(f found) int {
	for f.source.Len() > 1 && r.punct(f.source.End-1) && r.doc.Lower[f.source.End-1] != ")" && !r.closesQuote(f.source.End-1) {
		f.source.End--
	}
	var kept []language.Range
	for _, x := range f.content {
		x = r.trim(r.widen(x))
		if x.Len() > 1 && x.End == f.source.Start && f.source.Len() > 0 && r.doc.Lower[x.End-1] == "by" {
			x = r.trim(language.Range{Start: x.Start, End: x.End - 1}) // "…, by its count"
		}
		if x.Len() <= 0 || x.Overlaps(f.cue) {
			x = r.cutAround(x, f.cue)
		}
		if x.Len() > 0 && f.source.Len() > 0 && x.Overlaps(f.source) {
			x = r.cutAround(x, f.source)
		}
		if x.Len() > 0 {
			kept = append(kept, x)
		}
	}
	if len(kept) == 0 {
		return -1
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Start < kept[j].Start })
	f.content = kept[:1]
	for _, x := range kept[1:] {
		if last := &f.content[len(f.content)-1]; x.Start < last.End {
			last.End = max(last.End, x.End)
		} else {
			f.content = append(f.content, x)
		}
	}
	id := len(r.found)
	for _, x := range f.content {
		for i := x.Start; i < x.End; i++ {
			if q := r.inQuote(i); q >= 0 {
				if _, ok := r.owner[q]; !ok {
					r.owner[q] = id
				}
				i = max(i, r.quoteTokens(q).End-1)
			}
		}
	}
	r.found = append(r.found, f)
	return id
}

// cutAround gives the longer part of x outside y.
func (r *attReader) cutAround(x, y language.Range) language.Range {
	left := r.trim(language.Range{Start: x.Start, End: min(x.End, y.Start)})
	right := r.trim(language.Range{Start: max(x.Start, y.End), End: x.End})
	if left.Len() >= right.Len() {
		return left
	}
	return right
}

// finish turns tokens into spans and resolves speakers, relays, stance and
// parents.
func (r *attReader) finish() []Attribution {
	out := make([]Attribution, 0, len(r.found)+len(r.learned))
	for i := range r.found {
		out = append(out, r.attribution(&r.found[i]))
	}
	out = r.prune(out)
	known := r.speakers(out)
	r.relays(out)
	for i := range out {
		f := &r.found[i]
		out[i].read = &sieved{out[i].Source, out[i].Cue, out[i].Content}
		out[i].doubted = learned() != nil && doubted(f)
		if p := f.printed; p != nil {
			out[i].Source, out[i].Cue, out[i].Content = r.spans(p.source), r.spans(p.cue), r.spans(p.content...)
		}
	}
	return r.addLearned(out, known)
}

// attribution turns the tokens of one reading into spans.
func (r *attReader) attribution(f *found) Attribution {
	a := Attribution{Rule: f.rule, Parent: -1, Source: r.spans(f.source), Cue: r.spans(f.cue), Content: r.spans(f.content...)}
	if v := f.c.form.verb; v != nil {
		a.speech = v.frame&frQuote != 0 && v.frame&(frMind|frWeak) == 0
		a.weak, a.knows = v.frame&frWeak != 0, v.lemma == "know" || v.lemma == "realise" || v.lemma == "realize"
	}
	for _, x := range f.content {
		for t := x.Start; t < x.End; t++ {
			if q := r.inQuote(t); q >= 0 && r.speech(q) {
				a.Direct = true
			}
		}
	}
	a.Stance, a.Certainty = r.stance(f)
	if f.addressee.Len() > 0 {
		a.Addressee = r.doc.TextOf(f.addressee)
	}
	return a
}

// spans gives the bytes of token ranges that are not empty.
func (r *attReader) spans(list ...language.Range) []Span {
	var out []Span
	for _, x := range list {
		if x.Len() > 0 {
			out = append(out, r.doc.SpanOf(x))
		}
	}
	return out
}

// prune drops what stands inside another's content without a source of its
// own ("others swearing loyalty to …", "said it could not confirm …").
func (r *attReader) prune(atts []Attribution) []Attribution {
	parents(atts)
	out, kept := atts[:0], r.found[:0]
	for i, a := range atts {
		if f := r.found[i]; a.Parent >= 0 && (len(a.Source) == 0 || f.source.Len() == 1 && r.doc.PTB[f.source.Start] == language.PRP) {
			if f.printed != nil {
				// The model reads it all the same: printed, but nobody's statement.
				f.source, f.cue, f.content, f.printed = f.printed.source, f.printed.cue, f.printed.content, nil
				r.learned = append(r.learned, f)
			}
			continue
		}
		out, kept = append(out, a), append(kept, r.found[i])
	}
	r.found = kept
	for i := range out {
		out[i].Parent = -1
	}
	parents(out)
	for i := range out {
		if !r.found[i].via {
			continue
		}
		if i > 0 && r.found[i-1].via && len(out[i-1].Content) > 0 && out[i-1].Content[0] == out[i].Content[0] && r.found[i-1].cue.Start < r.found[i].cue.Start {
			out[i].Parent = i - 1 // the mouth behind the outlet that is cited
			continue
		}
		for j := max(0, i-maxBack); j < min(len(out), i+maxBack); j++ {
			if j != i && !r.found[j].via && len(out[j].Content) > 0 && out[j].Content[0] == out[i].Content[0] {
				out[i].Parent = j
				break
			}
		}
	}
	return out
}

// maxBack bounds how many attributions around a place are looked at for one that
// holds it: none but a quotation of many pages reaches further.
const maxBack = 256

// parents sets Parent to the innermost attribution whose content holds all of
// an attribution's content and cue.
func parents(atts []Attribution) {
	contents := contentIndex(atts)
	var near []int
	for i := range atts {
		if len(atts[i].Content) == 0 {
			continue
		}
		best := 0
		near = contents.overlapping(atts[i].Content[0], near[:0])
		for _, j := range near {
			if i == j || !within(atts[i], atts[j]) {
				continue
			}
			n := length(atts[j].Content)
			if atts[i].Parent < 0 || n < best {
				atts[i].Parent, best = j, n
			}
		}
	}
}

func within(a, b Attribution) bool {
	for _, role := range [][]Span{a.Content, a.Cue} {
		for _, s := range role {
			inside := false
			for _, t := range b.Content {
				inside = inside || t.Contains(s)
			}
			if !inside {
				return false
			}
		}
	}
	return length(a.Content) < length(b.Content)
}

func length(spans []Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}
