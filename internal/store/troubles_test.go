package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestTroublesAreNamedAndHideTitles(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Visibility: dossier.Embargoed})
	operator := storetest.Person(t, w.s, "Оператер Први", "SG operator")
	both := storetest.Person(t, w.s, "Оператер Други", "SG operator", "MTEST drafter")
	exec := func(query string, args ...any) {
		t.Helper()
		_, err := w.s.DB().ExecContext(t.Context(), query, args...)
		if err != nil {
			t.Fatal(err)
		}
	}
	read := func(person string) []store.Trouble {
		t.Helper()
		all, err := w.s.Troubles(t.Context(), person)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	exec(`UPDATE outbox SET delivered_at = clock_timestamp()`)
	if got := read(operator); got == nil || len(got) != 0 {
		t.Fatalf("before anything went wrong: got %+v", got)
	}
	late, expired, fresh := uuid.NewString(), uuid.NewString(), uuid.NewString()
	for _, id := range []string{late, expired, fresh} {
		_, err := w.s.Ask(t.Context(), dossier.Command{ID: id, Dossier: w.ref, Name: dossier.Withdraw, Seq: w.seq, Actor: w.signerA, Args: dossier.Args{Reasons: "Разлог.", Ground: string(dossier.OtherGround)}})
		if err != nil {
			t.Fatal(err)
		}
	}
	exec(`UPDATE commands SET asked_at = clock_timestamp() - interval '5 minutes' WHERE id <> $1`, fresh)
	_, err := w.s.CommandByID(t.Context(), expired)
	if err != nil {
		t.Fatal(err)
	}
	exec(`UPDATE outbox SET attempts = 3, last_error = 'no connection', created_at = clock_timestamp() - interval '4 minutes' WHERE key = $1`, late)
	exec(`UPDATE outbox SET attempts = 2 WHERE key = $1`, fresh)
	err = w.s.RecordDrift(t.Context(), []store.Drift{{Ref: w.ref, Kind: store.Behind}})
	if err != nil {
		t.Fatal(err)
	}
	exec(`UPDATE drift SET since = clock_timestamp() - interval '3 minutes'`)
	st := w.see(w.drafter)
	trouble := func(code store.TroubleCode, title string) store.Trouble {
		return store.Trouble{Code: code, Ref: w.ref, Title: title, Stage: st.Stage, StageTitleSr: st.StageTitleSr, StageTitleEn: st.StageTitleEn, Definition: st.DossierRow.Definition}
	}
	for person, title := range map[string]string{operator: "", both: st.Title} {
		want := []store.Trouble{trouble(store.CommandExpired, title), trouble(store.CommandPending, title), trouble(store.ParcelUndelivered, title), trouble(store.WorkflowBehind, title)}
		want[0].Command, want[1].Command = dossier.Withdraw, dossier.Withdraw
		want[2].Command, want[2].Topic, want[2].Attempts, want[2].Cause = dossier.Withdraw, store.TopicCommand, 3, "no connection"
		got := read(person)
		sorted := cmpopts.SortSlices(func(a, b store.Trouble) bool { return a.Code < b.Code })
		if d := cmp.Diff(want, got, sorted, cmpopts.IgnoreFields(store.Trouble{}, "Since", "CheckedAt")); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		for i := 1; i < len(got); i++ {
			if got[i].Since.Before(got[i-1].Since) {
				t.Errorf("%s stands before %s, which is older", got[i-1].Code, got[i].Code)
			}
		}
	}
	for who, person := range map[string]string{"the public": "", "a drafter": w.drafter, "oversight": storetest.Person(t, w.s, "Заштитник Први", "MTEST oversight")} {
		_, err = w.s.Troubles(t.Context(), person)
		if code := dossier.CodeOf(err); code != dossier.CodeUnauthenticated && code != dossier.CodeRoleRequired && code != dossier.CodeForbidden {
			t.Errorf("%s: got %v", who, err)
		}
	}
}

func TestAPromiseThatIsNotKeptInTimeIsATrouble(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := storetest.Person(t, w.s, "Оператер Први", "SG operator")
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	in := w.s.NewIntake(t.Context(), 1)
	_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "k1", Submission: submission("Рок је предуг.")})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`UPDATE outbox SET delivered_at = clock_timestamp()`,
		`INSERT INTO promises (submission, log, leaf, promised_at, due, promise) SELECT id, log, 'x', now() - interval '2 days', now() - interval '1 day', 'p' FROM submissions`} {
		_, err = w.s.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.s.Troubles(t.Context(), operator)
	if err != nil || len(got) != 1 || got[0].Code != store.PromiseOverdue || got[0].Count != 1 || got[0].Ref != w.ref || got[0].Code.Mendable() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDriftIsKeptSinceItBeganUntilItIsOver(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := storetest.Person(t, w.s, "Оператер Први", "SG operator")
	_, err := w.s.DB().ExecContext(t.Context(), `UPDATE outbox SET delivered_at = clock_timestamp()`)
	if err != nil {
		t.Fatal(err)
	}
	record := func(kind store.DriftKind) []store.Trouble {
		t.Helper()
		err := w.s.RecordDrift(t.Context(), []store.Drift{{Ref: "2019-0001", Kind: store.Ahead}, {Ref: w.ref, Kind: kind}})
		if err != nil {
			t.Fatal(err)
		}
		all, err := w.s.Troubles(t.Context(), operator)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	first, again, other := record(store.Missing), record(store.Missing), record(store.NoAnswer)
	if len(first) != 1 || len(again) != 1 || len(other) != 1 || other[0].Code != store.WorkflowSilent {
		t.Fatalf("got %+v, %+v, %+v", first, again, other)
	}
	if !again[0].Since.Equal(first[0].Since) || !again[0].CheckedAt.After(*first[0].CheckedAt) || !other[0].Since.After(first[0].Since) {
		t.Errorf("since %s, %s, %s", first[0].Since, again[0].Since, other[0].Since)
	}
	if left := record(store.InStep); len(left) != 0 {
		t.Errorf("in step again: got %+v", left)
	}
}

// TestOnlyWhatTheMailServerRefusedIsToldOfAsRefused forgets addresses before anything was
// sent to them, and after it was refused.
func TestOnlyWhatTheMailServerRefusedIsToldOfAsRefused(t *testing.T) {
	w, round := inRound(t)
	who := operator(t, w)
	given := func(what string, want int) {
		t.Helper()
		all, err := w.s.Troubles(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, trouble := range all {
			if trouble.Code == store.MailGivenUp {
				got += trouble.Count
			}
		}
		if got != want {
			t.Errorf("%s: %d e-mails are told of as refused, want %d", what, got, want)
		}
	}
	mails := func() map[string]store.Mail {
		t.Helper()
		list, err := w.s.Mails(t.Context(), 100, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]store.Mail{}
		for _, m := range list {
			out[m.To] = m
		}
		return out
	}
	unsent := func(m store.Mail, cause string, again time.Duration) {
		t.Helper()
		err := w.s.MailUnsent(t.Context(), m.ID, cause, again)
		if err != nil {
			t.Fatal(err)
		}
	}
	erase := func(a store.Accepted) {
		t.Helper()
		err := w.s.EraseOwn(t.Context(), a.ReceiptNo, a.Secret)
		if err != nil {
			t.Fatal(err)
		}
	}
	sends := func(key string) store.Accepted { return w.sendsAs(round, key, "", key+"@primer.example") }

	erase(sends("waits"))
	given("erased before it was sent", 0)
	busy := sends("busy")
	m := mails()["busy@primer.example"]
	unsent(m, "smtp 451", time.Minute)
	erase(busy)
	given("erased while the server was busy", 0)
	unsent(m, "smtp 451", time.Minute)
	given("and the server was busy once more", 0)

	refused := sends("refused")
	unsent(mails()["refused@primer.example"], "smtp 550", 0)
	given("refused", 1)
	erase(refused)
	given("refused, and then erased", 1)
}
