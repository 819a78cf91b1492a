package statement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strings"

	"sofar/language"
	"sofar/report"
)

// Read finds everything that is said in one report: its attributions, and the
// statements they carry with speaker, relay, stance and certainty. It never
// fails; a report that says nothing gives an empty Set.
func Read(doc *language.Doc, rep *report.Report) Set {
	var set Set
	set.Credits, set.Wire = credits(doc, rep)
	set.Attributions = attributions(doc, rep)
	atts := asRead(set.Attributions)
	v := voice(doc, rep, atts)
	known := speakerNames(atts)
	list := figures(doc, rep, atts)
	list = append(list, responsibility(doc, rep, atts)...)
	list = append(list, others(doc, atts, list)...)
	contents := contentIndex(atts)
	alone := learnedAlone(set.Attributions)
	aloneAt := contentIndex(alone)
	carry, last := carried(doc, atts)
	own := ownNames(rep)
	wire := foreignWire(doc, rep, own)
	for i := range list {
		if list[i].Figure != nil && list[i].Speaker.Name == "" && innermost(atts, contents, list[i].Figure.Span) < 0 {
			// The model alone tells who says the number.
			if n := innermost(alone, aloneAt, list[i].Figure.Span); n >= 0 && official(alone[n].Speaker.Class) {
				a := &alone[n]
				list[i].Speaker, list[i].Relay, list[i].Attribution = a.Speaker, a.Relay, n
				list[i].Direct = a.Direct
				if list[i].Stance == "" || list[i].Stance == States {
					list[i].Stance = a.Stance
				}
				list[i].Rule += "; learned"
			}
		}
		n := carry[sentenceOf(doc, list[i].Span)]
		tail := false
		if n < 0 {
			n = sameSentence(doc, atts, last, list[i])
			tail = n >= 0
		}
		if n < 0 {
			n = takenUp(doc, atts, last, &list[i])
		}
		if n < 0 && list[i].Kind == KindFigure {
			n = answersForLead(doc, atts, &list[i])
		}
		if n >= 0 && list[i].Kind == KindFigure && !list[i].Background && v.Class == Media && innermost(atts, contents, list[i].Figure.Span) < 0 && (list[i].Figure.Scope != ScopeHistorical || tail) {
			a := atts[n]
			list[i].Speaker, list[i].Relay, list[i].Certainty = a.Speaker, a.Relay, a.Certainty
			if list[i].Stance == "" {
				list[i].Stance = States
			}
			list[i].Rule += "; speaker carried over"
		}
		assign(doc, rep, &list[i], atts, contents, v, wire, own)
		complete(doc, &list[i].Speaker, known)
	}
	list = replied(doc, rep, atts, v, list)
	undated(doc, list)
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		return a.Span.End < b.Span.End
	})
	set.Attributions, list = withoutDoubted(set.Attributions, list)
	set.Statements = identify(list)
	link(doc, set.Statements)
	set.Headlines = headlines(doc, rep, v, set.Statements)
	return set
}

// learnedAlone gives the attributions at the same indices with the content of
// those alone that no sieve has read and whose cue is a verb of speech.
func learnedAlone(atts []Attribution) []Attribution {
	out := slices.Clone(atts)
	for i := range out {
		if out[i].read != nil || !out[i].speech || out[i].Speaker.Name == "" {
			out[i].Content = nil
		}
	}
	return out
}

// others makes statements of the attributions whose words carry no figure and
// no responsibility: one for each sentence said. What somebody rejects,
// declines or supports keeps subject and verb, since the object alone says nothing.
func others(doc *language.Doc, atts []Attribution, have []Statement) []Statement {
	var out []Statement
	passed, stated := relayed(atts), statementIndex(have)
	for i, a := range atts {
		if passed[i] {
			continue
		}
		if whole, ok := wholeClause(doc, a); ok {
			if !stated.any(whole) {
				out = append(out, Statement{Span: whole, Kind: kindOf(whole.Of(doc.Text)), Attribution: i, Rule: a.Rule})
			}
			continue
		}
		for _, c := range a.Content {
			for _, part := range bySentence(doc, c) {
				if part.Len() >= 12 && !stated.any(part) {
					out = append(out, Statement{Span: part, Kind: kindOf(part.Of(doc.Text)), Attribution: i, Rule: a.Rule})
				}
			}
		}
	}
	return out
}

// relayed tells of each attribution whether another stands inside most of its
// content: an outlet that passes on words is no speaker of them.
func relayed(atts []Attribution) []bool {
	out := make([]bool, len(atts))
	for i := range atts {
		if p := atts[i].Parent; p >= 0 && 2*length(atts[i].Content) > length(atts[p].Content) {
			out[p] = true
		}
	}
	return out
}

// wholeClause gives source, cue and content as one span where the content
// alone would say nothing.
func wholeClause(doc *language.Doc, a Attribution) (Span, bool) {
	if a.Rule == "hearsay" && len(a.Content) == 2 && len(a.Cue) > 0 && sentenceOf(doc, a.Content[0]) == sentenceOf(doc, a.Content[1]) {
		return a.Content[0].Cover(a.Cue[0]).Cover(a.Content[1]), true
	}
	if len(a.Source) == 0 || len(a.Cue) == 0 || len(a.Content) != 1 {
		return Span{}, false
	}
	if a.Rule != "object" && a.Stance != NoComment && a.Stance != CannotConfirm {
		return Span{}, false
	}
	whole := a.Source[0].Cover(a.Cue[0]).Cover(a.Content[0])
	if a.Direct || a.Source[0].Start > a.Content[0].Start || sentenceOf(doc, whole) != sentenceOf(doc, a.Content[0]) || whole.Len() > length(a.Content)+length(a.Cue)+length(a.Source)+8 {
		return Span{}, false
	}
	return whole, true
}

// bySentence cuts a span at the borders of sentences.
func bySentence(doc *language.Doc, c Span) []Span {
	var out []Span
	for s := sentenceOf(doc, c); s < len(doc.Sents) && doc.Sents[s].Span.Start < c.End; s++ {
		if doc.Sents[s].Boilerplate {
			continue
		}
		part := Span{Start: max(c.Start, doc.Sents[s].Span.Start), End: min(c.End, doc.Sents[s].Span.End)}
		if !part.Empty() {
			out = append(out, part)
		}
	}
	return out
}

// assign gives a statement the speaker, relay, stance and certainty of its
// attribution, or of the report's own voice.
func assign(doc *language.Doc, rep *report.Report, s *Statement, atts []Attribution, contents *spanIndex, v Speaker, wire wireMark, own nameSet) {
	s.Report = rep.ID
	if s.Attribution < 0 || s.Attribution >= len(atts) || (s.Kind == KindFigure || s.Kind == KindResponsibility) && s.Speaker.Name == "" {
		at := s.Span
		if s.Figure != nil {
			at = s.Figure.Span
		}
		s.Attribution = innermost(atts, contents, at)
		if n := s.Attribution; n >= 0 && atts[n].Rule == "count" && answering(s.Stance) && s.Stance != Confirms {
			s.Attribution = -1 // whose number it was does not take it back
		}
		if n := s.Attribution; n >= 0 && atts[n].knows && atts[n].Parent >= 0 {
			s.Attribution = atts[n].Parent // "he says that the firm knew": he speaks
		}
		if n := s.Attribution; n >= 0 && s.Figure != nil && s.Figure.Scope == ScopeHistorical && atts[n].Stance == Claims && atts[n].Speaker.Class == ArmedGroup {
			s.Attribution = -1 // a past deed that a group claimed: the report tells of its victims
		}
		if n := s.Attribution; n >= 0 && s.Figure == nil && atts[n].Rule == "object" && len(atts[n].Source) > 0 && at.Contains(atts[n].Source[0]) && !answering(atts[n].Stance) {
			s.Attribution = -1 // the report says it of the source
		}
		if s.Attribution < 0 && s.Speaker.Name == "" {
			s.Attribution = spokenOf(atts, s)
		}
	}
	if s.Attribution < 0 {
		if copied := wire.name != "" && s.Span.Start >= wire.from; s.Speaker.Name == "" && copied {
			s.Speaker = Speaker{Name: wire.name, Origin: wire.name, Class: Media}
		} else if copied && s.Relay == nil {
			s.Relay = []string{wire.name}
		}
		if s.Speaker.Name == "" {
			s.Speaker = v
		}
		if s.Stance == "" {
			s.Stance = States
		}
		if s.Certainty == "" {
			s.Certainty = Hedged(s.Span.Of(doc.Text))
		}
		return
	}
	a := atts[s.Attribution]
	s.Direct = a.Direct
	if s.Relay == nil {
		s.Relay = a.Relay
		if s.Speaker.Name != "" && a.Speaker.Class == Media && !equalName(a.Speaker.Name, s.Speaker.Name) && !own.has(a.Speaker.Name) {
			s.Relay = append([]string{a.Speaker.Name}, a.Relay...)
		}
	}
	if s.Speaker.Name == "" {
		s.Speaker = a.Speaker
		for p := a.Parent; s.Speaker.Name == "" && p >= 0; p = atts[p].Parent {
			s.Speaker, s.Relay = atts[p].Speaker, atts[p].Relay
		}
		if s.Speaker.Name == "" && len(a.Source) > 0 {
			s.Speaker = spokeBefore(doc, atts, s.Attribution)
		}
		if s.Speaker.Name == "" && v.Class != Media {
			s.Speaker = v
		}
	}
	if s.Stance == "" || s.Stance == States {
		s.Stance = a.Stance
	}
	if s.Certainty == "" || s.Certainty == Certain {
		s.Certainty = a.Certainty
		if s.Certainty == Certain {
			s.Certainty = Hedged(s.Span.Of(doc.Text))
		}
	}
}

// answering tells whether a stance is one that its speaker takes to what another
// has said: the report does not say it of him.
func answering(st Stance) bool {
	switch st {
	case Denies, Rejects, NoComment, CannotConfirm, Retracts, Confirms:
		return true
	}
	return false
}

// spokenOf gives the attribution that a statement without one belongs to all the
// same: the clause holds its source and cue and answers something ("the company
// rejected that"), or the figure stands in the words that describe the source
// ("said Ada Brook, who got out with six others"); -1 if there is none.
func spokenOf(atts []Attribution, s *Statement) int {
	first := sort.Search(len(atts), func(i int) bool { return begins(&atts[i]) >= s.Span.Start-maxApart })
	for i := first; i < len(atts) && begins(&atts[i]) <= s.Span.End; i++ {
		a := &atts[i]
		if len(a.Source) == 0 || len(a.Cue) == 0 || a.Speaker.Name == "" {
			continue
		}
		if s.Figure != nil {
			if a.Source[0].Contains(s.Figure.Span) && a.Source[0].Start < s.Figure.Span.Start && a.Speaker.Class != Media && s.Figure.Scope != ScopeHistorical {
				return i
			}
			continue
		}
		reports := s.Kind == KindResponsibility && (a.Rule == "before" || a.Rule == "inverted" || a.Rule == "after") && a.speech
		if (reports || answering(a.Stance) || s.Stance == Denies || s.Stance == Rejects) && s.Span.Contains(a.Source[0]) && s.Span.Contains(a.Cue[0]) {
			return i
		}
	}
	return -1
}

// maxApart bounds, in bytes, how far before a statement its attribution may begin.
const maxApart = 2000

// innermost gives the attribution with the shortest content that covers span,
// -1 if none does.
func innermost(atts []Attribution, contents *spanIndex, span Span) int {
	best, n, last := -1, 0, -1
	for _, i := range contents.overlapping(span, nil) {
		if i == last {
			continue
		}
		last = i
		a := &atts[i]
		for _, c := range a.Content {
			cut := Span{Start: max(c.Start, span.Start), End: min(c.End, span.End)}
			if cut.Len()*2 <= span.Len() {
				continue
			}
			if l := length(a.Content); best < 0 || l < n || l == n && a.Parent == best {
				best, n = i, l
			}
		}
	}
	return best
}

// identify gives each statement its content-addressed id and drops repeats of one
// reading.
func identify(list []Statement) []Statement {
	seen := map[string]bool{}
	out := list[:0]
	for _, s := range list {
		s.ID = makeID(s)
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		out = append(out, s)
	}
	return out
}

func makeID(s Statement) string {
	value := ""
	switch {
	case s.Figure != nil:
		f := s.Figure
		value = fmt.Sprintf("%s %d %d %s %s %d %d%s", f.Kind, f.Low, f.High, f.Unit, f.Scope, f.Span.Start, f.Span.End, f.Headline)
	case s.Responsibility != nil:
		value = fmt.Sprintf("%s %s %s", s.Responsibility.Actor, s.Responsibility.Relation, s.Responsibility.By)
	}
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s\x00%d\x00%d\x00%s\x00%s", s.Report, s.Span.Start, s.Span.End, s.Kind, value)))
	return "s" + hex.EncodeToString(sum[:8])
}

// kindOf tells whether words give a cause.
func kindOf(text string) Kind {
	low := " " + strings.ToLower(text) + " "
	for _, w := range causeWords {
		if strings.Contains(low, " "+strings.Join(w, " ")+" ") {
			return KindCause
		}
	}
	return KindOther
}

// speakerNames lists the speakers of the attributions by lower-case name.
func speakerNames(atts []Attribution) map[string]Speaker {
	m := map[string]Speaker{}
	for _, a := range atts {
		for _, n := range []string{a.Speaker.Name, a.Speaker.Origin} {
			if k := strings.ToLower(n); k != "" {
				if _, ok := m[k]; !ok {
					m[k] = a.Speaker
				}
			}
		}
	}
	return m
}

// complete fills class and origin of a speaker that is known by name alone.
func complete(doc *language.Doc, s *Speaker, known map[string]Speaker) {
	if s.Class == "" && s.Name != "" {
		if k, ok := known[strings.ToLower(s.Name)]; ok {
			k.Span = s.Span
			*s = k
		} else {
			p := parsed{name: s.Name, entity: -1, text: strings.ToLower(s.Name)}
			for i, e := range doc.Entities {
				if equalName(e.Canonical, s.Name) {
					p.entity, p.kind, p.role, p.institution, p.aliases = i, e.Kind, e.Role, e.Affiliation, e.Aliases
					break
				}
			}
			(&attReader{doc: doc}).classify(&p)
			span := s.Span
			*s = p.speaker()
			s.Span = span
		}
	}
	if s.Class == "" {
		s.Class = ClassUnknown
	}
	if s.Origin == "" {
		s.Origin = s.Name
	}
}

// sentenceOf gives the sentence in which a span begins; len(Sents) if none.
func sentenceOf(doc *language.Doc, s Span) int {
	t := doc.TokenAt(s.Start)
	if t >= doc.Len() {
		return len(doc.Sents)
	}
	return int(doc.SentOf[t])
}
