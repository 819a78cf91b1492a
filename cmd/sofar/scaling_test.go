package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"sofar/ledger/jetstream"
	"sofar/ledger/jetstream/natstest"
)

// TestScaling measures what docs/cluster.md says of speed; it proves nothing and
// runs only where SOFAR_SCALING names a file of reports:
//
//	SOFAR_SCALING=reports.jsonl go test ./cmd/sofar -run Scaling -v -timeout 30m
//
// SOFAR_SCALING_COPIES (4) repeats the reports under other addresses,
// SOFAR_SCALING_ROUNDS (3) interleaves the settings so often, SOFAR_SCALING_SERVERS
// (1) starts so many servers, all on this machine. The desk waits until the
// workers are done, so that where processors are few it does not take theirs;
// with SOFAR_SCALING_DESK=1 it follows beside them.
func TestScaling(t *testing.T) {
	source := os.Getenv("SOFAR_SCALING")
	if source == "" {
		t.Skip("a measurement: SOFAR_SCALING=reports.jsonl runs it")
	}
	setting := func(name string, usual int) int {
		if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
			return n
		}
		return usual
	}
	dir := t.TempDir()
	corpus := filepath.Join(dir, "corpus.jsonl")
	n := repeated(t, source, corpus, setting("SOFAR_SCALING_COPIES", 4))
	beside := setting("SOFAR_SCALING_DESK", 0) == 1
	rounds, servers := setting("SOFAR_SCALING_ROUNDS", 3), setting("SOFAR_SCALING_SERVERS", 1)
	t.Logf("%d reports, %d servers, %d processors, load %s", n, servers, runtime.NumCPU(), loadNow())

	type figure struct {
		name        string
		rate        float64 // reports a second
		worker, all float64 // ms of processor time a report
		parts       string
	}
	var figures []figure
	for round := range rounds {
		// The embedded ledger on all processors.
		began := time.Now()
		cmd := exec.Command("sofar", "serve", "--ledger", filepath.Join(dir, fmt.Sprintf("single%d.ledger", round)), "--listen", "127.0.0.1:0", corpus)
		startUntil(t, cmd, "the desk is at")
		took := time.Since(began).Seconds()
		time.Sleep(2 * time.Second) // the desk's index and first fold
		cmd.Process.Signal(syscall.SIGTERM)
		cmd.Wait()
		one := cpu(cmd) / float64(n)
		figures = append(figures, figure{"embedded, all processors", float64(n) / took, one, one, ""})
		for _, workers := range []int{1, 2} {
			c := natstest.Start(t, servers, func(o *server.Options) { o.JetStreamMaxStore = 2 << 30 })
			log := c.URL("scale")
			copied := filepath.Join(dir, fmt.Sprintf("desk%d-%d.ledger", round, workers))
			submit := exec.Command("sofar", "serve", "--log", log, "--ledger", copied, "--listen", "127.0.0.1:0", corpus)
			mine := cpuOf(syscall.RUSAGE_SELF)
			if err := submit.Start(); err != nil {
				t.Fatal(err)
			}
			addr, err := jetstream.ParseAddress(log)
			if err != nil {
				t.Fatal(err)
			}
			s, err := jetstream.Connect(t.Context(), addr)
			if err != nil {
				t.Fatal(err)
			}
			waiting := func() (sum uint64) {
				w, err := s.Waiting(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				for _, n := range w {
					sum += n
				}
				return sum
			}
			// What is no report of this language is not queued.
			queued, since := uint64(0), time.Now()
			eventually(t, "all reports queued", 3*time.Minute, func() bool {
				if now := waiting(); now != queued {
					queued, since = now, time.Now()
				}
				return queued > 0 && time.Since(since) > 3*time.Second
			})
			n := float64(queued)
			desk := 0.0
			if !beside { // it takes the readings afterwards
				submit.Process.Signal(syscall.SIGTERM)
				submit.Wait()
				desk = cpu(submit)
			}
			procs := startPinned(t, log, workers)
			began := time.Now()
			for waiting() > 0 {
				time.Sleep(20 * time.Millisecond)
			}
			took := time.Since(began).Seconds()
			for _, p := range procs {
				p.Process.Signal(syscall.SIGTERM)
				p.Wait()
			}
			if !beside {
				submit = exec.Command("sofar", "serve", "--log", log, "--ledger", copied, "--listen", "127.0.0.1:0")
				startUntil(t, submit, "the desk is at")
			}
			time.Sleep(3 * time.Second) // the desk takes the last readings
			submit.Process.Signal(syscall.SIGTERM)
			submit.Wait()
			serving, working := (cpuOf(syscall.RUSAGE_SELF)-mine)/n, 0.0
			for _, p := range procs {
				working += cpu(p) / n
			}
			desk = (desk + cpu(submit)) / n
			s.Close()
			figures = append(figures, figure{fmt.Sprintf("cluster, %d pinned workers", workers), n / took, working, working + desk + serving,
				fmt.Sprintf("desk %.2f, servers %.2f", desk, serving)})
			for i := range servers {
				c.Kill(i)
			}
		}
	}
	slices.SortStableFunc(figures, func(a, b figure) int { return strings.Compare(a.name, b.name) })
	for _, f := range figures {
		t.Logf("%-26s %6.1f reports/s; processor ms a report: reading %.2f, all %.2f  %s", f.name, f.rate, f.worker, f.all, f.parts)
	}
	t.Logf("load %s", loadNow())
}

// startPinned starts workers with one processor each and gives them when they
// are ready.
func startPinned(t *testing.T, log string, workers int) []*exec.Cmd {
	t.Helper()
	var procs []*exec.Cmd
	for w := range workers {
		cmd := exec.Command("taskset", "-c", strconv.Itoa(w%runtime.NumCPU()), "sofar", "work", "--workers", "1", "--log", log)
		cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
		startUntil(t, cmd, "working for")
		procs = append(procs, cmd)
	}
	return procs
}

// startUntil starts a command and returns when it has said so much.
func startUntil(t *testing.T, cmd *exec.Cmd, says string) {
	t.Helper()
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("%v", err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.Contains(lines.Text(), says) {
	}
	go func() {
		for lines.Scan() {
		}
	}()
}

// repeated writes the reports several times under other addresses.
func repeated(t *testing.T, from, to string, copies int) (n int) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for k := range copies {
		for line := range strings.Lines(string(data)) {
			var r map[string]any
			if json.Unmarshal([]byte(line), &r) != nil {
				continue
			}
			r["id"], r["url"] = fmt.Sprintf("c%d", n), fmt.Sprintf("https://copy%d.example/%d", k, n)
			if err := enc.Encode(r); err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	return n
}

// cpu gives a finished process's processor time in ms.
func cpu(cmd *exec.Cmd) float64 {
	return float64((cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Microseconds()) / 1000
}

func cpuOf(who int) float64 {
	var ru syscall.Rusage
	if syscall.Getrusage(who, &ru) != nil {
		return 0
	}
	return float64(time.Duration(ru.Utime.Nano()+ru.Stime.Nano()).Microseconds()) / 1000
}

func loadNow() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(data))[:3], " ")
}
