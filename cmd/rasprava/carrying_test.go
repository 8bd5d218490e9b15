package main

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestCommentsFollowTheTextByThemselves adds a version behind a round: the relay
// starts what compares it with the text before and carries the comments to it, by
// the workers' queue.
func TestCommentsFollowTheTextByThemselves(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MPAD")
	drafter := s.person("Цртач", "MPAD drafter")
	tr := s.openRehearsal(drafter)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nРок је 30 дана.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.publish("consultation", drafter, "own_site", "ekonsultacije")
	author := map[string]any{"kind": "anonymous"}
	round := tr.view().OpenRound
	tr.submit(round, s.public(), author, "remark", "art_1")
	tr.submit(round, s.public(), author, "remark", "art_2")
	tr.pass("consultation", "report")
	defer relaying(t, s)()
	no := tr.add("comments", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n"})
	want := store.CarryReport{No: no, Kept: 1, Removed: 1}
	for deadline := time.Now().Add(30 * time.Second); ; {
		got, err := s.store.CarryReport(t.Context(), drafter.id, dossier.Ref(tr.ref), no, "")
		if err != nil {
			t.Fatal(err)
		}
		_, redline := s.store.Redline(t.Context(), drafter.id, dossier.Ref(tr.ref), no-1, no)
		if got == want && redline == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("got %+v, want %+v; the redline: %v", got, want, redline)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
