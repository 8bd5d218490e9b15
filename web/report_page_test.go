package web

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
)

func TestAReportIsPublishedAndRead(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	s.says(round, object{"kind": "remark", "body": "=1+1 је формула, а \"наводници\" нису.", "provision": "art_2"})
	s.says(round, object{"kind": "change", "body": "Краће.", "provision": "art_3", "proposed_text": "Ступа на снагу одмах."})
	m.answers(round, 1, "accepted", "Прихваћено је.")
	at := "/predmeti/" + m.ref
	w := m.drafter.works()
	w.opens("/sr-Cyrl" + at + "/objava-izvestaja").want(http.StatusConflict)
	m.closes()
	s.visitor().asks("GET", "/sr-Cyrl"+at+"/izvestaji/1", nil).want(http.StatusNotFound)
	shows(t, w.reads("/sr-Cyrl"+at+"/objava-izvestaja"), "привремено закључен", at+"/dopisi/sve-uneto?krug=1")
	w.sends("/sr-Cyrl"+at+"/objava-izvestaja", url.Values{"id": {"0d9c6b5e-54f1-4b8f-9d0e-0d5f1d8f6a10"}, "seq": {strconv.FormatInt(m.view().Seq, 10)}}).want(http.StatusUnprocessableEntity)
	m.declares()
	page := w.reads("/sr-Cyrl" + at + "/objava-izvestaja")
	shows(t, page, "1 коментар нема одговор.", "/komentari/2?krug=1", "Рок за објављивање извештаја:", "Објавите извештај", "прихваћено")
	shows(t, w.reads("/en"+at+"/objava-izvestaja"), "1 comment has no answer.")
	m.first.works().opens("/sr-Cyrl" + at + "/objava-izvestaja").want(http.StatusForbidden)
	stale := hidden(page)
	stale.Set("seq", "1")
	page = string(w.sends("/sr-Cyrl"+at+"/objava-izvestaja", stale).want(http.StatusUnprocessableEntity).body)
	shows(t, page, "govuk-error-summary")
	w.sends("/sr-Cyrl"+at+"/objava-izvestaja", hidden(page)).want(http.StatusSeeOther)
	report := s.visitor().gets("/sr-Cyrl" + at + "/izvestaji/1")
	shows(t, report, "коначно закључен", "Изјављено је и да на порталу еКонсултације нема коментара")
	shows(t, report, "Извештај и одговори на коментаре", "Ђурђа Примерић", "Прихваћено је.", "Члан 2.", "1 коментар нема одговор.", "без одговора", "Ступа на снагу одмах.", "tabela.csv", "/api/v1/rounds/"+round+"/report")
	shows(t, s.visitor().gets("/sr-Latn"+at+"/izvestaji/1"), "Izveštaj i odgovori na komentare", "Član 2.", "=1+1 је формула")
	shows(t, s.visitor().gets("/en"+at+"/izvestaji/1"), "Report and answers to comments", "1 comment has no answer.")
	r := s.visitor().asks("GET", "/sr-Cyrl"+at+"/izvestaji/1/tabela.csv", nil).want(http.StatusOK)
	rows, err := cellsOf(r, ';')
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[0][0] != "Редни број" || rows[1][2] != "преко овог система" || rows[1][4] != "'=1+1 је формула, а \"наводници\" нису." || rows[1][6] != "прихваћено" || rows[2][6] != "без одговора" {
		t.Errorf("got %q", rows)
	}
	for _, path := range []string{"/izvestaji/0", "/izvestaji/2", "/izvestaji/x", "/izvestaji/2/tabela.csv"} {
		s.visitor().asks("GET", "/sr-Cyrl"+at+path, nil).want(http.StatusNotFound)
	}
}

func TestAReportIsPublishedByAForm(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/objava-izvestaja"
	w.sends(at, url.Values{}).want(http.StatusConflict)
	m.closes()
	w.sends(at, url.Values{}).want(http.StatusUnprocessableEntity)
	m.declares()
	page := w.reads(at)
	hides(t, page, "нема одговор", "<svg class=\"prog\"")
	w.sends(at, hidden(page)).want(http.StatusSeeOther)
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+"/izvestaji/1"), "није стигао ниједан коментар")
}
