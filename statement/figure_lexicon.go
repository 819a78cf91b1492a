package statement

import "strings"

// form tells how a trigger takes its number.
type form uint8

const (
	formSubject  form = 1 << iota // the number stands before it as subject: "143 people died"
	formObject                    // the number follows as object: "killing 143 people"
	formAdj                       // may stand right after the counted noun: "four dead"
	formHead                      // is itself the counted noun: "six deaths"
	formVoice                     // participle or past tense: the surroundings decide between subject and object
	formPerson                    // counts only where the unit is a person: "three held"
	formBuilding                  // counts only where the unit is a building: "46 houses destroyed"
	formWeak                      // yields to any other trigger: "shot", "victims"
)

// pattern is a trigger of one or more words; "|" separates alternatives of one
// word, "*" as a word stands for up to three words of any kind.
type pattern struct {
	words [][]string
	kind  FigureKind
	form  form
}

// triggerTable lists the predicates and nouns that say what is counted: one
// pattern per line, "form kind-letter words". Forms: s subject, o object,
// a adjective, h head noun, v voice decides; P persons only, B buildings only,
// w weak.
const triggerTable = `
h K body|corpse|bodies|corpses|deaths|fatalities|fatality|killings|murders|homicides
h A arrests|detentions|detainees
h I injuries
sa O caught|trapped|stuck|buried|wedged|pinned in|under|by|inside|beneath|between|underground
sa O trapped|stranded
sa K among the dead|victims|deceased|killed|fatalities
sa I among the injured|wounded|hurt
sa M among the missing
sa R brought|lifted|pulled|carried|led|come|came to safety
sa I received|given assistance|aid
v K killed|slain|murdered|slaughtered|massacred|assassinated|martyred|beheaded|lynched|neutralised|neutralized|electrocuted|drowned|suffocated|asphyxiated
o K killing|kills|kill|murdering|slaying|massacring|slaughtering
s K died|die|dies|dying|perished|perish|perishes|succumbed|drown|drowns
a K dead|deceased|lifeless|fatally
as K found|confirmed|pronounced|declared|reported|presumed|lying|lay|believed|feared|left dead|deceased
va K shot|stabbed|beaten|hacked|burned|burnt|crushed|trampled|starved|froze|frozen|bludgeoned to death
va K shot|gunned dead|down
va K shot|stabbed|beaten|bombed|shoots and killed|kills|died
o K shoots|guns dead|down
o K fatally shooting|shoots|stabbing|stabs|beating|beats
va K fatally shot|stabbed|wounded|injured|struck|burned
va K shot|stabbed|wounded|injured|struck|hit fatally
va K mortally wounded|injured
s K lost|lose|loses|losing their|his|her|its life|lives
s K met|meeting their|his|her death|deaths|end
s K could not be saved
s K did not survive
s K paid with their lives
o K claimed|claims|claiming|claim|took|takes|taken|cost|costs|costing the lives of
o K claimed|claims|claiming|claim|took|takes|taken|cost|costs|costing the life of
o K deaths|death|loss|killing|murder|murders|killings of
h K lives|dead
h K deceased|remains
v I injured|wounded|hurt|maimed|harmed
o I injuring|wounding|injure|injures|wounds|hurting|hurts|maiming
sa I reported|reporting injuries
o K massacre|slaughter of
sa I suffered|sustained|received|suffering|sustaining|with * injuries|wounds|burns|wound|injury
sa I sought|sought|seeking|needed|required|received|received|given medical assistance|attention|help|treatment|care
sa I in|of a|an|* serious|critical|stable|grave|severe|guarded|life-threatening condition
sa I in|of serious|critical|stable|grave|severe|guarded condition
sa I in serious|critical|stable|grave|guarded but|and|yet|though|to * serious|critical|stable|grave|guarded condition
sa I critically|seriously|severely|lightly|slightly|gravely|badly ill|hurt|injured|wounded
sa I showed|shown|turned|walked|arrived|came|arriving|showing up|in|into|at|to|by * gunshot|bullet|stab wound|wounds
sa I grazed by|in|on|across
v I grazed
sa I treated for * injuries|wounds|burns|inhalation|poisoning|shock
saw I shot|stabbed
ow I shooting|stabbing
sa I shot|stabbed himself|herself|themselves|itself
saw I struck|hit by|in|with
a I with|from|suffering|bleeding a|multiple|several|* gunshot|stab|shrapnel|bullet|knife wound|wounds|injury|injuries
s I suffered|suffering|sustained|sustaining|received|with|from a|multiple|several|* gunshot|stab|shrapnel|bullet wound|wounds
a I with * injuries|wounds|burns|wound|injury
h I wounded|injured|hurt
sa M missing
sa M unaccounted for
s M never|not been|yet found|traced|recovered|located
s M never found|traced|recovered
sa M still|being being|still sought
sa M being sought
s M disappeared|vanished|disappear
s M not|n't been|yet traced|found|located|recovered|heard
s M whereabouts * unknown
s M being looked|searched for
s K did not|n't move|stir|breathe
h M missing
v A arrested|detained|apprehended|remanded|jailed|nabbed
o A arresting|detaining|detains|arrests|apprehending
oP A picked|picks|picking up
vP A held|seized|caught|captured|nabbed|hauled|charged
sa A in|into custody|detention
sa A taken into|in custody|detention
sa A behind bars
sa A rounded|led|picked up|out|away
s A been|were|was remanded|jailed|imprisoned
h A arrest|prisoners
v R rescued|saved
o R rescuing|saves|rescues|saving|rescue
o R saved|saving the lives of
sa R cut|set|are|were|is|now free
v R freed|released|liberated
oP R frees|releases|freeing|releasing
va R pulled|plucked|brought|lifted|winched|dragged|fished|hauled out|ashore|free|alive|up|to
va R pulled|plucked|brought|lifted|winched|carried|dragged|fished|hauled * alive|safety|surface|ashore|land|shore
sa R brought|reached|come|came|been|found safe|alive|ashore
sa R found|safe|safely alive|safe|ashore
sa R are|were|is|now safe
s R reached|reach the surface|safety|shore
sa R come|came out of|alive|safely
sa P are|is|were|was|being at * hospital|hospitals
s R swim|swam ashore
h R survivors|rescued|survivor
v D displaced
s D fled|fleeing|flee
sa D homeless
o D displacing
sa D forced|driven from|out|to homes|flee|leave
h D displaced|refugees
v E evacuated
o E evacuating|evacuates|evacuate
va E moved|taken|brought|led|cleared to * ground|safety
va E moved|taken|brought|led to safety
oP E cleared|clearing
a E to safety
a E to higher ground
a R ashore
h E evacuees|evacuated
h H hostages|captives|hostage
va H held|taken|seized hostage|captive|hostages
v H kidnapped|abducted|kidnaped
o H kidnapping|abducting|kidnaps|abducts
va P hospitalised|hospitalized
o P hospitalising|hospitalizing
sa P in|to hospital|hospitals
sa P in|to the|a|local|area|nearby hospital|hospitals
sa P taken|rushed|transported|airlifted|flown|admitted|brought|transferred|sent to * hospital|hospitals
o P admitted|admits|admitting
o P taken|took|taking in
o P caring for
sa P admitted
sa P being|are|were treated
o P treating|treated|treats
sa P receiving|undergoing treatment|surgery|care
sa P in intensive|critical care
sa P on a ventilator
vB B destroyed|flattened|razed|levelled|leveled|ruined|demolished|gutted|wrecked|collapsed
oB B destroying|destroys|flattening|razing|gutting|collapsing
sB B collapsed|collapse
saB B burned|burnt|swept|washed|torn to|down|away|out
sB B are|were gone
`

var kindLetters = map[byte]FigureKind{
	'K': Killed, 'I': Injured, 'M': Missing, 'A': Arrested, 'R': Rescued, 'D': Displaced,
	'E': Evacuated, 'O': OtherFigure, 'H': Hostages, 'P': Hospitalised, 'B': Destroyed,
}

var formLetters = map[rune]form{
	's': formSubject, 'o': formObject, 'a': formAdj, 'h': formHead, 'v': formVoice,
	'P': formPerson, 'B': formBuilding, 'w': formWeak,
}

// triggers indexes the patterns by their first word, longest first.
var triggers = compileTriggers(triggerTable)

func compileTriggers(table string) map[string][]pattern {
	out := map[string][]pattern{}
	for _, line := range strings.Split(table, "\n") {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		p := pattern{kind: kindLetters[f[1][0]]}
		for _, r := range f[0] {
			p.form |= formLetters[r]
		}
		for _, w := range f[2:] {
			p.words = append(p.words, strings.Split(w, "|"))
		}
		for _, w := range p.words[0] {
			out[w] = insertLongest(out[w], p)
		}
	}
	return out
}

// insertLongest keeps longer patterns first, and among equals the table's order.
func insertLongest(list []pattern, p pattern) []pattern {
	i := 0
	for i < len(list) && len(list[i].words) >= len(p.words) {
		i++
	}
	list = append(list, pattern{})
	copy(list[i+1:], list[i:])
	list[i] = p
	return list
}

// wordSet makes a set of the words of a string.
func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	beForms = wordSet("be is are was were been being 's 're get gets got getting gotten am am")
	// lightVerbs may stand between a subject and its predicate.
	lightVerbs = wordSet("be is are was were been being am get gets got getting have has had having 've 's 're 'd do does did " +
		"may might could can will would shall should must to lay lie lies lying remain remains remained stay stayed go goes went gone " +
		"feared believed thought known said reported confirmed presumed listed declared pronounced registered recorded understood expected " +
		"also still now already later since then all both each so far not never n't no longer only just yet even apparently reportedly allegedly " +
		"left dead have having ended wound up as")
	// clauseBreaks end the search for a predicate.
	clauseBreaks = wordSet("when while as after because before where but although though whereas if unless until that which said says told")
	// personNouns name one person where no number does.
	personNouns = wordSet("man woman boy girl child teen teenager person officer soldier policeman policewoman constable student victim driver passenger pedestrian " +
		"worker civilian resident suspect gunman baby infant toddler mother father son daughter brother sister husband wife grandmother grandfather patient " +
		"firefighter rescuer guard journalist reporter doctor nurse teacher pupil farmer fisherman sailor miner pilot conductor cyclist motorcyclist " +
		"deputy trooper sheriff clerk employee customer neighbor neighbour bystander attacker bomber militant fighter rebel protester demonstrator " +
		"waitress waiter villager shopkeeper trader priest monk imam politician candidate mayor councillor juvenile youth adult male female minor " +
		"kid mom dad grandma grandpa boyfriend girlfriend ex-wife ex-husband ex-boyfriend ex-girlfriend stepfather stepmother stepson stepdaughter grandson granddaughter friend cousin nephew niece uncle aunt roommate tenant homeowner robber burglar shooter individual servicewoman serviceman cadet conscript " +
		"colleague engineer manager businessman businesswoman lawyer judge marine paramedic medic volunteer tourist national citizen watchman signalman captain " +
		"commander lieutenant sergeant corporal detective agent inmate prisoner motorist biker rider actor singer athlete player coach five-year-old")
	// peopleNouns are plurals that name people.
	peopleNouns = wordSet("people persons men women children boys girls adults minors others civilians passengers travellers travelers residents villagers " +
		"soldiers troops officers policemen police students pupils teachers workers employees staff colleagues miners firefighters rescuers militants gunmen " +
		"fighters rebels insurgents attackers suspects terrorists bombers hostages captives patients victims fans spectators protesters protestors demonstrators " +
		"migrants refugees tourists foreigners nationals citizens personnel members crew sailors fishermen drivers guards cadets conscripts traders watchmen " +
		"inhabitants locals families relatives teens teenagers youths kids babies infants toddlers elderly males females seniors journalists nurses doctors " +
		"compatriots occupants customers shoppers worshippers bystanders managers accomplices men servicemen marines deputies inmates prisoners youngsters " +
		"sons daughters brothers sisters siblings parents mothers fathers wives husbands grandparents grandchildren cousins friends neighbors neighbours roommates " +
		"contractors pedestrians cyclists motorists names volunteers medics paramedics individuals souls americans")
	buildingNouns = wordSet("house houses home homes building buildings dwelling dwellings flat flats apartment apartments structure structures shop shops school schools " +
		"hut huts cottage cottages church churches mosque mosques block blocks property properties residence residences tower towers villa villas shelter shelters")
	attackerNouns = wordSet("gunman gunmen attacker attackers shooter shooters assailant assailants militant militants insurgent insurgents rebel rebels terrorist terrorists " +
		"bomber bombers hijacker hijackers suspect suspects fighter fighters guerrillas guerrilla perpetrator perpetrators killers robber robbers jihadists extremists kidnappers hostage-takers")
	// partNouns are groups within the whole toll.
	partNouns = wordSet("children child women woman minors boys girls babies infants toddlers teenagers teens pupils nationals citizens foreigners firefighters policemen officers soldiers")
)
