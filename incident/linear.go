package incident

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"sync"
)

// Decisions learned from keyed reports are linear: each label of a decision has
// the sum of the weights of the features seen, and the highest sum wins. Sums
// are integers in units of 1/unit of a nat, so every machine decides alike.
const unit = 256

// task is one decision.
type task uint8

const (
	taskMention    task = iota // what part a phrase plays, if any
	taskReport                 // whether a report tells of an act of political violence
	taskLink                   // whether a sentence tells of the same incident as earlier ones
	taskType                   // type of an incident
	taskStage                  // accomplished, attempted, threatened
	taskCategory               // terrorist act, state-sponsored violence
	taskConfidence             // of an organisation
	taskThing                  // type of a physical target
	taskDamage                 // effect on a physical target
	taskHuman                  // type of a victim
	taskHarm                   // effect on a victim
	taskTool                   // what it was done with, where no weapon is named
	taskGroup                  // whether what candidates stand for plays its part
	tasks
)

// The labels of each decision, by number; of those that are yes or no, no is 0.
var taskLabels = [tasks][]string{
	taskMention:    {"", "individual", "organisation", "thing", "human", "instrument"},
	taskReport:     {"no", "yes"},
	taskLink:       {"no", "yes"},
	taskType:       {"attack", "bombing", "kidnapping", "hijacking", "arson", "robbery", "forced work stoppage"},
	taskStage:      {"accomplished", "attempted", "threatened"},
	taskCategory:   {"", "terrorist act", "state-sponsored violence"},
	taskConfidence: {"", "reported as fact", "suspected or accused", "suspected or accused by authorities", "claimed or admitted", "possible"},
	taskThing: {"other", "commercial", "transport vehicle", "energy", "government office or residence", "organization office", "communications", "financial",
		"civilian residence", "diplomat office or residence", "transportation route", "political figure office or residence", "law enforcement facility", "water", "transportation facility"},
	taskDamage: {"", "some damage", "destroyed", "no damage", "property taken", "money taken"},
	taskHuman: {"civilian", "political figure", "government official", "law enforcement", "legal or judicial", "active military", "security guard",
		"former government official", "diplomat", "former military"},
	taskTool:  {"", "gun", "bomb", "explosive", "machine gun", "dynamite", "vehicle bomb", "mortar", "aerial bomb", "torture"},
	taskGroup: {"no", "yes"},
	taskHarm:  {"", "death", "injury", "no injury or death", "no injury", "regained freedom", "no death"},
}

// linear holds the weights of all decisions: an open-addressing table from
// (task, label, feature) to weight.
type linear struct {
	mask uint32
	keys []uint32
	w    []int16
	// may has a bit set for the first bits of each key: most features have no
	// weight, and the bits stay in the processor's cache while the keys do not.
	may [mayWords]uint64
}

const mayWords = 1 << 14

// weightKey names the weight of a feature for a label of a task; never 0.
func weightKey(t task, label int, feature uint32) uint32 {
	h := (feature ^ uint32(t)<<8 ^ uint32(label)) * 0x9e3779b1
	h ^= h >> 15
	h *= 0x85ebca6b
	h ^= h >> 13
	return h | 1
}

//go:embed incident.bin
var weightsFile []byte

var weights = sync.OnceValue(func() *linear {
	m, err := decodeLinear(weightsFile)
	if err != nil {
		panic("incident: " + err.Error()) // the file is part of the program
	}
	return m
})

const linearMagic = "sofar incident 1"

// decodeLinear reads a file of weights: the magic, the number of weights, the
// keys in rising order as differences, then the weights.
func decodeLinear(file []byte) (*linear, error) {
	bad := errors.New("broken file of weights")
	if len(file) < len(linearMagic)+4 || string(file[:len(linearMagic)]) != linearMagic {
		return nil, bad
	}
	b := file[len(linearMagic):]
	n := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if n > len(b) {
		return nil, bad
	}
	size := 16
	for size < 2*n {
		size *= 2
	}
	m := &linear{mask: uint32(size - 1), keys: make([]uint32, size), w: make([]int16, size)}
	keys := make([]uint32, n)
	last := uint32(0)
	for i := range keys {
		d, k := binary.Uvarint(b)
		if k <= 0 {
			return nil, bad
		}
		b = b[k:]
		last += uint32(d)
		keys[i] = last
	}
	if len(b) != 2*n {
		return nil, bad
	}
	for i, k := range keys {
		m.put(k, int16(binary.LittleEndian.Uint16(b[2*i:])))
	}
	return m, nil
}

func (m *linear) put(k uint32, w int16) {
	at := k >> 1 & m.mask
	for m.keys[at] != 0 {
		at = (at + 1) & m.mask
	}
	m.keys[at], m.w[at] = k, w
	m.may[k>>18] |= 1 << (k >> 12 & 63)
}

func (m *linear) weight(k uint32) int32 {
	if m.may[k>>18]>>(k>>12&63)&1 == 0 {
		return 0
	}
	for at := k >> 1 & m.mask; m.keys[at] != 0; at = (at + 1) & m.mask {
		if m.keys[at] == k {
			return int32(m.w[at])
		}
	}
	return 0
}

// score gives the sum of each label of a task.
func (m *linear) score(t task, features []uint32) (sum [maxLabels]int32) {
	for l := range taskLabels[t] {
		for _, f := range features {
			sum[l] += m.weight(weightKey(t, l, f))
		}
	}
	return sum
}

// maxLabels is the greatest number of labels of a task.
const maxLabels = 16

// best gives the label with the highest sum, the first of equals, and by how
// much it leads the label no other beats among the rest.
func (m *linear) best(t task, features []uint32) (label int, lead int32) {
	sum := m.score(t, features)
	second := -1
	for l := 1; l < len(taskLabels[t]); l++ {
		switch {
		case sum[l] > sum[label]:
			second, label = label, l
		case second < 0 || sum[l] > sum[second]:
			second = l
		}
	}
	return label, sum[label] - sum[second]
}

// yes gives by how much yes leads no.
func (m *linear) yes(t task, features []uint32) int32 {
	sum := m.score(t, features)
	return sum[1] - sum[0]
}

// features collects the features of one decision.
type features []uint32

// add takes the feature that the parts name together.
func (f *features) add(parts ...string) {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	*f = append(*f, h)
}
