package report

import "runtime"

// queue holds items that are being made side by side, in the order in which
// they are to be yielded.
type queue struct {
	waiting []chan Item
}

// later has work done beside the reading, and yields its item in its turn. Used
// where one input holds many pages, whose extraction costs far more than
// finding them does.
func (r *reader) later(work func() Item) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	done := newSlot()
	r.queue.waiting = append(r.queue.waiting, done)
	go func() { done <- work() }()
	return r.drain(2 * runtime.GOMAXPROCS(0))
}

func newSlot() chan Item { return make(chan Item, 1) }

// drain yields what is ready, and waits for more while over keep are waiting.
func (r *reader) drain(keep int) error {
	for len(r.queue.waiting) > 0 {
		var it Item
		if len(r.queue.waiting) > keep {
			it = <-r.queue.waiting[0]
		} else {
			select {
			case it = <-r.queue.waiting[0]:
			default:
				return nil
			}
		}
		r.queue.waiting = r.queue.waiting[1:]
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.yield(it); err != nil {
			return err
		}
	}
	return nil
}
