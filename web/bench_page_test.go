package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// debatedBench brings a dossier to a round with three comments and returns the
// address of the workbench.
func (m *ministry) debatedBench() (string, string) {
	m.t.Helper()
	round := m.debates("MPROBA")
	m.says(round, object{"kind": "remark", "body": "Рок је <i>предуг</i>.", "provision": "art_2"})
	m.says(round, object{"kind": "question", "body": "Ко одлучује?", "provision": "art_3"})
	m.says(round, object{"kind": "change", "body": "Краће.", "provision": "art_1__para_1", "proposed_text": "Овим законом уређује се брза проба."})
	return "/sr-Cyrl/predmeti/" + m.ref + "/odgovori", round
}

func TestTheWorkbenchShowsWhatWaits(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	at, _ := m.debatedBench()
	w := m.drafter.works()
	page := w.reads(at)
	shows(t, page, "Одговорено је на 0 од 3 коментара.", "Рок за објављивање извештаја:", "Коментар број 3", "<ins>брза </ins>", `data-key="Digit4"`, "Објавите одговор одмах", `data-key="KeyJ"`)
	if strings.Index(page, "Број 3.") > strings.Index(page, "Број 1.") || strings.Index(page, "Број 1.") > strings.Index(page, "Број 2.") {
		t.Error("the comments do not stand in the order of the text")
	}
	question := w.reads(at + "?komentar=2")
	shows(t, question, "Одговорено", "Примљено к знању", `data-key="Digit2"`)
	hides(t, question, `value="accepted"`, `data-key="Digit3"`)
	shows(t, w.reads(at+"?komentar=1"), "Рок је &lt;i&gt;предуг&lt;/i&gt;.", "Орган одговара у року од 30 дана.")
	shows(t, w.reads(at+"?q=ko+odlucuje"), "Коментар број 2")
	shows(t, w.reads(at+"?stanje=sa-odgovorom"), "Овде нема коментара", "Изаберите коментар са списка")
	shows(t, w.reads(strings.Replace(at, "sr-Cyrl", "en", 1)), "0 of 3 comments answered.")
	shows(t, w.reads(strings.Replace(at, "sr-Cyrl", "sr-Latn", 1)), "Odgovoreno je na 0 od 3 komentara.")
	w.opens(at + "?komentar=9").want(http.StatusNotFound)
	w.opens(at + "?krug=9").want(http.StatusNotFound)
}

func TestAnAnswerLeadsToTheNextComment(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	at, _ := m.debatedBench()
	w := m.drafter.works()
	empty := w.sends(at+"?krug=1&komentar=3", url.Values{"verzija": {"0"}, "razlozi": {" "}}).want(http.StatusUnprocessableEntity)
	shows(t, string(empty.body), "Изаберите исход.", "Напишите разлоге.")
	wrong := w.sends(at+"?krug=1&komentar=2", url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {"Мој разлог."}, "izmena": {"1:art_99"}})
	wrong.want(http.StatusUnprocessableEntity)
	shows(t, string(wrong.body), "Мој разлог.", "Одговор није сачуван", "govuk-error-summary")
	nowhere := mainOf(w.sends(at+"?krug=1&komentar=3", url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {"Мој разлог."}, "izmena": {"1:art_99"}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "a change that is nowhere", nowhere, "нема те одредбе", "Мој разлог.")
	holdsNone(t, "a change that is nowhere", nowhere, "Допис није примљен")
	long := mainOf(w.sends(at+"?krug=1&komentar=3", url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {strings.Repeat("ш", dossier.MaxReasons+1)}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "reasons without end", long, "Разлози могу да имају највише 20.000 знакова", `href="#f-razlozi"`)
	holdsNone(t, "reasons without end", long, "Допис није примљен")
	r := w.sends(at+"?krug=1&komentar=3", url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {"Прихваћено: брза проба."}, "korak": {"sacuvaj"}}).want(http.StatusSeeOther)
	to := r.header.Get("Location")
	if !strings.Contains(to, "komentar=1") || !strings.Contains(to, "sacuvano=3") || !strings.HasSuffix(to, "#odgovor") {
		t.Fatalf("goes on to %s", to)
	}
	page := w.reads(strings.TrimSuffix(to, "#odgovor"))
	shows(t, page, "Одговор на коментар број 3 је сачуван.", "Одговорено је на 1 од 3 коментара.", "Коментар број 1", `<meta name="draft-sent" content="odgovor-`, "Уметните разлоге", "Прихваћено: брза проба.")
	inserted := w.sends(at+"?krug=1&komentar=1", url.Values{"verzija": {"0"}, "razlozi": {"Почетак."}, "korak": {"umetni"}, "gotovo": {"0"}}).want(http.StatusOK)
	shows(t, string(inserted.body), "Почетак.\n\nПрихваћено: брза проба.</textarea>")
	shows(t, w.reads(at+"?komentar=3&stanje=sa-odgovorom"), "Верзије одговора", "Верзија 1", "Милица Нацртић", `value="1">`)
	w.sends(at+"?krug=1&komentar=1", url.Values{"verzija": {"0"}, "ishod": {"noted"}, "razlozi": {"Примљено."}, "odmah": {"1"}}).want(http.StatusSeeOther)
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Примљено.")
	hides(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari/3"), "Прихваћено: брза проба.")
	r = w.sends(at+"?krug=1&komentar=2", url.Values{"verzija": {"0"}, "ishod": {"answered"}, "razlozi": {"Орган."}}).want(http.StatusSeeOther)
	shows(t, w.reads(r.header.Get("Location")), "Ниједан коментар не чека одговор.")
}

func TestTwoWhoAnswerAtOnceSeeEachOther(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	at, _ := m.debatedBench()
	answer := func(reasons string) url.Values {
		return url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {reasons}}
	}
	m.preparer.works().sends(at+"?krug=1&komentar=1", answer("Колегин разлог.")).want(http.StatusSeeOther)
	w := m.drafter.works()
	page := string(w.sends(at+"?krug=1&komentar=1", answer("Мој разлог.")).want(http.StatusUnprocessableEntity).body)
	shows(t, page, "У међувремену је одговорено овако", "Колегин разлог.", "Мој разлог.</textarea>", `name="verzija" value="1"`)
	again := answer("Мој разлог.")
	again.Set("verzija", "1")
	w.sends(at+"?krug=1&komentar=1", again).want(http.StatusSeeOther)
	shows(t, w.reads(at+"?krug=1&komentar=1&stanje=svi"), "Верзија 2", "Верзија 1", "Колегин разлог.")
}

func TestAnAnswerNamesTheChangeThatItLedTo(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	at, _ := m.debatedBench()
	m.closes()
	w := m.drafter.works()
	hides(t, w.reads(at+"?komentar=1"), "Објавите одговор одмах")
	m.drafter.do("POST", m.path("/versions"), object{"reason": "comments", "documents": []object{
		{"kind": "act", "name": "nacrt.txt", "content": strings.Replace(chapteredLaw, "30 дана", "20 дана", 1)}}}).want(201)
	shows(t, w.reads(at+"?komentar=1"), `value="3:art_2"`, "Члан 2. у верзији 3")
	w.sends(at+"?krug=1&komentar=1", url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {"Скраћено."}, "izmena": {"3:art_2"}}).want(http.StatusSeeOther)
	shows(t, w.reads(at+"?komentar=1&stanje=svi"), `<option value="3:art_2" selected>`)
	page := w.reads("/sr-Cyrl/predmeti/" + m.ref + "/izmene?od=2&do=3")
	shows(t, page, "Ђурђа Примерић", "прихваћено", "/komentari/1?krug=1", "1 коментар")
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "/izmene?do=3&amp;izmena=art_2&amp;od=2#izmena-art_2")
}

func TestAnAnswerChangedAfterTheReportLeavesTheEarlierOneReadable(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	w := m.drafter.works()
	at, comment := "/sr-Cyrl/predmeti/"+m.ref+"/odgovori?krug=1&komentar=1&stanje=svi", "/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"
	shows(t, w.reads(at), "Извештај о овој расправи је објављен и остаје какав јесте.", "јаван је одмах")
	hides(t, s.visitor().gets(comment), "Ранији одговор")
	w.sends(at, url.Values{"verzija": {"1"}, "ishod": {"not_accepted"}, "razlozi": {"Ипак не."}}).want(http.StatusSeeOther)
	page := s.visitor().gets(comment)
	shows(t, page, "Ипак не.", "<summary>Ранији одговор (1)</summary>", "Верзија 1", "Прихвата се.")
	hides(t, page, "Милица Нацртић", "Верзија 2")
	report := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/izvestaji/1")
	hides(t, report, "Ипак не.")
}

func TestTheWorkbenchOfADossierThatHasEndedIsForReading(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.decides()
	m.approves()
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/odgovori?krug=1&komentar=1&stanje=svi"
	page := w.reads(at)
	shows(t, page, "се одговори више не дају и не мењају", "Прихвата се.", "Верзије одговора", "Милица Нацртић")
	hides(t, page, "<textarea", `value="sacuvaj"`, "чим га сачувате", "Рок за објављивање извештаја")
	refused := string(w.sends(at, url.Values{"verzija": {"1"}, "ishod": {"noted"}, "razlozi": {"Написано <у> празно."}}).want(http.StatusUnprocessableEntity).body)
	shows(t, refused, "govuk-error-summary", "Одговор није сачуван; остаје оно што је објављено.", "Ово сте написали", "Написано &lt;у&gt; празно.")
	hides(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/komentari/1"), "Одговорите на коментар")
	comments := as[api.CommentList](m.drafter.do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200))
	m.drafter.do("PUT", "/api/v1/comments/"+comments.Items[0].Id+"/answer", object{"version": 1, "outcome": "noted", "reasons": "Не."}).refused(409, dossier.CodeAnswersFinal)
}

func TestOnlyTheDraftersOfTheLeadAnswer(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	at, _ := m.debatedBench()
	m.first.works().opens(at).want(http.StatusForbidden)
	stranger := s.person("Странац Странчић", "MPROBA officer").works()
	stranger.opens(at).want(http.StatusForbidden)
	stranger.sends(at+"?krug=1&komentar=1", url.Values{"verzija": {"0"}, "ishod": {"accepted"}, "razlozi": {"Не."}}).want(http.StatusForbidden)
	s.visitor().asks("GET", at, nil).want(http.StatusSeeOther)
}

// An answer is to what its officer read: if the author corrected it meanwhile, what was
// written stays on the page, beside what the comment says now.
func TestAnAnswerIsToWhatWasRead(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	sent := as[api.Received](s.public().submits(round, "1", object{"author": object{"kind": "anonymous"}, "lang": "sr-Cyrl",
		"comments": []object{{"kind": "remark", "body": "Рок је предуг.", "provision": "art_2"}}}).want(http.StatusCreated))
	at := "/sr-Cyrl/predmeti/" + m.ref + "/odgovori?krug=1&komentar=1"
	w := m.drafter.works()
	answer := hidden(w.reads(at), "ishod", "accepted", "razlozi", "Рок је скраћен.")
	_, err := s.store.Correct(t.Context(), store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "k", Comments: []store.CorrectedComment{{Body: "Рок је прекратак."}}})
	if err != nil {
		t.Fatal(err)
	}
	again := string(w.sends(at, answer).want(http.StatusUnprocessableEntity).body)
	shows(t, again, "Аутор је исправио коментар откад је прочитан.", "Рок је прекратак.", "Рок је скраћен.</textarea>")
	w.sends(at, hidden(again, "ishod", "not_accepted", "razlozi", "Рок остаје.")).want(http.StatusSeeOther)
}
