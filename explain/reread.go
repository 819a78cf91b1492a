package explain

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"sofar/report"
)

// Proof is the outcome of re-checking an account.
type Proof struct {
	Stories, Sentences, Citations int
	Problems                      []string // what does not hold, in order, for people
}

// Reread proves an account written by WriteJSON against the reports it was made
// from: every sentence as CheckStory does, every statement's quote against its
// span, and every decision against the id that is its address.
// Reports are found by the names that the account uses. It returns an error
// only when the account cannot be decoded.
func Reread(in io.Reader, reports []*report.Report) (Proof, error) {
	var a struct {
		AsOf    string `json:"as_of"`
		Stories []struct {
			ID         string          `json:"id"`
			Sentences  []jsonSentence  `json:"sentences"`
			Statements []jsonStatement `json:"statements"`
			Decisions  []jsonDecision  `json:"decisions"`
			Rejected   []jsonStatement `json:"rejected"`
		} `json:"stories"`
	}
	var proof Proof
	if err := json.NewDecoder(in).Decode(&a); err != nil {
		return proof, fmt.Errorf("not an account as written by --format json: %w", err)
	}
	asOf, _ := time.Parse(time.RFC3339Nano, a.AsOf) // an empty time is no limit
	byLabel, byID, index := map[string]*report.Report{}, map[string]*report.Report{}, map[string]*report.Index{}
	for _, r := range reports {
		byID[r.ID], byLabel[r.Label()], byLabel[r.ID] = r, r, r
		index[r.ID] = report.NewIndex(r.Text)
	}
	bytesOf := func(r *report.Report, s [2]int) report.Span {
		return report.Span{Start: index[r.ID].Byte(s[0]), End: index[r.ID].Byte(s[1])}
	}
	for _, st := range a.Stories {
		proof.Stories++
		page := Page{Story: st.ID}
		for _, s := range st.Sentences {
			proof.Sentences++
			sentence := Sentence{Section: s.Section, Text: s.Text}
			for _, c := range s.Citations {
				proof.Citations++
				if c.Decision != "" {
					sentence.Citations = append(sentence.Citations, Citation{Decision: c.Decision, Quote: c.Quote})
					continue
				}
				cite := Citation{Report: c.Report, Quote: c.Quote}
				if c.Statement != nil {
					cite.Statement = *c.Statement
				}
				if r := byLabel[c.Report]; r != nil {
					cite.Report, cite.Span = r.ID, bytesOf(r, c.Span)
				}
				sentence.Citations = append(sentence.Citations, cite)
			}
			page.Sentences = append(page.Sentences, sentence)
		}
		check := newChecker(byID, asOf)
		for _, wrong := range check.reread(st.Decisions, st.Statements) {
			proof.Problems = append(proof.Problems, fmt.Sprintf("story %s, %s", st.ID, wrong))
		}
		for _, p := range check.page(page) {
			proof.Problems = append(proof.Problems, fmt.Sprintf("story %s, sentence %q: %s", st.ID, p.Text, p.Reason))
		}
		for _, s := range append(st.Statements, st.Rejected...) {
			r := byLabel[s.Report]
			if r == nil {
				proof.Problems = append(proof.Problems, fmt.Sprintf("story %s, statement %s: report %s is not among those given", st.ID, s.ID, s.Report))
			} else if got := bytesOf(r, s.Span).Of(r.Text); got != s.Quote {
				proof.Problems = append(proof.Problems, fmt.Sprintf("story %s, statement %s: %q is not what stands at %d–%d of %s", st.ID, s.ID, s.Quote, s.Span[0], s.Span[1], s.Report))
			}
		}
	}
	return proof, nil
}
