package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

// proposal has the drafter propose by the form to set a comment aside, and returns
// the address of the proposal.
func (m *ministry) proposal(number, ground string) string {
	m.t.Helper()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentari/" + number + "/izuzimanje"
	return m.drafter.works().sends(at, url.Values{"osnov": {ground}, "razlozi": {"Не говори о закону."}}).want(http.StatusSeeOther).header.Get("Location")
}

func TestTwoOfficersSetACommentAsideOnPages(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	at, _ := m.debatedBench()
	base := "/sr-Cyrl/predmeti/" + m.ref
	w, second, signer := m.drafter.works(), m.preparer.works(), m.first.works()
	shows(t, w.reads(at+"?komentar=1"), base+"/komentari/1/izuzimanje?krug=1", "Предложите изузимање")
	form := base + "/komentari/1/izuzimanje?krug=1"
	shows(t, w.reads(form), "Туђи лични подаци", "Речи се више не приказују.", "Рок је &lt;i&gt;предуг&lt;/i&gt;.")
	bad := string(w.sends(form, url.Values{"osnov": {"same_text"}, "razlozi": {" "}, "isti": {""}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-isti"`, `href="#f-razlozi"`, `value="same_text" checked`)
	bad = string(w.sends(form, url.Values{"osnov": {"same_text"}, "razlozi": {"Исто <b>као</b> и пре."}, "isti": {"7"}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-isti"`, "Исто &lt;b&gt;као&lt;/b&gt; и пре.</textarea>", `value="7"`)
	w.sends(base+"/komentari/77/izuzimanje", url.Values{}).want(http.StatusNotFound)

	one := m.proposal("1", "insulting")
	public := s.visitor()
	hides(t, public.gets(base+"/komentari/1"), "Изузето", "izuzimanje")
	shows(t, w.reads(one), "Повуците предлог", "Одлучује други службеник")
	hides(t, w.reads(one), "Потврдите изузимање")
	shows(t, w.reads(form), "већ постоји предлог")
	shows(t, second.reads("/sr-Cyrl/zadaci"), "Одлучите о изузимању коментара", "1 предлог чека одлуку", base+"/izuzimanje")
	shows(t, signer.reads("/sr-Cyrl/zadaci"), "Одлучите о изузимању коментара")
	hides(t, w.reads("/sr-Cyrl/zadaci"), "Одлучите о изузимању коментара")
	shows(t, second.reads(base+"/izuzimanje"), "Изузимање коментара број 1", "Милица Нацртић", "увредљив садржај")
	shows(t, second.reads(one), "Потврдите изузимање", "Речи коментара се тада више не приказују.")
	bad = string(second.sends(one, url.Values{"radnja": {"odbijanje"}, "razlozi": {""}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-razlozi"`)
	second.sends(one, url.Values{}).want(http.StatusUnprocessableEntity)
	shows(t, string(w.sends(one, url.Values{"radnja": {"potvrda"}}).want(http.StatusUnprocessableEntity).body), "Одлучује други службеник", "govuk-error-summary")
	second.sends(one, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	page := public.gets(base + "/komentari/1")
	shows(t, page, "Изузето из разматрања", "увредљив садржај", "речи се не приказују", "Не говори о закону.")
	hides(t, page, "предуг", "Овај коментар нема одговор")
	list := public.gets(base + "/komentari")
	shows(t, list, "изузето из разматрања", "ishod=set_aside", "увредљив садржај")
	hides(t, list, "предуг")
	shows(t, public.gets(base+"/komentari?ishod=set_aside"), base+"/komentari/1?krug=1")
	shows(t, w.reads(at+"?komentar=1&stanje=sa-odgovorom"), "Изузето из разматрања")
	hides(t, w.reads(at+"?komentar=1&stanje=sa-odgovorom"), `name="razlozi"`)
	shows(t, second.reads(base+"/izuzimanje?stanje=reseno"), "Изузимање коментара број 1", "изузето")
	shows(t, public.gets(strings.Replace(base, "sr-Cyrl", "sr-Latn", 1)+"/komentari/1"), "Izuzeto iz razmatranja")
	shows(t, public.gets(strings.Replace(base, "sr-Cyrl", "en", 1)+"/komentari/1"), "Set aside", "its words are not shown")

	two := m.proposal("2", "off_topic")
	signer.sends(two, url.Values{"radnja": {"odbijanje"}, "razlozi": {"Јесте о закону."}}).want(http.StatusSeeOther)
	shows(t, w.reads(two), "предлог одбијен", "Јесте о закону.", "Вера Потписић")
	three := m.proposal("3", "off_topic")
	w.sends(three, url.Values{"radnja": {"vracanje"}}).want(http.StatusSeeOther)
	shows(t, w.reads(three), "предлог повучен")
	shows(t, w.reads(base+"/komentari/3/izuzimanje"), "Ранији предлози", "предлог повучен")
	page = public.gets(base+"/komentari/2") + public.gets(base+"/komentari/3")
	hides(t, page, "Јесте о закону", "повучен", "Изузето")
}

func TestAnAuthorContestsOnThePageOfTheReceipt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	receipt := u.sendsOne(t, m.ref)
	one := m.proposal("1", "off_topic")
	u.asks("GET", receipt+"/prigovor", nil).want(http.StatusConflict)
	m.preparer.works().sends(one, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	shows(t, u.gets(receipt), "изузето из разматрања", "Не говори о закону.", "/prigovor?komentar=")
	others := s.visitor().gets(receipt)
	shows(t, others, "изузето из разматрања", "Не говори о закону.")
	hides(t, others, "/prigovor")
	s.visitor().asks("GET", receipt+"/prigovor", nil).want(http.StatusForbidden)
	s.visitor().asks("POST", receipt+"/prigovor", url.Values{"navodi": {"Р."}}).want(http.StatusForbidden)
	comment := as[api.Receipt](s.public().do("GET", "/api/v1"+strings.Replace(strings.TrimPrefix(receipt, "/sr-Cyrl"), "potvrde", "receipts", 1), nil).want(200)).Comments[0].Id
	shows(t, u.gets(receipt+"/prigovor"), `value="`+comment+`" checked`) // the only one
	bad := string(u.asks("POST", receipt+"/prigovor", url.Values{"navodi": {"Јесте <b>о закону</b>."}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-komentar"`, "Јесте &lt;b&gt;о закону&lt;/b&gt;.</textarea>")
	bad = string(u.asks("POST", receipt+"/prigovor", url.Values{"komentar": {comment}, "navodi": {" "}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-navodi"`)
	u.asks("POST", receipt+"/prigovor", url.Values{"komentar": {comment}, "navodi": {"Јесте <b>о закону</b>."}}).want(http.StatusSeeOther)
	shows(t, u.gets(receipt), "приговор чека одлуку", "Ваш приговор", "Јесте &lt;b&gt;о закону&lt;/b&gt;.")
	hides(t, s.visitor().gets(receipt), "Јесте &lt;b&gt;")
	hides(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Јесте &lt;b&gt;")

	third, second := m.first.works(), m.preparer.works()
	shows(t, third.reads("/sr-Cyrl/zadaci"), "Одлучите о приговору на изузимање коментара", "1 приговор чека одлуку", "stanje=prigovori")
	hides(t, second.reads("/sr-Cyrl/zadaci"), "приговор")
	shows(t, third.reads("/sr-Cyrl/predmeti/"+m.ref+"/izuzimanje?stanje=prigovori"), "приговор чека одлуку")
	shows(t, third.reads(one), "Одлука о приговору", "Јесте &lt;b&gt;о закону&lt;/b&gt;.", "Пошиљалац је приговорио")
	hides(t, second.reads(one), `name="odluka"`)
	second.sends(one, url.Values{"radnja": {"prigovor"}, "odluka": {"upheld"}, "obrazlozenje": {"Р."}}).want(http.StatusUnprocessableEntity)
	bad = string(third.sends(one, url.Values{"radnja": {"prigovor"}, "obrazlozenje": {"Оправдан је."}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-odluka"`, "Оправдан је.</textarea>")
	bad = string(third.sends(one, url.Values{"radnja": {"prigovor"}, "odluka": {"reinstated"}}).want(http.StatusUnprocessableEntity).body)
	shows(t, bad, `href="#f-obrazlozenje"`, `value="reinstated" checked`)
	third.sends(one, url.Values{"radnja": {"prigovor"}, "odluka": {"reinstated"}, "obrazlozenje": {"Оправдан је."}}).want(http.StatusSeeOther)
	for _, page := range []string{u.gets(receipt), s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari/1")} {
		shows(t, page, "враћено на разматрање", "Оправдан је.", "Било је изузето из разматрања")
	}
	hides(t, u.gets(receipt), "/prigovor?")
}

func TestAContestAfterTheReportStandsBesideIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	receipt := u.sendsOne(t, m.ref)
	m.closes()
	one := m.proposal("1", "off_topic")
	m.preparer.works().sends(one, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	m.reports()
	shows(t, u.gets(receipt), "/prigovor?komentar=", "Пошиљалац може да приговори до <time")
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Пошиљалац може да приговори до <time")
	comment := as[api.Receipt](s.public().do("GET", "/api/v1"+strings.Replace(strings.TrimPrefix(receipt, "/sr-Cyrl"), "potvrde", "receipts", 1), nil).want(200)).Comments[0]
	if comment.SetAside == nil || !comment.SetAside.ContestUntil.After(comment.SetAside.At) {
		t.Errorf("the interface says %+v", comment.SetAside)
	}
	report := "/sr-Cyrl/predmeti/" + m.ref + "/izvestaji/1"
	shows(t, s.visitor().gets(report), "пошиљалац је још могао да приговори, до ")
	form := u.gets(receipt + "/prigovor?komentar=" + comment.Id)
	shows(t, form, "Приговор је могућ до ")
	u.asks("POST", receipt+"/prigovor", url.Values{"komentar": {comment.Id}, "navodi": {"Јесте о закону."}}).want(http.StatusSeeOther)
	page := s.visitor().gets(report)
	shows(t, page, "Пошиљалац је приговорио; одлука ће стајати уз коментар.")
	hides(t, page, "још могао")
	m.first.works().sends(one, url.Values{"radnja": {"prigovor"}, "odluka": {"upheld"}, "obrazlozenje": {"Остаје."}}).want(http.StatusSeeOther)
	shows(t, s.visitor().gets(report), "Одлука о приговору, ", "после извештаја: приговор није прихваћен. Остаје.")
}

func TestWhatIsReinstatedAfterTheReportWaitsForWhoAnswers(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	u := s.visitor()
	receipt := u.sendsOne(t, m.ref)
	m.closes()
	one := m.proposal("1", "off_topic")
	m.preparer.works().sends(one, url.Values{"radnja": {"potvrda"}}).want(http.StatusSeeOther)
	m.reports()
	comment := as[api.Receipt](s.public().do("GET", "/api/v1"+strings.Replace(strings.TrimPrefix(receipt, "/sr-Cyrl"), "potvrde", "receipts", 1), nil).want(200)).Comments[0]
	u.asks("POST", receipt+"/prigovor", url.Values{"komentar": {comment.Id}, "navodi": {"Јесте о закону."}}).want(http.StatusSeeOther)
	const task = "1 коментар је враћен на разматрање после извештаја и чека одговор"
	drafter, signer := m.drafter.works(), m.second.works()
	hides(t, drafter.reads("/sr-Cyrl/zadaci"), task)
	m.first.works().sends(one, url.Values{"radnja": {"prigovor"}, "odluka": {"reinstated"}, "obrazlozenje": {"Јесте о закону."}}).want(http.StatusSeeOther)
	bench := "/sr-Cyrl/predmeti/" + m.ref + "/odgovori"
	shows(t, drafter.reads("/sr-Cyrl/zadaci"), "Одговорите на коментар који је враћен на разматрање", task, `href="`+bench+`"`)
	hides(t, signer.reads("/sr-Cyrl/zadaci"), task)
	shows(t, drafter.reads(bench), `<span class="tag part">враћено на разматрање</span>`)
	tasks := as[api.TaskList](m.drafter.do("GET", "/api/v1/tasks", nil).want(http.StatusOK)).Items
	if i := slices.IndexFunc(tasks, func(t api.Task) bool { return t.Returned == 1 }); i < 0 {
		t.Errorf("over the interface: %+v", tasks)
	}
	m.answers(round, 1, "noted", "Примљено к знању.")
	hides(t, drafter.reads("/sr-Cyrl/zadaci"), task)
	hides(t, drafter.reads(bench+"?stanje=svi"), `<span class="tag part">враћено на разматрање</span>`)
}

func TestSettingAsideByTheInterface(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", letter("Прво, о роковима.")).want(201))
	comment := sent.Comments[0].Id
	at := "/api/v1/comments/" + comment + "/set-aside"
	whole := object{"ground": "personal_data", "reasons": "Подаци о суседу."}
	s.public().do("POST", at, whole).refused(401, dossier.CodeUnauthenticated)
	m.first.do("POST", at, whole).refused(403, dossier.CodeWrongRole)
	m.drafter.do("POST", at, object{"ground": "boring", "reasons": ""}).refused(422, dossier.CodeInvalid)
	id := as[api.ProposedSetAside](m.drafter.do("POST", at, whole).want(201)).Id
	m.drafter.do("POST", at, whole).refused(409, dossier.CodeAsideOpen)
	list := m.path("/set-asides")
	s.public().do("GET", list, nil).refused(401, dossier.CodeUnauthenticated)
	m.first.do("GET", list+"?state=x", nil).refused(422, dossier.CodeInvalid)
	if got := as[api.SetAsideList](m.first.do("GET", list, nil).want(200)); len(got.Items) != 1 || got.Items[0].Id != id || got.Items[0].ProposedBy != "Милица Нацртић" {
		t.Errorf("listed: %+v", got)
	}
	decide := "/api/v1/set-asides/" + id + "/decision"
	m.first.do("POST", decide, object{"decision": "maybe"}).refused(422, dossier.CodeInvalid)
	m.first.do("POST", decide, object{"decision": "declined"}).refused(422, dossier.CodeInvalid)
	m.drafter.do("POST", decide, object{"decision": "confirmed"}).refused(403, dossier.CodeSameOfficer)
	m.first.do("POST", decide, object{"decision": "undone"}).refused(403, dossier.CodeWrongRole)
	m.first.do("POST", "/api/v1/set-asides/x/decision", object{"decision": "confirmed"}).refused(404, dossier.CodeNotFound)
	m.first.do("POST", decide, object{"decision": "confirmed"}).want(204)
	one := as[api.CommentList](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items[0]
	if one.Body != "" || one.SetAside == nil || one.SetAside.Ground != "personal_data" || !one.SetAside.Stands || one.SetAside.Reasons != "Подаци о суседу." {
		t.Errorf("the comment: %+v", one)
	}
	if got := as[api.Round](s.public().do("GET", "/api/v1/rounds/"+round, nil).want(200)).Counts; got.Comments != 1 || got.Answered != 0 {
		t.Errorf("what is set aside is counted as %+v", got)
	}
	m.drafter.do("PUT", "/api/v1/comments/"+comment+"/answer", object{"version": 0, "outcome": "noted", "reasons": "Р."}).refused(409, dossier.CodeSetAside)
	contest := "/api/v1/receipts/" + sent.ReceiptNo + "/contest"
	said, bearer := object{"comment": comment, "statement": "То је моја адреса."}, []string{"Authorization", "Bearer " + sent.Secret}
	s.public().do("POST", contest, said).refused(401, dossier.CodeSecretRequired)
	s.public().do("POST", contest, said, "Authorization", "Bearer x").refused(403, dossier.CodeSecretWrong)
	s.public().do("POST", contest, object{"comment": comment, "statement": " "}, bearer...).refused(422, dossier.CodeInvalid)
	s.public().do("POST", contest, said, bearer...).want(204)
	s.public().do("POST", contest, said, bearer...).want(204)
	s.public().do("POST", contest, object{"comment": comment, "statement": "Друго."}, bearer...).refused(409, dossier.CodeContested)
	verdict := "/api/v1/set-asides/" + id + "/verdict"
	m.second.do("POST", verdict, object{"verdict": "x", "reasons": "Р."}).refused(422, dossier.CodeInvalid)
	m.first.do("POST", verdict, object{"verdict": "upheld", "reasons": "Р."}).refused(403, dossier.CodeSameOfficer)
	m.second.do("POST", verdict, object{"verdict": "reinstated", "reasons": "Подаци су пошиљаочеви."}).want(204)
	got := as[api.Receipt](s.public().do("GET", "/api/v1/receipts/"+sent.ReceiptNo, nil).want(200)).Comments[0].SetAside
	if got == nil || got.Stands || got.Verdict != "reinstated" || got.VerdictReasons != "Подаци су пошиљаочеви." {
		t.Errorf("the receipt: %+v", got)
	}
	if strings.Contains(s.log.String(), "моја адреса") {
		t.Error("the log of the server holds what the author says")
	}
}
