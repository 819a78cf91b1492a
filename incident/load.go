package incident

import (
	"sync"

	"sofar/language"
	"sofar/statement"
)

// Load reads what Extract needs, side by side, and returns when all is ready.
// Nothing needs it: each part is read when first used. A program that is about
// to extract may call it in the background while it reads its input.
func Load() {
	var wg sync.WaitGroup
	for _, read := range []func(){language.Load, statement.Load, func() { gazette() }, func() { triggers() }, func() { common() }} {
		wg.Go(read)
	}
	wg.Wait()
}
