package language

import "strings"

// titles reads the posts that stand before persons' names.
func (l *linker) titles() {
	d := l.d
	for i := range d.Names {
		n := &d.Names[i]
		if n.Kind != NamePerson || n.Title.Empty() || n.Entity < 0 {
			continue
		}
		e := &l.ents[n.Entity]
		txt := n.Title.Of(d.Text)
		if honorific(txt) {
			continue
		}
		if e.roleTxt == "" || len(txt) > len(e.roleTxt) && !strings.Contains(txt, "\n") {
			e.roleTxt = txt
		}
		if e.affTxt == "" {
			e.affTxt = bodyOfTitle(txt)
		}
	}
}

func honorific(s string) bool {
	var buf [24]byte
	low, ok := foldedWord(&buf, strings.Trim(s, "."))
	if !ok {
		return false
	}
	switch string(low) {
	case "mr", "mrs", "ms", "miss", "sir", "lady", "lord", "dame", "man", "woman", "boy", "girl", "brother", "father", "mother", "son", "daughter", "wife", "husband", "uncle":
		return true
	}
	return false
}

// bodyOfTitle derives the body from the post: a minister speaks for the
// ministry, a prosecutor for the prosecutor's office. "" where nothing follows.
func bodyOfTitle(title string) string {
	if !containsFold(title, "minister") && !containsFold(title, "prosecutor") {
		return ""
	}
	f := strings.Fields(title)
	for i, w := range f {
		switch strings.ToLower(w) {
		case "minister":
			if i+2 < len(f) && strings.EqualFold(f[i+1], "of") {
				return "Ministry of " + titleCase(strings.Join(f[i+2:], " "))
			}
			if i == 0 || strings.EqualFold(f[i-1], "prime") || strings.EqualFold(f[i-1], "deputy") || strings.EqualFold(f[i-1], "first") {
				return ""
			}
			from := i - 1
			for from > 0 && !titleStop(f[from-1]) {
				from--
			}
			if titleStop(f[from]) {
				return ""
			}
			return titleCase(strings.Join(f[from:i], " ")) + " Ministry"
		case "prosecutor":
			if i == 0 && len(f) == 1 {
				return ""
			}
			return titleCase(strings.Join(f, " ")) + "'s Office"
		}
	}
	return ""
}

func titleStop(w string) bool {
	switch strings.ToLower(w) {
	case "deputy", "first", "former", "acting", "interim", "the", "prime", "vice", "senior", "junior", "state":
		return true
	}
	_, ok := Demonym(w)
	return ok
}

func titleCase(s string) string {
	f := strings.Fields(s)
	for i, w := range f {
		if c := w[0]; isLower(c) {
			f[i] = string(c-'a'+'A') + w[1:]
		} else if len(w) > 1 && isUpper(w[1]) {
			f[i] = w[:1] + strings.ToLower(w[1:])
		}
	}
	return strings.Join(f, " ")
}

// appositions joins names and the role phrases that stand beside them: "its
// spokeswoman, Vesela Tomova", "Ada Brook, the health minister", "Brook of
// the fire service", "Galevski is the chairman of the union".
func (l *linker) appositions() {
	d := l.d
	r := l.replay()
	for i := range d.Names {
		n := &d.Names[i]
		n.Entity = l.final(n.Entity)
		r.upTo(d.Names, n.Tokens.Start)
		if n.Entity < 0 {
			continue
		}
		if n.Form != FormRole && n.Kind == NamePerson {
			l.affiliateTitle(i)
			l.affiliateOf(i)
		}
		k := n.Tokens.End
		if k+1 >= len(d.Lower) || d.SentOf[k] != d.SentOf[n.Tokens.Start] {
			continue
		}
		switch w := d.Lower[k]; {
		case w == ",":
			j := l.nameAtStart(i, k+1)
			if j < 0 {
				if n.Form != FormRole {
					l.whoSpeaks(i, k+1)
				}
				continue
			}
			l.beside(i, j)
		case n.Form != FormRole && n.Kind == NamePerson && (w == "is" || w == "was"):
			if j := l.nameAtStart(i, k+1); j >= 0 && d.Names[j].Form == FormRole {
				l.beside(i, j)
			}
		}
	}
}

// nameAtStart gives the widest mention that starts at token t, after mention i.
func (l *linker) nameAtStart(i, t int) int {
	if t >= len(l.d.Start) {
		return -1
	}
	ns := l.d.Names
	b := int(l.d.Start[t])
	for j := i + 1; j < len(ns) && ns[j].Tokens.Start <= t+6; j++ { // "its spokesman, Colonel Radu Ashkar"
		if ns[j].Form != FormRole && ns[j].Title.Start == b && !ns[j].Title.Empty() && ns[j].Entity >= 0 {
			return j
		}
	}
	for j := i + 1; j < len(ns) && ns[j].Tokens.Start <= t; j++ {
		if ns[j].Entity >= 0 && ns[j].Tokens.Start == t {
			return j
		}
	}
	return -1
}

// beside merges a role phrase and a name in apposition, mentions i and j in
// text order.
func (l *linker) beside(i, j int) {
	d := l.d
	a, b := &d.Names[i], &d.Names[j]
	a.Entity, b.Entity = l.final(a.Entity), l.final(b.Entity)
	role, name := a, b
	if a.Form != FormRole {
		role, name = b, a
	}
	if role.Form != FormRole || name.Form == FormRole || role.Entity == name.Entity {
		if role == a && name.Form == FormRole { // "its head, the colonel": two roles
			return
		}
		return
	}
	re, ne := &l.ents[role.Entity], &l.ents[name.Entity]
	if !re.byRole && role == b { // the phrase is known as somebody else
		return
	}
	if name.Kind == NamePerson || name.Kind == NameUnknown && re.kind == NamePerson {
		if re.kind != NamePerson || pluralPosts[d.Lower[l.d.headOf(role)]] {
			return
		}
	} else {
		h := d.Lower[l.d.headOf(role)]
		if re.kind == NamePerson || name.Kind == NamePlace || name.Kind == NameNationality || !companyNouns[h] && !groupNouns[h] && !outletNouns[h] && !(institutionNouns[h] && role == b) {
			return
		}
	}
	if role == a { // "…, Vesela Tomova, said" or "… Vesela Tomova said"
		k := b.Tokens.End
		if k < len(d.Lower) && d.SentOf[k] == d.SentOf[b.Tokens.Start] {
			t := d.pos(k)
			if d.Lower[k] == "and" || t == NOUN || t == PROPN {
				return
			}
		}
	}
	txt := d.TextOf(l.roleWords(role))
	if ne.roleTxt == "" || honorific(ne.roleTxt) || role == b && len(txt) > len(ne.roleTxt) || len(strings.Fields(ne.roleTxt)) == 1 && len(txt) > len(ne.roleTxt) {
		ne.roleTxt = txt
	}
	if ne.aff < 0 {
		ne.aff = re.aff
	}
	if ne.affTxt == "" {
		ne.affTxt = bodyOfTitle(txt)
	}
	if ne.gender == 0 {
		ne.gender = re.gender
	}
	if ne.kind == NameUnknown {
		ne.kind, name.Kind = re.kind, re.kind
	}
	if re.byRole {
		l.merge(role.Entity, name.Entity)
	} else {
		role.Entity = name.Entity
	}
	role.Kind = ne.kind
}

// roleWords are the tokens of a role phrase without article or possessor.
func (l *linker) roleWords(n *Name) Range {
	r := n.Tokens
	for r.Start < r.End-1 && (l.d.pos(r.Start) == DET || l.d.PTB[r.Start] == PRPS) {
		r.Start++
	}
	return r
}

// merge makes entity a part of entity b.
func (l *linker) merge(a, b int) {
	if b = l.final(b); a == b {
		return
	}
	l.ents[a].into = b + 1
	if k := l.ents[a].key; k != "" && l.orgs[k] == a {
		l.orgs[k] = b
	}
	l.ents[b].last = max(l.ents[b].last, l.ents[a].last)
}

// final follows mergers to their end.
func (l *linker) final(e int) int {
	for e >= 0 && l.ents[e].into > 0 {
		e = l.ents[e].into - 1
	}
	return e
}

// affiliateTitle finds the body named before or in a title: "Northern Railways
// spokeswoman Vesela Tomova", "ministry spokeswoman Cholpon Ermatova".
func (l *linker) affiliateTitle(i int) {
	d := l.d
	n := &d.Names[i]
	e := &l.ents[n.Entity]
	if n.Title.Empty() || e.aff >= 0 {
		return
	}
	tr := d.TokensIn(n.Title)
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		m := &d.Names[j]
		t := m.Tokens.End
		if t < tr.Start && d.Lower[t] == "'s" {
			t++
		}
		if m.Entity >= 0 && m.Entity != n.Entity && t == tr.Start && (m.Kind == NameOrganisation || m.Kind == NameGroup || m.Kind == NameOutlet || m.Kind == NameFacility) {
			e.aff = m.Entity
			return
		}
	}
	for t := tr.Start; t < tr.End; t++ {
		w := d.Lower[t]
		if !institutionNouns[w] || t == tr.End-1 && postNouns[w] != 0 {
			continue
		}
		a := l.recentWith(w, n.Tokens.Start, nil)
		if a < 0 {
			a = l.recentKind(w, n.Tokens.Start)
		}
		if a < 0 {
			a = l.anyWith(w) // named only further down
		}
		if a >= 0 && a != n.Entity {
			e.aff = a
			return
		}
	}
	if body := e.affTxt; body != "" {
		if a := l.bodyNamed(body); a >= 0 {
			e.aff = a
		}
	}
}

// bodyNamed gives the entity of the report that a derived body is, -1 if none.
func (l *linker) bodyNamed(body string) int {
	key, _ := l.orgKey(strings.Fields(strings.ReplaceAll(plainKey(body), "'s", "")))
	if a, ok := l.orgs[key]; ok {
		return a
	}
	return -1
}

// affiliateOf reads "Adam Brook of the fire service", "Colin Clarke of
// Soufan Center".
func (l *linker) affiliateOf(i int) {
	d := l.d
	n := &d.Names[i]
	e := &l.ents[n.Entity]
	k := n.Tokens.End
	if e.aff >= 0 || k+1 >= len(d.Lower) {
		return
	}
	w := d.Lower[k]
	if w != "of" && w != "from" && w != "at" && w != "for" && w != "with" {
		return
	}
	t := k + 1
	j := l.nameAtStart(i, t)
	if j < 0 && d.pos(t) == DET {
		j = l.nameAtStart(i, t+1)
	}
	if j < 0 {
		return
	}
	switch m := &d.Names[j]; m.Kind {
	case NameOrganisation, NameGroup, NameOutlet:
		e.aff = m.Entity
	case NameFacility:
		if w == "of" {
			e.aff = m.Entity
		}
	case NameUnknown:
		if w == "of" || w == "for" {
			e.aff = m.Entity
			l.ents[m.Entity].kind = NameOrganisation
		}
	}
}

// whoSpeaks reads "Ada Brook, who speaks for the ministry", "Brook, who
// commands the rescue"; t is the token after the comma.
func (l *linker) whoSpeaks(i, t int) {
	d := l.d
	n := &d.Names[i]
	if t+1 >= len(d.Lower) || d.Lower[t] != "who" || n.Kind != NamePerson {
		return
	}
	e := &l.ents[n.Entity]
	k := t + 1
	switch d.Lower[k] {
	case "speaks", "heads", "leads", "runs", "chairs", "commands", "represents", "directs", "works":
	default:
		return
	}
	end := k + 1
	for end < len(d.Lower) && d.SentOf[end] == d.SentOf[k] && d.Flags[end]&FlagPunct == 0 && d.pos(end) != VERB && d.pos(end) != AUX && end-k < 12 {
		end++
	}
	if e.roleTxt == "" {
		e.roleTxt = d.TextOf(Range{t, end})
	}
	for j := i + 1; j < len(d.Names) && d.Names[j].Tokens.Start < end; j++ {
		m := &d.Names[j]
		if e.aff < 0 && m.Entity >= 0 && m.Entity != n.Entity && (m.Kind == NameOrganisation || m.Kind == NameGroup || m.Kind == NameOutlet) {
			e.aff = m.Entity
		}
	}
}
