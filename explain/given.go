package explain

import (
	"strings"

	"sofar/dossier"
	"sofar/language"
	"sofar/statement"
)

// givenBy is the tail of a figure's sentence: who gave it.
type givenBy struct {
	after string
	cites []Citation
}

// given writes who gave a figure: ", the Kremlin said; President Vladimir Putin
// put the number at 11".
func (c *composer) given(f *dossier.Figure, star *dossier.Statement, lead bool) []givenBy {
	if star.Checked != nil && star.Checked.OwnNumber {
		return c.byEditor(star)
	}
	base := c.cite(star)
	if star.Figure.Headline != "" {
		if c.d.Reports[star.Report].Publisher == "" {
			return []givenBy{{", according to a headline alone", base}}
		}
		return []givenBy{{", according to the headline of " + c.outlet(star.Report) + " alone", base}, {", according to a headline alone", base}}
	}
	if own(star) {
		r := c.d.Reports[star.Report]
		if r.Publisher == "" {
			return []givenBy{{", according to the report; no one is named as the source", base}}
		}
		return []givenBy{{", " + r.Publisher + " reported; no one is named as the source", base}, {", according to the report; no one is named as the source", base}}
	}
	var out []givenBy
	verb := " said"
	if star.Authority == 'd' {
		verb = " claimed"
	}
	more, moreCites := c.beside(f, star, lead)
	for _, v := range c.names(star) {
		cites := append(append([]Citation{}, base...), v.cites...)
		for _, r := range relays(star) {
			if more != "" {
				out = append(out, givenBy{", " + v.subject() + verb + r.text + more, append(append([]Citation{}, cites...), moreCites...)})
			}
		}
		for _, r := range relays(star) {
			out = append(out, givenBy{", " + v.subject() + verb + r.text, cites})
		}
	}
	return append(out, givenBy{", according to " + c.outlet(star.Report), base})
}

// beside names the other live origins: those whose interval holds best and,
// in the lead, those that exclude it or the one that gave another number before.
func (c *composer) beside(f *dossier.Figure, star *dossier.Statement, lead bool) (string, []Citation) {
	type told struct {
		who  []string // subjects of one verb
		tail string   // " also put the number at 44"
	}
	var parts []told
	var cites []Citation
	people := 0
	seen := map[string]bool{plain(star.Speaker.Origin): true}
	put := func(s *dossier.Statement, verb string) {
		k := plain(s.Speaker.Origin)
		if seen[k] || own(s) || people == 3 {
			return
		}
		if strings.HasPrefix(alone(s.Figure), "at least") {
			verb = strings.Replace(verb, "put the number at", "spoke of", 1)
		}
		for _, v := range c.names(s) {
			tail := verb + alone(s.Figure)
			cs := append(c.cite(s), v.cites...)
			t := Sentence{Text: "Now " + tidy(v.subject()+tail), Citations: unique(cs)}
			if len(c.check.sentence(&t)) > 0 {
				continue
			}
			seen[k] = true
			people++
			cites = append(cites, cs...)
			// Who says the same is named together: "A, B and C also put …".
			if n := len(parts) - 1; n >= 0 && parts[n].tail == tail && !strings.Contains(v.subject()+parts[n].who[0], ",") {
				parts[n].who = append(parts[n].who, v.subject())
			} else {
				parts = append(parts, told{[]string{v.subject()}, tail})
			}
			return
		}
	}
	for _, id := range f.Live[1:] {
		if s := c.byID[id]; s != nil && (lead || within64(s.Figure, f.Best)) {
			verb := " put the number at "
			if s.Figure.Low == star.Figure.Low && s.Figure.High == star.Figure.High {
				verb = " also put the number at "
			}
			put(s, verb)
		}
	}
	if lead && len(parts) == 0 {
		for j := len(f.History) - 2; j >= 0; j-- {
			if s := c.byID[f.History[j].Statement]; s != nil && s.Withdrawn == "" && f.History[j].Best != f.Best {
				if s.Authority <= star.Authority {
					put(s, " had earlier put the number at ")
				}
				break
			}
		}
	}
	if len(parts) == 0 {
		return "", nil
	}
	var texts []string
	for _, p := range parts {
		if len(p.who) > 1 && strings.HasPrefix(p.tail, " also put the number at ") {
			p.tail = " gave the same number"
		}
		texts = append(texts, list(p.who)+p.tail)
	}
	return "; " + list(texts), cites
}

func within64(f *statement.Figure, n int64) bool {
	return f.Low <= n && (f.High == language.Open || n <= f.High)
}
