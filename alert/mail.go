package alert

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"
)

// mailBatch is the most developments of one message.
const mailBatch = 100

// mailer sends digests by SMTP.
type mailer struct {
	cfg  *Mail
	opts []mail.Option // for tests
}

func newMailer(cfg *Mail) (*mailer, error) { return &mailer{cfg: cfg}, nil }

func (m *mailer) name() string         { return m.cfg.Name }
func (m *mailer) filter() *Filter      { return &m.cfg.Filter }
func (m *mailer) batch() int           { return mailBatch }
func (m *mailer) pause() time.Duration { return m.cfg.Every.Duration }
func (m *mailer) attempts() int        { return m.cfg.Attempts }

func (m *mailer) deliver(ctx context.Context, list []Message) (int, error) {
	msg, err := m.message(list)
	if err != nil {
		return 0, err
	}
	host, port, err := net.SplitHostPort(m.cfg.Server)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return 0, fmt.Errorf("server %q has no port", m.cfg.Server)
	}
	opts := []mail.Option{mail.WithPort(n), mail.WithTimeout(deliverTime)}
	switch m.cfg.TLS {
	case "tls":
		opts = append(opts, mail.WithSSL())
	case "none":
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS))
	default:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.cfg.User != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.cfg.User), mail.WithPassword(m.cfg.Password))
	}
	client, err := mail.NewClient(host, append(opts, m.opts...)...)
	if err != nil {
		return 0, err
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return 0, err
	}
	return len(list), nil
}

// message writes the digest. Its Message-ID is made of the developments in it:
// the same digest sent twice is one message to a reader.
func (m *mailer) message(list []Message) (*mail.Msg, error) {
	msg := mail.NewMsg()
	if err := msg.From(m.cfg.From); err != nil {
		return nil, err
	}
	if err := msg.To(m.cfg.To...); err != nil {
		return nil, err
	}
	msg.Subject(subject(list))
	sum := sha256.New()
	for _, d := range list {
		fmt.Fprintln(sum, d.ID)
	}
	_, domain, _ := strings.Cut(strings.TrimRight(m.cfg.From, "> "), "@")
	msg.SetMessageIDWithValue(hex.EncodeToString(sum.Sum(nil)[:16]) + "@" + domain)
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(mail.TypeTextPlain, plainDigest(list))
	msg.AddAlternativeString(mail.TypeTextHTML, htmlDigest(list))
	return msg, nil
}

// subject is the first development, and how many more there are.
func subject(list []Message) string {
	s := oneLine(list[0].Title) + ": " + oneLine(list[0].Text)
	if r := []rune(s); len(r) > 140 {
		s = string(r[:139]) + "…"
	}
	if list[0].Test {
		s = "[test] " + s
	}
	if n := len(list) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// oneLine leaves out what could end or hide a line: controls and marks that
// reorder text.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
	}), " ")
}

// byStory cuts a digest where the story changes, stories in the order of their
// first development.
func byStory(list []Message) [][]Message {
	var out [][]Message
	at := map[string]int{}
	for _, d := range list {
		i, ok := at[d.Story]
		if !ok {
			i = len(out)
			at[d.Story] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], d)
	}
	return out
}

func plainDigest(list []Message) string {
	var b strings.Builder
	for _, part := range byStory(list) {
		fmt.Fprintf(&b, "%s\n", oneLine(part[0].Title))
		if part[0].Page != "" {
			fmt.Fprintf(&b, "%s\n", part[0].Page)
		}
		for _, d := range part {
			fmt.Fprintf(&b, "\n%s  %s\n", d.At.UTC().Format("2 Jan 15:04 UTC"), oneLine(d.Text))
			if d.Quote != "" {
				fmt.Fprintf(&b, "    %s: \"%s\"\n", oneLine(d.Outlet), oneLine(d.Quote))
			}
			if u := webAddress(d.URL); u != "" {
				fmt.Fprintf(&b, "    %s\n", u)
			}
		}
		b.WriteString("\n")
	}
	b.WriteString("-- \nSent by sofar. Every line comes from the words quoted below it.\n")
	return b.String()
}

func htmlDigest(list []Message) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><body style="font: 16px/1.5 sans-serif; max-width: 40em">`)
	for _, part := range byStory(list) {
		title := html.EscapeString(oneLine(part[0].Title))
		if part[0].Page != "" {
			title = `<a href="` + html.EscapeString(part[0].Page) + `">` + title + `</a>`
		}
		fmt.Fprintf(&b, "<h2>%s</h2><ul>", title)
		for _, d := range part {
			fmt.Fprintf(&b, "<li><b>%s</b> %s", d.At.UTC().Format("2 Jan 15:04 UTC"), html.EscapeString(oneLine(d.Text)))
			if d.Quote != "" {
				outlet := html.EscapeString(oneLine(d.Outlet))
				if u := webAddress(d.URL); u != "" {
					outlet = `<a href="` + html.EscapeString(u) + `">` + outlet + `</a>`
				}
				fmt.Fprintf(&b, "<br>%s: <q>%s</q>", outlet, html.EscapeString(oneLine(d.Quote)))
			}
			b.WriteString("</li>")
		}
		b.WriteString("</ul>")
	}
	b.WriteString("<p>Sent by sofar. Every line comes from the words quoted below it.</p></body></html>")
	return b.String()
}

// webAddress gives an http or https address as it is, else "".
func webAddress(u string) string {
	if (strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://")) && !strings.ContainsAny(u, " \t\r\n<>\"{}|\\^`") {
		return u
	}
	return ""
}
