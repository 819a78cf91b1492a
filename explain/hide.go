package explain

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"sofar/actor"
	"sofar/dossier"
)

// Hider tells which texts Options.HideNames keeps off a story's page, for those
// who show the story in another form: those that name a victim or a suspect.
func Hider(d *dossier.Dossier, o Options) func(text string) bool {
	if !o.HideNames {
		return func(string) bool { return false }
	}
	c := composer{o: o, hidden: hiddenNames(d)}
	return func(text string) bool { return IsMasked(text) || c.hidesText(text) }
}

// Memory keeps what is read of reports alone, so that an account that follows
// another one costs only its new reports. The zero value holds nothing; it is safe
// for concurrent use.
type Memory struct {
	people peopleCache
	told   actor.Memory
}

// Over gives the options with which every page of an account is composed: with
// who is who in it and the reports that prove it. Under HideNames who is who
// comes without the words that name a victim or a suspect of any story.
func Over(a *dossier.Account, o Options) Options {
	if o.Memory == nil {
		o.Memory = &Memory{}
	}
	if o.Who == nil {
		o.Who = o.Memory.told.Fold(a)
	}
	o.Reports = a.Reports
	if o.HideNames {
		o.names = namesOf(a, &o.Memory.people)
		o.Who = o.Who.Without(o.names.hides)
	}
	return o
}

// Hides tells whether words of a story or of a report, "" for none, name a
// victim or a suspect of the account that Over was given.
func (o Options) Hides(story, report, text string) bool { return o.names.hides(story, report, text) }

// names are those of the victims and suspects of an account. In the reports of
// their story, and in reports that give one in full, a surname alone names him
// as well; elsewhere it may be anybody's.
type names struct {
	byPair   map[string][][]string // the first two words of a name in full → its words
	byStory  map[string][]string
	byReport map[string][]string
	once     sync.Once
	single   map[string]bool // the words of all names
}

// namesOf reads every report of the account once; people keeps the persons of
// reports from account to account.
func namesOf(a *dossier.Account, people *peopleCache) *names {
	private := people.privates(a.Dossiers, a.Reports)
	n := &names{byPair: map[string][][]string{}, byStory: map[string][]string{}, byReport: map[string][]string{}}
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		list := hiddenNames(d)
		for _, m := range d.Members {
			list = append(list, private[m.Report]...)
		}
		slices.Sort(list)
		list = slices.Compact(list)
		n.byStory[d.ID] = list
		for _, m := range d.Members {
			n.byReport[m.Report] = append(n.byReport[m.Report], list...)
		}
		n.pairs(list)
	}
	for id, list := range private {
		n.byReport[id] = append(n.byReport[id], list...)
		n.pairs(list)
	}
	for id, r := range a.Reports {
		told := map[string]bool{}
		for _, text := range []string{r.Title, r.Text} {
			n.each(text, func(w []string) { told[w[len(w)-1]] = true })
		}
		for last := range told {
			n.byReport[id] = append(n.byReport[id], last)
		}
		slices.Sort(n.byReport[id])
		n.byReport[id] = slices.Compact(n.byReport[id])
	}
	return n
}

// pairs remembers the names in full of a list.
func (n *names) pairs(list []string) {
	for _, name := range list {
		if w := nameWords(name); len(w) > 1 {
			pair := w[0] + " " + w[1]
			if !slices.ContainsFunc(n.byPair[pair], func(x []string) bool { return slices.Equal(x, w) }) {
				n.byPair[pair] = append(n.byPair[pair], w)
			}
		}
	}
}

// each calls found for every name that a text gives in full.
func (n *names) each(text string, found func(words []string)) {
	if len(n.byPair) == 0 {
		return
	}
	words := nameWords(plain(text))
	for i := 0; i+1 < len(words); i++ {
		for _, w := range n.byPair[words[i]+" "+words[i+1]] {
			if len(w) <= len(words)-i && slices.Equal(w, words[i:i+len(w)]) {
				found(w)
			}
		}
	}
}

func (n *names) hides(story, report, text string) bool {
	if n == nil {
		return false
	}
	low := plain(text)
	for _, list := range [][]string{n.byStory[story], n.byReport[report]} {
		for _, w := range list {
			if hasWord(low, w) {
				return true
			}
		}
	}
	full := false
	n.each(text, func([]string) { full = true })
	return full
}

// nameWords splits a plain text into its words, without "'s".
func nameWords(low string) []string {
	words := strings.FieldsFunc(low, func(r rune) bool { return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = strings.TrimSuffix(w, "'s")
	}
	return words
}
