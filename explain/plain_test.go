package explain

import "testing"

// TestPlainSpeech: small guards of the page's language.
func TestPlainSpeech(t *testing.T) {
	for title, want := range map[string]string{
		"Man shot at bowling alley - KXQ9 Velda News, Sports and Weather": "Man shot at bowling alley",
		"Fire in tram depot | Velda Courier":                              "Fire in tram depot",
		"Two dead - and nobody knows why":                                 "Two dead - and nobody knows why",
	} {
		if got := headline(title); got != want {
			t.Errorf("headline(%q) = %q, want %q", title, got, want)
		}
	}
	for rest, want := range map[string]string{" estimate that 60 homes are gone": " estimates that 60 homes are gone", " said that it was over": " said that it was over", " have no count": " has no count"} {
		if got := thirdPerson(rest); got != want {
			t.Errorf("thirdPerson(%q) = %q, want %q", rest, got, want)
		}
	}
	if rest, it := afterName("Ada Brook of the rail union said that the company was to blame", "Ada Brook"); rest != "the company was to blame" || it != "" {
		t.Errorf("afterName: %q %q", rest, it)
	}
	if rest, it := afterName("Harbour Lines used old ropes", "Harbour Lines"); rest != "used old ropes" || it != "it " {
		t.Errorf("afterName of a body: %q %q", rest, it)
	}
	if rest, _ := afterName("Two analysts consulted by radio judged it real", "Two analysts"); rest != "" {
		t.Errorf("a participle is no verb of the speaker: %q", rest)
	}
	if got := calm([]string{"VELMAR", "ORSK", "Orvania"}); got[0] != "Velmar" || got[1] != "ORSK" {
		t.Errorf("calm: %q", got)
	}
}
