package main

import (
	"os"
	"slices"
	"strings"

	"sofar/language/train"
)

type corefCmd struct {
	Data   string  `required:"" type:"existingdir" help:"Folder with *-train.conllu and *-dev.conllu; those of GUM have coreference."`
	ECB    string  `type:"existingdir" help:"Folder with train.jsonl and dev.jsonl of ECB+; without it the pronouns of GUM alone are used."`
	Out    string  `help:"Train the ranking of antecedents and write its weights to this file, for example language/coref_weights.txt. Without it the embedded ones are measured."`
	Part   string  `default:"dev" help:"Part of the data to measure on."`
	Passes int     `default:"15" help:"Passes over the data."`
	L2     float64 `default:"0.0005" help:"Decay of the weights."`
	Show   int     `help:"Print so many pronouns that were resolved wrongly or not at all."`
}

// Run trains, or measures how mentions are linked.
func (c *corefCmd) Run() error {
	part := c.Part
	if c.Out != "" {
		part = "train"
	}
	gum, ecb, err := c.read(part)
	if err != nil {
		return err
	}
	if c.Out != "" {
		w := train.TrainCoref(append(gum, ecb...), train.CorefOptions{Passes: c.Passes, L2: c.L2, Seed: 1, Log: log})
		return os.WriteFile(c.Out, []byte(w), 0o644)
	}
	for _, set := range []struct {
		name string
		docs []train.CorefDoc
	}{{"GUM", gum}, {"ECB+", ecb}} {
		if len(set.docs) == 0 {
			continue
		}
		log("%s %s", set.name, part)
		r := train.EvaluateCoref(set.docs)
		for _, line := range r.Lines() {
			log("%s", line)
		}
		for _, w := range r.Wrong[:min(c.Show, len(r.Wrong))] {
			log("  %s", w)
		}
	}
	return nil
}

func (c *corefCmd) read(part string) (gum, ecb []train.CorefDoc, err error) {
	sents, err := train.ReadTreebanks(c.Data, "-"+part+".conllu")
	if err != nil {
		return nil, nil, err
	}
	sents = slices.DeleteFunc(sents, func(s train.Sentence) bool { return !strings.HasPrefix(s.Doc, "GUM_") })
	gum = train.CorefDocs(sents)
	if c.ECB != "" {
		ecb, err = train.ReadECB(c.ECB + "/" + part + ".jsonl")
	}
	return gum, ecb, err
}
