//go:build linux || darwin

package bench

import (
	"runtime"
	"syscall"
	"time"
)

// usage gives the processor time of the process so far and the most memory, in
// bytes, that it has held.
func usage() (cpu time.Duration, peak uint64) {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0, 0
	}
	peak = uint64(u.Maxrss)
	if runtime.GOOS == "linux" {
		peak *= 1024
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), peak
}
