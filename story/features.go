package story

import (
	"math"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/incident"
	"sofar/report"
	"sofar/statement"
)

// term is a word of a report with its number in the vocabulary and its weight
// before rarity: 1 + ln(count).
type term struct {
	id int32
	tf float64
}

// scene is one current incident of a report, as grouping sees it.
type scene struct {
	frame     int // index in Reading.Incidents
	typ       string
	places    []string // the telling words of its places, most specific first, without the country
	country   string   // folded, "" if unknown
	from, to  time.Time
	dateKnown bool // the report itself dates it
	sure      bool // one of the places stands in the title or the lead
}

// features are what grouping keeps of one entry.
type features struct {
	at         int // index among the entries
	id         string
	label      string
	publisher  string
	known      time.Time
	written    time.Time // known, else the date that the text prints above itself
	lead       []int32   // rare words of the title and the first lines, each once
	people     []string  // surnames of the persons that the report is about
	storm      string    // the name of a storm, folded, or wideEvent
	terms      []term    // sorted by id
	names      []int32   // persons, groups and facilities, as numbers of the vocabulary
	scenes     []scene   // main first
	titleTerms []int32
	figures    []count
	issuer     []int32 // the telling words of the publisher's name
	background bool
	analysis   bool // background that tells of earlier events
	correction bool
	norm       float64 // length of the weighted term vector
}

// count is a figure of a report’s main incident: "killed:43" and 43.
type count struct {
	key string
	n   int64
}

func (c count) kind() string {
	kind, _, _ := strings.Cut(c.key, ":")
	return kind
}

func featuresOf(i int, e *Entry, v *vocabulary) *features {
	f := &features{at: i, id: e.Report.ID, label: e.Report.Label(), publisher: strings.ToLower(e.Report.Publisher), known: e.Known,
		background: e.Reading.Background}
	for _, t := range e.Reading.Terms {
		f.terms = append(f.terms, term{v.number(t.Stem), 1 + math.Log(float64(t.Count))})
	}
	for _, w := range titleWords(e.Report.Title) {
		n := v.termOf(w)
		f.titleTerms = append(f.titleTerms, n)
		f.terms = append(f.terms, term{n, 1})
	}
	f.terms = sumTerms(f.terms)
	f.analysis = f.background && (len(e.Reading.Incidents) > 0 || tellsOfThePast(e.Reading))
	f.correction = report.TitleCorrects(e.Report.Title)
	for _, w := range placeWords(e.Report.Publisher) {
		f.issuer = append(f.issuer, v.number(w))
	}
	for _, n := range e.Reading.Names {
		if telling(n) {
			if id := v.number(incident.Spelling(n.Name)); !slices.Contains(f.names, id) {
				f.names = append(f.names, id)
			}
		}
	}
	f.lead = leadOf(e, v)
	f.people = peopleOf(e)
	f.storm = stormOf(e)
	f.written = e.Known
	if f.written.IsZero() {
		f.written = printedDate(e.Report.Text)
	}
	for k, fr := range e.Reading.Incidents {
		if !fr.Historical {
			f.scenes = append(f.scenes, sceneOf(k, &fr, e))
		}
	}
	if f.storm == "" {
		f.storm = wideEvent(f)
	}
	for _, s := range e.Reading.Statements {
		if s.Figure != nil && s.Figure.Incident == 0 && s.Figure.Low > 2 {
			k := count{string(s.Figure.Kind) + ":" + itoa(s.Figure.Low), s.Figure.Low}
			if !slices.Contains(f.figures, k) {
				f.figures = append(f.figures, k)
			}
		}
	}
	return f
}

// tellsOfThePast tells whether a reading holds figures of earlier events.
func tellsOfThePast(r *incident.Reading) bool {
	for _, s := range r.Statements {
		if s.Figure != nil && (s.Background || s.Figure.Scope == statement.ScopeHistorical) {
			return true
		}
	}
	return false
}

// telling tells whether a name can tie reports together: a person, a group or
// a facility by a proper name of two words or more that are no common English.
func telling(n incident.Entity) bool {
	if n.Kind != "person" && n.Kind != "group" && n.Kind != "facility" {
		return false
	}
	words := strings.Fields(n.Name)
	rare := false
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) {
			return false
		}
		rare = rare || incident.DocumentShare(incident.TermOf(strings.ToLower(w))) < 0.002
	}
	return rare && len(words) >= 2
}

// sumTerms sorts by id and adds up what stands twice.
func sumTerms(ts []term) []term {
	sort.Slice(ts, func(i, j int) bool { return ts[i].id < ts[j].id })
	out := ts[:0]
	for _, t := range ts {
		if n := len(out); n > 0 && out[n-1].id == t.id {
			out[n-1].tf += t.tf
			continue
		}
		out = append(out, t)
	}
	return out
}

// leadBytes is about the length of a first paragraph.
const leadBytes = 350

func sceneOf(k int, fr *incident.Frame, e *Entry) scene {
	s := scene{frame: k, typ: fr.Type, country: incident.Fold(fr.Country)}
	for _, p := range fr.Place {
		if p == fr.Country {
			continue
		}
		s.places = append(s.places, placeWords(p)...)
	}
	lead := incident.Spelling(e.Report.Title + " " + e.Report.Text[:min(len(e.Report.Text), leadBytes)])
	for _, p := range s.places {
		if strings.Contains(lead, p) {
			s.sure = true
		}
	}
	if d := fr.Date; d != nil && !d.End.IsZero() {
		s.from, s.to, s.dateKnown = d.Start, d.End, !d.Start.IsZero()
		if s.from.IsZero() {
			s.from = d.End.AddDate(0, 0, -3)
		}
	} else if !e.Known.IsZero() {
		s.from, s.to = e.Known.AddDate(0, 0, -3), e.Known
	}
	return s
}

// placeWords are the words of a place's name that are no common English
// ("Lumej" of "Lumej concert hall"), as terms.
func placeWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ToLower(name)) {
		t := incident.TermOf(strings.Trim(w, ".,;:"))
		if len(t) > 2 && incident.DocumentShare(t) < 0.002 {
			out = append(out, t)
		}
	}
	return out
}

// titleWords are the lower-case words of a title, without what stands behind
// the last bar or dash where that is an outlet's name.
func titleWords(title string) []string {
	if i := strings.LastIndexAny(title, "|"); i > len(title)/2 {
		title = title[:i]
	}
	return strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r > 127 && r != '’' && r != '‘' && r != '–' && r != '—' && r != '“' && r != '”' && r != '…' || r == '\'')
	})
}

func itoa(n int64) string {
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		n /= 10
		if n == 0 {
			return string(b[i:])
		}
	}
}
