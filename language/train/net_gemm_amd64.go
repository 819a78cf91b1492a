package train

import "golang.org/x/sys/cpu"

var gemmFast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// gemmKernel adds the product of a panel of gemmRows rows and one of gemmCols
// columns, both k deep, to the tile at c, whose rows are stride apart.
func gemmKernel(k int, a, b, c []float32, stride int) {
	if !gemmFast {
		gemmKernelGo(k, a, b, c, stride)
		return
	}
	_, _, _ = a[k*gemmRows-1], b[k*gemmCols-1], c[(gemmRows-1)*stride+gemmCols-1]
	gemmKernelAVX2(k, &a[0], &b[0], &c[0], stride)
}

//go:noescape
func gemmKernelAVX2(k int, a, b, c *float32, stride int)

// stepUnits steps n units of a layer by one word.
func stepUnits(n int, a *stepArgs) {
	if !gemmFast || n%8 != 0 {
		stepGo(n, a)
		return
	}
	stepAVX2(n, a)
}

// stepBackUnits goes the way of stepUnits back.
func stepBackUnits(n int, a *stepBackArgs) {
	if !gemmFast || n%8 != 0 {
		stepBackGo(n, a)
		return
	}
	stepBackAVX2(n, a)
}

//go:noescape
func stepAVX2(n int, a *stepArgs)

//go:noescape
func stepBackAVX2(n int, a *stepBackArgs)
