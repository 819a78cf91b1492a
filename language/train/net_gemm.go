package train

// Blocked single-precision matrix products for the training of the network, in
// the manner of Goto and van de Geijn (2008): both operands are packed into
// panels, and a small kernel multiplies a panel of gemmRows rows by one of
// gemmCols columns.

const (
	gemmRows  = 6
	gemmCols  = 16
	gemmDepth = 256 // of the panels, so that one of gemmCols columns stays in the first cache
)

// packer holds the packed panels; it belongs to one goroutine.
type packer struct {
	a, b []float32
	tile [gemmRows * gemmCols]float32
}

// view is a matrix in row order, or its transpose.
type view struct {
	d      []float32
	stride int
	t      bool
}

// grow gives s the length n without keeping what is in it.
func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}

// pack copies rows [0,n) of v (columns if it is the right operand and so not
// transposed) at depth [k,k+depth) into panels of width w, the rest zero. The
// value at row i, depth p stands at d[i*stride+p], or d[p*stride+i] if across.
func pack(dst, d []float32, stride, n, k, depth, w int, across bool) {
	for i := 0; i < n; i += w {
		m := min(w, n-i)
		panel := dst[:depth*w]
		switch {
		case across && w == gemmCols && m == w:
			for p := range depth {
				*(*[gemmCols]float32)(panel[p*gemmCols:]) = *(*[gemmCols]float32)(d[(k+p)*stride+i:])
			}
		case across && w == gemmRows && m == w:
			for p := range depth {
				*(*[gemmRows]float32)(panel[p*gemmRows:]) = *(*[gemmRows]float32)(d[(k+p)*stride+i:])
			}
		case across:
			for p := range depth {
				row := panel[p*w : p*w+w]
				c := copy(row, d[(k+p)*stride+i:(k+p)*stride+i+m])
				clear(row[c:])
			}
		default:
			if m < w {
				clear(panel)
			}
			j := 0
			for ; j+2 <= m; j += 2 { // two rows at a time, so that each line of dst is written less often
				a := d[(i+j)*stride+k : (i+j)*stride+k+depth]
				b := d[(i+j+1)*stride+k : (i+j+1)*stride+k+depth]
				at := j
				for p, v := range a {
					q := (*[2]float32)(panel[at:])
					q[0], q[1] = v, b[p]
					at += w
				}
			}
			for ; j < m; j++ {
				for p, v := range d[(i+j)*stride+k : (i+j)*stride+k+depth] {
					panel[p*w+j] = v
				}
			}
		}
		dst = dst[depth*w:]
	}
}

// mul adds the product of a (m×k) and b (k×n) to c (m×n, rows stride apart).
func (g *packer) mul(m, n, k int, a, b view, c []float32, stride int) {
	if m == 0 || n == 0 {
		return
	}
	pm, pn := (m+gemmRows-1)/gemmRows*gemmRows, (n+gemmCols-1)/gemmCols*gemmCols
	for k0 := 0; k0 < k; k0 += gemmDepth {
		depth := min(gemmDepth, k-k0)
		g.a, g.b = grow(g.a, pm*depth), grow(g.b, pn*depth)
		pack(g.a, a.d, a.stride, m, k0, depth, gemmRows, a.t)
		pack(g.b, b.d, b.stride, n, k0, depth, gemmCols, !b.t)
		for j := 0; j < n; j += gemmCols {
			pb := g.b[j*depth:]
			for i := 0; i < m; i += gemmRows {
				pa := g.a[i*depth:]
				if i+gemmRows <= m && j+gemmCols <= n {
					gemmKernel(depth, pa, pb, c[i*stride+j:], stride)
					continue
				}
				clear(g.tile[:])
				gemmKernel(depth, pa, pb, g.tile[:], gemmCols)
				for x := 0; x < min(gemmRows, m-i); x++ {
					row := c[(i+x)*stride+j:]
					for y := 0; y < min(gemmCols, n-j); y++ {
						row[y] += g.tile[x*gemmCols+y]
					}
				}
			}
		}
	}
}

// gemmKernelGo is gemmKernel in Go.
func gemmKernelGo(k int, a, b, c []float32, stride int) {
	for i := range gemmRows {
		row := c[i*stride : i*stride+gemmCols]
		for j := range row {
			var sum float32
			for p := range k {
				sum += a[p*gemmRows+i] * b[p*gemmCols+j]
			}
			row[j] += sum
		}
	}
}
