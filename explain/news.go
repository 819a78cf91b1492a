package explain

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"

	"sofar/dossier"
)

// Development is a change of an account, with the words that it came from.
type Development struct {
	At     time.Time `json:"at"` // when the report that brought it became known
	Story  string    `json:"story"`
	Title  string    `json:"title"`
	Kind   string    `json:"kind"` // figure, responsibility, denial, correction, retraction
	Text   string    `json:"text"`
	Outlet string    `json:"outlet,omitempty"`
	Report string    `json:"report,omitempty"`
	URL    string    `json:"url,omitempty"`
	Quote  string    `json:"quote,omitempty"` // a slice of the report's text
}

// News tells what is new in an account each time it is shown one. It tells of
// every development once, also when stories part or join.
type News struct {
	told map[string]bool
}

// Look gives the developments of a that News has not told before, story by
// story, the oldest first.
func (n *News) Look(a *dossier.Account) []Development {
	if n.told == nil {
		n.told = map[string]bool{}
	}
	var out []Development
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		var byID map[string]*dossier.Statement // made for the first that is new
		for _, c := range d.Changes {
			key := c.Kind + "\x00" + c.Text
			if len(c.Statements) > 0 {
				key = c.Kind + "\x00" + c.Statements[0]
			}
			if c.Decision != "" {
				key = c.Kind + "\x00" + c.Decision
			}
			if n.told[key] {
				continue
			}
			n.told[key] = true
			dev := Development{At: c.At, Story: d.ID, Title: d.Title, Kind: c.Kind, Text: first(c.Text)}
			if len(c.Statements) > 0 && byID == nil {
				byID = d.ByID()
			}
			if len(c.Statements) > 0 && byID[c.Statements[0]] != nil {
				s := byID[c.Statements[0]]
				dev.Report = s.Report
				if rep := d.Reports[s.Report]; rep != nil {
					dev.Outlet, dev.URL, dev.Quote = cmp.Or(rep.Publisher, rep.Label()), rep.URL, s.Span.Of(rep.Text)
				}
			}
			out = append(out, dev)
		}
	}
	slices.SortStableFunc(out, func(a, b Development) int {
		return cmp.Or(cmp.Compare(a.Story, b.Story), a.At.Compare(b.At))
	})
	return out
}

// newsPerStory is how many developments of one story are written at once.
const newsPerStory = 6

// TerminalNews writes developments as a log: the story, then a line for each
// with the outlet and its words. Of a story that brings many at once the last
// are written and the rest counted.
func TerminalNews(w io.Writer, news []Development, o TerminalOptions) error {
	bold, dim, off := o.prepare()
	b := bufio.NewWriter(w)
	for len(news) > 0 {
		n := 1
		for n < len(news) && news[n].Story == news[0].Story {
			n++
		}
		fmt.Fprintf(b, "%s%s%s\n", bold, wrap(safe(news[0].Title), o.Width, ""), off)
		left := max(n-newsPerStory, 0)
		if left > 0 {
			fmt.Fprintf(b, "  %s(%d earlier)%s\n", dim, left, off)
		}
		for _, d := range news[left:n] {
			fmt.Fprintf(b, "  %s %s\n", d.At.UTC().Format("15:04"), wrap(safe(d.Text), o.Width-8, "        "))
			if d.Quote != "" {
				fmt.Fprintf(b, "        %s%s%s\n", dim, wrap(safe(d.Outlet)+": "+quoted(safe(d.Quote), ""), o.Width-8, "        "), off)
			}
		}
		news = news[n:]
	}
	return b.Flush()
}
