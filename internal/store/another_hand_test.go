package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// lending returns a world with a comment, and two people to whom roles may be lent.
func lending(t *testing.T, said string) (w *world, sent store.Accepted, deputy, other string) {
	t.Helper()
	w, round := inRound(t)
	return w, w.sends(round, "a", submission(said)), storetest.Person(t, w.s, "Заменик", "MTEST officer"), storetest.Person(t, w.s, "Други Заменик", "MTEST officer")
}

func TestWhoLendsAndWhoActsForThemCoverNothingTogether(t *testing.T) {
	w, sent, deputy, other := lending(t, "Петар Марковић је у праву.")
	asks := func(person string) string {
		t.Helper()
		id, err := w.s.Redact(t.Context(), person, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Петар Марковић"}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	step := func(person, id string, kind dossier.RedactionStep, taken int) error {
		return w.s.StepRedaction(t.Context(), person, id, kind, taken, "Разлог.")
	}
	id := asks(w.drafter)
	lent := w.lend(w.drafter, deputy, dossier.Drafter) // after it was asked for
	w.wants("a delegate of who asked", step(deputy, id, dossier.ConfirmRedaction, 1), dossier.CodeSameOfficer)
	for person, want := range map[string]bool{w.drafter: false, deputy: false, w.second: true, w.signerA: true} {
		list, err := w.s.Redactions(t.Context(), person, w.ref, "")
		if err != nil || len(list) != 1 || (list[0].May == nil) != want {
			t.Errorf("%s reads %+v, %v; want that they may: %t", person, list, err, want)
		}
	}
	_, err := w.s.DB().ExecContext(t.Context(), `
		INSERT INTO redaction_steps (redaction, no, kind, person, delegation, note, at, legal_at) VALUES ($1, 2, 'confirmed', $2, $3, '', now(), now())`, id, deputy, lent)
	if err == nil {
		t.Error("the base lets a delegate of who asked confirm")
	}
	if err = step(deputy, id, dossier.RefuseRedaction, 1); err != nil {
		t.Errorf("taken back by a delegate: %v", err)
	}

	id = asks(deputy)
	w.wants("who lent to who asked", step(w.drafter, id, dossier.ConfirmRedaction, 1), dossier.CodeSameOfficer)
	w.lend(w.second, other, dossier.Drafter)
	if err = step(other, id, dossier.ConfirmRedaction, 1); err != nil {
		t.Fatalf("a delegate of another officer: %v", err)
	}
	if err = step(w.second, id, dossier.AskLifting, 2); err != nil {
		t.Fatal(err)
	}
	w.wants("lifted by a delegate of who asked", step(other, id, dossier.LiftRedaction, 3), dossier.CodeSameOfficer)
	w.lend(w.signerA, other, dossier.Signer)
	if err = step(other, id, dossier.LiftRedaction, 3); err != nil {
		t.Errorf("lifted by who acts for another too: %v", err)
	}
	var by string
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT g.delegator FROM redaction_steps t JOIN delegations g ON g.id = t.delegation WHERE t.redaction = $1 AND t.no = 4`, id).Scan(&by)
	if err != nil || by != w.signerA {
		t.Errorf("it was lifted in the place of %s, %v; want the signer", by, err)
	}
}

func TestWhoLendsAndWhoActsForThemEraseNothingTogether(t *testing.T) {
	w, sent, deputy, other := lending(t, "Нешто.")
	asks := func(person string) string {
		t.Helper()
		err := w.s.AskErasure(t.Context(), person, sent.Comments[0], "Проверено.")
		if err != nil {
			t.Fatal(err)
		}
		all, err := w.s.Erasures(t.Context(), person, w.ref, "")
		if err != nil || len(all) != 1 || dossier.CodeOf(all[0].May) != dossier.CodeSameOfficer {
			t.Fatalf("who asked reads %+v, %v", all, err)
		}
		return all[0].ID
	}
	id := asks(w.drafter)
	lent := w.lend(w.drafter, deputy, dossier.Drafter) // after it was asked for
	w.wants("a delegate of who asked", w.s.DecideErasure(t.Context(), deputy, id, true), dossier.CodeSameOfficer)
	if got := w.protectionAsked(deputy); got != 0 {
		t.Errorf("%d requests wait for the delegate of who asked", got)
	}
	_, err := w.s.DB().ExecContext(t.Context(), `UPDATE erasures SET state = 'done', decided_by = $2, decided_for = $3, decided_at = now(), legal_at = now() WHERE id = $1`, id, deputy, lent)
	if err == nil {
		t.Error("the base lets a delegate of who asked erase")
	}
	if err = w.s.DecideErasure(t.Context(), deputy, id, false); err != nil {
		t.Errorf("taken back by a delegate: %v", err)
	}
	id = asks(deputy)
	w.wants("who lent to who asked", w.s.DecideErasure(t.Context(), w.drafter, id, true), dossier.CodeSameOfficer)
	if got := w.protectionAsked(w.drafter); got != 0 {
		t.Errorf("%d requests wait for who lent to who asked", got)
	}
	w.lend(w.second, other, dossier.Drafter)
	if err = w.s.DecideErasure(t.Context(), other, id, true); err != nil {
		t.Errorf("a delegate of another officer: %v", err)
	}
}
