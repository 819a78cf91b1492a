package bench

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"time"

	"sofar/desk"
	"sofar/dossier"
	"sofar/ledger"
	"sofar/report"
)

// ReadersReport is what a desk gives many readers of one story.
type ReadersReport struct {
	Reports int `json:"reports"`
	desk.ReadersResult
	// First is the time from the request of the story's page to its last byte when
	// it was never written before, Again when it was; Bytes what a first view
	// carries: page, style and script, compressed.
	First time.Duration `json:"first"`
	Again time.Duration `json:"again"`
	Bytes int           `json:"bytes"`
}

func (r ReadersReport) String() string {
	return fmt.Sprintf("a story of %d reports: first view %v, again %v, %d kB\n%s", r.Reports, r.First.Round(time.Millisecond), r.Again.Round(100*time.Microsecond), r.Bytes>>10, r.ReadersResult)
}

// Readers serves an invented story of so many reports from log on loopback and
// measures what so many readers get when one more report comes in.
func Readers(ctx context.Context, log ledger.Log, reports, readers int) (ReadersReport, error) {
	out := ReadersReport{Reports: reports}
	book, err := dossier.OpenBook(ctx, log)
	if err != nil {
		return out, err
	}
	day := InventDay(reports + 1)
	if _, err := book.Add(ctx, itemsOf(day[:reports])...); err != nil {
		return out, err
	}
	a := book.At(time.Time{})
	if len(a.Dossiers) == 0 {
		return out, fmt.Errorf("the invented reports make no story")
	}
	story := a.Dossiers[0].ID
	addr, stop, err := serveDesk(book, desk.Options{Streams: readers})
	if err != nil {
		return out, err
	}
	defer stop()
	if err := out.view(ctx, "http://"+addr, "/story/"+story); err != nil {
		return out, err
	}
	// The analysis of the new report is no part of what readers wait for; its fold is.
	out.ReadersResult, err = desk.MeasureReaders(ctx, addr, story, book.Version(), readers, func() error {
		_, err := book.Add(ctx, report.Item{Report: &day[reports]})
		return err
	})
	return out, err
}

// serveDesk serves the desk of a book on loopback until stop is called.
func serveDesk(book *dossier.Book, o desk.Options) (addr string, stop func(), err error) {
	handler, err := desk.New(book, o)
	if err != nil {
		return "", nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 30 * time.Second}
	go srv.Serve(ln)
	return ln.Addr().String(), func() { srv.Close() }, nil
}

// itemsOf gives reports as a Book takes them.
func itemsOf(reports []report.Report) []report.Item {
	out := make([]report.Item, len(reports))
	for i := range out {
		out[i].Report = &reports[i]
	}
	return out
}

// assetLink matches the style and the script that a page asks for.
var assetLink = regexp.MustCompile(`(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"`)

// view measures a first view of a page, what it carries, and a second one.
func (r *ReadersReport) view(ctx context.Context, base, path string) error {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	get := func(path string, packed bool) (string, time.Duration, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+path, nil)
		if err != nil {
			return "", 0, err
		}
		if packed {
			req.Header.Set("Accept-Encoding", "gzip")
		}
		start := time.Now()
		resp, err := client.Do(req)
		if err != nil {
			return "", 0, err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err == nil && resp.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s answers %s", path, resp.Status)
		}
		return string(body), time.Since(start), err
	}
	page, first, err := get(path, true)
	if err != nil {
		return err
	}
	r.First, r.Bytes = first, len(page)
	plain, _, err := get(path, false)
	if err != nil {
		return err
	}
	for _, m := range assetLink.FindAllStringSubmatch(plain, -1) {
		asset, _, err := get(m[1], true)
		if err != nil {
			return err
		}
		r.Bytes += len(asset)
	}
	_, r.Again, err = get(path, true)
	return err
}

// InventDay makes n reports of one invented fire, a minute or two apart: a toll
// that rises, several bodies that count, outlets that copy a wire.
func InventDay(n int) []report.Report {
	start := time.Date(2034, 3, 7, 6, 0, 0, 0, time.UTC)
	bodies := []string{"the fire service", "Norhavn police", "the city hospital", "the Interior Ministry", "the harbour authority"}
	out := make([]report.Report, n)
	for i := range out {
		toll, hurt, body := 3+i/12, 10+i/5, bodies[i%len(bodies)]
		outlet := fmt.Sprintf("Outlet %d", i%40+1)
		at := start.Add(time.Duration(i) * 97 * time.Second)
		text := fmt.Sprintf("NORHAVN - The death toll of the fire in a warehouse in the port of Norhavn rose to %d on Tuesday, %s said.\n\n%d people were injured, it said. Firefighters were still at the warehouse in the port of Norhavn at %s.\n\n\"We go through the building floor by floor,\" said Ilse Marn, who leads team %d of the rescuers.",
			toll, body, hurt, at.Format("15:04"), i%7+1)
		if i%6 == 5 && i > 6 { // a copy of the wire
			text = out[i-1].Text
		}
		out[i] = report.Report{URL: fmt.Sprintf("https://outlet%d.example/norhavn/%d", i%40+1, i), Publisher: outlet, Title: fmt.Sprintf("Norhavn warehouse fire: toll at %d", toll), Published: at, Text: text}
		out[i].ID = report.MakeID(out[i].URL, outlet, "", text)
	}
	return out
}
