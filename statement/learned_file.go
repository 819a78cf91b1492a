package statement

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"

	"sofar/language/model"
)

// reportTime is the time of publication that training texts are read with.
var reportTime = time.Date(2016, 9, 27, 0, 0, 0, 0, time.UTC)

var errLearned = errors.New("not a model of attributions")

const learnedMagic = "sofar attributions 2\n"

// least is the smallest weight that the file keeps, in units of 1/64.
const least = 12

// encodeLearned writes the weights of label pairs, then those of the buckets
// that count: how many, the gaps between them and their values, all as
// variable-length numbers, packed.
func encodeLearned(cw, cn, aw, an []int32) ([]byte, error) {
	raw := []byte(learnedMagic)
	for _, list := range [][]int32{cn, an} {
		for _, v := range list {
			raw = binary.AppendVarint(raw, int64(v)/4)
		}
	}
	for _, list := range [][]int32{cw, aw} {
		var gaps, values []byte
		count, last := 0, 0
		for i, v := range list {
			if v >= least || v <= -least {
				gaps = binary.AppendUvarint(gaps, uint64(i-last))
				values = binary.AppendVarint(values, int64(max(-30000, min(30000, v)))/4)
				count, last = count+1, i
			}
		}
		raw = binary.AppendUvarint(raw, uint64(count))
		raw = append(append(raw, gaps...), values...)
	}
	return model.Pack(raw)
}

// decodeLearned reads what encodeLearned wrote.
func decodeLearned(file []byte) (*learnedModel, error) {
	raw, err := model.Unpack(file, 64<<20, "read the weights of attributions")
	if err != nil {
		return nil, err
	}
	in, ok := bytes.CutPrefix(raw, []byte(learnedMagic))
	if !ok {
		return nil, errLearned
	}
	m := &learnedModel{cue: model.InLargePages(make(model.Rows4, 1<<learnedBits)), arg: model.InLargePages(make(model.Rows8, 1<<learnedBits))}
	for _, next := range []struct {
		labels int
		to     **transitions
	}{{cueLabels, &m.cuePairs}, {argLabels, &m.argPairs}} {
		*next.to = pairs(next.labels, func(int, int) int32 {
			v, n := binary.Varint(in)
			ok = ok && n > 0
			in = in[max(n, 0):]
			return int32(v)
		})
	}
	if ok {
		in, ok = readRows(in, m.cue, cueLabels)
	}
	if ok {
		_, ok = readRows(in, m.arg, argLabels)
	}
	if !ok {
		return nil, errLearned
	}
	return m, nil
}

// readRows sets the weights of buckets from the front of a file and gives what
// follows.
func readRows[Row [4]int16 | [8]int16](in []byte, rows []Row, labels int) ([]byte, bool) {
	count, n := binary.Uvarint(in)
	if n <= 0 || count > uint64(len(in)) {
		return nil, false
	}
	in = in[n:]
	at := make([]uint32, count)
	last, end := uint64(0), uint64(len(rows)*labels)
	for i := range at {
		gap, n := binary.Uvarint(in)
		if n <= 0 || gap >= end-last {
			return nil, false
		}
		in, last = in[n:], last+gap
		at[i] = uint32(last)
	}
	bucket, first := uint32(0), uint32(0) // first is that bucket's
	for _, at := range at {
		v, n := binary.Varint(in)
		if n <= 0 || v < -30000 || v > 30000 {
			return nil, false
		}
		in = in[n:]
		if at-first >= uint32(labels) {
			bucket = at / uint32(labels)
			first = bucket * uint32(labels)
		}
		rows[bucket][at-first] = int16(v)
	}
	return in, true
}
