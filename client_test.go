package sofar_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sofar"
	"sofar/desk"
	"sofar/examples/demo"
	"sofar/report"
	"sofar/schemas"
)

// aDesk serves the first reports of the demo's story.
func aDesk(t testing.TB, n int) (*sofar.Ledger, *sofar.Client, *httptest.Server) {
	t.Helper()
	l, err := sofar.Open(context.Background(), filepath.Join(t.TempDir(), "a.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	for _, rep := range reports[:n] {
		if _, err := l.Add(context.Background(), report.Item{Report: rep}); err != nil {
			t.Fatal(err)
		}
	}
	h, err := desk.New(l.Book, desk.Options{Search: l.Finder()})
	if err != nil {
		t.Fatal(err)
	}
	ts := httptest.NewServer(h)
	t.Cleanup(func() { ts.CloseClientConnections(); ts.Close(); l.Close() })
	c, err := sofar.NewClient(ts.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	return l, c, ts
}

// TestClient: lists, a story as its schema has it, a copy that keeps up, and
// news of a change.
func TestClient(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	l, c, _ := aDesk(t, 8)
	stories, err := c.Stories(ctx, sofar.List{Limit: 1})
	if err != nil || stories.Total < 1 || len(stories.Items) != 1 || len(stories.Items[0].Figures) == 0 {
		t.Fatalf("stories %+v, %v", stories, err)
	}
	id := stories.Items[0].ID
	raw, err := c.Story(ctx, id, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	data, _ := schemas.Read("story")
	doc, _ := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("story.json", doc); err != nil {
		t.Fatal(err)
	}
	got, _ := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err := compiler.MustCompile("story.json").Validate(got); err != nil {
		t.Error(err)
	}
	devs, err := c.Developments(ctx, id, sofar.List{Kind: "figure"})
	if err != nil || len(devs.Items) == 0 || devs.Items[0].Quote == "" {
		t.Errorf("developments %+v, %v", devs, err)
	}

	// A copy of the ledger says the same, and takes what comes later alone.
	b, err := sofar.Open(ctx, filepath.Join(t.TempDir(), "b.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	added, next, err := c.Sync(ctx, b, 0)
	if err != nil || added != 16 || next != 16 {
		t.Fatalf("copied %d records to %d, %v", added, next, err)
	}
	reports, _ := demo.Reports()
	told := make(chan sofar.Event, 4)
	watching, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- c.Watch(watching, id, func(e sofar.Event) error { told <- e; return nil })
	}()
	time.Sleep(300 * time.Millisecond)
	for _, rep := range reports[8:12] {
		if _, err := l.Add(ctx, report.Item{Report: rep}); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case e := <-told:
		if e.Version <= 16 {
			t.Errorf("event %+v", e)
		}
	case <-ctx.Done():
		t.Error("no news came")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if added, next, err = c.Sync(ctx, b, next); err != nil || added != 8 || next != 24 {
		t.Errorf("then %d records to %d, %v", added, next, err)
	}
	var x, y bytes.Buffer
	if err := errors.Join(l.Dump(ctx, &x), b.Dump(ctx, &y)); err != nil || !bytes.Equal(x.Bytes(), y.Bytes()) {
		t.Errorf("the copy differs, %v", err)
	}

	if _, err := c.Story(ctx, "none", time.Time{}); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("no such story: %v", err)
	}
	if _, err := sofar.NewClient("desk.example"); err == nil {
		t.Error("an address without its scheme is taken")
	}
	enough := errors.New("enough")
	if err := c.Watch(ctx, "none", func(sofar.Event) error { return enough }); err == nil {
		t.Error("watching no story is no error")
	}
}

// TestDescribed: every answer of the API is what its own description says.
func TestDescribed(t *testing.T) {
	_, c, ts := aDesk(t, 10)
	stories, err := c.Stories(t.Context(), sofar.List{})
	if err != nil {
		t.Fatal(err)
	}
	fetch := func(path string) any {
		resp, err := ts.Client().Get(ts.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		v, err := jsonschema.UnmarshalJSON(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("%s: %d, %v", path, resp.StatusCode, err)
		}
		return v
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	spec := fetch("/api/openapi.json")
	if err := compiler.AddResource("http://desk/api/openapi.json", spec); err != nil {
		t.Fatal(err)
	}
	data, _ := schemas.Read("story")
	doc, _ := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err := compiler.AddResource("http://desk/schemas/story.json", doc); err != nil {
		t.Fatal(err)
	}
	rep := ""
	var page struct{ Reports []string }
	if raw, err := c.Story(t.Context(), stories.Items[0].ID, time.Time{}); err == nil && json.Unmarshal(raw, &page) == nil {
		rep = page.Reports[0]
	}
	checked := 0
	for path, item := range spec.(map[string]any)["paths"].(map[string]any) {
		if item.(map[string]any)["get"] == nil || !strings.HasPrefix(path, "/api/v1/") || strings.HasPrefix(path, "/api/v1/accounts") || strings.HasPrefix(path, "/api/v1/tokens") {
			continue // what only those signed in may see has tests of its own
		}
		at := strings.NewReplacer("{id}", stories.Items[0].ID).Replace(path)
		switch {
		case strings.HasPrefix(path, "/api/v1/reports/"):
			at = "/api/v1/reports/" + rep
		case path == "/api/v1/search":
			at += "?q=people"
		case path == "/api/v1/actors/{id}":
			list := fetch("/api/v1/actors").(map[string]any)["items"].([]any)
			if len(list) == 0 {
				continue
			}
			at = "/api/v1/actors/" + fmt.Sprint(list[0].(map[string]any)["id"])
		}
		pointer := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path)
		schema, err := compiler.Compile("http://desk/api/openapi.json#/paths/" + pointer + "/get/responses/200/content/application~1json/schema")
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if err := schema.Validate(fetch(at)); err != nil {
			t.Errorf("%s: %v", at, err)
		}
		checked++
	}
	if checked < 9 {
		t.Errorf("only %d operations were checked", checked)
	}
}
