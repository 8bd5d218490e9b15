package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestCommentsOfThePortalAreTakenInComparedAndExplained(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi/portal"
	page := at + "?krug=1"
	today := time.Now().In(belgrade).Format("2. 1. 2006.")
	brings := func(rows ...string) response {
		t.Helper()
		return w.uploads(page, url.Values{}, file{"datoteka", "komentari.csv", "Шифра;Датум;Име и презиме;Члан;Коментар\r\n" + strings.Join(rows, "\r\n") + "\r\n"})
	}
	shows(t, string(w.uploads(page, url.Values{}).want(http.StatusUnprocessableEntity).body), "Изаберите датотеку.")
	shows(t, string(w.uploads(page, url.Values{}, file{"datoteka", "a.csv", "oznaka;sta\r\n1;x\r\n"}).want(http.StatusUnprocessableEntity).body), "Колоне у датотеци:", "oznaka")
	shows(t, string(brings().want(http.StatusUnprocessableEntity).body), "Табела нема ниједан ред испод заглавља")
	brings("k1;"+today+";Ана Анић;Члан 2. став 1;Рок је <b>предуг</b>.", "k2;"+today+";;члан 99;Подржавам.", "k1;"+today+";;;Опет.", "k4;1. 1. 2020.;;;Давно.").want(http.StatusSeeOther)
	seen := w.reads(page)
	shows(t, seen, "Рок је &lt;b&gt;предуг&lt;/b&gt;.", "место није препознато", "Иста ознака већ стоји у реду 2.", "Унесите 3 коментара", "Датотека је преузета пре краја расправе.")
	shows(t, string(s.visitor().asks("GET", "/sr-Cyrl/predmeti/"+m.ref+"/komentari", nil).want(200).body), "Још")
	m.first.works().sends(at+"/unos?krug=1", url.Values{}).want(http.StatusForbidden)
	w.sends(at+"/unos?krug=1", url.Values{}).want(http.StatusSeeOther)
	shows(t, w.reads(page), "Послато је пре почетка расправе", "нема га овде")
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari"), "Дато на порталу еКонсултације", "Подржавам.")

	w.sends(at+"/kolone?krug=1", url.Values{"kolona.key": {"шифра"}, "kolona.date": {"датум"}, "kolona.text": {"коментар"}, "kolona.name": {""}, "kolona.place": {"члан"}}).want(http.StatusSeeOther)
	shows(t, w.reads(page), "на порталу пише друкчије") // without the name it is another comment

	m.closes()
	declare := "/sr-Cyrl/predmeti/" + m.ref + "/dopisi/sve-uneto?krug=1"
	brings("k1;"+today+";Ана Анић;Члан 2. став 1;Рок је <b>предуг</b>.", "k5;"+today+";;;Последњи.").want(http.StatusSeeOther)
	shows(t, string(w.sends(declare, url.Values{"sve": {"1"}}).want(http.StatusUnprocessableEntity).body), "Необјашњених разлика: 2.")
	w.sends(at+"/unos?krug=1", url.Values{}).want(http.StatusSeeOther)
	bad := string(w.sends(at+"/razlike?krug=1", url.Values{"objasnjenje": {"Аутор је повукао коментар на порталу."}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "without a difference", bad, "Аутор је повукао коментар на порталу.</textarea>", `href="#f-razlika"`)
	w.sends(at+"/razlike?krug=1", url.Values{"razlika": {"k2"}, "objasnjenje": {"Аутор је повукао коментар на порталу."}}).want(http.StatusSeeOther)
	public := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/ekonsultacije?krug=1")
	shows(t, public, "Аутор је повукао коментар на порталу.", "више га нема на порталу")
	holdsNone(t, "the comparison for everybody", public, "Ана Анић")
	w.sends(declare, url.Values{"sve": {"1"}}).want(http.StatusSeeOther)
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/komentari"), "коначно закључен")
}
