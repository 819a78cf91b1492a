//go:build !amd64

package train

// gemmKernel adds the product of a panel of gemmRows rows and one of gemmCols
// columns, both k deep, to the tile at c, whose rows are stride apart.
func gemmKernel(k int, a, b, c []float32, stride int) { gemmKernelGo(k, a, b, c, stride) }

// stepUnits steps n units of a layer by one word.
func stepUnits(n int, a *stepArgs) { stepGo(n, a) }

// stepBackUnits goes the way of stepUnits back.
func stepBackUnits(n int, a *stepBackArgs) { stepBackGo(n, a) }
