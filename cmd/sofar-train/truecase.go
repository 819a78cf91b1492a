package main

import (
	"os"

	"sofar/language/train"
)

type truecaseCmd struct {
	Data       string `required:"" type:"existingdir" help:"Folder with *-train.conllu."`
	Out        string `required:"" help:"File to write, for example language/model/truecase.bin."`
	Iterations int    `default:"5" help:"Passes over the data."`
	Seed       uint64 `default:"1" help:"Seed of the order of sentences; the same seed and data give the same file."`
}

// Run trains and writes.
func (c *truecaseCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, "-train.conllu")
	if err != nil {
		return err
	}
	file, err := train.Truecaser(sents, train.TaggerOptions{Iterations: c.Iterations, Runs: 1, Seed: c.Seed, Log: log})
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, file, 0o644)
}
