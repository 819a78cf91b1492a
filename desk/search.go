package desk

import (
	"net/http"
	"sort"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/report"
)

// searcher finds words in reports and statements. Reports never change, so
// their folded texts are kept, up to a bound of memory.
type searcher struct {
	mu     sync.Mutex
	folded map[string]string
	bytes  int
}

// maxFolded bounds the memory for folded texts, in bytes.
const maxFolded = 64 << 20

func newSearcher() *searcher { return &searcher{folded: map[string]string{}} }

// text gives the folded text of a report, with the same byte offsets.
func (x *searcher) text(rep *report.Report) string {
	x.mu.Lock()
	t, ok := x.folded[rep.ID]
	x.mu.Unlock()
	if ok {
		return t
	}
	t = fold(rep.Text)
	x.mu.Lock()
	if x.bytes+len(t) <= maxFolded {
		x.folded[rep.ID] = t
		x.bytes += len(t)
	}
	x.mu.Unlock()
	return t
}

// fold lowers letters and keeps every byte offset: a letter whose lower form
// has another length stays.
func fold(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
			out = utf8.AppendRune(out, l)
		} else {
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return string(out)
}

// terms splits a query: words, and phrases between quotation marks. At most 12.
func terms(q string) []string {
	var out []string
	for i, part := range strings.Split(fold(trim(q, 300)), `"`) {
		if i%2 == 1 {
			if p := strings.Join(strings.Fields(part), " "); p != "" {
				out = append(out, p)
			}
			continue
		}
		for _, w := range strings.Fields(part) {
			if w = strings.Trim(w, ",.;:!?()…"); w != "" {
				out = append(out, w)
			}
		}
	}
	return out[:min(len(out), 12)]
}

// index finds w in hay where a word begins, -1 if nowhere.
func index(hay, w string) int {
	for from := 0; ; {
		i := strings.Index(hay[from:], w)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(hay[:i])
		if i == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			return i
		}
		from = i + len(w)
	}
}

func contains(hay, w string) bool { return index(hay, w) >= 0 }

// count counts the places where w begins a word, at most 50.
func count(hay, w string) int {
	n := 0
	for n < 50 {
		i := index(hay, w)
		if i < 0 {
			break
		}
		n++
		hay = hay[i+len(w):]
	}
	return n
}

// reportHit is a report that holds every term.
type reportHit struct {
	report *report.Report
	score  int
	first  int // byte offset of the first term in the text, -1 if only in the title
}

// reports finds the reports that hold every term, best first: more and
// headline hits before fewer, newer before older.
func (x *searcher) reports(a *dossier.Account, words []string) []reportHit {
	var out []reportHit
	for _, rep := range a.Reports {
		text, head := x.text(rep), fold(rep.Title+" "+rep.Publisher)
		h := reportHit{report: rep, first: -1}
		for _, w := range words {
			n, t := count(text, w), count(head, w)
			if n+t == 0 {
				h.score = 0
				break
			}
			h.score += n + 5*t
			if i := index(text, w); i >= 0 && (h.first < 0 || i < h.first) {
				h.first = i
			}
		}
		if h.score > 0 {
			out = append(out, h)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.score != b.score {
			return a.score > b.score
		}
		if !a.report.Published.Equal(b.report.Published) {
			return a.report.Published.After(b.report.Published)
		}
		return a.report.ID < b.report.ID
	})
	return out
}

// statementHit is a statement whose words or speaker hold every term.
type statementHit struct {
	story     *dossier.Dossier
	statement *dossier.Statement
}

func (x *searcher) statements(a *dossier.Account, words []string) []statementHit {
	var out []statementHit
	type place struct {
		report string
		span   report.Span
	}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		// A sentence with two numbers carries two statements: it is one hit.
		seen := map[place]bool{}
		for j := len(d.Statements) - 1; j >= 0; j-- {
			st := &d.Statements[j]
			rep := d.Reports[st.Report]
			if rep == nil || st.Span.Start < 0 || st.Span.End > len(rep.Text) || st.Span.Empty() {
				continue
			}
			hay := st.Span.Of(x.text(rep)) + " " + fold(st.Speaker.Name)
			ok := true
			for _, w := range words {
				if ok = contains(hay, w); !ok {
					break
				}
			}
			if at := (place{st.Report, st.Span}); ok && !seen[at] {
				seen[at] = true
				out = append(out, statementHit{d, st})
			}
		}
	}
	return out
}

// piece is a run of a snippet; On marks a term that was searched for.
type piece struct {
	Text string
	On   bool
}

// snippet cuts the text around a byte offset and marks the terms in it.
func snippet(text, folded string, at int, words []string) []piece {
	const before, length = 90, 300
	lo := max(0, at-before)
	for lo > 0 && !utf8.RuneStart(text[lo]) {
		lo--
	}
	hi := min(len(text), lo+length)
	for hi < len(text) && !utf8.RuneStart(text[hi]) {
		hi++
	}
	if lo > 0 {
		if k := strings.IndexAny(text[lo:hi], " \n"); k >= 0 && lo+k < at {
			lo += k + 1
		}
	}
	var out []piece
	if lo > 0 {
		out = append(out, piece{Text: "… "})
	}
	for pos := lo; pos < hi; {
		next, size := hi, 0
		for _, w := range words {
			if i := index(folded[pos:hi], w); i >= 0 && pos+i < next {
				next, size = pos+i, len(w)
			}
		}
		if next > pos {
			out = append(out, piece{Text: text[pos:next]})
		}
		if size > 0 {
			out = append(out, piece{Text: text[next : next+size], On: true})
		}
		pos = next + size
	}
	if hi < len(text) {
		out = append(out, piece{Text: " …"})
	}
	return out
}

// searchView is the page of results.
type searchView struct {
	Query          string
	Reports        []reportRow
	Statements     []statementRow
	Pager, SayPage pager
}

type reportRow struct {
	Title, Outlet, Href string
	At                  time.Time
	Snippet             []piece
}

type statementRow struct {
	Speaker, Stance, Href, Outlet string
	Story, StoryHref              string
	At                            time.Time
	Snippet                       []piece
}

const searchSize = 20

func (s *server) searchPage(w http.ResponseWriter, r *http.Request) {
	v := searchView{Query: trim(r.URL.Query().Get("q"), 300)}
	if words := terms(v.Query); len(words) > 0 {
		a, links := s.src.At(time.Time{}), linker{}
		hits := s.search.reports(a, words)
		p, lo, hi := paginate(len(hits), searchSize, r.URL, "p", "reports")
		v.Pager = p
		for _, h := range hits[lo:hi] {
			v.Reports = append(v.Reports, reportRow{
				Title: headline(h.report), Outlet: outlet(h.report), Href: reportURL(h.report.ID), At: h.report.Published,
				Snippet: snippet(h.report.Text, s.search.text(h.report), max(0, h.first), words),
			})
		}
		says := s.search.statements(a, words)
		p, lo, hi = paginate(len(says), searchSize, r.URL, "sp", "statements")
		v.SayPage = p
		for _, h := range says[lo:hi] {
			rep := h.story.Reports[h.statement.Report]
			text := trim(h.statement.Span.Of(rep.Text), maxQuote)
			v.Statements = append(v.Statements, statementRow{
				Speaker: speakerName(h.statement), Stance: string(h.statement.Stance), Href: links.words(rep, h.statement.Span),
				Outlet: outlet(rep), Story: storyTitle(h.story), StoryHref: storyURL(h.story.ID), At: h.statement.FirstSeen,
				Snippet: snippet(text, fold(text), 0, words),
			})
		}
	}
	s.render(w, r, http.StatusOK, "search", layout{Title: "Search", Nav: "search", Query: v.Query, View: v})
}
