package jetstream

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sofar/ledger"
)

// Place says how far a local copy follows its stream. It lies beside the copy,
// its name with ".stream" added, and may lag behind it: what is applied again
// changes nothing.
type Place struct {
	Name    string    `json:"name"`    // of the ledger
	Created time.Time `json:"created"` // of the stream, which sets it apart from a later one of the same name
	Stream  uint64    `json:"stream"`  // the last message applied
	Records int64     `json:"records"` // the records that the messages up to it hold
	Last    string    `json:"last"`    // Nats-Msg-Id of the last message, by which a stream that lost its end is known
}

func placePath(path string) string { return path + ledger.CopySuffix }

// readPlace gives the place of the copy at path; ok is false where there is none.
func readPlace(path string) (p Place, ok bool, err error) {
	data, err := os.ReadFile(placePath(path))
	if errors.Is(err, os.ErrNotExist) {
		return Place{}, false, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	if err != nil {
		return Place{}, false, fmt.Errorf("the place of the local copy %s cannot be read: %w; delete %s and %s, they are made anew from the stream", path, err, path, placePath(path))
	}
	return p, true, nil
}

// write replaces the file in one step.
func (p Place) write(path string) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".stream-*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), placePath(path))
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing the place of the local copy %s: %w", path, err)
	}
	return nil
}

// CopyOf tells of which stream, if any, the ledger file at path is a local copy.
func CopyOf(path string) (p Place, ok bool, err error) { return readPlace(path) }
