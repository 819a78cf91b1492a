package desk

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/export"
	"sofar/schemas"
)

// download gives the account, or one story of it, in a form for other tools.
func (s *server) download(w http.ResponseWriter, r *http.Request) {
	f, ok := export.Find(r.PathValue("form"))
	if !ok {
		problem(w, http.StatusNotFound, "No such form; sofar export --help lists them.")
		return
	}
	at, ok := parseTime(r.URL.Query().Get("at"))
	if !ok {
		problem(w, http.StatusBadRequest, "at: not a time; write 2033-02-09T10:00:00Z")
		return
	}
	whole, d, name := (*dossier.Account)(nil), (*dossier.Dossier)(nil), "sofar-"+f.File()
	if id := r.URL.Query().Get("story"); id == "" {
		whole = s.src.At(at)
	} else if whole, d = s.storyAt(id, at); d == nil {
		problem(w, http.StatusNotFound, "No story is kept under this address.")
		return
	}
	a := *whole
	if a.AsOf.IsZero() {
		a.AsOf = newest(&a) // the same ledger gives the same bytes
	}
	if d != nil {
		a.Dossiers, a.Reports, name = []dossier.Dossier{*d}, d.Reports, d.ID+"-"+f.File()
	}
	var b bytes.Buffer
	if err := f.Write(&b, &a, export.Options{Base: s.opt.BaseURL, HideNames: s.opt.HideNames, Page: s.pageOptions(whole)}); err != nil {
		problem(w, http.StatusInternalServerError, "The export could not be written.")
		return
	}
	w.Header().Set("Content-Type", f.Type)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.Bytes()))
}

// newest is when the newest report of an account became known.
func newest(a *dossier.Account) time.Time {
	var t time.Time
	for i := range a.Dossiers {
		for _, k := range a.Dossiers[i].Known {
			if k.After(t) {
				t = k
			}
		}
	}
	return t
}

// schema gives one of the published JSON Schemas.
func (s *server) schema(w http.ResponseWriter, r *http.Request) {
	data, ok := schemas.Read(strings.TrimSuffix(r.PathValue("name"), ".json"))
	if !ok || !strings.HasSuffix(r.PathValue("name"), ".json") {
		problem(w, http.StatusNotFound, "No such schema; there are "+strings.Join(schemas.Names(), ", ")+".")
		return
	}
	w.Header().Set("Content-Type", "application/schema+json")
	w.Header().Set("Cache-Control", "no-cache")
	w.Write(data)
}
