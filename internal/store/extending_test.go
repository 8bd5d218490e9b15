package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// applying is a procedure in which people apply, and an act then enters into force.
const applying = `
id: test.applying
version: "2026-01-01"
title_sr: Пробни конкурс
title_en: A call for tests
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
stages:
  - id: applications
    title_sr: Пријаве
    title_en: Applications
    kind: wait
    windows:
      - {id: inspection, kind: min, term: 3wd, from: entry, basis: Пробни поступак, evidence: inferred}
      - {id: applications, kind: min, term: 15d, extendable: true, from: entry, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: Истекао, title_en: Elapsed, next: vacatio}
    basis: Пробни поступак
    evidence: inferred
  - id: vacatio
    title_sr: Ступање на снагу
    title_en: Entry into force
    kind: wait
    windows:
      - {id: vacatio, kind: min, term: 8d!, from: entry, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: На снази, title_en: In force, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

// longer is what a signer says to extend a term.
func longer(until string) dossier.Args {
	return dossier.Args{Until: until, Reasons: "На молбу удружења."}
}

func newApplying(t *testing.T) *world {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, applying)
	return newWorldIn(t, s, "test.applying", rehearsal())
}

func TestATermForApplicationsIsMadeLongerAndNeverShorter(t *testing.T) {
	for _, c := range []struct {
		name, who string
		args      dossier.Args
		want      string
	}{
		{"by a day", "signer", longer("2026-06-17"), ""},
		{"by weeks", "signer", longer("2026-07-15"), ""},
		{"to the day it has", "signer", longer("2026-06-16"), "window_cannot_be_shortened"},
		{"to an earlier day", "signer", longer("2026-06-10"), "window_cannot_be_shortened"},
		{"by years", "signer", longer("2028-06-16"), "window_too_long"},
		{"to no day", "signer", longer("сутра"), "date_invalid"},
		{"without reasons", "signer", dossier.Args{Until: "2026-06-17", Reasons: " "}, "reasons_required"},
		{"by who only drafts", "drafter", longer("2026-06-17"), "wrong_role"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newApplying(t)
			who := map[string]string{"signer": w.signerA, "drafter": w.drafter}[c.who]
			before, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
			if err != nil {
				t.Fatal(err)
			}
			row, applied := w.ask(who, dossier.Extend, c.args)
			if got := answer(row); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			dues := map[string]string{}
			for _, x := range w.view().Stages[0].Windows {
				dues[x.ID] = x.Due
			}
			if c.want != "" {
				if d := cmp.Diff(map[string]string{"inspection": "2026-06-04", "applications": "2026-06-16"}, dues); d != "" {
					t.Errorf("terms (-want +got):\n%s", d)
				}
				return
			}
			if d := cmp.Diff(map[string]string{"inspection": "2026-06-04", "applications": c.args.Until}, dues); d != "" {
				t.Errorf("terms (-want +got):\n%s", d)
			}
			after, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
			if err != nil || !applied.Effect.Moved || after.Window != before.Window {
				t.Errorf("the keeper of the stage is told %t, and waits for %s, not %s, %v", applied.Effect.Moved, after.Window, before.Window, err)
			}
			w.seq = applied.Effect.Seq
			w.lapse()
			if !w.lapse().Ended || dossier.Day(w.view().LegalNow, time.UTC) < c.args.Until {
				t.Errorf("the stage ended at %s", w.view().LegalNow)
			}
		})
	}
}

func TestAnExtensionIsPublishedWithItsReasons(t *testing.T) {
	w := newApplying(t)
	w.do(w.signerA, dossier.Extend, longer("2026-06-19"))
	all, err := w.view().Deviations()
	if err != nil || len(all) != 1 {
		t.Fatalf("got %+v %v", all, err)
	}
	got := all[0]
	want := map[string]string{"window": "applications", "first": "2026-06-16", "due": "2026-06-19", "days": "3"}
	if d := cmp.Diff(want, got.Params); got.Code != store.Extended || got.Reason != "На молбу удружења." || got.Person != "Потписник Први" || d != "" {
		t.Errorf("got %+v (-want +got):\n%s", got, d)
	}
}

func TestWhatTakesEffectByLawIsNotPutOff(t *testing.T) {
	w := newApplying(t)
	commands := func() bool {
		a, err := w.s.Actor(t.Context(), w.signerA)
		if err != nil {
			t.Fatal(err)
		}
		all, err := w.s.CommandsFor(t.Context(), a, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range all {
			if n == dossier.Extend {
				return true
			}
		}
		return false
	}
	if !commands() {
		t.Error("a term for applications is not offered to who may extend it")
	}
	w.lapse()
	w.lapse()
	if w.stage.ID != "vacatio" {
		t.Fatalf("in %s", w.stage.ID)
	}
	if commands() {
		t.Error("a vacatio legis is offered")
	}
	w.refuses("a vacatio legis", w.signerA, dossier.Extend, longer("2026-07-30"), dossier.CodeNotExtended)
}

var extendedOpinions = []string{"max, term: 10wd,", "max, term: 10wd, extendable: true,"}

func TestAnExtensionMovesTheTermOfEachBodyThatIsAwaited(t *testing.T) {
	a := newAsked(t, extendedOpinions...)
	a.give(a.osz, dossier.Positive)
	before := a.dues()
	a.refuses("an earlier day", a.signerA, dossier.Extend, longer(before["OMF"]), dossier.CodeWindowShortened)
	a.refuses("by who gives an opinion", a.omf, dossier.Extend, longer("2026-07-01"), dossier.CodeNotYourBody)
	e := a.do(a.signerA, dossier.Extend, longer("2026-07-01"))
	if !e.Moved {
		t.Error("the keeper of the stage is not told")
	}
	if d := cmp.Diff(map[string]string{"OSZ": before["OSZ"], "OMF": "2026-07-01"}, a.dues()); d != "" {
		t.Errorf("terms (-want +got):\n%s", d)
	}
	a.passDays(3)
	a.version(dossier.OwnInitiative, draft+"\nЧлан 9.\nОвај закон ступа на снагу осмог дана.\n")
	if got := a.dues()["OMF"]; got != "2026-07-01" {
		t.Errorf("another text leaves %s of what was promised until 1 July", got)
	}
}

func TestOpinionsAreExtendedOnlyWhereTheDefinitionSaysSo(t *testing.T) {
	a := newAsked(t)
	a.refuses("a term that is not extendable", a.signerA, dossier.Extend, longer("2026-07-01"), dossier.CodeNotExtended)
}
