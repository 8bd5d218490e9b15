package web

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

// paper is a letter that came by post, with its scan, as the interface enters it.
func (c *caller) paper(body string) object {
	c.t.Helper()
	in := letter(body)
	in["channel"], in["sent_on"], in["scan"] = "paper", time.Now().In(belgrade).Format(time.DateOnly), as[api.Attachment](c.uploads("dopis.pdf", portable).want(201)).Id
	return in
}

func TestStaffEnterWhatCameByPostAndDeclareThatAllIsIn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	in := m.drafter.paper("Стигло поштом.")
	at := "/api/v1/rounds/" + round
	s.public().do("POST", at+"/entries", in, "Idempotency-Key", "1").refused(401, dossier.CodeUnauthenticated)
	s.person("Пролазник").do("POST", at+"/entries", in, "Idempotency-Key", "1").refused(403, dossier.CodeNotYourBody)
	sent := as[api.Received](m.drafter.do("POST", at+"/entries", in, "Idempotency-Key", "1").want(201))
	if again := m.drafter.do("POST", at+"/entries", in, "Idempotency-Key", "1").want(201); again.header.Get("Idempotent-Replay") != "true" {
		t.Error("the second answer does not say that it is one")
	}
	list := as[api.CommentList](s.public().do("GET", at+"/comments", nil).want(200))
	if len(list.Items) != 1 || list.Items[0].Id != sent.Comments[0].Id {
		t.Errorf("the list is %+v", list.Items)
	}
	another := m.drafter.paper("Стигло касније.")
	another["scan"] = in["scan"] // as two who spoke at one hearing
	m.drafter.do("POST", at+"/entries", another, "Idempotency-Key", "2").want(201)
	named := m.drafter.paper("Стигло од оних којих нема у регистру.")
	named["author"], named["scan"] = object{"kind": "organisation", "name": "Савез проба"}, in["scan"]
	m.drafter.do("POST", at+"/entries", named, "Idempotency-Key", "5").want(201)
	list = as[api.CommentList](s.public().do("GET", at+"/comments", nil).want(200))
	if !slices.ContainsFunc(list.Items, func(c api.Comment) bool { return c.Author.Name == "Савез проба" }) {
		t.Errorf("an organisation that is known by its name is not named: %+v", list.Items)
	}
	for key, wrong := range map[string]object{"sent_on": {"sent_on": "2099-01-01"}, "scan": {"scan": ""}} {
		bad := m.drafter.paper("Стигло поштом.")
		maps.Copy(bad, wrong)
		refused := m.drafter.do("POST", at+"/entries", bad, "Idempotency-Key", "3").refused(422, dossier.CodeInvalid)
		if len(refused.Errors) != 1 || refused.Errors[0].Field != key {
			t.Errorf("with %v it is refused for %+v", wrong, refused.Errors)
		}
	}
	delete(in, "scan")
	m.drafter.do("POST", at+"/entries", in, "Idempotency-Key", "4").refused(422, dossier.CodeInvalid)
	m.drafter.do("POST", at+"/final", nil).refused(409, dossier.CodeRoundNotClosed)
}

func TestWhoDeclaresThatAllIsInSaysWhatThePortalHas(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	round := m.round()
	m.closes()
	at := "/api/v1/rounds/" + round
	m.drafter.do("POST", at+"/final", nil).refused(409, dossier.CodePortalUndeclared)
	m.drafter.do("POST", at+"/final", object{"portal": "some"}).refused(422, dossier.CodeInvalid)
	before := as[api.Round](s.public().do("GET", at, nil).want(200))
	if before.Declared || !before.FinalAt.IsZero() || before.Portal != "" {
		t.Errorf("before it is declared: %+v", before)
	}
	page := "/sr-Cyrl/predmeti/" + m.ref
	shows(t, m.drafter.works().reads(page+"/dopisi/sve-uneto"), "Шта још недостаје", "табела са портала еКонсултације или изјава")
	as[api.Round](m.drafter.do("POST", at+"/final", object{"portal": "none"}).want(200))
	after := as[api.Round](s.public().do("GET", at, nil).want(200))
	if !after.Declared || after.DeclaredBy == "" || after.Portal != "none" || after.FinalAt.IsZero() {
		t.Errorf("once it is declared: %+v", after)
	}
	for _, p := range []string{page, page + "/komentari", page + "/ekonsultacije?krug=1"} {
		shows(t, s.visitor().gets(p), "коначно закључен", "Изјављено је и да на порталу еКонсултације нема коментара", after.DeclaredBy)
	}
}
