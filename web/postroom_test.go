package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/web/api"
)

// posted is a letter as a form of the postroom holds it.
func posted(more ...string) map[string]string {
	typed := map[string]string{"channel": "paper", "sent_on": time.Now().In(belgrade).Format("2. 1. 2006."), "author.kind": "citizen", "author.name": "Мара Марић",
		"comments[0].place": "act:art_2", "comments[0].kind": "change", "comments[0].body": "Рок је <b>предуг</b>.", "comments[0].proposed_text": "Орган одговара у року од 15 дана."}
	for i := 0; i+1 < len(more); i += 2 {
		typed[more[i]] = more[i+1]
	}
	return typed
}

func TestALetterIsEnteredWithItsScanAndWithoutScripts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi"
	shows(t, w.reads(at), "Још ништа није унето.", "преко портала еКонсултације")
	enter := at + "/unos?krug=1"
	page := w.reads(enter)
	empty := string(w.uploads(enter, with(filledForm(t, page, "enter", nil), "sken")).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "an empty form", empty, `href="#f-channel"`, `href="#f-sent_on"`, `href="#f-author-kind"`, `href="#f-comments-0--body"`, `href="#f-sken"`)
	bare := string(w.uploads(enter, with(filledForm(t, page, "enter", posted("author.publish_name", "1")), "sken")).want(http.StatusUnprocessableEntity).body)
	shows(t, bare, `href="#f-sken"`, "Приложите скен или фотографију дописа", "предуг", "Мара Марић", "Орган одговара у року од 15 дана.", `name="author.publish_name" type="checkbox" value="1" checked`, posted()["sent_on"])
	holdsNone(t, "a letter that lacks nothing but its scan", bare, `href="#f-sent_on"`, `href="#f-author-kind"`)

	two := string(w.uploads(enter, with(filledForm(t, page, "more", posted()), "sken")).want(200).body)
	holdsAll(t, "with another comment", two, `id="f-comments-1--body"`, "предуг", "Мара Марић", `value="drop:1"`)
	form := with(filledForm(t, two, "enter", map[string]string{"comments[1].body": "Друго.", "sent_on": "1. 1. 2020."}), "sken")
	early := string(w.uploads(enter, form, file{"sken", "dopis.pdf", portable}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "sent before the round", early, "Први дан расправе је", "Друго.</textarea>", "dopis.pdf", "SHA-256", `name="scan" value="`)
	gone := string(w.uploads(enter, with(filledForm(t, early, "drop:0", nil), "sken")).want(200).body)
	holdsAll(t, "without the first comment", gone, "Друго.</textarea>", "dopis.pdf")
	holdsNone(t, "without the first comment", gone, "предуг")
	wrong := string(w.uploads(enter, with(filledForm(t, early, "enter", nil), "sken"), file{"sken", "skripta.html", "<script>"}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "a scan that is none", wrong, `href="#f-sken"`, "Друго.</textarea>")
	unscanned := string(w.uploads(enter, with(filledForm(t, early, "unscan", nil), "sken")).want(200).body)
	holdsNone(t, "without its scan", unscanned, "dopis.pdf")
	for _, press := range []string{"unscan", "more", "drop:0", "again"} {
		other := string(w.uploads(enter, with(filledForm(t, early, press, nil), "sken"), file{"sken", "drugi.pdf", portable}).want(200).body)
		holdsAll(t, press+" while another scan is chosen", other, "drugi.pdf", `name="scan" value="`)
		holdsNone(t, press+" while another scan is chosen", other, "dopis.pdf")
	}

	good := with(filledForm(t, early, "enter", map[string]string{"sent_on": posted()["sent_on"]}), "sken")
	r := w.uploads(enter, good).want(http.StatusSeeOther)
	receipt := r.header.Get("Location")
	again := w.uploads(enter, good).want(http.StatusSeeOther)
	if again.header.Get("Location") != receipt {
		t.Errorf("the same form twice leads to %s and %s", receipt, again.header.Get("Location"))
	}
	shows(t, w.reads(receipt), "<h1>Допис је унет</h1>", "Стигло поштом, предато", "&lt;b&gt;предуг&lt;/b&gt;", "Унесите следећи допис", "Мара Марић")
	shows(t, w.reads(strings.Replace(at, "sr-Cyrl", "sr-Latn", 1)), "Unos: Milica Nacrtić")
	changed := filledForm(t, early, "enter", map[string]string{"sent_on": posted()["sent_on"], "comments[1].body": "Треће."})
	changed.Set("key", good.Get("key"))
	conflict := string(w.uploads(enter, with(changed, "sken")).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "another letter under the same key", conflict, "Треће.</textarea>")

	list := w.reads(at)
	shows(t, list, "2 коментара", "Стигло поштом, предато", "име се не објављује", "SHA-256")
	scan := list[strings.Index(list, "/skenovi/"):]
	scan = scan[:strings.Index(scan, `"`)]
	apart(t, w.opens(scan).want(200), "dopis.pdf")
	s.visitor().asks("GET", scan, nil).want(http.StatusNotFound)
	m.first.works().opens(scan).want(http.StatusNotFound)
	public := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari")
	shows(t, public, "Стигло поштом, предато", "Друго.")
	holdsNone(t, "the list for everybody", public, "Мара", "/skenovi/")

	no := receipt[strings.LastIndex(receipt, "/")+1:]
	fresh := m.drafter.works() // whose session never held the secret
	print := fresh.sends(at+"/potvrda?krug=1", url.Values{"potvrda": {no}}).want(http.StatusSeeOther)
	holdsAll(t, "the receipt to print", fresh.reads(print.header.Get("Location")), "Тајни кључ ове потврде", "<details open>")
	shows(t, string(fresh.sends(at+"/potvrda?krug=1", url.Values{"potvrda": {"x"}}).want(http.StatusUnprocessableEntity).body), "не постоји")
	m.first.works().opens(at).want(http.StatusForbidden)
	m.first.works().sends(at+"/potvrda?krug=1", url.Values{"potvrda": {no}}).want(http.StatusForbidden)
}

// with returns a form without the fields that hold nothing but the name of a file.
func with(form url.Values, without ...string) url.Values {
	for _, name := range without {
		form.Del(name)
	}
	return form
}

func TestAnEntryIsCorrectedUntilAllIsDeclaredIn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi"
	enter := at + "/unos?krug=1"
	receipt := w.uploads(enter, with(filledForm(t, w.reads(enter), "enter", posted("scan_public", "1", "author.publish_name", "1")), "sken"), file{"sken", "dopis.pdf", portable}).want(http.StatusSeeOther).header.Get("Location")
	no := receipt[strings.LastIndex(receipt, "/")+1:]
	comment := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1")
	i := strings.Index(comment, "/skenovi/")
	if i < 0 {
		t.Fatal("the comment does not lead to its scan, which everybody may see")
	}
	apart(t, s.visitor().asks("GET", comment[i:i+len("/skenovi/")+36], nil).want(200), "dopis.pdf")

	correct := at + "/" + no + "/ispravka?krug=1"
	page := w.reads(correct)
	holdsAll(t, "the form", page, "предуг", "Мара Марић")
	refused := string(w.uploads(correct, with(filledForm(t, page, "correct", map[string]string{"comments[0].body": "Рок је прекратак."}), "sken")).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "without a reason", refused, `href="#f-reason"`, "Рок је прекратак.</textarea>", "dopis.pdf", `name="scan" value="`)
	closer := string(w.uploads(correct, with(filledForm(t, refused, "again", map[string]string{"reason": "Погрешно преписано."}), "sken")).want(200).body)
	holdsAll(t, "paragraphs of the chosen article", closer, `value="act:art_2__para_1"`, "Погрешно преписано.")
	unscanned := string(w.uploads(correct, with(filledForm(t, closer, "unscan", nil), "sken")).want(200).body)
	holdsNone(t, "without its scan", unscanned, "dopis.pdf")
	holdsAll(t, "with another scan that is chosen", string(w.uploads(correct, with(filledForm(t, closer, "unscan", nil), "sken"), file{"sken", "drugi.pdf", portable}).want(200).body), "drugi.pdf")
	bare := string(w.uploads(correct, with(filledForm(t, unscanned, "correct", nil), "sken")).want(http.StatusUnprocessableEntity).body)
	shows(t, bare, `href="#f-sken"`, "Приложите скен или фотографију дописа", "Погрешно преписано.", "Рок је прекратак.</textarea>")
	nobody := map[string]string{"author.kind": "organisation", "author.name": "", "author.organisation": "99999999"}
	holdsAll(t, "of an organisation that is not there", string(w.uploads(correct, with(filledForm(t, closer, "correct", nobody), "sken")).want(http.StatusUnprocessableEntity).body), `href="#f-author-organisation"`)
	w.uploads(correct, with(filledForm(t, closer, "correct", map[string]string{"comments[0].place": "act:art_2__para_1", "channel": "email", "author.kind": "organisation",
		"author.name": "Група „Проба”", "author.organisation": ""}), "sken"), file{"sken", "pravi.pdf", portable + "\n% прави"}).want(http.StatusSeeOther)
	holdsAll(t, "the comment of an organisation that is not in the register", s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Група „Проба”", "организација није у регистру")
	shows(t, w.reads(at), "pravi.pdf", "доступан свима")
	seen := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1")
	closing := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi/" + no + "/zatvaranje-skena?krug=1"
	m.first.works().sends(closing, url.Values{}).want(http.StatusForbidden)
	w.sends(closing, url.Values{}).want(http.StatusSeeOther)
	shows(t, w.reads(at), "затворен за друге")
	i = strings.Index(seen, "/skenovi/")
	s.visitor().asks("GET", seen[i:i+len("/skenovi/")+36], nil).want(http.StatusNotFound)
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Рок је прекратак.", "Стигло е-поштом")
	shows(t, w.reads(at), "исправљен 1 пут")
	shows(t, s.visitor().gets(receipt), "Исправљена је грешка у уносу: Погрешно преписано.")
	m.first.works().opens(correct).want(http.StatusForbidden)

	declare := at + "/sve-uneto?krug=1"
	shows(t, w.reads(declare), "Расправа траје до")
	m.closes()
	dossierPage := "/sr-Cyrl/predmeti/" + m.ref
	for _, page := range []string{dossierPage, dossierPage + "/komentari"} {
		shows(t, s.visitor().gets(page), "привремено закључен")
	}
	shows(t, w.reads("/sr-Cyrl/moji-predmeti"), "Изјавите да је све приспело унето")
	late := w.reads(enter)
	shows(t, late, "Расправа је завршена.")
	w.uploads(enter, with(filledForm(t, late, "enter", posted("comments[0].body", "Стигло касније.")), "sken"), file{"sken", "kasni.pdf", portable}).want(http.StatusSeeOther)
	shows(t, w.reads(at), "унето после краја расправе")
	today := w.reads(declare)
	shows(t, today, "Шта следи из изјаве", "дописа 2")
	shows(t, string(w.sends(declare, url.Values{}).want(http.StatusUnprocessableEntity).body), "Потврдите да је унето")
	m.first.works().sends(declare, url.Values{"sve": {"1"}, "portal": {"1"}}).want(http.StatusForbidden)
	w.sends(declare, url.Values{"sve": {"1"}, "portal": {"1"}}).want(http.StatusSeeOther)
	for _, page := range []string{dossierPage, dossierPage + "/komentari"} {
		shows(t, s.visitor().gets(page), "коначно закључен")
	}
	if r := w.opens(enter); r.status != http.StatusConflict {
		t.Errorf("after the declaration the form is answered %d", r.status)
	}
	holdsNone(t, "the desk", w.reads("/sr-Cyrl/moji-predmeti"), "Изјавите да је све")
	m.drafter.do("POST", "/api/v1/rounds/"+m.round()+"/entries", m.drafter.paper("Прекасно."), "Idempotency-Key", "z").refused(409, dossier.CodeClosingFinal)
}

// TestTheSecretOfALetterIsForItsAuthor: who entered it takes nothing back by it, writes
// nothing anew and contests nothing, and their session holds it only to print it.
func TestTheSecretOfALetterIsForItsAuthor(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	w := m.drafter.works()
	enter := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi/unos?krug=1"
	signed := strings.Replace(portable, "/Info", "/ByteRange [0 1 2 3] /Info", 1)
	enters := func() string {
		t.Helper()
		scanned := string(w.uploads(enter, with(filledForm(t, w.reads(enter), "again", posted()), "sken"), file{"sken", "dopis.pdf", signed}).want(200).body)
		holdsAll(t, "a scan that tells of its maker", scanned, "dopis.pdf", reader("sr-Cyrl").t("attachment.telling"))
		return w.uploads(enter, with(filledForm(t, scanned, "enter", nil), "sken")).want(http.StatusSeeOther).header.Get("Location")
	}
	receipt := enters()
	page := w.reads(receipt)
	holdsAll(t, "the receipt to print", page, "Тајни кључ ове потврде", "сесија га чува четврт сата")
	holdsNone(t, "the receipt to print", page, receipt+"/povlacenje", receipt+"/ispravka", receipt+"/brisanje")
	for _, at := range []string{"/povlacenje", "/ispravka", "/brisanje"} {
		w.opens(receipt + at).want(http.StatusConflict)
		w.sends(receipt+at, url.Values{"sigurno": {"1"}, "key": {"k"}, "comments[0].body": {"Ништа."}}).want(http.StatusConflict)
	}
	no := receipt[strings.LastIndex(receipt, "/")+1:]
	comment := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+no, nil).want(200)).Comments[0]
	id := as[api.ProposedSetAside](m.drafter.do("POST", "/api/v1/comments/"+comment.Id+"/set-aside", object{"ground": "off_topic", "reasons": "Није о закону."}).want(201)).Id
	m.preparer.do("POST", "/api/v1/set-asides/"+id+"/decision", object{"decision": "confirmed"}).want(http.StatusNoContent)
	contest := url.Values{"komentar": {comment.Id}, "navodi": {"Јесте."}}
	shows(t, string(w.sends(receipt+"/prigovor", contest).want(http.StatusUnprocessableEntity).body), "Допис је унео службеник, који је имао и тајни кључ")

	_, secret, _ := strings.Cut(page, `<p class="mono" lang="zxx">`)
	secret, _, _ = strings.Cut(secret, "<")
	author := s.visitor()
	author.asks("POST", receipt, url.Values{"kljuc": {secret}, "radnja": {"prikaz"}}).want(http.StatusSeeOther)
	shows(t, author.gets(receipt), "Тајни кључ ове потврде")
	hides(t, author.gets(receipt), "сесија га чува")
	author.asks("POST", receipt+"/prigovor", contest).want(http.StatusSeeOther)

	next := enters()
	hides(t, w.reads(receipt), "сесија га чува")
	shows(t, w.reads(next), "сесија га чува четврт сата")
	w.opens(receipt + "/datoteka").want(http.StatusForbidden)
}

func TestASecretThatWasHandedOnLeavesTheSession(t *testing.T) {
	s := newSite(t)
	ctx, err := s.server.sessions.Load(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	now, err := s.store.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	own, handed := ownReceipt{No: "A", Secret: "сопствени"}, ownReceipt{No: "B", Secret: "предати", Until: now.Add(handedFor).Unix()}
	s.server.putReceipts(ctx, []ownReceipt{own, handed})
	if got := s.server.ownReceipts(ctx); len(got) != 2 {
		t.Errorf("within its time: %+v", got)
	}
	handed.Until = now.Add(-time.Second).Unix()
	s.server.putReceipts(ctx, []ownReceipt{own, handed})
	if got := s.server.ownReceipts(ctx); len(got) != 1 || got[0] != own {
		t.Errorf("after its time: %+v", got)
	}
	if kept := s.server.sessions.GetString(ctx, sessionReceipts); strings.Contains(kept, "предати") {
		t.Errorf("the session still holds %s", kept)
	}
}

func TestEverybodyWhoSpokeAtAHearingIsEnteredFromOneScan(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi"
	enter := at + "/unos?krug=1"
	hearing := posted("channel", "hearing", "arrived_on", posted()["sent_on"], "scan_public", "1", "author.publish_name", "1")
	first := w.uploads(enter, with(filledForm(t, w.reads(enter), "enter", hearing), "sken"), file{"sken", "zapisnik.pdf", portable}).want(http.StatusSeeOther).header.Get("Location")
	no := first[strings.LastIndex(first, "/")+1:]
	same := enter + "&amp;iz=" + no
	shows(t, w.reads(first), same, "Унесите још један допис из истог скена")
	shows(t, w.reads(at), same)
	hides(t, s.visitor().gets(first), "из истог скена", "/dopisi/unos")

	page := w.reads(enter + "&iz=" + no)
	shows(t, page, `value="hearing" checked`, "zapisnik.pdf", "Из истог скена је унет још 1 допис.", "Друга датотека уместо ове", `name="scan_public" type="checkbox" value="1" checked`, posted()["sent_on"])
	hides(t, page, "Мара Марић", "предуг", `name="author.publish_name" type="checkbox" value="1" checked`)
	// Whatever is wrong with it, the scan stays.
	again := string(w.uploads(enter, with(filledForm(t, page, "enter", nil), "sken")).want(http.StatusUnprocessableEntity).body)
	shows(t, again, `href="#f-comments-0--body"`, "zapisnik.pdf", "Из истог скена је унет још 1 допис.")
	holdsNone(t, "the form once more", again, `href="#f-sken"`, `href="#f-sent_on"`)
	second := w.uploads(enter, with(filledForm(t, again, "enter", map[string]string{"author.kind": "citizen", "author.name": "Вид Видић", "author.publish_name": "1",
		"comments[0].place": "act:art_1", "comments[0].kind": "remark", "comments[0].body": "Назив је нејасан."}), "sken")).want(http.StatusSeeOther).header.Get("Location")
	if second == first {
		t.Fatal("the second letter is answered as the first one")
	}
	log, err := s.store.Log(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, receipt := range []string{first, second} {
		number := receipt[strings.LastIndex(receipt, "/")+1:]
		w.sends(at+"/potvrda?krug=1", url.Values{"potvrda": {number}}).want(http.StatusSeeOther)
		if verdict, err := ledger.Verify(w.opens(receipt+"/datoteka").want(200).body, log.Key); err != nil || verdict.Kind != ledger.SubmissionReceived {
			t.Errorf("the receipt %s: %+v, %v", number, verdict, err)
		}
		shows(t, w.reads(receipt), "Потврда обухвата и скенирани допис", "Изнето на јавном скупу")
	}
	list := w.reads(at)
	if n := strings.Count(list, "Из истог скена је унет још 1 допис."); n != 2 {
		t.Errorf("the list says of %d letters that another came in their scan", n)
	}
	link := list[strings.Index(list, "/skenovi/"):][:len("/skenovi/")+36]
	s.visitor().asks("GET", link, nil).want(200)
	for _, number := range []string{"1", "2"} {
		shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/"+number), link)
	}
	w.sends(at+"/"+no+"/zatvaranje-skena?krug=1", url.Values{}).want(http.StatusSeeOther)
	if n := strings.Count(w.reads(at), "затворен за друге"); n != 2 {
		t.Errorf("the list says of %d letters that their scan is closed", n)
	}
	hides(t, w.reads(at), "Затворите скен за друге", "доступан свима")
	s.visitor().asks("GET", link, nil).want(http.StatusNotFound)
	w.opens(link).want(200)
	hides(t, w.reads(enter+"&iz="+no), `name="scan_public" type="checkbox" value="1" checked`)
	w.opens(enter + "&iz=X").want(http.StatusNotFound)
	m.first.works().opens(enter + "&iz=" + no).want(http.StatusForbidden)
}
