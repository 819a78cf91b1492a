package desk

import (
	"encoding/json"
	"hash/fnv"
	"sync"
	"time"

	"sofar/dossier"
	"sofar/story"
)

// storyState is what the page of a story follows from, apart from the clock: two
// that are equal show the same. An account takes a dossier over from the one
// before where nothing bears on it, and then its lists are the very same.
type storyState struct {
	title          string
	updated        time.Time // when its newest report became known
	members        slot[story.Member]
	copies         slot[story.Copy]
	statements     slot[dossier.Statement]
	figures        slot[dossier.Figure]
	responsibility slot[dossier.Responsibility]
	disputed       slot[dossier.Point]
	unknown        slot[dossier.Point]
	changes        slot[dossier.Change]
	rejected       slot[dossier.Statement]
	withdrawn      slot[dossier.Withdrawn]
	decisions      slot[dossier.Decided]
	asOf           time.Time // of the account, where a report is dated later
	who            uint64    // sum of the entries of those who are blamed or claim
}

// slot tells a slice from others: the pointer keeps its place in memory taken.
type slot[T any] struct {
	first *T
	n     int
}

func slotOf[T any](l []T) slot[T] {
	if len(l) == 0 {
		return slot[T]{}
	}
	return slot[T]{&l[0], len(l)}
}

// stateOfStory gives the state of a story of an account.
func (s *server) stateOfStory(a *dossier.Account, d *dossier.Dossier) storyState {
	st := storyState{
		title: d.Title, members: slotOf(d.Members), copies: slotOf(d.Copies), statements: slotOf(d.Statements), figures: slotOf(d.Figures),
		responsibility: slotOf(d.Responsibility), disputed: slotOf(d.Disputed), unknown: slotOf(d.Unknown), changes: slotOf(d.Changes),
		rejected: slotOf(d.Rejected), withdrawn: slotOf(d.Withdrawn), decisions: slotOf(d.Decisions),
	}
	for _, t := range d.Known {
		if t.After(st.updated) {
			st.updated = t
		}
	}
	for _, r := range d.Reports {
		if r != nil && r.Published.After(d.AsOf) {
			st.asOf = d.AsOf
		}
	}
	if len(d.Responsibility) > 0 {
		sum := fnv.New64a()
		enc := json.NewEncoder(sum)
		who := s.pageOptions(a).Who
		for _, r := range d.Responsibility {
			enc.Encode(who.Get(who.In(d.ID, r.Actor))) // an entry is plain data
		}
		st.who = sum.Sum64()
	}
	return st
}

// storyStates keeps the states of the stories asked for, each with the account
// that it is of.
type storyStates struct {
	mu sync.Mutex
	by map[string]*stateAsked
}

type stateAsked struct {
	account *dossier.Account
	once    sync.Once
	state   storyState
}

// maxStates bounds the states that are kept.
const maxStates = 1024

// storyState is stateOfStory, once for an account and a story of it.
func (s *server) storyState(a *dossier.Account, d *dossier.Dossier) storyState {
	s.states.mu.Lock()
	e := s.states.by[d.ID]
	if e == nil || e.account != a {
		if s.states.by == nil || len(s.states.by) >= maxStates {
			s.states.by = map[string]*stateAsked{}
		}
		e = &stateAsked{account: a}
		s.states.by[d.ID] = e
	}
	s.states.mu.Unlock()
	e.once.Do(func() { e.state = s.stateOfStory(a, d) })
	return e.state
}

// shownSince tells from which version on topics show what they show now.
type shownSince struct {
	mu sync.Mutex
	by map[string]shownAs
}

type shownAs struct {
	state   string
	version int64
}

// of gives the version from which a topic is known to show a state that it shows
// at a version: the version itself where it is not known to have shown it before.
func (t *shownSince) of(topic, state string, version int64) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	old, ok := t.by[topic]
	switch {
	case ok && old.state == state:
		return min(old.version, version)
	case ok && old.version > version:
		return version // the other one saw a later state
	case t.by == nil || len(t.by) >= maxStates:
		t.by = map[string]shownAs{}
	}
	t.by[topic] = shownAs{state, version}
	return version
}
