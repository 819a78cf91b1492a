package language

// Tag is a universal part of speech (Universal Dependencies, UPOS).
type Tag uint8

// The seventeen universal tags.
const (
	X Tag = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
)

// TagNames lists the tags as UD writes them, indexed by Tag.
var TagNames = [...]string{"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"}

func (t Tag) String() string { return TagNames[t] }

// PTB is a Penn Treebank tag, an index into PTBNames.
type PTB uint8

// PTBNames lists the Penn Treebank tags used in UD English.
var PTBNames = [...]string{"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNS", "NNP", "NNPS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", ".", ",", ":", "``", "''", "-LRB-", "-RRB-", "$", "HYPH", "NFP", "ADD", "AFX", "GW"}

// Penn tags that other rooms ask for by name; the order is that of PTBNames.
const (
	NoPTB PTB = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNS
	NNP
	NNPS
	PDT
	POS
	PRP
	PRPS
	RB
	RBR
	RBS
	RP
	PTBSYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS
	WRB
	_ // .
	_ // ,
	colon
	openQuote
	closeQuote
)

func (p PTB) String() string { return PTBNames[p] }
