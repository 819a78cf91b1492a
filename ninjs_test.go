package sofar

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sofar/examples/demo"
	"sofar/export"
)

// TestNinjsOfIPTC: the items that sofar writes are what IPTC's own schema of
// ninjs 2.1 says, which stands in third_party/iptc.
func TestNinjsOfIPTC(t *testing.T) {
	raw, err := os.ReadFile("third_party/iptc/ninjs-schema_2.1.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	const at = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"
	// The shape of a place is GeoJSON's, of which the schema names the address.
	for url, v := range map[string]any{at: doc, "https://geojson.org/schema/GeoJSON.json": map[string]any{"type": "object", "required": []any{"type"}}} {
		if err := c.AddResource(url, v); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
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
