package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sofar/report"
)

// Key is the answer key of a story (docs/bench.md): every statement, and what a
// careful editor would hold at each checkpoint.
type Key struct {
	Story     string `json:"story"`
	Incidents []struct {
		ID    string   `json:"id"`
		Place []string `json:"place"`
	} `json:"incidents"`
	Reports []struct {
		ID        string   `json:"id"`
		Incidents []string `json:"incidents"`
		Copies    []struct {
			Of     string `json:"of"`
			Extent string `json:"extent"`
		} `json:"copies"`
	} `json:"reports"`
	Statements  []KeyStatement `json:"statements"`
	Checkpoints []Checkpoint   `json:"checkpoints"`
}

// KeyStatement is one statement of a key; Quote is an exact part of the report's text.
type KeyStatement struct {
	ID      string `json:"id"`
	Report  string `json:"report"`
	Quote   string `json:"quote"`
	Speaker string `json:"speaker"`
	Class   string `json:"speaker_class"`
	// SpeakerText are the words of the report that name the speaker, "" if none do.
	SpeakerText string   `json:"speaker_text"`
	Relay       []string `json:"relay"`
	Stance      string   `json:"stance"`
	Figure      *struct {
		Kind  string `json:"kind"`
		Low   *int64 `json:"low"`
		High  *int64 `json:"high"`
		Scope string `json:"scope"`
	} `json:"figure"`
	Responsibility *struct {
		Actor    string `json:"actor"`
		Relation string `json:"relation"`
	} `json:"responsibility"`
}

// Checkpoint is what is known of one incident at a moment.
type Checkpoint struct {
	At       time.Time `json:"at"`
	Incident string    `json:"incident"`
	Figures  map[string]struct {
		Low     int64 `json:"low"`
		Best    int64 `json:"best"`
		High    int64 `json:"high"`
		Origins int   `json:"independent_origins"`
	} `json:"figures"`
	Responsibility []struct {
		Actor  string `json:"actor"`
		Status string `json:"status"`
	} `json:"responsibility"`
}

// Story is a key with its reports.
type Story struct {
	Name    string
	Key     Key
	Reports []*report.Report
}

// LoadStory reads reports.jsonl and key.json of a folder; the key may also
// stand in its testdata folder.
func LoadStory(ctx context.Context, dir string) (*Story, error) {
	s := &Story{Name: filepath.Base(dir)}
	b, err := os.ReadFile(filepath.Join(dir, "key.json"))
	if os.IsNotExist(err) {
		b, err = os.ReadFile(filepath.Join(dir, "testdata", "key.json"))
	}
	if err != nil {
		return nil, fmt.Errorf("story %s: %w; a story folder holds reports.jsonl and key.json", dir, err)
	}
	if err := json.Unmarshal(b, &s.Key); err != nil {
		return nil, fmt.Errorf("story %s: key.json: %w", dir, err)
	}
	err = report.Read(ctx, []string{filepath.Join(dir, "reports.jsonl")}, report.Options{}, func(it report.Item) error {
		if it.NotRead != nil {
			return fmt.Errorf("%s: %s", it.NotRead.Name, it.NotRead.Reason)
		}
		s.Reports = append(s.Reports, it.Report)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("story %s: %w", dir, err)
	}
	if len(s.Key.Checkpoints) == 0 {
		return nil, fmt.Errorf("story %s: the key has no checkpoint", dir)
	}
	return s, nil
}
