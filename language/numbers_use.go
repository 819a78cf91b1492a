package language

import "strings"

// use tells what a quantity is used for, from the words around it.
func (r *numReader) use(q *quantity) NumberUse {
	if u, ok := r.useAfter(q); ok {
		return u
	}
	if u, ok := r.useBefore(q); ok {
		return u
	}
	if q.use != UseCount { // "$3m", "6m"
		return q.use
	}
	if q.kind == NumDigits && r.isAge(q) {
		return UseAge
	}
	if q.kind == NumRange && r.glued(q.end-1) && q.plain && q.lo >= 1000 && q.lo <= 2100 && q.hi < 2200 {
		return UseDate // 2018-2020
	}
	if q.plain && q.kind == NumDigits && r.isYear(q) {
		return UseDate
	}
	if q.decimals == 2 && q.kind == NumDigits && r.isClock(q) {
		return UseDate
	}
	if q.decimals > 0 && !q.scaled {
		return UseMeasure
	}
	return UseCount
}

// useAfter looks at the words that follow: units, "per cent", months.
func (r *numReader) useAfter(q *quantity) (NumberUse, bool) {
	i := q.end
	next := r.at(i)
	hyphen := next == "-" && r.glued(i) && r.glued(i+1)
	if hyphen {
		i++
		next = r.at(i)
	}
	for range 2 { // "12 more days", "three consecutive nights", "six square miles"
		switch next {
		case "more", "further", "additional", "consecutive", "straight", "full", "long", "whole", "square", "cubic", "nautical", "metric", "successive", "working", "to":
			if next == "to" && q.kind != NumDigits {
				break
			}
			if next != "to" {
				i++
				next = r.at(i)
			}
		}
	}
	switch next {
	case "%", "percent", "pct", "per-cent", "percentage", "pc":
		return UsePercent, true
	case "per":
		if r.at(i+1) == "cent" {
			return UsePercent, true
		}
	case "-year", "year", "years", "month", "months", "week", "day", "yr":
		k := i + 1
		if r.at(k) == "-" {
			k++
		}
		if r.at(k) == "old" || r.at(k) == "olds" || r.at(k) == "of" && r.at(k+1) == "age" {
			return UseAge, true
		}
		return UseMeasure, true
	case "a.m.", "p.m.", "a.m", "p.m", "am", "pm", "o'clock", "gmt", "utc", "noon", "local":
		if q.lo <= 2400 && q.kind != NumVague {
			return UseDate, true
		}
	case "°", "°c", "°f", "º":
		return UseMeasure, true
	case ":":
		if r.glued(i) && r.glued(i+1) && i+1 < len(r.a) && isDigit(r.a[i+1].w[0]) {
			return UseDate, true
		}
	case "/":
		if r.glued(i) && r.glued(i+1) && i+1 < len(r.a) && isDigit(r.a[i+1].w[0]) {
			return UseLabel, true
		}
	case "$", "€", "£":
		return UseMoney, true
	case "points", "point", "votes", "goals", "seats":
		if next == "points" || next == "point" {
			return UseMeasure, true
		}
	}
	if currencyWords[next] || (next == "us" || next == "bulgarian" || next == "canadian" || next == "australian" || next == "swiss" || next == "russian") && currencyWords[r.at(i+1)] {
		if next != "real" && next != "som" && next != "won" && next != "pound" || q.plain {
			return UseMoney, true
		}
	}
	if measureWords[next] && !(next == "seconds" && r.tag(i) == VERB) && !(singularUnits[next] && !hyphen && q.lo > 1 && (r.tag(i+1) == NOUN || r.tag(i+1) == PROPN || r.tag(i+1) == ADJ || strings.HasSuffix(r.at(i+1), "men"))) {
		if len(next) > 1 || q.kind != NumWords && q.kind != NumVague {
			return UseMeasure, true
		}
	}
	if hyphen {
		// "a 12-member team", "four-storey": the number describes, it does not count.
		// "60-strong" and "40-odd" do count.
		if next == "strong" || next == "odd" || next == "some" || next == "plus" || isDigit(next[0]) {
			return UseCount, next == "strong"
		}
		return UseMeasure, true
	}
	if q.kind == NumDigits && q.plain && q.lo >= 1 && q.lo <= 31 {
		if monthOf(next) > 0 && r.capital(i) || next == "of" && monthOf(r.at(i+1)) > 0 {
			return UseDate, true
		}
	}
	return 0, false
}

// useBefore looks at the words that stand before.
func (r *numReader) useBefore(q *quantity) (NumberUse, bool) {
	i := q.from - 1
	prev := r.at(i)
	switch prev {
	case "$", "€", "£", "¥", "us$", "a$", "c$", "usd", "eur", "gbp", "rs", "rs.":
		return UseMoney, true
	case "-", "+":
		if r.glued(q.from) && !r.glued(i) && q.kind == NumDigits {
			return UseMeasure, true // a signed value
		}
	case "#", "№", "no.", "nos.":
		return UseLabel, true
	case ".":
		if r.at(i-1) == "no" && q.plain && r.glued(i) {
			return UseLabel, true
		}
	case "°", "′", "º":
		if r.glued(q.from) {
			return UseMeasure, true // 34°03′
		}
	case "magnitude":
		return UseMeasure, true
	case "of":
		if r.at(i-1) == "magnitude" {
			return UseMeasure, true
		}
		if r.at(i-2) == "the" && r.at(i-1) == "age" || r.at(i-2) == "at" && r.at(i-1) == "age" {
			return UseAge, true
		}
	case "aged", "age", "ages":
		return UseAge, true
	case "/", ":":
		if r.glued(i) && r.glued(q.from) && i > 0 && isDigit(r.a[i-1].w[0]) {
			return UseDate, true
		}
	}
	if q.kind == NumVague || q.kind == NumZero {
		return 0, false
	}
	if monthOf(prev) > 0 && q.plain && r.capital(i) && (q.lo <= 31 || q.lo >= 1000 && q.lo <= 2100) && !r.counted(q) {
		return UseDate, true
	}
	if q.plain && prev == "," && q.lo >= 1900 && q.lo <= 2100 && r.at(i-1) != "" && isDigit(r.at(i - 1)[0]) && monthOf(r.at(i-2)) > 0 {
		return UseDate, true
	}
	if (prev == "under" || prev == "over" || prev == "below") && q.lo <= 21 && q.kind != NumRange {
		switch r.at(i - 1) {
		case "children", "people", "those", "anyone", "girls", "boys", "aged", "all", "youths", "kids", "pupils", "minors", "everyone", "women", "men":
			return UseAge, true
		}
	}
	if r.labelled(q, prev, i) {
		return UseLabel, true
	}
	return 0, false
}

// labelled tells whether the number names the thing before it: "Train 2613",
// "Kanal 6", "checkpoint 4".
func (r *numReader) labelled(q *quantity, prev string, i int) bool {
	if prev == "" || q.comma || q.scaled || q.kind != NumDigits && q.kind != NumWords || i < 0 {
		return false
	}
	if prev == "number" {
		switch r.at(i - 1) { // "the injured number 34": a verb
		case "dead", "injured", "wounded", "missing", "killed", "survivors":
			return false
		}
	}
	f := r.d.Flags[r.a[i].tok]
	named := f&FlagTitle != 0 && f&FlagAllCaps == 0
	if labelWords[prev] && prev != "no" && (named || r.tag(i) != VERB) && (named || q.kind == NumDigits && (f&FlagAllCaps != 0 || !r.counted(q)) && prev != "as") {
		// "the convoy 12 vehicles long" counts; "convoy 12" does not.
		if q.kind == NumDigits || named && f&FlagSentStart == 0 {
			return true
		}
	}
	if q.kind != NumDigits || !q.plain || !named || f&FlagSentStart != 0 || dayOf(prev) >= 0 || monthOf(prev) > 0 {
		return false
	}
	// A capitalised word straight before figures and no noun after: "Kanal 6 said".
	if r.d.Tag[r.a[i].tok] != PROPN || r.counted(q) {
		return false
	}
	next := r.at(q.end)
	return next == "" || r.tag(q.end) == VERB || r.tag(q.end) == PUNCT || r.tag(q.end) == ADP || r.tag(q.end) == AUX || r.tag(q.end) == PART || r.tag(q.end) == CCONJ
}

// counted tells whether a plural noun follows, at most two words away.
func (r *numReader) counted(q *quantity) bool {
	for k := q.end; k < q.end+3; k++ {
		switch r.tag(k) {
		case NOUN:
			w := r.at(k)
			return strings.HasSuffix(w, "s") || w == "people" || w == "men" || w == "women" || w == "children" || w == "dead" || w == "police" || w == "wounded" || w == "personnel"
		case ADJ:
		default:
			return false
		}
	}
	return false
}

// isAge reads "Dolchev, 58,", "(58)", "a woman of 71", "Man, 45, held".
func (r *numReader) isAge(q *quantity) bool {
	if q.lo < 1 || q.lo > 119 || !q.plain {
		return false
	}
	prev, next := r.at(q.from-1), r.at(q.end)
	switch prev {
	case ",":
		switch next {
		case ",", ".", ";", ")", "":
			t := r.tag(q.from - 2)
			return t == PROPN || singlePerson[r.at(q.from-2)]
		case "and", "from", "of", "was", "is", "who", "said", "had", "has", "died":
			return r.tag(q.from-2) == PROPN && !r.counted(q) && next != "of"
		}
	case "(":
		return next == ")" && (r.tag(q.from-2) == PROPN || singlePerson[r.at(q.from-2)])
	case "of":
		return singlePerson[r.at(q.from-2)] && !r.counted(q)
	}
	return false
}

// singlePerson are nouns for one person, who may have an age.
var singlePerson = wordSet("man woman boy girl child son daughter father mother brother sister wife husband uncle aunt grandfather grandmother grandson granddaughter teacher driver student pupil farmer pensioner resident soldier officer nurse doctor worker pilot cousin neighbour neighbor widow baby infant teenager youth miner fisherman shopkeeper victim suspect")

// isYear reads bare years 1000–2100 where no counted noun follows.
func (r *numReader) isYear(q *quantity) bool {
	if q.end-q.from != 1 || len(r.at(q.from)) != 4 || q.lo < 1000 || q.lo > 2100 || r.counted(q) {
		return false
	}
	prev := r.at(q.from - 1)
	if yearCues[prev] || monthOf(prev) > 0 || prev == "(" || prev == "season" {
		return true
	}
	// "the 2019 attack", "its 2021 report".
	t := r.tag(q.from - 1)
	return q.lo >= 1900 && (t == DET || t == PRON || prev == "'s" || t == PUNCT || prev == "") && r.tag(q.end) != ADP
}

// isClock reads "6.52" after a preposition of time as hours and minutes.
func (r *numReader) isClock(q *quantity) bool {
	w := r.at(q.from)
	dot := strings.IndexByte(w, '.')
	if dot < 1 || dot > 2 || q.lo > 23 || len(w) != dot+3 || w[dot+1] > '5' {
		return false
	}
	switch r.at(q.from - 1) {
	case "at", "about", "by", "until", "till", "before", "after", "around", "since", "from", "and", "shortly", "near", "towards", "toward", "to", "past", "":
		return !r.counted(q)
	}
	return r.tag(q.end) == PUNCT && r.d.Flags[r.a[q.from].tok]&FlagSentStart != 0
}

func (r *numReader) capital(i int) bool {
	return i >= 0 && i < len(r.a) && r.d.Flags[r.a[i].tok]&(FlagTitle|FlagUpper) != 0
}
