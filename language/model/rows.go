package model

// Rows are the weights of features hashed to a power of two of places, a row of
// labels for each. Adding the rows of a list of features waits for memory side by
// side where the processor has AVX2; the sums are the same without.
type (
	Rows4 [][4]int16
	Rows8 [][8]int16
)

// Add adds the rows of the list to sum. Places over the number of rows are
// counted from the start again.
func (r Rows4) Add(list []uint32, sum *[4]int32) {
	mask := uint32(len(r) - 1)
	if netFast && len(list) > 0 && inside(list, mask) {
		addRows4(list, r, sum)
		return
	}
	for _, x := range list {
		for j, v := range &r[x&mask] {
			sum[j] += int32(v)
		}
	}
}

// Add adds the rows of the list to sum, as that of Rows4.
func (r Rows8) Add(list []uint32, sum *[8]int32) {
	mask := uint32(len(r) - 1)
	if netFast && len(list) > 0 && inside(list, mask) {
		addRows8(list, r, sum)
		return
	}
	for _, x := range list {
		for j, v := range &r[x&mask] {
			sum[j] += int32(v)
		}
	}
}

// inside tells whether all places are at most mask.
func inside(list []uint32, mask uint32) bool {
	all := uint32(0)
	for _, x := range list {
		all |= x
	}
	return all&^mask == 0
}
