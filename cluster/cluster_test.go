package cluster

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/ledger"
	"sofar/ledger/jetstream"
	"sofar/ledger/jetstream/natstest"
	"sofar/ledger/sqlite"
	"sofar/report"
)

func noon() time.Time { return time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC) }

// items are n reports of invented floods, with an input among them that cannot be
// read; some bear no time, so that their place in the ledger decides.
func items(n int) []report.Item {
	towns := []string{"Sornau", "Velmere", "Odrin", "Kestow", "Brannick"}
	bodies := []string{"the fire service", "the interior ministry", "police", "the governor's office"}
	var out []report.Item
	for i := range n {
		town := towns[i%len(towns)]
		r := &report.Report{
			Name: fmt.Sprintf("r%03d", i), URL: fmt.Sprintf("https://news%d.example/%d", i%7, i), Publisher: fmt.Sprintf("Outlet %d", i%7),
			Title: fmt.Sprintf("Flood in %s kills %d", town, 3+i), Seen: noon(),
			Text: fmt.Sprintf("At least %d people were killed when a flood hit the town of %s on Friday, %s said.\n\nAnother %d people were injured, the hospital of %s said. It was not clear how many were missing.",
				3+i, town, bodies[i%len(bodies)], 10+i, town),
		}
		if i%9 != 4 {
			r.Published = noon().Add(time.Duration(i) * time.Minute)
		}
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		out = append(out, report.Item{Report: r})
		if i%40 == 20 {
			out = append(out, report.Item{NotRead: &report.NotRead{Name: fmt.Sprintf("x%d.pdf", i), Reason: "is a PDF"}})
		}
	}
	return out
}

// accountOf folds a log and writes the account: what must be the same bytes.
func accountOf(t testing.TB, log ledger.Log) string {
	t.Helper()
	book, err := dossier.OpenBook(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := explain.WriteJSON(&b, book.At(time.Time{}), explain.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// single is the account of the items read on one machine.
func single(t testing.TB, items []report.Item) string {
	t.Helper()
	log, err := sqlite.Open(filepath.Join(t.TempDir(), "single.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	book, err := dossier.OpenBook(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Add(t.Context(), items...); err != nil {
		t.Fatal(err)
	}
	return accountOf(t, log)
}

func address(t testing.TB, url string) jetstream.Address {
	t.Helper()
	a, err := jetstream.ParseAddress(url)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func openLog(t testing.TB, url string) *jetstream.Log {
	t.Helper()
	l, err := jetstream.Open(t.Context(), address(t, url), filepath.Join(t.TempDir(), "copy.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// startWorker runs a worker until the returned function is called, or the test
// ends.
func startWorker(t testing.TB, url string, opt WorkerOptions) (stop func()) {
	t.Helper()
	s, err := jetstream.Connect(t.Context(), address(t, url))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Work(ctx, s, opt) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Errorf("the worker: %v", err)
			}
			s.Close()
		})
	}
	t.Cleanup(stop)
	return stop
}

// quick makes reports come back soon after their worker is gone.
var quick = jetstream.QueueOptions{AckWait: 2 * time.Second}

// untilRead waits until every report of the ledger has a reading or a reason.
func untilRead(t testing.TB, log *jetstream.Log, within time.Duration) {
	t.Helper()
	s := NewSweep(log)
	for deadline := time.Now().Add(within); ; time.Sleep(50 * time.Millisecond) {
		err := s.look(t.Context())
		if err == nil && len(s.open) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d reports are not read after %v: %v (%v)", len(s.open), within, err, log.Trouble())
		}
	}
}

func mustSubmit(t testing.TB, log *jetstream.Log, items ...report.Item) int {
	t.Helper()
	n, err := Submit(t.Context(), log, noon, items...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTwoWorkersReadAsOneMachine(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, 1).URL("one")
	all := items(60)
	desk, other := openLog(t, url), openLog(t, url)
	startWorker(t, url, WorkerOptions{Workers: 1, Queue: quick})
	startWorker(t, url, WorkerOptions{Workers: 1, Queue: quick})
	if n := mustSubmit(t, desk, all...); n != len(all) {
		t.Errorf("Submit added %d records, want %d", n, len(all))
	}
	untilRead(t, desk, time.Minute)
	want := single(t, all)
	if got := accountOf(t, desk); got != want {
		t.Errorf("the account of the cluster differs from one machine's:\n%.400s\n%.400s", got, want)
	}
	if got := accountOf(t, other); got != want {
		t.Error("the account of another desk differs")
	}
	if n := mustSubmit(t, other, all...); n != 0 {
		t.Errorf("submitting again added %d records", n)
	}
	waiting, err := desk.Waiting(t.Context())
	if err != nil || len(waiting) != 0 {
		t.Errorf("waiting after all was read: %v, %v", waiting, err)
	}
}

func TestPoisonIsSetAside(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, 1).URL("poison")
	all := items(30)
	desk := openLog(t, url)
	bad := all[7].Report
	breaks := func(r *report.Report) incident.Reading {
		if r.ID == bad.ID {
			panic("index out of range")
		}
		return incident.Extract(r)
	}
	startWorker(t, url, WorkerOptions{Workers: 2, Queue: quick, Extract: breaks})
	mustSubmit(t, desk, all...)
	untilRead(t, desk, time.Minute)
	book, err := dossier.OpenBook(t.Context(), desk)
	if err != nil {
		t.Fatal(err)
	}
	a := book.At(time.Time{})
	found := 0
	for _, n := range a.NotRead {
		if n.Name == bad.Name && strings.Contains(n.Reason, "index out of range") {
			found++
		}
	}
	if found != 1 || len(a.Reports) != 29 {
		t.Errorf("%d reports, not read: %+v", len(a.Reports), a.NotRead)
	}
	if n, err := NewSweep(desk).Once(t.Context()); n != 0 || err != nil {
		t.Errorf("what was set aside is queued again: %d, %v", n, err)
	}
}

// A report that stops every worker that begins it is set aside after some tries,
// and it alone.
func TestPoisonThatStopsWorkers(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, 1).URL("deadly")
	all := items(20)
	desk := openLog(t, url)
	bad := all[5].Report
	hang := make(chan struct{})
	defer close(hang)
	hangs := func(r *report.Report) incident.Reading {
		if r.ID == bad.ID {
			<-hang // as a worker that was killed: no sign of life comes any more
		}
		return incident.Extract(r)
	}
	mustSubmit(t, desk, all...)
	s, err := jetstream.Connect(t.Context(), address(t, url))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	incident.Extract(all[0].Report) // the models are read before the clock runs
	// Far above what a report takes, also under the race detector.
	opt := WorkerOptions{Workers: 1, Tries: 3, Limit: 2 * time.Second, Queue: jetstream.QueueOptions{AckWait: 3 * time.Second}, Extract: hangs}
	stopped := 0
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { // a supervisor that starts the worker again
		defer close(done)
		for ctx.Err() == nil {
			if err := Work(ctx, s, opt); err != nil && strings.Contains(err.Error(), "gives up") {
				stopped++
			}
		}
	}()
	untilRead(t, desk, time.Minute)
	cancel()
	<-done
	book, err := dossier.OpenBook(t.Context(), desk)
	if err != nil {
		t.Fatal(err)
	}
	a := book.At(time.Time{})
	if len(a.Reports) != 19 || stopped != 3 {
		t.Errorf("%d reports read, want 19; %d workers stopped, want 3; not read: %+v", len(a.Reports), stopped, a.NotRead)
	}
	for _, n := range a.NotRead {
		if n.Name != bad.Name || !strings.Contains(n.Reason, "3 times a worker began to read it") {
			t.Errorf("not read: %+v", n)
		}
	}
}

// While a cluster is upgraded, old workers leave what new desks ask for, new
// workers do all, and the newest reading counts.
func TestRollingUpgrade(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, 1).URL("roll")
	all := items(20)
	desk := openLog(t, url)
	engine := func(version string) WorkerOptions {
		return WorkerOptions{Workers: 1, Queue: quick, Engine: version, Extract: func(r *report.Report) incident.Reading {
			reading := incident.Extract(r)
			reading.Engine = version
			return reading
		}}
	}
	mustSubmit(t, desk, all...) // for the present engine
	stopOld := startWorker(t, url, engine(incident.Engine))
	untilRead(t, desk, time.Minute)
	var reports []*report.Report
	for _, it := range all {
		if it.Report != nil {
			reports = append(reports, it.Report)
		}
	}
	if err := desk.Enqueue(t.Context(), "99.1", reports[:10]...); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	if w, err := desk.Waiting(t.Context()); err != nil || w["99.1"] != 10 {
		t.Errorf("an old worker took work of a newer engine: %v waiting, %v", w, err)
	}
	startWorker(t, url, engine("99.1"))
	stopOld()
	more := items(30)[20:]
	mustSubmit(t, desk, more...) // an old desk's, for the old engine
	untilRead(t, desk, time.Minute)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		w, err := desk.Waiting(t.Context())
		if err == nil && len(w) == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("waiting: %v, %v", w, err)
		}
	}
	book, err := dossier.OpenBook(t.Context(), desk)
	if err != nil {
		t.Fatal(err)
	}
	_, readings := book.Reports()
	for i, r := range readings {
		want := incident.Engine
		if i < 10 || i >= 20 {
			want = "99.1"
		}
		if r == nil || r.Engine != want {
			t.Errorf("report %d was read by %+v, want engine %s", i, r, want)
		}
	}
}

// What a desk recorded and did not queue before it was killed is queued by the
// next sweep.
func TestSweepFindsWhatWasNotQueued(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, 1).URL("sweep")
	desk := openLog(t, url)
	all := items(10)
	for _, it := range all {
		rec, err := ledger.ReportRecord(it.Report)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := desk.Append(t.Context(), rec); err != nil {
			t.Fatal(err)
		}
	}
	s := NewSweep(desk)
	if n, err := s.Once(t.Context()); n != 10 || err != nil {
		t.Fatalf("Once = %d, %v; want 10", n, err)
	}
	if n, err := s.Once(t.Context()); n != 0 || err != nil {
		t.Fatalf("a sweep while they wait = %d, %v; want 0", n, err)
	}
	startWorker(t, url, WorkerOptions{Workers: 2, Queue: quick})
	untilRead(t, desk, time.Minute)
	if n, err := s.Once(t.Context()); n != 0 || s.Open() != 0 || err != nil {
		t.Fatalf("a sweep after = %d, %v", n, err)
	}
	if n, err := Reread(t.Context(), desk); n != 0 || err != nil {
		t.Fatalf("Reread = %d, %v; want 0", n, err)
	}
}

// A clock that jumps by years between appends changes when things are said to
// have been seen and appended, and nothing of the account.
func TestClockThatJumps(t *testing.T) {
	t.Parallel()
	url := natstest.Start(t, 1).URL("clock")
	all := items(40)
	want := single(t, all)
	for _, it := range all {
		if it.Report != nil {
			it.Report.Seen = time.Time{}
		}
	}
	desk := openLog(t, url)
	startWorker(t, url, WorkerOptions{Workers: 2, Queue: quick})
	n := 0
	jumps := func() time.Time {
		n++
		return noon().AddDate([]int{0, 7, -30, 300}[n%4], n, 0)
	}
	for i := range all {
		if _, err := Submit(t.Context(), desk, jumps, all[i]); err != nil {
			t.Fatal(err)
		}
	}
	untilRead(t, desk, time.Minute)
	if got := accountOf(t, desk); got != want {
		t.Error("the account depends on the clock")
	}
}

// Faults of the network and of servers while two workers read: a worker is cut
// off again and again, the leader of the work queue is killed. Nothing is lost,
// nothing doubled, and the account is that of one machine.
func TestFaultsWhileWorking(t *testing.T) {
	natstest.Long(t)
	c := natstest.Start(t, 3)
	url := c.URL("faults")
	all := items(240)
	desk := openLog(t, url)
	proxy := natstest.NewProxy(t, c.Host(1))
	slow := WorkerOptions{Workers: 1, Queue: quick, Extract: func(r *report.Report) incident.Reading {
		time.Sleep(15 * time.Millisecond)
		return incident.Extract(r)
	}}
	startWorker(t, url, slow)
	startWorker(t, "nats://"+proxy.Host()+"/faults", slow)
	done := make(chan error, 1)
	go func() {
		_, err := Submit(context.Background(), desk, noon, all...)
		done <- err
	}()
	for range 3 {
		time.Sleep(300 * time.Millisecond)
		proxy.Cut()
		if i := c.Leader("SOFAR_faults_WORK"); i >= 0 {
			c.Kill(i)
			time.Sleep(500 * time.Millisecond)
			c.Up(i)
		}
		proxy.Heal()
		c.Settle()
	}
	if err := <-done; err != nil { // as its users do: what failed is repeated
		mustSubmit(t, desk, all...)
	}
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Second) {
		if _, err := NewSweep(desk).Once(t.Context()); err == nil {
			break
		}
	}
	untilRead(t, desk, 90*time.Second)
	want := single(t, all)
	for _, log := range []*jetstream.Log{desk, openLog(t, url)} {
		if got := accountOf(t, log); got != want {
			t.Error("the account of the cluster differs from one machine's")
		}
	}
}
