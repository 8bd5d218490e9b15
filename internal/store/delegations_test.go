package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// lend delegates a role for today and the week that follows.
func (w *world) lend(from, to string, role dossier.Role, change ...func(*dossier.Delegation)) string {
	w.t.Helper()
	id, err := w.s.Delegate(w.t.Context(), from, w.lending(to, role, change...))
	if err != nil {
		w.t.Fatalf("delegate: %v", err)
	}
	return id
}

func (w *world) lending(to string, role dossier.Role, change ...func(*dossier.Delegation)) dossier.Delegation {
	d := dossier.Delegation{Delegate: to, Body: "MTEST", Role: role, From: civilDay(w.t, 0), Until: civilDay(w.t, 7), Reason: "Одсуство."}
	for _, f := range change {
		f(&d)
	}
	return d
}

func only(ref dossier.Ref) func(*dossier.Delegation) {
	return func(d *dossier.Delegation) { d.Dossier = ref }
}

func (w *world) refuses(what, person string, name dossier.CommandName, args dossier.Args, want dossier.Code) {
	w.t.Helper()
	row, _ := w.ask(person, name, args)
	if row.Verdict.Status != dossier.VerdictRefused || row.Verdict.Code != want {
		w.t.Errorf("%s: got %s %s, want %s", what, row.Verdict.Status, row.Verdict.Code, want)
	}
}

func (w *world) commands(person string) []dossier.CommandName {
	w.t.Helper()
	a, err := w.s.Actor(w.t.Context(), person)
	if err != nil {
		w.t.Fatal(err)
	}
	names, err := w.s.CommandsFor(w.t.Context(), a, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	return names
}

func TestADelegateSignsInAnothersPlaceAndIsTheSameHand(t *testing.T) {
	w := atDecision(t)
	sign := dossier.Args{Package: w.hash(t)}
	deputy := storetest.Person(t, w.s, "Заменик Први", "MTEST drafter")
	second := storetest.Person(t, w.s, "Заменик Други", "MTEST officer")
	w.do(w.second, dossier.Prepare, sign)
	w.refuses("before anything is lent", deputy, dossier.Sign, sign, dossier.CodeWrongRole)
	w.lend(w.signerA, deputy, dossier.Signer)
	w.lend(w.signerA, second, dossier.Signer)
	if !slices.Contains(w.commands(deputy), dossier.Sign) {
		t.Error("the delegate is not offered to sign")
	}
	tasks, err := w.s.Tasks(t.Context(), second)
	if err != nil || len(tasks) != 1 || !slices.Contains(tasks[0].Commands, dossier.Sign) {
		t.Errorf("tasks of the delegate: %+v %v, want the signature", tasks, err)
	}
	w.do(deputy, dossier.Sign, sign)
	w.refuses("the delegate again", deputy, dossier.Sign, sign, dossier.CodeAlreadySigned)
	w.refuses("another delegate of the same", second, dossier.Sign, sign, dossier.CodeDelegatorSigned)
	w.refuses("who lent it", w.signerA, dossier.Sign, sign, dossier.CodeDelegatorSigned)

	hands := w.see(w.drafter).Stages[w.stageNo-1].Hands
	if len(hands) != 2 || hands[0].OnBehalf != "" || hands[1].Name != "Заменик Први" || hands[1].OnBehalf != "Потписник Први" {
		t.Errorf("hands: %+v, want the signature in another's place", hands)
	}
	steps, err := w.s.Timeline(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	if last := steps[len(steps)-1]; last.Name != "sign" || last.Actor != "Заменик Први" || last.OnBehalf != "Потписник Први" {
		t.Errorf("last step: %+v, want the signature in another's place", last)
	}
	w.do(w.signerB, dossier.Sign, sign)
	if got := w.see(w.drafter).Status; got != dossier.Completed {
		t.Errorf("after two hands: %s, want completed", got)
	}
	w.checkLedger(t)
}

func TestNobodySignsInThePlaceOfWhoSignedOrPreparedOrWrote(t *testing.T) {
	w := atDecision(t)
	sign := dossier.Args{Package: w.hash(t)}
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST drafter")
	storetest.Appoint(t, w.s, w.second, "MTEST", dossier.Signer, "2020-01-01", "")
	storetest.Appoint(t, w.s, w.drafter, "MTEST", dossier.Signer, "2020-01-01", "")
	w.do(w.second, dossier.Prepare, sign)
	w.do(w.signerA, dossier.Sign, sign)
	for _, from := range []string{w.second, w.drafter, w.signerA} {
		w.lend(from, deputy, dossier.Signer)
	}
	w.refuses("for who prepared, wrote and signed", deputy, dossier.Sign, sign, dossier.CodeDelegatorSigned)
	w.lend(w.signerB, deputy, dossier.Signer)
	w.do(deputy, dossier.Sign, sign)
	hands := w.see(w.drafter).Stages[w.stageNo-1].Hands
	if last := hands[len(hands)-1]; last.OnBehalf != "Потписник Други" {
		t.Errorf("signed for %q, want the one who had no part", last.OnBehalf)
	}
}

func TestWhatIsWrittenInAnothersPlaceTheyDoNotSign(t *testing.T) {
	w := atDecision(t)
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	storetest.Appoint(t, w.s, w.second, "MTEST", dossier.Signer, "2020-01-01", "")
	w.lend(w.second, deputy, dossier.Drafter)
	_, err := w.s.AddPackage(t.Context(), deputy, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative,
		Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(draft + "\nЧлан 3.\nНова одредба.\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	sign := dossier.Args{Package: w.hash(t)}
	w.do(w.drafter, dossier.Prepare, sign)
	w.refuses("in whose place it was written", w.second, dossier.Sign, sign, dossier.CodePreparerSigns)
	w.refuses("who wrote it in another's place", deputy, dossier.Sign, sign, dossier.CodeWrongRole)
}

func TestWhatIsLentForOneDossierHoldsInNoOther(t *testing.T) {
	w := atDecision(t)
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	ref, _, err := w.s.OpenDossier(t.Context(), w.drafter, store.Opening{Title: "Други нацрт", Kind: "law", Procedure: "test.two_stage", Lead: "MTEST", Visibility: dossier.Working})
	if err != nil {
		t.Fatal(err)
	}
	id := w.lend(w.signerA, deputy, dossier.Signer, only(ref))
	sign := dossier.Args{Package: w.hash(t)}
	w.do(w.second, dossier.Prepare, sign)
	w.refuses("lent for another dossier", deputy, dossier.Sign, sign, dossier.CodeWrongRole)
	if slices.Contains(w.commands(deputy), dossier.Sign) {
		t.Error("the delegate for another dossier is offered to sign")
	}
	wantCode(t, "revoking another's", w.s.RevokeDelegation(t.Context(), deputy, id), dossier.CodeNotFound)
	w.lend(w.signerA, deputy, dossier.Signer, only(w.ref))
	w.do(deputy, dossier.Sign, sign)

	_, err = w.s.Delegate(t.Context(), w.drafter, w.lending(deputy, dossier.Drafter, only(ref)))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = w.s.OpenDossier(t.Context(), deputy, store.Opening{Title: "Трећи", Kind: "law", Procedure: "test.two_stage", Lead: "MTEST", Visibility: dossier.Working})
	wantCode(t, "opening by what is lent for one dossier", err, dossier.CodeRoleRequired)
}

func TestADelegationEndsWithItsRevocationAndWithWhatItRestsOn(t *testing.T) {
	w := atDecision(t)
	sign := dossier.Args{Package: w.hash(t)}
	w.do(w.second, dossier.Prepare, sign)
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	exec := func(q string, args ...any) {
		t.Helper()
		_, err := w.s.DB().ExecContext(t.Context(), q, args...)
		if err != nil {
			t.Fatal(err)
		}
	}
	state := func() string {
		t.Helper()
		list, err := w.s.DelegationsOf(t.Context(), deputy)
		if err != nil || len(list) == 0 {
			t.Fatalf("got %+v %v", list, err)
		}
		return list[0].State
	}
	id := w.lend(w.signerA, deputy, dossier.Signer)
	for _, c := range []struct{ name, undo, redo, who string }{
		{"whose appointment ended", `UPDATE appointments SET valid = daterange(lower(valid), civil_today()) WHERE person = $1`, `UPDATE appointments SET valid = daterange(lower(valid), NULL) WHERE person = $1`, w.signerA},
		{"who was disabled", `UPDATE persons SET disabled_at = clock_timestamp() WHERE id = $1`, `UPDATE persons SET disabled_at = NULL WHERE id = $1`, w.signerA},
	} {
		exec(c.undo, c.who)
		w.refuses("for one "+c.name, deputy, dossier.Sign, sign, dossier.CodeWrongRole)
		if got := state(); got != store.DelegationVoid {
			t.Errorf("for one %s: got %s, want void", c.name, got)
		}
		exec(c.redo, c.who)
	}
	exec(`UPDATE appointments SET valid = daterange(lower(valid), civil_today()) WHERE person = $1`, deputy)
	a, err := w.s.Actor(t.Context(), deputy)
	if err != nil || a.Has(dossier.Signer, "MTEST", civilDay(t, 0)) {
		t.Errorf("who has left the body still signs in another's place: %+v %v", a, err)
	}
	exec(`UPDATE appointments SET valid = daterange(lower(valid), NULL) WHERE person = $1`, deputy)
	if got := state(); got != store.DelegationHolds {
		t.Fatalf("got %s, want holds", got)
	}
	err = w.s.RevokeDelegation(t.Context(), w.signerA, id)
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, "revoking twice", w.s.RevokeDelegation(t.Context(), w.signerA, id), dossier.CodeNotFound)
	w.refuses("after it was revoked", deputy, dossier.Sign, sign, dossier.CodeWrongRole)
	if got := state(); got != store.DelegationRevoked {
		t.Errorf("got %s, want revoked", got)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE delegations SET reason = 'друго' WHERE id = $1`, id)
	if err == nil {
		t.Error("what a delegation says was changed")
	}
}

func TestOnlyWhatOneHoldsIsLentAndOnlyToAColleague(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	left := storetest.Person(t, w.s, "Бивши")
	storetest.Appoint(t, w.s, left, "MTEST", dossier.Drafter, "2020-01-01", civilDay(t, -1))
	ending := storetest.Person(t, w.s, "Одлазећи Потписник")
	storetest.Appoint(t, w.s, ending, "MTEST", dossier.Signer, "2020-01-01", civilDay(t, 3))
	foreign := newForeign(t, w)
	w.lend(w.signerA, deputy, dossier.Signer)
	for _, c := range []struct {
		name   string
		from   string
		to     string
		change func(*dossier.Delegation)
		field  string
		code   dossier.Code
	}{
		{"a role one does not hold", w.drafter, deputy, func(*dossier.Delegation) {}, "role", dossier.CodeRoleNotDelegable},
		{"a role that was lent", deputy, w.drafter, func(*dossier.Delegation) {}, "role", dossier.CodeRoleNotDelegable},
		{"a role in another body", w.signerA, deputy, func(d *dossier.Delegation) { d.Body = "MDRUGO" }, "role", dossier.CodeRoleNotDelegable},
		{"somebody of another body", w.signerA, w.stranger, func(*dossier.Delegation) {}, "delegate", dossier.CodeNotColleague},
		{"oneself", w.signerA, w.signerA, func(*dossier.Delegation) {}, "delegate", dossier.CodeNotColleague},
		{"somebody who has left", w.signerA, left, func(*dossier.Delegation) {}, "delegate", dossier.CodeNotColleague},
		{"nobody", w.signerA, "x", func(*dossier.Delegation) {}, "delegate", dossier.CodeNotColleague},
		{"beyond one's own days", ending, deputy, func(*dossier.Delegation) {}, "until", dossier.CodeDelegationBeyond},
		{"from yesterday", w.signerA, w.signerB, func(d *dossier.Delegation) { d.From = civilDay(t, -1) }, "from", dossier.CodeDateInPast},
		{"a dossier that one does not see", w.signerA, deputy, only(foreign), "dossier", dossier.CodeDossierUnknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.s.Delegate(t.Context(), c.from, w.lending(c.to, dossier.Signer, c.change))
			wantField(t, err, c.field, c.code)
		})
	}
	_, err := w.s.Delegate(t.Context(), w.signerA, w.lending(deputy, dossier.Signer, func(d *dossier.Delegation) { d.From = d.Until }))
	wantCode(t, "the same role to the same person on one day", err, dossier.CodeDelegationTwice)

	names := func(person string) []string {
		list, err := w.s.Colleagues(t.Context(), person, "MTEST")
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range list {
			out = append(out, c.Name)
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff([]string{"Заменик", "Одлазећи Потписник", "Потписник Други", "Цртач Други", "Цртач Први"}, names(w.signerA)); diff != "" {
		t.Errorf("colleagues: %s", diff)
	}
	_, err = w.s.Colleagues(t.Context(), w.stranger, "MTEST")
	wantCode(t, "colleagues in another body", err, dossier.CodeNotYourBody)
	_, err = w.s.Colleagues(t.Context(), left, "MTEST")
	wantCode(t, "colleagues in a body that one has left", err, dossier.CodeNotYourBody)
}

// newForeign opens a dossier of another ministry.
func newForeign(t *testing.T, w *world) dossier.Ref {
	t.Helper()
	ref, _, err := w.s.OpenDossier(t.Context(), w.stranger, store.Opening{Title: "Туђи нацрт", Kind: "law", Procedure: "test.two_stage", Lead: "MDRUGO", Visibility: dossier.Working})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestBothSeeADelegationAndNobodyElse(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	w.lend(w.signerA, deputy, dossier.Signer, only(w.ref))
	w.lend(w.signerA, deputy, dossier.Signer, func(d *dossier.Delegation) { d.From, d.Until = civilDay(t, 20), civilDay(t, 21) })
	for person, want := range map[string][]string{
		w.signerA:  {"true Заменик ahead ", "true Заменик holds Нацрт закона о пробама"},
		deputy:     {"false Потписник Први ahead ", "false Потписник Први holds Нацрт закона о пробама"},
		w.stranger: nil,
		w.drafter:  nil,
	} {
		list, err := w.s.DelegationsOf(t.Context(), person)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range list {
			given := "false"
			if d.Given {
				given = "true"
			}
			got = append(got, strings.Join([]string{given, d.Other, d.State, d.Title}, " "))
			if d.Role != dossier.Signer || d.BodyCode != "MTEST" || d.Reason != "Одсуство." {
				t.Errorf("got %+v", d)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("delegations: %s", diff)
		}
	}
}

func TestAnOpinionIsGivenInAnothersPlaceForTheirBody(t *testing.T) {
	w := atOpinions(t)
	giver := storetest.Person(t, w.s, "Давалац", "RSZ opinion_giver")
	deputy := storetest.Person(t, w.s, "Заменик", "RSZ officer")
	positive := dossier.Args{Package: w.hash(t), Opinion: dossier.Positive}
	w.refuses("before anything is lent", deputy, dossier.GiveOpinion, positive, dossier.CodeWrongRole)
	w.lend(giver, deputy, dossier.OpinionGiver, only(w.ref), func(d *dossier.Delegation) { d.Body = "RSZ" })
	w.do(deputy, dossier.GiveOpinion, positive)
	steps, err := w.s.Timeline(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, st := range steps {
		found = found || st.Name == "give_opinion" && st.Actor == "Заменик" && st.OnBehalf == "Давалац"
	}
	if !found {
		t.Errorf("no step says in whose place the opinion was given: %+v", steps)
	}
	steps, err = w.s.Timeline(t.Context(), "", w.ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range steps {
		if st.Actor != "" || st.OnBehalf != "" {
			t.Errorf("the public is told a name: %+v", st)
		}
	}
}
