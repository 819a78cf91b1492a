package language

import "strings"

// quickLex holds closed-class words with their Penn tags.
var quickLex = makeQuickLex()

func makeQuickLex() map[string]PTB {
	m := map[string]PTB{}
	for tag, list := range map[PTB]string{
		DT:   `the a an this that these those all some any each every no another both either neither half`,
		IN:   `of in on at by for with from into about against between during through over under after before since until than because if while although though whether as near inside outside among amid despite per via within without toward towards upon across around behind beyond except like unlike following including`,
		CC:   `and or but nor yet &`,
		PRP:  `i you he she it we they me him her us them himself herself itself themselves myself ourselves yourself nobody everyone everybody someone somebody anyone nothing something everything`,
		PRPS: `my your his its our their whose`,
		MD:   `will would can could may might must shall should 'll 'd wo ca`,
		VBZ:  `is has does says 's`,
		VBD:  `was were had did said told killed died took came went made found left`,
		VBP:  `are am have do 're 've 'm say`,
		VB:   `be`,
		VBN:  `been done taken gone seen known given shown`,
		VBG:  `being having doing`,
		TO:   `to`,
		RB:   `not n't also now then here there so very just only still already again ever never too more most even about nearly almost soon far however today yesterday tomorrow ago later earlier`,
		WDT:  `which`,
		WP:   `who whom what`,
		WRB:  `when where why how`,
		CD:   `one two three four five six seven eight nine ten eleven twelve hundred thousand million billion dozen`,
		JJ:   `other many several few such own same new last first second early late`,
	} {
		for _, w := range strings.Fields(list) {
			m[w] = tag
		}
	}
	return m
}

// tag fills Tag, PTB and Lemma.
func (d *Doc) tag() {
	n := len(d.Start)
	d.PTB, d.Tag, d.Lemma = make([]PTB, n), make([]Tag, n), make([]string, n)
	for i, w := range d.Lower {
		p, ok := quickLex[w]
		switch {
		case ok:
		case d.Flags[i]&FlagDigit != 0:
			p = CD
		case d.Flags[i]&FlagPunct != 0:
			p = PTBSYM
		case d.Flags[i]&(FlagTitle|FlagUpper) != 0 && d.Flags[i]&(FlagSentStart|FlagAllCaps) == 0:
			p = NNP
		case strings.HasSuffix(w, "ly"):
			p = RB
		case strings.HasSuffix(w, "ing"):
			p = VBG
		case strings.HasSuffix(w, "ed"):
			p = VBD
		case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
			p = NNS
		default:
			p = NN
		}
		d.PTB[i] = p
		d.Tag[i] = quickUPOS(p, d.Flags[i])
		d.Lemma[i] = w
	}
}

func quickUPOS(p PTB, f Flag) Tag {
	switch p {
	case DT:
		return DET
	case IN:
		return ADP
	case CC:
		return CCONJ
	case PRP, PRPS, WP, WDT:
		return PRON
	case MD:
		return AUX
	case VB, VBD, VBG, VBN, VBP, VBZ:
		return VERB
	case TO:
		return PART
	case RB, WRB:
		return ADV
	case CD:
		return NUM
	case JJ:
		return ADJ
	case NNP:
		return PROPN
	}
	if f&FlagPunct != 0 {
		return PUNCT
	}
	return NOUN
}
