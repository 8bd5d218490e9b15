package main

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web"
)

// TestASeedingThatWasCutShortIsToldToItsEnd tells the last two dossiers, and
// looks at what waits for those who give opinions and for those who record
// conclusions.
func TestASeedingThatWasCutShortIsToldToItsEnd(t *testing.T) {
	s := newSystem(t)
	for _, told := range []string{"green_spaces", "open_data", "fountains", "tree_card", "rehearsal"} {
		err := s.store.SetSetting(t.Context(), "demonstration."+told, "told")
		if err != nil {
			t.Fatal(err)
		}
	}
	done := 0
	seeder := &demonstration.Seeder{Store: s.store, Engine: s.engine, Intake: s.store.NewIntake(t.Context(), 1), Hash: web.HashPassword, Now: time.Now(),
		Progress: func(n, _ int, _ string) { done = n }}
	err := seeder.Seed(t.Context())
	if err != nil {
		t.Fatalf("seed: %v", err)
	}
	if done != 7 {
		t.Errorf("%d stories are told, want all seven", done)
	}
	for email, want := range map[string]struct {
		title, stage string
		command      dossier.CommandName
	}{
		"pravda.normic@rsz.primer.example":      {demonstration.GreenValue.Title(), "Прибављање мишљења", dossier.GiveOpinion},
		"sekula.zakljucic@odbor.primer.example": {demonstration.NoticeBoard.Title(), "Одлука о томе да ли је јавна расправа обавезна", dossier.RecordConclusion},
	} {
		p, _, err := s.store.PersonByEmail(t.Context(), email)
		if err != nil {
			t.Fatal(err)
		}
		waiting, err := s.store.Pending(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(waiting) != 1 || waiting[0].Title != want.title || waiting[0].StageSr != want.stage || waiting[0].Command != want.command || waiting[0].Late {
			t.Errorf("for %s waits %+v, want %+v", email, waiting, want)
		}
	}
}
