package bench

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// InventedStart is when the first invented event happens.
var InventedStart = time.Date(2041, 3, 4, 6, 0, 0, 0, time.UTC)

// inventedEvent is an invented event: what every report of it agrees on.
type inventedEvent struct {
	kind                   *inventedKind
	town, region, country  string
	place                  string
	at                     time.Time
	killed, hurt, crews    int
	chief, doctor, witness string
	minister               string
	quotes                 [2]string // said by the chief and by the doctor
}

// inventedKind is a kind of event with its own words.
type inventedKind struct{ event, did, places, cause, help string }

var inventedKinds = []inventedKind{
	{"explosion", "tore through", "fuel depot|grain store|bus station|market hall", "a leaking gas main|a faulty boiler|a charge left in a van", "firefighters"},
	{"fire", "swept through", "textile works|furniture store|night club|block of flats", "a fault in the wiring|a stove left burning|welding on the roof", "firefighters"},
	{"flood", "rushed into", "camp site|lower quarter|valley road|school yard", "three days of rain|a dam that gave way|a blocked culvert", "rescuers in boats"},
	{"landslide", "buried", "mountain road|row of houses|quarry camp|railway cutting", "heavy rain on bare slopes|blasting in a quarry nearby|a burst water pipe", "rescuers with dogs"},
	{"derailment", "halted everything at", "junction|river bridge|freight yard|level crossing", "a broken rail|a signal that failed|a lorry left on the line", "rescuers with cutting gear"},
	{"shooting", "emptied", "shopping arcade|town square|police post|bar", "a quarrel between two families|a robbery that went wrong|an old feud", "paramedics"},
	{"bombing", "shattered", "court house|checkpoint|hotel|party office", "a charge hidden in a parcel|a vehicle packed with fertiliser|a device under a bench", "paramedics"},
	{"earthquake", "shook down", "old town|primary school|hospital wing|covered market", "a slip along a fault that was thought quiet|a shallow tremor after weeks of small ones|movement deep under the bay", "rescue teams"},
}

// sentences of a report, by their part in it; [a|b] is a choice, {x} a fact.
var inventedHeads = []string{
	"{At least|A minimum of|Some|No fewer than} <killed> people [were killed|lost their lives|died] when [an|yet another|a sudden] <event>, <aside>, <did> the <place> in <town>, <region>, [on <day>|late on <day>|before dawn on <day>], [officials said|the authorities reported|police told reporters], <detail>.",
	"[Rescue workers|Emergency crews|Volunteers] [searched|combed|dug through] what was left of the <place> in <town> [on <day>|through the hours after <day>] after [the|a] <event> <aside> that [killed|took the lives of] <killed> people and [injured|hurt|wounded] <hurt> [more|others], <detail>.",
	"The <event> <aside> that <did> the <place> of <town> [on <day>|in the small hours of <day>] has [killed|claimed the lives of] <killed> people, [according to|by the count of] the regional police, and [left|sent] <hurt> [in hospital|with injuries], <detail>.",
	"<town>, <country> - [Grief and anger|Shock and silence|Smoke and sirens] [hung over|filled|settled on] <town> [on <day>|by the evening of <day>] after [an|the] <event> <aside>, at the <place> [killed <killed> people|left <killed> dead], [its mayor|the town hall|a spokesman] said, <detail>.",
}

var inventedBody = []string{
	"[Police chief|The head of police,|Commander] <chief> said [his officers|the force|investigators] had [sealed off|closed|cordoned off] [the streets around|all roads to|every entrance of] the <place> and [asked|begged|told] people to [stay away|keep clear|remain at home]: <detail>.",
	"[Doctor|Surgeon|Senior physician] <doctor> of the [regional|general|university] hospital in <town> said <hurt> [patients|people] had been [admitted|brought in|treated], [among them|including] [several|a number of] [children|passengers|elderly people], and that [some|a few|many] were in [a critical|a grave|a serious] condition <aside>, <detail>.",
	"<witness>, who [lives|works|keeps a shop] [across the road|two streets away|near by], [heard|remembered] [a sound like thunder|a long low roar|glass breaking everywhere] and [ran outside|went to the window|called his brother] [to find|and saw] people [running in all directions|covered in dust|crying for help], <detail>, <aside>.",
	"[Investigators|Experts|Engineers] [believe|think|suspect] that <cause> [was to blame|caused it|may have been the cause], though [no finding|nothing] had been [confirmed|made public|established] [by nightfall|when this report was written|by <day>], <detail>.",
	"[Some|About|More than] <crews> <help> [were sent|came|had been called] from [neighbouring towns|all over <region>|as far away as the coast], and [two helicopters|an army unit|a field kitchen] [followed|joined them|arrived] [in the afternoon|within hours|after dark]: <detail>.",
	"[The interior minister|The minister of the interior|The minister responsible], <minister>, [broke off a journey|left a meeting of the cabinet|flew back from abroad] to [visit|see|inspect] <town> and [promised|pledged|announced] [help|money|a fund] for [the families|those who lost their homes|the bereaved] <aside>, <detail>.",
	"[Schools|Shops|Offices] in <town> [will stay closed|are to remain shut|would not open] [until further notice|for three days|for the rest of the week], [the council|the mayor’s office|a notice on the town hall’s door] said, <detail>, <aside>.",
	"[Power|Water|The telephone network] was [cut|out|interrupted] in [most of|parts of|half of] <region>, and [engineers|the utility|technicians] [expected|hoped|promised] to [restore|repair|bring back] it [by the weekend|within two days|before the night], <detail>.",
	"[It was|This is|The disaster was] the [worst|deadliest|gravest] <event> in <country> [for a decade|since records began|in a generation], [newspapers there|historians|the public broadcaster] [noted|recalled|said]: <detail>.",
	"[Relatives|Parents|Friends] [gathered|waited|stood] [outside the hospital|at the gates|in a sports hall] [for news|with photographs|through the night], [some|many] of them [holding candles|in tears|too tired to speak] <aside>, <detail>.",
	"[The prosecutor|A prosecutor in <region>|The public prosecutor’s office] [opened|has begun|ordered] an [inquiry|investigation] into [the event|what happened|possible negligence] and [seized|collected|asked for] [documents|video recordings|maintenance logs] [from the operator|of the site|covering two years], <detail>, <aside>.",
	"[Traffic|Trains and buses|Ferries and lorries] [were diverted|had to turn back|were held up] [through <region>|along the old road|over the pass], with [delays of hours|queues of several kilometres|long waits] [reported|expected|likely], <detail>.",
	"[A charity|The Red Crescent|A church group] in <town> [asked for|appealed for|collected] [blankets|blood donors|tents and drinking water] and [opened|set up] [a shelter|an office|a kitchen] in [a gymnasium|the parish hall|the old barracks]: <detail>.",
	"[Opposition politicians|Residents|Union leaders] [complained|charged|said] that [warnings|their letters|earlier reports] about the <place> had been [ignored|filed away|lost], which the [owners|operator|authorities] [denied|rejected|would not discuss] <aside>, <detail>.",
	"[Forecasters|The weather office|Meteorologists] [warned|expected|predicted] [more rain|strong wind|frost] [in the coming days|overnight|by the end of the week], which would [slow|complicate|hamper] the [work|search|clearing], <detail>, <aside>.",
	"[Messages of sympathy|Condolences|Offers of help] [came|arrived|were sent] from [abroad|neighbouring governments|the whole country], and [flags|the flag on parliament|all flags in <region>] [flew|were lowered|were to fly] [at half-mast|in mourning], <detail>.",
	"[An employee|A guard|A cleaner] of the <place>, who [did not want to be named|asked not to be identified|gave only a first name], said [the alarm had not sounded|the doors were locked|nobody had told them where to go] [for minutes|when it mattered|until it was too late]: <detail>.",
	"[The search|The operation|Work] [would go on|was to continue|continues] [all night|until everyone was found|for days], <chief> [added|said|told a news conference], [although hope was fading|as long as there was a chance|with fresh teams every six hours] <aside>, <detail>.",
}

var inventedQuotes = []string{
	"We have never seen [anything like it|such a thing] in [this town|all my years here], and [nobody|none of us] will [rest|sleep] until we know who was [inside|there]",
	"Our people are [working|digging] with their [bare hands|fingers], and they will [go on|not stop] for as long as there is [the slightest|any] chance that somebody is [alive|breathing]",
	"[Every bed|Each room] is [full|taken], we have [called in|sent for] [all|every one of] our [nurses|colleagues] and we are [asking|pleading with] people to [give blood|stay calm]",
	"What we need [now|most] is [time|quiet] and [machines|light], not [speeches|visitors], and I [ask|beg] everybody to [let us|leave us to] do our [work|job]",
}

var inventedFooters = []string{
	"[Do you know more|Have you seen something|Were you there]? Our newsroom [wants|would like] to hear from you: [write|send a message] to the [duty editor|news desk] <aside> at any hour, and tell us whether we may [print|use] your name, <detail>. [All letters|Messages] are read by a [person|journalist], kept [safe|under lock], and never [passed on|sold] to anybody.",
	"[Quality|Honest|Local] [journalism|reporting] costs [money|time]. If you [value|like] what you read here, [please become|consider becoming] a [member|supporter] for the price of a [coffee|newspaper] a week <aside>, <detail>; members read [without advertisements|everything first], may [comment|vote] on our [plans|projects] and <aside> are [invited|welcome] to the yearly [meeting|summer party].",
	"[Copyright|All rights] of this [text|article] [remain|are] with the publisher <aside>, <detail>. No part of it may be [stored|copied], [sent on|broadcast] or [rewritten|translated] without [permission|leave] in writing <aside>; [requests|questions] go to the [licensing|rights] department, which [answers|replies] within [three|five] working days.",
}

// fill writes a pattern: [a|b] by chance, <fact> by the event.
func (e *inventedEvent) fill(rng *rand.Rand, out *strings.Builder, pattern string) {
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; c {
		case '[', '{':
			end := i + strings.IndexAny(pattern[i:], "]}")
			choice := pattern[i+1 : end]
			k := rng.IntN(1 + strings.Count(choice, "|"))
			for ; k > 0; k-- {
				_, choice, _ = strings.Cut(choice, "|")
			}
			choice, _, _ = strings.Cut(choice, "|")
			e.fill(rng, out, choice)
			i = end
		case '<':
			end := i + strings.IndexByte(pattern[i:], '>')
			if name := pattern[i+1 : end]; name == "detail" || name == "aside" {
				out.WriteString(detail(rng, name == "aside"))
			} else {
				out.WriteString(e.fact(name))
			}
			i = end
		default:
			out.WriteByte(c)
		}
	}
}

// detail is a clause of one report’s own, aside a shorter one, in words that
// say nothing about an event.
func detail(rng *rand.Rand, aside bool) string {
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	if aside {
		return pick(detailLinks) + " the " + pick(detailQualities) + " " + pick(detailThings)
	}
	return pick(detailJoints) + " the " + pick(detailQualities) + " " + pick(detailThings) + " " + pick(detailLinks) + " the " + pick(detailThings) + " " + pick(detailDeeds) + " a " +
		pick(detailQualities) + " " + pick(detailThings)
}

var (
	detailJoints    = strings.Fields("while although where because as though until since whereas when")
	detailQualities = strings.Fields("able actual big central certain clear common current different difficult early economic entire far former free full general good great hard high important independent individual interesting kind large late likely little local long main major military modern national natural near new normal old only open other own particular past personal possible present private public quick quiet ready real recent regular right safe second secret serious short similar simple single small social special strong sure third total true usual various white whole wide wrong young bad black blue clean close dead deep easy equal exact fair fast final fine foreign happy hot huge human legal low middle nice official poor popular proper rich red same")
	detailThings    = strings.Fields("account action area board book border building business camp card case cause chance change child choice city club coast company contract control corner country court crowd day deal decision door edge effort end engine example eye fact family field figure floor force friend front game group hand head home hope idea issue job land leader letter level life line list man market matter member message minute moment money month morning name night number office order paper part party person place plan point power problem question reason record report result road room rule school season sense side sign site state step story street system table talk team thing time town trade train trip turn view voice vote wall war water way week window woman word work world year answer argument base bill block body car career claim course culture date debate effect energy event evening history hour image industry interest language law limit list lot mind mistake model news note offer page period picture policy practice price process project race rate response return risk sale scene service show source speech stage stand start student study style support test tradition truth value version")
	detailDeeds     = strings.Fields("faced carried crossed reached touched blocked covered held met followed replaced passed served marked kept left found made took brought gave showed moved changed raised opened closed joined helped built watched heard saw missed needed used allowed forced pushed turned stopped started supported broke lost won beat cut hit led paid put ran sent set told")
	detailLinks     = strings.Fields("beside behind under beyond above near opposite along against without inside below past around")
)

func (e *inventedEvent) fact(name string) string {
	switch name {
	case "killed":
		return strconv.Itoa(e.killed)
	case "hurt":
		return strconv.Itoa(e.hurt)
	case "crews":
		return strconv.Itoa(e.crews)
	case "event":
		return e.kind.event
	case "did":
		return e.kind.did
	case "help":
		return e.kind.help
	case "cause":
		causes := strings.Split(e.kind.cause, "|")
		return causes[e.killed%len(causes)]
	case "place":
		return e.place
	case "town":
		return e.town
	case "region":
		return e.region
	case "country":
		return e.country
	case "day":
		return e.at.Weekday().String()
	case "chief":
		return e.chief
	case "doctor":
		return e.doctor
	case "witness":
		return e.witness
	case "minister":
		return e.minister
	}
	panic(fmt.Sprintf("no fact %q", name))
}

const (
	inventedOnsets = "b br c d dr f g gr h k kl l m n p r s st t tr v z"
	inventedCores  = "a e i o u ae ia o a e"
	inventedCodas  = "n r l s m k nd rn lt sk v t"
)

var onsets, cores, codas = strings.Fields(inventedOnsets), strings.Fields(inventedCores), strings.Fields(inventedCodas)

// inventedName makes a name of two or three syllables.
func inventedName(rng *rand.Rand, ending string) string {
	var b strings.Builder
	for range 2 + rng.IntN(2) {
		b.WriteString(onsets[rng.IntN(len(onsets))])
		b.WriteString(cores[rng.IntN(len(cores))])
	}
	b.WriteString(codas[rng.IntN(len(codas))])
	s := b.String() + ending
	return strings.ToUpper(s[:1]) + s[1:]
}

func inventedPerson(rng *rand.Rand) string {
	given := [...]string{"Anna", "Tomas", "Irene", "Marek", "Sofia", "Daniel", "Petra", "Viktor", "Laila", "Hugo", "Nadia", "Emil"}
	return given[rng.IntN(len(given))] + " " + inventedName(rng, "")
}

// inventEvent gives event k of a seed. One event in ten happens in the town of
// the event before, and its kind is that event's as often as not.
func inventEvent(seed uint64, k int) *inventedEvent {
	rng := rand.New(rand.NewPCG(seed, uint64(k)))
	e := &inventedEvent{kind: &inventedKinds[rng.IntN(len(inventedKinds))], at: InventedStart.Add(time.Duration(k) * 7 * time.Minute)}
	e.town, e.region = inventedName(rng, ""), inventedName(rng, "ia")
	e.country = inventedName(rand.New(rand.NewPCG(seed, uint64(1<<40+k%97))), "land")
	same := rng.IntN(20)
	if k > 0 && same < 2 {
		before := rand.New(rand.NewPCG(seed, uint64(k-1)))
		kind := &inventedKinds[before.IntN(len(inventedKinds))]
		e.town, e.region = inventedName(before, ""), inventedName(before, "ia")
		e.country = inventedName(rand.New(rand.NewPCG(seed, uint64(1<<40+(k-1)%97))), "land")
		if same == 0 {
			e.kind = kind
		}
	}
	places := strings.Split(e.kind.places, "|")
	e.place = places[rng.IntN(len(places))]
	e.killed, e.hurt, e.crews = 3+rng.IntN(90), 12+rng.IntN(300), 20+rng.IntN(400)
	e.chief, e.doctor, e.witness, e.minister = inventedPerson(rng), inventedPerson(rng), inventedPerson(rng), inventedPerson(rng)
	for i := range e.quotes {
		var b strings.Builder
		e.fill(rng, &b, inventedQuotes[rng.IntN(2)+2*i])
		e.quotes[i] = b.String()
	}
	return e
}

// write writes a report of the event in paragraphs; each report chooses its
// sentences and its words, and some print what the chief and the doctor said.
func (e *inventedEvent) write(rng *rand.Rand, sentences int) []string {
	var paragraphs []string
	var b strings.Builder
	e.fill(rng, &b, inventedHeads[rng.IntN(len(inventedHeads))])
	paragraphs = append(paragraphs, b.String())
	b.Reset()
	order := rng.Perm(len(inventedBody))
	for n, k := range order[:min(sentences, len(order))] {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		e.fill(rng, &b, inventedBody[k])
		if q := n - 2; q >= 0 && q < len(e.quotes) && rng.IntN(2) == 0 {
			who := [...]string{e.chief, e.doctor}[q]
			b.WriteString(" “" + e.quotes[q] + ",” " + who + " said.")
		}
		if rng.IntN(2) == 0 {
			paragraphs = append(paragraphs, b.String())
			b.Reset()
		}
	}
	if b.Len() > 0 {
		paragraphs = append(paragraphs, b.String())
	}
	return paragraphs
}

// inventedOutlets is how many outlets there are; owners hold four each, which
// share a footer.
const inventedOutlets = 400

func inventedOutlet(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, uint64(1<<41+n)))
	kinds := [...]string{"Post", "Courier", "Herald", "Radio", "Gazette", "Online", "Tribune", "Today"}
	return inventedName(rng, "") + " " + kinds[rng.IntN(len(kinds))]
}

// inventedFooter is what the reports of an outlet end with, "" for one in four.
func inventedFooter(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, uint64(1<<42+n/4)))
	if rng.IntN(4) == 0 {
		return ""
	}
	var b strings.Builder
	(&inventedEvent{}).fill(rng, &b, inventedFooters[rng.IntN(len(inventedFooters))])
	return b.String()
}
