package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

// revises brings the dossier to the revision after its debate, with another text.
func (g *government) revises() {
	g.t.Helper()
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	g.gives(g.secretary, "record_conclusion", object{"outcome": "required", "number": "05 број 1", "date": g.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash, "present": 7, "in_favour": 7}).want(200)
	g.gives(g.drafter, "publish_proof", object{"channel": "own_site", "url": "https://primer.example/poziv", "sha256": someHash}).want(200)
	for range 4 {
		if g.view().Stage.Id != "public_debate" {
			break
		}
		g.gives(g.drafter, "advance", nil).want(200)
		err := g.desk.lapse(g.t.Context(), dossier.Ref(g.ref))
		if err != nil {
			g.t.Fatal(err)
		}
	}
	g.reports()
	g.stands("revision")
	g.drafter.do("POST", g.path("/versions"), object{"reason": "comments", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	newText(g.t, g.desk.store, dossier.Ref(g.ref))
}

func TestWhatFollowsFromChangesIsDecidedOnAPage(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	path := g.page("/izmene-posle-rasprave")
	shows(t, g.drafter.opensPage(path), "Нема текста о којем је расправљано", "О томе још није одлучивано.")
	g.revises()
	shows(t, g.drafter.opensPage(g.page("/zavrsetak")), "Текст је после расправе измењен", "нови круг расправе или објављени разлози", "потписник")
	hides(t, g.drafter.opensPage(path), `name="ishod"`)
	s.visitor().asks("POST", path, url.Values{"ishod": {"no_new_round"}, "razlozi": {"Р."}}, "Authorization", "Bearer "+g.drafter.token).want(http.StatusForbidden)
	shows(t, g.first.opensPage(g.page("")), "Одлучите о изменама после расправе", path)

	shows(t, g.first.opensPage("/sr-Cyrl/zadaci"), "Одлучите о изменама после расправе: ", `href="`+path+`"`, "после расправе измењена је 1 одредба")
	shows(t, g.first.opensPage("/sr-Latn/zadaci"), "Odlučite o izmenama posle rasprave", "posle rasprave izmenjena je 1 odredba")
	shows(t, g.first.opensPage("/en/zadaci"), "Decide on the changes after the debate: ", "1 provision was changed after the debate")
	hides(t, g.drafter.opensPage("/sr-Cyrl/zadaci"), path)
	shows(t, g.first.opensPage(g.page("/mogucnosti")), "Чека се одлука шта следи из измена текста после расправе")

	page := g.first.opensPage(path)
	shows(t, page, "Измењена је 1 одредба између верзије 1, о којој је расправљано, и верзије", "<del>30</del>", "<ins>20</ins>", "Предмет се одмах враћа на расправу.", "/izmene?")
	r := g.first.sendsForm(path, page, url.Values{}).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "Изаберите да ли следи нови круг", `href="#f-ishod"`, "Ова одлука мора да буде образложена", `href="#f-razlozi"`)
	g.first.sendsForm(path, page, url.Values{"ishod": {"no_new_round"}, "razlozi": {"Рок је скраћен на предлог из расправе."}}).want(http.StatusSeeOther)
	g.first.sendsForm(path, page, url.Values{"ishod": {"no_new_round"}, "razlozi": {"Рок је скраћен."}}).want(http.StatusForbidden)

	hides(t, g.first.opensPage("/sr-Cyrl/zadaci"), path)

	public := s.visitor().gets(path)
	shows(t, public, "Нови круг се не спроводи: измењена је 1 одредба.", "важи за садашњи текст", "Рок је скраћен на предлог из расправе.", "садашњи текст још није доступан јавности")
	hides(t, public, "<del>", `name="razlozi"`)
	for _, at := range []string{g.page(""), "/sr-Cyrl/odstupanja"} {
		shows(t, s.visitor().gets(at), "Текст је измењен после расправе, а нови круг се не спроводи.", path, "Рок је скраћен на предлог из расправе.")
	}
	shows(t, s.visitor().gets(g.page("?istorija=sve")), "Одлучено је да се, и поред измена текста после расправе, нови круг не спроводи.")
	g.gives(g.drafter, "complete", object{"outcome": "revised"}).want(200)
	g.stands("agenda")
}

func TestAnotherRoundFollowsAtOnce(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	g.revises()
	path := g.page("/izmene-posle-rasprave")
	g.first.sendsForm(path, g.first.opensPage(path), url.Values{"ishod": {"new_round"}, "razlozi": {"Битно измењено."}}).want(http.StatusSeeOther)
	g.stands("public_debate")
	shows(t, s.visitor().gets(g.page("")), "следи нови круг расправе", "Битно измењено.")
}
