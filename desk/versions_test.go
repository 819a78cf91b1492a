package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"sofar/report"
)

// TestVersionsOfAPage: a page with versions is one report, which tells what each
// changed and whether it said so.
func TestVersionsOfAPage(t *testing.T) {
	book := emptyBook(t)
	quake := func(killed, hurt, more string) string {
		return "TALBY, Veldland, May 14 - An earthquake hit the town of Talby on Wednesday, killing " + killed + " people and injuring " + hurt + ", the civil protection agency said.\n\nRescuers searched the old town." + more + "\n"
	}
	for _, r := range []report.Report{
		{Publisher: "Talby Post", Title: "Quake hits Talby, 12 dead", URL: "https://post.example/quake", Published: at(8, 0), Text: quake("12", "40", "")},
		{Publisher: "Talby Post", Title: "Quake hits Talby, 15 dead", URL: "https://post.example/quake", Published: at(8, 0), Updated: at(10, 0), Text: quake("15", "40", "")},
		{Publisher: "Talby Post", Title: "Quake hits Talby, 15 dead", URL: "https://post.example/quake", Published: at(8, 0), Updated: at(12, 0), Text: quake("15", "60", " This article has been updated with a new number of injured.")},
		{Publisher: "Vale Wire", Title: "Earthquake kills at least 14", URL: "https://wire.example/1", Published: at(9, 0), Text: "TALBY, Veldland, May 14 - At least 14 people were killed in an earthquake in the town of Talby on Wednesday, the interior ministry said.\n"},
	} {
		r.ID = report.MakeID(r.URL, r.Publisher, r.Name, r.Text)
		if _, err := book.Add(context.Background(), report.Item{Report: &r}); err != nil {
			t.Fatal(err)
		}
	}
	h := newDesk(t, book, Options{})
	page, _ := get(t, h, storyURL(book.At(time.Time{}).Dossiers[0].ID), 200)
	wants(t, page, "2 reports", "3 versions", "1 figure changed without a word", "killed 12 → 15", "injured 40 → 60",
		"changed “12 people” to “15 people” on the same page without saying so", `<b class="clock">12:00 UTC</b>`)
	_, sources, _ := strings.Cut(page, `id="sources"`)
	sources, _, _ = strings.Cut(sources, "</section>")
	if n := strings.Count(sources, "Talby Post"); n != 1 {
		t.Errorf("the page stands %d times among the sources", n)
	}
	if n := strings.Count(sources, "without saying so"); n != 1 {
		t.Errorf("%d moves are told as silent", n)
	}
	list, _ := get(t, h, "/", 200)
	wants(t, list, "2 reports")
}
