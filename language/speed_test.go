package language

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// benchTexts gives the texts of the file of JSON lines named by
// SOFAR_BENCH_TEXTS, the sample where it is not set.
func benchTexts(b *testing.B) []string {
	name := os.Getenv("SOFAR_BENCH_TEXTS")
	if name == "" {
		return []string{sample}
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var out []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var line struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &line); err != nil {
			b.Fatal(err)
		}
		out = append(out, line.Text)
	}
	return out
}

// tagged gives a Doc with tokens, sentences, tags and lemmas.
func tagged(text string) *Doc {
	d := segment(text)
	d.tag()
	return d
}

// BenchmarkTexts reports words (tokens that are no punctuation) per second:
// tokens and sentences, and those with tags and lemmas.
func BenchmarkTexts(b *testing.B) {
	texts := benchTexts(b)
	for _, stage := range []struct {
		name string
		run  func(text string) *Doc
	}{
		{"segmented", segment},
		{"tagged", tagged},
	} {
		b.Run(stage.name, func(b *testing.B) {
			words := 0
			for _, t := range texts {
				for _, f := range stage.run(t).Flags {
					if f&FlagPunct == 0 {
						words++
					}
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					stage.run(t)
				}
			}
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
