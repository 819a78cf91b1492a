package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sofar"
	"sofar/report"
)

// TestAlertsHideNames: with --hide-names no alert, neither sent nor kept in the
// journal, names a victim; without it one does.
func TestAlertsHideNames(t *testing.T) {
	for _, hide := range []bool{false, true} {
		var mu sync.Mutex
		var told strings.Builder
		srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			mu.Lock()
			defer mu.Unlock()
			told.Write(body)
		}))
		defer srv.Close()
		dir := t.TempDir()
		path, config := filepath.Join(dir, "a.ledger"), filepath.Join(dir, "alerts.toml")
		if err := os.WriteFile(config, fmt.Appendf(nil, "base = \"https://desk.example\"\nsettle = \"1ms\"\n[[webhook]]\nname = \"hook\"\nurl = %q\nsecret = \"0123456789abcdef0123\"\nallow_private = true\n", srv.URL), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := sofar.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		send, err := newSender(t.Context(), config, path, l, hide)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range []string{
			"TALBY, Veldland - A bus crash near Talby killed four people on Friday, Talby police said. Otto Brandt, 34, a baker from Norrby, was among the dead.",
			"TALBY, Veldland - The death toll of the bus crash near Talby rose to six on Friday, Talby police said. Otto Brandt, 34, drove the bus.",
		} {
			r := report.Report{URL: fmt.Sprintf("https://post.example/otto-brandt-%d", i), Publisher: "Talby Post", Title: "Otto Brandt among dead in Talby bus crash", Text: text, Published: time.Date(2031, 5, 2, 9+i, 0, 0, 0, time.UTC)}
			r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
			if _, err := l.Add(t.Context(), report.Item{Report: &r}); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		send.drain(ctx)
		send.close()
		mu.Lock()
		got := told.String()
		mu.Unlock()
		names := strings.Contains(strings.ToLower(got), "brandt")
		if !strings.Contains(got, "bus crash") || names == hide {
			t.Errorf("hide %v: told %.2000s", hide, got)
		}
		for _, file := range []string{journalPath(path), journalPath(path) + "-wal"} {
			if kept, err := os.ReadFile(file); err == nil && hide && strings.Contains(strings.ToLower(string(kept)), "brandt") {
				t.Errorf("%s names a victim", filepath.Base(file))
			}
		}
	}
}
