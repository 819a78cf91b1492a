package main

import (
	"os"
	"strings"

	"sofar/language/train"
)

type namesCmd struct {
	Data       string   `required:"" type:"existingdir" help:"Folder with *-train.conllu that have entities (GUM)."`
	Unlabelled []string `type:"existingfile" help:"JSON-lines files with running text in the field \"text\"; what the rules are sure of in it is learnt too."`
	Every      int      `default:"1" help:"Take every so many texts of the unlabelled ones."`
	Out        string   `required:"" help:"File to write, for example language/model/names.bin."`
	Iterations int      `default:"6" help:"Passes over the data."`
	MinCount   int      `default:"2" help:"Leave out features seen less often."`
	Margin     int32    `default:"8" help:"By how much the right labels must win at every word."`
	Prune      float64  `default:"0.1" help:"Leave out weights smaller than this."`
	Seed       uint64   `default:"1" help:"Seed of the order of sentences; the same seed and data give the same file."`
}

// Run trains and writes.
func (c *namesCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, "-train.conllu")
	if err != nil {
		return err
	}
	docs := train.NameDocs(sents)
	texts, err := train.ReadTexts(c.Unlabelled)
	if err != nil {
		return err
	}
	some := texts[:0]
	for i, t := range texts {
		if i%max(c.Every, 1) == 0 {
			some = append(some, t)
		}
	}
	docs = append(docs, train.SilverNames(some)...)
	file, err := train.Names(docs, train.NamesOptions{Iterations: c.Iterations, MinCount: c.MinCount, Margin: c.Margin, Prune: c.Prune, Seed: c.Seed, Log: log})
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, file, 0o644)
}

// measureNames logs how the names of package language agree with the entities
// of the development sets, as written and in capitals.
func measureNames(dir string, show int) error {
	sents, err := train.ReadTreebanks(dir, "-dev.conllu")
	if err != nil {
		return err
	}
	docs := train.NameDocs(sents)
	if len(docs) == 0 {
		return nil
	}
	as := train.EvaluateNames(docs, nil)
	log("Names of GUM dev, exact spans (number of gold names):\n%v", as)
	log("The same in capitals:\n%v", train.EvaluateNames(docs, strings.ToUpper))
	for _, w := range as.Wrong[:min(show, len(as.Wrong))] {
		log("  %s", w)
	}
	return nil
}
