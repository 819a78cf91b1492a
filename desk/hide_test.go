package desk

import (
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"sofar/incident"
)

// With HideNames the entries of who is who, their API and the downloads do not
// print a suspect's name.
func TestHiddenNames(t *testing.T) {
	const name = "Bo Carling"
	reports := append([]told{}, fire...)
	reports[len(reports)-1].title = "Carling held over depot fire, ministry says"
	last := &reports[len(reports)-1]
	last.text += " The Interior Ministry said that Bo Carling had lit the fire for the Ninth Lamp."
	last.says = append([]say{}, last.says...)
	last.says = append(last.says, say{words: "that Bo Carling had lit the fire for the Ninth Lamp", speaker: "Interior Ministry", class: "government", actor: "Ninth Lamp", relation: "accused", source: "The Interior Ministry", cue: "said"})
	for _, hide := range []bool{false, true} {
		book := newBook(reports, len(reports))
		book.At(time.Time{}).Dossiers[0].Incident.Perpetrators = []incident.Perpetrator{{Role: "individual", Words: []string{name}}}
		h := newDesk(t, book, Options{HideNames: hide})
		list, _ := get(t, h, "/actors", 200)
		all := list
		for _, m := range regexp.MustCompile(`href="/actor/([^"]+)"`).FindAllStringSubmatch(list, -1) {
			page, _ := get(t, h, "/actor/"+m[1], 200)
			all += page
			for _, path := range []string{"/api/v1/actors/" + m[1], "/api/v1/actors?name=" + m[1], "/speaker/" + m[1]} {
				rec := httptest.NewRecorder()
				h.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
				body, _ := io.ReadAll(rec.Body)
				all += string(body)
			}
		}
		if got := strings.Contains(all, "Carling"); got == hide {
			t.Errorf("hidden %v: who is who names him: %v", hide, got)
		}
		if !strings.Contains(all, "Ninth Lamp") {
			t.Errorf("hidden %v: the group is gone", hide)
		}
		for _, form := range []string{"statements", "annotations", "ninjs", "wikitext", "reports"} {
			data, _ := get(t, h, "/export/"+form+"?story=stfire", 200)
			if got := strings.Contains(data, "Carling"); hide && got || !hide && !got && form == "statements" {
				t.Errorf("hidden %v: %s names him: %v", hide, form, got)
			}
		}
	}
}
