package jetstream

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"
	js "github.com/nats-io/nats.go/jetstream"
)

// Error codes of servers that the client has no name for.
const (
	codeNoPeers     = 10005 // no suitable peers for placement
	codeResources   = 10023 // insufficient resources: the servers' share of the disk is used up
	codeNoStorage   = 10047 // insufficient storage resources available
	codeNoReplicas  = 10074 // replicas > 1 not supported in non-clustered mode
	codeStoreFailed = 10077 // the message cannot be stored: limits or the disk
)

// apiCode is the error code that a server gave, 0 if none.
func apiCode(err error) int {
	var je js.JetStreamError
	if errors.As(err, &je) && je.APIError() != nil {
		return int(je.APIError().ErrorCode)
	}
	var ae *js.APIError
	if errors.As(err, &ae) {
		return int(ae.ErrorCode)
	}
	return 0
}

// lasting tells of errors that waiting does not mend.
func lasting(err error) bool {
	switch apiCode(err) {
	case codeResources, codeNoStorage, codeNoReplicas, codeStoreFailed, int(js.JSErrCodeJetStreamNotEnabled), int(js.JSErrCodeJetStreamNotEnabledForAccount), int(js.JSErrCodeStreamMessageExceedsMaximum):
		return true
	}
	return errors.Is(err, nats.ErrAuthorization) || errors.Is(err, nats.ErrAuthExpired) || errors.Is(err, nats.ErrMaxPayload) ||
		errors.Is(err, js.ErrObjectNotFound) || errors.Is(err, js.ErrDigestMismatch)
}

// explain names the ledger, what was being done, and what to do.
func (s *Stream) explain(doing string, err error) error {
	what := ""
	switch code := apiCode(err); {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded) && doing == "":
		return err
	case code == codeNoPeers:
		what = "the cluster has too few servers for three copies; start them, or choose fewer with ?replicas=1"
	case code == codeNoReplicas:
		what = "a single server keeps one copy; start a cluster, or choose ?replicas=1"
	case code == codeResources, code == codeNoStorage, code == codeStoreFailed, strings.Contains(err.Error(), "no space left"):
		what = "the servers have no room; make room and run the command again, nothing recorded is lost"
	case code == int(js.JSErrCodeJetStreamNotEnabled), code == int(js.JSErrCodeJetStreamNotEnabledForAccount):
		what = "the server runs without JetStream; start it with nats-server -js"
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired):
		what = "the server refuses this user; check name, password or ?creds=FILE"
	case errors.Is(err, nats.ErrNoServers), errors.Is(err, nats.ErrTimeout), errors.Is(err, nats.ErrNoResponders), errors.Is(err, js.ErrNoStreamResponse),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, nats.ErrReconnectBufExceeded), errors.Is(err, nats.ErrDisconnected):
		what = fmt.Sprintf("no server answered within %v; check that most servers of the cluster run and can be reached", s.patience)
	}
	if what == "" {
		return fmt.Errorf("%s ledger %s: %w", doing, s.addr, err)
	}
	return fmt.Errorf("%s ledger %s: %s: %w", doing, s.addr, what, err)
}
