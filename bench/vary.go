package bench

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
)

// varied makes reports with readings without reading them: some hundred invented
// reports are read by the engine, and each of the others is one of these with
// other names of the same length, other numbers, another day.
type varied struct {
	seed  uint64
	bases [7][]variedEvent // by weekday
	n     int              // reports so far
	queue []variedStory    // stories that go on
	day   int
	truth []int32 // report → the number of the story it was made for
	told  int32   // stories so far

	extract time.Duration // processor time of reading a base report
}

// variedEvent is an invented event with several reports that were read.
type variedEvent struct {
	names   []string
	numbers []int
	day     string
	reports []variedReport
	words   []string        // the telling words of its texts, sorted
	fixed   map[string]bool // words that readings repeat from a figure's place
}

type variedReport struct {
	text, title string
	reading     string // as JSON, without terms
	terms       []incident.Term
	statements  []string
	id          string
}

// variedStory is an event to come: how many reports of it are left.
type variedStory struct {
	event *variedEvent
	swap  []string          // old and new, in pairs
	terms map[string]string // terms that this story has others for
	words map[string]string // and words of its texts, of the same length
	left  int
	told  int
	id    int32
}

const (
	plainShare    = 0.002 // of documents: names are rarer
	variedPerDay  = 5000
	variedBack    = 4 // days, counting today's, on which the event may have been
	variedEvents  = 6 // for each weekday
	variedReports = 4 // of each event
)

// plainName is a name of n letters that all spellings of names leave as it is.
func plainName(rng *rand.Rand, n int) string {
	const consonants, vowels = "bdfglmnprstvz", "aeiou"
	b := make([]byte, n)
	for i := range b {
		if i%2 == 0 {
			b[i] = consonants[rng.IntN(len(consonants))]
		} else {
			b[i] = vowels[rng.IntN(len(vowels))]
		}
	}
	b[0] -= 'a' - 'A'
	return string(b)
}

// newVaried reads the reports that all others are made of.
func newVaried(seed uint64) *varied {
	v := &varied{seed: seed}
	start, _ := usage()
	for day := range v.bases {
		for k := range variedEvents {
			v.bases[day] = append(v.bases[day], readEvent(seed, day*variedEvents+k, day))
		}
	}
	end, _ := usage()
	v.extract = (end - start) / (7 * variedEvents * variedReports)
	return v
}

func readEvent(seed uint64, k, day int) variedEvent {
	rng := rand.New(rand.NewPCG(seed, uint64(1<<45+k)))
	e := inventEvent(seed, k)
	e.at = InventedStart.AddDate(0, 0, day).Add(9 * time.Hour)
	e.killed, e.hurt, e.crews = 21+rng.IntN(60), 121+rng.IntN(300), 521+rng.IntN(400)
	e.town, e.region, e.country = plainName(rng, 9), plainName(rng, 8), plainName(rng, 10)
	given := func() string { return []string{"Anna ", "Tomas ", "Irene ", "Daniel "}[rng.IntN(4)] }
	e.chief, e.doctor, e.witness, e.minister = given()+plainName(rng, 7), given()+plainName(rng, 7), given()+plainName(rng, 8), given()+plainName(rng, 9)
	out := variedEvent{fixed: map[string]bool{}, numbers: []int{e.killed, e.hurt, e.crews}, day: e.at.Format(time.DateOnly)}
	for _, n := range []string{e.town, e.region, e.country, e.chief, e.doctor, e.witness, e.minister} {
		out.names = append(out.names, n[strings.LastIndexByte(n, ' ')+1:])
	}
	for range variedReports {
		paragraphs := e.write(rng, 9+rng.IntN(9))
		r := &report.Report{Name: "base", Title: firstWords(paragraphs, 10)[0], Text: strings.Join(paragraphs, "\n\n"), Published: e.at}
		r.ID = report.MakeID("", "", r.Name, r.Text)
		reading := incident.Extract(r)
		terms := reading.Terms
		reading.Terms = nil
		data, err := json.Marshal(reading)
		if err != nil {
			panic(err) // a reading is plain data
		}
		b := variedReport{text: r.Text, title: r.Title, reading: string(data), terms: terms, id: r.ID}
		for _, s := range reading.Statements {
			b.statements = append(b.statements, s.ID)
			if s.Figure != nil {
				for w := range strings.FieldsSeq(s.Figure.Words) {
					out.fixed[w] = true
				}
			}
		}
		out.reports = append(out.reports, b)
		out.words = append(out.words, tellingWords(r.Text)...)
	}
	slices.Sort(out.words)
	out.words = slices.DeleteFunc(slices.Compact(out.words), func(w string) bool { return out.fixed[w] })
	return out
}

// tellingWords are the words of a text that tell its event apart, but for names
// and the words of details, which are exchanged by themselves.
func tellingWords(text string) (out []string) {
	eachWord([]byte(text), func(w []byte) {
		if s := string(w); len(s) > 3 && !detailWords[s] && incident.DocumentShare(incident.TermOf(s)) < tellingShare {
			out = append(out, s)
		}
	})
	return out
}

// eachWord calls f for each word in small letters behind a blank.
func eachWord(b []byte, f func(w []byte)) {
	for i := 0; i < len(b); {
		j := i
		for j < len(b) && 'a' <= b[j] && b[j] <= 'z' {
			j++
		}
		if j > i && (i == 0 || b[i-1] == ' ') {
			f(b[i:j])
		}
		i = j + 1
	}
}

// lexiconWord is word k of the invented language, of n letters.
func lexiconWord(seed uint64, k, n int) string {
	return strings.ToLower(plainName(rand.New(rand.NewPCG(seed, uint64(1<<47+k))), n))
}

// storySize is how many reports a story gets: most one to three, some hundreds.
func storySize(rng *rand.Rand) int {
	switch p := rng.IntN(1000); {
	case p < 600:
		return 1
	case p < 800:
		return 2
	case p < 900:
		return 3
	case p < 980:
		return 4 + rng.IntN(5)
	case p < 999:
		return 9 + rng.IntN(20)
	}
	return 100 + rng.IntN(300)
}

// grownName names report i.
func grownName(i int) string { return "g" + strconv.Itoa(i) }

// next gives the records of the next report.
func (v *varied) next() (ledger.Record, ledger.Record, error) {
	i := v.n
	v.n++
	rng := rand.New(rand.NewPCG(v.seed, uint64(1<<46+i)))
	if day := i / variedPerDay; day != v.day {
		v.day, v.queue = day, nil // a story has its day
	}
	var s *variedStory
	if len(v.queue) > 0 && rng.IntN(100) < 58 {
		k := rng.IntN(len(v.queue))
		s = &v.queue[k]
	} else {
		v.queue = append(v.queue, v.story(rng))
		s = &v.queue[len(v.queue)-1]
	}
	b := &s.event.reports[s.told%len(s.event.reports)]
	s.told++
	v.truth = append(v.truth, s.id)
	at := InventedStart.AddDate(0, 0, v.day).Add(6*time.Hour + time.Duration(i%variedPerDay)*16*time.Hour/variedPerDay)
	rep := &report.Report{Name: grownName(i), Publisher: inventedOutlet(v.seed, rng.IntN(inventedOutlets)), Published: at}
	swap := strings.NewReplacer(s.swap...)
	others := otherWords(rng)
	rep.Title, rep.Text = others.text(swap.Replace(b.title), s), others.text(swap.Replace(b.text), s)
	rep.URL = "https://" + strings.ReplaceAll(strings.ToLower(rep.Publisher), " ", "-") + ".example/" + rep.Name
	rep.ID = report.MakeID(rep.URL, rep.Publisher, rep.Name, rep.Text)
	pairs := append(s.swap[:len(s.swap):len(s.swap)], b.id, rep.ID)
	for _, id := range b.statements {
		h := fnv.New64a()
		fmt.Fprint(h, i, id)
		pairs = append(pairs, id, "s"+hex.EncodeToString(h.Sum(nil)))
	}
	rr, err := ledger.ReportRecord(rep)
	if err != nil {
		return rr, rr, err
	}
	terms := make([]incident.Term, len(b.terms))
	for k, t := range b.terms {
		terms[k] = incident.Term{Stem: swap.Replace(others.term(s.term(t.Stem))), Count: t.Count}
	}
	list, err := json.Marshal(terms)
	if err != nil {
		return rr, rr, err
	}
	read := strings.TrimSuffix(strings.NewReplacer(pairs...).Replace(b.reading), "}") + `,"terms":` + string(list) + "}"
	record, err := ledger.NewRecord(ledger.KindReading, rep.ID, "engine "+incident.Engine, json.RawMessage(read))
	if s.left--; s.left <= 0 {
		for k := range v.queue {
			if v.queue[k].left <= 0 {
				v.queue[k] = v.queue[len(v.queue)-1]
				v.queue = v.queue[:len(v.queue)-1]
				break
			}
		}
	}
	return rr, record, err
}

// wordShift exchanges the words of details for others of the same length, so
// that two reports made from one have their own.
type wordShift map[string]string

// detailClasses are the words of details by kind and length.
var detailClasses = func() (out [][]string) {
	for _, list := range [][]string{detailQualities, detailThings, detailDeeds} {
		byLength := map[int]int{}
		for _, w := range list {
			k, ok := byLength[len(w)]
			if !ok {
				k = len(out)
				byLength[len(w)] = k
				out = append(out, nil)
			}
			out[k] = append(out[k], w)
		}
	}
	return out
}()

func otherWords(rng *rand.Rand) wordShift {
	m := make(wordShift, 400)
	for _, class := range detailClasses {
		shift := rng.IntN(len(class))
		for i, w := range class {
			m[w] = class[(i+shift)%len(class)]
		}
	}
	return m
}

func (m wordShift) text(s string, of *variedStory) string {
	b := []byte(s)
	eachWord(b, func(w []byte) {
		switch other, ok := m[string(w)]; {
		case of.event.fixed[string(w)]:
		case ok:
			copy(w, other)
		default:
			copy(w, of.words[string(w)])
		}
	})
	return string(b)
}

func (m wordShift) term(stem string) string {
	if w, ok := m[stem]; ok {
		return incident.TermOf(w)
	}
	return stem
}

var detailWords = func() map[string]bool {
	m := map[string]bool{}
	for _, class := range detailClasses {
		for _, w := range class {
			m[w] = true
		}
	}
	return m
}()

// term gives the story's own word for a common one.
func (s *variedStory) term(stem string) string {
	if w, ok := s.terms[stem]; ok {
		return w
	}
	return stem
}

const (
	// ownTerms is the part, in tenths, of the common words that a story has others
	// for, ownWords that of the telling ones, which it draws from lexicon words.
	ownTerms, ownWords = 7, 8
	lexicon            = 20000
	tellingShare       = 0.05 // of documents
)

// story begins a story on one of the weekday's events.
func (v *varied) story(rng *rand.Rand) variedStory {
	day := max(0, v.day-rng.IntN(variedBack))
	events := v.bases[day%7]
	e := &events[rng.IntN(len(events))]
	s := variedStory{event: e, left: storySize(rng), id: v.told}
	v.told++
	add := func(old, other string) { s.swap = append(s.swap, old, other) }
	for _, n := range e.names {
		other := plainName(rng, len(n))
		add(n, other)
		add(strings.ToLower(n), strings.ToLower(other))
	}
	for k, n := range e.numbers {
		other := []int{21 + rng.IntN(60), 121 + rng.IntN(300), 521 + rng.IntN(400)}[k]
		for _, form := range []string{" %d ", "\"%d ", "words\":\"%d\"", " %d\"", "low\":%d,", "high\":%d,", "high\":%d}"} {
			add(fmt.Sprintf(form, n), fmt.Sprintf(form, other))
		}
	}
	// Reports of unlike events share few of their telling words.
	s.terms, s.words = map[string]string{}, map[string]string{}
	names := map[string]bool{}
	for _, n := range e.names {
		names[strings.ToLower(n)] = true
	}
	for _, w := range e.words {
		if names[w] || rng.IntN(10) >= ownWords {
			continue
		}
		s.words[w] = lexiconWord(v.seed, rng.IntN(lexicon), len(w))
		if stem := incident.TermOf(w); s.terms[stem] == "" {
			s.terms[stem] = incident.TermOf(s.words[w])
		}
	}
	for _, b := range e.reports {
		for _, t := range b.terms {
			if s.terms[t.Stem] == "" && incident.DocumentShare(t.Stem) > plainShare && rng.IntN(10) < ownTerms {
				s.terms[t.Stem] = incident.TermOf(detailThings[rng.IntN(len(detailThings))])
			}
		}
	}
	add(e.day, InventedStart.AddDate(0, 0, day).Format(time.DateOnly))
	return s
}
