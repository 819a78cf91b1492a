package explain

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// The shapes of FORMATS section 2. Spans are in Unicode code points.

type jsonAccount struct {
	AsOf    string           `json:"as_of"`
	Stories []jsonStory      `json:"stories"`
	NotRead []report.NotRead `json:"not_read"`
}

type jsonStory struct {
	ID             string               `json:"id"`
	Title          string               `json:"title"`
	Reports        []string             `json:"reports"`
	Incident       json.Marshaler       `json:"incident"`
	Figures        []jsonFigure         `json:"figures"`
	Statements     []jsonStatement      `json:"statements"`
	Responsibility []jsonResponsibility `json:"responsibility"`
	Copies         []jsonCopy           `json:"copies"`
	Sentences      []jsonSentence       `json:"sentences"`
	Disputed       []jsonPoint          `json:"disputed"`
	Unknown        []jsonPoint          `json:"unknown"`
	Changes        []jsonChange         `json:"changes"`
	// What editors decided; left out where nothing was.
	Decisions []jsonDecision  `json:"decisions,omitempty"`
	Rejected  []jsonStatement `json:"rejected,omitempty"`
	Withdrawn []jsonWithdrawn `json:"withdrawn_reports,omitempty"`
}

type jsonFigure struct {
	Kind     string     `json:"kind"`
	Unit     string     `json:"unit"`
	Low      int64      `json:"low"`
	Best     int64      `json:"best"`
	High     int64      `json:"high"`
	Open     bool       `json:"open"`
	Rule     string     `json:"rule"`
	Grade    string     `json:"grade"`
	Speakers []string   `json:"speakers"`
	Origins  int        `json:"independent_origins"`
	Live     []string   `json:"live"`
	Apart    []string   `json:"apart"`
	Flags    []string   `json:"flags"`
	History  []jsonStep `json:"history"`
}

type jsonStep struct {
	At        string `json:"at"`
	Low       int64  `json:"low"`
	Best      int64  `json:"best"`
	High      int64  `json:"high"`
	Open      bool   `json:"open"`
	Speaker   string `json:"speaker"`
	Report    string `json:"report"`
	Change    string `json:"change"`
	Explained bool   `json:"explained"`
}

type jsonStatement struct {
	ID             string      `json:"id"`
	Report         string      `json:"report"`
	Span           [2]int      `json:"span"`
	Quote          string      `json:"quote"`
	Kind           string      `json:"kind"`
	Speaker        *string     `json:"speaker"`
	SpeakerClass   string      `json:"speaker_class"`
	Relay          []string    `json:"relay"`
	Stance         string      `json:"stance"`
	Certainty      string      `json:"certainty"`
	Direct         bool        `json:"direct"`
	Background     bool        `json:"background,omitempty"`
	Figure         *jsonNumber `json:"figure"`
	Responsibility *jsonBlame  `json:"responsibility"`
	Answers        *string     `json:"answers"`
	RepeatOf       *string     `json:"repeat_of"`
	Withdrawn      *string     `json:"withdrawn_by"`
	FirstSeen      string      `json:"first_seen"`
	Used           string      `json:"used,omitempty"`
	Authority      string      `json:"authority,omitempty"`
	Flags          []string    `json:"flags,omitempty"`
	Rule           string      `json:"rule"`
	Checked        *jsonCheck  `json:"checked,omitempty"`
}

type jsonNumber struct {
	Kind  string `json:"kind"`
	Words string `json:"words"`
	Low   int64  `json:"low"`
	High  *int64 `json:"high"`
	Unit  string `json:"unit"`
	Scope string `json:"scope"`
	// Parts are the words that a derived number is made of.
	Parts []jsonPart `json:"parts,omitempty"`
	// Headline is the report's title where the words stand there alone.
	Headline string `json:"headline,omitempty"`
}

type jsonPart struct {
	Span  [2]int `json:"span"`
	Quote string `json:"quote"`
}

type jsonBlame struct {
	Actor    string  `json:"actor"`
	Relation string  `json:"relation"`
	By       *string `json:"by"`
	Channel  string  `json:"channel,omitempty"`
}

type jsonResponsibility struct {
	Actor      string   `json:"actor"`
	Status     string   `json:"status"`
	By         []string `json:"by"`
	Statements []string `json:"statements"`
	Channel    string   `json:"channel,omitempty"`
	Rule       string   `json:"rule"`
}

type jsonCopy struct {
	Report string `json:"report"`
	Of     string `json:"of"`
	Extent string `json:"extent"`
}

type jsonSentence struct {
	Section   string         `json:"section"`
	Text      string         `json:"text"`
	Citations []jsonCitation `json:"citations"`
	Template  string         `json:"template"`
}

type jsonCitation struct {
	Report    string  `json:"report"`
	Span      [2]int  `json:"span"`
	Quote     string  `json:"quote"`
	Statement *string `json:"statement,omitempty"`
	Decision  string  `json:"decision,omitempty"`
}

type jsonPoint struct {
	Kind       string   `json:"kind"`
	Text       string   `json:"text"`
	Statements []string `json:"statements"`
}

type jsonChange struct {
	At         string   `json:"at"`
	Kind       string   `json:"kind"`
	Text       string   `json:"text"`
	Statements []string `json:"statements"`
	Decision   string   `json:"decision,omitempty"`
}

// WriteJSON writes the account as FORMATS section 2 has it, with the page of
// every story. Reports are named by their Label; spans are half-open ranges of
// Unicode code points of the report's text.
func WriteJSON(w io.Writer, a *dossier.Account, o Options) error {
	out := jsonAccount{AsOf: stamp(a.AsOf), Stories: []jsonStory{}, NotRead: a.NotRead}
	if out.NotRead == nil {
		out.NotRead = []report.NotRead{}
	}
	indexes := map[string]*report.Index{}
	index := func(id string) *report.Index {
		if indexes[id] == nil {
			indexes[id] = report.NewIndex(a.Reports[id].Text)
		}
		return indexes[id]
	}
	for i := range a.Dossiers {
		out.Stories = append(out.Stories, storyJSON(&a.Dossiers[i], index, o))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

func storyJSON(d *dossier.Dossier, index func(string) *report.Index, o Options) jsonStory {
	label := func(id string) string {
		if r := d.Reports[id]; r != nil {
			return r.Label()
		}
		if r := o.Reports[id]; r != nil {
			return r.Label() // cited from outside the story
		}
		return id
	}
	s := jsonStory{ID: d.ID, Title: d.Title, Incident: incident.FrameJSON(nil, d.Incident), Reports: []string{}, Figures: []jsonFigure{},
		Statements: []jsonStatement{}, Responsibility: []jsonResponsibility{}, Copies: []jsonCopy{}, Sentences: []jsonSentence{}, Disputed: []jsonPoint{}, Unknown: []jsonPoint{}, Changes: []jsonChange{}}
	for _, m := range d.Members {
		s.Reports = append(s.Reports, label(m.Report))
	}
	for _, f := range d.Figures {
		j := jsonFigure{Kind: string(f.Kind), Unit: f.Unit, Low: f.Low, Best: f.Best, High: f.High, Open: f.Open, Rule: f.Rule, Grade: f.Grade,
			Speakers: full(f.Speakers), Origins: f.Origins, Live: full(f.Live), Apart: full(f.Apart), Flags: []string{}, History: []jsonStep{}}
		for _, fl := range f.Flags {
			j.Flags = append(j.Flags, fl.Reason)
		}
		for _, h := range f.History {
			j.History = append(j.History, jsonStep{stamp(h.At), h.Low, h.Best, h.High, h.Open, h.Speaker, label(h.Report), h.Change, h.Explained})
		}
		s.Figures = append(s.Figures, j)
	}
	for i := range d.Statements {
		s.Statements = append(s.Statements, statementJSON(d, &d.Statements[i], index, label))
	}
	for _, r := range d.Responsibility {
		s.Responsibility = append(s.Responsibility, jsonResponsibility{r.Actor, r.Status, full(r.By), full(r.Statements), r.Channel, r.Rule})
	}
	for _, c := range d.Copies {
		s.Copies = append(s.Copies, jsonCopy{label(c.Report), label(c.Of), string(c.Extent)})
	}
	for _, t := range Compose(d, o).Sentences {
		j := jsonSentence{Section: t.Section, Text: t.Text, Template: t.Template}
		for _, c := range t.Citations {
			if c.Decision != "" {
				j.Citations = append(j.Citations, jsonCitation{Quote: c.Quote, Decision: c.Decision})
				continue
			}
			j.Citations = append(j.Citations, jsonCitation{Report: label(c.Report), Span: index(c.Report).Runes(c.Span), Quote: c.Quote, Statement: null(c.Statement)})
		}
		s.Sentences = append(s.Sentences, j)
	}
	for _, p := range d.Disputed {
		s.Disputed = append(s.Disputed, jsonPoint{p.Kind, p.Text, full(p.Statements)})
	}
	for _, p := range d.Unknown {
		s.Unknown = append(s.Unknown, jsonPoint{p.Kind, p.Text, full(p.Statements)})
	}
	for _, c := range d.Changes {
		s.Changes = append(s.Changes, jsonChange{stamp(c.At), c.Kind, c.Text, full(c.Statements), c.Decision})
	}
	s.decisions(d, index, label)
	return s
}

func statementJSON(d *dossier.Dossier, s *dossier.Statement, index func(string) *report.Index, label func(string) string) jsonStatement {
	j := jsonStatement{ID: s.ID, Report: label(s.Report), Span: index(s.Report).Runes(s.Span), Quote: s.Span.Of(d.Reports[s.Report].Text),
		Kind: string(s.Kind), Speaker: null(SpeakerName(s)), SpeakerClass: string(s.Speaker.Class), Relay: full(s.Relay), Stance: string(s.Stance),
		Certainty: string(s.Certainty), Direct: s.Direct, Background: s.Background, Answers: null(s.Answers), RepeatOf: null(s.RepeatOf),
		Withdrawn: null(s.Withdrawn), FirstSeen: stamp(s.FirstSeen), Used: s.Used, Flags: s.Flags, Rule: s.Rule}
	if j.SpeakerClass == "" {
		j.SpeakerClass = string(statement.ClassUnknown)
	}
	if s.Authority != 0 {
		j.Authority = string(s.Authority)
	}
	if f := s.Figure; f != nil {
		j.Figure = &jsonNumber{Kind: string(f.Kind), Words: f.Words, Low: f.Low, Unit: f.Unit, Scope: string(f.Scope), Headline: f.Headline}
		if f.High != language.Open {
			j.Figure.High = &f.High
		}
		for _, p := range f.Parts {
			j.Figure.Parts = append(j.Figure.Parts, jsonPart{index(s.Report).Runes(p), p.Of(d.Reports[s.Report].Text)})
		}
	}
	if r := s.Responsibility; r != nil {
		j.Responsibility = &jsonBlame{r.Actor, string(r.Relation), null(r.By), r.Channel}
	}
	j.Checked = checkJSON(s)
	return j
}

// SpeakerName is the speaker as FORMATS has it: the origin of the words, an
// institution for who speaks for it; "(unnamed)" marks a source without a name.
func SpeakerName(s *dossier.Statement) string {
	name := firstOf(s.Speaker.Origin, s.Speaker.Name)
	if s.Speaker.Class == statement.UnnamedOfficial {
		return unnamed(name)
	}
	return name
}

// unnamedIn matches where a source without a name sits: "source in the State
// Security Service", "official of the labour ministry".
var unnamedIn = regexp.MustCompile(`^((?:[\p{L}-]+ ){0,3}(?:source|official|officer|diplomat|insider|adviser|aide|investigator|employee)) (?:in|of|at|from|with) (?:the )?(\p{L}[^,]{0,60})$`)

// unnamedAt matches a source in a named place or body, bodyWord what only a
// body's name has.
var (
	unnamedAt = regexp.MustCompile(` in \p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*)?$`)
	bodyWord  = regexp.MustCompile(`(?i)\b(?:service|ministry|office|department|agency|army|police|government|council|court|commission|directorate|command|forces|parliament|union|party|embassy|guard)\b`)
)

// unnamed marks a source without a name as one, the body first:
// "State Security Service source (unnamed)".
func unnamed(name string) string {
	if rest, ok := strings.CutPrefix(name, "unnamed "); ok {
		name = rest
	}
	if name == "" || strings.Contains(name, "unnamed") {
		return name
	}
	if m := unnamedIn.FindStringSubmatch(name); m != nil {
		if m[2] == "region" || m[2] == "area" || m[2] == "country" {
			return m[1] + " (unnamed)"
		}
		if unnamedAt.MatchString(name) && !bodyWord.MatchString(m[2]) {
			return name + " (unnamed)" // a place is no body
		}
		return m[2] + " " + m[1] + " (unnamed)"
	}
	return name + " (unnamed)"
}

func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func full(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
