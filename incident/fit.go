package incident

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"
)

// fit learns the weights of one decision: multinomial logistic regression by
// AdaGrad with an L1 penalty taken lazily (Duchi et al. 2011), in a fixed order
// that strides through the samples.
func fit(t task, samples []sample, o LearnOptions) map[uint32]float64 {
	type slot struct {
		w, g float64
	}
	labels := len(taskLabels[t])
	index := make(map[uint32]int)
	var slots []slot
	var fids [][]int
	for _, s := range samples {
		ids := make([]int, len(s.f))
		for i, f := range s.f {
			id, ok := index[f]
			if !ok {
				id = len(index)
				index[f] = id
			}
			ids[i] = id
		}
		fids = append(fids, ids)
	}
	// Features seen once teach nothing that carries over.
	count := make([]int, len(index))
	for _, ids := range fids {
		for _, id := range ids {
			count[id]++
		}
	}
	slots = make([]slot, len(index)*labels)
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	rnd := uint64(1)
	sum := make([]float64, labels)
	for range o.Epochs {
		for i := len(order) - 1; i > 0; i-- {
			rnd = rnd*6364136223846793005 + 1442695040888963407
			j := int(rnd >> 33 % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			ids := fids[i]
			top := math.Inf(-1)
			for l := range labels {
				x := 0.0
				for _, id := range ids {
					x += slots[id*labels+l].w
				}
				sum[l] = x
				top = max(top, x)
			}
			z := 0.0
			for l := range labels {
				sum[l] = math.Exp(sum[l] - top)
				z += sum[l]
			}
			for l := range labels {
				g := sum[l] / z
				if l == samples[i].label {
					g--
				}
				if math.Abs(g) < 1e-3 {
					continue
				}
				for _, id := range ids {
					if count[id] < 2 {
						continue
					}
					s := &slots[id*labels+l]
					s.g += g * g
					step := o.Rate / math.Sqrt(s.g+1e-6)
					w := s.w - step*g
					shrink := step * o.Decay
					switch {
					case w > shrink:
						w -= shrink
					case w < -shrink:
						w += shrink
					default:
						w = 0
					}
					s.w = w
				}
			}
		}
	}
	out := make(map[uint32]float64)
	for f, id := range index {
		for l := range labels {
			if w := slots[id*labels+l].w; w != 0 {
				out[weightKey(t, l, f)] = w
			}
		}
	}
	return out
}

func wrongShare(t task, m *linear, samples []sample) float64 {
	if len(samples) == 0 {
		return 0
	}
	wrong := 0
	for _, s := range samples {
		if l, _ := m.best(t, s.f); l != s.label {
			wrong++
		}
	}
	return float64(wrong) / float64(len(samples))
}

// rounded gives the weights in 1/unit nats, without those under prune, by key.
func rounded(w map[uint32]float64, prune int) (keys []uint32, vals []int16) {
	for k, x := range w {
		if n := math.Round(x * unit); math.Abs(n) >= float64(max(prune, 1)) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		vals = append(vals, int16(max(-32768, min(32767, math.Round(w[k]*unit)))))
	}
	return keys, vals
}

func quantise(w map[uint32]float64, prune int) *linear {
	file, err := encodeLinear(w, prune)
	if err != nil {
		panic(err)
	}
	m, err := decodeLinear(file)
	if err != nil {
		panic(err)
	}
	return m
}

func encodeLinear(w map[uint32]float64, prune int) ([]byte, error) {
	keys, vals := rounded(w, prune)
	if !sort.SliceIsSorted(keys, func(i, j int) bool { return keys[i] < keys[j] }) {
		return nil, fmt.Errorf("keys out of order")
	}
	b := []byte(linearMagic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		b = binary.AppendUvarint(b, uint64(k-last))
		last = k
	}
	for _, x := range vals {
		b = binary.LittleEndian.AppendUint16(b, uint16(x))
	}
	return b, nil
}
