package train

import (
	"strings"

	"sofar/language"
	"sofar/language/model"
)

// Tagged is a sentence as the parser meets it: the words in their dress, with
// the tags that a tagger gave which did not learn from this sentence.
type Tagged struct {
	Sentence
	Doc  *language.Doc // one sentence, tagged
	Gold bool          // dressed as the treebank has it
}

// tagSentence makes the Doc of a sentence with the tags of t; ok is false where
// the words cannot be kept as they are.
func tagSentence(s Sentence, dress func(string) string, t *model.Tagger) (Tagged, bool) {
	forms := Forms(s)
	if dress != nil {
		forms = mapAll(forms, dress)
	}
	d := language.FromTokens([][]string{forms})
	if d.Len() != len(s.Tokens) {
		return Tagged{}, false
	}
	d.TagWith(t)
	return Tagged{Sentence: s, Doc: d, Gold: dress == nil}, true
}

// Jackknife tags every sentence with a tagger trained on the other folds (the
// documents are dealt out in turn), as it will be in use: a tagger is far
// better on the sentences it learnt from. It gives the sentences as the
// treebank has them, then copies of some: compounds with a hyphen whole, put into
// the mouth of a speaker as news has them ("…, police said"), in capitals, as
// headlines (no mark at the end), without quotation marks.
// cache reads and writes a fold's tagger by number; nil for none.
func Jackknife(sents []Sentence, folds int, o TaggerOptions, cache TaggerCache) ([]Tagged, error) {
	fold := make([]int, len(sents))
	for i, n := 0, -1; i < len(sents); i++ {
		if i == 0 || sents[i].Doc != sents[i-1].Doc {
			n++
		}
		fold[i] = n % folds
	}
	taggers := make([]*model.Tagger, folds)
	for f := range folds {
		file, ok := []byte(nil), false
		if cache != nil {
			file, ok = cache.Get(f)
		}
		if !ok {
			var rest []Sentence
			for i, s := range sents {
				if fold[i] != f {
					rest = append(rest, s)
				}
			}
			var err error
			if file, err = Tagger(rest, o); err != nil {
				return nil, err
			}
			if cache != nil {
				cache.Put(f, file)
			}
		}
		t, err := model.Decode(file)
		if err != nil {
			return nil, err
		}
		taggers[f] = t
	}
	var out []Tagged
	add := func(i int, s Sentence, dress func(string) string) {
		if t, ok := tagSentence(s, dress, taggers[fold[i]]); ok {
			out = append(out, t)
		}
	}
	for i, s := range sents {
		add(i, s, nil)
		if m, ok := MergeHyphens(s); ok {
			add(i, m, nil)
		}
		switch i % 12 {
		case 1, 4, 7, 10:
			if q, ok := withSpeaker(s, i/3); ok {
				add(i, q, nil)
			}
		case 0:
			add(i, s, strings.ToUpper)
		case 2:
			if h, ok := withoutStop(s); ok {
				add(i, h, titleCase)
			}
		case 3, 9:
			if q, ok := leaveOut(s, func(t Token) bool { return t.XPOS == "``" || t.XPOS == "''" }); ok {
				add(i, q, nil)
			}
		case 6:
			if h, ok := withoutStop(s); ok {
				add(i, h, nil)
			}
		}
	}
	return out, nil
}

// TaggerCache keeps the taggers of the folds.
type TaggerCache interface {
	Get(fold int) ([]byte, bool)
	Put(fold int, file []byte)
}

// leaveOut gives the sentence without some of its leaves; ok is false where
// none is left out or one of them governs others.
func leaveOut(s Sentence, out func(Token) bool) (Sentence, bool) {
	r := s
	r.Tokens = nil
	where := make([]int, len(s.Tokens))
	for i, t := range s.Tokens {
		where[i] = len(r.Tokens)
		if out(t) {
			where[i] = -1
			continue
		}
		r.Tokens = append(r.Tokens, t)
	}
	for i := range r.Tokens {
		if h := r.Tokens[i].Head; h >= 0 {
			if where[h] < 0 {
				return s, false
			}
			r.Tokens[i].Head = where[h]
		}
	}
	for i, t := range s.Tokens {
		if where[i] < 0 && t.Head < 0 {
			return s, false
		}
	}
	return r, len(r.Tokens) < len(s.Tokens) && len(r.Tokens) > 0
}

// withoutStop leaves out the mark at the end.
func withoutStop(s Sentence) (Sentence, bool) {
	last := len(s.Tokens) - 1
	if s.Tokens[last].XPOS != "." {
		return s, false
	}
	n := -1
	return leaveOut(s, func(Token) bool { n++; return n == last })
}
