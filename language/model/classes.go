package model

import (
	_ "embed" // the classes
	"encoding/binary"
	"errors"
	"math/bits"
	"sort"
	"strings"
	"sync"
)

//go:embed classes.bin
var classesFile []byte

// wordClasses gives the embedded classes, read on the first call; a file that
// cannot be read is a fault of the build, so it panics.
var wordClasses = sync.OnceValue(func() *Classes {
	c, err := DecodeClasses(classesFile)
	if err != nil {
		panic(err)
	}
	return c
})

// Class gives the class of a folded word (language.Doc's Lower): words that
// stand between the same words in running text share a class. Classes are
// numbered from 1 in the order of the leaves of a binary tree, so that near
// numbers are near in use; 0 stands for a word that is not known. All numbers
// of one pattern of digits are one word.
func Class(lower string) uint16 { return wordClasses().Of(lower) }

// ClassPrefix gives the larger class that class c belongs to when the tree is
// cut into 2^depth subtrees (as many as there are classes, if fewer): a number
// from 1, 0 for class 0. The cuts are nested: what shares the class at one depth
// shares it at all lesser ones. depth is 0 to MaxClassDepth.
func ClassPrefix(c uint16, depth int) uint16 { return wordClasses().Prefix(c, depth) }

// MaxClassDepth is the greatest depth of ClassPrefix; there the classes are whole.
const MaxClassDepth = 10

// Classes are word classes in a hierarchy. They are read-only and may be shared.
type Classes struct {
	// slots is a hash table with open addressing: the upper 21 bits of a slot
	// are bits of the word's hash, the lower 11 its class; 0 is empty. Letters
	// are not kept: that a word not listed has the 37 bits of one that is
	// happens to one in a million.
	slots []uint32
	shift uint                        // hash >> shift is the first slot to look at
	cuts  [MaxClassDepth + 1][]uint16 // by depth and class
}

const (
	classBits  = 11
	maxClasses = 1 << MaxClassDepth
)

// Of gives the class of a folded word, 0 if it is not known.
func (c *Classes) Of(lower string) uint16 {
	h, zeros := uint64(classSeed), 0
	for i := 0; i < len(lower); i++ {
		b := lower[i]
		if b-'0' <= 9 {
			if zeros++; zeros > maxZeros {
				continue
			}
			b = '0'
		} else {
			zeros = 0
		}
		h = (h ^ uint64(b)) * classPrime
	}
	return c.ofHash(h)
}

// ofHash gives the class of the word without digits whose hashString(1, word) is h.
func (c *Classes) ofHash(h uint64) uint16 { return c.ofMixed(mix(h)) }

// ofMixed gives the class of the word with a hash that is mixed.
func (c *Classes) ofMixed(h uint64) uint16 {
	tag := uint32(h) >> classBits
	for i := h >> c.shift; ; i = (i + 1) & uint64(len(c.slots)-1) {
		switch s := c.slots[i]; {
		case s == 0:
			return 0
		case s>>classBits == tag:
			return uint16(s & (1<<classBits - 1))
		}
	}
}

const (
	classSeed  = 14695981039346656037 ^ 0x9e3779b97f4a7c15 // as hashString(1, "")
	classPrime = 1099511628211
	maxZeros   = 4
)

// mix spreads the bits of an FNV hash.
func mix(h uint64) uint64 {
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return h ^ h>>32
}

// Prefix is ClassPrefix.
func (c *Classes) Prefix(class uint16, depth int) uint16 {
	cut := c.cuts[depth]
	if int(class) >= len(cut) {
		return 0
	}
	return cut[class]
}

// Len is the number of classes.
func (c *Classes) Len() int { return len(c.cuts[0]) - 1 }

// ClassForm gives the form under which Class knows a folded word: digits are
// zeros, and of a run of digits four are kept.
func ClassForm(lower string) string {
	if !strings.ContainsAny(lower, "0123456789") {
		return lower
	}
	b, zeros := make([]byte, 0, len(lower)), 0
	for i := 0; i < len(lower); i++ {
		if lower[i]-'0' > 9 {
			b, zeros = append(b, lower[i]), 0
		} else if zeros++; zeros <= maxZeros {
			b = append(b, '0')
		}
	}
	return string(b)
}

// classesMagic begins a file of classes; the last byte is the format's version.
const classesMagic = "sofar-classes\x01"

// ClassTree is what a file of classes holds.
type ClassTree struct {
	Words []string // class forms, unique
	Class []uint16 // by word, from 1, in the order of the leaves
	// Split[i] is when the tree parts classes i+1 and i+2 on the way from the
	// root down: 1 for its first parting, then 2, and so on; each once.
	Split []uint16
}

// EncodeClasses writes a file of classes: zstd over the magic, the order of the
// partings, and the sorted words, each as the number of bytes it shares with the
// one before and the rest, and their classes. Two words of one hash are an error
// when the file is read. The same input gives the same bytes.
func EncodeClasses(t ClassTree) ([]byte, error) {
	order := make([]int, len(t.Words))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return t.Words[order[a]] < t.Words[order[b]] })
	b := []byte(classesMagic)
	b = binary.AppendUvarint(b, uint64(len(t.Split)))
	for _, s := range t.Split {
		b = binary.LittleEndian.AppendUint16(b, s)
	}
	b = binary.AppendUvarint(b, uint64(len(order)))
	last := ""
	for _, i := range order {
		w, k := t.Words[i], 0
		for k < min(len(w), len(last)) && w[k] == last[k] {
			k++
		}
		b = binary.AppendUvarint(b, uint64(k))
		b = appendString(b, w[k:])
		last = w
	}
	for _, i := range order {
		b = binary.LittleEndian.AppendUint16(b, t.Class[i])
	}
	return Pack(b)
}

// DecodeClasses reads what EncodeClasses wrote.
func DecodeClasses(file []byte) (*Classes, error) {
	b, err := Unpack(file, 16<<20, "read the word classes")
	if err != nil {
		return nil, err
	}
	r := reader{b: b}
	if string(r.bytes(len(classesMagic))) != classesMagic {
		return nil, errors.New("read the word classes: not a file of this version; make it again with sofar-train")
	}
	split := make([]uint16, r.count())
	for i := range split {
		split[i] = r.uint16()
	}
	hashes := make([]uint64, r.count())
	var word []byte
	for i := range hashes {
		k := r.uint()
		if k > len(word) {
			r.bad = true
			break
		}
		word = append(word[:k], r.bytes(r.uint())...)
		h := uint64(classSeed)
		for _, b := range word {
			h = (h ^ uint64(b)) * classPrime
		}
		hashes[i] = mix(h)
	}
	c := &Classes{}
	size := uint(bits.Len(uint(2 * len(hashes))))
	c.slots, c.shift = make([]uint32, 1<<size), 64-size
	for _, h := range hashes {
		class := r.uint16()
		if class == 0 || int(class) > len(split)+1 || c.ofMixed(h) != 0 {
			r.bad = true
			break
		}
		at := h >> c.shift
		for c.slots[at] != 0 {
			at = (at + 1) & (1<<size - 1)
		}
		c.slots[at] = uint32(h)>>classBits<<classBits | uint32(class)
	}
	if r.bad || len(split) >= maxClasses {
		return nil, errors.New("read the word classes: the file is damaged; make it again with sofar-train")
	}
	for depth := range c.cuts {
		cut := make([]uint16, len(split)+2)
		cut[1] = 1
		for i, s := range split {
			cut[i+2] = cut[i+1]
			if int(s) < 1<<depth {
				cut[i+2]++
			}
		}
		c.cuts[depth] = cut
	}
	return c, nil
}

func (r *reader) uint16() uint16 {
	if b := r.bytes(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}
