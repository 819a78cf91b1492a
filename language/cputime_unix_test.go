//go:build unix

package language

import (
	"syscall"
	"time"
)

// cpuTime is the time that this process has spent on a processor: other
// processes do not count.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return time.Duration(time.Now().UnixNano())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
