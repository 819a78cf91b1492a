// Command sofar-train makes the weights that package language embeds.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"sofar/language/model"
	"sofar/language/train"
)

var cli struct {
	Tagger taggerCmd `cmd:"" help:"Train the part-of-speech tagger from CoNLL-U treebanks (all *-train.conllu in --data) and measure it on their *-dev.conllu."`
}

type taggerCmd struct {
	Data       string  `required:"" type:"existingdir" help:"Folder with *-train.conllu and *-dev.conllu."`
	Out        string  `required:"" help:"File to write, for example language/model/tagger.bin."`
	Iterations int     `default:"8" help:"Passes over the data."`
	Prune      float64 `default:"0.08" help:"Leave out weights smaller than this."`
	Seed       uint64  `default:"1" help:"Seed of the order of sentences; the same seed and data give the same file."`
}

func (c *taggerCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, "-train.conllu")
	if err != nil {
		return err
	}
	file, err := train.Tagger(sents, train.TaggerOptions{Iterations: c.Iterations, Prune: c.Prune, Seed: c.Seed, Log: log})
	if err != nil {
		return err
	}
	t, err := model.Decode(file)
	if err != nil {
		return err
	}
	dev, err := train.ReadTreebanks(c.Data, "-dev.conllu")
	if err != nil {
		return err
	}
	bank := map[bool][]train.Sentence{}
	for _, s := range dev {
		gum := strings.HasPrefix(s.Doc, "GUM_")
		bank[gum] = append(bank[gum], s)
	}
	log("EWT dev:            %v", train.Evaluate(t, bank[false], nil))
	log("EWT dev, capitals:  %v", train.Evaluate(t, bank[false], strings.ToUpper))
	log("GUM dev:            %v", train.Evaluate(t, bank[true], nil))
	log("GUM dev, capitals:  %v", train.Evaluate(t, bank[true], strings.ToUpper))
	return os.WriteFile(c.Out, file, 0o644)
}

func log(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func main() {
	ctx := kong.Parse(&cli, kong.Name("sofar-train"), kong.Description("Make the weights that sofar embeds."), kong.UsageOnError())
	ctx.FatalIfErrorf(ctx.Run())
}
