package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"sofar/ledger/jetstream/natstest"
)

// floods writes invented reports of these numbers to a file.
func floods(t *testing.T, path string, from, to int) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := from; i < to; i++ {
		town := []string{"Sornau", "Velmere", "Odrin"}[i%3]
		if err := enc.Encode(map[string]any{"id": fmt.Sprintf("r%d", i), "publisher": fmt.Sprintf("Outlet %d", i%5), "title": "Flood in " + town,
			"published": time.Date(2033, 4, 2, 10, i, 0, 0, time.UTC), "downloaded": time.Date(2033, 4, 3, 0, 0, 0, 0, time.UTC),
			"text": fmt.Sprintf("At least %d people were killed when a flood hit the town of %s on Friday, the fire service said. Another %d people were injured.", 3+i, town, 10+i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// process is a running sofar.
type process struct {
	cmd *exec.Cmd
	out *bytes.Buffer
}

// start runs sofar in dir until the test ends or it is killed.
func start(t *testing.T, dir string, args ...string) *process {
	t.Helper()
	p := &process{exec.Command("sofar", args...), &bytes.Buffer{}}
	p.cmd.Dir, p.cmd.Stderr = dir, p.out
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

func (p *process) kill() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// sofarRun runs sofar to its end and gives both outputs.
func sofarRun(t *testing.T, dir string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sofar", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("sofar %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// eventually waits for what has to come.
func eventually(t *testing.T, what string, within time.Duration, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(within); !ok(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within %v", what, within)
		}
	}
}

func get(url string) (int, string) {
	res, err := http.Get(url)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

var sum256 = regexp.MustCompile(`SHA-256\s+([0-9a-f]{64})`)

// A desk and a worker, as they are started by hand: the desk shows what the
// worker read, the ledger goes from cluster to file and back, a new desk starts
// from a snapshot, and every copy is the same.
func TestClusterCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("several processes")
	}
	t.Parallel()
	log := natstest.Start(t, 1).URL("flood")
	dir := t.TempDir()
	floods(t, filepath.Join(dir, "reports.jsonl"), 0, 12)
	sofarRun(t, dir, "import", "--ledger", "single.ledger", "reports.jsonl")

	work := start(t, dir, "work", "--log", log, "--monitor", "127.0.0.1:0")
	desk := start(t, dir, "serve", "--log", log, "--ledger", "desk.ledger", "--listen", "127.0.0.1:0", "--monitor", "127.0.0.1:0", "reports.jsonl")
	address := func(p *process, what string) (at string) {
		eventually(t, what, 30*time.Second, func() bool {
			m := regexp.MustCompile(regexp.QuoteMeta(what) + ` (http://127\.0\.0\.1:\d+)`).FindStringSubmatch(p.out.String())
			if m != nil {
				at = m[1]
			}
			return m != nil
		})
		return at
	}
	pages, health, workHealth := address(desk, "the desk is at"), address(desk, "health and metrics at"), address(work, "health and metrics at")
	eventually(t, "reports on the desk", 30*time.Second, func() bool {
		_, body := get(pages + "/api/v1/stories")
		return strings.Contains(body, `"reports":4`) && strings.Count(body, `"reports":4`) == 3
	})
	for _, base := range []string{health, workHealth} {
		for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "go_goroutines"} {
			if code, body := get(base + path); code != 200 || !strings.Contains(body, want) {
				t.Errorf("%s%s = %d %.100s", base, path, code, body)
			}
		}
	}
	if _, body := get(workHealth + "/metrics"); !strings.Contains(body, "sofar_work_reports_read_total 12") {
		t.Errorf("the worker's metrics: %s", regexp.MustCompile(`(?m)^sofar.*$`).FindAllString(body, -1))
	}
	if out := sofarRun(t, dir, "ledger", "status", log); !strings.Contains(out, "waiting") || !strings.Contains(out, "copies") {
		t.Errorf("status: %s", out)
	}
	// The local copy is for the desk alone, and takes nothing from elsewhere.
	for _, args := range [][]string{{"import", "--ledger", "desk.ledger", "reports.jsonl"}, {"import", "--log", log, "--ledger", "desk.ledger", "reports.jsonl"}, {"serve", "--log", log, "--ledger", "single.ledger"}} {
		cmd := exec.Command("sofar", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "ledger") {
			t.Errorf("sofar %v: %v, %s", args, err, out)
		}
	}
	if out := sofarRun(t, dir, "import", "--log", log, "--ledger", "other.ledger", "reports.jsonl"); !strings.Contains(out, " 0 new records") {
		t.Errorf("a repeated import: %s", out)
	}
	sofarRun(t, dir, "ledger", "snapshot", "--log", log, "--ledger", "other.ledger")
	sums := map[string]string{}
	for name, args := range map[string][]string{
		"cluster, from a snapshot": {"ledger", "status", "--whole", log},
		"backup of the cluster":    {"ledger", "backup", "--log", log, "backup.ledger"},
	} {
		if m := sum256.FindStringSubmatch(sofarRun(t, dir, args...)); m != nil {
			sums[m[1]] = name
		}
	}
	desk.kill()
	sofarRun(t, dir, "ledger", "restore", "backup.ledger", "--ledger", "restored.ledger")
	sofarRun(t, dir, "ledger", "copy", log, "copied.ledger")
	sofarRun(t, dir, "ledger", "copy", "copied.ledger", log)
	for _, file := range []string{"desk.ledger", "restored.ledger", "copied.ledger", "other.ledger"} {
		if m := sum256.FindStringSubmatch(sofarRun(t, dir, "ledger", "status", "--whole", file)); m != nil {
			sums[m[1]] += " " + file
		}
	}
	if len(sums) != 1 {
		t.Errorf("copies of one ledger differ: %v", sums)
	}
	if out := sofarRun(t, dir, "verify", "restored.ledger"); !strings.Contains(out, "0 problems") {
		t.Errorf("verify: %s", out)
	}
	for _, what := range []string{"figures", "history", "statements"} {
		if one, many := sofarRun(t, dir, "export", what, "--ledger", "single.ledger"), sofarRun(t, dir, "export", what, "--ledger", "restored.ledger"); one != many || len(one) < 200 {
			t.Errorf("%s of one machine and of the cluster differ:\n%s\n%s", what, one, many)
		}
	}
}

// counted gives the number of records of a kind.
func counted(t *testing.T, dir, file, kind string) int {
	t.Helper()
	m := regexp.MustCompile(`(?m)^  ` + kind + `\s+(\d+)$`).FindStringSubmatch(sofarRun(t, dir, "ledger", "status", "--whole", file))
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}
