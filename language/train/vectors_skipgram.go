package train

import (
	"math"
	"math/rand/v2"
)

// SkipGramOptions steers VectorsSkipGram.
type SkipGramOptions struct {
	Dim       int // numbers per word
	Window    int // words looked at on either side
	Epochs    int
	Negatives int
	Rate      float64 // of learning at the start; falls to nothing
	Seed      uint64
	Log       func(format string, args ...any)
}

const (
	// subsample is the frequency above which words are passed over at random
	// (Mikolov et al. 2013).
	subsample = 1e-3
	// noiseTable is the length of the table from which noise words are drawn.
	noiseTable = 1 << 20
	// noisePower is the power of the frequencies of noise words.
	noisePower = 0.75
)

// VectorsSkipGram makes word vectors of a text that was cut to its vocabulary by
// structured skip-gram with negative sampling (Ling et al. 2015): a word's vector
// learns to tell the words about it from noise, with output vectors of their own
// for each place of the window, so that vectors are near where words are used
// alike in syntax.
func VectorsSkipGram(t *Text, o SkipGramOptions) *Vectors {
	n, dim := len(t.Words), o.Dim
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	in := make([]float32, n*dim)
	for i := range in {
		in[i] = (rng.Float32() - 0.5) / float32(dim)
	}
	out := make([]float32, 2*o.Window*n*dim)
	noise := noiseWords(t)
	keep := make([]float32, n) // chance that a word is not passed over
	total := 0
	for _, c := range t.Counts {
		total += c
	}
	for w, c := range t.Counts {
		f := float64(c) / float64(total) / subsample
		keep[w] = float32(min(1, math.Sqrt(1/f)+1/f))
	}
	g := gradient{dim: dim, sum: make([]float32, dim)}
	steps, done := o.Epochs*len(t.Tokens), 0
	for epoch := range o.Epochs {
		missed, pairs := 0.0, 0
		for i, w := range t.Tokens {
			done++
			if w <= Unknown || rng.Float32() > keep[w] {
				continue
			}
			g.rate = float32(o.Rate * max(1e-4, 1-float64(done)/float64(steps)))
			word := in[int(w)*dim : (int(w)+1)*dim]
			for place := range 2 * o.Window {
				off := place - o.Window
				if off >= 0 {
					off++
				}
				j := i + off
				if j < 0 || j >= len(t.Tokens) || t.Tokens[j] == Unknown || crosses(t.Tokens, i, j) {
					continue
				}
				side := out[place*n*dim : (place+1)*n*dim]
				clear(g.sum)
				missed += float64(g.learn(word, side, t.Tokens[j], 1))
				for range o.Negatives {
					if c := noise[rng.Uint32()%noiseTable]; c != t.Tokens[j] {
						missed += float64(g.learn(word, side, c, 0))
					}
				}
				axpy(1, g.sum, word)
				pairs++
			}
		}
		o.Log("epoch %d: %d pairs, mean error %.4f", epoch+1, pairs, missed/float64(max(pairs*(1+o.Negatives), 1)))
	}
	v := &Vectors{Words: t.Words[2:], Dim: dim, Data: in[2*dim:]}
	v.scale()
	return v
}

// gradient is what learning one pair needs.
type gradient struct {
	dim  int
	rate float32
	sum  []float32 // what the word's own vector is to move by
}

// learn moves the output vector of context c, and sum, towards the word (target
// 1) or away from it (target 0). It gives how far the guess was from the target.
func (g *gradient) learn(word, side []float32, c int32, target float32) float32 {
	o := side[int(c)*g.dim : (int(c)+1)*g.dim]
	e := target - sigmoid(dot(word, o))
	f := g.rate * e
	sum := g.sum[:len(o)]
	word = word[:len(o)]
	for i, x := range o {
		sum[i] += f * x
		o[i] = x + f*word[i]
	}
	return max(e, -e)
}

// sigmoids holds the logistic function from -sigmoidEnd to sigmoidEnd.
var sigmoids = func() (table [1024]float32) {
	for i := range table {
		x := (float64(i)+0.5)/float64(len(table))*2*sigmoidEnd - sigmoidEnd
		table[i] = float32(1 / (1 + math.Exp(-x)))
	}
	return table
}()

const sigmoidEnd = 8

func sigmoid(x float32) float32 {
	i := int((x + sigmoidEnd) * (float32(len(sigmoids)) / (2 * sigmoidEnd)))
	return sigmoids[max(0, min(len(sigmoids)-1, i))]
}

// noiseWords gives a table from which each word is drawn by its smoothed frequency.
func noiseWords(t *Text) []int32 {
	total := 0.0
	for w, c := range t.Counts {
		if w != Unknown {
			total += math.Pow(float64(c), noisePower)
		}
	}
	table := make([]int32, noiseTable)
	w, reached := 0, math.Pow(float64(t.Counts[0]), noisePower)/total
	for i := range table {
		for float64(i)/noiseTable >= reached && w < len(t.Counts)-1 {
			if w++; w != Unknown {
				reached += math.Pow(float64(t.Counts[w]), noisePower) / total
			}
		}
		table[i] = int32(w)
	}
	return table
}
