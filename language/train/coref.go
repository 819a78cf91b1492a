package train

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sofar/language"
)

// CorefMention is a mention of a treebank with coreference (GUM).
type CorefMention struct {
	Chain      int    // its chain, by number within the document
	Type       string // person, organization, place, object, …
	Start, End int    // tokens of the document, half-open
	Heads      []int  // tokens of its minimal span
}

// CorefDoc is a document of a treebank with its text and mentions.
type CorefDoc struct {
	ID       string
	Text     string
	Tokens   []Token
	Offsets  [][2]int // by token: bytes of Text; equal where a word is not written so
	Mentions []CorefMention
	Partial  bool // not every mention of a chain is annotated
}

// CorefDocs joins the sentences of every document to a text, paragraphs with an
// empty line between, and reads the brackets of the mentions.
func CorefDocs(sents []Sentence) []CorefDoc {
	var out []CorefDoc
	for i := 0; i < len(sents); {
		j := i
		for j < len(sents) && sents[j].Doc == sents[i].Doc {
			j++
		}
		out = append(out, corefDoc(sents[i:j]))
		i = j
	}
	return out
}

// documentText gives the text of the sentences of a document, paragraphs with an empty
// line between, and the byte offsets of their tokens; a token that its sentence
// does not have at that place is empty.
func documentText(sents []Sentence) (text string, offsets [][2]int) {
	var b strings.Builder
	for n, s := range sents {
		if n > 0 {
			last := sents[n-1].Tokens
			switch {
			case s.NewPar:
				b.WriteString("\n\n")
			case !last[len(last)-1].NoSpace:
				b.WriteByte(' ')
			}
		}
		base, at := b.Len(), 0
		b.WriteString(s.Text)
		for _, t := range s.Tokens {
			k := strings.Index(s.Text[at:], t.Form)
			if k < 0 || k > 3 {
				offsets = append(offsets, [2]int{base + at, base + at})
			} else {
				offsets = append(offsets, [2]int{base + at + k, base + at + k + len(t.Form)})
				at += k + len(t.Form)
			}
		}
	}
	return b.String(), offsets
}

func corefDoc(sents []Sentence) CorefDoc {
	d := CorefDoc{ID: sents[0].Doc}
	d.Text, d.Offsets = documentText(sents)
	for _, s := range sents {
		d.Tokens = append(d.Tokens, s.Tokens...)
	}
	d.readMentions()
	return d
}

// readMentions reads the brackets "(7-person-giv:act-…-1,2-coref" and "7)";
// the sixth field is the minimal span, in words counted from 1. Mentions in
// several pieces are left out.
func (d *CorefDoc) readMentions() {
	open := map[string][]int{}
	chains := map[string]int{}
	for i, t := range d.Tokens {
		for s := t.Entity; s != ""; {
			if s[0] == ')' {
				s = s[1:]
				continue
			}
			begins := s[0] == '('
			s = strings.TrimPrefix(s, "(")
			end := strings.IndexAny(s, "()")
			if end < 0 {
				end = len(s)
			}
			item, closed := s[:end], end < len(s) && s[end] == ')'
			s = s[end:]
			if closed {
				s = s[1:]
			}
			f := strings.Split(item, "-")
			id := f[0]
			if strings.Contains(id, "[") {
				continue
			}
			if begins {
				if _, ok := chains[id]; !ok {
					chains[id] = len(chains)
				}
				m := CorefMention{Chain: chains[id], Start: i, End: -1}
				if len(f) > 5 {
					m.Type = f[1]
					for _, h := range strings.Split(f[5], ",") {
						if n, err := strconv.Atoi(h); err == nil {
							m.Heads = append(m.Heads, i+n-1)
						}
					}
				}
				d.Mentions = append(d.Mentions, m)
				open[id] = append(open[id], len(d.Mentions)-1)
			}
			if !begins || closed {
				if st := open[id]; len(st) > 0 {
					d.Mentions[st[len(st)-1]].End = i + 1
					open[id] = st[:len(st)-1]
				}
			}
		}
	}
	d.Mentions = slices.DeleteFunc(d.Mentions, func(m CorefMention) bool { return m.End < 0 || len(m.Heads) == 0 })
}

// mentionClass is what a mention is made of.
type mentionClass uint8

const (
	notCounted mentionClass = iota
	classNamed
	classRole
	classPronoun
)

// pronouns are the third-person pronouns that are counted.
var pronouns = map[string]bool{"he": true, "him": true, "she": true, "her": true, "it": true, "they": true, "them": true, "his": true, "its": true, "their": true}

// class tells whether a mention of the treebank is counted, and as what: the
// names of persons, organisations and places, their third-person pronouns, and
// nouns for posts, people and bodies that package language knows as roles.
func (d *CorefDoc) class(m *CorefMention) mentionClass {
	if m.Type != "person" && m.Type != "organization" && m.Type != "place" {
		return notCounted
	}
	h := d.Tokens[m.Heads[0]]
	if len(m.Heads) > 1 && h.UPOS != "PROPN" {
		return notCounted // several joined
	}
	switch {
	case h.UPOS == "PROPN":
		return classNamed
	case h.UPOS == "PRON" && pronouns[strings.ToLower(h.Form)]:
		return classPronoun
	case h.UPOS == "NOUN" && m.Type != "place" && language.RoleNoun(strings.ToLower(h.Form)):
		return classRole
	}
	return notCounted
}

// Coref is how the mentions and entities found agree with the treebank's.
type Coref struct {
	// Gold, Found and Both count mentions: of the treebank, of ours, and those of
	// ours that share the head with a counted one; by class (named, role, pronoun).
	Gold, Found, Both [4]int
	// MUC, B3 and CEAF compare the chains of the mentions that both have; All
	// compares them with every mention that one side alone has as an error.
	Shared, All CorefScores
	// Pronouns by form.
	Pronouns map[string]*Resolved
	// Wrong holds samples of pronouns that were resolved wrongly, for error analysis.
	Wrong []string
}

// Resolved counts pronouns whose chain has a name or a counted role before
// them (Can), those that we tie to anything (Tied), and those tied to a mention
// of their own chain (Right).
type Resolved struct{ Can, Tied, Right int }

func (r Resolved) String() string {
	return fmt.Sprintf("right %d of %d tied (precision %.1f), of %d that can be (recall %.1f)", r.Right, r.Tied, percent(r.Right, r.Tied), r.Can, percent(r.Right, r.Can))
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// EvaluateCoref analyses the text of every document and compares.
func EvaluateCoref(docs []CorefDoc) Coref {
	out := Coref{Pronouns: map[string]*Resolved{}}
	for i := range docs {
		out.document(&docs[i])
	}
	return out
}

// aligned is a mention of ours beside the treebank's.
type aligned struct {
	gold   int // index into CorefDoc.Mentions, -1
	entity int
}

func (o *Coref) document(g *CorefDoc) {
	d := language.Analyze(g.Text, time.Time{})
	at := map[int][]int{} // byte where a head begins → mentions, the narrowest first
	for i := range g.Mentions {
		m := &g.Mentions[i]
		if c := g.class(m); c != notCounted {
			o.Gold[c]++
		}
		for _, h := range m.Heads {
			at[g.Offsets[h][0]] = append(at[g.Offsets[h][0]], i)
		}
	}
	for _, l := range at {
		slices.SortStableFunc(l, func(a, b int) int {
			return g.Mentions[a].End - g.Mentions[a].Start - g.Mentions[b].End + g.Mentions[b].Start
		})
	}
	taken := map[int]bool{}
	var ours []aligned
	goldOf := make([]int, len(d.Names))
	for i, n := range d.Names {
		goldOf[i] = -1
		h := d.MentionHead(i)
		for t := h; t >= n.Tokens.Start && goldOf[i] < 0; t-- {
			for _, m := range at[int(d.Start[t])] {
				if !taken[m] {
					goldOf[i] = m
					taken[m] = true
					break
				}
			}
			if n.Form == language.FormRole {
				break
			}
		}
		c := classNamed
		switch n.Form {
		case language.FormRole:
			c = classRole
		case language.FormPronoun:
			if !pronouns[d.Lower[h]] {
				continue // who, which: no mentions of the treebank's
			}
			c = classPronoun
		}
		o.Found[c]++
		if goldOf[i] >= 0 && g.class(&g.Mentions[goldOf[i]]) == notCounted {
			goldOf[i] = -1
			continue
		}
		if goldOf[i] >= 0 {
			o.Both[c]++
		}
		ours = append(ours, aligned{goldOf[i], n.Entity})
	}
	o.chains(g, ours)
	o.pronouns(g, d, goldOf)
}

// pronouns scores the pronouns of a document.
func (o *Coref) pronouns(g *CorefDoc, d *language.Doc, goldOf []int) {
	named := map[int]bool{} // chains with a counted name or role so far
	ours := map[int]int{}   // byte of a pronoun → our mention
	for i, n := range d.Names {
		if n.Form == language.FormPronoun {
			ours[n.Span.Start] = i
		}
	}
	order := make([]int, len(g.Mentions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return g.Mentions[a].Heads[0] - g.Mentions[b].Heads[0] })
	pronounAt := map[int]bool{}
	names := g.lastWords()
	for _, i := range order {
		m := &g.Mentions[i]
		switch g.class(m) {
		case classNamed, classRole:
			named[m.Chain] = true
		case classPronoun:
			form := strings.ToLower(g.Tokens[m.Heads[0]].Form)
			r := o.form(form)
			if named[m.Chain] {
				r.Can++
			}
			at := g.Offsets[m.Heads[0]][0]
			pronounAt[at] = true
			k, ok := ours[at]
			if !ok {
				if named[m.Chain] {
					o.Wrong = append(o.Wrong, "not tied: "+before(g.Text, at, len(form)))
				}
				continue
			}
			r.Tied++
			right, name := false, "?"
			for _, j := range d.Entities[d.Names[k].Entity].Mentions {
				n := &d.Names[j]
				if n.Form == language.FormPronoun {
					continue
				}
				if j < k {
					name = n.Span.Of(d.Text)
				}
				if x := goldOf[j]; x >= 0 && g.Mentions[x].Chain == m.Chain {
					right = true
				}
				right = right || g.Partial && slices.Contains(names[m.Chain], d.Lower[n.Tokens.End-1])
			}
			if right {
				r.Right++
			} else {
				o.Wrong = append(o.Wrong, "tied to "+name+": "+before(g.Text, at, len(form)))
			}
		}
	}
	for at, k := range ours {
		if g.Partial {
			break
		}
		if form := d.Lower[d.Names[k].Tokens.Start]; pronouns[form] && !pronounAt[at] {
			o.form(form).Tied++ // one that stands for no person, organisation or place
		}
	}
}

// before gives a word with much of the text before it.
func before(s string, at, n int) string {
	clip := func(a, b int) string { return strings.ToValidUTF8(s[max(0, a):min(len(s), b)], "") }
	return strings.ReplaceAll(clip(at-200, at)+"⟦"+clip(at, at+n)+"⟧"+clip(at+n, at+n+40), "\n", "⏎")
}

// lastWords gives, for a document that is annotated in part, the last words of
// the names of each chain in lower case: what has the same name is the same.
func (d *CorefDoc) lastWords() map[int][]string {
	out := map[int][]string{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if w := d.Tokens[m.End-1].Form; d.Partial && w[0] >= 'A' && w[0] <= 'Z' {
			out[m.Chain] = append(out[m.Chain], strings.ToLower(w))
		}
	}
	return out
}

func (o *Coref) form(w string) *Resolved {
	if o.Pronouns[w] == nil {
		o.Pronouns[w] = &Resolved{}
	}
	return o.Pronouns[w]
}

// Lines writes the result for people.
func (o *Coref) Lines() []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for c, name := range [...]string{classNamed: "names", classRole: "roles", classPronoun: "pronouns"} {
		if name != "" {
			add("%-10s %5d in the treebank, %5d found, %5d both", name, o.Gold[c], o.Found[c], o.Both[c])
		}
	}
	add("shared mentions:  %v", o.Shared)
	add("all mentions:     %v", o.All)
	var groups [3]Resolved
	for _, w := range sortedKeys(o.Pronouns) {
		r := o.Pronouns[w]
		add("%-6s %v", w, *r)
		k := 0
		switch w {
		case "it", "its":
			k = 1
		case "they", "them", "their":
			k = 2
		}
		groups[k].Can += r.Can
		groups[k].Tied += r.Tied
		groups[k].Right += r.Right
	}
	for k, name := range [...]string{"he and she", "it", "they"} {
		add("%s, all forms: %v", name, groups[k])
	}
	return out
}
