package story

import (
	"cmp"
	"slices"
)

// termSum is a term of a story: how many members hold it, and the sum of their
// unit vectors.
type termSum struct {
	id, n  int32
	weight float64
}

// termSums are a story's terms, sorted by id.
type termSums []termSum

// of gives a term's sums, zero for one that no member holds.
func (s termSums) of(id int32) termSum {
	if i, ok := slices.BinarySearchFunc(s, id, func(t termSum, id int32) int { return cmp.Compare(t.id, id) }); ok {
		return s[i]
	}
	return termSum{}
}

// merged gives the sums with a place for each of the terms, which are sorted.
func (s termSums) merged(terms []term) termSums {
	fresh, i := 0, 0
	for _, t := range terms {
		for i < len(s) && s[i].id < t.id {
			i++
		}
		if i == len(s) || s[i].id != t.id {
			fresh++
		}
	}
	if fresh == 0 {
		return s
	}
	out := s
	if cap(s) >= len(s)+fresh {
		out = s[:len(s)+fresh]
	} else {
		spare := 0
		if len(s) > 0 {
			spare = fresh // a story that grows will go on growing
		}
		out = make(termSums, len(s)+fresh, len(s)+fresh+spare)
	}
	// From the end, so that nothing is overwritten before it is moved.
	k := len(out) - 1
	i = len(s) - 1
	for j := len(terms) - 1; k >= 0; k-- {
		switch {
		case j >= 0 && i >= 0 && terms[j].id == s[i].id:
			j--
			out[k] = s[i]
			i--
		case j < 0 || i >= 0 && s[i].id > terms[j].id:
			out[k] = s[i]
			i--
		default:
			out[k] = termSum{id: terms[j].id}
			j--
		}
	}
	return out
}

// tally counts numbers of the vocabulary, sorted.
type tally []struct{ id, n int32 }

func (c tally) at(id int32) (int, bool) {
	return slices.BinarySearchFunc(c, id, func(e struct{ id, n int32 }, id int32) int { return cmp.Compare(e.id, id) })
}

func (c tally) of(id int32) int {
	if i, ok := c.at(id); ok {
		return int(c[i].n)
	}
	return 0
}

// add counts one more, and gives how many there were.
func (c *tally) add(id int32) int {
	i, ok := c.at(id)
	if ok {
		(*c)[i].n++
		return int((*c)[i].n) - 1
	}
	*c = slices.Insert(*c, i, struct{ id, n int32 }{id, 1})
	return 0
}

// counter counts words in the order in which they came.
type counter struct {
	key []string
	n   []int32
	at  map[string]int32 // from so many on that looking through them takes longer
}

// listed is the number of words up to which a counter is looked through.
const listed = 16

func (c *counter) find(key string) int {
	if c.at != nil {
		if i, ok := c.at[key]; ok {
			return int(i)
		}
		return -1
	}
	return slices.Index(c.key, key)
}

func (c *counter) of(key string) int {
	if i := c.find(key); i >= 0 {
		return int(c.n[i])
	}
	return 0
}

// add counts one more, and gives how many there were.
func (c *counter) add(key string) int {
	if i := c.find(key); i >= 0 {
		c.n[i]++
		return int(c.n[i]) - 1
	}
	if c.at == nil && len(c.key) == listed {
		c.index()
	}
	if c.at != nil {
		c.at[key] = int32(len(c.key))
	}
	c.key, c.n = append(c.key, key), append(c.n, 1)
	return 0
}

// index makes the words findable without looking through them.
func (c *counter) index() {
	c.at = make(map[string]int32, 2*len(c.key))
	for i, k := range c.key {
		c.at[k] = int32(i)
	}
}
