package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// format is how a stream is read.
type format int

const (
	formatText format = iota
	formatHTML
	formatJSONLines
	formatJSONValues // an array, or objects that run over several lines
	formatTable      // CSV and its like, with a header
	formatNewsML     // NewsML-G2, NewsML 1, NITF
	formatArchive    // WARC, ARC
	formatFeed
	formatBinary
	formatEmpty
)

// peekBytes is how much of a stream is looked at to tell its format.
const peekBytes = 64 << 10

// stream reads one file or standard input, whatever its format. source names
// it in messages, name is what a report without an id of its own is called.
func (r *reader) stream(source, name string, in io.Reader) error {
	br := bufio.NewReaderSize(in, peekBytes)
	head, err := br.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.fail(name, source, 0, "cannot be read: "+plainError(err))
	}
	if bytes.Equal(head, []byte{0x1f, 0x8b}) {
		if r.nested {
			return r.fail(name, source, 0, "is compressed twice; unpack it first")
		}
		if n := strings.ToLower(name); strings.HasSuffix(n, ".warc.gz") || strings.HasSuffix(n, ".arc.gz") || zippedArchive(br) {
			return r.warc(source, br, true)
		}
		zr, err := newGunzip(br)
		if err != nil {
			return r.fail(name, source, 0, "is not a sound gzip file ("+err.Error()+"); fetch it again")
		}
		br = bufio.NewReaderSize(zr, peekBytes)
		name = strings.TrimSuffix(name, ".gz")
	}
	br = skipMark(br)
	head, err = br.Peek(peekBytes)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) && len(head) == 0 {
		return r.fail(name, source, 0, readFailure(err))
	}
	if bytes.HasPrefix(head, []byte(zipMagic)) && !r.nested {
		return r.zip(source, name, in)
	}
	switch kind, what := sniff(head, name); kind {
	case formatEmpty:
		return r.fail(name, source, 0, "is empty")
	case formatBinary:
		return r.fail(name, source, 0, what)
	case formatFeed:
		return r.fail(name, source, 0, "is a feed, a sitemap or a list of feeds, which only lead to reports; give its address to sofar instead of the file, or follow it with sofar watch")
	case formatArchive:
		if r.nested {
			return r.fail(name, source, 0, "is an archive within an archive; unpack it first")
		}
		return r.warc(source, br, false)
	case formatTable:
		return r.table(source, name, br)
	case formatNewsML:
		return r.newsML(source, name, br)
	case formatJSONLines:
		return r.jsonLines(source, br)
	case formatJSONValues:
		return r.jsonValues(source, br)
	case formatHTML:
		data, err := readAllBounded(br, r.opt.maxBytes())
		if err != nil {
			return r.fail(name, source, 0, wholeFailure(err, r.opt.maxBytes()))
		}
		return r.later(func() Item { return FromHTML(data, Hints{Name: name, Source: source}, r.opt) })
	default:
		data, err := readAllBounded(br, r.opt.maxBytes())
		if err != nil {
			return r.fail(name, source, 0, wholeFailure(err, r.opt.maxBytes()))
		}
		return r.emit(FromText(data, Hints{Name: name, Source: source}, r.opt))
	}
}

// sniff tells the format from the first bytes and the file's name; what
// explains formatBinary.
func sniff(head []byte, name string) (f format, what string) {
	if bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte(arcMagic)) {
		return formatArchive, ""
	}
	if what := binaryKind(head); what != "" {
		return formatBinary, what
	}
	trimmed := bytes.TrimLeft(head, " \t\r\n\v\f")
	if len(trimmed) == 0 && len(head) < peekBytes {
		return formatEmpty, ""
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".text", ".md":
		return formatText, ""
	case ".html", ".htm", ".xhtml", ".shtml":
		return formatHTML, ""
	case ".jsonl", ".ndjson":
		return formatJSONLines, ""
	case ".json":
		return sniffJSON(trimmed), ""
	case ".csv", ".tsv", ".tab":
		return formatTable, ""
	}
	if len(trimmed) == 0 { // so much white space says nothing of what follows
		return formatText, ""
	}
	switch trimmed[0] {
	case '{', '[':
		line, _, _ := bytes.Cut(trimmed, []byte("\n"))
		line = bytes.TrimRight(line, " \t\r,")
		// Prose in brackets is no JSON.
		if json.Valid(line) || len(line) == 1 || looksLikeJSON(trimmed) {
			return sniffJSON(trimmed), ""
		}
	case '<':
		low := bytes.ToLower(trimmed[:min(len(trimmed), 4096)])
		for _, tag := range []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<opml"} {
			if bytes.Contains(low, []byte(tag)) {
				return formatFeed, ""
			}
		}
		if startsNewsML(trimmed) {
			return formatNewsML, ""
		}
		root := firstElement.FindSubmatch(trimmed[:min(len(trimmed), 8192)])
		if root != nil && (bytes.HasPrefix(low, []byte("<?xml")) || strings.EqualFold(path.Ext(name), ".xml")) && atom.Lookup(bytes.ToLower(root[1])) == 0 {
			return formatBinary, fmt.Sprintf("is XML of a kind that sofar does not read (<%s>); it reads NewsML, NITF and HTML", root[1][:min(len(root[1]), 60)])
		}
		if startsHTML(low) {
			return formatHTML, ""
		}
	default:
		if startsTable(trimmed) {
			return formatTable, ""
		}
	}
	return formatText, ""
}

// startsHTML tells whether low, the lower-cased start of a file, holds an
// element of HTML.
func startsHTML(low []byte) bool {
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<div", "<p>", "<p ", "<h1", "<!--", "<script"} {
		if bytes.Contains(low, []byte(tag)) {
			return true
		}
	}
	return false
}

// looksLikeJSON tells whether b starts as a JSON object or array of objects does.
func looksLikeJSON(b []byte) bool {
	b = bytes.TrimLeft(b, "[ \t\r\n")
	if len(b) == 0 || b[0] != '{' {
		return false
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n")
	return len(b) > 0 && (b[0] == '"' || b[0] == '}')
}

// sniffJSON tells JSON Lines from values that run over several lines.
func sniffJSON(trimmed []byte) format {
	line, rest, _ := bytes.Cut(trimmed, []byte("\n"))
	line = bytes.TrimRight(line, " \t\r")
	if len(line) < 2 || line[0] == '[' {
		return formatJSONValues
	}
	rest = bytes.TrimLeft(rest, " \t\r\n")
	if len(rest) > 0 && rest[0] != '{' && !json.Valid(bytes.TrimRight(line, ",")) {
		return formatJSONValues // the object goes on on the next line
	}
	return formatJSONLines
}

// magics are the first bytes of formats that people give by mistake, and what to do.
var magics = []struct{ magic, what string }{
	{"%PDF-", "is a PDF; save its text as .txt (for example with pdftotext) and give that"},
	{zipMagic, plainZip},
	{"\xd0\xcf\x11\xe0", "is an old office document; save its text as .txt"},
	{"{\\rtf", "is an RTF document; save its text as .txt"},
	{"\x89PNG", "is a picture, not text"},
	{"\xff\xd8\xff", "is a picture, not text"},
	{"GIF8", "is a picture, not text"},
	{"SQLite format 3\x00", "is a database, not a report; open a sofar ledger with --ledger"},
	{"BZh", "is compressed with bzip2; unpack it first"},
	{"\xfd7zXZ", "is compressed with xz; unpack it first"},
	{"\x28\xb5\x2f\xfd", "is compressed with zstd; unpack it first"},
}

// binaryKind says why head is not text, or "".
func binaryKind(head []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.what
		}
	}
	sample := head[:min(len(head), 8192)]
	odd := 0
	for _, c := range sample {
		if c == 0 {
			odd += 8 // text hardly ever holds a NUL
		} else if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b {
			odd++
		}
	}
	if odd > 8 && odd*10 > len(sample) {
		return "is a binary file, not text, HTML or JSON Lines"
	}
	return ""
}

// skipMark drops a byte order mark and turns UTF-16 into UTF-8.
func skipMark(br *bufio.Reader) *bufio.Reader {
	head, _ := br.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = br.Discard(3) // just peeked: cannot fail
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		utf16 := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
		return bufio.NewReaderSize(transform.NewReader(br, utf16.NewDecoder()), peekBytes)
	}
	return br
}

// Errors of bounded reading.
var (
	errTooLong = errors.New("too long")
	errBomb    = errors.New("expands more than a hundredfold")
)

// readAllBounded reads to the end, or fails with errTooLong after max bytes.
func readAllBounded(r io.Reader, max int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, max+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > max {
		return nil, errTooLong
	}
	return data, nil
}

// wholeFailure words the error of reading a file as one report.
func wholeFailure(err error, max int64) string {
	if errors.Is(err, errTooLong) {
		return "is longer than " + sizeWords(max) + ", more than a report can be; split it, or raise the limit with --max-bytes"
	}
	return readFailure(err)
}

// readFailure words an error of the underlying stream.
func readFailure(err error) string {
	switch {
	case errors.Is(err, errBomb):
		return "expands more than a hundredfold, as no reports do; unpack it yourself if you trust it"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "is cut short: its gzip data ends in the middle; fetch it again"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return "is damaged: its gzip data does not match its checksum; fetch it again"
	}
	return "cannot be read: " + plainError(err)
}

func sizeWords(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Bounds on expansion: text compresses 3 to 10 times, a bomb 1,000 times.
const (
	bombFree  = 64 << 20
	bombRatio = 100
)

// gunzip reads gzip data and stops at a bomb.
type gunzip struct {
	in  *counter
	zr  *gzip.Reader
	out int64
}

func newGunzip(r io.Reader) (*gunzip, error) {
	c := &counter{r: r}
	zr, err := gzip.NewReader(c)
	if err != nil {
		return nil, err
	}
	return &gunzip{in: c, zr: zr}, nil
}

func (g *gunzip) Read(p []byte) (int, error) {
	n, err := g.zr.Read(p)
	g.out += int64(n)
	if g.out > bombFree && g.out > bombRatio*g.in.n {
		return n, errBomb
	}
	return n, err
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// cleanUTF8 replaces each byte that is not valid UTF-8 by U+FFFD and counts them.
func cleanUTF8(b []byte) (string, int) {
	if utf8.Valid(b) {
		return string(b), 0
	}
	var sb strings.Builder
	sb.Grow(len(b) + 16)
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		sb.WriteRune(r)
		b = b[size:]
	}
	return sb.String(), n
}
