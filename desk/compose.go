package desk

import (
	"io"

	"time"

	"sofar/dossier"
	"sofar/explain"
)

var compose = func(d *dossier.Dossier, since time.Time) explain.Page {
	return explain.Page{Story: d.ID, Title: d.Title, AsOf: d.AsOf, Reports: len(d.Members)}
}

var writeJSON = func(w io.Writer, a *dossier.Account, o explain.Options) error {
	_, err := io.WriteString(w, `{"stories":[{}]}`)
	return err
}
