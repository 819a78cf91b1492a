package model

// pkey joins a template's number and up to three atoms into a feature key.
// The products do not wait for each other, and those of one atom are shared.
func pkey(template, a, b, c uint64) uint32 {
	h := template*0x9e3779b97f4a7c15 + a*0xbf58476d1ce4e5b9 + b*0x94d049bb133111eb + c*0xd6e8feb86659fd93
	return uint32((h ^ h>>32) * 0xa0761d6478bd642f >> 32)
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

// parserKeys has room for the features of a configuration.
type parserKeys [160]uint32

// The templates are those of Zhang and Nivre (2011), put for the arc-hybrid
// system, with what lies between the words, word classes and the noun ahead.
// They come in three groups, so that hypotheses which share words share sums:
// of the top of the stack and the buffer, of the two top words, and the rest.

// pairKeys gives the features of the top of the stack and the buffer.
func pairKeys(ws []pword, i0, b int, k *parserKeys) []uint32 {
	S0, B0, B1, B2 := &ws[i0], &ws[b], &ws[b+1], &ws[b+2]
	after0, before0, beforeB, ahead := &ws[i0+1], &ws[i0-1], &ws[b-1], &ws[B0.noun]
	d0 := distance(i0, b)
	marks0 := uint64(min(B0.comma-S0.comma, 3))<<4 | uint64(min(B0.verbs-S0.verbs, 3))
	k[0] = pkey(1, S0.both, 0, 0)
	k[1] = pkey(2, S0.form, 0, 0)
	k[2] = pkey(4, B0.both, 0, 0)
	k[3] = pkey(5, B0.form, 0, 0)
	k[4] = pkey(6, B0.tag, B1.tag, 0)
	k[5] = pkey(7, B1.both, 0, 0)
	k[6] = pkey(8, B1.form, 0, 0)
	k[7] = pkey(9, B2.both, 0, 0)
	k[8] = pkey(10, B2.tag, 0, 0)
	k[9] = pkey(16, S0.both, B0.both, 0)
	k[10] = pkey(17, S0.both, B0.form, 1)
	k[11] = pkey(18, S0.both, B0.tag, 0)
	k[12] = pkey(19, S0.form, B0.both, 0)
	k[13] = pkey(20, S0.tag, B0.both, 0)
	k[14] = pkey(21, S0.form, B0.form, 0)
	k[15] = pkey(22, S0.tag, B0.tag, d0)
	k[16] = pkey(31, S0.tag, B0.tag, B1.tag)
	k[17] = pkey(34, B0.tag, B1.tag, B2.tag)
	k[18] = pkey(35, S0.form, B0.tag, B1.tag)
	k[19] = pkey(36, S0.tag, B0.form, B1.tag)
	k[20] = pkey(37, S0.tag, B0.tag, B1.form)
	k[21] = pkey(41, S0.tag, B0.tag, marks0)
	k[22] = pkey(43, S0.form, marks0, d0)
	k[23] = pkey(44, B0.form, marks0, d0)
	k[24] = pkey(47, S0.tag, after0.tag, beforeB.tag<<16|B0.tag)
	k[25] = pkey(48, before0.tag, S0.tag, B0.tag)
	k[26] = pkey(110, S0.class, B0.class, 0)
	k[27] = pkey(116, S0.class, S0.tag, 0)
	k[28] = pkey(131, S0.class, B0.form, ahead.class)
	return k[:29]
}

// twoKeys gives the features of the second word of the stack, 0 for none, and the top.
func twoKeys(ws []pword, i1, i0 int, k *parserKeys) []uint32 {
	S0, S1 := &ws[i0], &ws[i1]
	before0 := &ws[i0-1]
	d1, marks1 := uint64(15), uint64(15)<<8
	if i1 > 0 {
		d1 = distance(i1, i0)
		marks1 = uint64(min(S0.comma-S1.comma, 3))<<4 | uint64(min(S0.verbs-S1.verbs, 3))
	}
	k[0] = pkey(11, S1.both, 0, 0)
	k[1] = pkey(12, S1.form, 0, 0)
	k[2] = pkey(13, S1.tag, 0, 0)
	k[3] = pkey(23, S1.both, S0.both, 0)
	k[4] = pkey(24, S1.both, S0.tag, 0)
	k[5] = pkey(25, S1.tag, S0.both, 0)
	k[6] = pkey(26, S1.form, S0.form, 0)
	k[7] = pkey(27, S1.tag, S0.tag, d1)
	k[8] = pkey(42, S1.tag, S0.tag, marks1)
	k[9] = pkey(45, S1.form, marks1, d1)
	k[10] = pkey(46, S0.form, marks1, d1)
	k[11] = pkey(49, S1.tag<<16|before0.tag, S0.tag, ws[i1+1].tag)
	k[12] = pkey(111, S1.class, S0.class, 0)
	return k[:13]
}

// top gives the second and the top word of the stack and the first of the buffer.
func (s *state) top() (i1, i0, b int) {
	n := len(s.stack)
	if n > 1 {
		i1 = int(s.stack[n-2])
	}
	return i1, int(s.stack[n-1]), s.next
}

// restKeys gives the other features of a configuration with a word on the stack.
func (s *state) restKeys(ws []pword, k *parserKeys) []uint32 {
	i1, i0, b := s.top()
	i2 := 0
	if n := len(s.stack); n > 2 {
		i2 = int(s.stack[n-3])
	}
	S0, S1, S2, B0 := &ws[i0], &ws[i1], &ws[i2], &ws[b]
	x0, x1, y0 := &s.items[i0], &s.items[i1], &s.items[b]
	d0, d1 := distance(i0, b), distance(i1, i0)
	if i1 == 0 {
		d1 = 15
	}
	s0l, s0r, s1l, s1r, b0l := &ws[x0.l1], &ws[x0.r1], &ws[x1.l1], &ws[x1.r1], &ws[y0.l1]
	rel := func(d int16) uint64 { return uint64(s.items[d].rel) }
	s0ll, s0rl, s1ll, s1rl, b0ll := rel(x0.l1), rel(x0.r1), rel(x1.l1), rel(x1.r1), rel(y0.l1)
	v0, v1, vb := uint64(min(x0.nl, 5))<<8|uint64(min(x0.nr, 5)), uint64(min(x1.nl, 5))<<8|uint64(min(x1.nr, 5)), uint64(min(y0.nl, 5))
	ahead := &ws[B0.noun]
	k[0] = pkey(3, S0.tag, d0, d1)
	k[1] = pkey(14, S2.both, 0, 0)
	k[2] = pkey(15, S2.tag, 0, 0)
	k[3] = pkey(28, S1.both, B0.tag, 0)
	k[4] = pkey(29, S1.tag, B0.both, 0)
	k[5] = pkey(30, S1.tag, B0.tag, 0)
	k[6] = pkey(32, S1.tag, S0.tag, B0.tag)
	k[7] = pkey(33, S2.tag, S1.tag, S0.tag)
	k[8] = pkey(38, S1.form, S0.tag, B0.tag)
	k[9] = pkey(39, S1.tag, S0.form, B0.tag)
	k[10] = pkey(40, S1.tag, S0.tag, B0.form)
	k[11] = pkey(50, S0.form, v0, 0)
	k[12] = pkey(51, S0.tag, v0, B0.tag)
	k[13] = pkey(52, B0.form, vb, 0)
	k[14] = pkey(53, B0.tag, vb, S0.tag)
	k[15] = pkey(54, S1.form, v1, 0)
	k[16] = pkey(55, S1.tag, v1, S0.tag)
	k[17] = pkey(56, S0.form, x0.lset, 1)
	k[18] = pkey(57, S0.tag, x0.lset, B0.tag)
	k[19] = pkey(58, S0.form, x0.rset, 2)
	k[20] = pkey(59, S0.tag, x0.rset, B0.tag)
	k[21] = pkey(60, S1.form, x1.lset, 1)
	k[22] = pkey(61, S1.tag, x1.lset, S0.tag)
	k[23] = pkey(62, S1.form, x1.rset, S0.tag)
	k[24] = pkey(63, S1.tag, x1.rset, S0.tag)
	k[25] = pkey(64, B0.form, y0.lset, 1)
	k[26] = pkey(65, B0.tag, y0.lset, S0.tag)
	k[27] = pkey(66, S0.tag, x0.lset, x0.rset)
	k[28] = pkey(67, S1.tag<<16|S0.tag, x0.lset, x0.rset)
	k[29] = pkey(122, S1.group, S0.group, B0.group)
	k[30] = pkey(132, S1.class, B0.form, ahead.class)
	k[31] = pkey(134, S1.form, B0.form, S0.tag)
	k[32] = pkey(136, S0.tag<<16|S1.tag, B0.form, ahead.tag)
	// The dependents.
	n := 33
	if x0.l1 > 0 {
		g := (*[9]uint32)(k[n:])
		g[0] = pkey(70, s0l.form, S0.tag, 0)
		g[1] = pkey(71, s0l.tag, s0ll, 0)
		g[2] = pkey(72, S0.tag, s0l.tag, B0.tag)
		g[3] = pkey(73, S0.form, s0ll, B0.tag)
		g[4] = pkey(74, S1.tag, S0.tag, s0l.tag)
		g[5] = pkey(75, S1.tag, S0.tag, s0ll<<8|d1)
		g[6] = pkey(76, s0l.form, S1.form, S0.tag)
		g[7] = pkey(140, S1.class, s0l.form, S0.class)
		g[8] = pkey(141, S1.group, s0l.form, S0.group)
		n += 9
		if x0.l2 > 0 {
			g := (*[3]uint32)(k[n:])
			g[0] = pkey(77, S0.tag, s0l.tag, ws[x0.l2].tag)
			g[1] = pkey(78, ws[x0.l2].form, 0, 0)
			g[2] = pkey(79, S0.tag, rel(x0.l2), s0ll)
			n += 3
		}
	}
	if x0.r1 > 0 {
		g := (*[7]uint32)(k[n:])
		g[0] = pkey(80, s0r.form, S0.tag, 0)
		g[1] = pkey(81, s0r.tag, s0rl, 0)
		g[2] = pkey(82, S0.tag, s0r.tag, B0.tag)
		g[3] = pkey(83, S0.form, s0rl, B0.tag)
		g[4] = pkey(84, S1.tag, S0.tag, s0r.tag)
		g[5] = pkey(85, S1.tag, S0.tag, s0rl<<8|d1)
		g[6] = pkey(86, S0.tag, s0rl, B0.form)
		n += 7
		if x0.r2 > 0 {
			g := (*[3]uint32)(k[n:])
			g[0] = pkey(87, S0.tag, s0r.tag, ws[x0.r2].tag)
			g[1] = pkey(88, ws[x0.r2].form, 0, 0)
			g[2] = pkey(89, S0.tag, rel(x0.r2), s0rl)
			n += 3
		}
	}
	if x1.l1 > 0 {
		g := (*[4]uint32)(k[n:])
		g[0] = pkey(90, s1l.form, S1.tag, 0)
		g[1] = pkey(91, s1l.tag, s1ll, 0)
		g[2] = pkey(92, S1.tag, s1l.tag, S0.tag)
		g[3] = pkey(93, S1.form, s1ll, S0.tag)
		n += 4
	}
	if x1.r1 > 0 {
		g := (*[5]uint32)(k[n:])
		g[0] = pkey(94, s1r.form, S1.tag, 0)
		g[1] = pkey(95, s1r.tag, s1rl, 0)
		g[2] = pkey(96, S1.tag, s1r.tag, S0.tag)
		g[3] = pkey(97, S1.form, s1rl, S0.tag)
		g[4] = pkey(98, S1.tag, s1rl, S0.form)
		n += 5
		if x1.r2 > 0 {
			g := (*[2]uint32)(k[n:])
			g[0] = pkey(99, S1.tag, s1r.tag, ws[x1.r2].tag)
			g[1] = pkey(100, S1.tag, rel(x1.r2), s1rl)
			n += 2
		}
	}
	if y0.l1 > 0 {
		g := (*[5]uint32)(k[n:])
		g[0] = pkey(101, b0l.form, B0.tag, 0)
		g[1] = pkey(102, b0l.tag, b0ll, 0)
		g[2] = pkey(103, B0.tag, b0l.tag, S0.tag)
		g[3] = pkey(104, B0.form, b0ll, S0.tag)
		g[4] = pkey(105, B0.tag, b0ll, S0.form)
		n += 5
		if y0.l2 > 0 {
			g := (*[3]uint32)(k[n:])
			g[0] = pkey(106, B0.tag, b0l.tag, ws[y0.l2].tag)
			g[1] = pkey(107, B0.tag, rel(y0.l2), b0ll)
			g[2] = pkey(108, ws[y0.l2].form, 0, 0)
			n += 3
		}
	}
	return k[:n]
}

// allKeys appends the features of all groups to buf.
func (s *state) allKeys(ws []pword, k *parserKeys, buf []uint32) []uint32 {
	i1, i0, b := s.top()
	buf = append(buf, pairKeys(ws, i0, b, k)...)
	buf = append(buf, twoKeys(ws, i1, i0, k)...)
	return append(buf, s.restKeys(ws, k)...)
}
