package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"sofar/desk"
)

// accessFlags say who may read a desk and who may decide.
type accessFlags struct {
	AccountsFile string   `name:"accounts" placeholder:"FILE" help:"The file of accounts (default: the ledger's name with .accounts added)."`
	ReadOnly     bool     `help:"Take no decisions."`
	Private      bool     `help:"Show pages and API only to who has signed in."`
	BaseURL      string   `name:"base-url" placeholder:"URL" help:"The desk's public address, as https://desk.example, where it stands behind a proxy."`
	TLSCert      string   `name:"tls-cert" placeholder:"FILE" help:"Serve over TLS with this certificate (PEM)."`
	TLSKey       string   `name:"tls-key" placeholder:"FILE" help:"The certificate's key (PEM)."`
	ProxyHeader  string   `placeholder:"HEADER" help:"Take who the reader is from this header, as X-Forwarded-User, in requests from --proxy-from."`
	ProxyFrom    []string `placeholder:"ADDR" help:"Addresses of the proxy that signs readers in, as 10.0.0.2 or 10.0.0.0/24."`
	ProxyRole    string   `placeholder:"ROLE" help:"Role of a name from the proxy that has no account: reader or editor (default: reader)."`
}

// accountsFile is where a ledger's accounts are.
func accountsFile(flag, ledger string) string { return cmp.Or(flag, ledger+".accounts") }

// apply sets a desk's options. It refuses a desk on which strangers could decide.
func (f *accessFlags) apply(o *desk.Options, book interface {
	desk.Reviewer
	desk.Ingester
}, ledger, listen string) error {
	accounts, err := desk.OpenAccounts(accountsFile(f.AccountsFile, ledger))
	if err != nil {
		return err
	}
	a := desk.Access{Accounts: accounts, Private: f.Private, Author: userName(), Secure: f.TLSCert != "", ProxyHeader: f.ProxyHeader}
	if f.BaseURL != "" {
		u, err := url.Parse(f.BaseURL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.TrimRight(u.Path, "/") != "" {
			return usagef("--base-url %q is no address such as https://desk.example", f.BaseURL)
		}
		o.BaseURL, a.Secure = strings.TrimRight(f.BaseURL, "/"), a.Secure || u.Scheme == "https"
	}
	if (f.ProxyHeader == "") != (len(f.ProxyFrom) == 0) {
		return usagef("--proxy-header and --proxy-from belong together: a header from anywhere proves nothing")
	}
	for _, s := range f.ProxyFrom {
		p, err := prefix(s)
		if err != nil {
			return usagef("--proxy-from %q is no address such as 10.0.0.2 or 10.0.0.0/24", s)
		}
		a.ProxyFrom = append(a.ProxyFrom, p)
	}
	if a.ProxyRole, err = desk.ParseRole(cmp.Or(f.ProxyRole, "reader")); err != nil || a.ProxyRole == desk.Admin {
		return usagef("--proxy-role is reader or editor; admins have an account")
	}
	if (f.TLSCert == "") != (f.TLSKey == "") {
		return usagef("--tls-cert and --tls-key belong together")
	}
	known := accounts.Any() || f.ProxyHeader != ""
	if f.Private && !known {
		return usagef("--private needs somebody who may sign in: sofar accounts add NAME --role reader --ledger %s", ledger)
	}
	o.Access = a
	if f.ReadOnly {
		return nil
	}
	if !known && !loopback(listen) {
		return usagef("on %s strangers could decide: make accounts first (sofar accounts add NAME --role editor --ledger %s), or say --read-only", listen, ledger)
	}
	o.Access.Open, o.Review, o.Ingest = !known && loopback(listen), book, book
	if accounts.Any() && !a.Secure && !loopback(listen) && f.ProxyHeader == "" {
		fmt.Fprintln(os.Stderr, "sofar: passwords will travel in the clear: serve over TLS (--tls-cert, --tls-key), or behind a proxy that does (--base-url https://…)")
	}
	return nil
}

// prefix reads an address or a range of addresses.
func prefix(s string) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(ip, ip.BitLen()), nil
	}
	return netip.ParsePrefix(s)
}

// loopback tells whether an address to listen on is reached from this machine
// alone.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// serve is serve, over TLS where there is a certificate.
func (f *accessFlags) serve(ctx context.Context, addr string, handler http.Handler, ready func(url string)) error {
	if f.TLSCert == "" {
		return serve(ctx, addr, handler, ready)
	}
	cert, err := tls.LoadX509KeyPair(f.TLSCert, f.TLSKey)
	if err != nil {
		return fmt.Errorf("the certificate of --tls-cert and --tls-key: %w", err)
	}
	return serveTLS(ctx, addr, handler, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, ready)
}
