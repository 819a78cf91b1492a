package incident

import (
	"fmt"

	"sofar/report"
)

// Guard runs extract on a report. Reports are hostile input and a desk must
// outlive them: a panic costs the report, and failed then says so in words for
// the list of what was not read; it is "" otherwise.
func Guard(extract func(*report.Report) Reading, rep *report.Report) (r Reading, failed string) {
	defer func() {
		if p := recover(); p != nil {
			r, failed = Reading{}, fmt.Sprintf("the engine (version %s) broke on this report: %v; please report it as a defect", Engine, p)
		}
	}()
	return extract(rep), ""
}
