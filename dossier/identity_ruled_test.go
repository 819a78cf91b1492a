package dossier

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/report"
	"sofar/statement"
)

// The names of a batch make the same sets with the same canonical names in
// whatever order they come.
func TestIdentityDoesNotDependOnOrder(t *testing.T) {
	type name struct {
		name   string
		class  statement.Class
		person bool
	}
	names := []name{
		{"Oran River Front", "armed group", false}, {"ORF", "armed group", false}, {"the Front", "armed group", false},
		{"Health Ministry", "government", false}, {"Ministry of Health", "government", false}, {"the ministry", "government", false},
		{"Norrby police", "police", false}, {"police", "police", false}, {"Talby police", "police", false},
		{"Anna Brandt", "police", true}, {"Brandt", "police", true}, {"Radomir Ilveš", "government", true}, {"Radomir Ilvesh", "government", true},
		{"Norrby fire brigade", "rescue", false}, {"firefighters", "rescue", false}, {"fire service", "rescue", false},
	}
	var want map[string]string
	r := rand.New(rand.NewPCG(7, 7))
	for round := range 60 {
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		x := newIdentity()
		for _, n := range names {
			x.add(n.name, n.class, n.person, nil)
		}
		x.settle()
		got := map[string]string{}
		for _, n := range names {
			got[n.name] = x.canonical(n.name)
		}
		if round == 0 {
			want = got
			continue
		}
		for n, c := range got {
			if want[n] != c {
				t.Fatalf("round %d: %q is %q, and was %q in another order", round, n, c, want[n])
			}
		}
	}
}

func twoBodies() []*report.Report {
	return []*report.Report{
		{URL: "https://a.example/1", Publisher: "Norrby Post", Published: at(8), Text: "NORRBY, Veldland — A bomb exploded at the Norrby market on Friday. Four people were killed, the Norrby rescue service said. The Vale Guard claimed responsibility for the bombing.\n"},
		{URL: "https://b.example/1", Publisher: "Vale Herald", Published: at(9), Text: "NORRBY, Veldland — The bomb at the Norrby market on Friday killed five people, the Norrby rescue agency said. The Guardians of the Vale claimed responsibility for the bombing.\n"},
	}
}

// dossiersJSON is everything an account holds, but for the decisions themselves.
func dossiersJSON(t *testing.T, b *Book) []byte {
	t.Helper()
	a := *b.At(at(20))
	a.Decisions = nil
	out, err := json.Marshal(a.Dossiers)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNamesJoinedAndParted(t *testing.T) {
	b := newDeskBook(t, twoBodies()...)
	before := dossiersJSON(t, b.Book)
	actors := func() int {
		n := 0
		for _, d := range b.At(time.Time{}).Dossiers {
			n += len(d.Responsibility)
		}
		return n
	}
	two := actors()
	if two != 2 {
		t.Fatalf("%d actors before the decision, want 2", two)
	}
	id := b.decide(ledger.Decision{Kind: ledger.Same, Names: []string{"Vale Guard", "Guardians of the Vale"}})
	if n := actors(); n != 1 {
		t.Errorf("%d actors after they were joined, want 1", n)
	}
	if again := b.decide(ledger.Decision{Kind: ledger.Same, Names: []string{"Vale Guard", "Guardians of the Vale"}}); again != id {
		t.Error("the same decision is recorded twice")
	}
	b.hour++
	b.decide(ledger.Decision{Kind: ledger.Undo, Undoes: id})
	if after := dossiersJSON(t, b.Book); !bytes.Equal(before, after) {
		t.Error("taken back, the join has left a trace")
	}
	b.hour++
	b.decide(ledger.Decision{Kind: ledger.Same, Names: []string{"Vale Guard", "Guardians of the Vale"}})
	b.hour++
	b.decide(ledger.Decision{Kind: ledger.Apart, Names: []string{"Guardians of the Vale", "the Vale Guard"}})
	if n := actors(); n != 2 {
		t.Errorf("%d actors after they were parted, want 2", n)
	}
	for _, names := range [][]string{nil, {"one"}, {"Vale Guard", "the Vale guard"}, {"", "x"}} {
		if _, err := b.AddDecision(t.Context(), ledger.Decision{Kind: ledger.Same, Names: names, Author: "A", Reason: "b"}); !errors.Is(err, ErrDecision) {
			t.Errorf("names %q are taken: %v", names, err)
		}
	}
}

// An editor parts what a rule has joined.
func TestPartedAgainstARule(t *testing.T) {
	x := newIdentity()
	x.ruled = &namesRuled{pairs: map[[2]string]bool{pairOf("orf", "oran river front"): false}}
	x.add("ORF", statement.ArmedGroup, false, nil)
	x.add("Oran River Front", statement.ArmedGroup, false, []string{"ORF"})
	x.settle()
	if x.id("ORF") == x.id("Oran River Front") {
		t.Error("joined against an editor's decision")
	}
}
