package main

import "testing"

func TestGarbagePercent(t *testing.T) {
	for live, want := range map[uint64]int{0: 100, 100 << 20: 100, 512 << 20: 100, 1 << 30: 50, 1200 << 20: 40, 1 << 40: 25} {
		if got := garbagePercent(live); got != want {
			t.Errorf("at %d MiB in use GOGC is %d, want %d", live>>20, got, want)
		}
	}
	if liveBytes() > 1<<40 {
		t.Error("the memory in use is not known")
	}
}
