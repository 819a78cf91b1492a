package model

import (
	"testing"
)

func TestClassesGroupWordsByUse(t *testing.T) {
	for _, pair := range [][2]string{{"northern", "southern"}, {"monday", "thursday"}, {"1998", "2031"}, {"rifle", "pistol"}, {"could", "would"}} {
		a, b := ClassPrefix(Class(pair[0]), 6), ClassPrefix(Class(pair[1]), 6)
		if a == 0 || a != b {
			t.Errorf("%q is of class %d, %q of class %d at depth 6: want the same", pair[0], a, pair[1], b)
		}
	}
	for _, pair := range [][2]string{{"monday", "could"}, {"rifle", "northern"}, {"he", "killed"}} {
		if a, b := ClassPrefix(Class(pair[0]), 6), ClassPrefix(Class(pair[1]), 6); a == b {
			t.Errorf("%q and %q are both of class %d at depth 6", pair[0], pair[1], a)
		}
	}
	if c := Class("qzxvkwj"); c != 0 {
		t.Errorf("a word that is none has class %d", c)
	}
}

func TestClassesOfHashAgree(t *testing.T) {
	c := wordClasses()
	for _, w := range []string{"the", "killed", "qzxvkwj", "", "café"} {
		if got := c.ofHash(hashString(1, w)); got != c.Of(w) {
			t.Errorf("class of %q by its hash %d, by its letters %d", w, got, c.Of(w))
		}
	}
	for in, want := range map[string]string{"": "", "word": "word", "4,327": "0,000", "12-year-old": "00-year-old", "1234567.5": "0000.0"} {
		if got := ClassForm(in); got != want {
			t.Errorf("ClassForm(%q) = %q, want %q", in, got, want)
		}
		if Class(in) != Class(want) {
			t.Errorf("%q and %q have different classes", in, want)
		}
	}
}

func TestClassPrefixIsNested(t *testing.T) {
	c := wordClasses()
	for depth := range MaxClassDepth + 1 {
		if got := c.Prefix(0, depth); got != 0 {
			t.Errorf("class 0 has prefix %d at depth %d", got, depth)
		}
		if got, want := int(c.Prefix(uint16(c.Len()), depth)), min(1<<depth, c.Len()); got != want {
			t.Errorf("%d classes at depth %d, want %d", got, depth, want)
		}
		for i := 2; i <= c.Len(); i++ {
			class := uint16(i)
			step := c.Prefix(class, depth) - c.Prefix(class-1, depth)
			if step > 1 || depth > 0 && step < c.Prefix(class, depth-1)-c.Prefix(class-1, depth-1) {
				t.Fatalf("class %d at depth %d: the cuts are not nested", class, depth)
			}
		}
	}
	if got := c.Prefix(60000, 4); got != 0 {
		t.Errorf("a class that is none has prefix %d", got)
	}
}

func TestClassesFileIsRead(t *testing.T) {
	tree := ClassTree{Words: []string{"b", "a", "ab"}, Class: []uint16{1, 3, 2}, Split: []uint16{2, 1}}
	file, err := EncodeClasses(tree)
	if err != nil {
		t.Fatal(err)
	}
	c, err := DecodeClasses(file)
	if err != nil {
		t.Fatal(err)
	}
	if c.Of("b") != 1 || c.Of("a") != 3 || c.Of("ab") != 2 || c.Of("c") != 0 {
		t.Errorf("classes %d %d %d %d, want 1 3 2 0", c.Of("b"), c.Of("a"), c.Of("ab"), c.Of("c"))
	}
	if c.Prefix(1, 1) != 1 || c.Prefix(2, 1) != 1 || c.Prefix(3, 1) != 2 {
		t.Error("the tree is not cut at its first parting")
	}
	for n := range file {
		if _, err := DecodeClasses(file[:n]); err == nil {
			t.Fatalf("a file cut short at %d bytes was read", n)
		}
	}
	for _, bad := range []ClassTree{
		{Words: []string{"a"}, Class: []uint16{2}},
		{Words: []string{"a", "a"}, Class: []uint16{1, 1}},
	} {
		file, err := EncodeClasses(bad)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeClasses(file); err == nil {
			t.Errorf("%v was read", bad)
		}
	}
}

func BenchmarkClass(b *testing.B) {
	words := []string{"the", "killed", "northern", "qzxvkwj", "12-year-old", "government", "of"}
	b.ReportAllocs()
	for i := range b.N {
		Class(words[i%len(words)])
	}
}
