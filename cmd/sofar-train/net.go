package main

import (
	"os"

	"sofar/language/model"
	"sofar/language/train"
)

type netCmd struct {
	Data    string   `required:"" type:"existingdir" help:"Folder with *-train.conllu and *-dev.conllu."`
	Folds   int      `default:"5" help:"The training data are tagged by so many taggers, each trained on the documents of the other folds."`
	Keep    string   `type:"existingdir" help:"Folder in which the taggers of the folds are kept and looked for, to train again faster."`
	Vectors string   `help:"Word vectors learned from unlabelled text, a word and its values on each line."`
	Out     string   `help:"File to write, for example language/model/net.bin."`
	Epochs  int      `default:"30" help:"Passes over the data."`
	Every   int      `help:"Measure after so many passes; 0 for at the end only."`
	Teacher string   `type:"existingfile" help:"A network that parses the texts of --text, from whose trees a smaller one learns as well."`
	Text    []string `type:"existingfile" help:"JSON Lines of running text, field text, for --teacher."`
	Embed   int      `help:"Width of a word's embedding."`
	Units   int      `help:"Units of a layer, both directions together."`
	Layers  int      `help:"Recurrent layers."`
	Arc     int      `help:"Width of the two sides of an arc's score."`
	Rel     int      `help:"Hidden units of the relation's classifier."`
	Batch   int      `help:"Words of a batch."`
	Rate    float64  `help:"Largest step of Adam."`
	Drop    float64  `help:"Share of a layer's input that is left out while learning."`
	Seed    uint64   `default:"1" help:"Seed; the same seed and data give the same file."`
}

// Run trains, measures and writes.
func (c *netCmd) Run() error {
	sents, err := train.ReadTreebanks(c.Data, "-train.conllu")
	if err != nil {
		return err
	}
	dev, err := train.ReadTreebanks(c.Data, "-dev.conllu")
	if err != nil {
		return err
	}
	o := train.NetOptions{
		NetConfig: train.NetConfig{Embed: c.Embed, Units: c.Units, Layers: c.Layers, Arc: c.Arc, Rel: c.Rel},
		Epochs:    c.Epochs, Every: c.Every, Batch: c.Batch, Rate: c.Rate, Drop: c.Drop, Seed: c.Seed, Log: log,
	}
	if c.Vectors != "" {
		f, err := os.Open(c.Vectors)
		if err != nil {
			return err
		}
		defer f.Close()
		if o.Vectors, err = train.ReadVectors(f); err != nil {
			return err
		}
	}
	if c.Teacher != "" {
		file, err := os.ReadFile(c.Teacher)
		if err != nil {
			return err
		}
		if o.Teacher, err = model.DecodeNet(file); err != nil {
			return err
		}
		if o.Texts, err = train.ReadTexts(c.Text); err != nil {
			return err
		}
	}
	var cache train.TaggerCache
	if c.Keep != "" {
		cache = folder(c.Keep)
	}
	tagged, err := train.Jackknife(sents, c.Folds, train.TaggerOptions{Seed: 1, Log: log}, cache)
	if err != nil {
		return err
	}
	file, err := train.Net(tagged, train.TagAll(dev, false), o)
	if err != nil {
		return err
	}
	n, err := model.DecodeNet(file)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := os.WriteFile(c.Out, file, 0o644); err != nil {
			return err
		}
	}
	log("%d bytes", len(file))
	return measureNet(n, c.Data)
}

// measureNet logs the accuracy of the network in integers on gold tokens, with
// our tags and with the treebanks' own.
func measureNet(n *model.Net, dir string) error {
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
			a := train.MeasureNet(n, train.TagAll(b.sents, gold))
			log("%-20s %v", name, a)
		}
	}
	return nil
}
