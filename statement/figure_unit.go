package statement

import (
	"strings"

	"sofar/language"
)

// nounPhrase gives the tokens of the number and the nouns it counts, and the
// unit in lower case ("suspected gunmen"); the unit is "" where no noun
// follows ("nine were hurt") or a pronoun does ("six of them").
func (f *figureReader) nounPhrase(core, sent language.Range) (language.Range, string) {
	d := f.doc
	np := core
	i := core.End
	word := func(i int) string {
		if i < sent.End {
			return d.Lower[i]
		}
		return ""
	}
	for word(i) == "more" || word(i) == "further" || word(i) == "additional" || word(i) == "other" || word(i) == "others" {
		i++
		np.End = i
	}
	if word(i) == "of" {
		i++
		for determiners[word(i)] {
			i++
		}
		if partPronouns[word(i)] {
			np.End = i + 1
			if word(i) == "us" {
				return np, "people"
			}
			return np, ""
		}
	} else if i > core.Start && word(i-1) == "of" && determiners[word(i)] {
		i++
	}
	from, head := i, -1
scan:
	for ; i < sent.End && i < from+7; i++ {
		w := d.Lower[i]
		if _, ok := f.starts[i]; ok {
			break
		}
		if lightVerbs[w] && w != "left" && w != "dead" && w != "so" && w != "known" && w != "reported" && w != "confirmed" {
			break
		}
		switch d.Tag[i] {
		case language.NOUN, language.PROPN:
			if w == "shot" && head < 0 && !f.single(core) {
				break scan // "five shot": a predicate, whatever the tagger says
			}
			if t, ok := f.triggerAt(i); ok && t.form&formHead == 0 && head >= 0 {
				break scan
			}
			head = i
		case language.ADJ, language.VERB, language.ADV, language.X:
			if i+1 < sent.End && head < 0 && peopleNouns[d.Lower[i+1]] {
				continue // "38 injured people", whatever the tagger says
			}
			next := i+1 < sent.End && (d.Tag[i+1] == language.NOUN || d.Tag[i+1] == language.ADJ || d.Tag[i+1] == language.PROPN)
			if t, ok := f.triggerAt(i); ok {
				if t.form&formHead != 0 {
					head = i
					continue
				}
				next = i+1 < sent.End && (d.Tag[i+1] == language.NOUN && head < 0)
			}
			if d.Tag[i] == language.VERB && d.PTB[i] != language.VBN && d.PTB[i] != language.VBG || d.Tag[i] == language.ADV && head >= 0 {
				break scan
			}
			if peopleNouns[w] { // mistagged
				head = i
				continue
			}
			if !next || head >= 0 && d.Tag[i] != language.ADJ {
				break scan
			}
		case language.PUNCT:
			if w != "-" || i+1 >= sent.End || d.Flags[i]&language.FlagSpace != 0 {
				break scan
			}
		case language.PART:
			if w != "'s" && w != "'" {
				break scan
			}
		default:
			break scan
		}
	}
	if head < 0 {
		return np, ""
	}
	np.End = head + 1
	if from > head {
		return np, ""
	}
	return np, strings.ToLower(d.TextOf(language.Range{Start: from, End: head + 1}))
}

var (
	determiners  = wordSet("the its their our his her these those a an my your all")
	partPronouns = wordSet("them whom us you these those which")
)

// single tells whether the number at core is one.
func (f *figureReader) single(core language.Range) bool {
	n, ok := f.starts[core.Start]
	return ok && f.doc.Numbers[n].Low == 1
}

// modifier finds a trigger inside the noun phrase before its head: "38 injured people".
func (f *figureReader) modifier(r *reading) (trigger, bool) {
	for _, t := range f.trigs {
		if t.Start >= r.core.End && t.End < r.np.End && t.form&(formAdj|formSubject) != 0 {
			return t, true
		}
	}
	return trigger{}, false
}

// people tells whether the unit can be people.
func (f *figureReader) people(r *reading) bool {
	u := lastWord(r.unit)
	return u == "" || peopleNouns[u] || personNouns[u] || attackerNouns[u] || strings.HasSuffix(u, "men") || strings.HasSuffix(u, "women")
}

func lastWord(s string) string {
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return s[i+1:]
	}
	return s
}
