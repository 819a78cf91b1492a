package desk

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/explain"
)

// storyView is the story page.
type storyView struct {
	Decided           int // decisions of editors that bear on it
	ID, Title, Kicker string
	AsOf, Updated     time.Time
	Ago               string
	// Pinned is true for a view of the past; Latest is when the newest report
	// became known.
	Pinned                     bool
	Regrouped                  bool // which reports stand together is as grouped today
	Latest                     time.Time
	Reports, Outlets, Speakers int
	Lede                       *sentence
	Cards                      []card
	Sections                   []section
	Notes                      []note
	Charts                     []chart
	Strips                     []strips
	Responsibility             []actorRow
	WhoSays                    []sentence
	Said                       saidView
	Sources                    sourcesView
	Changes                    changesView
	Timeline, Earlier          []timelineDay // newest first; a long timeline's beginning is folded
	EarlierCount               int
	LatestChange               *change
	Grades                     []gradeMeaning // those on the cards
	Slider                     *slider
	Map                        *mapView
	Announce                   string // what changed last, for the polite announcement
	Contents                   []link
}

// section is a part of the explainer.
type section struct {
	ID, Heading string
	Sentences   []sentence
}

// sentence is one sentence with the numbers of its notes.
type sentence struct {
	Key, Text string
	At        time.Time
	Notes     []noteRef
}

type noteRef struct {
	N    int
	Href string // to the words
	From string // outlet, for the label read aloud
}

// note is a footnote: the words that prove a sentence.
type note struct {
	N           int
	Quote, From string
	Title, Href string
	At          time.Time
}

// maxQuote is the most code points of a quotation that a page shows; the rest
// stands on the report's page.
const maxQuote = 420

func find(a *dossier.Account, id string) *dossier.Dossier {
	for i := range a.Dossiers {
		if a.Dossiers[i].ID == id {
			return &a.Dossiers[i]
		}
	}
	return nil
}

func (s *server) story(w http.ResponseWriter, r *http.Request) {
	id, q, now := r.PathValue("id"), r.URL.Query(), s.shownIn(r)
	account, latest, version := now.account, now.story, now.version
	if latest == nil {
		s.fail(w, r, http.StatusNotFound, "No such story", "No story is kept under this address. It may have been joined with another one when new reports came in.")
		return
	}
	ticks := ticksOf(latest, s.decisions(latest.Decisions))
	if n, err := strconv.Atoi(q.Get("tick")); err == nil {
		// The slider's form without JavaScript: lead on to the address to share.
		http.Redirect(w, r, tickURL(r, ticks, n), http.StatusSeeOther)
		return
	}
	at, ok1 := parseTime(q.Get("at"))
	since, ok2 := parseTime(q.Get("since"))
	if !ok1 || !ok2 {
		s.fail(w, r, http.StatusBadRequest, "This is not a time", "Write times like 2033-02-09T10:00:00Z.", link{storyURL(id), "The story as it stands"})
		return
	}
	d := latest
	if !at.IsZero() {
		if account, d = s.past(latest, at); d == nil {
			l := []link{{storyURL(id), "The story as it stands now"}}
			if len(ticks) > 0 {
				l = append(l, link{storyURL(id) + "?at=" + ticks[0].Format(stamp), "The first report, " + clock(ticks[0])})
			}
			s.fail(w, r, http.StatusNotFound, "Nothing was known yet", "At "+clock(at)+" no report of this story was known.", l...)
			return
		}
	}
	v := s.storyOf(r, account, d, ticks, at, since)
	l := layout{Title: v.Title, Nav: "stories", Version: version, View: v, Canonical: storyURL(id), Feed: storyURL(id) + "/feed"}
	if at.IsZero() {
		l.Live = storyURL(id) + "/events"
		s.shown.of(id, s.stateOf(d), now.upTo)
	}
	s.render(w, r, http.StatusOK, "story", l)
}

// past gives the story as known at t. The account changes only where something
// becomes known, so t is moved back to the last such moment: any time in an
// address costs no more folds than the story has ticks.
func (s *server) past(latest *dossier.Dossier, t time.Time) (*dossier.Account, *dossier.Dossier) {
	var known time.Time
	found := false
	for _, k := range latest.Known {
		if !k.After(t) && (!found || k.After(known)) {
			known, found = k, true
		}
	}
	if !found {
		return nil, nil
	}
	for _, dec := range s.decisions(latest.Decisions) {
		if !dec.At.After(t) && dec.At.After(known) {
			known = dec.At
		}
	}
	if known.IsZero() {
		known = t
	}
	return s.storyAt(latest.ID, known)
}

func (s *server) storyOf(r *http.Request, account *dossier.Account, d *dossier.Dossier, ticks []time.Time, at, since time.Time) storyView {
	links := linker{}
	cited, p := s.compose(account, d, since)
	v := storyView{
		ID: d.ID, Title: storyTitle(d), Kicker: kicker(d), AsOf: at, Pinned: !at.IsZero(),
		Reports: len(explain.Pages(d)), Decided: len(d.Decisions),
	}
	if l, ok := s.src.(interface{ Large() bool }); ok {
		v.Regrouped = v.Pinned && l.Large()
	}
	v.Outlets, v.Speakers = heads(d)
	for _, t := range d.Known {
		if t.After(v.Updated) {
			v.Updated = t
		}
	}
	if len(ticks) > 0 {
		v.Latest = ticks[len(ticks)-1]
	}
	v.Ago = ago(s.opt.Now(), v.Updated)
	byID := d.ByID()
	v.Cards = cards(d, byID, links)
	v.explain(cited, p, links)
	v.Charts = charts(d, links)
	v.Strips = stripsOf(d, links)
	v.Responsibility = actors(d, byID, links)
	v.Said = said(r, d, byID, links)
	v.Sources = s.sources(d)
	v.Changes = changes(r, d, byID, links, since)
	v.Map = mapOf(d)
	v.Slider = sliderOf(d.ID, ticks, at)
	if n := len(d.Changes); n > 0 {
		v.Announce = trim(d.Changes[n-1].Text, 240)
	}
	v.LatestChange = v.Changes.latest()
	v.Grades = gradesOf(v.Cards)
	v.Contents = v.contents()
	return v
}

// headings are the explainer's sections as readers see them, in order.
var headings = []struct{ section, id, heading string }{
	{explain.Known, "known", "What is known"},
	{explain.Disputed, "disputed", "What is disputed"},
	{explain.NotKnown, "not-known", "What is not known"},
	{explain.Background, "background", "Background"},
	{explain.Checked, "checked", "What a person has checked"},
}

// explain puts the composed sentences into the view and numbers their notes:
// one note per slice of a report, in order of first use.
func (v *storyView) explain(d *dossier.Dossier, p explain.Page, links linker) {
	type slice struct {
		report     string
		start, end int
	}
	numbers := map[slice]int{}
	refer := func(x explain.Sentence) sentence {
		out := sentence{Key: key(x.Section, x.Text), Text: x.Text, At: x.At}
		for _, c := range x.Citations {
			rep := d.Reports[c.Report]
			k := slice{c.Report + c.Decision, c.Span.Start, c.Span.End}
			n, seen := numbers[k]
			if !seen {
				n = len(v.Notes) + 1
				numbers[k] = n
				note := note{N: n, Quote: trim(bare(c.Quote), maxQuote), From: outlet(rep), Href: links.words(rep, c.Span), At: d.Known[c.Report]}
				if rep != nil {
					note.Title = headline(rep)
				}
				if dec := decided(d, c.Decision); dec != nil {
					note.From, note.Href, note.At = trim(dec.Author, 100)+", editor", "/review/log#"+dec.ID, dec.At
				}
				v.Notes = append(v.Notes, note)
			}
			out.Notes = append(out.Notes, noteRef{n, v.Notes[n-1].Href, v.Notes[n-1].From})
		}
		return out
	}
	parts := map[string][]sentence{}
	for _, h := range headings {
		for _, x := range p.Sentences {
			if x.Section != h.section {
				continue
			}
			sn := refer(x)
			if x.Key == 1 && v.Lede == nil && x.Section == explain.Known {
				v.Lede = &sn
				continue
			}
			parts[h.section] = append(parts[h.section], sn)
		}
	}
	// Where the explainer says nothing, the dossier's own lists stand in.
	if parts[explain.Disputed] == nil {
		parts[explain.Disputed] = points(d.Disputed)
	}
	if parts[explain.NotKnown] == nil {
		parts[explain.NotKnown] = points(d.Unknown)
	}
	for _, h := range headings {
		if len(parts[h.section]) > 0 {
			v.Sections = append(v.Sections, section{h.id, h.heading, parts[h.section]})
		}
	}
	var events []timelineEvent
	for _, x := range p.Sentences {
		switch x.Section {
		case explain.WhoSays:
			v.WhoSays = append(v.WhoSays, refer(x))
		case explain.Timeline:
			events = append(events, eventOf(x, refer(x)))
		}
	}
	v.timeline(events)
}

// decided finds a decision that bears on a story.
func decided(d *dossier.Dossier, id string) *dossier.Decided {
	for i := range d.Decisions {
		if d.Decisions[i].ID == id && id != "" {
			return &d.Decisions[i]
		}
	}
	return nil
}

func points(ps []dossier.Point) []sentence {
	var out []sentence
	for _, p := range ps {
		if p.Report == "" && len(p.Statements) == 1 && p.Kind != dossier.PointResponsibility {
			continue // "X denies it" tells nothing without what is denied
		}
		out = append(out, sentence{Key: key(p.Kind, p.Text), Text: p.Text})
	}
	return out
}

// contents lists the parts that the page has, for its menu.
func (v *storyView) contents() []link {
	var out []link
	for _, s := range v.Sections {
		out = append(out, link{"#" + s.ID, s.Heading})
	}
	add := func(ok bool, id, text string) {
		if ok {
			out = append(out, link{"#" + id, text})
		}
	}
	add(len(v.Changes.Rows) > 0, "changes", "What changed")
	add(len(v.Timeline) > 0, "timeline", "Timeline")
	add(len(v.Charts) > 0, "charts", "Figures over time")
	add(len(v.Strips) > 0, "strips", "Where the counts differ")
	add(len(v.Responsibility) > 0, "responsibility", "Responsibility")
	add(v.Said.All > 0, "said", "Who says what")
	add(v.Sources.Reports > 0, "sources", "Sources")
	return out
}

// heads counts the outlets of a story and the mouths that speak in it.
func heads(d *dossier.Dossier) (outlets, speakers int) {
	printed, heard := map[string]bool{}, map[string]bool{}
	for _, m := range d.Members {
		printed[outlet(d.Reports[m.Report])] = true
	}
	for i := range d.Statements {
		s := &d.Statements[i].Speaker
		if s.Origin != "" {
			heard[s.Origin] = true
		} else if s.Name != "" {
			heard[s.Name] = true
		}
	}
	return len(printed), len(heard)
}

// storyTitle is the headline, or what happened and where if no report has one.
func storyTitle(d *dossier.Dossier) string {
	if t := strings.TrimSpace(d.Title); t != "" {
		return trim(t, 300)
	}
	switch what, where := sentenceCase(d.Incident.Type), place(d); {
	case what == "" && where == "":
		return "Story without a headline"
	case what == "":
		return where
	case where == "":
		return what
	default:
		return what + ", " + where
	}
}

// kicker is the line above the headline: what happened and where, "" where the
// headline says just that.
func kicker(d *dossier.Dossier) string {
	head := strings.ToLower(storyTitle(d))
	told := strings.Contains(head, strings.ToLower(d.Incident.Type))
	for _, p := range d.Incident.Place {
		told = told && strings.Contains(head, strings.ToLower(p))
	}
	if told {
		return ""
	}
	var parts []string
	if t := d.Incident.Type; t != "" {
		parts = append(parts, strings.ToUpper(t[:1])+t[1:])
	}
	if p := place(d); p != "" {
		parts = append(parts, p)
	}
	return strings.Join(parts, " · ")
}

// place names where, from the most specific name on.
func place(d *dossier.Dossier) string {
	var names []string
	for _, p := range d.Incident.Place {
		if p = strings.TrimSpace(p); p != "" && len(names) < 4 {
			names = append(names, p)
		}
	}
	return trim(strings.Join(names, ", "), 120)
}

// key names a piece of a page by its content, so that the script can tell what
// is new after an update and keep the reader's place.
func key(parts ...string) string {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return fmt.Sprintf("k%x", h.Sum64())
}
