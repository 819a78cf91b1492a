package language

var (
	kindNames  = [...]string{"unknown", "person", "organisation", "place", "facility", "group", "nationality", "event", "outlet"}
	formNames  = [...]string{"full", "acronym", "short", "role", "pronoun"}
	boundNames = [...]string{"exact", "at least", "more than", "at most", "less than", "about"}
	useNames   = [...]string{"count", "percent", "money", "ordinal", "date", "age", "measure", "label"}
	writNames  = [...]string{"digits", "words", "vague", "range", "zero", "single"}
	grainNames = [...]string{"minute", "part of day", "day", "week", "month", "season", "year", "vague"}
)

// named gives the word for a value, "?" for one that has none yet.
func named[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "?"
}

func (k NameKind) String() string   { return named(kindNames[:], k) }
func (f NameForm) String() string   { return named(formNames[:], f) }
func (b Bound) String() string      { return named(boundNames[:], b) }
func (u NumberUse) String() string  { return named(useNames[:], u) }
func (k NumberKind) String() string { return named(writNames[:], k) }
func (g Grain) String() string      { return named(grainNames[:], g) }
