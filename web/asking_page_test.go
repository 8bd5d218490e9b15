package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const consulted = `id: test.consulted
version: "2026-01-01"
title_sr: Пробна мишљења
title_en: Opinions for tests
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
bodies:
  - {code: OSZ, name_sr: Пробни секретаријат, name_en: Secretariat for tests}
  - {code: OMP, name_sr: Пробно министарство правде, name_en: Ministry of Justice for tests}
stages:
  - id: opinions
    title_sr: Прибављање мишљења
    title_en: Opinions
    kind: opinions
    docs: [act]
    windows:
      - {id: opinions, kind: max, term: 10wd, from: entry, basis: Пробни поступак, evidence: inferred}
    givers:
      - {body: OSZ, mandatory: always}
      - {body: OMP, mandatory: conditional, subject_sr: казнене одредбе, subject_en: penal provisions}
    outcomes:
      - {id: collected, title_sr: Прибављена, title_en: Collected, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

func TestADrafterAsksOneMoreBody(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	d := storetest.Register(t, s.store, consulted)
	ref, _, err := s.store.OpenDossier(t.Context(), m.drafter.id, store.Opening{Title: "Закон о проби", Kind: "law", Procedure: d.ID, Lead: "MPROBA", Visibility: dossier.Working})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.store.EnterStage(t.Context(), dossier.EnterInput{Ref: ref, StageNo: 1, Stage: "opinions"})
	if err != nil {
		t.Fatal(err)
	}
	w := m.drafter.works()
	at := "/sr-Cyrl/predmeti/" + string(ref) + "/trazenje-misljenja"
	page := w.reads(at)
	shows(t, page, "Пробни секретаријат", "чека се", "Пробно министарство правде – казнене одредбе", "Министарство MDRUGO")
	hides(t, page, `value="OSZ"`, `value="MPROBA"`)
	shows(t, w.reads("/sr-Cyrl/predmeti/"+string(ref)), "Затражите мишљење")
	refused := string(w.sends(at, hidden(page, "predmet", "О новчаним казнама")).want(http.StatusUnprocessableEntity).body)
	shows(t, refused, "Изаберите орган.", "О новчаним казнама")
	long := string(w.sends(at, hidden(page, "telo", "OMP", "predmet", strings.Repeat("а", dossier.MaxReason+1))).want(http.StatusUnprocessableEntity).body)
	shows(t, long, "Највише")
	outsider := newMinistry(s, "MSTRANI").drafter.works()
	outsider.opens(at).want(http.StatusNotFound)
}
