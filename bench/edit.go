package bench

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"

	"sofar/story"
)

// Edit is a way in which one outlet makes another's text its own.
type Edit string

// The edits, as desks make them.
const (
	EditNone      Edit = "as it is"
	EditCutEnd    Edit = "end cut"
	EditCutHalf   Edit = "half cut"
	EditNewHead   Edit = "new head"
	EditLocal     Edit = "local paragraph"
	EditFigures   Edit = "figures changed"
	EditRetyped   Edit = "re-typed"
	EditMerged    Edit = "two merged"
	EditSeveral   Edit = "several edits"
	EditParagraph Edit = "two paragraphs taken"
)

// Edits are all edits in the order in which they are reported.
var Edits = []Edit{EditNone, EditCutEnd, EditCutHalf, EditNewHead, EditLocal, EditFigures, EditRetyped, EditMerged, EditSeveral, EditParagraph}

// taken is what a copy owes to a source.
type taken struct {
	words, of int // words of the source that stand in the copy, and words of the source
}

func (t taken) extent() story.Extent {
	if 3*t.words >= 2*t.of {
		return story.Full
	}
	return story.Partial
}

// edited makes a copy of source, a text in paragraphs; fresh are paragraphs of
// the copying outlet's own, second is the other wire for EditMerged. It gives
// how many words it took from source and from second.
func edited(rng *rand.Rand, edit Edit, source, second, fresh []string) (paragraphs []string, from, also taken) {
	from.of, also.of = wordCount(source), wordCount(second)
	body := source
	switch edit {
	case EditCutEnd:
		body = firstWords(source, from.of*(80+rng.IntN(15))/100)
	case EditCutHalf:
		body = firstWords(source, from.of*(35+rng.IntN(20))/100)
	case EditNewHead:
		body = append([]string{fresh[0]}, source[1:]...)
		from.words = wordCount(source[1:])
		return body, from, also
	case EditLocal:
		at := 1 + rng.IntN(len(source))
		body = append(append(append([]string(nil), source[:at]...), fresh[:min(2, len(fresh))]...), source[at:]...)
		from.words = from.of
		return body, from, also
	case EditFigures:
		body = mapWords(source, func(w string) string { return otherFigure(rng, w) })
	case EditRetyped:
		body = retyped(rng, source)
	case EditMerged:
		a, b := firstWords(source, from.of*(45+rng.IntN(12))/100), firstWords(second, also.of*(45+rng.IntN(12))/100)
		for i := range max(len(a), len(b)) {
			if i < len(a) {
				paragraphs = append(paragraphs, a[i])
			}
			if i < len(b) {
				paragraphs = append(paragraphs, b[i])
			}
		}
		from.words, also.words = wordCount(a), wordCount(b)
		return paragraphs, from, also
	case EditSeveral:
		body = firstWords(source[1:], from.of*(72+rng.IntN(10))/100)
		from.words = wordCount(body)
		body = mapWords(body, func(w string) string {
			if rng.IntN(2) == 0 {
				return w
			}
			return otherFigure(rng, w)
		})
		return append([]string{fresh[0]}, retyped(rng, body)...), from, also
	case EditParagraph:
		at := rng.IntN(len(source))
		body = nil
		for i := 0; i < len(source) && wordCount(body) < 75; i++ {
			body = append(body, source[(at+i)%len(source)])
		}
		from.words = wordCount(body)
		return append(append(append([]string(nil), fresh[:1]...), body...), fresh[1:]...), from, also
	}
	from.words = wordCount(body)
	return body, from, also
}

func wordCount(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += len(strings.Fields(p))
	}
	return n
}

// firstWords cuts a text after n words.
func firstWords(paragraphs []string, n int) []string {
	var out []string
	for _, p := range paragraphs {
		f := strings.Fields(p)
		if len(f) >= n {
			return append(out, strings.Join(f[:n], " "))
		}
		out = append(out, p)
		n -= len(f)
	}
	return out
}

func mapWords(paragraphs []string, change func(string) string) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		f := strings.Fields(p)
		for k := range f {
			f[k] = change(f[k])
		}
		out[i] = strings.Join(f, " ")
	}
	return out
}

// otherFigure gives a word of digits another number.
func otherFigure(rng *rand.Rand, w string) string {
	if n, err := strconv.Atoi(w); err == nil {
		return strconv.Itoa(n + 1 + rng.IntN(9))
	}
	return w
}

// british gives the other spelling of words that the invented reports hold.
var british = map[string]string{
	"kilometres": "kilometers", "neighbouring": "neighboring", "gymnasium": "gym", "half-mast": "half mast", "lorries": "trucks", "lorry": "truck",
	"fertiliser": "fertilizer", "centre": "center", "honour": "honor", "organised": "organized", "recalled": "recaled",
}

// retyped writes a text as somebody does who types it from paper: other marks
// and spaces, the other side’s spelling, a slip in every thirtieth word.
func retyped(rng *rand.Rand, paragraphs []string) []string {
	marks := strings.NewReplacer("“", `"`, "”", `"`, "’", "'", " - ", " — ", "–", "-")
	if rng.IntN(2) == 0 {
		marks = strings.NewReplacer("“", "«", "”", "»", "’", "'", " - ", " – ", ", ", ",\u00a0")
	}
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		f := strings.Fields(p)
		for k, w := range f {
			core := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			if other := british[core]; other != "" {
				f[k] = strings.Replace(w, core, other, 1)
			} else if rng.IntN(30) == 0 {
				f[k] = slip(rng, w)
			}
		}
		out[i] = marks.Replace(strings.Join(f, [...]string{" ", "  ", "\n"}[rng.IntN(3)]))
	}
	return out
}

// slip is a typing error: a letter left out, doubled or exchanged with the next.
func slip(rng *rand.Rand, w string) string {
	if len(w) < 4 {
		return w
	}
	at := 1 + rng.IntN(len(w)-2)
	for at+1 < len(w) && (w[at] >= 0x80 || w[at+1] >= 0x80) {
		at++
	}
	if at+1 >= len(w) {
		return w
	}
	switch rng.IntN(3) {
	case 0:
		return w[:at] + w[at+1:]
	case 1:
		return w[:at] + w[at:at+1] + w[at:]
	}
	return w[:at] + w[at+1:at+2] + w[at:at+1] + w[at+2:]
}
