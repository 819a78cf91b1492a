package language

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func words(d *Doc, r Range) []string {
	var out []string
	for i := r.Start; i < r.End; i++ {
		out = append(out, d.Word(i))
	}
	return out
}

// The want column separates tokens by spaces.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"They didn't say who can't go.", "They did n't say who ca n't go ."},
		{"It’s the group’s rival, isn’t it?", "It ’s the group ’s rival , is n’t it ?"},
		{"I'd've gone; we'll cannot", "I 'd 've gone ; we 'll can not"},
		{"O'Brien of Sana'a at 5 o'clock", "O'Brien of Sana'a at 5 o'clock"},
		{"the miners' union and the 1990's", "the miners ' union and the 1990 's"},
		{"a two-day ISIS-K raid by 12-year-olds", "a two-day ISIS-K raid by 12-year-olds"},
		{"30-40 people in 2031-03-14 style", "30 - 40 people in 2031-03-14 style"},
		{"call 303-555-0147 now", "call 303-555-0147 now"},
		{"rain–sodden hill — and mud--slides", "rain – sodden hill — and mud -- slides"},
		{"4,327 homes, 3.5 km, at 11:02, 6.52 m", "4,327 homes , 3.5 km , at 11:02 , 6.52 m"},
		{"1,2 and 12,34", "1 , 2 and 12 , 34"},
		{"1,234,567.89 or 1,2345", "1,234,567.89 or 1 , 2345"},
		{"$3 million, US$40, €1.5bn, 12%", "$ 3 million , US$ 40 , € 1.5bn , 12 %"},
		{"at 5 a.m. in the U.S. on 9/11", "at 5 a.m. in the U.S. on 9/11"},
		{"Gen. Brook, No. 2, Feb. 9", "Gen. Brook , No. 2 , Feb. 9"},
		{"He said no. Then J. K. Marrow left.", "He said no . Then J. K. Marrow left ."},
		{"see https://example.org/a_(b)?x=1, www.example.com.", "see https://example.org/a_(b)?x=1 , www.example.com ."},
		{"mail desk@example.org or @desk_1 #news", "mail desk@example.org or @desk_1 #news"},
		{"AT&T and example.co.uk/live page", "AT&T and example.co.uk/live page"},
		{"the hall.Police said", "the hall . Police said"},
		{"Wait... what?! No…", "Wait ... what ?! No …"},
		{"„Nein“, «non», ‚so‘", "„ Nein “ , « non » , ‚ so ‘"},
		{"ISIS/ISIS-K (TTP)", "ISIS / ISIS-K ( TTP )"},
		{"rock 'n' roll, let 'em go in '98", "rock 'n ' roll , let 'em go in '98"},
		{"zero\u200bwidth \u200fmark\u200f", "zero width mark"},
		{"👩‍🚒🔥 🇧🇬 fire", "👩‍🚒 🔥 🇧🇬 fire"},
		{"a\xffb \xc3", "a\x1ab \x1a"},
	} {
		d := segment(c.text)
		if diff := cmp.Diff(strings.Fields(c.want), words(d, Range{0, d.Len()})); diff != "" {
			t.Errorf("%q: tokens (-want +got):\n%s", c.text, diff)
		}
	}
}

// The want column separates sentences by bars; H, B and * after a bar's end mark
// Headline, Boilerplate and Bullet.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"abbreviations", "Gen. Aldo Marr met Dr. J. Pell at 5 p.m. Friday in the U.S. He left.", []string{"Gen. Aldo Marr met Dr. J. Pell at 5 p.m. Friday in the U.S.", "He left."}},
		{"clock time ends it", "It began at 5 a.m. Police came.", []string{"It began at 5 a.m.", "Police came."}},
		{"number", "School No. 3 fell. Twelve died.", []string{"School No. 3 fell.", "Twelve died."}},
		{"closing quotes", "“Run,” he said. “Now.” They ran. \"It fell.\" She wept.", []string{"“Run,” he said.", "“Now.”", "They ran.", "\"It fell.\"", "She wept."}},
		{"question in a quotation", "“Why now?” the mayor asked. “Help!” she cried.", []string{"“Why now?” the mayor asked.", "“Help!” she cried."}},
		{"ellipsis", "He paused ... then spoke. It was dark... Nobody moved.", []string{"He paused ... then spoke.", "It was dark...", "Nobody moved."}},
		{"lost space", "They left the hall.Police closed it.", []string{"They left the hall.", "Police closed it."}},
		{"cross-head and wrap", "Bridge falls in Varna\n\nTwo died. One fled.\n\nWhat we saw\n\nSmoke rose.", []string{"Bridge falls in Varna H", "Two died.", "One fled.", "What we saw H", "Smoke rose."}},
		{"live blog", "10:50. One man has been detained.\n\n09:15 – Trains halted. Roads shut.\n\n08.40 With that, it rose.", []string{"10:50. H", "One man has been detained.", "09:15 – H", "Trains halted.", "Roads shut.", "08.40 H", "With that, it rose."}},
		{"bullets", "• Two dead\n• Five hurt\n1. Losses: two dead. More later.\n- a road is cut", []string{"• Two dead *", "• Five hurt *", "1. Losses: two dead. *", "More later. *", "- a road is cut *"}},
		{"page furniture", "Click here for live updates.\nSubscribe to our newsletter\nHere is what you need to know.\nMORE TO FOLLOW\nPolice shared a photo.", []string{"Click here for live updates. B", "Subscribe to our newsletter HB", "Here is what you need to know. B", "MORE TO FOLLOW HB", "Police shared a photo."}},
		{"capitals", "LA PAZ, 3 MAR 90 (XYZ) -- [TEXT] TWO MEN FIRED. COL ROJAS SAID SO.", []string{"LA PAZ, 3 MAR 90 (XYZ) -- [TEXT] TWO MEN FIRED.", "COL ROJAS SAID SO."}},
		{"dateline with stops", "VARNA, 14 March. /BPX/. The bridge fell. Two died.", []string{"VARNA, 14 March. /BPX/. The bridge fell.", "Two died."}},
		{"hand-wrapped lines", "The bridge over the Tisva fell on Monday night after two days of\nrain, the ministry said. Two cars went into the water, and their\ndrivers were pulled out by people who live on the bank, it said in\na statement.\n\nA third car was found.", []string{"The bridge over the Tisva fell on Monday night after two days of\nrain, the ministry said.", "Two cars went into the water, and their\ndrivers were pulled out by people who live on the bank, it said in\na statement.", "A third car was found."}},
		{"line broken about a link", "The mayor\n\nsaid so on Friday.\nTwo died.\n\n6:05 p.m.\n\n___", []string{"The mayor\n\nsaid so on Friday.", "Two died.", "6:05 p.m. H", "___ B"}},
		{"initials", "The judge, A. B. Corr, agreed. So did C. Dunn.", []string{"The judge, A. B. Corr, agreed.", "So did C. Dunn."}},
	} {
		d := segment(c.text)
		var got []string
		for _, s := range d.Sents {
			g := d.Text[s.Span.Start:s.Span.End]
			marks := ""
			if s.Headline {
				marks += "H"
			}
			if s.Boilerplate {
				marks += "B"
			}
			if s.Bullet {
				marks += "*"
			}
			if marks != "" {
				g += " " + marks
			}
			got = append(got, g)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"VARNA, Feb 9 (BPX) - Nine people died.", "VARNA, Feb 9 (BPX) -"},
		{"LA PAZ, 3 MAR 90 (XYZ) -- [TEXT] TWO MEN FIRED.", "LA PAZ, 3 MAR 90 (XYZ) -- [TEXT]"},
		{"LA PAZ, 3 MAR 90 (CANAL 2) -- [SPEECH BY GEN ROJAS] [TEXT] TWO MEN FIRED.", "LA PAZ, 3 MAR 90 (CANAL 2) -- [SPEECH BY GEN ROJAS] [TEXT]"},
		{"VARNA, 14 March. /BPX/. The bridge fell.", "VARNA, 14 March. /BPX/."},
		{"PORT ARDEN — Fire broke out.", "PORT ARDEN —"},
		{"Arden, Northmark (Northwire) – Fire broke out.", "Arden, Northmark (Northwire) –"},
		{"Fire broke out – nobody was hurt.", ""},
		{"The Front – a militia – denied it.", ""},
		{"Arden – Fire broke out.", ""},
	} {
		d := segment(c.text)
		if got := d.TextOf(d.Dateline); got != c.want {
			t.Errorf("%q: dateline %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAllCaps(t *testing.T) {
	d := segment("TWO MEN FIRED AT THE BUS IN LA PAZ.\n\nThe NATO and UN envoys left.")
	for i := range d.Len() {
		if got, want := d.Flags[i]&FlagAllCaps != 0, d.SentOf[i] == 0; got != want {
			t.Errorf("%q: FlagAllCaps %v, want %v", d.Word(i), got, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	type q struct {
		Inner     string
		Depth     int
		Continues int
		Closed    bool
	}
	for _, c := range []struct {
		name, text string
		want       []q
	}{
		{"straight and curly", `"Go," he said. “Stay,” she said.`, []q{{"Go,", 0, -1, true}, {"Stay,", 0, -1, true}}},
		{"nested", "“He shouted ‘fire’ twice,” she said.", []q{{"He shouted ‘fire’ twice,", 0, -1, true}, {"fire", 1, -1, true}}},
		{"apostrophes are no marks", "The miners' union said it wasn't Moss's fault in the '90s.", nil},
		{"single quotes with apostrophes", "'We don't know the miners' names,' he said.", []q{{"We don't know the miners' names,", 0, -1, true}}},
		{"guillemets and low marks", "«Non», „Nein“.", []q{{"Non", 0, -1, true}, {"Nein", 0, -1, true}}},
		{"continued", "“It began at noon.\n\n“Then it stopped,” she said.\n\n“No.”", []q{{"It began at noon.", 0, -1, false}, {"Then it stopped,", 0, 0, true}, {"No.", 0, -1, true}}},
		{"lost space after", "“It fell,”Ann Moor said.", []q{{"It fell,", 0, -1, true}}},
		{"capitals", `THE "SANTO TORO" FARM AND THE "LUZ" FARM.`, []q{{"SANTO TORO", 0, -1, true}, {"LUZ", 0, -1, true}}},
	} {
		d := segment(c.text)
		var got []q
		for _, x := range d.Quotes {
			got = append(got, q{x.Inner.Of(d.Text), x.Depth, x.Continues, x.Closed})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestScare(t *testing.T) {
	d := Analyze("The “freedom fighters” fled. “We won,” said one. “No,” said Bram.", time.Time{})
	var got []bool
	for _, q := range d.Quotes {
		got = append(got, q.Scare)
	}
	if diff := cmp.Diff([]bool{true, false, false}, got); diff != "" {
		t.Error(diff)
	}
}

// A text without a full stop is still cut into sentences that can be read in
// bounded time, and no token is lost.
func TestSentenceBound(t *testing.T) {
	doc := Analyze(strings.Repeat("according to police ", 1000), time.Time{})
	next := 0
	for i, s := range doc.Sents {
		if s.Start != next || s.Len() > maxSentence {
			t.Fatalf("sentence %d is %v, want at most %d tokens from %d", i, s.Range, maxSentence, next)
		}
		next = s.End
	}
	if next != doc.Len() {
		t.Errorf("the sentences end at token %d of %d", next, doc.Len())
	}
}
