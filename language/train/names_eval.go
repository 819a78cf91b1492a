package train

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"sofar/language"
)

// NameDoc is a document of a treebank as text, with its names as byte spans.
type NameDoc struct {
	Name  string
	Text  string
	Names []GoldName
	// Free are stretches that nothing is known of: any label is right.
	Free []language.Span
	// Silver is true for texts labelled by rules: what the rules say must then be hidden.
	Silver bool
}

// GoldName is a name in a text.
type GoldName struct {
	Span language.Span
	Kind language.NameKind
}

// NameDocs joins the sentences of each document to its text (see
// EvaluateText), and finds the names' bytes. Documents without entities are left out.
func NameDocs(sents []Sentence) []NameDoc {
	var out []NameDoc
	for i := 0; i < len(sents); {
		j := i
		annotated := false
		for j < len(sents) && sents[j].Doc == sents[i].Doc {
			for _, t := range sents[j].Tokens {
				annotated = annotated || t.Entity != ""
			}
			j++
		}
		if annotated {
			out = append(out, nameDoc(sents[i:j]))
		}
		i = j
	}
	return out
}

func nameDoc(sents []Sentence) NameDoc {
	d := NameDoc{Name: sents[0].Doc}
	text, offsets := documentText(sents)
	for _, s := range sents {
		for _, g := range GoldNames(s) {
			d.Names = append(d.Names, GoldName{language.Span{Start: offsets[g.Start][0], End: offsets[g.End-1][1]}, g.Kind})
		}
		offsets = offsets[len(s.Tokens):]
	}
	d.Text = text
	return d
}

// NameScores are the agreement of names with a treebank's: by kind with exact
// spans, and of the spans alone. GUM's kinds are coarse: facilities count as
// places, groups and outlets as organisations; mentions by role and by pronoun
// and adjectives of nationality do not count.
type NameScores struct {
	Person, Organisation, Place, Event, Spans, Nationality Agreement
	Wrong                                                  []string
}

func (s NameScores) String() string {
	var b strings.Builder
	for _, k := range []struct {
		name string
		a    Agreement
	}{{"person", s.Person}, {"organisation", s.Organisation}, {"place", s.Place}, {"event", s.Event}, {"spans alone", s.Spans}, {"nationality", s.Nationality}} {
		fmt.Fprintf(&b, "%-14s %v\n", k.name, NameScore{k.a})
	}
	return b.String()
}

func coarse(k language.NameKind) language.NameKind {
	switch k {
	case language.NameGroup, language.NameOutlet:
		return language.NameOrganisation
	case language.NameFacility:
		return language.NamePlace
	}
	return k
}

func (s *NameScores) kind(k language.NameKind) *Agreement {
	switch k {
	case language.NamePerson:
		return &s.Person
	case language.NameOrganisation:
		return &s.Organisation
	case language.NamePlace:
		return &s.Place
	case language.NameEvent:
		return &s.Event
	case language.NameNationality:
		return &s.Nationality
	}
	return new(Agreement)
}

// EvaluateNames analyses the documents, their text changed by dress (which must
// keep offsets; nil for none), and compares the names.
func EvaluateNames(docs []NameDoc, dress func(string) string) NameScores {
	var out NameScores
	for _, g := range docs {
		text := g.Text
		if dress != nil {
			text = dress(text)
		}
		d := language.Analyze(text, time.Time{})
		type key struct {
			language.Span
			k language.NameKind
		}
		gold, spans := map[key]bool{}, map[language.Span]language.NameKind{}
		for _, n := range g.Names {
			k := coarse(n.Kind)
			gold[key{n.Span, k}] = true
			spans[n.Span] = k
			out.kind(k).Gold++
			if k != language.NameNationality {
				out.Spans.Gold++
			}
		}
		seen := map[language.Span]bool{}
		for _, n := range d.Names {
			if n.Form == language.FormRole || n.Form == language.FormPronoun || seen[n.Span] {
				continue
			}
			seen[n.Span] = true
			k := coarse(n.Kind)
			a := out.kind(k)
			a.Found++
			if gold[key{n.Span, k}] {
				a.Both++
			}
			gk, ok := spans[n.Span]
			if k != language.NameNationality {
				out.Spans.Found++
				if ok && gk != language.NameNationality {
					out.Spans.Both++
				}
			}
			if !gold[key{n.Span, k}] {
				out.Wrong = append(out.Wrong, fmt.Sprintf("found %d, gold %d\t%s", k, gk, around(d.Text, n.Span.Start, n.Span.End)))
			}
		}
		for _, n := range g.Names {
			if !seen[n.Span] {
				out.Wrong = append(out.Wrong, fmt.Sprintf("missed %d\t%s", n.Kind, around(d.Text, n.Span.Start, n.Span.End)))
			}
		}
	}
	sort.Strings(out.Wrong)
	return out
}
