package dossier

import (
	"strings"
	"unicode"
)

// Bounds of a query.
const (
	maxQuery = 500 // bytes
	maxTerms = 24
)

// matchExpression turns what a reader typed into an FTS5 expression in which
// every word is quoted, so that no input has a meaning of its own. It is "" for
// a query that can find nothing: no words, or only excluded ones.
func matchExpression(query string) string {
	if len(query) > maxQuery {
		query = strings.ToValidUTF8(query[:maxQuery], "")
	}
	var groups []string // joined by AND; each a term or terms joined by OR
	var not []string
	or := false
	for _, t := range queryTerms(query) {
		switch {
		case t.or:
			or = len(groups) > 0
			continue
		case t.not:
			not = append(not, t.expression)
		case or:
			last := len(groups) - 1
			groups[last] += " OR " + t.expression
		default:
			groups = append(groups, t.expression)
		}
		or = false
	}
	if len(groups) == 0 {
		return ""
	}
	out := "(" + strings.Join(groups, ") AND (") + ")"
	if len(not) > 0 {
		out = "(" + out + ") NOT (" + strings.Join(not, " OR ") + ")"
	}
	return out
}

// queryTerm is one word or phrase, or the word OR.
type queryTerm struct {
	expression string
	not, or    bool
}

func queryTerms(query string) []queryTerm {
	var terms []queryTerm
	for query = strings.TrimSpace(query); query != "" && len(terms) < maxTerms; query = strings.TrimSpace(query) {
		var t queryTerm
		if rest, ok := strings.CutPrefix(query, "-"); ok {
			t.not, query = true, rest
		}
		var text string
		prefix := false
		if rest, ok := strings.CutPrefix(query, `"`); ok {
			text, query, _ = strings.Cut(rest, `"`)
		} else {
			end := strings.IndexFunc(query, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
			if end < 0 {
				end = len(query)
			}
			text, query = query[:end], query[end:]
			if text == "OR" && !t.not {
				terms = append(terms, queryTerm{or: true})
				continue
			}
			prefix = strings.HasSuffix(text, "*")
		}
		if text = queryWords(text); text == "" {
			continue
		}
		t.expression = `"` + text + `"`
		if prefix {
			t.expression += "*"
		}
		terms = append(terms, t)
	}
	return terms
}

// queryWords keeps the letters and digits of s, one space between words.
func queryWords(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
}
