package bench

import (
	"context"
	"testing"
)

// TestLazy holds that making trees on demand changes nothing of what is extracted.
func TestLazy(t *testing.T) {
	s, err := LoadStory(context.Background(), "../examples/demo")
	if err != nil {
		t.Fatal(err)
	}
	res, err := Lazy(context.Background(), s.Reports)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Differ) > 0 || res.Reports < 20 || res.Bytes < 10000 || res.Sentences < 150 {
		t.Errorf("%+v", res)
	}
}
