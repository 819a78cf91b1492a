package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// jsonLines reads one report a line. A bad line gives one NotRead and the rest
// is read; a line longer than the bound is passed over without keeping it.
func (r *reader) jsonLines(source string, br *bufio.Reader) error {
	var buf []byte
	for line := 1; ; line++ {
		var size int64
		var err error
		buf, size, err = readLine(br, buf[:0], r.opt.maxBytes())
		name := func() string { return fmt.Sprintf("%s:%d", source, line) }
		whole := err == nil || errors.Is(err, io.EOF)
		if whole && size > r.opt.maxBytes() {
			reason := fmt.Sprintf("the line is %s long, more than the %s that a report may have; it was skipped",
				sizeWords(size), sizeWords(r.opt.maxBytes()))
			if yerr := r.fail(name(), source, line, reason); yerr != nil {
				return yerr
			}
		} else if whole {
			if data := trimLine(buf); len(data) > 0 {
				if yerr := r.object(data, name(), source, line); yerr != nil {
					return yerr
				}
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.fail(name(), source, line, readFailure(err)+"; the lines before it were read")
		}
	}
}

// trimLine strips what stands around an object on its line: white space, a
// trailing comma, the brackets of an array written one object a line.
func trimLine(b []byte) []byte {
	b = bytes.TrimSpace(b)
	b = bytes.TrimSpace(bytes.TrimSuffix(b, []byte(",")))
	if len(b) == 1 && (b[0] == '[' || b[0] == ']') {
		return nil
	}
	return b
}

// readLine appends the next line to buf and gives its size without the line
// break. Past max bytes it only counts. err is io.EOF after the last line.
func readLine(br *bufio.Reader, buf []byte, max int64) (line []byte, size int64, err error) {
	for {
		part, err := br.ReadSlice('\n')
		size += int64(len(part))
		if size <= max+1 {
			buf = append(buf, part...)
		} else {
			buf = buf[:0]
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err == nil {
			size-- // the line break
		}
		return buf, size, err
	}
}

// jsonValues reads a JSON array of objects, or objects one after another that
// run over several lines. After a syntax error the rest cannot be found.
func (r *reader) jsonValues(source string, br *bufio.Reader) error {
	budget := &budgetReader{r: br, max: r.opt.maxBytes()}
	dec := json.NewDecoder(budget)
	n := 0
	stop := func(err error) error {
		offset := dec.InputOffset()
		if se := (*json.SyntaxError)(nil); errors.As(err, &se) {
			offset = max(offset, se.Offset)
		}
		line := budget.line(offset)
		where := fmt.Sprintf("%s:%d", source, line)
		var reason string
		switch {
		case errors.Is(err, errTooLong):
			reason = fmt.Sprintf("report %d is longer than %s; it and what follows were not read; give JSON Lines, one report a line", n+1, sizeWords(r.opt.maxBytes()))
		case errors.Is(err, io.ErrUnexpectedEOF):
			reason = fmt.Sprintf("the JSON ends in the middle of report %d; the file is cut short", n+1)
		default:
			reason = fmt.Sprintf("the JSON breaks off at report %d (%s); what follows was not read; give JSON Lines, one report a line, and only bad lines are lost", n+1, jsonMessage(err))
		}
		return r.fail(where, source, line, reason)
	}
	for {
		budget.left = budget.max
		tok, err := firstArrayToken(dec, budget)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return stop(err)
		}
		for tok && dec.More() {
			budget.left = budget.max
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return stop(err)
			}
			n++
			name := fmt.Sprintf("%s#%d", source, n)
			if err := r.object(raw, name, source, 0); err != nil {
				return err
			}
		}
		if tok {
			if _, err := dec.Token(); err != nil {
				return stop(err)
			}
			continue
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return stop(err)
		}
		n++
		if err := r.object(raw, fmt.Sprintf("%s#%d", source, n), source, 0); err != nil {
			return err
		}
	}
}

// firstArrayToken consumes "[" if the next value is an array, and says so.
func firstArrayToken(dec *json.Decoder, b *budgetReader) (bool, error) {
	if !dec.More() { // end of input, or a stray closing bracket
		_, err := dec.Token()
		if err == nil {
			err = errors.New("unexpected closing bracket")
		}
		return false, err
	}
	if b.at(dec.InputOffset()) != '[' {
		return false, nil
	}
	_, err := dec.Token()
	return true, err
}

// budgetReader fails with errTooLong when more than left bytes are read before
// left is set again. It keeps the places of line breaks and of the first byte
// of values, for messages.
type budgetReader struct {
	r         io.Reader
	left, max int64
	off       int64
	lines     []int64 // offsets of line breaks
	window    []byte  // the bytes read last
	windowOff int64
}

// windowBytes is more than json.Decoder reads ahead of a small value.
const windowBytes = 1 << 20

func (b *budgetReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	p = p[:min(int64(len(p)), 32<<10, b.left)]
	n, err := b.r.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			b.lines = append(b.lines, b.off+int64(i))
		}
	}
	b.window = append(b.window, p[:n]...)
	if len(b.window) > windowBytes {
		cut := len(b.window) - windowBytes/2
		b.window = append(b.window[:0], b.window[cut:]...)
		b.windowOff += int64(cut)
	}
	b.off += int64(n)
	b.left -= int64(n)
	return n, err
}

// at gives the first byte at or after off that is no white space or separator,
// 0 if it is no longer at hand.
func (b *budgetReader) at(off int64) byte {
	for i := max(off-b.windowOff, 0); i < int64(len(b.window)); i++ {
		if c := b.window[i]; c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != ',' {
			return c
		}
	}
	return 0
}

// line is the 1-based line of byte off.
func (b *budgetReader) line(off int64) int {
	n := 0
	for n < len(b.lines) && b.lines[n] < off {
		n++
	}
	return n + 1
}

// object is one report of FORMATS.md; other fields are ignored.
type object struct {
	ID        loose           `json:"id"`
	URL       loose           `json:"url"`
	Publisher loose           `json:"publisher"`
	Author    loose           `json:"author"`
	Title     loose           `json:"title"`
	Published loose           `json:"published"`
	Updated   loose           `json:"updated"`
	Text      json.RawMessage `json:"text"`
	HTML      json.RawMessage `json:"html"`
}

// loose is a string field that also takes what other programs write there: a
// number, null, an object with a name, a list of any of these (joined by ", ").
type loose string

// UnmarshalJSON never fails on valid JSON.
func (l *loose) UnmarshalJSON(b []byte) error {
	var v any
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return err
	}
	*l = loose(strings.TrimSpace(looseString(v, 0)))
	return nil
}

func looseString(v any, depth int) string {
	if depth > 3 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case map[string]any:
		return looseString(v["name"], depth+1)
	case []any:
		var parts []string
		for _, x := range v {
			if s := looseString(x, depth+1); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// object yields what one JSON value holds: one item, or more where a ninjs item
// has others in it.
func (r *reader) object(data []byte, name, source string, line int) error {
	for _, it := range parseObject(data, name, source, line, r.opt) {
		if err := r.emit(it); err != nil {
			return err
		}
	}
	return nil
}

// parseObject gives the items of one JSON object: sofar's own form, else ninjs,
// else the export of another program. name stands for the report
// until its own id is known.
func parseObject(data []byte, name, source string, line int, opt Options) []Item {
	it, known := ownObject(data, name, source, line, opt)
	if known {
		return []Item{it}
	}
	if ownView(data) {
		return []Item{notRead(name, source, line, "is what sofar exported of an account, and no report: what it says would count as one more source; sofar export ledger takes an account over without loss")}
	}
	if n := asNinjs(data); n != nil {
		return n.items(name, source, line, opt, 0)
	}
	if e := fromExport(data); e["text"] != "" || e["html"] != "" {
		return []Item{e.item(name, source, line, opt)}
	}
	return []Item{it}
}

// ownView tells whether an object is an account's story, or a row of one, as
// package export writes it.
func ownView(data []byte) bool {
	if !bytes.Contains(data, []byte("urn:sofar:story:")) && !bytes.Contains(data, []byte(`"story_id"`)) {
		return false
	}
	var o struct {
		URI   any `json:"uri"`
		Story any `json:"story_id"`
		Kind  any `json:"kind"`
	}
	if json.Unmarshal(data, &o) != nil {
		return false
	}
	uri, _ := o.URI.(string)
	story, _ := o.Story.(string)
	return strings.HasPrefix(uri, "urn:sofar:story:") || strings.HasPrefix(story, "st") && o.Kind != nil
}

// ownObject reads an object of FORMATS.md. known is false where it has neither
// text nor html, which other programs call by other names.
func ownObject(data []byte, name, source string, line int, opt Options) (it Item, known bool) {
	if data[0] != '{' {
		return notRead(name, source, line, "is not a JSON object; each line holds one report as {\"id\":…,\"text\":…}"), true
	}
	var o object
	if err := json.Unmarshal(data, &o); err != nil {
		return notRead(name, source, line, "is not valid JSON ("+jsonMessage(err)+")"), true
	}
	_, bad := cleanUTF8(data)
	if o.ID != "" {
		name = string(o.ID)
	}
	h := Hints{
		Name: string(o.ID), Source: source, Line: line,
		URL: string(o.URL), Publisher: string(o.Publisher), Author: string(o.Author), Title: string(o.Title),
		Replaced: bad,
	}
	h.Published, h.Notes = hintTime("published", string(o.Published), opt, h.Notes)
	h.Updated, h.Notes = hintTime("updated", string(o.Updated), opt, h.Notes)
	text, isText := stringOf(o.Text)
	page, isHTML := stringOf(o.HTML)
	switch {
	case isText && strings.TrimSpace(text) != "":
		if h.Name == "" && h.URL == "" {
			h.Name = name // two lines without id and address stay two reports
		}
		return finish(text, h, opt), true
	case isHTML && strings.TrimSpace(page) != "":
		h.ContentType = "text/html; charset=utf-8"
		if h.Name == "" && h.URL == "" {
			h.Name = name
		}
		return FromHTML([]byte(page), h, opt), true
	case isText || isHTML:
		return notRead(name, source, line, "its text is empty"), true
	case len(o.Text) > 0 && string(o.Text) != "null", len(o.HTML) > 0 && string(o.HTML) != "null":
		return notRead(name, source, line, "its \"text\" is not a string"), true
	}
	return notRead(name, source, line, "has neither \"text\" nor \"html\""), false
}

// stringOf decodes a JSON string; ok is false for anything else.
func stringOf(raw json.RawMessage) (s string, ok bool) {
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", false
	}
	return s, true
}

// hintTime reads a time field; a doubtful one becomes a note.
func hintTime(field, s string, opt Options, notes []string) (time.Time, []string) {
	if s == "" {
		return time.Time{}, notes
	}
	t, err := ParseTime(s, opt.Now)
	if err != nil {
		return time.Time{}, append(notes, fmt.Sprintf("%s %s: ignored", field, err))
	}
	return t, notes
}

// jsonMessage is the decoder's message without its package name.
func jsonMessage(err error) string {
	var se *json.SyntaxError
	msg := strings.TrimPrefix(err.Error(), "json: ")
	if errors.As(err, &se) {
		msg += " at byte " + strconv.FormatInt(se.Offset, 10)
	}
	return msg
}
