package train

import (
	"math"
	"sort"

	"sofar/language/model"
)

// learner holds the weights of features while learning, in whole numbers, with
// what is needed for their mean over all steps.
type learner struct {
	slots []lslot // open addressing; a power of two
	used  int
	cells []lcell // the rows' weights, each row in one piece with room to grow
	late  []int64 // by cell: the sum of the changes, each times the step it was made at
	step  int64
	hit   []lslot
	sums  []int32
}

// lslot is the row of a key; size is 0 where the slot is free.
type lslot struct {
	key        uint32
	from       uint32 // into cells
	size, room uint16
}

// lcell is the weight of an action; the mean is w - late/step.
type lcell struct {
	action int32
	w      int32
}

func newLearner(actions int) *learner {
	return &learner{slots: make([]lslot, 1<<20), sums: make([]int32, actions), step: 1}
}

// find gives the slot of a key, or the free one where it belongs.
func (l *learner) find(key uint32) *lslot {
	mask := uint32(len(l.slots) - 1)
	for i := key * 0x9e3779b1 & mask; ; i = (i + 1) & mask {
		if s := &l.slots[i]; s.size == 0 || s.key == key {
			return s
		}
	}
}

// score sums the weights of the features by action.
func (l *learner) score(keys []uint32, sums []int32) {
	clear(sums)
	l.hit = l.hit[:0]
	for _, k := range keys {
		if s := l.find(k); s.size > 0 {
			l.hit = append(l.hit, *s)
		}
	}
	for _, s := range l.hit {
		for _, c := range l.cells[s.from:][:s.size] {
			sums[c.action] += c.w
		}
	}
}

// add changes the weights of an action for the features.
func (l *learner) add(keys []uint32, action int, v int32) {
	for _, k := range keys {
		l.change(k, action, v)
	}
}

func (l *learner) change(key uint32, action int, v int32) {
	s := l.find(key)
	if s.size == 0 {
		if 2*l.used > len(l.slots) {
			l.grow()
			s = l.find(key)
		}
		l.used++
		*s = lslot{key: key, from: uint32(len(l.cells)), room: 2}
		l.cells = append(l.cells, lcell{}, lcell{})
		l.late = append(l.late, 0, 0)
	}
	row := l.cells[s.from:][:s.size]
	for i := range row {
		if int(row[i].action) == action {
			row[i].w += v
			l.late[int(s.from)+i] += int64(v) * l.step
			return
		}
	}
	if s.size == s.room {
		from := uint32(len(l.cells))
		l.cells = append(l.cells, row...)
		l.late = append(l.late, l.late[s.from:][:s.size]...)
		for range s.room {
			l.cells, l.late = append(l.cells, lcell{}), append(l.late, 0)
		}
		s.from, s.room = from, 2*s.room
	}
	at := int(s.from) + int(s.size)
	l.cells[at], l.late[at] = lcell{int32(action), v}, int64(v)*l.step
	s.size++
}

// grow doubles the slots.
func (l *learner) grow() {
	old := l.slots
	l.slots = make([]lslot, 2*len(old))
	for _, s := range old {
		if s.size > 0 {
			*l.find(s.key) = s
		}
	}
}

// parserScale is the number of steps of the stored weights for a weight of one.
const parserScale = 8

// mean gives the mean weight of a cell over all steps.
func (l *learner) mean(at int) float64 {
	return float64(l.cells[at].w) - float64(l.late[at])/float64(l.step)
}

// average gives the mean weights over all steps, in steps of 1/scale; those
// that are smaller than prune are dropped.
func (l *learner) average(scale, prune float64) []model.Row {
	var rows []model.Row
	for _, s := range l.slots {
		if s.size == 0 {
			continue
		}
		out := model.Row{Key: s.key}
		at := make([]int, s.size)
		for i := range at {
			at[i] = int(s.from) + i
		}
		sort.Slice(at, func(i, j int) bool { return l.cells[at[i]].action < l.cells[at[j]].action })
		for _, i := range at {
			mean := l.mean(i)
			v := math.Round(mean * scale)
			if math.Abs(mean) < prune || v == 0 {
				continue
			}
			out.Labels = append(out.Labels, uint8(l.cells[i].action))
			out.Values = append(out.Values, int16(max(-32000, min(32000, v))))
		}
		if len(out.Labels) > 0 {
			rows = append(rows, out)
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	return rows
}

// settle makes the mean weights the weights, with steps of 1/scale, and begins
// the mean anew; those smaller than prune are forgotten.
func (l *learner) settle(scale, prune float64) {
	rows := l.average(scale, prune)
	*l = *newLearner(len(l.sums))
	for _, r := range rows {
		for i, a := range r.Labels {
			l.change(r.Key, int(a), int32(r.Values[i]))
		}
	}
	clear(l.late)
	l.step = 1
}
