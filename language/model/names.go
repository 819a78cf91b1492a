package model

// NameWord is one word as the recogniser of names sees it. Package language
// fills it in.
type NameWord struct {
	Form, Suf3, Suf2, Pre3 uint64 // hashes, see SetForm
	Bits                   uint32 // which lists of facts the word stands in
	Tag                    uint8  // Penn tag
	Shape                  uint8  // how it is written, and whether that says anything
	Known                  uint8  // the well-known name it belongs to: kind and place in it, 0 if none
	Rule                   uint8  // the name that the rules read here: kind and place in it, 0 if none
	Why                    uint8  // by what the rules know its kind
	Doc                    uint8  // how the rest of the text writes the word
	DocKinds               uint16 // the kinds that names with this word have elsewhere in the text
	Candidate              bool   // may be part of a name; all others are none
	Run                    bool   // a capital that stands in a run of them
}

// SetForm fills in the hashes of a folded form.
func (w *NameWord) SetForm(s string) {
	w.Form = hashString(1, s)
	n := len(s)
	w.Suf3, w.Suf2, w.Pre3 = w.Form, w.Form, w.Form
	if n > 3 {
		w.Suf3, w.Pre3 = hashString(2, s[n-3:]), hashString(3, s[:3])
	}
	if n > 2 {
		w.Suf2 = hashString(2, s[n-2:])
	}
}

// NameKinds is the number of kinds that the recogniser tells apart, numbered
// from 0 as package language numbers them (0 is a name of no known kind).
const NameKinds = 9

// Labels of the recogniser: 0 outside of names, then begin and inside of each kind.
const NameLabels = 1 + 2*NameKinds

// BeginName and InsideName are the labels of a kind.
func BeginName(kind int) uint8  { return uint8(1 + 2*kind) }
func InsideName(kind int) uint8 { return uint8(2 + 2*kind) }

// NameStep is the key of the feature of the label before a label.
func NameStep(before uint8) uint32 { return key(60, uint64(before), 0, 0) }

// Recogniser is a linear model of sequences that finds names. It is read-only
// and may be shared.
type Recogniser struct {
	table table
	step  [NameLabels][NameLabels]int32 // from the label before to the label
}

// NameScratch is memory that calls of Label share; it belongs to one goroutine.
type NameScratch struct {
	memo   memo
	scores [][NameLabels]int32
	back   [][NameLabels]uint8
	alone  [][NameLabels]int32 // of each word of the sentence, its labels before taken out of account
}

// Scores adds to sum what the words [from, to) of the sentence labelled last
// score as a name of each kind, and gives the score of their being none.
func (s *NameScratch) Scores(from, to int, sum *[NameKinds]int32) (none int32) {
	for i := from; i < to; i++ {
		row := &s.alone[i]
		none += row[0]
		for k := range sum {
			if i == from {
				sum[k] += row[BeginName(k)]
			} else {
				sum[k] += row[InsideName(k)]
			}
		}
	}
	return none
}

// longestPart bounds the words that are labelled together.
const longestPart = 512

// Label gives each word of a sentence the label of the best sequence (Viterbi).
// Words that are no candidates are outside and part what stands about them, so
// that only the candidates cost time. Equal scores go to the smaller label.
func (r *Recogniser) Label(ws []NameWord, out []uint8, s *NameScratch) {
	if len(s.alone) < len(ws) {
		s.alone = make([][NameLabels]int32, len(ws)+len(ws)/2)
	}
	clear(s.alone[:len(ws)])
	for i := 0; i < len(ws); {
		if !ws[i].Candidate {
			out[i] = 0
			i++
			continue
		}
		j := i + 1
		for j < len(ws) && ws[j].Candidate && j-i < longestPart {
			j++
		}
		r.part(ws, i, j, out, s)
		i = j
	}
}

// part labels the candidates [from, to).
func (r *Recogniser) part(ws []NameWord, from, to int, out []uint8, s *NameScratch) {
	n := to - from
	for len(s.scores) < n {
		s.scores = append(s.scores, [NameLabels]int32{})
		s.back = append(s.back, [NameLabels]uint8{})
	}
	if s.memo.of != r {
		s.memo.reset(r)
	}
	for k := 0; k < n; k++ {
		row := &s.scores[k]
		s.memo.score(ws, from+k, row)
		s.alone[from+k] = *row
		NameForward(k, s.scores, s.back, &r.step)
	}
	NameBackward(n, s.scores, s.back, out[from:to])
}

const never = -1 << 29

// NameForward adds to the scores of word k of a part those of the best way to
// each label, and notes the label it came from.
func NameForward(k int, scores [][NameLabels]int32, back [][NameLabels]uint8, step *[NameLabels][NameLabels]int32) {
	row, from := &scores[k], &back[k]
	if k == 0 {
		for y := range row {
			if y > 0 && y&1 == 0 { // inside needs a beginning
				row[y] = never
			} else {
				row[y] += step[0][y]
			}
		}
		return
	}
	prev := &scores[k-1]
	for y := range row {
		if y > 0 && y&1 == 0 {
			a, b := prev[y-1]+step[y-1][y], prev[y]+step[y][y]
			if b > a {
				row[y] += b
				from[y] = uint8(y)
			} else {
				row[y] += a
				from[y] = uint8(y - 1)
			}
			continue
		}
		best, arg := int32(never*2), 0
		for p := range prev {
			if v := prev[p] + step[p][y]; v > best {
				best, arg = v, p
			}
		}
		row[y] += best
		from[y] = uint8(arg)
	}
}

// NameBackward reads the best labels of the n words of a part.
func NameBackward(n int, scores [][NameLabels]int32, back [][NameLabels]uint8, out []uint8) {
	best := 0
	for y := range scores[n-1] {
		if scores[n-1][y] > scores[n-1][best] {
			best = y
		}
	}
	for k := n - 1; k >= 0; k-- {
		out[k] = uint8(best)
		best = int(back[k][best])
	}
}
