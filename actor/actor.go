// Package actor keeps who is who over all stories of an account: organisations,
// offices and public speakers, with their names, what is said of them, what they
// said, and what they are said to have done.
//
// Input: a dossier.Account. Output: a Directory. Everything in it is a statement
// with its source, or a count of such statements; nothing is inferred of what a
// report does not print.
//
// Nobody private has an entry: persons are kept only as speakers with a post or
// an affiliation, and victims, suspects and witnesses never.
package actor

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/report"
	"sofar/statement"
)

// Kinds of entries.
const (
	Organisation = "organisation"
	Speaker      = "public speaker"
)

// Directory is who is who in an account.
type Directory struct {
	// Actors by ID.
	Actors []Actor
	byID   map[string]int
	byName map[string][]int // name key → actors
	of     map[string]string
}

// Actor is an organisation, an office or a public speaker.
type Actor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind"`
	// Class is the class of most of its statements.
	Class statement.Class `json:"class,omitempty"`
	// Country is the one country of its stories where its name is no name of its
	// own ("Interior Ministry"), else "".
	Country string `json:"country,omitempty"`
	// Names are its other names, each with what makes it one.
	Names []Name `json:"names,omitempty"`
	// Relations to others, as reports tell them.
	Relations []Relation `json:"relations,omitempty"`
	// Holders are the persons who spoke for it, by the time of their first words.
	Holders []Holder `json:"holders,omitempty"`
	// Bodies are those for which a public speaker spoke.
	Bodies []Holder `json:"bodies,omitempty"`
	// Descriptions are what reports tell of it beside the events, each
	// sentence once, the first print first.
	Descriptions []Said `json:"descriptions,omitempty"`
	// Roles are its parts in the ledger's own stories, the newest first.
	Roles []Role `json:"roles,omitempty"`
	// Past are earlier events that reports tell of it as history.
	Past []Said `json:"past,omitempty"`
	// About are what others said of it: blame, denials, assessments.
	About []Said `json:"about,omitempty"`
	// Warnings are those given before an event that speak of it, or that it gave.
	Warnings []Said `json:"warnings,omitempty"`
	// Series are its own numbers, by story and kind.
	Series []Series `json:"series,omitempty"`
	// Statements counts what it said, repeats aside.
	Statements int       `json:"statements"`
	First      time.Time `json:"first,omitzero"` // of its first words or mention
	Last       time.Time `json:"last,omitzero"`
}

// Name is another name of an actor.
type Name struct {
	Name string `json:"name"`
	// Rule says why it is one, in words a reader can follow.
	Rule     string `json:"rule,omitempty"`
	Evidence []Cite `json:"evidence,omitempty"`
}

// Cite is a slice of a report.
type Cite struct {
	Report    string      `json:"report,omitempty"`
	Outlet    string      `json:"outlet,omitempty"`
	Span      report.Span `json:"-"`
	Quote     string      `json:"quote"`
	At        time.Time   `json:"at,omitzero"`         // when the report became known
	Statement string      `json:"statement,omitempty"` // its id, or ""
}

// Relation is a tie between two actors.
type Relation struct {
	Kind string `json:"kind"`           // "splinter of", "affiliate of", "part of", "led by", "rival of", …
	With string `json:"with,omitempty"` // as printed
	ID   string `json:"id"`             // of the other's entry, or ""
	Cite
	Speaker string `json:"speaker,omitempty"`
}

// Holder is a person in a post.
type Holder struct {
	Person     string    `json:"person,omitempty"`
	ID         string    `json:"id"`
	Post       string    `json:"post,omitempty"`
	Body       string    `json:"body,omitempty"`
	First      time.Time `json:"first,omitzero"`
	Last       time.Time `json:"last,omitzero"`
	Statements int       `json:"statements"`
	Cite       Cite      `json:"cite"`
}

// Said is an attributed statement: who says so, through whom, and when.
type Said struct {
	Cite
	// Speaker is who says it, the outlet where it says so itself.
	Speaker string           `json:"speaker,omitempty"`
	Class   statement.Class  `json:"class,omitempty"`
	Stance  statement.Stance `json:"stance,omitempty"`
	Relay   []string         `json:"relay,omitempty"`
	Story   string           `json:"story,omitempty"` // id
	Title   string           `json:"title,omitempty"` // of the story
	// Low and High bound the number of a historical count, Kind is what it counts; Kind is "" for none.
	Kind string `json:"kind,omitempty"`
	Low  int64  `json:"low"`
	High int64  `json:"high"`
}

// Role is an actor's part in a story.
type Role struct {
	Story string    `json:"story,omitempty"`
	Title string    `json:"title,omitempty"`
	At    time.Time `json:"at,omitzero"` // the incident's day, else the story's first report
	Place []string  `json:"place,omitempty"`
	Type  string    `json:"type,omitempty"`
	// Status is that of its responsibility there, "" where it only spoke.
	Status string   `json:"status,omitempty"`
	By     []string `json:"by,omitempty"`
	// Killed is the toll, nil where none is known.
	Killed     *Toll `json:"killed,omitempty"`
	Statements int   `json:"statements"` // its own statements in the story
	// Claim are the words that give its part, Count those that give the toll,
	// which Counted gave; a Cite without a report for none.
	Claim   Cite   `json:"claim,omitzero"`
	Count   Cite   `json:"count,omitzero"`
	Counted string `json:"counted,omitempty"`
}

// Toll is a figure of a story as it stands.
type Toll struct {
	Low  int64 `json:"low"`
	Best int64 `json:"best"`
	High int64 `json:"high"`
	Open bool  `json:"open"`
}

// Series is what one speaker said of one figure of one story.
type Series struct {
	Story string `json:"story,omitempty"`
	Title string `json:"title,omitempty"`
	Kind  string `json:"kind"`
	Steps []Step `json:"steps,omitempty"` // oldest first
	// Final is the story's figure now.
	Final Toll `json:"final"`
	// Ended says how its first number stands to the figure now: "holds", "was
	// too low", "was too high", or "withdrawn".
	Ended string `json:"ended,omitempty"`
}

// Step is one number of a series.
type Step struct {
	At    time.Time `json:"at,omitzero"`
	Low   int64     `json:"low"` // High is -1 for an open end
	High  int64     `json:"high"`
	Words string    `json:"words,omitempty"`
	Used  string    `json:"used,omitempty"`
	Cite  Cite      `json:"cite"`
}

// Find gives the entries that a name means, by ID, by any of their names, or by
// words that stand in a name; the best first.
func (d *Directory) Find(name string) []*Actor {
	if i, ok := d.byID[name]; ok {
		return []*Actor{&d.Actors[i]}
	}
	var out []*Actor
	k := dossier.NameKey(name)
	for _, i := range d.byName[k] {
		out = append(out, &d.Actors[i])
	}
	if len(out) > 0 || k == "" {
		return out
	}
	for i := range d.Actors {
		a := &d.Actors[i]
		for _, n := range append([]string{a.Name}, a.names()...) {
			if strings.Contains(" "+dossier.NameKey(n)+" ", " "+k+" ") {
				out = append(out, a)
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *Actor) int { return cmp.Compare(b.Statements+len(b.Roles), a.Statements+len(a.Roles)) })
	return out
}

// Get gives an entry by its ID, nil if there is none.
func (d *Directory) Get(id string) *Actor {
	if i, ok := d.byID[id]; ok {
		return &d.Actors[i]
	}
	return nil
}

// In gives the ID of the entry that a name of a story has, "" if it has none.
func (d *Directory) In(story, name string) string { return d.of[story+"|"+dossier.NameKey(name)] }

func (a *Actor) names() []string {
	out := make([]string, len(a.Names))
	for i, n := range a.Names {
		out[i] = n.Name
	}
	return out
}

// Armed tells whether the actor is an armed group: by the class of its words,
// or because it claims an attack and nothing else is known of its class.
func (a *Actor) Armed() bool {
	if a.Class != "" && a.Class != statement.ClassUnknown {
		return a.Class == statement.ArmedGroup
	}
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return strings.HasPrefix(r.Status, "claimed") })
}
