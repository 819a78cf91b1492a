package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"sofar/desk"
	"sofar/dossier"
	"sofar/ledger"
	"sofar/report"
)

// LatencyOptions shape Latency.
type LatencyOptions struct {
	Before  int // reports in the ledger when the clock starts
	Reports int // that arrive by the clock
	Rate    int // a second
	Stories int // that they tell of, in turn; the first is watched
}

// LatencyReport is how long after their arrival reports are kept and seen: each
// time is the middle one, that of 95 and of 99 in a hundred, and the last.
type LatencyReport struct {
	LatencyOptions
	// Kept is until the report and its reading are on disk, of all reports; Told
	// until a reader of the watched story hears of it, and Shown until the reader
	// has the part of the page that shows it, of the reports of that story.
	Kept  [4]time.Duration `json:"kept_ns"`
	Told  [4]time.Duration `json:"told_ns"`
	Shown [4]time.Duration `json:"shown_ns"`
	// Behind is by how much the last report was taken in later than it was due.
	Batches int           `json:"batches"`
	Behind  time.Duration `json:"behind_ns"`
	// Found is how many stories the desk found in the end, Watched how many
	// reports the watched one had.
	Found   int `json:"found"`
	Watched int `json:"watched"`
}

func (r LatencyReport) String() string {
	row := func(name string, q [4]time.Duration) string {
		return fmt.Sprintf("%-34s %8v %8v %8v %8v\n", name, q[0].Round(time.Millisecond), q[1].Round(time.Millisecond), q[2].Round(time.Millisecond), q[3].Round(time.Millisecond))
	}
	return fmt.Sprintf("%d reports a second, %d in all, of %d stories, after %d; taken in together in %d batches\n%d stories were found, the watched one of %d reports in the end\n%-34s %8s %8s %8s %8s\n",
		r.Rate, r.Reports, r.Stories, r.Before, r.Batches, r.Found, r.Watched, "from arrival until", "median", "95 %", "99 %", "last") +
		row("read and kept", r.Kept) + row("told to a reader of the story", r.Told) + row("the page with it in hand", r.Shown)
}

// Latency serves a desk over log on loopback and lets invented reports arrive at
// a steady rate: each is read by the engine and appended with what else has come
// meanwhile. A reader is connected to one story and asks for its page whenever
// it is told of news. The reader runs in the same process.
func Latency(ctx context.Context, log ledger.Log, opt LatencyOptions) (LatencyReport, error) {
	out := LatencyReport{LatencyOptions: opt}
	book, err := dossier.OpenBook(ctx, log)
	if err != nil {
		return out, err
	}
	day := inventInTurn(opt.Before+opt.Reports, opt.Stories)
	if _, err := book.Add(ctx, itemsOf(day[:opt.Before])...); err != nil {
		return out, err
	}
	watched := ""
	a := book.At(time.Time{})
	for i := range a.Dossiers {
		if a.Dossiers[i].Reports[day[0].ID] != nil {
			watched = a.Dossiers[i].ID
		}
	}
	if watched == "" {
		return out, fmt.Errorf("the first of %d invented reports stands in no story", opt.Before)
	}
	addr, closeDesk, err := serveDesk(book, desk.Options{})
	if err != nil {
		return out, err
	}
	defer closeDesk()

	var mu sync.Mutex
	arrived, durable, versions := make([]time.Time, opt.Reports), make([]time.Time, opt.Reports), make([]int64, opt.Reports)
	var seen []desk.Seen
	follow, stop := context.WithCancel(ctx)
	defer stop()
	followed := make(chan error, 1)
	go func() {
		followed <- desk.FollowStory(follow, addr, watched, book.Version(), func(s desk.Seen) {
			mu.Lock()
			seen = append(seen, s)
			mu.Unlock()
		})
	}()
	time.Sleep(200 * time.Millisecond) // the reader is connected
	start, next := time.Now(), 0
	for next < opt.Reports {
		due := func(i int) time.Time { return start.Add(time.Duration(i) * time.Second / time.Duration(opt.Rate)) }
		time.Sleep(time.Until(due(next)))
		from := next
		for ; next < opt.Reports && !due(next).After(time.Now()); next++ {
			arrived[next] = due(next)
		}
		if _, err := book.Add(ctx, itemsOf(day[opt.Before+from:opt.Before+next])...); err != nil {
			return out, err
		}
		now, v := time.Now(), book.Version()
		for i := from; i < next; i++ {
			durable[i], versions[i] = now, v
		}
		out.Batches++
		out.Behind = now.Sub(arrived[next-1])
	}
	var kept, told, shown []time.Duration
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		mu.Lock()
		all := len(seen) > 0 && seen[len(seen)-1].Version >= versions[opt.Reports-1]
		mu.Unlock()
		if all || time.Now().After(deadline) {
			break
		}
	}
	stop()
	if err := <-followed; err != nil && ctx.Err() == nil && follow.Err() == nil {
		return out, err
	}
	for i := range arrived {
		kept = append(kept, durable[i].Sub(arrived[i]))
		if (opt.Before+i)%opt.Stories != 0 {
			continue
		}
		for _, s := range seen {
			if s.Version >= versions[i] {
				told, shown = append(told, s.Told.Sub(arrived[i])), append(shown, s.Shown.Sub(arrived[i]))
				break
			}
		}
	}
	if len(shown) == 0 {
		return out, fmt.Errorf("the reader of story %s was told nothing", watched)
	}
	a = book.At(time.Time{})
	out.Found = len(a.Dossiers)
	for i := range a.Dossiers {
		if a.Dossiers[i].ID == watched {
			out.Watched = len(a.Dossiers[i].Members)
		}
	}
	out.Kept, out.Told, out.Shown = spread(kept), spread(told), spread(shown)
	return out, nil
}

func spread(d []time.Duration) [4]time.Duration {
	slices.Sort(d)
	return [4]time.Duration{d[len(d)/2], d[len(d)*95/100], d[len(d)*99/100], d[len(d)-1]}
}

// inventInTurn makes n short reports of so many events, in turn; the tolls rise,
// and one report in six is a copy of the one before of its event.
func inventInTurn(n, events int) []report.Report {
	day := InventDay((n + events - 1) / events)
	of := make([]*inventedEvent, events)
	for k := range of {
		of[k] = inventEvent(1, k)
	}
	rng := rand.New(rand.NewPCG(uint64(events), 3))
	out := make([]report.Report, n)
	for i := range out {
		e, turn := of[i%events], i/events
		r := day[turn]
		r.URL = fmt.Sprintf("%s/%d", r.URL, i%events)
		if turn%12 == 11 {
			e.killed, e.hurt = e.killed+1, e.hurt+3
		}
		paragraphs := e.write(rng, 1)
		r.Title, r.Text = firstWords(paragraphs, 10)[0], strings.Join(paragraphs, "\n\n")
		if turn%6 == 5 {
			r.Title, r.Text = out[i-events].Title, out[i-events].Text
		}
		r.ID = report.MakeID(r.URL, r.Publisher, "", r.Text)
		out[i] = r
	}
	return out
}
