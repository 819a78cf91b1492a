package language

// RoleNoun tells whether the lower-case noun names a post, people by what they
// do, or a body, so that a phrase with it may be a mention by role.
func RoleNoun(w string) bool {
	return postNouns[w] != 0 || pluralPosts[w] || institutionNouns[w]
}

// MentionHead gives the head of mention i of Doc.Names: the noun of a phrase by
// role, else its last token.
func (d *Doc) MentionHead(i int) int {
	n := &d.Names[i]
	if n.Form == FormRole {
		return d.headOf(n)
	}
	return n.Tokens.End - 1
}

// headOf gives the head noun of a role phrase: its last post or institution
// noun before any preposition.
func (d *Doc) headOf(n *Name) int {
	head := n.Tokens.Start
	for t := n.Tokens.Start; t < n.Tokens.End; t++ {
		w := d.Lower[t]
		if d.pos(t) == ADP && t > n.Tokens.Start {
			break
		}
		if postNouns[w] != 0 || institutionNouns[w] || pluralPosts[w] {
			head = t
		}
	}
	return head
}
