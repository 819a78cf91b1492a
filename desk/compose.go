package desk

import (
	"time"

	"sofar/dossier"
	"sofar/explain"
)

// compose writes the sentences of a story's page.
func compose(d *dossier.Dossier, since time.Time) explain.Page {
	return explain.Compose(d, explain.Options{Since: since})
}
