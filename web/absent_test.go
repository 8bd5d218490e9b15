package web

import "testing"

func TestWhatAProcedureDoesNotHaveIsNamedWithItsBasis(t *testing.T) {
	s := newSite(t)
	g := governmentFor(s, object{"procedure": "rs.law.mps"})
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE dossiers SET visibility = 'public' WHERE ref = $1`, g.ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/sr-Cyrl/postupci/rs.law.mps", g.page("")} {
		page := s.visitor().gets(path)
		shows(t, page, "Анализа ефеката прописа", "Прибављање мишљења", "Одобрење материјала", "Закључак одбора и програм јавне расправе", "Обавезна јавна расправа",
			"није примењиво: предлагач није Влада", "није примењиво: обавеза важи за органе државне управе, а предлагач није Влада",
			"Закон о државној управи, члан 77. став 5; Пословник Владе, члан 41.")
	}
	shows(t, s.visitor().gets("/en/postupci/rs.law.mps"), "Regulatory impact assessment", "not applicable: the proposer is not the Government")
	shows(t, s.visitor().gets(g.page("")), "Шта се у овом поступку не спроводи и зашто")
	hides(t, s.visitor().gets("/sr-Cyrl/postupci/rs.law.government"), "није примењиво:")
}

func TestAProcedureNamesItsExemptionsAndTheGroundsOfEach(t *testing.T) {
	s := newSite(t)
	shows(t, s.visitor().gets("/sr-Cyrl/postupci/rs.bylaw.rulebook"), "изузетак", "одлучује лице овлашћено за потписивање", "само на основ:", "„Правилник у вези са приступањем Европској унији”")
	shows(t, s.visitor().gets("/sr-Cyrl/postupci/rs.csofunding"), "Основ за скраћење: „Посебним прописом за област одређен је краћи рок од рока из Уредбе”.")
	shows(t, s.visitor().gets("/en/postupci/us.rule"), "a person with signing authority decides", "on the ground alone: “Good cause”")
}
