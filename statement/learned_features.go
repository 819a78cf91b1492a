package statement

import (
	"sofar/language"
)

// cueFeatures collects the features of token i for the model of cues, but for
// those of the tree.
func (l *learnedReader) cueFeatures(i int, sent language.Range) {
	w0, l0, p0, c0 := l.w(i), l.lm(i), l.pt(i), l.cl(i)
	p1, pm := l.pt(i+1), l.pt(i-1)
	s0 := uint32(l.sieve[i])
	sm, sp := uint32(0), uint32(0)
	if i > 0 {
		sm = uint32(l.sieve[i-1])
	}
	if i+1 < len(l.sieve) {
		sp = uint32(l.sieve[i+1])
	}
	q := l.quoteMark(i)
	vf := l.verb[i]
	edge := uint32(0)
	if i == sent.Start {
		edge = 1
	} else if i == sent.End-1 {
		edge = 2
	}
	l.feats = append(l.feats[:0],
		feature(1, w0, 0, 0),
		feature(2, l0, 0, 0),
		feature(3, p0, 0, 0),
		feature(4, c0, 0, 0),
		feature(5, c0>>4, p0, 0),
		feature(6, l.w(i-1), 0, 0),
		feature(7, l.w(i+1), 0, 0),
		feature(8, l.w(i-2), 0, 0),
		feature(9, l.w(i+2), 0, 0),
		feature(10, l.w(i-1), l0, 0),
		feature(11, l0, l.w(i+1), 0),
		feature(12, pm, p0, 0),
		feature(13, p0, p1, 0),
		feature(14, pm, p0, p1),
		feature(15, l0, p1, 0),
		feature(16, l0, pm, 0),
		feature(17, l0, pm, p1),
		feature(18, l.cl(i-1), 0, 0),
		feature(19, l.cl(i+1), 0, 0),
		feature(20, c0, p1, l.pt(i+2)),
		feature(21, l0, l.w(i+1), l.w(i+2)),
		feature(22, l.w(i-1), w0, l.w(i+1)),
		feature(23, c0, l.cl(i+1), 0),
		feature(24, l.cl(i-1), c0, 0),
		feature(25, s0, sm, sp),
		feature(26, s0, l0, 0),
		feature(27, s0, p0, sm),
		feature(28, q, l.quoteMark(i-1), l.quoteMark(i+1)),
		feature(29, q, l0, 0),
		feature(30, l.nm(i-1), l.nm(i+1), p0),
		feature(31, l.nm(i), p0, 0),
		feature(32, vf, p0, 0),
		feature(33, vf, p1, pm),
		feature(47, edge, p0, 0),
	)
}

// lexical tells what the lexicon of reporting words has of a form, of which the
// hash is given too.
func lexical(form string, hash uint32) uint32 {
	if !lexicalForms[hash%lexicalPlaces] {
		return 0
	}
	vf := uint32(0)
	if v, ok := verbForms[form]; ok {
		vf = uint32(v.frame)<<3 | uint32(v.kind) | 1<<20
	}
	if _, ok := cueNouns[form]; ok {
		vf |= 1 << 21
	}
	return vf
}

// lexicalForms tells by the last bits of its hash whether a form may be in the
// lexicon of reporting words: most are not.
var lexicalForms = func() (may [lexicalPlaces]bool) {
	for form := range verbForms {
		may[hashWord(form)%lexicalPlaces] = true
	}
	for form := range cueNouns {
		may[hashWord(form)%lexicalPlaces] = true
	}
	return may
}()

const lexicalPlaces = 1 << 14

// cueTree adds the features of token i that the sentence's tree gives.
func (l *learnedReader) cueTree(i int) {
	f := l.feats
	d := l.r.doc
	l0, p0, c0 := l.lm(i), l.pt(i), l.cl(i)
	vf := l.verb[i]
	h, rel := d.Head(i), uint32(d.Rel(i))
	f = append(f,
		feature(34, rel, p0, 0),
		feature(35, rel, l0, 0),
	)
	if h >= 0 {
		hl := l.lemma[h]
		f = append(f,
			feature(36, rel, hl, 0),
			feature(37, rel, hl, l0),
			feature(38, rel, uint32(d.PTB[h]), p0),
			feature(39, uint32(d.Rel(h)), rel, p0),
		)
	}
	var kids uint32
	subj, obj, clause, oblique := -1, -1, -1, -1
	for c := range d.Children(i) {
		switch d.Rel(c).Base() {
		case language.Nsubj:
			kids |= 1
			subj = c
		case language.Ccomp:
			kids |= 2
			clause = c
		case language.Obj:
			kids |= 4
			obj = c
		case language.Xcomp:
			kids |= 8
			clause = c
		case language.Obl:
			kids |= 16
			oblique = c
		case language.Parataxis:
			kids |= 32
		case language.Advcl:
			kids |= 64
		case language.Acl:
			kids |= 128
		case language.Nmod:
			kids |= 256
			if d.Rel(c) == language.NmodPoss {
				kids |= 512
			}
		case language.RelAux:
			kids |= 1024
		case language.Cop:
			kids |= 2048
		case language.Mark:
			kids |= 4096
		}
	}
	f = append(f,
		feature(40, kids, p0, 0),
		feature(41, kids, l0, 0),
		feature(42, kids&0x3f, c0, 0),
	)
	if subj >= 0 {
		f = append(f,
			feature(43, l.nm(subj), uint32(d.PTB[subj]), vf>>3),
			feature(44, l.lm(subj), l0, 0),
			feature(45, l.cl(subj), c0, 0),
			feature(46, l.cl(subj)>>3, l.nm(subj), kids),
			feature(48, l.nm(subj), l0, 0),
			feature(49, uint32(d.PTB[subj]), l0, kids&0x2e),
		)
	}
	if obj >= 0 {
		f = append(f,
			feature(50, l.lm(obj), l0, 0),
			feature(51, l.cl(obj)>>2, l0, 0),
			feature(52, l.nm(obj), c0, 0),
		)
	}
	if clause >= 0 {
		mark := uint32(0)
		if m := d.Child(clause, language.Mark); m >= 0 {
			mark = l.form[m]
		}
		f = append(f,
			feature(53, mark, l0, uint32(d.PTB[clause])),
			feature(54, mark, c0, uint32(d.PTB[clause])),
			feature(55, l.lm(clause), l0, 0),
		)
	}
	if oblique >= 0 {
		if m := d.Child(oblique, language.Case); m >= 0 {
			f = append(f,
				feature(56, l.form[m], l0, 0),
				feature(57, l.form[m], c0, kids&3),
			)
		}
	}
	if h >= 0 {
		f = append(f, feature(58, l.verb[h], rel, p0))
		if hh := d.Head(h); hh >= 0 {
			f = append(f,
				feature(59, rel<<8|uint32(d.Rel(h)), l.lemma[hh], l0),
				feature(60, rel<<8|uint32(d.Rel(h)), l.verb[hh], vf),
			)
		}
	}
	f = append(f,
		feature(61, suffix(d.Lower[i]), p0, rel),
		feature(62, kids, vf, rel),
	)
	l.feats = f
}

// suffix is a hash of the last three bytes of a form.
func suffix(form string) uint32 {
	return hashWord(form[max(0, len(form)-3):])
}

// argFeatures collects the features of token i for source and content of a cue.
func (l *learnedReader) argFeatures(i int, v *cueView, b between) {
	f := l.feats[:0]
	d, r := l.r.doc, l.r
	dir := uint32(0)
	dist := v.cue.Start - i
	if i >= v.cue.End {
		dir, dist = 1, i-v.cue.End+1
	}
	k := i - v.win.Start
	via := l.via[k]
	vm, vp := uint32(0), uint32(0)
	if k > 0 {
		vm = l.via[k-1]
	}
	if k+1 < len(l.via) {
		vp = l.via[k+1]
	}
	db := bucket(dist)
	w0, l0, p0 := l.w(i), l.lm(i), l.pt(i)
	pm, p1 := l.pt(i-1), l.pt(i+1)
	inq := uint32(0)
	switch q := r.inQuote(i); {
	case q < 0:
	case q == v.quoteL || q == v.quoteR:
		inq = 1
	case r.speech(q):
		inq = 2
	default:
		inq = 3
	}
	edge := uint32(0)
	if i > 0 && (d.SentOf[i] != d.SentOf[i-1]) {
		edge = 1
	} else if i+1 < d.Len() && d.SentOf[i+1] != d.SentOf[i] {
		edge = 2
	}
	q := l.quoteMark(i)
	sub := uint32(0)
	switch {
	case v.subject.Contains(i):
		sub = 1
		if i == v.subject.Start {
			sub = 2
		}
	case v.right.Contains(i):
		sub = 3
		if i == v.right.Start {
			sub = 4
		}
	case i == v.subject.Start-1:
		sub = 5
	case i == v.right.End:
		sub = 6
	}
	deep := l.deep[k]
	f = append(f,
		feature(101, dir, db, 0),
		feature(102, dir, w0, 0),
		feature(103, dir, l0, db),
		feature(104, dir, p0, db),
		feature(105, dir, p0, pm),
		feature(106, dir, p0, p1),
		feature(107, dir, l.w(i-1), p0),
		feature(108, dir, l.w(i+1), p0),
		feature(109, dir, v.lemma, 0),
		feature(110, dir, v.lemma, p0),
		feature(111, via, 0, dir),
		feature(112, via, vm, dir),
		feature(113, via, vp, dir),
		feature(114, via, v.lemma, dir),
		feature(115, via, p0, dir),
		feature(116, via, v.ptb, v.passive),
		feature(117, via, inq, v.hasQuotes),
		feature(118, dir, inq, v.hasQuotes<<3|q),
		feature(119, inq, l.quoteMark(i-1)<<3|l.quoteMark(i+1), dir<<8|q),
		feature(120, dir, b.commas<<2|b.finites, p0),
		feature(121, dir, b.commas<<6|b.finites<<4|b.clause, via),
		feature(122, dir, b.quotes<<4|b.finites<<2|b.that, inq),
		feature(123, l.nm(i), dir, db),
		feature(124, l.nm(i), via, 0),
		feature(125, v.after, dir, p0),
		feature(126, v.after, via, 0),
		feature(127, v.before, via, 0),
		feature(128, uint32(d.Rel(i)), via, pm),
		feature(129, edge, dir, p0),
		feature(130, l.cl(i), dir, db),
		feature(131, l.cl(i)>>3, via, 0),
		feature(132, sub, dir, v.hasQuotes),
		feature(133, sub, via, v.ptb),
		feature(134, sub, p0, v.lemma),
		feature(143, l.w(i-1), w0, dir),
		feature(144, w0, l.w(i+1), dir),
		feature(145, pm, p0, p1|dir<<8),
		feature(146, vm, l.w(i-1), via),
		feature(147, vm, w0, via),
		feature(148, via, deep, dir),
		feature(149, via, deep>>4, p0),
		feature(150, deep>>4, v.lemma, via),
		feature(151, via, vm, vp),
		feature(152, uint32(d.Rel(i)), via, w0),
		feature(153, via, db, inq),
		feature(154, vp, l.w(i+1), via),
		feature(155, via, v.kids, p0),
		feature(156, dir, v.kids, inq),
	)
	if sv := v.found; sv != nil {
		lab := func(i int) uint32 {
			if sv.source.Contains(i) {
				return 1
			}
			for _, x := range sv.content {
				if x.Contains(i) {
					return 2
				}
			}
			return 0
		}
		a, bm, c := lab(i), lab(i-1), lab(i+1)
		rule := hashWord(sv.rule)
		f = append(f,
			feature(135, a, bm, c),
			feature(136, a<<4|bm<<2|c, rule, 0),
			feature(137, a, via, 0),
			feature(138, a, l.w(i), bm<<2|c),
			feature(139, a<<4|bm<<2|c, p0, inq),
			feature(140, a<<4|bm<<2|c, via, vm),
		)
	} else {
		f = append(f,
			feature(141, via, dir, 0),
			feature(142, sub, dir, db),
		)
	}
	l.feats = f
}
