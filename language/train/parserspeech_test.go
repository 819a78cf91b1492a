package train

import (
	"strings"
	"testing"
)

// treebank is a few sentences; the last has an arc that is crossed.
const treebank = `# text = The dog barked.
1	The	the	DET	DT	_	2	det	_	_
2	dog	dog	NOUN	NN	_	3	nsubj	_	_
3	barked	bark	VERB	VBD	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	_

# text = Dogs saw the cat.
1	Dogs	dog	NOUN	NNS	_	2	nsubj	_	_
2	saw	see	VERB	VBD	_	0	root	_	_
3	the	the	DET	DT	_	4	det	_	_
4	cat	cat	NOUN	NN	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

# text = A hearing is set on it.
1	A	a	DET	DT	_	2	det	_	_
2	hearing	hearing	NOUN	NN	_	4	nsubj:pass	_	_
3	is	be	AUX	VBZ	_	4	aux:pass	_	_
4	set	set	VERB	VBN	_	0	root	_	_
5	on	on	ADP	IN	_	6	case	_	_
6	it	it	PRON	PRP	_	2	nmod	_	SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

`

// Whoever says it, the sentence stays a tree in which what is said is the
// complement of the verb of saying.
func TestWithSpeaker(t *testing.T) {
	sents, err := ReadConllu(strings.NewReader(treebank))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for n := range 2000 {
		s, ok := withSpeaker(sents[n%len(sents)], n)
		if !ok {
			continue
		}
		k := len(s.Tokens)
		head := make([]int, k+2)
		roots, verb := 0, ""
		for i, tok := range s.Tokens {
			head[i+1] = tok.Head + 1
			if tok.Head < 0 {
				head[i+1] = k + 1
				roots++
				verb = tok.Form
			}
			if tok.Rel == "root" != (tok.Head < 0) || tok.Head >= k || tok.Head == i {
				t.Fatalf("%d: %q has head %d by %s", n, tok.Form, tok.Head, tok.Rel)
			}
		}
		if roots != 1 || !acyclic(head, k) {
			t.Fatalf("%d: %v is no tree", n, Forms(s))
		}
		complements := 0
		for _, tok := range s.Tokens {
			if tok.Rel == "ccomp" && s.Tokens[tok.Head].Form == verb {
				complements++
			}
		}
		if complements != 1 {
			t.Fatalf("%d: %v has %d complements", n, Forms(s), complements)
		}
		seen[strings.Join(Forms(s), " ")] = true
	}
	for _, want := range []string{"Dogs saw the cat , he said .", "\" Dogs saw the cat , \" said"} {
		found := false
		for s := range seen {
			found = found || strings.HasPrefix(s, want)
		}
		if !found {
			t.Errorf("no sentence begins with %q", want)
		}
	}
	if len(seen) < 60 {
		t.Errorf("%d different sentences", len(seen))
	}
}

// acyclic tells whether every word leads to the root n+1.
func acyclic(head []int, n int) bool {
	for i := 1; i <= n; i++ {
		h, steps := i, 0
		for h != n+1 {
			h = head[h]
			if steps++; steps > n {
				return false
			}
		}
	}
	return true
}
