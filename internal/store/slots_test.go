package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// jointWorld is a dossier of three ministries before their signers, whose order
// counts, with a signer in each.
type jointWorld struct {
	*world
	args                   dossier.Args
	second, third, control string // signers of the co-proposers and of the controller
}

func newJointWorld(t *testing.T) *jointWorld {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Joint)
	for _, code := range []string{"MTEST", "MDRUGO", "MTREBE"} {
		storetest.Ministry(t, s, code)
	}
	w := &jointWorld{world: newWorldIn(t, s, "test.joint", store.Opening{CoProposers: []string{"MDRUGO", "MTREBE"}}),
		second: storetest.Person(t, s, "Потписник Другог", "MDRUGO signer"), third: storetest.Person(t, s, "Потписник Трећег", "MTREBE signer"),
		control: storetest.Person(t, s, "Потписник Контроле", "KONTROLA signer")}
	w.addAct(draft)
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
	w.args = dossier.Args{Package: w.hash(t)}
	return w
}

func (w *jointWorld) waiting(person string) bool {
	w.t.Helper()
	tasks, err := w.s.Tasks(w.t.Context(), person)
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.ContainsFunc(tasks, func(t store.Task) bool { return t.Ref == w.ref })
}

// missing returns whose signatures the way forward waits for.
func (w *jointWorld) missing() string {
	w.t.Helper()
	all, err := w.s.Checks(w.t.Context(), w.drafter, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range all {
		if c.Code == "signatures_complete" {
			return c.Params["have"] + " of " + c.Params["need"] + " " + c.Params["missing"]
		}
	}
	return "not asked for"
}

func TestBodiesSignInTheirOrder(t *testing.T) {
	w := newJointWorld(t)
	w.refuses("before anybody has asked", w.signerA, dossier.Sign, w.args, dossier.CodeNotPrepared)
	w.refuses("a drafter of a co-proposer", w.stranger, dossier.Prepare, w.args, dossier.CodeNotYourBody)
	w.do(w.world.second, dossier.Prepare, w.args)
	if got := w.missing(); got != "0 of 4 KONTROLA,MDRUGO,MTEST,MTREBE" {
		t.Errorf("missing %s", got)
	}
	for name, person := range map[string]string{"a co-proposer": w.second, "the controller": w.control} {
		if w.waiting(person) {
			t.Errorf("%s has it on their list before their turn", name)
		}
	}
	row, _ := w.ask(w.control, dossier.Sign, w.args)
	if row.Verdict.Code != dossier.CodeSignatureBefore || row.Params["before"] != "MTEST,MDRUGO,MTREBE" {
		t.Errorf("got %s %v", row.Verdict.Code, row.Params)
	}
	w.refuses("a co-proposer before the lead", w.second, dossier.Sign, w.args, dossier.CodeSignatureBefore)
	w.do(w.signerA, dossier.Sign, w.args)
	w.refuses("the lead once more", w.signerB, dossier.Sign, w.args, dossier.CodeBodySigned)
	if w.waiting(w.signerB) || !w.waiting(w.second) || !w.waiting(w.third) || w.waiting(w.control) {
		t.Error("it does not wait for those whose turn it is")
	}
	w.do(w.third, dossier.Sign, w.args)
	row, _ = w.ask(w.control, dossier.Sign, w.args)
	if row.Params["before"] != "MDRUGO" {
		t.Errorf("got %s %v", row.Verdict.Code, row.Params)
	}
	if got := w.missing(); got != "2 of 4 KONTROLA,MDRUGO" {
		t.Errorf("missing %s", got)
	}
	w.do(w.second, dossier.Sign, w.args)
	w.do(w.control, dossier.Sign, w.args)
	v := w.see(w.drafter)
	if v.Status != dossier.Completed {
		t.Errorf("got %s", v.Status)
	}
	run := v.Stages[1]
	var order []string
	for _, s := range run.Slots {
		order = append(order, s.BodyCode)
	}
	var hands []string
	for _, h := range run.Hands {
		hands = append(hands, h.BodyCode)
	}
	if d := cmp.Diff([]string{"MTEST", "MDRUGO", "MTREBE", "KONTROLA"}, order); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"", "MTEST", "MTREBE", "MDRUGO", "KONTROLA"}, hands); d != "" {
		t.Errorf("hands (-want +got):\n%s", d)
	}
}

func TestACoProposerWhoDisagreesSendsItBack(t *testing.T) {
	w := newJointWorld(t)
	w.do(w.world.second, dossier.Prepare, w.args)
	w.do(w.signerA, dossier.Sign, w.args)
	reasons := dossier.Args{Package: w.args.Package, Reasons: "Члан 2. задире у надлежност другог органа."}
	w.refuses("without reasons", w.second, dossier.Return, w.args, dossier.CodeReasonsRequired)
	w.refuses("ending the matter of another", w.second, dossier.Reject, reasons, dossier.CodeNotYourBody)
	w.refuses("who has no signature to give", w.drafter, dossier.Return, reasons, dossier.CodeWrongRole)
	w.do(w.second, dossier.Return, reasons)
	if w.stage.ID != "drafting" {
		t.Fatalf("in %s", w.stage.ID)
	}
	_, err := w.s.DB().ExecContext(t.Context(), `UPDATE dossiers SET visibility = 'public' WHERE ref = $1`, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	run := w.see("").Stages[1]
	if run.ForCode != "MDRUGO" || run.Reasons != reasons.Reasons || run.Outcome != "returned" {
		t.Errorf("the public sees %q %q %q", run.ForCode, run.Reasons, run.Outcome)
	}
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
	if got := w.missing(); got != "0 of 4 KONTROLA,MDRUGO,MTEST,MTREBE" {
		t.Errorf("a repeated stage asks for %s", got)
	}
	w.refuses("what was prepared in the stage before", w.signerA, dossier.Sign, w.args, dossier.CodeNotPrepared)
}

func TestADelegateOfTwoBodiesIsOneHand(t *testing.T) {
	w := newJointWorld(t)
	deputy := storetest.Person(t, w.s, "Заменик", "MDRUGO officer", "MTREBE officer")
	w.lend(w.second, deputy, dossier.Signer, func(d *dossier.Delegation) { d.Body = "MDRUGO" })
	w.lend(w.third, deputy, dossier.Signer, func(d *dossier.Delegation) { d.Body = "MTREBE" })
	w.do(w.world.second, dossier.Prepare, w.args)
	w.do(w.signerA, dossier.Sign, w.args)
	w.refuses("for a body that is not theirs", deputy, dossier.Sign, dossier.Args{Package: w.args.Package, Body: "KONTROLA"}, dossier.CodeBodySigned)
	w.do(deputy, dossier.Sign, dossier.Args{Package: w.args.Package, Body: "MTREBE"})
	for _, body := range []string{"MDRUGO", "MTREBE", ""} {
		w.refuses("for the other body "+body, deputy, dossier.Sign, dossier.Args{Package: w.args.Package, Body: body}, dossier.CodeAlreadySigned)
	}
	if got := w.missing(); got != "2 of 4 KONTROLA,MDRUGO" {
		t.Errorf("missing %s", got)
	}
	w.refuses("in whose place it was signed", w.third, dossier.Sign, w.args, dossier.CodeDelegatorSigned)
	w.do(w.second, dossier.Sign, w.args)
}

func TestADelegationIsAskedForWhenOneSigns(t *testing.T) {
	w := newJointWorld(t)
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	id := w.lend(w.signerA, deputy, dossier.Signer, only(w.ref))
	w.do(w.world.second, dossier.Prepare, w.args)
	if !w.waiting(deputy) {
		t.Error("it does not wait for the delegate")
	}
	err := w.s.RevokeDelegation(t.Context(), w.signerA, id)
	if err != nil {
		t.Fatal(err)
	}
	w.refuses("after it was revoked", deputy, dossier.Sign, w.args, dossier.CodeWrongRole)
	if w.waiting(deputy) {
		t.Error("it waits for who was a delegate")
	}
	other, _, err := w.s.OpenDossier(t.Context(), w.drafter, store.Opening{Title: "Други", Kind: "law", Procedure: "test.joint", Lead: "MTEST", Visibility: dossier.Working})
	if err != nil {
		t.Fatal(err)
	}
	w.lend(w.signerA, deputy, dossier.Signer, only(other))
	w.refuses("by what is lent for another dossier", deputy, dossier.Sign, w.args, dossier.CodeWrongRole)
	w.lend(w.signerB, deputy, dossier.Signer, only(w.ref))
	w.do(deputy, dossier.Sign, w.args)
	if got := w.missing(); got != "1 of 4 KONTROLA,MDRUGO,MTREBE" {
		t.Errorf("missing %s", got)
	}
}

func TestWhoPreparedInAnothersPlaceDoesNotSign(t *testing.T) {
	w := newJointWorld(t)
	both := storetest.Person(t, w.s, "И једно и друго", "MTEST signer", "MDRUGO signer")
	w.lend(w.world.second, both, dossier.Drafter)
	w.do(both, dossier.Prepare, w.args)
	w.refuses("for the lead", both, dossier.Sign, dossier.Args{Package: w.args.Package, Body: "MTEST"}, dossier.CodePreparerSigns)
	w.do(w.signerA, dossier.Sign, w.args)
	w.refuses("for a co-proposer", both, dossier.Sign, dossier.Args{Package: w.args.Package, Body: "MDRUGO"}, dossier.CodePreparerSigns)
}

func TestABodyThatWasMergedSignsAsItsHeir(t *testing.T) {
	merge := func(w *jointWorld, code, into string) {
		w.t.Helper()
		_, err := w.s.DB().ExecContext(w.t.Context(), `
			UPDATE bodies SET valid_to = civil_today() - 1, successor = (SELECT id FROM bodies WHERE code = $2) WHERE code = $1`, code, into)
		if err != nil {
			w.t.Fatal(err)
		}
	}
	t.Run("into a body of its own", func(t *testing.T) {
		w := newJointWorld(t)
		storetest.Ministry(t, w.s, "MNOVO")
		heir := storetest.Person(t, w.s, "Потписник Новог", "MNOVO signer")
		w.do(w.world.second, dossier.Prepare, w.args)
		w.do(w.signerA, dossier.Sign, w.args)
		merge(w, "MDRUGO", "MNOVO")
		wantCode(t, "of the body that is no more", w.s.MaySign(t.Context(), w.second, w.ref), dossier.CodeNotFound)
		w.do(heir, dossier.Sign, w.args)
		if got := w.missing(); got != "2 of 4 KONTROLA,MTREBE" {
			t.Errorf("missing %s", got)
		}
	})
	t.Run("into another that signs: once for both", func(t *testing.T) {
		w := newJointWorld(t)
		w.do(w.world.second, dossier.Prepare, w.args)
		w.do(w.signerA, dossier.Sign, w.args)
		w.do(w.second, dossier.Sign, w.args)
		merge(w, "MDRUGO", "MTREBE")
		w.refuses("its heir has signed by it", w.third, dossier.Sign, w.args, dossier.CodeBodySigned)
		w.do(w.control, dossier.Sign, w.args)
		if got := w.see(w.drafter).Status; got != dossier.Completed {
			t.Errorf("got %s", got)
		}
	})
}

func TestWithoutCoProposersNobodyIsWaitedFor(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Joint)
	w := newWorldIn(t, s, "test.joint", store.Opening{})
	control := storetest.Person(t, s, "Потписник Контроле", "KONTROLA signer")
	w.addAct(draft)
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
	args := dossier.Args{Package: w.hash(t)}
	w.do(w.second, dossier.Prepare, args)
	w.do(w.signerA, dossier.Sign, args)
	w.do(control, dossier.Sign, args)
	if got := w.see(w.drafter).Status; got != dossier.Completed {
		t.Errorf("got %s", got)
	}
}

func TestWhoseSignatureIsNeededSeesTheDossier(t *testing.T) {
	w := newJointWorld(t)
	for _, visibility := range []string{"working", "classified"} {
		_, err := w.s.DB().ExecContext(t.Context(), `UPDATE dossiers SET visibility = $2 WHERE ref = $1`, w.ref, visibility)
		if err != nil {
			t.Fatal(err)
		}
		for name, person := range map[string]string{"a co-proposer": w.second, "the controller": w.control} {
			if !w.see(person).Insider {
				t.Errorf("%s: %s is no insider", visibility, name)
			}
			rows, _, err := w.s.Dossiers(t.Context(), person, store.DossierFilter{})
			if err != nil || len(rows) != 1 {
				t.Errorf("%s: %s lists %d dossiers, %v", visibility, name, len(rows), err)
			}
		}
	}
}
