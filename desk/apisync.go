package desk

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sofar/explain"
	"sofar/ledger"
)

// Recorder gives the records behind an account; a dossier.Book is one.
type Recorder interface {
	// Records calls fn for the records after a place in the log, in order.
	Records(ctx context.Context, after int64, fn func(ledger.Record) error) error
}

type recordsBody struct {
	Records []ledger.Record `json:"records" doc:"as in an exported ledger (/schemas/ledger.json), in the order of the log"`
	Next    int64           `json:"next" doc:"the cursor to ask with next: give it as after"`
	More    bool            `json:"more" doc:"more records are there already"`
}

// Bounds of an answer with records.
const (
	maxRecordBytes = 8 << 20
	maxRecordWait  = 25 // seconds
)

var errFull = errors.New("full")

// apiRecords gives the log from a cursor on: who keeps asking with next has a
// copy of the ledger.
func (s *server) apiRecords(ctx context.Context, in *struct {
	After int64 `query:"after" minimum:"0" doc:"the last record that the caller has; 0 for all"`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"most records to give"`
	Wait  int   `query:"wait" minimum:"0" maximum:"25" doc:"seconds to wait for a record where there is none yet"`
}) (*struct{ Body recordsBody }, error) {
	src, ok := s.src.(Recorder)
	if !ok {
		return nil, huma.Error501NotImplemented("this desk gives no records")
	}
	if in.Wait > 0 {
		ctx, cancel := context.WithTimeout(ctx, time.Duration(min(in.Wait, maxRecordWait))*time.Second)
		defer cancel()
		_, _ = s.src.Wait(ctx, in.After) // nothing new is an answer too
	}
	out := &struct{ Body recordsBody }{recordsBody{Records: []ledger.Record{}, Next: in.After}}
	size := 0
	err := src.Records(ctx, in.After, func(rec ledger.Record) error {
		if len(out.Body.Records) >= in.Limit || size > 0 && size+len(rec.Payload) > maxRecordBytes {
			out.Body.More = true
			return errFull
		}
		size += len(rec.Payload)
		out.Body.Records = append(out.Body.Records, rec)
		out.Body.Next = rec.Seq
		return nil
	})
	if err != nil && !errors.Is(err, errFull) {
		return nil, huma.Error500InternalServerError("the ledger cannot be read")
	}
	return out, nil
}

// apiDevelopments gives what happened to the claims of a story.
func (s *server) apiDevelopments(_ context.Context, in *struct {
	ID    string `path:"id" doc:"id of the story"`
	Since string `query:"since" doc:"only what became known after this time (RFC 3339)"`
	Kind  string `query:"kind" maxLength:"40" doc:"figure, corroboration, responsibility, confirmation, denial, correction, retraction, silent edit, editor's decision"`
	Paging
}) (*listOut[explain.Development], error) {
	since, ok := parseTime(in.Since)
	if !ok {
		return nil, huma.Error400BadRequest("since: not a time; write 2033-02-09T10:00:00Z")
	}
	a := s.src.At(time.Time{})
	d := find(a, in.ID)
	if d == nil {
		return nil, huma.Error404NotFound("no story " + trim(in.ID, 60) + " is known")
	}
	var hits []explain.Development
	for _, dev := range s.told.of(a, d) {
		if (in.Kind == "" || dev.Kind == in.Kind) && (since.IsZero() || dev.At.After(since)) {
			hits = append(hits, dev)
		}
	}
	return listed(in.Paging, hits, func(dev explain.Development) explain.Development { return dev }), nil
}

// describe adds to the API's description what other handlers answer, and the
// published schema of a story; it gives the places ("GET /path") that it added.
func describe(o *huma.OpenAPI) (paths []string) {
	o.Paths["/api/v1/stories/{id}"].Get.Responses["200"].Content["application/json"].Schema = &huma.Schema{Ref: "/schemas/story.json"}
	// Null stands where a statement has no figure or names no actor; huma does not
	// say so of objects.
	said := o.Components.Schemas.Map()["StatementItem"].Properties
	for _, name := range []string{"figure", "responsibility"} {
		said[name] = &huma.Schema{OneOf: []*huma.Schema{{Ref: said[name].Ref}, {Type: "null"}}}
	}
	text := func(id, path, summary, media string, params ...*huma.Param) {
		paths = append(paths, http.MethodGet+" "+path)
		o.AddOperation(&huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{"files"}, Parameters: params,
			Responses: map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{media: {Schema: &huma.Schema{Type: huma.TypeString}}}}, "404": {Description: "not there"}}})
	}
	str := &huma.Schema{Type: huma.TypeString}
	id := &huma.Param{Name: "id", In: "path", Required: true, Description: "id of the story", Schema: str}
	text("all-feed-atom", "/feed.atom", "Developments of all stories as Atom", "application/atom+xml")
	text("all-feed-json", "/feed.json", "Developments of all stories as JSON Feed", "application/feed+json")
	text("story-feed-atom", "/story/{id}/feed.atom", "Developments of a story as Atom", "application/atom+xml", id)
	text("story-feed-json", "/story/{id}/feed.json", "Developments of a story as JSON Feed", "application/feed+json", id)
	text("story-events", "/story/{id}/events", "Server-Sent Events: an event “news” with version and announcement for each change", "text/event-stream", id,
		&huma.Param{Name: "v", In: "query", Description: "version that the caller shows: told at once if there is a newer one", Schema: &huma.Schema{Type: huma.TypeInteger}})
	text("all-events", "/events", "Server-Sent Events of the list of stories", "text/event-stream")
	text("story-embed", "/embed/story/{id}", "A story as a block for a frame", "text/html", id)
	text("export", "/export/{form}", "The account, or one story, in a form for other tools", "application/octet-stream",
		&huma.Param{Name: "form", In: "path", Required: true, Description: "figures, history, statements (with -jsonl or -parquet), reports, schema.org, annotations, prov, geojson, ninjs, wikitext", Schema: str},
		&huma.Param{Name: "story", In: "query", Description: "id of a story; all if left out", Schema: str}, &huma.Param{Name: "at", In: "query", Description: "as known at this time", Schema: str})
	text("schema", "/schemas/{name}", "A published JSON Schema", "application/schema+json", &huma.Param{Name: "name", In: "path", Required: true, Description: "such as figure.json", Schema: str})
	return paths
}
