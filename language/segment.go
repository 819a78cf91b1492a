package language

// Segment gives a Doc with tokens, paragraphs, sentences and quotations alone:
// no tags, numbers, times or names. It is what Analyze begins with.
func Segment(text string) *Doc { return segment(text) }
