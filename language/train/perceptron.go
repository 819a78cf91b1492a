package train

import (
	"math"
	"sort"

	"sofar/language/model"
)

// cell is the weight that one feature gives one label, while learning.
type cell struct {
	label uint8
	last  int32 // the step when w last changed
	w     int32
	sum   int64   // of w over the steps up to last
	means float64 // of the runs finished, summed
}

// perceptron is an averaged perceptron under training.
type perceptron struct {
	rows   [][]cell
	keys   []uint32 // of the rows
	slots  []int32  // open addressing: 1 + index into rows
	labels int
	o      TaggerOptions
	step   int32
	runs   int
	buf    []uint32
	hit    []int32
	scores [256]int32
}

func newPerceptron(labels int, o TaggerOptions) *perceptron {
	return &perceptron{slots: make([]int32, 1<<16), labels: labels, o: o}
}

// row gives the row of a feature.
func (p *perceptron) row(key uint32) int32 {
	mask := uint32(len(p.slots) - 1)
	at := key * 0x9e3779b1 >> 7 & mask
	for ; p.slots[at] != 0; at = (at + 1) & mask {
		if r := p.slots[at] - 1; p.keys[r] == key {
			return r
		}
	}
	r := int32(len(p.rows))
	p.rows, p.keys = append(p.rows, nil), append(p.keys, key)
	p.slots[at] = r + 1
	if len(p.rows)*2 > len(p.slots) {
		p.slots = make([]int32, 2*len(p.slots))
		mask = uint32(len(p.slots) - 1)
		for r, k := range p.keys {
			at := k * 0x9e3779b1 >> 7 & mask
			for ; p.slots[at] != 0; at = (at + 1) & mask {
			}
			p.slots[at] = int32(r) + 1
		}
	}
	return r
}

// prepare looks up the features that do not change.
func (p *perceptron) prepare(e *example) {
	for i := range e.labels {
		p.buf, e.single = e.sent.WordKeys(i, p.buf[:0])
		for _, k := range p.buf {
			e.keys = append(e.keys, p.row(k))
		}
		e.width = len(p.buf)
	}
}

func (p *perceptron) sum(rows []int32) {
	for _, r := range rows {
		for _, c := range p.rows[r] {
			p.scores[c.label] += c.w
		}
	}
}

// best gives the best label of those allowed, and the best that is not gold.
func (p *perceptron) best(allowed []uint8, gold uint8) (best, other int) {
	best, other = -1, -1
	for _, l := range allowed {
		v := p.scores[l]
		if best < 0 || v > p.scores[best] {
			best = int(l)
		}
		if l != gold && (other < 0 || v > p.scores[other]) {
			other = int(l)
		}
	}
	return best, other
}

// learn tags one sentence, corrects the weights where it errs or barely wins,
// and gives the number of errors. The history is what was predicted, as it will be in use.
func (p *perceptron) learn(e *example) int {
	wrong := 0
	p1, p2 := model.Start1, model.Start2
	for i, gold := range e.labels {
		allowed := e.sent.Allowed(i)
		p.step++
		if len(allowed) == 1 {
			if allowed[0] != gold {
				wrong++
			}
			p2, p1 = p1, int(allowed[0])
			continue
		}
		open := false
		for _, l := range allowed {
			p.scores[l] = 0
			open = open || l == gold
		}
		static := e.keys[i*e.width : (i+1)*e.width]
		var first int
		p.buf, first = e.sent.LabelKeys(i, p1, p2, p.buf[:0])
		p.hit = p.hit[:0]
		for _, k := range p.buf {
			p.hit = append(p.hit, p.row(k))
		}
		p.sum(static[:e.single])
		p.sum(p.hit[:first])
		_, early := p.best(allowed, gold)
		earlyLead := int32(0)
		if open {
			earlyLead = p.scores[gold] - p.scores[early]
		}
		p.sum(static[e.single:])
		p.sum(p.hit[first:])
		best, other := p.best(allowed, gold)
		if uint8(best) != gold {
			wrong++
		}
		if open && p.scores[gold]-p.scores[other] <= int32(p.o.Margin) {
			for _, r := range static {
				p.add(r, gold, uint8(other))
			}
			for _, r := range p.hit {
				p.add(r, gold, uint8(other))
			}
		} else if open && earlyLead <= int32(p.o.EarlyMargin) {
			for _, r := range static[:e.single] {
				p.add(r, gold, uint8(early))
			}
			for _, r := range p.hit[:first] {
				p.add(r, gold, uint8(early))
			}
		}
		p2, p1 = p1, best
	}
	return wrong
}

func (p *perceptron) add(r int32, gold, other uint8) {
	p.change(r, gold, 1)
	p.change(r, other, -1)
}

func (p *perceptron) change(r int32, label uint8, v int32) {
	cells := p.rows[r]
	for i := range cells {
		c := &cells[i]
		if c.label == label {
			c.sum += int64(c.w) * int64(p.step-c.last)
			c.w += v
			c.last = p.step
			return
		}
	}
	p.rows[r] = append(cells, cell{label: label, w: v, last: p.step})
}

// finish ends a run: the means of its weights are kept, and it begins anew.
func (p *perceptron) finish() {
	for _, cells := range p.rows {
		for i := range cells {
			c := &cells[i]
			c.means += float64(c.sum+int64(c.w)*int64(p.step-c.last)) / float64(p.step)
			c.w, c.sum, c.last = 0, 0, 0
		}
	}
	p.step = 0
	p.runs++
}

// Scale is the number of steps of the stored weights for a weight of one.
const Scale = 16

// average gives the mean weights over all steps and runs, scaled to whole numbers;
// those that are smaller than prune are dropped.
func (p *perceptron) average(prune float64) []model.Row {
	var rows []model.Row
	for k, cells := range p.rows {
		out := model.Row{Key: p.keys[k]}
		sort.Slice(cells, func(i, j int) bool { return cells[i].label < cells[j].label })
		for _, c := range cells {
			mean := c.means / float64(p.runs)
			v := math.Round(mean * Scale)
			if math.Abs(mean) < prune || v == 0 {
				continue
			}
			out.Labels = append(out.Labels, c.label)
			out.Values = append(out.Values, int16(max(-32000, min(32000, v))))
		}
		if len(out.Labels) > 0 {
			rows = append(rows, out)
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Key < rows[j].Key })
	return rows
}
