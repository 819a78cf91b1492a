package report

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// errGap says that something was lost at this place and that reading goes on
// behind it.
var errGap = errors.New("damaged")

// Bounds of going back over damaged data.
const (
	tapeKept  = 4 << 20 // bytes kept of a gzip member, to look in them for the next one
	tapeSpare = 4 << 20 // bytes that may be read twice, beyond once for each byte of the file
)

// tape reads a file and keeps its last bytes, so that the start of a damaged
// gzip member can be gone back to.
type tape struct {
	in    io.Reader
	kept  []byte // the bytes from base on
	base  int64  // place of kept[0] in the file
	at    int64  // place of the next byte
	spare int64  // how many bytes may still be read a second time
}

func (t *tape) Read(p []byte) (int, error) {
	if end := t.base + int64(len(t.kept)); t.at < end {
		n := copy(p, t.kept[t.at-t.base:])
		t.at += int64(n)
		return n, nil
	}
	n, err := t.in.Read(p)
	if len(t.kept) > tapeKept {
		t.forget(t.base + int64(len(t.kept))/2)
	}
	t.kept = append(t.kept, p[:n]...)
	t.at += int64(n)
	t.spare += int64(n)
	return n, err
}

// forget drops what was kept before place off.
func (t *tape) forget(off int64) {
	if n := off - t.base; n > 0 {
		t.kept = append(t.kept[:0], t.kept[n:]...)
		t.base = off
	}
}

// members reads the gzip members of a file as one stream. A damaged member ends
// in errGap; what the next Read gives comes from the next sound member, which
// is looked for from the first bytes of the damaged one.
type members struct {
	tape  *tape
	br    *bufio.Reader // over tape
	zr    gzip.Reader
	open  bool
	start int64 // place in the file of the member in hand
	out   int64
}

func newMembers(in io.Reader) *members {
	t := &tape{in: in, spare: tapeSpare}
	return &members{tape: t, br: bufio.NewReaderSize(t, peekBytes)}
}

// place is where in the file the next byte is read.
func (m *members) place() int64 { return m.tape.at - int64(m.br.Buffered()) }

func (m *members) Read(p []byte) (int, error) {
	for {
		if !m.open {
			if err := m.next(); err != nil {
				return 0, err
			}
		}
		n, err := m.zr.Read(p)
		m.out += int64(n)
		if m.out > bombFree && m.out > bombRatio*m.place() {
			return n, errBomb
		}
		switch {
		case err == nil:
			return n, nil
		case errors.Is(err, io.EOF):
			if m.open = false; n > 0 {
				return n, nil
			}
		default:
			m.open = false
			if err := m.seek(); err != nil {
				return n, err
			}
			return n, errGap
		}
	}
}

// next opens the member at hand. Zeros between members are padding.
func (m *members) next() error {
	for {
		b, err := m.br.Peek(1)
		if err != nil {
			return err
		}
		if b[0] != 0 {
			break
		}
		_, _ = m.br.Discard(1) // just peeked: cannot fail
	}
	m.start = m.place()
	m.tape.forget(m.start)
	if err := m.zr.Reset(m.br); err != nil {
		if err := m.seek(); err != nil {
			return err
		}
		return errGap
	}
	m.zr.Multistream(false)
	m.open = true
	return nil
}

// seek moves on to what looks like the start of a member: past the start of
// the one in hand, or past what was read where going back costs too much. At
// the end of the file it rests there.
func (m *members) seek() error {
	from := max(m.start+1, m.tape.base)
	if back := m.tape.at - from; back > 0 && back <= m.tape.spare {
		m.tape.spare -= back
		m.tape.at = from
		m.br.Reset(m.tape)
	}
	for {
		b, err := m.br.Peek(4)
		if err != nil {
			if errors.Is(err, io.EOF) {
				_, _ = m.br.Discard(len(b)) // just peeked: cannot fail
				return nil
			}
			return err
		}
		if b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 && b[3] < 0x20 {
			return nil
		}
		_, _ = m.br.Discard(1) // just peeked: cannot fail
	}
}

// pushback is a reader to which bytes can be given back.
type pushback struct {
	in     io.Reader
	pushed []byte
}

func (p *pushback) Read(b []byte) (int, error) {
	if len(p.pushed) > 0 {
		n := copy(b, p.pushed)
		p.pushed = p.pushed[n:]
		return n, nil
	}
	return p.in.Read(b)
}
