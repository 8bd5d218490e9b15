package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// atPersonalDecision is atDecision where nobody decides by a delegation.
func atPersonalDecision(t *testing.T) *world {
	t.Helper()
	s, _ := storetest.Open(t)
	another(t, s, "2026-02-01", "    signers: 2\n", "    signers: 2\n    delegable: false\n")
	w := newWorldIn(t, s, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.publish()
	w.lapse()
	w.lapse()
	w.reports()
	if !w.pinned().Stages[len(w.pinned().Stages)-1].Personal {
		t.Fatal("the decision is not personal")
	}
	return w
}

func TestNobodyDecidesByADelegationWhatIsPersonal(t *testing.T) {
	w := atPersonalDecision(t)
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	w.lend(w.signerA, deputy, dossier.Signer)
	w.lend(w.signerA, w.signerB, dossier.Signer)
	sign := dossier.Args{Package: w.hash(t)}
	w.do(w.second, dossier.Prepare, sign)
	why := func(name dossier.CommandName) string {
		row, _ := w.ask(deputy, name, dossier.Args{Package: sign.Package, Reasons: "Р."})
		return string(row.Verdict.Code) + " " + row.Params["basis"]
	}
	for _, name := range []dossier.CommandName{dossier.Sign, dossier.Return, dossier.Reject} {
		if got := why(name); got != "decision_personal Пробни поступак" {
			t.Errorf("%s: got %q", name, got)
		}
		if slices.Contains(w.commands(deputy), name) {
			t.Errorf("the delegate is offered %s", name)
		}
	}
	if got := []dossier.CommandName{w.waits(deputy), w.waits(w.signerA), w.waits(w.signerB)}; !slices.Equal(got, []dossier.CommandName{"", dossier.Sign, dossier.Sign}) {
		t.Errorf("it waits for %q", got)
	}
	w.do(w.signerB, dossier.Sign, sign)
	w.refuses("with what was lent, after one's own", w.signerB, dossier.Sign, sign, dossier.CodeAlreadySigned)
	if got := w.waits(w.signerB); got != "" {
		t.Errorf("who has signed is asked to %s in another's place", got)
	}
	hands := w.see(w.drafter).Stages[w.stageNo-1].Hands
	if last := hands[len(hands)-1]; last.OnBehalf != "" {
		t.Errorf("the signature is in the place of %s", last.OnBehalf)
	}
	w.do(w.signerA, dossier.Sign, sign)
	if got := w.see(w.drafter).Status; got != dossier.Completed {
		t.Errorf("after two hands: %s", got)
	}
}

// TestADelegationHoldsFromItsFirstDayToItsLast lends for days about today: the last
// second is that of its last civil day in Belgrade.
func TestADelegationHoldsFromItsFirstDayToItsLast(t *testing.T) {
	w := atDecision(t)
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	sign := dossier.Args{Package: w.hash(t)}
	w.do(w.second, dossier.Prepare, sign)
	for _, c := range []struct {
		name        string
		from, until int // days from today, both included
		want        bool
	}{
		{"it began and ends today", 0, 0, true},
		{"today is its last day", -7, 0, true},
		{"today is its first day", 0, 7, true},
		{"it ended yesterday", -7, -1, false},
		{"it begins tomorrow", 1, 7, false},
	} {
		var id string // Delegate lends for no day that is past
		err := w.s.DB().QueryRowContext(t.Context(), `
			INSERT INTO delegations (id, delegator, delegate, body, role, valid, reason)
			SELECT gen_random_uuid(), $1, $2, b.id, 'signer', daterange($3::date, $4::date, '[]'), 'Одсуство.' FROM bodies b WHERE b.code = 'MTEST' RETURNING id`,
			w.signerA, deputy, civilDay(t, c.from), civilDay(t, c.until)).Scan(&id)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(w.commands(deputy), dossier.Sign); got != c.want {
			t.Errorf("%s: it holds: %t", c.name, got)
		}
		if got := w.waits(deputy) == dossier.Sign; got != c.want {
			t.Errorf("%s: it is their task: %t", c.name, got)
		}
		_, err = w.s.DB().ExecContext(t.Context(), `UPDATE delegations SET revoked_at = clock_timestamp() WHERE id = $1`, id)
		if err != nil {
			t.Fatal(err)
		}
	}
	a, err := w.s.Actor(t.Context(), deputy)
	if err != nil {
		t.Fatal(err)
	}
	belgrade, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		t.Fatal(err)
	}
	a.Appointments = []dossier.Appointment{{Body: "MTEST", Role: dossier.Signer, From: "2026-10-25", Until: "2026-10-25", Delegation: "d", OnBehalf: w.signerA}}
	for at, want := range map[string]bool{"2026-10-24T21:59:59Z": false, "2026-10-24T22:00:00Z": true, "2026-10-25T22:59:59Z": true, "2026-10-25T23:00:00Z": false} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.For(w.ref).Has(dossier.Signer, "MTEST", dossier.Day(instant, belgrade)); got != want {
			t.Errorf("at %s of the day on which clocks go back: it holds: %t", at, got)
		}
	}
}
