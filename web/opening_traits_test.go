package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestWhoOpensADossierSaysWhatItsProcedureDependsOn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Register(t, s.store, storetest.Particular)
	w := m.drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti/novi?postupak=test.particular&od=2026-11-23")
	shows(t, page, "Нов системски закон", "Мања измена", "8. 12. 2026.")
	hides(t, page, "Хитност")
	form := filledOpening(page, "postupak", "test.particular", "od", "2026-11-23")
	refused := string(w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusUnprocessableEntity).body)
	shows(t, refused, "Изаберите: Врста закона.", "Закон о „проби”")
	form.Set("akt_novelty", "minor")
	form.Set("korak", "rokovi")
	shown := string(w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusOK).body)
	shows(t, shown, "30. 11. 2026.")
	form.Set("korak", "otvori")
	r := w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther)
	ref := strings.Split(r.header.Get("Location"), "/")[3]
	v, err := s.store.Dossier(t.Context(), m.drafter.id, dossier.Ref(ref))
	if err != nil || v.Traits["novelty"] != "minor" {
		t.Fatalf("opened with %v, %v", v.Traits, err)
	}
	shows(t, w.reads("/sr-Cyrl/predmeti/"+ref), "Врста закона", "Мања измена", "Хитност", "Редован")
	form.Set("vrsta", "rulebook")
	form.Del("id")
	shows(t, string(w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusUnprocessableEntity).body), "за ту врсту акта")
}

func TestADossierLinksWhatRunsWithinIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	for _, src := range []string{strings.Replace(storetest.Particular, "id: test.particular", "id: test.inner", 1), `id: test.outer
version: "2026-01-01"
title_sr: Спољни поступак
title_en: An outer procedure
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
stages:
  - id: group
    title_sr: Избор чланова
    title_en: Choice of members
    kind: subprocess
    procedure: test.inner
    outcomes:
      - {id: formed, title_sr: Образована, title_en: Formed, next: end, ends: completed}
      - {id: not_formed, title_sr: Није образована, title_en: Not formed, next: end, ends: rejected}
    basis: Пробни поступак
    evidence: inferred
`} {
		storetest.Register(t, s.store, src)
	}
	w := m.drafter.works()
	r := w.sends("/sr-Cyrl/moji-predmeti/novi", filledOpening(w.reads("/sr-Cyrl/moji-predmeti/novi"), "postupak", "test.outer")).want(http.StatusSeeOther)
	ref := dossier.Ref(strings.Split(r.header.Get("Location"), "/")[3])
	_, err := s.store.EnterStage(t.Context(), dossier.EnterInput{Ref: ref, StageNo: 1, Stage: "group"})
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.store.Dossier(t.Context(), m.drafter.id, ref)
	if err != nil {
		t.Fatal(err)
	}
	within := v.Stages[0].Within
	shows(t, w.reads("/sr-Cyrl/predmeti/"+string(ref)), `/predmeti/`+string(within)+`"`, "У оквиру овог предмета", "Чека се да се оконча посебан поступак")
	shows(t, w.reads("/sr-Cyrl/predmeti/"+string(within)), `/predmeti/`+string(ref)+`"`, "у оквиру фазе другог предмета")
}
