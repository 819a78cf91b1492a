package alert

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http/httptest"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"sofar/explain"
)

// post is a small mail server on loopback that wants TLS and a password.
type post struct {
	net.Listener
	tls  *tls.Config
	mu   sync.Mutex
	got  []string
	log  []string
	deny bool
}

func newPost(t *testing.T) *post {
	t.Helper()
	web := httptest.NewUnstartedServer(nil) // lends its certificate
	web.StartTLS()
	t.Cleanup(web.Close)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{Listener: ln, tls: &tls.Config{Certificates: web.TLS.Certificates}}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go p.talk(c)
		}
	}()
	return p
}

// talk speaks as much of SMTP as the client asks for.
func (p *post) talk(c net.Conn) {
	defer func() { c.Close() }()
	in := bufio.NewReader(c)
	secure := false
	say := func(s string) { fmt.Fprintf(c, "%s\r\n", s) }
	say("220 post.example ESMTP")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		verb := strings.ToUpper(strings.Fields(line + " x")[0])
		p.mu.Lock()
		p.log = append(p.log, fmt.Sprint(secure, " ", verb))
		deny := p.deny
		p.mu.Unlock()
		switch verb {
		case "EHLO", "HELO":
			if secure {
				say("250-post.example\r\n250 AUTH PLAIN")
			} else {
				say("250-post.example\r\n250 STARTTLS")
			}
		case "STARTTLS":
			say("220 go on")
			t := tls.Server(c, p.tls)
			if t.Handshake() != nil {
				return
			}
			c, in, secure = t, bufio.NewReader(t), true
			say = func(s string) { fmt.Fprintf(t, "%s\r\n", s) }
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(l, "."))
			}
			p.mu.Lock()
			p.got = append(p.got, b.String())
			p.mu.Unlock()
			say("250 kept")
		case "QUIT":
			say("221 bye")
			return
		case "MAIL":
			if deny {
				say("451 later")
			} else {
				say("250 ok")
			}
		case "AUTH":
			say("235 welcome")
		default:
			say("250 ok")
		}
	}
}

// TestMail: a digest goes out over STARTTLS with the developments that came
// together, retried after a failure; no title becomes a header.
func TestMail(t *testing.T) {
	dir := t.TempDir()
	book, j := open(t, dir), journal(t, dir)
	p := newPost(t)
	cfg := &Config{Base: "https://desk.example", Settle: Duration{100 * time.Millisecond}, Mails: []Mail{{Name: "desk", Server: p.Addr().String(), TLS: "starttls", User: "u", Password: "p",
		From: "sofar@desk.example", To: []string{"one@desk.example", "two@desk.example"}, Every: Duration{time.Hour}, Attempts: 3}}}
	r, err := New(book, cfg, j, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.targets[0].(*mailer).opts = []gomail.Option{gomail.WithTLSConfig(&tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12})}
	if err := r.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	add(t, book, day...)
	p.deny = true
	if err := r.Drain(t.Context()); err == nil {
		t.Error("a refusal is no error")
	}
	p.deny = false
	if err := r.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := r.Drain(t.Context()); err != nil || len(p.got) != 1 {
		t.Fatalf("%d messages, %v", len(p.got), err)
	}
	for _, l := range p.log {
		if strings.HasPrefix(l, "false") && (strings.HasSuffix(l, "AUTH") || strings.HasSuffix(l, "MAIL")) {
			t.Errorf("without TLS: %s", l)
		}
	}
	m, err := mail.ReadMessage(strings.NewReader(p.got[0]))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(m.Body)
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if !strings.Contains(subject, "first figure 12") || !strings.Contains(subject, "more)") || m.Header.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(m.Header.Get("Message-Id"), "@desk.example>") {
		t.Errorf("subject %q, headers %v", subject, m.Header)
	}
	if !strings.Contains(string(body), "second independent origin") || !strings.Contains(string(body), "https://desk.example/story/") {
		t.Errorf("body\n%s", body)
	}
	// Nothing is left for the next hour, and a later one is a message of its own.
	list, err := j.Receivers(context.Background())
	if err != nil || list[0].Pending != 0 || !list[0].Next.After(time.Now().Add(50*time.Minute)) {
		t.Errorf("receivers %+v, %v", list, err)
	}
}

func TestMailIsHostile(t *testing.T) {
	m := &mailer{cfg: &Mail{From: "Desk <sofar@desk.example>", To: []string{"one@desk.example"}}}
	bad := Message{Development: explain.Development{ID: "x", At: at(9, 0), Story: "s", Title: "Fire\r\nBcc: all@desk.example\r\n\r\n<script>", Text: "\u202eup", Outlet: "<b>", Quote: "</q><img src=x>", URL: "javascript:alert(1)"}}
	msg, err := m.message([]Message{bad})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := msg.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	parsed, err := mail.ReadMessage(strings.NewReader(b.String()))
	if err != nil || parsed.Header.Get("Bcc") != "" {
		t.Errorf("headers %v, %v", parsed.Header, err)
	}
	if h := htmlDigest([]Message{bad}); strings.Contains(h, "<script") || strings.Contains(h, "<img") || strings.Contains(h, "javascript:") || strings.Contains(h, "\u202e") {
		t.Errorf("HTML %s", h)
	}
}
