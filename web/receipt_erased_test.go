package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/web/api"
)

// TestOfAnErasedTextItIsSaidWhatCanBeProved asks for the files of a submission that was
// corrected and then erased.
func TestOfAnErasedTextItIsSaidWhatCanBeProved(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	sent := as[api.Received](s.public().submits(m.debates("MPROBA"), "1", letter("Прво.")).want(201))
	at, page, bearer := "/api/v1/receipts/"+sent.ReceiptNo, "/sr-Cyrl/potvrde/"+sent.ReceiptNo, "Bearer "+sent.Secret
	s.public().do("POST", at+"/correct", object{"comments": []object{{"body": "Друго."}}}, "Idempotency-Key", "a", "Authorization", bearer).want(200)
	fetched := s.public().do("GET", at+"/proof?revision=0", nil, "Authorization", bearer).want(200).body
	err := s.store.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	if err != nil {
		t.Fatal(err)
	}
	u := s.visitor()
	u.asks("POST", page, url.Values{"kljuc": {sent.Secret}, "radnja": {"prikaz"}}).want(303)
	key := strings.TrimSpace(u.gets("/ledger/key"))
	for name, file := range map[string][]byte{
		"fetched before":         fetched,
		"of the last text":       s.public().do("GET", at+"/proof", nil, "Authorization", bearer).want(200).body,
		"of the last, by number": u.asks("GET", page+"/datoteka?ispravka=1", nil).want(200).body,
	} {
		if got, err := ledger.Verify(file, key); err != nil || got.Number != sent.ReceiptNo {
			t.Errorf("the receipt %s: %+v, %v", name, got, err)
		}
	}
	for _, asked := range []string{"/proof?revision=0", "/said?revision=0", "/said?revision=1", "/said"} {
		s.public().do("GET", at+asked, nil, "Authorization", bearer).refused(410, dossier.CodeTextErased)
	}
	for _, asked := range []string{"/datoteka?ispravka=0", "/reci?ispravka=0", "/reci"} {
		shows(t, string(u.asks("GET", page+asked, nil).want(410).body), "Овај текст је избрисан", "Потврда последњег текста и даље може да се преузме",
			"Потврда која је преузета пре брисања проверава се као и раније")
	}
	s.visitor().asks("GET", page+"/datoteka?ispravka=0", nil).want(403)
}
