package model

// Derivation is a parse under way, for the training.
type Derivation struct {
	words []pword
	state state
	keys  parserKeys
	all   []uint32
}

// Begin sets the derivation at the start of a sentence.
func (d *Derivation) Begin(lower []string, ptb, upos []uint8) {
	d.words = prepare(d.words, lower, ptb, upos)
	d.state.reset(len(lower))
}

// Done tells whether every word has its head.
func (d *Derivation) Done() bool { return d.state.done() }

// Stack gives the words without a head, counted from 1, the top last.
func (d *Derivation) Stack() []int16 { return d.state.stack }

// Next is the first word of the buffer, counted from 1; the number of words and one for the root.
func (d *Derivation) Next() int { return d.state.next }

// Moves tells which kinds of action may come next; root stands alone.
func (d *Derivation) Moves() (shift, left, right, root bool) {
	m := d.state.allowed()
	return m&mayShift != 0, m&mayLeft != 0, m&mayRight != 0, m&mayRoot != 0
}

// Keys gives the features of the configuration, which has a word on the stack,
// until the next call.
func (d *Derivation) Keys() []uint32 {
	d.all = d.state.allKeys(d.words, &d.keys, d.all[:0])
	return d.all
}

// Do carries an action of p out.
func (d *Derivation) Do(p *Parser, action int) { p.apply(&d.state, action) }

// Shift is the number of the action that shifts.
const Shift = shift

// Left is the number of the left arc with the relation at place rel of Rels.
func (p *Parser) Left(rel int) int { return leftArc + rel }

// Right is the number of the right arc with the relation at place rel of Rels.
func (p *Parser) Right(rel int) int { return p.rightArc() + rel }

// Arc gives the head of word i and the place of the relation in Rels; both are
// counted as the actions count them.
func (d *Derivation) Arc(i int) (head, rel int) {
	return int(d.state.items[i].head), int(d.state.items[i].rel)
}
