package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// garbageRoom is about how much garbage there may be at once, in bytes: Go alone
	// waits until there is as much as there is in use, which for a ledger of a
	// million reports is a gigabyte.
	garbageRoom = 512 << 20
	// leastGarbage is the least part of what is in use that is waited for, in
	// percent: below, collecting would cost more than it frees.
	leastGarbage = 25
)

// boundGarbage keeps the memory of large ledgers near what they use, unless the
// environment says how garbage is to be collected.
func boundGarbage() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	percent := 100
	// Of an object that nothing holds, Go tells after each collection.
	type sentinel struct{ _ [16]byte }
	var watch func(*sentinel)
	watch = func(s *sentinel) {
		if now := garbagePercent(liveBytes()); now != percent {
			percent = now
			debug.SetGCPercent(percent)
		}
		runtime.SetFinalizer(s, watch)
	}
	runtime.SetFinalizer(&sentinel{}, watch)
}

// garbagePercent gives the value of GOGC at so much memory in use, in steps of five.
func garbagePercent(live uint64) int {
	if live <= garbageRoom {
		return 100
	}
	return max(leastGarbage, int(100*garbageRoom/live)/5*5)
}

// liveBytes is the memory that the last collection found in use.
func liveBytes() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return s[0].Value.Uint64()
}
