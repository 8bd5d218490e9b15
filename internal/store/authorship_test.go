package store_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// under returns a submission under a published name.
func under(name string, bodies ...string) dossier.Submission {
	s := submission(bodies...)
	s.Author = dossier.Author{Kind: dossier.Citizen, Name: name, PublishName: true}
	return s
}

func (w *world) claims(comment string) error {
	w.t.Helper()
	return w.s.Disown(w.t.Context(), "", dossier.Claim{Comment: comment, Name: "Ана Права", Contact: "ana@primer.example", Statement: "Нисам то послала."})
}

func TestANameIsTakenDownWhenItsOwnerIsVerified(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", under("Ана Права", "Рок је предуг.", "И такса."))
	err := w.claims(sent.Comments[0])
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := w.s.AuthorshipCases(t.Context(), w.drafter, w.ref, false, store.Page{})
	if err != nil || len(list) != 1 || list[0].Published != "Ана Права" || list[0].Contact != "ana@primer.example" || list[0].Comments != 2 || list[0].Number != 1 {
		t.Fatalf("the officer reads %+v, %v", list, err)
	}
	id := list[0].ID
	_, _, err = w.s.AuthorshipCases(t.Context(), w.stranger, w.ref, false, store.Page{})
	w.wants("a stranger reads the list", err, dossier.CodeNotYourBody)
	_, err = w.s.AuthorshipCase(t.Context(), w.stranger, w.ref, id)
	w.wants("a stranger reads the case", err, dossier.CodeNotYourBody)
	if all, err := w.s.Pending(t.Context(), w.signerA); err != nil || len(all) == 0 || all[len(all)-1].Claims != 1 {
		t.Errorf("what waits: %+v, %v", all, err)
	}
	w.wants("taken down unverified", w.s.SettleAuthorship(t.Context(), w.drafter, id, true, ""), dossier.CodeClaimantUnverified)
	w.wants("verified by a stranger", w.s.VerifyClaimant(t.Context(), w.stranger, id, dossier.InPerson, "Дошла је."), dossier.CodeNotYourBody)
	if got := fieldOf(w.s.VerifyClaimant(t.Context(), w.drafter, id, "hearsay", "Ч.")); got != "method verification_unknown" {
		t.Errorf("verified by hearsay: %q", got)
	}
	if got := fieldOf(w.s.VerifyClaimant(t.Context(), w.drafter, id, dossier.InPerson, " ")); got != "note claim_required" {
		t.Errorf("verified without a note: %q", got)
	}
	err = w.s.VerifyClaimant(t.Context(), w.drafter, id, dossier.ByDocument, "Показала је личну карту.")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.s.VerifyClaimant(t.Context(), w.drafter, id, dossier.ByDocument, "Показала је личну карту."); err != nil {
		t.Errorf("put down again: %v", err)
	}
	w.wants("verified by another", w.s.VerifyClaimant(t.Context(), w.second, id, dossier.ByDocument, "Показала је личну карту."), dossier.CodeClaimantVerified)
	w.wants("verified twice", w.s.VerifyClaimant(t.Context(), w.drafter, id, dossier.ByDocument, "Опет."), dossier.CodeClaimantVerified)
	if c := w.numbered(round, 1); c.Author != "Ана Права" {
		t.Errorf("before it is decided the name is %q", c.Author)
	}
	err = w.s.SettleAuthorship(t.Context(), w.signerA, id, true, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.s.SettleAuthorship(t.Context(), w.signerA, id, true, ""); err != nil {
		t.Errorf("decided again: %v", err)
	}
	w.wants("decided twice", w.s.SettleAuthorship(t.Context(), w.drafter, id, false, "Р."), dossier.CodeCaseDecided)
	for n := 1; n <= 2; n++ {
		if c := w.numbered(round, n); c.Author != "" || !c.Disowned || c.Body == "" {
			t.Errorf("comment %d: %+v", n, c)
		}
	}
	for secret, want := range map[string]string{"": "", sent.Secret: "Ана Права"} {
		said, err := w.s.Said(t.Context(), "", sent.ReceiptNo, secret)
		if err != nil || said.Author != want || !said.Disowned || said.Comments[0].Body == "" {
			t.Errorf("behind the receipt: %+v, %v", said, err)
		}
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
	if err != nil {
		t.Errorf("the text is answered: %v", err)
	}
	w.wants("again, when no name stands", w.claims(sent.Comments[0]), dossier.CodeNameNotShown)
	done, err := w.s.AuthorshipCase(t.Context(), w.drafter, w.ref, id)
	if err != nil || done.Decision != "taken_down" || done.Method != dossier.ByDocument || done.VerifiedBy != "Цртач Први" || done.DecidedBy != "Потписник Први" {
		t.Errorf("the case: %+v, %v", done, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
	var leaves string
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT string_agg(convert_from(leaf, 'UTF8'), ' ') FROM log_leaves`).Scan(&leaves)
	if err != nil || strings.Contains(leaves, "Ана") || strings.Contains(leaves, "primer.example") {
		t.Errorf("the log names somebody: %v", err)
	}
	// What the claimant gave is erased, and the case stays.
	w.exec(`DELETE FROM authorship_claims`)
	done, err = w.s.AuthorshipCase(t.Context(), w.drafter, w.ref, id)
	if err != nil || done.Name != "" || done.Decision != "taken_down" {
		t.Errorf("the case without its claimant: %+v, %v", done, err)
	}
}

func TestACaseOnWhoWroteIsRefusedWithReasons(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", under("Ана Права", "Рок је предуг."))
	unnamed := w.send(round, "b", on("art_1", "Без имена."))
	w.wants("of a comment without a name", w.claims(unnamed.Comments[0]), dossier.CodeNameNotShown)
	if got := fieldOf(w.s.Disown(t.Context(), "", dossier.Claim{Comment: sent.Comments[0], Contact: "a", Statement: strings.Repeat("ш", 5001)})); got != "name claim_required" {
		t.Errorf("without a name: %q", got)
	}
	claim := func(contact, statement string) error {
		return w.s.Disown(t.Context(), "", dossier.Claim{Comment: sent.Comments[0], Name: "Ана Права", Contact: contact, Statement: statement})
	}
	for _, one := range []string{"a", "b", "c", "d", "e", "a"} { // the last is the first again
		err := claim(one+"@primer.example", "Нисам "+one+".")
		if err != nil {
			t.Fatal(err)
		}
	}
	w.wants("another by the same address", claim(" A@primer.example", "Стварно нисам."), dossier.CodeClaimsEnough)
	if err := claim("011 123 456", "Стварно нисам."); err != nil {
		t.Errorf("one whom others would shut out: %v", err)
	}
	list, next, err := w.s.AuthorshipCases(t.Context(), w.drafter, w.ref, false, store.Page{Limit: 3})
	if err != nil || len(list) != 3 || next == "" {
		t.Fatalf("a page: %d, %q, %v", len(list), next, err)
	}
	if got := fieldOf(w.s.SettleAuthorship(t.Context(), w.drafter, list[0].ID, false, "")); got != "reasons reasons_required" {
		t.Errorf("refused without reasons: %q", got)
	}
	err = w.s.SettleAuthorship(t.Context(), w.drafter, list[0].ID, false, "Није се јавила.")
	if err != nil {
		t.Fatal(err)
	}
	w.wants("verified when it is decided", w.s.VerifyClaimant(t.Context(), w.drafter, list[0].ID, dossier.InPerson, "Дошла је."), dossier.CodeCaseDecided)
	if c := w.numbered(round, 1); c.Author != "Ана Права" || c.Disowned {
		t.Errorf("the name: %+v", c)
	}
	rest, _, err := w.s.AuthorshipCases(t.Context(), w.drafter, w.ref, false, store.Page{Limit: 3, Cursor: next})
	if err != nil || len(rest) != 3 {
		t.Errorf("the next page: %d, %v", len(rest), err)
	}
	for name, query := range map[string]string{
		"taken down unverified": `UPDATE authorship_cases SET decision = 'taken_down', decided_by = '` + w.drafter + `', decided_at = now(), decided_legal = now() WHERE decision IS NULL`,
		"decided otherwise":     `UPDATE authorship_cases SET decision = 'taken_down' WHERE decision IS NOT NULL`,
		"gone":                  `DELETE FROM authorship_cases`,
	} {
		_, err := w.s.DB().ExecContext(t.Context(), query)
		if err == nil {
			t.Errorf("%s: the record let it", name)
		}
	}
}
