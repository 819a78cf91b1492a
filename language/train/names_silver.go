package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"sofar/language"
)

// ReadTexts reads the field "text" of every line of JSON-lines files.
func ReadTexts(files []string) ([]string, error) {
	var out []string
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(make([]byte, 1<<20), 1<<26)
		for line := 1; sc.Scan(); line++ {
			var v struct{ Text string }
			if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
				f.Close()
				return nil, fmt.Errorf("read %s, line %d: %w", name, line, err)
			}
			if v.Text != "" {
				out = append(out, v.Text)
			}
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return out, nil
}

// votes counts in how many texts a form was a name of each kind.
type votes [10]int32

// winner is the kind that at least 85 % of the votes are for, of three or more.
func (v *votes) winner() (language.NameKind, bool) {
	total, best := int32(0), 0
	for k, n := range v {
		total += n
		if n > v[best] {
			best = k
		}
	}
	return language.NameKind(best), total >= 3 && v[best]*100 >= total*85
}

// capitals tells whether most of a text is in capitals.
func capitals(s string) bool {
	upper, lower := 0, 0
	for i := 0; i < len(s) && i < 4000; i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			lower++
		case c >= 'A' && c <= 'Z':
			upper++
		}
	}
	return upper > 2*lower
}

// SilverNames labels unlabelled texts by what the rules are sure of: titles,
// lists, head words, datelines; full names of persons by a first name, an age or
// a post. A form that has one kind in three texts or more has it in
// all; the last word of a person's name stands for that person in its text.
// Names that nothing decides are left free: any label will do in training.
func SilverNames(texts []string) []NameDoc {
	type doc struct {
		d     *language.Doc
		names []language.RuleName
	}
	docs := make([]doc, 0, len(texts))
	poll := map[string]*votes{}
	for _, t := range texts {
		d := language.Analyze(t, time.Time{})
		one := doc{d, language.RuleNames(d)}
		docs = append(docs, one)
		if capitals(t) {
			continue
		}
		seen := map[string]bool{}
		for _, n := range one.names {
			k, ok := decided(n)
			if !ok {
				continue
			}
			form := strings.ToLower(d.TextOf(n.Tokens))
			id := form + string(rune('0'+k))
			if seen[id] {
				continue
			}
			seen[id] = true
			if poll[form] == nil {
				poll[form] = &votes{}
			}
			poll[form][k]++
		}
	}
	out := make([]NameDoc, 0, len(docs))
	for _, one := range docs {
		d := one.d
		g := NameDoc{Text: d.Text, Silver: true}
		last := map[string]bool{}
		for _, n := range one.names {
			if k, ok := decided(n); ok && k == language.NamePerson && n.Tokens.Len() > 1 && !n.Place {
				last[d.Lower[n.Tokens.End-1]] = true
			}
		}
		for _, n := range one.names {
			if n.Role {
				continue
			}
			span := d.SpanOf(n.Tokens)
			form := strings.ToLower(d.TextOf(n.Tokens))
			k, ok := decided(n)
			ok = ok && !n.Place
			if !ok && n.Tokens.Len() == 1 && last[d.Lower[n.Tokens.Start]] {
				k, ok = language.NamePerson, true
			}
			if v := poll[form]; !ok && v != nil {
				k, ok = v.winner()
			}
			if ok {
				g.Names = append(g.Names, GoldName{span, k})
			} else {
				g.Free = append(g.Free, span)
			}
		}
		out = append(out, g)
	}
	return out
}

// decided gives the kind that the rules know well enough to teach.
func decided(n language.RuleName) (language.NameKind, bool) {
	switch {
	case n.Role:
		return 0, false
	case n.Sure && n.Kind != language.NameUnknown:
		return n.Kind, true
	case n.Person:
		return language.NamePerson, true
	case n.Place:
		return language.NamePlace, true
	}
	return 0, false
}
