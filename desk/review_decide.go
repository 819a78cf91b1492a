package desk

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/ledger"
)

// checkedWords is the reason of an acceptance that gives none.
const checkedWords = "checked against the words of the report"

// decide records what a form says and leads back to where it stood.
func (s *server) decide(w http.ResponseWriter, r *http.Request) {
	if s.opt.Review == nil {
		s.fail(w, r, http.StatusForbidden, "This desk can only be read", "It takes no decisions.")
		return
	}
	if !s.form(w, r, Editor) {
		return
	}
	i, f := who(r.Context()), r.PostForm
	back := local(f.Get("back"))
	stop := func(code int, text string) {
		s.fail(w, r, code, "This was not recorded", text, link{back, "Back"})
	}
	list, err := s.decisionOf(f)
	if err != nil {
		stop(http.StatusUnprocessableEntity, sentenceCase(err.Error())+".")
		return
	}
	id := ""
	for _, d := range list {
		if needs := needed(&d); !i.role.May(needs) {
			stop(http.StatusForbidden, fmt.Sprintf("This needs the role %s; %s is a %s.", needs, trim(i.name, 60), i.role))
			return
		}
		d.Author = i.name
		if i.by == byOpen {
			d.Author = cmp.Or(strings.TrimSpace(f.Get("author")), i.name)
		}
		if id, err = s.opt.Review.AddDecision(r.Context(), d); err != nil {
			if errors.Is(err, dossier.ErrDecision) {
				stop(http.StatusUnprocessableEntity, sentenceCase(strings.TrimPrefix(err.Error(), dossier.ErrDecision.Error()+": "))+".")
			} else {
				stop(http.StatusInternalServerError, "The ledger could not be written.")
			}
			return
		}
	}
	u, err := url.Parse(back)
	if err != nil {
		u = &url.URL{Path: "/review"}
	}
	q := u.Query()
	q.Set("decided", id)
	u.RawQuery = q.Encode()
	http.Redirect(w, r, u.String(), http.StatusSeeOther)
}

// needed is the role that a decision asks for: what bears on everything that an
// outlet reports is an admin's.
func needed(d *ledger.Decision) Role {
	if d.Kind == ledger.MarkSource {
		return Admin
	}
	return Editor
}

// decisionOf reads a form. A split of several reports holds them together as
// well.
func (s *server) decisionOf(f url.Values) ([]ledger.Decision, error) {
	d := ledger.Decision{Kind: f.Get("kind"), Statement: f.Get("statement"), Source: f.Get("source"), Mark: f.Get("mark"),
		Undoes: f.Get("undoes"), Reason: strings.TrimSpace(f.Get("reason"))}
	if len(d.Reason) == 0 && d.Kind == ledger.Accept {
		d.Reason = checkedWords
	}
	if d.Reason == "" {
		return nil, errors.New("a decision needs a reason, which readers see")
	}
	switch d.Kind {
	case ledger.Accept, ledger.Reject:
		d.Reports = slices.Compact(f["report"])
	case ledger.Correct:
		d.Reports = slices.Compact(f["report"])
		c := &ledger.Correction{Kind: f.Get("figure"), Words: strings.TrimSpace(f.Get("words")), Unit: f.Get("unit"), Scope: f.Get("scope"),
			Speaker: f.Get("speaker"), Class: f.Get("class"), Stance: f.Get("stance")}
		if value := strings.TrimSpace(f.Get("value")); value != "" {
			low, high, err := dossier.ParseCount(value)
			if err != nil {
				return nil, err
			}
			c.Low, c.High = &low, &high
		}
		d.Corrected = c
	case ledger.Retract:
		d.Reports = f["report"]
	case ledger.Same, ledger.Apart:
		d.Names = f["name"]
	case ledger.Split, ledger.Merge:
		return s.regroup(d, f)
	}
	return []ledger.Decision{d}, nil
}

// regroup makes decisions on the reports of a story: those chosen apart from the
// rest and together among themselves, or all with those of another story.
func (s *server) regroup(d ledger.Decision, f url.Values) ([]ledger.Decision, error) {
	a := s.src.At(time.Time{})
	story := find(a, f.Get("story"))
	if story == nil {
		return nil, errors.New("the story is not there any more; new reports may have joined it with another")
	}
	var all []string
	for _, m := range story.Members {
		all = append(all, m.Report)
	}
	if d.Kind == ledger.Merge {
		other := find(a, strings.TrimSpace(cmp.Or(f.Get("otherid"), f.Get("other"))))
		if other == nil || other.ID == story.ID {
			return nil, errors.New("choose the story to put this one together with")
		}
		d.Reports = all
		for _, m := range other.Members {
			if !slices.Contains(all, m.Report) {
				d.Reports = append(d.Reports, m.Report)
			}
		}
		return []ledger.Decision{d}, nil
	}
	chosen := map[string]bool{}
	for _, id := range f["report"] {
		chosen[id] = true
	}
	for _, id := range all {
		if chosen[id] {
			d.Reports = append(d.Reports, id)
		} else {
			d.From = append(d.From, id)
		}
	}
	if len(d.Reports) == 0 || len(d.From) == 0 {
		return nil, errors.New("choose some of the reports, not none and not all")
	}
	out := []ledger.Decision{d}
	if len(d.Reports) > 1 {
		out = append([]ledger.Decision{{Kind: ledger.Merge, Reports: d.Reports, Reason: d.Reason}}, out...)
	}
	return out, nil
}

// flash tells what was just recorded, with the way back.
type flash struct{ ID, What, Reason string }

// flashOf is for who comes from a form that recorded a decision.
func (s *server) flashOf(r *http.Request) *flash {
	id := r.URL.Query().Get("decided")
	if id == "" || s.opt.Review == nil {
		return nil
	}
	all := s.opt.Review.Decisions()
	if i := slices.IndexFunc(all, func(d dossier.Ruling) bool { return d.ID == id }); i >= 0 && dossier.Undone(all)[id] == "" {
		return &flash{id, trim(dossier.Describe(&all[i].Decision), 240), trim(all[i].Reason, 240)}
	}
	return nil
}
