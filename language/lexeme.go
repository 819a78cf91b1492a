package language

import (
	"hash/maphash"
	"slices"

	"sofar/language/model"
)

// lexeme is what is known of one written form.
type lexeme struct {
	from, to uint32 // its letters in lexemes.letters
	next     uint32 // the next of the same bucket, 0 if none
	life     uint32 // of the Scratch that words are of
	flags    Flag   // that follow from its letters
	shape    model.Shape
	// lower is the folded form, "" where the form is folded as written.
	lower string
	// words are what the tagger knows it as, by its place (see inContext); zero
	// where it has not been asked.
	words  [8]model.Word
	lemmas [2]lemma
}

// lemma is a lemma of a lexeme with a tag: the folded form's first n bytes, or
// text where that is not empty.
type lemma struct {
	tag  PTB
	n    uint16
	text string
}

// lexemes keeps the forms met lately. Nothing that it gives depends on what it
// met before.
type lexemes struct {
	list    []lexeme // list[0] stands for none
	letters []byte
	buckets []uint32 // heads of the chains of forms
	seed    maphash.Seed
}

const (
	// lexemeBuckets is a power of two.
	lexemeBuckets = 1 << 14
	// maxLexemes is how many forms are kept from one text to the next.
	maxLexemes = 1 << 15
)

// trim forgets all forms once they are too many. It is called between texts.
func (l *lexemes) trim() {
	if 0 < len(l.list) && len(l.list) < maxLexemes {
		return
	}
	if l.buckets == nil || cap(l.list) > 4*maxLexemes || cap(l.letters) > 64*maxLexemes { // a text of strange words is not paid for ever after
		*l = lexemes{buckets: make([]uint32, lexemeBuckets), seed: maphash.MakeSeed()}
	}
	clear(l.buckets)
	clear(l.list)
	l.list, l.letters = append(l.list[:0], lexeme{}), l.letters[:0]
}

// id gives the place of a word in list.
func (l *lexemes) id(w string) uint32 {
	b := maphash.String(l.seed, w) & uint64(len(l.buckets)-1)
	for id := l.buckets[b]; id != 0; id = l.list[id].next {
		if e := &l.list[id]; string(l.letters[e.from:e.to]) == w {
			return id
		}
	}
	id := uint32(len(l.list))
	e := lexeme{from: uint32(len(l.letters)), next: l.buckets[b], flags: shape(w)}
	l.letters = append(l.letters, w...)
	e.to = uint32(len(l.letters))
	if !folded(w) {
		e.lower = fold(w)
	}
	e.shape = taggerShape(e.flags, w, len(e.lower) == 1)
	l.list = append(l.list, e)
	l.buckets[b] = id
	if len(l.list) > 2*len(l.buckets) {
		l.spread()
	}
	return id
}

// spread doubles the buckets, so that the chains stay short.
func (l *lexemes) spread() {
	l.buckets = make([]uint32, 2*len(l.buckets))
	for id := 1; id < len(l.list); id++ {
		e := &l.list[id]
		b := maphash.Bytes(l.seed, l.letters[e.from:e.to]) & uint64(len(l.buckets)-1)
		e.next, l.buckets[b] = l.buckets[b], uint32(id)
	}
}

// lemma gives the lemma of the form, folded to lower, with a tag.
func (e *lexeme) lemma(lower string, tag PTB, t *model.Tagger) string {
	for k := range e.lemmas {
		m := &e.lemmas[k]
		if m.tag != tag {
			continue
		}
		if m.text != "" {
			return m.text
		}
		return lower[:m.n]
	}
	found := LemmaOf(lower, tag, t)
	m := lemma{tag: tag}
	if len(found) <= len(lower) && lower[:len(found)] == found {
		// A slice of the text must not be kept: it would keep the text.
		m.n = uint16(min(len(found), 1<<16-1))
		if int(m.n) < len(found) {
			return found
		}
	} else {
		m.text = found
	}
	e.lemmas[1], e.lemmas[0] = e.lemmas[0], m
	return found
}

// workspace is memory that analyses share, one at a time.
type workspace struct {
	tokenizer
	lexemes
	forms   []uint32 // lexemes of the tokens of the Doc of
	of      *Doc
	tagger  *model.Tagger // that the lemmas and words are of
	tagging model.Scratch
	words   []model.Word // of a sentence
	labels  []uint8
}

// workspaceTokens is how many tokens of a text a workspace keeps room for.
const workspaceTokens = 1 << 17

var workspaces model.Kept[workspace]

// tag fills Tag, PTB and Lemma of every sentence.
func (d *Doc) tag() { d.TagWith(model.Default()) }

// TagWith fills Tag, PTB and Lemma of every sentence with the tags that t gives.
func (d *Doc) TagWith(t *model.Tagger) {
	m := workspaces.Get()
	defer workspaces.Put(m)
	if m.tagger != t {
		m.lexemes, m.tagging, m.tagger, m.of = lexemes{}, model.Scratch{}, t, nil
		m.trim()
	}
	if m.of != d {
		m.forms = slices.Grow(m.forms[:0], len(d.Start))[:len(d.Start)]
		for i := range d.Start {
			m.forms[i] = m.id(d.Word(i))
		}
	}
	m.of = nil // not to be kept
	n := len(d.Start)
	d.PTB, d.Tag, d.Lemma = make([]PTB, n), make([]Tag, n), make([]string, n)
	for _, s := range d.Sents {
		m.tagSent(d, s.Range, t)
		for i := s.Start; i < s.End; i++ {
			if d.PTB[i] == VBN {
				d.activePast(i, s.Range)
			}
			d.Lemma[i] = m.list[m.forms[i]].lemma(d.Lower[i], d.PTB[i], t)
		}
	}
	if n > workspaceTokens {
		m.forms = nil
	}
}

// tagSent fills Tag and PTB of a sentence.
func (m *workspace) tagSent(d *Doc, s Range, t *model.Tagger) {
	life := m.tagging.Life(t)
	m.words = append(m.words[:0], 0, 0)
	for i := s.Start; i < s.End; i++ {
		e := &m.list[m.forms[i]]
		if e.life != life {
			e.life, e.words = life, [8]model.Word{}
		}
		k, shape := inContext(e.shape, d.Flags[i])
		if e.words[k] == 0 {
			e.words[k] = m.tagging.Word(t, d.Lower[i], shape)
		}
		m.words = append(m.words, e.words[k])
	}
	m.words = append(m.words, 0, 0)
	m.labels = slices.Grow(m.labels[:0], s.Len())[:s.Len()]
	t.TagWords(m.words, m.labels, &m.tagging)
	for k, i := 0, s.Start; i < s.End; k, i = k+1, i+1 {
		l := t.Labels[m.labels[k]]
		d.PTB[i], d.Tag[i] = PTB(l.PTB), Tag(l.UPOS)
		if d.Flags[i]&FlagPunct != 0 {
			d.tagMark(i)
		}
	}
}
