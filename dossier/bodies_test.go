package dossier

import (
	"math/rand/v2"
	"testing"

	"sofar/statement"
)

func TestKindOfName(t *testing.T) {
	for name, want := range map[string]string{
		"Marrow fire service": "fire", "county fire brigade": "fire", "Firefighters": "fire", "Marrow police": "police",
		"Talle civil defence service": "civil defence", "the Coast Guard": "coast guard", "Ministry of Health": "ministry",
		"Selvan Armed Forces": "army", "prosecutor's office in Marrow": "prosecutor", "Saint Ann Hospital": "hospital",
		"Marrow town hall": "municipality", "Mayor of Marrow": "municipality", "Governor of Talle": "governor", "Ada Brook": "", "Open Hand": "",
		"State Security Service": "security service", "Union of Dock Workers": "union",
	} {
		if got := kindOfName(fold(name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// bodies of every sort that a story may hold, bare and full.
var bodyNames = []struct {
	name  string
	class statement.Class
}{
	{"police", statement.Police}, {"Marrow police", statement.Police}, {"Talle regional police", statement.Police}, {"city police", statement.Police},
	{"fire service", statement.Rescue}, {"the fire brigade", statement.Rescue}, {"Marrow fire service", statement.Rescue}, {"firefighters", statement.Rescue},
	{"civil defence service", statement.Rescue}, {"Talle civil defence service", statement.Rescue}, {"Coast Guard", statement.Rescue},
	{"hospital", statement.Medical}, {"Saint Ann Hospital", statement.Medical}, {"ambulance service", statement.Medical},
	{"ministry", statement.Government}, {"Health Ministry", statement.Government}, {"Ministry of Health", statement.Government}, {"Interior Ministry", statement.Government},
	{"army", statement.Military}, {"Selvan Armed Forces", statement.Military}, {"prosecutors", statement.Court}, {"Marrow District Court", statement.Court},
	{"operator", statement.Company}, {"Northern Lines", statement.Company}, {"Dravish police", statement.Police},
}

// Whatever names a story holds and in whatever order, no mouth has two kinds of
// head, and bodies of two places stay two.
func TestBodiesOfTwoKindsNeverMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for round := range 300 {
		x := newIdentity()
		x.home = []string{"marrow", "selva"}
		for range 4 + r.IntN(20) {
			b := bodyNames[r.IntN(len(bodyNames))]
			var aliases []string
			if r.IntN(4) == 0 {
				aliases = []string{bodyNames[r.IntN(len(bodyNames))].name} // a report may be wrong
			}
			x.add(b.name, b.class, false, aliases)
		}
		for range r.IntN(4) { // a person who speaks for two
			x.join(x.keys[r.IntN(len(x.keys))], x.keys[r.IntN(len(x.keys))], "test")
		}
		x.settle()
		kinds := map[string]string{}
		for _, k := range x.keys {
			kind := x.names[k].kind
			if kind == "" {
				continue
			}
			if have, ok := kinds[x.find(k)]; ok && have != kind {
				t.Fatalf("round %d: %q is of kind %s in a mouth of kind %s", round, k, kind, have)
			}
			kinds[x.find(k)] = kind
		}
		one := func(a, b string) bool {
			_, ka := x.parent[fold(a)]
			_, kb := x.parent[fold(b)]
			return ka && kb && x.find(fold(a)) == x.find(fold(b))
		}
		for _, p := range [][2]string{{"Marrow police", "Talle regional police"}, {"Health Ministry", "Interior Ministry"}, {"Marrow police", "Dravish police"}} {
			if one(p[0], p[1]) {
				t.Fatalf("round %d: %q and %q are one mouth", round, p[0], p[1])
			}
		}
	}
}

// The order in which a batch names its speakers changes nothing.
func TestIdentityIsOrderFree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for round := range 200 {
		n := 3 + r.IntN(len(bodyNames)-3)
		pick := r.Perm(len(bodyNames))[:n]
		read := func(order []int) map[string]string {
			x := newIdentity()
			for _, i := range order {
				x.add(bodyNames[pick[i]].name, bodyNames[pick[i]].class, false, nil)
			}
			x.settle()
			out := map[string]string{}
			for _, i := range order {
				out[bodyNames[pick[i]].name] = x.canonical(bodyNames[pick[i]].name)
			}
			return out
		}
		a, b := read(r.Perm(n)), read(r.Perm(n))
		for name, c := range a {
			if b[name] != c {
				t.Fatalf("round %d: %q is %q in one order and %q in another", round, name, c, b[name])
			}
		}
	}
}

func TestFullestForm(t *testing.T) {
	type form struct {
		name           string
		count, reports int
		own            bool
	}
	for _, c := range []struct {
		what string
		in   []form
		want string
	}{
		{"a place tells more than a bare word", []form{{"fire service", 9, 6, false}, {"Marrow fire service", 1, 1, false}}, "Marrow fire service"},
		{"the longer order needs two reports", []form{{"Health Ministry", 5, 5, false}, {"Ministry of Health", 1, 1, false}}, "Health Ministry"},
		{"two reports print the longer order", []form{{"Health Ministry", 9, 9, false}, {"Ministry of Health", 2, 2, false}}, "Ministry of Health"},
		{"the body's own order", []form{{"Interior Ministry", 9, 9, true}, {"Ministry of the Interior", 3, 3, false}}, "Interior Ministry"},
		{"no acronym", []form{{"ORF", 9, 9, false}, {"Oran River Front", 1, 1, false}}, "Oran River Front"},
		{"no legal form", []form{{"Marrow Lines SA", 3, 3, false}}, "Marrow Lines"},
	} {
		var ms []*mouth
		for _, f := range c.in {
			k := fold(f.name)
			ms = append(ms, &mouth{key: k, name: f.name, words: contentWords(k), kind: kindOfName(k), count: f.count, reports: f.reports, own: f.own})
		}
		if got := bestName(ms); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestElsewhere(t *testing.T) {
	x := newIdentity()
	x.home, x.places = []string{"marrow"}, map[string]bool{"marrow": true, "talle": true}
	for _, n := range []string{"fire brigade", "Talle fire brigade"} {
		x.add(n, statement.Rescue, false, nil)
	}
	x.settle()
	if x.id("fire brigade") == x.id("Talle fire brigade") {
		t.Error("the town's fire brigade is taken for another town's")
	}
}
