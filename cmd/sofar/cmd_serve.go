package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"sofar/desk"
)

type serveCmd struct {
	storeFlags
	monitorFlags
	accessFlags
	Listen    string        `default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address to serve on; port 0 picks a free one."`
	Watch     []string      `sep:"none" placeholder:"SOURCE" help:"Follow a feed, a site, a page, an OPML list or a text with addresses, as sofar watch does; may be given several times."`
	Every     time.Duration `default:"1m" help:"Least pause between two looks at a watched source."`
	MaxAge    time.Duration `default:"168h" help:"Watched pages that their feed dates further back are passed over; negative: none."`
	Embed     []string      `name:"embed-in" placeholder:"ORIGIN" help:"Sites whose pages may show /embed/story/ID in a frame, as https://news.example; * for all. Without it none may."`
	HideNames bool          `help:"Leave the names of victims and suspects, as far as the reading of the reports finds them, out of everything that the desk gives: pages, API, feeds, search, review, downloads, alerts."`
	Alerts    string        `placeholder:"FILE" help:"Send webhooks and mail as this file says (sofar alerts --help)."`
	inputs
}

// Help is the long help with an example.
func (serveCmd) Help() string {
	return `Serves the desk: a list of stories, a live page for each, the reports with their statements marked, search, and a JSON API at /api/v1. Sources named on the command line are imported first; other processes may import into the same ledger meanwhile.

On this machine alone (a loopback address) whoever opens the pages may decide as an editor; no account is needed. On any other address the desk asks editors to sign in: make accounts first (sofar accounts add), or say --read-only. docs/review.md tells more.

Example:
  sofar serve --ledger flood.ledger reports.jsonl
  sofar serve --ledger flood.ledger --watch feeds.opml --watch https://news.example/
  sofar accounts add ada --role editor --ledger flood.ledger
  sofar serve --ledger flood.ledger --listen 0.0.0.0:8443 --tls-cert desk.pem --tls-key desk.key
  sofar serve --ledger flood.ledger --listen 0.0.0.0:8080 --read-only
  sofar serve --log nats://a:4222,b:4222,c:4222/flood --ledger copy.ledger`
}

// Run serves until interrupted.
func (c *serveCmd) Run(ctx context.Context) error {
	if len(c.Sources) > 0 {
		if err := c.check(); err != nil {
			return err
		}
	}
	flags := watchFlags{Every: c.Every, MaxAge: c.MaxAge, AnyLanguage: c.AnyLanguage, MaxBytes: c.MaxBytes, AllowPrivate: c.AllowPrivate}
	l, err := c.station(ctx, &flags, c.Watch, false, c.Alerts, c.HideNames)
	if err != nil {
		return err
	}
	defer l.close()
	ctx = l.ctx
	if len(c.Sources) > 0 {
		if _, err := addAll(ctx, l, &c.inputs); err != nil {
			return err
		}
	}
	opt := desk.Options{Search: l.Finder(), EmbedIn: c.Embed, HideNames: c.HideNames}
	if err := c.apply(&opt, l.Ledger, c.Ledger, c.Listen); err != nil {
		return err
	}
	handler, err := desk.New(l.Book, opt)
	if err != nil {
		return err
	}
	if err := c.monitor(ctx, l.openDesk); err != nil {
		return err
	}
	go l.Follow(ctx)
	go l.Finder().Follow(ctx, l.Wait)
	l.send.start(ctx, l.cancel)
	if len(c.Watch) > 0 {
		watching := make(chan struct{})
		defer func() { <-watching }() // what it has seen is written down
		defer l.cancel(nil)
		go func() {
			defer close(watching)
			if _, err := flags.watch(ctx, l.watcher, l.Ledger, c.Ledger, func() error { return nil }); err != nil && ctx.Err() == nil {
				l.cancel(err)
			}
		}()
	}
	err = c.accessFlags.serve(ctx, c.Listen, handler, func(url string) {
		fmt.Fprintf(os.Stderr, "sofar: the desk is at %s (ledger %s; Ctrl-C stops it)\n", url, c.Ledger)
		if len(c.Watch) == 0 && c.Log == "" && len(l.At(time.Time{}).Reports) == 0 {
			fmt.Fprintf(os.Stderr, "sofar: the ledger is empty; in another terminal: sofar import --ledger %s FILE…\n", c.Ledger)
		}
	})
	if err == nil {
		err = l.failure() // of the watching, or the alerts
	}
	return err
}

// defaultListen is where the desk stands unless told otherwise.
const defaultListen = "127.0.0.1:8080"

// serve listens on addr and answers until ctx ends; ready gets the address.
func serve(ctx context.Context, addr string, handler http.Handler, ready func(url string)) error {
	return serveTLS(ctx, addr, handler, nil, ready)
}

// serveTLS is serve over TLS, or without it where secure is nil.
func serveTLS(ctx context.Context, addr string, handler http.Handler, secure *tls.Config, ready func(url string)) error {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen, such as 127.0.0.1:0 for any free port", addr, err)
	}
	scheme := "http://"
	if secure != nil {
		ln, scheme = tls.NewListener(ln, secure), "https://"
	}
	srv := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    1 << 16,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	ready(scheme + ln.Addr().String() + "/")
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// Live connections end with BaseContext; the rest get a moment.
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
