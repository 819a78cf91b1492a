package cache

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math"
	"os"
	"time"
)

// A Reader reads what a Writer wrote, in the same order. After the first error
// it gives zeros, and Err tells it.
type Reader struct {
	file *os.File // nil where it reads from another reader
	in   io.Reader
	buf  []byte // of the present block, what is left
	all  []byte
	sum  [sha256.Size]byte
	last bool
	err  error
	left int64 // at most so many bytes can follow
}

// Open opens the file at path if its first line is head.
func Open(path, head string) (*Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, ErrStale
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, ErrStale
	}
	r := NewReader(f, head, info.Size())
	r.file = f
	if r.err != nil {
		f.Close()
		return nil, r.err
	}
	return r, nil
}

// Head gives the first line of the file at path, "" if it has none.
func Head(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	line, err := bufio.NewReader(io.LimitReader(f, maxHead)).ReadString('\n')
	if err != nil {
		return ""
	}
	return line[:len(line)-1]
}

// NewReader reads from in, which holds at most size bytes.
func NewReader(in io.Reader, head string, size int64) *Reader {
	r := &Reader{in: in, left: size, sum: sha256.Sum256([]byte(head))}
	first := make([]byte, len(head)+1)
	if _, err := io.ReadFull(in, first); err != nil || string(first) != head+"\n" {
		r.err = ErrStale
	}
	return r
}

// Close closes the file.
func (r *Reader) Close() error { return r.file.Close() }

// Err is ErrStale if anything read so far was not as written.
func (r *Reader) Err() error { return r.err }

// End is Err, or ErrStale if something is left to be read.
func (r *Reader) End() error {
	if r.err == nil && (len(r.buf) > 0 || !r.last) {
		r.fail()
	}
	return r.err
}

func (r *Reader) fail() { r.err, r.buf = ErrStale, nil }

// more reads and checks the next block.
func (r *Reader) more() bool {
	var head [4 + sha256.Size]byte
	if r.err != nil || r.last {
		r.fail()
		return false
	}
	if _, err := io.ReadFull(r.in, head[:]); err != nil {
		r.fail()
		return false
	}
	n := binary.LittleEndian.Uint32(head[:])
	r.last = n&lastBlock != 0
	n &^= lastBlock
	if n > blockBytes+2*binary.MaxVarintLen64 {
		r.fail()
		return false
	}
	if cap(r.all) < int(n) {
		r.all = make([]byte, blockBytes+2*binary.MaxVarintLen64)
	}
	r.buf = r.all[:n]
	if _, err := io.ReadFull(r.in, r.buf); err != nil {
		r.fail()
		return false
	}
	h := sha256.New()
	h.Write(r.sum[:])
	h.Write(head[:4])
	h.Write(r.buf)
	h.Sum(r.sum[:0])
	if [sha256.Size]byte(head[4:]) != r.sum {
		r.fail()
		return false
	}
	r.left -= int64(len(head)) + int64(n)
	return true
}

// byte gives the next one; it makes a Reader an io.ByteReader for numbers that
// lie in two blocks.
func (r *Reader) ReadByte() (byte, error) {
	for len(r.buf) == 0 {
		if !r.more() {
			return 0, r.err
		}
	}
	c := r.buf[0]
	r.buf = r.buf[1:]
	return c, nil
}

// Uint reads what Writer.Uint wrote.
func (r *Reader) Uint() uint64 {
	if n, k := binary.Uvarint(r.buf); k > 0 {
		r.buf = r.buf[k:]
		return n
	}
	n, err := binary.ReadUvarint(r)
	if err != nil {
		r.fail()
		return 0
	}
	return n
}

// Int reads what Writer.Int wrote.
func (r *Reader) Int() int64 {
	u := r.Uint()
	n := int64(u >> 1)
	if u&1 != 0 {
		n = ^n
	}
	return n
}

// Len reads the length of a list of which each takes at least size bytes; 0
// where so many cannot follow.
func (r *Reader) Len(size int) int {
	n := r.Uint()
	if n > math.MaxInt32 || int64(n)*int64(size) > r.left+int64(len(r.buf)) {
		r.fail()
		return 0
	}
	return int(n)
}

// fill reads into b.
func (r *Reader) fill(b []byte) {
	for len(b) > 0 {
		if len(r.buf) == 0 && !r.more() {
			clear(b)
			return
		}
		n := copy(b, r.buf)
		r.buf, b = r.buf[n:], b[n:]
	}
}

// Float reads what Writer.Float wrote.
func (r *Reader) Float() float64 {
	var b [8]byte
	r.fill(b[:])
	return math.Float64frombits(binary.LittleEndian.Uint64(b[:]))
}

// Bytes reads what Writer.Bytes wrote, with room for more behind it.
func (r *Reader) Bytes(more int) []byte {
	n := r.Len(1)
	b := make([]byte, n, n+more)
	r.fill(b)
	return b
}

// String reads a string.
func (r *Reader) String() string { return string(r.Bytes(0)) }

// Strings reads a list of strings.
func (r *Reader) Strings() []string {
	n := r.Len(1)
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = r.String()
	}
	return out
}

// Time reads what Writer.Time wrote.
func (r *Reader) Time() time.Time {
	n := r.Uint()
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(r.Int(), int64(n-1)).UTC()
}

// List reads what Numbers wrote, nil for an empty list.
func List[T number](r *Reader) []T {
	width := widthOf[T]()
	n := r.Len(width)
	if n == 0 {
		return nil
	}
	out := make([]T, n)
	for i := 0; i < n; {
		if len(r.buf) < width { // the rest of a block, or its end
			var b [8]byte
			r.fill(b[:width])
			out[i] = T(binary.LittleEndian.Uint64(b[:]))
			if r.err != nil {
				return nil
			}
			i++
			continue
		}
		k := min(n-i, len(r.buf)/width)
		b := r.buf
		for j := range out[i : i+k] {
			switch width {
			case 1:
				out[i+j] = T(b[j])
			case 2:
				out[i+j] = T(binary.LittleEndian.Uint16(b[2*j:]))
			case 4:
				out[i+j] = T(binary.LittleEndian.Uint32(b[4*j:]))
			default:
				out[i+j] = T(binary.LittleEndian.Uint64(b[8*j:]))
			}
		}
		r.buf = r.buf[k*width:]
		i += k
	}
	return out
}
