package model

import "golang.org/x/sys/cpu"

// netFast tells that the kernels in assembly can run, netVNNI that the one with
// 512-bit dot products can; tests turn them off.
var (
	netFast = cpu.X86.HasAVX2
	netVNNI = cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI
)

// mulRows multiplies n rows of x, xStride apart, by a panel of weights, adds the
// bias, shifts and saturates; n is a multiple of netRows.
func mulRows(w []int16, bias []int32, shift uint, x []int16, xStride int, dst []int16, dstStride, n int) {
	if !netFast {
		mulRowsGo(w, bias, shift, x, xStride, dst, dstStride, n)
		return
	}
	k := len(w) / netCols
	_, _, _ = x[(n-1)*xStride+k-1], dst[(n-1)*dstStride+netCols-1], bias[netCols-1]
	if !netVNNI {
		mulRowsAVX2(n/netRows, k/2, &w[0], &bias[0], uint64(shift), &x[0], xStride*2, &dst[0], dstStride*2)
		return
	}
	for i := 0; i < n; i += netRows {
		mulTileVNNI(k/2, &w[0], &bias[0], uint64(shift), &x[i*xStride], xStride*2, &dst[i*dstStride], dstStride*2)
	}
}

// dotTile is mulRows of netRows rows without bias, shift and saturation.
func dotTile(w []int16, x []int16, xStride int, dst []int32, dstStride int) {
	if !netFast {
		dotTileGo(w, x, xStride, dst, dstStride)
		return
	}
	k := len(w) / netCols
	_, _ = x[(netRows-1)*xStride+k-1], dst[(netRows-1)*dstStride+netCols-1]
	dotTileAVX2(k/2, &w[0], &x[0], xStride*2, &dst[0], dstStride*4)
}

// recur steps the units of one direction by one word: u, f and r are the products
// of the word, x is what is passed on, c the state and h the output. The number
// of units is a multiple of 16.
func recur(u, f, r, x []int16, vf, vr, c []int32, h []int16) {
	n := len(h)
	if !netFast || n%16 != 0 {
		recurGo(u, f, r, x, vf, vr, c, h)
		return
	}
	_, _, _, _, _, _, _ = u[n-1], f[n-1], r[n-1], x[n-1], vf[n-1], vr[n-1], c[n-1]
	recurAVX2(n/16, &u[0], &f[0], &r[0], &x[0], &vf[0], &vr[0], &c[0], &h[0])
}

// add writes a + b + c, each sum saturated.
func add(dst, a, b, c []int16) {
	n := len(dst)
	if !netFast || n == 0 || n%16 != 0 {
		addGo(dst, a, b, c)
		return
	}
	_, _, _ = a[n-1], b[n-1], c[n-1]
	addAVX2(n/16, &dst[0], &a[0], &b[0], &c[0])
}

// relu makes negative numbers zero.
func relu(x []int16) {
	if !netFast || len(x) == 0 || len(x)%16 != 0 {
		reluGo(x)
		return
	}
	reluAVX2(len(x)/16, &x[0])
}

// accumulate adds scale times the signed bytes of row to sum.
func accumulate(sum []int32, row []byte, scale int32) {
	n := len(row)
	if !netFast || n == 0 || n%8 != 0 {
		accumulateGo(sum, row, scale)
		return
	}
	_ = sum[n-1]
	accumulateAVX2(n/8, &sum[0], &row[0], scale)
}

// addRows4 adds the rows of a list that is not empty; all lie inside rows.
func addRows4(list []uint32, rows Rows4, sum *[4]int32) {
	addRows4AVX2(len(list), &list[0], &rows[0], sum)
}

// addRows8 is addRows4 of wider rows.
func addRows8(list []uint32, rows Rows8, sum *[8]int32) {
	addRows8AVX2(len(list), &list[0], &rows[0], sum)
}

//go:noescape
func addRows4AVX2(n int, list *uint32, rows *[4]int16, sum *[4]int32)

//go:noescape
func addRows8AVX2(n int, list *uint32, rows *[8]int16, sum *[8]int32)

//go:noescape
func mulRowsAVX2(tiles, pairs int, w *int16, bias *int32, shift uint64, x *int16, xBytes int, dst *int16, dstBytes int)

//go:noescape
func mulTileVNNI(pairs int, w *int16, bias *int32, shift uint64, x *int16, xBytes int, dst *int16, dstBytes int)

//go:noescape
func dotTileAVX2(pairs int, w *int16, x *int16, xBytes int, dst *int32, dstBytes int)

//go:noescape
func recurAVX2(blocks int, u, f, r, x *int16, vf, vr, c *int32, h *int16)

//go:noescape
func addAVX2(blocks int, dst, a, b, c *int16)

//go:noescape
func reluAVX2(blocks int, x *int16)

//go:noescape
func accumulateAVX2(blocks int, sum *int32, row *byte, scale int32)
