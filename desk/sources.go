package desk

import (
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/explain"
	"sofar/story"
)

// sourcesView draws a story's reports by where their text came from.
type sourcesView struct {
	Reports, Copies, Own int    // by address: the versions of a page are one report
	Graph                *graph // nil where nobody carries another
	Roots                []*source
	More                 int // roots that are not shown
}

// source is one report with the reports that copy it.
type source struct {
	Key, Outlet, Title, Href string
	At                       time.Time
	Why                      string
	Extent, Share            string // how it copies its parent, "" for a root
	Relays                   []string
	Said                     int
	Copies                   []*source
	Versions                 []version // where the page has several, the oldest first
	Silent                   int       // figures that it changed without saying so
}

// version is one state of a page.
type version struct {
	Href  string
	At    time.Time
	Title string // where it is another than the version before had
	Moves []versionMove
}

type versionMove struct {
	Text, Href string
	Silent     bool
}

// maxSources bounds the reports drawn on a story page.
const maxSources = 150

var extents = map[story.Extent]string{
	story.Full: "full copy", story.Partial: "partial copy", story.Paraphrase: "retold with credit",
}

// sources draws the tree: each copy hangs below the report that it takes most from.
func (s *server) sources(d *dossier.Dossier) sourcesView {
	nodes := make(map[string]*source, len(d.Members))
	relays := relaysOf(d)
	counts := map[string]int{}
	for i := range d.Statements {
		counts[d.Statements[i].Report]++
	}
	for _, m := range d.Members {
		rep := d.Reports[m.Report]
		if rep == nil {
			continue
		}
		n := &source{Key: "src-" + m.Report, Outlet: outlet(rep), Title: headline(rep), Href: reportURL(rep.ID),
			At: d.Known[m.Report], Why: trim(m.Why, 200), Relays: relays[m.Report], Said: counts[m.Report]}
		if wire := s.wire(m.Report); wire != "" {
			n.Relays = addName(n.Relays, wire, outlet(rep))
		}
		nodes[m.Report] = n
	}
	for id, n := range nodes {
		relays[id] = n.Relays
	}
	parent := copiesOf(d)
	pages, later, firstVersion := explain.Pages(d), map[string]bool{}, map[string]string{}
	copied := 0
	for _, list := range pages {
		for i, one := range list {
			if i > 0 {
				later[one.Report.ID], firstVersion[one.Report.ID] = true, list[0].Report.ID
			}
		}
		if _, ok := parent[list[0].Report.ID]; ok {
			copied++
		}
		if n := nodes[list[0].Report.ID]; len(list) > 1 && n != nil {
			n.versions(list)
		}
	}
	v := sourcesView{Graph: graphOf(d, relays), Reports: len(pages), Copies: copied, Own: len(pages) - copied}
	shown := 0
	for _, m := range d.Members {
		n := nodes[m.Report]
		if n == nil || later[m.Report] {
			continue // a later version stands with the first
		}
		c, isCopy := parent[m.Report]
		if shown >= maxSources {
			if !isCopy {
				v.More++
			}
			continue
		}
		shown++
		if !isCopy {
			v.Roots = append(v.Roots, n)
			continue
		}
		n.Extent = extents[c.Extent]
		if c.Extent != story.Paraphrase && c.Share > 0 && c.Share < 0.995 {
			n.Share = num(int64(c.Share*100+0.5)) + " % of its sentences"
		}
		of := c.Of
		if first := firstVersion[of]; first != "" {
			of = first
		}
		nodes[of].Copies = append(nodes[of].Copies, n)
	}
	return v
}

// wire is the agency under whose name a report is printed, "" for none.
func (s *server) wire(id string) string {
	if h, ok := s.src.(interface{ wire(id string) string }); ok {
		return h.wire(id)
	}
	if _, reading, ok := s.src.Report(id); ok && reading != nil {
		return reading.Wire
	}
	return ""
}

// versions tells of a page's versions, of which n is the first.
func (n *source) versions(list []explain.Version) {
	links := linker{}
	title := ""
	for _, v := range list {
		row := version{Href: reportURL(v.Report.ID), At: v.At}
		if t := headline(v.Report); t != title {
			row.Title, title = t, t
		}
		for _, m := range v.Moves {
			row.Moves = append(row.Moves, versionMove{m.Text(), links.words(v.Report, m.After.Span), m.Silent})
			if m.Silent {
				n.Silent++
			}
		}
		n.Versions = append(n.Versions, row)
	}
	n.Title = title // as it is now
}

// copiesOf gives for each report that copies another the copy that takes most.
func copiesOf(d *dossier.Dossier) map[string]story.Copy {
	order := make(map[string]int, len(d.Members))
	for i, m := range d.Members {
		if d.Reports[m.Report] != nil {
			order[m.Report] = i
		}
	}
	parent := map[string]story.Copy{}
	for _, c := range d.Copies {
		from, ok1 := order[c.Report]
		to, ok2 := order[c.Of]
		if !ok1 || !ok2 || to >= from {
			continue // a copy is known after its original: this keeps the tree free of rings
		}
		if old, ok := parent[c.Report]; !ok || c.Share > old.Share {
			parent[c.Report] = c
		}
	}
	return parent
}

// relaysOf gives for each report the outlets through which it has its statements.
func relaysOf(d *dossier.Dossier) map[string][]string {
	out := map[string][]string{}
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, via := range s.Relay {
			out[s.Report] = addName(out[s.Report], via, outlet(d.Reports[s.Report]))
		}
	}
	for _, names := range out {
		sort.Strings(names)
	}
	return out
}

func addName(names []string, name, own string) []string {
	if !named(name) || sameOutlet(name, own) {
		return names
	}
	for i, n := range names {
		if sameOutlet(n, name) {
			if len(name) > len(n) {
				names[i] = trim(name, 60) // the full name says more than its initials
			}
			return names
		}
	}
	if len(names) >= 5 {
		return names
	}
	return append(names, trim(name, 60))
}

// sameOutlet tells whether two names are one outlet's: equal, or one the
// initials of the other ("BPB" for "Bosna Press Bureau") or its first words
// ("Meridian" for "Meridian Wire").
func sameOutlet(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return strings.EqualFold(a, b) || a != "" && initials(b) == a || len(a) >= minShort && strings.HasPrefix(b, a+" ")
}

// minShort is the length from which the first words of a name can stand for it,
// in bytes: "The" is no outlet.
const minShort = 5

// initials of a name of two words or more, "" for a single word.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	var out []rune
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			out = append(out, r)
		}
	}
	return string(out)
}
