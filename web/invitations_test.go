package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

func TestWhoSpeaksForAnOrganisationSignsOverTheInterface(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	speaker, stranger := s.person("Заступник Храст"), s.person("Туђин")
	err := s.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000001", Name: "Удружење „Храст”", Kind: "association"})
	if err == nil {
		err = s.store.Mandate(t.Context(), speaker.id, dossier.Mandate{Organisation: "91000001", From: "2020-01-01"})
	}
	if err != nil {
		t.Fatal(err)
	}
	sent := as[api.Received](s.public().submits(round, "1", object{"author": object{"kind": "anonymous"}, "comments": []object{{"kind": "remark", "body": "Рок је прекратак.", "provision": "art_2"}},
		"cosigners": []object{{"register_no": "91000001", "name": "Удружење „Храст”", "email": "hrast@primer.example"}, {"register_no": "91000002", "name": "Фондација „Липа”", "email": "lipa@primer.example"}}}).want(http.StatusCreated))
	s.public().do("GET", "/api/v1/invitations", nil).refused(401, dossier.CodeUnauthenticated)
	if all := as[api.InvitationList](stranger.do("GET", "/api/v1/invitations", nil).want(200)).Items; len(all) != 0 {
		t.Errorf("a stranger is asked: %+v", all)
	}
	all := as[api.InvitationList](speaker.do("GET", "/api/v1/invitations", nil).want(200)).Items
	if len(all) != 1 || all[0].ReceiptNo != sent.ReceiptNo || all[0].State != "asked" || all[0].Organisation != "Удружење „Храст”" {
		t.Fatalf("got %+v", all)
	}
	at := "/api/v1/invitations/" + all[0].Id
	link := s.linkIn(t, s.mailed(t, "lipa@primer.example")[0], "zajednicki-podnesak")
	token := link[strings.LastIndex(link, "/")+1:]
	signs := func(c *caller, at string, revision int) response {
		return c.do("POST", at+"/sign", object{"revision": revision})
	}
	stranger.do("GET", at, nil).refused(404, dossier.CodeCosigningUnknown)
	signs(stranger, at, 0).refused(404, dossier.CodeCosigningUnknown)
	signs(s.public(), at, 0).refused(401, dossier.CodeUnauthenticated)
	signs(speaker, "/api/v1/invitations/"+token, 0).refused(404, dossier.CodeNotFound)
	one := as[api.ToSign](speaker.do("GET", at, nil).want(200))
	if one.Revision != 0 || len(one.Comments) != 1 || one.Comments[0].Body != "Рок је прекратак." || one.Comments[0].Provision != "art_2" || one.RegisterNo != "91000001" {
		t.Errorf("what is signed: %+v", one)
	}
	signs(speaker, at, 7).refused(409, dossier.CodeCosigningText)
	for range 2 {
		signs(speaker, at, 0).want(204)
	}
	if n := storetest.Count(t, s.store, `SELECT count(*) FROM cosigner_signatures WHERE mandated AND person = $1`, speaker.id); n != 1 {
		t.Errorf("%d signatures", n)
	}
	list := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items
	if got := list[0].Signatories; len(got) != 1 || !got[0].Mandated || got[0].RegisterNo != "91000001" {
		t.Errorf("the comment is signed by %+v", got)
	}
	speaker.do("POST", at+"/decline", nil).refused(409, dossier.CodeCosignerHasSigned)
	s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/correct", object{"comments": []object{{"body": "Рок је предуг."}}}, "Idempotency-Key", "k", "Authorization", "Bearer "+sent.Secret).want(200)
	signs(speaker, at, 0).refused(409, dossier.CodeCosigningText)
	one = as[api.ToSign](speaker.do("GET", at, nil).want(200))
	if one.State != "earlier" || one.Revision != 1 || one.Comments[0].Body != "Рок је предуг." {
		t.Errorf("corrected: %+v", one)
	}
	signs(speaker, at, 1).want(204)
	for range 2 {
		speaker.do("POST", at+"/withdraw", nil).want(204)
	}
	for range 2 {
		speaker.do("POST", at+"/decline", nil).want(204)
	}
	if all := as[api.InvitationList](speaker.do("GET", "/api/v1/invitations", nil).want(200)).Items; all[0].State != "declined" {
		t.Errorf("declined: %+v", all)
	}
}
