package train

import (
	"strings"
	"testing"
)

func TestReadAndMerge(t *testing.T) {
	const file = "# newdoc id = d1\n# text = A two-day siege didn't end.\n" +
		"1\tA\ta\tDET\tDT\t_\t5\tdet\t_\t_\n2\ttwo\ttwo\tNUM\tCD\t_\t4\tnummod\t_\tSpaceAfter=No\n3\t-\t-\tPUNCT\tHYPH\t_\t2\tpunct\t_\tSpaceAfter=No\n" +
		"4\tday\tday\tNOUN\tNN\t_\t5\tcompound\t_\t_\n5\tsiege\tsiege\tNOUN\tNN\t_\t8\tnsubj\t_\t_\n6-7\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n" +
		"6\tdid\tdo\tAUX\tVBD\t_\t8\taux\t_\t_\n7\tn't\tnot\tPART\tRB\t_\t8\tadvmod\t_\t_\n8\tend\tend\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n9\t.\t.\tPUNCT\t.\t_\t8\tpunct\t_\t_\n\n"
	sents, err := ReadConllu(strings.NewReader(file))
	if err != nil || len(sents) != 1 {
		t.Fatalf("%d sentences, %v", len(sents), err)
	}
	s := sents[0]
	if got := strings.Join(Forms(s), " "); got != "A two - day siege did n't end ." {
		t.Errorf("words %q", got)
	}
	if s.Doc != "d1" || !s.NewPar || !s.Tokens[5].NoSpace || s.Tokens[6].NoSpace {
		t.Errorf("document %q, new paragraph %v, spacing of the clitic wrong", s.Doc, s.NewPar)
	}
	m, any := MergeHyphens(s)
	if got := strings.Join(Forms(m), " "); !any || got != "A two-day siege did n't end ." {
		t.Errorf("merged words %q", got)
	}
	if w := m.Tokens[1]; w.XPOS != "JJ" || w.UPOS != "ADJ" || w.Head != 2 {
		t.Errorf("the compound is %+v, want an adjective under token 2", w)
	}
	if _, err := ReadConllu(strings.NewReader("1\tshort\n")); err == nil {
		t.Error("a line of two columns was read")
	}
}
