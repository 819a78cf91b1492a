package language

// orgHeads end (or begin, before "of" and "for") the name of an organisation.
var orgHeads = wordSet(`ministry agency directorate department university institute institution council court commission committee union federation confederation association society foundation
 office bureau board authority administration government parliament assembly congress senate party alliance coalition bank fund trust company corporation corp corp. inc inc. ltd ltd. llc plc co co. gmbh sa s.a. ag group
 holdings holding partners airlines airways air railways railway rail lines shipping industries motors energy oil gas mining telecom systems technologies service services police gendarmerie guard guards
 inspectorate prosecutor's secretariat embassy consulate prefecture municipality chamber league organisation organization network center centre college school academy club church diocese archdiocese
 relief aid rescue brigade regiment battalion division corps army navy force forces staff troops command squadron fleet headquarters taskforce unit presidency cabinet treasury exchange insurance laboratories laboratory
 ferries buses trains mines steel power electric water foods chemicals petroleum refineries shipyards freight cargo transit tours travel construction engineering pharmaceuticals studios
 hq operator union's cooperative collective syndicate orchestra team fc watch observatory initiative project programme program campaign registry tribunal directorate-general delegation mission intelligence logistics
 works telegraph granary lawyers doctors mineworkers workers teachers ombudsman firm firms marines commissariat politburo junta`)

// groupHeads mark armed and political groups.
var groupHeads = wordSet(`front liberation brigades militia militias state movement jihad resistance guerrillas guerrilla rebels insurgents fighters vanguard sons martyrs tigers mujahideen mujahidin cartel
 gang mafia commandos contras column columns faction wing cell brotherhood taliban extraditables separatists squad command jamaat ansar jaish lashkar jund islami legion fedayeen phalange klan`)

// groupWords decide between an army and an armed group.
var groupWords = wordSet(`liberation islamic revolutionary resistance jihad martyrs guerrilla rebel insurgent peoples people's popular patriotic struggle sons vanguard separatist`)

var facilityHeads = wordSet(`hospital clinic airport station stadium arena hall theatre theater tower towers bridge tunnel palace prison jail market mall hotel mosque cathedral synagogue temple church chapel museum library park square
 school plant factory refinery mine mill port harbour harbor pier terminal dam barracks base camp building house plaza cemetery monastery restaurant cafe bar nightclub club zoo farm gate fort fortress castle
 dock shipyard reactor warehouse depot gallery crossing ford checkpoint motorway highway railway line metro`)

var placeHeads = wordSet(`city town village province region county district state states island islands isle isles river lake sea ocean bay gulf mountain mountains mount hill hills valley desert coast peninsula
 street road avenue boulevard lane square quarter suburb neighbourhood neighborhood municipality republic kingdom territory territories strip bank basin strait straits canal cape beach forest pass wadi creek falls
 delta glacier plain plains north south east west highlands oblast governorate department prefecture parish canton springs heights ridge point`)

var outletHeads = wordSet(`times post herald tribune gazette news newswire radio tv television press journal chronicle observer courier mail telegraph ledger dispatch mirror express star sun broadcasting
 fm newspaper magazine weekly daily today wire lantern independent guardian bulletin echo examiner review media reporter standard voice globe sentinel argus advertiser kurier kanal canal channel`)

var eventHeads = wordSet(`war wars olympics games cup festival revolution massacre uprising summit conference election elections day treaty accord accords agreement championship marathon hurricane typhoon cyclone storm earthquake genocide intifada conflict crisis pact protocol act bill offensive operation`)

// ofHeads may be followed by "of" inside a name, beside the heads above.
var ofHeads = wordSet(`bank house sea gulf bay cape isle strait university republic kingdom church sons daughters army soldiers battle siege order knights bureau chamber association friends doctors mothers voice people emirate
 assembly union vanguard front province council ministry department office organisation organization committee court league federation city state states institute college school academy society board center centre
 general governor's port temple tower directorate agency service party movement alliance inspectorate guardians defenders army partisans brigade brigades horn state confederation palace hall feast day war duchy archdiocese`)

// policyWords may follow "and" in the name of a ministry: "Ministry of Health and Welfare".
var policyWords = wordSet(`welfare social security development sports sport commerce industry trade transport transportation tourism culture public rural communications technology science education environment
 environmental energy justice defence defense emergencies rescue safety human humanitarian food fisheries forestry housing urban labour labor employment family families youth immigration customs natural mines infrastructure
 research innovation water sanitation prevention response protection control services urbanism explosives firearms tobacco regional information religious veterans digital population climate planning crime medicine`)

// openWords are common nouns and adverbs that often open a sentence, where
// their capital says nothing.
var openWords = wordSet(`police officials officers authorities
 rescuers firefighters residents witnesses investigators prosecutors people men women children doctors medics soldiers troops gunmen militants rebels protesters survivors relatives families workers passengers
 experts analysts local early late recent despite following speaking asked update updates breaking live watch read click photo video image file related editor's editors note correction exclusive opinion analysis`)

// nameParticles stand inside personal names in lower case.
var nameParticles = wordSet(`de del della di da do dos das du des la las los le van von der den ten ter zu bin ibn bint al el abu ben y e af av ul ur`)

// functionWords are never names by their capital alone.
var functionWords = wordSet(`the a an and or but nor so yet for of in on at by to from with without into onto over under after before since until during about against between among through within upon across along
 around behind beside besides beyond despite except inside near off outside per than toward towards up down out as if when while where who whom whose which what why how that this these those there here it its he she
 they we you i his her their our your my me him us them himself herself itself themselves is are was were be been being am do does did done have has had having will would shall should can could may might must not no
 yes none nobody nothing neither either both each every all any some many much more most few fewer less several such same other others another one two three four five six seven eight nine ten eleven twelve
 twenty thirty forty fifty hundreds thousands dozens scores now then today yesterday tomorrow tonight still also only just even again too very already ever never soon later earlier meanwhile however moreover
 furthermore nevertheless nonetheless otherwise instead therefore thus hence indeed perhaps maybe according because although though whereas whether unless once twice first second third last next new old
 let's please thanks hello ok okay well oh mr mrs ms dr sir madam like unlike nearly almost about roughly around at least most least so-called say says said told asked added
 inside nobody everyone everybody someone somebody anyone anybody everything something anything part parts half whatever whoever wherever whenever
 a.m. p.m. am pm gmt utc`)

// titleWords stand before a person's name. True titles and ranks; posts are in postNouns.
var titleWords = wordSet(`mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir dame lord lady sheikh sheik imam ayatollah mullah rabbi rev rev. reverend father fr fr. sister brother bishop archbishop cardinal pope
 king queen prince princess emperor president vice-president vice premier prime minister chancellor deputy secretary general secretary-general sen sen. senator rep rep. representative congressman
 congresswoman gov gov. governor mayor councillor councilman councilwoman mp ambassador envoy judge justice magistrate prosecutor attorney sheriff chief commissioner inspector superintendent constable
 detective officer agent sergeant sgt sgt. corporal cpl. private pvt. lieutenant lt lt. captain capt capt. cpt major maj maj. colonel col col. brigadier brig brig. gen gen. marshal admiral adm adm.
 commodore commander cmdr cmdr. warrant ensign director chairman chairwoman chair chairperson spokesman spokeswoman spokesperson minister premier comrade don doña dona señor senor coach prefect
 district first senior junior acting interim foreign defence defense interior health transport transportation finance justice education information emergency situations labor labour agriculture environment energy
 assistant lieutenant-colonel lieutenant-general major-general brigadier-general former attorney-general engineer lawyer student nurse pastor ex-president pres pres. undersecretary maestro hadji haji mufti emir sultan
 crown speaker trade culture tourism industry security prime-minister commerce development economy planning veterans state county regional city provincial national patrol fire police`)

// postNouns are nouns for one person who may speak; a definite noun phrase
// with one is a mention by role. The value is the gender: 'm', 'f' or 0.
var postNouns = genderSet(
	`official officer spokesperson minister president premier chancellor governor mayor commander director general colonel major captain lieutenant sergeant doctor surgeon prosecutor prefect chair chairperson
 coordinator lawyer attorney resident witness survivor analyst expert diplomat trader driver student teacher investigator rescuer leader chief head deputy inspector commissioner judge bishop ambassador envoy secretary
 adviser advisor aide insider source negotiator manager operator executive founder owner editor reporter correspondent journalist researcher professor scientist geologist seismologist historian author co-author
 engineer technician paramedic medic physician pathologist coroner paediatrician neighbour neighbor farmer villager fisherman miner worker shopkeeper stallholder hotelier passenger pilot soldier militant gunman
 suspect attacker defendant dissident activist campaigner volunteer organiser organizer unionist lawmaker legislator senator congressman deputy-head magistrate sheriff constable superintendent detective agent admiral
 brigadier pope cardinal archbishop imam cleric priest pastor monk emperor sultan emir sheikh prime-minister vice-president ombudsman rapporteur inquirer eyewitness bystander onlooker relative cousin mourner pensioner
 shopper tourist cellist musician singer artist footballer coach captain-general dispatcher controller guard warden superior counsel barrister solicitor rector dean principal headmaster trainee nurse carer treasurer
 regulator curator caretaker janitor janitor's taxi-driver listener reader blogger speaker envoy-general vice-chancellor attaché consul negotiators-in-chief commandant chieftain warlord elder patriarch`,
	`spokesman chairman businessman fireman policeman serviceman seaman crewman congressman king prince father brother son husband uncle grandfather nephew widower man boy gunman salesman milkman lord sir mr gentleman postman`,
	`spokeswoman chairwoman businesswoman policewoman servicewoman congresswoman queen princess mother sister daughter wife aunt grandmother niece widow woman girl actress lady nun housewife mrs ms miss dame headmistress stewardess`)

// pluralPosts are the same for several persons: never one name.
var pluralPosts = wordSet(`officials officers ministers prosecutors witnesses eyewitnesses survivors medics doctors rescuers firefighters firemen investigators analysts experts diplomats residents villagers neighbours neighbors
 authorities sources relatives lawyers lawmakers leaders commanders soldiers militants rebels insurgents guerrillas fighters hauliers traders drivers miners workers rangers coastguards
 paramedics surgeons inspectors detectives spokesmen observers activists campaigners organisers organizers protesters demonstrators emergency-workers crews bosses managers owners operators scientists seismologists geologists
 forecasters economists historians reporters journalists editors correspondents insiders separatists extremists guards coroners pathologists divers volunteers governors mayors generals
 parents families bystanders onlookers`)

// institutionNouns head the common-noun names of institutions: "the fire service".
var institutionNouns = wordSet(`ministry police army navy military government company firm operator agency hospital clinic union group front organisation organization court council embassy consulate office commission
 committee prefecture municipality gendarmerie brigade service directorate department university institute party bank airline railway railways parliament cabinet presidency administration
 militia movement force forces guard guards coastguard watchdog charity association federation command staff directorate regiment battalion bureau board inspectorate observatory broadcaster newspaper station
 network agency's outlet daily tribunal prosecution defence team inquiry corporation manufacturer contractor carrier owner foundation secretariat assembly senate congress junta mission delegation league
 coalition alliance band gang cell organisers vanguard management hall's centre center school college academy church diocese prison jail registry ombudsman regulator syndicate cooperative chamber town-hall hall
 press communiqué communique statement bulletin faction wing division corps post desk page blog channel site website radio`)

// heldWords are institution nouns too common to stand alone as a mention without a modifier.
var heldWords = wordSet(`press communiqué communique statement bulletin side wing division post desk page site website radio team inquiry hall center centre school station network band cell staff church owner command office force
 forces guards service board mission channel blog daily outlet chamber management defence registry department front party side`)

func genderSet(both, male, female string) map[string]byte {
	m := map[string]byte{}
	for _, w := range fields(both) {
		m[w] = 'n'
	}
	for _, w := range fields(male) {
		m[w] = 'm'
	}
	for _, w := range fields(female) {
		m[w] = 'f'
	}
	return m
}

// ministrySynonyms map the words of a ministry's name onto one form.
var ministrySynonyms = map[string]string{
	"internal": "interior", "affairs": "", "home": "interior", "defense": "defence", "labor": "labour", "transportation": "transport", "foreign": "foreign",
	"emergencies": "emergency", "situations": "", "center": "centre", "organization": "organisation", "public": "public",
}
