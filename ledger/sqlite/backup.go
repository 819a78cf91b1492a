package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// Backup writes the ledger as it stands now to a new file, while others read
// and append. The copy is whole and on disk when it returns.
func (l *Log) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s exists already; name a new file", path)
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	// Under another name until it is whole, so that a kill leaves no half copy
	// that looks like a ledger.
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	// A connection of its own: readers may not write, and the writer is to go on.
	db, err := sql.Open("sqlite", dsn(l.path, "temp_store(2)"))
	if err == nil {
		_, err = db.ExecContext(ctx, "VACUUM INTO ?", part)
		db.Close()
	}
	if err != nil {
		os.Remove(part)
		return explain(l.path, "copying", err)
	}
	err = syncFile(part)
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		os.Remove(part)
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
