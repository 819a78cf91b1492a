package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"sofar/incident"
	"sofar/report"
)

// goldAttribution is one line of an attribution gold file: a report with its
// attributions; offsets are code points of text.
type goldAttribution struct {
	ID           string   `json:"id"`
	Text         string   `json:"text"`
	Ignore       [][2]int `json:"ignore"`
	Attributions []struct {
		Source  [][2]int `json:"source"`
		Cue     [][2]int `json:"cue"`
		Content [][2]int `json:"content"`
	} `json:"attributions"`
}

// letters is a set of the alphanumeric characters of some spans, by byte offset.
type letters map[int]bool

func lettersOf(text string, spans []report.Span) letters {
	out := letters{}
	for _, s := range spans {
		for i, r := range s.Of(text) {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				out[s.Start+i] = true
			}
		}
	}
	return out
}

func (a letters) shared(b letters) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

func (a letters) agree(b letters) bool { return len(a)+len(b) == 0 || a.shared(b) > 0 }

type triple struct {
	source, cue, content letters
	direct               bool
}

// Attribution scores extracted attributions against a gold file (JSON Lines).
// A match is one to one with content Jaccard ≥ 0.5 over letters and digits; the
// headline also asks that the sources share a character or are both empty.
func Attribution(ctx context.Context, name string, gold io.Reader) (Table, error) {
	t := Table{Title: name}
	lines := bufio.NewReaderSize(gold, 1<<20)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(strings.TrimSpace(string(line))) > 0 {
			var g goldAttribution
			if err := json.Unmarshal(line, &g); err != nil {
				return t, fmt.Errorf("%s:%d: not a line of attribution gold: %w", name, n, err)
			}
			scoreAttribution(&t, &g)
		}
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if ctx.Err() != nil {
			return t, ctx.Err()
		}
	}
}

func scoreAttribution(t *Table, g *goldAttribution) {
	x := report.NewIndex(g.Text)
	toBytes := func(spans [][2]int) (out []report.Span) {
		for _, s := range spans {
			out = append(out, report.Span{Start: x.Byte(s[0]), End: x.Byte(s[1])})
		}
		return out
	}
	ignore := lettersOf(g.Text, toBytes(g.Ignore))
	var gold, pred []triple
	for _, a := range g.Attributions {
		content := toBytes(a.Content)
		k := triple{lettersOf(g.Text, toBytes(a.Source)), lettersOf(g.Text, toBytes(a.Cue)), lettersOf(g.Text, content), quoted(g.Text, content)}
		if len(k.content) > 0 {
			gold = append(gold, k)
		}
	}
	r := incident.Extract(&report.Report{ID: report.MakeID("", "", g.ID, g.Text), Name: g.ID, Text: g.Text})
	for _, a := range r.Attributions {
		k := triple{lettersOf(g.Text, a.Source), lettersOf(g.Text, a.Cue), lettersOf(g.Text, a.Content), quoted(g.Text, a.Content)}
		if n := len(k.content); n > 0 && 2*k.content.shared(ignore) < n {
			pred = append(pred, k)
		}
	}
	var candidates []pair
	for i, p := range pred {
		for j, q := range gold {
			both := p.content.shared(q.content)
			if union := len(p.content) + len(q.content) - both; both > 0 && 2*both >= union {
				w := 1_000_000 * both / union * 10
				if p.source.agree(q.source) {
					w += 2
				}
				if p.cue.agree(q.cue) {
					w++
				}
				candidates = append(candidates, pair{i, j, w})
			}
		}
	}
	pairs := match(candidates)
	headline, cues, direct := 0, 0, 0
	goldDirect := 0
	for _, q := range gold {
		if q.direct {
			goldDirect++
		}
	}
	matched := map[int]int{}
	for _, m := range pairs {
		matched[m.pred] = m.gold
		if pred[m.pred].source.agree(gold[m.gold].source) {
			headline++
			if gold[m.gold].direct {
				direct++
			}
			if pred[m.pred].cue.agree(gold[m.gold].cue) {
				cues++
			}
		}
	}
	predDirect := 0
	for i, p := range pred {
		if j, ok := matched[i]; ok && gold[j].direct || !ok && p.direct {
			predDirect++
		}
	}
	t.f1("content", len(pairs), len(pred), len(gold))
	t.f1("headline: content and source", headline, len(pred), len(gold))
	t.f1("content, source and cue", cues, len(pred), len(gold))
	t.f1("headline, direct quotations", direct, predDirect, goldDirect)
}

func quoted(text string, spans []report.Span) bool {
	for _, s := range spans {
		if strings.ContainsAny(s.Of(text), "\"“”„«»") {
			return true
		}
	}
	return false
}
