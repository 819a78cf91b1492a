package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"golang.org/x/net/html/charset"
)

// Source is something to watch: a feed, a sitemap or a page.
type Source struct {
	URL   string
	Title string // as the list of sources calls it
}

// maxSources bounds one list of sources.
const maxSources = 20_000

// ReadSources gives the sources that an argument names: itself, if it is an
// address; else those of a file, which is an OPML list of feeds or a text with
// an address on each line (# begins a comment).
func ReadSources(arg string) ([]Source, error) {
	if strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://") {
		u, err := url.Parse(arg)
		if err != nil {
			return nil, fmt.Errorf("%s is no address: %w", arg, err)
		}
		if err := checkURL(u); err != nil {
			return nil, fmt.Errorf("%s %w", arg, err)
		}
		return []Source{{URL: arg}}, nil
	}
	f, err := os.Open(arg)
	if err != nil {
		return nil, fmt.Errorf("%w; name an address (https://…), or a file with a list of them", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", arg, err)
	}
	var list []Source
	if bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("<")) {
		list, err = readOPML(data)
	} else {
		list, err = readAddresses(data)
	}
	if err != nil {
		return nil, fmt.Errorf("%s %w", arg, err)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s names no address; sofar watches OPML lists of feeds and texts with an address on each line", arg)
	}
	return list, nil
}

// outline is an entry of an OPML list, or a folder of entries.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr"`
	URL      string    `xml:"xmlUrl,attr"`
	Upper    string    `xml:"XMLURL,attr"` // spellings that readers write
	Lower    string    `xml:"xmlurl,attr"`
	Outlines []outline `xml:"outline"`
}

// readOPML gives the feeds of an OPML list (http://opml.org/spec2.opml), folders
// opened, each once.
func readOPML(data []byte) ([]Source, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) { return charset.NewReaderLabel(label, in) }
	var doc struct {
		XMLName  xml.Name
		Outlines []outline `xml:"body>outline"`
	}
	if err := d.Decode(&doc); err != nil {
		return nil, fmt.Errorf("is no OPML list that can be read: %w", err)
	}
	if !strings.EqualFold(doc.XMLName.Local, "opml") {
		return nil, errors.New("is XML, but no OPML list of feeds")
	}
	var out []Source
	seen := map[string]bool{}
	var walk func(list []outline)
	walk = func(list []outline) {
		for _, o := range list {
			address := strings.TrimSpace(o.URL + o.Upper + o.Lower)
			if rest, ok := strings.CutPrefix(address, "feed:"); ok { // feed:https://… and feed://…
				address = rest
				if strings.HasPrefix(rest, "//") {
					address = "http:" + rest
				}
			}
			if u, err := url.Parse(address); err == nil && address != "" && checkURL(u) == nil && !seen[address] && len(out) < maxSources {
				seen[address] = true
				title := o.Title
				if title == "" {
					title = o.Text
				}
				out = append(out, Source{URL: address, Title: line(title)})
			}
			walk(o.Outlines)
		}
	}
	walk(doc.Outlines)
	return out, nil
}

// readAddresses gives the addresses of a text, one on each line.
func readAddresses(data []byte) ([]Source, error) {
	var out []Source
	seen := map[string]bool{}
	for n, l := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		if l = strings.TrimSpace(l); l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		u, err := url.Parse(l)
		if err == nil {
			err = checkURL(u)
		}
		if err != nil {
			return nil, fmt.Errorf("holds on line %d what is no address: %.80q", n+1, l)
		}
		if !seen[l] && len(out) < maxSources {
			seen[l] = true
			out = append(out, Source{URL: l})
		}
	}
	return out, nil
}
