package model

// pkey joins a template's number and up to three atoms into a feature key.
func pkey(template, a, b, c uint64) uint32 {
	h := template*0x9e3779b97f4a7c15 + a*0xbf58476d1ce4e5b9
	h = (h ^ h>>31) + b*0x94d049bb133111eb
	h = (h ^ h>>29) + c*0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xa0761d6478bd642f
	return uint32(h >> 32)
}

// distance puts the number of words between two into classes.
func distance(a, b int) uint64 {
	d := b - a
	switch {
	case d < 5:
		return uint64(d)
	case d < 8:
		return 5
	case d < 12:
		return 6
	case d < 20:
		return 7
	}
	return 8
}

// keys appends the features of a configuration with at least one word on the
// stack: the templates of Zhang and Nivre (2011), put for the arc-hybrid
// system, with what lies between the words.
func (s *state) keys(ws []pword, k []uint32) []uint32 {
	n := len(s.stack)
	i0 := int(s.stack[n-1])
	i1, i2 := 0, 0
	if n > 1 {
		i1 = int(s.stack[n-2])
	}
	if n > 2 {
		i2 = int(s.stack[n-3])
	}
	b := s.next
	S0, S1, S2, B0, B1, B2 := &ws[i0], &ws[i1], &ws[i2], &ws[b], &ws[b+1], &ws[b+2]
	x0, x1, y0 := &s.items[i0], &s.items[i1], &s.items[b]
	d0, d1 := distance(i0, b), distance(i1, i0)
	if i1 == 0 {
		d1 = 15
	}
	s0l, s0r, s1l, s1r, b0l := &ws[x0.l1], &ws[x0.r1], &ws[x1.l1], &ws[x1.r1], &ws[y0.l1]
	rel := func(d int16) uint64 { return uint64(s.items[d].rel) }
	s0ll, s0rl, s1ll, s1rl, b0ll := rel(x0.l1), rel(x0.r1), rel(x1.l1), rel(x1.r1), rel(y0.l1)
	v0, v1, vb := uint64(min(x0.nl, 5))<<8|uint64(min(x0.nr, 5)), uint64(min(x1.nl, 5))<<8|uint64(min(x1.nr, 5)), uint64(min(y0.nl, 5))
	marks0 := uint64(min(B0.comma-S0.comma, 3))<<4 | uint64(min(B0.verbs-S0.verbs, 3))
	marks1 := uint64(15) << 8
	if i1 > 0 {
		marks1 = uint64(min(S0.comma-S1.comma, 3))<<4 | uint64(min(S0.verbs-S1.verbs, 3))
	}
	after0, before0 := &ws[i0+1], &ws[i0-1]
	beforeB := &ws[b-1]
	k = append(k,
		// Single words.
		pkey(1, S0.both, 0, 0), pkey(2, S0.form, 0, 0), pkey(3, S0.tag, d0, d1),
		pkey(4, B0.both, 0, 0), pkey(5, B0.form, 0, 0), pkey(6, B0.tag, B1.tag, 0),
		pkey(7, B1.both, 0, 0), pkey(8, B1.form, 0, 0), pkey(9, B2.both, 0, 0), pkey(10, B2.tag, 0, 0),
		pkey(11, S1.both, 0, 0), pkey(12, S1.form, 0, 0), pkey(13, S1.tag, 0, 0), pkey(14, S2.both, 0, 0), pkey(15, S2.tag, 0, 0),
		// The top and the buffer.
		pkey(16, S0.both, B0.both, 0), pkey(17, S0.both, B0.form, 1), pkey(18, S0.both, B0.tag, 0),
		pkey(19, S0.form, B0.both, 0), pkey(20, S0.tag, B0.both, 0), pkey(21, S0.form, B0.form, 0), pkey(22, S0.tag, B0.tag, d0),
		// The second and the top.
		pkey(23, S1.both, S0.both, 0), pkey(24, S1.both, S0.tag, 0), pkey(25, S1.tag, S0.both, 0),
		pkey(26, S1.form, S0.form, 0), pkey(27, S1.tag, S0.tag, d1),
		pkey(28, S1.both, B0.tag, 0), pkey(29, S1.tag, B0.both, 0), pkey(30, S1.tag, B0.tag, 0),
		// Threes.
		pkey(31, S0.tag, B0.tag, B1.tag), pkey(32, S1.tag, S0.tag, B0.tag), pkey(33, S2.tag, S1.tag, S0.tag),
		pkey(34, B0.tag, B1.tag, B2.tag), pkey(35, S0.form, B0.tag, B1.tag), pkey(36, S0.tag, B0.form, B1.tag), pkey(37, S0.tag, B0.tag, B1.form),
		pkey(38, S1.form, S0.tag, B0.tag), pkey(39, S1.tag, S0.form, B0.tag), pkey(40, S1.tag, S0.tag, B0.form),
		// What lies between and about.
		pkey(41, S0.tag, B0.tag, marks0), pkey(42, S1.tag, S0.tag, marks1), pkey(43, S0.form, marks0, d0), pkey(44, B0.form, marks0, d0),
		pkey(45, S1.form, marks1, d1), pkey(46, S0.form, marks1, d1),
		pkey(47, S0.tag, after0.tag, beforeB.tag<<16|B0.tag), pkey(48, before0.tag, S0.tag, B0.tag),
		pkey(49, S1.tag<<16|before0.tag, S0.tag, ws[i1+1].tag),
		// Valency and sets of relations.
		pkey(50, S0.form, v0, 0), pkey(51, S0.tag, v0, B0.tag), pkey(52, B0.form, vb, 0), pkey(53, B0.tag, vb, S0.tag),
		pkey(54, S1.form, v1, 0), pkey(55, S1.tag, v1, S0.tag),
		pkey(56, S0.form, x0.lset, 1), pkey(57, S0.tag, x0.lset, B0.tag), pkey(58, S0.form, x0.rset, 2), pkey(59, S0.tag, x0.rset, B0.tag),
		pkey(60, S1.form, x1.lset, 1), pkey(61, S1.tag, x1.lset, S0.tag), pkey(62, S1.form, x1.rset, S0.tag), pkey(63, S1.tag, x1.rset, S0.tag),
		pkey(64, B0.form, y0.lset, 1), pkey(65, B0.tag, y0.lset, S0.tag), pkey(66, S0.tag, x0.lset, x0.rset),
		pkey(67, S1.tag<<16|S0.tag, x0.lset, x0.rset),
	)
	// The dependents.
	if x0.l1 > 0 {
		k = append(k, pkey(70, s0l.form, S0.tag, 0), pkey(71, s0l.tag, s0ll, 0), pkey(72, S0.tag, s0l.tag, B0.tag), pkey(73, S0.form, s0ll, B0.tag), pkey(74, S1.tag, S0.tag, s0l.tag), pkey(75, S1.tag, S0.tag, s0ll<<8|d1), pkey(76, s0l.form, S1.form, S0.tag))
		if x0.l2 > 0 {
			k = append(k, pkey(77, S0.tag, s0l.tag, ws[x0.l2].tag), pkey(78, ws[x0.l2].form, 0, 0), pkey(79, S0.tag, rel(x0.l2), s0ll))
		}
	}
	if x0.r1 > 0 {
		k = append(k, pkey(80, s0r.form, S0.tag, 0), pkey(81, s0r.tag, s0rl, 0), pkey(82, S0.tag, s0r.tag, B0.tag), pkey(83, S0.form, s0rl, B0.tag), pkey(84, S1.tag, S0.tag, s0r.tag), pkey(85, S1.tag, S0.tag, s0rl<<8|d1), pkey(86, S0.tag, s0rl, B0.form))
		if x0.r2 > 0 {
			k = append(k, pkey(87, S0.tag, s0r.tag, ws[x0.r2].tag), pkey(88, ws[x0.r2].form, 0, 0), pkey(89, S0.tag, rel(x0.r2), s0rl))
		}
	}
	if x1.l1 > 0 {
		k = append(k, pkey(90, s1l.form, S1.tag, 0), pkey(91, s1l.tag, s1ll, 0), pkey(92, S1.tag, s1l.tag, S0.tag), pkey(93, S1.form, s1ll, S0.tag))
	}
	if x1.r1 > 0 {
		k = append(k, pkey(94, s1r.form, S1.tag, 0), pkey(95, s1r.tag, s1rl, 0), pkey(96, S1.tag, s1r.tag, S0.tag), pkey(97, S1.form, s1rl, S0.tag), pkey(98, S1.tag, s1rl, S0.form))
		if x1.r2 > 0 {
			k = append(k, pkey(99, S1.tag, s1r.tag, ws[x1.r2].tag), pkey(100, S1.tag, rel(x1.r2), s1rl))
		}
	}
	if y0.l1 > 0 {
		k = append(k, pkey(101, b0l.form, B0.tag, 0), pkey(102, b0l.tag, b0ll, 0), pkey(103, B0.tag, b0l.tag, S0.tag), pkey(104, B0.form, b0ll, S0.tag), pkey(105, B0.tag, b0ll, S0.form))
		if y0.l2 > 0 {
			k = append(k, pkey(106, B0.tag, b0l.tag, ws[y0.l2].tag), pkey(107, B0.tag, rel(y0.l2), b0ll), pkey(108, ws[y0.l2].form, 0, 0))
		}
	}
	return k
}
