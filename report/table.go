package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Tables: comma-, semicolon-, bar- or tab-separated values with a header (RFC
// 4180, read loosely).

// delimiters are tried on the header.
var delimiters = []rune{',', '\t', ';', '|'}

// header is the first row of a table.
type header struct {
	delimiter rune
	names     []string
	columns   []string // what each column is, "" for those that are not read
}

// parseHeader takes the first row by the delimiter that gives most known columns.
func parseHeader(line []byte) header {
	var best header
	known := -1
	for _, d := range delimiters {
		names, err := csvRow(line, d)
		if err != nil {
			continue
		}
		h := header{delimiter: d, names: names, columns: make([]string, len(names))}
		n, ranks := 0, map[string]int{}
		for i, name := range names {
			c, rank, ok := columnOf(name)
			if !ok {
				continue
			}
			n++
			if at, had := ranks[c]; had {
				if _, old, _ := columnOf(names[at]); old <= rank {
					continue
				}
				h.columns[at] = ""
			}
			h.columns[i], ranks[c] = c, i
		}
		if n > known {
			best, known = h, n
		}
	}
	return best
}

// has tells whether the table has a column.
func (h header) has(column string) bool {
	for _, c := range h.columns {
		if c == column {
			return true
		}
	}
	return false
}

// startsTable tells whether a file without a telling name starts with the
// header of a table of reports: a text and one more field, nothing but names.
func startsTable(b []byte) bool {
	line, _, ok := bytes.Cut(b, []byte("\n"))
	if !ok || len(line) > 4096 || bytes.ContainsAny(line, ".!?") {
		return false
	}
	h := parseHeader(bytes.TrimRight(line, "\r"))
	known := 0
	for _, c := range h.columns {
		if c != "" {
			known++
		}
	}
	return known >= 2 && (h.has("text") || h.has("html"))
}

// csvRow takes one row apart.
func csvRow(row []byte, delimiter rune) ([]string, error) {
	c := csv.NewReader(bytes.NewReader(row))
	c.Comma, c.LazyQuotes, c.FieldsPerRecord = delimiter, true, -1
	fields, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	return fields, err
}

// table reads one report a row. A broken row gives one NotRead with its line,
// and the rest is read.
func (r *reader) table(source, name string, br *bufio.Reader) error {
	t := &rows{br: br, max: r.opt.maxBytes(), spare: 4 * r.opt.maxBytes()}
	row, line, err := t.next(0)
	if err == nil && bytes.HasPrefix(bytes.ToLower(row), []byte("sep=")) { // a word from Excel to itself
		row, line, err = t.next(0)
	}
	if err != nil {
		return r.fail(name, source, line, "its header cannot be read: "+rowFailure(err, t.max))
	}
	h := parseHeader(row)
	if !h.has("text") && !h.has("html") {
		return r.fail(name, source, line, fmt.Sprintf("is a table without a column of texts (text, body, content or maintext); its first row is %q; save it with a header", head(field(strings.Join(h.names, string(h.delimiter))), 200)))
	}
	for n := 0; ; {
		row, line, err := t.next(h.delimiter)
		where := fmt.Sprintf("%s:%d", source, line)
		switch {
		case errors.Is(err, io.EOF):
			if n == 0 {
				return r.fail(name, source, 0, "is a table without rows")
			}
			return nil
		case errors.Is(err, errTooLong), errors.Is(err, errOpenQuote):
			n++
			if err := r.fail(where, source, line, rowFailure(err, t.max)); err != nil {
				return err
			}
			continue
		case err != nil:
			return r.fail(where, source, line, readFailure(err)+"; the rows before it were read")
		}
		if len(bytes.TrimSpace(row)) == 0 {
			continue
		}
		n++
		it := h.item(row, where, source, line, r.opt)
		if err := r.emit(it); err != nil {
			return err
		}
	}
}

// item makes a report of one row.
func (h header) item(row []byte, name, source string, line int, opt Options) Item {
	fields, err := csvRow(row, h.delimiter)
	if err != nil {
		return notRead(name, source, line, "the row cannot be taken apart ("+strings.TrimPrefix(err.Error(), "record on line 1: ")+")")
	}
	if len(fields) != len(h.columns) && len(fields) < 2 {
		return notRead(name, source, line, fmt.Sprintf("the row has %d of %d columns", len(fields), len(h.columns)))
	}
	if len(fields) > len(h.columns) {
		return notRead(name, source, line, fmt.Sprintf("the row has %d columns, the header %d: is a text not in quotes?", len(fields), len(h.columns)))
	}
	e := exported{}
	for i, f := range fields {
		if c := h.columns[i]; c != "" {
			if c != "text" && c != "html" {
				f = strings.TrimSpace(f)
			}
			e[c] = f
		}
	}
	return e.item(name, source, line, opt)
}

var errOpenQuote = errors.New("a quotation mark opens a field and never closes it")

func rowFailure(err error, max int64) string {
	switch {
	case errors.Is(err, errTooLong):
		return fmt.Sprintf("the row is longer than the %s that a report may have; it was skipped", sizeWords(max))
	case errors.Is(err, io.EOF):
		return "there is no row"
	case errors.Is(err, errOpenQuote):
		return err.Error() + "; the line was skipped"
	}
	return readFailure(err)
}

// rows splits a table into rows, which run over several lines where a field in
// quotes does.
type rows struct {
	br   *bufio.Reader
	max  int64
	line int // 1-based, of the line read last
	// ahead holds lines that were read as part of a row that never ended, spare
	// how many bytes may still be read twice so. Without any, a line is a row.
	ahead [][]byte
	spare int64
}

// next gives the next row and the line it starts on. With delimiter 0 it is
// one line.
func (t *rows) next(delimiter rune) (row []byte, line int, err error) {
	row, err = t.physical()
	line = t.line
	if err != nil || delimiter == 0 || t.spare < 0 || !openQuote(row, delimiter, false) {
		return row, line, err
	}
	parts, open := [][]byte{row}, true
	size := int64(len(row))
	for open {
		more, err := t.physical()
		if err == nil {
			size += int64(len(more)) + 1
			parts = append(parts, more)
			open = openQuote(more, delimiter, true)
			if size <= t.max {
				continue
			}
		}
		if !open {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errTooLong) {
			return nil, line, err
		}
		// The rows behind the open quotation mark are read again without it.
		t.spare -= size
		t.ahead = append(parts[1:len(parts):len(parts)], t.ahead...)
		t.line = line
		return nil, line, errOpenQuote
	}
	if size > t.max {
		return nil, line, errTooLong
	}
	return bytes.Join(parts, []byte("\n")), line, nil
}

// physical gives the next line of the file.
func (t *rows) physical() ([]byte, error) {
	t.line++
	if len(t.ahead) > 0 {
		line := t.ahead[0]
		t.ahead = t.ahead[1:]
		return line, nil
	}
	line, size, err := readLine(t.br, nil, t.max)
	if size > t.max && (err == nil || errors.Is(err, io.EOF)) {
		return nil, errTooLong
	}
	if err != nil && (len(line) == 0 || !errors.Is(err, io.EOF)) {
		return nil, err
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
}

// openQuote tells whether a line ends inside a field in quotes; inside says
// that it starts there.
func openQuote(line []byte, delimiter rune, inside bool) bool {
	d := byte(delimiter)
	atStart := !inside
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case inside && c == '"':
			switch {
			case i+1 < len(line) && line[i+1] == '"':
				i++
			case i+1 == len(line) || line[i+1] == d:
				inside = false
			}
		case inside:
		case c == d:
			atStart = true
			continue
		case atStart && c == '"':
			inside = true
		}
		atStart = false
	}
	return inside
}
