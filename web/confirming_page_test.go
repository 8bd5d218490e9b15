package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// demands is a debate in which addresses must be confirmed.
func demands(t *testing.T) (*site, *ministry, string) {
	t.Helper()
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	s.resets(`UPDATE rounds SET who = 'confirmed_email'`)
	return s, m, round
}

// comments sends a comment as a reader does, and returns where they are led.
func (u *visitor) comments(t *testing.T, ref string, values map[string]string) string {
	t.Helper()
	at := "/sr-Cyrl/predmeti/" + ref + "/komentar"
	with := map[string]string{"kind": "remark", "body": "Рок је прекратак.", "author.kind": "anonymous"}
	for name, value := range values {
		with[name] = value
	}
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", with)).want(http.StatusOK).body)
	return u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location")
}

func TestACommentCountsOnceItsAuthorHasConfirmedTheAddress(t *testing.T) {
	s, m, round := demands(t)
	u := s.visitor()
	shows(t, u.gets("/sr-Cyrl/predmeti/"+m.ref+"/komentar"), "У овој расправи се коментар рачуна тек када потврдите адресу")
	own := u.comments(t, m.ref, map[string]string{"author.email": "ana@primer.example"})
	page := u.gets(own)
	shows(t, page, "Још се не рачуна: потврдите адресу.", "није потврђено", "Рок је прекратак.", `value="ana@primer.example"`)
	hides(t, page, "више ништа не морате да радите", "Исправите")
	other := s.visitor().gets(own)
	shows(t, other, "Пошиљалац још није потврдио адресу")
	hides(t, other, "Рок је прекратак.", "ana@primer.example")
	list := "/sr-Cyrl/predmeti/" + m.ref + "/komentari"
	hides(t, u.gets(list), "Рок је прекратак.")

	// A typing error in the address is put right; what is typed wrongly stays.
	wrong := string(u.asks("POST", own+"/potvrda-adrese", url.Values{"author.email": {"није адреса"}}).want(http.StatusUnprocessableEntity).body)
	shows(t, wrong, `value="није адреса"`, `href="#f-author-email"`)
	shows(t, string(u.asks("POST", own+"/potvrda-adrese", url.Values{"author.email": {"ana.p@primer.example"}}).want(http.StatusUnprocessableEntity).body),
		"највише једном у десет минута", `value="ana.p@primer.example"`)
	s.visitor().asks("POST", own+"/potvrda-adrese", url.Values{"author.email": {"zla@primer.example"}}).want(http.StatusForbidden)
	storetest.Exec(t, s.store, `UPDATE held_submissions SET asked_at = asked_at - interval '11 minutes'`)
	first := s.linkIn(t, s.mailed(t, "ana@primer.example")[0], "potvrda-adrese")
	u.asks("POST", own+"/potvrda-adrese", url.Values{"author.email": {"ana.p@primer.example"}}).want(http.StatusSeeOther)
	mails := s.mailed(t, "ana.p@primer.example")
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	u.asks("GET", first, nil).want(http.StatusNotFound)

	// The link is opened elsewhere, and by programs that look at mail, before a person presses the button.
	link := s.linkIn(t, mails[0], "potvrda-adrese")
	elsewhere := s.visitor()
	for range 2 {
		shows(t, elsewhere.gets(link), "Потврђујем: ово је моје", "Ово није моје", "Рок је прекратак.")
	}
	hides(t, u.gets(list), "Рок је прекратак.")
	elsewhere.asks("POST", link, url.Values{}).want(http.StatusUnprocessableEntity)
	to := elsewhere.asks("POST", link, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther).header.Get("Location")
	shows(t, elsewhere.gets(to), "Адреса је потврђена.")
	shows(t, u.gets(own), "Адреса је потврђена", "Исправите", "више ништа не морате да радите")
	shows(t, u.gets(list), "Рок је прекратак.")
	elsewhere.asks("POST", link, url.Values{"radnja": {"nije"}}).want(http.StatusConflict)

	no := own[strings.LastIndex(own, "/")+1:]
	r := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+no, nil).want(200))
	if r.Confirmation == nil || r.Confirmation.State != "confirmed" || r.Confirmation.At == nil || r.Comments[0].Number != 1 {
		t.Errorf("over the interface: %+v", r)
	}
	if c := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)).Counts; c.Submissions != 1 || c.Unconfirmed != 0 {
		t.Errorf("counted %+v", c)
	}
}

func TestWhatAReaderOfTheAddressDidNotSendIsDeleted(t *testing.T) {
	s, _, round := demands(t)
	body := letter("Туђе речи.")
	body["author"] = object{"kind": "citizen", "name": "Ана Прва", "email": "ana@primer.example", "publish_name": true}
	sent := as[api.Received](s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", "k").want(201))
	if sent.ConfirmUntil == nil || len(sent.Comments) != 1 {
		t.Errorf("got %+v", sent)
	}
	s.public().do("POST", "/api/v1/receipts/"+sent.ReceiptNo+"/withdraw", object{}, "Authorization", "Bearer "+sent.Secret, "Idempotency-Key", "w").want(409)
	link := s.linkIn(t, s.mailed(t, "ana@primer.example")[0], "potvrda-adrese")
	u := s.visitor()
	u.asks("POST", link, url.Values{"radnja": {"nije"}}).want(http.StatusSeeOther)
	page := u.gets(link)
	shows(t, page, "Забележили смо да ово нисте послали Ви.")
	hides(t, page, "Туђе речи.")
	shows(t, u.gets("/sr-Cyrl/potvrde/"+sent.ReceiptNo), "Речено је да ово није послато са те адресе")
	if c := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)).Counts; c.Submissions != 0 || c.Unconfirmed != 1 {
		t.Errorf("counted %+v", c)
	}
	if log := s.log.String(); strings.Contains(log, "ana@primer") || strings.Contains(log, link[len(link)-20:]) {
		t.Errorf("the log tells of it: %s", log)
	}
}

func TestALinkThatConfirmsNothingSaysSo(t *testing.T) {
	s := newSite(t)
	page := string(s.visitor().asks("GET", "/sr-Cyrl/potvrda-adrese/nema", nil).want(http.StatusNotFound).body)
	shows(t, page, "Веза не важи")
	s.visitor().asks("POST", "/sr-Cyrl/potvrda-adrese/nema", url.Values{"radnja": {"potvrda"}}).want(http.StatusNotFound)
}

func TestNothingOfWhatWaitsAtAnAddressIsTheReaders(t *testing.T) {
	s, _, round := demands(t)
	var sent []api.Received
	for _, text := range []string{"Први туђ.", "Други туђ."} {
		body := letter(text)
		body["author"] = object{"kind": "citizen", "name": "Ана Прва", "email": "ana@primer.example", "publish_name": true}
		sent = append(sent, as[api.Received](s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", text).want(201)))
	}
	link := s.linkIn(t, s.mailed(t, "ana@primer.example")[0], "potvrda-adrese")
	u := s.visitor()
	shows(t, u.gets(link), "На овој адреси у овој расправи чека још 1 допис.", "Ништа од тога није моје")
	u.asks("POST", link, url.Values{"radnja": {"nista"}}).want(http.StatusSeeOther)
	shows(t, u.gets(link), "Забележили смо да ово нисте послали Ви.")
	for i, one := range sent {
		shows(t, u.gets("/sr-Cyrl/potvrde/"+one.ReceiptNo), "Речено је да ово није послато са те адресе")
		said := s.public().do("GET", "/api/v1/receipts/"+one.ReceiptNo, nil).want(200)
		if got := as[api.Receipt](said).Confirmation; got == nil || got.State != "disowned" {
			t.Errorf("submission %d: %+v", i, got)
		}
	}
	if c := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)).Counts; c.Submissions != 0 || c.Unconfirmed != 2 {
		t.Errorf("counted %+v", c)
	}
	u.asks("POST", link, url.Values{"radnja": {"potvrda"}}).want(http.StatusConflict)
}

func TestWhatWaitsForConfirmationIsErasedAtOnce(t *testing.T) {
	s, m, round := demands(t)
	send := func(text, email string) api.Received {
		t.Helper()
		body := letter(text)
		body["author"] = object{"kind": "citizen", "name": "Ана Прва", "email": email, "publish_name": true}
		return as[api.Received](s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", body, "Idempotency-Key", text).want(201))
	}
	state := func(one api.Received) string {
		t.Helper()
		c := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+one.ReceiptNo, nil).want(200)).Confirmation
		if c == nil {
			return ""
		}
		return string(c.State)
	}
	bySecret, byLink, byOfficers := send("Тајним кључем.", "ana@primer.example"), send("Везом.", "bojan@primer.example"), send("Службено.", "ceca@primer.example")
	s.public().do("POST", "/api/v1/receipts/"+bySecret.ReceiptNo+"/erase", nil, "Authorization", "Bearer "+bySecret.Secret).want(200)
	link := s.linkIn(t, s.mailed(t, "bojan@primer.example")[0], "potvrda-adrese")
	u := s.visitor()
	shows(t, u.gets(link), "Предомислили сте се?", "Избришите шта је послато")
	u.asks("POST", link, url.Values{"radnja": {"brisanje"}}).want(http.StatusSeeOther)
	page := u.gets(link)
	shows(t, page, "Избрисано је на захтев.")
	hides(t, page, "Везом.", "<form method=\"post\" action=\"/sr-Cyrl/potvrda-adrese")
	u.asks("POST", link, url.Values{"radnja": {"potvrda"}}).want(http.StatusConflict)

	w, other := m.drafter.works(), m.first.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/zastita"
	shows(t, w.reads(at), "Брисање по броју потврде")
	bad := string(w.sends(at, url.Values{"radnja": {"brisanje"}, "potvrda": {"<b>нема</b>"}, "podnosilac": {"Лично, у <i>писарници</i>."}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-potvrda"`, "Лично, у &lt;i&gt;писарници&lt;/i&gt;.</textarea>")
	bad = string(w.sends(at, url.Values{"radnja": {"brisanje"}, "potvrda": {byOfficers.ReceiptNo}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-podnosilac"`, byOfficers.ReceiptNo)
	w.sends(at, url.Values{"radnja": {"brisanje"}, "potvrda": {byOfficers.ReceiptNo}, "podnosilac": {"Лично, у писарници."}}).want(http.StatusSeeOther)
	w.sends(at, url.Values{"radnja": {"brisanje"}, "potvrda": {byOfficers.ReceiptNo}, "podnosilac": {"Лично, у писарници."}}).want(http.StatusUnprocessableEntity)
	shows(t, w.reads(at), "Потврда "+byOfficers.ReceiptNo, "Одустаните од захтева", "Лично, у писарници.")
	page = other.reads(at)
	shows(t, page, "Избришите")
	_, id, _ := strings.Cut(page, `name="id" value="`)
	id, _, _ = strings.Cut(id, `"`)
	other.sends(at, url.Values{"radnja": {"obrisi"}, "id": {id}}).want(http.StatusSeeOther)
	for _, one := range []api.Received{bySecret, byLink, byOfficers} {
		if got := state(one); got != "erased" {
			t.Errorf("%s is %q", one.ReceiptNo, got)
		}
		shows(t, s.visitor().gets("/sr-Cyrl/potvrde/"+one.ReceiptNo), "Избрисано на захтев подносиоца")
	}
	s.visitor().asks("POST", at, url.Values{"radnja": {"brisanje"}}).want(http.StatusUnauthorized)
}

func TestAnAccountThatConfirmedItsAddressIsNotAskedAgain(t *testing.T) {
	s, m, _ := demands(t)
	const own = "nova@primer.example"
	registered := func(name, email string) *visitor {
		u := s.visitor()
		u.gets("/sr-Cyrl/registracija")
		u.asks("POST", "/sr-Cyrl/registracija", url.Values{"name": {name}, "email": {email}, "password": {"гориво и шибица"}, "lang": {"sr-Cyrl"}}).want(http.StatusSeeOther)
		return u
	}
	u := registered("Нова Особа", own)
	awaited := "Још се не рачуна: потврдите адресу."
	first := u.comments(t, m.ref, map[string]string{"author.email": own})
	shows(t, u.gets(first), awaited)
	link := s.linkIn(t, s.mailed(t, own)[0], "potvrda-adrese")
	shows(t, u.gets(u.comments(t, m.ref, map[string]string{"author.email": own, "body": "Још нисам потврдила."})), awaited)

	// Somebody else presses the button of another account's letter: it counts, and their account passes for nothing.
	stranger := registered("Друга Особа", "druga@primer.example")
	stranger.asks("POST", link, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	hides(t, u.gets(first), awaited)
	shows(t, stranger.gets(stranger.comments(t, m.ref, map[string]string{"author.email": "druga@primer.example"})), awaited)
	shows(t, u.gets(u.comments(t, m.ref, map[string]string{"author.email": own, "body": "Потврдио је неко други."})), awaited)

	u.asks("POST", link, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	hides(t, u.gets(u.comments(t, m.ref, map[string]string{"author.email": own, "body": "Потврдила сам."})), awaited)
	shows(t, u.gets(u.comments(t, m.ref, map[string]string{"author.email": "tudja@primer.example", "body": "Са друге адресе."})), awaited)
}
