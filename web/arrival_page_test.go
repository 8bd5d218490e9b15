package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestHowSubmissionsCameIsForOfficersAlone(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	for i := range 6 {
		s.public().submits(round, fmt.Sprint(i), object{"author": object{"kind": "citizen", "name": "Ана", "email": fmt.Sprintf("a%d@akcija.example", i)},
			"comments": []object{{"kind": "remark", "provision": "art_2", "body": "Тражимо да се рок за одговор органа скрати са тридесет на петнаест дана."}}}).want(201)
	}
	at := "/sr-Cyrl/predmeti/" + m.ref + "/prijem"
	w := m.drafter.works()
	shows(t, w.reads(at), "6 коментара још није пребројано", "Ништа се не издваја.")
	_, err := s.store.TakeSignals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	shows(t, w.reads(at), "Исти домен е-поште", "akcija.example", "6 дописа", "Готово исти текст", "6 коментара", "/komentari/1?krug=1", "Ништа се на основу овога не дешава само од себе")
	hides(t, w.reads(at), "пребројан")
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/odgovori"), "/prijem?krug=1")
	shows(t, w.reads(strings.Replace(at, "sr-Cyrl", "en", 1)), "How submissions came", "At least 5 submissions.")
	s.visitor().asks("GET", at, nil).want(http.StatusSeeOther)
	s.person("Мара Туђић", "MPROBA oversight").works().opens(at).want(http.StatusForbidden)
	for _, path := range []string{"/komentari", "/komentari/1", ""} {
		hides(t, s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref+path), "akcija.example", "/prijem")
	}
	for _, path := range []string{"/api/v1/rounds/" + round, "/api/v1/rounds/" + round + "/comments", m.path("")} {
		if strings.Contains(string(s.public().do("GET", path, nil).want(200).body), "akcija") {
			t.Errorf("%s tells of the domain", path)
		}
	}
}
