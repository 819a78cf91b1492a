package language

import "strings"

// Feats are the morphological features of a word (Universal Dependencies,
// FEATS): a set of pairs of feature and value.
type Feats uint64

// The pairs, in the order in which UD writes them.
const (
	AbbrYes Feats = 1 << iota
	CaseAcc
	CaseGen
	CaseNom
	DefiniteDef
	DefiniteInd
	DegreeCmp
	DegreePos
	DegreeSup
	ForeignYes
	GenderFem
	GenderMasc
	GenderNeut
	MoodImp
	MoodInd
	NumberPlur
	NumberPtan
	NumberSing
	NumFormCombi
	NumFormDigit
	NumFormRoman
	NumFormWord
	NumTypeCard
	NumTypeFrac
	NumTypeMult
	NumTypeOrd
	Person1
	Person2
	Person3
	PolarityNeg
	PolarityPos
	PossYes
	PronTypeArt
	PronTypeDem
	PronTypeEmp
	PronTypeInd
	PronTypeInt
	PronTypeNeg
	PronTypePrs
	PronTypeRcp
	PronTypeRel
	PronTypeTot
	ReflexYes
	TensePast
	TensePres
	VerbFormFin
	VerbFormGer
	VerbFormInf
	VerbFormPart
	VoicePass
)

var featNames = [...]string{"Abbr=Yes", "Case=Acc", "Case=Gen", "Case=Nom", "Definite=Def", "Definite=Ind", "Degree=Cmp", "Degree=Pos", "Degree=Sup", "Foreign=Yes",
	"Gender=Fem", "Gender=Masc", "Gender=Neut", "Mood=Imp", "Mood=Ind", "Number=Plur", "Number=Ptan", "Number=Sing", "NumForm=Combi", "NumForm=Digit", "NumForm=Roman", "NumForm=Word",
	"NumType=Card", "NumType=Frac", "NumType=Mult", "NumType=Ord", "Person=1", "Person=2", "Person=3", "Polarity=Neg", "Polarity=Pos", "Poss=Yes",
	"PronType=Art", "PronType=Dem", "PronType=Emp", "PronType=Ind", "PronType=Int", "PronType=Neg", "PronType=Prs", "PronType=Rcp", "PronType=Rel", "PronType=Tot", "Reflex=Yes",
	"Tense=Past", "Tense=Pres", "VerbForm=Fin", "VerbForm=Ger", "VerbForm=Inf", "VerbForm=Part", "Voice=Pass"}

// Has tells whether all pairs of g are in f.
func (f Feats) Has(g Feats) bool { return f&g == g }

// String writes the pairs as CoNLL-U does: "Number=Sing|Person=3", "_" for none.
func (f Feats) String() string {
	if f == 0 {
		return "_"
	}
	var b strings.Builder
	for i, n := range featNames {
		if f>>i&1 != 0 {
			if b.Len() > 0 {
				b.WriteByte('|')
			}
			b.WriteString(n)
		}
	}
	return b.String()
}

// Feats gives the features of token i, from its tags, its form and, for verbs
// and question words, its place in the tree, which is made if it must be. They
// follow the guidelines of EWT.
func (d *Doc) Feats(i int) Feats {
	w := d.Lower[i]
	switch d.Tag[i] {
	case NOUN, PROPN:
		return nounFeats(w, d.Word(i), d.PTB[i], d.Tag[i])
	case ADJ:
		switch d.PTB[i] {
		case JJR:
			return DegreeCmp
		case JJS:
			return DegreeSup
		}
		return DegreePos | ordinalFeats(w)
	case ADV:
		return d.adverbFeats(i)
	case DET, PRON:
		return d.pronounFeats(i)
	case NUM:
		return numberFeats(w)
	case PART:
		if d.Lemma[i] == "not" {
			return PolarityNeg
		}
	case INTJ:
		switch w {
		case "yes", "yeah", "yep", "yup":
			return PolarityPos
		case "no", "nope", "nah":
			return PolarityNeg
		}
	case SYM:
		switch d.PTB[i] {
		case NN:
			return NumberSing
		case NNS:
			return NumberPlur
		}
	case VERB, AUX:
		return d.verbFeats(i)
	case CCONJ:
		if w == "nor" || w == "neither" {
			return PolarityNeg
		}
	}
	return 0
}

// pluralOnly are nouns without a singular.
var pluralOnly = wordSet(`clothes pants jeans trousers shorts glasses scissors premises remains thanks congratulations earnings proceeds belongings savings surroundings outskirts whereabouts
 odds headquarters barracks credentials genitals pyjamas pajamas tweezers pliers binoculars sunglasses amends riches annals alms dregs condolences regards troops`)

func nounFeats(w, written string, p PTB, t Tag) Feats {
	var f Feats
	switch p {
	case NNS, NNPS:
		f = NumberPlur
		if pluralOnly[w] {
			f = NumberPtan
		}
	case NN, NNP:
		f = NumberSing
	default:
		return 0
	}
	if t == PROPN && len(w) > 1 && w[len(w)-1] == '.' {
		f |= AbbrYes
	}
	if t == NOUN && isDigit(written[0]) {
		f |= ordinalFeats(w)
	}
	return f
}

// ordinalFeats gives the features of ordinal numbers.
func ordinalFeats(w string) Feats {
	if isDigit(w[0]) {
		if n := len(w); n > 2 {
			switch w[n-2:] {
			case "st", "nd", "rd", "th":
				return NumFormCombi | NumTypeOrd
			}
		}
		return 0
	}
	if ordinalForms[w] {
		return NumFormWord | NumTypeOrd
	}
	return 0
}

var ordinalForms = wordSet(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth hundredth`)

// numberFeats gives the features of a numeral.
func numberFeats(w string) Feats {
	digits := false
	for i := 0; i < len(w); i++ {
		digits = digits || isDigit(w[i])
	}
	slash := strings.Count(w, "/") == 1 // two make a date
	switch {
	case digits && (slash || strings.IndexByte(w, '.') > 0 && !isAlpha(w[len(w)-1])):
		return NumFormDigit | NumTypeFrac
	case digits:
		return NumFormDigit | NumTypeCard
	case strings.Trim(w, "ivxlc") == "":
		return NumFormRoman | NumTypeCard
	case w == "half" || w == "quarter":
		return NumFormWord | NumTypeFrac
	}
	return NumFormWord | NumTypeCard
}

// gradable are adverbs that are compared without "more": EWT gives only these a degree.
var gradable = wordSet(`well soon far long hard early late often fast close high low deep near`)

var adverbPron = map[string]Feats{"here": PronTypeDem, "there": PronTypeDem, "now": PronTypeDem, "then": PronTypeDem, "thus": PronTypeDem, "hence": PronTypeDem,
	"always": PronTypeTot, "everywhere": PronTypeTot, "ever": PronTypeInd, "somewhere": PronTypeInd, "anywhere": PronTypeInd, "sometimes": PronTypeInd, "somehow": PronTypeInd, "anyway": 0,
	"never": PronTypeNeg, "nowhere": PronTypeNeg, "once": NumFormWord | NumTypeMult, "twice": NumFormWord | NumTypeMult, "thrice": NumFormWord | NumTypeMult}

func (d *Doc) adverbFeats(i int) Feats {
	w := d.Lower[i]
	switch d.PTB[i] {
	case RBR:
		return DegreeCmp
	case RBS:
		return DegreeSup
	case WRB:
		switch w {
		case "whenever", "wherever":
			return PronTypeRel
		case "how", "when":
			return PronTypeInt
		}
		if d.inRelative(i) {
			return PronTypeRel
		}
		return PronTypeInt
	}
	if gradable[w] {
		return DegreePos
	}
	if f := ordinalFeats(w); f != 0 {
		return f
	}
	return adverbPron[w]
}

// Personal pronouns and determiners by form. Forms that may be subject or object
// have neither case: see pronounFeats.
var pronFeats = map[string]Feats{
	"i": CaseNom | NumberSing | Person1 | PronTypePrs, "me": CaseAcc | NumberSing | Person1 | PronTypePrs, "my": CaseGen | NumberSing | Person1 | PossYes | PronTypePrs,
	"mine": NumberSing | Person1 | PossYes | PronTypePrs, "myself": CaseAcc | NumberSing | Person1 | PronTypePrs | ReflexYes,
	"we": CaseNom | NumberPlur | Person1 | PronTypePrs, "us": CaseAcc | NumberPlur | Person1 | PronTypePrs, "'s": CaseAcc | NumberPlur | Person1 | PronTypePrs,
	"our": CaseGen | NumberPlur | Person1 | PossYes | PronTypePrs, "ours": NumberPlur | Person1 | PossYes | PronTypePrs, "ourselves": CaseAcc | NumberPlur | Person1 | PronTypePrs | ReflexYes,
	"you": Person2 | PronTypePrs, "your": CaseGen | Person2 | PossYes | PronTypePrs, "yours": Person2 | PossYes | PronTypePrs,
	"yourself": CaseAcc | NumberSing | Person2 | PronTypePrs | ReflexYes, "yourselves": CaseAcc | NumberPlur | Person2 | PronTypePrs | ReflexYes,
	"he": CaseNom | GenderMasc | NumberSing | Person3 | PronTypePrs, "him": CaseAcc | GenderMasc | NumberSing | Person3 | PronTypePrs,
	"his": CaseGen | GenderMasc | NumberSing | Person3 | PossYes | PronTypePrs, "himself": CaseAcc | GenderMasc | NumberSing | Person3 | PronTypePrs | ReflexYes,
	"she": CaseNom | GenderFem | NumberSing | Person3 | PronTypePrs, "her": CaseAcc | GenderFem | NumberSing | Person3 | PronTypePrs,
	"hers": GenderFem | NumberSing | Person3 | PossYes | PronTypePrs, "herself": CaseAcc | GenderFem | NumberSing | Person3 | PronTypePrs | ReflexYes,
	"it": GenderNeut | NumberSing | Person3 | PronTypePrs, "its": CaseGen | GenderNeut | NumberSing | Person3 | PossYes | PronTypePrs,
	"itself": CaseAcc | GenderNeut | NumberSing | Person3 | PronTypePrs | ReflexYes,
	"they":   CaseNom | NumberPlur | Person3 | PronTypePrs, "them": CaseAcc | NumberPlur | Person3 | PronTypePrs, "their": CaseGen | NumberPlur | Person3 | PossYes | PronTypePrs,
	"theirs": NumberPlur | Person3 | PossYes | PronTypePrs, "themselves": CaseAcc | NumberPlur | Person3 | PronTypePrs | ReflexYes, "one": NumberSing | Person3 | PronTypePrs,
}

// otherFeats are the features of other pronouns and of determiners.
var otherFeats = map[string]Feats{
	"the": DefiniteDef | PronTypeArt, "a": DefiniteInd | PronTypeArt, "an": DefiniteInd | PronTypeArt,
	"this": NumberSing | PronTypeDem, "that": NumberSing | PronTypeDem, "these": NumberPlur | PronTypeDem, "those": NumberPlur | PronTypeDem,
	"all": PronTypeTot, "both": PronTypeTot, "each": PronTypeTot, "every": PronTypeTot, "everyone": NumberSing | PronTypeTot, "everybody": NumberSing | PronTypeTot, "everything": NumberSing | PronTypeTot,
	"no": PronTypeNeg, "none": PronTypeNeg, "neither": PronTypeNeg, "nobody": NumberSing | PronTypeNeg, "nothing": NumberSing | PronTypeNeg,
	"another": PronTypeInd, "any": PronTypeInd, "some": PronTypeInd, "either": PronTypeInd, "such": PronTypeInd, "quite": PronTypeInd, "half": PronTypeInd,
	"someone": NumberSing | PronTypeInd, "somebody": NumberSing | PronTypeInd, "something": NumberSing | PronTypeInd,
	"anyone": NumberSing | PronTypeInd, "anybody": NumberSing | PronTypeInd, "anything": NumberSing | PronTypeInd,
}

func (d *Doc) pronounFeats(i int) Feats {
	w := d.Lower[i]
	switch d.PTB[i] {
	case PRP:
		f := pronFeats[w]
		if f&(CaseAcc|CaseGen|CaseNom|PossYes) == 0 && w != "one" {
			// it, you: case by place
			switch d.Rel(i) {
			case Nsubj, NsubjPass, NsubjOuter, Expl, Root:
				return f | CaseNom
			case Obj, Iobj, Obl, Nmod, Conj:
				return f | CaseAcc
			}
			if h := d.Head(i); h > i && d.Rel(i) != Case {
				return f | CaseNom
			}
			return f | CaseAcc
		}
		return f
	case PRPS:
		f := pronFeats[w]
		if w == "her" {
			f = f&^CaseAcc | CaseGen | PossYes
		}
		return f
	case EX:
		return 0
	case WPS:
		return CaseGen | PossYes | PronTypeRel
	case WDT, WP:
		switch {
		case w == "that":
			return PronTypeRel
		case d.Tag[i] == DET:
			return PronTypeInt
		case w == "what":
			return PronTypeInt
		case d.inRelative(i) || d.PTB[i] == WDT && w == "which":
			return PronTypeRel
		}
		return PronTypeInt
	}
	return otherFeats[w]
}

// inRelative tells whether token i stands in a relative clause, of which it is
// a part or a part's modifier.
func (d *Doc) inRelative(i int) bool {
	for n := 0; n < 4 && i >= 0; i, n = d.Head(i), n+1 {
		switch d.Rel(i) {
		case AclRelcl, AdvclRelcl:
			return true
		case Root, Ccomp, Conj:
			return false
		}
	}
	return false
}
