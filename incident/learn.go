package incident

import (
	"errors"
	"slices"
	"strings"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// Keyed is a report with the incidents that a reader found in it, for learning.
type Keyed struct {
	Report *report.Report
	Key    []KeyIncident
}

// KeyIncident is one incident of a key; values are those of FORMATS.
type KeyIncident struct {
	Optional      bool
	Type, Stage   string
	Category      string
	Individuals   []KeyFiller
	Organisations []KeyFiller // Value is the confidence
	Things        []KeyFiller // Value is the type, Effect the effect
	Humans        []KeyFiller
	Instruments   []KeyFiller
	Tool          string // kind of an instrument that is not named, or ""
}

// KeyFiller is one entity of a key: Names are all that it may be called.
type KeyFiller struct {
	Names         []string
	Value, Effect string
	Optional      bool
}

// LearnOptions are the settings of Learn.
type LearnOptions struct {
	Epochs int
	Rate   float64 // of AdaGrad
	Decay  float64 // L1 penalty per example, in nats
	Prune  int     // weights smaller than this, in 1/unit nats, are left out
	Log    func(format string, args ...any)
}

// sample is one decision with its answer.
type sample struct {
	f     features
	label int
}

// learnDoc is a report prepared for learning.
type learnDoc struct {
	v     *view
	cs    []candidate
	gold  []int    // label of each candidate
	of    []uint64 // incidents of the key that it plays a part in, as bits
	fill  []*KeyFiller
	keyed *Keyed
}

// Learn makes the file of weights from keyed reports. The same reports and
// options give the same file.
func Learn(reports []Keyed, o LearnOptions) ([]byte, error) {
	if len(reports) == 0 {
		return nil, errors.New("no reports to learn from")
	}
	var docs []*learnDoc
	for i := range reports {
		k := &reports[i]
		doc := language.Analyze(k.Report.Text, Written(k.Report))
		d := &learnDoc{v: newView(k.Report, doc, statement.Read(doc, k.Report)), keyed: k}
		if !d.v.politicalWords() {
			continue
		}
		d.cs = d.v.allCandidates(nil)
		d.label()
		docs = append(docs, d)
	}
	all := make(map[uint32]float64)
	// The report's decision sees what the mentions' decision found; it learns
	// from reports that this decision did not learn from.
	const parts = 4
	var reportSamples, groupSamples []sample
	for p := range parts {
		var rest []sample
		for i, d := range docs {
			if i%parts != p {
				rest = append(rest, d.mentionSamples()...)
			}
		}
		w := fit(taskMention, rest, o)
		m := quantise(w, o.Prune)
		for i, d := range docs {
			if i%parts == p {
				for k := range d.cs {
					d.cs[k].part, d.cs[k].lead = m.part(d.cs[k].feats)
				}
				reportSamples = append(reportSamples, d.reportSample())
				groupSamples = append(groupSamples, d.groupSamples()...)
			}
		}
	}
	samples := make([][]sample, tasks)
	samples[taskReport], samples[taskGroup] = reportSamples, groupSamples
	for _, d := range docs {
		samples[taskMention] = append(samples[taskMention], d.mentionSamples()...)
		d.setGold()
		d.eventSamples(samples)
	}
	for t := range tasks {
		w := fit(t, samples[t], o)
		for k, x := range w {
			all[k] = x
		}
		if o.Log != nil {
			o.Log("%-12v %6d samples, %d weights, wrong on these %.1f %%", taskNames[t], len(samples[t]), len(w), 100*wrongShare(t, quantise(w, o.Prune), samples[t]))
		}
	}
	return encodeLinear(all, o.Prune)
}

var taskNames = [tasks]string{"mention", "report", "link", "type", "stage", "category", "confidence", "thing", "damage", "human", "harm", "tool", "group"}

// keyWords gives the words of a key's string or of a candidate without what
// scorers leave out: case, accents, articles and leading numbers.
func keyWords(s string) []string {
	w := words(strings.NewReplacer(".", "", "'s", "", "\"", "").Replace(s))
	for len(w) > 1 && (leading[w[0]] || keyLeading[w[0]] || w[0][0] >= '0' && w[0][0] <= '9') {
		w = w[1:]
	}
	for i := range w {
		w[i] = singular(w[i])
	}
	return w
}

var (
	keyLeading = set("a an the this that these those one two three four five six seven eight nine ten his her their its both any certain")
	keyFunc    = set("of in at from who whom whose which that with for on near located by to belonging between under inside outside and or as")
)

func singular(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && strings.HasSuffix(w, "men"):
		return w[:len(w)-2] + "an"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}

// headOf gives the head of folded words: the last before a preposition.
func headOf(w []string) int {
	for i := 1; i < len(w); i++ {
		if keyFunc[w[i]] {
			return i - 1
		}
	}
	return len(w) - 1
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// matches tells whether a candidate's words mean what the key names.
func matches(cand, key []string) bool {
	if len(cand) == 0 || len(key) == 0 {
		return false
	}
	if slices.Equal(cand, key) {
		return true
	}
	ch, kh := headOf(cand), headOf(key)
	if cand[ch] != key[kh] {
		return false
	}
	return subset(cand[:ch+1], key[:kh+1]) || subset(key[:kh+1], cand[:ch+1])
}

// label finds the fillers of the key among the candidates.
func (d *learnDoc) label() {
	n := len(d.cs)
	d.gold, d.of, d.fill = make([]int, n), make([]uint64, n), make([]*KeyFiller, n)
	doc := d.v.doc
	for i := range d.cs {
		c := &d.cs[i]
		text := keyWords(c.text)
		var person []string
		if c.person.Len() > 0 {
			person = keyWords(doc.TextOf(c.person))
		}
		for k := range d.keyed.Key {
			if k >= 64 {
				break
			}
			inc := &d.keyed.Key[k]
			for part, list := range [][]KeyFiller{partIndividual: inc.Individuals, partOrganisation: inc.Organisations, partThing: inc.Things, partHuman: inc.Humans, partInstrument: inc.Instruments} {
				for j := range list {
					for _, name := range list[j].Names {
						kw := keyWords(name)
						ok := matches(text, kw)
						if part == partOrganisation {
							ok = slices.Equal(text, kw)
						}
						if part == partHuman && len(person) > 0 {
							ok = ok || subset(person, kw) || subset(kw, person)
						}
						if ok && (d.gold[i] == 0 || d.gold[i] == part) {
							d.gold[i] = part
							d.of[i] |= 1 << k
							if d.fill[i] == nil {
								d.fill[i] = &list[j]
							}
						}
					}
				}
			}
		}
	}
}

func (d *learnDoc) mentionSamples() []sample {
	out := make([]sample, len(d.cs))
	for i := range d.cs {
		out[i] = sample{d.cs[i].feats, d.gold[i]}
	}
	return out
}

func (d *learnDoc) reportSample() sample {
	label := 0
	for _, k := range d.keyed.Key {
		if !k.Optional {
			label = 1
		}
	}
	return sample{d.v.reportFeatures(d.cs), label}
}

// groupSamples gives, for each thing that candidates were found to stand for,
// whether the key has it.
func (d *learnDoc) groupSamples() []sample {
	relevant := false
	for _, k := range d.keyed.Key {
		relevant = relevant || !k.Optional
	}
	if !relevant {
		return nil
	}
	gold := make(map[*candidate]int)
	for i := range d.cs {
		gold[&d.cs[i]] = d.gold[i]
	}
	gs := d.v.groups(chosen(d.cs))
	fs := d.v.groupFeatures(gs)
	var out []sample
	for i, g := range gs {
		label := 0
		for _, c := range g {
			if gold[c] == c.part {
				label = 1
			}
		}
		out = append(out, sample{fs[i], label})
	}
	return out
}

func (d *learnDoc) setGold() {
	for i := range d.cs {
		d.cs[i].part = d.gold[i]
	}
}

// eventSamples gives the samples of the decisions on events and their parts.
func (d *learnDoc) eventSamples(out [][]sample) {
	events := make([]event, len(d.keyed.Key))
	var here []*candidate
	var of uint64
	lastEvent := -1
	flush := func() {
		if len(here) == 0 {
			return
		}
		s := here[0].sent
		live := 0
		for k := range events {
			if len(events[k].sents) > 0 {
				live++
			}
		}
		for k := range events {
			if k < 64 && len(events[k].sents) > 0 {
				l := 0
				if of>>k&1 == 1 {
					l = 1
				}
				out[taskLink] = append(out[taskLink], sample{d.v.linkFeatures(&events[k], s, here, live, k == lastEvent), l})
			}
		}
		for k := range events {
			if k < 64 && of>>k&1 == 1 {
				events[k].sents = append(events[k].sents, s)
				events[k].parts = append(events[k].parts, here...)
				lastEvent = k
			}
		}
		here, of = nil, 0
	}
	groups := make(map[*KeyFiller][]*candidate)
	var order []*KeyFiller
	for i := range d.cs {
		if d.gold[i] == 0 {
			continue
		}
		c := &d.cs[i]
		if len(here) > 0 && here[0].sent != c.sent {
			flush()
		}
		// Targets say which incident a sentence tells of; other parts do where
		// there are none.
		if c.part == partHuman || c.part == partThing {
			strong := false
			for _, h := range here {
				strong = strong || h.part == partHuman || h.part == partThing
			}
			if !strong {
				of = 0
			}
			of |= d.of[i]
		} else if of == 0 || !slices.ContainsFunc(here, func(h *candidate) bool { return h.part == partHuman || h.part == partThing }) {
			if of == 0 {
				of = d.of[i]
			} else if of&d.of[i] != 0 {
				of &= d.of[i]
			}
		}
		here = append(here, c)
		f := d.fill[i]
		if len(groups[f]) == 0 {
			order = append(order, f)
		}
		groups[f] = append(groups[f], c)
	}
	flush()
	put := func(t task, f features, value string) {
		if l := slices.Index(taskLabels[t], value); l >= 0 {
			out[t] = append(out[t], sample{f, l})
		}
	}
	for k := range events {
		inc := d.keyed.Key[k]
		if len(events[k].sents) == 0 {
			continue
		}
		f := d.v.aboutEvent(&events[k])
		put(taskType, f, inc.Type)
		put(taskStage, f, inc.Stage)
		put(taskCategory, f, inc.Category)
		if len(inc.Instruments) == 0 {
			put(taskTool, f, inc.Tool)
		}
	}
	for _, f := range order {
		g := groups[f]
		switch g[0].part {
		case partOrganisation:
			put(taskConfidence, d.v.befell(g), f.Value)
		case partThing:
			put(taskThing, d.v.aboutThing(g), f.Value)
			put(taskDamage, d.v.befell(g), f.Effect)
		case partHuman:
			put(taskHuman, d.v.aboutThing(g), f.Value)
			put(taskHarm, d.v.befell(g), f.Effect)
		}
	}
}
