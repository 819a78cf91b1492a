package dossier

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
)

// numbering gives reports numbers by their ids, in the order in which they came.
// An id is "r" and 80 bits, so that ten bytes hold it.
type numbering struct {
	high  []uint64 // the first 64 bits, by number
	low   []uint16
	slots []int32 // numbers + 1 by the first bits of their ids, 0 for none
	odd   map[string]int32
	oddID map[int32]string // ids of another form
}

func newNumbering() numbering {
	return numbering{slots: make([]int32, 1<<10), odd: map[string]int32{}, oddID: map[int32]string{}}
}

// bitsOf gives the bits of an id of the common form.
func bitsOf(id string) (high uint64, low uint16, ok bool) {
	if len(id) != 21 || id[0] != 'r' {
		return 0, 0, false
	}
	var n uint64
	for i := 1; i < len(id); i++ {
		c := id[i]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		default:
			return 0, 0, false
		}
		if i == 17 {
			high, n = n, 0
		}
		n = n<<4 | uint64(c)
	}
	return high, uint16(n), true
}

// len is the number of reports.
func (x *numbering) len() int { return len(x.high) }

// start is the slot from which an id is looked for: ids are hashes.
func (x *numbering) start(high uint64) int { return int(high>>20) & (len(x.slots) - 1) }

// find gives the number of an id.
func (x *numbering) find(id string) (int32, bool) {
	high, low, ok := bitsOf(id)
	if !ok {
		n, ok := x.odd[id]
		return n, ok
	}
	for i := x.start(high); x.slots[i] > 0; i = (i + 1) & (len(x.slots) - 1) {
		if n := x.slots[i] - 1; x.high[n] == high && x.low[n] == low {
			return n, true
		}
	}
	return 0, false
}

// add numbers an id that find does not know.
func (x *numbering) add(id string) int32 {
	n := int32(len(x.high))
	high, low, ok := bitsOf(id)
	x.high, x.low = append(x.high, high), append(x.low, low)
	if !ok {
		x.odd[id], x.oddID[n] = n, id
		return n
	}
	if 3*len(x.high) > 2*len(x.slots) {
		x.spread(2 * len(x.slots))
	} else {
		x.put(n)
	}
	return n
}

func (x *numbering) put(n int32) {
	i := x.start(x.high[n])
	for x.slots[i] > 0 {
		i = (i + 1) & (len(x.slots) - 1)
	}
	x.slots[i] = n + 1
}

// spread puts the ids into so many slots, a power of two.
func (x *numbering) spread(size int) {
	x.slots = make([]int32, size)
	for n := range x.high {
		if _, odd := x.oddID[int32(n)]; !odd {
			x.put(int32(n))
		}
	}
}

// id gives the id of report n.
func (x *numbering) id(n int32) string {
	if id, ok := x.oddID[n]; ok {
		return id
	}
	return fmt.Sprintf("r%016x%04x", x.high[n], x.low[n])
}

// slug gives the newest report whose id begins with the 12 digits of a story's
// address. Those 48 bits begin at the same slot, as start takes none behind them.
func (x *numbering) slug(digits string) (int32, bool) {
	want, err := strconv.ParseUint(digits, 16, 64)
	if err != nil || len(digits) != 12 {
		return 0, false
	}
	best := int32(-1)
	for i := x.start(want << 16); x.slots[i] > 0; i = (i + 1) & (len(x.slots) - 1) {
		if n := x.slots[i] - 1; x.high[n]>>16 == want {
			best = max(best, n)
		}
	}
	for id, n := range x.odd {
		if len(id) > 12 && id[1:13] == digits {
			best = max(best, n)
		}
	}
	return best, best >= 0
}

// hashed holds numbers by the hash of a text.
type hashed[V any] struct {
	key []uint64 // 0 for none
	val []V
	n   int
}

// hashOf gives 64 bits of SHA-256, which nobody can make two texts share at will.
func hashOf(s string) uint64 {
	sum := sha256.Sum256([]byte(s))
	return max(1, binary.LittleEndian.Uint64(sum[:]))
}

func newHashed[V any]() hashed[V] {
	return hashed[V]{key: make([]uint64, 1<<10), val: make([]V, 1<<10)}
}

func (t *hashed[V]) at(key uint64) int {
	i := int(key>>8) & (len(t.key) - 1)
	for t.key[i] != 0 && t.key[i] != key {
		i = (i + 1) & (len(t.key) - 1)
	}
	return i
}

func (t *hashed[V]) get(key uint64) (v V, ok bool) {
	if i := t.at(key); t.key[i] == key {
		return t.val[i], true
	}
	return v, false
}

func (t *hashed[V]) set(key uint64, v V) {
	i := t.at(key)
	if t.key[i] == 0 {
		if 3*(t.n+1) > 2*len(t.key) {
			old := *t
			t.key, t.val = make([]uint64, 2*len(old.key)), make([]V, 2*len(old.key))
			for j, k := range old.key {
				if k != 0 {
					i := t.at(k)
					t.key[i], t.val[i] = k, old.val[j]
				}
			}
			i = t.at(key)
		}
		t.n++
	}
	t.key[i], t.val[i] = key, v
}
