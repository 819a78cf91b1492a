package jetstream

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	js "github.com/nats-io/nats.go/jetstream"

	"sofar/ledger/sqlite"
)

const (
	snapshotPrefix = "snapshot-"
	snapshotsKept  = 2 // one may be on its way to a new node while the next is written
	keyPlace       = "sofar-place"
)

// Snapshot is a local copy kept in the object store, from which a new node
// starts instead of from the first message.
type Snapshot struct {
	Place
	Object string
	Bytes  uint64
	Digest string // SHA-256 of the file as the object store writes it
}

// Snapshots lists what the object store holds, the newest first.
func (s *Stream) Snapshots(ctx context.Context) ([]Snapshot, error) {
	list, err := s.objects.List(ctx)
	if err != nil && !errors.Is(err, js.ErrNoObjectsFound) {
		return nil, s.explain("reading", err)
	}
	var out []Snapshot
	for _, o := range list {
		snap := Snapshot{Object: o.Name, Bytes: o.Size, Digest: o.Digest}
		if strings.HasPrefix(o.Name, snapshotPrefix) && json.Unmarshal([]byte(o.Metadata[keyPlace]), &snap.Place) == nil {
			out = append(out, snap)
		}
	}
	slices.SortFunc(out, func(a, b Snapshot) int {
		return cmp.Or(cmp.Compare(b.Stream, a.Stream), cmp.Compare(a.Object, b.Object))
	})
	return out, nil
}

// SaveSnapshot keeps the local copy as it stands in the object store, and
// forgets all but the two newest.
func (l *Log) SaveSnapshot(ctx context.Context) (Snapshot, error) {
	// The place is read before the file: a file that is further than its place
	// says is a tail, which the stream confirms.
	place := l.Place()
	file := l.path + ".snapshot"
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Snapshot{}, err
	}
	defer os.Remove(file)
	if err := l.copy.Backup(ctx, file); err != nil {
		return Snapshot{}, err
	}
	f, err := os.Open(file)
	if err != nil {
		return Snapshot{}, err
	}
	defer f.Close()
	meta, err := json.Marshal(place)
	if err != nil {
		return Snapshot{}, err
	}
	name := fmt.Sprintf("%s%020d", snapshotPrefix, place.Stream)
	info, err := l.objects.Put(ctx, js.ObjectMeta{Name: name, Metadata: map[string]string{keyPlace: string(meta)}}, f)
	if err != nil {
		return Snapshot{}, l.explain("writing a snapshot of", err)
	}
	snaps, err := l.Snapshots(ctx)
	for i := snapshotsKept; i < len(snaps) && err == nil; i++ {
		err = l.objects.Delete(ctx, snaps[i].Object)
	}
	return Snapshot{Place: place, Object: name, Bytes: info.Size, Digest: info.Digest}, err
}

// prepareCopy gives the place of the local copy at path. Where there is none it
// is made: from the newest snapshot, else empty.
func (s *Stream) prepareCopy(ctx context.Context, path string) (Place, error) {
	stream := s.ledger.CachedInfo()
	fresh := Place{Name: s.addr.Name, Created: stream.Created.UTC()}
	place, ok, err := readPlace(path)
	if err != nil {
		return Place{}, err
	}
	_, statErr := os.Stat(path)
	switch {
	case ok && statErr == nil:
		if place.Name != fresh.Name || !place.Created.Equal(fresh.Created) {
			return Place{}, fmt.Errorf("%s is the local copy of another ledger stream (%s of %s, this one is %s of %s); name another file with --ledger, or delete it",
				path, place.Name, place.Created.Format("2006-01-02 15:04:05"), fresh.Name, fresh.Created.Format("2006-01-02 15:04:05"))
		}
		return place, nil
	case statErr == nil:
		return Place{}, fmt.Errorf("%s is a ledger of its own and no local copy of %s; name another file with --ledger, or put its records into the stream first: sofar ledger copy %s %s", path, s.addr, path, s.addr)
	case !errors.Is(statErr, os.ErrNotExist):
		return Place{}, statErr
	}
	if place, ok, err := s.fetchSnapshot(ctx, path, fresh); err != nil || ok {
		return place, err
	}
	return fresh, fresh.write(path)
}

// fetchSnapshot makes the local copy from the newest sound snapshot of this
// stream. One that is damaged is passed over: the stream holds everything.
func (s *Stream) fetchSnapshot(ctx context.Context, path string, fresh Place) (Place, bool, error) {
	snaps, err := s.Snapshots(ctx)
	if err != nil {
		return Place{}, false, err
	}
	for _, snap := range snaps {
		if snap.Name != fresh.Name || !snap.Created.Equal(fresh.Created) {
			continue
		}
		part := path + ".part"
		os.Remove(part)
		err := s.objects.GetFile(ctx, snap.Object, part) // checked against its SHA-256 by the client
		if err == nil {
			err = sound(ctx, part, snap.Place)
		}
		if err != nil {
			os.Remove(part)
			if ctx.Err() != nil {
				return Place{}, false, ctx.Err()
			}
			continue
		}
		// The place first: a copy without a place would count as a ledger of its own.
		if err := snap.Place.write(path); err != nil {
			return Place{}, false, err
		}
		if err := os.Rename(part, path); err != nil {
			return Place{}, false, err
		}
		return snap.Place, true, nil
	}
	return Place{}, false, nil
}

// sound tells whether the file is a ledger that holds what its place says.
func sound(ctx context.Context, path string, place Place) error {
	l, err := sqlite.Open(path)
	if err != nil {
		return err
	}
	last, err := l.Last(ctx)
	if err == nil && last < place.Records {
		err = fmt.Errorf("%d records of %d", last, place.Records)
	}
	err = errors.Join(err, l.Close())
	for _, suffix := range []string{"-wal", "-shm"} {
		os.Remove(path + suffix)
	}
	return err
}
