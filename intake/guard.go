package intake

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
)

// blockedError says that an address was refused for safety.
type blockedError struct{ what string }

func (e *blockedError) Error() string {
	return e.what + ", which sofar does not fetch from; use --allow-private if you mean it"
}

// checkURL refuses what is not a plain web address.
func checkURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("is not an http or https address (%q)", headerText(u.Scheme))
	case u.Hostname() == "":
		return errors.New("names no host")
	case u.User != nil:
		return errors.New("carries a user name or password, which sofar does not send")
	}
	return nil
}

// checkRedirect bounds redirects and refuses those that leave the web. The
// address of each is checked when it is dialled.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("redirects more than %d times", maxRedirects)
	}
	return checkURL(req.URL)
}

// reserved are the ranges that lead, or may lead, into the reader's own network
// or nowhere: IANA special-purpose registries (RFC 6890), and the ranges that
// carry an IPv4 address inside an IPv6 one.
var reserved = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/96", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
	"2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public tells whether addr is on the public internet.
func public(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	for _, p := range reserved {
		if p.Contains(addr) {
			return false
		}
	}
	return addr.IsValid()
}

// publicOnly is a net.Dialer.Control: it sees the address after resolution,
// right before it is dialled, so that neither a DNS name nor a redirect nor a
// second answer of the resolver gets round it.
func publicOnly(network, address string, _ syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return &blockedError{what: "leads to " + network}
	}
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !public(ap.Addr()) {
		return &blockedError{what: "leads to the private or reserved address " + address}
	}
	return nil
}

// tracking are query parameters that name the reader's way, not the page.
var tracking = map[string]bool{"fbclid": true, "gclid": true, "mc_cid": true, "mc_eid": true, "igshid": true}

// cleanURL is the address without fragment and tracking parameters, so that
// versions of one page have one address.
func cleanURL(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment = "", ""
	q := c.Query()
	changed := false
	for k := range q {
		if tracking[k] || strings.HasPrefix(k, "utm_") {
			q.Del(k)
			changed = true
		}
	}
	if changed {
		c.RawQuery = q.Encode()
	}
	return c.String()
}
