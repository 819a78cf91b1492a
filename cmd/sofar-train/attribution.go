package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"sofar/statement"
)

type attributionCmd struct {
	Data   string `required:"" type:"existingfile" help:"Annotated texts, JSON Lines: text, and attributions with source, cue and content as spans in code points."`
	Out    string `required:"" help:"File to write, for example statement/attribution.bin."`
	Passes int    `default:"8" help:"Passes over the data."`
	Orders int    `default:"3" help:"Orders of the examples, each learned from by itself; the weights are their mean."`
	Seed   uint64 `default:"1" help:"Seed of the order of the examples; the same seed and data give the same file."`
}

// Run trains and writes.
func (c *attributionCmd) Run() error {
	data, err := readLabelled(c.Data)
	if err != nil {
		return err
	}
	file, err := statement.Learn(data, statement.LearnOptions{Passes: c.Passes, Seed: c.Seed, Orders: c.Orders, Log: log})
	if err != nil {
		return err
	}
	log("%d bytes", len(file))
	return os.WriteFile(c.Out, file, 0o644)
}

// readLabelled reads annotated texts and turns their spans into bytes.
func readLabelled(path string) ([]statement.Labelled, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []statement.Labelled
	in := bufio.NewScanner(f)
	in.Buffer(nil, 64<<20)
	for line := 1; in.Scan(); line++ {
		var r struct {
			Text         string
			Attributions []struct{ Source, Cue, Content [][2]int }
		}
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, line, err)
		}
		at := make([]int, 0, len(r.Text)+1) // code point → byte
		for i := range r.Text {
			at = append(at, i)
		}
		at = append(at, len(r.Text))
		bad := false
		spans := func(list [][2]int) []statement.Span {
			var out []statement.Span
			for _, s := range list {
				if s[0] < 0 || s[0] > s[1] || s[1] >= len(at) {
					bad = true
					return nil
				}
				out = append(out, statement.Span{Start: at[s[0]], End: at[s[1]]})
			}
			return out
		}
		l := statement.Labelled{Text: r.Text}
		for _, a := range r.Attributions {
			l.Items = append(l.Items, statement.LabelledItem{Source: spans(a.Source), Cue: spans(a.Cue), Content: spans(a.Content)})
		}
		if bad {
			return nil, fmt.Errorf("%s, line %d: a span lies outside the text", path, line)
		}
		out = append(out, l)
	}
	return out, in.Err()
}
