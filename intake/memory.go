package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sofar/report"
)

// memory is what a Watcher keeps between two runs. It is a cache: without it,
// everything is looked at once more, and the ledger takes nothing twice.
type memory struct {
	Format int               `json:"format"`
	Visits map[string]*visit `json:"visits"` // by address
}

// memoryFormat changes when a field's meaning does; an older memory is dropped.
const memoryFormat = 1

// visit is what is remembered of one address.
type visit struct {
	// Source is the list that names a page, or the source that led to a list;
	// empty for what the user named.
	Source string `json:"source,omitempty"`
	List   bool   `json:"list,omitempty"`  // it turned out to be a feed or a sitemap
	Title  string `json:"title,omitempty"` // a feed's
	stamp
	First  time.Time     `json:"first,omitzero"` // when it was first looked at
	Last   time.Time     `json:"last,omitzero"`  // when it was last looked at
	Next   time.Time     `json:"next,omitzero"`  // when it is due; zero: never again
	Every  time.Duration `json:"every,omitempty"`
	Looks  int           `json:"looks,omitempty"`  // looks at a page since it last changed
	Failed int           `json:"failed,omitempty"` // failures in a row
	// Problem is why the last look failed.
	Problem string `json:"problem,omitempty"`
	// Report is the newest version of a page, by its content id.
	Report string `json:"report,omitempty"`
	New    int    `json:"new,omitempty"`    // reports that a source has led to
	Passed int    `json:"passed,omitempty"` // items of a list that were too old or too many
	Body   uint64 `json:"body,omitempty"`   // hash of what the site last sent
	// Listed is when its list last named it, Dated the time that it gave.
	Listed    time.Time `json:"listed,omitzero"`
	Dated     time.Time `json:"dated,omitzero"`
	Published time.Time `json:"published,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`
	Headline  string    `json:"headline,omitempty"`
	Author    string    `json:"author,omitempty"`
	Publisher string    `json:"publisher,omitempty"`

	busy bool
	text string // what the feed carries, until the page has been looked at
}

// named tells whether the user asked for it, or a source of the user's led to it
// as to a list: it is looked at for as long as the watcher runs.
func (v *visit) named() bool { return v.Source == "" || v.List }

// hints are what the list says of the page. A later look takes the title and the
// time of update from the page, whose newer version the list may not know yet.
func (v *visit) hints() report.Hints {
	h := report.Hints{Publisher: v.Publisher, Author: v.Author, Published: v.Published}
	if v.Looks == 0 {
		h.Title, h.Updated = v.Headline, v.Updated
	}
	return h
}

// readMemory reads the file, which need not exist. A damaged file is named in
// the error and leaves an empty memory.
func readMemory(path string) (*memory, error) {
	m := &memory{Format: memoryFormat, Visits: map[string]*visit{}}
	if path == "" {
		return m, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("what was watched before cannot be read: %w", err)
	}
	var old memory
	if err := json.Unmarshal(data, &old); err != nil {
		return m, fmt.Errorf("%s, which says what was watched before, is damaged (%w); everything is looked at once more", path, err)
	}
	if old.Format != memoryFormat || old.Visits == nil {
		return m, nil
	}
	for address, v := range old.Visits {
		if v == nil {
			delete(old.Visits, address)
		}
	}
	return &old, nil
}

// write replaces the file as a whole, so that a kill leaves the old or the new.
func (m *memory) write(path string) error {
	if path == "" {
		return nil
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("what is watched cannot be written down: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("what is watched cannot be written down: %w", err)
	}
	return nil
}
