package sofar_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"sofar"
	"sofar/explain"
	"sofar/report"
)

func mill(id, publisher, published, text string) *report.Report {
	at, _ := time.Parse(time.RFC3339, published)
	return &report.Report{ID: report.MakeID("", publisher, id, text), Name: id, Publisher: publisher, Published: at, Text: text}
}

// Who says what in one report.
func ExampleExtract() {
	reading := sofar.Extract(mill("a", "Sornau Post", "2033-04-02T10:00:00Z",
		"At least 12 people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said."))
	for _, s := range reading.Statements {
		if f := s.Figure; f != nil {
			fmt.Printf("%s: %q, from %d, said by %s (%s)\n", f.Kind, f.Words, f.Low, s.Speaker.Name, s.Speaker.Class)
		}
	}
	// Output: killed: "At least 12 people", from 12, said by fire service (rescue)
}

// What was known at half past ten, in one line.
func ExampleExplain() {
	reports := []*report.Report{
		mill("a", "Sornau Post", "2033-04-02T10:00:00Z", "At least 12 people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said."),
		mill("b", "Sornau Post", "2033-04-02T12:00:00Z", "The death toll of the mill fire in Sornau rose to 15 on Saturday, the fire service said."),
	}
	asOf := time.Date(2033, 4, 2, 10, 30, 0, 0, time.UTC)
	account, err := sofar.Explain(context.Background(), reports, nil, sofar.ExplainOptions{AsOf: asOf})
	if err != nil {
		panic(err)
	}
	for _, f := range account.Dossiers[0].Figures {
		fmt.Printf("%s: low %d, best %d, high %d, open %t\n", f.Kind, f.Low, f.Best, f.High, f.Open)
	}
	// Output: killed: low 12, best 12, high 12, open true
}

// An account that remembers: reports go into a ledger file, and a repeat adds
// nothing.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "sofar")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	ledger, err := sofar.Open(ctx, dir+"/mill.ledger")
	if err != nil {
		panic(err)
	}
	defer ledger.Close()
	r := mill("a", "Sornau Post", "2033-04-02T10:00:00Z", "At least 12 people were killed when a paper mill burned down in the town of Sornau on Saturday, the fire service said.")
	for range 2 {
		added, err := ledger.Add(ctx, report.Item{Report: r})
		if err != nil {
			panic(err)
		}
		fmt.Println("records added:", added)
	}
	d := ledger.At(time.Time{}).Dossiers[0]
	page := explain.Compose(&d, explain.Options{Lines: 1})
	fmt.Println("problems:", len(explain.Check(page, d.Reports, d.AsOf)))
	// Output:
	// records added: 2
	// records added: 0
	// problems: 0
}
