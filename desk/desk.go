// Package desk is the web face of an account: pages for readers, a JSON API for
// programs, and live updates for both.
//
// Input: a Source, which is what an open ledger gives (dossier.Book). Output:
// an http.Handler. Every page is rendered on the server, escaped, and works
// without JavaScript; a small script adds live updates. Text of reports is
// hostile: it never reaches a page other than through html/template.
package desk

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"sofar/dossier"
	"sofar/explain"
	"sofar/incident"
	"sofar/report"
)

//go:embed static/* templates/*
var files embed.FS

// Source is the account behind the pages: an open ledger and its folds.
// Everything it returns is shared and read-only.
type Source interface {
	// At gives the account as known at t, the zero time meaning now.
	At(t time.Time) *dossier.Account
	// Version grows with every record folded.
	Version() int64
	// Wait returns the version once it is greater than after, or ctx's error.
	Wait(ctx context.Context, after int64) (int64, error)
	// Report finds a report and its reading by content id or caller's name.
	Report(id string) (*report.Report, *incident.Reading, bool)
}

// Options shape a desk. The zero value is usable.
type Options struct {
	// Title is the name of the site, "sofar" if empty.
	Title string
	// BaseURL is the public address without a slash at its end, for canonical
	// links and the API description; "" leaves them relative.
	BaseURL string
	// Banner, if set, is asked at every view for the notice above the page.
	Banner func() *Banner
	// Now is the clock behind "4 minutes ago"; time.Now if nil. No figure or
	// sentence depends on it.
	Now func() time.Time
	// Streams is the most live connections at once, 4,096 if zero.
	Streams int
	// Heartbeat is the pause between signs of life on a quiet live connection,
	// 15 s if zero.
	Heartbeat time.Duration
	// Search finds words; if nil, the desk keeps an index in memory, for which
	// the Source has to be a dossier.Corpus as well, as a dossier.Book is.
	Search Searcher
	// Review takes decisions; without it the desk can only be read. A
	// dossier.Book is a Reviewer.
	Review Reviewer
	// Ingest takes reports of programs in; without it the API adds none.
	Ingest Ingester
	// Access says who may read and who may decide.
	Access Access
	// EmbedIn are the origins whose pages may show /embed/story/ID in a frame, "*"
	// for all; none if empty.
	EmbedIn []string
	// HideNames leaves the names of victims and suspects out of everything that the
	// desk gives: pages, API, feeds, live updates, search, review and downloads. In
	// statements and reports explain.Masked stands in their place.
	HideNames bool
	// Settle is the least pause between two events of a live connection: what
	// changes meanwhile is told together. 250 ms if zero.
	// A fifth of it where few listen, who are told almost at once.
	Settle time.Duration
}

// Banner is a notice above every page.
type Banner struct {
	Text        string   // "This is an invented story, replayed."
	Done, Total int      // progress, both 0 for none
	Next        string   // what to do next, one line
	Commands    []string // commands to type, shown as code
}

type server struct {
	src      Source
	opt      Options
	pages    map[string]*page
	assets   map[string]asset
	streams  chan struct{} // one token per live connection
	hubs     hubs
	views    views
	states   storyStates
	showing  showing
	shown    shownSince
	composed composed
	json     storiesJSON
	told     newsCache
	apiDocs  docsView
	who      directories
	memory   explain.Memory
	access   *access
	queue    queueCache
}

// New builds the desk. It fails only when a template or the API description
// does not compile, or when nothing can search the source.
func New(book Source, o Options) (http.Handler, error) {
	if o.Title == "" {
		o.Title = "sofar"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Streams <= 0 {
		o.Streams = 4096
	}
	if o.Heartbeat <= 0 {
		o.Heartbeat = 15 * time.Second
	}
	if o.Settle <= 0 {
		o.Settle = 250 * time.Millisecond
	}
	if o.Search == nil {
		corpus, ok := book.(dossier.Corpus)
		if !ok {
			return nil, errors.New("desk: this source needs Options.Search, for it is no dossier.Corpus")
		}
		o.Search = dossier.NewFinder(corpus, "")
	}
	if err := checkEmbedIn(o.EmbedIn); err != nil {
		return nil, err
	}
	if o.HideNames {
		book = hide(book)
		names := namesOf(book)
		o.Search = hiddenSearch{o.Search, names}
		if o.Review != nil {
			o.Review = hiddenReview{o.Review, names}
		}
	}
	s := &server{src: book, opt: o, streams: make(chan struct{}, o.Streams), access: newAccess(o.Access, o.BaseURL, o.Now)}
	var err error
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = s.loadPages(); err != nil {
		return nil, err
	}
	squeeze, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, fmt.Errorf("desk: set up compression: %w", err)
	}

	// Pages and API are compressed; live streams must reach the reader byte by
	// byte and go around it.
	plain, packed := http.NewServeMux(), http.NewServeMux()
	packed.HandleFunc("GET /{$}", s.keep(s.list))
	packed.HandleFunc("GET /not-read", s.notRead)
	packed.HandleFunc("GET /story/{id}", s.keepStory(s.story))
	packed.HandleFunc("GET /report/{id}", s.report)
	packed.HandleFunc("GET /actors", s.actorsPage)
	packed.HandleFunc("GET /actor/{id}", s.actorPage)
	packed.HandleFunc("GET /speaker/{id}", s.speakerPage)
	packed.HandleFunc("GET /search", s.searchPage)
	s.reviewRoutes(packed)
	packed.HandleFunc("GET /api/{$}", s.docs)
	packed.HandleFunc("GET /embed/story/{id}", s.keepStory(s.embed))
	packed.HandleFunc("GET /feed.atom", s.listFeed)
	packed.HandleFunc("GET /feed.json", s.listFeed)
	packed.HandleFunc("GET /story/{id}/feed.atom", s.storyFeed)
	packed.HandleFunc("GET /story/{id}/feed.json", s.storyFeed)
	packed.HandleFunc("GET /export/{form}", s.download)
	packed.HandleFunc("GET /schemas/{name}", s.schema)
	packed.HandleFunc("GET /static/{name}", s.static)
	packed.HandleFunc("GET /favicon.ico", s.favicon)
	packed.HandleFunc("/api/", s.apiNotFound)
	packed.HandleFunc("/", s.notFound)
	s.api(packed)

	plain.HandleFunc("GET /healthz", s.healthz)
	plain.HandleFunc("GET /events", s.listEvents)
	plain.HandleFunc("GET /story/{id}/events", s.storyEvents)
	plain.Handle("/", squeeze(packed))
	return headers(s.gate(plain)), nil
}
