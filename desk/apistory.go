package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"sofar/dossier"
	"sofar/explain"
)

// storiesJSON keeps stories in JSON as they are now.
type storiesJSON struct {
	mu sync.Mutex
	by map[string]storyJSON
}

type storyJSON struct {
	state  storyState
	lately int // see explain.Lately
	body   json.RawMessage
}

// maxJSON bounds the stories that are kept in JSON.
const maxJSON = 32

// apiStory gives one story in the form that `sofar explain --format json`
// prints, under the same names.
func (s *server) apiStory(_ context.Context, in *StoryIn) (*struct{ Body json.RawMessage }, error) {
	a, d, err := s.dossier(*in)
	if err != nil {
		return nil, err
	}
	now := in.At == ""
	state, lately := s.stateOfStory(a, d), explain.Lately(d)
	if now {
		s.json.mu.Lock()
		k, ok := s.json.by[d.ID]
		s.json.mu.Unlock()
		if ok && k.state == state && k.lately == lately {
			return &struct{ Body json.RawMessage }{k.body}, nil
		}
	}
	body, err := s.writeStory(a, d)
	if err != nil {
		return nil, err
	}
	if now {
		s.json.mu.Lock()
		defer s.json.mu.Unlock()
		if s.json.by == nil || s.json.by[d.ID].body == nil && len(s.json.by) >= maxJSON {
			s.json.by = map[string]storyJSON{}
		}
		s.json.by[d.ID] = storyJSON{state, lately, body}
	}
	return &struct{ Body json.RawMessage }{body}, nil
}

func (s *server) writeStory(a *dossier.Account, d *dossier.Dossier) (json.RawMessage, error) {
	var b bytes.Buffer
	one := &dossier.Account{AsOf: a.AsOf, Dossiers: []dossier.Dossier{*d}, Reports: a.Reports}
	if err := explain.WriteJSON(&b, one, s.storyOptions(a, d)); err != nil {
		return nil, fmt.Errorf("write story %s: %w", d.ID, err)
	}
	var whole struct {
		Stories []json.RawMessage `json:"stories"`
	}
	if err := json.Unmarshal(b.Bytes(), &whole); err != nil || len(whole.Stories) != 1 {
		return nil, fmt.Errorf("write story %s: %d objects, %v", d.ID, len(whole.Stories), err)
	}
	return whole.Stories[0], nil
}
