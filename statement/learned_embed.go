//go:build !sieves

package statement

import (
	_ "embed"
	"sync"
)

//go:embed attribution.bin
var attributionFile []byte

// learned gives the embedded model. A build with the tag "sieves" has none.
var learned = sync.OnceValue(func() *learnedModel {
	m, err := decodeLearned(attributionFile)
	if err != nil {
		panic("statement: the embedded model of attributions: " + err.Error())
	}
	return m
})
