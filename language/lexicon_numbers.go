package language

// smallNumbers are the words below one hundred; "zero" is read apart.
var smallNumbers = map[string]int64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scaleWords = map[string]int64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mln": 1e6, "bn": 1e9}

// pluralScales are vague: twice the unit up to the next one (SEMANTICS.md).
var pluralScales = map[string][2]int64{
	"dozens": {24, 99}, "tens": {20, 99}, "scores": {40, 99}, "hundreds": {200, 999}, "thousands": {2000, 9999},
	"millions": {2e6, 9999999}, "billions": {2e9, 9999999999},
}

var ordinalWords = map[string]int64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
	"nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000,
}

// fractionWords follow a number in "two-thirds", "three quarters".
var fractionWords = map[string]int64{"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10, "half": 2, "halves": 2, "eighths": 8, "sixth": 6, "sixths": 6}

// measureWords are units of length, time, mass and the like: a number before
// one counts no people and no things.
var measureWords = wordSet(`km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters m cm mm centimetre centimetres centimeter centimeters
 millimetre millimetres foot feet ft inch inches yard yards hour hours hr hrs minute minutes min mins second seconds sec secs day days week weeks weekend weekends fortnight month months
 year years decade decades century centuries night nights generation generations degree degrees celsius fahrenheit knot knots tonne tonnes ton tons kg kgs kilo kilos kilogram kilograms kilogramme
 kilogrammes gram grams g litre litres liter liters gallon gallons barrel barrels hectare hectares acre acres megawatt megawatts mw kilowatt kilowatts watt watts volt volts
 mph kph kmh km/h magnitude storey storeys story stories-high hz mhz ghz decibel decibels kb mb gb tb byte bytes pixel pixels lb lbs pound-weight oz ounce ounces pint pints
 gigawatt gigawatts kilobar hpa millibar millibars sq square cubic nautical km2 m2 m3 am-hour times fold o'clock mm. km. kt kts lakh-acre calibre caliber-rifle millimeter millimeters light-years`)

// currencyWords after a number make it money.
var currencyWords = wordSet(`dollar dollars euro euros pound pounds sterling rouble roubles ruble rubles peso pesos yen yuan renminbi rupee rupees lev leva levs leu lei franc francs krone kroner
 krona kronor crown crowns zloty forint hryvnia hryvnias lira liras dinar dinars dirham dirhams riyal riyals rial rials real reais rand naira shilling shillings cent cents pence penny usd eur gbp
 chf colones colon quetzal quetzales lempira lempiras sucre sucres cordoba cordobas baht won ringgit som soms tenge`)

// labelWords stand before a number that is a name, not a count: "Train 2613".
var labelWords = wordSet(`train flight route highway motorway article section chapter no nos no. nos. number numbers room gate platform channel kanal canal boeing airbus unit sector block building
 apartment flat bus line page pages phase kilometre kilometer km area zone district resolution ward level category type mark formula grade class school hall terminal pier pump reactor shaft mine pit well
 decree law act paragraph clause item step rule version volume vol vol. figure fig fig. table appendix exercise question division brigade regiment battalion squadron company precinct tram tramline
 track carriage coach car wagon berth dock hangar bay checkpoint post camp site plot lot quarter microdistrict model series radio rd highway-no interstate exit junction mile milepost form case file bill proposition
 psalm verse act scene part episode season lane runway ship vessel locomotive convoy locker cell warehouse depot substation village kolkhoz hospital polyclinic clinic`)

// yearCues stand before a year.
var yearCues = wordSet(`in since by from until till of during before after around about through circa to early mid late end spring summer autumn winter fall year the and between`)

// singularUnits describe a noun that follows them ("two night watchmen") unless
// the number is one or a hyphen joins them.
var singularUnits = wordSet(`day week month year night hour minute second weekend generation century decade foot degree story square mine`)

// aboutTakers are words whose "about" means "concerning".
var aboutTakers = wordSet(`know knew known knows talk talked talks talking information concern concerns concerned warn warned warning warnings
 worried worry worries ask asked asks asking question questions news hear heard rumour rumours rumor rumors claim claims statement statements story stories think thought details detail nothing something
 complain complained complaints write wrote speak spoke spoken speaking data doubts doubt bring brought fears`)

// overTakers are words whose "over" is a particle or means "because of".
var overTakers = wordSet(`hand handed hands handing take took taken takes taking turn turned turns bring brought give gave given won win run ran knock knocked pull pulled fly flew flown pass passed go went
 going gone cross crossed climb climbed fall fell jump jumped anger protest protests dispute row concern concerns control all game voice left sign signed talks feud fight fought battle clash clashes charged jailed arrested
 held preside presided tipped toppled spread all step steps stepped stepping bent leaned walked`)

// wordSet makes a set of the space-separated words.
func wordSet(words string) map[string]bool {
	m := make(map[string]bool, len(words)/7)
	for _, w := range fields(words) {
		m[w] = true
	}
	return m
}
