package report

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
)

const (
	zipMagic = "PK\x03\x04"
	plainZip = "is a zip archive or an office document; unpack it, or save its text as .txt"
)

// Bounds of a zip archive.
const zipEntries = 100_000

// zip reads the web archives of a WACZ file (specs.webrecorder.net/wacz): a zip
// file with WARC files in its folder "archive". Other zip files are refused.
// The folder stands at the end of a zip file, so it must lie on disk or in memory.
func (r *reader) zip(source, name string, in io.Reader) error {
	at, size := randomAccess(in)
	if at == nil {
		return r.fail(name, source, 0, "is a zip archive, which cannot be read from a pipe; if it is a web archive (WACZ), save it and give the file")
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		if !strings.EqualFold(path.Ext(name), ".wacz") {
			return r.fail(name, source, 0, plainZip)
		}
		return r.fail(name, source, 0, "is not a sound web archive (WACZ: "+strings.TrimPrefix(err.Error(), "zip: ")+"); fetch it again")
	}
	if len(z.File) > zipEntries {
		return r.fail(name, source, 0, fmt.Sprintf("is a zip archive of more than %d files, which is not opened; unpack it", zipEntries))
	}
	found := 0
	for _, f := range z.File {
		low := strings.ToLower(f.Name)
		if path.Dir(low) != "archive" || !strings.HasSuffix(low, ".warc") && !strings.HasSuffix(low, ".warc.gz") {
			continue
		}
		found++
		inner := source + "!" + field(f.Name)
		if err := r.zipped(inner, f); err != nil {
			return err
		}
	}
	if found == 0 {
		return r.fail(name, source, 0, plainZip)
	}
	return nil
}

// zipped reads one WARC file of a zip archive.
func (r *reader) zipped(source string, f *zip.File) error {
	in, err := f.Open()
	if err != nil {
		return r.fail(source, source, 0, "cannot be unpacked ("+strings.TrimPrefix(err.Error(), "zip: ")+")")
	}
	defer in.Close()
	br := bufio.NewReaderSize(&unzip{in: in, packed: int64(f.CompressedSize64)}, peekBytes)
	head, err := br.Peek(2)
	if err != nil {
		return r.fail(source, source, 0, readFailure(err))
	}
	return r.warc(source, br, bytes.Equal(head, []byte{0x1f, 0x8b}))
}

// unzip reads an entry of a zip file and stops at a bomb.
type unzip struct {
	in          io.Reader
	packed, out int64
}

func (u *unzip) Read(p []byte) (int, error) {
	n, err := u.in.Read(p)
	u.out += int64(n)
	if u.out > bombFree && u.out > bombRatio*u.packed {
		return n, errBomb
	}
	return n, err
}

// randomAccess gives the input as a file that can be read at any place, nil if
// it is a stream.
func randomAccess(in io.Reader) (io.ReaderAt, int64) {
	switch f := in.(type) {
	case *os.File:
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			return f, st.Size()
		}
	case interface {
		io.ReaderAt
		Size() int64
	}:
		return f, f.Size()
	}
	return nil, 0
}

// zippedArchive tells whether the gzip data at hand unpacks to a web archive.
func zippedArchive(br *bufio.Reader) bool {
	head, _ := br.Peek(peekBytes)
	zr, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	start := make([]byte, len(arcMagic))
	n, err := io.ReadFull(zr, start)
	return n >= 5 && string(start[:5]) == "WARC/" || err == nil && string(start) == arcMagic
}
