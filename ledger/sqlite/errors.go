package sqlite

import (
	"context"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// errNotLedger says that the file is a database, but not of sofar.
var errNotLedger = errors.New("not a sofar ledger")

// versionError says that a newer sofar wrote the file.
type versionError struct{ version int64 }

func (e *versionError) Error() string {
	return fmt.Sprintf("its schema is version %d, this sofar knows up to %d", e.version, schemaVersion)
}

// code is the primary SQLite result code of err, 0 if it has none.
func code(err error) int {
	var e *driver.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func isBusy(err error) bool {
	c := code(err)
	return c == lib.SQLITE_BUSY || c == lib.SQLITE_LOCKED
}

// explain names the file, what was being done, and what to do.
func explain(path, doing string, err error) error {
	var ve *versionError
	what := ""
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errNotLedger):
		return fmt.Errorf("%s is not a sofar ledger; name another file", path)
	case errors.As(err, &ve):
		return fmt.Errorf("ledger %s was written by a newer sofar (%w); use that version", path, err)
	}
	switch code(err) {
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("%s is not a sofar ledger; name another file: %w", path, err)
	case lib.SQLITE_FULL:
		what = "the disk is full; make room and run the command again, nothing recorded is lost"
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		what = "the file and its folder must be readable and writable, because the ledger keeps its log beside the file; check the permissions"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		what = "another process kept it locked too long; wait for it or stop it"
	case lib.SQLITE_CORRUPT:
		what = "the file is damaged; restore it from a copy"
	case lib.SQLITE_IOERR:
		what = "the disk reports an error; check its space and health"
	}
	if what == "" {
		return fmt.Errorf("%s ledger %s: %w", doing, path, err)
	}
	return fmt.Errorf("%s ledger %s: %s: %w", doing, path, what, err)
}
