// Package export writes an account in the forms that other tools read: tables
// (CSV, JSON Lines and Parquet, in the terms of UCDP GED), schema.org and W3C
// JSON-LD, W3C PROV, GeoJSON, IPTC ninjs, wikitext, a site of plain pages.
//
// Input: a dossier.Account. Output: bytes, the same for the same account. Each
// row, claim and annotation leads to a report and to the words in it. Text of
// the reports is hostile everywhere: cells are no formulas, wikitext is no
// markup.
package export

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sofar/actor"
	"sofar/dossier"
	"sofar/explain"
	"sofar/language"
	"sofar/report"
)

// Format is a form of export.
type Format struct {
	Name string
	// What says in a line what it holds.
	What string
	// Ending is the usual end of a file's name, Type its media type.
	Ending, Type string
	Write        func(w io.Writer, a *dossier.Account, o Options) error
}

// Options shape an export. The zero value is usable.
type Options struct {
	// Base is the public address of the desk without a slash at its end, from
	// which identifiers are made; "" makes them URNs.
	Base string
	// HideNames leaves out the names of victims and suspects, and with them the
	// words of the reports wherever these name one.
	HideNames bool
	// Page is what the sentences are composed with, from explain.Over of the
	// account that the stories are of. Where Page.Who is nil, it is made of the
	// account exported.
	Page explain.Options
}

// over fills Page for an account.
func (o Options) over(a *dossier.Account) Options {
	o.Page.HideNames = o.HideNames
	if o.Page.Who == nil {
		o.Page = explain.Over(a, o.Page)
	}
	return o
}

// compose writes the sentences of a story, and gives the story with the reports
// that they cite from elsewhere.
func (o Options) compose(d *dossier.Dossier) (*dossier.Dossier, explain.Page) {
	p := explain.Compose(d, o.Page)
	return explain.With(d, &p), p
}

// Formats are all forms, in the order in which the documentation has them.
var Formats = []Format{
	{"figures", "CSV: a row for each figure of each story, low, best and high as of now", ".csv", csvType, csvOf(eachFigure)},
	{"figures-jsonl", "the same as JSON Lines", ".jsonl", linesType, linesOf(eachFigure)},
	{"figures-parquet", "the same as Parquet", ".parquet", parquetType, parquetOf(eachFigure)},
	{"history", "CSV: a row for each step of each figure", ".csv", csvType, csvOf(eachStep)},
	{"history-jsonl", "the same as JSON Lines", ".jsonl", linesType, linesOf(eachStep)},
	{"history-parquet", "the same as Parquet", ".parquet", parquetType, parquetOf(eachStep)},
	{"statements", "CSV: a row for each statement, with its words", ".csv", csvType, csvOf(eachStatement)},
	{"statements-jsonl", "the same as JSON Lines", ".jsonl", linesType, linesOf(eachStatement)},
	{"statements-parquet", "the same as Parquet", ".parquet", parquetType, parquetOf(eachStatement)},
	{"reports", "JSON Lines: the reports as sofar reads them, for another ledger", ".jsonl", linesType, writeReports},
	{"schema.org", "JSON-LD: LiveBlogPosting, Claim and NewsArticle with corrections", ".jsonld", "application/ld+json", writeSchemaOrg},
	{"annotations", "JSON-LD: a W3C Web Annotation for each citation", ".jsonld", "application/ld+json", writeAnnotations},
	{"prov", "PROV-JSON: how each figure was derived from statements, and these from reports", ".json", "application/json", writeProv},
	{"geojson", "GeoJSON: a feature for each story, with its figures", ".geojson", "application/geo+json", writeGeoJSON},
	{"ninjs", "JSON Lines: each story's account as an IPTC ninjs 2.1 item", ".jsonl", linesType, writeNinjs},
	{"wikitext", "wikitext: the account with citation templates", ".wiki", "text/plain; charset=utf-8", writeWikitext},
}

const (
	csvType     = "text/csv; charset=utf-8; header=present"
	linesType   = "application/jsonl"
	parquetType = "application/vnd.apache.parquet"
)

// File is the usual name of a file in that form: "figures.csv".
func (f Format) File() string {
	name := f.Name
	switch name {
	case "geojson":
		name = "stories"
	case "ninjs":
		name = "stories.ninjs"
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "-jsonl"), "-parquet") + f.Ending
}

// Find gives the form of that name.
func Find(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// hidden stands for words that name a person who is not to be named.
const hidden = actor.LeftOut

// shower gives a story's texts, or a note in place of those that Options hide.
func shower(d *dossier.Dossier, o Options) func(text string) string {
	hides := explain.Hider(d, explain.Options{HideNames: o.HideNames})
	return func(text string) string {
		if hides(text) || o.Page.Hides(d.ID, "", text) {
			return hidden
		}
		return text
	}
}

// label names a report as the other outputs do.
func label(d *dossier.Dossier, id string) string {
	if r := d.Reports[id]; r != nil {
		return r.Label()
	}
	return id
}

// outlet is what a reader calls the source of a report.
func outlet(r *report.Report) string {
	if r == nil {
		return ""
	}
	return cmp.Or(r.Publisher, r.Label())
}

// stamp writes a time as RFC 3339 in UTC, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// day writes a date, "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// high is the upper bound in words, "" where it is open.
func high(n int64, open bool) string {
	if open || n == language.Open {
		return ""
	}
	return fmt.Sprint(n)
}

// storyID, statementID and reportID are identifiers that stay the same from
// export to export.
func (o Options) storyID(d *dossier.Dossier) string {
	if o.Base != "" {
		return o.Base + "/story/" + d.ID
	}
	return "urn:sofar:story:" + d.ID
}

func (o Options) statementID(id string) string {
	if o.Base != "" {
		return o.Base + "/statement/" + id
	}
	return "urn:sofar:statement:" + id
}

// reportID is the report's own address, else an identifier of its content.
func (o Options) reportID(r *report.Report) string {
	if u := report.WebAddress(r.URL); u != "" {
		return u
	}
	if o.Base != "" {
		return o.Base + "/report/" + r.ID
	}
	return "urn:sofar:report:" + r.ID
}

// eachLine writes one JSON object a line.
func eachLine(w io.Writer, write func(enc func(v any) error) error) error {
	b := bufio.NewWriterSize(w, 1<<16)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := write(e.Encode); err != nil {
		return err
	}
	return b.Flush()
}

// document writes one JSON document.
func document(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}
