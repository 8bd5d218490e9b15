package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// OpenRound returns a record in which a round runs on a text with two articles, and
// the id of the round. Its dossier is a rehearsal by the procedure test.two_stage.
func OpenRound(t testing.TB) (*store.Store, string) {
	t.Helper()
	s, _ := Open(t)
	return s, OpenRoundIn(t, s)
}

// OpenRoundIn is OpenRound in a record that has been opened.
func OpenRoundIn(t testing.TB, s *store.Store) string {
	t.Helper()
	Ministry(t, s, "MTEST")
	drafter := Person(t, s, "Цртач Први", "MTEST drafter")
	ref, hash, err := s.OpenDossier(t.Context(), drafter, store.Opening{Title: "Нацрт закона о пробама", Procedure: "test.two_stage", Kind: "law", Lead: "MTEST",
		Visibility: dossier.Working, Rehearsal: true, Pace: time.Hour, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatalf("open dossier: %v", err)
	}
	plan, err := s.LoadPlan(t.Context(), dossier.PlanInput{Definition: hash})
	if err != nil {
		t.Fatalf("load plan: %v", err)
	}
	stage := plan.First()
	no := 1
	entered, err := s.EnterStage(t.Context(), dossier.EnterInput{Ref: ref, StageNo: no, Stage: stage.ID})
	if err != nil {
		t.Fatalf("enter %s: %v", stage.ID, err)
	}
	seq, publishing := entered.Seq, stage
	publish := func() dossier.Effect {
		var e dossier.Effect
		for _, channel := range publishing.Channels {
			id := uuid.NewString()
			_, err := s.Ask(t.Context(), dossier.Command{ID: id, Dossier: ref, Name: dossier.PublishProof, Seq: seq, Actor: drafter,
				Args: dossier.Args{Channel: channel, URL: "https://primer.example/" + channel, SHA256: strings.Repeat("0123456789abcdef", 4)}})
			if err != nil {
				t.Fatalf("publish: %v", err)
			}
			applied, err := s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: ref, Command: id, StageNo: no})
			if err != nil || applied.Verdict.Status != dossier.VerdictAccepted {
				t.Fatalf("publish: %+v, %v", applied, err)
			}
			e, seq = applied.Effect, applied.Effect.Seq
			if o, ok := publishing.Outcome(e.Outcome); e.Ended && ok {
				no++
				entered, err := s.EnterStage(t.Context(), dossier.EnterInput{Ref: ref, StageNo: no, Stage: o.Next})
				if err != nil {
					t.Fatalf("enter %s: %v", o.Next, err)
				}
				seq = entered.Seq
				publishing, _ = plan.Stage(o.Next)
				break
			}
		}
		return e
	}
	publish()
	_, err = s.AddPackage(t.Context(), drafter, store.NewPackage{Ref: ref, Reason: dossier.OwnInitiative, Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt",
		Bytes: []byte("ЗАКОН\nО ПРОБАМА\n\nПредмет\nЧлан 1.\nОвим законом уређују се пробе.\n\nРок\nЧлан 2.\nОрган одговара у року од 30 дана.\n")}}})
	if err != nil {
		t.Fatalf("add package: %v", err)
	}
	return publish().Round
}

// Exec runs a statement that puts the record into a state which takes time to come
// about.
func Exec(t testing.TB, s *store.Store, query string, args ...any) {
	t.Helper()
	_, err := s.DB().ExecContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// Count returns the number that a query yields.
func Count(t testing.TB, s *store.Store, query string, args ...any) int {
	t.Helper()
	var n int
	err := s.DB().QueryRowContext(t.Context(), query, args...).Scan(&n)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
