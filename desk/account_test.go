package desk

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestAccounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.accounts")
	a, err := OpenAccounts(path)
	if err != nil || a.Any() {
		t.Fatalf("no file: %v, any %v", err, a.Any())
	}
	if err := a.Add("Ada Quill", Editor, adaWord); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"twice":          a.Add("ada quill", Admin, adaWord),
		"short":          a.Add("Ben", Editor, "elevenchars"),
		"long":           a.Add("Ben", Editor, strings.Repeat("a1", 600)),
		"one letter":     a.Add("Ben", Editor, "aaaaaaaaaaaaaaaa"),
		"the name":       a.Add("benjamin hale", Editor, "Benjamin Hale"),
		"no role":        a.Add("Ben", NoRole, benWord),
		"hostile name":   a.Add("<b>", Editor, benWord),
		"broken name":    a.Add("a\r\nb", Editor, benWord),
		"empty name":     a.Add("", Editor, benWord),
		"remove nobody":  a.Remove("Zoe"),
		"change nobody":  a.Set("Zoe", "", Admin),
		"token nobody's": func() error { _, _, err := a.AddToken("Zoe", "x", Scopes, 0); return err }(),
		"token no scope": func() error { _, _, err := a.AddToken("Ada Quill", "x", nil, 0); return err }(),
		"token unknown":  func() error { _, _, err := a.AddToken("Ada Quill", "x", []Scope{"all", ScopeRead}, 0); return err }(),
	} {
		if err == nil {
			t.Errorf("%s: was taken", name)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(b), "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(string(b), adaWord) {
		t.Errorf("the file: %v\n%s", err, b)
	}
	// Another process's change is seen at once.
	other, err := OpenAccounts(path)
	if err != nil {
		t.Fatal(err)
	}
	if x, ok := other.Check(t.Context(), "ADA quill", adaWord); !ok || x.Name != "Ada Quill" || x.Role != Editor {
		t.Errorf("sign in: %+v, %v", x, ok)
	}
	for _, bad := range []string{"", adaWord + " ", strings.ToUpper(adaWord), strings.Repeat("x", 2000)} {
		if _, ok := other.Check(t.Context(), "Ada Quill", bad); ok {
			t.Errorf("%q opens the account", bad)
		}
	}
	if err := other.Set("Ada Quill", benWord, Admin); err != nil {
		t.Fatal(err)
	}
	if x, ok := a.Check(t.Context(), "Ada Quill", benWord); !ok || x.Role != Admin {
		t.Errorf("after the change: %+v, %v", x, ok)
	}
	// Tokens: shown once, kept as a hash, good for a while.
	tok, secret, err := a.AddToken("ada quill", "night script", []Scope{ScopeDecide, ScopeRead}, time.Hour)
	if err != nil || !strings.HasPrefix(secret, "sofar_") || len(secret) < 40 || tok.Account != "Ada Quill" {
		t.Fatalf("token %+v %q, %v", tok, secret, err)
	}
	if b, _ := os.ReadFile(path); strings.Contains(string(b), secret) {
		t.Error("the secret stands in the file")
	}
	if got, _, ok := other.CheckToken(secret); !ok || got.ID != tok.ID {
		t.Error("the token opens nothing")
	}
	other.now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	if _, _, ok := other.CheckToken(secret); ok {
		t.Error("the token is good for longer than it may")
	}
	if err := a.RemoveToken(tok.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := a.CheckToken(secret); ok {
		t.Error("the token is gone and opens the desk")
	}
	// A file that others may read, that is broken or gone, lets nobody in and
	// leaves the desk closed.
	if runtime.GOOS != "windows" {
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenAccounts(path); err == nil {
			t.Error("a file that others may read is taken")
		}
		os.Chmod(path, 0o600)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok := a.Check(t.Context(), "Ada Quill", benWord); ok || !a.Any() {
		t.Error("a broken file opens the desk")
	}
	os.Remove(path)
	if _, ok := a.Check(t.Context(), "Ada Quill", benWord); ok || !a.Any() {
		t.Error("a file that went away opens the desk")
	}
}

func TestPasswordHashes(t *testing.T) {
	hash, err := hashPassword("x", adaWord)
	if err != nil || !checkPassword(hash, adaWord) || checkPassword(hash, benWord) {
		t.Fatalf("%q: %v", hash, err)
	}
	if again, _ := hashPassword("x", adaWord); again == hash {
		t.Error("two hashes of one password are equal: no salt")
	}
	for _, bad := range []string{"", "$", "argon2id", strings.Replace(hash, "argon2id", "argon2i", 1), strings.Replace(hash, "m=19456", "m=99999999", 1),
		strings.Replace(hash, "t=2", "t=0", 1), strings.Replace(hash, "p=1", "p=0", 1), strings.Replace(hash, "v=19", "v=16", 1), hash[:len(hash)-30], "$argon2id$v=19$m=19456,t=2,p=1$$"} {
		if checkPassword(bad, adaWord) {
			t.Errorf("%q opens", bad)
		}
	}
}
