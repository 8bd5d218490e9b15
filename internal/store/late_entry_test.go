package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// late is a procedure in which a session is followed by a term and the gazette.
const late = `id: test.late
version: "2026-01-01"
title_sr: Пробни каснији унос
title_en: Late entries, for tests
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
bodies:
  - {code: LNS, name_sr: Пробна скупштина, name_en: Assembly for tests, collegial: true}
stages:
  - id: vote
    title_sr: Гласање
    title_en: Vote
    kind: decision
    actor: LNS
    collegial: true
    outcomes:
      - {id: adopted, title_sr: Усвојено, title_en: Adopted, next: promulgation}
    basis: Пробни поступак
    evidence: inferred
  - id: promulgation
    title_sr: Проглашење
    title_en: Promulgation
    kind: drafting
    windows:
      - {id: promulgation, kind: max, term: 15d, from: "stage:vote", basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: promulgated, title_sr: Проглашено, title_en: Promulgated, next: gazette}
    basis: Пробни поступак
    evidence: inferred
  - id: gazette
    title_sr: Објављивање
    title_en: Publication
    kind: publication
    channels: [sluzbeni_glasnik]
    outcomes:
      - {id: published, title_sr: Објављено, title_en: Published, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

// voted is a dossier whose vote of an earlier day is recorded some days later.
func voted(t *testing.T, date string, later int) *world {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, late)
	secretary := storetest.Person(t, s, "Секретар", "LNS secretary")
	o := rehearsal() // 1 June 2026, a Monday
	o.Rehearsal, o.Demonstration, o.Pace = false, true, 0
	w := newWorldIn(t, s, "test.late", o)
	at := time.Date(2026, 6, 1+later, 8, 0, 0, 0, time.UTC)
	err := s.SetDemonstrationClock(t.Context(), w.ref, at)
	if err != nil {
		t.Fatal(err)
	}
	w.seq = w.view().Seq
	w.do(secretary, dossier.RecordConclusion, dossier.Args{Outcome: "adopted", Number: "1/26", Date: date, Document: "zakljucak.pdf", SHA256: sha})
	return w
}

func TestATermRunsFromTheDayOfTheSession(t *testing.T) {
	for _, c := range []struct {
		name, date, starts, due string
	}{
		{"recorded three days later", "2026-06-02", "2026-06-02", "2026-06-17"},
		{"recorded on the day", "2026-06-05", "2026-06-05", "2026-06-22"}, // 20 June is a Saturday
		{"no session before the stage", "2026-05-20", "2026-06-01", "2026-06-16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := voted(t, c.date, 4)
			win := w.view().Stages[1].Windows[0]
			if win.Starts != c.starts || win.Due != c.due {
				t.Errorf("from %s to %s, want from %s to %s", win.Starts, win.Due, c.starts, c.due)
			}
		})
	}
}

func TestTheGazetteKeepsItsTrueDay(t *testing.T) {
	for _, c := range []struct {
		name, published string
		want            dossier.Code
	}{
		{"the day after the session, entered late", "2026-06-03T08:00:00Z", ""},
		{"on the day of the session", "2026-06-02T08:00:00Z", ""},
		{"before the session", "2026-06-01T08:00:00Z", dossier.CodeProofTooEarly},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := voted(t, "2026-06-02", 4)
			w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "promulgated"})
			at, err := time.Parse(time.RFC3339, c.published)
			if err != nil {
				t.Fatal(err)
			}
			row, _ := w.ask(w.drafter, dossier.PublishProof, dossier.Args{Channel: "sluzbeni_glasnik", URL: "https://primer.example/1", SHA256: sha, PublishedAt: at})
			if row.Verdict.Code != c.want {
				t.Errorf("got %q, want %q", row.Verdict.Code, c.want)
			}
		})
	}
}
