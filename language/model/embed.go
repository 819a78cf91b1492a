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

//go:embed truecase.bin
var truecaseFile []byte

// Truecaser gives the embedded truecaser, a tagger whose labels stand for cases:
// see package train.
var Truecaser = sync.OnceValue(func() *Tagger {
	t, err := Decode(truecaseFile)
	if err != nil {
		panic(err)
	}
	return t
})
