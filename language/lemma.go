package language

import (
	"strings"

	"sofar/language/model"
)

// LemmaOf gives the dictionary form of a folded word with tag p: the exceptions
// that t learnt, then the irregular forms, then the rules of inflection.
func LemmaOf(w string, p PTB, t *model.Tagger) string {
	switch p {
	case NNS, NNPS, VBD, VBN, VBG, VBZ, VBP, JJR, JJS, RBR, RBS, MD, RB, PRP, PRPS, POS, DT, VB, NN:
	default:
		return w
	}
	if p == VBD || p == VBN {
		if l, ok := irregularVerb[w]; ok {
			return l
		}
	}
	var buf [40]byte
	if n := len(w); n+2 < len(buf) {
		copy(buf[:], w)
		buf[n], buf[n+1] = '/', byte(p)
		if l, ok := t.Lemmas[string(buf[:n+2])]; ok {
			return l
		}
	}
	switch p {
	case NNS, NNPS:
		if l, ok := irregularPlural[w]; ok {
			return l
		}
		return singular(w)
	case VBD, VBN:
		if l, ok := irregularVerb[w]; ok {
			return l
		}
		return unsuffix(w, "ed", t.Bases)
	case VBG:
		if l, ok := irregularVerb[w]; ok {
			return l
		}
		return unsuffix(w, "ing", t.Bases)
	case VBZ, VBP, MD:
		if l, ok := irregularVerb[w]; ok {
			return l
		}
		if p == VBZ {
			return singular(w)
		}
	case JJR, RBR:
		if l, ok := irregularDegree[w]; ok {
			return l
		}
		return ungrade(w, "er")
	case JJS, RBS:
		if l, ok := irregularDegree[w]; ok {
			return l
		}
		return ungrade(w, "est")
	case RB:
		if w == "n't" || w == "nt" {
			return "not"
		}
	case POS:
		return "'s"
	case PRP:
		if l, ok := pronounLemma[w]; ok {
			return l
		}
	case DT:
		switch w {
		case "an":
			return "a"
		case "these":
			return "this"
		case "those":
			return "that"
		}
	}
	return w
}

// Irregular tells whether the lists of irregular forms have the folded word.
func Irregular(w string) bool {
	return irregularVerb[w] != "" || irregularPlural[w] != "" || irregularDegree[w] != ""
}

// singular undoes the plural of nouns and the third person of verbs.
func singular(w string) string {
	n := len(w)
	switch {
	case n < 3 || w[n-1] != 's':
		return w
	case strings.HasSuffix(w, "ies") && n > 4:
		return w[:n-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"),
		strings.HasSuffix(w, "zzes"), strings.HasSuffix(w, "oes") && n > 5:
		return w[:n-2]
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "'s"):
		return w
	}
	return w[:n-1]
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// unsuffix takes "ed" or "ing" off a regular verb form and mends the stem:
// stopped → stop, tried → try, used → use, injuring → injure.
func unsuffix(w, suffix string, bases map[string]bool) string {
	n := len(w) - len(suffix)
	if n < 2 || w[n:] != suffix {
		return w
	}
	stem := w[:n]
	hasVowel := false
	for i := range n {
		if vowel(stem[i]) || stem[i] == 'y' && i > 0 {
			hasVowel = true
		}
	}
	if !hasVowel {
		return w
	}
	if base, ok := knownBase(stem, bases); ok {
		return base
	}
	last := stem[n-1]
	switch {
	case suffix == "ed" && last == 'i':
		return stem[:n-1] + "y"
	case n >= 3 && last == stem[n-2] && !vowel(last):
		// Doubled: stopped, but not killed, passed, buzzed, staffed.
		if strings.IndexByte("lszf", last) >= 0 && !(last == 'l' && n >= 5 && doubledL(stem)) {
			return stem
		}
		return stem[:n-1]
	case mute(stem):
		return stem + "e"
	}
	return stem
}

// knownBase gives the base among those seen in training that the stem can stand for.
func knownBase(stem string, bases map[string]bool) (string, bool) {
	if bases[stem] {
		return stem, true
	}
	if e := stem + "e"; bases[e] {
		return e, true
	}
	return "", false
}

// doubledL tells of stems whose l was doubled: controlled, travelled, but not
// installed, enrolled, pulled.
func doubledL(stem string) bool {
	for _, end := range [...]string{"avell", "ancell", "ontroll", "abell", "odell", "atroll", "ompell", "xpell", "ropell", "ignall", "uarrell", "quall", "arvell", "evell", "uell", "ivall", "ounsell", "annell", "unnell"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

// muteEndings are ends of stems of two or more syllables that lost a final e.
var muteEndings = [...]string{"at", "iz", "ys", "uc", "ac", "nc", "rc", "rg", "dg", "ng", "lg", "lv", "rv", "iv", "av", "ov", "ev", "u", "v", "z",
	"bl", "tl", "dl", "pl", "gl", "fl", "kl", "zl", "cl", "ns", "rs", "ls", "ps", "aus", "eas", "ais", "ois", "ibut", "itut", "ecut", "put", "mot", "vot",
	"quir", "spir", "cid", "vid", "lud", "rud", "clar", "par", "sur", "jur", "tur", "gur", "cur", "plor", "ign", "hum", "sum", "com", "lar", "ar",
	"plet", "let", "pet", "nvit", "nit", "cit", "bin", "fin", "min", "clin", "agin", "cag", "rag", "nag", "sag", "ack", "hav", "gu", "qu", "scap", "shap", "cop", "rol", "sol", "dul", "til", "cil", "il", "ced", "cret", "hang", "lleng", "veng", "rang", "is", "us", "os", "as", "rib", "lik", "tak", "ok"}

// notMute are exceptions to muteEndings.
var notMute = [...]string{"eat", "oat", "ocus", "hear", "bear", "pear", "ear", "uar", "ang", "ong", "ing", "ung", "eng", "ack", "edit", "limit", "visit", "profit", "exhibit", "inherit", "benefit", "credit", "orbit", "ait", "eit", "oit", "olet", "cket", "rget", "uet", "rpet", "mpet", "llet", "ow", "ail", "oil", "eil", "eel", "vil", "cil", "ncil", "ook", "eak", "admin", "elop", "ais", "nok"}

// mute tells whether the stem of a regular verb form lost a final e. In a stem
// of one syllable that ends in one vowel and one consonant it did: else the
// consonant would be doubled.
func mute(stem string) bool {
	n := len(stem)
	last := stem[n-1]
	if syllables(stem) == 1 && n >= 2 && !vowel(last) && strings.IndexByte("wxy", last) < 0 &&
		(vowel(stem[n-2]) || stem[n-2] == 'y') && (n < 3 || !vowel(stem[n-3]) || stem[n-3] == 'u' && n > 3 && stem[n-4] == 'q') {
		return true
	}
	ends := func(list []string) string {
		longest := ""
		for _, e := range list {
			if len(e) > len(longest) && strings.HasSuffix(stem, e) {
				longest = e
			}
		}
		return longest
	}
	yes := ends(muteEndings[:])
	return yes != "" && len(ends(notMute[:])) < len(yes)
}

// syllables counts the groups of vowels.
func syllables(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); i++ {
		v := vowel(s[i]) || s[i] == 'y' && i > 0
		if v && !in {
			n++
		}
		in = v
	}
	return n
}

// ungrade takes "er" or "est" off an adjective or adverb.
func ungrade(w, suffix string) string {
	n := len(w) - len(suffix)
	if n < 3 || w[n:] != suffix {
		return w
	}
	stem := w[:n]
	switch last := stem[n-1]; {
	case last == 'i':
		return stem[:n-1] + "y"
	case last == stem[n-2] && !vowel(last) && last != 'l' && last != 's' && last != 'f':
		return stem[:n-1]
	case strings.HasSuffix(stem, "at"), strings.HasSuffix(stem, "rg"), strings.HasSuffix(stem, "os"), strings.HasSuffix(stem, "id"), strings.HasSuffix(stem, "pl"), strings.HasSuffix(stem, "fer"), strings.HasSuffix(stem, "rav"), strings.HasSuffix(stem, "af"), strings.HasSuffix(stem, "im"), strings.HasSuffix(stem, "tl"), strings.HasSuffix(stem, "av"), strings.HasSuffix(stem, "ur") && n == 3, strings.HasSuffix(stem, "nc"), strings.HasSuffix(stem, "rs"):
		return stem + "e"
	}
	return stem
}
