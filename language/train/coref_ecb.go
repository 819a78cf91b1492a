package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// ReadECB reads the documents of an ECB+ file in JSON Lines as CorefDocs: the
// text with its tokens' spaces undone, and the mentions of people and bodies in
// the sentences that are annotated. They are partial: a chain need not have all
// its mentions.
func ReadECB(name string) ([]CorefDoc, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 1<<20), 1<<26)
	var out []CorefDoc
	for sc.Scan() {
		var rec ecbRecord
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			return nil, fmt.Errorf("read %s, record %d: %w", name, len(out)+1, err)
		}
		out = append(out, rec.doc())
	}
	return out, sc.Err()
}

type ecbRecord struct {
	ID     string  `json:"id"`
	URL    *string `json:"url"`
	Text   string  `json:"text"`
	Chains []struct {
		Mentions []struct {
			Tag      string `json:"tag"`
			Text     string `json:"text"`
			Sentence int    `json:"sentence"`
		} `json:"mentions"`
	} `json:"chains"`
}

// ecbWords gives the words of a line, the possessive mark by itself.
func ecbWords(line string) []string {
	var out []string
	for _, w := range strings.Fields(line) {
		if stem, ok := strings.CutSuffix(w, "'s"); ok && stem != "" {
			out = append(out, stem, "'s")
		} else {
			out = append(out, w)
		}
	}
	return out
}

func (r *ecbRecord) doc() CorefDoc {
	d := CorefDoc{ID: r.ID, Partial: true}
	var b strings.Builder
	starts := []int{} // first token of each sentence
	for _, line := range strings.Split(r.Text, "\n") {
		starts = append(starts, len(d.Tokens))
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		glue, straight := true, false
		for _, w := range ecbWords(line) {
			form, before, after := w, true, false // space before it, none after it
			switch {
			case w == "``":
				form, after = "“", true
			case w == "''":
				form, before = "”", false
			case w == `"`:
				if straight = !straight; straight {
					after = true
				} else {
					before = false
				}
			case w == "(" || w == "$" || w == "[" || w == "-":
				after = true
				before = w != "-"
			case strings.Trim(w, ".,;:!?)]%") == "" || w[0] == '\'' || w == "n't":
				before = false
			}
			if before && !glue {
				b.WriteByte(' ')
			}
			d.Offsets = append(d.Offsets, [2]int{b.Len(), b.Len() + len(form)})
			b.WriteString(form)
			d.Tokens = append(d.Tokens, Token{Form: w})
			glue = after
		}
	}
	starts = append(starts, len(d.Tokens))
	d.Text = b.String()
	for chain, c := range r.Chains {
		for _, m := range c.Mentions {
			if r.URL != nil { // the address was sentence 0, and is not in the text
				m.Sentence--
			}
			if !strings.HasPrefix(m.Tag, "HUMAN_PART") || m.Sentence < 0 || m.Sentence+1 >= len(starts) {
				continue
			}
			d.findMention(strings.Fields(m.Text), starts[m.Sentence], starts[m.Sentence+1], chain, m.Tag)
		}
	}
	return d
}

// findMention adds the mention where its words stand in tokens [from, to), if
// they stand there once.
func (d *CorefDoc) findMention(words []string, from, to, chain int, tag string) {
	at := -1
	for i := from; i+len(words) <= to && len(words) > 0; i++ {
		k := 0
		for k < len(words) && d.Tokens[i+k].Form == words[k] {
			k++
		}
		if k < len(words) {
			continue
		}
		if at >= 0 {
			return
		}
		at = i
	}
	if at < 0 {
		return
	}
	m := CorefMention{Chain: chain, Type: "person", Start: at, End: at + len(words), Heads: []int{at + len(words) - 1}}
	if strings.HasSuffix(tag, "ORG") {
		m.Type = "organization"
	}
	w := words[len(words)-1]
	for _, part := range words {
		if part == "of" || part == "for" {
			break
		}
		w = part
	}
	t := &d.Tokens[m.Heads[0]]
	switch {
	case pronouns[strings.ToLower(w)]:
		t.UPOS = "PRON"
	case w[0] >= 'A' && w[0] <= 'Z':
		t.UPOS = "PROPN"
	default:
		t.UPOS = "NOUN"
	}
	d.Mentions = append(d.Mentions, m)
}
