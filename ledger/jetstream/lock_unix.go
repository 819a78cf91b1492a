//go:build unix

package jetstream

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock keeps a second process away from a local copy. The system takes it back
// when the process ends, however it ends.
type lock struct{ f *os.File }

var errInUse = errors.New("another sofar follows the stream into it; stop that one, or name another file with --ledger")

func acquire(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, errInUse
		}
		return nil, err
	}
	return &lock{f}, nil
}

func (l *lock) release() { l.f.Close() }
