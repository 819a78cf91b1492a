package statement

import "strings"

// frame tells what a reporting verb takes as its content.
type frame uint16

// Frames of reporting verbs.
const (
	frClause    frame = 1 << iota // that …, a bare clause, whether …
	frQuote                       // stands beside a quotation or after a comma: "…," X added
	frNoun                        // a noun phrase: criticised the plan
	frTo                          // an infinitive: refused to say
	frAddressee                   // an object that hears it comes first: told Reuters that …
	frFigure                      // reports a number: counted six, put the toll at
	frWeak                        // often no speech at all (found, showed): a clause must follow
	frMind                        // a belief or a wish, not speech
)

// verb is the entry of one reporting verb.
type verb struct {
	lemma  string
	stance Stance
	frame  frame
}

// verbTable groups reporting verbs by stance and frame. Letters: c clause, q
// quotation, n noun phrase, t infinitive, a addressee, f figure, w weak, m mind.
const verbTable = `
states cq: say add continue explain note observe reply respond write tweet state remark comment recall reiterate stress emphasize emphasise repeat underline underscore declare mention clarify elaborate interject whisper shout cry exclaim joke quip recount muse lament opine proclaim
states cqn: announce report reveal disclose post
states cqa: tell inform assure remind notify brief
states ca: show convince persuade
states cqw: conclude read
states n: describe call cite quote discuss highlight portray tout characterize characterise outline detail label dub brand deem praise applaud commend laud hail thank endorse welcome salute
states nw: back support favor favour embrace promote advocate champion defend
states nr: criticize criticise denounce condemn blast slam decry deride mock ridicule attack assail lambast lambaste bash chide chastise rebuke castigate disparage trash question oppose
states cn: complain indicate signal stipulate
states cw: establish
states nw: deplore mourn
states cw: estimate calculate reckon determine learn find discover hear recognize recognise realize realise understand decide imply demonstrate
states cfw: count
states cqn: echo
states ct: propose recommend
states ctw: agree
states nt: urge encourage advise ask order instruct request implore
states cqt: threaten
states tn: offer
states ct: vow pledge promise swear
states twn: seek aim intend plan
states q: ask
claims cq: claim allege insist maintain contend assert argue boast brag charge
claims n: accuse blame
confirms cq: confirm acknowledge admit concede
confirms c: verify
denies cqn: deny
rejects cqn: reject dismiss dispute refute rebut disavow
suspects cm: believe think suspect assume suppose presume guess feel
suspects cq: suggest hint speculate
suspects cmw: know doubt wonder imagine consider remember
fears cm: fear
fears cqm: worry warn caution
predicts ctm: expect anticipate hope
predicts cq: predict forecast foresee
predicts tm: want
predicts ctmw: prefer wish
predicts nw: demand
retracts cn: retract
retracts nw: withdraw
corrects nw: correct
no comment t: decline refuse
`

var frameLetters = map[byte]frame{'c': frClause, 'q': frQuote, 'n': frNoun, 't': frTo, 'a': frAddressee, 'f': frFigure, 'w': frWeak, 'm': frMind, 'r': frNoun}

// irregular lists past tense and participle where they are not -ed.
const irregular = `say said said;tell told told;think thought thought;know knew known;write wrote written;read read read;show showed shown;find found found;hear heard heard;understand understood understood;feel felt felt;swear swore sworn;seek sought sought;forecast forecast forecast;foresee foresaw foreseen;withdraw withdrew withdrawn;speak spoke spoken;put put put;give gave given;hold held held;quote quoted quoted`

// doubling lists verbs that double their last letter.
const doubling = " admit refer rebut plan brag quip dub commit slam "

// verbForm is one written form of a reporting verb.
type verbForm struct {
	*verb
	kind formKind
}

type formKind uint8

const (
	formBase formKind = iota // say
	formS                    // says
	formPast                 // said, wrote
	formPart                 // written
	formIng                  // saying
)

// verbForms maps a lower-case form to its verb. A form of several verbs keeps
// the first.
var verbForms = makeVerbForms(verbTable)

func makeVerbForms(table string) map[string]verbForm {
	irr := map[string][]string{}
	for _, line := range strings.Split(irregular, ";") {
		f := strings.Fields(line)
		irr[f[0]] = f[1:]
	}
	m := map[string]verbForm{}
	byLemma := map[string]*verb{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		head, words, _ := strings.Cut(line, ":")
		cut := strings.LastIndexByte(head, ' ')
		var fr frame
		for _, c := range []byte(head[cut+1:]) {
			fr |= frameLetters[c]
		}
		for _, w := range strings.Fields(words) {
			if v := byLemma[w]; v != nil {
				v.frame |= fr
				continue
			}
			v := &verb{lemma: w, stance: Stance(head[:cut]), frame: fr}
			byLemma[w] = v
			past, part := pastOf(w), pastOf(w)
			if i := irr[w]; i != nil {
				past, part = i[0], i[1]
			}
			for _, f := range []struct {
				s string
				k formKind
			}{{past, formPast}, {part, formPart}, {w, formBase}, {thirdOf(w), formS}, {ingOf(w), formIng}} {
				if _, ok := m[f.s]; !ok {
					m[f.s] = verbForm{v, f.k}
				}
			}
		}
	}
	return m
}

func vowelY(w string) bool {
	return len(w) > 1 && w[len(w)-1] == 'y' && !strings.ContainsRune("aeou", rune(w[len(w)-2]))
}

func pastOf(w string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case vowelY(w):
		return w[:len(w)-1] + "ied"
	case strings.Contains(doubling, " "+w+" "):
		return w + w[len(w)-1:] + "ed"
	}
	return w + "ed"
}

func thirdOf(w string) string {
	switch {
	case vowelY(w):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "o"):
		return w + "es"
	}
	return w + "s"
}

func ingOf(w string) string {
	switch {
	case strings.HasSuffix(w, "ee"):
		return w + "ing"
	case strings.HasSuffix(w, "e"):
		return w[:len(w)-1] + "ing"
	case strings.Contains(doubling, " "+w+" "):
		return w + w[len(w)-1:] + "ing"
	}
	return w + "ing"
}

// nounForms are forms that are more often nouns than verbs after a determiner,
// an adjective or "of": the neighbours decide.
var nounForms = wordSet(`report reports claim claims comment comments note notes state states estimate estimates
 question questions charge charges plan plans promise promises pledge pledges offer offers request requests order
 orders threat joke jokes detail details call calls attack attacks support back backs hope hopes fear fears worry worries
 demand demands aim aims feeling feelings finding findings warning warnings meaning brief briefs post posts reply replies
 count counts label labels brand wish wishes tweet tweets vow vows guess dispute disputes signal signals show shows
 praise favor favour welcome forecast forecasts want wants propose thinking understanding writing reading`)

// phrasal are verbs that report only with a preposition; the content is what
// follows it. lemma preposition stance.
var phrasal = makePhrasal(`speak of states;speak about states;spoke of states;spoke about states;spoken of states;speaks of states;speaking of states;
 speaking about states;talked about states;talks about states;talking about states;talk about states;talked of states;
 called for states;calls for states;calling for states;call for states;called on states;calls on states;calling on states;
 pointed to states;points to states;pointing to states;pointed out states;points out states;pointing out states;point out states;
 referred to states;refers to states;referring to states;alluded to states;alluding to states;
 complained about states;complained of states;warned of fears;warns of fears;warning of fears;warn of fears;warned against fears;
 asked about states;asked for states;asks for states;asking for states;argued for claims;argued against claims;
 responded to states;boasted about claims;boasted of claims;railed against states;agreed with confirms;disagreed with rejects;
 apologized for confirms;apologised for confirms;inquired about states;commented on states;
 insisted on claims;dreamed of suspects;spell out states;spelled out states;laid out states`)

func makePhrasal(s string) map[string]Stance {
	m := map[string]Stance{}
	for _, e := range strings.Split(s, ";") {
		f := strings.Fields(e)
		m[f[0]+" "+f[1]] = Stance(strings.Join(f[2:], " "))
	}
	return m
}

// figureCues are verbs that report a number with an object between verb and
// number ("put the toll at 61", "raised it to 19"), with its prepositions.
var figureCues = map[string]string{
	"put": "at", "puts": "at", "putting": "at", "set": "at", "gave": "as of for", "gives": "as of for", "give": "as of for", "given": "as of", "raised": "to", "raises": "to",
	"raising": "to", "lowered": "to", "revised": "to", "cut": "to", "reduced": "to", "updated": "to", "estimated": "at",
	"increased": "to",
}

// figureNouns are the objects of such verbs.
var figureNouns = wordSet(`toll number count figure dead deaths death injured wounded missing total tally estimate casualties it victims
 fatalities arrests detained those`)

// cueNouns are nouns that report with a that-clause ("a warning that …") or
// with of ("reports of …"), with the stance they carry.
var cueNouns = makeCueNouns(`states: statement statements report reports announcement suggestion suggestions remark remarks conclusion
 observation argument arguments declaration assurance assurances message reminder testimony notion admission
 claims: claim claims allegation allegations accusation accusations assertion assertions contention complaint complaints insistence charge charges
 suspects: belief suspicion suspicions speculation view idea feeling rumour rumours rumor rumors perception theory
 fears: fear fears worry worries concern concerns warning warnings
 predicts: hope hopes prediction predictions forecast expectation expectations promise pledge vow
 denies: denial
 confirms: confirmation acknowledgment acknowledgement
 states: criticism proposal`)

func makeCueNouns(s string) map[string]Stance {
	m := map[string]Stance{}
	for _, line := range strings.Split(s, "\n") {
		head, list, ok := strings.Cut(line, ":")
		if !ok {
			list = line
			head = "states"
		}
		for _, w := range strings.Fields(list) {
			m[w] = Stance(strings.TrimSpace(head))
		}
	}
	return m
}
