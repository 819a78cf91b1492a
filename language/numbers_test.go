package language

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// show writes a number as "words low..high use", with "+" for More and nothing
// for a plain count.
func show(d *Doc, n Number) string {
	high := fmt.Sprint(n.High)
	if n.High == Open {
		high = "open"
	}
	s := fmt.Sprintf("%s %d..%s", n.Span.Of(d.Text), n.Low, high)
	if n.More {
		s += " +"
	}
	return s + []string{"", " %", " money", " ordinal", " date", " age", " measure", " label"}[n.Use]
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// The table of intervals.
		{"The quake left 43 people dead.", "43 43..43"},
		{"Forty-three villagers were found.", "Forty-three 43..43"},
		{"There were 4,327 houses and 3 500 tents.", "4,327 4327..4327|3 500 3500..3500"},
		{"About two hundred and five homes burned.", "About two hundred and five 184..226"},
		{"A hundred sheep drowned.", "A hundred 100..100"},
		{"At least 43 people died.", "At least 43 43..open"},
		{"A minimum of 12 boats sank.", "A minimum of 12 12..open"},
		{"No fewer than nine trucks burned.", "No fewer than nine 9..open"},
		{"Some 50 or more were hurt.", "Some 50 or more 45..55"},
		{"They counted 50 or more bodies.", "50 or more 50..open"},
		{"More than 100 passengers were aboard.", "More than 100 101..open"},
		{"Over 90 houses fell.", "Over 90 91..open"},
		{"Up to 60 fighters hid there.", "Up to 60 0..60"},
		{"As many as thirty sailors slept.", "As many as thirty 0..30"},
		{"Fewer than 20 stayed.", "Fewer than 20 0..19"},
		{"Nearly 41,000 residents left.", "Nearly 41,000 36900..45100"},
		{"Between 30 and 40 goats strayed.", "Between 30 and 40 30..40"},
		{"They saw 30-40 riders and three or four carts.", "30-40 30..40|three or four 3..4"},
		{"A couple of dogs barked.", "A couple 2..2"},
		{"A few boats and a handful of rafts came.", "A few 3..9|a handful 3..9"},
		{"Several barns burned.", "Several 3..12"},
		{"A dozen eggs and two dozen rolls.", "A dozen 12..12|two dozen 24..24"},
		{"Dozens were hurt, tens of cars and scores of huts gone.", "Dozens 24..99|tens 20..99|scores 40..99"},
		{"Hundreds fled and thousands followed.", "Hundreds 200..999|thousands 2000..9999"},
		{"Many barns stood empty.", "Many 3..open"},
		{"More than a dozen miners died.", "More than a dozen 13..open"},
		{"Hundreds of thousands marched.", "Hundreds of thousands 200000..999999"},
		{"At least several dozen cows drowned.", "At least several dozen 24..open"},
		{"No casualties were reported and nobody was hurt.", "No 0..0|nobody 0..0"},
		// More, changes, pronouns.
		{"Another 12 were found and five more followed.", "Another 12 12..12 +|five more 5..5 +"},
		{"Dozens more are missing.", "Dozens more 24..99 +"},
		{"The toll rose from 30 to 40.", "30 30..30|40 40..40"},
		{"One of the two said no one knew the other one.", "two 2..2|no one 0..0"},
		{"One of the injured died; it was one of the worst nights.", "One 1..1"},
		{"In 1994 two night watchmen stepped over a dozen sacks.", "1994 1994..1994 date|two 2..2|a dozen 12..12"},
		{"The injured number 34, with four dead or more.", "34 34..34|four dead or more 4..open"},
		{"She says about twenty men came.", "about twenty 18..22"},
		{"One man was killed and one was hurt.", "One 1..1|one 1..1"},
		// Numbers that count nobody.
		{"It cost $3 million, or 12 per cent more.", "3 million 3000000..3000000 money|12 12..12 %"},
		{"Belden, 58, and a woman of 71 met a 19-year-old.", "58 58..58 age|71 71..71 age|19 19..19 age"},
		{"The village lies 12 km away; the shock had magnitude 6.4.", "12 12..12 measure|6.4 6..6 measure"},
		{"Train 2613 left after Flight 17 and No. 2.", "2613 2613..2613 label|17 17..17 label|2 2..2 label"},
		{"In 2018, 31 villagers died.", "2018 2018..2018 date|31 31..31"},
		{"On 9 February at 6.52 a.m. the third bell rang.", "9 9..9 date|6.52 6..6 date|third 3..3 ordinal"},
		{"He fired an AK-47.", "47 47..47 label"},
		{"Two-thirds of the crew left.", "Two-thirds 2..2 %"},
		{"Half of the boats sank and a third of the huts burned; one of the second half fled.", "Half 1..1 %|a third 1..1 %|second 2..2 ordinal"},
		{"One in five houses fell, and nearly one in 20 barns.", "One in five 1..1 %|nearly one in 20 0..2 %"},
		// More ways to write a count.
		{"Half a million fled, one and a half million stayed.", "Half a million 500000..500000|one and a half million 1500000..1500000"},
		{"It lasted two and a half hours.", "two and a half 2..2 measure"},
		{"Some 1.5 million sheep and some 2,000 goats.", "Some 1.5 million 1350000..1650000|some 2,000 1800..2200"},
		{"About 200-odd men, a dozen or so women and well over 100 goats.", "About 200-odd 180..220|a dozen or so 10..14|well over 100 101..open"},
		{"Tens of thousands fled; no fewer than three or at least three drowned.", "Tens of thousands 20000..99999|no fewer than three 3..open|at least three 3..open"},
		{"They counted 1,00,000 sacks, 12,50,000 bags and 1,234,567 crumbs.", "1,00,000 100000..100000|12,50,000 1250000..1250000|1,234,567 1234567..1234567"},
		{"They counted 1'000 sacks, 12’500 bags, 12\u2009345 crumbs.", "1'000 1000..1000|12’500 12500..12500|12\u2009345 12345..12345"},
		{"They counted 1,00,0 sacks.", "1 1..1|00 0..0|0 0..0"},
		// Figures that count nothing.
		{"Kaltar won 3-1 and lost 1-2; 30-40 fans wept.", "3-1 3..3 label|1-2 1..1 label|30-40 30..40"},
		{"Call 303-555-0147, 555-0147 or +359 2 555 0147.", "303-555-0147 303..303 label|555-0147 555..555 label|359 2 555 0147 359..359 label"},
		{"It lies at 34.05 N, 34°03′N.", "34.05 34..34 measure|34 34..34 measure|03 3..3 measure"},
		{"A MiG-29 followed Flight 370 in the 2012-13 season.", "29 29..29 label|370 370..370 label|2012 2012..2012 date|13 13..13 date"},
		{"World War II and Chapter IV: the second man of the 21st day.", "second 2..2 ordinal|21st 21..21 ordinal"},
	} {
		d := Analyze(c.text, time.Date(2032, 2, 9, 12, 0, 0, 0, time.UTC))
		var got []string
		for _, n := range d.Numbers {
			got = append(got, show(d, n))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"at least 43", "between 30 and 40", "1.2 million", "hundreds of thousands of millions", "3 500 200 100", "forty-three-two", "99999999999999999999", "½ 3\u00a0500 – 4", "two to three hundred thousand million billion", "-5 (12) +40 #3 AK-47"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<14 {
			return
		}
		d := Analyze(s, time.Date(2032, 2, 9, 12, 0, 0, 0, time.UTC))
		checkClasses(t, s)
		end := 0
		for _, n := range d.Numbers {
			if n.Low < 0 || n.High != Open && n.Low > n.High {
				t.Errorf("interval %d..%d of %q", n.Low, n.High, s)
			}
			if n.Span.Start < end || n.Span.End > len(s) || n.Span.Empty() || n.Core.Empty() || n.Core.End > len(s) {
				t.Fatalf("span %v core %v of %q", n.Span, n.Core, s)
			}
			end = n.Span.End
		}
		for _, e := range d.Times {
			if e.Span.Empty() || e.Span.End > len(s) || e.To.Before(e.From) || e.From.IsZero() != e.To.IsZero() {
				t.Errorf("time %+v of %q", e, s)
			}
		}
		for i, n := range d.Names {
			if n.Entity < 0 || n.Entity >= len(d.Entities) || n.Span.Empty() || n.Span.End > len(s) || i > 0 && d.Names[i-1].Tokens.Start > n.Tokens.Start {
				t.Errorf("name %+v of %q", n, s)
			}
		}
		for _, e := range d.Entities {
			if e.Canonical == "" || len(e.Mentions) == 0 {
				t.Errorf("entity %+v of %q", e, s)
			}
		}
	})
}
