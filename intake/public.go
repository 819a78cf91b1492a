package intake

import "syscall"

// PublicOnly is a net.Dialer.Control that refuses private, loopback, link-local
// and reserved addresses, checked after resolution, right before they are
// dialled.
func PublicOnly(network, address string, c syscall.RawConn) error {
	return publicOnly(network, address, c)
}
