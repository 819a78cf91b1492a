package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"sofar/dossier"
	"sofar/ledger"
	"sofar/ledger/jetstream"
	"sofar/ledger/sqlite"
)

type ledgerCmd struct {
	Status   ledgerStatusCmd   `cmd:"" help:"Print what a ledger holds, and of a cluster how it stands."`
	Copy     ledgerCopyCmd     `cmd:"" help:"Copy a ledger between files and clusters."`
	Backup   ledgerBackupCmd   `cmd:"" help:"Write a copy of a ledger to a new file, also while it is in use."`
	Restore  ledgerRestoreCmd  `cmd:"" help:"Make a ledger from a backup."`
	Snapshot ledgerSnapshotCmd `cmd:"" help:"Keep a snapshot of a cluster's ledger, from which new desks start."`
}

// Help is the long help with examples.
func (ledgerCmd) Help() string {
	return `A ledger is a file, or nats://host:4222/name for one in a NATS cluster.

Examples:
  sofar ledger status flood.ledger
  sofar ledger copy flood.ledger nats://a:4222,b:4222,c:4222/flood
  sofar ledger backup --ledger flood.ledger flood-monday.ledger`
}

// copyMost and copyBytes bound what is appended together.
const (
	copyMost  = 256
	copyBytes = 4 << 20
)

// openAny opens the ledger at a file or an address. A cluster's local copy lies
// in a folder of its own beside near and is gone after Close.
func openAny(ctx context.Context, where, near string) (ledger.Log, error) {
	if !jetstream.IsAddress(where) {
		return sqlite.Open(where)
	}
	addr, err := jetstream.ParseAddress(where)
	if err != nil {
		return nil, usageError{err}
	}
	dir, err := os.MkdirTemp(filepath.Dir(near), ".sofar-copy-*")
	if err != nil {
		return nil, err
	}
	l, err := jetstream.Open(ctx, addr, filepath.Join(dir, "copy.ledger"))
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return passing{l, dir}, nil
}

// passing is a stream whose local copy is removed when it is closed.
type passing struct {
	*jetstream.Log
	dir string
}

// Close closes the stream and removes its local copy.
func (p passing) Close() error { return errors.Join(p.Log.Close(), os.RemoveAll(p.dir)) }

// copyRecords appends what from holds to to, and counts.
func copyRecords(ctx context.Context, from, to ledger.Log) (read, added int, err error) {
	bar := newProgress("records copied")
	defer bar.done()
	var batch []ledger.Record
	size := 0
	flush := func() error {
		n, err := to.Append(ctx, batch...)
		bar.add(len(batch))
		added += n
		batch, size = batch[:0], 0
		return err
	}
	err = from.Read(ctx, 0, func(r ledger.Record) error {
		read++
		batch = append(batch, r)
		if size += len(r.Payload); len(batch) >= copyMost || size >= copyBytes {
			return flush()
		}
		return nil
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	return read, added, err
}

type ledgerCopyCmd struct {
	From string `arg:"" help:"The ledger to copy: a file, or nats://host:4222/name."`
	To   string `arg:"" help:"Where to: a file, or nats://host:4222/name; what it holds already is passed over."`
}

// Help is the long help with examples.
func (ledgerCopyCmd) Help() string {
	return `Copies every record with its time, in order. What the goal holds already is passed over, so a copy that was cut off goes on when it is repeated. Both ledgers may be in use meanwhile; repeat the copy to take over what was added.

Examples:
  sofar ledger copy flood.ledger nats://a:4222,b:4222,c:4222/flood
  sofar ledger copy nats://a:4222/flood flood.ledger`
}

// Run copies.
func (c *ledgerCopyCmd) Run(ctx context.Context) error {
	if c.From == c.To {
		return usagef("%s would be copied to itself", c.From)
	}
	if !jetstream.IsAddress(c.From) {
		if err := mustExist(c.From); err != nil {
			return err
		}
	}
	if !jetstream.IsAddress(c.To) {
		if err := notACopy(c.To); err != nil {
			return err
		}
	}
	near := c.From
	if jetstream.IsAddress(near) {
		near = c.To
	}
	if jetstream.IsAddress(near) {
		near = filepath.Join(os.TempDir(), "x")
	}
	from, err := openAny(ctx, c.From, near)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := openAny(ctx, c.To, near)
	if err != nil {
		return err
	}
	defer to.Close()
	began := time.Now()
	read, added, err := copyRecords(ctx, from, to)
	fmt.Fprintf(os.Stderr, "sofar: %d records read, %d new ones written in %.1f s\n", read, added, time.Since(began).Seconds())
	return err
}

type ledgerBackupCmd struct {
	File string `arg:"" help:"The new file."`
	storeFlags
}

// Help is the long help with examples.
func (ledgerBackupCmd) Help() string {
	return `Writes the ledger as it stands to a new file, which is a ledger itself; a desk may go on writing meanwhile. Prints its SHA-256 over all records.

Examples:
  sofar ledger backup --ledger flood.ledger flood-monday.ledger
  sofar ledger backup --log nats://a:4222/flood flood-monday.ledger`
}

// Run backs up.
func (c *ledgerBackupCmd) Run(ctx context.Context) error {
	where := c.Ledger
	if c.Log != "" {
		where = c.Log
	} else if err := mustExist(where); err != nil {
		return err
	}
	l, err := openAny(ctx, where, c.File)
	if err != nil {
		return err
	}
	defer l.Close()
	began := time.Now()
	if err := l.(interface {
		Backup(ctx context.Context, path string) error
	}).Backup(ctx, c.File); err != nil {
		return err
	}
	return sayWhole(ctx, c.File, "backup written", began)
}

// sayWhole reads the whole ledger file and prints what it holds.
func sayWhole(ctx context.Context, file, what string, began time.Time) error {
	l, err := sqlite.Open(file)
	if err != nil {
		return err
	}
	defer l.Close()
	sum, err := digest(ctx, l)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %s; %d records, SHA-256 %s, %.1f s\n", file, what, sum.records, sum.hash, time.Since(began).Seconds())
	return nil
}

type ledgerRestoreCmd struct {
	File string `arg:"" type:"existingfile" help:"The backup."`
	storeFlags
}

// Help is the long help with examples.
func (ledgerRestoreCmd) Help() string {
	return `Reads the whole backup first and makes a new ledger from it. Into a cluster it adds what the stream does not hold.

Examples:
  sofar ledger restore flood-monday.ledger --ledger flood.ledger
  sofar ledger restore flood-monday.ledger --log nats://a:4222/flood`
}

// Run restores.
func (c *ledgerRestoreCmd) Run(ctx context.Context) error {
	began := time.Now()
	from, err := sqlite.Open(c.File)
	if err != nil {
		return err
	}
	defer from.Close()
	if _, err := digest(ctx, from); err != nil {
		return fmt.Errorf("the backup is not whole: %w", err)
	}
	if c.Log == "" {
		if err := from.Backup(ctx, c.Ledger); err != nil {
			return err
		}
		return sayWhole(ctx, c.Ledger, "restored", began)
	}
	to, err := openAny(ctx, c.Log, c.File)
	if err != nil {
		return err
	}
	defer to.Close()
	read, added, err := copyRecords(ctx, from, to)
	fmt.Printf("%s: %d records read, %d new ones written\n", c.File, read, added)
	return err
}

type ledgerSnapshotCmd struct {
	storeFlags
}

// Help is the long help with an example.
func (ledgerSnapshotCmd) Help() string {
	return `Desks keep snapshots by themselves; this makes one now, for instance before many new desks are started. The local copy is made anew unless --ledger names one that no desk uses.

Example:
  sofar ledger snapshot --log nats://a:4222/flood --ledger copy.ledger`
}

// Run keeps a snapshot.
func (c *ledgerSnapshotCmd) Run(ctx context.Context) error {
	if c.Log == "" {
		return usagef("--log nats://host:4222/name is missing; a ledger in a file is backed up with: sofar ledger backup")
	}
	l, err := c.stream(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	began := time.Now()
	snap, err := l.SaveSnapshot(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d records, %.1f MB, %s, %.1f s\n", snap.Object, snap.Records, float64(snap.Bytes)/1e6, snap.Digest, time.Since(began).Seconds())
	return nil
}

// sum is what a whole ledger holds.
type sum struct {
	records int64
	kinds   map[ledger.Kind]int
	hash    string
	last    time.Time
}

// digest reads a whole ledger and checks that every record is what its id says. The hash is over number, id, kind, subject and
// payload of every record, so equal hashes are equal ledgers; times of appending
// differ between machines and do not count.
func digest(ctx context.Context, l ledger.Log) (sum, error) {
	h := sha256.New()
	s := sum{kinds: map[ledger.Kind]int{}}
	err := l.Read(ctx, 0, func(r ledger.Record) error {
		if err := r.Check(); err != nil {
			return err
		}
		fmt.Fprintf(h, "%d %s %s %s %d\n", r.Seq, r.ID, r.Kind, r.Subject, len(r.Payload))
		h.Write(r.Payload)
		s.records, s.last = r.Seq, r.At
		s.kinds[r.Kind]++
		return nil
	})
	s.hash = hex.EncodeToString(h.Sum(nil))
	return s, err
}

type ledgerStatusCmd struct {
	Where  string `arg:"" help:"A ledger file, or nats://host:4222/name."`
	Whole  bool   `help:"Read every record: counts by kind, and the SHA-256 by which two ledgers can be compared."`
	Ledger string `short:"l" placeholder:"FILE" help:"Of a cluster with --whole: the local copy to use; made anew and removed if left out."`
}

// Help is the long help with examples.
func (ledgerStatusCmd) Help() string {
	return "Examples:\n  sofar ledger status flood.ledger --whole\n  sofar ledger status nats://a:4222/flood"
}

// Run prints.
func (c *ledgerStatusCmd) Run(ctx context.Context) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer w.Flush()
	if jetstream.IsAddress(c.Where) {
		if err := c.cluster(ctx, w); err != nil || !c.Whole {
			return err
		}
	} else if err := mustExist(c.Where); err != nil {
		return err
	}
	var l ledger.Log
	var err error
	if jetstream.IsAddress(c.Where) && c.Ledger != "" {
		l, err = (&storeFlags{Ledger: c.Ledger, Log: c.Where}).stream(ctx)
	} else {
		l, err = openAny(ctx, c.Where, filepath.Join(os.TempDir(), "x"))
	}
	if err != nil {
		return err
	}
	defer l.Close()
	if !c.Whole {
		last, err := l.Last(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "records\t%d\n", last)
		if info, err := os.Stat(c.Where); err == nil {
			fmt.Fprintf(w, "file\t%.1f MB\n", float64(info.Size())/1e6)
		}
		if records, bytes, usable := dossier.SavedFold(c.Where + dossier.FoldSuffix); usable {
			fmt.Fprintf(w, "saved fold\t%d records, %.1f MB\n", records, float64(bytes)/1e6)
		} else if bytes > 0 {
			fmt.Fprintf(w, "saved fold\tdamaged or of another version, made anew when the ledger is opened, %.1f MB\n", float64(bytes)/1e6)
		}
		return nil
	}
	s, err := digest(ctx, l)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "records\t%d\n", s.records)
	for _, k := range slices.Sorted(maps.Keys(s.kinds)) {
		fmt.Fprintf(w, "  %s\t%d\n", k, s.kinds[k])
	}
	if s.records > 0 {
		fmt.Fprintf(w, "last appended\t%s\n", s.last.Format(time.RFC3339))
	}
	fmt.Fprintf(w, "SHA-256\t%s\n", s.hash)
	return nil
}

// cluster prints how the streams stand.
func (c *ledgerStatusCmd) cluster(ctx context.Context, w io.Writer) error {
	addr, err := jetstream.ParseAddress(c.Where)
	if err != nil {
		return usageError{err}
	}
	s, err := jetstream.Connect(ctx, addr)
	if err != nil {
		return err
	}
	defer s.Close()
	st, err := s.Status(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "ledger\t%s\nmessages\t%d (%.1f MB)\ncopies\t%d\n", s.Address(), st.Messages, float64(st.Bytes)/1e6, st.Copies)
	for _, p := range st.Servers {
		fmt.Fprintf(w, "  %s\t%s\n", p.Name, p.State)
	}
	for _, engine := range slices.Sorted(maps.Keys(st.Waiting)) {
		fmt.Fprintf(w, "waiting for engine %s\t%d reports\n", engine, st.Waiting[engine])
	}
	if len(st.Waiting) == 0 {
		fmt.Fprintf(w, "waiting\tno reports\n")
	}
	for _, q := range st.Queues {
		fmt.Fprintf(w, "%s\t%d in hand, %d waiting, %d given out again\n", q.Name, q.InHand, q.Waiting, q.Again)
	}
	for _, snap := range st.Snapshots {
		fmt.Fprintf(w, "%s\t%d records, %.1f MB\n", snap.Object, snap.Records, float64(snap.Bytes)/1e6)
	}
	return nil
}
