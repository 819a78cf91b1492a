package incident

import (
	"testing"
	"time"

	"sofar/report"
	"sofar/statement"
)

// Two incidents in one report: each figure goes to the one whose place its
// sentence, or its clause, names.
func TestTwoIncidentsInOneReport(t *testing.T) {
	for name, c := range map[string]struct {
		title, text string
		want        map[int64]int // value of a killed figure → index of its frame
	}{
		"the lead names both": {
			title: "Ostrovia mourns dead of two accidents",
			text: "SELM (NPA) - Shops stayed shut across Ostrovia on Wednesday for the victims of a train crash in the mountain village of Velkovo and a gas explosion in the southern town of Gornik.\n\n" +
				"The railway police said that 14 people had been killed in Velkovo. In Gornik five people were killed, the fire service there said.\n\nIn Velkovo, the mayor laid a wreath.",
			want: map[int64]int{14: 0, 5: 1},
		},
		"a place with its own event in the middle of a paragraph": {
			title: "Toll of Velkovo train crash rises to 14",
			text: "VELKOVO, Ostrovia (NPA) - The toll of the train crash at Velkovo rose to 14 on Wednesday, the railway police said.\n\nThe driver was questioned.\n\n" +
				"The minister would not speak about signals. In Gornik, the scene of Tuesday's gas explosion, the fire service said five people had been killed.",
			want: map[int64]int{14: 0, 5: 1},
		},
		"named to be kept out": {
			title: "Velkovo crash: live",
			text: "Fourteen people were killed in the train crash at Velkovo, the railway police said.\n\nThe line is closed.\n\n" +
				"The explosion in Gornik this morning, in which five people were killed, is a different event.",
			want: map[int64]int{14: 0, 5: -1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			rep := &report.Report{ID: "x", Title: c.title, Text: c.text, Published: time.Date(2033, 5, 4, 12, 0, 0, 0, time.UTC)}
			r := Extract(rep)
			found := 0
			for _, s := range r.Statements {
				if s.Figure == nil || s.Figure.Kind != statement.Killed {
					continue
				}
				want, ok := c.want[s.Figure.Low]
				if !ok {
					continue
				}
				found++
				if s.Figure.Incident != want {
					t.Errorf("%d killed is bound to frame %d, want %d (%s)", s.Figure.Low, s.Figure.Incident, want, s.Span.Of(c.text))
				}
			}
			if found < len(c.want) {
				t.Errorf("%d of %d figures read: %+v", found, len(c.want), r.Incidents)
			}
		})
	}
}
