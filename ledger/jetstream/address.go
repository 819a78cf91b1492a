package jetstream

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Address says where a ledger stream is:
//
//	nats://[user:password@]host[:port][,host[:port]…][/NAME][?creds=FILE&replicas=N&ca=FILE]
//
// with tls:// for an encrypted connection. One NATS cluster may hold several
// ledgers by different names.
type Address struct {
	Servers  []string // addresses of NATS servers, with the user's name and password if given
	Name     string   // of the ledger, "sofar" if none is given
	Creds    string   // credentials file of NATS, "" for none
	CA       string   // file of certificate authorities, "" for the system's
	Replicas int      // copies that the streams keep when they are made; 0: three in a cluster, one on a single server
}

// IsAddress tells whether s names a ledger stream and no file.
func IsAddress(s string) bool {
	return strings.HasPrefix(s, "nats://") || strings.HasPrefix(s, "tls://")
}

// names keeps to what NATS takes in names of streams and subjects.
var names = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// ParseAddress reads an address. Errors name what is wrong, never a password.
func ParseAddress(s string) (Address, error) {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !IsAddress(s) {
		return Address{}, fmt.Errorf("a ledger stream is named nats://host:4222/name or tls://host:4222/name")
	}
	rest, query, _ := strings.Cut(rest, "?")
	user := ""
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		user, rest = rest[:i+1], rest[i+1:]
	}
	hosts, name, _ := strings.Cut(rest, "/")
	a := Address{Name: name}
	if a.Name == "" {
		a.Name = "sofar"
	}
	if !names.MatchString(a.Name) {
		return Address{}, fmt.Errorf("%q is no name of a ledger stream: use letters, digits, - and _, 64 at most", a.Name)
	}
	for host := range strings.SplitSeq(hosts, ",") {
		u, err := url.Parse(scheme + "://" + user + host)
		if err != nil || u.Hostname() == "" {
			return Address{}, fmt.Errorf("%q is no host of a NATS server; write nats://host:4222,other:4222/name", host)
		}
		a.Servers = append(a.Servers, u.String())
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return Address{}, fmt.Errorf("the settings after ? cannot be read; known are creds, ca and replicas")
	}
	for key := range values {
		switch v := values.Get(key); key {
		case "creds":
			a.Creds = v
		case "ca":
			a.CA = v
		case "replicas":
			if a.Replicas, err = strconv.Atoi(v); err != nil || a.Replicas < 1 || a.Replicas > 5 {
				return Address{}, fmt.Errorf("replicas=%s: NATS keeps 1 to 5 copies", v)
			}
		default:
			return Address{}, fmt.Errorf("unknown setting %q; known are creds, ca and replicas", key)
		}
	}
	return a, nil
}

// String is the address without name and password of a user.
func (a Address) String() string {
	scheme := "nats"
	var hosts []string
	for _, s := range a.Servers {
		if u, err := url.Parse(s); err == nil {
			scheme = u.Scheme
			hosts = append(hosts, u.Host)
		}
	}
	return scheme + "://" + strings.Join(hosts, ",") + "/" + a.Name
}
