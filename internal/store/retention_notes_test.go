package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestNotesAreForgottenAndThatSomebodyWasVerifiedStays(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", under("Ана Права", "Звати 011 123 456.", "Звати 011 654 321."))
	w.sends(round, "b", under("Бојан Прави", "О води."))
	erased := w.sends(round, "c", under("Цеца Права", "О буци."))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.s.Disown(t.Context(), "", dossier.Claim{Comment: sent.Comments[0], Name: "Ана Права", Contact: "011", Statement: "Нисам."}))
	cases, _, err := w.s.AuthorshipCases(t.Context(), w.drafter, w.ref, false, store.Page{})
	must(err)
	must(w.s.VerifyClaimant(t.Context(), w.drafter, cases[0].ID, dossier.ByDocument, "Лична карта 001."))
	must(w.s.SettleAuthorship(t.Context(), w.second, cases[0].ID, false, "Исти потпис."))
	laid, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"011 123 456"}, Note: "Лична карта 002."})
	must(err)
	must(w.s.StepRedaction(t.Context(), w.second, laid, dossier.ConfirmRedaction, 1, ""))
	asked, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: sent.Comments[1], Ground: dossier.OthersData, Body: []string{"011 654 321"}, Note: "Лична карта 003."})
	must(err)
	must(w.s.AskErasure(t.Context(), w.drafter, erased.Comments[0], "Лична карта 004."))
	all, err := w.s.Erasures(t.Context(), w.second, w.ref, "")
	must(err)
	must(w.s.DecideErasure(t.Context(), w.second, all[0].ID, true))
	must(w.s.AskErasure(t.Context(), w.drafter, w.numbered(round, 3).ID, "Лична карта 005."))

	refused := func(what, query string, args ...any) {
		t.Helper()
		if _, err := w.s.DB().ExecContext(t.Context(), query, args...); err == nil {
			t.Errorf("the record lets somebody change %s", what)
		}
	}
	refused("a note that is kept", `UPDATE authorship_cases SET note = 'Друго.'`)
	refused("who verified, with the note", `UPDATE authorship_cases SET note = '', note_gone_at = now(), verified_by = $1`, w.second)
	refused("a note without a word of it", `UPDATE authorship_cases SET note = ''`)
	refused("the note of what is asked", `UPDATE erasures SET note = '', note_gone_at = now() WHERE state = 'asked'`)
	refused("the note of a request to cover", `UPDATE redaction_steps SET note = '', note_gone_at = now() WHERE redaction = $1`, asked)
	refused("which steps there were", `DELETE FROM redaction_steps WHERE redaction = $1`, laid)
	refused("which erasures there were", `DELETE FROM erasures`)
	refused("which cases there were", `DELETE FROM authorship_cases`)

	day := 24 * time.Hour
	at, err := w.s.Now(t.Context())
	must(err)
	got, err := w.s.Forget(t.Context(), at.Add(89*day), store.Retention{Notes: 90 * day})
	if err != nil || got.Notes != 0 {
		t.Errorf("before the term %+v, %v", got, err)
	}
	got, err = w.s.Forget(t.Context(), at.Add(91*day), store.Retention{Notes: 90 * day})
	if err != nil || got.Notes != 3 {
		t.Errorf("forgot %+v, %v", got, err)
	}
	for _, gone := range []string{"Лична карта 001.", "Лична карта 002.", "Лична карта 004."} {
		w.nowhere(gone)
	}
	for _, kept := range []string{"003", "005"} {
		if n := storetest.Count(t, w.s, `SELECT (SELECT count(*) FROM redaction_steps WHERE note LIKE '%' || $1 || '%') + (SELECT count(*) FROM erasures WHERE note LIKE '%' || $1 || '%')`, kept); n != 1 {
			t.Errorf("note %s of what is not decided is gone", kept)
		}
	}
	c, err := w.s.AuthorshipCase(t.Context(), w.drafter, w.ref, cases[0].ID)
	if err != nil || c.Note != "" || !c.NoteGone || c.Method != dossier.ByDocument || c.VerifiedBy != "Цртач Први" || c.VerifiedAt == nil {
		t.Errorf("the case says %+v, %v", c, err)
	}
	refused("what is forgotten, once more", `UPDATE authorship_cases SET note = 'Лична карта 001.'`)
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
}
