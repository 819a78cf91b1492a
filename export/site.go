package export

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sofar/dossier"
	"sofar/explain"
	"sofar/report"
)

//go:embed site/*.html site/site.css
var siteFiles embed.FS

// siteMark is a file that says that a folder holds a site of ours, which may be
// written anew.
const siteMark = ".sofar-site"

// siteData are the forms that a site offers beside its pages.
var siteData = []string{"figures", "history", "statements", "statements-jsonl", "statements-parquet", "reports", "schema.org", "annotations", "prov", "geojson"}

// Site writes an account as a folder of pages that needs no server and no
// script: index.html, a page for each story and each report, and the data
// beside them. It opens from a disk as from a web server. A folder that holds
// something else is refused; of an earlier site what is no longer there goes.
// It gives the number of files written.
func Site(dir string, a *dossier.Account, o Options) (int, error) {
	if err := siteFolder(dir); err != nil {
		return 0, err
	}
	s := &site{dir: dir, o: o.over(a), a: a, kept: map[string]bool{}}
	css, err := siteFiles.ReadFile("site/site.css")
	if err != nil {
		return 0, err
	}
	sum := sha256.Sum256(css)
	s.css = template.CSS(css)
	s.policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	s.pages, err = template.New("").Funcs(template.FuncMap{"clock": siteClock, "machine": stamp}).ParseFS(siteFiles, "site/*.html")
	if err != nil {
		return 0, err
	}
	if err := s.write(); err != nil {
		return 0, fmt.Errorf("writing the site: %w", err)
	}
	return len(s.kept), s.sweep()
}

// siteFolder makes the folder, or checks that it may be written.
func siteFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(dir, 0o755)
	case err == nil && len(entries) > 0:
		if _, mine := os.Stat(filepath.Join(dir, siteMark)); mine != nil {
			return fmt.Errorf("%s is not empty and holds no site of sofar's; name a new or an empty folder", dir)
		}
	}
	if err != nil {
		return fmt.Errorf("cannot write into %s: %w", dir, err)
	}
	return os.WriteFile(filepath.Join(dir, siteMark), []byte("This folder is written by sofar export site; files in it are replaced.\n"), 0o644)
}

// site is one being written.
type site struct {
	dir    string
	o      Options
	a      *dossier.Account
	css    template.CSS
	policy string
	pages  *template.Template
	kept   map[string]bool // files of this site, by their paths with slashes
}

type sitePage struct {
	Title, Root, Policy string
	CSS                 template.CSS
	AsOf                time.Time
	View                any
}

func (s *site) file(name string, data []byte) error {
	s.kept[name] = true
	path := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

func (s *site) page(name, tmpl, title string, view any) error {
	p := sitePage{Title: title, Root: strings.Repeat("../", strings.Count(name, "/")), Policy: s.policy, CSS: s.css, AsOf: s.a.AsOf, View: view}
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, tmpl, p); err != nil {
		return err
	}
	return s.file(name, plainPage(b.Bytes()))
}

// plainPage leaves out the characters that could reorder or hide what stands
// around them: controls and bidirectional marks.
func plainPage(b []byte) []byte {
	return bytes.Map(func(r rune) rune {
		switch {
		case r < 0x20 && r != '\n' && r != '\t', 0x7f <= r && r < 0xa0, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x61c:
			return -1
		}
		return r
	}, b)
}

func siteClock(t time.Time) string {
	if t.IsZero() {
		return "time not given"
	}
	return t.UTC().Format("2 Jan 2006, 15:04") + " UTC"
}

// siteStory is a story as its page and the list show it.
type siteStory struct {
	ID, Title, Summary string
	Updated            time.Time
	Figures            []siteFigure
	Sections           []siteSection
	Responsibility     []dossier.Responsibility
	Reports            []siteLink
	Notes              []siteNote
}

type siteFigure struct {
	Kind, Best, Range, Grade, Rule, Said string
	Origins                              int
	Steps                                []siteStep
}

type siteStep struct {
	At                           time.Time
	Best, Range, Change, Speaker string
}

type siteSection struct {
	Name      string
	Sentences []siteSentence
}

type siteSentence struct {
	Text string
	Refs []int
}

type siteNote struct {
	N           int
	Quote, From string
	Href        string
}

type siteLink struct {
	Href, Text, Note string
	At               time.Time
}

func (s *site) write() error {
	var stories []*siteStory
	marks := map[string][]report.Span{} // by report: the words cited
	hides := map[string]bool{}
	told := map[string][]siteLink{}
	reports := maps.Clone(s.a.Reports)
	if reports == nil {
		reports = map[string]*report.Report{}
	}
	for i := range s.a.Dossiers {
		d := &s.a.Dossiers[i]
		d, page := s.o.compose(d)
		maps.Copy(reports, page.Aside) // of other stories, where only some are written
		st := s.story(d, page, marks)
		stories = append(stories, st)
		hide := explain.Hider(d, explain.Options{HideNames: s.o.HideNames})
		for _, m := range d.Members {
			if r := d.Reports[m.Report]; r != nil {
				hides[r.ID] = hides[r.ID] || hide(r.Text) || hide(r.Title)
				told[r.ID] = append(told[r.ID], siteLink{Href: "../stories/" + st.ID + ".html", Text: st.Title})
			}
		}
	}
	for _, st := range stories {
		if err := s.page("stories/"+st.ID+".html", "story", st.Title, st); err != nil {
			return err
		}
	}
	for _, id := range sortedIDs(reports) {
		r := reports[id]
		hides[id] = hides[id] || s.o.Page.Hides("", id, r.Title) || s.o.Page.Hides("", id, r.Text)
		if err := s.report(r, marks[id], told[id], hides[id]); err != nil {
			return err
		}
	}
	view := struct {
		Stories []*siteStory
		NotRead []report.NotRead
		Data    []siteLink
	}{Stories: stories, NotRead: s.a.NotRead}
	for _, name := range siteData {
		f, _ := Find(name)
		var b bytes.Buffer
		if err := f.Write(&b, s.a, s.o); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		file := "data/" + f.File()
		view.Data = append(view.Data, siteLink{Href: file, Text: f.File(), Note: f.What})
		if err := s.file(file, b.Bytes()); err != nil {
			return err
		}
	}
	return s.page("index.html", "index", "Stories", view)
}

// sortedIDs are the ids of reports by their time of publication.
func sortedIDs(reports map[string]*report.Report) []string {
	ids := make([]string, 0, len(reports))
	for id := range reports {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int {
		if c := reports[x].Published.Compare(reports[y].Published); c != 0 {
			return c
		}
		return strings.Compare(x, y)
	})
	return ids
}

// story gathers a story's page and notes which words of which reports it cites.
func (s *site) story(d *dossier.Dossier, page explain.Page, marks map[string][]report.Span) *siteStory {
	show := shower(d, s.o)
	st := &siteStory{ID: d.ID, Title: page.Title, Updated: page.Updated,
		Summary: fmt.Sprintf("%s from %s; %s", counted(page.Reports, "report"), counted(page.Outlets, "outlet"), counted(page.Origins, "speaker"))}
	for _, f := range d.Figures {
		row := siteFigure{Kind: string(f.Kind), Best: fmt.Sprint(f.Best), Range: siteRange(f.Low, f.High, f.Open), Grade: f.Grade, Rule: f.Rule, Origins: f.Origins}
		var said []string
		for _, name := range f.Speakers {
			said = append(said, show(name))
		}
		row.Said = strings.Join(said, "; ")
		for _, h := range f.History {
			row.Steps = append(row.Steps, siteStep{h.At, fmt.Sprint(h.Best), siteRange(h.Low, h.High, h.Open), h.Change, show(h.Speaker)})
		}
		st.Figures = append(st.Figures, row)
	}
	for _, r := range d.Responsibility {
		r.Actor = show(r.Actor)
		by := make([]string, len(r.By))
		for i, name := range r.By {
			by[i] = show(name)
		}
		r.By = by
		st.Responsibility = append(st.Responsibility, r)
	}
	numbers := map[string]int{}
	for _, x := range page.Sentences {
		if n := len(st.Sections); n == 0 || st.Sections[n-1].Name != x.Section {
			st.Sections = append(st.Sections, siteSection{Name: x.Section})
		}
		out := siteSentence{Text: x.Text}
		for _, c := range x.Citations {
			r := d.Reports[c.Report]
			if r == nil {
				continue
			}
			key := fmt.Sprint(c.Report, c.Span)
			if numbers[key] == 0 {
				numbers[key] = len(st.Notes) + 1
				marks[r.ID] = append(marks[r.ID], c.Span)
				st.Notes = append(st.Notes, siteNote{N: len(st.Notes) + 1, Quote: strings.Trim(c.Quote, "“”\""), From: outlet(r), Href: fmt.Sprintf("../reports/%s.html#s-%d-%d", r.ID, c.Span.Start, c.Span.End)})
			}
			out.Refs = append(out.Refs, numbers[key])
		}
		last := &st.Sections[len(st.Sections)-1]
		last.Sentences = append(last.Sentences, out)
	}
	copies := map[string]dossierCopy{}
	for _, c := range d.Copies {
		copies[c.Report] = dossierCopy{c.Of, string(c.Extent)}
	}
	for _, m := range d.Members {
		r := d.Reports[m.Report]
		if r == nil {
			continue
		}
		l := siteLink{Href: "../reports/" + r.ID + ".html", Text: outlet(r), Note: show(r.Title), At: d.Known[r.ID]}
		if c, ok := copies[r.ID]; ok {
			l.Note += " (" + c.extent + " copy of " + outlet(d.Reports[c.of]) + ")"
		}
		st.Reports = append(st.Reports, l)
	}
	return st
}

type dossierCopy struct{ of, extent string }

// siteRange writes the reliable range of a figure.
func siteRange(low, most int64, open bool) string {
	switch top := high(most, open); {
	case top == "":
		return fmt.Sprintf("%d or more", low)
	case top == fmt.Sprint(low):
		return top
	default:
		return fmt.Sprintf("%d–%s", low, top)
	}
}

// sitePiece is a run of a report's text.
type sitePiece struct {
	Anchors []string
	Text    string
	Marked  bool
}

// report writes a report's page with the cited words marked.
func (s *site) report(r *report.Report, marks []report.Span, stories []siteLink, hide bool) error {
	view := struct {
		*report.Report
		Outlet, Link string
		Stories      []siteLink
		Hidden       bool
		Paragraphs   [][]sitePiece
	}{Report: r, Outlet: outlet(r), Link: report.WebAddress(r.URL), Stories: stories, Hidden: hide}
	title := r.Title
	if hide {
		title = hidden
		bare := *r
		bare.Title, bare.Author = hidden, ""
		view.Report = &bare
	} else {
		view.Paragraphs = pieces(r.Text, marks)
	}
	if title == "" {
		title = outlet(r)
	}
	return s.page("reports/"+r.ID+".html", "report", title, view)
}

// pieces cuts a text into paragraphs, and these where cited words begin or end.
func pieces(text string, marks []report.Span) [][]sitePiece {
	slices.SortFunc(marks, func(a, b report.Span) int { return (a.Start-b.Start)*4 + sign(a.End-b.End) })
	cuts := []int{}
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out [][]sitePiece
	at, next, reach := 0, 0, 0 // place in the text, in marks, and how far the marks begun reach
	for at < len(text) {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		var paragraph []sitePiece
		for p := at; p < end; {
			piece := sitePiece{}
			for next < len(marks) && marks[next].Start <= p {
				piece.Anchors = append(piece.Anchors, fmt.Sprintf("s-%d-%d", marks[next].Start, marks[next].End))
				reach = max(reach, marks[next].End)
				next++
			}
			piece.Marked = p < reach
			stop := end
			if i, _ := slices.BinarySearch(cuts, p+1); i < len(cuts) {
				stop = min(end, cuts[i])
			}
			for stop < end && !utf8.RuneStart(text[stop]) {
				stop++
			}
			piece.Text = text[p:stop]
			paragraph = append(paragraph, piece)
			p = stop
		}
		if len(paragraph) > 0 {
			out = append(out, paragraph)
		}
		at = end + 1
	}
	return out
}

func sign(n int) int { return max(-1, min(1, n)) }

// sweep removes the pages of an earlier site that this one has not.
func (s *site) sweep() error {
	for _, sub := range []string{"stories", "reports", "data"} {
		entries, err := os.ReadDir(filepath.Join(s.dir, sub))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			if !s.kept[sub+"/"+e.Name()] && e.Type().IsRegular() {
				if err := os.Remove(filepath.Join(s.dir, sub, e.Name())); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
