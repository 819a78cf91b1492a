package report

import "testing"

func TestWebAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/x?y=1#z":       "https://a.example/x?y=1#z",
		" http://a.example ":              "http://a.example",
		"https://a.example/a b|c":         "https://a.example/a%20b%7Cc",
		"https://a.example/\"><script>":   "https://a.example/%22%3E%3Cscript%3E",
		"javascript:alert(1)":             "",
		"//a.example/x":                   "",
		"https:///x":                      "",
		"urn:newsml:a.example:20310502:1": "",
		"https://a.example/\x00":          "",
	} {
		if got := WebAddress(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}
