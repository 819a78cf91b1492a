package main

import (
	"slices"
	"strings"

	"sofar/language/train"
)

type vectorsCmd struct {
	Data      string   `required:"" type:"existingdir" help:"Folder below which the files *train.jsonl (field text) and *-train.conllu are read."`
	Without   []string `help:"Names of folders to leave out, for example polnear."`
	Out       string   `required:"" help:"File to write: a word and its numbers on each line."`
	Method    string   `enum:"svd,skipgram" default:"skipgram" help:"svd (quick) or skipgram (better)."`
	Words     int      `default:"36000" help:"Vocabulary: so many of the most frequent words."`
	Least     int      `default:"2" help:"Leave out words that occur less often."`
	Dim       int      `default:"100" help:"Numbers per word."`
	Window    int      `default:"2" help:"Words looked at on either side."`
	Power     float64  `default:"0.5" help:"svd: power of the singular values."`
	Epochs    int      `default:"4" help:"skipgram: passes over the text."`
	Negatives int      `default:"5" help:"skipgram: noise words per word beside."`
	Rate      float64  `default:"0.05" help:"skipgram: rate of learning at the start."`
	Seed      uint64   `default:"1" help:"The same seed and text give the same file."`
	Show      []string `help:"Print the nearest words of these."`
	Treebanks string   `type:"existingdir" help:"Measure on the treebanks of this folder how often the neighbours of a word tell its tag."`
}

// Run reads the text, makes the vectors, measures and writes them.
func (c *vectorsCmd) Run() error {
	t, err := readText(c.Data, c.Without)
	if err != nil {
		return err
	}
	t.Cut(c.Words+2, c.Least)
	log("%d words in the vocabulary", len(t.Words)-2)
	var v *train.Vectors
	if c.Method == "svd" {
		v = train.VectorsSVD(t, train.SVDOptions{Dim: c.Dim, Window: c.Window, Power: c.Power, Rounds: 3, Seed: c.Seed})
	} else {
		v = train.VectorsSkipGram(t, train.SkipGramOptions{Dim: c.Dim, Window: c.Window, Epochs: c.Epochs, Negatives: c.Negatives, Rate: c.Rate, Seed: c.Seed, Log: log})
	}
	for _, w := range c.Show {
		if i := slices.Index(v.Words, w); i >= 0 {
			log("%s: %s", w, strings.Join(v.Nearest(i, 10), ", "))
		}
	}
	if c.Treebanks != "" {
		seen, err := train.ReadTreebanks(c.Treebanks, "-train.conllu")
		if err != nil {
			return err
		}
		dev, err := train.ReadTreebanks(c.Treebanks, "-dev.conllu")
		if err != nil {
			return err
		}
		log("%s", train.ProbeTags(v, seen, dev))
	}
	return writeFile(c.Out, v.WriteText)
}
