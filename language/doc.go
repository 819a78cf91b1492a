// Package language turns a report's text into a Doc: flat arrays of tokens,
// sentences, quotations, numbers, times, names and mentions, every one with
// exact byte offsets into the text.
//
// Input: text and the time it was published. Output: a Doc, which is read-only
// once Analyze returns and may be shared between goroutines. The same text and
// time give the same Doc on every machine.
package language

import (
	"time"

	"sofar/report"
)

// Span is a byte range of the Doc's text.
type Span = report.Span

// Range is a half-open range of token indices.
type Range struct{ Start, End int }

// Len is the number of tokens.
func (r Range) Len() int { return r.End - r.Start }

// Contains tells whether token i lies in the range.
func (r Range) Contains(i int) bool { return r.Start <= i && i < r.End }

// Overlaps tells whether the two ranges share a token.
func (r Range) Overlaps(o Range) bool { return r.Start < o.End && o.Start < r.End }

// Doc is the analysis of one text. Token arrays are parallel: index i of each
// describes token i. Nothing is copied per token: words are slices of Text.
type Doc struct {
	Text      string
	Published time.Time // zero if unknown: then relative times stay unresolved
	// Invalid is the number of bytes of the text given that were no UTF-8. In
	// Text each is one substitute character (U+001A), so all offsets are those
	// of the text given.
	Invalid int

	// Tokens.
	Start, End []int32  // byte offsets
	Lower      []string // lower-cased form with typographic quotes and dashes folded to ASCII (interned)
	Lemma      []string // lower-case dictionary form ("killed" → "kill")
	Tag        []Tag    // universal part of speech
	PTB        []PTB    // Penn Treebank tag, finer than Tag
	Flags      []Flag   // shape: capitalised, all capitals, digit, space before, …
	SentOf     []int32  // index into Sents

	Sents []Sent
	// Dateline is the dateline of the report with the mark that ends it
	// ("SOFIA, Feb 9 (BPB) -"), part of the first sentence; empty if none.
	Dateline Range
	// Paragraphs are runs of sentences between line breaks, as token ranges.
	Paragraphs []Range
	Quotes     []Quote
	Numbers    []Number
	Times      []TimeExpr
	Names      []Name
	Entities   []Entity

	trees trees // see Head and Rel

	class []wordClass // by token, while it is read; see classes
}

// Sent is one sentence.
type Sent struct {
	Range            // tokens
	Span        Span // bytes, without surrounding space
	Paragraph   int  // index into Doc.Paragraphs
	Headline    bool // a title line, a cross-head, a label: no full clause expected
	Boilerplate bool // "Click here for live updates.", "Here is what you need to know."
	Bullet      bool // a list item
}

// Flag describes a token's shape.
type Flag uint16

// Token shapes.
const (
	FlagTitle      Flag = 1 << iota // first letter capital, rest lower ("Kremlin")
	FlagUpper                       // all letters capital, two or more ("BPB")
	FlagDigit                       // starts with a digit
	FlagPunct                       // no letter and no digit
	FlagSpace                       // white space stands before it
	FlagSentStart                   // first word of its sentence
	FlagQuoteOpen                   // an opening quotation mark
	FlagQuoteClose                  // a closing quotation mark
	FlagInQuote                     // lies inside a Quote
	FlagAllCaps                     // stands in a run of all-capitals text where case says nothing
	FlagCapital                     // with FlagAllCaps: elsewhere it would begin with a capital, see Cased
	FlagAcronym                     // with FlagAllCaps: it would be in capitals elsewhere too
)

// Quote is a paired quotation. Inner quotations are Quotes of their own with Depth 1 or more.
type Quote struct {
	Span   Span  // with the marks
	Inner  Span  // without the marks
	Tokens Range // tokens of Inner
	Depth  int
	// Continues is the index of the quotation of the paragraph before that this
	// one continues (the earlier one has no closing mark), else -1.
	Continues int
	// Closed is false where the closing mark is missing at the paragraph's end.
	Closed bool
	// Scare is true for a short quotation without a verb ("freedom fighters"):
	// words held at a distance rather than speech.
	Scare bool
}

// Open as an upper bound means "no upper bound".
const Open = -1

// Number is a quantity written in digits or words, with the words that bound it.
type Number struct {
	Span   Span  // the number with its bound words: "at least 43", "between 30 and 40", "dozens of"
	Core   Span  // the number alone: "43"
	Tokens Range // tokens of Span
	// Low and High give the interval of SEMANTICS.md; High is Open for "at least".
	Low, High int64
	Kind      NumberKind
	Bound     Bound
	// Float holds the exact value of a decimal ("6.4"), else float64(Low).
	Float float64
	// More is true for "12 more", "another 12", "a further 12", "five additional".
	More bool
	// Percent, Money, Ordinal, Year, Clock, Age, Measure mark numbers that count no people.
	Use NumberUse
}

// NumberKind tells how a number is written.
type NumberKind uint8

// Kinds of numbers.
const (
	NumDigits NumberKind = iota
	NumWords             // forty-three, a dozen, two dozen, a couple
	NumVague             // dozens, scores, hundreds, several, many
	NumRange             // 30 to 40, between 30 and 40, 30-40
	NumZero              // no, none, nobody, not one
	NumSingle            // a, an, one before a noun (filled on demand by statement)
)

// Bound tells which bound words stand with a number.
type Bound uint8

// Bounds.
const (
	BoundExact    Bound = iota
	BoundAtLeast        // at least, a minimum of, no fewer than, or more
	BoundMoreThan       // more than, over, upwards of
	BoundAtMost         // up to, as many as, at most, no more than
	BoundLessThan       // fewer than, under
	BoundAbout          // about, around, some, nearly, almost, roughly, an estimated
)

// NumberUse tells what a number is used for.
type NumberUse uint8

// Uses of a number.
const (
	UseCount   NumberUse = iota // counts things
	UsePercent                  // 12 per cent
	UseMoney                    // $3 million
	UseOrdinal                  // third, 21st
	UseDate                     // part of a date, a year or a clock time
	UseAge                      // a woman of 71; Dolchev, 58,; a 12-year-old
	UseMeasure                  // 12 km, 6.4 magnitude, 45 days, 5 hours, 100 metres
	UseLabel                    // Train 2613, Flight 17, No. 2, Article 5
)

// TimeExpr is a date or time expression with the interval it resolves to.
type TimeExpr struct {
	Span   Span
	Tokens Range
	// From and To bound what is meant, UTC, To exclusive; zero where it cannot
	// be resolved. Places' local time is taken as written (no zone is guessed).
	From, To time.Time
	Grain    Grain
	// Past is true where the expression points before the news of the day
	// ("in 1994", "last year", "since 2018"): history, not the current event.
	Past bool
	// Rule names the pattern that read it.
	Rule string
}

// Grain is the precision of a time expression.
type Grain uint8

// Grains, fine to coarse.
const (
	GrainMinute Grain = iota
	GrainPart         // morning, overnight
	GrainDay
	GrainWeek
	GrainMonth
	GrainSeason
	GrainYear
	GrainVague // recently, for years
)

// NameKind classifies a name.
type NameKind uint8

// Kinds of names.
const (
	NameUnknown NameKind = iota
	NamePerson
	NameOrganisation // company, agency, ministry, NGO, hospital…
	NamePlace
	NameFacility // Marrow Town Hall, Marlovets station
	NameGroup    // armed or political group
	NameNationality
	NameEvent
	NameOutlet // newspaper, broadcaster, wire agency
)

// Name is one occurrence of a name or of words that stand for one.
type Name struct {
	Span   Span
	Tokens Range
	Kind   NameKind
	Entity int // index into Doc.Entities
	// Form tells how the entity is named here.
	Form NameForm
	// Title is the span of a post or title that stands with it ("President",
	// "Commander", "spokesman for the ministry"), empty if none.
	Title Span
}

// NameForm tells how a mention names its entity.
type NameForm uint8

// Forms of mention.
const (
	FormFull    NameForm = iota // Islamic State Khorasan; Vladimir Putin; Interior Ministry
	FormAcronym                 // ISIS-K
	FormShort                   // Putin; the Front
	FormRole                    // the president, the ministry, the group, the commander
	FormPronoun                 // he, she, it, they
)

// Entity is the set of mentions of one thing in one report.
type Entity struct {
	// Canonical is the fullest name given in the report, without titles or a
	// leading article: "Islamic State Khorasan", "Vladimir Putin".
	Canonical string
	Kind      NameKind
	// Aliases are the other written forms (acronym, short forms), sorted, unique.
	Aliases []string
	// Role is the post or description as the report gives it, or "":
	// "President", "co-author of …", "District Prosecutor".
	Role string
	// Affiliation is the organisation the person speaks for or belongs to, or "".
	Affiliation string
	Mentions    []int // indices into Doc.Names, in text order
}

// Len is the number of tokens.
func (d *Doc) Len() int { return len(d.Start) }

// Word gives token i as written.
func (d *Doc) Word(i int) string { return d.Text[d.Start[i]:d.End[i]] }

// SpanOf gives the bytes covered by a token range; the zero Span for an empty one.
func (d *Doc) SpanOf(r Range) Span {
	if r.Len() <= 0 {
		return Span{}
	}
	return Span{Start: int(d.Start[r.Start]), End: int(d.End[r.End-1])}
}

// TextOf gives the words covered by a token range, as written.
func (d *Doc) TextOf(r Range) string { return d.SpanOf(r).Of(d.Text) }

// TokenAt gives the first token that ends after byte offset b; Len() if none.
func (d *Doc) TokenAt(b int) int {
	lo, hi := 0, len(d.End)
	for lo < hi {
		m := (lo + hi) / 2
		if int(d.End[m]) > b {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return lo
}

// TokensIn gives the tokens that overlap a byte span.
func (d *Doc) TokensIn(s Span) Range {
	a := d.TokenAt(s.Start)
	b := a
	for b < len(d.Start) && int(d.Start[b]) < s.End {
		b++
	}
	return Range{a, b}
}
