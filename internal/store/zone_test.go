package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// overseas counts days in New York, from an entry and from the end of a stage.
const overseas = `id: test.overseas
version: "2026-01-01"
title_sr: Пробни поступак преко океана
title_en: A procedure for tests, overseas
valid_from: "2026-01-01"
calendar: us
timezone: America/New_York
listed: false
stages:
  - id: drafting
    title_sr: Израда
    title_en: Drafting
    kind: drafting
    windows:
      - {id: entered, kind: max, term: 90d, from: entry, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: drafted, title_sr: Израђено, title_en: Drafted, next: effective}
    basis: Пробни поступак
    evidence: inferred
  - id: effective
    title_sr: Ступање на снагу
    title_en: Effective date
    kind: wait
    windows:
      - {id: ended, kind: min, term: 30d, from: "stage:drafting", basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: На снази, title_en: In effect, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

func TestDaysAreCountedWhereTheProcedureIs(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, overseas)
	w := newWorldIn(t, s, "test.overseas", store.Opening{Rehearsal: true, Pace: 24 * time.Hour,
		LegalStart: time.Date(2026, 6, 2, 2, 0, 0, 0, time.UTC)}) // in New York it is still 1 June
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
	for _, run := range w.see(w.drafter).Stages {
		if len(run.Windows) != 1 || run.Windows[0].Starts != "2026-06-01" {
			t.Errorf("stage %s: got %+v, want a term from 1 June", run.Stage, run.Windows)
		}
	}
}
