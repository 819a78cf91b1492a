package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// account is a small story: a toll that rises, a copy, a claim, a correction,
// and an outlet that tries to get markup through.
func account(t testing.TB) *dossier.Account {
	t.Helper()
	at := func(h, m int) time.Time { return time.Date(2031, 5, 2, h, m, 0, 0, time.UTC) }
	var in dossier.Input
	for i, r := range []report.Report{
		{Name: "a", URL: "https://herald.example/1", Publisher: "=Ilmar Herald", Title: "Bomb kills twelve in Port Ilmar ]] {{x}}", Published: at(9, 0),
			Text: "At least 12 people were killed when a bomb exploded in the market of Port Ilmar on Friday, police said. Thirty people were injured, the city hospital said."},
		{Name: "b", Publisher: "Evening Post", Title: "Toll rises", Published: at(11, 0),
			Text: "The death toll of the bombing in Port Ilmar rose to 15 on Friday, police said. The Dawn Front claimed responsibility for the bombing in a message on Telegram."},
		{Name: "c", URL: "https://daily.example/7", Publisher: "Daily", Title: "Bombing: 51 dead", Published: at(12, 0),
			Text: "The death toll of the bombing in Port Ilmar rose to 51 on Friday, police said, as rescuers searched the market."},
		{Name: "d", URL: "https://daily.example/8", Publisher: "Daily", Title: "Correction", Published: at(13, 0),
			Text: "Correction: an earlier version of this article about the bombing in Port Ilmar said that 51 people had died. Police say 15 people were killed."},
	} {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		reading := incident.Extract(&r)
		in.Entries = append(in.Entries, story.Entry{Report: &r, Reading: &reading, Known: r.Published, Seq: i})
	}
	a := dossier.Fold(in)
	a.AsOf = at(14, 0)
	if len(a.Dossiers) == 0 || len(a.Dossiers[0].Figures) == 0 {
		t.Fatal("the story has no figures")
	}
	return a
}

func written(t testing.TB, name string, o Options) string {
	t.Helper()
	f, ok := Find(name)
	if !ok {
		t.Fatalf("no form %q", name)
	}
	var b bytes.Buffer
	if err := f.Write(&b, account(t), o); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.String()
}

func TestTables(t *testing.T) {
	for _, name := range []string{"figures", "history", "statements"} {
		rows, err := csv.NewReader(strings.NewReader(written(t, name, Options{}))).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				if strings.HasPrefix(cell, "=") || strings.ContainsAny(cell, "\r\n") {
					t.Errorf("%s, %s: the cell %q is a formula or breaks the line", name, rows[0][i], cell)
				}
			}
		}
	}
	rows, _ := csv.NewReader(strings.NewReader(written(t, "figures", Options{}))).ReadAll()
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	killed := rows[1]
	for name, want := range map[string]string{"kind": "killed", "best": "15", "date_start": "2031-05-02", "date_prec": "1", "high_open": "false"} {
		if got := killed[column[name]]; got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

// TestParquet: a Parquet table reads back as the rows that JSON Lines have.
func TestParquet(t *testing.T) {
	raw := written(t, "statements-parquet", Options{})
	rows, err := parquet.Read[StatementRow](strings.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows {
		if row.Relay == nil {
			row.Relay = []string{}
		}
		for _, at := range []*time.Time{row.Published, row.FirstSeen} {
			if at != nil {
				*at = at.UTC()
			}
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(row); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, b.String())
	}
	if got, want := strings.Join(lines, ""), written(t, "statements-jsonl", Options{}); got != want || len(rows) < 4 {
		t.Errorf("Parquet has\n%s\nJSON Lines\n%s", got, want)
	}
	if written(t, "statements-parquet", Options{}) != raw {
		t.Error("the same account gives other bytes")
	}
}

// TestLines: the statements' offsets lead to their words in the exported reports,
// and the reports have the content ids that they had.
func TestLines(t *testing.T) {
	a := account(t)
	texts := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(written(t, "reports", Options{})), "\n") {
		var r struct{ ID, URL, Publisher, Text string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if id := report.MakeID(r.URL, r.Publisher, r.ID, r.Text); a.Reports[id] == nil {
			t.Errorf("report %s would have another id", r.ID)
		}
		texts[r.ID] = r.Text
	}
	if len(texts) != len(a.Reports) {
		t.Errorf("%d reports, want %d", len(texts), len(a.Reports))
	}
	for _, line := range strings.Split(strings.TrimSpace(written(t, "statements-jsonl", Options{})), "\n") {
		var s StatementRow
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		if got := string([]rune(texts[s.Report])[s.Start:s.End]); got != s.Quote {
			t.Errorf("%s: offsets give %q, quote is %q", s.ID, got, s.Quote)
		}
	}
}

// TestGraph: every reference inside the JSON-LD has its node, and a withdrawn
// figure's article carries the correction.
func TestGraph(t *testing.T) {
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(written(t, "schema.org", Options{Base: "https://desk.example"})), &doc); err != nil {
		t.Fatal(err)
	}
	types, ids := map[string]int{}, map[string]bool{}
	corrected := false
	for _, n := range doc.Graph {
		types[fmt.Sprint(n["@type"])]++
		ids[fmt.Sprint(n["@id"])] = true
		corrected = corrected || n["correction"] != nil
	}
	if types["LiveBlogPosting"] == 0 || types["Claim"] < 3 || types["NewsArticle"] != 4 || !corrected {
		t.Errorf("nodes %v, corrected %v", types, corrected)
	}
	var check func(v any)
	check = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if id, ok := v["@id"].(string); ok && len(v) == 1 && !ids[id] {
				t.Errorf("nothing is called %s", id)
			}
			for _, x := range v {
				check(x)
			}
		case []any:
			for _, x := range v {
				check(x)
			}
		}
	}
	for _, n := range doc.Graph {
		check(n)
	}
}

func TestAnnotations(t *testing.T) {
	var doc struct {
		Context, Type string
		Items         []struct {
			ID, Type, Motivation string
			Body                 struct{ Value string }
			Target               struct {
				Source   string
				Selector []struct {
					Type, Exact, Prefix, Suffix string
					Start, End                  int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(strings.ReplaceAll(written(t, "annotations", Options{}), `"@context"`, `"context"`)), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Context != "http://www.w3.org/ns/anno.jsonld" || doc.Type != "AnnotationPage" || len(doc.Items) < 4 {
		t.Fatalf("page %q %q with %d items", doc.Context, doc.Type, len(doc.Items))
	}
	a := account(t)
	seen := map[string]bool{}
	for _, it := range doc.Items {
		found := false
		for _, r := range a.Reports {
			q := it.Target.Selector[0]
			found = found || strings.Contains(r.Text, q.Prefix+q.Exact+q.Suffix)
		}
		if !found || it.Body.Value == "" || it.Target.Source == "" || seen[it.ID] {
			t.Errorf("annotation %+v", it)
		}
		seen[it.ID] = true
	}
}

// TestProv: relations name entities, activities and agents that are there.
func TestProv(t *testing.T) {
	var doc map[string]map[string]map[string]any
	raw := written(t, "prov", Options{})
	var outer map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &outer); err != nil {
		t.Fatal(err)
	}
	delete(outer, "prefix")
	rest, _ := json.Marshal(outer)
	if err := json.Unmarshal(rest, &doc); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"wasDerivedFrom", "wasQuotedFrom", "wasAttributedTo", "wasGeneratedBy", "wasInvalidatedBy"} {
		if len(doc[part]) == 0 {
			t.Errorf("no %s", part)
		}
		for id, n := range doc[part] {
			for key, in := range map[string]string{"prov:entity": "entity", "prov:usedEntity": "entity", "prov:generatedEntity": "entity", "prov:activity": "activity", "prov:agent": "agent"} {
				if to, ok := n[key].(string); ok && doc[in][to] == nil {
					t.Errorf("%s %s: %s %s is not there", part, id, key, to)
				}
			}
		}
	}
}

// TestWikitext: no text of a report becomes markup.
func TestWikitext(t *testing.T) {
	out := written(t, "wikitext", Options{})
	if !strings.Contains(out, "{{cite news |title=") || !strings.Contains(out, "== References ==") || !strings.Contains(out, `{| class="wikitable"`) {
		t.Errorf("wikitext:\n%s", out)
	}
	if strings.Contains(out, "{{x}}") || strings.Contains(out, "]]") || strings.Count(out, "{{") != strings.Count(out, "}}") {
		t.Errorf("markup of a report came through:\n%s", out)
	}
	if opened, closed := strings.Count(out, "<ref name"), strings.Count(out, "</ref>")+strings.Count(out, " />"); opened != closed {
		t.Errorf("%d references opened, %d closed", opened, closed)
	}
	for _, hostile := range []string{"'''bold'''", "<script>", "[[File:x]]", "{{delete}}", "~~~~", "* list", "=Head=", "a|b", "__NOTOC__"} {
		if p := plainWiki(hostile); strings.ContainsAny(p, "<>[]{}|=") || strings.Contains(p, "''") || strings.Contains(p, "~~~") || strings.Contains(p, "__") || strings.HasPrefix(p, "*") {
			t.Errorf("plainWiki(%q) = %q", hostile, p)
		}
	}
}

// TestSameBytes: two writings of one account are equal, and an empty account is
// written without failing.
func TestSameBytes(t *testing.T) {
	for _, f := range Formats {
		if a, b := written(t, f.Name, Options{}), written(t, f.Name, Options{}); a != b || a == "" {
			t.Errorf("%s differs from writing to writing, or is empty", f.Name)
		}
		var b bytes.Buffer
		if err := f.Write(&b, &dossier.Account{}, Options{}); err != nil {
			t.Errorf("%s of nothing: %v", f.Name, err)
		}
		if strings.HasPrefix(f.What, "JSON-LD") && !json.Valid(b.Bytes()) {
			t.Errorf("%s of nothing is no JSON: %s", f.Name, b.String())
		}
	}
}
