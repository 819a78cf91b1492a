// Package statement finds who says what in one report: attributions (source,
// cue, content), and the statements they carry: figures, responsibility,
// causes and other claims, each with speaker, relay, stance and certainty.
//
// Input: a language.Doc and the report it came from. Output: a Set. Every
// decision names the rule that made it.
package statement

import (
	"slices"

	"sofar/report"
)

// Span is a byte range of the report's text.
type Span = report.Span

// Attribution is one "who says what" as the report prints it.
type Attribution struct {
	// Source, Cue, Content are the printed words; each may be discontinuous,
	// Source may be empty. Spans are in text order and do not overlap.
	Source  []Span  `json:"source"`
	Cue     []Span  `json:"cue"`
	Content []Span  `json:"content"`
	Speaker Speaker `json:"speaker"`
	// Relay lists the outlets between the speaker and this report, nearest
	// first, by canonical name; empty if the report had it itself.
	Relay     []string  `json:"relay,omitempty"`
	Stance    Stance    `json:"stance"`
	Certainty Certainty `json:"certainty"`
	Direct    bool      `json:"direct,omitempty"`
	// Addressee is whom it was told ("told parliament"), or "".
	Addressee string `json:"addressee,omitempty"`
	// Parent is the index of the attribution inside whose content this one
	// stands, else -1.
	Parent int `json:"parent"`
	// Rule is the name of the sieve or model that made it.
	Rule string `json:"rule"`

	// weak: the verb often tells of no speech (found, established).
	// knows: the verb tells what its subject knows; who says so speaks.
	// doubted: the learned model does not share the reading of a sieve that errs often.
	// speech: the cue is a verb of saying.
	weak, knows, doubted, speech bool
	// read is what the sieves read, from which statements are made; nil where the
	// learned model alone has found the attribution.
	read *sieved
}

// sieved holds the spans of a sieve's reading.
type sieved struct{ source, cue, content []Span }

// asRead gives the attributions with the spans that the sieves read, at the same
// indices: those of the learned model alone hold nothing that is said.
func asRead(atts []Attribution) []Attribution {
	out := slices.Clone(atts)
	for i := range out {
		a := &out[i]
		if a.read == nil {
			a.Source, a.Content = nil, nil
			continue
		}
		a.Source, a.Cue, a.Content = a.read.source, a.read.cue, a.read.content
	}
	return out
}

// Speaker is the mouth behind words.
type Speaker struct {
	// Name is the canonical name: the institution or person, the fullest form in
	// the report, without title or leading article; a description where there is
	// no name ("top US general in West Asia", "two officials"); "" if nobody is named.
	Name string `json:"name"`
	// Class is the class of SEMANTICS.md; ClassUnknown if it cannot be told.
	Class Class `json:"class"`
	// Post and Affiliation as the report gives them: "President";
	// "Soufan Center, a Washington-based research group".
	Post        string `json:"post,omitempty"`
	Affiliation string `json:"affiliation,omitempty"`
	// Aliases are other names of the same speaker in this report.
	Aliases []string `json:"aliases,omitempty"`
	// Span is the printed source words, zero if none.
	Span Span `json:"span,omitzero"`
	// Anonymous is true for unnamed sources; Reason keeps the reason given.
	Anonymous bool   `json:"anonymous,omitempty"`
	Reason    string `json:"reason,omitempty"`
	// Origin is the canonical name of the mouth that counts as one origin: the
	// institution for its spokesman, minister or commander speaking for it, else Name.
	Origin string `json:"origin"`
}

// Kind is what a statement is about.
type Kind string

// Kinds of statements.
const (
	KindFigure         Kind = "figure"
	KindResponsibility Kind = "responsibility"
	KindCause          Kind = "cause"
	KindOther          Kind = "other"
)

// Statement is one thing that somebody says in a report.
type Statement struct {
	// ID is content-addressed: "s" and 16 hexadecimal digits of SHA-256 over
	// report id, span, kind and value. Stable across runs and engine versions
	// as long as the reading is the same.
	ID     string `json:"id"`
	Report string `json:"report"` // report.Report.ID
	// Span is the clause that carries it; its words are the quote shown to readers.
	Span Span `json:"span"`
	Kind Kind `json:"kind"`
	// Attribution is the index in Set.Attributions, -1 where the report's own
	// voice says it.
	Attribution    int             `json:"attribution"`
	Speaker        Speaker         `json:"speaker"`
	Relay          []string        `json:"relay,omitempty"`
	Stance         Stance          `json:"stance"`
	Certainty      Certainty       `json:"certainty"`
	Direct         bool            `json:"direct,omitempty"`
	Figure         *Figure         `json:"figure,omitempty"`
	Responsibility *Responsibility `json:"responsibility,omitempty"`
	// Background is true for history and description of an actor, place or
	// earlier event: never part of the current account's figures.
	Background bool `json:"background,omitempty"`
	// About names the actor that a background or other statement describes, or "".
	About string `json:"about,omitempty"`
	// Answers is the ID of the statement in the SAME report that this one
	// confirms, denies, corrects or retracts, or "". Links between reports are
	// the dossier's.
	Answers string `json:"answers,omitempty"`
	Rule    string `json:"rule"`
}

// Figure is a number of people or things, as an interval that keeps its words.
type Figure struct {
	Kind FigureKind `json:"kind"`
	// Words are the printed words ("at least 143 people"), at Span.
	Words string `json:"words"`
	Span  Span   `json:"span"`
	// Low..High is the interval of SEMANTICS.md; High is language.Open (-1) for
	// "no upper bound".
	Low  int64 `json:"low"`
	High int64 `json:"high"`
	// Unit is what is counted: people, children, soldiers, attackers, homes.
	Unit  string `json:"unit"`
	Scope Scope  `json:"scope"`
	// Incident is the index of the incident frame in the report's Reading that
	// the figure belongs to, -1 if none (historical).
	Incident int `json:"incident"`
	// AsOf is the report's words for the time of the count ("by 8 a.m."), or "".
	AsOf string `json:"as_of,omitempty"`
	// Parts are the clauses that a derived number is made of; nil where the
	// report gives the number itself.
	Parts []Span `json:"parts,omitempty"`
	// Headline is the report's title where the words stand there and nowhere in
	// the text; Span is empty then. Else "".
	Headline string `json:"headline,omitempty"`
	Rule     string `json:"rule"`
}

// FigureKind is what is counted.
type FigureKind string

// Kinds of figures; the list is open.
const (
	Killed       FigureKind = "killed"
	Injured      FigureKind = "injured"
	Missing      FigureKind = "missing"
	Arrested     FigureKind = "arrested"
	Rescued      FigureKind = "rescued"
	Displaced    FigureKind = "displaced"
	Evacuated    FigureKind = "evacuated"
	Hostages     FigureKind = "hostages"
	Hospitalised FigureKind = "hospitalised"
	Destroyed    FigureKind = "buildings destroyed"
	OtherFigure  FigureKind = "other"
)

// FigureKinds lists the kinds in the order in which pages show them.
var FigureKinds = []FigureKind{Killed, Injured, Missing, Hostages, Rescued, Hospitalised, Arrested, Evacuated, Displaced, Destroyed, OtherFigure}

// Scope tells what a figure covers.
type Scope string

// Scopes. Only ScopeTotal enters the toll.
const (
	ScopeTotal      Scope = "total"
	ScopeSubset     Scope = "subset"
	ScopeIncrement  Scope = "increment"
	ScopeOther      Scope = "other incident"
	ScopeHistorical Scope = "historical"
)

// Responsibility is a claim about who did it.
type Responsibility struct {
	Actor     string   `json:"actor"` // canonical name or description of who is said to have done it
	ActorSpan Span     `json:"actor_span,omitzero"`
	Relation  Relation `json:"relation"`
	// By is who says so: the canonical name of the speaker, "" if nobody is named.
	By string `json:"by"`
	// Channel is how a claim was made ("a statement posted on social media"), or "".
	Channel     string `json:"channel,omitempty"`
	ChannelSpan Span   `json:"channel_span,omitzero"`
	Rule        string `json:"rule"`
}

// Relation ties an actor to the act.
type Relation string

// Relations.
const (
	ClaimedBy    Relation = "claimed by"
	AttributedTo Relation = "attributed to"
	DeniedBy     Relation = "denied by"
	RuledOut     Relation = "ruled out for"
)

// Stance is how the speaker stands to the content, from the verb and its frame.
type Stance string

// Stances.
const (
	States        Stance = "states"
	Confirms      Stance = "confirms"
	Claims        Stance = "claims"
	Denies        Stance = "denies"
	Rejects       Stance = "rejects"
	Suspects      Stance = "suspects"
	Fears         Stance = "fears"
	Predicts      Stance = "predicts"
	Retracts      Stance = "retracts"
	Corrects      Stance = "corrects"
	CannotConfirm Stance = "cannot confirm"
	NoComment     Stance = "no comment"
)

// Certainty is how sure the speaker is.
type Certainty string

// Certainties.
const (
	Certain  Certainty = "certain"
	Probable Certainty = "probable"
	Possible Certainty = "possible"
	Doubtful Certainty = "doubtful"
)

// Class is the class of a speaker.
type Class string

// Classes of speakers (SEMANTICS.md).
const (
	Government      Class = "government"
	Police          Class = "police"
	Military        Class = "military"
	Medical         Class = "medical"
	Rescue          Class = "rescue"
	Company         Class = "company"
	Court           Class = "court"
	International   Class = "international body"
	NGO             Class = "NGO"
	ArmedGroup      Class = "armed group"
	Opposition      Class = "opposition party"
	Witness         Class = "witness"
	Expert          Class = "expert"
	Media           Class = "media"
	UnnamedOfficial Class = "unnamed official"
	ClassUnknown    Class = "unknown"
)

// Set is all that is said in one report.
type Set struct {
	Attributions []Attribution `json:"attributions,omitempty"`
	Statements   []Statement   `json:"statements,omitempty"`
	// Headlines are the counts that the title alone gives: of kinds of which the
	// text has no total. They enter a figure only where no report of the story has
	// a total in its text.
	Headlines []Statement `json:"headlines,omitempty"`
	// Credits are the agencies and outlets that the report credits for its text
	// (dateline "(BPB)", "With reporting by …", "BPB reported"), canonical, in order.
	Credits []string `json:"credits,omitempty"`
	// Wire is the agency whose own copy this is by dateline ("SOFIA, Feb 9 (BPB) -"), or "".
	Wire string `json:"wire,omitempty"`
}
