package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"sofar/statement"
	"sofar/story"
)

// A story that many outlets tell at once is a stream: most of its reports name no
// source, older pages go on being published, and one slip would decide the
// number. Of what only grows, a number must there be current before authority is
// asked: enough of the newest reports must print it.
const (
	streamLeast    = 20             // with fewer reports that count, most of them naming nobody, there is no stream,
	streamUnsigned = 8              // or so many where most of the newest bear no outlet's name
	streamLong     = 30             // the newest reports that count, which show the size of the number
	streamShort    = 16             // the newest of these, which show what is current:
	streamFew      = 4              // so many at least, and
	streamTime     = 24 * time.Hour // no more that are older than this before the newest
	streamTwice    = 2              // reports that must print a number; one that tells what a toll came to counts double
	streamPart     = 2              // a current number is printed half as often as the most printed one, or more
	streamSize     = 3              // less than a third of the most printed number counts something else, and more than three times it waits for a second report
)

// print is what one report counts of a kind.
type print struct {
	at     time.Time
	signed bool // an outlet answers for it
	voiced bool // the report names who counts
	of     []*Statement
	news   []*Statement // of these, what a toll came to: "the toll rose to 12", "a 12th body"
}

// prints gives what each report counts, in the order of the reports. Repeats are
// in it, as what is printed again is still current; full copies are not, nor
// words such as "dozens", nor single victims.
func (w *work) prints(kind statement.FigureKind, all []*Statement) []print {
	if !cumulative(kind) {
		return nil
	}
	copied := map[string]bool{}
	for _, c := range w.d.Copies {
		copied[c.Report] = copied[c.Report] || c.Extent == story.Full
	}
	var out []print
	last := ""
	for _, s := range all {
		if !counted(s) || single(s) || vague(s.Figure) || copied[s.Report] && s.RepeatOf != "" {
			continue
		}
		if s.Report != last || len(out) == 0 {
			out, last = append(out, print{at: w.d.Known[s.Report], signed: w.publisher(s.Report) != ""}), s.Report
		}
		p := &out[len(out)-1]
		p.of, p.voiced = append(p.of, s), p.voiced || s.Attribution >= 0
		if w.cameTo(s) {
			p.news = append(p.news, s)
		}
	}
	return out
}

// cameTo tells whether a count of the dead is told as the one that a toll has come
// to: "brought the toll to 12", "the 12th victim".
func (w *work) cameTo(s *Statement) bool {
	switch s.Figure.Rule {
	case statement.RuleOrdinal:
		return true
	case statement.RuleToll:
		r, at := w.d.Reports[s.Report], s.Figure.Span.Start
		return r != nil && at <= len(r.Text) && strings.HasSuffix(r.Text[:at], " to ")
	}
	return false
}

// vague tells whether words give no number of their own: "dozens".
func vague(f *statement.Figure) bool {
	if f.High <= f.Low || Stated(f) != f.Low {
		return false
	}
	for i := range len(f.Words) {
		if isDigit(f.Words[i]) {
			return false
		}
	}
	return !rangeWords(f.Words)
}

// stream is what decided in a stream at a time.
type stream struct {
	value        int64
	reports, all int          // that print it, of those that were looked at
	by           []*Statement // its statements, in order
	others       []*Statement // of all numbers that two reports print
}

// streamAt finds the number that a stream holds at time t, nil where there is no
// stream: of the numbers that the newest reports print, that two of a longer run
// do, and half as many as print the most printed one of the day, the greatest.
// Numbers far below what the longer run of reports prints count something else.
func streamAt(prints []print, t time.Time, withdrawn map[*Statement]*Statement) *stream {
	n := sort.Search(len(prints), func(i int) bool { return prints[i].at.After(t) })
	newest := prints[max(0, n-streamLong):n]
	if !streams(newest) {
		return nil
	}
	long := tally(newest, withdrawn)
	size, _ := mostPrinted(long)
	short := newest[max(0, len(newest)-streamShort):]
	for len(short) > streamFew && short[len(short)-1].at.Sub(short[0].at) > streamTime {
		short = short[1:]
	}
	counts := tally(short, withdrawn)
	for v := range counts {
		if v*streamSize < size || v > size*streamSize && counts[v] < streamTwice {
			delete(counts, v)
		}
	}
	top, most := mostPrinted(counts)
	if most < streamTwice && top < size {
		// A few lone pages with less: what has been printed longer still holds.
		short, counts = newest, long
		_, most = mostPrinted(counts)
	} else if _, m := mostPrinted(only(tally(ofOneDay(short), withdrawn), counts)); m > 0 {
		most = m // what is older keeps a number in view; it does not speak against a new one
	}
	if most == 0 {
		return nil // all taken back
	}
	c := &stream{value: -1, all: len(short)}
	news := map[int64]int{}
	for _, p := range short {
		var seen []int64
		for _, s := range p.news {
			if v := Stated(s.Figure); withdrawn[s] == nil && !slices.Contains(seen, v) {
				seen = append(seen, v)
				news[v]++
			}
		}
	}
	for v, k := range counts {
		if long[v]+news[v] >= min(streamTwice, most) && (k+news[v])*streamPart >= most && v > c.value {
			c.value = v
		}
	}
	for _, p := range short {
		prints := false
		for _, s := range p.of {
			if withdrawn[s] != nil {
				continue
			}
			v := Stated(s.Figure)
			if v == c.value {
				c.by, prints = append(c.by, s), true
			}
			if counts[v] >= streamTwice {
				c.others = append(c.others, s)
			}
		}
		if prints {
			c.reports++
		}
	}
	return c
}

// ofOneDay gives the prints that are not older than streamTime before the newest.
func ofOneDay(prints []print) []print {
	for len(prints) > 0 && prints[len(prints)-1].at.Sub(prints[0].at) > streamTime {
		prints = prints[1:]
	}
	return prints
}

// only drops from counts what others lacks.
func only(counts, others map[int64]int) map[int64]int {
	for v := range counts {
		if others[v] == 0 {
			delete(counts, v)
		}
	}
	return counts
}

// streams tells whether so many reports count without an outlet or a speaker who
// answers for the number that currency matters more than who counts.
func streams(newest []print) bool {
	signed, voiced := 0, 0
	for _, p := range newest {
		if p.signed {
			signed++
		}
		if p.voiced {
			voiced++
		}
	}
	return len(newest) >= streamLeast && 2*voiced < len(newest) || len(newest) >= streamUnsigned && 2*signed < len(newest)
}

// tally counts the reports that print each number.
func tally(prints []print, withdrawn map[*Statement]*Statement) map[int64]int {
	out := map[int64]int{}
	var seen []int64
	for _, p := range prints {
		seen = seen[:0]
		for _, s := range p.of {
			if v := Stated(s.Figure); withdrawn[s] == nil && !slices.Contains(seen, v) {
				seen = append(seen, v)
				out[v]++
			}
		}
	}
	return out
}

// mostPrinted gives the number that most reports print, the greater of equals.
func mostPrinted(counts map[int64]int) (value int64, reports int) {
	value = -1
	for v, k := range counts {
		if cmp.Or(cmp.Compare(k, reports), cmp.Compare(v, value)) > 0 {
			value, reports = v, k
		}
	}
	return value, reports
}

// settle fills in a moment from a stream: s* is the newest statement of the
// number by the highest authority, live is what two of the newest reports print.
func (c *stream) settle(m *moment, rank func(*Statement) byte, root func(*Statement) *Statement) {
	for _, s := range c.by {
		if r := rank(s); r <= m.rank {
			m.rank, m.star = r, root(s)
		}
	}
	m.live = append(m.live, m.star)
	for i := len(c.others) - 1; i >= 0; i-- {
		if s := root(c.others[i]); !slices.Contains(m.live, s) {
			m.live = append(m.live, s)
		}
	}
}

func (c *stream) rule(rank byte, class string) string {
	return fmt.Sprintf("the greatest current number of a stream: %d of the newest %d reports that count print it (%c: %s)", c.reports, c.all, rank, class)
}
