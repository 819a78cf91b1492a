package desk

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// ReadersResult is what MeasureReaders found.
type ReadersResult struct {
	Readers int
	// Told is from the change to the event, Shown from the change to the last byte
	// of the part of the page that the reader then asks for: middle, 95 of 100, last.
	Told, Shown [3]time.Duration
	// PerReader is the memory of an open connection, in bytes: heap and stacks,
	// the measuring client's half included.
	PerReader int64
	Page      int // bytes of that part as sent
}

func (r ReadersResult) String() string {
	return fmt.Sprintf("%d readers: told of a change within %v (median), %v (95 %%), %v (last); have the new page within %v, %v, %v; %d kB a reader, both ends; %d kB sent to each",
		r.Readers, ms(r.Told[0]), ms(r.Told[1]), ms(r.Told[2]), ms(r.Shown[0]), ms(r.Shown[1]), ms(r.Shown[2]), r.PerReader>>10, r.Page>>10)
}

func ms(d time.Duration) time.Duration { return d.Round(time.Millisecond) }

// MeasureReaders opens n live connections to a story on a desk at addr, makes a
// change, and measures when each reader is told, and when each has the new page
// if all ask for it at once, as browsers do. The clients run in this process and
// take their share of its processors.
func MeasureReaders(ctx context.Context, addr, story string, version int64, n int, change func() error) (ReadersResult, error) {
	res := ReadersResult{Readers: n}
	before := memory()
	conns := make([]*listener, n)
	errs := make([]error, n)
	var wg sync.WaitGroup
	for part := range 16 {
		wg.Go(func() {
			for i := part; i < n; i += 16 {
				conns[i], errs[i] = listenTo(ctx, addr, fmt.Sprintf("%s/events?v=%d", storyURL(story), version))
			}
		})
	}
	wg.Wait()
	defer func() {
		for _, c := range conns {
			if c != nil {
				c.Close()
			}
		}
	}()
	if err := errors.Join(errs...); err != nil {
		return res, err
	}
	res.PerReader = (memory() - before) / int64(n)
	told, shown, sizes := make([]time.Duration, n), make([]time.Duration, n), make([]int, n)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n, MaxConnsPerHost: 256, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var start time.Time
	begun := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			errs[i] = conns[i].until("event: news", 30*time.Second)
			<-begun
			told[i] = time.Since(start)
			if errs[i] == nil {
				sizes[i], errs[i] = fetchPart(ctx, client, "http://"+addr+storyURL(story)+"?fragment=1")
				shown[i] = time.Since(start)
			}
		})
	}
	start = time.Now()
	close(begun)
	err := change()
	wg.Wait()
	if err := errors.Join(append(errs, err)...); err != nil {
		return res, err
	}
	res.Told, res.Shown, res.Page = quantiles(told), quantiles(shown), slices.Max(sizes)
	return res, nil
}

func quantiles(d []time.Duration) [3]time.Duration {
	slices.Sort(d)
	return [3]time.Duration{d[len(d)/2], d[len(d)*95/100], d[len(d)-1]}
}

// memory is what the process holds now, in bytes.
func memory() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// listener is a bare client of a live connection: an http.Client would cost more
// than what is measured.
type listener struct {
	net.Conn
	in *bufio.Reader
}

func listenTo(ctx context.Context, addr, path string) (*listener, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	l := &listener{c, bufio.NewReaderSize(c, 512)}
	if _, err := fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n", path, addr); err != nil {
		return nil, err
	}
	return l, l.until("event: hello", 30*time.Second)
}

// until reads lines up to one that has the text.
func (l *listener) until(text string, within time.Duration) error {
	if err := l.SetReadDeadline(time.Now().Add(within)); err != nil {
		return err
	}
	for {
		line, err := l.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return fmt.Errorf("waiting for %q: %w", text, err)
		}
		if bytes.HasPrefix(line, []byte("HTTP/1.1 ")) && !strings.Contains(string(line), " 200 ") {
			return fmt.Errorf("the desk answers %q", bytes.TrimSpace(line))
		}
		if bytes.Contains(line, []byte(text)) {
			return nil
		}
	}
}

func fetchPart(ctx context.Context, client *http.Client, url string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the page answers %s", resp.Status)
	}
	return int(n), err
}
