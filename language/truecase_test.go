package language

import (
	"strings"
	"testing"
)

func TestTruecase(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"THE MINERS OF COLOMBIA SAID ON MONDAY THAT TWO SOLDIERS WERE KILLED IN BOGOTA.", "the miners of Colombia said on Monday that two soldiers were killed in Bogota ."},
		{"HE SAID THAT JOHN SMITH AND TWO OTHER MEN HAD LEFT THE UNITED STATES.", "he said that John Smith and two other men had left the United States ."},
		{"The NATO envoy left.", "The NATO envoy left ."},
	} {
		d := segment(c.text)
		var got []string
		for i := range d.Len() {
			got = append(got, d.Cased(i))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q became %q, want %q", c.text, g, c.want)
		}
	}
}
