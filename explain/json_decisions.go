package explain

import (
	"fmt"

	"sofar/dossier"
	"sofar/language"
	"sofar/ledger"
	"sofar/report"
)

// jsonDecision is an editor's decision that bears on a story: its record's id,
// and the record whole, so that the id can be computed again.
type jsonDecision struct {
	ID         string          `json:"id"`
	Record     ledger.Decision `json:"record"`
	Statements []string        `json:"statements"`
	Lost       string          `json:"lost,omitempty"`
}

// jsonCheck is what a person decided on a statement.
type jsonCheck struct {
	Verdict  string `json:"verdict"`
	Decision string `json:"decision"`
	Author   string `json:"author"`
	Reason   string `json:"reason"`
	At       string `json:"at"`
	CopyOf   string `json:"copy_of,omitempty"`
	// OwnNumber is true where no words of the report give the corrected number.
	OwnNumber bool      `json:"editors_number,omitempty"`
	Read      *jsonRead `json:"as_read,omitempty"`
}

// jsonRead is what was read before a correction.
type jsonRead struct {
	Speaker string      `json:"speaker"`
	Stance  string      `json:"stance"`
	Figure  *jsonNumber `json:"figure"`
}

type jsonWithdrawn struct {
	Report   string `json:"report"`
	Of       string `json:"of"`
	At       string `json:"at"`
	Decision string `json:"decision,omitempty"`
}

func (s *jsonStory) decisions(d *dossier.Dossier, index func(string) *report.Index, label func(string) string) {
	for i := range d.Decisions {
		dec := &d.Decisions[i]
		s.Decisions = append(s.Decisions, jsonDecision{dec.ID, dec.Decision, full(dec.Statements), dec.Lost})
	}
	for i := range d.Rejected {
		s.Rejected = append(s.Rejected, statementJSON(d, &d.Rejected[i], index, label))
	}
	for _, w := range d.Withdrawn {
		s.Withdrawn = append(s.Withdrawn, jsonWithdrawn{w.Report.Label(), w.Of.Label(), stamp(w.At), w.Decision})
	}
}

func checkJSON(s *dossier.Statement) *jsonCheck {
	c := s.Checked
	if c == nil {
		return nil
	}
	out := &jsonCheck{Verdict: c.Verdict, Decision: c.Decision, Author: c.Author, Reason: c.Reason, At: stamp(c.At), CopyOf: c.CopyOf, OwnNumber: c.OwnNumber}
	if r := c.Read; r != nil {
		out.Read = &jsonRead{Speaker: r.Speaker.Name, Stance: string(r.Stance)}
		if f := r.Figure; f != nil {
			n := &jsonNumber{Kind: string(f.Kind), Words: f.Words, Low: f.Low, Unit: f.Unit, Scope: string(f.Scope)}
			if f.High != language.Open {
				n.High = &f.High
			}
			out.Read.Figure = n
		}
	}
	return out
}

// reread takes in the decisions of a written account and tells what of them does
// not hold.
func (c *checker) reread(list []jsonDecision, statements []jsonStatement) []string {
	var wrong []string
	c.decisions, c.corrected = map[string]*dossier.Decided{}, map[string]string{}
	for i := range list {
		d := &list[i]
		rec, err := ledger.DecisionRecord(&d.Record)
		if err != nil || rec.ID != d.ID {
			wrong = append(wrong, fmt.Sprintf("decision %s is not what its id is the address of", d.ID))
			continue
		}
		c.decisions[d.ID] = &dossier.Decided{Ruling: dossier.Ruling{ID: d.ID, Decision: d.Record}, Statements: d.Statements, Lost: d.Lost}
	}
	for i := range statements {
		k := statements[i].Checked
		if k == nil {
			continue
		}
		d := c.decisions[k.Decision]
		if d == nil || d.Author != k.Author || d.Reason != k.Reason {
			wrong = append(wrong, fmt.Sprintf("statement %s is %s by decision %s, which the account does not hold so", statements[i].ID, k.Verdict, k.Decision))
		}
		if k.Verdict == dossier.Corrected {
			c.corrected[statements[i].ID] = k.Decision
		}
	}
	return wrong
}
