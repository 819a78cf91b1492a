package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"sofar/dossier"
	"sofar/explain"
)

// apiStory gives one story in the form that `sofar explain --format json`
// prints, under the same names.
func (s *server) apiStory(_ context.Context, in *StoryIn) (*struct{ Body json.RawMessage }, error) {
	a, d, err := s.dossier(*in)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	one := &dossier.Account{AsOf: a.AsOf, Dossiers: []dossier.Dossier{*d}, Reports: a.Reports}
	if err := explain.WriteJSON(&b, one, s.pageOptions(a)); err != nil {
		return nil, fmt.Errorf("write story %s: %w", d.ID, err)
	}
	var whole struct {
		Stories []json.RawMessage `json:"stories"`
	}
	if err := json.Unmarshal(b.Bytes(), &whole); err != nil || len(whole.Stories) != 1 {
		return nil, fmt.Errorf("write story %s: %d objects, %v", d.ID, len(whole.Stories), err)
	}
	return &struct{ Body json.RawMessage }{whole.Stories[0]}, nil
}
