package sofar

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sofar/examples/demo"
	"sofar/export"
	"sofar/report"
)

// published compiles a schema that another body publishes, as third_party has it.
func published(t *testing.T, at string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for url, file := range map[string]string{
		ninjsSchema: "third_party/iptc/ninjs-schema_2.1.json", geoSchema: "third_party/geojson/GeoJSON.json",
	} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(url, doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const (
	ninjsSchema = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"
	geoSchema   = "https://geojson.org/schema/GeoJSON.json"
)

// TestGeoJSONOfRFC: the features that sofar writes are what the published schema
// of RFC 7946 says, with places and without.
func TestGeoJSONOfRFC(t *testing.T) {
	s := published(t, geoSchema)
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{
		"LYON, France - A fire in a warehouse in Lyon killed four people on Friday, the prefecture said.",
		"A bridge fell in Nowhereville and two people were hurt, police said.",
	} {
		reports = append(reports, &report.Report{ID: report.MakeID("", "", fmt.Sprint(i), text), Name: fmt.Sprint(i), Text: text})
	}
	a, err := Explain(t.Context(), reports, nil, ExplainOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := export.Find("geojson")
	points := 0
	for _, o := range []export.Options{{}, {Base: "https://desk.example"}, {HideNames: true}} {
		var b bytes.Buffer
		if err := f.Write(&b, a, o); err != nil {
			t.Fatal(err)
		}
		points += bytes.Count(b.Bytes(), []byte(`"Point"`))
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%v\n%.600s", err, b.Bytes())
		}
	}
	if points == 0 || len(a.Dossiers) < 3 {
		t.Errorf("%d points of %d stories: the test wants places and stories without", points, len(a.Dossiers))
	}
}

// TestNinjsOfIPTC: the items that sofar writes are what IPTC's own schema of
// ninjs 2.1 says, the places in them what the schema of GeoJSON says.
func TestNinjsOfIPTC(t *testing.T) {
	s := published(t, ninjsSchema)
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	a, err := Explain(t.Context(), reports, nil, ExplainOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := export.Find("ninjs")
	for _, o := range []export.Options{{}, {Base: "https://desk.example"}, {HideNames: true}} {
		var b bytes.Buffer
		if err := f.Write(&b, a, o); err != nil {
			t.Fatal(err)
		}
		for _, line := range bytes.Split(bytes.TrimSpace(b.Bytes()), []byte("\n")) {
			item, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(item); err != nil {
				t.Errorf("%v\n%.600s", err, line)
			}
		}
	}
	// The schema does tell a wrong item from a right one.
	if wrong, _ := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(`{"uri":"urn:x","versioncreated":"yesterday","pubstatus":"gone"}`))); s.Validate(wrong) == nil {
		t.Error("a wrong item passes")
	}
}
