package model

import (
	_ "embed" // the weights
	"sync"
)

//go:embed parser.bin
var parserFile []byte

// DefaultParser gives the embedded parser. It is read on the first call; a file
// that cannot be read is a fault of the build, so it panics.
var DefaultParser = sync.OnceValue(func() *Parser {
	p, err := DecodeParser(parserFile)
	if err != nil {
		panic(err)
	}
	return p
})
