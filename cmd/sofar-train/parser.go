package main

import (
	"fmt"
	"os"
	"path/filepath"
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

type parserCmd struct {
	Data       string  `required:"" type:"existingdir" help:"Folder with *-train.conllu and *-dev.conllu."`
	Out        string  `required:"" help:"File to write, for example language/model/parser.bin."`
	Folds      int     `default:"5" help:"The training data are tagged by so many taggers, each trained on the documents of the other folds."`
	Keep       string  `type:"existingdir" help:"Folder in which the taggers of the folds are kept and looked for, to train again faster."`
	Iterations int     `default:"10" help:"Passes over the data."`
	Prune      float64 `default:"0.3" help:"Leave out weights smaller than this."`
	Margin     int     `default:"50" help:"Correct the weights unless the right action leads by more than this."`
	Seed       uint64  `default:"1" help:"Seed of the order of sentences; the same seed and data give the same file."`
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
	tagged, err := train.Jackknife(sents, c.Folds, train.TaggerOptions{Seed: 1, Log: log}, cache)
	if err != nil {
		return err
	}
	file, err := train.Parser(tagged, train.ParserOptions{Iterations: c.Iterations, Prune: c.Prune, Margin: c.Margin, Seed: c.Seed, Log: log})
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
