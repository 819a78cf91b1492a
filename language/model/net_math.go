package model

// The integer arithmetic of the network. Activations are 16-bit with netFrac
// bits after the point, gates have gateFrac. Products are summed in 32 bits and
// rounded once; everything that leaves a layer saturates. The kernels in
// assembly and those in Go give the same bits.
const (
	netFrac  = 11
	gateFrac = 14
	// peepFrac is the number of bits after the point of the weights of the state.
	peepFrac = 12
	// netRows words are multiplied at a time, by netCols columns of a matrix.
	netRows = 4
	netCols = 16
)

// matrix is a matrix of weights, in panels of netCols outputs; in a panel the
// weights of two neighbouring inputs stand side by side for each output.
type matrix struct {
	in, out int  // even; a multiple of netCols
	shift   uint // of the sums, to the scale of the result
	w       []int16
	bias    []int32 // at the scale of the sums, with the half for rounding
}

// newMatrix packs the weights w (in × out, row by row), of which row i, column j
// is w(i, j).
func newMatrix(in, out int, shift uint, w func(i, j int) int16, bias func(j int) int32) matrix {
	m := matrix{in: in, out: (out + netCols - 1) / netCols * netCols, shift: shift}
	m.w, m.bias = make([]int16, m.in*m.out), make([]int32, m.out)
	k := 0
	for p := 0; p < m.out; p += netCols {
		for i := 0; i < in; i += 2 {
			for j := p; j < p+netCols; j++ {
				if j < out {
					m.w[k], m.w[k+1] = w(i, j), w(i+1, j)
				}
				k += 2
			}
		}
	}
	for j := range out {
		m.bias[j] = bias(j)
	}
	if shift > 0 {
		for j := range m.bias {
			m.bias[j] += 1 << (shift - 1)
		}
	}
	return m
}

// mul writes x times the matrix to dst. n, the number of rows of both, is
// rounded up to a multiple of netRows: the memory must be there.
func (m *matrix) mul(dst []int16, dstStride int, x []int16, xStride, n int) {
	n = (n + netRows - 1) / netRows * netRows
	if n == 0 {
		return
	}
	for p := 0; p < m.out; p += netCols {
		mulRows(m.w[p*m.in:(p+netCols)*m.in], m.bias[p:p+netCols], m.shift, x, xStride, dst[p:], dstStride, n)
	}
}

// mulRowsGo is mulRows in Go.
func mulRowsGo(w []int16, bias []int32, shift uint, x []int16, xStride int, dst []int16, dstStride, n int) {
	for r := range n {
		var acc [netCols]int32
		copy(acc[:], bias)
		row := x[r*xStride:][:len(w)/netCols]
		for k := 0; k < len(row); k += 2 {
			a, b := int32(row[k]), int32(row[k+1])
			panel := w[k*netCols : (k+2)*netCols]
			for j := range netCols {
				acc[j] += a*int32(panel[2*j]) + b*int32(panel[2*j+1])
			}
		}
		for j, v := range acc {
			dst[r*dstStride+j] = saturate(v >> shift)
		}
	}
}

func saturate(v int32) int16 { return int16(max(-1<<15, min(1<<15-1, v))) }

// dotTileGo is dotTile in Go.
func dotTileGo(w []int16, x []int16, xStride int, dst []int32, dstStride int) {
	for r := range netRows {
		acc := dst[r*dstStride : r*dstStride+netCols]
		row := x[r*xStride:][:len(w)/netCols]
		clear(acc)
		for k := 0; k < len(row); k += 2 {
			a, b := int32(row[k]), int32(row[k+1])
			panel := w[k*netCols : (k+2)*netCols]
			for j := range acc {
				acc[j] += a*int32(panel[2*j]) + b*int32(panel[2*j+1])
			}
		}
	}
}

// gate is the network's sigmoid, two parabolas: 0 from -4 down, 1 from 4 up. Its
// argument has netFrac bits after the point, its value gateFrac.
func gate(z int32) int32 {
	z = max(-4<<netFrac, min(4<<netFrac, z))
	a := z
	if a < 0 {
		a = -a
	}
	return 1<<(gateFrac-1) + z<<(gateFrac-netFrac-2) - z*a>>(2*netFrac-gateFrac+5)
}

// recurGo is recur in Go.
func recurGo(u, f, r, x []int16, vf, vr, c []int32, h []int16) {
	for j := range h {
		p, in, skip := c[j], int32(u[j]), int32(x[j])
		zf := int32(f[j]) + (vf[j]*p+1<<(peepFrac-1))>>peepFrac
		zr := int32(r[j]) + (vr[j]*p+1<<(peepFrac-1))>>peepFrac
		s := in + (gate(zf)*(p-in)+1<<(gateFrac-1))>>gateFrac
		c[j] = s
		h[j] = int16(skip + (gate(zr)*(s-skip)+1<<(gateFrac-1))>>gateFrac)
	}
}

// addGo is add in Go.
func addGo(dst, a, b, c []int16) {
	for j := range dst {
		dst[j] = saturate(int32(saturate(int32(a[j])+int32(b[j]))) + int32(c[j]))
	}
}

// reluGo is relu in Go.
func reluGo(x []int16) {
	for j, v := range x {
		x[j] = max(v, 0)
	}
}

// accumulateGo is accumulate in Go.
func accumulateGo(sum []int32, row []byte, scale int32) {
	for j, v := range row {
		sum[j] += int32(int8(v)) * scale
	}
}
