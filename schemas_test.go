package sofar

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sofar/dossier"
	"sofar/examples/demo"
	"sofar/explain"
	"sofar/export"
	"sofar/incident"
	"sofar/report"
	"sofar/schemas"
)

// schema compiles one of the published schemas; formats are checked.
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	data, ok := schemas.Read(name)
	if !ok {
		t.Fatalf("no schema %q", name)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holds checks a document, or each line of one, against a schema.
func holds(t *testing.T, name string, lines bool, data []byte) {
	t.Helper()
	s, n := schema(t, name), 0
	parts := [][]byte{data}
	if lines {
		parts = bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	}
	for _, part := range parts {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(part))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := s.Validate(v); err != nil {
			t.Fatalf("%s: %v\n%.400s", name, err, part)
		}
		n++
	}
	if n == 0 {
		t.Errorf("%s: nothing was checked", name)
	}
}

// TestSchemas: what sofar writes of the demo's story is what the published
// schemas say.
func TestSchemas(t *testing.T) {
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	notRead := []report.NotRead{{Name: "b.pdf", Reason: "is a PDF"}}
	a, err := Explain(t.Context(), reports, notRead, ExplainOptions{})
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]bool{"story": true} // in package desk
	for form, name := range map[string]string{"figures-jsonl": "figure", "history-jsonl": "step", "statements-jsonl": "statement", "reports": "report",
		"schema.org": "schema.org", "annotations": "annotations", "prov": "prov", "geojson": "geojson", "ninjs": "ninjs"} {
		f, ok := export.Find(form)
		if !ok {
			t.Fatalf("no form %q", form)
		}
		for _, o := range []export.Options{{}, {Base: "https://desk.example", HideNames: true}} {
			var b bytes.Buffer
			if err := f.Write(&b, a, o); err != nil {
				t.Fatal(err)
			}
			holds(t, name, f.Ending == ".jsonl", b.Bytes())
		}
		checked[name] = true
	}

	var b bytes.Buffer
	if err := explain.WriteJSON(&b, a, explain.Options{}); err != nil {
		t.Fatal(err)
	}
	holds(t, "account", false, b.Bytes())

	b.Reset()
	for _, rep := range reports {
		r := Extract(rep)
		if err := incident.WriteJSON(&b, rep, &r); err != nil {
			t.Fatal(err)
		}
	}
	if err := incident.WriteNotRead(&b, notRead[0]); err != nil {
		t.Fatal(err)
	}
	holds(t, "extract", true, b.Bytes())

	l, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Add(t.Context(), report.Item{Report: reports[0]}, report.Item{NotRead: &notRead[0]}); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := l.Dump(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	holds(t, "ledger", true, b.Bytes())

	var news explain.News
	b.Reset()
	for _, d := range news.Look(a) {
		json.NewEncoder(&b).Encode(d)
	}
	holds(t, "development", true, b.Bytes())
	for _, name := range []string{"account", "extract", "ledger", "development"} {
		checked[name] = true
	}
	for _, name := range schemas.Names() {
		if !checked[name] {
			t.Errorf("nothing is checked against the schema %s", name)
		}
	}
}

// TestDumpAndLoad: a ledger taken over by another one dumps to the same bytes,
// answers the same, and takes nothing twice; a changed record is refused.
func TestDumpAndLoad(t *testing.T) {
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	open := func(name string) *Ledger {
		l, err := Open(t.Context(), filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	a := open("a")
	for _, rep := range reports[:6] {
		if _, err := a.Add(t.Context(), report.Item{Report: rep}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.Add(t.Context(), report.Item{NotRead: &report.NotRead{Name: "<x>", Reason: "is empty & \u2028 broken"}}); err != nil {
		t.Fatal(err)
	}
	dump := func(l *Ledger) []byte {
		var b bytes.Buffer
		if err := l.Dump(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	first, b := dump(a), open("b")
	read, added, err := b.Load(t.Context(), bytes.NewReader(first))
	if err != nil || read != 13 || added != 13 {
		t.Fatalf("loaded %d of %d records, %v", added, read, err)
	}
	if !bytes.Equal(dump(b), first) {
		t.Error("the copy dumps to other bytes")
	}
	said := func(l *Ledger) string {
		var out bytes.Buffer
		acc := l.At(reports[5].Published)
		if err := explain.WriteJSON(&out, acc, explain.Options{}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if said(a) != said(b) || !strings.Contains(said(b), `"killed"`) {
		t.Error("the copy answers otherwise")
	}
	if _, added, err := b.Load(t.Context(), bytes.NewReader(first)); err != nil || added != 0 {
		t.Errorf("loaded again: %d new, %v", added, err)
	}
	forged := bytes.Replace(first, []byte("is empty"), []byte("is fine!"), 1)
	if _, _, err := open("c").Load(t.Context(), bytes.NewReader(forged)); err == nil || !strings.Contains(err.Error(), "not what its id says") {
		t.Errorf("a changed record: %v", err)
	}
	if _, _, err := open("d").Load(t.Context(), strings.NewReader("{}\n")); err == nil {
		t.Error("another file was taken for a ledger")
	}
}

// TestSite: the pages of a site lead to each other and to nothing outside but
// the reports' own addresses, and say the same each time.
func TestSite(t *testing.T) {
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	hostile := report.Report{Name: "x", URL: "javascript:alert(1)", Publisher: "<b>Daily</b>", Title: "</style><script>alert(1)</script>", Published: reports[0].Published,
		Text: "Two people\u202e were <i>killed</i> when a boat sank off Port Example on Tuesday, police said.\n\n</main><img src=x onerror=alert(1)>"}
	hostile.ID = report.MakeID(hostile.URL, hostile.Publisher, hostile.Name, hostile.Text)
	a, err := Explain(t.Context(), append(reports, &hostile), nil, ExplainOptions{})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "site")
	n, err := export.Site(dir, a, export.Options{})
	if err != nil || n < len(reports)+len(a.Dossiers) {
		t.Fatalf("%d files, %v", n, err)
	}
	files := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			data, _ := os.ReadFile(path)
			rel, _ := filepath.Rel(dir, path)
			files[filepath.ToSlash(rel)] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, bad := range []string{"<script", "<img", "\u202e", `href="javascript:`, "onerror=alert(1)>"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
		for _, part := range strings.Split(page, `href="`)[1:] {
			to, _, _ := strings.Cut(part, `"`)
			path, anchor, _ := strings.Cut(to, "#")
			if strings.HasPrefix(to, "https://") {
				continue
			}
			target := name
			if path != "" {
				target = strings.TrimPrefix(filepath.ToSlash(filepath.Join(filepath.Dir(name), path)), "./")
			}
			if files[target] == "" || anchor != "" && !strings.Contains(files[target], `id="`+anchor+`"`) {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
		}
	}
	if _, err := export.Site(dir, &dossier.Account{}, export.Options{}); err != nil {
		t.Errorf("an earlier site is not written anew: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "stories")); len(left) != 0 {
		t.Errorf("%d pages of the earlier site stay", len(left))
	}
	other := t.TempDir()
	os.WriteFile(filepath.Join(other, "mine.txt"), []byte("x"), 0o644)
	if _, err := export.Site(other, a, export.Options{}); err == nil {
		t.Error("a folder with other things was written into")
	}
}

// TestBackgroundEverywhere: the site and the exports tell the same background as
// the explainer, also where only one story is written.
func TestBackgroundEverywhere(t *testing.T) {
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Explain(t.Context(), reports, nil, ExplainOptions{})
	if err != nil {
		t.Fatal(err)
	}
	pages := explain.Over(whole, explain.Options{})
	outside := 0
	for i := range whole.Dossiers {
		d := whole.Dossiers[i]
		one := &dossier.Account{AsOf: whole.AsOf, Dossiers: []dossier.Dossier{d}, Reports: d.Reports}
		for name, x := range map[string]struct {
			a *dossier.Account
			o export.Options
		}{"whole": {whole, export.Options{}}, "one": {one, export.Options{Page: pages}}} {
			dir := filepath.Join(t.TempDir(), "site")
			if _, err := export.Site(dir, x.a, x.o); err != nil {
				t.Fatal(err)
			}
			page, err := os.ReadFile(filepath.Join(dir, "stories", d.ID+".html"))
			if err != nil {
				t.Fatal(err)
			}
			var ninjs bytes.Buffer
			f, _ := export.Find("ninjs")
			if err := f.Write(&ninjs, x.a, x.o); err != nil {
				t.Fatal(err)
			}
			p := explain.Compose(&d, pages)
			outside += len(p.Aside)
			for _, s := range p.Sentences {
				if s.Section != explain.Background {
					continue
				}
				told, _ := json.Marshal(s.Text)
				if !strings.Contains(html.UnescapeString(string(page)), s.Text) || name == "one" && !strings.Contains(ninjs.String(), strings.Trim(string(told), `"`)) {
					t.Errorf("%s: not on the page of the story: %s", name, s.Text)
				}
			}
			for id := range p.Aside {
				if _, err := os.Stat(filepath.Join(dir, "reports", id+".html")); err != nil {
					t.Errorf("%s: a report that is cited has no page: %v", name, err)
				}
			}
		}
	}
	if outside == 0 {
		t.Error("the demo cites no report from outside a story: nothing was tested")
	}
}
