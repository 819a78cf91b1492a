package report

import (
	"net/url"
	"strings"
)

// WebAddress gives an address as a link may carry it, "" for what is no http or
// https address with a host: reports' addresses are hostile text.
func WebAddress(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return addressMarks.Replace(u.String())
}

// addressMarks are characters with a meaning of their own in Markdown, wikitext
// or JSON-LD, which an address may carry only escaped.
var addressMarks = strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C", "\"", "%22", "`", "%60", "{", "%7B", "}", "%7D", "|", "%7C", "^", "%5E", "\n", "", "\r", "", "\t", "")
