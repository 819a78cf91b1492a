package model

// NetSizes are the sizes of the parser's network. All but Layers and Rels are
// multiples of 32.
type NetSizes struct {
	Embed  int // of the sum of a word's embeddings
	Units  int // of a layer, both directions together
	Layers int
	Arc    int // of the two sides of an arc's score
	Rel    int // hidden units of the relation's classifier
	Rels   int
}

func (s NetSizes) valid() bool {
	within := func(n, top int) bool { return n > 0 && n <= top && n%32 == 0 }
	return within(s.Embed, 1024) && within(s.Units, 1024) && s.Layers > 0 && s.Layers <= 4 &&
		within(s.Arc, 512) && within(s.Rel, 512) && s.Rels > 1 && s.Rels <= 256
}

// Net is the parser's network: recurrent layers over the words of a sentence, a
// biaffine score for every arc (Dozat and Manning 2017) and a classifier of the
// relations. It computes with integers only, so a sentence has the same tree on
// every machine. It is read-only and may be shared.
type Net struct {
	NetSizes
	Root, Parataxis uint8 // numbers of these relations
	vocab           NetVocab
	emb             []byte   // Rows × Embed, each an int8
	scale           []uint16 // of each row: a value is emb·scale / 2^embFrac
	layers          []netLayer
	tagged          []int16 // what each tag adds to the products of the first layer, a row each
	sides           matrix  // dependent, head, relation's dependent and head
	arc             matrix
	far             matrix  // of the dependent's side, by distance
	root            []int16 // the root's head side
	relFar          []int16 // netDistances × Rel
	out             matrix
	pool            Kept[netScratch]
}

// embFrac is the number of bits after the point of embeddings.
const embFrac = 19

// netLayer is a bidirectional layer of simple recurrent units (Lei et al. 2018),
// the first half of the units from left to right, the second from right to left:
//
//	f = gate(Wf x + vf c' + bf), r = gate(Wr x + vr c' + br)
//	c = f c' + (1-f) Wu x,       h = r c + (1-r) Wx x
//
// where c' is the state at the word before. Wx is the identity where the input
// is as wide as the output.
type netLayer struct {
	w      matrix // in × blocks·Units: u, f, r and x
	vf, vr []int32
}

// NetDistances is the number of classes of distance between a word and its head.
const NetDistances = 18

// NetDistance gives the class of the distance of head from the word dep; head n,
// the number of words, is the root.
func NetDistance(dep, head, n int) int {
	if head == n {
		return 0
	}
	d, side := head-dep, 0
	if d < 0 {
		d, side = -d, 9
	}
	switch {
	case d <= 5:
	case d <= 7:
		d = 6
	case d <= 12:
		d = 7
	case d <= 25:
		d = 8
	default:
		d = 9
	}
	return min(side+d, NetDistances-1)
}

// NetInput is a sentence: for each word its folded form, its shape and its tags,
// numbered as package language numbers its PTB and Tag.
type NetInput struct {
	Lower     []string
	Shapes    []Shape
	PTB, UPOS []uint8
}
