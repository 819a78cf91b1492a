package jetstream

import (
	"context"
	"fmt"
	"time"

	js "github.com/nats-io/nats.go/jetstream"
)

// Status is how the streams of a ledger stand.
type Status struct {
	Messages, Bytes uint64
	Copies          int
	Servers         []ServerStatus // those that hold a copy, the leader first
	Waiting         map[string]uint64
	Queues          []QueueStatus
	Snapshots       []Snapshot
}

// ServerStatus is a server that holds a copy of the ledger stream.
type ServerStatus struct{ Name, State string }

// QueueStatus is how the work for one engine stands.
type QueueStatus struct {
	Name                   string
	InHand, Waiting, Again int
}

// Status asks the servers how the ledger's streams stand.
func (s *Stream) Status(ctx context.Context) (Status, error) {
	info, err := s.ledger.Info(ctx)
	if err != nil {
		return Status{}, s.explain("asking for the state of", err)
	}
	st := Status{Messages: info.State.Msgs, Bytes: info.State.Bytes, Copies: info.Config.Replicas}
	if c := info.Cluster; c != nil && c.Leader != "" {
		st.Servers = append(st.Servers, ServerStatus{c.Leader, "leads"})
		for _, p := range c.Replicas {
			state := fmt.Sprintf("behind by %d", p.Lag)
			switch {
			case p.Offline:
				state = fmt.Sprintf("does not answer, last seen %v ago", p.Active.Round(time.Second))
			case p.Current:
				state = "follows"
			}
			st.Servers = append(st.Servers, ServerStatus{p.Name, state})
		}
	}
	if st.Waiting, err = s.Waiting(ctx); err != nil {
		return Status{}, err
	}
	consumers := s.work.ListConsumers(ctx)
	for c := range consumers.Info() {
		st.Queues = append(st.Queues, queueStatus(c))
	}
	if err := consumers.Err(); err != nil {
		return Status{}, s.explain("asking for the state of", err)
	}
	st.Snapshots, err = s.Snapshots(ctx)
	return st, err
}

func queueStatus(c *js.ConsumerInfo) QueueStatus {
	return QueueStatus{Name: c.Name, InHand: c.NumAckPending, Waiting: int(c.NumPending), Again: c.NumRedelivered}
}
