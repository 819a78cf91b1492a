package language

import (
	"strings"

	"sofar/language/model"
)

// nameForm is what the reader of names knows of a folded form.
type nameForm struct {
	word     model.NameWord // its hashes and lists
	own      uint32         // the lists it stands in as it is, where word.Bits are those of its plain form
	plain    uint32         // its plain form (see plainKey)
	longest  int            // the most words that a well-known name with its plain form first has
	given    bool           // its plain form is a first name
	calendar bool           // the name of a month or a day
}

// formText is what one text says of a form.
type formText struct {
	lower, upper bool   // occurs without a capital; with one away from the start of a sentence
	kinds        uint16 // the kinds of the names it is part of
}

// recognition is memory that readers of names share, one at a time. The forms
// are kept from text to text; nothing found depends on which are.
type recognition struct {
	model.NameScratch
	ids   map[string]uint32 // form → its place in forms
	forms []nameForm

	// Of a text.
	form    []uint32   // by token
	text    []formText // by form
	heading []bool     // by sentence
	rule    []uint8    // by token, see ruleLabels
	why     []uint8
	pieces  []piece // the rules' names
	out     []piece // all names
	key     []byte  // of the last known name, see knownAt; of the last name, see keyOf
	cells   strings.Builder

	words  []model.NameWord // of a sentence
	labels []uint8
	found  []piece

	scores [][model.NameKinds]int32 // by name, less the score of its being none
	sumOf  map[string]int32         // key of a name → index into sums
	sums   []formSum
	sumIDs []int32 // by name: its form, -1 for a role
}

var recognitions model.Kept[recognition]

const (
	// maxNameForms is how many forms are kept from one text to the next.
	maxNameForms = 1 << 14
	// maxNameTokens is for how many tokens of a text room is kept.
	maxNameTokens = 1 << 16
)

// newNameReader gives a reader of the names of d; it must be released.
func newNameReader(d *Doc) *nameReader {
	m := recognitions.Get()
	if m.ids == nil || len(m.forms) > maxNameForms {
		m.ids, m.forms = make(map[string]uint32, 1024), nil
	}
	m.form = m.form[:0]
	for _, w := range d.Lower {
		m.form = append(m.form, m.id(w))
	}
	if cap(m.text) < len(m.forms) {
		m.text = make([]formText, len(m.forms)+len(m.forms)/4)
	}
	m.text = m.text[:len(m.forms)]
	r := &nameReader{d: d, x: lex(), m: m}
	r.evidence()
	return r
}

// release hands the memory back with nothing of the text in it.
func (r *nameReader) release() {
	m := r.m
	r.m = nil
	if len(m.form) > maxNameTokens {
		return
	}
	for _, id := range m.form {
		m.text[id] = formText{}
	}
	clear(m.sumOf)
	m.cells = strings.Builder{}
	recognitions.Put(m)
}

// id gives the place of a folded form in m.forms.
func (m *recognition) id(lower string) uint32 {
	if id, ok := m.ids[lower]; ok {
		return id
	}
	id := uint32(len(m.forms))
	lower = strings.Clone(lower) // a slice of the text would keep the text
	m.ids[lower] = id
	m.forms = append(m.forms, nameForm{})
	x, facts, plain := lex(), nameBits(), plainKey(lower)
	f := nameForm{plain: id, own: facts[lower], longest: x.longest[plain], given: x.given[plain] != 0, calendar: monthOf(lower) > 0 || dayOf(lower) >= 0}
	f.word.SetForm(lower)
	f.word.Bits = facts[plain]
	if f.calendar {
		f.word.Bits |= bitCalendar
	}
	if plain != lower {
		f.plain = m.id(plain)
	}
	m.forms[id] = f
	return id
}

// of gives what is known of token i's form.
func (r *nameReader) of(i int) *nameForm { return &r.m.forms[r.m.form[i]] }

// inText gives what the text says of token i's form.
func (r *nameReader) inText(i int) *formText { return &r.m.text[r.m.form[i]] }

// keptKeys is the size in bytes of the pieces in which keys are stored.
const keptKeys = 4096

// keep gives a key as a string that lives until the reader is released.
func (m *recognition) keep(key []byte) string {
	if m.cells.Cap()-m.cells.Len() < len(key) {
		m.cells = strings.Builder{} // the strings cut from the one before keep it
		m.cells.Grow(max(keptKeys, len(key)))
	}
	from := m.cells.Len()
	m.cells.Write(key)
	return m.cells.String()[from:]
}
