package report

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// NewsML-G2 (iptc.org/standards/newsml-g2), and NITF by itself (iptc.org/standards/nitf).

// startsNewsML tells whether the first element of an XML file is one that
// agencies send reports in.
func startsNewsML(b []byte) bool {
	m := firstElement.FindSubmatch(b[:min(len(b), 8192)])
	if m == nil {
		return false
	}
	switch string(m[1]) {
	case "newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "NewsML", "nitf":
		return true
	}
	return false
}

// firstElement finds the name of the first element, past declarations and comments.
var firstElement = regexp.MustCompile(`^(?:\s|<\?[^>]*>|<!--(?:[^-]|-[^-])*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>)*<(?:[\w.-]+:)?([\w.-]+)`)

// declaredEncoding finds the encoding that an XML declaration names.
var declaredEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']`)

// xmlReader reads one XML file of items.
type xmlReader struct {
	r      *reader
	source string
	name   string
	d      *xml.Decoder
	budget *budgetReader
	depth  *nesting
	n      int             // items met
	guids  map[string]bool // of the items read
	refs   []string        // guids that packages refer to
	packs  []string        // names of packages
}

// newsML reads the items of an XML file one after the other. After a syntax
// error the rest cannot be found.
func (r *reader) newsML(source, name string, br *bufio.Reader) error {
	head, _ := br.Peek(1024)
	var in io.Reader = br
	if m := declaredEncoding.FindSubmatch(head); m == nil || strings.EqualFold(string(m[1]), "utf-8") {
		in = transform.NewReader(br, unicode.UTF8.NewDecoder()) // bad bytes become U+FFFD
	}
	x := &xmlReader{r: r, source: source, name: name, guids: map[string]bool{}}
	x.budget = &budgetReader{r: in, max: r.opt.maxBytes()}
	x.budget.left = x.budget.max
	x.depth = &nesting{in: x.budget}
	x.d = xml.NewDecoder(x.depth)
	x.d.Strict, x.d.Entity = false, xml.HTMLEntity
	x.d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil // stream made UTF-8 of it
		}
		return charset.NewReaderLabel(label, in)
	}
	for {
		tok, err := x.d.Token()
		if errors.Is(err, io.EOF) {
			return x.end()
		}
		if err != nil {
			return x.broken(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		line, _ := x.d.InputPos()
		if err, bad := x.element(start, line); err != nil {
			return err
		} else if bad != nil {
			return x.broken(bad)
		}
	}
}

// element reads one item; elements around items are gone into. bad is a fault
// of the XML, err one of the caller.
func (x *xmlReader) element(start xml.StartElement, line int) (err, bad error) {
	var items []Item
	switch start.Name.Local {
	case "newsItem":
		var it g2Item
		if bad = x.decode(&it, start); bad == nil {
			x.guids[it.GUID] = true
			w := it.wire()
			items = append(items, w.item(x.label(), x.source, line, x.r.opt))
		}
	case "packageItem":
		var it g2Package
		if bad = x.decode(&it, start); bad == nil {
			x.packs = append(x.packs, first(it.GUID, x.label()))
			for _, ref := range it.Refs {
				x.refs = append(x.refs, ref.ResID)
			}
			for _, g := range it.Groups {
				for _, ref := range g.Refs {
					x.refs = append(x.refs, ref.ResID)
				}
			}
		}
	case "conceptItem", "knowledgeItem", "planningItem", "catalogItem":
		var it g2Item
		if bad = x.decode(&it, start); bad == nil {
			items = append(items, notRead(first(field(it.GUID), x.label()), x.source, line,
				"is a "+strings.TrimSuffix(start.Name.Local, "Item")+" item of NewsML-G2, which holds no report"))
		}
	case "nitf":
		var doc nitf
		if bad = x.decode(&doc, start); bad == nil {
			w := doc.wire()
			items = append(items, w.item(x.label(), x.source, line, x.r.opt))
		}
	case "NewsItem":
		var it newsML1Item
		if bad = x.decode(&it, start); bad == nil {
			for _, w := range it.wires() {
				items = append(items, w.item(x.label(), x.source, line, x.r.opt))
			}
		}
	}
	for _, it := range items {
		if err = x.r.emit(it); err != nil {
			return err, nil
		}
	}
	return nil, bad
}

// decode reads the element into v and counts it.
func (x *xmlReader) decode(v any, start xml.StartElement) error {
	x.n++
	err := x.d.DecodeElement(v, &start)
	x.budget.left, x.depth.open = x.budget.max, 0
	return err
}

// label is what an item without an identifier is called.
func (x *xmlReader) label() string {
	if x.n == 1 {
		return x.name
	}
	return fmt.Sprintf("%s#%d", x.name, x.n)
}

// broken says where the XML breaks off.
func (x *xmlReader) broken(err error) error {
	line, _ := x.d.InputPos()
	where := fmt.Sprintf("%s:%d", x.source, line)
	reason := ""
	switch se := (*xml.SyntaxError)(nil); {
	case errors.Is(err, errTooLong):
		reason = fmt.Sprintf("item %d is longer than %s; it and what follows were not read", x.n, sizeWords(x.r.opt.maxBytes()))
	case errors.Is(err, errBomb), errors.Is(err, io.ErrUnexpectedEOF):
		reason = readFailure(err)
	case errors.As(err, &se) && strings.Contains(se.Msg, "unexpected EOF"):
		reason = "the XML is cut short; fetch it again"
	default:
		reason = "the XML breaks off here (" + strings.TrimPrefix(err.Error(), "xml: ") + "); what follows was not read"
	}
	return x.r.fail(where, x.source, line, reason)
}

// end says what was in the file beside reports.
func (x *xmlReader) end() error {
	if x.n == 0 {
		return x.r.fail(x.name, x.source, 0, "holds no news item")
	}
	missing := 0
	for _, ref := range x.refs {
		if !x.guids[ref] {
			missing++
		}
	}
	for _, name := range x.packs {
		if missing > 0 || len(x.refs) == 0 {
			reason := "is a package without items"
			if missing > 0 {
				reason = fmt.Sprintf("is a package that refers to %d items of which the file does not hold %d; give those too", len(x.refs), missing)
			}
			return x.r.fail(field(name), x.source, 0, reason)
		}
	}
	return nil
}

// g2Item is the part of a NewsML-G2 item that a report needs.
type g2Item struct {
	GUID    string `xml:"guid,attr"`
	Version string `xml:"version,attr"`
	Rights  []struct {
		Holders []g2Party `xml:"copyrightHolder"`
	} `xml:"rightsInfo"`
	Meta struct {
		Class     g2Party  `xml:"itemClass"`
		Provider  g2Party  `xml:"provider"`
		Made      string   `xml:"versionCreated"`
		First     string   `xml:"firstCreated"`
		Embargoed string   `xml:"embargoed"`
		Status    g2Party  `xml:"pubStatus"`
		Titles    []g2Text `xml:"title"`
		Notes     []g2Text `xml:"edNote"`
	} `xml:"itemMeta"`
	Content struct {
		By        []g2Text  `xml:"by"`
		Creators  []g2Party `xml:"creator"`
		Sources   []g2Party `xml:"infoSource"`
		Headlines []g2Text  `xml:"headline"`
		Summaries []g2Text  `xml:"description"`
	} `xml:"contentMeta"`
	Set struct {
		XML  []g2Text `xml:"inlineXML"`
		Data []g2Data `xml:"inlineData"`
	} `xml:"contentSet"`
}

// g2Package is a list of items that belong together.
type g2Package struct {
	GUID   string  `xml:"guid,attr"`
	Refs   []g2Ref `xml:"itemRef"`
	Groups []struct {
		Refs []g2Ref `xml:"itemRef"`
	} `xml:"groupSet>group"`
}

type g2Ref struct {
	ResID string `xml:"residref,attr"`
}

// g2Party is a concept named by a code, an address, a literal or a name.
type g2Party struct {
	QCode   string   `xml:"qcode,attr"`
	URI     string   `xml:"uri,attr"`
	Literal string   `xml:"literal,attr"`
	Names   []g2Text `xml:"name"`
}

// name is the printed name, "" if none.
func (p g2Party) name() string {
	for _, n := range p.Names {
		if s := n.String(); s != "" {
			return s
		}
	}
	return field(p.Literal)
}

// code is the code without its scheme, else the address.
func (p g2Party) code() string {
	if p.QCode != "" {
		return p.QCode[strings.IndexByte(p.QCode, ':')+1:]
	}
	return p.URI
}

// g2Text is an element with text and perhaps inline elements.
type g2Text struct {
	Media string `xml:"contenttype,attr"`
	Role  string `xml:"role,attr"`
	Inner string `xml:",innerxml"`
}

// String is the text on one line.
func (t g2Text) String() string { return field(readMarkup(t.Inner).text) }

// g2Data is a body that is no XML.
type g2Data struct {
	Media    string `xml:"contenttype,attr"`
	Encoding string `xml:"encoding,attr"`
	Text     string `xml:",chardata"`
}

// wire takes from the item what a report needs.
func (it *g2Item) wire() wireItem {
	w := wireItem{
		id: it.GUID, version: it.Version, status: first(it.Meta.Status.code(), it.Meta.Status.Literal),
		first: it.Meta.First, made: it.Meta.Made, embargo: strings.TrimSpace(it.Meta.Embargoed),
		kind: it.Meta.Class.code(),
	}
	w.kind = w.kind[strings.LastIndexByte(w.kind, '/')+1:]
	for _, h := range append(it.Content.Headlines, it.Meta.Titles...) {
		if w.title == "" || strings.HasSuffix(h.Role, ":main") {
			w.title = first(h.String(), w.title)
		}
	}
	for _, by := range it.Content.By {
		w.author = first(w.author, by.String())
	}
	for _, d := range it.Content.Summaries {
		w.summary = first(w.summary, d.String())
	}
	for _, n := range it.Meta.Notes {
		w.note = strings.TrimSpace(w.note + " " + n.String())
	}
	for _, b := range it.Set.XML {
		m := readMarkup(b.Inner)
		if strings.Contains(b.Media, "sportsml") || strings.Contains(b.Media, "knowledge") {
			continue // tables of results, not prose
		}
		if len(m.text) > len(w.text) {
			w.text = m.text
		}
		w.title, w.author = first(w.title, m.title), first(w.author, m.byline)
	}
	for _, b := range it.Set.Data {
		if b.Encoding != "" || !strings.HasPrefix(first(b.Media, "text/plain"), "text/") {
			continue
		}
		if text := richText(b.Text, b.Media); len(text) > len(w.text) {
			w.text = text
		}
	}
	for _, c := range it.Content.Creators {
		w.author = first(w.author, c.name())
	}
	w.publisher = it.Meta.Provider.name()
	if it.Meta.Provider.QCode != "" {
		w.publisher = first(w.publisher, it.Meta.Provider.code())
	}
	for _, r := range it.Rights {
		for _, holder := range r.Holders {
			w.publisher = first(w.publisher, holder.name())
		}
	}
	for _, s := range it.Content.Sources {
		w.publisher = first(w.publisher, s.name())
	}
	if u, err := url.Parse(it.Meta.Provider.URI); err == nil {
		w.publisher = first(w.publisher, u.Host)
	}
	return w
}

// nitf is the part of a NITF document that a report needs.
type nitf struct {
	Head struct {
		Title string `xml:"title"`
		Data  struct {
			Status string `xml:"management-status,attr"`
			DocID  struct {
				ID string `xml:"id-string,attr"`
			} `xml:"doc-id"`
			Key struct {
				Version string `xml:"version,attr"`
			} `xml:"du-key"`
			Issued struct {
				At string `xml:"norm,attr"`
			} `xml:"date.issue"`
			Release struct {
				At string `xml:"norm,attr"`
			} `xml:"date.release"`
			Note struct {
				Info string `xml:"info,attr"`
			} `xml:"ed-msg"`
			Copyright struct {
				Holder string `xml:"holder,attr"`
			} `xml:"doc.copyright"`
		} `xml:"docdata"`
		Published []struct {
			Name string `xml:"name,attr"`
			At   string `xml:"date.publication,attr"`
			URL  string `xml:"ex-ref,attr"`
		} `xml:"pubdata"`
	} `xml:"head"`
	Inner []byte `xml:",innerxml"`
}

// wire takes from the document what a report needs.
func (doc *nitf) wire() wireItem {
	d := doc.Head.Data
	m := readMarkup(string(bytes.TrimSpace(doc.Inner)))
	w := wireItem{
		id: d.DocID.ID, title: first(m.title, doc.Head.Title), author: m.byline, text: m.text,
		version: d.Key.Version, status: d.Status, note: d.Note.Info, made: d.Issued.At, embargo: d.Release.At,
	}
	for _, p := range doc.Head.Published {
		w.publisher, w.first = first(w.publisher, p.Name), first(w.first, p.At)
	}
	w.publisher = first(w.publisher, d.Copyright.Holder)
	return w
}
