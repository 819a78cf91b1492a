package dossier

import (
	"testing"
	"time"

	"sofar/statement"
)

func TestOneMouthOrTwo(t *testing.T) {
	type name struct {
		name   string
		class  statement.Class
		person bool
		alias  string
	}
	for _, c := range []struct {
		what string
		a, b name
		rest []name
		one  bool
	}{
		{"word order of a ministry", name{"Health Ministry", "government", false, ""}, name{"the Ministry of Health", "government", false, ""}, nil, true},
		{"two ministries", name{"Health Ministry", "government", false, ""}, name{"Interior Ministry", "government", false, ""}, nil, false},
		{"a ministry is not the only other ministry", name{"Health Ministry", "government", false, ""}, name{"Ministry of Emergency Situations", "government", false, ""}, nil, false},
		{"a country and its adjective", name{"Kastovian health ministry", "government", false, ""}, name{"Ministry of Health of Kastovia", "government", false, ""}, nil, true},
		{"two bare names of one fire service", name{"fire service", "rescue", false, ""}, name{"the fire brigade", "rescue", false, ""}, nil, true},
		{"a nationality before a bare role", name{"Romanian firefighters", "rescue", false, ""}, name{"Bihor Fire Brigade", "rescue", false, ""}, nil, true},
		{"a ministry in small letters", name{"the health ministry", "government", false, ""}, name{"Emergency Situations Ministry", "government", false, ""}, nil, false},
		{"acronym", name{"ORF", "armed group", false, ""}, name{"Oran River Front", "armed group", false, ""}, nil, true},
		{"acronym of another class", name{"ORF", "media", false, ""}, name{"Oran River Front", "armed group", false, ""}, nil, false},
		{"alias in a report", name{"Pale Horse", "armed group", false, "The Riders"}, name{"The Riders", "armed group", false, ""}, nil, true},
		{"part of the one longer name", name{"Coast Guard", "rescue", false, ""}, name{"Norhavn Coast Guard", "rescue", false, ""}, nil, true},
		{"part of two longer names", name{"County Police", "police", false, ""}, name{"East County Police", "police", false, ""}, []name{{"West County Police", "police", false, ""}}, false},
		{"bare role, one body", name{"the army", "military", false, ""}, name{"Selvan Armed Forces", "military", false, ""}, nil, true},
		{"transliteration", name{"Radomir Ilveš", "government", true, ""}, name{"Radomir Ilvesh", "government", true, ""}, nil, true},
		{"two persons with one surname", name{"Anna Brandt", "police", true, ""}, name{"Otto Brandt", "police", true, ""}, nil, false},
		{"surname and the only full name", name{"Brandt", "police", true, ""}, name{"Anna Brandt", "police", true, ""}, nil, true},
		{"surname and two full names", name{"Brandt", "police", true, ""}, name{"Anna Brandt", "police", true, ""}, []name{{"Otto Brandt", "police", true, ""}}, false},
		{"spelling of another class", name{"Radomir Ilveš", "government", true, ""}, name{"Radomir Ilvesh", "witness", true, ""}, nil, false},
		{"possessive", name{"Prosecutor General's Office", "court", false, ""}, name{"Prosecutor General’s Office", "court", false, ""}, nil, true},
	} {
		x := newIdentity()
		for _, n := range append([]name{c.a, c.b}, c.rest...) {
			var aliases []string
			if n.alias != "" {
				aliases = []string{n.alias}
			}
			x.add(n.name, n.class, n.person, aliases)
		}
		x.settle()
		if got := x.id(c.a.name) == x.id(c.b.name); got != c.one {
			t.Errorf("%s: %q and %q one mouth: %v, want %v", c.what, c.a.name, c.b.name, got, c.one)
		}
	}
}

// A bare word that a spokesman ties to one ministry joins it to no other.
func TestBareWordIsOneBodys(t *testing.T) {
	x := newIdentity()
	for _, n := range []string{"Emergency Situations Ministry", "ministry", "Health Ministry"} {
		x.add(n, statement.Government, false, nil)
	}
	x.join("emergency situations ministry", "ministry", "test")
	x.settle()
	if x.id("ministry") != x.id("Emergency Situations Ministry") || x.id("Health Ministry") == x.id("ministry") {
		t.Errorf("ministry is %q, Health Ministry %q", x.id("ministry"), x.id("Health Ministry"))
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{{"ilves", "ilvesh", 2, 1}, {"brandt", "brandt", 1, 0}, {"abc", "xyz", 1, 3}, {"short", "muchlonger", 2, 3}} {
		if got := editDistance(c.a, c.b, c.limit); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestStated(t *testing.T) {
	for _, c := range []struct {
		words     string
		low, high int64
		want      int64
	}{
		{"43", 43, 43, 43}, {"at least 43", 43, -1, 43}, {"more than 30", 31, -1, 31}, {"up to 12", 0, 12, 12}, {"about 40", 36, 44, 40},
		{"36 to 44", 36, 44, 36}, {"36–44", 36, 44, 36}, {"dozens", 24, 99, 24}, {"around ten", 9, 11, 10}, {"none", 0, 0, 0}, {"about 1,300", 1170, 1430, 1300},
	} {
		if got := Stated(&statement.Figure{Words: c.words, Low: c.low, High: c.high}); got != c.want {
			t.Errorf("%s (%d..%d): %d, want %d", c.words, c.low, c.high, got, c.want)
		}
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	load := func() *Account {
		c := readCase(t, "testdata/fold/rise-and-fall.txt")
		return c.account(c.entries[len(c.entries)-1].Known)
	}
	if p := Verify(load()); len(p) > 0 {
		t.Fatalf("an untouched account: %v", p)
	}
	for name, damage := range map[string]func(*Account){
		"a shifted figure":      func(a *Account) { a.Dossiers[0].Statements[0].Figure.Span.Start++ },
		"a span past the end":   func(a *Account) { a.Dossiers[0].Statements[0].Span.End = 1 << 20 },
		"other words":           func(a *Account) { a.Dossiers[0].Statements[0].Figure.Words = "at least three" },
		"low above best":        func(a *Account) { a.Dossiers[0].Figures[0].Low = 99 },
		"a step out of order":   func(a *Account) { a.Dossiers[0].Figures[0].History[0].High = -5 },
		"a missing report":      func(a *Account) { delete(a.Dossiers[0].Reports, a.Dossiers[0].Statements[0].Report) },
		"an unknown answer":     func(a *Account) { a.Dossiers[0].Statements[0].Answers = "s0" },
		"a point without words": func(a *Account) { a.Dossiers[0].Unknown = []Point{{Report: "r0"}} },
		"a report from later":   func(a *Account) { a.AsOf = a.AsOf.Add(-12 * time.Hour) },
	} {
		a := load()
		damage(a)
		if len(Verify(a)) == 0 {
			t.Errorf("%s passes", name)
		}
	}
}
