package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// together are the fields of two organisations on the form.
func together(with map[string]string) map[string]string {
	all := map[string]string{"cosigners[0].name": "Фондација „Липа”", "cosigners[0].register_no": "9100 0002", "cosigners[0].email": "lipa@primer.example",
		"cosigners[2].name": "Удружење „Храст”", "cosigners[2].register_no": "91000001", "cosigners[2].email": "hrast@primer.example"}
	for name, value := range with {
		all[name] = value
	}
	return all
}

func TestOrganisationsAreNamedOnTheFormAndNothingTypedIsLost(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	with := together(map[string]string{"kind": "remark", "body": "Рок је прекратак.", "author.kind": "anonymous", "author.email": "ana@primer.example"})

	// Another row, without a script: what is typed stays, and the gap is closed.
	more := string(u.asks("POST", at, filledForm(t, u.gets(at), "cosigners", with)).want(http.StatusOK).body)
	shows(t, more, `name="cosigners[5].name"`, `value="Фондација „Липа”"`, `name="cosigners[1].email" type="email" value="hrast@primer.example"`, "Рок је прекратак.", `<details id="zajedno" open>`)
	all := more
	for range 5 {
		all = string(u.asks("POST", at, filledForm(t, all, "cosigners", nil)).want(http.StatusOK).body)
	}
	shows(t, all, `name="cosigners[19].name"`, "највише 20 организација", `value="hrast@primer.example"`)
	hides(t, all, `name="cosigners[20].name"`, "Додајте још организација")

	for _, c := range []struct{ field, value, says string }{
		{"cosigners[1].register_no", "91000002", "Овај матични број стоји и у неком од претходних редова."},
		{"cosigners[1].register_no", "12а", "Матични број"},
		{"cosigners[1].email", "није адреса", "порука не би могла да стигне"},
		{"cosigners[1].email", "ANA@primer.example", "или Ваша адреса"},
		{"cosigners[1].name", "\u202e", "назив"},
	} {
		page := string(u.asks("POST", at, filledForm(t, more, "preview", map[string]string{c.field: c.value})).want(http.StatusUnprocessableEntity).body)
		id := strings.NewReplacer("[", "-", "]", "-", ".", "-").Replace(c.field)
		shows(t, page, `href="#f-`+id+`"`, `id="f-`+id+`-error"`, `value="Фондација „Липа”"`, "Рок је прекратак.", `<details id="zajedno" open>`)
		if c.value != "\u202e" && !strings.Contains(page, `value="`+c.value+`"`) {
			t.Errorf("%s: what was typed is lost", c.value)
		}
		if !strings.Contains(strings.ToLower(page), strings.ToLower(c.says)) {
			t.Errorf("%s %q: it does not say %q", c.field, c.value, c.says)
		}
	}
	preview := string(u.asks("POST", at, filledForm(t, more, "preview", nil)).want(http.StatusOK).body)
	shows(t, preview, "Позив да потпишу добијају", "Фондација „Липа”", "матични број 91000002", "hrast@primer.example")
	again := string(u.asks("POST", at, filledForm(t, preview, "edit:0", nil)).want(http.StatusOK).body)
	shows(t, again, `value="Фондација „Липа”"`, `value="hrast@primer.example"`)
	if n := storetest.Count(t, s.store, `SELECT count(*) FROM cosigners`); n != 0 {
		t.Errorf("%d organisations are asked before anything was sent", n)
	}
}

func TestOrganisationsSignByTheLinkAndBySigningIn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	speaker, person := s.signedIn("Заступник Храст", "zastupnik@primer.example")
	err := s.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000001", Name: "Удружење „Храст”", Kind: "association"})
	if err == nil {
		err = s.store.Mandate(t.Context(), person, dossier.Mandate{Organisation: "91000001", From: "2020-01-01"})
	}
	if err != nil {
		t.Fatal(err)
	}
	u := s.visitor()
	own := u.comments(t, m.ref, together(nil))
	list := "/sr-Cyrl/predmeti/" + m.ref + "/komentari"
	page := u.gets(own)
	shows(t, page, "Позване организације", "чека се потпис", "Фондација „Липа”", "hrast@primer.example")
	for _, at := range []string{own, list, list + "/1"} {
		hides(t, s.visitor().gets(at), "Липа", "Храст", "lipa@primer.example", "чека се потпис", "Заједнички поднесак", "заједнички поднесак")
	}
	lipa := s.mailed(t, "lipa@primer.example")
	if len(lipa) != 1 || strings.Contains(lipa[0].Text, "Тајни кључ") {
		t.Fatalf("got %d mails: %v", len(lipa), lipa)
	}
	link := s.linkIn(t, lipa[0], "zajednicki-podnesak")

	// Programs that look at mail follow links; nothing comes of it.
	elsewhere := s.visitor()
	for range 2 {
		shows(t, elsewhere.gets(link), "Потписујем у име организације", "Не потписујемо", "Рок је прекратак.", "91000002")
	}
	elsewhere.asks("POST", link, url.Values{}).want(http.StatusUnprocessableEntity)
	elsewhere.asks("POST", link, url.Values{"radnja": {"potpis"}, "tekst": {"7"}}).want(http.StatusConflict)
	if n := storetest.Count(t, s.store, `SELECT count(*) FROM cosigner_signatures`); n != 0 {
		t.Fatalf("%d signatures that nobody gave", n)
	}
	to := elsewhere.asks("POST", link, url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusSeeOther).header.Get("Location")
	shows(t, elsewhere.gets(to), "Организација је потписала.", "Потпис је у јавном дневнику", "Повлачим потпис")
	for _, at := range []string{own, list, list + "/1"} {
		shows(t, s.visitor().gets(at), "аједнички поднесак: 1 организација", "Фондација „Липа”")
		hides(t, s.visitor().gets(at), "Храст")
	}

	// Who speaks for an organisation of the register finds the invitation, and the link alone is not enough.
	asked := speaker.gets("/sr-Cyrl/nalog/dopisi")
	shows(t, asked, "Позиви да потпишете заједнички поднесак", "Удружење „Храст”", "чека се потпис")
	at := regexp.MustCompile(`/sr-Cyrl/zajednicki-podnesak/[0-9a-f-]+`).FindString(asked)
	elsewhere.asks("GET", at, nil).want(http.StatusNotFound)
	stranger, _ := s.signedIn("Туђин", "tudjin@primer.example")
	stranger.asks("GET", at, nil).want(http.StatusNotFound)
	stranger.asks("POST", at, url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusNotFound)
	storetest.Exec(t, s.store, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	u.asks("POST", own+"/pozivi", url.Values{"mesto": {"2"}, "email-2": {"hrast2@primer.example"}}).want(http.StatusSeeOther)
	u.asks("POST", own+"/pozivi", url.Values{"mesto": {"1"}, "email-1": {"hrast2@primer.example"}}).want(http.StatusUnprocessableEntity)
	wrong := string(u.asks("POST", own+"/pozivi", url.Values{"mesto": {"2"}, "email-2": {"није адреса"}}).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `value="није адреса"`, `href="#f-email-2"`)
	s.visitor().asks("POST", own+"/pozivi", url.Values{"mesto": {"2"}, "email-2": {"zla@primer.example"}}).want(http.StatusForbidden)
	second := s.linkIn(t, s.mailed(t, "hrast2@primer.example")[0], "zajednicki-podnesak")
	shows(t, elsewhere.gets(second), "потписује само онај ко је за то овлашћен", "Пријавите се", "/prijava?dalje=")
	hides(t, elsewhere.gets(second), "Потписујем у име организације")
	elsewhere.asks("POST", second, url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusForbidden)
	shows(t, stranger.gets(second), "Затражите овлашћење")
	speaker.asks("POST", at, url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusSeeOther)
	shows(t, s.visitor().gets(list), "заједнички поднесак: 2 организације, од тога 1 преко адресе е-поште, ван регистра", "Удружење „Храст”", " (преко адресе е-поште, није у регистру)")
	shows(t, u.gets(own), "потписао овлашћени представник", "потписано преко адресе е-поште")

	no := own[strings.LastIndex(own, "/")+1:]
	r := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+no, nil).want(200))
	if len(r.Signatories) != 2 || r.Signatories[0].RegisterNo != "91000002" || r.Signatories[0].Mandated || !r.Signatories[1].Mandated {
		t.Errorf("over the interface: %+v", r.Signatories)
	}
	comments := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	if c := comments.Items[0]; c.Signatures != 2 || len(c.Signatories) != 2 {
		t.Errorf("over the interface: %+v", c)
	}
	if c := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)).Counts; c.Submissions != 1 || c.Comments != 1 {
		t.Errorf("counted %+v", c)
	}

	// It is taken back, and declined.
	elsewhere.asks("POST", link, url.Values{"radnja": {"odbijanje"}}).want(http.StatusConflict)
	elsewhere.asks("POST", link, url.Values{"radnja": {"povlacenje"}}).want(http.StatusSeeOther)
	shows(t, elsewhere.gets(link), "Потпис је повучен.", "Потписујем у име организације")
	elsewhere.asks("POST", link, url.Values{"radnja": {"odbijanje"}}).want(http.StatusSeeOther)
	shows(t, elsewhere.gets(link), "Забележили смо да организација не потписује.")
	shows(t, u.gets(own), "не потписује")
	hides(t, u.gets(own), "lipa@primer.example")
	hides(t, s.visitor().gets(own), "Липа", "не потписује")

	storetest.Exec(t, s.store, `UPDATE rounds SET closes_at = clock_timestamp() WHERE id = $1`, round)
	shows(t, elsewhere.gets(link), "Расправа је завршена.")
	elsewhere.asks("POST", link, url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusGone)
	if log := s.log.String(); strings.Contains(log, "primer.example") || strings.Contains(log, link[len(link)-20:]) || strings.Contains(log, "Липа") {
		t.Errorf("the log tells of it: %s", log)
	}
}

func TestAJointSubmissionOverTheInterface(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	body := letter("Рок је прекратак.")
	org := func(no, email string) object {
		return object{"register_no": no, "name": "Фондација „Липа”", "email": email}
	}
	body["cosigners"] = []object{org("91000002", "lipa@primer.example"), org("91000002", "x")}
	p := s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", "k").want(422)
	for _, field := range []string{"cosigners[1].register_no", "cosigner_twice", "cosigners[1].email", "email_invalid"} {
		if !strings.Contains(string(p.body), field) {
			t.Errorf("it does not name %s: %s", field, p.body)
		}
	}
	body["cosigners"] = []object{org("91000002", "lipa@primer.example")}
	sent := as[api.Received](s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", "k").want(201))
	at := "/api/v1/receipts/" + sent.ReceiptNo + "/cosigners"
	s.public().do("GET", at, nil).want(401)
	s.public().do("GET", at, nil, "Authorization", "Bearer x").want(403)
	list := as[api.CosignerList](s.public().do("GET", at, nil, "Authorization", "Bearer "+sent.Secret).want(200)).Items
	if len(list) != 1 || list[0].State != "asked" || list[0].Email != "lipa@primer.example" || list[0].At != nil {
		t.Errorf("got %+v", list)
	}
	s.public().do("POST", at+"/1/ask", object{"email": "lipa2@primer.example"}, "Authorization", "Bearer "+sent.Secret).want(409)
	storetest.Exec(t, s.store, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	s.public().do("POST", at+"/1/ask", object{"email": "lipa2@primer.example"}, "Authorization", "Bearer "+sent.Secret).want(204)
	s.public().do("POST", at+"/9/ask", object{"email": "lipa2@primer.example"}, "Authorization", "Bearer "+sent.Secret).want(404)
	link := s.linkIn(t, s.mailed(t, "lipa2@primer.example")[0], "zajednicki-podnesak")
	s.visitor().asks("POST", link, url.Values{"radnja": {"potpis"}, "tekst": {"0"}}).want(http.StatusSeeOther)

	// A correction leaves the signature under what was read.
	s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/correct", object{"comments": []object{{"body": "Рок је предуг."}}}, "Authorization", "Bearer "+sent.Secret, "Idempotency-Key", "c").want(200)
	r := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+sent.ReceiptNo, nil).want(200))
	if len(r.Signatories) != 1 || !r.Signatories[0].Earlier {
		t.Errorf("got %+v", r.Signatories)
	}
	shows(t, s.visitor().gets("/sr-Cyrl/potvrde/"+sent.ReceiptNo), "потписан ранији текст", "Текст је после тога исправљен.")
	page := s.visitor().gets(link)
	shows(t, page, "Текст је исправљен после Вашег потписа.", "Рок је предуг.", "Потписујем у име организације")
	again := s.mailed(t, "lipa2@primer.example")
	if len(again) != 1 || !strings.Contains(again[0].Text, "уз нови се наводи тек када га поново потпишете") {
		t.Errorf("got %+v", again)
	}
	s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/withdraw", object{}, "Authorization", "Bearer "+sent.Secret, "Idempotency-Key", "w").want(200)
	shows(t, s.visitor().gets(link), "Поднесак је повучен.")
	off := s.mailed(t, "lipa2@primer.example")
	if len(off) != 1 || !strings.Contains(off[0].Text, "повукао") {
		t.Errorf("got %+v", off)
	}
}

func TestALinkThatAsksNobodyToSignSaysSo(t *testing.T) {
	s := newSite(t)
	for _, at := range []string{"/sr-Cyrl/zajednicki-podnesak/nema", "/en/zajednicki-podnesak/0191d2a0-0000-7000-8000-000000000000"} {
		s.visitor().asks("GET", at, nil).want(http.StatusNotFound)
		s.visitor().asks("POST", at, url.Values{"radnja": {"potpis"}}).want(http.StatusNotFound)
	}
	shows(t, string(s.visitor().asks("GET", "/sr-Cyrl/zajednicki-podnesak/nema", nil).want(http.StatusNotFound).body), "Веза не важи")
}

func TestInvitationsToOrganisationsHaveARate(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	send := func(n, organisations int, address string) response {
		t.Helper()
		body := letter(fmt.Sprintf("Рок %d је прекратак.", n))
		var asked []object
		for i := range organisations {
			to := address
			if to == "" {
				to = fmt.Sprintf("udruzenje-%d-%d@primer.example", n, i)
			}
			asked = append(asked, object{"register_no": fmt.Sprintf("9%07d", 100*n+i), "name": fmt.Sprintf("Удружење %d", i), "email": to})
		}
		body["cosigners"] = asked
		return s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", fmt.Sprint("k", n))
	}
	for n := range 20 {
		send(n, 1, "isto@primer.example").want(http.StatusCreated)
	}
	send(20, 1, "Isto@primer.example").refused(http.StatusTooManyRequests, dossier.CodeInvitations)
	send(21, 19, "").want(http.StatusCreated)
	send(22, 19, "").want(http.StatusCreated)
	send(23, 19, "").refused(http.StatusTooManyRequests, dossier.CodeInvitations)
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "body": "Ово остаје на страници.", "author.kind": "anonymous",
		"cosigners[0].name": "Фондација „Липа”", "cosigners[0].register_no": "91000002", "cosigners[0].email": "isto@primer.example"})).want(http.StatusOK).body)
	page := string(u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusTooManyRequests).body)
	shows(t, page, "затражено је више позива за потписивање", "Покушајте поново за", "Ово остаје на страници.", "isto@primer.example")
	s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", letter("Без позива."), "Idempotency-Key", "bez").want(http.StatusCreated)
}
