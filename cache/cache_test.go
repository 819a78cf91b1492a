package cache

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func numbers(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i * i)
	}
	return out
}

// write puts values of every kind over several blocks.
func write(w *Writer) {
	for i := range 3000 {
		w.Uint(uint64(i) << 30)
		w.Int(-int64(i) * 7)
		w.String(strings.Repeat("ü", i%70))
	}
	Numbers(w, numbers(200_001))
	Numbers(w, []uint8{1, 2, 255})
	Numbers(w, []int64{-1 << 60})
	w.Bytes(bytes.Repeat([]byte("flood"), 200_000))
	w.Time(time.Date(2031, 5, 2, 1, 2, 3, 4, time.UTC))
	w.Time(time.Time{})
	w.Strings([]string{"", "a"})
	w.Float(0.1)
}

// read gives what is wrong with what it reads.
func read(r *Reader) error {
	bad := ""
	for i := range 3000 {
		if r.Uint() != uint64(i)<<30 || r.Int() != -int64(i)*7 || r.String() != strings.Repeat("ü", i%70) {
			bad = fmt.Sprint("values of ", i)
			break
		}
	}
	switch {
	case bad != "":
	case !slices.Equal(List[int32](r), numbers(200_001)), !slices.Equal(List[uint8](r), []uint8{1, 2, 255}), !slices.Equal(List[int64](r), []int64{-1 << 60}):
		bad = "numbers"
	case !bytes.Equal(r.Bytes(0), bytes.Repeat([]byte("flood"), 200_000)):
		bad = "bytes"
	case !r.Time().Equal(time.Date(2031, 5, 2, 1, 2, 3, 4, time.UTC)), !r.Time().IsZero(), !slices.Equal(r.Strings(), []string{"", "a"}), r.Float() != 0.1:
		bad = "times, strings or the fraction"
	}
	if err := r.End(); err != nil {
		return err
	}
	if bad != "" {
		return errors.New(bad + " differ")
	}
	return nil
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x [1].cache")
	w, err := Create(path, "test 1")
	if err != nil {
		t.Fatal(err)
	}
	write(w)
	if _, err := Open(path, "test 1"); !errors.Is(err, ErrStale) {
		t.Errorf("before it is committed: %v", err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, "test 1")
	if err != nil {
		t.Fatal(err)
	}
	if err := read(r); err != nil {
		t.Error(err)
	}
	r.Close()
	if _, err := Open(path, "test 2"); !errors.Is(err, ErrStale) {
		t.Errorf("another version: %v", err)
	}
	if head := Head(path); head != "test 1" {
		t.Errorf("head %q", head)
	}
	// One that is dropped leaves the first, and what a killed process left goes in time.
	left := path + ".part-1-1"
	if err := os.WriteFile(left, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	if w, err = Create(path, "test 2"); err != nil {
		t.Fatal(err)
	}
	w.Drop()
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 || Head(path) != "test 1" {
		t.Errorf("%v %v", files, err)
	}
}

// A file that is cut off, or with any byte changed, is stale.
func TestDamage(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, "test")
	write(w)
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	check := func(data []byte) error { return read(NewReader(bytes.NewReader(data), "test", int64(len(data)))) }
	if err := check(whole); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 1 + len(whole)/60 {
		if err := check(whole[:i]); !errors.Is(err, ErrStale) {
			t.Errorf("cut at %d of %d: %v", i, len(whole), err)
		}
		damaged := slices.Clone(whole)
		damaged[i] ^= 1 << (i % 8)
		if err := check(damaged); !errors.Is(err, ErrStale) {
			t.Errorf("byte %d of %d changed: %v", i, len(whole), err)
		}
	}
}
