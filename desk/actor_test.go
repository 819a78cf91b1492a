package desk

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
)

func TestActorPages(t *testing.T) {
	h := newDesk(t, newBook(fire, len(fire)), Options{})
	list, _ := get(t, h, "/actors", 200)
	wants(t, list, "Ninth Lamp", "Velm hospital", "Armed group", "medical", `href="/actor/ninth-lamp"`)
	page, _ := get(t, h, "/actor/ninth-lamp", 200)
	wants(t, page, "<h1><bdi>Ninth Lamp</bdi></h1>", "/story/stfire")
	hospital, _ := get(t, h, "/actor/velm-hospital", 200)
	wants(t, hospital, "Its numbers over time", "killed", "was too low")
	_, head := get(t, h, "/actors?name=Ninth+Lamp", http.StatusSeeOther)
	if head.Get("Location") != "/actor/ninth-lamp" {
		t.Errorf("a name leads to %q", head.Get("Location"))
	}
	_, head = get(t, h, "/speaker/velm-hospital", http.StatusSeeOther)
	if head.Get("Location") != "/actor/velm-hospital#numbers" {
		t.Errorf("a speaker leads to %q", head.Get("Location"))
	}
	get(t, h, "/actor/nobody", 404)
	var one struct {
		Name   string
		Series []struct{ Kind, Ended string }
	}
	fetch(t, h, "/api/v1/actors/velm-hospital", 200, &one)
	if one.Name != "Velm hospital" || len(one.Series) == 0 {
		t.Errorf("API: %+v", one)
	}
	var all struct {
		Total int
		Items []struct{ ID string }
	}
	fetch(t, h, "/api/v1/actors?name=lamp", 200, &all)
	if all.Total != 1 || all.Items[0].ID != "ninth-lamp" {
		t.Errorf("API: %+v", all)
	}
}

// Actor pages of a story of hostile names are as harmless as any.
func TestHostileActors(t *testing.T) {
	for _, name := range []string{`Front <script>window.owned=1</script>`, `Front "><img src=x onerror=window.owned=1>`, "Front \u202egnp.exe"} {
		bad := hostileTold(name)
		bad.says[0].speaker, bad.says[0].actor, bad.says[0].relation, bad.says[0].class = name, name, "claimed by", "armed group"
		h := newDesk(t, newBook([]told{fire[0], bad}, 2), Options{})
		list, _ := get(t, h, "/actors", 200)
		for _, m := range regexp.MustCompile(`href="(/actor/[^"]+)"`).FindAllStringSubmatch(list, -1) {
			body, _ := get(t, h, m[1], 200)
			lacks(t, strings.ReplaceAll(body, `<script src="/static`, ""), "<script", "<img", "\u202e")
		}
	}
}

func TestMap(t *testing.T) {
	for _, c := range []struct {
		place        string
		shape, drawn bool
		text         string
	}{
		{"central station/Sofia/Bulgaria", false, true, "the dot is the city"},
		{"Nowhereville/Bulgaria", true, true, "the country is marked as a whole"},
		{"Nowhereville/Dolj county/Romania", true, true, "the region is marked as a whole"},
		{"Velm/Harland", false, false, ""},
	} {
		v := mapOf(&dossier.Dossier{AsOf: time.Now(), Incident: incident.Frame{Place: strings.Split(c.place, "/")}})
		if (v != nil) != c.drawn {
			t.Errorf("%s: drawn %v", c.place, v != nil)
			continue
		}
		if v == nil {
			continue
		}
		size := len(v.Shape)
		for _, l := range append(v.Lands, v.Lines...) {
			size += len(l)
		}
		if (v.Shape != "") != c.shape || !strings.Contains(v.Text, c.text) || len(v.Lands) == 0 || size > 24_000 {
			t.Errorf("%s: shape %v, %d bytes, %s", c.place, v.Shape != "", size, v.Text)
		}
	}
}
