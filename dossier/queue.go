package dossier

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sofar/statement"
)

// Task is something that an editor may look at.
type Task struct {
	Story, Title string
	// Kind is the kind of figure, TaskResponsibility or TaskDecision.
	Kind string
	// What names it in a line: "killed 14, low 12, high 41".
	What string
	// Statement is what to look at first, and Report the report it stands in.
	Statement, Report string
	// Decision is the id of a decision that bears on nothing, else "".
	Decision string
	// Worth is Doubt times Stake: docs/review.md has the points.
	Worth, Doubt, Stake float64
	// Why are the doubts, the heaviest first.
	Why []Points
}

// Points is one doubt and what it counts.
type Points struct {
	Reason string
	Points float64
}

// Kinds of tasks that are no figures.
const (
	TaskResponsibility = "responsibility"
	TaskDecision       = "decision"
)

// The points of docs/review.md.
const (
	pointsBase       = 1
	pointsContested  = 30
	pointsFlag       = 15
	flagsCounted     = 3
	pointsOneOrigin  = 12
	pointsParty      = 10
	pointsUnnamed    = 8
	pointsLow        = 6 // authority c, a wide range
	pointsDerived    = 5
	pointsLost       = 40
	checkedShare     = 0.25 // what is left of a doubt whose deciding statement a person has checked
	pointsDisputed   = 25
	pointsDenied     = 20
	pointsAccusation = 15
	pointsClaim      = 10
)

var certaintyPoints = map[statement.Certainty]float64{statement.Doubtful: 12, statement.Possible: 8, statement.Probable: 3}

// kindWeights tells how much a number of each kind weighs in the stake.
var kindWeights = map[statement.FigureKind]float64{statement.Killed: 1, statement.Missing: 0.8, statement.Hostages: 0.8, statement.Injured: 0.5}

const otherWeight = 0.3

// Queue lists what a person has not checked, in the order of what an editor's
// minute is worth there: doubt times stake, then by story and kind.
func Queue(a *Account) []Task {
	var out []Task
	for i := range a.Dossiers {
		d := &a.Dossiers[i]
		if len(d.Figures) == 0 && len(d.Responsibility) == 0 && len(d.Decisions) == 0 {
			continue
		}
		out = append(out, d.tasks()...)
	}
	slices.SortStableFunc(out, func(a, b Task) int {
		return cmp.Or(cmp.Compare(b.Worth, a.Worth), cmp.Compare(a.Story, b.Story))
	})
	return out
}

func (d *Dossier) tasks() []Task {
	byID := d.ByID()
	var out []Task
	size := math.Log10(float64(max(len(d.Members), 1)))
	add := func(t Task, stake, share float64) {
		slices.SortStableFunc(t.Why, func(a, b Points) int { return cmp.Compare(b.Points, a.Points) })
		t.Doubt = pointsBase
		for _, p := range t.Why {
			t.Doubt += p.Points
		}
		t.Story, t.Title = d.ID, d.Title
		t.Doubt *= share
		t.Stake = math.Round(stake*100) / 100
		t.Worth = math.Round(t.Doubt*t.Stake*10) / 10
		out = append(out, t)
	}
	for i := range d.Figures {
		f := &d.Figures[i]
		star := byID[f.BestID]
		if star == nil || allChecked(byID, f.Live) {
			continue
		}
		weight, ok := kindWeights[f.Kind]
		if !ok {
			weight = otherWeight
		}
		share := 1.0
		if star.Checked != nil {
			share = checkedShare
		}
		what := fmt.Sprintf("%s %d", f.Kind, f.Best)
		if f.Low != f.High {
			what += fmt.Sprintf(", low %d, high %d", f.Low, f.High)
		}
		t := Task{Kind: string(f.Kind), What: what, Statement: star.ID, Report: star.Report, Why: figureDoubts(f, star)}
		add(t, 1+weight*math.Log10(1+float64(f.Best))+size, share)
	}
	for i := range d.Responsibility {
		r := &d.Responsibility[i]
		if len(r.Statements) == 0 || allChecked(byID, r.Statements) {
			continue
		}
		t := Task{Kind: TaskResponsibility, What: r.Actor + ": " + r.Status, Statement: r.Statements[0], Why: blameDoubts(r)}
		for _, id := range r.Statements {
			if s := byID[id]; s != nil && s.Checked == nil {
				t.Statement, t.Report = id, s.Report
				break
			}
		}
		add(t, 1+math.Log10(1+float64(d.dead()))+size, 1)
	}
	for i := range d.Decisions {
		if dec := &d.Decisions[i]; dec.Lost != "" {
			add(Task{Kind: TaskDecision, What: "what " + dec.Author + " decided: " + dec.Lost, Decision: dec.ID, Report: dec.report(),
				Why: []Points{{"a decision bears on nothing", pointsLost}}}, 1+size, 1)
		}
	}
	return out
}

// dead is the best count of the killed, 0 for none.
func (d *Dossier) dead() int64 {
	for i := range d.Figures {
		if d.Figures[i].Kind == statement.Killed {
			return d.Figures[i].Best
		}
	}
	return 0
}

// allChecked tells whether a person has decided on each of the statements.
func allChecked(byID map[string]*Statement, ids []string) bool {
	for _, id := range ids {
		if s := byID[id]; s == nil || s.Checked == nil {
			return false
		}
	}
	return len(ids) > 0
}

func figureDoubts(f *Figure, star *Statement) []Points {
	var out []Points
	doubt := func(points float64, reason string) { out = append(out, Points{reason, points}) }
	if f.Grade == "contested" {
		doubt(pointsContested, "speakers exclude each other")
	}
	if f.Origins <= 1 {
		doubt(pointsOneOrigin, "one origin only")
	}
	for i, fl := range f.Flags {
		if i < flagsCounted {
			doubt(pointsFlag, fl.Reason)
		}
	}
	switch {
	case star.Authority == 'd':
		doubt(pointsParty, "a party to the violence counts")
	case ownVoice(star):
		doubt(pointsUnnamed, "no source is named")
	case star.Speaker.Class == statement.UnnamedOfficial:
		doubt(pointsUnnamed, "the official is not named")
	case star.Authority == 'c':
		doubt(pointsLow, "no authority counts")
	}
	if p := certaintyPoints[star.Certainty]; p > 0 {
		doubt(p, "the speaker holds it for "+string(star.Certainty))
	}
	if f.Best > 0 && 2*(f.High-f.Low) >= f.Best {
		doubt(pointsLow, "the range is wide")
	}
	if star.Figure != nil && len(star.Figure.Parts) > 0 {
		doubt(pointsDerived, "the number is derived")
	}
	return out
}

func blameDoubts(r *Responsibility) []Points {
	var out []Points
	switch r.Status {
	case "claimed and disputed":
		out = append(out, Points{"the claim is disputed", pointsDisputed})
	case "accused and denied":
		out = append(out, Points{"the accusation is denied", pointsDenied})
	case "accused":
		out = append(out, Points{"an accusation stands alone", pointsAccusation})
	case "claimed":
		out = append(out, Points{"nobody else supports the claim", pointsClaim})
	}
	if len(r.By) <= 1 {
		out = append(out, Points{"one origin only", pointsOneOrigin})
	}
	return out
}
