package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"sofar/dossier"
)

// A table is told once, as a struct: its fields are the columns in order, their
// json tags the names. Rows are written as CSV, JSON Lines and Parquet. What is
// not known is an empty cell in CSV, left out in JSON, null in Parquet.

// rowsOf hands out the rows of a table in order.
type rowsOf[T any] func(a *dossier.Account, o Options, row func(*T) error) error

// csvOf writes a table as CSV (RFC 4180, UTF-8) whose cells a spreadsheet takes
// as text.
func csvOf[T any](rows rowsOf[T]) func(io.Writer, *dossier.Account, Options) error {
	return func(w io.Writer, a *dossier.Account, o Options) error {
		c := csv.NewWriter(w)
		header := columns(reflect.TypeFor[T]())
		if err := c.Write(header); err != nil {
			return err
		}
		line := make([]string, len(header))
		err := rows(a, o, func(row *T) error {
			v := reflect.ValueOf(row).Elem()
			for i := range line {
				line[i] = cell(v.Field(i))
			}
			return c.Write(line)
		})
		if err != nil {
			return err
		}
		c.Flush()
		return c.Error()
	}
}

// linesOf writes a table as JSON Lines, an object a row.
func linesOf[T any](rows rowsOf[T]) func(io.Writer, *dossier.Account, Options) error {
	return func(w io.Writer, a *dossier.Account, o Options) error {
		return eachLine(w, func(enc func(any) error) error {
			return rows(a, o, func(row *T) error { return enc(row) })
		})
	}
}

// parquetRows is how many rows are held before they are written, so that a long
// table costs no more memory than a short one.
const parquetRows = 16 << 10

// parquetOf writes a table as Parquet: one file, zstd, times as UTC timestamps
// in milliseconds, lists as repeated columns.
func parquetOf[T any](rows rowsOf[T]) func(io.Writer, *dossier.Account, Options) error {
	return func(w io.Writer, a *dossier.Account, o Options) error {
		p := parquet.NewGenericWriter[T](w, parquet.Compression(&zstd.Codec{}), parquet.CreatedBy("sofar", "1", ""), parquet.MaxRowsPerRowGroup(parquetRows))
		err := rows(a, o, func(row *T) error {
			_, err := p.Write([]T{*row})
			return err
		})
		if err != nil {
			return err
		}
		return p.Close()
	}
}

// columns are the names of a row's fields.
func columns(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		out = append(out, name)
	}
	return out
}

// cell writes a field: times in RFC 3339, lists joined by "; ", "" for what is
// not known.
func cell(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case string:
		return plainCell(x)
	case []string:
		return plainCell(strings.Join(x, "; "))
	case *time.Time:
		if x == nil {
			return ""
		}
		return stamp(*x)
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	return fmt.Sprint(v.Interface())
}

// plainCell keeps a text from being run as a formula (OWASP, CSV injection), and
// its line breaks out of the way of tools that read line by line.
func plainCell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s != "" && strings.ContainsRune("=+-@|%", rune(s[0])) {
		return "'" + s
	}
	return s
}

// moment is a time for a row: whole seconds in UTC, nil for none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}

// bound is an upper bound for a row, nil where it is open.
func bound(n int64, open bool) *int64 {
	if high(n, open) == "" {
		return nil
	}
	return &n
}

// each is a list for a row: never nil, each name once.
func each(names []string) []string {
	out := []string{}
	for _, n := range names {
		if n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
