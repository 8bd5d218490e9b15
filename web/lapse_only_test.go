package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// newInitiative is a people's initiative that the Speaker checks, and the person of
// the Assembly who does.
func newInitiative(s *site) (*government, *caller) {
	s.t.Helper()
	d, err := procedure.Get("rs.initiative.people")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, b := range d.Bodies {
		err := s.store.AddBody(s.t.Context(), store.Body{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn, Collegial: b.Collegial, ValidFrom: "2020-01-01"})
		if err != nil {
			s.t.Fatal(err)
		}
	}
	g := &government{ministry: newMinistry(s, "MPROBA")}
	speaker := s.person("Провера Председнић", "NS officer")
	g.opens("MPROBA", object{"procedure": d.ID, "kind": "initiative"})
	g.drafter.do("POST", g.path("/versions"), object{"reason": "documents", "documents": []object{
		{"kind": "initiative_text", "name": "inicijativa.txt", "content": "Иницијатива.\n"}, {"kind": "signature_list", "name": "potpisi.txt", "content": "Потписи.\n"}}}).want(201)
	g.completes("formed", "")
	g.gives(speaker, "complete", object{"outcome": "verified"}).want(200)
	g.stands("collect")
	return g, speaker
}

// lapseOnly returns what the API says of an outcome of the present stage.
func (g *government) lapseOnly(outcome string) api.Transition {
	g.t.Helper()
	for _, item := range as[api.TransitionList](g.drafter.do("GET", g.path("/transitions"), nil, "Accept-Language", "sr-Cyrl").want(200)).Items {
		if item.Outcome == outcome {
			return item
		}
	}
	g.t.Fatalf("the stage has no outcome %s", outcome)
	return api.Transition{}
}

func TestWhatSaysThatTheTermHasPassedIsNobodysToSay(t *testing.T) {
	s := newSite(t)
	g, speaker := newInitiative(s)
	for _, c := range []struct {
		stage, outcome, title, basis string
		who                          *caller
	}{
		{"collect", "not_collected", "Потписи нису прикупљени у року", "Закон о референдуму и народној иницијативи, „Службени гласник РС”, бр. 111/21 и 119/21", g.drafter},
		{"check", "deemed_launched", "Сматра се да је иницијатива покренута", "Закон о референдуму и народној иницијативи, члан 68.", speaker},
	} {
		g.stands(c.stage)
		item := g.lapseOnly(c.outcome)
		if item.Command != "" || item.May || item.Open || len(item.Reasons) != 1 || item.Reasons[0].Code != procedure.TakenByLapse || item.Reasons[0].Basis != c.basis {
			t.Fatalf("%s: the API says %+v", c.stage, item)
		}
		said := item.Reasons[0].Message
		plain := strings.ReplaceAll(said, "\u00a0", " ")
		shows(t, said, "наступа сам од себе када рок истекне", "нико не може да га изабере")
		if got := onPage(t, g.drafter.opensPage(g.page("/mogucnosti")))[c.title]; len(got) != 1 || got[0] != said {
			t.Errorf("%s: the page of what is possible says %q, the API %q", c.stage, got, said)
		}

		path := g.page("/zavrsetak")
		page := c.who.opensPage(path)
		shows(t, page, c.title, plain, "није дозвољен")
		if strings.Contains(page, `value="`+c.outcome+`"`) {
			t.Errorf("%s: the form offers %s", c.stage, c.outcome)
		}
		refused := string(c.who.sendsForm(path, page, url.Values{"ishod": {c.outcome}, "podrska": {"10"}, "razlozi": {"Зна се већ."}}).want(http.StatusUnprocessableEntity).body)
		shows(t, refused, plain, "Зна се већ.")
		problem := as[api.Problem](g.gives(c.who, "complete", object{"outcome": c.outcome, "support": 10}).want(http.StatusConflict))
		if problem.Code != "unmet" || len(problem.Unmet) != 1 || problem.Unmet[0].Code != procedure.TakenByLapse || problem.Unmet[0].Message == "" || problem.Unmet[0].Basis != c.basis {
			t.Errorf("%s: the refusal says %+v", c.stage, problem)
		}
		g.stands(c.stage)
		if c.stage == "collect" {
			g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 30000}).want(200)
			g.completes("submitted", "")
		}
	}

	g.gives(g.drafter, "advance", nil).want(200)
	err := g.desk.lapse(t.Context(), dossier.Ref(g.ref))
	if err != nil {
		t.Fatal(err)
	}
	g.stands("decide")
	if runs := g.view().Stages; runs[len(runs)-2].Outcome != "deemed_launched" || !runs[len(runs)-2].Lapsed {
		t.Errorf("the term has ended, and the record has %+v", runs[len(runs)-2])
	}
}

func TestThePageOfAProcedureSaysWhatOnlyATermBrings(t *testing.T) {
	s := newSite(t)
	page := s.visitor().gets("/sr-Cyrl/postupci/rs.law.government")
	if got := strings.Count(page, "искључиво истеком рока"); got != 3 {
		t.Errorf("said of %d outcomes, want 3", got)
	}
	if strings.Count(page, ">истеком рока<") != 3 { // two reports and the opinions
		t.Errorf("and of %d that it may", strings.Count(page, ">истеком рока<"))
	}
}
