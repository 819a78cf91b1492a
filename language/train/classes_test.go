package train

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sofar/language/model"
)

// invented writes a folder of running text in which colours, animals and verbs
// stand in places of their own.
func invented(t *testing.T) string {
	t.Helper()
	colours, animals := []string{"red", "green", "yellow", "purple"}, []string{"fox", "heron", "badger", "otter"}
	verbs, names := []string{"saw", "met", "chased", "passed"}, []string{"Orla", "Bruno", "Minka", "Tadeo"}
	var b strings.Builder
	for i := range 256 {
		b.WriteString(`{"text":"Yesterday ` + names[i%4] + " " + verbs[i/4%4] + " the " + colours[i/16%4] + " " + animals[i/64%4] + `."}` + "\n")
	}
	b.WriteString(`{"text":"A line that stands twice in the text.\n\nA line that stands twice in the text.\n\nIN CAPITALS TODAY BRUNO SANG."}` + "\n")
	dir := t.TempDir()
	for _, sub := range []string{"a", "left-out"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"a/train.jsonl": b.String(), "left-out/train.jsonl": `{"text":"nobody reads this"}`, "a/dev.jsonl": `{"text":"nor this"}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T) *Text {
	t.Helper()
	text, err := ReadText(invented(t), []string{"left-out"})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestReadText(t *testing.T) {
	text := read(t)
	if text.Docs != 257 || text.Lines != 1 {
		t.Errorf("%d texts, %d lines left out, want 257 and 1", text.Docs, text.Lines)
	}
	if slices.Contains(text.Words, "nobody") || slices.Contains(text.Words, "nor") {
		t.Error("a folder left out, or a file that is no training text, was read")
	}
	id := func(w string) int { return slices.Index(text.Words, w) }
	if got := text.Counts[id("fox")]; got != 64 {
		t.Errorf("fox counted %d times, want 64", got)
	}
	if got, want := text.Cases[id("bruno")], (Cases{Title: 64}); got != want {
		t.Errorf("cases of bruno %v, want %v: the line in capitals tells nothing", got, want)
	}
	if got, want := text.Cases[id("fox")], (Cases{Lower: 64}); got != want {
		t.Errorf("cases of fox %v, want %v", got, want)
	}
	text.Cut(6, 1)
	unknown := 0
	for _, w := range text.Tokens {
		if int(w) >= len(text.Words) {
			t.Fatalf("word %d after a cut to %d", w, len(text.Words))
		}
		if w == Unknown {
			unknown++
		}
	}
	if unknown == 0 || unknown != text.Counts[Unknown] {
		t.Errorf("%d unknown words, counted %d", unknown, text.Counts[Unknown])
	}
}

func TestClassesFindWhatIsUsedAlike(t *testing.T) {
	tree, err := Classes(read(t), ClassOptions{Words: 100, Least: 10, Classes: 7, Passes: 10, Log: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	class := map[string]uint16{}
	for i, w := range tree.Words {
		class[w] = tree.Class[i]
	}
	for _, group := range [][]string{{"red", "green", "yellow", "purple"}, {"fox", "heron", "badger", "otter"}, {"saw", "met", "chased", "passed"}, {"orla", "bruno", "minka", "tadeo"}} {
		for _, w := range group {
			if class[w] == 0 || class[w] != class[group[0]] {
				t.Errorf("%s is of class %d, %s of %d", w, class[w], group[0], class[group[0]])
			}
		}
	}
	if class["red"] == class["fox"] || class["saw"] == class["orla"] {
		t.Error("words used differently share a class")
	}
	var splits []int
	for _, s := range tree.Split {
		splits = append(splits, int(s))
	}
	slices.Sort(splits)
	if want := []int{1, 2, 3, 4, 5, 6}; !slices.Equal(splits, want) {
		t.Errorf("partings %v, want %v", splits, want)
	}
	again, err := Classes(read(t), ClassOptions{Words: 100, Least: 10, Classes: 7, Passes: 10, Log: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := model.EncodeClasses(tree)
	b, _ := model.EncodeClasses(again)
	if !bytes.Equal(a, b) {
		t.Error("two runs give different files")
	}
	if _, err := Classes(read(t), ClassOptions{Words: 100, Classes: 1000}); err == nil {
		t.Error("more classes than words were made")
	}
}

// The amended gains of the joiner are those that summing anew would give.
func TestJoinerKeepsItsGains(t *testing.T) {
	text := read(t)
	text.Cut(100, 1)
	x := newExchange(text, 12)
	x.pass()
	before := x.information()
	j := newJoiner(x)
	for len(j.free) > 2 {
		a, b := j.cheapest()
		loss := j.loss(a, b)
		j.join(a, b)
		after := x.information()
		words := 0
		for _, v := range x.rows {
			words += int(v)
		}
		if got := (before - after) * float64(words) * 0.6931471805599453; got < loss-1e-6 || got > loss+1e-6 {
			t.Fatalf("joining %d and %d lost %f, foreseen %f", a, b, got, loss)
		}
		before = after
		for i, c := range j.free {
			for _, d := range j.free[i+1:] {
				if got, want := j.gain[c*j.m+d], j.full(c, d); got < want-1e-6 || got > want+1e-6 {
					t.Fatalf("gain of %d and %d kept as %f, is %f", c, d, got, want)
				}
			}
		}
	}
}
