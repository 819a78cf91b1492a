package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"time"

	"sofar/story"
)

// inventedDoc is one text of the invented collection and what it owes.
type inventedDoc struct {
	event, outlet int
	paragraphs    []string
	edit          Edit // of a copy
	sources       map[int]taken
	via           map[int]bool // copies that it was taken from, which are no sources of the words
}

// inventor makes the invented collection text by text: two thirds are reports
// of their own, one to three of an event; the rest are edited copies of others,
// mostly recent ones, and of some wires dozens.
type inventor struct {
	seed   uint64
	n      int // texts so far
	recent []recentDoc
}

type recentDoc struct {
	at int
	inventedDoc
}

// recentDocs is how many texts may still be copied.
const recentDocs = 600

func (v *inventor) next() inventedDoc {
	i := v.n
	v.n++
	rng := rand.New(rand.NewPCG(v.seed, uint64(1<<43+i)))
	d := inventedDoc{event: i / 2, outlet: rng.IntN(inventedOutlets)}
	if rng.IntN(5) == 0 { // a third report of an event of a while ago
		d.event = max(0, i/2-rng.IntN(40))
	}
	if len(v.recent) > 20 && rng.IntN(3) == 0 {
		v.copy(rng, &d)
	} else {
		d.paragraphs = inventEvent(v.seed, d.event).write(rng, 7+rng.IntN(len(inventedBody)-6))
	}
	v.recent = append(v.recent, recentDoc{i, d})
	if len(v.recent) > 2*recentDocs {
		v.recent = append(v.recent[:0:0], v.recent[recentDocs:]...)
	}
	return d
}

// copy makes d an edited copy.
func (v *inventor) copy(rng *rand.Rand, d *inventedDoc) {
	pick := func() *recentDoc {
		for {
			k := len(v.recent) - 1 - rng.IntN(min(len(v.recent), recentDocs))
			if rng.IntN(3) == 0 { // the wire of the hour
				k = len(v.recent) - 1 - (v.n % min(len(v.recent)-1, 150))
			}
			if s := &v.recent[k]; s.outlet != d.outlet && (s.sources == nil || rng.IntN(8) == 0) {
				return s
			}
		}
	}
	s, second := pick(), pick()
	for second.sources != nil || second.at == s.at || s.sources[second.at].of > 0 {
		second = pick()
	}
	d.edit = Edits[rng.IntN(len(Edits))]
	if s.sources != nil && d.edit == EditMerged {
		d.edit = EditCutEnd
	}
	d.event = s.event
	fresh := inventEvent(v.seed, d.event).write(rng, 4)
	paragraphs, from, also := edited(rng, d.edit, s.paragraphs, second.paragraphs, fresh)
	d.paragraphs, d.sources = paragraphs, map[int]taken{}
	if s.sources == nil {
		d.sources[s.at] = from
	} else { // a copy of a copy owes its words to where they came from
		d.via = map[int]bool{s.at: true}
		for root, t := range s.sources {
			t.words = -1 // how many are left is not known
			d.sources[root] = t
		}
	}
	if d.edit == EditMerged {
		d.sources[second.at] = also
	}
}

// text prints a text with its outlet's footer.
func (d *inventedDoc) text(seed uint64) string {
	t := strings.Join(d.paragraphs, "\n\n")
	if f := inventedFooter(seed, d.outlet); f != "" {
		t += "\n\n" + f
	}
	return t
}

// CopiesResult is what Copies measured.
type CopiesResult struct {
	Documents int    `json:"documents"`
	Words     int    `json:"words"`
	Seed      uint64 `json:"seed"`
	Table     Table  `json:"table"`
	// IndexTime and FindTime are processor time for taking all texts in and for
	// finding the sources of all, without the making of the texts.
	IndexTime time.Duration `json:"index_ns"`
	FindTime  time.Duration `json:"find_ns"`
	// IndexBytes is what the index holds on the heap, PeakBytes the most memory
	// that the process held.
	IndexBytes uint64 `json:"index_bytes"`
	PeakBytes  uint64 `json:"peak_bytes"`
	// Wrong are the first few pairs that were missed or found in error.
	Wrong []string `json:"wrong,omitempty"`
}

// Names of rows of Copies.
const (
	CopiesPairs  = "copies: who took from whom"
	CopiesExtent = "extent of the copies found"
)

// Copies makes an invented collection of edited copies and measures how many of
// them are found with their source, in the right direction. Texts wait in a
// file of the temporary folder, so that memory is the index's. wrong bounds how
// many errors are told.
func Copies(ctx context.Context, documents int, seed uint64, wrong int) (res CopiesResult, err error) {
	res = CopiesResult{Documents: documents, Seed: seed, Table: Table{Title: fmt.Sprintf("%d documents, seed %d", documents, seed), Decimals: 2}}
	file, err := os.CreateTemp("", "sofar-bench-copies-")
	if err != nil {
		return res, err
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	c := &collection{file: file, seed: seed, names: make([]string, inventedOutlets)}
	for n := range c.names {
		c.names[n] = inventedOutlet(seed, n)
	}
	gold, err := c.make(ctx, documents, &res.Words)
	if err != nil {
		return res, err
	}
	finder := story.NewFinder(c)
	before := heap()
	start, _ := usage()
	for i := range documents {
		if i%256 == 0 && ctx.Err() != nil {
			return res, ctx.Err()
		}
		finder.Add(i)
	}
	end, _ := usage()
	res.IndexTime, res.IndexBytes = end-start, max(heap(), before)-before
	start, _ = usage()
	for i := range documents {
		if i%256 == 0 && ctx.Err() != nil {
			return res, ctx.Err()
		}
		res.score(i, gold[i], finder.Sources(i), wrong)
	}
	end, _ = usage()
	res.FindTime = end - start
	_, res.PeakBytes = usage()
	runtime.KeepAlive(finder)
	return res, c.err
}

// collection is the invented texts in a file.
type collection struct {
	file   *os.File
	seed   uint64
	names  []string
	start  []int64
	outlet []int16
	event  []int32
	buf    []byte
	err    error
}

// make writes the texts, and gives what each owes.
func (c *collection) make(ctx context.Context, documents int, words *int) ([]inventedDoc, error) {
	v := &inventor{seed: c.seed}
	gold := make([]inventedDoc, documents)
	at := int64(0)
	var block []byte
	flush := func() error {
		_, err := c.file.Write(block)
		block = block[:0]
		return err
	}
	for i := range documents {
		d := v.next()
		t := d.text(c.seed)
		*words += len(strings.Fields(t))
		c.start, c.outlet, c.event = append(c.start, at), append(c.outlet, int16(d.outlet)), append(c.event, int32(d.event))
		at += int64(len(t))
		if block = append(block, t...); len(block) > 1<<20 {
			if err := flush(); err != nil || ctx.Err() != nil {
				return nil, errors.Join(err, ctx.Err())
			}
		}
		d.paragraphs = nil
		gold[i] = d
	}
	c.start = append(c.start, at)
	return gold, flush()
}

// Text implements story.Texts; the texts come from the file.
func (c *collection) Text(i int) string {
	n := int(c.start[i+1] - c.start[i])
	if cap(c.buf) < n {
		c.buf = make([]byte, 2*n)
	}
	b := c.buf[:n]
	if _, err := c.file.ReadAt(b, c.start[i]); err != nil {
		c.err = err
	}
	return string(b)
}

// Outlet implements story.Texts.
func (c *collection) Outlet(i int) string { return c.names[c.outlet[i]] }

// Address implements story.Texts: these texts have none.
func (c *collection) Address(int) string { return "" }

// Event implements story.Texts.
func (c *collection) Event(i int) int { return int(c.event[i]) }

// score holds what was found for text i against what it owes.
func (r *CopiesResult) score(i int, gold inventedDoc, found []story.Source, wrong int) {
	tell := func(format string, args ...any) {
		if len(r.Wrong) < wrong {
			r.Wrong = append(r.Wrong, fmt.Sprintf("text %d (%s): ", i, gold.edit)+fmt.Sprintf(format, args...))
		}
	}
	got := map[int]story.Extent{}
	predicted := 0
	for _, s := range found {
		if gold.via[s.Of] {
			continue
		}
		got[s.Of] = s.Extent
		predicted++
		if _, ok := gold.sources[s.Of]; !ok {
			tell("found as a %s copy of %d, share %.2f, which it is not", s.Extent, s.Of, s.Share)
		}
	}
	right, all := 0, 0
	for of, t := range gold.sources {
		extent, ok := got[of]
		if t.words < 0 { // of a copy of a copy: how much is left is not known
			if ok {
				predicted--
			}
			continue
		}
		all++
		if ok {
			right++
			// What is near the bound may be called either.
			if d := 3*t.words - 2*t.of; d > t.of/6 || -d > t.of/6 {
				r.Table.share(CopiesExtent, extent == t.extent())
				if extent != t.extent() {
					tell("a %s copy of %d (%d of %d words) called %s", t.extent(), of, t.words, t.of, extent)
				}
			}
		} else {
			tell("%d of %d words of %d not found", t.words, t.of, of)
		}
	}
	r.Table.f1(CopiesPairs, right, predicted, all)
	if gold.edit != "" && all > 0 {
		r.Table.f1("  "+string(gold.edit), right, predicted, all)
	}
}

// Write prints the result for people.
func (r CopiesResult) Write(w io.Writer) error {
	if err := r.Table.Write(w); err != nil {
		return err
	}
	n := float64(max(r.Documents, 1))
	_, err := fmt.Fprintf(w, "%d words; index %.1f µs and %.0f bytes a document, finding %.1f µs a document (processor time); most memory held %.0f MiB\n",
		r.Words, float64(r.IndexTime.Microseconds())/n, float64(r.IndexBytes)/n, float64(r.FindTime.Microseconds())/n, float64(r.PeakBytes)/(1<<20))
	for _, s := range r.Wrong {
		if err == nil {
			_, err = fmt.Fprintln(w, s)
		}
	}
	return err
}
