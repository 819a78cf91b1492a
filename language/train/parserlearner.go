package train

import (
	"math"
	"sort"

	"sofar/language/model"
)

// learner holds the weights of features while learning, in whole numbers, with
// what is needed for their mean over all steps.
type learner struct {
	slots  []slot // open addressing; a power of two
	rows   [][]lcell
	step   int64
	scores []int32
	hit    []int32
}

type slot struct {
	key uint32
	row int32 // index into rows and one, 0 for none
}

// lcell is the weight of an action; the mean is w - late/step.
type lcell struct {
	action int32
	w      int32
	late   int64 // the sum of the changes, each times the step it was made at
}

func newLearner(actions int) *learner {
	return &learner{slots: make([]slot, 1<<20), scores: make([]int32, actions), step: 1}
}

// row gives the row of a key, -1 for none.
func (l *learner) row(key uint32) int32 {
	mask := uint32(len(l.slots) - 1)
	for i := key * 0x9e3779b1 & mask; ; i = (i + 1) & mask {
		s := l.slots[i]
		if s.row == 0 || s.key == key {
			return s.row - 1
		}
	}
}

// grow gives the row of a key, made if it is new.
func (l *learner) grow(key uint32) int32 {
	if r := l.row(key); r >= 0 {
		return r
	}
	if 3*len(l.rows) > 2*len(l.slots) {
		old := l.slots
		l.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.row > 0 {
				l.put(s)
			}
		}
	}
	l.rows = append(l.rows, nil)
	l.put(slot{key, int32(len(l.rows))})
	return int32(len(l.rows)) - 1
}

func (l *learner) put(s slot) {
	mask := uint32(len(l.slots) - 1)
	i := s.key * 0x9e3779b1 & mask
	for l.slots[i].row != 0 {
		i = (i + 1) & mask
	}
	l.slots[i] = s
}

// score sums the weights of the features into l.scores.
func (l *learner) score(keys []uint32) {
	clear(l.scores)
	l.hit = l.hit[:0]
	for _, k := range keys {
		if r := l.row(k); r >= 0 {
			l.hit = append(l.hit, r)
		}
	}
	for _, r := range l.hit {
		for _, c := range l.rows[r] {
			l.scores[c.action] += c.w
		}
	}
}

// add changes the weights of an action for the features.
func (l *learner) add(keys []uint32, action int, v int32) {
keys:
	for _, k := range keys {
		r := l.grow(k)
		cells := l.rows[r]
		for i := range cells {
			if c := &cells[i]; int(c.action) == action {
				c.w += v
				c.late += int64(v) * l.step
				continue keys
			}
		}
		l.rows[r] = append(cells, lcell{int32(action), v, int64(v) * l.step})
	}
}

// parserScale is the number of steps of the stored weights for a weight of one.
const parserScale = 8

// average gives the mean weights over all steps, scaled to whole numbers; those
// that are smaller than prune are dropped.
func (l *learner) average(prune float64) []model.Row {
	var rows []model.Row
	for _, s := range l.slots {
		if s.row == 0 {
			continue
		}
		cells := l.rows[s.row-1]
		sort.Slice(cells, func(i, j int) bool { return cells[i].action < cells[j].action })
		out := model.Row{Key: s.key}
		for _, c := range cells {
			mean := float64(c.w) - float64(c.late)/float64(l.step)
			v := math.Round(mean * parserScale)
			if math.Abs(mean) < prune || v == 0 {
				continue
			}
			out.Labels = append(out.Labels, uint8(c.action))
			out.Values = append(out.Values, int16(max(-32000, min(32000, v))))
		}
		if len(out.Labels) > 0 {
			rows = append(rows, out)
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	return rows
}
