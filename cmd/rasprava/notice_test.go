package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestWhoAnswersARoundIsToldOfItsEnd lets a round of a fast rehearsal run: its
// workflow wakes on the days on which people are told, and the relay tells them,
// once each. Days may go by between two of its steps.
func TestWhoAnswersARoundIsToldOfItsEnd(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MROK")
	drafter, signer := s.person("Цртач", "MROK drafter"), s.person("Потписник", "MROK signer")
	ref, _, err := s.store.OpenDossier(t.Context(), drafter.id, store.Opening{Title: "Закон о пробама", Kind: "law", Procedure: "test.two_stage", Lead: "MROK",
		Visibility: dossier.Working, Rehearsal: true, Pace: 600 * time.Millisecond, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	relayed := make(chan error, 1)
	go func() { relayed <- s.engine.Relay(ctx) }()
	defer func() {
		stop()
		err := <-relayed
		if err != nil {
			t.Errorf("relay: %v", err)
		}
	}()
	tr := &track{system: s, lead: drafter, ref: string(ref)}
	tr.at("notice")
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.publish("consultation", drafter, "own_site", "ekonsultacije")
	var told store.NoticePage
	for deadline := time.Now().Add(30 * time.Second); len(told.Rows) == 0 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		told, err = s.store.Notices(t.Context(), drafter.id, 1, 20)
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]int{}
	for _, n := range told.Rows {
		seen[fmt.Sprintf("%s %+d", n.Stage, n.Days)]++
	}
	if seen["consultation -1"]+seen["consultation +0"] == 0 {
		t.Errorf("the drafter was told %v, and nothing of the end of the round", seen)
	}
	for what, n := range seen {
		if n != 1 {
			t.Errorf("%s was told %d times", what, n)
		}
	}
	others, err := s.store.Notices(t.Context(), signer.id, 1, 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range others.Rows {
		if n.Stage == "consultation" {
			t.Errorf("the signer was told of the round: %+v", n)
		}
	}
}
