package actor

import (
	"strings"

	"sofar/dossier"
	"sofar/report"
)

// maxSentence bounds a cited sentence in bytes; a longer one is cut to the words asked for.
const maxSentence = 600

// sentence widens a span to the sentence around it, within its paragraph.
func sentence(text string, sp report.Span) report.Span {
	from, to := sp.Start, sp.End
	for from > 0 && sp.Start-from < maxSentence && text[from-1] != '\n' && !ends(text, from) {
		from--
	}
	for to < len(text) && to-sp.End < maxSentence && text[to] != '\n' && !(to > sp.Start+1 && ends(text, to)) {
		to++
	}
	if sp.Start-from >= maxSentence || to-sp.End >= maxSentence {
		return sp
	}
	for from < to && (text[from] == ' ' || text[from] == '\t' || text[from] == '\r') {
		from++
	}
	for to > from && (text[to-1] == ' ' || text[to-1] == '\t' || text[to-1] == '\r') {
		to--
	}
	return report.Span{Start: from, End: to}
}

// ends tells whether a sentence ends right before i.
func ends(text string, i int) bool {
	if i <= 1 || i >= len(text) || text[i] != ' ' {
		return false
	}
	before := strings.TrimRight(text[max(0, i-8):i], "”’\"')")
	if before == "" || !strings.ContainsAny(before[len(before)-1:], ".!?") {
		return false
	}
	word := before[strings.LastIndexByte(before, ' ')+1:]
	if len(word) <= 3 && word != strings.ToLower(word) || word == "Gen." || word == "Col." || word == "Maj." || word == "Capt." {
		return false // "U.S.", "Dr.", "Lt."
	}
	rest := strings.TrimLeft(text[i:], " “\"‘'(")
	return rest != "" && (rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= '0' && rest[0] <= '9' || rest[0] >= 0x80)
}

// sentences calls fn for every sentence of a text.
func sentences(text string, fn func(sp report.Span)) {
	for at := 0; at < len(text); {
		if text[at] == '\n' || text[at] == ' ' || text[at] == '\r' {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && text[end] != '\n' && !ends(text, end) {
			end++
		}
		fn(report.Span{Start: at, End: end})
		at = end
	}
}

func citeSpan(d *dossier.Dossier, id string, sp report.Span) Cite {
	r := d.Reports[id]
	whole := sentence(r.Text, sp)
	return Cite{Report: id, Outlet: outlet(r), Span: whole, Quote: whole.Of(r.Text), At: d.Known[id]}
}

// exactly cites a span as it is.
func exactly(d *dossier.Dossier, id string, sp report.Span) Cite {
	r := d.Reports[id]
	return Cite{Report: id, Outlet: outlet(r), Span: sp, Quote: sp.Of(r.Text), At: d.Known[id]}
}

func outlet(r *report.Report) string {
	if r.Publisher != "" {
		return r.Publisher
	}
	return r.Label()
}

// firstPrint cites the first sentence of a story that prints a name, the zero
// Cite if none does.
func firstPrint(d *dossier.Dossier, name string) Cite {
	for _, id := range members(d) {
		text := d.Reports[id].Text
		if i := wordAt(text, name); i >= 0 {
			return citeSpan(d, id, report.Span{Start: i, End: i + len(name)})
		}
	}
	return Cite{}
}

// wordAt is where a name stands in a text as words of its own, -1 if nowhere.
func wordAt(text, name string) int {
	for at := 0; name != ""; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return -1
		}
		i += at
		if (i == 0 || !letter(text[i-1])) && (i+len(name) == len(text) || !letter(text[i+len(name)])) {
			return i
		}
		at = i + len(name)
	}
	return -1
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 && c != 0xe2 || c >= '0' && c <= '9'
}
