package explain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/report"
)

// Problem is what makes a sentence unproved.
type Problem struct {
	Sentence int // index into Page.Sentences
	Text     string
	Reason   string
}

// Check proves a page: every citation is the exact slice of a report that was
// published by asOf (zero: no limit), and every number and every capitalised
// name word of a sentence stands in a cited quote or in the title, publisher or
// author of a cited report, or is a date or UTC time of a cited report's
// publication, or counts what is cited. It returns nil when every sentence is
// proved. A page of a story on which editors decided is proved by CheckStory.
func Check(p Page, reports map[string]*report.Report, asOf time.Time) []Problem {
	return newChecker(besides(reports, &p), asOf).page(p)
}

// CheckStory proves a page as Check does. A sentence may also cite a decision
// that stands on the story: its author, reason, time, and what it says of a
// statement then bear out names and numbers. A sentence that cites a statement
// which an editor corrected must cite the correction.
func CheckStory(p Page, d *dossier.Dossier, asOf time.Time) []Problem {
	c := newChecker(besides(d.Reports, &p), asOf)
	c.decide(d)
	return c.page(p)
}

func (c *checker) page(p Page) []Problem {
	var out []Problem
	for i := range p.Sentences {
		for _, reason := range c.sentence(&p.Sentences[i]) {
			out = append(out, Problem{Sentence: i, Text: p.Sentences[i].Text, Reason: reason})
		}
	}
	return out
}

// checker holds what all sentences of a page share.
type checker struct {
	reports map[string]*report.Report
	asOf    time.Time
	printed map[string]*report.Report // whose words lower holds, once they are asked for
	lower   smallWords

	decisions map[string]*dossier.Decided // that stand on the story
	corrected map[string]string           // statement → the decision that corrected it
	withdrawn map[string]*report.Report   // reports that a decision took out, which prove its own sentence alone
}

// decide adds what editors decided on a story.
func (c *checker) decide(d *dossier.Dossier) {
	if len(d.Decisions) == 0 {
		return
	}
	c.decisions, c.corrected, c.withdrawn = map[string]*dossier.Decided{}, map[string]string{}, map[string]*report.Report{}
	for i := range d.Decisions {
		c.decisions[d.Decisions[i].ID] = &d.Decisions[i]
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Checked != nil && s.Checked.Verdict == dossier.Corrected {
			c.corrected[s.ID] = s.Checked.Decision
		}
	}
	for _, w := range d.Withdrawn {
		if w.Decision != "" {
			c.withdrawn[w.Report.ID] = w.Report
		}
	}
}

// decision gives what a cited decision bears out, or what is wrong with it.
func (c *checker) decision(ct *Citation) (evidence []string, at time.Time, bad string) {
	d := c.decisions[ct.Decision]
	switch {
	case d == nil:
		return nil, at, "no decision " + ct.Decision
	case ct.Quote != d.Reason:
		return nil, at, "decision " + d.ID + " gives another reason"
	case !c.asOf.IsZero() && d.At.Truncate(time.Second).After(c.asOf):
		return nil, at, "decision " + d.ID + " is newer than the page"
	}
	evidence = []string{d.Author, d.Reason, d.Source, d.Mark, dossier.CorrectionWords(d.Corrected)}
	if t := d.Target; t != nil {
		evidence = append(evidence, t.Quote, t.Words, t.Speaker)
	}
	evidence = append(evidence, d.Names...)
	for _, id := range d.Reports {
		r := c.reports[id]
		if r == nil {
			r = c.withdrawn[id]
		}
		if r != nil {
			evidence = append(evidence, r.Publisher, r.Title)
		}
	}
	return evidence, d.At.UTC(), ""
}

func newChecker(reports map[string]*report.Report, asOf time.Time) *checker {
	return &checker{reports: reports, asOf: asOf, printed: reports}
}

// small tells whether the reports print a plain word with a small letter first.
func (c *checker) small(word string) bool {
	if c.lower.have == nil {
		for _, r := range c.printed {
			c.lower.add(r.Text)
		}
	}
	return c.lower.have[word]
}

// sentence lists what is wrong with one sentence.
func (c *checker) sentence(s *Sentence) []string {
	if len(s.Citations) == 0 {
		return []string{"no citation"}
	}
	var bad, evidence []string
	quotes, outlets, reps := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var moments []time.Time
	cited := map[string]bool{} // decisions
	for _, ct := range s.Citations {
		if ct.Decision != "" {
			more, at, wrong := c.decision(&ct)
			if wrong != "" {
				bad = append(bad, wrong)
				continue
			}
			cited[ct.Decision] = true
			evidence, moments = append(evidence, more...), append(moments, at)
		}
	}
	for _, ct := range s.Citations {
		if ct.Decision != "" {
			continue
		}
		if by := c.corrected[ct.Statement]; by != "" && !cited[by] {
			bad = append(bad, "statement "+ct.Statement+" was corrected, and decision "+by+" is not cited")
		}
		r := c.reports[ct.Report]
		switch {
		case r == nil:
			bad = append(bad, "no report "+ct.Report)
			continue
		case !c.asOf.IsZero() && r.Published.After(c.asOf):
			bad = append(bad, "report "+r.Label()+" is newer than the page")
			continue
		case ct.Span.Start < 0 || ct.Span.Start >= ct.Span.End || ct.Span.End > len(r.Text) || ct.Span.Of(r.Text) != ct.Quote:
			bad = append(bad, fmt.Sprintf("%q is not at %d–%d of %s", ct.Quote, ct.Span.Start, ct.Span.End, r.Label()))
			continue
		}
		quotes[ct.Quote], reps[r.ID] = true, true
		outlets[firstOf(r.Publisher, firstOf(r.URL, r.ID))] = true
		evidence = append(evidence, ct.Quote, r.Title, r.Publisher, r.Author)
		for _, t := range []time.Time{r.Published, r.Updated} {
			if !t.IsZero() {
				moments = append(moments, t.UTC())
			}
		}
	}
	all := strings.Join(evidence, " ¶ ")
	text := withoutDates(s.Text, moments)
	have, haveVague := valuesIn(all)
	counts := map[float64]bool{float64(len(quotes)): true, float64(len(outlets)): true, float64(len(reps)): true}
	want, wantVague := valuesIn(text)
	for _, n := range numbersIn(text) {
		if v := n.value; want[v] && !have[v] && !counts[v] && (v != 0 || !noneWord.MatchString(all)) {
			bad = append(bad, "number "+strconv.FormatFloat(v, 'f', -1, 64))
			want[v] = false
		}
	}
	for _, w := range vagueWords {
		if wantVague[w] && !haveVague[w] {
			bad = append(bad, "number "+w)
		}
	}
	known := map[string]bool{}
	eachWord(all, func(start, end int) {
		t := all[start:end]
		known[plain(t)] = true
		if strings.ContainsAny(t, "’'") {
			for _, part := range strings.FieldsFunc(t, func(r rune) bool { return r == '’' || r == '\'' }) {
				known[plain(part)] = true
			}
		}
	})
	return append(bad, c.unknownNames(text, known)...)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// opens matches what may stand between a sentence's beginning and its first word.
var opens = regexp.MustCompile(`[\p{L}\p{N},;)”’"'•–-]\s*[(“"‘']*$`)

// unknownNames lists the capitalised words that nothing cited bears out. A word
// that opens a sentence is a name unless it is an opener or the reports print
// it in lower case.
func (c *checker) unknownNames(text string, known map[string]bool) []string {
	var out []string
	numbers := numbersIn(text)
	eachWord(text, func(start, end int) {
		w := text[start:end]
		if first, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(first) {
			return
		}
		number := false
		for _, n := range numbers {
			number = number || n.start <= start && start < n.end
		}
		p := plain(w)
		if number || known[p] || p == "utc" || p == "gmt" || p == "i" {
			return
		}
		if before := text[max(0, start-24):start]; !opens.MatchString(before) && (openers[p] || c.small(p)) {
			return
		}
		out = append(out, "name "+w)
	})
	return out
}

// openers are words that open a sentence without being a name.
var openers = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`a about according account after again all although among an and another any around as at authorities
because before below besides both but by casualties cause claims deaths despite different disputed during each earlier either every figures
first following for former from further half he her his how however if in it its later many meanwhile more most neither no nobody none nor not
nothing now of officials on once one only or other others our over people police reports rescuers responsibility several she since so some
sources still such that the their them then there these they this those three though to two under unknown until up was we were what when where
whether which while who why with within without yet`) {
		out[w] = true
	}
	return out
}()

var months = strings.Fields("January February March April May June July August September October November December")

var datePatterns = func() []*regexp.Regexp {
	names := strings.Join(months, "|")
	return []*regexp.Regexp{
		regexp.MustCompile(`\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b`),
		regexp.MustCompile(`\b(?P<day>\d{1,2}) (?P<name>` + names + `)\b(?: (?P<year>\d{4})\b)?`),
		regexp.MustCompile(`\b(?P<hour>\d{1,2}):(?P<minute>\d\d)(?: ?UTC)?`),
		regexp.MustCompile(`\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`),
	}
}()

// withoutDates takes out the dates and UTC times that hold of one of the
// moments of publication.
func withoutDates(text string, moments []time.Time) string {
	for _, re := range datePatterns {
		names := re.SubexpNames()
		text = re.ReplaceAllStringFunc(text, func(m string) string {
			parts := re.FindStringSubmatch(m)
			for _, t := range moments {
				if holdsOf(t, names, parts) {
					return "•"
				}
			}
			return m
		})
	}
	return text
}

func holdsOf(t time.Time, names, parts []string) bool {
	for i, name := range names {
		if i == 0 || i >= len(parts) || parts[i] == "" {
			continue
		}
		n, _ := strconv.Atoi(parts[i])
		ok := true
		switch name {
		case "year":
			ok = n == t.Year()
		case "month":
			ok = n == int(t.Month())
		case "day":
			ok = n == t.Day()
		case "hour":
			ok = n == t.Hour()
		case "minute":
			ok = n == t.Minute()
		case "name":
			ok = parts[i] == t.Month().String()
		case "weekday":
			ok = parts[i] == t.Weekday().String()
		}
		if !ok {
			return false
		}
	}
	return true
}
