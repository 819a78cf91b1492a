package explain

import "sofar/dossier"

// Hider tells which texts Options.HideNames keeps off a story's page, for those
// who show the story in another form: those that name a victim or a suspect.
func Hider(d *dossier.Dossier, o Options) func(text string) bool {
	if !o.HideNames {
		return func(string) bool { return false }
	}
	c := composer{hidden: hiddenNames(d)}
	return c.hidesText
}
