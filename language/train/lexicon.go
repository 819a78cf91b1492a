package train

import (
	"sort"
	"strings"
)

// The words below are frequent in news and rare in the treebanks. They get the
// ambiguity class of treebank words that are used in the same way.

const newsNouns = `ministry minister spokesman spokeswoman spokesperson gunman policeman policewoman fireman firefighter paramedic medic rescuer bystander onlooker
 passerby eyewitness survivor casualty fatality victim hostage captor kidnapper abductor hijacker assailant attacker bomber shooter sniper militant insurgent guerrilla rebel militia militiaman
 paramilitary separatist extremist jihadist fighter combatant soldier conscript serviceman officer sergeant lieutenant colonel brigadier general admiral commander commandant commando battalion brigade regiment
 garrison barracks outpost checkpoint roadblock convoy ambush shootout gunfire gunfight crossfire shelling airstrike raid strike assault offensive ceasefire truce siege curfew
 explosion blast bomb bombing grenade mortar rocket missile shell dynamite explosive detonator landmine mine shrapnel rifle pistol handgun revolver machinegun ammunition cartridge bullet
 earthquake tremor aftershock quake flood landslide mudslide mudflow avalanche hurricane typhoon cyclone tornado wildfire blaze fire tsunami drought epidemic outbreak eruption
 derailment collision crash wreckage wreck pileup capsizing shipwreck ferry trawler vessel tanker freighter lifeboat helicopter airliner aircraft jet drone locomotive carriage tram depot runway
 rubble debris ruin crater epicentre epicenter magnitude toll death injury wound burn fracture morgue mortuary coroner hospital clinic ambulance stretcher
 police gendarmerie gendarme prosecutor magistrate judge tribunal court prosecution suspect detainee defendant accomplice perpetrator culprit arrest detention custody
 investigation inquiry probe inquest autopsy evidence motive responsibility claim denial communique communiqué statement announcement allegation accusation
 president premier chancellor governor mayor senator deputy lawmaker legislator parliamentarian ambassador consul diplomat envoy embassy consulate parliament congress senate cabinet government
 administration authority agency municipality prefecture province district region village town hamlet suburb neighbourhood neighborhood capital border frontier enclave
 refugee evacuee migrant displaced shelter tent camp aid relief charity donor volunteer humanitarian
 newspaper broadcaster outlet reporter correspondent journalist photographer editor agency communiqué
 nightclub stadium theatre theater mall marketplace bazaar mosque church cathedral synagogue temple shrine monastery school kindergarten university dormitory factory plant warehouse refinery pipeline substation pylon dam bridge tunnel highway motorway
 peasant farmer miner worker trader shopkeeper student pupil teacher priest bishop archbishop nun imam cleric mayor councilman councillor unionist activist
 organization organisation movement faction front party coalition alliance opposition junta regime dictatorship guerrilla leader founder ringleader mastermind
 ransom extortion robbery arson looting sabotage assassination murder massacre slaughter killing execution kidnapping abduction hijacking shooting stabbing attack violence terrorism terrorist
 mourning funeral vigil memorial condolence tragedy catastrophe disaster emergency crisis accident incident`

const newsAdjectives = `armed unarmed masked wounded injured dead alive missing critical stable grave unidentified unknown unconfirmed preliminary official unofficial anonymous
 military naval aerial paramilitary judicial presidential parliamentary municipal provincial regional federal national international diplomatic humanitarian
 powerful massive deadly lethal fatal bloody violent explosive suspicious suspected alleged northern southern eastern western northeastern northwestern southeastern southwestern coastal rural urban
 clandestine subversive extremist leftist rightist communist islamist separatist nationalist revolutionary democratic
 american russian ukrainian british french german spanish italian portuguese polish bulgarian romanian greek turkish iranian iraqi syrian israeli palestinian egyptian saudi afghan pakistani indian chinese japanese korean vietnamese
 mexican colombian peruvian chilean bolivian venezuelan ecuadoran ecuadorian argentine brazilian cuban salvadoran guatemalan honduran nicaraguan panamanian kenyan nigerian somali sudanese ethiopian congolese libyan tunisian algerian moroccan`

const newsVerbs = `kill injure wound hurt maim arrest detain capture seize kidnap abduct release free rescue evacuate displace shelter treat hospitalise hospitalize bury trap crush
 collapse capsize derail collide crash explode detonate erupt burn torch ignite extinguish destroy damage demolish wreck flatten devastate ravage engulf
 attack ambush assault raid storm bomb shell strafe fire murder assassinate massacre execute slaughter stab behead torture threaten warn besiege surround cordon
 claim deny reject confirm announce declare state assert allege accuse blame condemn denounce deplore report quote cite note add stress emphasize emphasise insist maintain acknowledge admit reveal disclose
 investigate probe question interrogate identify suspect charge indict convict sentence jail imprison acquit prosecute extradite deport
 flee escape hide surrender retreat advance clash battle patrol deploy mobilize mobilise recruit infiltrate smuggle loot sabotage hijack plant hurl lob launch
 mourn bury search comb recover retrieve locate transport transfer rush airlift evacuate survive succumb perish die`

const numberWords = `zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety`

const tensWords = `twenty thirty forty fifty sixty seventy eighty ninety`

// newsWords gives every word of the lists, with its inflections, the tags that
// it can have.
func newsWords() map[string][]string {
	out := map[string][]string{}
	add := func(w string, tags ...string) {
		for _, t := range tags {
			known := false
			for _, h := range out[w] {
				known = known || h == t
			}
			if !known {
				out[w] = append(out[w], t)
			}
		}
	}
	for _, w := range strings.Fields(newsNouns) {
		add(w, "NN NOUN")
		if p := plural(w); p != w {
			add(p, "NNS NOUN")
		}
	}
	for _, w := range strings.Fields(newsAdjectives) {
		add(w, "JJ ADJ")
	}
	for _, w := range strings.Fields(newsVerbs) {
		add(w, "VB VERB", "VBP VERB")
		add(thirdPerson(w), "VBZ VERB")
		if past := pastOf(w); past != "" {
			add(past, "VBD VERB", "VBN VERB")
			add(gerund(w, past), "VBG VERB")
		}
	}
	units := strings.Fields(numberWords)[1:9]
	for _, w := range strings.Fields(numberWords) {
		add(w, "CD NUM")
	}
	for _, tens := range strings.Fields(tensWords) {
		add(tens+"-one", "CD NUM")
		for _, u := range units {
			add(tens+"-"+u, "CD NUM")
		}
	}
	return out
}

// plural and thirdPerson share their spelling.
func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man"):
		return strings.TrimSuffix(w, "man") + "men"
	case w == "police" || w == "aircraft" || w == "barracks" || strings.HasSuffix(w, "ism"):
		return w
	}
	return thirdPerson(w)
}

func thirdPerson(w string) string {
	n := len(w)
	switch {
	case w[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(w[n-2])):
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"):
		return w + "es"
	}
	return w + "s"
}

// pastOf gives the past form of a regular verb, "" for an irregular one.
func pastOf(w string) string {
	n := len(w)
	past := w + "ed"
	switch {
	case w == "hurt" || w == "flee" || w == "hide":
		return ""
	case w[n-1] == 'e':
		past = w + "d"
	case w[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(w[n-2])):
		past = w[:n-1] + "ied"
	case w == "trap" || w == "kidnap" || w == "stab" || w == "admit" || w == "transfer" || w == "lob":
		past = w + string(w[n-1]) + "ed"
	}
	return past
}

// gerund gives the -ing form by the past form's spelling.
func gerund(w, past string) string {
	switch {
	case w == "die":
		return "dying"
	case w == "free":
		return "freeing"
	case w[len(w)-1] == 'e':
		return w[:len(w)-1] + "ing"
	case strings.HasSuffix(past, "ied"):
		return w + "ing"
	}
	return strings.TrimSuffix(past, "ed") + "ing"
}

// addNewsWords gives the words of the lists that the data do not class the
// class that is the most frequent among those with exactly the same tags, or
// else leaves them out. members maps a class's sorted tags to its numbers, with
// the number of words of each.
func addNewsWords(classOf map[string]uint16, members map[string]map[uint16]int) {
	words := newsWords()
	names := make([]string, 0, len(words))
	for w := range words {
		names = append(names, w)
	}
	sort.Strings(names)
	for _, w := range names {
		if _, ok := classOf[w]; ok {
			continue
		}
		best, most := uint16(0), 0
		for class, n := range members[tagSet(words[w])] {
			if n > most || n == most && class < best {
				best, most = class, n
			}
		}
		if most > 0 {
			classOf[w] = best
		}
	}
}

// tagSet writes tags in order.
func tagSet(tags []string) string {
	t := append([]string(nil), tags...)
	sort.Strings(t)
	return strings.Join(t, "|")
}
