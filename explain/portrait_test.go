package explain

import "testing"

// TestTellsOfActor: a portrait takes what begins with the actor, and where a
// word of its name comes from.
func TestTellsOfActor(t *testing.T) {
	names := map[string]bool{"Tamar Column": true}
	tests := []struct {
		text string
		want bool
	}{
		{"Tamar Column was founded by three brothers in 1999.", true},
		{"The group has taken hostages before.", true},
		{"‘Tamar’ refers to a river in the north.", true},
		{"“Tamar” means white water in the old tongue.", true},
		{"‘Brook’ refers to a river in the north.", false},
		{"‘Tamar’ was the word on every wall.", false},
		{"The mayor said that Tamar Column had no friends.", false},
	}
	for _, tt := range tests {
		if got := tellsOfActor(tt.text, names); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.text, got, tt.want)
		}
	}
}
