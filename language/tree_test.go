package language

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sofar/language/model"
)

// checkTrees tells what is wrong with the trees of a Doc: each sentence has one
// root, every token leads to it, and the links agree with the heads.
func checkTrees(t *testing.T, d *Doc) {
	t.Helper()
	for s := range d.Sents {
		r := d.Sents[s].Range
		roots := 0
		depth := make([]int, r.Len()) // 0 unknown, else one more than the depth
		for i := r.Start; i < r.End; i++ {
			h := d.Head(i)
			if h < 0 {
				roots++
				depth[i-r.Start] = 1
				if d.Rel(i) != Root {
					t.Fatalf("sentence %d: the root %q has the relation %v", s, d.Word(i), d.Rel(i))
				}
				continue
			}
			if !r.Contains(h) || h == i {
				t.Fatalf("sentence %d %v: token %d has the head %d", s, r, i, h)
			}
			if rel := d.Rel(i); rel == Root || rel == NoRel || int(rel) >= len(RelNames) {
				t.Fatalf("sentence %d: token %d under %d has the relation %d", s, i, h, rel)
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d of %q has %d roots", s, d.Text, roots)
		}
		var path []int
		for i := r.Start; i < r.End; i++ {
			path = path[:0]
			k := i
			for depth[k-r.Start] == 0 {
				if path = append(path, k); len(path) > r.Len() {
					t.Fatalf("sentence %d: token %d is below itself", s, i)
				}
				k = d.Head(k)
			}
			for j := len(path) - 1; j >= 0; j-- {
				depth[path[j]-r.Start] = depth[k-r.Start] + 1
				k = path[j]
			}
		}
		links := 0
		for i := r.Start; i < r.End; i++ {
			last := -1
			for c := range d.Children(i) {
				if d.Head(c) != i || c <= last {
					t.Fatalf("sentence %d: %d after %d among the dependents of %d", s, c, last, i)
				}
				last = c
				links++
			}
		}
		if links != r.Len()-1 {
			t.Fatalf("sentence %d of %d tokens has %d links", s, r.Len(), links)
		}
		if sub, whole := d.Subtree(d.RootOf(s)); sub != r || !whole {
			t.Fatalf("sentence %d %v: the tree covers %v", s, r, sub)
		}
	}
}

func FuzzTrees(f *testing.F) {
	for _, s := range []string{
		"", "Fire.", "Two men fell, police said.", "LA PAZ, 3 MAR 90 (XYZ) -- [TEXT] TWO MEN FIRED", "it it it it", "\"(' 7,", strings.Repeat("and ", 450), strings.Repeat("( ", 250) + "x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<13 {
			t.Skip()
		}
		checkTrees(t, Analyze(text, time.Time{}))
	})
}

// Whatever the words and tags, however long the sentence, there is a tree.
func TestTreesOfNonsense(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	words := strings.Fields("the a police said that 12 people were killed and wounded , . \" ( ) who when Kamen in of by not if 's it")
	for _, n := range []int{1, 2, 3, 10, 159, 160, 161, 200, 201, 321, 1007} {
		for range 5 {
			var c Cut
			for range n {
				c.Words = append(c.Words, words[rng.IntN(len(words))])
			}
			d := AnalyzeCut([]Cut{c, c}, time.Time{})
			for i := range d.PTB {
				if rng.IntN(3) == 0 {
					d.PTB[i], d.Tag[i] = PTB(rng.IntN(len(PTBNames))), Tag(rng.IntN(len(TagNames)))
				}
			}
			checkTrees(t, d)
		}
	}
}

// What a tree says does not depend on when it is made.
func TestTreesLazyAsEager(t *testing.T) {
	text := "Police said two men were killed. \"It fell on us,\" said Ana Orlo, the mayor. Nobody knows why it fell.\n\nThe bridge, which was built in 1974, had been closed."
	a, b := AnalyzeWith(text, time.Time{}, Options{Trees: Eager}), Analyze(text, time.Time{})
	for i := b.Len() - 1; i >= 0; i-- {
		if a.Head(i) != b.Head(i) || a.Rel(i) != b.Rel(i) {
			t.Fatalf("token %d %q: %d %v and %d %v", i, a.Word(i), a.Head(i), a.Rel(i), b.Head(i), b.Rel(i))
		}
	}
}

// The parser reads plain sentences as any reader does.
func TestTreesOfPlainSentences(t *testing.T) {
	for _, c := range []struct{ text, dep, head, rel string }{
		{"Police said that two men were killed by the blast.", "police", "said", "nsubj"},
		{"Police said that two men were killed by the blast.", "killed", "said", "ccomp"},
		{"Police said that two men were killed by the blast.", "men", "killed", "nsubj:pass"},
		{"The minister of defence visited the town on Monday.", "defence", "minister", "nmod"},
		{"The minister of defence visited the town on Monday.", "town", "visited", "obj"},
		{"The bridge that fell had been repaired.", "fell", "bridge", "acl:relcl"},
		{"She did not want to leave the house.", "not", "want", "advmod"},
		{"She did not want to leave the house.", "leave", "want", "xcomp"},
		{"Soldiers and policemen guarded the road.", "policemen", "soldiers", "conj"},
		{"If it rains, the march will be cancelled.", "rains", "cancelled", "advcl"},
	} {
		d := Analyze(c.text, time.Time{})
		found := false
		for i := range d.Len() {
			if d.Lower[i] == c.dep {
				h := d.Head(i)
				found = found || h >= 0 && d.Lower[h] == c.head && d.Rel(i).String() == c.rel
			}
		}
		if !found {
			t.Errorf("%q: %s is not %s of %s", c.text, c.dep, c.rel, c.head)
		}
	}
}

// One sentence without end costs time in proportion to its length.
func TestTreesLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	took := func(n int) time.Duration {
		d := FromTokens([][]string{strings.Fields(strings.Repeat("( and the ", n))})
		d.TagWith(model.Default())
		begin := time.Now()
		d.ParseAll()
		return time.Since(begin)
	}
	took(1000)
	small, large := took(1000), took(10000)
	if large > 60*small+time.Second {
		t.Errorf("3000 words take %v, 30000 take %v", small, large)
	}
}

// A dateline has no part in the sentence that it stands before.
func TestDatelineHasItsOwnTree(t *testing.T) {
	d := Analyze("SOFIA, Feb 9 (BPB) - At least 12 people were killed on Friday, police said.", time.Time{})
	root := -1
	for i := range d.Len() {
		if d.Head(i) < 0 {
			root = i
		}
		if d.Lower[i] == "people" && (d.Rel(i) != NsubjPass || d.Lower[d.Head(i)] != "killed") {
			t.Errorf("people is %v of %q", d.Rel(i), d.Lower[d.Head(i)])
		}
	}
	if d.Lower[root] != "said" || d.Lower[d.Head(0)] != "said" || d.Rel(0) != Parataxis {
		t.Errorf("root %q, SOFIA is %v", d.Lower[root], d.Rel(0))
	}
	for i := d.Dateline.End; i < d.Len(); i++ {
		if h := d.Head(i); h >= 0 && h < d.Dateline.End {
			t.Errorf("%q hangs on the dateline", d.Lower[i])
		}
	}
}
