package statement

import (
	"strings"

	"sofar/language"
)

// causeWords open a cause; multi-word ones are matched as running text of
// lower-cased tokens.
var causeWords = [][]string{
	{"because"}, {"caused", "by"}, {"due", "to"}, {"triggered", "by"}, {"sparked", "by"}, {"blamed", "on"}, {"the", "cause"}, {"causes", "of"}, {"cause", "of"},
	{"motive"}, {"motives"}, {"motivations"}, {"motivated", "by"}, {"a", "cause"}, {"had", "caused"}, {"fixated", "on"}, {"key", "adversary"},
}

// causes adds a KindCause statement for each sentence that gives a cause or a
// motive and carries no statement of responsibility.
func (b *blameReader) causes() {
	d := b.doc
	for s := range d.Sents {
		if d.Sents[s].Boilerplate || d.Sents[s].Headline {
			continue
		}
		sent := d.Sents[s].Range
		if a, r := b.force(s); a.name != "" && !b.historic(s) {
			if span, _ := b.within(s, r); !b.said(span) {
				st := b.add("force", span, a, AttributedTo, "", actor{})
				st.Kind = KindCause
				continue
			}
		}
		if b.covered[s] {
			continue
		}
		for i := sent.Start; i < sent.End; i++ {
			n := causeAt(d, i, sent.End)
			if n == 0 || b.anonymous(i, sent) {
				continue
			}
			span := b.clauseOf(s, language.Range{Start: i, End: i + n})
			stance := Stance("")
			low := strings.ToLower(span.Of(d.Text))
			if strings.Contains(low, "not known") || strings.Contains(low, "cannot confirm") || strings.Contains(low, "unclear") {
				stance = CannotConfirm
			}
			b.out = append(b.out, Statement{Report: b.rep.ID, Span: span, Kind: KindCause, Attribution: -1, Stance: stance, Background: b.historic(s), Rule: "cause"})
			break
		}
	}
}

// anonymous tells whether token i begins the reason why a source is not named.
func (b *blameReader) anonymous(i int, sent language.Range) bool {
	return b.find(wordSet("named identified quoted anonymity anonymous unnamed"), max(sent.Start, i-4), min(4, i-sent.Start), sent) >= 0
}

// causeAt gives the number of tokens of the cause words at token i, 0 if none.
func causeAt(d *language.Doc, i, end int) int {
	for _, words := range causeWords {
		if i+len(words) > end || d.Lower[i] != words[0] {
			continue
		}
		ok := true
		for k, w := range words {
			ok = ok && d.Lower[i+k] == w
		}
		if ok {
			return len(words)
		}
	}
	return 0
}
