package desk

import (
	"sync"
	"time"
)

// limiter lets every key do something so many times in a row, and again after
// each pause. The keys are bounded: a flood of new ones drops those at rest.
type limiter struct {
	burst float64
	every time.Duration // for one more
	now   func() time.Time

	mu   sync.Mutex
	left map[string]*allowance
}

type allowance struct {
	n  float64
	at time.Time
}

// maxKeys bounds the keys that a limiter holds.
const maxKeys = 10_000

func newLimiter(burst int, every time.Duration, now func() time.Time) *limiter {
	return &limiter{burst: float64(burst), every: every, now: now, left: map[string]*allowance{}}
}

// take tells whether a key may do it now, and if not, after what pause.
func (l *limiter) take(key string) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.filled(key)
	if a.n < 1 {
		return time.Duration((1-a.n)*float64(l.every)) + time.Second, false
	}
	a.n--
	return 0, true
}

// give hands one back: what succeeded does not count against the key.
func (l *limiter) give(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.filled(key)
	a.n = min(a.n+1, l.burst)
}

// filled gives a key's allowance as of now.
func (l *limiter) filled(key string) *allowance {
	now := l.now()
	a := l.left[key]
	if a == nil {
		if len(l.left) >= maxKeys {
			l.sweep(now)
		}
		a = &allowance{l.burst, now}
		l.left[key] = a
	}
	a.n = min(l.burst, a.n+now.Sub(a.at).Seconds()/l.every.Seconds())
	a.at = now
	return a
}

// sweep drops the keys that are at rest; if all are in use, all but the emptiest
// half, which are those under attack.
func (l *limiter) sweep(now time.Time) {
	for _, least := range []float64{l.burst, l.burst / 2, 0} {
		for k, a := range l.left {
			if a.n+now.Sub(a.at).Seconds()/l.every.Seconds() >= least {
				delete(l.left, k)
			}
		}
		if len(l.left) < maxKeys/2 {
			return
		}
	}
}
