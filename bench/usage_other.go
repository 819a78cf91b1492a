//go:build !linux && !darwin

package bench

import "time"

// usage gives nothing: the system is not asked.
func usage() (cpu time.Duration, peak uint64) { return 0, 0 }
