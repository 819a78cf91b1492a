package statement

// derive gives a report that tells of its victims in pieces the total that it
// counts nowhere: who died is no longer counted among the hurt, those shot less those of them who died are
// the injured. Nothing is derived where the report has a total of its own. The pieces stay,
// and the derived figure names them as its parts.
func (f *figureReader) derive() {
	people := f.victims()
	var dead, hurt []*victim
	for i := range people {
		v := &people[i]
		if len(v.dead) == 0 {
			hurt = append(hurt, v)
			continue
		}
		dead = append(dead, v)
		for _, k := range v.hurt {
			if r := &f.out[k]; r.low == 1 && r.kind == Injured {
				r.scope = ScopeSubset
			}
		}
	}
	if f.most(Injured, false) >= 0 {
		return
	}
	m := f.most(Injured, true)
	if m < 0 {
		f.lone(hurt)
		return
	}
	r := &f.out[m]
	switch killed := f.toldDead(dead); {
	case killed == 0 || f.beside(r):
		r.kind, r.scope = Injured, ScopeTotal
	case r.low > killed && f.people(r):
		f.less(m, killed)
	}
}

// most gives the greatest total that the report counts of a kind, -1 if none;
// weak ones count who was shot.
func (f *figureReader) most(kind FigureKind, weak bool) int {
	best := -1
	for i := range f.out {
		r := &f.out[i]
		if r.number < 0 && !(weak && r.low > 1 && f.beside(r)) || r.low < 2 || r.background || r.weak != weak || f.unsure(r) || (r.kind != kind || r.scope != ScopeTotal) && !(weak && r.kind == OtherFigure) {
			continue
		}
		if best < 0 || r.low > f.out[best].low {
			best = i
		}
	}
	return best
}

// unsure tells whether a number is no observation of this event.
func (f *figureReader) unsure(r *reading) bool {
	switch r.stance {
	case Fears, Predicts, Retracts, Denies:
		return true
	}
	return r.scope == ScopeHistorical || r.scope == ScopeOther
}

// lone makes the one hurt person that a report tells of its total where it has
// none: "three are dead; another man was found with wounds".
func (f *figureReader) lone(list []*victim) {
	if len(list) != 1 {
		return
	}
	for _, i := range list[0].hurt {
		if f.out[i].scope == ScopeTotal && f.out[i].kind == Injured {
			return
		}
	}
	for _, i := range list[0].hurt {
		r := &f.out[i]
		if r.low != 1 || r.scope == ScopeSubset && r.number >= 0 || r.weak && !f.newcomer(r.np) && !f.beside(r) {
			continue // a part, or shot and perhaps dead
		}
		r.scope, r.kind = ScopeTotal, Injured
		return
	}
}

// toldDead gives how many dead a report tells of.
func (f *figureReader) toldDead(dead []*victim) int64 {
	if m := f.most(Killed, false); m >= 0 {
		return f.out[m].low
	}
	return int64(min(len(dead), 1))
}

// beside tells whether a reading counts others than those named before.
func (f *figureReader) beside(r *reading) bool {
	if r.rule == "sum" {
		return false // "a boy and six others": all of them
	}
	for i := max(f.doc.Sents[r.sent].Start, r.core.Start-2); i < min(r.np.End+2, f.doc.Sents[r.sent].End); i++ {
		switch f.doc.Lower[i] {
		case "other", "others", "more", "another", "additional", "also":
			return true
		}
	}
	return false
}

// less adds the injured where a report counts who was shot and who of them died.
func (f *figureReader) less(m int, killed int64) {
	for i := range f.out {
		if r := &f.out[i]; r.kind == Killed && !f.unsure(r) && !r.background {
			f.add(Injured, f.out[m].low-killed, []int{m, i}, "derived: those shot less the dead")
			return
		}
	}
}

// add appends a derived figure that stands on the words of its first part.
func (f *figureReader) add(kind FigureKind, n int64, parts []int, rule string) {
	a := f.out[parts[0]]
	d := reading{sent: a.sent, number: a.number, core: a.core, np: a.np, words: a.words, low: n, high: n, kind: kind, unit: "people",
		scope: ScopeTotal, stance: a.stance, whole: a.whole, parent: -1, rule: rule, parts: parts}
	for _, i := range parts {
		if r := &f.out[i]; r.kind == kind && r.scope == ScopeTotal {
			r.scope = ScopeSubset
		}
	}
	f.out = append(f.out, d)
}
