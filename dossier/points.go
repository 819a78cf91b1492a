package dossier

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sofar/report"
	"sofar/statement"
)

// Kinds of points beside the figure kinds.
const (
	PointResponsibility = "responsibility"
	PointCause          = "cause"
	PointListMissing    = "list missing"
	PointNotGiven       = "not given"
	PointOther          = "other"
)

// points gathers what is disputed and what is not known.
func (w *work) points() {
	w.disputedFigures()
	w.disputedResponsibility()
	w.disputedStatements()
	w.unknownStatements()
	w.unknownWords()
	w.missingLists()
	w.notGiven()
}

// disputedFigures: live origins that exclude each other, and numbers that
// somebody denies.
func (w *work) disputedFigures() {
	for _, f := range w.d.Figures {
		star := w.byID[f.BestID]
		var against []*Statement
		for _, id := range f.Live[1:] {
			if s := w.byID[id]; disjoint(s.Figure, star.Figure) && !overtaken(f.Kind, s, star) {
				against = append(against, s)
			}
		}
		if len(against) == 0 {
			continue
		}
		p := Point{Kind: string(f.Kind), Statements: []string{star.ID}}
		text := fmt.Sprintf("%s: %s (%s)", f.Kind, printedWords(star), nameOr(star))
		for _, s := range against {
			p.Statements = append(p.Statements, s.ID)
			text += fmt.Sprintf(", %s (%s)", printedWords(s), nameOr(s))
		}
		p.Text = text
		w.d.Disputed = append(w.d.Disputed, p)
	}
}

// overtaken tells whether two counts differ because time passed: patients come
// and go, so that counts of hospitals more than an hour apart contradict nobody.
func overtaken(k statement.FigureKind, a, b *Statement) bool {
	gap := a.FirstSeen.Sub(b.FirstSeen)
	return k == statement.Hospitalised && (gap > window || gap < -window)
}

func printedWords(s *Statement) string {
	if s.Figure == nil {
		return ""
	}
	return s.Figure.Words
}

func nameOr(s *Statement) string {
	if s.Speaker.Anonymous && s.Speaker.Name != "" {
		return s.Speaker.Name // "a Western official" is not the West
	}
	if n := speakerName(s); n != "" {
		return n
	}
	return "no source named"
}

// appendNew appends a name that the list does not hold.
func appendNew(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// disputedResponsibility: actors whose part somebody contests, and rivals.
func (w *work) disputedResponsibility() {
	var p Point
	var parts []string
	rivals := 0
	for _, r := range w.d.Responsibility {
		switch r.Status {
		case "claimed and disputed", "accused and denied", "claimed", "claimed and confirmed", "accused":
			rivals++
		default:
			continue
		}
		p.Statements = append(p.Statements, r.Statements...)
		parts = append(parts, r.Actor+" ("+r.Status+")")
	}
	contested := false
	for _, r := range w.d.Responsibility {
		contested = contested || r.Status == "claimed and disputed" || r.Status == "accused and denied"
	}
	if rivals < 2 && !contested {
		return
	}
	p.Kind, p.Text = PointResponsibility, "responsibility: "+strings.Join(parts, "; ")
	w.d.Disputed = append(w.d.Disputed, p)
}

// disputedStatements: denials and rejections of anything else.
func (w *work) disputedStatements() {
	for _, s := range w.st {
		if s.Responsibility != nil || s.Background || s.RepeatOf != "" || s.Withdrawn != "" {
			continue
		}
		if s.Stance != statement.Denies && s.Stance != statement.Rejects {
			continue
		}
		p := Point{Kind: string(s.Kind), Statements: []string{s.ID}, Text: fmt.Sprintf("%s %s it", nameOr(s), s.Stance)}
		if s.Figure != nil {
			p.Kind = string(s.Figure.Kind)
		}
		if s.Answers != "" {
			p.Statements = append(p.Statements, s.Answers)
		}
		w.d.Disputed = append(w.d.Disputed, p)
	}
}

// unknownStatements: what a speaker cannot confirm or will not say, unless the
// same mouth has said it since.
func (w *work) unknownStatements() {
	for i, s := range w.st {
		if s.Background || s.RepeatOf != "" || s.Withdrawn != "" || (s.Stance != statement.CannotConfirm && s.Stance != statement.NoComment) {
			continue
		}
		if w.saidSince(i, s) || s.Figure == nil && s.Responsibility == nil && w.spokeLater(s) {
			continue
		}
		p := Point{Kind: string(s.Kind), Statements: []string{s.ID}, Text: fmt.Sprintf("%s: %s", nameOr(s), s.Stance)}
		switch {
		case s.Responsibility != nil:
			p.Kind = PointResponsibility
		case s.Figure != nil:
			p.Kind = string(s.Figure.Kind)
		}
		w.d.Unknown = append(w.d.Unknown, p)
	}
}

func (w *work) saidSince(i int, s *Statement) bool {
	for _, t := range w.st[i+1:] {
		if mouthKey(t) != mouthKey(s) || !asserts(t.Stance) || t.Report == s.Report || t.RepeatOf != "" {
			continue
		}
		switch {
		case s.Figure != nil && t.Figure != nil && t.Figure.Kind == s.Figure.Kind:
			return true
		case s.Responsibility != nil && t.Responsibility != nil && fold(t.Responsibility.Actor) == fold(s.Responsibility.Actor):
			return true
		case s.Kind == statement.KindCause && t.Kind == statement.KindCause:
			return true
		}
	}
	return false
}

// spokeLater tells whether the same mouth is heard again in a later report: what
// it would not say before is then no longer news.
func (w *work) spokeLater(s *Statement) bool {
	for _, t := range w.st {
		if w.order[t.Report] > w.order[s.Report] && t.RepeatOf == "" && mouthKey(t) == mouthKey(s) {
			return true
		}
	}
	return false
}

// newestOf tells whether no later report of the same outlet tells of the story:
// what an outlet calls unknown holds until it reports again.
func (w *work) newestOf(id string) bool {
	if w.newestBy == nil {
		w.newestBy = map[string]int{}
		for _, m := range w.d.Members {
			if p := fold(w.publisher(m.Report)); p != "" {
				w.newestBy[p] = max(w.newestBy[p], w.order[m.Report])
			}
		}
	}
	newest, ok := w.newestBy[fold(w.publisher(id))]
	return !ok || w.order[id] >= newest
}

// notKnown are words that say that something is not known.
var notKnown = hint(`(?i)\b(?:(?:too|still) early to (?:say|tell|know)|(?:is|was|are|were|remains?|remained) (?:still |yet |as yet |not yet |immediately )?(?:unclear|unknown|not (?:yet |immediately )?(?:known|clear))|not (?:yet |immediately )?(?:been )?(?:known|clear|established|determined|identified)|no immediate (?:word|claim|details|information|comment)|nobody (?:knows|has a list)|no (?:group|one|organisation|organization) (?:has |had )?(?:immediately |yet |so far )?claimed|under investigation|could not (?:be )?(?:independently )?(?:verif|confirm|establish)|unable to (?:verify|establish|confirm))`,
	"early to", "clear", "known", "establish", "determined", "identified", "immediate", "nobody", "claimed", "investigation", "verif", "confirm")

// longPoint is the length in bytes from which a sentence is none that says in short
// what is not known.
const longPoint = 600

// unknownWords finds sentences of the reports that say that something is not
// known and that no statement carries.
func (w *work) unknownWords() {
	const most = 200
	n := 0
	seen := map[string]bool{}
	for _, m := range w.d.Members {
		e := w.entries[m.Report]
		if e.Reading == nil || e.Reading.Background || !m.Main && len(m.Frames) > 0 || !w.newestOf(m.Report) {
			continue
		}
		for _, sp := range w.sayNotKnown(&e) {
			if n >= most {
				break
			}
			text := sp.Of(e.Report.Text)
			key := fold(text)
			if seen[key] || w.covered(e.Report.ID, sp) {
				continue
			}
			seen[key] = true
			n++
			w.d.Unknown = append(w.d.Unknown, Point{Kind: PointOther, Text: text, Report: e.Report.ID, Span: sp})
		}
	}
}

// covered tells whether a point of the account already stands on these words.
func (w *work) covered(rep string, sp report.Span) bool {
	for _, p := range w.d.Unknown {
		for _, id := range p.Statements {
			if s := w.byID[id]; s != nil && s.Report == rep && s.Span.Overlaps(sp) {
				return true
			}
		}
	}
	return false
}

// listOpener ends a paragraph that announces a list.
var listOpener = regexp.MustCompile(`(?i)\b(?:list|(?:the )?following|include[sd]?|including|such as|among them|among these|as follows|these are|they are|those are)\b[^.!?\n]{0,40}:\s*$`)

// listItem begins a list item.
var listItem = regexp.MustCompile(`^\s*(?:[-–—•*·▪◦‣]|\(?\d{1,3}[.):]|[“"‘'])|(?i)^\s*(?:in |on )?(?:january|february|march|april|may|june|july|august|september|october|november|december|19\d\d|20\d\d)\b`)

// missingLists finds lists that a report announces and does not have.
func (w *work) missingLists() {
	seen := map[string]bool{}
	for _, m := range w.d.Members {
		text := w.d.Reports[m.Report].Text
		for at := 0; at < len(text); {
			end := strings.IndexByte(text[at:], '\n')
			if end < 0 {
				end = len(text)
			} else {
				end += at
			}
			line := strings.TrimRight(text[at:end], " \t\r")
			if strings.HasSuffix(line, ":") && announces(line) && !listFollows(text[end:]) {
				start := at + lastSentence(line)
				if start > at {
					// The sentence before names what the list is of.
					if prev := lastSentence(strings.TrimRight(line[:start-at], " \t")); prev < start-at {
						start = at + prev
					}
				}
				sp := report.Span{Start: start, End: at + len(line)}
				if key := fold(sp.Of(text)); !seen[key] && sp.Len() > 0 {
					seen[key] = true
					w.d.Unknown = append(w.d.Unknown, Point{Kind: PointListMissing, Text: "a list is announced and missing: " + sp.Of(text), Report: m.Report, Span: sp})
				}
			}
			at = end + 1
		}
	}
}

// announces looks at the end of a line alone, so that a long line costs little.
func announces(line string) bool {
	return listOpener.MatchString(line[max(0, len(line)-160):])
}

// listFollows tells whether what comes next reads like list items: marked
// lines, or short lines without a full stop.
func listFollows(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	if rest == "" {
		return false
	}
	line, _, _ := strings.Cut(rest, "\n")
	if listItem.MatchString(line[:min(len(line), 80)]) {
		return true
	}
	n := len(strings.Fields(line[:min(len(line), 2000)]))
	return n <= 10 || !strings.HasSuffix(strings.TrimRight(line, " \t\r”\"’'"), ".") && n < 25
}

// lastSentence gives the byte at which the last sentence of a line begins.
func lastSentence(line string) int {
	at := 0
	for i := 0; i+2 < len(line); i++ {
		if (line[i] == '.' || line[i] == '!' || line[i] == '?') && line[i+1] == ' ' && line[i+2] >= 'A' && line[i+2] <= 'Z' {
			at = i + 2
		}
	}
	return at
}

// notGiven names the counts that nobody has given where the incident has
// casualties.
func (w *work) notGiven() {
	have := map[statement.FigureKind]bool{}
	for _, f := range w.d.Figures {
		have[f.Kind] = true
	}
	if len(w.d.Figures) == 0 {
		return
	}
	for _, k := range []statement.FigureKind{statement.Killed, statement.Injured} {
		if !have[k] {
			w.d.Unknown = append(w.d.Unknown, Point{Kind: PointNotGiven, Text: "no total of people " + string(k) + " has been given"})
		}
	}
}
