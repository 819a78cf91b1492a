package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// Bounds on pages: article pages are far smaller, and extraction walks the
// tree many times.
const (
	maxNodes    = 200_000
	maxJSONLD   = 1 << 20 // bytes of one block of JSON-LD
	jsonLDDepth = 8
)

// minArticle is the least text, in bytes, that a page must hold to be one.
const minArticle = 40

// FromHTML makes a report of a web page: the article's text without
// navigation and comments, outlet, byline, title, and the times of publication
// and of update apart. Nothing of the page is executed or fetched. The charset
// is taken from a byte order mark, the content type, or the page's meta
// elements, else guessed. Hints win over what the page says of itself.
func FromHTML(data []byte, h Hints, opt Options) Item {
	if int64(len(data)) > opt.maxBytes() {
		return notRead(h.name(), h.Source, h.Line, wholeFailure(errTooLong, opt.maxBytes()))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return notRead(h.name(), h.Source, h.Line, "is empty")
	}
	utf8Data, err := decodePage(data, h.ContentType)
	if err != nil {
		return notRead(h.name(), h.Source, h.Line, "is in a character set that cannot be decoded ("+err.Error()+")")
	}
	text, bad := cleanUTF8(utf8Data)
	h.Replaced += bad
	doc, err := parsePage(text)
	if err != nil {
		return notRead(h.name(), h.Source, h.Line, "its HTML cannot be parsed ("+err.Error()+")")
	}
	nodes := 0
	for range doc.Descendants() {
		if nodes++; nodes > maxNodes {
			return notRead(h.name(), h.Source, h.Line, fmt.Sprintf("has more than %d HTML elements, which no article has", maxNodes))
		}
	}
	if !opt.AnyLanguage {
		if it, foreign := foreignPage(doc, h); foreign {
			return it
		}
	}
	meta := pageMeta(doc)
	if h.URL == "" {
		h.URL = meta.url
	}
	res, err := extractPage(doc, h.URL)
	body := ""
	if err == nil && res != nil {
		h.Title = first(h.Title, meta.title, res.Metadata.Title)
		body = articleText(doc, res.ContentNode, h.Title)
	}
	if len(body) < minArticle || strings.EqualFold(body, field(h.Title)) {
		return notRead(h.name(), h.Source, h.Line, "no article was found in the page; it may need a login or a browser: save its text as .txt and give that")
	}
	h.Publisher = first(h.Publisher, outletName(meta, res.Metadata.Sitename, res.Metadata.Hostname))
	h.Title = bareTitle(h.Title, h.Publisher)
	h.Author = first(h.Author, person(meta.author), person(res.Metadata.Author))
	h.pageTimes(meta, doc, opt)
	return finish(body, h, opt)
}

// foreignPage turns a page away that both says that it is in another language
// than English and is, before its article is looked for: most pages of a crawl
// are such, and the extraction is what costs.
func foreignPage(doc *html.Node, h Hints) (Item, bool) {
	declared := ""
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "html" {
			declared = strings.ToLower(strings.TrimSpace(attr(n, "lang")))
			break
		}
	}
	if declared == "" || strings.HasPrefix(declared, "en") {
		return Item{}, false
	}
	text := blockText(container(doc), "")
	middle := text[len(text)-len(head(text, len(text)/3)):]
	lang := otherLanguage(middle)
	if lang == "" {
		return Item{}, false
	}
	it := notRead(h.name(), h.Source, h.Line, "is not in English ("+lang+"); sofar reads English only")
	it.NotRead.Text = text
	return it, true
}

// decodePage gives the page in UTF-8; bytes that are invalid in UTF-8 pages
// are left for cleanUTF8 to count. A page that is valid UTF-8 is taken as such
// whatever it declares: other encodings hardly ever look like it by chance.
func decodePage(data []byte, contentType string) ([]byte, error) {
	if b, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		return b, nil
	}
	wide := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !wide && utf8.Valid(data) {
		return data, nil
	}
	enc, name, certain := charset.DetermineEncoding(data[:min(len(data), 4096)], contentType)
	if name == "utf-8" || !certain && !legacyText(data) {
		return data, nil
	}
	return io.ReadAll(enc.NewDecoder().Reader(bytes.NewReader(data)))
}

// extractPage runs the extractor. It is a large foreign body of code that meets
// hostile pages: a panic in it costs one page, not the run.
func extractPage(doc *html.Node, pageURL string) (res *trafilatura.ExtractResult, err error) {
	defer func() {
		if p := recover(); p != nil {
			res, err = nil, fmt.Errorf("the page broke the extractor: %v", p)
		}
	}()
	opt := trafilatura.Options{
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled, // times are read by pageMeta, which keeps published and updated apart
	}
	if u, perr := url.Parse(pageURL); perr == nil && u.Host != "" {
		opt.OriginalURL = u
	}
	return trafilatura.ExtractDocument(doc, opt)
}

// pageTimes fills the times: hints, then what the page declares, then the day
// that its text or address shows.
func (h *Hints) pageTimes(m meta, doc *html.Node, opt Options) {
	if h.Published.IsZero() {
		h.Published, h.Notes = hintTime("published", m.published, opt, h.Notes)
	}
	if h.Updated.IsZero() {
		h.Updated, h.Notes = hintTime("updated", m.updated, opt, h.Notes)
	}
	if h.Published.IsZero() {
		h.Published = addressDate(h.URL, opt)
	}
	if h.Published.IsZero() {
		h.Published = shownDate(doc, h.URL, opt)
	}
}

// shownDate is the day of publication that the page shows outside its metadata.
func shownDate(doc *html.Node, pageURL string, opt Options) (t time.Time) {
	defer func() {
		if recover() != nil { // foreign code on hostile input, as in extractPage
			t = time.Time{}
		}
	}()
	maxDate := time.Date(maxYear-1, 12, 31, 0, 0, 0, 0, time.UTC)
	if !opt.Now.IsZero() {
		maxDate = opt.Now.AddDate(0, 0, 2)
	}
	res, err := htmldate.FromDocument(doc, htmldate.Options{
		UseOriginalDate: true, SkipExtensiveSearch: true, URL: pageURL,
		MinDate: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), MaxDate: maxDate,
	})
	if err != nil || res.IsZero() {
		return time.Time{}
	}
	y, mo, d := res.DateTime.Date()
	return time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
}

// meta is what a page declares about itself.
type meta struct {
	url, publisher, author, title, published, updated string
	account                                           string // of the outlet on a social network
}

// metaNames maps names of meta elements (name, property or itemprop) to fields,
// in the order of trust within each field.
var metaNames = []struct {
	name  string
	field func(*meta) *string
}{
	{"og:url", func(m *meta) *string { return &m.url }},
	{"og:site_name", func(m *meta) *string { return &m.publisher }},
	{"og:title", func(m *meta) *string { return &m.title }},
	{"article:published_time", func(m *meta) *string { return &m.published }},
	{"og:article:published_time", func(m *meta) *string { return &m.published }},
	{"datepublished", func(m *meta) *string { return &m.published }},
	{"parsely-pub-date", func(m *meta) *string { return &m.published }},
	{"dc.date.issued", func(m *meta) *string { return &m.published }},
	{"pubdate", func(m *meta) *string { return &m.published }},
	{"article:modified_time", func(m *meta) *string { return &m.updated }},
	{"og:updated_time", func(m *meta) *string { return &m.updated }},
	{"datemodified", func(m *meta) *string { return &m.updated }},
	{"last-modified", func(m *meta) *string { return &m.updated }},
}

// pageMeta reads JSON-LD, meta elements, the canonical link and <time>.
func pageMeta(doc *html.Node) meta {
	var m meta
	declared := map[string]string{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) <= maxJSONLD {
				m.jsonLD(n.FirstChild.Data)
			}
		case "meta":
			for _, key := range []string{"property", "name", "itemprop"} {
				k := strings.ToLower(strings.TrimSpace(attr(n, key)))
				if v := strings.TrimSpace(attr(n, "content")); k != "" && v != "" && declared[k] == "" {
					declared[k] = v
				}
			}
		case "link":
			if strings.EqualFold(attr(n, "rel"), "canonical") && declared["canonical"] == "" {
				declared["canonical"] = strings.TrimSpace(attr(n, "href"))
			}
		case "time":
			k := "time:" + strings.ToLower(attr(n, "itemprop"))
			if attr(n, "pubdate") != "" || strings.Contains(attr(n, "class"), "publish") {
				k = "time:datepublished"
			}
			if v := attr(n, "datetime"); v != "" && declared[k] == "" {
				declared[k] = v
			}
		}
	}
	if u := declared["canonical"]; strings.HasPrefix(u, "http") {
		m.url = u
	}
	for _, x := range metaNames {
		if f := x.field(&m); *f == "" {
			*f = declared[x.name]
		}
	}
	m.account = declared["twitter:site"]
	m.title, m.publisher, m.author = plain(m.title), plain(m.publisher), plain(m.author)
	m.published = first(m.published, declared["time:datepublished"])
	m.updated = first(m.updated, declared["time:datemodified"])
	if !strings.HasPrefix(m.url, "http") {
		m.url = ""
	}
	return m
}

// isArticle tells whether v names a schema.org type whose fields describe the
// page.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "LiveBlogPosting" || v == "Report"
	case []any:
		for _, x := range v {
			if s, ok := x.(string); ok && isArticle(s) {
				return true
			}
		}
	}
	return false
}

// jsonLD takes the fields of the first article in a block of JSON-LD. Broken
// JSON is passed over: the meta elements say the same.
func (m *meta) jsonLD(src string) {
	var v any
	if err := json.Unmarshal([]byte(src), &v); err == nil {
		m.walkLD(v, 0)
	}
}

func (m *meta) walkLD(v any, depth int) {
	if depth > jsonLDDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			m.walkLD(x, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			m.published = first(m.published, looseString(v["datePublished"], 0))
			m.updated = first(m.updated, looseString(v["dateModified"], 0))
			m.title = first(m.title, looseString(v["headline"], 0))
			m.publisher = first(m.publisher, looseString(v["publisher"], 0))
			m.author = first(m.author, looseString(v["author"], 0))
		}
		m.walkLD(v["@graph"], depth+1)
		m.walkLD(v["mainEntity"], depth+1)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// first gives the first string that is not blank.
func first(ss ...string) string {
	for _, s := range ss {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
