package jetstream

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/ledger/jetstream/natstest"
	"sofar/ledger/logtest"
)

func address(t testing.TB, url string) Address {
	t.Helper()
	a, err := ParseAddress(url)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// opener gives handles on a fresh ledger of the cluster, each with a local copy
// of its own, as another machine would have.
func opener(c *natstest.Cluster) func(t *testing.T) logtest.Opener {
	n := 0
	return func(t *testing.T) logtest.Opener {
		n++
		addr := address(t, c.URL(fmt.Sprintf("l%d", n)))
		return func(t *testing.T) ledger.Log {
			t.Helper()
			l, err := Open(t.Context(), addr, filepath.Join(t.TempDir(), "copy.ledger"), WithPatience(20*time.Second))
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
	}
}

func TestConformance(t *testing.T) {
	logtest.Run(t, opener(natstest.Start(t, 1)))
}

func TestConformanceOfThree(t *testing.T) {
	natstest.Long(t)
	logtest.Run(t, opener(natstest.Start(t, 3)))
}
