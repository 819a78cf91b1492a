package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Role is what an account may do; each may do what those before it may.
type Role string

// Roles. A reader reads a desk that is not public; an editor decides; an admin
// marks outlets and ends sessions.
const (
	NoRole Role = ""
	Reader Role = "reader"
	Editor Role = "editor"
	Admin  Role = "admin"
)

var roles = []Role{NoRole, Reader, Editor, Admin}

// ParseRole reads a role's name.
func ParseRole(s string) (Role, error) {
	if r := Role(s); r != NoRole && slices.Contains(roles, r) {
		return r, nil
	}
	return NoRole, fmt.Errorf("unknown role %q: use reader, editor or admin", s)
}

// May tells whether a role may do what another one may.
func (r Role) May(what Role) bool { return slices.Index(roles, r) >= slices.Index(roles, what) }

// Account is who may sign in.
type Account struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Hash    string    `json:"hash"` // argon2id, PHC string
	Created time.Time `json:"created"`
	// Changed is when password or role last changed; older sessions end.
	Changed time.Time `json:"changed"`
}

// accountsFile is what the file of accounts holds.
type accountsFile struct {
	Version  int       `json:"version"`
	Accounts []Account `json:"accounts"`
	Tokens   []Token   `json:"tokens"`
}

// Accounts are the accounts and API tokens of a desk, in a file of its own
// beside the ledger: they are no part of the account's bytes. A running desk
// sees at once what another process writes there. It is safe for concurrent use.
type Accounts struct {
	path string
	now  func() time.Time

	mu    sync.Mutex
	held  accountsFile
	stamp string // of the file that was read
	bad   error  // why the file cannot be used

	hashing chan struct{} // one token per password that is being hashed
}

// OpenAccounts reads the file of accounts at path; a file that does not exist
// has none.
func OpenAccounts(path string) (*Accounts, error) {
	a := &Accounts{path: path, now: time.Now, hashing: make(chan struct{}, 2)}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a, a.refresh()
}

// refresh reads the file again if it changed. A file that cannot be used lets
// nobody in.
func (a *Accounts) refresh() error {
	info, err := os.Stat(a.path)
	if errors.Is(err, fs.ErrNotExist) {
		if a.stamp != "" {
			a.held, a.stamp, a.bad = accountsFile{}, "gone", errors.New("the file of accounts "+a.path+" is gone")
		}
		return a.bad
	}
	if err != nil {
		a.held, a.bad = accountsFile{}, fmt.Errorf("file of accounts: %w", err)
		return a.bad
	}
	stamp := fmt.Sprint(info.Size(), info.ModTime().UnixNano())
	if stamp == a.stamp {
		return a.bad
	}
	a.stamp, a.held = stamp, accountsFile{}
	a.bad = func() error {
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			return fmt.Errorf("%s holds password hashes and others may read it (mode %o): chmod 600 %s", a.path, info.Mode().Perm(), a.path)
		}
		b, err := os.ReadFile(a.path)
		if err != nil {
			return fmt.Errorf("file of accounts: %w", err)
		}
		var f accountsFile
		if err := json.Unmarshal(b, &f); err != nil {
			return fmt.Errorf("%s is no file of accounts: %w", a.path, err)
		}
		if f.Version != 1 {
			return fmt.Errorf("%s is of version %d, which this sofar does not know", a.path, f.Version)
		}
		a.held = f
		return nil
	}()
	return a.bad
}

// view gives what the file holds now.
func (a *Accounts) view() (accountsFile, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	err := a.refresh()
	return a.held, err
}

// Any tells whether there are accounts, or were: a desk that had some must not
// become open because their file went away.
func (a *Accounts) Any() bool {
	if a == nil {
		return false
	}
	f, err := a.view()
	return len(f.Accounts) > 0 || err != nil
}

// List gives the accounts by name.
func (a *Accounts) List() ([]Account, error) {
	f, err := a.view()
	out := slices.Clone(f.Accounts)
	slices.SortFunc(out, func(x, y Account) int { return cmp.Compare(x.Name, y.Name) })
	return out, err
}

// find gives the account of a name; names differ by more than case.
func (f *accountsFile) find(name string) int {
	return slices.IndexFunc(f.Accounts, func(x Account) bool { return strings.EqualFold(x.Name, name) })
}

// account gives the account of a name.
func (a *Accounts) account(name string) (Account, bool) {
	f, err := a.view()
	if i := f.find(name); err == nil && i >= 0 {
		return f.Accounts[i], true
	}
	return Account{}, false
}

// Add makes an account.
func (a *Accounts) Add(name string, role Role, password string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if !role.May(Reader) {
		return fmt.Errorf("an account needs a role: reader, editor or admin")
	}
	hash, err := hashPassword(name, password)
	if err != nil {
		return err
	}
	return a.change(func(f *accountsFile) error {
		if f.find(name) >= 0 {
			return fmt.Errorf("there is an account %q already", name)
		}
		now := a.now().UTC()
		f.Accounts = append(f.Accounts, Account{Name: name, Role: role, Hash: hash, Created: now, Changed: now})
		return nil
	})
}

// Remove takes an account and its tokens away.
func (a *Accounts) Remove(name string) error {
	return a.change(func(f *accountsFile) error {
		i := f.find(name)
		if i < 0 {
			return fmt.Errorf("there is no account %q", name)
		}
		gone := f.Accounts[i].Name
		f.Accounts = slices.Delete(f.Accounts, i, i+1)
		f.Tokens = slices.DeleteFunc(f.Tokens, func(t Token) bool { return t.Account == gone })
		return nil
	})
}

// Set changes an account's password, unless it is "", and role, unless it is
// NoRole. Its sessions end.
func (a *Accounts) Set(name, password string, role Role) error {
	var hash string
	if password != "" {
		var err error
		if hash, err = hashPassword(name, password); err != nil {
			return err
		}
	}
	return a.change(func(f *accountsFile) error {
		i := f.find(name)
		if i < 0 {
			return fmt.Errorf("there is no account %q", name)
		}
		x := &f.Accounts[i]
		x.Hash, x.Role, x.Changed = cmp.Or(hash, x.Hash), cmp.Or(role, x.Role), a.now().UTC()
		return nil
	})
}

// checkName refuses names that cannot stand in a header, a log or a sentence.
func checkName(name string) error {
	n := utf8.RuneCountInString(name)
	if n == 0 || n > 60 || !utf8.ValidString(name) || strings.TrimSpace(name) != name {
		return errors.New("an account's name has 1 to 60 characters and no space at its ends")
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .-_@'’", r) {
			return fmt.Errorf("an account's name is made of letters, digits, spaces and . - _ @ '; not %q", r)
		}
	}
	return nil
}

// change writes the file anew, one process at a time, all or nothing.
func (a *Accounts) change(edit func(*accountsFile) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	unlock, err := lockFile(a.path + ".lock")
	if err != nil {
		return err
	}
	defer unlock()
	a.stamp = "" // read it again, whatever its date says
	if err := a.refresh(); err != nil {
		return err
	}
	f := accountsFile{Version: 1, Accounts: slices.Clone(a.held.Accounts), Tokens: slices.Clone(a.held.Tokens)}
	if err := edit(&f); err != nil {
		return err
	}
	b, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(a.path), filepath.Base(a.path)+".*") // mode 600
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", a.path, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(b, '\n'))
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), a.path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", a.path, err)
	}
	a.held, a.stamp, a.bad = f, "", nil
	return nil
}

// lockFile holds a lock that other processes see; one left behind by a process
// that died is broken after ten seconds.
func lockFile(path string) (unlock func(), err error) {
	for range 60 {
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			f.Close()
			return func() { os.Remove(path) }, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("cannot lock the accounts: %w", err)
		}
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > 10*time.Second {
			os.Remove(path)
			continue
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, fmt.Errorf("another process holds the accounts: %s", path)
}

// Check gives the account that name and password open. It takes as long for a
// name that does not exist.
func (a *Accounts) Check(ctx context.Context, name, password string) (Account, bool) {
	x, ok := a.account(name)
	hash := x.Hash
	if !ok {
		hash = nobody()
	}
	select {
	case a.hashing <- struct{}{}:
		defer func() { <-a.hashing }()
	case <-ctx.Done():
		return Account{}, false
	}
	return x, checkPassword(hash, password) && ok
}
