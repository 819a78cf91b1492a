// Package cache writes and reads files that hold what can be worked out anew:
// checked, tied to what made them, and whole or not there.
//
// A file is a first line that names its kind, format and maker, and blocks, each
// with the SHA-256 over the block before it and its own bytes. A reader that
// expects another first line, or meets a block that is damaged, in another place
// or missing, gets ErrStale before any of the block's bytes.
package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"
)

// ErrStale says that a file is missing, damaged or of another maker.
var ErrStale = errors.New("the cache is missing, damaged or of another version")

const (
	blockBytes = 256 << 10
	lastBlock  = 1 << 31 // in the length of the last block
	maxHead    = 200
)

// A Writer writes values one after the other. The first error stays, and
// Commit returns it.
type Writer struct {
	path string
	part *os.File // nil where it writes to another writer
	out  io.Writer
	buf  []byte
	sum  [sha256.Size]byte
	hash hash.Hash
	err  error
	size int64
}

// NewWriter writes to out, of which Finish writes the rest. head has no line break.
func NewWriter(out io.Writer, head string) *Writer {
	w := &Writer{out: out, hash: sha256.New(), buf: make([]byte, 0, blockBytes+binary.MaxVarintLen64)}
	w.sum = sha256.Sum256([]byte(head))
	_, w.err = io.WriteString(out, head+"\n")
	return w
}

// Create begins a file that takes path's place at Commit.
func Create(path, head string) (*Writer, error) {
	// Of a process that was killed before it committed.
	if old, err := filepath.Glob(escapeGlob(path) + ".part-*"); err == nil {
		for _, f := range old {
			if info, err := os.Stat(f); err == nil && time.Since(info.ModTime()) > time.Hour {
				os.Remove(f)
			}
		}
	}
	// Whoever may read the folder's other files may read this one.
	f, err := os.OpenFile(fmt.Sprintf("%s.part-%d-%d", path, os.Getpid(), time.Now().UnixNano()), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	w := NewWriter(f, head)
	w.path, w.part = path, f
	return w, nil
}

// escapeGlob makes a pattern that means the path itself.
func escapeGlob(path string) string {
	var b []byte
	for i := 0; i < len(path); i++ {
		switch path[i] {
		case '*', '?', '[':
			b = append(b, '[', path[i], ']')
		case '\\':
			b = append(b, '\\', '\\')
		default:
			b = append(b, path[i])
		}
	}
	return string(b)
}

// Commit makes the file durable and puts it in its place.
func (w *Writer) Commit() error {
	err := w.Finish()
	if err == nil {
		err = w.part.Sync()
	}
	if err = errors.Join(err, w.part.Close()); err == nil {
		err = os.Rename(w.part.Name(), w.path)
	}
	if err != nil {
		os.Remove(w.part.Name())
		return fmt.Errorf("writing %s: %w", w.path, err)
	}
	return nil
}

// Drop leaves what was at path before.
func (w *Writer) Drop() {
	w.part.Close()
	os.Remove(w.part.Name())
}

// Finish writes the last block; for a Writer that Create made, Commit does.
func (w *Writer) Finish() error {
	w.block(lastBlock)
	return w.err
}

// Size is the number of bytes so far, without the first line.
func (w *Writer) Size() int64 { return w.size + int64(len(w.buf)) }

func (w *Writer) block(mark uint32) {
	if w.err != nil {
		w.buf = w.buf[:0]
		return
	}
	w.hash.Reset()
	w.hash.Write(w.sum[:])
	var head [4 + sha256.Size]byte
	binary.LittleEndian.PutUint32(head[:], uint32(len(w.buf))|mark)
	w.hash.Write(head[:4])
	w.hash.Write(w.buf)
	w.hash.Sum(w.sum[:0])
	copy(head[4:], w.sum[:])
	if _, w.err = w.out.Write(head[:]); w.err == nil {
		_, w.err = w.out.Write(w.buf)
	}
	w.size += int64(len(head) + len(w.buf))
	w.buf = w.buf[:0]
}

// room writes a block where the present one is full.
func (w *Writer) room() {
	if len(w.buf) >= blockBytes {
		w.block(0)
	}
}

// Uint writes a number of as many bytes as it needs.
func (w *Writer) Uint(n uint64) {
	w.room()
	w.buf = binary.AppendUvarint(w.buf, n)
}

// Int writes a number of either sign.
func (w *Writer) Int(n int64) {
	w.room()
	w.buf = binary.AppendVarint(w.buf, n)
}

// Float writes a number in full.
func (w *Writer) Float(x float64) {
	w.room()
	w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(x))
}

// Bytes writes a run of bytes with its length.
func (w *Writer) Bytes(b []byte) {
	w.Uint(uint64(len(b)))
	for len(b) > 0 {
		w.room()
		n := min(len(b), blockBytes-len(w.buf)+binary.MaxVarintLen64)
		w.buf = append(w.buf, b[:n]...)
		b = b[n:]
	}
}

// String writes a string.
func (w *Writer) String(s string) { w.Bytes([]byte(s)) }

// Strings writes a list of strings.
func (w *Writer) Strings(list []string) {
	w.Uint(uint64(len(list)))
	for _, s := range list {
		w.String(s)
	}
}

// Time writes a time to the nanosecond, in UTC.
func (w *Writer) Time(t time.Time) {
	if t.IsZero() {
		w.Uint(0)
		return
	}
	w.Uint(1 + uint64(t.Nanosecond()))
	w.Int(t.Unix())
}

// number is what lists are made of.
type number interface {
	~uint8 | ~int16 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64 | ~int
}

// Numbers writes a list of numbers, each in full.
func Numbers[T number](w *Writer, list []T) {
	w.Uint(uint64(len(list)))
	width := widthOf[T]()
	for len(list) > 0 {
		w.room()
		n := min(len(list), (blockBytes-len(w.buf))/width+1)
		for _, x := range list[:n] {
			switch width {
			case 1:
				w.buf = append(w.buf, byte(x))
			case 2:
				w.buf = binary.LittleEndian.AppendUint16(w.buf, uint16(x))
			case 4:
				w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(x))
			default:
				w.buf = binary.LittleEndian.AppendUint64(w.buf, uint64(x))
			}
		}
		list = list[n:]
	}
}

// widthOf is the number of bytes of a number; eight for an int on every machine.
func widthOf[T number]() int {
	var zero T
	switch any(zero).(type) {
	case uint8:
		return 1
	case int16, uint16:
		return 2
	case int32, uint32:
		return 4
	}
	return 8
}
