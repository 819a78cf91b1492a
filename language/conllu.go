package language

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// CoNLLU writes the Doc in CoNLL-U: form, lemma, UPOS and PTB tag; head and
// relation stay empty ("_"). newpar, sent_id and text comments stand before
// each sentence, SpaceAfter=No in the last column.
func (d *Doc) CoNLLU(w io.Writer) error {
	b := bufio.NewWriter(w)
	par := -1
	for n, s := range d.Sents {
		if s.Paragraph != par {
			par = s.Paragraph
			fmt.Fprintln(b, "# newpar")
		}
		fmt.Fprintf(b, "# sent_id = %d\n# text = %s\n", n+1, strings.Join(strings.Fields(s.Span.Of(d.Text)), " "))
		for i := s.Start; i < s.End; i++ {
			misc := "_"
			if i+1 < s.End && d.Flags[i+1]&FlagSpace == 0 {
				misc = "SpaceAfter=No"
			}
			fmt.Fprintf(b, "%d\t%s\t%s\t%s\t%s\t_\t_\t_\t_\t%s\n", i-s.Start+1, d.Word(i), d.Lemma[i], d.Tag[i], d.PTB[i], misc)
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}
