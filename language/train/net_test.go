package train

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"sofar/language/model"
)

// toyNet is a small network with two sentences to learn.
func toyNet(seed uint64) (*network, []*netExample) {
	rng := rand.New(rand.NewPCG(seed, 1))
	vectors := make([]float32, 4*3)
	for i := range vectors {
		vectors[i] = rng.Float32() - 0.5
	}
	net := newNetwork(NetConfig{Embed: 6, Units: 8, Layers: 2, Arc: 5, Rel: 7}, 30, 4, 3, 2, vectors, 3, rng)
	for _, t := range net.all {
		for i := range t.w {
			t.w[i] += (rng.Float32() - 0.5) * 0.2
		}
	}
	var sents []*netExample
	for _, n := range []int{4, 3} {
		e := &netExample{}
		for i := range n {
			e.words = append(e.words, int32(rng.IntN(10)))
			e.count = append(e.count, 1)
			e.vec = append(e.vec, int32(rng.IntN(5))-1)
			e.marks = append(e.marks, []int32{10 + int32(rng.IntN(10))})
			e.tags = append(e.tags, [2]int32{20 + int32(rng.IntN(5)), 25 + int32(rng.IntN(5))})
			head := int32(n)
			if i != 1 {
				head = 1
			}
			e.head = append(e.head, head)
			e.rel = append(e.rel, uint8(rng.IntN(4)))
			e.ptb = append(e.ptb, uint8(rng.IntN(3)))
			e.upos = append(e.upos, uint8(rng.IntN(2)))
		}
		sents = append(sents, e)
	}
	return net, sents
}

// TestNetGradients compares the gradients with differences of the loss.
func TestNetGradients(t *testing.T) {
	net, sents := toyNet(1)
	s := newShard(net, 1)
	s.sents = sents
	loss := func() float64 {
		for _, g := range s.grads {
			clear(g)
		}
		s.learn(1)
		return s.loss
	}
	loss()
	grads := map[*tensor][]float32{}
	for p, g := range s.grads {
		grads[p] = append([]float32(nil), g...)
	}
	emb := make([]float32, len(net.emb.w))
	for k, rows := range s.rows {
		for _, r := range rows {
			for j := range net.Embed {
				emb[int(r)*net.Embed+j] += s.dx0[k*net.Embed+j]
			}
		}
	}
	grads[net.emb] = emb
	checked := 0
	for _, p := range net.all {
		wrong := 0
		for i := range p.w {
			const h = 2e-3
			old := p.w[i]
			p.w[i] = old + h
			up := loss()
			p.w[i] = old - h
			down := loss()
			p.w[i] = old
			want := (up - down) / (2 * h)
			got := float64(grads[p][i])
			if math.Abs(want-got) > 2e-2*math.Max(0.2, math.Abs(want)) {
				wrong++ // a kink of the ReLU or of the gate lies between
				if wrong < 4 {
					t.Logf("%s[%d]: %v, want %v", p.name, i, got, want)
				}
			}
			checked++
		}
		if wrong*10 > len(p.w) {
			t.Errorf("%s: %d of %d gradients differ", p.name, wrong, len(p.w))
		}
	}
	if checked < 500 {
		t.Fatalf("only %d gradients checked", checked)
	}
}

// toySentences are a few invented sentences: word, universal tag, head (from 1,
// 0 for the root), relation.
var toySentences = [][]string{
	{"The DET 2 det", "guards NOUN 3 nsubj", "opened VERB 0 root", "the DET 5 det", "gate NOUN 3 obj", ". PUNCT 3 punct"},
	{"Rain NOUN 2 nsubj", "fell VERB 0 root", "on ADP 5 case", "the DET 5 det", "town NOUN 2 obl", ". PUNCT 2 punct"},
	{"She PRON 2 nsubj", "said VERB 0 root", "that SCONJ 5 mark", "nobody PRON 5 nsubj", "slept VERB 2 ccomp", ". PUNCT 2 punct"},
	{"Two NUM 2 nummod", "boats NOUN 3 nsubj", "sank VERB 0 root", "near ADP 5 case", "Lorvik PROPN 3 obl", "and CCONJ 7 cc", "burned VERB 3 conj", ". PUNCT 3 punct"},
	{"Was AUX 3 aux:pass", "he PRON 3 nsubj:pass", "hurt VERB 0 root", "? PUNCT 3 punct"},
	{"No DET 2 det", "trains NOUN 0 root"},
}

func toyTagged(t *testing.T) []Tagged {
	var out []Tagged
	for _, lines := range toySentences {
		var s Sentence
		for _, line := range lines {
			var tok Token
			if _, err := fmt.Sscan(line, &tok.Form, &tok.UPOS, &tok.Head, &tok.Rel); err != nil {
				t.Fatal(err)
			}
			tok.Head--
			tok.XPOS = "NN"
			s.Tokens = append(s.Tokens, tok)
		}
		tagged, ok := tagSentence(s, nil, model.Default())
		if !ok {
			t.Fatalf("%v cannot be tagged", lines)
		}
		out = append(out, tagged)
	}
	return out
}

// TestNetLearns trains a small network until it knows its sentences, and checks
// that the integers of the file make the same trees, that a damaged file is
// refused, and that training again gives the same bytes.
func TestNetLearns(t *testing.T) {
	for _, embed := range []int{32, 64} { // a first layer that passes its input on as it is, and one that does not
		testNetLearns(t, embed)
	}
}

func testNetLearns(t *testing.T, embed int) {
	data := toyTagged(t)
	o := NetOptions{NetConfig: NetConfig{Embed: embed, Units: 64, Layers: 2, Arc: 32, Rel: 32}, Epochs: 60, Batch: 20, Rate: 8e-3, Drop: 0.05, Seed: 3}
	o.Vectors = Vectors{Words: []string{"boats", "trams"}, Dim: 2, Data: []float32{1, -1, 1, -1}}
	tr := trainNet(data, nil, o)
	file, err := tr.file().Encode()
	if err != nil {
		t.Fatal(err)
	}
	n, err := model.DecodeNet(file)
	if err != nil {
		t.Fatal(err)
	}
	float, whole := tr.evaluate(data), MeasureNet(n, data)
	if float.Full*100 < float.Words*97 {
		t.Errorf("learned %v", float)
	}
	if whole != float {
		t.Errorf("in integers %v, in floating point %v", whole, float)
	}
	again, err := trainNet(data, nil, o).file().Encode()
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("another training gave other bytes (%v)", err)
	}
	for cut := 0; cut < len(file); cut += 1 + len(file)/50 {
		if _, err := model.DecodeNet(file[:cut]); err == nil {
			t.Errorf("a file cut at %d of %d was read", cut, len(file))
		}
	}
}

// TestNetSilver trains a small network on the trees that another makes of text.
func TestNetSilver(t *testing.T) {
	text := "LORVIK, May 3 (BPB) - The guards opened the gate.\nTwo boats sank near the town.\nTwo boats sank near the town.\nNo trains."
	silver := silverTrees([]string{text}, model.DefaultNet())
	if len(silver) != 2 || silver[0].Lower[0] != "the" || len(silver[1].heads) != len(silver[1].Lower) {
		t.Fatalf("%d sentences: %v", len(silver), silver)
	}
	o := NetOptions{NetConfig: NetConfig{Embed: 32, Units: 32, Layers: 1, Arc: 32, Rel: 32}, Epochs: 1, Seed: 3}
	o.Teacher, o.Texts = model.DefaultNet(), []string{text}
	tr := trainNet(toyTagged(t), nil, o)
	if tr.reader.count["boats"] != 2 || tr.reader.count["town"] != 2 {
		t.Errorf("boats were counted %d times", tr.reader.count["boats"])
	}
}
