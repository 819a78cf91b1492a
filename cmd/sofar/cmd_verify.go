package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sofar"
	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/report"
)

type verifyCmd struct {
	What string `arg:"" help:"A ledger, or an account written by: sofar explain --format json."`
	AsOf moment `name:"as-of" placeholder:"TIME" help:"Of a ledger: verify the account of this time (default: now)."`
	inputs
}

// Help is the long help with examples.
func (verifyCmd) Help() string {
	return `Proves again that every citation is the exact slice of its report, that every number and name of every sentence stands in a cited quote or in a cited report's metadata, that every statement lies in its report, and that low ≤ best ≤ high. Prints what does not hold; exit code 3 if there is any. A ledger of more than 5,000 reports is proved story by story, each page by itself.

Examples:
  sofar verify flood.ledger
  sofar verify account.json reports.jsonl`
}

// Run proves a ledger or an account.
func (c *verifyCmd) Run(ctx context.Context) error {
	if err := mustExist(c.What); err != nil {
		return err
	}
	account, isLedger, err := looksLikeAccount(c.What)
	if err != nil {
		return err
	}
	var proof explain.Proof
	began, read := time.Now(), 0
	if isLedger {
		if len(c.Sources) > 0 {
			return usagef("%s is a ledger, which holds its own reports; leave out %v", c.What, c.Sources)
		}
		proof, read, err = c.ledger(ctx)
	} else {
		reports, _, readErr := c.all(ctx)
		if readErr != nil {
			return fmt.Errorf("the reports that %s was made from: %w", c.What, readErr)
		}
		proof, err = explain.Reread(bytes.NewReader(account), reports)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.What, err)
	}
	for _, p := range proof.Problems {
		fmt.Printf("%s: %s\n", c.What, p)
	}
	fmt.Printf("%s: %d stories, %d sentences, %d citations checked; %d problems\n", c.What, proof.Stories, proof.Sentences, proof.Citations, len(proof.Problems))
	if took := time.Since(began).Seconds(); read > 0 {
		fmt.Fprintf(os.Stderr, "sofar: %d reports verified in %.2f s, %.0f a second\n", read, took, float64(read)/max(took, 1e-3))
	}
	if len(proof.Problems) > 0 {
		return errFound
	}
	return nil
}

// looksLikeAccount reads the file if it is JSON; everything else is left to the
// ledger, which says what is wrong with it.
func looksLikeAccount(path string) (account []byte, isLedger bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, false, err
	}
	head := make([]byte, 64)
	n, _ := f.Read(head) // an empty file is no account
	f.Close()
	if !bytes.HasPrefix(bytes.TrimSpace(head[:n]), []byte("{")) {
		return nil, true, nil
	}
	account, err = os.ReadFile(path)
	return account, false, err
}

// ledger proves the account of a ledger, from the first record on, and counts
// its reports.
func (c *verifyCmd) ledger(ctx context.Context) (explain.Proof, int, error) {
	l, err := sofar.Open(ctx, c.What)
	if err != nil {
		return explain.Proof{}, 0, err
	}
	defer l.Close()
	if l.Large() {
		return c.large(ctx, l)
	}
	account := l.Whole(c.AsOf.Time)
	var proof explain.Proof
	reports, readings := l.Reports()
	for i, r := range reports {
		proof.Problems = append(proof.Problems, proveReport(r, readings[i])...)
	}
	for _, p := range dossier.Verify(account) {
		proof.Problems = append(proof.Problems, p.String())
	}
	// Stories are proved side by side; what is found has their order.
	stories := make([]explain.Proof, len(account.Dossiers))
	pages := explain.Over(account, explain.Options{Since: time.Unix(0, 0)})
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(stories)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(stories) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				stories[i] = proveStory(&account.Dossiers[i], account.AsOf, pages)
			}
		})
	}
	wg.Wait()
	for _, s := range stories {
		proof.Stories += s.Stories
		proof.Sentences += s.Sentences
		proof.Citations += s.Citations
		proof.Problems = append(proof.Problems, s.Problems...)
	}
	return proof, len(reports), ctx.Err()
}

// proveStory proves the page of one story.
func proveStory(d *dossier.Dossier, asOf time.Time, o explain.Options) explain.Proof {
	page := explain.Compose(d, o)
	proof := explain.Proof{Stories: 1, Sentences: len(page.Sentences)}
	for _, s := range page.Sentences {
		proof.Citations += len(s.Citations)
	}
	for _, p := range explain.CheckStory(page, explain.With(d, &page), asOf) {
		proof.Problems = append(proof.Problems, fmt.Sprintf("story %s, sentence %q: %s", d.ID, p.Text, p.Reason))
	}
	return proof
}

// proveReport proves that a report is what its id says, and its reading of it.
func proveReport(r *report.Report, reading *incident.Reading) (problems []string) {
	if id := report.MakeID(r.URL, r.Publisher, r.Name, r.Text); id != r.ID {
		problems = append(problems, fmt.Sprintf("report %s: its address and text have the id %s; the record was changed", r.ID, id))
	}
	for _, p := range dossier.VerifyReading(r, reading) {
		problems = append(problems, p.String())
	}
	return problems
}

// large proves a large ledger report by report and then story by story, side by
// side, each story's page by itself: nothing is held but what does not hold.
func (c *verifyCmd) large(ctx context.Context, l *sofar.Ledger) (proof explain.Proof, read int, err error) {
	bar := newProgress("checked")
	_, err = l.EachReport(ctx, 0, func(string, string) bool { return true }, func(r *report.Report, reading *incident.Reading) error {
		read++
		bar.add(1)
		proof.Problems = append(proof.Problems, proveReport(r, reading)...)
		return nil
	})
	bar.done()
	if err != nil {
		return proof, read, err
	}
	var mu sync.Mutex
	found := map[int][]string{}
	bar = newProgress("verified in their stories")
	err = l.EachStory(ctx, c.AsOf.Time, func(i, _ int, a *dossier.Account) error {
		story := proveStory(&a.Dossiers[0], a.AsOf, explain.Over(a, explain.Options{Since: time.Unix(0, 0)}))
		var problems []string
		for _, p := range dossier.Verify(a) {
			if p.Story != "" { // those of decisions are told once
				problems = append(problems, p.String())
			}
		}
		mu.Lock()
		defer mu.Unlock()
		bar.add(len(a.Dossiers[0].Members))
		proof.Stories += story.Stories
		proof.Sentences += story.Sentences
		proof.Citations += story.Citations
		if problems = append(problems, story.Problems...); len(problems) > 0 {
			found[i] = problems
		}
		return nil
	})
	bar.done()
	for _, p := range dossier.Verify(&dossier.Account{AsOf: c.AsOf.Time, Decisions: dossier.Standing(l.Decisions(), c.AsOf.Time)}) {
		proof.Problems = append(proof.Problems, p.String())
	}
	for _, i := range slices.Sorted(maps.Keys(found)) {
		proof.Problems = append(proof.Problems, found[i]...)
	}
	return proof, read, err
}
