package model

import (
	"runtime"
	"sync"
)

// Kept lends working memory that has learnt something of the words it met:
// sums of features, forms, products. One is kept for each processor; unlike
// those of a sync.Pool they outlive the collector, which comes often while long
// texts are read and would have them learn again. The zero value is ready.
type Kept[T any] struct {
	mu   sync.Mutex
	free []*T
}

// Get lends one, a new zero value if none is free.
func (k *Kept[T]) Get() *T {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.free); n > 0 {
		x := k.free[n-1]
		k.free[n-1] = nil
		k.free = k.free[:n-1]
		return x
	}
	return new(T)
}

// Put gives one back; those over the number of processors are dropped.
func (k *Kept[T]) Put(x *T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.free) < runtime.GOMAXPROCS(0) {
		k.free = append(k.free, x)
	}
}
