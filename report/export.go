package report

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// columns says what the fields of other programs' exports are, by their names
// in lower case without spaces and marks: news-please (maintext, date_publish,
// source_domain), schema.org (articleBody, headline), and what people write at
// the head of a table.
var columns = map[string][]string{
	"id":        {"id", "guid", "articleid", "reportid"},
	"url":       {"url", "link", "articleurl", "canonicalurl", "weburl", "pageurl", "permalink"},
	"title":     {"title", "headline", "articletitle"},
	"text":      {"text", "maintext", "articlebody", "articletext", "fulltext", "bodytext", "body", "content", "articlecontent", "article", "story"},
	"html":      {"html", "rawhtml", "pagehtml", "bodyhtml"},
	"published": {"published", "publishedat", "datepublished", "datepublish", "publishdate", "publisheddate", "publicationdate", "pubdate", "publishedon", "date", "datetime"},
	"updated":   {"updated", "updatedat", "datemodified", "datemodify", "modified", "modifiedat", "lastmodified", "updateddate"},
	"publisher": {"publisher", "outlet", "source", "sourcename", "publication", "newspaper", "sitename", "media", "sourcedomain", "domain", "site"},
	"author":    {"author", "authors", "byline", "by", "writer"},
	"seen":      {"datedownload", "downloaded", "retrieved", "crawled", "fetched"},
}

// columnOf gives the field that a name in an export stands for, and how far
// back it stands in its list; ok is false for names that sofar does not read.
func columnOf(name string) (column string, rank int, ok bool) {
	name = strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' || r == '.' || r == ':' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
	for c, names := range columns {
		if i := slices.Index(names, name); i >= 0 {
			return c, i, true
		}
	}
	return "", 0, false
}

// exported are the fields of one article of an export.
type exported map[string]string

// fromExport gives the fields of a JSON object whose names sofar knows.
func fromExport(data []byte) exported {
	var raw map[string]json.RawMessage
	if json.Unmarshal(data, &raw) != nil {
		return nil
	}
	e, ranks := exported{}, map[string]int{}
	for _, k := range sortedKeys(raw) {
		c, rank, ok := columnOf(k)
		if !ok {
			continue
		}
		var l loose
		_ = l.UnmarshalJSON(raw[k]) // never fails on valid JSON
		if old, had := ranks[c]; l != "" && (!had || rank < old) {
			e[c], ranks[c] = string(l), rank
		}
	}
	return e
}

// item makes a report of the article. name stands for it where it has neither
// id nor address.
func (e exported) item(name, source string, line int, opt Options) Item {
	h := Hints{
		Name: e["id"], Source: source, Line: line,
		URL: e["url"], Publisher: e["publisher"], Author: unlist(e["author"]), Title: e["title"],
	}
	h.Published, h.Notes = hintTime("published", e["published"], opt, h.Notes)
	h.Updated, h.Notes = hintTime("updated", e["updated"], opt, h.Notes)
	h.Seen, h.Notes = hintTime("downloaded", e["seen"], opt, h.Notes)
	called := h.name()
	if h.Name == "" && h.URL == "" {
		h.Name, called = name, name
	}
	text := strings.ReplaceAll(e["text"], "\r\n", "\n")
	switch {
	case strings.TrimSpace(text) != "":
		if hasTags(text) {
			text = fragmentText(text)
		}
		clean, bad := cleanUTF8([]byte(text))
		h.Replaced = bad
		return finish(clean, h, opt)
	case strings.TrimSpace(e["html"]) != "":
		h.ContentType = "text/html; charset=utf-8"
		return FromHTML([]byte(e["html"]), h, opt)
	}
	return notRead(called, source, line, "its text is empty")
}

// unlist takes a list that Python printed apart: "['A. Rey', 'B. Sol']".
func unlist(s string) string {
	if !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") {
		return s
	}
	in := strings.Trim(s, "[]")
	var names []string
	for part := range strings.SplitSeq(in, ",") {
		if part = strings.Trim(part, ` '"`); part != "" {
			names = append(names, part)
		}
	}
	return strings.Join(names, ", ")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
