package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// DefaultMaxBytes bounds one report as it is read: one text or HTML file, one
// line of JSON Lines, one element of a JSON array; after decompression.
const DefaultMaxBytes = 16 << 20

// Options shape reading. The zero value is what the commands use.
type Options struct {
	// MaxBytes bounds one report in bytes (see DefaultMaxBytes); a longer one is
	// not read, and costs no memory. 0 means DefaultMaxBytes.
	MaxBytes int64
	// AnyLanguage reads reports that do not look English, which are otherwise
	// recorded as not read.
	AnyLanguage bool
	// Now, if set, is the moment after which a time of publication cannot lie:
	// one more than a year later is ignored. Zero: any year before 2100 will do.
	Now time.Time
	// Stdin replaces standard input for the source "-"; nil means os.Stdin.
	Stdin io.Reader
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// MissingError says that a source named by the caller does not exist: wrong
// usage, found before anything is read.
type MissingError struct{ Source string }

func (e *MissingError) Error() string {
	if strings.HasPrefix(e.Source, "http://") || strings.HasPrefix(e.Source, "https://") {
		return fmt.Sprintf("%s is an address, not a file", e.Source)
	}
	return fmt.Sprintf("%s: no such file or folder; check the path", e.Source)
}

// Unwrap lets errors.Is(err, fs.ErrNotExist) hold.
func (e *MissingError) Unwrap() error { return fs.ErrNotExist }

// Read reads every report of the sources in order: JSON Lines, a JSON array,
// plain text, HTML, each of them also gzipped, folders of them (sorted walk,
// hidden files and folders skipped), and "-" for standard input.
//
// What cannot be read is yielded as a NotRead that says why. Read returns an
// error only for wrong usage (a *MissingError, before anything is yielded), for
// an ended ctx, and for the error that yield returned.
func Read(ctx context.Context, sources []string, opt Options, yield func(Item) error) error {
	if err := Check(sources); err != nil {
		return err
	}
	r := &reader{ctx: ctx, opt: opt, yield: yield}
	for _, s := range sources {
		if err := r.source(s); err != nil {
			return err
		}
	}
	return r.drain(0)
}

// Check gives a *MissingError for the first source that does not exist. Read
// calls it; a caller with sources of other kinds beside files calls it first.
func Check(sources []string) error {
	for _, s := range sources {
		if s == "-" {
			continue
		}
		if _, err := os.Stat(s); errors.Is(err, fs.ErrNotExist) {
			return &MissingError{Source: s}
		}
	}
	return nil
}

// reader carries one Read.
type reader struct {
	ctx   context.Context
	opt   Options
	yield func(Item) error
	// nested marks what stands inside an archive, where no archive is opened.
	nested bool
	queue  queue
}

// emit yields one item, behind those that are still being made, unless ctx has
// ended.
func (r *reader) emit(it Item) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if len(r.queue.waiting) == 0 {
		return r.yield(it)
	}
	done := newSlot()
	done <- it
	r.queue.waiting = append(r.queue.waiting, done)
	return r.drain(2 * runtime.GOMAXPROCS(0))
}

// fail yields a NotRead. line is 0 where lines mean nothing.
func (r *reader) fail(name, source string, line int, reason string) error {
	return r.emit(notRead(name, source, line, reason))
}

func notRead(name, source string, line int, reason string) Item {
	return Item{NotRead: &NotRead{Name: name, Source: source, Line: line, Reason: reason}}
}

func (r *reader) source(s string) error {
	if s == "-" {
		in := r.opt.Stdin
		if in == nil {
			in = os.Stdin
		}
		return r.stream("-", "standard input", in)
	}
	info, err := os.Stat(s)
	if err != nil {
		return r.fail(s, s, 0, "cannot be opened: "+plainError(err))
	}
	if info.IsDir() {
		return r.folder(s)
	}
	return r.file(s, filepath.Base(s))
}

// folder reads the files below dir in the order of their paths.
func (r *reader) folder(dir string) error {
	found := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if ctxErr := r.ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		if err != nil {
			return r.fail(path, path, 0, "cannot be opened: "+plainError(err))
		}
		if path != dir && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		found++
		info, err := os.Stat(path) // follows a link to a file
		if err != nil {
			return r.fail(path, path, 0, "cannot be opened: "+plainError(err))
		}
		if info.IsDir() {
			return r.fail(path, path, 0, "is a link to a folder, which is not followed; name that folder itself")
		}
		if !info.Mode().IsRegular() {
			return r.fail(path, path, 0, "is not a regular file")
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			name = path
		}
		return r.file(path, filepath.ToSlash(name))
	})
	if err == nil && found == 0 {
		return r.fail(dir, dir, 0, "the folder holds no files")
	}
	return err
}

// file reads one file; name is how a report without an id of its own is called.
func (r *reader) file(path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return r.fail(path, path, 0, "cannot be opened: "+plainError(err))
	}
	defer f.Close()
	return r.stream(path, name, f)
}

// plainError is the message of err without the path that a *fs.PathError repeats.
func plainError(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// ReadAll collects what Read yields; for small inputs and for tests.
func ReadAll(ctx context.Context, sources []string, opt Options) ([]Item, error) {
	var items []Item
	err := Read(ctx, sources, opt, func(it Item) error {
		items = append(items, it)
		return nil
	})
	return slices.Clip(items), err
}

// Stream reads one open input in any of the formats of Read. source names it in
// messages and in NotRead; name is what a report without an id is called.
func Stream(ctx context.Context, source, name string, in io.Reader, opt Options, yield func(Item) error) error {
	r := &reader{ctx: ctx, opt: opt, yield: yield}
	if err := r.stream(source, name, in); err != nil {
		return err
	}
	return r.drain(0)
}
