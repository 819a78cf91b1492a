// Command account reads report files and prints what is known so far, as a
// program that uses sofar as a library does it:
//
//	go run ./examples/account examples/demo/reports.jsonl
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"sofar"
	"sofar/explain"
	"sofar/report"
)

func main() {
	ctx := context.Background()
	items, err := report.ReadAll(ctx, os.Args[1:], report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var reports []*report.Report
	var notRead []report.NotRead
	for _, it := range items {
		if it.Report != nil {
			reports = append(reports, it.Report)
		} else {
			notRead = append(notRead, *it.NotRead)
		}
	}
	account, err := sofar.Explain(ctx, reports, notRead, sofar.ExplainOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for i := range account.Dossiers {
		d := &account.Dossiers[i]
		fmt.Println(d.Title)
		for _, s := range explain.Compose(d, explain.Options{Lines: 5}).Sentences {
			fmt.Println(" ", s.Text)
			for _, c := range s.Citations {
				fmt.Printf("      %q, %s\n", c.Quote, d.Reports[c.Report].Publisher)
			}
		}
	}
}
