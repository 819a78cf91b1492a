package desk

import (
	"encoding/json"
	"net/http"
	"testing"
)

func fetch(t *testing.T, h http.Handler, path string, code int, into any) http.Header {
	t.Helper()
	body, head := get(t, h, path, code)
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%s: %v\n%s", path, err, body)
	}
	return head
}

func TestAPI(t *testing.T) {
	book := newBook(fire, len(fire))
	h := newDesk(t, book, Options{})

	var stories listBody[storyItem]
	fetch(t, h, "/api/v1/stories", 200, &stories)
	if stories.Total != 1 || stories.Items[0].ID != "stfire" || stories.Items[0].Reports != 6 || stories.Items[0].Figures[0].Best != 14 {
		t.Errorf("stories: %+v", stories)
	}
	fetch(t, h, "/api/v1/stories?q=zebra", 200, &stories)
	if stories.Total != 0 || stories.Items == nil {
		t.Errorf("no story has a zebra: %+v", stories)
	}

	var says listBody[statementItem]
	fetch(t, h, "/api/v1/stories/stfire/statements?kind=killed&limit=2&offset=1", 200, &says)
	if says.Total != 5 || len(says.Items) != 2 || says.Items[0].ID != "s0201" || *says.Items[0].RepeatOf != "s0101" {
		t.Errorf("statements: %+v", says)
	}
	for _, x := range says.Items {
		rep, _, ok := book.Report(x.Report)
		if !ok || string([]rune(rep.Text)[x.Span[0]:x.Span[1]]) != x.Quote {
			t.Errorf("statement %s: the quote is not its slice", x.ID)
		}
	}
	fetch(t, h, "/api/v1/stories/stfire/statements?at=2031-05-14T06:30:00Z", 200, &says)
	if says.Total != 2 {
		t.Errorf("at 06:30 there are %d statements, want 2", says.Total)
	}
	if x := says.Items[0]; x.Figure == nil || x.Figure.High != nil || x.Figure.Low != 7 {
		t.Errorf("at least seven: %+v", x.Figure)
	}

	var changes listBody[changeItem]
	fetch(t, h, "/api/v1/stories/stfire/changes?since=2031-05-14T09:00:00Z", 200, &changes)
	if changes.Total != 3 || changes.Items[0].Kind != "responsibility" {
		t.Errorf("changes: %+v", changes)
	}

	var rep reportItem
	fetch(t, h, "/api/v1/reports/r01", 200, &rep)
	if rep.Publisher != "Harland Wire" || len(rep.Statements) != 2 || rep.Updated != nil || len(rep.Stories) != 1 {
		t.Errorf("report: %+v", rep)
	}
	var hits listBody[hitItem]
	fetch(t, h, "/api/v1/search?q=hospital", 200, &hits)
	if hits.Total != 1 || hits.Items[0].Report != idOf(fire, 2) {
		t.Errorf("search: %+v", hits)
	}

	var story struct {
		ID      string `json:"id"`
		Reports []string
		Figures []struct {
			Kind string
			Best int64
		}
		Statements []struct{ Quote string }
	}
	fetch(t, h, "/api/v1/stories/stfire", 200, &story)
	if story.ID != "stfire" || len(story.Reports) != 6 || len(story.Figures) != 2 || story.Figures[0].Best != 14 {
		t.Errorf("story: %+v", story)
	}
}

func TestAPIProblems(t *testing.T) {
	h := newDesk(t, newBook(fire, len(fire)), Options{})
	for path, code := range map[string]int{
		"/api/v1/stories/none": 404, "/api/v1/stories/stfire?at=noon": 400, "/api/v1/reports/none": 404, "/api/v1/search": 422,
		"/api/v1/stories?limit=0": 422, "/api/v1/stories?limit=9999": 422, "/api/v1/nothing": 404, "/api/v1/stories/stfire/changes?since=x": 400,
	} {
		var p struct {
			Status int
			Detail string
		}
		head := fetch(t, h, path, code, &p)
		if head.Get("Content-Type") != "application/problem+json" || p.Status != code || p.Detail == "" {
			t.Errorf("%s: %s %+v", path, head.Get("Content-Type"), p)
		}
	}
}

// TestOpenAPI: the description names every operation, and nothing in it needs
// another host.
func TestOpenAPI(t *testing.T) {
	h := newDesk(t, newBook(fire, 1), Options{BaseURL: "https://desk.example"})
	var o struct {
		OpenAPI string
		Paths   map[string]map[string]any
		Servers []struct{ URL string }
	}
	fetch(t, h, "/api/openapi.json", 200, &o)
	if o.OpenAPI != "3.1.0" || len(o.Paths) != 12 || o.Servers[0].URL != "https://desk.example" {
		t.Errorf("openapi: %s, %d paths, servers %v", o.OpenAPI, len(o.Paths), o.Servers)
	}
	yaml, _ := get(t, h, "/api/openapi.yaml", 200)
	wants(t, yaml, "openapi:", "/api/v1/stories/{id}")
	docs, _ := get(t, h, "/api/", 200)
	for path := range o.Paths {
		wants(t, docs, path)
	}
}
