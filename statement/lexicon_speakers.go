package statement

import "strings"

// classTable lists head words of speakers by class. The order of the lines is
// the order of precedence when a phrase holds words of several classes
// ("military hospital" is a hospital).
const classTable = `
government: ministry ministries minister ministers embassy consulate kremlin white-house parliament
rescue: fire firefighter firefighters firemen fireman brigade rescue rescuer rescuers coastguard coastguards lifeguard lifeguards lifeboat emergency-services emergency-situations civil-protection civil-defence civil-defense coast-guard coast-guards fire-service mine-rescue mountain-rescue emergency-workers salvage
court: prosecutor prosecutors prosecution court courts judge judges magistrate magistrates tribunal coroner district-attorney
police: police policeman policemen policewoman gendarmerie gendarme gendarmes constable constables sheriff detective detectives superintendent inspector troopers carabinieri security-service commissioner fbi mi5 scotland-yard state-security warrant-officer
medical: ward-sister hospital hospitals doctor doctors dr surgeon surgeons clinic clinics medic medics nurse nurses physician physicians paramedic paramedics ambulance forensic pathologist pathologists morgue trauma-centre trauma-center infirmary blood-bank
armed group: gang gangs militia militias rebel rebels insurgent insurgents militant militants guerrilla guerrillas guerilla guerillas jihadist jihadists separatist separatists extremists terrorist terrorists gunmen liberation-front islamic-state taliban al-qaeda hamas hezbollah isis isil vanguard brigades liberation-army militant-group armed-group cartel resistance
military: army military general soldier soldiers colonel brigadier navy air-force armed-forces troops pentagon garrison battalion border-guard border-guards sergeant admiral general-staff marines centcom
international body: united-nations nations un unicef unhcr ocha nato osce iaea world-health-organization world-health-organisation european-union european-commission eu african-union arab-league interpol international-committee world-bank imf peacekeepers assembly-of-nations
NGO: union unions charity charities red-cross red-crescent ngo ngos relief foundation federation association volunteers amnesty activists activist campaigners aid-group aid-agency aid-workers aid-worker human-rights observatory environmental-group green-group rights-group rights-groups campaign-group non-profit nonprofit society
opposition party: opposition party opposition-leader parties
expert: professor professors analyst analysts expert experts researcher researchers scientist scientists historian historians seismologist seismologists volcanologist academic academics co-author author institute university think-tank research-group laboratory economist economists lecturer geologist hydrologist meteorologist meteorologists scholar scholars specialist specialists consultant criminologist geological-survey engineer fellow research-centre pollster strategist
government: government ministry ministries minister ministers president presidency presidential premier chancellor mayor governor prefect prefecture municipality cabinet kremlin white-house parliament senator senators lawmaker lawmakers embassy ambassador consulate consul secretary administration authorities authority commission inspectorate department state-department town-hall city-hall congressman congresswoman congress senate king queen prime-minister regional-head officials official council councillor agency downing-street vice-president foreign-office home-office treasury bureau envoy deputy-minister environmental-protection health-service meteorological-office politburo republican democrat
company: company companies operator airline airlines firm firms corporation inc ltd plc management manager managers owner owners employer railways railway lines shipping mining mine-operator utility employers corp producer carrier contractor developer supplier executive executives ceo insurer plant factory
media: news-agency agency-reporter newspaper newspapers broadcaster radio tv television reporter reporters outlet outlets newswire wire press times tribune gazette herald journal courier ledger observer correspondent correspondents website magazine editor editors media reuters afp bbc cnn al-jazeera tass xinhua ap associated-press bloomberg dpa ansa efe guardian post channel daily mail telegraph newsroom
witness: witness witnesses survivor survivors resident residents passenger passengers neighbour neighbours neighbor neighbors bystander bystanders woman man girl boy mother father husband wife brother sister son daughter uncle aunt grandmother grandfather relative relatives student students worker workers fisherman fishermen teacher driver trader shopkeeper villager villagers farmer farmers tourist tourists motorist cellist musician guest guests parent parents caller callers eyewitness eyewitnesses pensioner stallholder colleague friend friends victim tenant clerk waiter nurse's locals eyewitness miner miners listener listeners stage-manager haulier hauliers crowd people
`

// unnamedHeads are heads of unnamed speakers who hold a post: with an
// indefinite determiner they are "unnamed official".
var unnamedHeads = wordSet(`official officials source sources diplomat diplomats insider insiders investigator investigators officer officers aide aides adviser advisers advisor advisors operative person persons commander
 worker workers lawmaker deputy employee employees staffer staffers rescuer rescuers head`)

// spokesRoles are posts that speak for an institution: the institution is the origin.
var spokesRoles = wordSet(`spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen minister ministers commander director chief head chair chairman
 chairwoman chairperson superintendent inspector captain lieutenant sergeant constable officer prosecutor coordinator co-ordinator secretary ambassador manager boss
 ceo administrator commissioner sheriff colonel general major brigadier admiral prefect surgeon leader deputy official press-officer press-secretary rector warden lawyer representative dispatcher
 executive mayor governor duty-officer warrant superintendent-general rear-admiral marshal registrar physician doctor emir`)

// uniformed are ranks whose holder speaks for a service in uniform.
var uniformed = wordSet(`commander major lieutenant captain sergeant colonel inspector commissioner superintendent brigadier general admiral constable officer`)

// personRoles are posts whose holder is the origin in their own right.
var personRoles = wordSet(`president premier chancellor king queen mayor governor senator congressman congresswoman professor analyst expert researcher author co-author
 historian emir candidate engineer seismologist economist fellow scholar lawyer prime`)

// roleWords are all heads that name a post.
var roleWords = makeRoleWords()

func makeRoleWords() map[string]bool {
	m := map[string]bool{}
	for _, s := range []map[string]bool{spokesRoles, personRoles, wordSet(`doctor dr nurse firefighter witness survivor resident passenger neighbour woman man student teacher driver worker fisherman analyst cellist secretary judge magistrate attorney detective
	 matron nominee strategist adviser advisor aide pollster reporter correspondent editor journalist columnist mr mrs ms`)} {
		for w := range s {
			m[w] = true
		}
	}
	return m
}

type classWord struct {
	class Class
	rank  int
}

// classWords maps head words, and two-word heads joined by a hyphen, to classes.
var classWords = makeClassWords()

func makeClassWords() map[string]classWord {
	m := map[string]classWord{}
	for rank, line := range strings.Split(strings.TrimSpace(classTable), "\n") {
		class, list, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(list) {
			if _, ok := m[w]; !ok {
				m[w] = classWord{Class(class), rank}
			}
		}
	}
	return m
}

// classOfWord gives the class that a single word stands for, "" if none.
func classOfWord(lower, lemma string) Class {
	if c, ok := classWords[lower]; ok {
		return c.class
	}
	if c, ok := classWords[lemma]; ok && lemma != "" {
		return c.class
	}
	return ""
}

// classOfPhrase gives the class of a phrase of lower-case words: a
// ministry before all, then a two-word head, then the order of the table;
// media words give way to everything else.
func classOfPhrase(ws []string) Class {
	best := classWord{"", 1 << 30}
	for _, w := range ws {
		if c, ok := classWords[w]; ok && c.rank == 0 {
			return c.class
		}
	}
	for i, w := range ws {
		if i+1 < len(ws) {
			if c, ok := classWords[w+"-"+ws[i+1]]; ok && (best.rank > c.rank-100) {
				best = classWord{c.class, c.rank - 100}
			}
		}
		if c, ok := classWords[w]; ok && c.rank < best.rank {
			best = c
		}
	}
	return best.class
}
