package desk

import (
	"sort"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
)

// card is one figure at a glance.
type card struct {
	Key, Kind, Label   string
	Bound, Number      string
	Long               bool // too long for the largest letters
	Unit               string
	Range              string
	Speaker            string
	Quote, Href        string
	At                 time.Time
	Reports, Origins   int
	Rule, Grade, Means string
	Flags              []string // doubts
	Aside              string   // what is folded: doubts, numbers that do not count
	Live, Apart        []voice
	ID, Report         string // of the statement that decides it
	Check              *checkView
}

// voice is one statement in a line: who, what words, where they stand.
type voice struct {
	Speaker, Words, Href string
	At                   time.Time
	Note                 string
	ID                   string
}

// grades explains each grade of corroboration in the words of SEMANTICS.
var grades = map[string]string{
	"confirmed":  "accepted by the responsible party",
	"fair":       "two or more independent origins",
	"weak":       "one origin only",
	"contested":  "origins exclude each other",
	"discounted": "retracted or refuted",
}

func title(kind string) string {
	if kind == "" {
		return ""
	}
	return strings.ToUpper(kind[:1]) + kind[1:]
}

// cards shows every figure of a dossier.
func cards(d *dossier.Dossier, byID map[string]*dossier.Statement, links linker) []card {
	var out []card
	for i := range d.Figures {
		f := &d.Figures[i]
		c := card{
			Kind: string(f.Kind), Label: title(string(f.Kind)), Unit: f.Unit,
			Number: num(f.Best), Range: interval(f.Low, f.High, f.Open),
			Origins: f.Origins, Rule: f.Rule, Grade: f.Grade, Means: grades[f.Grade],
		}
		if f.Unit == "people" || f.Unit == "" {
			c.Unit = ""
		}
		if best := byID[f.BestID]; best != nil {
			if best.Figure != nil {
				c.Bound, c.Number = worded(best.Figure)
			}
			c.Speaker, c.At = speakerName(best), best.FirstSeen
			c.ID, c.Report, c.Check = best.ID, best.Report, checkOf(best)
			rep := d.Reports[best.Report]
			c.Quote, c.Href = words(rep, best), links.words(rep, best.Span)
		}
		c.Long = len(c.Bound)+2*len(c.Number) > 12
		c.Reports = reportsFor(d, f)
		c.Live = voices(d, f.Live, byID, links)
		c.Apart = voices(d, f.Apart, byID, links)
		c.flags(f)
		c.Key = key("card", c.Kind, c.Bound, c.Number, c.Range)
		if c.Check != nil {
			c.Key = key(c.Key, c.Check.Decision)
		}
		out = append(out, c)
	}
	return out
}

// flags takes the doubts about a figure, each once, and says what is folded.
func (c *card) flags(f *dossier.Figure) {
	seen := map[string]bool{}
	for _, fl := range f.Flags {
		// "41 may be 14" and "14 may be 41" are one doubt.
		words := strings.Fields(fl.Reason)
		sort.Strings(words)
		if k := strings.Join(words, " "); !seen[k] {
			seen[k] = true
			c.Flags = append(c.Flags, sentenceCase(fl.Reason))
		}
	}
	var aside []string
	if n := len(c.Flags); n > 0 {
		aside = append(aside, "⚑ "+plural(n, "doubt"))
	}
	if n := len(c.Apart); n > 0 {
		aside = append(aside, num(int64(n))+" not counted")
	}
	c.Aside = strings.Join(aside, " · ")
}

// gradeMeaning is a grade with what it means.
type gradeMeaning struct{ Name, Means string }

// gradesOf explains the grades that stand on the cards, in their order there.
func gradesOf(cards []card) []gradeMeaning {
	var out []gradeMeaning
	seen := map[string]bool{}
	for _, c := range cards {
		if c.Means != "" && !seen[c.Grade] {
			seen[c.Grade] = true
			out = append(out, gradeMeaning{c.Grade, c.Means})
		}
	}
	return out
}

// reportsFor counts the reports that print a live total which contains best, or
// repeat one. A superseded "at least 3" contains 20 too and says nothing of it.
func reportsFor(d *dossier.Dossier, f *dossier.Figure) int {
	live, in := map[string]bool{}, map[string]bool{}
	for _, id := range f.Live {
		live[id] = true
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		g := s.Figure
		if g == nil || !live[s.ID] && !live[s.RepeatOf] {
			continue
		}
		if g.Low <= f.Best && (g.High < 0 || f.Best <= g.High) {
			page := s.Report
			if r := d.Reports[page]; r != nil && r.URL != "" {
				page = r.URL // the versions of a page are one report
			}
			in[page] = true
		}
	}
	return len(in)
}

func voices(d *dossier.Dossier, ids []string, byID map[string]*dossier.Statement, links linker) []voice {
	var out []voice
	for _, id := range ids {
		s := byID[id]
		if s == nil || s.Figure == nil {
			continue
		}
		rep := d.Reports[s.Report]
		v := voice{Speaker: speakerName(s), Words: countWords(s.Figure), ID: s.ID, Href: links.words(rep, s.Span), At: s.FirstSeen}
		if s.Stance != statement.States && s.Stance != statement.Confirms {
			v.Note = string(s.Stance)
		}
		if s.Figure.Headline != "" {
			v.Note = "headline"
		}
		out = append(out, v)
	}
	return out
}

// countWords are a figure's words as its report prints them; an editor's own
// number has none.
func countWords(f *statement.Figure) string {
	if f.Words == "" {
		return dossier.CountWords(f.Low, f.High)
	}
	return trim(f.Words, 80)
}

// speakerName is who says it, for people.
func speakerName(s *dossier.Statement) string {
	switch {
	case s.Speaker.Name != "":
		return trim(s.Speaker.Name, 100)
	case s.Speaker.Anonymous:
		return "an unnamed source"
	case s.Attribution < 0:
		return "the report itself"
	}
	return "nobody named"
}

// words are those of a statement as a page quotes them: of its span, or the
// report's title where they stand there alone.
func words(rep *report.Report, s *dossier.Statement) string {
	if s.Figure != nil && s.Figure.Headline != "" {
		return trim(s.Figure.Headline, maxQuote)
	}
	return quote(rep, s.Span)
}

// quote is the words of a span, cut to a length that a page can carry.
func quote(rep *report.Report, s report.Span) string {
	if rep == nil || s.Start < 0 || s.End > len(rep.Text) || s.Start > s.End {
		return ""
	}
	return trim(strings.TrimRight(bare(s.Of(rep.Text)), ",; "), maxQuote)
}

// shownWords is how many statements stand in an actor's row.
const shownWords = 3

// actorRow is one actor's responsibility.
type actorRow struct {
	Key, Actor, Status, Channel, Rule string
	By                                []string
	Words                             []voice
	More                              int // statements that are not shown
}

func actors(d *dossier.Dossier, byID map[string]*dossier.Statement, links linker) []actorRow {
	var out []actorRow
	for _, r := range d.Responsibility {
		row := actorRow{Actor: trim(r.Actor, 120), Status: r.Status, Channel: trim(r.Channel, 160), Rule: r.Rule}
		for _, by := range r.By {
			row.By = append(row.By, trim(by, 100))
		}
		for _, id := range r.Statements {
			if s := byID[id]; s != nil {
				if len(row.Words) == shownWords {
					row.More++
					continue
				}
				rep := d.Reports[s.Report]
				row.Words = append(row.Words, voice{
					Speaker: speakerName(s), Words: trim(quote(rep, s.Span), 180), Href: links.words(rep, s.Span), At: s.FirstSeen,
					Note: string(s.Stance), ID: s.ID,
				})
			}
		}
		row.Key = key("actor", row.Actor, row.Status, strings.Join(row.By, "|"))
		out = append(out, row)
	}
	return out
}
