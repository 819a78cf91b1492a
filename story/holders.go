package story

// holders tells for each sampled shingle which texts hold it: a table of open
// addressing without pointers, eight bytes for each pair of shingle and text.
// Two shingles of one fingerprint (one in four thousand million) are taken for
// one; what they lead to is compared word for word.
type holders struct {
	slots []uint64 // fingerprint << 32 | text + 1, 0 for none
	n     int
}

const (
	// maxHolders bounds the texts that are kept of one shingle: the earliest,
	// among which the source of all later ones is.
	maxHolders = 8
	// The table grows by half when nine tenths full; it is sorted but for
	// collisions, so that growing is one pass.
	fullTenths  = 8
	firstSlots  = 1 << 10
	maxScanned  = 256 // slots that one look-up goes through at most
	fingerShift = 32
)

// slot is where the search for a fingerprint begins.
func (x *holders) slot(finger uint32) int {
	return int(uint64(finger) * uint64(len(x.slots)) >> fingerShift)
}

// of appends the texts that hold the shingle, in order of arrival.
func (x *holders) of(out []int32, shingle uint64) []int32 {
	if len(x.slots) == 0 {
		return out
	}
	finger := uint32(shingle >> fingerShift)
	at := x.slot(finger)
	for range maxScanned {
		s := x.slots[at]
		if s == 0 {
			break
		}
		if uint32(s>>fingerShift) == finger {
			out = append(out, int32(uint32(s))-1)
		}
		if at++; at == len(x.slots) {
			at = 0
		}
	}
	return out
}

// add notes that text i holds the shingle, unless enough earlier ones do, and
// gives how many hold it then, 0 if it was not noted. Texts come in order.
func (x *holders) add(shingle uint64, i int32) int {
	if len(x.slots) == 0 || 10*x.n >= fullTenths*len(x.slots) {
		x.grow()
	}
	finger := uint32(shingle >> fingerShift)
	at, held := x.slot(finger), 0
	for range maxScanned {
		s := x.slots[at]
		if s == 0 {
			x.slots[at] = uint64(finger)<<fingerShift | uint64(uint32(i+1))
			x.n++
			return held + 1
		}
		if uint32(s>>fingerShift) == finger {
			if held++; held == maxHolders || int32(uint32(s))-1 == i {
				return 0
			}
		}
		if at++; at == len(x.slots) {
			at = 0
		}
	}
	return 0
}

func (x *holders) grow() {
	old := x.slots
	x.slots = make([]uint64, max(firstSlots, len(old)+len(old)/2))
	// Where the table wraps round, its first slots belong to its end.
	start := 0
	for start < len(old) && old[start] != 0 {
		start++
	}
	for k := range old {
		s := old[(start+k)%len(old)]
		if s == 0 {
			continue
		}
		at := x.slot(uint32(s >> fingerShift))
		for x.slots[at] != 0 {
			if at++; at == len(x.slots) {
				at = 0
			}
		}
		x.slots[at] = s
	}
}
