package store_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	w := lateIn(t, late, later)
	w.votes(date)
	return w
}

// lateIn is a dossier that was opened on 1 June 2026, a Monday, some days later.
func lateIn(t *testing.T, definition string, later int) *world {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, definition)
	o := rehearsal()
	o.Rehearsal, o.Demonstration, o.Pace = false, true, 0
	w := newWorldIn(t, s, "test.late", o)
	w.on(1 + later)
	return w
}

// on has a day of June 2026 come.
func (w *world) on(day int) {
	w.t.Helper()
	err := w.s.SetDemonstrationClock(w.t.Context(), w.ref, time.Date(2026, 6, day, 8, 0, 0, 0, time.UTC))
	if err != nil {
		w.t.Fatal(err)
	}
	w.seq = w.view().Seq
}

func vote(date string) dossier.Args {
	return dossier.Args{Outcome: "adopted", Number: "1/26", Date: date, Document: "zakljucak.pdf", SHA256: sha}
}

func (w *world) votes(date string) {
	w.t.Helper()
	w.do(storetest.Person(w.t, w.s, "Секретар", "LNS secretary"), dossier.RecordConclusion, vote(date))
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

// answered is a procedure whose answer is due from the day on which it was asked for.
const answered = `id: test.late
version: "2026-01-01"
title_sr: Пробни одговор
title_en: An answer, for tests
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
stages:
  - id: receive
    title_sr: Пријем
    title_en: Receipt
    kind: drafting
    outcomes:
      - {id: received, title_sr: Примљено, title_en: Received, next: answer}
    basis: Пробни поступак
    evidence: inferred
  - id: answer
    title_sr: Одговор
    title_en: Answer
    kind: drafting
    windows:
      - {id: answer, kind: max, term: 15d, from: opening, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: answered, title_sr: Одговорено, title_en: Answered, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

func TestATermFromTheOpeningDoesNotWaitForTheReceipt(t *testing.T) {
	w := lateIn(t, answered, 9)
	tl, err := w.view().Remaining()
	if err != nil {
		t.Fatal(err)
	}
	if x := tl.Stages[1].Terms[0]; x.Start.String() != "2026-06-01" || x.Due.String() != "2026-06-16" {
		t.Errorf("before the receipt: from %s to %s", x.Start, x.Due)
	}
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "received"})
	if win := w.view().Stages[1].Windows[0]; win.Starts != "2026-06-01" || win.Due != "2026-06-16" {
		t.Errorf("received on the tenth: from %s to %s", win.Starts, win.Due)
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

// afterDrafting returns the procedure of late entries with a draft and a council
// before its vote.
func afterDrafting(t *testing.T) string {
	t.Helper()
	head, stages, ok := strings.Cut(late, "stages:\n")
	if !ok {
		t.Fatal("no stages")
	}
	session, _, _ := strings.Cut(stages, "  - id: promulgation")
	council := strings.NewReplacer("id: vote", "id: council", "next: promulgation", "next: vote").Replace(session)
	committee := strings.NewReplacer("id: vote", "id: committee", "next: promulgation", "next: council").Replace(session)
	return head + `stages:
  - id: draft
    title_sr: Израда
    title_en: Drafting
    kind: drafting
    outcomes:
      - {id: drafted, title_sr: Израђено, title_en: Drafted, next: committee}
    basis: Пробни поступак
    evidence: inferred
` + committee + council + stages
}

func TestNoSessionWasBeforeTheStageThatCameFirstHadEnded(t *testing.T) {
	for _, c := range []struct {
		name    string
		dates   []string // of the sessions, one after the other
		proof   string   // of the gazette
		refused dossier.Code
	}{
		{"before the draft was done", []string{"2026-06-02"}, "", dossier.CodeDateBeforeStage},
		{"on the day on which it was", []string{"2026-06-05", "2026-06-05", "2026-06-05"}, "2026-06-06T08:00:00Z", ""},
		{"three in a row, all recorded late", []string{"2026-06-08", "2026-06-10", "2026-06-12"}, "2026-06-13T08:00:00Z", ""},
		{"the second before the first", []string{"2026-06-08", "2026-06-05"}, "", dossier.CodeDateBeforeStage},
		{"the last before the second", []string{"2026-06-08", "2026-06-10", "2026-06-09"}, "", dossier.CodeDateBeforeStage},
		{"the gazette before the last", []string{"2026-06-08", "2026-06-10", "2026-06-12"}, "2026-06-11T08:00:00Z", dossier.CodeProofTooEarly},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := lateIn(t, afterDrafting(t), 4)
			w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
			w.on(30)
			got := dossier.Code("")
			secretary := storetest.Person(t, w.s, "Секретар", "LNS secretary")
			for i, date := range c.dates {
				if i < len(c.dates)-1 || c.refused != dossier.CodeDateBeforeStage {
					w.do(secretary, dossier.RecordConclusion, vote(date))
					continue
				}
				row, _ := w.ask(secretary, dossier.RecordConclusion, vote(date))
				got = row.Verdict.Code
			}
			if c.proof != "" {
				w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "promulgated"})
				at, err := time.Parse(time.RFC3339, c.proof)
				if err != nil {
					t.Fatal(err)
				}
				row, _ := w.ask(w.drafter, dossier.PublishProof, dossier.Args{Channel: "sluzbeni_glasnik", URL: "https://primer.example/1", SHA256: sha, PublishedAt: at})
				got = row.Verdict.Code
			}
			if got != c.refused {
				t.Errorf("got %q, want %q", got, c.refused)
			}
		})
	}
}

// TestTermsPagesAndMigrationsAgreeWhenAStageEnded compares the three places that
// say on which day a stage ended.
func TestTermsPagesAndMigrationsAgreeWhenAStageEnded(t *testing.T) {
	w := lateIn(t, afterDrafting(t), 4)
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
	w.on(20)
	w.votes("2026-06-10") // of the committee: after the stage was entered
	w.votes("2026-06-11") // of the council: before it was
	w.on(22)
	w.votes("2026-06-21")
	w.on(24)
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "promulgated"})
	w.on(26)
	w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: "sluzbeni_glasnik", URL: "https://primer.example/1", SHA256: sha,
		PublishedAt: time.Date(2026, 6, 25, 8, 0, 0, 0, time.UTC)})
	want := map[string]string{"draft": "2026-06-05", "committee": "2026-06-10", "council": "2026-06-20", "vote": "2026-06-21",
		"promulgation": "2026-06-24", "gazette": "2026-06-25"}
	runs, _, err := w.view().Outturns()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, r := range runs {
		pages[r.Stage] = r.Ended.String()
	}
	terms, migration, err := w.s.EndsByTheRecord(t.Context(), w.ref)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]map[string]string{"pages": pages, "terms": terms, "migrations": migration} {
		if !maps.Equal(want, got) {
			t.Errorf("%s (-want +got):\n%s", name, cmp.Diff(want, got))
		}
	}
}
