package main

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// relaying delivers the outbox until what it returns is called.
func relaying(t *testing.T, s *system) func() {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	relayed := make(chan error, 1)
	go func() { relayed <- s.engine.Relay(ctx) }()
	return func() {
		t.Helper()
		stop()
		err := <-relayed
		if err != nil {
			t.Errorf("relay: %v", err)
		}
	}
}

// TestWhatASenderLeftBehindIsDelivered leaves a dossier without a workflow and a
// command without an update, as a web process does that dies between its
// transaction and its call. The relay starts the one and brings the other.
func TestWhatASenderLeftBehindIsDelivered(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MRELEJ")
	drafter := s.person("Цртач", "MRELEJ drafter")
	ref, _, err := s.store.OpenDossier(t.Context(), drafter.id, store.Opening{Title: "Закон о пробама", Kind: "law",
		Procedure: "test.two_stage", Lead: "MRELEJ", Visibility: dossier.Working})
	if err != nil {
		t.Fatal(err)
	}
	defer relaying(t, s)()
	tr := &track{system: s, lead: drafter, ref: string(ref)}
	v := tr.at("notice")
	id := uuid.NewString()
	_, err = s.store.Ask(t.Context(), dossier.Command{ID: id, Dossier: ref, Name: dossier.PublishProof, Seq: v.Seq, Actor: drafter.id,
		Args: dossier.Args{Channel: "own_site", URL: "https://primer.example/", SHA256: sha}})
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		row, err := s.store.CommandByID(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if row.Verdict.Status == dossier.VerdictAccepted {
			return
		}
		if row.Verdict.Status != dossier.VerdictPending || time.Now().After(deadline) {
			t.Fatalf("the command is %s %s", row.Verdict.Status, row.Verdict.Code)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// TestADossierWhoseWorkflowIsLostGoesOnFromTheRecord ends the workflow from
// outside, as a Temporal does that was restored from before it.
func TestADossierWhoseWorkflowIsLostGoesOnFromTheRecord(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MPAD")
	drafter := s.person("Цртач", "MPAD drafter")
	tr := s.openRehearsal(drafter)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.publish("consultation", drafter, "own_site", "ekonsultacije")
	ref := dossier.Ref(tr.ref)
	for _, id := range []string{ref.WorkflowID(), ref.StageWorkflowID(dossier.ChildRound, 2)} {
		err := s.temporal.TerminateWorkflow(t.Context(), id, "", "lost")
		if err != nil {
			t.Fatal(err)
		}
	}
	for deadline := time.Now().Add(20 * time.Second); ; { // the list of what runs is a moment late
		open, started, err := s.engine.Revive(t.Context())
		if err != nil || open != 1 {
			t.Fatalf("%d dossiers are open, %v; want 1", open, err)
		}
		if started == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the dossier was not started")
		}
	}
	tr.pass("consultation", "report")
	tr.report("report", drafter)
	tr.at("decision")
}
