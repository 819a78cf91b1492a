package main

import (
	"slices"
	"strings"

	"sofar/language/train"
)

type corefCmd struct {
	Data string `required:"" type:"existingdir" help:"Folder with *-dev.conllu; those of GUM have coreference."`
	Part string `default:"-dev.conllu" help:"Ending of the names of the files to measure."`
	Show int    `help:"Print so many pronouns that were resolved wrongly or not at all."`
}

// Run measures how mentions are linked.
func (c *corefCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, c.Part)
	if err != nil {
		return err
	}
	sents = slices.DeleteFunc(sents, func(s train.Sentence) bool { return !strings.HasPrefix(s.Doc, "GUM_") })
	r := train.EvaluateCoref(train.CorefDocs(sents))
	for _, line := range r.Lines() {
		log("%s", line)
	}
	for _, w := range r.Wrong[:min(c.Show, len(r.Wrong))] {
		log("  %s", w)
	}
	return nil
}
