package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"sofar/language"
	"sofar/language/model"
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

// foldIterations is how many passes the taggers of the folds make; more make
// them hardly better.
const foldIterations = 4

type parserCmd struct {
	Data   string  `required:"" type:"existingdir" help:"Folder with *-train.conllu and *-dev.conllu."`
	Out    string  `required:"" help:"File to write, for example language/model/parser.bin."`
	Folds  int     `default:"4" help:"The training data are tagged by so many taggers, each trained on the documents of the other folds."`
	Keep   string  `type:"existingdir" help:"Folder in which the taggers of the folds are kept and looked for, to train again faster."`
	Greedy int     `default:"3" help:"Passes over the data in which each action is learnt by itself."`
	Beam   int     `default:"4" help:"Passes after those in which whole derivations are learnt."`
	Width  int     `default:"4" help:"Width of the beam."`
	Size   int     `default:"4" help:"Size of a correction in the passes with the beam."`
	Prune  float64 `default:"1.25" help:"Leave out weights smaller than this."`
	Margin int     `default:"50" help:"Correct the weights unless the right action leads by more than this."`
	Each   string  `help:"Write and measure the model after each pass with the beam, to this name with -N.bin."`
	Seed   uint64  `default:"1" help:"Seed of the order of sentences; the same seed and data give the same file."`
}

// Run trains, measures and writes.
func (c *parserCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, "-train.conllu")
	if err != nil {
		return err
	}
	var cache train.TaggerCache
	if c.Keep != "" {
		cache = folder(c.Keep)
	}
	tagged, err := train.JackknifeSpoken(sents, c.Folds, train.TaggerOptions{Seed: 1, Iterations: foldIterations, Log: log}, cache)
	if err != nil {
		return err
	}
	o := train.ParserOptions{Greedy: c.Greedy, Beam: c.Beam, Width: c.Width, Size: c.Size, Prune: c.Prune, Margin: c.Margin, Seed: c.Seed, Log: log}
	if c.Each != "" {
		o.Passes = func(pass int, file []byte) {
			name := fmt.Sprintf("%s-%d.bin", c.Each, pass)
			p, err := model.DecodeParser(file)
			if err == nil {
				err = os.WriteFile(name, file, 0o644)
			}
			if err == nil {
				err = measureTrees(p, c.Data)
			}
			if err != nil {
				log("%s: %v", name, err)
			}
		}
	}
	file, err := train.Parser(tagged, o)
	if err != nil {
		return err
	}
	p, err := model.DecodeParser(file)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, file, 0o644); err != nil {
		return err
	}
	return measureTrees(p, c.Data)
}

// measureTrees logs the accuracy on gold tokens, with our tags and with the
// treebanks' own.
func measureTrees(p *model.Parser, dir string) error {
	ewt, gum, err := devSets(dir)
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
			tagged := train.TagAll(b.sents, gold)
			begin := time.Now()
			a := train.MeasureTrees(tagged, func(d *language.Doc) { d.ParseWith(p) }, nil)
			log("%-20s %v (%.1f µs per word)", name, a, float64(time.Since(begin).Microseconds())/float64(a.Words))
		}
	}
	return nil
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
