package story

import (
	"encoding/binary"
	"math"
	"time"
)

// interned numbers strings that come again and again.
type interned struct {
	at   map[string]int32
	word []string
}

func (x *interned) number(s string) int32 {
	if n, ok := x.at[s]; ok {
		return n
	}
	if x.at == nil {
		x.at = map[string]int32{}
	}
	n := int32(len(x.word))
	x.at[s], x.word = n, append(x.word, s)
	return n
}

// packer writes the features of a report into some hundred bytes, of which
// reading gives the same features back.
type packer struct {
	vocab *vocabulary
	words interned // outlets, kinds of figures, types, countries
}

// Marks of features in the first byte of their packed form.
const (
	markBackground = 1 << iota
	markAnalysis
	markCorrection
)

func (p *packer) pack(b []byte, f *features) []byte {
	b = append(b, mark(f.background, markBackground)|mark(f.analysis, markAnalysis)|mark(f.correction, markCorrection))
	b = binary.AppendUvarint(b, uint64(p.words.number(f.publisher)))
	b = binary.AppendUvarint(b, uint64(p.words.number(f.storm)))
	b = packTime(packTime(b, f.known), f.written)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f.norm))
	b = binary.AppendUvarint(b, uint64(len(f.terms)))
	last := int32(0)
	for _, t := range f.terms {
		b = binary.AppendUvarint(b, uint64(t.id-last))
		last = t.id
		// The weight of a term is 1 + ln n, and one or two more for each time
		// that the title holds it; its bits are kept where that is not so.
		if k, ok := packedWeight[t.tf]; ok {
			b = append(b, k)
		} else {
			b = binary.LittleEndian.AppendUint64(append(b, 0), math.Float64bits(t.tf))
		}
	}
	b = packNumbers(b, f.lead)
	b = packNumbers(b, f.names)
	b = packNumbers(b, f.titleTerms)
	b = packNumbers(b, f.issuer)
	b = binary.AppendUvarint(b, uint64(len(f.people)))
	for _, s := range f.people {
		b = binary.AppendUvarint(b, uint64(p.vocab.number(s)))
	}
	b = binary.AppendUvarint(b, uint64(len(f.figures)))
	for _, n := range f.figures {
		b = binary.AppendVarint(binary.AppendUvarint(b, uint64(p.words.number(n.kind()))), n.n)
	}
	b = binary.AppendUvarint(b, uint64(len(f.scenes)))
	for i := range f.scenes {
		s := &f.scenes[i]
		b = binary.AppendUvarint(b, uint64(s.frame))
		b = binary.AppendUvarint(b, uint64(p.words.number(s.typ)))
		b = binary.AppendUvarint(b, uint64(p.words.number(s.country)))
		b = packTime(packTime(b, s.from), s.to)
		b = append(b, mark(s.dateKnown, 1)|mark(s.sure, 2))
		b = binary.AppendUvarint(b, uint64(len(s.places)))
		for _, w := range s.places {
			b = binary.AppendUvarint(b, uint64(p.vocab.number(w)))
		}
	}
	return b
}

func mark(on bool, bit byte) byte {
	if on {
		return bit
	}
	return 0
}

// packedWeight gives the code of a term's weight, from 1.
var packedWeight, weightOf = func() (map[float64]byte, [256]float64) {
	codes, weights := map[float64]byte{}, [256]float64{}
	code := byte(1)
	for title := range 4 {
		for n := 1; n <= 60; n++ {
			w := 1 + math.Log(float64(n)) + float64(title)
			if _, twice := codes[w]; !twice {
				codes[w], weights[code] = code, w
				code++
			}
		}
	}
	return codes, weights
}()

func packNumbers(b []byte, list []int32) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, n := range list {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// packTime writes seconds and nanoseconds; the zero time is 0.
func packTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return binary.AppendVarint(b, 0)
	}
	b = binary.AppendVarint(b, t.Unix()<<1|1)
	return binary.AppendUvarint(b, uint64(t.Nanosecond()))
}

// unpacker reads what packer wrote.
type unpacker struct {
	p *packer
	b []byte
}

func (u *unpacker) number() uint64 {
	n, k := binary.Uvarint(u.b)
	u.b = u.b[k:]
	return n
}

func (u *unpacker) signed() int64 {
	n, k := binary.Varint(u.b)
	u.b = u.b[k:]
	return n
}

func (u *unpacker) one() byte {
	c := u.b[0]
	u.b = u.b[1:]
	return c
}

func (u *unpacker) bits() float64 {
	x := math.Float64frombits(binary.LittleEndian.Uint64(u.b))
	u.b = u.b[8:]
	return x
}

func (u *unpacker) time() time.Time {
	s := u.signed()
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(s>>1, int64(u.number())).UTC()
}

func (u *unpacker) numbers() []int32 {
	n := int(u.number())
	if n == 0 {
		return nil
	}
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(u.number())
	}
	return out
}

func (u *unpacker) terms(numbers []int32) []string {
	var out []string
	for _, n := range numbers {
		out = append(out, u.p.vocab.word(n))
	}
	return out
}

// unpack gives the features of entry at.
func (p *packer) unpack(b []byte, at int) *features {
	u := unpacker{p, b}
	marks := u.one()
	f := &features{at: at, background: marks&markBackground != 0, analysis: marks&markAnalysis != 0, correction: marks&markCorrection != 0}
	f.publisher, f.storm = p.words.word[u.number()], p.words.word[u.number()]
	f.known, f.written = u.time(), u.time()
	f.norm = u.bits()
	f.terms = make([]term, u.number())
	last := int32(0)
	for i := range f.terms {
		last += int32(u.number())
		f.terms[i].id = last
		if k := u.one(); k > 0 {
			f.terms[i].tf = weightOf[k]
		} else {
			f.terms[i].tf = u.bits()
		}
	}
	f.lead, f.names, f.titleTerms, f.issuer = u.numbers(), u.numbers(), u.numbers(), u.numbers()
	f.people = u.terms(u.numbers())
	if n := u.number(); n > 0 {
		f.figures = make([]count, n)
		for i := range f.figures {
			kind := p.words.word[u.number()]
			n := u.signed()
			f.figures[i] = count{kind + ":" + itoa(n), n}
		}
	}
	if n := u.number(); n > 0 {
		f.scenes = make([]scene, n)
		for i := range f.scenes {
			s := &f.scenes[i]
			s.frame, s.typ, s.country = int(u.number()), p.words.word[u.number()], p.words.word[u.number()]
			s.from, s.to = u.time(), u.time()
			flags := u.one()
			s.dateKnown, s.sure = flags&1 != 0, flags&2 != 0
			s.places = u.terms(u.numbers())
		}
	}
	return f
}
