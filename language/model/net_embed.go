package model

import (
	_ "embed" // the weights
	"sync"
)

//go:embed net.bin
var netFile []byte

// DefaultNet gives the embedded network of the parser. It is read on the first
// call; a file that cannot be read is a fault of the build, so it panics.
var DefaultNet = sync.OnceValue(func() *Net {
	n, err := DecodeNet(netFile)
	if err != nil {
		panic(err)
	}
	return n
})
