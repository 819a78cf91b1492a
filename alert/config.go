package alert

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"sofar/explain"
)

// Config says who is told of what; docs/alerts.md shows a whole one.
type Config struct {
	// Base is the public address of the desk, for links into it.
	Base string `toml:"base"`
	// MaxAge leaves out developments whose report was older than that when it
	// came in; 0 leaves out none.
	MaxAge Duration `toml:"max_age"`
	// Settle is how long to wait after a report for others that come with it, 1 s
	// if not given.
	Settle   Duration  `toml:"settle"`
	Webhooks []Webhook `toml:"webhook"`
	Mails    []Mail    `toml:"mail"`
}

// Filter picks developments; what is empty picks all.
type Filter struct {
	// Kinds are kinds of developments, Figures kinds of figures; a development
	// without a figure passes Figures.
	Kinds   []string `toml:"kinds"`
	Figures []string `toml:"figures"`
	// Stories are ids, or words that must all stand in a story's title.
	Stories []string `toml:"stories"`
}

// Webhook is a receiver by HTTP.
type Webhook struct {
	Name string `toml:"name"`
	URL  string `toml:"url"`
	// Secret signs the messages: "env:NAME", "file:PATH", or the secret itself.
	Secret string `toml:"secret"`
	// AllowPrivate permits http and addresses in one's own network.
	AllowPrivate bool `toml:"allow_private"`
	// Attempts is how often a message is tried before it is set aside, 15 if 0.
	Attempts int `toml:"attempts"`
	Filter
}

// Mail is a receiver by SMTP.
type Mail struct {
	Name   string `toml:"name"`
	Server string `toml:"server"` // host:port
	// TLS is "starttls" (the default), "tls" from the first byte, or "none",
	// which only a server on the same machine may have.
	TLS      string   `toml:"tls"`
	User     string   `toml:"user"`
	Password string   `toml:"password"` // "env:NAME", "file:PATH", or itself
	From     string   `toml:"from"`
	To       []string `toml:"to"`
	// Every is the least time between two messages, 15 minutes if 0.
	Every    Duration `toml:"every"`
	Attempts int      `toml:"attempts"`
	Filter
}

// Duration is a time.Duration as people write it: "15m".
type Duration struct{ time.Duration }

// UnmarshalText reads "90s", "15m", "48h".
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no length of time: write 90s, 15m or 48h", b)
	}
	d.Duration = v
	return nil
}

// ReadConfig reads a configuration in TOML and checks it. Secrets are read from
// where they are kept. Errors name the file and the place.
func ReadConfig(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("alerts: %w", err)
	}
	var c Config
	meta, err := toml.Decode(string(data), &c)
	if err != nil {
		if p, ok := errors.AsType[toml.ParseError](err); ok {
			return nil, fmt.Errorf("alerts: %s, line %d: %s", path, p.Position.Line, p.Message)
		}
		return nil, fmt.Errorf("alerts: %s: %w", path, err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("alerts: %s: nothing is called %q", path, extra[0].String())
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("alerts: %s: %w", path, err)
	}
	return &c, nil
}

func (c *Config) check() error {
	if c.Base != "" {
		if u, err := url.Parse(c.Base); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("base %q is no web address", c.Base)
		}
	}
	if c.Settle.Duration == 0 {
		c.Settle.Duration = time.Second
	}
	if len(c.Webhooks)+len(c.Mails) == 0 {
		return errors.New("names nobody to tell: add a [[webhook]] or a [[mail]]")
	}
	names := map[string]bool{}
	name := func(n string) error {
		switch {
		case strings.TrimSpace(n) == "":
			return errors.New("a receiver has no name; its place in the journal is kept under it")
		case names[n]:
			return fmt.Errorf("two receivers are called %q", n)
		}
		names[n] = true
		return nil
	}
	for i := range c.Webhooks {
		w := &c.Webhooks[i]
		if err := errors.Join(name(w.Name), w.check()); err != nil {
			return fmt.Errorf("webhook %q: %w", w.Name, err)
		}
	}
	for i := range c.Mails {
		m := &c.Mails[i]
		if err := errors.Join(name(m.Name), m.check()); err != nil {
			return fmt.Errorf("mail %q: %w", m.Name, err)
		}
	}
	return nil
}

func (w *Webhook) check() error {
	u, err := url.Parse(w.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("url %q is no web address", w.URL)
	case u.Scheme == "http" && !w.AllowPrivate:
		return errors.New("url is not https; allow_private = true permits that in one's own network")
	case u.User != nil:
		return errors.New("url carries a password; the signature says who sends")
	}
	if w.Secret, err = secret(w.Secret); err != nil {
		return err
	}
	if len(w.Secret) < 16 {
		return errors.New("secret is missing or has less than 16 characters; make one with: openssl rand -base64 32")
	}
	if w.Attempts == 0 {
		w.Attempts = 15
	}
	return w.Filter.check()
}

func (m *Mail) check() error {
	host, _, ok := strings.Cut(m.Server, ":")
	if !ok || host == "" {
		return fmt.Errorf("server %q is not host:port, such as smtp.example:587", m.Server)
	}
	switch m.TLS {
	case "":
		m.TLS = "starttls"
	case "starttls", "tls":
	case "none":
		if host != "localhost" && host != "127.0.0.1" {
			return errors.New(`tls = "none" is for a server on this machine alone`)
		}
	default:
		return fmt.Errorf("tls is %q; write starttls, tls or none", m.TLS)
	}
	if len(m.To) == 0 {
		return errors.New("to names nobody")
	}
	for _, a := range append([]string{m.From}, m.To...) {
		if _, err := mail.ParseAddress(a); err != nil || strings.ContainsAny(a, "\r\n") {
			return fmt.Errorf("%q is no mail address", a)
		}
	}
	var err error
	if m.Password, err = secret(m.Password); err != nil {
		return err
	}
	if m.User != "" && m.TLS == "none" {
		return errors.New("a password is not sent without TLS")
	}
	if m.Every.Duration == 0 {
		m.Every.Duration = 15 * time.Minute
	}
	if m.Attempts == 0 {
		m.Attempts = 15
	}
	return m.Filter.check()
}

// secret reads "env:NAME" and "file:PATH"; anything else is the secret itself.
func secret(s string) (string, error) {
	if name, ok := strings.CutPrefix(s, "env:"); ok {
		v := os.Getenv(name)
		if v == "" {
			return "", fmt.Errorf("the variable %s, which holds the secret, is not set", name)
		}
		return v, nil
	}
	if path, ok := strings.CutPrefix(s, "file:"); ok {
		data, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("the file that holds the secret: %w", err)
		}
		return strings.TrimSpace(string(data)), nil
	}
	return s, nil
}

func (f *Filter) check() error {
	for _, k := range f.Kinds {
		if !slices.Contains(explain.NewsKinds, k) {
			return fmt.Errorf("kinds: no development is called %q; there are %s", k, strings.Join(explain.NewsKinds, ", "))
		}
	}
	return nil
}

// wants tells whether a development passes.
func (f *Filter) wants(d *explain.Development) bool {
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, d.Kind) {
		return false
	}
	if len(f.Figures) > 0 && d.Figure != "" && !slices.Contains(f.Figures, d.Figure) {
		return false
	}
	if len(f.Stories) == 0 {
		return true
	}
	title := strings.ToLower(d.Title)
	return slices.ContainsFunc(f.Stories, func(s string) bool {
		if s == d.Story {
			return true
		}
		words := strings.Fields(strings.ToLower(s))
		return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(title, w) })
	})
}
