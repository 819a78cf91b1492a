package language

import "time"

// Analyze reads a text: tokens, paragraphs, sentences, quotations, parts of
// speech, numbers, times, names and entities. published (zero if unknown) is
// what relative times are resolved against. It never fails: any string gives a
// Doc. The time is linear in the length of the text.
func Analyze(text string, published time.Time) *Doc {
	d := segment(text)
	d.Published = published
	d.tag()
	d.markScare()
	d.readNumbers()
	d.readTimes()
	d.readNames()
	d.readEntities()
	return d
}

// segment makes a Doc with tokens, paragraphs, sentences and quotations.
func segment(text string) *Doc {
	t := tokenizer{text: text}
	t.run()
	d := &Doc{Text: text, Start: t.start, End: t.end}
	d.shapes()
	d.paragraphs(t.breaks)
	d.sentences()
	d.newTrees()
	d.pairQuotes()
	d.markAllCaps()
	return d
}
