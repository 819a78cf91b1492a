// Package demo holds the demo story: an invented bombing in an invented
// country, told by twelve invented outlets over two days, with copies, relays,
// exchanged digits and their correction, a claim of responsibility, a rival
// accusation, a recount, and a second incident on the same evening.
//
// Every outlet, person, group, place and event in it is invented.
package demo

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"

	"sofar/report"
)

//go:embed reports.jsonl
var reports []byte

// JSONL is the story as JSON Lines, in the format of docs/formats.md.
func JSONL() []byte { return bytes.Clone(reports) }

// Reports gives the story's reports in order of publication.
func Reports() ([]*report.Report, error) {
	var out []*report.Report
	err := report.Stream(context.Background(), "demo", "demo", bytes.NewReader(reports), report.Options{}, func(it report.Item) error {
		if it.NotRead != nil {
			return fmt.Errorf("demo story: %s: %s", it.NotRead.Name, it.NotRead.Reason)
		}
		out = append(out, it.Report)
		return nil
	})
	return out, err
}
