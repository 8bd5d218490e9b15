package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestAProcedureIsOfferedForTheActsThatItIsForAndOnTheDaysOnWhichItIsValid(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	s.version("2030-01-01", "id: test.two_stage", "id: test.decrees", "title_sr: Пробни кратки поступак", "title_sr: Поступак за уредбе", "listed: false", "listed: false\nacts: [decree]")
	for version, until := range map[string]string{"2030-01-01": "\nvalid_to: \"2030-06-30\"", "2031-01-01": ""} {
		s.version(version, "id: test.two_stage", "id: test.gapped", "title_sr: Пробни кратки поступак", "title_sr: Поступак са прекидом",
			`valid_from: "2026-01-01"`, `valid_from: "`+version+`"`+until)
	}
	w := m.drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti/novi")
	shows(t, page, "Поступак за уредбе", "За ове врсте аката: уредба.")
	filled := func(more ...string) string {
		t.Helper()
		form := filledOpening(page, append([]string{"id", uuid.NewString(), "proba", "da"}, more...)...)
		return string(w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusUnprocessableEntity).body)
	}
	again := filled("postupak", "test.decrees", "od", "2030-02-01")
	shows(t, again, "Изабрани поступак није прописан за ту врсту акта", `id="f-vrsta-error"`, `value="test.decrees" checked`)
	again = filled("postupak", "", "vrsta", "law", "od", "2030-02-01")
	hides(t, again, "Поступак за уредбе")
	shows(t, again, "Поступак са прекидом")
	again = filled("postupak", "", "vrsta", "decree", "od", "2030-02-01")
	shows(t, again, "Поступак за уредбе")
	again = filled("postupak", "test.gapped", "od", "2030-08-15")
	shows(t, again, `id="f-postupak-error"`)
	if plain := typeable(again); !strings.Contains(plain, "предмет не може да се отвори на дан 15. 8. 2030. Тада не важи ниједна његова верзија. Прва следећа верзија важи од 1. 1. 2031.") {
		t.Error("the form does not say on which days the procedure is not valid")
	}
	form := filledOpening(page, "id", uuid.NewString(), "proba", "da", "postupak", "test.gapped", "od", "2030-02-01")
	w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther)
	p := m.drafter.do("POST", "/api/v1/dossiers", object{"title": "Закон", "kind": "law", "procedure": "test.decrees", "lead": "MPROBA"}).want(http.StatusUnprocessableEntity)
	if !strings.Contains(string(p.body), `"field":"kind"`) || !strings.Contains(string(p.body), "act_of_other_procedure") {
		t.Errorf("the API says %s", p.body)
	}
}
