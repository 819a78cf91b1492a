package language

import (
	"sync"

	"sofar/language/model"
)

// Load reads the models and word lists, side by side, and returns when all are
// ready. Nothing needs it: each is read when first used. A program that is
// about to analyse may call it in the background while it reads its input.
func Load() {
	var wg sync.WaitGroup
	wg.Go(func() { model.Default() })
	wg.Go(func() { model.DefaultNet() })
	wg.Go(func() { lex() })
	wg.Go(func() { model.Truecaser() })
	wg.Go(func() { model.Names() })
	wg.Go(func() { corefWeights() })
	wg.Wait()
}

// HasTree tells whether sentence s has its tree by now.
func (d *Doc) HasTree(s int) bool { return d.trees.done[s].Load() }

// Tagged gives a Doc with tokens, sentences, quotations, tags, features and
// lemmas alone: no numbers, times or names.
func Tagged(text string) *Doc {
	d := segment(text)
	d.tag()
	return d
}
