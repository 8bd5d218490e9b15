package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestASessionIsCountedByAsManyMembersAsTheOperatorEntered(t *testing.T) {
	s := newSite(t)
	g := newParted(s, "present_above: 50, in_favour_above: 50, half_with_chair: true")
	boss, _ := s.signedIn("Операта Системић", "operata@primer.example", "MPROBA operator")
	at := "/sr-Cyrl" + membersPath
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	path := g.page("/zakljucak")
	page := g.secretary.opensPage(path)
	shows(t, page, "Није унето колико чланова има орган који одлучује", "Оператер система уноси број чланова на страни „Број чланова органа”", "Основ за кворум")
	hides(t, page, `href="`+at)
	vote := object{"outcome": "required", "number": "05 број 1", "date": g.heldToday(), "document": "zakljucak.pdf", "sha256": someHash, "present": 12, "in_favour": 12}
	shows(t, string(g.gives(g.secretary, "record_conclusion", vote).want(409).body), "members_known")

	shows(t, boss.gets(at), "Број чланова органа", "Колегијум")
	r := boss.asks("POST", at, url.Values{"organ": {"KOLEGIJUM"}, "broj": {"двадесет"}, "od": {"1. 1. 2026."}, "akt": {""}, "radnja": {"unos"}}).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), `href="#f-broj"`, `value="двадесет"`, `href="#f-akt"`, "Наведите пропис или акт", `value="KOLEGIJUM" selected`)
	entry := url.Values{"organ": {"KOLEGIJUM"}, "broj": {"24"}, "od": {"1. 1. 2026."}, "akt": {"Пословник Колегијума, члан 2."}, "radnja": {"unos"}}
	boss.asks("POST", at, entry).want(http.StatusSeeOther)
	r = boss.asks("POST", at, entry).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "За тај орган већ је унет број чланова који важи од тог дана.", `href="#f-od"`)
	shows(t, boss.gets(at), "24 члана", "важи", "Пословник Колегијума, члан 2.")
	shows(t, boss.gets("/en"+membersPath), "24 members", "holds")

	page = g.secretary.opensPage(path)
	hides(t, page, "Није унето колико чланова")
	shows(t, page, "Орган има 24 члана; за пуноважан рад потребно је најмање 13", "Потребно је најмање 13 гласова", "За одлуку је гласао и председник органа", "Број уздржаних чланова")
	typed := map[string]string{"korak": "pregled", "ishod": "required", "broj": "05 број 7", "datum": g.heldOn(), "prisutno": "20", "za": "12", "protiv": "пет", "uzdrzano": ""}
	pdf := []byte("%PDF-1.7 закључак")
	r = g.attaches(g.secretary, page, typed, "zakljucak.pdf", pdf).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), `href="#f-protiv"`, `value="пет"`)
	typed["protiv"], typed["uzdrzano"] = "5", "3"
	preview := string(g.attaches(g.secretary, page, typed, "zakljucak.pdf", pdf).want(http.StatusOK).body)
	shows(t, preview, "Присутно је било 20 чланова, а за одлуку их је гласало 12.", "Против: 5.", "Уздржаних: 3.")
	enter := map[string]string{"korak": "unos"}
	for _, name := range []string{"ishod", "broj", "datum", "naziv", "otisak", "prisutno", "za", "protiv", "uzdrzano", "predsednik"} {
		enter[name] = hiddenIn(preview, name)
	}
	r = g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "потребно је да буде присутно најмање 13 од 24 чланова и да за њу гласа најмање 13; унето је: присутно 20, за 12", `href="#f-prisutno"`, `value="5"`)
	enter["predsednik"] = "1"
	g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusSeeOther)
	g.stands("public_debate")
	shows(t, g.drafter.opensPage(g.page("")), "Од 24 члана органа било је присутно 20, а за одлуку их је гласало 12.", "Против: 5.", "Уздржаних: 3.", "За одлуку је гласао и председник органа.")
	c := g.view().Stages[1].Conclusion
	if c == nil || c.Members == nil || *c.Members != 24 || c.Against == nil || *c.Against != 5 || *c.Abstained != 3 || !c.ChairInFavour {
		t.Errorf("the interface says %+v", c)
	}

	id := regexp.MustCompile(`name="id" value="([0-9a-f-]{36})"`).FindStringSubmatch(boss.gets(at))
	cancel := url.Values{"id": {id[1]}, "radnja": {"ponistenje"}}
	boss.asks("POST", at, cancel).want(http.StatusSeeOther)
	shows(t, boss.gets(at), "поништено")
	boss.asks("POST", at, cancel).want(http.StatusUnprocessableEntity)
}

func TestAProcedureSaysItsQuorum(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string][]string{
		"/sr-Cyrl/postupci/rs.law.government": {"орган одлучује ако је присутно више од половине свих његових чланова; за одлуку треба да гласа више од половине свих чланова; ако је број чланова паран",
			"Закон о Влади, члан 26.", "орган има 250 чланова; одлучује ако је присутно најмање 126"},
		"/en/postupci/rs.local.statute": {"when more than half of all its members are present", "more than half of those present must vote for it"},
	} {
		page := strings.ReplaceAll(s.visitor().gets(path), "\u00a0", " ")
		shows(t, page, want...)
	}
}
