package alert

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"sofar/explain"
)

func TestConfig(t *testing.T) {
	t.Setenv("SOFAR_TEST_SECRET", "0123456789abcdef")
	dir := t.TempDir()
	path := filepath.Join(dir, "alerts.toml")
	read := func(text string) (*Config, error) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return ReadConfig(path)
	}
	hook := "[[webhook]]\nname = \"a\"\nurl = \"https://hooks.example/x\"\nsecret = \"env:SOFAR_TEST_SECRET\"\n"
	post := "[[mail]]\nname = \"b\"\nserver = \"smtp.example:587\"\nfrom = \"s@desk.example\"\nto = [\"a@desk.example\"]\n"
	c, err := read("base = \"https://desk.example\"\nmax_age = \"48h\"\n" + hook + "kinds = [\"figure\"]\n" + post + "every = \"5m\"\n")
	if err != nil {
		t.Fatal(err)
	}
	if c.Webhooks[0].Secret != "0123456789abcdef" || c.Webhooks[0].Kinds[0] != "figure" || c.Mails[0].TLS != "starttls" || c.Mails[0].Every.Duration != 5*time.Minute || c.MaxAge.Duration != 48*time.Hour {
		t.Errorf("read %+v", c)
	}
	for text, want := range map[string]string{
		"":                                   "names nobody",
		"x = 1\n" + hook:                     `nothing is called "x"`,
		hook + hook:                          "two receivers are called",
		hook + "kinds = [\"news\"]\n":        "no development is called",
		"base = \"ftp://x\"\n" + hook:        "no web address",
		"max_age = \"two days\"\n" + hook:    "no length of time",
		strings.Replace(hook, "s:", ":", 1):  "is not https",
		strings.Replace(hook, "env:", "", 1): "",
		strings.Replace(hook, "SOFAR_TEST", "SOFAR_NONE", 1):               "is not set",
		strings.Replace(hook, "env:SOFAR_TEST_SECRET", "short", 1):         "less than 16",
		strings.Replace(hook, "https://", "https://u:p@", 1):               "carries a password",
		post + "tls = \"none\"\n":                                          "on this machine alone",
		strings.Replace(post, "a@desk.example", "a@x\\r\\nBcc: b@x", 1):    "no mail address",
		strings.Replace(post, ":587", "", 1):                               "is not host:port",
		"[[webhook\n":                                                      "line 2",
		strings.Replace(hook, "env:SOFAR_TEST_SECRET", "file:/none/at", 1): "holds the secret",
	} {
		_, err := read(text)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestFeed: both forms parse, newest first, with what a reader needs; nothing of
// a report breaks them.
func TestFeed(t *testing.T) {
	f := &Feed{ID: "urn:sofar:stories", Title: "Stories & <more>", Home: "https://desk.example/", Atom: "https://desk.example/feed.atom", JSON: "https://desk.example/feed.json",
		Story: func(id string) string { return "https://desk.example/story/" + id },
		Developments: []explain.Development{
			{ID: "urn:sofar:event:1", At: at(9, 0), Story: "s", Title: "Fire", Kind: "figure", Text: "Killed: first figure 3", Outlet: "Post", URL: "https://post.example/1", Quote: "three people"},
			{ID: "urn:sofar:event:2", At: at(10, 0), Seen: at(10, 5), Story: "s", Title: "<b>]]>\x00\u202e", Kind: "denial", Text: "&amp;\x1b", URL: "javascript:1"},
		}}
	var atom, again, js bytes.Buffer
	for _, w := range []*bytes.Buffer{&atom, &again} {
		if err := f.WriteAtom(w); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.WriteJSON(&js); err != nil {
		t.Fatal(err)
	}
	if atom.String() != again.String() {
		t.Error("the same feed has other bytes")
	}
	for _, text := range []string{atom.String(), js.String()} {
		p, err := gofeed.NewParser().ParseString(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if len(p.Items) != 2 || p.Items[0].GUID != "urn:sofar:event:2" || !p.Items[0].UpdatedParsed.Equal(at(10, 5)) || p.Items[1].Title != "Fire: Killed: first figure 3" ||
			!p.Items[1].PublishedParsed.Equal(at(9, 0)) || p.Items[1].Link != "https://desk.example/story/s" || strings.Contains(text, `href="javascript`) || strings.ContainsAny(text, "\x00\x1b") || strings.Contains(p.Items[0].Title, "\u202e") {
			t.Errorf("feed\n%s", text)
		}
	}
}
