package language

import "testing"

func TestEnglish(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"At least 12 people were killed on Friday when a roof collapsed at a bus depot, the ministry said.", true},
		{"TWO MEN FIRED AT THE BUS IN LA PAZ ON 3 MARCH.", true},
		{"Bridge falls in Vardin", true},
		{"Ilka Moren, Bram Corvan, Peter Aldon, Aldo Marr", true}, // too little to tell
		{"", true},
		{"12, 14, 2031.", true},
		{"“We won,” he said.\n\nНа мосту погибли двенадцать человек.", true},
		{"Na moście zginęło dwanaście osób, a czterdzieści zostało rannych, powiedział minister spraw wewnętrznych w piątek.", false},
		{"El viernes murieron al menos doce personas cuando se derrumbó el techo de un depósito de autobuses, dijo el ministerio. No hay más detalles.", false},
		{"Mindestens zwölf Menschen starben am Freitag, als das Dach eines Busdepots einstürzte, sagte das Ministerium. Die Polizei war im Einsatz.", false},
		{"Au moins douze personnes sont mortes vendredi dans l'effondrement du toit d'un dépôt, a dit le ministère.", false},
		{"На мосту погибли двенадцать человек.", false},
		{"橋で十二人が死亡した。", false},
		{"قتل اثنا عشر شخصا يوم الجمعة", false},
	} {
		if got := segment(c.text).English(); got != c.want {
			t.Errorf("%q: English %v, want %v", c.text, got, c.want)
		}
	}
}

// Bytes that are no UTF-8 are counted; every offset stays that of the text given.
func TestInvalid(t *testing.T) {
	for _, c := range []struct {
		text    string
		invalid int
		words   []string
	}{
		{"Two died.", 0, []string{"Two", "died", "."}},
		{"Jos\xe9 fled.", 1, []string{"Jos\x1a", "fled", "."}},
		{"\xff\xfe Two \xc3(", 3, []string{"\x1a\x1a", "Two", "\x1a", "("}},
		{"a\u200bb \u200fx 👩\u200d🚒 Тwo", 0, []string{"a", "b", "x", "👩\u200d🚒", "Тwo"}},
	} {
		d := segment(c.text)
		if d.Invalid != c.invalid || len(d.Text) != len(c.text) {
			t.Errorf("%q: %d bytes invalid, want %d; text of %d bytes", c.text, d.Invalid, c.invalid, len(d.Text))
		}
		for i := range d.Len() {
			if i >= len(c.words) || d.Word(i) != c.words[i] {
				t.Errorf("%q: token %d is %q", c.text, i, d.Word(i))
			}
		}
	}
}
