package statement

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"time"

	"sofar/language/model"
)

// reportTime is the time of publication that training texts are read with.
var reportTime = time.Date(2016, 9, 27, 0, 0, 0, 0, time.UTC)

var errLearned = errors.New("not a model of attributions")

const learnedMagic = "sofar attributions 1\n"

// least is the smallest weight that the file keeps, in units of 1/64.
const least = 12

// encodeLearned writes the weights: gaps and values of those that count, as
// variable-length numbers, compressed.
func encodeLearned(cw, cn, aw, an []int32) ([]byte, error) {
	var raw []byte
	for _, list := range [][]int32{cn, an} {
		for _, v := range list {
			raw = binary.AppendVarint(raw, int64(v))
		}
	}
	for _, list := range [][]int32{cw, aw} {
		count := 0
		for _, v := range list {
			if v >= least || v <= -least {
				count++
			}
		}
		raw = binary.AppendUvarint(raw, uint64(count))
		last := 0
		for i, v := range list {
			if v >= least || v <= -least {
				raw = binary.AppendUvarint(raw, uint64(i-last))
				raw = binary.AppendVarint(raw, int64(max(-30000, min(30000, v)))/4)
				last = i
			}
		}
	}
	var out bytes.Buffer
	out.WriteString(learnedMagic)
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// decodeLearned reads what encodeLearned wrote.
func decodeLearned(file []byte) (*learnedModel, error) {
	body, ok := bytes.CutPrefix(file, []byte(learnedMagic))
	if !ok {
		return nil, errLearned
	}
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(body)), 64<<20))
	if err != nil {
		return nil, err
	}
	in := bytes.NewReader(raw)
	m := &learnedModel{cue: make(model.Rows4, 1<<learnedBits), arg: make(model.Rows8, 1<<learnedBits)}
	for _, next := range []struct {
		labels int
		to     **transitions
	}{{cueLabels, &m.cuePairs}, {argLabels, &m.argPairs}} {
		var bad error
		*next.to = pairs(next.labels, func(int, int) int32 {
			v, err := binary.ReadVarint(in)
			bad = errors.Join(bad, err)
			return int32(v) / 4
		})
		if bad != nil {
			return nil, errLearned
		}
	}
	for _, part := range []struct {
		labels int
		set    func(bucket, label int, v int16)
	}{{cueLabels, func(i, b int, v int16) { m.cue[i][b] = v }}, {argLabels, func(i, b int, v int16) { m.arg[i][b] = v }}} {
		count, err := binary.ReadUvarint(in)
		if err != nil {
			return nil, errLearned
		}
		at := 0
		for ; count > 0; count-- {
			gap, err := binary.ReadUvarint(in)
			if err != nil || gap > 1<<30 {
				return nil, errLearned
			}
			v, err := binary.ReadVarint(in)
			at += int(gap)
			if err != nil || at >= part.labels<<learnedBits || v < -30000 || v > 30000 {
				return nil, errLearned
			}
			part.set(at/part.labels, at%part.labels, int16(v))
		}
	}
	return m, nil
}
