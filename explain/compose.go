package explain

import (
	"sort"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
)

// most bounds the sentences of each section of a full page.
const most = 12

// mostEvents bounds the timeline.
const mostEvents = 20

// Compose writes the page of one story. Every sentence that it returns passes
// Check against the story's reports; a sentence that would not is left out.
func Compose(d *dossier.Dossier, o Options) Page {
	c := newComposer(d, o)
	p := Page{Story: d.ID, Title: headline(d.Title), AsOf: d.AsOf, Reports: len(Pages(d))}
	if p.Title == "" {
		p.Title = c.title()
	}
	outlets, origins := map[string]bool{}, map[string]bool{}
	for _, m := range d.Members {
		r := d.Reports[m.Report]
		outlets[firstOf(r.Publisher, firstOf(r.URL, r.ID))] = true
		p.Sources = append(p.Sources, Source{Report: r.ID, Label: r.Label(), Publisher: r.Publisher, Title: r.Title, URL: r.URL, Published: r.Published})
		if t := d.Known[m.Report]; t.After(p.Updated) {
			p.Updated = t
		}
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.RepeatOf == "" && s.Speaker.Name != "" {
			origins[plain(s.Speaker.Origin)] = true
		}
	}
	if c.hidesText(p.Title) {
		p.Title = c.title()
	}
	for i := range p.Sources {
		if c.hidesText(p.Sources[i].Title) {
			p.Sources[i].Title = ""
		}
	}
	p.Outlets, p.Origins = len(outlets), len(origins)
	c.known()
	c.disputed()
	c.notKnown()
	c.whoSays()
	c.background()
	c.earlier()
	c.checked()
	c.timeline()
	c.changed()
	c.opener()
	p.Sentences = c.finish(o.Lines)
	p.beyond(c.aside, o)
	for i := range d.Decisions {
		dec := &d.Decisions[i]
		p.Sources = append(p.Sources, Source{Report: dec.ID, Label: dec.ID, Publisher: dec.Author, Title: "editor's decision", Published: dec.At})
	}
	return p
}

// beyond adds to the sources what the sentences cite beyond the story's reports.
func (p *Page) beyond(aside map[string]*report.Report, o Options) {
	for _, s := range p.Sentences {
		for _, ct := range s.Citations {
			r := aside[ct.Report]
			if r == nil || p.Aside[r.ID] != nil {
				continue
			}
			if p.Aside == nil {
				p.Aside = map[string]*report.Report{}
			}
			p.Aside[r.ID] = r
			title := r.Title
			if o.Hides("", r.ID, title) {
				title = ""
			}
			p.Sources = append(p.Sources, Source{Report: r.ID, Label: r.Label(), Publisher: r.Publisher, Title: title, URL: r.URL, Published: r.Published})
		}
	}
}

// composer gathers the sentences of one page.
type composer struct {
	d       *dossier.Dossier
	o       Options
	byID    map[string]*dossier.Statement
	order   map[string]int // report → place
	check   *checker
	out     []Sentence
	told    map[string]bool           // texts already on the page, by section group
	counts  map[string]int            // sentences per section
	hidden  []string                  // names that HideNames leaves out
	aside   map[string]*report.Report // brought in from outside the story
	dropped int                       // sentences of which Check refused every wording
	// What was asked of all reports, by name.
	counted map[string][2]int // articles
	proofs  map[string]proof  // anywhere
}

// proof is where a name stands in some report of the story, if it does.
type proof struct {
	cite Citation
	ok   bool
}

func newComposer(d *dossier.Dossier, o Options) *composer {
	c := &composer{d: d, o: o, byID: map[string]*dossier.Statement{}, order: map[string]int{}, told: map[string]bool{}, counts: map[string]int{}, counted: map[string][2]int{}, proofs: map[string]proof{}}
	for i := range d.Statements {
		c.byID[d.Statements[i].ID] = &d.Statements[i]
	}
	for i, m := range d.Members {
		c.order[m.Report] = i
	}
	c.check = newChecker(d.Reports, d.AsOf)
	c.check.decide(d)
	if o.HideNames {
		c.hidden = hiddenNames(d)
	}
	return c
}

// hiddenNames are the names of victims and of individual suspects.
func hiddenNames(d *dossier.Dossier) []string {
	var out []string
	add := func(list []string) {
		for _, n := range list {
			if w := strings.Fields(n); len(w) > 0 && isName(n) {
				out = append(out, plain(n), plain(w[len(w)-1]))
			}
		}
	}
	for _, v := range d.Incident.Victims {
		add(v.Name)
	}
	for _, p := range d.Incident.Perpetrators {
		if p.Role == "individual" {
			add(p.Words)
		}
	}
	sort.Strings(out)
	return out
}

func isName(s string) bool { return s != strings.ToLower(s) }

// draft is a sentence in the making: alternatives, the best first, of which the
// first that Check proves is taken.
type draft struct {
	section, template, kind string
	lead                    string // when and where, for a line of the timeline
	key                     int
	at                      time.Time
	tries                   []try
}

type try struct {
	text  string
	cites []Citation
}

// add puts the first alternative that is proved on the page.
func (c *composer) add(d draft) bool {
	if c.counts[d.section] >= most && d.section != Timeline {
		return false
	}
	refused := false
	for _, t := range d.tries {
		s := Sentence{Section: d.section, Text: tidy(t.text), Citations: unique(t.cites), Template: d.template, Kind: d.kind, At: d.at, Key: d.key}
		if s.Text == "" || c.hides(&s) {
			continue
		}
		if lead := strings.Join(strings.Fields(d.lead), " ") + ": "; d.lead != "" && strings.HasPrefix(s.Text, lead) {
			s.Lead = lead
		}
		if c.tells(&s) {
			return false // another wording of what stands there adds nothing
		}
		if len(c.check.sentence(&s)) > 0 {
			refused = true
			continue
		}
		c.tell(&s)
		c.counts[d.section]++
		c.out = append(c.out, s)
		return true
	}
	if refused {
		c.dropped++
	}
	return false
}

// tellKeys are the marks under which a sentence is remembered: its text, and
// the words that it quotes. The timeline and the changes repeat what stands
// above them, each once.
func tellKeys(s *Sentence) []string {
	group := "body "
	if s.Section == Timeline || s.Section == Changed {
		group = s.Section + " "
	}
	text := s.Text
	if _, rest, ok := strings.Cut(text, ": "); ok && s.Section == Timeline {
		text = rest // the same words from another outlet are no other development
	}
	out := []string{group + plain(text)}
	if i, j := strings.Index(text, "“"), strings.LastIndex(text, "”"); i >= 0 && j > i+40 {
		out = append(out, group+plain(strings.TrimRight(text[i:j], ",.”’")))
	}
	return append(out, contentKey(group, text)...)
}

func (c *composer) tells(s *Sentence) bool {
	for _, k := range tellKeys(s) {
		if c.told[k] {
			return true
		}
	}
	return false
}

func (c *composer) tell(s *Sentence) {
	for _, k := range tellKeys(s) {
		c.told[k] = true
	}
}

// hides tells whether HideNames keeps the sentence off the page.
func (c *composer) hides(s *Sentence) bool {
	for _, ct := range s.Citations {
		if c.hidesText(ct.Quote) || c.o.Hides("", ct.Report, ct.Quote) {
			return true
		}
	}
	// Words cited may have a name left out of them; a sentence of the page's own
	// that lacks its subject is none.
	return c.o.HideNames && IsMasked(s.Text) || c.hidesText(s.Text) || c.o.Hides(c.d.ID, "", s.Text)
}

// hidesText tells whether a text holds a hidden name.
func (c *composer) hidesText(text string) bool {
	low := plain(text)
	for _, n := range c.hidden {
		if hasWord(low, n) {
			return true
		}
	}
	return false
}

// loose are marks that stand apart from their word or twice.
var loose = strings.NewReplacer(" ,", ",", ",,", ",", " .", ".", "..", ".")

// tidy joins white space and closes the sentence.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = loose.Replace(s)
	if s == "" {
		return ""
	}
	switch end := strings.TrimRight(s, "”’"); {
	case end == s && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "!") && !strings.HasSuffix(s, "?"),
		end != s && end != "" && !strings.ContainsAny(end[len(end)-1:], ".!?"):
		s = strings.TrimRight(s, ",") + "."
	}
	return first(s)
}

func unique(cites []Citation) []Citation {
	var out []Citation
	for _, ct := range cites {
		dup := false
		for i := range out {
			if out[i].Report == ct.Report && out[i].Span == ct.Span && out[i].Decision == ct.Decision {
				dup = true
				if out[i].Statement == "" {
					out[i].Statement = ct.Statement
				}
			}
		}
		if !dup && ct.Quote != "" {
			out = append(out, ct)
		}
	}
	// What stands inside another cited slice need not be cited again.
	kept := out[:0:0]
	for i, ct := range out {
		inside := false
		for j, other := range out {
			inside = inside || i != j && ct.Decision == "" && ct.Report == other.Report && ct.Span != other.Span && other.Span.Contains(ct.Span) && ct.Statement == ""
		}
		if !inside {
			kept = append(kept, ct)
		}
	}
	return kept
}

// sections in the order of the page.
var sections = []string{Known, Disputed, NotKnown, WhoSays, Background, Checked, Timeline, Changed}

// finish marks the sentences of the short lengths, orders the sections and cuts
// to the asked length.
func (c *composer) finish(lines int) []Sentence {
	var out []Sentence
	for _, sec := range sections {
		for _, s := range c.out {
			if s.Section == sec {
				out = append(out, s)
			}
		}
	}
	marks := shortened(out, 5)
	for i := range out {
		out[i].Key = 0
	}
	for n, i := range marks {
		if out[i].Key = 5; n == 0 {
			out[i].Key = 1
		}
	}
	if lines == 0 {
		return out
	}
	if lines != 5 {
		marks = shortened(out, lines)
	}
	sort.Ints(marks)
	short := make([]Sentence, 0, len(marks))
	for _, i := range marks {
		short = append(short, out[i])
	}
	return short
}

// shortened picks n sentences in the order of their weight: the first sentence,
// who else was hurt or is missing, who claims or is accused, what is disputed,
// what is not known, then more counts and claims.
func shortened(page []Sentence, n int) []int {
	var figures, blame, disputed, open, rest []int
	for i, s := range page {
		switch {
		case s.Section == Known && (s.Template == "lead" || s.Template == "figure" || s.Template == "figures"):
			figures = append(figures, i)
		case s.Section == Known && s.Kind == "responsibility":
			blame = append(blame, i)
		case s.Section == Known:
			rest = append(rest, i)
		case s.Section == Disputed:
			disputed = append(disputed, i)
		case s.Section == NotKnown && s.Template != "list missing":
			open = append(open, i)
		}
	}
	var order []int
	take := func(list []int, from, to int) {
		order = append(order, list[min(from, len(list)):min(to, len(list))]...)
	}
	take(figures, 0, 2)
	take(blame, 0, 1)
	take(disputed, 0, 1)
	take(open, 0, 1)
	take(figures, 2, 3)
	take(blame, 1, 2)
	take(rest, 0, 2)
	if len(order) == 0 {
		for i := range page {
			order = append(order, i)
		}
	}
	return order[:min(n, len(order))]
}
