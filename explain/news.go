package explain

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/statement"
)

// Kinds of developments.
const (
	NewsFigure         = "figure"         // a figure is first given, rises or falls
	NewsCorroboration  = "corroboration"  // a second independent origin agrees with a figure
	NewsResponsibility = "responsibility" // somebody claims the act, or is said to have done it
	NewsConfirmation   = "confirmation"   // a claim of responsibility is supported
	NewsDenial         = "denial"
	NewsCorrection     = "correction" // of a figure or of what was said
	NewsRetraction     = "retraction"
	NewsSilentEdit     = "silent edit"        // an outlet changed a figure without saying so
	NewsEditor         = dossier.ChangeEditor // an editor of the desk decided something
)

// NewsKinds are all kinds of developments, in the order of the documentation.
var NewsKinds = []string{NewsFigure, NewsCorroboration, NewsResponsibility, NewsConfirmation, NewsDenial, NewsCorrection, NewsRetraction, NewsSilentEdit, NewsEditor}

// Development is a change of an account, with the words that it came from.
type Development struct {
	// ID is made of what the development is, not of when it was told: the same
	// for the same ledger, also when stories part or join.
	ID    string    `json:"id"`
	At    time.Time `json:"at"`            // when the report that brought it became known
	Seen  time.Time `json:"seen,omitzero"` // when that report reached the ledger
	Story string    `json:"story"`
	Title string    `json:"title"`
	Kind  string    `json:"kind"`
	Text  string    `json:"text"`
	// Figure is the kind of figure that moved or is agreed on, "" for none; From
	// and To are the figure before and after.
	Figure string  `json:"figure,omitempty"`
	From   *Bounds `json:"from,omitempty"`
	To     *Bounds `json:"to,omitempty"`
	Outlet string  `json:"outlet,omitempty"`
	Report string  `json:"report,omitempty"`
	URL    string  `json:"url,omitempty"`
	Quote  string  `json:"quote,omitempty"` // a slice of the report's text
}

// Bounds are a figure's numbers; High is nil where no upper bound is given.
type Bounds struct {
	Low  int64  `json:"low"`
	Best int64  `json:"best"`
	High *int64 `json:"high,omitempty"`
}

func boundsOf(s *dossier.Step) *Bounds {
	if s == nil {
		return nil
	}
	b := &Bounds{Low: s.Low, Best: s.Best}
	if !s.Open {
		b.High = &s.High
	}
	return b
}

// Developments gives everything that happened to a story's claims, oldest first:
// what changed in the dossier, second origins, claims that are confirmed, and
// figures that an outlet changed silently.
func Developments(d *dossier.Dossier) []Development {
	t := &teller{d: d, byID: d.ByID(), keys: map[string]int{}}
	for i := range d.Changes {
		c := &d.Changes[i]
		id := ""
		if len(c.Statements) > 0 {
			id = c.Statements[0]
		}
		dev := Development{At: c.At, Kind: c.Kind, Text: first(c.Text), From: boundsOf(c.From), To: boundsOf(c.To)}
		key := id
		switch {
		case c.Decision != "":
			key = c.Decision
		case id == "":
			key = c.Text
		}
		if s := t.byID[id]; c.To != nil && s != nil && s.Figure != nil {
			dev.Figure = string(s.Figure.Kind)
			if c.To.Change == "correction" {
				dev.Kind = NewsCorrection
			}
		}
		t.tell(dev, id, c.Kind, key)
	}
	for i := range d.Figures {
		f := &d.Figures[i]
		for _, b := range f.Backed {
			s, before := t.byID[b.Statement], t.byID[b.First]
			if s == nil || before == nil {
				continue
			}
			t.tell(Development{At: b.At, Kind: NewsCorroboration, Figure: string(f.Kind), To: &Bounds{b.Best, b.Best, &b.Best},
				Text: fmt.Sprintf("%s: a second independent origin gives %d (%s, after %s)", first(string(f.Kind)), b.Best, t.mouth(s), t.mouth(before))},
				s.ID, NewsCorroboration, string(f.Kind), fmt.Sprint(b.Best), s.ID)
		}
	}
	for i := range d.Responsibility {
		r := &d.Responsibility[i]
		s := t.byID[r.Confirmed]
		if s == nil {
			continue
		}
		dev := Development{At: d.Known[s.Report], Kind: NewsConfirmation, Text: fmt.Sprintf("%s: claimed and confirmed (%s); %s", first(r.Actor), t.mouth(s), r.Rule)}
		for _, id := range r.Statements { // the claim may come after its support
			if c := t.byID[id]; c != nil && c.Responsibility != nil && c.Responsibility.Relation == statement.ClaimedBy && !disowned(c) {
				if at := d.Known[c.Report]; at.After(dev.At) {
					dev.At = at
				}
				break
			}
		}
		t.tell(dev, s.ID, NewsConfirmation, plain(r.Actor))
	}
	for _, e := range SilentEdits(d) {
		t.tell(Development{At: e.At, Kind: NewsSilentEdit, Figure: string(e.After.Figure.Kind), Text: e.Text()}, e.After.ID, NewsSilentEdit, e.Before.ID)
	}
	slices.SortStableFunc(t.out, func(a, b Development) int { return a.At.Compare(b.At) })
	return t.out
}

func disowned(s *dossier.Statement) bool {
	return s.Stance == statement.Denies || s.Stance == statement.Rejects
}

// teller gathers a story's developments.
type teller struct {
	d    *dossier.Dossier
	byID map[string]*dossier.Statement
	keys map[string]int // how often a key came up
	out  []Development
}

// tell adds a development that a statement brought, under a key of what it is.
func (t *teller) tell(dev Development, id string, key ...string) {
	k := strings.Join(key, "\x00")
	t.keys[k]++
	if n := t.keys[k]; n > 1 {
		k += fmt.Sprintf("\x00%d", n) // a figure may come back to a statement
	}
	sum := sha256.Sum256([]byte(k))
	dev.ID = "urn:sofar:event:" + hex.EncodeToString(sum[:16])
	dev.Story, dev.Title = t.d.ID, t.d.Title
	if s := t.byID[id]; s != nil {
		dev.Report = s.Report
		if rep := t.d.Reports[s.Report]; rep != nil {
			dev.Outlet, dev.URL, dev.Quote, dev.Seen = cmp.Or(rep.Publisher, rep.Label()), rep.URL, s.Span.Of(rep.Text), rep.Seen
		}
	}
	t.out = append(t.out, dev)
}

// mouth names who said something, the outlet where it names nobody.
func (t *teller) mouth(s *dossier.Statement) string {
	if name := SpeakerName(s); name != "" {
		return name
	}
	if rep := t.d.Reports[s.Report]; rep != nil {
		return cmp.Or(rep.Publisher, rep.Label()) + ", no source named"
	}
	return "no source named"
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
		for _, dev := range Developments(&a.Dossiers[i]) {
			if !n.told[dev.ID] {
				n.told[dev.ID] = true
				out = append(out, dev)
			}
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

// TerminalNotice rings a terminal's bell and asks it for a notice of the desktop
// (OSC 9) that names the last development; nothing for no news. It is for
// terminals alone.
func TerminalNotice(w io.Writer, news []Development) error {
	if len(news) == 0 {
		return nil
	}
	last := news[len(news)-1]
	text := []rune(safe(last.Title + ": " + last.Text))
	if len(text) > 200 {
		text = append(text[:199], '…')
	}
	_, err := fmt.Fprintf(w, "\a\x1b]9;%s\x1b\\", string(text))
	return err
}
