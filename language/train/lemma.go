package train

import (
	"slices"
	"strings"

	"sofar/language"
	"sofar/language/model"
)

// verbBases gives the base forms of all verbs in the data.
func verbBases(sents []Sentence) map[string]bool {
	out := map[string]bool{}
	for _, s := range sents {
		for _, t := range s.Tokens {
			if t.UPOS == "VERB" && len(t.Lemma) > 1 && strings.Trim(t.Lemma, "abcdefghijklmnopqrstuvwxyz") == "" {
				out[t.Lemma] = true
			}
		}
	}
	return out
}

// lemmaExceptions gives the lemmas that the rules do not: for every folded form
// and Penn tag the most frequent lemma, where it differs from the rules'.
func lemmaExceptions(sents []Sentence, bases map[string]bool) map[string]string {
	tags := map[string]language.PTB{}
	for i, n := range language.PTBNames {
		tags[n] = language.PTB(i)
	}
	seen := map[string]map[string]int{}
	for _, s := range sents {
		d := language.FromTokens([][]string{Forms(s)})
		if d.Len() != len(s.Tokens) {
			continue
		}
		for i, t := range s.Tokens {
			p, ok := tags[t.XPOS]
			if !ok || t.Lemma == "_" || strings.Contains(t.Lemma, " ") {
				continue
			}
			k := d.Lower[i] + "/" + string([]byte{byte(p)})
			if seen[k] == nil {
				seen[k] = map[string]int{}
			}
			seen[k][strings.ToLower(t.Lemma)]++
		}
	}
	rules := &model.Tagger{Bases: bases}
	out := map[string]string{}
	for k, lemmas := range seen {
		form, p := k[:len(k)-2], language.PTB(k[len(k)-1])
		best := sortedByCount(lemmas)[0]
		if lemmas[best] < 2 && (!slices.Contains(inflected, p) || language.Irregular(form)) {
			continue
		}
		if language.LemmaOf(form, p, rules) != best {
			out[k] = best
		}
	}
	return out
}

// inflected are the tags whose lemma usually differs from the form; there one
// sight of an exception is enough.
var inflected = []language.PTB{language.NNS, language.VBD, language.VBN, language.VBG, language.VBZ, language.JJR, language.JJS}
