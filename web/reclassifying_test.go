package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestADossierSaysThatTheCommitteeFoundItsActToBeAnother(t *testing.T) {
	s := newSite(t)
	g := governmentFor(s, object{"procedure": "rs.law.government", "traits": object{"novelty": "amending_minor"}})
	g.reaches()
	page := g.secretary.opensPage(g.page("/zakljucak"))
	shows(t, page, `value="not_required"`, `value="found_substantial"`, "Одбор налази да измене битно мењају постојећа решења: јавна расправа се спроводи",
		"Врста закона: „Мање измене”. Тај исход је предвиђен за:")
	hides(t, page, `value="required"`, `value="found_systemic"`, `value="waived"`)
	shows(t, g.drafter.opensPage(g.page("")), "Мање измене")
	g.gives(g.secretary, "record_conclusion", object{"outcome": "found_substantial", "reasons": "Мењају се права странака.", "present": storetest.Members, "in_favour": storetest.Members, "number": "05 број 9", "date": g.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash}).want(200)
	g.stands("debate_program")
	for _, path := range []string{g.page(""), "/sr-Cyrl/odstupanja?vrsta=reclassified"} {
		shows(t, s.visitor().gets(path), "Предлагач је навео: Врста закона – „Мање измене”. Орган који о томе одлучује нашао је друкчије: „Измене којима се битно мењају постојећа решења”.",
			"Мењају се права странака.", "Секула Записнић", "Надлежни одбор Владе", "05 број 9")
	}
	shows(t, s.visitor().gets(g.page("")), "Тако је нашао орган који о томе одлучује; предлагач је навео: „Мање измене”.")
	shows(t, s.visitor().gets("/en/odstupanja?vrsta=reclassified"), "The body that decides on it found otherwise: “Amendments that substantially change existing solutions”.")
	hides(t, s.visitor().gets("/sr-Cyrl/odstupanja?vrsta=overdue"), "нашао је друкчије")
}
