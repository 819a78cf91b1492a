package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sofar/incident"
	"sofar/language"
	"sofar/language/show"
	"sofar/report"
)

type parseCmd struct {
	inputs
	Format     string `enum:"text,conllu,json" default:"text" help:"text (drawn trees), conllu or json."`
	GoldTokens bool   `help:"The sources are CoNLL-U files: keep their tokens and sentences, fill in our lemmas, tags, heads and relations."`
}

// Help is the long help with examples.
func (parseCmd) Help() string {
	return `Prints the sentences of each report with tags, lemmas, dependency trees, names, numbers, times and quotations.

With --gold-tokens the words, sentences, comments and MISC of a CoNLL-U file stay as they are and LEMMA, UPOS, XPOS, FEATS, HEAD and DEPREL become ours, so that any scorer can compare the two files ("sofar bench parse" is one).

Examples:
  sofar parse article.txt | less -R
  echo "Two people were hurt, the mayor said." | sofar parse -
  sofar parse --format conllu reports.jsonl > reports.conllu
  sofar parse --gold-tokens --format conllu gold.conllu > ours.conllu`
}

// Run prints every report in input order, as soon as it is parsed.
func (c *parseCmd) Run(ctx context.Context) error {
	go language.Load() // while the input is read
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	var err error
	if c.GoldTokens {
		err = c.gold(ctx, out)
	} else {
		err = c.reports(ctx, out)
	}
	// What was parsed before an error is printed all the same.
	return errors.Join(err, out.Flush())
}

func (c *parseCmd) reports(ctx context.Context, out *bufio.Writer) error {
	for _, s := range c.Sources {
		if strings.EqualFold(filepath.Ext(s), ".conllu") {
			return usagef("%s is cut into words already: add --gold-tokens", s)
		}
	}
	met := map[string]int{} // so that no two texts have one name
	return c.read(ctx, func(it report.Item) error {
		if it.Report == nil {
			sayNotRead(*it.NotRead)
			return nil
		}
		label := it.Report.Label()
		if met[label]++; met[label] > 1 {
			it.Report.Name = fmt.Sprintf("%s#%d", label, met[label])
		}
		return c.print(out, it.Report, language.Analyze(it.Report.Text, incident.Written(it.Report)))
	})
}

func (c *parseCmd) print(out io.Writer, rep *report.Report, d *language.Doc) error {
	switch c.Format {
	case "conllu":
		return d.CoNLLU(out, rep.Label())
	case "json":
		return show.JSON(out, rep, d)
	}
	return show.Text(out, rep, d, show.TextOptions{Colour: onTerminal(os.Stdout)})
}

// gold parses CoNLL-U files.
func (c *parseCmd) gold(ctx context.Context, out *bufio.Writer) error {
	if len(c.Sources) == 0 {
		return usagef("nothing to read: name CoNLL-U files, or - for standard input")
	}
	for _, name := range c.Sources {
		if name == "-" {
			continue
		}
		if st, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return usagef("%s: no such file", name)
		} else if err == nil && st.IsDir() {
			return usagef("%s: a folder; name the CoNLL-U files", name)
		}
	}
	for _, name := range c.Sources {
		in, shown := io.ReadCloser(os.Stdin), name
		if name == "-" {
			shown = "standard input"
		} else {
			f, err := os.Open(name)
			if err != nil {
				return err
			}
			in = f
		}
		sentences, err := c.goldFile(ctx, in, shown, out)
		in.Close()
		if err != nil {
			return conlluFault(shown, err)
		}
		if sentences == 0 {
			fmt.Fprintf(os.Stderr, "sofar: %s: holds no sentence\n", shown)
		}
	}
	return nil
}

// goldFile parses the documents of a CoNLL-U file one after the other.
func (c *parseCmd) goldFile(ctx context.Context, in io.Reader, name string, out *bufio.Writer) (sentences int, err error) {
	part := 0
	err = language.ConlluDocuments(in, func(sents []language.ConlluSentence) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		sentences += len(sents)
		part++
		cuts := make([]language.Cut, len(sents))
		for i := range sents {
			cuts[i] = sents[i].Cut()
		}
		d := language.AnalyzeCut(cuts, time.Time{})
		if c.Format != "conllu" {
			return c.print(out, &report.Report{Name: fmt.Sprintf("%s#%d", name, part), Text: d.Text}, d)
		}
		for i := range sents {
			if err := sents[i].Fill(out, d, d.Sents[i].Start); err != nil {
				return err
			}
		}
		return nil
	})
	return sentences, err
}
