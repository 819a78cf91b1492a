package explain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/report"
)

// cite gives the citation of a statement: the sentence it stands in, and the
// one that names its speaker.
func (c *composer) cite(s *dossier.Statement) []Citation {
	r := c.d.Reports[s.Report]
	sp := sentenceAt(r.Text, s.Span)
	out := []Citation{{Report: r.ID, Span: sp, Quote: sp.Of(r.Text), Statement: s.ID}}
	if s.Figure != nil {
		for _, p := range s.Figure.Parts { // a derived number
			out = append(out, c.citeSpan(s.Report, p))
		}
	}
	if src := s.Printed.Span; src.Start < src.End && src.End <= len(r.Text) && !sp.Contains(src) {
		more := sentenceAt(r.Text, src)
		out = append(out, Citation{Report: r.ID, Span: more, Quote: more.Of(r.Text)})
	}
	if k := s.Checked; k != nil && k.Verdict == dossier.Corrected && !k.OwnNumber {
		out = append(out, c.citeDecision(k.Decision)...)
	}
	return out
}

// citeSpan cites the sentence around any words of a report.
func (c *composer) citeSpan(id string, sp report.Span) Citation {
	r := c.d.Reports[id]
	sp = sentenceAt(r.Text, sp)
	return Citation{Report: id, Span: sp, Quote: sp.Of(r.Text)}
}

// citeWords cites the sentence of a report where words stand, if they do; one
// in the running text before one in a dateline.
func (c *composer) citeWords(id, words string) (Citation, bool) {
	text := c.d.Reports[id].Text
	var found Citation
	for at, tried := 0, 0; words != "" && tried < 8; tried++ {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		i += at
		at = i + len(words)
		if !boundary(text, i, at) {
			continue // "Lethania" is not in "Lethanian"
		}
		ct := c.citeSpan(id, report.Span{Start: i, End: at})
		if openerLen(ct.Quote) == 0 {
			return ct, true
		}
		if found.Quote == "" {
			found = ct
		}
	}
	return found, found.Quote != ""
}

// maxQuote bounds a cited sentence in bytes; a longer one is cut to the
// statement's own words.
const maxQuote = 700

// sentenceAt widens a span to the sentence around it, within its paragraph.
func sentenceAt(text string, sp report.Span) report.Span {
	from, to := sp.Start, sp.End
	for from > 0 && sp.Start-from < maxQuote {
		if text[from-1] == '\n' || endsSentence(text, from) {
			break
		}
		from--
	}
	for to < len(text) && to-sp.End < maxQuote {
		if text[to] == '\n' || to > sp.Start+1 && endsSentence(text, to) {
			break
		}
		to++
	}
	if sp.Start-from >= maxQuote || to-sp.End >= maxQuote {
		from, to = sp.Start, sp.End
	}
	for from < to && (text[from] == ' ' || text[from] == '\t' || text[from] == '\r') {
		from++
	}
	if from == 0 || text[from-1] == '\n' {
		// The dateline is no part of the sentence, unless it is what is asked for.
		if n := openerLen(text[from:to]); n > 0 && from+n < sp.End {
			from += n
		}
	}
	for to > from && (text[to-1] == ' ' || text[to-1] == '\t' || text[to-1] == '\r') {
		to--
	}
	return report.Span{Start: from, End: to}
}

// dateline opens agency copy: "SOFIA, Feb 9 (BPB) - ", "TESSEN – ".
var dateline = regexp.MustCompile(`^\p{Lu}{2}[\p{Lu} ./’'-]+(?:, [\p{L}0-9 .,]{2,40}?)?(?: ?\([\p{L} .]{2,40}\))? ?[-–—]+ `)

// clock opens the entries of live pages and numbered paragraphs: "11:50. ",
// "14.05 – ", "9:30 p.m.: ", "4. ".
var clock = regexp.MustCompile(`^\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC|CET|BST|EST))?(?:\.|:| ?[-–—|])? +|^\d{1,2}[.)] +`)

// openerLen gives the bytes of the dateline or clock label that opens a
// paragraph and is no part of its first sentence.
func openerLen(text string) int {
	re := dateline
	if text != "" && text[0] >= '0' && text[0] <= '9' {
		re = clock
	} else if first, n := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) {
		return 0
	} else if second, _ := utf8.DecodeRuneInString(text[n:]); !unicode.IsUpper(second) {
		return 0 // most texts: no need to try the expression
	}
	if m := re.FindStringIndex(text); m != nil {
		return m[1]
	}
	return 0
}

// bare cuts the dateline or clock label off a span that begins with one.
func bare(text string, sp report.Span) report.Span {
	if sp.Start == 0 || text[sp.Start-1] == '\n' {
		if n := openerLen(text[sp.Start:sp.End]); n < sp.Len() {
			sp.Start += n
		}
	}
	return sp
}

// endsSentence tells whether a sentence ends right before i: a full stop and
// what closes it, then a space and a capital, a digit or an opening mark.
func endsSentence(text string, i int) bool {
	if i <= 0 || i >= len(text) || text[i] != ' ' {
		return false
	}
	j := i
	for j > 0 {
		switch {
		case text[j-1] == '"' || text[j-1] == ')' || text[j-1] == '\'':
			j--
			continue
		case j >= 3 && (text[j-3:j] == "”" || text[j-3:j] == "’"):
			j -= 3
			continue
		}
		break
	}
	if j == 0 || text[j-1] != '.' && text[j-1] != '!' && text[j-1] != '?' {
		return false
	}
	// "A. Jetigenov", "No. 3", "a.m." end no sentence.
	k := j - 1
	for k > 0 && text[k-1] != ' ' && text[k-1] != '\n' && j-k < 24 {
		k--
	}
	word := strings.Trim(text[k:j-1], "“\"(‘'")
	if len(word) == 1 && word != "I" || strings.Contains(word, ".") || abbreviations[strings.ToLower(word)] {
		return false
	}
	next := strings.TrimLeft(text[i:min(len(text), i+8)], " “\"‘'(")
	return next != "" && (next[0] >= 'A' && next[0] <= 'Z' || next[0] >= '0' && next[0] <= '9' || next[0] >= 0x80)
}

var abbreviations = map[string]bool{"no": true, "mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "gen": true, "col": true, "lt": true, "sgt": true, "capt": true, "prof": true, "rev": true, "gov": true, "sen": true, "rep": true, "jan": true, "feb": true, "aug": true, "sept": true, "oct": true, "nov": true, "dec": true, "vs": true, "approx": true}
