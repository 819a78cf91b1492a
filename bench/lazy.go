package bench

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// LazyResult tells whether trees made on demand and trees made at once gave the
// same extraction.
type LazyResult struct {
	Reports   int `json:"reports"`
	Sentences int `json:"sentences"`
	// Parsed counts the sentences whose tree extraction asked for.
	Parsed int `json:"parsed"`
	Bytes  int `json:"bytes"` // of all extractions as JSON
	// Differ names the reports whose extractions differ.
	Differ []string `json:"differ"`
}

// Lazy extracts every report twice, with trees made when they are asked for and
// with all trees made first, and compares what "sofar extract" prints, byte for
// byte.
func Lazy(ctx context.Context, reports []*report.Report) (LazyResult, error) {
	res := LazyResult{Reports: len(reports), Differ: []string{}}
	for _, rep := range reports {
		if ctx.Err() != nil {
			return res, ctx.Err()
		}
		var out [2]bytes.Buffer
		for k, trees := range []language.Trees{language.Lazy, language.Eager} {
			d := language.AnalyzeWith(rep.Text, incident.Written(rep), language.Options{Trees: trees})
			r := incident.Read(rep, d, statement.Read(d, rep))
			if err := incident.WriteJSON(&out[k], rep, &r); err != nil {
				return res, err
			}
			if trees == language.Lazy {
				res.Sentences += len(d.Sents)
				res.Parsed += d.Parsed()
			}
		}
		res.Bytes += out[0].Len()
		if !bytes.Equal(out[0].Bytes(), out[1].Bytes()) {
			res.Differ = append(res.Differ, rep.Label())
		}
	}
	return res, nil
}

// Write prints the result for people.
func (r LazyResult) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d reports, %d bytes of extraction: %d differ with all trees made first\n%d of %d sentences parsed on demand (%.1f %%)\n",
		r.Reports, r.Bytes, len(r.Differ), r.Parsed, r.Sentences, 100*float64(r.Parsed)/float64(max(r.Sentences, 1)))
	for _, name := range r.Differ {
		if err == nil {
			_, err = fmt.Fprintf(w, "differs: %s\n", name)
		}
	}
	return err
}
