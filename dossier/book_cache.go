package dossier

import (
	"slices"
	"sync"
	"time"
)

// cachedAccounts is how many moments of one version are kept: a page's as-of
// slider with its neighbours.
const cachedAccounts = 24

// accounts is the cache of one version of a Book: least recently used goes
// first, and each account is folded once however many ask for it.
type accounts struct {
	mu    sync.Mutex
	calls map[time.Time]*accountCall
	order []time.Time // least recently used first
}

// accountCall is one fold; account may be read once done is closed.
type accountCall struct {
	done    chan struct{}
	account *Account
}

func newAccounts() *accounts { return &accounts{calls: map[time.Time]*accountCall{}} }

// get gives the fold at t and whether the caller must run it.
func (a *accounts) get(t time.Time) (call *accountCall, mine bool) {
	key := t.UTC().Round(0) // comparable with ==
	a.mu.Lock()
	defer a.mu.Unlock()
	if i := slices.Index(a.order, key); i >= 0 {
		a.order = append(slices.Delete(a.order, i, i+1), key)
		return a.calls[key], false
	}
	call = &accountCall{done: make(chan struct{})}
	a.calls[key] = call
	a.order = append(a.order, key)
	if len(a.order) > cachedAccounts {
		delete(a.calls, a.order[0])
		a.order = a.order[1:]
	}
	return call, true
}
