package desk

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Seen is one event that a reader of a story was told, and the page that the
// reader then asked for: it shows at least what Version does.
type Seen struct {
	Version     int64
	Told, Shown time.Time
}

// FollowStory reads a story's events on a desk at addr, as a browser does that
// shows version, and asks for the changed part of the page after each. It ends
// with ctx.
func FollowStory(ctx context.Context, addr, story string, version int64, seen func(Seen)) error {
	l, err := listenTo(ctx, addr, fmt.Sprintf("%s/events?v=%d", storyURL(story), version))
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { l.Close() })()
	defer l.Close()
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	l.SetReadDeadline(time.Time{})
	news := false
	for {
		line, err := l.in.ReadSlice('\n')
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("reading the events of %s: %w", story, err)
		}
		line = bytes.TrimSpace(line)
		if bytes.HasPrefix(line, []byte("event: ")) {
			news = string(line) == "event: news"
		}
		id, ok := bytes.CutPrefix(line, []byte("id: "))
		if !ok || !news {
			continue
		}
		s := Seen{Told: time.Now()}
		if s.Version, err = strconv.ParseInt(string(id), 10, 64); err != nil {
			return fmt.Errorf("an event of %s has the id %q", story, id)
		}
		if _, err := fetchPart(ctx, client, fmt.Sprintf("http://%s%s?fragment=1&v=%d", addr, storyURL(story), s.Version)); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		s.Shown = time.Now()
		seen(s)
	}
}
