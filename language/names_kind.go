package language

// RefineKind tells by the words of a name (lower case) which finer kind it has:
// a place may be a facility; an organisation may be an armed or political
// group, or an outlet. Other kinds stay as they are.
func RefineKind(kind NameKind, words []string) NameKind {
	if len(words) == 0 || kind != NamePlace && kind != NameOrganisation {
		return kind
	}
	head := words[len(words)-1]
	for i, w := range words {
		if i > 0 && (w == "of" || w == "for") {
			head = words[i-1]
			break
		}
	}
	x := lex()
	key := ""
	for i, w := range words {
		if i > 0 {
			key += " "
		}
		key += plainKey(w)
	}
	if k, ok := x.known[key]; ok && (k == NameGroup || k == NameOutlet || k == NameFacility) {
		return k
	}
	switch {
	case kind == NamePlace && len(words) > 1 && facilityHeads[head] && !placeHeads[head]:
		return NameFacility
	case kind == NameOrganisation && groupHeads[head] && head != "state" && head != "command":
		return NameGroup
	case kind == NameOrganisation && len(words) > 1 && (outletHeads[head] || head == "press") && !orgHeads[head]:
		return NameOutlet
	}
	return kind
}

// RoleWords tells whether words (lower case) are titles and posts alone: "the
// Prime Minister", "Madam Speaker".
func RoleWords(words []string) bool {
	for _, w := range words {
		if !titleWords[w] && postNouns[w] == 0 && !pluralPosts[w] && !functionWords[w] && w != "madam" && w != "." {
			return false
		}
	}
	return true
}
