package incident

import (
	"encoding/json"
	"io"
	"time"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// runes is a span in Unicode code points, half-open.
type runes = [2]int

type jsonAttribution struct {
	Source       []runes             `json:"source"`
	Cue          []runes             `json:"cue"`
	Content      []runes             `json:"content"`
	Speaker      string              `json:"speaker"`
	SpeakerClass statement.Class     `json:"speaker_class"`
	Relay        []string            `json:"relay"`
	Stance       statement.Stance    `json:"stance"`
	Certainty    statement.Certainty `json:"certainty"`
	Direct       bool                `json:"direct"`
	Rule         string              `json:"rule,omitempty"`
}

type jsonFigure struct {
	Kind        statement.FigureKind `json:"kind"`
	Words       string               `json:"words"`
	Span        runes                `json:"span"`
	Low         int64                `json:"low"`
	High        *int64               `json:"high"`
	Unit        string               `json:"unit"`
	Scope       statement.Scope      `json:"scope"`
	Attribution *int                 `json:"attribution"`
	Incident    *int                 `json:"incident"`
}

type jsonDate struct {
	Start *string `json:"start"`
	End   *string `json:"end"`
	Words string  `json:"words"`
}

type jsonInstrument struct {
	Words *string `json:"words"`
	Type  string  `json:"type"`
}

type jsonTarget struct {
	Words       []string `json:"words"`
	Type        *string  `json:"type"`
	Low         *int64   `json:"low"`
	High        *int64   `json:"high"`
	About       bool     `json:"about,omitempty"`
	Effect      *string  `json:"effect"`
	Nationality *string  `json:"nationality"`
}

type jsonVictim struct {
	Name        []string `json:"name"`
	Description []string `json:"description"`
	Type        *string  `json:"type"`
	Low         *int64   `json:"low"`
	High        *int64   `json:"high"`
	About       bool     `json:"about,omitempty"`
	Effect      *string  `json:"effect"`
	Nationality *string  `json:"nationality"`
}

type jsonFrame struct {
	Type         string           `json:"type"`
	Stage        string           `json:"stage"`
	Date         *jsonDate        `json:"date"`
	Place        []string         `json:"place"`
	Instruments  []jsonInstrument `json:"instruments"`
	Category     *string          `json:"category"`
	Perpetrators []Perpetrator    `json:"perpetrators"`
	Targets      []jsonTarget     `json:"physical_targets"`
	Victims      []jsonVictim     `json:"victims"`
	Spans        []runes          `json:"spans"`
}

type jsonStatement struct {
	ID             string                    `json:"id"`
	Span           runes                     `json:"span"`
	Kind           statement.Kind            `json:"kind"`
	Attribution    *int                      `json:"attribution"`
	Speaker        string                    `json:"speaker"`
	SpeakerClass   statement.Class           `json:"speaker_class"`
	Relay          []string                  `json:"relay"`
	Stance         statement.Stance          `json:"stance"`
	Certainty      statement.Certainty       `json:"certainty"`
	Figure         *jsonFigure               `json:"figure"`
	Responsibility *statement.Responsibility `json:"responsibility"`
	Background     bool                      `json:"background,omitempty"`
	Answers        *string                   `json:"answers"`
	Rule           string                    `json:"rule,omitempty"`
}

type jsonReading struct {
	ID           string            `json:"id"`
	Text         string            `json:"text"`
	Attributions []jsonAttribution `json:"attributions"`
	Figures      []jsonFigure      `json:"figures"`
	Incidents    []jsonFrame       `json:"incidents"`
	// Earlier are events told as background; figures never point to them.
	Earlier    []jsonFrame     `json:"earlier_incidents"`
	Statements []jsonStatement `json:"statements"`
	Background bool            `json:"background,omitempty"`
	Notes      []string        `json:"notes,omitempty"`
}

// WriteJSON writes one line of FORMATS section 1: what was read from one
// report, offsets in Unicode code points of the text in the same object.
func WriteJSON(w io.Writer, rep *report.Report, r *Reading) error {
	x := report.NewIndex(rep.Text)
	out := jsonReading{ID: rep.Label(), Text: rep.Text, Background: r.Background, Notes: rep.Notes,
		Attributions: []jsonAttribution{}, Figures: []jsonFigure{}, Incidents: []jsonFrame{}, Earlier: []jsonFrame{}, Statements: []jsonStatement{}}
	for _, a := range r.Attributions {
		out.Attributions = append(out.Attributions, jsonAttribution{
			Source: allRunes(x, a.Source), Cue: allRunes(x, a.Cue), Content: allRunes(x, a.Content),
			Speaker: a.Speaker.Name, SpeakerClass: a.Speaker.Class, Relay: notNil(a.Relay),
			Stance: a.Stance, Certainty: a.Certainty, Direct: a.Direct, Rule: a.Rule,
		})
	}
	// index[i] is the place of frame i among those of its list, -1 for history.
	index := make([]int, len(r.Incidents))
	for i, f := range r.Incidents {
		if f.Historical {
			index[i] = -1
			out.Earlier = append(out.Earlier, frameJSON(x, f))
			continue
		}
		index[i] = len(out.Incidents)
		out.Incidents = append(out.Incidents, frameJSON(x, f))
	}
	for _, s := range r.Statements {
		j := jsonStatement{
			ID: s.ID, Span: x.Runes(s.Span), Kind: s.Kind, Speaker: s.Speaker.Name, SpeakerClass: s.Speaker.Class, Relay: notNil(s.Relay),
			Stance: s.Stance, Certainty: s.Certainty, Responsibility: s.Responsibility, Background: s.Background, Answers: orNull(s.Answers), Rule: s.Rule,
		}
		if s.Attribution >= 0 {
			j.Attribution = &s.Attribution
		}
		if f := s.Figure; f != nil {
			fig := jsonFigure{Kind: f.Kind, Words: f.Words, Span: x.Runes(f.Span), Low: f.Low, High: bound(f.High), Unit: f.Unit, Scope: f.Scope, Attribution: j.Attribution}
			if f.Incident >= 0 && f.Incident < len(index) && index[f.Incident] >= 0 {
				fig.Incident = &index[f.Incident]
			}
			out.Figures = append(out.Figures, fig)
			j.Figure = &fig
		}
		out.Statements = append(out.Statements, j)
	}
	return line(w, out)
}

// WriteNotRead writes the line that stands for an input that gave no report.
func WriteNotRead(w io.Writer, n report.NotRead) error {
	return line(w, struct {
		ID     string `json:"id"`
		Text   string `json:"text,omitempty"`
		Reason string `json:"not_read"`
	}{n.Name, n.Text, n.Reason})
}

func line(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// FrameJSON gives the frame as FORMATS prints it, for the package's own output
// and for the explainer's; x is the index of the report that its spans lie in,
// nil for a frame merged over reports, which has no spans.
func FrameJSON(x *report.Index, f Frame) json.Marshaler { return frameMarshaler{frameJSON(x, f)} }

type frameMarshaler struct{ f jsonFrame }

func (m frameMarshaler) MarshalJSON() ([]byte, error) { return json.Marshal(m.f) }

func frameJSON(x *report.Index, f Frame) jsonFrame {
	j := jsonFrame{
		Type: f.Type, Stage: f.Stage, Date: dateJSON(f.Date), Place: notNil(f.Place), Category: orNull(f.Category),
		Perpetrators: f.Perpetrators, Instruments: []jsonInstrument{}, Targets: []jsonTarget{}, Victims: []jsonVictim{}, Spans: []runes{},
	}
	if j.Perpetrators == nil {
		j.Perpetrators = []Perpetrator{}
	}
	for _, i := range f.Instruments {
		j.Instruments = append(j.Instruments, jsonInstrument{orNull(i.Words), i.Type})
	}
	for _, t := range f.Targets {
		low, high := interval(t.Low, t.High)
		j.Targets = append(j.Targets, jsonTarget{notNil(t.Words), orNull(t.Type), low, high, t.About, orNull(t.Effect), orNull(t.Nationality)})
	}
	for _, v := range f.Victims {
		low, high := interval(v.Low, v.High)
		j.Victims = append(j.Victims, jsonVictim{notNil(v.Name), notNil(v.Description), orNull(v.Type), low, high, v.About, orNull(v.Effect), orNull(v.Nationality)})
	}
	if x != nil {
		j.Spans = allRunes(x, f.Spans)
	}
	return j
}

func dateJSON(d *Date) *jsonDate {
	if d == nil {
		return nil
	}
	day := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		s := t.Format(time.DateOnly)
		return &s
	}
	return &jsonDate{day(d.Start), day(d.End), d.Words}
}

// interval gives null for both ends where nothing is known (0, 0), and for an
// open upper end.
func interval(low, high int64) (*int64, *int64) {
	if low == 0 && high == 0 || low < 0 && high < 0 {
		return nil, nil
	}
	return bound(low), bound(high)
}

func bound(n int64) *int64 {
	if n == language.Open {
		return nil
	}
	return &n
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func notNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func allRunes(x *report.Index, spans []report.Span) []runes {
	out := make([]runes, len(spans))
	for i, s := range spans {
		out[i] = x.Runes(s)
	}
	return out
}
