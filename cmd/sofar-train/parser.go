package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"sofar/language"
	"sofar/language/train"
)

// folder keeps the taggers of the folds in files.
type folder string

func (d folder) name(fold int) string {
	return filepath.Join(string(d), fmt.Sprintf("tagger-fold-%d.bin", fold))
}

// Get reads the tagger of a fold, if it is there.
func (d folder) Get(fold int) ([]byte, bool) {
	b, err := os.ReadFile(d.name(fold))
	return b, err == nil
}

// Put writes the tagger of a fold.
func (d folder) Put(fold int, file []byte) {
	if err := os.WriteFile(d.name(fold), file, 0o644); err != nil {
		log("keep the tagger of fold %d: %v", fold, err)
	}
}

type treesCmd struct {
	Data string `required:"" type:"existingdir" help:"Folder with *-dev.conllu."`
	Show int    `help:"Print so many of the most frequent errors, and as many words that are wrong."`
}

// Run measures the embedded parser on gold tokens, with our tags and with the
// treebanks' own.
func (c *treesCmd) Run() error {
	ewt, gum, err := devSets(c.Data)
	if err != nil {
		return err
	}
	for _, b := range []struct {
		name  string
		sents []train.Sentence
	}{{"EWT dev", ewt}, {"GUM dev", gum}} {
		for _, gold := range []bool{false, true} {
			name := b.name + ", our tags:"
			if gold {
				name = b.name + ", gold tags:"
			}
			errors := wrongTrees{kinds: map[string]int{}, show: c.Show}
			see := errors.see
			if gold {
				see = nil
			}
			tagged := train.TagAll(b.sents, gold)
			begin := time.Now()
			a := train.MeasureTrees(tagged, (*language.Doc).ParseAll, see)
			log("%-20s %v (%.1f µs per word)", name, a, float64(time.Since(begin).Microseconds())/float64(a.Words))
			errors.log()
		}
	}
	return nil
}

// wrongTrees gathers the words that a parser gets wrong.
type wrongTrees struct {
	kinds       map[string]int
	show, shown int
}

// see takes one word; the first ones are logged.
func (e *wrongTrees) see(s train.Tagged, i int) {
	t, h := s.Tokens[i], s.Doc.Head(i)
	kind := "head"
	if h == t.Head {
		kind = "relation"
	}
	e.kinds[fmt.Sprintf("%s of %s, ours %s", kind, t.Rel, s.Doc.Rel(i))]++
	if e.shown >= e.show {
		return
	}
	e.shown++
	word := func(k int) string {
		if k < 0 {
			return "root"
		}
		return s.Doc.Word(k)
	}
	log("  %s is %s of %s, ours %s of %s: %s", word(i), t.Rel, word(t.Head), s.Doc.Rel(i), word(h), s.Doc.Text)
}

// log prints the most frequent kinds of error.
func (e *wrongTrees) log() {
	names := make([]string, 0, len(e.kinds))
	for k := range e.kinds {
		names = append(names, k)
	}
	sort.Slice(names, func(i, j int) bool {
		if e.kinds[names[i]] != e.kinds[names[j]] {
			return e.kinds[names[i]] > e.kinds[names[j]]
		}
		return names[i] < names[j]
	})
	for _, k := range names[:min(e.show, len(names))] {
		log("%6d %s", e.kinds[k], k)
	}
}
