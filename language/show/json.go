package show

import (
	"encoding/json"
	"io"
	"time"

	"sofar/language"
	"sofar/report"
)

// span is a half-open range of Unicode code points of the text.
type span = [2]int

type jsonDoc struct {
	Report    string         `json:"report"`
	Text      string         `json:"text"`
	Published *time.Time     `json:"published"`
	Sentences []jsonSentence `json:"sentences"`
	Names     []jsonName     `json:"names"`
	Entities  []jsonEntity   `json:"entities"`
	Numbers   []jsonNumber   `json:"numbers"`
	Times     []jsonTime     `json:"times"`
	Quotes    []jsonQuote    `json:"quotations"`
}

type jsonSentence struct {
	Span        span        `json:"span"`
	Paragraph   int         `json:"paragraph"`
	Headline    bool        `json:"headline,omitempty"`
	Boilerplate bool        `json:"boilerplate,omitempty"`
	Bullet      bool        `json:"bullet,omitempty"`
	Tokens      []jsonToken `json:"tokens"`
}

type jsonToken struct {
	Span  span   `json:"span"`
	Form  string `json:"form"`
	Lemma string `json:"lemma"`
	UPOS  string `json:"upos"`
	XPOS  string `json:"xpos"`
	Feats string `json:"feats,omitempty"`
	// Head counts from 1 within the sentence; 0 is the root.
	Head json.Number `json:"head"`
	Rel  string      `json:"deprel"`
}

type jsonName struct {
	Span   span   `json:"span"`
	Words  string `json:"words"`
	Kind   string `json:"kind"`
	Form   string `json:"form"`
	Entity *int   `json:"entity"`
	Title  *span  `json:"title,omitempty"`
}

type jsonEntity struct {
	Canonical   string   `json:"canonical"`
	Kind        string   `json:"kind"`
	Aliases     []string `json:"aliases,omitempty"`
	Role        string   `json:"role,omitempty"`
	Affiliation string   `json:"affiliation,omitempty"`
	Mentions    []int    `json:"mentions"`
}

type jsonNumber struct {
	Span  span    `json:"span"`
	Words string  `json:"words"`
	Core  span    `json:"core"`
	Low   int64   `json:"low"`
	High  *int64  `json:"high"` // null: no upper bound
	Value float64 `json:"value"`
	Kind  string  `json:"kind"`
	Bound string  `json:"bound"`
	Use   string  `json:"use"`
	More  bool    `json:"more,omitempty"`
}

type jsonTime struct {
	Span  span       `json:"span"`
	Words string     `json:"words"`
	From  *time.Time `json:"from"`
	To    *time.Time `json:"to"` // exclusive
	Grain string     `json:"grain"`
	Past  bool       `json:"past,omitempty"`
	Rule  string     `json:"rule,omitempty"`
}

type jsonQuote struct {
	Span      span `json:"span"`
	Inner     span `json:"inner"`
	Depth     int  `json:"depth"`
	Closed    bool `json:"closed"`
	Continues *int `json:"continues,omitempty"`
	Scare     bool `json:"scare,omitempty"`
}

// JSON writes the Doc as one line of JSON. Spans are half-open and count
// Unicode code points of the text.
func JSON(w io.Writer, rep *report.Report, d *language.Doc) error {
	x := report.NewIndex(d.Text)
	out := jsonDoc{Report: rep.Label(), Text: d.Text, Published: stamp(d.Published), Sentences: []jsonSentence{}, Names: []jsonName{},
		Entities: []jsonEntity{}, Numbers: []jsonNumber{}, Times: []jsonTime{}, Quotes: []jsonQuote{}}
	for _, s := range d.Sents {
		js := jsonSentence{Span: x.Runes(s.Span), Paragraph: s.Paragraph, Headline: s.Headline, Boilerplate: s.Boilerplate, Bullet: s.Bullet}
		for i := s.Start; i < s.End; i++ {
			c := d.ConlluColumns(i)
			t := jsonToken{Span: span{x.Rune(int(d.Start[i])), x.Rune(int(d.End[i]))}, Form: d.Word(i), Lemma: d.Lemma[i], UPOS: c[1], XPOS: c[2], Head: json.Number(c[4]), Rel: c[5]}
			if c[3] != "_" {
				t.Feats = c[3]
			}
			js.Tokens = append(js.Tokens, t)
		}
		out.Sentences = append(out.Sentences, js)
	}
	for i := range d.Names {
		n := &d.Names[i]
		jn := jsonName{Span: x.Runes(n.Span), Words: n.Span.Of(d.Text), Kind: n.Kind.String(), Form: n.Form.String(), Entity: index(n.Entity)}
		if n.Title.End > n.Title.Start {
			t := x.Runes(n.Title)
			jn.Title = &t
		}
		out.Names = append(out.Names, jn)
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		out.Entities = append(out.Entities, jsonEntity{e.Canonical, e.Kind.String(), e.Aliases, e.Role, e.Affiliation, e.Mentions})
	}
	for i := range d.Numbers {
		n := &d.Numbers[i]
		jn := jsonNumber{Span: x.Runes(n.Span), Words: n.Span.Of(d.Text), Core: x.Runes(n.Core), Low: n.Low, Value: n.Float,
			Kind: n.Kind.String(), Bound: n.Bound.String(), Use: n.Use.String(), More: n.More}
		if n.High != language.Open {
			jn.High = &n.High
		}
		out.Numbers = append(out.Numbers, jn)
	}
	for i := range d.Times {
		t := &d.Times[i]
		out.Times = append(out.Times, jsonTime{x.Runes(t.Span), t.Span.Of(d.Text), stamp(t.From), stamp(t.To), t.Grain.String(), t.Past, t.Rule})
	}
	for i := range d.Quotes {
		q := &d.Quotes[i]
		out.Quotes = append(out.Quotes, jsonQuote{x.Runes(q.Span), x.Runes(q.Inner), q.Depth, q.Closed, index(q.Continues), q.Scare})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func index(i int) *int {
	if i < 0 {
		return nil
	}
	return &i
}
