package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// named sends a comment under a published name.
func (s *site) named(round, name, body string) api.Received {
	s.t.Helper()
	return as[api.Received](s.public().submits(round, "named", object{"author": object{"kind": "citizen", "name": name, "publish_name": true},
		"comments": []object{{"kind": "remark", "body": body, "provision": "art_2"}}}).want(201))
}

func TestSomebodyDisownsACommentAndAnOfficerVerifiesThem(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := s.named(round, "Ђурђа Примерић", "Рок је предуг.")
	base := "/sr-Cyrl/predmeti/" + m.ref
	form := base + "/komentari/1/nije-moje?krug=1"
	u := s.visitor()
	shows(t, u.gets(base+"/komentari/1"), "Ђурђа Примерић", form, "Ово нисам написао/написала")
	shows(t, u.gets(form), "Објављено име:", "Ђурђа Примерић")
	bad := string(u.asks("POST", form, url.Values{"ime": {"Ђурђа <b>П.</b>"}, "kontakt": {" "}, "izjava": {""}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-kontakt"`, `href="#f-izjava"`, `value="Ђурђа &lt;b&gt;П.&lt;/b&gt;"`)
	u.asks("POST", form, url.Values{"ime": {"Ђурђа Примерић"}, "kontakt": {"djurdja@primer.example"}, "izjava": {"Нисам <i>то</i> послала."}}).want(http.StatusSeeOther)
	shows(t, u.gets(base+"/komentari/1"), "Ђурђа Примерић")

	w := m.first.works()
	shows(t, w.reads("/sr-Cyrl/zadaci"), "Проверите ко је послао коментар", "1 пријава чека одлуку", base+"/osporena-imena")
	list := w.reads(base + "/osporena-imena")
	shows(t, list, "Оспорено име уз коментар број 1", "чека проверу идентитета")
	at := base + "/osporena-imena/"
	id, _, _ := strings.Cut(strings.SplitN(list, `href="`+at, 2)[1], `"`)
	at += id
	shows(t, w.reads(at), "djurdja@primer.example", "Нисам &lt;i&gt;то&lt;/i&gt; послала.", "Забележите проверу", "Одбијте пријаву")
	hides(t, w.reads(at), "Уклоните име")
	w.sends(at, url.Values{}).want(http.StatusUnprocessableEntity)
	shows(t, string(w.sends(at, url.Values{"radnja": {"uklanjanje"}}).want(http.StatusUnprocessableEntity).body), "Име се уклања тек када")
	bad = string(w.sends(at, url.Values{"radnja": {"provera"}, "beleska": {"Виђена је карта."}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-nacin"`, "Виђена је карта.</textarea>")
	w.sends(at, url.Values{"radnja": {"provera"}, "nacin": {"identity_document"}, "beleska": {"Виђена је карта."}}).want(http.StatusSeeOther)
	shows(t, w.reads(at), "увид у личну исправу", "Виђена је карта.", "Уклоните име")
	shows(t, string(w.sends(at, url.Values{"radnja": {"odbijanje"}}).want(http.StatusUnprocessableEntity).body), `href="#f-razlozi"`)
	w.sends(at, url.Values{"radnja": {"uklanjanje"}}).want(http.StatusSeeOther)
	shows(t, w.reads(base+"/osporena-imena?stanje=reseno"), "име уклоњено")
	for _, path := range []string{"/komentari", "/komentari/1", "/odgovori?komentar=1"} {
		page := m.drafter.works().reads(base + path)
		shows(t, page, "име уклоњено", "Рок је предуг.")
		hides(t, page, "Ђурђа")
	}
	shows(t, u.gets("/sr-Cyrl/potvrde/"+sent.ReceiptNo), "име уклоњено", "Рок је предуг.")
	hides(t, u.gets("/sr-Cyrl/potvrde/"+sent.ReceiptNo), "Ђурђа")
	u.asks("GET", form, nil).want(http.StatusConflict)
	one := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items[0]
	if one.Author.Name != "" || !one.Author.NameRemoved || one.Body == "" {
		t.Errorf("the comment: %+v", one)
	}
	for _, text := range []string{"djurdja@primer.example", "Нисам", "Виђена"} {
		if strings.Contains(s.log.String(), text) {
			t.Errorf("the log of the server holds %q", text)
		}
	}
}

func TestDisowningByTheInterfaceIsBounded(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := s.named(round, "Ђурђа Примерић", "Рок је предуг.")
	at := "/api/v1/comments/" + sent.Comments[0].Id + "/disown"
	whole := object{"name": "Ђурђа", "contact": "djurdja@primer.example", "statement": "Нисам."}
	if got := fields(s.public().do("POST", at, object{"name": " ", "contact": strings.Repeat("a", 255), "statement": "Н."}).refused(422, dossier.CodeInvalid)); len(got) != 2 {
		t.Errorf("got %v", got)
	}
	s.public().do("POST", "/api/v1/comments/x/disown", whole).refused(404, dossier.CodeNotFound)
	says := func(n int) object {
		return object{"name": "Ђурђа", "contact": "djurdja" + strconv.Itoa(n) + "@primer.example", "statement": "Нисам " + strconv.Itoa(n) + "."}
	}
	for n := range 6 {
		s.public().do("POST", at, says(n)).want(204)
	}
	s.public().do("POST", at, says(5)).want(204) // the same again
	another := says(5)
	another["statement"] = "Стварно нисам."
	s.public().do("POST", at, another).refused(409, dossier.CodeClaimsEnough)
	for range 2 {
		s.public().do("POST", at, whole)
	}
	s.public().do("POST", at, whole).refused(429, dossier.CodeRateLimited)
}

func TestACaseOnWhoWroteIsDecidedByTheInterface(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := s.named(round, "Ђурђа Примерић", "Рок је предуг.")
	disown := "/api/v1/comments/" + sent.Comments[0].Id + "/disown"
	for _, statement := range []string{"Нисам.", "Нисам.", "Ни ја."} {
		s.public().do("POST", disown, object{"name": "Ђурђа Примерић", "contact": map[string]string{"Нисам.": "djurdja@primer.example", "Ни ја.": "druga@primer.example"}[statement], "statement": statement}, "Accept-Language", "en").want(204)
	}
	list := m.path("/authorship-cases")
	s.public().do("GET", list, nil).refused(401, dossier.CodeUnauthenticated)
	storetest.Ministry(t, s.store, "MTUDJE")
	stranger := s.person("Туђин", "MTUDJE drafter")
	stranger.do("GET", list, nil).refused(403, dossier.CodeNotYourBody)
	got := m.drafter.do("GET", list, nil).want(200)
	cases := as[api.AuthorshipCaseList](got).Items
	if len(cases) != 2 || cases[0].Name != "Ђурђа Примерић" || cases[0].Contact != "djurdja@primer.example" || cases[0].Statement != "Нисам." || cases[0].Published != "Ђурђа Примерић" || cases[0].Number != 1 ||
		!strings.Contains(got.header.Get("Cache-Control"), "no-store") {
		t.Fatalf("got %+v, %s", cases, got.header.Get("Cache-Control"))
	}
	one, other := "/api/v1/authorship-cases/"+cases[0].Id, "/api/v1/authorship-cases/"+cases[1].Id
	decide := func(c *caller, at, decision, reasons string) response {
		return c.do("POST", at+"/decision", object{"decision": decision, "reasons": reasons})
	}
	verified := object{"method": "identity_document", "note": "Виђена је карта."}
	stranger.do("POST", one+"/verification", verified).refused(403, dossier.CodeNotYourBody)
	s.public().do("POST", one+"/verification", verified).refused(401, dossier.CodeUnauthenticated)
	decide(m.drafter, one, "taken_down", "").refused(409, dossier.CodeClaimantUnverified)
	decide(m.drafter, one, "maybe", "").refused(422, dossier.CodeInvalid)
	m.drafter.do("POST", one+"/verification", object{"method": "hearsay", "note": " "}).refused(422, dossier.CodeInvalid)
	for range 2 {
		m.drafter.do("POST", one+"/verification", verified).want(204)
	}
	m.first.do("POST", one+"/verification", verified).refused(409, dossier.CodeClaimantVerified)
	stranger.do("POST", one+"/decision", object{"decision": "taken_down"}).refused(403, dossier.CodeNotYourBody)
	for range 2 {
		decide(m.first, one, "taken_down", "").want(204)
	}
	decide(m.first, one, "refused", "Није.").refused(409, dossier.CodeCaseDecided)
	decide(m.drafter, one, "taken_down", "").refused(409, dossier.CodeCaseDecided)
	m.drafter.do("POST", one+"/verification", verified).want(204)
	decide(m.drafter, other, "refused", "").refused(422, dossier.CodeInvalid)
	decide(m.drafter, other, "refused", "Већ је одлучено.").want(204)
	if n := storetest.Count(t, s.store, `SELECT count(*) FROM mails WHERE kind = 'claim_settled' AND lang = 'en'`); n != 2 {
		t.Errorf("claimants are written to %d times", n)
	}
	done := as[api.AuthorshipCase](m.drafter.do("GET", list+"/"+cases[0].Id, nil).want(200))
	if done.Decision != "taken_down" || done.Method != "identity_document" || done.VerifiedBy == "" || done.DecidedBy == "" || done.DecidedAt.IsZero() {
		t.Errorf("the case: %+v", done)
	}
	if decided := as[api.AuthorshipCaseList](m.drafter.do("GET", list+"?state=decided", nil).want(200)).Items; len(decided) != 2 || decided[1].Reasons != "Већ је одлучено." {
		t.Errorf("decided: %+v", decided)
	}
	m.drafter.do("GET", list+"?state=x", nil).refused(422, dossier.CodeInvalid)
	m.drafter.do("GET", list+"/"+sent.Comments[0].Id, nil).refused(404, dossier.CodeNotFound)
	if c := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items[0]; c.Author.Name != "" || !c.Author.NameRemoved || c.Body != "Рок је предуг." {
		t.Errorf("the comment: %+v", c)
	}
}
