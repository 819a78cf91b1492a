package desk

import (
	"time"

	"sofar/dossier"
)

// large is a Source whose account holds the newest stories alone, and which
// gives the others when they are asked for; a dossier.Book is one.
type large interface {
	Story(id string, t time.Time) *dossier.Dossier
	Around(t time.Time, reports ...string) *dossier.Account
	Beside(id string, t time.Time) (*dossier.Account, *dossier.Dossier)
	Page(t time.Time, from, n int) *dossier.Account
}

// page gives n stories from the given place of the order on, and how many stories
// and reports there are; false for a source that gives all of them together.
func (s *server) page(t time.Time, from, n int) (a *dossier.Account, stories, reports int, ok bool) {
	l, ok := s.src.(large)
	if !ok {
		return nil, 0, 0, false
	}
	a = l.Page(t, from, n)
	return a, len(a.Dossiers) + a.MoreStories, len(a.Reports) + a.MoreReports, true
}

// newestOf tells of how many stories an account of a large ledger knows, the newest;
// 0 where it knows all.
func newestOf(a *dossier.Account) int {
	if a.MoreStories == 0 {
		return 0
	}
	return len(a.Dossiers)
}

// storyAt gives a story as known at t, and the account that its page is composed
// from; no story if there is none.
func (s *server) storyAt(id string, t time.Time) (*dossier.Account, *dossier.Dossier) {
	if l, ok := s.src.(large); ok {
		return l.Beside(id, t)
	}
	a := s.src.At(t)
	return a, find(a, id)
}

// around gives the present account with the stories of the reports.
func (s *server) around(reports ...string) *dossier.Account {
	if l, ok := s.src.(large); ok {
		return l.Around(time.Time{}, reports...)
	}
	return s.src.At(time.Time{})
}
