// Package report holds what an outlet published and reads it from every
// format: JSON Lines, plain text, HTML, folders of them, standard input.
//
// Input: bytes from anywhere. Output: Report values with content-addressed
// ids, and a NotRead value with its reason for everything that could not be
// read. Nothing is dropped silently.
package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Report is one version of what one outlet published. It is immutable: a
// changed text is another Report with another ID and the same URL.
type Report struct {
	// ID is the content address: "r" and 20 hexadecimal digits (80 bits) of
	// SHA-256 over URL and Text (see MakeID).
	ID string `json:"id"`
	// Name is the caller's own id for the report ("r01"), empty if none. It is
	// what the JSON outputs print in "report" fields; Label falls back to ID.
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
	// Publisher is the outlet's name as printed.
	Publisher string `json:"publisher,omitempty"`
	// Author is the byline as printed ("By Jane Doe, with BPB").
	Author string `json:"author,omitempty"`
	Title  string `json:"title,omitempty"`
	// Published, Updated: the outlet's own words about time, UTC, zero if it
	// gives none. Seen: when the archive or crawler it comes from stored it, else
	// when it was added to a ledger; zero for neither. The three are never mixed.
	Published time.Time `json:"published,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`
	Seen      time.Time `json:"seen,omitzero"`
	// Text is the body, valid UTF-8, paragraphs separated by a blank line or a
	// line break. Every Span in sofar is a byte range of this string.
	Text string `json:"text"`
	// Replaced counts the bytes that were not valid UTF-8 and became U+FFFD.
	Replaced int `json:"replaced,omitempty"`
	// Notes are doubts about the input ("published lies in year 9999: ignored").
	Notes []string `json:"notes,omitempty"`
}

// MakeID gives the content address of a report: a hash of URL and text. Where
// there is no URL, the publisher and the caller's id stand in for it, so that
// two outlets' identical texts stay two reports.
func MakeID(url, publisher, name, text string) string {
	if url == "" {
		url = "urn:sofar:" + publisher + "\x1f" + name
	}
	sum := sha256.Sum256([]byte(url + "\x00" + text))
	return "r" + hex.EncodeToString(sum[:10])
}

// Label is how outputs name the report: the caller's id, else the content id.
func (r *Report) Label() string {
	if r.Name != "" {
		return r.Name
	}
	return r.ID
}

// NotRead records an input that gave no report, and why. It is shown to
// readers wherever reports are listed.
type NotRead struct {
	// Name is the caller's id if one could be read, else file or URL, with
	// ":line" (1-based) for JSON Lines.
	Name   string `json:"report"`
	Source string `json:"source,omitempty"` // file, URL or "-" for standard input
	Line   int    `json:"line,omitempty"`   // 1-based; 0 where lines mean nothing
	// Reason is one plain sentence for a person: what is wrong and what to do.
	Reason string `json:"reason"`
	// Text is the text as far as it was read (for example when it is not English), else "".
	Text string `json:"text,omitempty"`
	// URL is the address or identifier of the report that its publisher takes
	// back, Status how: "withheld" (not to be used for now) or "canceled"
	// (killed), At when. All three are empty for other reasons.
	URL    string    `json:"url,omitempty"`
	Status string    `json:"status,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// Item is what a Reader yields: exactly one of the two is set.
type Item struct {
	Report  *Report
	NotRead *NotRead
}

// TitleCorrects tells whether a title is labelled as that of a correction.
func TitleCorrects(title string) bool {
	t := strings.ToLower(strings.TrimSpace(title))
	return strings.HasPrefix(t, "correction") || strings.HasPrefix(t, "clarification") || strings.HasPrefix(t, "erratum") || strings.HasPrefix(t, "corrected")
}
