package report

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ARC 1 and 2, the form before WARC (archive.org/web/researcher/ArcFileFormat.php),
// in which the older crawls of Common Crawl are kept: each record is a line of
// address, IP, date, content type and length (version 2 puts status, checksum,
// redirect, offset and file name before the length), a block of that many bytes
// and a line break. The first record tells of the file itself.

// arcMagic opens the first record.
const arcMagic = "filedesc://"

// arcLine is the line that opens a record. An address may hold spaces, and so may
// a content type.
var arcLine = regexp.MustCompile(`^(\S.*?) (\S+) ([0-9]{14}) (.*?) ?([0-9]{1,12})$`)

// arcNext finds the line that opens the next record inside a block.
var arcNext = regexp.MustCompile(`\n[a-zA-Z][a-zA-Z0-9+.-]{1,20}:[^\s]+ [0-9a-fA-F.:-]{1,45} [0-9]{14} [^\n]{0,200}[0-9]\r?\n`)

// arcRecord reads the line that opens a record, nil where it is none.
func arcRecord(line []byte) *warcRecord {
	if len(line) < 20 || line[len(line)-1] < '0' || line[len(line)-1] > '9' {
		return nil
	}
	m := arcLine.FindSubmatch(line)
	if m == nil || !strings.Contains(string(m[1]), ":") {
		return nil
	}
	n, err := strconv.ParseInt(string(m[5]), 10, 64)
	if err != nil {
		return nil
	}
	rec := &warcRecord{length: n, fields: map[string]string{"warc-type": "response", "warc-target-uri": string(m[1])}}
	if at, err := time.Parse("20060102150405", string(m[3])); err == nil {
		rec.fields["warc-date"] = at.Format(time.RFC3339)
	}
	rec.fields["content-type"], _, _ = strings.Cut(string(m[4]), " ")
	if rec.fields["content-type"] == "no-type" {
		delete(rec.fields, "content-type")
	}
	if rec.opensARC() {
		rec.fields["warc-type"] = "warcinfo"
	}
	return rec
}

// opensARC tells whether the record is the one that tells of the file.
func (r *warcRecord) opensARC() bool { return strings.HasPrefix(r.fields["warc-target-uri"], arcMagic) }
