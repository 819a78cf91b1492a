package report

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// WARC 1.0 and 1.1 (ISO 28500; iipc.github.io/warc-specifications): records of
// named fields and a block of Content-Length bytes, each followed by two line
// breaks, in a .warc.gz each in a gzip member of its own.

// Bounds of a record's fields.
const (
	warcLine   = 64 << 10
	warcFields = 1000
)

// warcReader reads the records of one web archive.
type warcReader struct {
	r      *reader
	source string
	push   *pushback
	br     *bufio.Reader // over push
	n      int           // records met
	arc    bool          // of the older form
	lost   bool          // something was lost since the last sound record, and said
	spare  int64         // bytes that may still be given back
	told   int           // items yielded
	passed passedOver
}

// warcRecord is one record; its fields have lower-case names.
type warcRecord struct {
	fields map[string]string
	length int64
	block  []byte
}

// warc reads a web archive: the HTML pages of its responses and resources, and
// the texts, JSON and XML among them. in is gzip data or a bare archive.
func (r *reader) warc(source string, in io.Reader, gzipped bool) error {
	w := &warcReader{r: r, source: source, spare: tapeSpare}
	w.push = &pushback{in: in}
	if gzipped {
		w.push.in = newMembers(in)
	}
	w.br = bufio.NewReaderSize(w.push, peekBytes)
	err := w.records()
	if errors.Is(err, errStop) {
		return nil
	}
	if err != nil {
		return err
	}
	if reason := w.passed.reason(); reason != "" {
		return r.fail(source, source, 0, reason)
	}
	if w.told == 0 {
		return r.fail(source, source, 0, "is a web archive without a page")
	}
	return nil
}

// errStop ends an archive of which the rest cannot be read, once that was said.
var errStop = errors.New("the rest cannot be read")

func (w *warcReader) name() string { return fmt.Sprintf("%s#%d", w.source, w.n) }

// loss says that something was lost, once until the next sound record.
func (w *warcReader) loss(reason string) error {
	if w.lost {
		return nil
	}
	w.lost = true
	w.told++
	return w.r.fail(w.name(), w.source, 0, reason)
}

// failure handles an error of reading: a gap is passed over, anything else
// ends the archive.
func (w *warcReader) failure(err error) error {
	if errors.Is(err, errGap) {
		return w.loss(fmt.Sprintf("its gzip data is damaged at record %d; reading went on behind it; fetch the archive again", w.n))
	}
	w.lost = false
	if err := w.loss(readFailure(err) + fmt.Sprintf("; the %d records before were read", w.n)); err != nil {
		return err
	}
	return errStop
}

func (w *warcReader) records() error {
	var buf []byte
	for {
		line, size, err := readLine(w.br, buf[:0], warcLine)
		buf = line
		if text := bytes.TrimSpace(line); bytes.HasPrefix(text, []byte("WARC/")) && size <= warcLine && err == nil {
			w.n++
			if err := w.record(w.fields); err != nil {
				return err
			}
			continue
		} else if rec := arcRecord(text); rec != nil && (w.arc || rec.opensARC()) && size <= warcLine && err == nil {
			w.arc = true
			w.n++
			if err := w.record(func() (*warcRecord, error) { return rec, nil }); err != nil {
				return err
			}
			continue
		} else if len(text) > 0 || size > warcLine {
			if err := w.loss(fmt.Sprintf("what stands after record %d is no record of a web archive; it was skipped up to the next one", w.n)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			w.n++
			if err := w.failure(err); err != nil {
				return err
			}
		}
	}
}

// record reads the record whose first line was just read, and yields its page.
func (w *warcReader) record(fields func() (*warcRecord, error)) error {
	rec, err := fields()
	if err == nil {
		err = w.block(rec)
	}
	switch {
	case errors.Is(err, errNoLength):
		return w.loss(fmt.Sprintf("record %d does not say how long it is; it was skipped up to the next one", w.n))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return w.loss(fmt.Sprintf("the archive is cut short: it ends in the middle of record %d; fetch it again", w.n))
	case err != nil:
		return w.failure(err)
	}
	w.lost = false
	return w.page(rec)
}

var errNoLength = errors.New("no length")

// fields reads the named fields up to the blank line.
func (w *warcReader) fields() (*warcRecord, error) {
	rec := &warcRecord{fields: map[string]string{}}
	last := ""
	for range warcFields {
		line, size, err := readLine(w.br, nil, warcLine)
		if err != nil {
			return nil, err
		}
		if size > warcLine {
			continue
		}
		text := strings.TrimSpace(string(line))
		if text == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' { // goes on from the line before
			if last != "" && len(rec.fields[last]) < warcLine {
				rec.fields[last] += " " + text
			}
			continue
		}
		if name, value, ok := strings.Cut(text, ":"); ok {
			last = strings.ToLower(strings.TrimSpace(name))
			rec.fields[last] = strings.TrimSpace(value)
		}
	}
	n, err := strconv.ParseInt(rec.fields["content-length"], 10, 64)
	if err != nil || n < 0 {
		return nil, errNoLength
	}
	rec.length = n
	return rec, nil
}

// block reads the record's block as far as it is wanted, and passes over the
// rest. A block that swallowed the records behind it gives them back.
func (w *warcReader) block(rec *warcRecord) error {
	kind := strings.ToLower(rec.fields["warc-type"])
	limit := w.r.opt.maxBytes() + warcLine // the page and its HTTP fields
	if kind != "response" && kind != "resource" && kind != "conversion" || rec.length > limit {
		_, err := io.CopyN(io.Discard, w.br, rec.length)
		return err
	}
	var buf bytes.Buffer
	buf.Grow(int(min(rec.length, peekBytes))) // not all of it: lengths lie
	_, err := io.CopyN(&buf, w.br, rec.length)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	rec.block = buf.Bytes()
	ahead := 2
	if w.arc {
		ahead = 1 // one line break stands there; what lies beyond may be damaged
	}
	if end, _ := w.br.Peek(ahead); err == nil && (len(end) < ahead || bytes.Equal(end, []byte("\r\n")) || end[0] == '\n') {
		return nil
	}
	if w.arc {
		if at := arcNext.FindIndex(rec.block); at != nil && w.giveBack(rec.block[at[0]+1:]) {
			rec.block, err = rec.block[:at[0]], nil
		}
		return err
	}
	if i := bytes.Index(rec.block, nextRecord); i >= 0 && w.giveBack(rec.block[i+4:]) {
		rec.block, err = rec.block[:i], nil
	}
	return err
}

// nextRecord stands between two records.
var nextRecord = []byte("\r\n\r\nWARC/1.")

// giveBack makes tail the next bytes to be read, if that may still be done.
func (w *warcReader) giveBack(tail []byte) bool {
	if int64(len(tail)) > w.spare {
		return false
	}
	w.spare -= int64(len(tail))
	ahead, _ := w.br.Peek(w.br.Buffered())
	w.push.pushed = bytes.Join([][]byte{tail, ahead, w.push.pushed}, nil)
	w.br.Reset(w.push)
	return true
}

// page yields what the record holds, or counts why it is passed over.
func (w *warcReader) page(rec *warcRecord) error {
	target := strings.Trim(rec.fields["warc-target-uri"], "<>") // wget writes brackets
	switch strings.ToLower(rec.fields["warc-type"]) {
	case "response", "resource", "conversion":
	case "revisit":
		w.passed.revisits++
		return nil
	default: // requests, metadata and the like hold nothing that was published
		return nil
	}
	w.passed.pages++
	if rec.block == nil && rec.length > 0 {
		w.told++
		return w.r.fail(first(target, w.name()), w.source, 0, wholeFailure(errTooLong, w.r.opt.maxBytes()))
	}
	body, contentType, notes := rec.block, rec.fields["content-type"], []string(nil)
	if bytes.HasPrefix(body, []byte("HTTP/")) {
		res := parseResponse(body)
		if res.status < 200 || res.status > 299 || res.status == 206 {
			w.passed.errors++
			return nil
		}
		var note string
		body, note = res.payload(w.r.opt.maxBytes())
		if note != "" {
			notes = append(notes, note)
		}
		contentType = res.fields["content-type"]
	}
	if why := rec.fields["warc-truncated"]; why != "" {
		notes = append(notes, "the archive holds only a part of the page ("+field(why)+")")
	}
	h := Hints{Source: w.source, URL: target, ContentType: contentType, Notes: notes}
	opt := w.r.opt
	if at, err := ParseTime(rec.fields["warc-date"], opt.Now); err == nil {
		// Nothing was published later than it was stored.
		h.Seen, opt.Now = at, at
	}
	return w.read(body, h, opt)
}

// read yields the page by its kind.
func (w *warcReader) read(body []byte, h Hints, opt Options) error {
	switch kind := pageKind(body, h); kind {
	case kindHTML:
		w.told++
		if h.URL == "" {
			h.Name = w.name()
		}
		return w.r.later(func() Item { return FromHTML(body, h, opt) })
	case kindText:
		if h.URL == "" {
			h.Name = w.name()
		}
		w.told++
		return w.r.emit(FromText(body, h, opt))
	case kindData:
		// Answers of programs are JSON and XML too: only what is a report counts.
		found := 0
		sub := &reader{ctx: w.r.ctx, opt: opt, nested: true, yield: func(it Item) error {
			if it.Report == nil {
				return nil
			}
			found++
			w.told++
			if it.Report.Seen.IsZero() {
				it.Report.Seen = h.Seen
			}
			return w.r.emit(it)
		}}
		if err := sub.stream(w.source, h.URL, bytes.NewReader(body)); err != nil {
			return err
		}
		if err := sub.drain(0); err != nil {
			return err
		}
		if found == 0 {
			w.passed.others++
		}
	default:
		w.passed.others++
	}
	return nil
}

// Kinds of pages in an archive.
type archived int

const (
	kindOther archived = iota
	kindHTML
	kindText
	kindData
)

// pageKind tells how a stored page is read.
func pageKind(body []byte, h Hints) archived {
	media, _, _ := strings.Cut(h.ContentType, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	u, err := url.Parse(h.URL)
	if err == nil && u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "file" {
		return kindOther // what crawlers store about pages and themselves: "urn:pageinfo:…", "metadata://…"
	}
	switch {
	case media == "text/html", media == "application/xhtml+xml":
		return kindHTML
	case media == "" && looksLikeHTML(body):
		return kindHTML
	case media == "text/plain":
		if err == nil {
			switch base := strings.ToLower(path.Base(u.Path)); {
			case base == "robots.txt" || base == "ads.txt" || base == "app-ads.txt" || base == "humans.txt" || base == "security.txt" || base == "llms.txt":
				return kindOther
			case path.Ext(base) == ".js" || path.Ext(base) == ".css":
				return kindOther
			}
		}
		return kindText
	case strings.HasSuffix(media, "json"), strings.HasSuffix(media, "/xml"), strings.HasSuffix(media, "+xml") && media != "image/svg+xml", media == "text/csv":
		return kindData
	}
	return kindOther
}

// looksLikeHTML tells whether a page without a content type is HTML.
func looksLikeHTML(body []byte) bool {
	body = bytes.TrimSpace(body[:min(len(body), peekBytes)])
	return len(body) > 0 && body[0] == '<' && startsHTML(bytes.ToLower(body[:min(len(body), 4096)]))
}

// passedOver counts what an archive holds beside articles.
type passedOver struct{ pages, revisits, errors, others int }

// reason words the count, "" if nothing was passed over.
func (p passedOver) reason() string {
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	add(p.revisits, "revisit (the page is stored elsewhere)", "revisits (the pages are stored elsewhere)")
	add(p.errors, "redirect or error", "redirects or errors")
	add(p.others, "picture, script or data without a report", "pictures, scripts or data without a report")
	if len(parts) == 0 {
		return ""
	}
	all := "its 1 page"
	if n := p.pages + p.revisits; n != 1 {
		all = fmt.Sprintf("its %d pages", n)
	}
	return fmt.Sprintf("of %s these are passed over: %s", all, strings.Join(parts, ", "))
}
