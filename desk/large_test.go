package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/report"
)

// fires gives n reports of as many events.
func fires(n int) []report.Item {
	const consonants, vowels = "bdfgklmnprstv", "aeiou"
	kinds := []string{"A fire destroyed a warehouse", "A flood swept a camp site away", "A landslide buried a quarry", "An explosion wrecked a grain store", "A train left the rails at a junction"}
	var items []report.Item
	for i := range n {
		name := func(k int) string {
			out := ""
			for j := range 4 {
				k = k*7 + 3*j + 5
				out += string(consonants[k%len(consonants)]) + string(vowels[(k+i)%len(vowels)])
			}
			return strings.ToUpper(out[:1]) + out[1:]
		}
		town := name(i)
		r := &report.Report{Name: fmt.Sprintf("f%02d", i), Publisher: "Paper", Title: kinds[i%5] + " in " + town, Published: day.AddDate(0, 0, 9*i),
			Text: fmt.Sprintf("%s, %s – %s in %s. At least %d people were killed, said the mayor, Ada %s.", town, name(i+50), kinds[i%5], town, 3+2*i, name(i+100))}
		r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
		items = append(items, report.Item{Report: r})
	}
	return items
}

// The pages of a large ledger lead to all of its stories, and say what they leave
// out; a view of the past says what is not of that time.
func TestLargePages(t *testing.T) {
	for _, hide := range []bool{false, true} {
		book := emptyBook(t, dossier.WithLarge(4))
		if _, err := book.Add(t.Context(), fires(27)...); err != nil {
			t.Fatal(err)
		}
		n := len(book.Whole(time.Time{}).Dossiers)
		if n < 22 {
			t.Fatalf("%d stories", n)
		}
		h := newDesk(t, book, Options{HideNames: hide})
		first, _ := get(t, h, "/", 200)
		second, _ := get(t, h, "/?p=2", 200)
		if a, b := strings.Count(first, "<article>"), strings.Count(second, "<article>"); a != listPage || b != n-listPage {
			t.Errorf("%d and %d of %d stories on the pages", a, b, n)
		}
		api, _ := get(t, h, fmt.Sprintf("/api/v1/stories?limit=3&offset=%d", n-2), 200)
		wants(t, api, fmt.Sprintf(`"total":%d`, n))
		if strings.Count(api, `"id":`) != 2 {
			t.Errorf("the API gives %s", api)
		}
		id := book.Whole(time.Time{}).Dossiers[n-1].ID
		now, _ := get(t, h, "/story/"+id, 200)
		past, _ := get(t, h, "/story/"+id+"?at="+day.AddDate(1, 0, 0).Format(time.RFC3339), 200)
		lacks(t, now, "grouped anew")
		wants(t, past, "Which reports stand together is as it is now")
		for _, path := range []string{"/export/figures?story=" + id, "/story/" + id + "/feed.atom", "/api/v1/stories/" + id, "/embed/story/" + id} {
			get(t, h, path, 200)
		}
	}
}

// What goes through the newest stories alone says so.
func TestNewestAlone(t *testing.T) {
	b := &partBook{newBook(fire, len(fire))}
	h := newDesk(t, b, Options{})
	for path, want := range map[string]string{"/actors": "public speakers over the 1 story with the newest reports", "/review": "of 9,001"} {
		page, _ := get(t, h, path, 200)
		wants(t, page, want)
	}
	page, _ := get(t, h, "/?filter=depot", 200)
	wants(t, page, "The filter goes through the 1 story", "/search?q=depot")
}

// partBook knows of more stories than it gives.
type partBook struct{ *fakeBook }

func (b *partBook) At(t time.Time) *dossier.Account {
	a := *b.fakeBook.At(t)
	a.MoreStories = 9000
	return &a
}
