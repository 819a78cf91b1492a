package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// randomNet makes a network of random weights, so that its trees are random too.
func randomNet(t testing.TB, sizes NetSizes) *Net {
	rng := rand.New(rand.NewPCG(11, 12))
	matrix := func(in, out, limit, frac int) NetMatrix {
		m := NetMatrix{In: in, Out: out, Shift: uint(netFrac + 12 - frac), W: randomInts(rng, in*out, limit), Bias: make([]int32, out)}
		for i := range m.Bias {
			m.Bias[i] = int32(rng.IntN(1<<23) - 1<<22)
		}
		return m
	}
	f := &NetFile{NetSizes: sizes}
	for i := range sizes.Rels {
		f.RelNames = append(f.RelNames, fmt.Sprint("r", i))
	}
	f.RelNames[1] = "root"
	for i := range 300 {
		f.Words = append(f.Words, fmt.Sprint("w", string(rune('a'+i%26)), string(rune('a'+i/26))))
	}
	v := NetVocab{Words: make(map[string]int32)}
	for i, w := range f.Words {
		v.Words[w] = int32(i + 1)
	}
	f.Emb, f.Scale = make([]int8, v.Rows()*sizes.Embed), make([]uint16, v.Rows())
	for i := range f.Emb {
		f.Emb[i] = int8(rng.IntN(255) - 127)
	}
	for i := range f.Scale {
		f.Scale[i] = uint16(rng.IntN(4000))
	}
	in := sizes.Embed
	for range sizes.Layers {
		blocks := 3
		if in != sizes.Units {
			blocks = 4
		}
		f.Layers = append(f.Layers, NetLayer{W: matrix(in, blocks*sizes.Units, 900, netFrac), Vf: randomInts(rng, sizes.Units, 3000), Vr: randomInts(rng, sizes.Units, 3000)})
		in = sizes.Units
	}
	f.Sides = matrix(in, 2*sizes.Arc+2*sizes.Rel, 900, netFrac)
	f.Arc = matrix(sizes.Arc, sizes.Arc, 900, NetBil)
	f.Far = matrix(sizes.Arc, NetDistances, 900, NetFar)
	f.Out = matrix(sizes.Rel, sizes.Rels, 900, NetLogits)
	f.Root, f.RelFar = randomInts(rng, sizes.Arc, 3000), randomInts(rng, NetDistances*sizes.Rel, 3000)
	file, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	n, err := DecodeNet(file)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// randomSentence makes words that the network knows and words that it does not.
func randomSentence(rng *rand.Rand, words int) NetInput {
	var in NetInput
	for range words {
		w := fmt.Sprint("w", string(rune('a'+rng.IntN(26))), string(rune('a'+rng.IntN(40))))
		if rng.IntN(5) == 0 {
			w = fmt.Sprint(rng.IntN(100000), "-é\xff")[rng.IntN(3):]
		}
		in.Lower = append(in.Lower, w)
		in.Shapes = append(in.Shapes, Shape(rng.IntN(256)))
		in.PTB, in.UPOS = append(in.PTB, uint8(rng.IntN(256))), append(in.UPOS, uint8(rng.IntN(256)))
	}
	return in
}

// TestNetParse checks on sentences of all lengths that there is one root and no
// cycle, and that the kernels in Go make the same trees.
func TestNetParse(t *testing.T) {
	n := randomNet(t, NetSizes{Embed: 32, Units: 64, Layers: 3, Arc: 32, Rel: 64, Rels: 21})
	rng := rand.New(rand.NewPCG(1, 2))
	fast := netFast
	defer func() { netFast = fast }()
	for _, words := range []int{0, 1, 2, 3, 4, 5, 7, 17, 40, netPiece - 1, netPiece, netPiece + 1, 2*netPiece + 3, 5000} {
		in := randomSentence(rng, words)
		netFast = fast
		heads, rels := make([]int32, words), make([]uint8, words)
		n.Parse(in, []int32{int32(len(heads))}, heads, rels)
		netFast = false
		heads2, rels2 := make([]int32, words), make([]uint8, words)
		n.Parse(in, []int32{int32(len(heads))}, heads2, rels2)
		if !slices.Equal(heads, heads2) || !slices.Equal(rels, rels2) {
			t.Fatalf("%d words: the kernels differ", words)
		}
		plain, roots := make([]int, words), 0
		for i, h := range heads {
			plain[i] = int(h)
			if h < 0 {
				plain[i] = words
				roots++
			}
			if (h < 0) != (rels[i] == n.Root) && (h < 0 || words <= netPiece) {
				t.Fatalf("%d words: word %d hangs on %d by relation %d", words, i, h, rels[i])
			}
		}
		if words > 0 && roots != 1 || words <= 400 && !reachesRoot(plain) {
			t.Fatalf("%d words: %d roots, %v", words, roots, heads)
		}
	}
}

// TestNetBatch checks that sentences side by side have the trees that they have
// by themselves.
func TestNetBatch(t *testing.T) {
	n := randomNet(t, NetSizes{Embed: 32, Units: 64, Layers: 2, Arc: 32, Rel: 32, Rels: 21})
	rng := rand.New(rand.NewPCG(8, 9))
	in := randomSentence(rng, 1500)
	var ends []int32
	for at := 0; at < 1500; {
		at = min(1500, at+rng.IntN(40)+1)
		if at > 700 && at < 800 {
			at = 1100 // one of several pieces
		}
		ends = append(ends, int32(at))
	}
	heads, rels := make([]int32, 1500), make([]uint8, 1500)
	n.Parse(in, ends, heads, rels)
	from := int32(0)
	for _, to := range ends {
		h, r := make([]int32, to-from), make([]uint8, to-from)
		n.Parse(NetInput{in.Lower[from:to], in.Shapes[from:to], in.PTB[from:to], in.UPOS[from:to]}, []int32{to - from}, h, r)
		for i := range h {
			if h[i] >= 0 {
				h[i] += from
			}
		}
		if !slices.Equal(h, heads[from:to]) || !slices.Equal(r, rels[from:to]) {
			t.Fatalf("sentence from %d to %d: %v, want %v", from, to, heads[from:to], h)
		}
		from = to
	}
}

// TestNetMemory checks that a sentence is parsed without new memory.
func TestNetMemory(t *testing.T) {
	n := randomNet(t, NetSizes{Embed: 32, Units: 64, Layers: 2, Arc: 32, Rel: 64, Rels: 21})
	in := randomSentence(rand.New(rand.NewPCG(1, 2)), 50)
	heads, rels := make([]int32, 50), make([]uint8, 50)
	in.Lower[7] = strings.Repeat("long", 1<<20)
	ends := []int32{20, 50}
	n.Parse(in, ends, heads, rels)
	if a := testing.AllocsPerRun(50, func() { n.Parse(in, ends, heads, rels) }); a >= 1 {
		t.Errorf("%v allocations per sentence", a)
	}
	s := n.pool.Get()
	if cap(s.known.letters) > 1<<16 {
		t.Errorf("%d letters are kept", cap(s.known.letters))
	}
}

func BenchmarkNetParse(b *testing.B) {
	n := randomNet(b, NetSizes{Embed: 128, Units: 256, Layers: 2, Arc: 96, Rel: 96, Rels: 52})
	in := randomSentence(rand.New(rand.NewPCG(1, 2)), 23)
	heads, rels := make([]int32, 23), make([]uint8, 23)
	for b.Loop() {
		n.Parse(in, []int32{int32(len(heads))}, heads, rels)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*23), "µs/word")
}

func BenchmarkNetDecode(b *testing.B) {
	for b.Loop() {
		if _, err := DecodeNet(netFile); err != nil {
			b.Fatal(err)
		}
	}
}
