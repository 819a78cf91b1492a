package train

import "strings"

// Reports say who says a thing after they have said it ("…, police said"); the
// treebanks, which hold little news, hardly do. Some of their sentences are
// given such a speaker for the training. A frame is a few words, each
// form/UPOS/PTB/head/relation, with heads counted from 1 in the frame; 0 is the verb
// of saying in a speaker, and what is said in a verb or a tail.
var (
	speakers = frames(`
police/NOUN/NNS/0/nsubj
he/PRON/PRP/0/nsubj
she/PRON/PRP/0/nsubj
officials/NOUN/NNS/0/nsubj
the/DET/DT/2/det ministry/NOUN/NN/0/nsubj
police/NOUN/NN/0/nsubj and/CCONJ/CC/4/cc hospital/NOUN/NN/4/compound officials/NOUN/NNS/1/conj
a/DET/DT/2/det spokesman/NOUN/NN/0/nsubj for/ADP/IN/5/case the/DET/DT/5/det ministry/NOUN/NN/2/nmod
Ivo/PROPN/NNP/0/nsubj Dran/PROPN/NNP/1/flat
the/DET/DT/2/det mayor/NOUN/NN/0/nsubj ,/PUNCT/,/4/punct Ana/PROPN/NNP/2/appos Orlo/PROPN/NNP/4/flat ,/PUNCT/,/4/punct
a/DET/DT/3/det military/ADJ/JJ/3/amod spokeswoman/NOUN/NN/0/nsubj
local/ADJ/JJ/2/amod residents/NOUN/NNS/0/nsubj
the/DET/DT/2/det group/NOUN/NN/5/nmod:poss 's/PART/POS/2/case press/NOUN/NN/5/compound office/NOUN/NN/0/nsubj
Dran/PROPN/NNP/0/nsubj
the/DET/DT/4/det BPB/PROPN/NNP/4/compound news/NOUN/NN/4/compound agency/NOUN/NN/0/nsubj
the/DET/DT/2/det president/NOUN/NN/0/nsubj of/ADP/IN/5/case the/DET/DT/5/det council/NOUN/NN/2/nmod
Marr/PROPN/NNP/0/nsubj ,/PUNCT/,/4/punct the/DET/DT/4/det head/NOUN/NN/1/appos of/ADP/IN/7/case the/DET/DT/7/det district/NOUN/NN/4/nmod ,/PUNCT/,/4/punct
witnesses/NOUN/NNS/0/nsubj and/CCONJ/CC/3/cc doctors/NOUN/NNS/1/conj
two/NUM/CD/3/nummod senior/ADJ/JJ/3/amod officials/NOUN/NNS/0/nsubj
state/NOUN/NN/2/compound television/NOUN/NN/0/nsubj
the/DET/DT/3/det Interior/PROPN/NNP/3/compound Ministry/PROPN/NNP/0/nsubj
Defence/PROPN/NNP/2/compound Minister/PROPN/NNP/3/nmod:desc Aldo/PROPN/NNP/0/nsubj Marr/PROPN/NNP/3/flat
the/DET/DT/2/det army/NOUN/NN/0/nsubj
they/PRON/PRP/0/nsubj
an/DET/DT/2/det official/NOUN/NN/0/nsubj who/PRON/WP/4/nsubj asked/VERB/VBD/2/acl:relcl not/PART/RB/8/advmod to/PART/TO/8/mark be/AUX/VB/8/aux:pass named/VERB/VBN/4/xcomp`)
	sayings = frames(`
said/VERB/VBD/0/root
said/VERB/VBD/0/root
said/VERB/VBD/0/root
said/VERB/VBD/0/root
says/VERB/VBZ/0/root
added/VERB/VBD/0/root
reported/VERB/VBD/0/root
announced/VERB/VBD/0/root
told/VERB/VBD/0/root reporters/NOUN/NNS/1/iobj
told/VERB/VBD/0/root the/DET/DT/4/det BPB/PROPN/NNP/4/compound agency/NOUN/NN/1/iobj
confirmed/VERB/VBD/0/root
claimed/VERB/VBD/0/root
has/AUX/VBZ/2/aux said/VERB/VBN/0/root`)
	tails = frames(`
on/ADP/IN/2/case Friday/PROPN/NNP/0/obl
in/ADP/IN/3/case a/DET/DT/3/det statement/NOUN/NN/0/obl
late/ADV/RB/3/advmod on/ADP/IN/3/case Monday/PROPN/NNP/0/obl
Saturday/PROPN/NNP/0/obl:unmarked
by/ADP/IN/2/case telephone/NOUN/NN/0/obl
at/ADP/IN/4/case a/DET/DT/4/det news/NOUN/NN/4/compound conference/NOUN/NN/0/obl`)
)

// frames reads frames, one a line.
func frames(lines string) [][]Token {
	var out [][]Token
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		var f []Token
		for _, w := range strings.Fields(line) {
			p := strings.Split(w, "/")
			head := 0
			for _, c := range p[3] {
				head = 10*head + int(c-'0')
			}
			f = append(f, Token{Form: p[0], Lemma: p[0], UPOS: p[1], XPOS: p[2], Head: head - 1, Rel: p[4]})
		}
		out = append(out, f)
	}
	return out
}

// assembly collects frames and sentences into one sentence.
type assembly struct{ tokens []Token }

// add appends words and hangs those whose head is -1 on the word at place on,
// once that is known: it is a pointer. It gives the place of the last of them.
func (j *assembly) add(ts []Token, on *int, rels map[string]string) (outer int) {
	base := len(j.tokens)
	for _, t := range ts {
		if t.Head >= 0 {
			t.Head += base
		} else {
			outer = len(j.tokens)
			t.Head = *on
			if r, ok := rels[t.Rel]; ok {
				t.Rel = r
			}
		}
		j.tokens = append(j.tokens, t)
	}
	return outer
}

// mark appends one mark of punctuation.
func (j *assembly) mark(form, tag string, head int) {
	j.tokens = append(j.tokens, Token{Form: form, Lemma: form, UPOS: "PUNCT", XPOS: tag, Head: head, Rel: "punct"})
}

// withSpeaker puts a sentence that states something into the mouth of a
// speaker; n chooses who and how, evenly. ok is false where the sentence does not fit.
func withSpeaker(s Sentence, n int) (out Sentence, ok bool) {
	last := len(s.Tokens) - 1
	if last < 4 || last > 40 || s.Tokens[last].Form != "." || s.Tokens[last].Rel != "punct" {
		return s, false
	}
	root, subject := -1, false
	for i, t := range s.Tokens {
		if t.Head < 0 {
			root = i
		}
		if t.Head == last || t.XPOS == "``" || t.XPOS == "''" || t.XPOS == "UH" {
			return s, false
		}
	}
	for _, t := range s.Tokens {
		subject = subject || t.Head == root && strings.HasPrefix(t.Rel, "nsubj")
	}
	if root < 0 || !subject {
		return s, false
	}
	said := append([]Token(nil), s.Tokens[:last]...)
	lot := uint32(n)
	pick := func(of int) int {
		lot = lot*1664525 + 1013904223
		return int(lot>>10) % of
	}
	speaker, saying := speakers[pick(len(speakers))], sayings[pick(len(sayings))]
	var tail []Token
	if pick(3) == 0 {
		tail = tails[pick(len(tails))]
	}
	// The place of the verb of saying must be known before it is reached.
	verb := 0
	for i, t := range saying {
		if t.Head < 0 {
			verb = i
		}
	}
	var j assembly
	var at int // the verb of saying
	complement := map[string]string{"root": "ccomp"}
	none := -1
	switch form := pick(6); {
	case form == 5: // Police said that it fell.
		first := append([]Token(nil), speaker...)
		first[0].Form = strings.ToUpper(first[0].Form[:1]) + first[0].Form[1:]
		at = len(speaker) + verb
		j.add(first, &at, nil)
		j.add(saying, &none, nil)
		if len(tail) > 0 {
			j.add(tail, &at, nil)
		}
		if pick(4) < 3 {
			head := len(j.tokens) + 1 + root
			j.tokens = append(j.tokens, Token{Form: "that", Lemma: "that", UPOS: "SCONJ", XPOS: "IN", Head: head, Rel: "mark"})
		}
		if said[0].UPOS != "PROPN" && said[0].Form != "I" && !strings.HasPrefix(said[0].Form, "I'") {
			said[0].Form = strings.ToLower(said[0].Form[:1]) + said[0].Form[1:]
		}
		j.add(said, &at, complement)
	case form < 2: // "It fell," police said.
		at = 1 + len(said) + 2 + len(speaker) + verb
		j.mark("\"", "``", 1+root)
		j.add(said, &at, complement)
		j.mark(",", ",", 1+root)
		j.mark("\"", "''", 1+root)
		if form == 1 && saying[0].Form == "said" && speaker[0].UPOS != "PRON" {
			at = 1 + len(said) + 2
			j.tokens[1+root].Head = at
			j.add(saying, &none, nil)
			j.add(speaker, &at, nil)
			break
		}
		j.add(speaker, &at, nil)
		j.add(saying, &none, nil)
		j.add(tail, &at, nil)
	default: // It fell, police said.
		at = len(said) + 1 + len(speaker) + verb
		j.add(said, &at, complement)
		j.mark(",", ",", root)
		j.add(speaker, &at, nil)
		j.add(saying, &none, nil)
		j.add(tail, &at, nil)
	}
	if k := len(j.tokens) - 1; j.tokens[k].Form == "," { // "said the mayor, Ana Orlo,"
		j.tokens = j.tokens[:k]
	}
	j.mark(".", ".", at)
	out = Sentence{Doc: s.Doc, Tokens: j.tokens}
	return out, true
}
