//go:build !amd64

package model

// netFast and netVNNI tell that kernels in assembly run; here there are none.
var netFast, netVNNI = false, false

// mulRows multiplies n rows of x, xStride apart, by a panel of weights, adds the
// bias, shifts and saturates; n is a multiple of netRows.
func mulRows(w []int16, bias []int32, shift uint, x []int16, xStride int, dst []int16, dstStride, n int) {
	mulRowsGo(w, bias, shift, x, xStride, dst, dstStride, n)
}

// dotTile is mulRows of netRows rows without bias, shift and saturation.
func dotTile(w []int16, x []int16, xStride int, dst []int32, dstStride int) {
	dotTileGo(w, x, xStride, dst, dstStride)
}

// recur steps the units of one direction by one word: u, f and r are the products
// of the word, x is what is passed on, c the state and h the output.
func recur(u, f, r, x []int16, vf, vr, c []int32, h []int16) { recurGo(u, f, r, x, vf, vr, c, h) }

// add writes a + b + c, each sum saturated.
func add(dst, a, b, c []int16) { addGo(dst, a, b, c) }

// relu makes negative numbers zero.
func relu(x []int16) { reluGo(x) }

// accumulate adds scale times the signed bytes of row to sum.
func accumulate(sum []int32, row []byte, scale int32) { accumulateGo(sum, row, scale) }

// addRows4 and addRows8 stand for kernels that there are none of.
func addRows4([]uint32, Rows4, *[4]int32) {}
func addRows8([]uint32, Rows8, *[8]int32) {}
