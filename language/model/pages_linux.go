package model

import (
	"syscall"
	"unsafe"
)

const (
	largePage   = 2 << 20
	adviseLarge = 14 // MADV_HUGEPAGE, which package syscall does not name on every processor
)

// InLargePages asks the system to hold new memory in pages of 2 MB, before it is
// written to: what is read all over, a weight here and a weight there, waits less
// for where its pages are. Nothing but time depends on it; a system that has none
// says so, which is passed over. It gives x.
func InLargePages[T any](x []T) []T {
	size := uintptr(len(x)) * unsafe.Sizeof(*new(T))
	if size < largePage/4 {
		return x
	}
	from := uintptr(unsafe.Pointer(unsafe.SliceData(x))) &^ (largePage - 1)
	to := (uintptr(unsafe.Pointer(unsafe.SliceData(x))) + size + largePage - 1) &^ (largePage - 1)
	syscall.Syscall(syscall.SYS_MADVISE, from, to-from, adviseLarge)
	return x
}
