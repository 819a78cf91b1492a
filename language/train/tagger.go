package train

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"

	"sofar/language"
	"sofar/language/model"
)

// TaggerOptions steer the training; the zero value gives the defaults.
type TaggerOptions struct {
	Iterations          int     // passes over the data; 0 = 7
	MinCount            int     // words seen as often have an ambiguity class; 0 = 2
	Prune               float64 // weights below it are dropped; 0 = 0.08
	Runs                int     // trainings in different order, whose weights are averaged; 0 = 1
	Seed                uint64
	Margin, EarlyMargin int
	Log                 func(format string, args ...any)
}

func (o TaggerOptions) defaults() TaggerOptions {
	if o.Iterations == 0 {
		o.Iterations = 7
	}
	if o.Runs == 0 {
		o.Runs = 1
	}
	if o.MinCount == 0 {
		o.MinCount = 2
	}
	if o.Prune == 0 {
		o.Prune = 0.08
	}
	if o.Margin == 0 {
		o.Margin = 20
	}
	if o.EarlyMargin == 0 {
		o.EarlyMargin = 30
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	return o
}

type example struct {
	lower  []string
	shapes []model.Shape
	labels []uint8
	sent   model.Sentence
	keys   []int32 // rows of the features of words alone, width for each word
	width  int
	single int // of width, those of one word each
}

// Tagger trains the part-of-speech tagger and gives its file.
func Tagger(sents []Sentence, o TaggerOptions) ([]byte, error) {
	o = o.defaults()
	t := &model.Tagger{}
	labels := labelIndex(sents, t)
	t.Classes = classes(sents, o.MinCount)
	labelSets(sents, labels, t)
	t.Bases = verbBases(sents)
	t.Lemmas = lemmaExceptions(sents, t.Bases)
	var data []example
	add := func(s Sentence, forms []string) {
		d := language.FromTokens([][]string{forms})
		if d.Len() != len(s.Tokens) {
			return
		}
		e := example{}
		e.lower, e.shapes = d.TaggerInput(language.Range{End: d.Len()})
		for _, tok := range s.Tokens {
			l, ok := labels[tok.XPOS+" "+tok.UPOS]
			if !ok {
				return
			}
			e.labels = append(e.labels, l)
		}
		e.sent = t.Prepare(e.lower, e.shapes)
		data = append(data, e)
	}
	rng := rand.New(rand.NewPCG(o.Seed, 17))
	for i, s := range sents {
		forms := Forms(s)
		add(s, forms)
		if m, ok := MergeHyphens(s); ok {
			add(m, Forms(m))
		}
		// Copies in other clothes: headlines, lower case. (Text in capitals is
		// given its case before it is tagged.)
		switch i % 12 {
		case 2:
			add(s, mapAll(forms, titleCase))
		case 6:
			add(s, mapAll(forms, strings.ToLower))
		}
		if i%12 == 3 || i%12 == 9 {
			if q, ok := withoutQuotes(s); ok {
				add(q, Forms(q))
			}
		}
	}
	return learnTags(t, data, rng, o)
}

// learnTags gives the file of t with the weights that the data teach.
func learnTags(t *model.Tagger, data []example, rng *rand.Rand, o TaggerOptions) ([]byte, error) {
	o.Log("%d sentences, %d labels, %d words with a class", len(data), len(t.Labels), len(t.Classes))
	p := newPerceptron(len(t.Labels), o)
	for i := range data {
		p.prepare(&data[i])
	}
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	for run := range o.Runs {
		for it := range o.Iterations {
			rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			wrong, total := 0, 0
			for _, n := range order {
				w := p.learn(&data[n])
				wrong += w
				total += len(data[n].labels)
			}
			o.Log("run %d, pass %d: %.2f %% right while learning, %d features", run+1, it+1, 100-100*float64(wrong)/float64(total), len(p.rows))
		}
		p.finish()
	}
	rows := p.average(o.Prune)
	file, err := model.Encode(t, rows)
	o.Log("%d features kept, %d bytes", len(rows), len(file))
	return file, err
}

// Forms gives the words of a sentence.
func Forms(s Sentence) []string {
	out := make([]string, len(s.Tokens))
	for i, t := range s.Tokens {
		out[i] = strings.ReplaceAll(t.Form, " ", "")
	}
	return out
}

func mapAll(in []string, f func(string) string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = f(s)
	}
	return out
}

// titleCase writes a word as headlines do: short function words stay as they are.
func titleCase(s string) string {
	if len(s) < 4 || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// withoutQuotes leaves the quotation marks out.
func withoutQuotes(s Sentence) (Sentence, bool) {
	out := s
	out.Tokens = nil
	for _, t := range s.Tokens {
		if t.XPOS != "``" && t.XPOS != "''" {
			out.Tokens = append(out.Tokens, t)
		}
	}
	return out, len(out.Tokens) < len(s.Tokens) && len(out.Tokens) > 0
}

// labelIndex fills t.Labels with the pairs of tags seen at least three times,
// the most frequent first, and gives the index of each.
func labelIndex(sents []Sentence, t *model.Tagger) map[string]uint8 {
	ptb, upos := map[string]uint8{}, map[string]uint8{}
	for i, n := range language.PTBNames {
		ptb[n] = uint8(i)
	}
	for i, n := range language.TagNames {
		upos[n] = uint8(i)
	}
	count := map[string]int{}
	for _, s := range sents {
		for _, tok := range s.Tokens {
			_, a := ptb[tok.XPOS]
			_, b := upos[tok.UPOS]
			if a && b {
				count[tok.XPOS+" "+tok.UPOS]++
			}
		}
	}
	names := sortedByCount(count)
	index := map[string]uint8{}
	for _, n := range names {
		if count[n] < 3 || len(t.Labels) >= model.Start1 {
			break
		}
		a, b, _ := strings.Cut(n, " ")
		index[n] = uint8(len(t.Labels))
		t.Labels = append(t.Labels, model.Label{PTB: ptb[a], UPOS: upos[b]})
	}
	return index
}

// sortedByCount gives the keys, the most frequent first, ties by name.
func sortedByCount(count map[string]int) []string {
	names := make([]string, 0, len(count))
	for n := range count {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		if count[names[i]] != count[names[j]] {
			return count[names[i]] > count[names[j]]
		}
		return names[i] < names[j]
	})
	return names
}

// classes gives every word seen at least minCount times the number of its
// ambiguity class: the tags that make up 4 % or more of its uses. Words of the news lexicon join them.
func classes(sents []Sentence, minCount int) map[string]uint16 {
	uses := map[string]map[string]int{}
	for _, s := range sents {
		d := language.FromTokens([][]string{Forms(s)})
		if d.Len() != len(s.Tokens) {
			continue
		}
		for i, tok := range s.Tokens {
			w := d.Lower[i]
			if uses[w] == nil {
				uses[w] = map[string]int{}
			}
			uses[w][tok.XPOS+" "+tok.UPOS]++
		}
	}
	words := make([]string, 0, len(uses))
	for w := range uses {
		words = append(words, w)
	}
	sort.Strings(words)
	number := map[string]uint16{}
	members := map[string]map[uint16]int{}
	out := map[string]uint16{}
	for _, w := range words {
		total := 0
		for _, n := range uses[w] {
			total += n
		}
		if total < minCount {
			continue
		}
		var class []string
		for _, tag := range sortedByCount(uses[w]) {
			if uses[w][tag]*25 >= total {
				class = append(class, tag)
			}
		}
		name := strings.Join(class, "|")
		if _, ok := number[name]; !ok {
			number[name] = uint16(len(number))
		}
		out[w] = number[name]
		set := tagSet(class)
		if members[set] == nil {
			members[set] = map[uint16]int{}
		}
		members[set][number[name]]++
	}
	addNewsWords(out, members)
	return out
}

// Accuracy is how often a tagger is right on a treebank.
type Accuracy struct{ Words, UPOS, PTB, Lemma int }

func (a Accuracy) String() string {
	f := func(n int) float64 { return 100 * float64(n) / float64(max(a.Words, 1)) }
	return fmt.Sprintf("%d words, UPOS %.2f %%, PTB %.2f %%, lemma %.2f %%", a.Words, f(a.UPOS), f(a.PTB), f(a.Lemma))
}

// Evaluate tags the sentences, their words changed by dress (nil for none), and
// counts what is right.
func Evaluate(t *model.Tagger, sents []Sentence, dress func(string) string) Accuracy {
	var a Accuracy
	var scratch model.Scratch
	for _, s := range sents {
		forms := Forms(s)
		if dress != nil {
			forms = mapAll(forms, dress)
		}
		d := language.FromTokens([][]string{forms})
		if d.Len() != len(s.Tokens) {
			continue
		}
		lower, shapes := d.TaggerInput(language.Range{End: d.Len()})
		out := make([]uint8, d.Len())
		t.Tag(lower, shapes, out, &scratch)
		for i, tok := range s.Tokens {
			l := t.Labels[out[i]]
			a.Words++
			if language.TagNames[l.UPOS] == tok.UPOS {
				a.UPOS++
			}
			if language.PTBNames[l.PTB] == tok.XPOS {
				a.PTB++
			}
			if language.LemmaOf(lower[i], language.PTB(l.PTB), t) == strings.ToLower(tok.Lemma) {
				a.Lemma++
			}
		}
	}
	return a
}
