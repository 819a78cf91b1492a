package explain

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
)

// Masked stands for a name that is left out.
const Masked = "[name]"

// masks matches what Mask puts into texts whose offsets must stay.
var masks = regexp.MustCompile(`\[(?:name|-{0,3})\]`)

// IsMasked tells whether a text holds a name that a Mask left out.
func IsMasked(text string) bool { return masks.MatchString(text) }

// Mask leaves the names of an account's victims and suspects out of everything
// that the account holds, for outputs that show statements and reports as they
// are printed. Texts of reports keep their length, so that every offset stays
// right. It knows the names that the reports were read to give; a name that the
// reading did not find it cannot know. It is safe for concurrent use.
type Mask struct{ names *names }

// MaskOf makes the mask of an account: of its own stories, as they stand before
// anything is left out.
func MaskOf(a *dossier.Account) *Mask { return &Mask{namesOf(a, &peopleCache{})} }

// Hide gives the account without the names, where o says so, and the options to
// compose its pages with.
func Hide(a *dossier.Account, o Options) (*dossier.Account, Options) {
	o = Over(a, o)
	if !o.HideNames {
		return a, o
	}
	a = (&Mask{o.names}).Account(a)
	o.Reports = a.Reports
	return a, o
}

// Account gives a copy without the names.
func (m *Mask) Account(a *dossier.Account) *dossier.Account {
	out := *a
	c := m.copier("", "")
	out.Reports = make(map[string]*report.Report, len(a.Reports))
	for id, r := range a.Reports {
		out.Reports[id] = m.Report(r)
		c.done[r] = reflect.ValueOf(out.Reports[id])
	}
	out.Dossiers = make([]dossier.Dossier, len(a.Dossiers))
	for i := range a.Dossiers {
		out.Dossiers[i] = *m.dossier(&a.Dossiers[i], c.done)
	}
	wide := m.wide()
	out.NotRead = wide.deep(reflect.ValueOf(a.NotRead)).Interface().([]report.NotRead)
	out.Decisions = wide.deep(reflect.ValueOf(a.Decisions)).Interface().([]dossier.Decided)
	return &out
}

// Dossier gives a copy of a story without the names, its own among them where the
// account that the mask was made of does not hold it.
func (m *Mask) Dossier(d *dossier.Dossier) *dossier.Dossier {
	if d == nil {
		return nil
	}
	return m.dossier(d, map[any]reflect.Value{})
}

func (m *Mask) dossier(d *dossier.Dossier, done map[any]reflect.Value) *dossier.Dossier {
	c := m.copier(d.ID, "")
	if _, ok := m.names.byStory[d.ID]; !ok {
		c.words = wordsOf(hiddenNames(d))
	}
	for _, member := range d.Members {
		for _, w := range wordsOf(m.names.byReport[member.Report]) {
			if !slices.ContainsFunc(c.words, func(x nameSeq) bool { return slices.Equal(x, w) }) {
				c.words = append(c.words, w)
			}
		}
	}
	c.done = done
	for _, r := range d.Reports {
		if _, ok := done[r]; !ok && r != nil {
			done[r] = reflect.ValueOf(m.reportWith(r, c.words))
		}
	}
	out := c.deep(reflect.ValueOf(*d)).Interface().(dossier.Dossier)
	return &out
}

// Report gives a copy without the names. An address that holds one is cut to its
// host.
func (m *Mask) Report(r *report.Report) *report.Report { return m.reportWith(r, nil) }

func (m *Mask) reportWith(r *report.Report, more []nameSeq) *report.Report {
	if r == nil {
		return nil
	}
	c := m.copier("", r.ID)
	c.words = append(c.words, more...)
	out := c.deep(reflect.ValueOf(*r)).Interface().(report.Report)
	out.Text = c.mask(r.Text, true)
	return &out
}

// Reading gives a copy of what was read in a report without the names.
func (m *Mask) Reading(rd *incident.Reading) *incident.Reading {
	if rd == nil {
		return nil
	}
	out := m.copier("", rd.Report).deep(reflect.ValueOf(*rd)).Interface().(incident.Reading)
	return &out
}

// Text leaves the names out of words of a story or a report, "" for none; with
// keep the text keeps its length in bytes.
func (m *Mask) Text(story, report, text string, keep bool) string {
	return m.copier(story, report).mask(text, keep)
}

// Names tells whether words of a search ask for a name that is left out: whoever
// looks for one is not to learn by the hits whose it is.
func (m *Mask) Names(query string) bool {
	for _, w := range nameWords(plain(query)) {
		if utf8.RuneCountInString(w) < 2 {
			continue
		}
		for hidden := range m.names.each1() {
			short, long := w, hidden
			if len(short) > len(long) {
				short, long = long, short
			}
			if strings.HasPrefix(long, short) && (len(short) == len(w) || len(long)-len(short) <= 3) {
				return true
			}
		}
	}
	return false
}

// each1 are the single words of all hidden names.
func (n *names) each1() map[string]bool {
	n.once.Do(func() {
		n.single = map[string]bool{}
		for _, list := range n.byStory {
			for _, name := range list {
				for _, w := range nameWords(name) {
					if !commonInNames[w] && utf8.RuneCountInString(w) > 1 {
						n.single[w] = true
					}
				}
			}
		}
	})
	return n.single
}

// commonInNames are words that stand in names and name nobody.
var commonInNames = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("mr mrs ms miss sir lady lord dr doctor professor general colonel major captain lieutenant sergeant corporal private officer inspector constable judge senator minister president prime king queen prince princess bishop father brother sister imam sheikh rabbi jr sr junior senior the a an of de la le el al van von der den bin ibn abu da di do dos das del") {
		out[w] = true
	}
	return out
}()

// nameSeq is a name as its plain words.
type nameSeq []string

func wordsOf(list []string) []nameSeq {
	var out []nameSeq
	for _, n := range list {
		if w := nameWords(n); len(w) > 0 {
			out = append(out, w)
			if len(w) > 1 && !commonInNames[w[0]] && utf8.RuneCountInString(w[0]) > 2 {
				out = append(out, nameSeq{w[0]}) // the given name alone tells as much in the same report
			}
		}
	}
	return out
}

// copier copies values deeply, with the names left out of every string.
type copier struct {
	m     *Mask
	words []nameSeq
	done  map[any]reflect.Value // pointers → their copies
}

func (m *Mask) copier(story, report string) *copier {
	words := wordsOf(m.names.byStory[story])
	if report != "" {
		words = append(words, wordsOf(m.names.byReport[report])...)
	}
	return &copier{m, words, map[any]reflect.Value{}}
}

// deep copies v. Keys of maps are ids and stay; so do fields that are not
// exported.
func (c *copier) deep(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); s != "" {
			if out := c.mask(s, false); out != s {
				return reflect.ValueOf(out).Convert(v.Type())
			}
		}
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		if had, ok := c.done[v.Interface()]; ok {
			return had
		}
		out := reflect.New(v.Type().Elem())
		c.done[v.Interface()] = out
		out.Elem().Set(c.deep(v.Elem()))
		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(c.deep(v.Field(i)))
			}
		}
		return out
	case reflect.Slice:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(c.deep(v.Index(i)))
		}
		return out
	case reflect.Map:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeMapWithSize(v.Type(), v.Len())
		for it := v.MapRange(); it.Next(); {
			out.SetMapIndex(it.Key(), c.deep(it.Value()))
		}
		return out
	case reflect.Interface:
		if !v.IsNil() {
			out := reflect.New(v.Type()).Elem()
			out.Set(c.deep(v.Elem()))
			return out
		}
	}
	return v
}

// nameToken is a word of a text with its place.
type nameToken struct {
	start, end int
	word       string
	small      bool // begins with a small letter
}

func nameTokens(text string) []nameToken {
	var out []nameToken
	at := -1
	put := func(end int) {
		if at < 0 {
			return
		}
		w := plain(text[at:end])
		if w = strings.Trim(w, "'"); w != "" {
			// "'s" and marks around a word stay.
			raw := text[at:end]
			lead := len(raw) - len(strings.TrimLeft(raw, "'’‘"))
			for _, s := range []string{"'s", "’s", "'S", "’S"} {
				raw = strings.TrimSuffix(raw, s)
			}
			raw = strings.TrimRight(raw, "'’")
			if lead < len(raw) {
				first, _ := utf8.DecodeRuneInString(raw[lead:])
				out = append(out, nameToken{at + lead, at + len(raw), strings.TrimSuffix(w, "'s"), unicode.IsLower(first)})
			}
		}
		at = -1
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’' {
			if at < 0 {
				at = i
			}
			continue
		}
		put(i)
	}
	put(len(text))
	return out
}

// mask leaves the names out of a text.
func (c *copier) mask(text string, keep bool) string {
	if len(c.words) == 0 && len(c.m.names.byPair) == 0 {
		return text
	}
	tokens := nameTokens(text)
	address := strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")
	byFirst := map[string][]nameSeq{}
	for _, w := range c.words {
		byFirst[w[0]] = append(byFirst[w[0]], w)
	}
	var b strings.Builder
	from := 0
	for i := 0; i < len(tokens); i++ {
		n := 0
		for _, w := range byFirst[tokens[i].word] {
			// A small letter makes a surname alone a common word.
			if len(w) > n && follows(tokens[i:], w) && (len(w) > 1 || address || !tokens[i].small) {
				n = len(w)
			}
		}
		if i+1 < len(tokens) {
			for _, w := range c.m.names.byPair[tokens[i].word+" "+tokens[i+1].word] {
				if len(w) > n && follows(tokens[i:], w) {
					n = len(w)
				}
			}
		}
		if n == 0 {
			continue
		}
		if address {
			host, _, _ := strings.Cut(text[strings.Index(text, "://")+3:], "/")
			return text[:strings.Index(text, "://")+3] + host + "/"
		}
		start, end := tokens[i].start, tokens[i+n-1].end
		b.WriteString(text[from:start])
		b.WriteString(filler(end-start, keep))
		from, i = end, i+n-1
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// follows tells whether the words of a name stand at the head of the tokens.
func follows(tokens []nameToken, w nameSeq) bool {
	if len(w) > len(tokens) {
		return false
	}
	for i := range w {
		if tokens[i].word != w[i] {
			return false
		}
	}
	return true
}

// filler stands for a name of n bytes, in as many bytes where the length is kept:
// spaces before it, which no page shows.
func filler(n int, keep bool) string {
	switch {
	case !keep, n == len(Masked):
		return Masked
	case n > len(Masked):
		return strings.Repeat(" ", n-len(Masked)) + Masked
	case n >= 2:
		return "[" + strings.Repeat("-", n-2) + "]"
	}
	return strings.Repeat("-", n)
}

// Rulings gives copies of decisions without the names of any story.
func (m *Mask) Rulings(list []dossier.Ruling) []dossier.Ruling {
	return m.wide().deep(reflect.ValueOf(list)).Interface().([]dossier.Ruling)
}

// wide is a copier for what belongs to no one story: it knows all names.
func (m *Mask) wide() *copier {
	c := m.copier("", "")
	for _, id := range slices.Sorted(maps.Keys(m.names.byStory)) {
		c.words = append(c.words, wordsOf(m.names.byStory[id])...)
	}
	return c
}

// Hidden gives the accounts of a source without the names. It keeps those that
// were asked for last, and is safe for concurrent use.
type Hidden struct {
	at     func(time.Time) *dossier.Account
	memory *Memory
	mu     sync.Mutex
	kept   []hiddenAccount // the newest last
}

type hiddenAccount struct {
	raw, shown *dossier.Account
	options    Options
	mask       *Mask
}

// HideFrom hides the names of the accounts that at gives.
func HideFrom(at func(time.Time) *dossier.Account) *Hidden {
	return &Hidden{at: at, memory: &Memory{}}
}

// keptHidden is how many accounts are kept: now, and a few looks back.
const keptHidden = 6

func (h *Hidden) of(t time.Time) hiddenAccount {
	raw := h.at(t)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.kept {
		if k.raw == raw {
			return k
		}
	}
	k := hiddenAccount{raw: raw}
	k.shown, k.options = Hide(raw, Options{HideNames: true, Memory: h.memory})
	k.mask = &Mask{k.options.names}
	if len(h.kept) >= keptHidden {
		h.kept = slices.Delete(h.kept, 0, 1)
	}
	h.kept = append(h.kept, k)
	return k
}

// At gives the account at a time, as its source does.
func (h *Hidden) At(t time.Time) *dossier.Account { return h.of(t).shown }

// Mask gives the mask of the present account.
func (h *Hidden) Mask() *Mask { return h.of(time.Time{}).mask }

// Options gives what the pages of an account that At gave are composed with.
func (h *Hidden) Options(shown *dossier.Account) (Options, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.kept {
		if k.shown == shown {
			return k.options, true
		}
	}
	return Options{}, false
}
