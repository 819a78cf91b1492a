package desk

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOWASPPathTraversal: no address reaches a file of the machine (OWASP A01;
// WSTG-ATHZ-01).
func TestOWASPPathTraversal(t *testing.T) {
	d := newReviewDesk(t, nil).withAccounts()
	srv := httptest.NewServer(d.h)
	defer srv.Close()
	secret := filepath.Join(t.TempDir(), "secret.css")
	if err := os.WriteFile(secret, []byte("the secret of the machine"), 0o600); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, up := range []string{"../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//", "..;/", "%c0%ae%c0%ae/", "..%00/"} {
		for _, base := range []string{"/static/", "/report/", "/story/", "/review/statement/", "/review/story/", "/api/v1/reports/", "/"} {
			for _, file := range []string{strings.TrimPrefix(secret, "/"), "etc/passwd", "x.accounts", "desk.go", "templates/layout.html"} {
				paths = append(paths, base+strings.Repeat(up, 8)+file, base+up+file)
			}
		}
	}
	paths = append(paths, "/static/"+url.PathEscape(secret), "/static/%2fetc%2fpasswd", "/static/desk.css%00.txt", "/static/", "/static/.", "/static/..", "/templates/layout.html", "/static/desk.css/../../go.mod", "/x.accounts", "/.accounts", "/sofar.ledger")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, path := range paths {
		u, err := url.Parse(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		raw, query, _ := strings.Cut(path, "?")
		u.Opaque, u.RawQuery = "//"+u.Host+raw, query // as it is, not cleaned
		resp, err := client.Do(&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}})
		if err != nil {
			continue // no address at all
		}
		body := make([]byte, 1<<16)
		n, _ := resp.Body.Read(body)
		resp.Body.Close()
		got := string(body[:n])
		switch {
		case resp.StatusCode == http.StatusOK, resp.StatusCode >= 500:
			t.Errorf("%s: %d", path, resp.StatusCode)
		case strings.Contains(got, "secret of the machine"), strings.Contains(got, "root:"), strings.Contains(got, "argon2id"), strings.Contains(got, "package desk"), strings.Contains(got, "{{define"):
			t.Errorf("%s gives a file of the machine", path)
		}
		if to := resp.Header.Get("Location"); strings.Contains(to+"/", "/../") {
			t.Errorf("%s leads on to %q", path, to)
		}
	}
}
