package language

import (
	"strings"
	"testing"
	"time"
)

// FuzzAnalyze checks what every Doc promises, whatever the text.
func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{
		"", " \n", "'", ")c Aa B0 of the", "“It fell.\n\n“Then,” he said.", "LA PAZ, 3 MAR 90 (XYZ) -- [TEXT] TWO \"MEN\" FIRED.", "10:50. One man.\n• two\n1) three",
		"At least 43 people, including 12 children, were killed on Friday, Gen. Aldo Marr said.", "a\xff\xc3(\u200b’s n't 1,2,3 http://) a@b.c 👩‍🚒 ‘x’ «y» ''z''",
		"The Northern Front (NF) denied it; \"the Front\" was not there — 30-40 men were.", strings.Repeat("\"(' 7,", 50), "He\r\nsaid\u2028so\u2029.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			t.Skip()
		}
		d := Analyze(text, time.Date(2031, 3, 14, 12, 0, 0, 0, time.UTC))
		check(t, d)
		checkFound(t, d)
		checkTrees(t, d)
		checkConllu(t, d)
	})
}

func check(t *testing.T, d *Doc) {
	t.Helper()
	n := d.Len()
	for _, l := range []int{len(d.End), len(d.Lower), len(d.Lemma), len(d.Tag), len(d.PTB), len(d.Flags), len(d.SentOf)} {
		if l != n {
			t.Fatalf("token arrays of %d and %d items", n, l)
		}
	}
	last := int32(0)
	for i := range n {
		if d.Start[i] < last || d.End[i] <= d.Start[i] || int(d.End[i]) > len(d.Text) {
			t.Fatalf("token %d [%d,%d) after %d in %d bytes", i, d.Start[i], d.End[i], last, len(d.Text))
		}
		last = d.End[i]
		if d.Lower[i] == "" || d.Lemma[i] == "" {
			t.Fatalf("token %d %q has an empty form %q or lemma %q", i, d.Word(i), d.Lower[i], d.Lemma[i])
		}
	}
	at := 0
	for i, s := range d.Sents {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("sentence %d %v does not begin at token %d", i, s.Range, at)
		}
		at = s.End
		if p := d.Paragraphs[s.Paragraph]; s.Start < p.Start || s.End > p.End {
			t.Fatalf("sentence %d %v crosses its paragraph %v", i, s.Range, p)
		}
		if s.Span != d.SpanOf(s.Range) {
			t.Fatalf("sentence %d: span %v", i, s.Span)
		}
		for j := s.Start; j < s.End; j++ {
			if int(d.SentOf[j]) != i {
				t.Fatalf("token %d of sentence %d says %d", j, i, d.SentOf[j])
			}
		}
	}
	if at != n {
		t.Fatalf("sentences cover %d of %d tokens", at, n)
	}
	for i, q := range d.Quotes {
		if q.Span.Start < 0 || q.Span.Start > q.Inner.Start || q.Inner.Start > q.Inner.End || q.Inner.End > q.Span.End || q.Span.End > len(d.Text) ||
			q.Tokens.Len() <= 0 || q.Tokens.End > n || q.Depth < 0 || q.Continues >= i {
			t.Fatalf("quotation %d out of bounds: %+v", i, q)
		}
	}
	for i := range d.Sents {
		r := d.Sentence(i)
		end := r.Start
		for _, c := range d.Clauses(r) {
			if c.Start != end || c.Len() <= 0 {
				t.Fatalf("clauses of %v do not partition it: %v", r, d.Clauses(r))
			}
			end = c.End
		}
		if end != r.End {
			t.Fatalf("clauses of %v end at %d", r, end)
		}
		end = r.Start
		for _, np := range d.NounPhrases(r) {
			if np.Start < end || np.Len() <= 0 || np.End > r.End || !np.Contains(d.HeadOf(np)) {
				t.Fatalf("noun phrases of %v: %v", r, d.NounPhrases(r))
			}
			end = np.End
		}
		end = r.Start
		for _, g := range d.VerbGroups(r) {
			if g.Start < end || !g.Contains(g.Main) || g.End > r.End {
				t.Fatalf("verb groups of %v: %+v", r, d.VerbGroups(r))
			}
			end = g.End
		}
	}
}

// checkFound holds that whatever was found lies in the text where it says.
func checkFound(t *testing.T, d *Doc) {
	t.Helper()
	span := func(what string, i int, s Span, r Range) {
		if r.Len() <= 0 || r.Start < 0 || r.End > d.Len() || s.Start < 0 || s.End > len(d.Text) || s.Start >= s.End ||
			s.Start > int(d.End[r.Start]) || s.End < int(d.Start[r.End-1]) {
			t.Fatalf("%s %d: bytes %v and tokens %v of %d", what, i, s, r, d.Len())
		}
	}
	for i := range d.Names {
		n := &d.Names[i]
		span("name", i, n.Span, n.Tokens)
		if n.Entity < -1 || n.Entity >= len(d.Entities) || n.Title.Start < 0 || n.Title.End < n.Title.Start || n.Title.End > len(d.Text) {
			t.Fatalf("name %d: %+v of %d entities", i, *n, len(d.Entities))
		}
	}
	for i := range d.Entities {
		for _, m := range d.Entities[i].Mentions {
			if m < 0 || m >= len(d.Names) || d.Names[m].Entity != i {
				t.Fatalf("entity %d: mention %d", i, m)
			}
		}
	}
	for i := range d.Numbers {
		n := &d.Numbers[i]
		span("number", i, n.Span, n.Tokens)
		if n.Core.Start < n.Span.Start || n.Core.End > n.Span.End || n.High != Open && n.High < n.Low {
			t.Fatalf("number %d: %+v", i, *n)
		}
	}
	for i := range d.Times {
		x := &d.Times[i]
		span("time", i, x.Span, x.Tokens)
		if !x.From.IsZero() && !x.To.IsZero() && x.To.Before(x.From) {
			t.Fatalf("time %d %q: %v to %v", i, x.Span.Of(d.Text), x.From, x.To)
		}
	}
}

// sample is an invented report of some 140 words.
const sample = `VARDIN, March 14 (Northwire) - At least 12 people were killed and more than 40 injured on Friday when a roof collapsed at a bus depot in the port of Vardin, the Interior Ministry said.

“We heard a crack, then everything came down,” said Ilka Moren, 54, who sells tickets at the depot. “There were people under every beam.”

The mayor, Peter Aldon, told reporters that rescuers had pulled nine survivors out by noon, but that the number of missing was not known. He denied that the building had been declared unsafe in 2029.

A spokesman for the Transport Workers' Union, which has about 3,000 members, said inspectors had warned the owner twice. The owner, Corvan Lines, did not answer calls.

In a separate accident, two drivers were hurt when a tram left the rails near the harbour, police said.

`

// BenchmarkAnalyze reports words per second for the whole of Analyze, and
// without numbers, times, names and entities.
func BenchmarkAnalyze(b *testing.B) {
	text := strings.Repeat(sample, 8)
	published := time.Date(2031, 3, 14, 12, 0, 0, 0, time.UTC)
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			f()
			b.ReportAllocs()
			words := len(strings.Fields(text))
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
	run("all", func() { Analyze(text, published) })
	run("tagged", func() { tagged(text) })
	run("segmented", func() { segment(text) })
}
