package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sofar/intake"
)

// Headers of a webhook, as Standard Webhooks has them
// (github.com/standard-webhooks/standard-webhooks, version 1).
const (
	HeaderID        = "Webhook-Id"        // the development's id: the key against doubles
	HeaderTimestamp = "Webhook-Timestamp" // of this attempt, seconds since 1970
	HeaderSignature = "Webhook-Signature" // "v1," and the base64 of the signature
)

// Sign gives the signature of a body: HMAC-SHA256 over "id.timestamp.body". A
// secret with the prefix "whsec_" is base64, any other is its bytes.
func Sign(secret, id string, at time.Time, body []byte) string {
	key := []byte(secret)
	if coded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if raw, err := base64.StdEncoding.DecodeString(coded); err == nil {
			key = raw
		}
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// signatureAge is how far a timestamp may lie from the receiver's clock.
const signatureAge = 5 * time.Minute

// Verify checks what a webhook received: its signature, and that its timestamp is
// within five minutes of now, so that nobody sends an old message again.
func Verify(secret string, h http.Header, body []byte, now time.Time) error {
	seconds, err := strconv.ParseInt(h.Get(HeaderTimestamp), 10, 64)
	if err != nil {
		return errors.New("the message has no timestamp")
	}
	at := time.Unix(seconds, 0)
	if d := now.Sub(at); d > signatureAge || d < -signatureAge {
		return errors.New("the message is older or newer than five minutes")
	}
	want := []byte(Sign(secret, h.Get(HeaderID), at, body))
	for _, got := range strings.Fields(h.Get(HeaderSignature)) {
		if hmac.Equal([]byte(got), want) {
			return nil
		}
	}
	return errors.New("the signature is not that of the message")
}

// webhook delivers by HTTP POST, one development at a time.
type webhook struct {
	cfg    *Webhook
	client *http.Client
	now    func() time.Time
}

// Times of a delivery.
const (
	dialTime    = 10 * time.Second
	deliverTime = 30 * time.Second
)

func newWebhook(cfg *Webhook) (*webhook, error) {
	dialer := &net.Dialer{Timeout: dialTime}
	if !cfg.AllowPrivate {
		dialer.Control = intake.PublicOnly
	}
	return &webhook{cfg: cfg, now: time.Now, client: &http.Client{
		Timeout: deliverTime,
		// No proxy: it would be dialled in place of the address that is checked.
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTime, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func (w *webhook) name() string         { return w.cfg.Name }
func (w *webhook) filter() *Filter      { return &w.cfg.Filter }
func (w *webhook) batch() int           { return 1 }
func (w *webhook) pause() time.Duration { return 0 }
func (w *webhook) attempts() int        { return w.cfg.Attempts }

func (w *webhook) deliver(ctx context.Context, list []Message) (int, error) {
	body, err := json.Marshal(&list[0])
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.cfg.URL, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	at := w.now()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "sofar-alerts/1")
	req.Header.Set(HeaderID, list[0].ID)
	req.Header.Set("Idempotency-Key", `"`+list[0].ID+`"`)
	req.Header.Set(HeaderTimestamp, strconv.FormatInt(at.Unix(), 10))
	req.Header.Set(HeaderSignature, Sign(w.cfg.Secret, list[0].ID, at, body))
	resp, err := w.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again
	switch {
	case resp.StatusCode/100 == 2:
		return 1, nil
	case resp.StatusCode/100 == 3:
		return 0, fmt.Errorf("answers %s; give the address that it leads to", resp.Status)
	}
	err = fmt.Errorf("answers %s", resp.Status)
	if s, convErr := strconv.Atoi(resp.Header.Get("Retry-After")); convErr == nil && s > 0 {
		return 0, &retryError{err, time.Duration(min(s, int(backoffMost/time.Second))) * time.Second}
	}
	return 0, err
}
