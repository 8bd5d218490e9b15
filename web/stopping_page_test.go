package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestAnAuthorAsksToBeToldAndStopsIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	u := s.visitor()
	values := map[string]string{"kind": "remark", "body": "Рок је прекратак.", "author.kind": "anonymous", "author.told": "1"}
	wrong := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", values)).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `href="#f-author-email"`, "Упишите адресу на коју да пишемо", `name="author.told" type="checkbox" value="1" checked`)
	values["author.email"] = "ana@primer.example"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", values)).want(http.StatusOK).body)
	shows(t, preview, "јављамо шта буде са коментаром")
	u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther)
	mails := s.mailed(t, "ana@primer.example")
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	link := s.linkIn(t, mails[0], "odjava")
	if got := mails[0].Header.Get("List-Unsubscribe"); !strings.Contains(got, link) {
		t.Errorf("List-Unsubscribe: %s, want %s", got, link)
	}
	reader := s.visitor()
	for range 2 { // reading it changes nothing
		shows(t, reader.gets(link), "Одјавите ме", "Јављамо Вам шта буде са Вашим коментаром")
	}
	// As a mail server does it, for whoever presses the button beside the message.
	reader.asks("POST", link, url.Values{"List-Unsubscribe": {"One-Click"}}).want(http.StatusSeeOther)
	page := reader.gets(link)
	shows(t, page, "Одјављени сте.")
	hides(t, page, "<form method=\"post\" action=\"/sr-Cyrl/odjava")
	for _, token := range []string{"nema", strings.Repeat("A", 43)} {
		shows(t, string(reader.asks("GET", "/sr-Cyrl/odjava/"+token, nil).want(http.StatusNotFound).body), "Веза не важи")
		reader.asks("POST", "/sr-Cyrl/odjava/"+token, url.Values{}).want(http.StatusNotFound)
	}
	if log := s.log.String(); strings.Contains(log, "ana@primer") || strings.Contains(log, link[len(link)-20:]) {
		t.Errorf("the log tells of it: %s", log)
	}
}

func TestOverTheInterfaceWhoAsksToBeToldLeavesAnAddress(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	body := letter("Рок је прекратак.")
	body["author"] = object{"kind": "anonymous", "told": true}
	s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", "k").refused(422, dossier.CodeInvalid)
	body["author"] = object{"kind": "anonymous", "told": true, "email": "ana@primer.example"}
	s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", "k").want(201)
	if mails := s.mailed(t, "ana@primer.example"); len(mails) != 1 || mails[0].Header.Get("List-Unsubscribe") == "" {
		t.Errorf("got %d mails", len(mails))
	}
}
