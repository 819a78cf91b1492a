package show

import (
	"strings"
	"testing"
)

func TestDrawTree(t *testing.T) {
	for _, c := range []struct {
		words string
		heads []int
		want  string
	}{
		// The depot burned down on Friday, she said.
		{"The depot burned down on Friday , she said .", []int{1, 2, -1, 2, 5, 2, 8, 8, 2, 2}, `
  ╭─╼ The
╭─┴╼ depot
┼╼ burned
├─╼ down
│ ╭─╼ on
├─┴╼ Friday
│ ╭─╼ ,
│ ├─╼ she
├─┴╼ said
╰─╼ .`},
		// A tree that crosses: the second line stands beside the first.
		{"a b c d e", []int{-1, 0, 1, 0, 2}, `
┬╼ a
├─┬╼ b
│ ╰─┬╼ c
╰─╼ d
    ╰─╼ e`},
		{"x y z v", []int{2, 3, -1, 2}, `
╭─╼ x
│ ╭─╼ y
┼╼ z
╰─┴╼ v`},
		{"one", []int{-1}, "\n╼ one"},
	} {
		words := strings.Fields(c.words)
		var b strings.Builder
		for i, row := range drawTree(c.heads) {
			b.WriteString("\n" + string(row) + " " + words[i])
		}
		if b.String() != c.want {
			t.Errorf("%s: drew%s\nwant%s", c.words, b.String(), c.want)
		}
	}
}

// TestDrawTreeHostile draws trees as deep and as wide as a text can make them:
// every row ends in the tip, and no row is wider than the bound.
func TestDrawTreeHostile(t *testing.T) {
	const n = 3000
	chain, fan, cross := make([]int, n), make([]int, n), make([]int, n)
	for i := range n {
		chain[i], fan[i], cross[i] = i-1, n/2, (i*7919+1)%n
	}
	fan[n/2] = -1
	for i := range cross {
		cross[i] = min(cross[i], i-1)
	}
	for name, head := range map[string][]int{"chain": chain, "fan": fan, "cross": cross, "empty": {}} {
		rows := drawTree(head)
		if len(rows) != len(head) {
			t.Fatalf("%s: %d rows for %d words", name, len(rows), len(head))
		}
		for i, r := range rows {
			if len(r) == 0 || len(r) > 2*maxColumns || r[len(r)-1] != tip {
				t.Fatalf("%s: row %d is %q", name, i, string(r))
			}
		}
	}
}
