package statement

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sofar/language"
)

// bodyOfRole gives the words that the body of a post's holder has in its name.
var bodyOfRole = map[string][]string{
	"mayor": {"municipality", "town hall", "city hall", "mayor"}, "prefect": {"prefecture", "prefect"}, "governor": {"governor"},
	"minister": {"ministry", "minister"}, "prosecutor": {"prosecutor"},
	"surgeon": {"hospital", "clinic", "centre", "center"}, "doctor": {"hospital", "clinic", "centre", "center", "ministry", "ambulance"},
	"physician": {"hospital", "clinic", "centre", "center"},
}

// chiefOf are the bodies that a title names by one word: "Fire Chief".
var chiefOf = map[string]string{"fire": "fire service", "police": "police", "army": "army", "navy": "navy", "ambulance": "ambulance service", "union": "union"}

// settleBody puts right whom a person with a post speaks for, where the names
// of the phrase give less than the post does:
//
//	chief of the Odrin fire service   → Odrin fire service, not Odrin
//	Fire Chief Ada Brook              → fire service
//	the governor of Norre, Ada Brook  → Governor of Norre
//	a coast guard duty officer        → coast guard
//	a spokesman for President Brook   → himself: a president is no body
func (r *attReader) settleBody(p *parsed) {
	if p.role == "" {
		return
	}
	role := fields(p.role)
	last := ""
	for _, w := range role {
		if roleWords[w] && (last == "" || w != "general") {
			last = w
		}
	}
	inst := strings.TrimSpace(p.institution)
	if i := possessive(inst); i > 0 && classOfPhrase(fields(inst[i:])) != "" && !strings.HasPrefix(strings.ToLower(inst[i:]), "office") {
		inst = stripArticle(strings.TrimSpace(inst[i:]))
	}
	if role[0] == "who" && !strings.Contains(inst, " ") && strings.ToLower(inst) == inst {
		inst = "" // "who commands the rescue"
	}
	if aff, _, _ := strings.Cut(p.aff, ","); inst != "" && len(aff) > len(inst) && strings.HasPrefix(aff, inst) && classOfPhrase(fields(aff)) != "" {
		inst = stripArticle(aff) // "Free Dockers" of "Free Dockers’ Union"
	}
	low := strings.ToLower(inst)
	class := classOfPhrase(fields(inst))
	switch {
	case strings.HasPrefix(low, "president ") || strings.HasPrefix(low, "king ") || strings.HasPrefix(low, "queen "):
		if p.name == "" {
			p.institution, p.role = "", ""
			return
		}
	case last == "minister" && !strings.Contains(low, "ministry"):
		if of := afterOf(p.role); of != "" {
			inst = "Ministry of " + of
		}
	case last == "governor" || last == "mayor":
		if of := afterOf(p.role); of != "" {
			inst = strings.ToUpper(last[:1]) + last[1:] + " of " + of
		} else if inst != "" && class == "" {
			inst = strings.ToUpper(last[:1]) + last[1:] + " of " + inst
		}
	case inst != "" && class == "" && p.name == "" && strings.HasPrefix(p.role, inst+" "):
		// "a Western security official": the word is no body.
		inst = ""
		if of := afterOf(p.role); of != "" && classOfPhrase(fields(of)) != "" {
			inst = of
		}
	case inst == "" || class == "" || chiefOf[low] != "":
		if of := afterOf(p.role); of != "" && classOfPhrase(fields(of)) != "" && !personRoles[firstWord(strings.ToLower(of))] {
			inst = of
		} else if len(role) >= 2 && chiefOf[role[len(role)-2]] != "" && spokesRoles[role[len(role)-1]] {
			inst = chiefOf[role[len(role)-2]]
		}
	}
	inst = r.placed(inst, p.at)
	p.institution = bodyForm(strings.TrimSuffix(strings.TrimSuffix(inst, " duty"), " Duty"))
	if p.class == ClassUnknown || p.class == Witness {
		if c := classOfPhrase(fields(p.institution)); c != "" && speaksFor(p.role) {
			p.class = c
		}
	}
}

// afterOf gives the body or place after "of", "for" or "at" in a post, without
// what follows a comma.
func afterOf(role string) string {
	for _, prep := range []string{" of ", " for ", " at "} {
		if i := strings.Index(role, prep); i >= 0 {
			of := role[i+len(prep):]
			if k := strings.IndexAny(of, ",;("); k >= 0 {
				of = of[:k]
			}
			return stripArticle(strings.TrimSpace(of))
		}
	}
	return ""
}

var (
	hospitalIn    = regexp.MustCompile(`^((?:[\p{L}’'-]+ ){0,4}(?:[Hh]ospital|[Cc]linic)) in (\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,3})$`)
	prosecutorOf  = regexp.MustCompile(`(?i)^(?:public |chief |the )*prosecutor of (\p{L}[\p{L}’' -]*?)(?:[’']s office)?$`)
	unitOf        = regexp.MustCompile(`^(?:(?:[Rr]egional|[Ll]ocal|[Pp]ress|[Cc]entral) (?:administration|branch|office|department|service|headquarters)|[Gg]eneral [Ss]taff|[Pp]ress (?:service|centre|center|office)|(?:[Hh]igh|[Gg]eneral|[Mm]ilitary) (?:[Cc]ommand|[Cc]ouncil)|[Mm]edia (?:office|wing)|[Pp]olitical (?:bureau|wing)) of (?:the )?(\p{Lu}.+)$`)
	officeOf      = regexp.MustCompile(`^[Oo]ffice of the (governor|mayor|prefect|prosecutor|sheriff|coroner|ombudsman) (?:of|for|in) (\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,3})$`)
	prosecutorsIn = regexp.MustCompile(`^prosecutors? in (\p{Lu}[\p{L}’'-]*)$`)
)

// bodyForm writes the name of a body in its usual order: "hospital in Norre" →
// "Norre hospital", "public prosecutor of Norre" → "Norre Prosecutor's Office",
// "general staff of the Selvan Army" → "Selvan Army", "office of the
// governor of Norre" → "Norre governor's office".
func bodyForm(name string) string {
	if m := hospitalIn.FindStringSubmatch(name); m != nil {
		return m[2] + " " + m[1]
	}
	if m := prosecutorOf.FindStringSubmatch(name); m != nil {
		return m[1] + " Prosecutor's Office"
	}
	if m := unitOf.FindStringSubmatch(name); m != nil {
		return m[1]
	}
	if m := officeOf.FindStringSubmatch(name); m != nil {
		return m[2] + " " + m[1] + "'s office"
	}
	if m := prosecutorsIn.FindStringSubmatch(name); m != nil {
		return m[1] + " prosecutor's office"
	}
	return name
}

// subjectBody gives the body that is the subject of what a spokesman says of
// it: "Police arrested two men, spokeswoman Ada Brook said", "The hospital has
// taken in six, its director said".
func (r *attReader) subjectBody(content []language.Range) (string, Class) {
	if len(content) == 0 || content[0].Len() < 3 || r.inQuote(content[0].Start) >= 0 {
		return "", ""
	}
	x := content[0]
	np, ok := r.nounPhraseRight(x.Start, min(x.End, x.Start+16))
	if !ok || np.Len() == 0 || np.End >= x.End || !r.clauseFollows(np.End, x.End) {
		return "", ""
	}
	name := stripArticle(r.doc.TextOf(np))
	if i := strings.IndexAny(name, ",("); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	head, _ := r.headOf(np)
	switch c := classOfPhrase(fields(name)); c {
	case Government, Police, Military, Medical, Rescue, Company, Court, International, NGO:
		if classOfWord(head, "") == "" && head != "service" || roleWords[head] || r.doc.Flags[np.Start]&language.FlagDigit != 0 {
			return "", ""
		}
		return bodyForm(name), c
	}
	return "", ""
}

// nearestHospital gives the hospital or clinic named last before token i, for a
// doctor who speaks without one.
func (r *attReader) nearestHospital(i int) string {
	for j := i - 1; j >= 0 && i-j < 80; j-- {
		switch w := r.doc.Lower[j]; {
		case w == "hospital", w == "clinic", (w == "centre" || w == "center") && (r.word(j-1) == "trauma" || r.word(j-1) == "medical" || r.word(j-1) == "burns"):
			np := r.phraseLeft(j+1, max(0, j-12))
			if np.Len() == 0 {
				np = language.Range{Start: j, End: j + 1}
			}
			for np.Start < j && (phrasePreps[r.doc.Lower[np.Start]] || r.doc.Tag[np.Start] == language.DET) {
				np.Start++
			}
			name := r.doc.TextOf(np)
			if k := strings.LastIndex(name, " in the "); k >= 0 {
				name = name[k+len(" in the "):]
			}
			if r.word(j+1) == "in" && r.tag(j+2) == language.PROPN {
				name += " in " + r.doc.TextOf(language.Range{Start: j + 2, End: j + 3})
			}
			return bodyForm(stripArticle(name))
		}
	}
	return ""
}

// documents are things that carry somebody's words: the mouth is whose they are.
var documents = wordSet(`statement communiqué communique message release bulletin notice recording letter video tweet note memo tape register list text voice`)

// crowds are singular words for people who can speak together.
var crowds = wordSet(`group crew family team village community staff crowd couple pair side majority minority delegation party mission club band tribe clan camp caller
 one other another third second first last both neither someone somebody anyone nobody everyone`)

// mute tells whether a source without a name is a thing rather than a mouth
// ("the recorder of the express", "the bombing"): no word for a person or
// body at its head, and singular.
func (r *attReader) mute(p *parsed) bool {
	h := p.head
	if p.kind == language.NameEvent {
		return true
	}
	core := p.plain
	for _, prep := range []string{" in ", " of ", " at ", " on ", " for "} {
		core, _, _ = strings.Cut(core, prep)
	}
	if p.name != "" || p.role != "" || p.institution != "" || p.entity >= 0 || h == "" || strings.ToLower(core) != core {
		return false
	}
	if classOfWord(h, "") != "" || roleWords[h] || unnamedHeads[h] || crowds[h] || strings.HasSuffix(h, "s") || strings.HasSuffix(h, "men") || strings.HasSuffix(h, "er") && len(h) > 5 && h != "recorder" || strings.HasSuffix(h, "ist") {
		return false
	}
	return p.class == ClassUnknown || classOfWord(h, "") == ""
}

// cityBodies are words for a body of the town that a report comes from.
var cityBodies = map[string]string{"city police": "police", "municipal police": "police", "town hall": "town hall", "city hall": "city hall", "municipality": "municipality"}

// placed gives a body that is called by its kind alone the name of the town in
// the report's dateline ("city police" → "Norre police"), or of the place that
// "there" after the phrase points to.
func (r *attReader) placed(body string, at language.Range) string {
	kind, ok := cityBodies[strings.ToLower(body)]
	if !ok {
		if m := careOn.FindStringSubmatch(body); m != nil {
			kind = m[1]
		} else {
			return body
		}
	}
	town := r.town()
	if at.Len() > 0 && r.word(at.End) == "there" {
		town = r.placeBefore(at.Start)
	}
	if town == "" {
		return body
	}
	return town + " " + kind
}

// careOn matches a clinic known by its street alone.
var careOn = regexp.MustCompile(`^(clinic|hospital) (?:on|at|by) (?:the )?\p{Lu}`)

// placeBefore gives the first place named in the sentence of token i, else the
// last one before it.
func (r *attReader) placeBefore(i int) string {
	sent := r.doc.Sents[r.doc.SentOf[i]].Range
	near := r.doc.NamesNear(language.Range{Start: sent.Start, End: i})
	for k := range near {
		if n := &near[k]; n.Kind == language.NamePlace && n.Tokens.End <= i && n.Tokens.Start >= sent.Start {
			return n.Span.Of(r.doc.Text)
		}
	}
	return ""
}

// town is the first place of the dateline as the report's text writes it, "" if
// there is none.
func (r *attReader) town() string {
	if r.townRead {
		return r.townName
	}
	r.townRead = true
	d := r.doc
	x := d.Dateline
	end := x.Start
	for end < x.End && d.Flags[end]&(language.FlagTitle|language.FlagUpper) != 0 {
		end++
	}
	if end == x.Start || end-x.Start > 4 {
		return ""
	}
	name := d.TextOf(language.Range{Start: x.Start, End: end})
	if name != strings.ToUpper(name) {
		r.townName = name
		return name
	}
	n := end - x.Start
	for i := x.End; i+n <= d.Len() && i < x.End+2000; i++ {
		same := true
		for k := 0; k < n && same; k++ {
			same = d.Lower[i+k] == d.Lower[x.Start+k] && d.Flags[i+k]&language.FlagTitle != 0
		}
		if same {
			r.townName = d.TextOf(language.Range{Start: i, End: i + n})
			return r.townName
		}
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	r.townName = strings.Join(words, " ")
	return r.townName
}
