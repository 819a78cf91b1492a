package desk

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Scope is what a program with a token may do.
type Scope string

// Scopes of API tokens.
const (
	ScopeRead   Scope = "read"   // read a desk that is not public
	ScopeDecide Scope = "decide" // record decisions
	ScopeIngest Scope = "ingest" // add reports
	ScopeAdmin  Scope = "admin"  // mark outlets, list accounts
)

// Scopes lists all scopes.
var Scopes = []Scope{ScopeRead, ScopeDecide, ScopeIngest, ScopeAdmin}

// Token lets a program use the API. The secret itself is shown once, when it is
// made, and kept nowhere.
type Token struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"` // what it is for
	Account string    `json:"account"`
	Scopes  []Scope   `json:"scopes"`
	Hash    string    `json:"hash"` // SHA-256 of the secret, hexadecimal
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero: never
}

// tokenPrefix marks a secret, so that scanners of leaks know it.
const tokenPrefix = "sofar_"

// AddToken makes a token of an account, whose role must allow the scopes, and
// gives its secret. life is how long it is good, 0 for ever.
func (a *Accounts) AddToken(account, name string, scopes []Scope, life time.Duration) (Token, string, error) {
	raw := make([]byte, 32)
	rand.Read(raw)
	secret := tokenPrefix + base64.RawURLEncoding.EncodeToString(raw)
	t := Token{ID: "t" + hashOf(secret)[:10], Name: strings.TrimSpace(name), Account: account, Hash: hashOf(secret), Created: a.now().UTC()}
	if err := checkName(t.Name); err != nil {
		return t, "", fmt.Errorf("a token needs a name that says what it is for: %w", err)
	}
	if life < 0 {
		return t, "", fmt.Errorf("a token cannot be good for %s", life)
	}
	if life > 0 {
		t.Expires = t.Created.Add(life)
	}
	for _, s := range Scopes {
		if slices.Contains(scopes, s) {
			t.Scopes = append(t.Scopes, s)
		}
	}
	if len(t.Scopes) == 0 || len(t.Scopes) < len(slices.Compact(slices.Sorted(slices.Values(scopes)))) {
		return t, "", fmt.Errorf("the scopes of a token are read, decide, ingest and admin; not %v", scopes)
	}
	err := a.change(func(f *accountsFile) error {
		i := f.find(account)
		if i < 0 {
			return fmt.Errorf("there is no account %q", account)
		}
		t.Account = f.Accounts[i].Name
		for _, s := range t.Scopes {
			if !f.Accounts[i].Role.May(s.needs()) {
				return fmt.Errorf("the scope %s needs the role %s, and %s is a %s", s, s.needs(), t.Account, f.Accounts[i].Role)
			}
		}
		f.Tokens = append(f.Tokens, t)
		return nil
	})
	if err != nil {
		return t, "", err
	}
	return t, secret, nil
}

// needs is the role that a scope asks of its account.
func (s Scope) needs() Role {
	switch s {
	case ScopeRead:
		return Reader
	case ScopeAdmin:
		return Admin
	}
	return Editor
}

// RemoveToken takes a token away.
func (a *Accounts) RemoveToken(id string) error {
	return a.change(func(f *accountsFile) error {
		n := len(f.Tokens)
		if f.Tokens = slices.DeleteFunc(f.Tokens, func(t Token) bool { return t.ID == id }); len(f.Tokens) == n {
			return fmt.Errorf("there is no token %q", id)
		}
		return nil
	})
}

// Tokens gives the tokens, the newest first.
func (a *Accounts) Tokens() ([]Token, error) {
	f, err := a.view()
	out := slices.Clone(f.Tokens)
	slices.SortStableFunc(out, func(x, y Token) int { return cmp.Or(y.Created.Compare(x.Created), cmp.Compare(x.ID, y.ID)) })
	return out, err
}

// CheckToken gives the token of a secret that is good at this moment, with the
// scopes that its account's role still allows, and the account.
func (a *Accounts) CheckToken(secret string) (Token, Account, bool) {
	if a == nil || !strings.HasPrefix(secret, tokenPrefix) || len(secret) > 200 {
		return Token{}, Account{}, false
	}
	f, err := a.view()
	hash := hashOf(secret)
	i := slices.IndexFunc(f.Tokens, func(t Token) bool { return t.Hash == hash })
	if err != nil || i < 0 {
		return Token{}, Account{}, false
	}
	t := f.Tokens[i]
	k := f.find(t.Account)
	if k < 0 || !t.Expires.IsZero() && !a.now().Before(t.Expires) {
		return Token{}, Account{}, false
	}
	t.Scopes = slices.DeleteFunc(slices.Clone(t.Scopes), func(s Scope) bool { return !f.Accounts[k].Role.May(s.needs()) })
	return t, f.Accounts[k], true
}

// hashOf is how secrets of 256 bits are kept: they cannot be guessed, so a quick
// hash will do.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
