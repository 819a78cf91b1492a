// Command sofar-train makes the weights that package language embeds, and
// measures what is embedded.
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
	Tagger   taggerCmd   `cmd:"" help:"Train the part-of-speech tagger from CoNLL-U treebanks (all *-train.conllu in --data) and measure it on their *-dev.conllu."`
	Classes  classesCmd  `cmd:"" help:"Put words into classes by the words they stand beside in running text."`
	Trees    treesCmd    `cmd:"" help:"Measure the embedded parser on the *-dev.conllu in --data."`
	Net      netCmd      `cmd:"" help:"Train the network of the dependency parser from the treebanks in --data, tagged as for parser, and measure it."`
	Vectors  vectorsCmd  `cmd:"" help:"Make word vectors from running text, for the network of another command."`
	Coref    corefCmd    `cmd:"" help:"Measure how mentions are linked on the *-dev.conllu in --data that have coreference (GUM)."`
	Names    namesCmd    `cmd:"" help:"Train the recogniser of names from the entities of the treebanks in --data (GUM) and from unlabelled text."`
	Incident incidentCmd `cmd:"" help:"Learn which phrases play a part in incidents, and what part, from reports with the keys of MUC-4."`
	Grouping groupingCmd `cmd:"" help:"Fit the weights of the evidence that holds a report to a story, and print them beside those in use."`
	Truecase truecaseCmd `cmd:"" help:"Train the truecaser, which gives text in capitals its case, from the treebanks in --data."`
	Places   placesCmd   `cmd:"" help:"Make the gazetteer of countries, regions and cities from Natural Earth."`
	Measure  measureCmd  `cmd:"" help:"Measure the embedded tagger, the tokens and the sentences on the *-dev.conllu in --data."`

	Attribution attributionCmd `cmd:"" help:"Train the model of who says what from annotated texts."`
}

type taggerCmd struct {
	Data       string  `required:"" type:"existingdir" help:"Folder with *-train.conllu and *-dev.conllu."`
	Out        string  `required:"" help:"File to write, for example language/model/tagger.bin."`
	Iterations int     `default:"6" help:"Passes over the data in each run."`
	Runs       int     `default:"2" help:"Trainings in different order, whose weights are averaged."`
	Prune      float64 `default:"0.08" help:"Leave out weights smaller than this."`
	Seed       uint64  `default:"1" help:"Seed of the order of sentences; the same seed and data give the same file."`
}

// Run trains, measures and writes.
func (c *taggerCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, "-train.conllu")
	if err != nil {
		return err
	}
	file, err := train.Tagger(sents, train.TaggerOptions{Iterations: c.Iterations, Runs: c.Runs, Prune: c.Prune, Seed: c.Seed, Log: log})
	if err != nil {
		return err
	}
	t, err := model.Decode(file)
	if err != nil {
		return err
	}
	if err := measureTags(t, c.Data); err != nil {
		return err
	}
	return os.WriteFile(c.Out, file, 0o644)
}

type measureCmd struct {
	Data string `required:"" type:"existingdir" help:"Folder with *-dev.conllu."`
	Show int    `help:"Print so many disagreements of tokens and sentences."`
}

// Run measures.
func (c *measureCmd) Run() error {
	if err := measureTags(model.Default(), c.Data); err != nil {
		return err
	}
	ewt, gum, err := devSets(c.Data)
	if err != nil {
		return err
	}
	for _, b := range []struct {
		name  string
		sents []train.Sentence
	}{{"EWT dev", ewt}, {"GUM dev", gum}} {
		seg := train.EvaluateText(b.sents)
		log("%-20s %v", b.name+", raw text:", seg)
		log("%-20s %v", b.name+", from capitals:", train.EvaluateCase(b.sents))
		feats := train.EvaluateFeats(b.sents)
		log("%-20s %d words, all features right %.2f %%", b.name+", own trees:", feats.Words, feats.Percent())
		for _, w := range seg.Wrong[:min(c.Show, len(seg.Wrong))] {
			log("  %s", w)
		}
	}
	return measureNames(c.Data, c.Show)
}

// devSets gives the development sentences of the two treebanks.
func devSets(dir string) (ewt, gum []train.Sentence, err error) {
	dev, err := train.ReadTreebanks(dir, "-dev.conllu")
	for _, s := range dev {
		if strings.HasPrefix(s.Doc, "GUM_") {
			gum = append(gum, s)
		} else {
			ewt = append(ewt, s)
		}
	}
	return ewt, gum, err
}

// measureTags logs the accuracy on gold tokens, as written and in capitals.
func measureTags(t *model.Tagger, dir string) error {
	ewt, gum, err := devSets(dir)
	if err != nil {
		return err
	}
	log("%-20s %v", "EWT dev:", train.Evaluate(t, ewt, nil))
	log("%-20s %v", "EWT dev, capitals:", train.Evaluate(t, ewt, strings.ToUpper))
	log("%-20s %v", "GUM dev:", train.Evaluate(t, gum, nil))
	log("%-20s %v", "GUM dev, capitals:", train.Evaluate(t, gum, strings.ToUpper))
	return nil
}

func log(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func main() {
	ctx := kong.Parse(&cli, kong.Name("sofar-train"), kong.Description("Make and measure the weights that sofar embeds."), kong.UsageOnError())
	ctx.FatalIfErrorf(ctx.Run())
}
