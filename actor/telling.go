package actor

import (
	"regexp"
	"strings"
	"sync"

	"sofar/dossier"
	"sofar/report"
)

// Memory keeps what the texts of reports tell by themselves, so that an account
// that follows another one costs only its new reports. The zero value holds
// nothing. It is safe for concurrent use.
type Memory struct {
	mu sync.Mutex
	by map[string]*telling // by report id
}

// telling is what the text of one report tells, whoever its actors are.
type telling struct {
	text      string // the same id may come with its names left out
	sentences []told
	aliases   []Alias
}

// told is one sentence.
type told struct {
	start, end int32
	warns      bool // of a warning given before an event
}

func (s told) span() report.Span { return report.Span{Start: int(s.start), End: int(s.end)} }

// maxTold bounds the reports that are kept beyond those of the account.
const maxTold = 2000

// Fold gives who is who in an account, as the function Fold does.
func (m *Memory) Fold(a *dossier.Account) *Directory {
	m.mu.Lock()
	if len(m.by) > 2*len(a.Reports)+maxTold {
		for id := range m.by {
			if a.Reports[id] == nil {
				delete(m.by, id)
			}
		}
	}
	m.mu.Unlock()
	return fold(a, m)
}

// of reads a report, once.
func (m *Memory) of(r *report.Report) *telling {
	m.mu.Lock()
	t := m.by[r.ID]
	m.mu.Unlock()
	if t != nil && t.text == r.Text {
		return t
	}
	t = tellingOf(r.Text)
	m.mu.Lock()
	if m.by == nil {
		m.by = map[string]*telling{}
	}
	m.by[r.ID] = t
	m.mu.Unlock()
	return t
}

func tellingOf(text string) *telling {
	t := &telling{text: text, aliases: Aliases(text)}
	sentences(text, func(sp report.Span) {
		s := told{start: int32(sp.Start), end: int32(sp.End)}
		q := sp.Of(text)
		s.warns = len(q) >= minTold && warning.in(q, strings.ToLower(q)) && early.MatchString(q)
		t.sentences = append(t.sentences, s)
	})
	return t
}

// minTold is the length in bytes below which a sentence tells nothing.
const minTold = 30

// deedBefore tells whether a sentence tells of a deed of an earlier time.
func deedBefore(q string) bool { return deed.in(q, strings.ToLower(q)) && yearPast.in(q, q) }

// sieve is an expression with the strings of which one stands in all that it
// matches: to look for them costs a hundredth of trying it.
type sieve struct {
	re    *regexp.Regexp
	stems []string
}

// in tells whether the expression matches q; the stems are looked for in words,
// which are q, or q in small letters.
func (s *sieve) in(q, words string) bool {
	for _, stem := range s.stems {
		if strings.Contains(words, stem) {
			return s.re.MatchString(q)
		}
	}
	return false
}

// stems reads a list of them; | stands for a space.
func stems(list string) []string {
	out := strings.Fields(list)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "|", " ")
	}
	return out
}
