package model

import (
	_ "embed" // the weights
	"sync"
)

//go:embed tagger.bin
var taggerFile []byte

// Default gives the embedded tagger. It is read on the first call; a file that
// cannot be read is a fault of the build, so it panics.
var Default = sync.OnceValue(func() *Tagger {
	t, err := Decode(taggerFile)
	if err != nil {
		panic(err)
	}
	return t
})
