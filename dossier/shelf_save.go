package dossier

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"

	"sofar/cache"
	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
	"sofar/story"
)

// foldFormat is the form in which a shelf is saved, and how it takes records in:
// raise it when either changes.
const foldFormat = 1

// foldHead is the first line of the file. What another engine grouped may be
// grouped otherwise by this one.
func foldHead() string {
	return fmt.Sprintf("sofar fold %d.%d, engine %s", foldFormat, story.SaveFormat, incident.Engine)
}

const (
	// FoldSuffix is added to the name of a ledger file for the file that its fold
	// is saved in.
	FoldSuffix = ".fold"
	// The fold is saved when so many reports have come since the last time, and
	// one for so many that there are: what is written for a report is bounded.
	saveAfter, saveShare = 4000, 20
	// On closing, fewer are enough.
	saveAtClose = 200
)

// foldFile is where the fold of a large ledger is saved.
type foldFile struct {
	path    string
	saved   int // reports that the file holds
	writing sync.WaitGroup
}

// WithFoldFile saves the fold of a large ledger at path, and goes on from what
// is saved there if it is of this log and this engine. The file is a cache.
func WithFoldFile(path string) BookOption { return func(b *Book) { b.fold.path = path } }

// Close saves the fold of a large ledger if it has grown. The log stays open.
func (b *Book) Close() {
	b.folding.Lock()
	defer b.folding.Unlock()
	b.keepFold(true)
	b.fold.writing.Wait()
}

// keepFold saves the fold if it has grown by enough. It is a cache: where it
// cannot be written, nothing is lost but time.
func (b *Book) keepFold(closing bool) {
	s := b.large()
	if b.fold.path == "" || s == nil {
		return
	}
	n := s.reports()
	if fresh := n - b.fold.saved; closing && fresh < saveAtClose || !closing && fresh < max(saveAfter, n/saveShare) {
		return
	}
	b.fold.writing.Wait() // the file before
	b.fold.saved = n
	w, err := cache.Create(b.fold.path, foldHead())
	if err != nil {
		return
	}
	b.mu.RLock()
	err = b.state.save(w)
	b.mu.RUnlock()
	if err != nil {
		w.Drop()
		return
	}
	// The disk need not be waited for.
	b.fold.writing.Go(func() { _ = w.Commit() })
}

// readFold goes on from the saved fold if it is of this log.
func (b *Book) readFold(ctx context.Context) {
	r, err := cache.Open(b.fold.path, foldHead())
	if err != nil {
		return
	}
	defer r.Close()
	s := state{large: b.state.large}
	if !s.read(r, b.log) || !s.marks.of(ctx, b.log) {
		return
	}
	b.state = s
	b.fold.saved = s.shelf.ids.len()
}

// SavedFold tells of the file beside a ledger: how many records it holds, its
// size in bytes, and whether this engine can use it; 0 if there is none.
func SavedFold(path string) (records, bytes int64, usable bool) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, 0, false
	}
	head := cache.Head(path)
	r, err := cache.Open(path, head)
	if err != nil {
		return 0, info.Size(), false
	}
	defer r.Close()
	records = int64(r.Uint())
	return records, info.Size(), r.Err() == nil && head == foldHead()
}

// save writes all that was folded from the log.
func (s *state) save(w *cache.Writer) error {
	w.Uint(uint64(s.version))
	w.Uint(uint64(s.large))
	s.marks.save(w)
	rest, err := json.Marshal(struct {
		NotRead   []report.NotRead
		Decisions []Ruling
	}{s.notRead, s.decisions})
	if err != nil {
		return err
	}
	w.Bytes(rest)
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	s.shelf.save(w)
	return s.shelf.failed
}

// read reads what save wrote; false where it is damaged or was made otherwise.
func (s *state) read(r *cache.Reader, log ledger.Log) bool {
	s.version = int64(r.Uint())
	if int(r.Uint()) != s.large {
		return false
	}
	s.marks.read(r)
	var rest struct {
		NotRead   []report.NotRead
		Decisions []Ruling
	}
	if err := json.Unmarshal(r.Bytes(0), &rest); err != nil || r.Err() != nil {
		return false
	}
	s.notRead, s.decisions = rest.NotRead, rest.Decisions
	s.shelf = newShelf(log)
	s.shelf.restore(r)
	return r.End() == nil
}

// save writes what the shelf holds, but for what is only kept to save time.
func (s *shelf) save(w *cache.Writer) {
	cache.Numbers(w, s.ids.high)
	cache.Numbers(w, s.ids.low)
	for n := range s.ids.high {
		if id, odd := s.ids.oddID[int32(n)]; odd {
			w.Uint(uint64(n) + 1)
			w.String(id)
		}
	}
	w.Uint(0)
	cache.Numbers(w, s.names.key)
	cache.Numbers(w, s.names.val)
	w.Uint(uint64(s.names.n))
	cache.Numbers(w, s.urls.key)
	cache.Numbers(w, s.urls.val)
	w.Uint(uint64(s.urls.n))
	cache.Numbers(w, s.where)
	cache.Numbers(w, s.reading)
	cache.Numbers(w, s.engine)
	w.Strings(s.engines)
	cache.Numbers(w, s.known)
	w.Int(s.last)
	cache.Numbers(w, s.seat)
	cache.Numbers(w, s.number)
	cache.Numbers(w, s.newest)
	cache.Numbers(w, s.stamp)
	s.groups.Save(w)
}

func (s *shelf) restore(r *cache.Reader) {
	s.ids.high, s.ids.low = cache.List[uint64](r), cache.List[uint16](r)
	for n := r.Uint(); n > 0 && r.Err() == nil; n = r.Uint() {
		id := r.String()
		s.ids.odd[id], s.ids.oddID[int32(n-1)] = int32(n-1), id
	}
	size := len(s.ids.slots)
	for 2*size < 3*len(s.ids.high) {
		size *= 2
	}
	s.ids.spread(size)
	s.names = hashed[int32]{cache.List[uint64](r), cache.List[int32](r), int(r.Uint())}
	s.urls = hashed[int64]{cache.List[uint64](r), cache.List[int64](r), int(r.Uint())}
	s.where, s.reading, s.engine = cache.List[int64](r), cache.List[int64](r), cache.List[int16](r)
	s.engines = r.Strings()
	s.known, s.last = cache.List[int64](r), r.Int()
	s.seat, s.number = cache.List[int32](r), cache.List[int32](r)
	s.newest, s.stamp = cache.List[int64](r), cache.List[int32](r)
	s.groups = story.ReadGrouper(r)
}

// marks are some records of a log, by which it is known again.
type marks struct {
	list []mark
	step int64
	last mark
}

type mark struct {
	seq int64
	sum [sha256.Size]byte
}

// mostMarks is how many marks there are at most; then every other is left out.
const mostMarks = 32

func markOf(rec *ledger.Record) mark {
	h := sha256.New()
	h.Write([]byte(rec.ID))
	h.Write(rec.Payload)
	return mark{rec.Seq, [sha256.Size]byte(h.Sum(nil))}
}

// pass takes note of a record that was folded; last where no other may follow soon.
func (m *marks) pass(rec *ledger.Record, last bool) {
	if m.step = max(m.step, 64); rec.Seq%m.step == 0 {
		m.list = append(m.list, markOf(rec))
		if len(m.list) > mostMarks {
			m.step *= 2
			kept := m.list[:0]
			for _, x := range m.list {
				if x.seq%m.step == 0 {
					kept = append(kept, x)
				}
			}
			m.list = kept
		}
	}
	if last {
		m.last = markOf(rec)
	}
}

// of tells whether the log holds the marked records.
func (m *marks) of(ctx context.Context, log ledger.Log) bool {
	for _, want := range append(m.list[:len(m.list):len(m.list)], m.last) {
		ok := false
		err := log.Read(ctx, want.seq-1, func(rec ledger.Record) error {
			ok = markOf(&rec) == want
			return errFound
		})
		if !ok || !errors.Is(err, errFound) {
			return false
		}
	}
	return true
}

func (m *marks) save(w *cache.Writer) {
	w.Int(m.step)
	w.Uint(uint64(len(m.list)))
	for _, x := range append(m.list[:len(m.list):len(m.list)], m.last) {
		w.Int(x.seq)
		cache.Numbers(w, x.sum[:])
	}
}

func (m *marks) read(r *cache.Reader) {
	m.step = r.Int()
	for range r.Len(sha256.Size) + 1 {
		x := mark{seq: r.Int()}
		copy(x.sum[:], r.Bytes(0))
		m.list = append(m.list, x)
	}
	m.last = m.list[len(m.list)-1]
	m.list = m.list[:len(m.list)-1]
}
