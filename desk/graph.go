package desk

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"sofar/dossier"
	"sofar/explain"
)

// graph draws who speaks, through which wires, in which outlets: three columns
// of nodes with lines between them, in pixels of a drawing Width wide. The list
// of sources beside it holds the same in words.
type graph struct {
	Width, Height int
	Summary       string // the drawing in a sentence, for who cannot see it
	Heads         []graphHead
	Mouths        []graphNode
	Wires         []graphNode
	Outlets       []graphNode
	Lines         []graphLine
}

type graphHead struct {
	X          int
	Text, Note string
	Anchor     string
}

type graphNode struct {
	X, Y        int // of its dot, or of the middle of its box's left edge
	Label, Note string
	Title       string // the whole of a label that was cut
	Own         bool   // an outlet that carries no wire
}

type graphLine struct {
	D     string // path data
	Class string // "carry" for copies of a wire, "via" for words relayed, "says" for a mouth
	Width float64
}

// Places of the columns, in pixels, and the most nodes of each.
const (
	graphWidth  = 1000
	graphTop    = 56  // below the heads
	mouthX      = 286 // where a mouth's dot stands
	wireX       = 410 // left edge of a wire's box
	wireWidth   = 220
	outletX     = 740
	mouthGap    = 36
	wireGap     = 54
	outletGap   = 27
	maxMouths   = 12
	maxWires    = 8
	maxOutlets  = 40
	maxCarrying = 6 // the widest line stands for this many copies
)

// carrier is an outlet with what it takes from others.
type carrier struct {
	name    string
	first   int            // place of its first report in the story
	reports int            // of the story
	copies  map[string]int // by wire: reports copied
	via     map[string]int // by wire: reports that relay its words without being copies
}

// graphOf gives nil where no outlet carries another one.
func graphOf(d *dossier.Dossier, relays map[string][]string) *graph {
	all, byName := carriersOf(d, relays)
	carried := map[string]int{} // by wire: outlets that carry it
	copied := map[string]bool{} // by wire: not only quoted
	for _, c := range all {
		for w := range c.copies {
			copied[w] = true
		}
		for w := range union(c.copies, c.via) {
			carried[w]++
		}
	}
	if len(carried) == 0 {
		return nil
	}
	wires := make([]string, 0, len(carried))
	for w := range carried {
		wires = append(wires, w)
	}
	sort.Slice(wires, func(i, j int) bool {
		if a, b := copied[wires[i]], copied[wires[j]]; a != b {
			return a
		}
		if carried[wires[i]] != carried[wires[j]] {
			return carried[wires[i]] > carried[wires[j]]
		}
		return wires[i] < wires[j]
	})
	wires = wires[:min(len(wires), maxWires)]
	rank := map[string]int{}
	for i, w := range wires {
		rank[w] = i
	}
	g := &graph{Width: graphWidth}

	// Outlets below each other by the wire they carry, then by their first report.
	var right []*carrier
	for _, c := range all {
		if _, wire := rank[c.name]; !wire {
			right = append(right, c)
		}
	}
	main := func(c *carrier) int {
		best := maxWires
		for w := range union(c.copies, c.via) {
			if r, ok := rank[w]; ok {
				best = min(best, r)
			}
		}
		return best
	}
	sort.SliceStable(right, func(i, j int) bool {
		if a, b := main(right[i]), main(right[j]); a != b {
			return a < b
		}
		return right[i].first < right[j].first
	})
	rest, restReports := 0, 0
	if len(right) > maxOutlets {
		for _, c := range right[maxOutlets:] {
			rest, restReports = rest+1, restReports+c.reports
		}
		right = right[:maxOutlets]
	}
	mouths, more := mouthsOf(d, byName)
	rows := func(n, gap int) int { return n * gap }
	body := max(rows(len(right)+min(rest, 1), outletGap), rows(len(wires), wireGap), rows(len(mouths)+min(more, 1), mouthGap))
	g.Height = graphTop + body + 12

	// Right to left, each column beside what it leads to.
	rightY := map[string]int{}
	start := graphTop + (body-rows(len(right)+min(rest, 1), outletGap))/2 + outletGap/2
	for i, c := range right {
		y := start + i*outletGap
		rightY[c.name] = y
		g.Outlets = append(g.Outlets, graphNode{X: outletX, Y: y, Label: trim(c.name, 30), Title: c.name, Note: plural(c.reports, "report"), Own: main(c) == maxWires})
	}
	if rest > 0 {
		g.Outlets = append(g.Outlets, graphNode{X: outletX, Y: start + len(right)*outletGap, Label: fmt.Sprintf("+%d more outlets", rest), Note: plural(restReports, "report"), Own: true})
	}
	wish := make([]float64, len(wires))
	for i, w := range wires {
		sum, n := 0, 0
		for _, c := range right {
			if c.copies[w]+c.via[w] > 0 {
				sum, n = sum+rightY[c.name], n+1
			}
		}
		if wish[i] = float64(g.Height) / 2; n > 0 {
			wish[i] = float64(sum) / float64(n)
		}
	}
	wireY := map[string]int{}
	for i, y := range spread(wish, wireGap, graphTop+wireGap/2, g.Height-12-wireGap/2) {
		w := wires[i]
		wireY[w] = y
		note := "carried by " + plural(carried[w], "outlet")
		if !copied[w] {
			note = "quoted by " + plural(carried[w], "outlet")
		}
		if c := byName[w]; c != nil && c.reports > 0 {
			note = plural(c.reports, "report") + ", " + note
		} else {
			note = "not read itself, " + note
		}
		g.Wires = append(g.Wires, graphNode{X: wireX, Y: y, Label: trim(w, 26), Title: w, Note: note})
	}
	g.carry(all, wires, wireY, rightY)
	g.mouths(mouths, more, wireY, rightY, byName)

	reports := len(explain.Pages(d))
	g.Heads = []graphHead{
		{mouthX, "Who says it", "figures and claims as they stand", "end"},
		{wireX + wireWidth/2, "Carried by others", plural(len(wires), "source"), "middle"},
		{outletX - 6, plural(len(all), "outlet"), plural(reports, "report") + ", " + plural(max(reports-len(copiesOf(d)), 1), "origin"), "start"},
	}
	var says []string
	for _, w := range wires {
		says = append(says, fmt.Sprintf("%s is %s by %s", w, map[bool]string{true: "carried", false: "quoted"}[copied[w]], plural(carried[w], "outlet")))
	}
	g.Summary = fmt.Sprintf("%s, %s. %s. The list below holds the same in words.", plural(reports, "report"), plural(len(all), "outlet"), strings.Join(says, "; "))
	return g
}

func union(a, b map[string]int) map[string]int {
	out := make(map[string]int, len(a)+len(b))
	for k, n := range a {
		out[k] += n
	}
	for k, n := range b {
		out[k] += n
	}
	return out
}

// carriersOf gives the outlets of a story in the order of their first reports;
// byName holds wires that were not read themselves too.
func carriersOf(d *dossier.Dossier, relays map[string][]string) (all []*carrier, byName map[string]*carrier) {
	byName = map[string]*carrier{}
	counted := map[string]bool{}
	for i, m := range d.Members {
		rep := d.Reports[m.Report]
		if rep == nil {
			continue
		}
		name := outlet(rep)
		c := byName[name]
		if c == nil {
			c = &carrier{name: name, first: i, copies: map[string]int{}, via: map[string]int{}}
			byName[name] = c
			all = append(all, c)
		}
		if rep.URL == "" || !counted[rep.URL] { // the versions of a page are one report
			counted[rep.URL] = true
			c.reports++
		}
	}
	// A wire named by its initials is the outlet that has them.
	full := func(via string) string {
		for _, c := range all {
			if sameOutlet(c.name, via) {
				return c.name
			}
		}
		return via
	}
	parent := copiesOf(d)
	for _, m := range d.Members {
		rep := d.Reports[m.Report]
		if rep == nil {
			continue
		}
		c, from := byName[outlet(rep)], ""
		if p, ok := parent[m.Report]; ok {
			if from = outlet(d.Reports[p.Of]); !sameOutlet(from, c.name) {
				c.copies[from]++
			}
		}
		for _, via := range relays[m.Report] {
			if w := full(via); w != from && !sameOutlet(w, c.name) {
				c.via[w]++
			}
		}
	}
	return all, byName
}

// mouth is a speaker of the figures and claims that stand, with the outlets
// that print those words.
type mouth struct {
	name    string
	about   []string
	outlets []string // first print first
}

// mouthsOf gives the speakers whose words the figures and the responsibility
// rest on now, and how many more there are.
func mouthsOf(d *dossier.Dossier, outlets map[string]*carrier) ([]*mouth, int) {
	about := map[string]string{} // statement id → what it is about
	var order []string
	note := func(ids []string, what string) {
		for _, id := range ids {
			if about[id] == "" {
				about[id] = what
				order = append(order, id)
			}
		}
	}
	for i := range d.Figures {
		note(d.Figures[i].Live, string(d.Figures[i].Kind))
	}
	for i := range d.Responsibility {
		note(d.Responsibility[i].Statements, "responsibility")
	}
	byID := d.ByID()
	printed := map[string][]string{} // statement → outlets, by the words' first print
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, id := range []string{s.ID, s.Origin, s.RepeatOf} {
			if about[id] != "" {
				printed[id] = append(printed[id], outlet(d.Reports[s.Report]))
			}
		}
	}
	var out []*mouth
	byName := map[string]*mouth{}
	for _, id := range order {
		s := byID[id]
		if s == nil || s.Attribution < 0 || s.Speaker.Name == "" || sameOutlet(s.Speaker.Name, outlet(d.Reports[s.Report])) {
			continue
		}
		name := speakerName(s)
		if outlets[name] != nil {
			continue // an outlet that others quote stands among the wires
		}
		m := byName[name]
		if m == nil {
			m = &mouth{name: name}
			byName[name] = m
			out = append(out, m)
		}
		m.about = addOnce(m.about, about[id])
		for _, o := range printed[id] {
			m.outlets = addOnce(m.outlets, o)
		}
	}
	more := max(0, len(out)-maxMouths)
	return out[:len(out)-more], more
}

func addOnce(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// carry draws the lines from the wires to the outlets that carry them.
func (g *graph) carry(all []*carrier, wires []string, wireY, rightY map[string]int) {
	for _, c := range all {
		for _, w := range wires {
			copies, via := c.copies[w], c.via[w]
			if copies+via == 0 {
				continue
			}
			l := graphLine{Class: "via", Width: 1.5}
			if copies > 0 {
				l.Class, l.Width = "carry", 2+1.2*float64(min(copies, maxCarrying)-1)
			}
			if y, ok := rightY[c.name]; ok {
				l.D = curve(wireX+wireWidth, wireY[w], outletX-6, y)
			} else if y, ok := wireY[c.name]; ok {
				// One wire carries another: around the right edges of their boxes.
				x := wireX + wireWidth
				l.D = fmt.Sprintf("M%d,%dC%d,%d %d,%d %d,%d", x, wireY[w], x+40, wireY[w], x+40, y, x, y)
			} else {
				continue // the outlet is one of those drawn together
			}
			g.Lines = append(g.Lines, l)
		}
	}
}

// mouths places the speakers beside what carries them and draws their lines: to
// a wire, and to the outlets that have the words from none of those wires.
func (g *graph) mouths(mouths []*mouth, more int, wireY, rightY map[string]int, byName map[string]*carrier) {
	type target struct {
		x, y int
	}
	targets := make([][]target, len(mouths))
	wish := make([]float64, len(mouths), len(mouths)+1)
	for i, m := range mouths {
		through := map[string]bool{}
		for _, o := range m.outlets {
			if y, ok := wireY[o]; ok {
				through[o] = true
				targets[i] = append(targets[i], target{wireX, y})
			}
		}
		for _, o := range m.outlets {
			y, ok := rightY[o]
			if c := byName[o]; c != nil {
				for w := range union(c.copies, c.via) {
					ok = ok && !through[w]
				}
			}
			if ok {
				targets[i] = append(targets[i], target{outletX - 6, y})
			}
		}
		wish[i] = float64(g.Height) / 2
		if n := len(targets[i]); n > 0 {
			sum := 0
			for _, t := range targets[i] {
				sum += t.y
			}
			wish[i] = float64(sum) / float64(n)
		}
	}
	if more > 0 {
		wish = append(wish, float64(g.Height))
	}
	for i, y := range spread(wish, mouthGap, graphTop+mouthGap/2, g.Height-12-mouthGap/2) {
		if i == len(mouths) {
			g.Mouths = append(g.Mouths, graphNode{X: mouthX, Y: y, Label: fmt.Sprintf("+%d more", more)})
			continue
		}
		m := mouths[i]
		g.Mouths = append(g.Mouths, graphNode{X: mouthX, Y: y, Label: trim(m.name, 34), Title: m.name, Note: trim(strings.Join(m.about, ", "), 40)})
		for _, t := range targets[i] {
			g.Lines = append(g.Lines, graphLine{D: curve(mouthX+6, y, t.x, t.y), Class: "says", Width: 1.2})
		}
	}
}

// curve leads from left to right, level at both ends.
func curve(x1, y1, x2, y2 int) string {
	mid := (x1 + x2) / 2
	return fmt.Sprintf("M%d,%dC%d,%d %d,%d %d,%d", x1, y1, mid, y1, mid, y2, x2, y2)
}

// spread moves places apart until any two are gap apart, keeps their order, and
// keeps them between lo and hi where there is room.
func spread(wish []float64, gap, lo, hi int) []int {
	order := make([]int, len(wish))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return wish[order[i]] < wish[order[j]] })
	out := make([]int, len(wish))
	least := lo
	for _, i := range order {
		out[i] = max(int(wish[i]), least)
		least = out[i] + gap
	}
	most := hi
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		out[i] = min(out[i], most)
		most = out[i] - gap
	}
	return out
}

// named tells whether a relay is an outlet's name: "reporters" is none.
func named(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }
