package main

import (
	"io"
	"os"

	"sofar/language/model"
	"sofar/language/train"
)

type classesCmd struct {
	Data    string   `required:"" type:"existingdir" help:"Folder below which the files *train.jsonl (field text) and *-train.conllu are read."`
	Without []string `help:"Names of folders to leave out, for example polnear."`
	Out     string   `required:"" help:"File to write, for example language/model/classes.bin."`
	Words   int      `default:"30000" help:"Vocabulary: so many of the most frequent words."`
	Least   int      `default:"3" help:"Leave out words that occur less often."`
	Classes int      `default:"1024" help:"Number of classes, at most 1024."`
	Passes  int      `default:"12" help:"Passes over the vocabulary, at most."`
	Cases   string   `help:"Write here, too, how often each word stands in small letters, capitalised and in capitals inside sentences."`
	Show    int      `help:"Print so many classes with their most frequent words."`
}

// Run reads the text, makes the classes and writes them.
func (c *classesCmd) Run() error {
	t, err := readText(c.Data, c.Without)
	if err != nil {
		return err
	}
	if c.Cases != "" {
		err := writeFile(c.Cases, func(w io.Writer) error { return t.WriteCases(w, leastCases) })
		if err != nil {
			return err
		}
	}
	tree, err := train.Classes(t, train.ClassOptions{Words: c.Words, Least: c.Least, Classes: c.Classes, Passes: c.Passes, Log: log})
	if err != nil {
		return err
	}
	for _, line := range train.ShowClasses(tree, c.Show) {
		log("%s", line)
	}
	file, err := model.EncodeClasses(tree)
	if err != nil {
		return err
	}
	log("%d words in %d classes, %d bytes", len(tree.Words), len(tree.Split)+1, len(file))
	return os.WriteFile(c.Out, file, 0o644)
}

// leastCases is how often a word must stand inside sentences to be listed with its cases.
const leastCases = 3

// writeFile makes a file of what write writes.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// readText reads the running text of a folder and says how much it is.
func readText(dir string, without []string) (*train.Text, error) {
	t, err := train.ReadText(dir, without)
	if err != nil {
		return nil, err
	}
	log("%d texts, %d words running, %d different; %d lines read before left out", t.Docs, len(t.Tokens)-t.Counts[train.Boundary], len(t.Words)-2, t.Lines)
	return t, nil
}
