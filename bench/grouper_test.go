package bench

import (
	"fmt"
	"os"
	"testing"
	"time"
	"context"
	"sofar/report"
	"sofar/story"
)

func b3(t *testing.T, part func(i int) int, n int, gold func(i int) string) {
	mine, theirs := map[int][]int{}, map[string][]int{}
	for i := range n { mine[part(i)] = append(mine[part(i)], i); theirs[gold(i)] = append(theirs[gold(i)], i) }
	p, r := 0.0, 0.0
	for i := range n {
		both := 0
		for _, j := range mine[part(i)] { if gold(i) == gold(j) { both++ } }
		p += float64(both)/float64(len(mine[part(i)])); r += float64(both)/float64(len(theirs[gold(i)]))
	}
	p, r = p/float64(n), r/float64(n)
	fmt.Printf("B3 P %.2f R %.2f F %.2f\n", 100*p, 100*r, 200*p*r/(p+r))
}

func TestGrouperBy(t *testing.T) {
	src, gold := os.Getenv("SRC"), os.Getenv("GOLD")
	if src == "" { t.Skip() }
	var reports []*report.Report
	report.Read(context.Background(), []string{src}, report.Options{}, func(it report.Item) error { if it.Report != nil { reports = append(reports, it.Report) }; return nil })
	f, _ := os.Open(gold)
	g, err := LoadGroups(f)
	if err != nil { t.Fatal(err) }
	es, _ := entriesOf(t, reports)
	es = sorted(es)
	start := time.Now()
	x := story.NewGrouper()
	for _, e := range es { x.Add(e) }
	fmt.Println("grouper", time.Since(start)/time.Duration(len(es)))
	name := func(i int) string { if s := g[es[i].Report.Label()]; s != "" { return s }; return es[i].Report.ID }
	b3(t, x.Story, len(es), name)
	start = time.Now()
	if os.Getenv("BOTH") == "" { return }
	gr := story.Group(es, nil)
	fmt.Println("group", time.Since(start)/time.Duration(len(es)))
	of := map[string]int{}
	for k, s := range gr.Stories { for _, m := range s.Members { if _, ok := of[m.Report]; !ok || m.Main { of[m.Report] = k } } }
	for k, l := range gr.Loose { of[l] = 1000000+k }
	b3(t, func(i int) int { return of[es[i].Report.ID] }, len(es), name)
}
