package main

import (
	"fmt"
	"os"
	"time"
)

// progress counts reports on the terminal, on standard error, once work has
// lasted a second; it is silent where standard error is no terminal.
type progress struct {
	verb  string
	on    bool
	n     int
	start time.Time
	last  time.Time
	drawn bool
}

func newProgress(verb string) *progress {
	now := time.Now()
	return &progress{verb: verb, on: onTerminal(os.Stderr), start: now, last: now}
}

// add counts n more and redraws at most five times a second.
func (p *progress) add(n int) {
	p.n += n
	now := time.Now()
	if !p.on || now.Sub(p.start) < time.Second || now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last, p.drawn = now, true
	fmt.Fprintf(os.Stderr, "\r\x1b[K%d reports %s, %.0f a second", p.n, p.verb, float64(p.n)/now.Sub(p.start).Seconds())
}

// clear makes room for a message; the next add draws the line again.
func (p *progress) clear() {
	if p.drawn {
		p.drawn = false
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}

// done clears the line for good.
func (p *progress) done() { p.clear() }
