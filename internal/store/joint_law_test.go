package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// jointLaw is a dossier under a shipped procedure that waits for signatures.
type jointLaw struct {
	*jointWorld
	no int // of the run in which it is signed
}

// proposedTogether takes a dossier of MTEST and other ministries under a shipped
// procedure to its sign-off and asks for the signatures; MTREBE is there too.
func proposedTogether(t *testing.T, id string, others ...string) *jointLaw {
	t.Helper()
	s, _ := storetest.Open(t)
	cast := newCast(t, s)
	storetest.Ministry(t, s, "MTREBE")
	d, err := procedure.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	tr := cast.open(t, d, goalsOf(d), openings(d)[0], others...)
	for _, h := range tr.goals.search(tr.at, func(s procedure.StageDef, _ way) bool { return s.ID == "sign_off" }) {
		if h.stage != "sign_off" {
			tr.leave(h.way)
		}
	}
	tr.bring(tr.present())
	w := &jointLaw{no: tr.stageNo, jointWorld: &jointWorld{world: tr.world, args: dossier.Args{Package: tr.pack()},
		second: storetest.Person(t, s, "Потписник Другог", "MDRUGO signer"), third: storetest.Person(t, s, "Потписник Трећег", "MTREBE signer")}}
	w.do(w.world.second, dossier.Prepare, w.args)
	return w
}

// before returns whose signatures come before the person's.
func (w *jointLaw) before(person string) string {
	w.t.Helper()
	row, _ := w.ask(person, dossier.Sign, w.args)
	if row.Verdict.Code != dossier.CodeSignatureBefore {
		w.t.Errorf("got %s %s, want %s", row.Verdict.Status, row.Verdict.Code, dossier.CodeSignatureBefore)
	}
	return row.Params["before"]
}

// preparedAgain sees nobody sign before it is prepared again, and then which
// signatures are missing.
func (w *jointLaw) preparedAgain(missing string) {
	w.t.Helper()
	w.refuses("before it is prepared again", w.signerA, dossier.Sign, w.args, dossier.CodeNewerThanPrepared)
	w.do(w.world.second, dossier.Prepare, w.args)
	if got := w.missing(); got != missing {
		w.t.Errorf("missing %s, want %s", got, missing)
	}
}

func (w *jointLaw) run() store.StageView { return w.see(w.drafter).Stages[w.no-1] }

func (w *jointLaw) approved() bool {
	return w.run().Outcome == "approved"
}

func (w *jointLaw) slots() string {
	all := ""
	for _, s := range w.run().Slots {
		all += s.BodyCode + " "
	}
	return all
}

func TestShippedActsThatMinistriesProposeTogetherAreSignedByEachAfterTheLead(t *testing.T) {
	for _, id := range []string{"rs.law.government", "rs.bylaw.decree", "rs.bylaw.rulebook", "rs.policydoc"} {
		t.Run(id, func(t *testing.T) {
			w := proposedTogether(t, id, "MDRUGO", "MTREBE")
			if got := w.missing(); got != "0 of 4 MDRUGO,MTEST,MTREBE" {
				t.Errorf("missing %s", got)
			}
			if got := w.before(w.second); got != "MTEST" {
				t.Errorf("before the lead: %q signs first", got)
			}
			w.do(w.signerA, dossier.Sign, w.args)
			if got := w.before(w.third); got != "MTEST" {
				t.Errorf("after the lead's first: %q signs first", got)
			}
			w.do(w.signerB, dossier.Sign, w.args)
			w.refuses("a third of the lead", storetest.Person(t, w.s, "Потписник Пети", "MTEST signer"), dossier.Sign, w.args, dossier.CodeBodySigned)
			if !w.waiting(w.second) || !w.waiting(w.third) {
				t.Error("it does not wait for the co-proposers")
			}
			w.do(w.third, dossier.Sign, w.args)
			if got := w.missing(); got != "3 of 4 MDRUGO" || w.approved() {
				t.Errorf("missing %s, approved %t", got, w.approved())
			}
			w.refuses("once more for the same body", storetest.Person(t, w.s, "Други потписник Трећег", "MTREBE signer"), dossier.Sign, w.args, dossier.CodeBodySigned)
			if d := cmp.Diff("MTEST MDRUGO MTREBE ", w.slots()); d != "" {
				t.Errorf("places (-want +got):\n%s", d)
			}
			w.do(w.second, dossier.Sign, w.args)
			if !w.approved() {
				t.Error("all have signed and the stage goes on")
			}
			_, err := w.s.DB().ExecContext(t.Context(), `DELETE FROM signature_requests`)
			if err == nil || !strings.Contains(err.Error(), "append-only once the stage is over") {
				t.Errorf("requests of a stage that is over are taken away: %v", err)
			}
		})
	}
}

func TestWhoProposesAloneSignsAsBefore(t *testing.T) {
	w := proposedTogether(t, "rs.law.government")
	if got := w.missing(); got != "0 of 2 MTEST" {
		t.Errorf("missing %s", got)
	}
	w.refuses("another ministry", w.second, dossier.Sign, w.args, dossier.CodeNotYourBody)
	w.do(w.signerA, dossier.Sign, w.args)
	if w.approved() {
		t.Error("one signature is enough")
	}
	w.do(w.signerB, dossier.Sign, w.args)
	if !w.approved() {
		t.Error("two signatures are not enough")
	}
}

func TestWhoJoinsWhileItIsBeingSignedSignsToo(t *testing.T) {
	w := proposedTogether(t, "rs.law.government", "MDRUGO")
	w.do(w.signerA, dossier.Sign, w.args)
	w.do(w.signerB, dossier.Sign, w.args)
	w.refuses("before it has joined", w.third, dossier.Sign, w.args, dossier.CodeNotYourBody)
	w.do(w.signerA, dossier.JoinProposer, dossier.Args{Body: "MTREBE", Reasons: "Закључак о заједничком предлогу."})
	w.preparedAgain("0 of 4 MDRUGO,MTEST,MTREBE")
	w.do(w.signerA, dossier.Sign, w.args)
	w.do(w.signerB, dossier.Sign, w.args)
	deputy := storetest.Person(t, w.s, "Заменик", "MTREBE officer")
	w.lend(w.third, deputy, dossier.Signer, func(d *dossier.Delegation) { d.Body = "MTREBE" })
	if !w.waiting(deputy) {
		t.Error("it does not wait for the delegate")
	}
	w.do(w.second, dossier.Sign, w.args)
	if w.approved() {
		t.Error("who joined is not waited for")
	}
	w.refuses("for another body than the delegator's", deputy, dossier.Sign, dossier.Args{Package: w.args.Package, Body: "MDRUGO"}, dossier.CodeBodySigned)
	w.do(deputy, dossier.Sign, w.args)
	if !w.approved() {
		t.Error("the delegate's signature does not count")
	}
	hands := w.run().Hands
	if last := hands[len(hands)-1]; last.BodyCode != "MTREBE" || last.OnBehalf != "Потписник Трећег" {
		t.Errorf("the last signature is %+v", last)
	}
}

func TestWhoLeavesWhileItIsBeingSignedIsNotAwaited(t *testing.T) {
	leave := func(body string) dossier.Args {
		return dossier.Args{Body: body, Reasons: "Не слажемо се са чланом 2."}
	}
	t.Run("before the others have signed", func(t *testing.T) {
		w := proposedTogether(t, "rs.law.government", "MDRUGO", "MTREBE")
		w.do(w.third, dossier.LeaveProposer, leave("MTREBE"))
		w.preparedAgain("0 of 3 MDRUGO,MTEST")
		if w.slots() != "MTEST MDRUGO " {
			t.Errorf("places %s", w.slots())
		}
		w.refuses("who has left", w.third, dossier.Sign, w.args, dossier.CodeNotYourBody)
		w.do(w.signerA, dossier.JoinProposer, dossier.Args{Body: "MTREBE", Reasons: "Ипак заједно."})
		if got := w.missing(); got != "0 of 4 MDRUGO,MTEST,MTREBE" {
			t.Errorf("what was prepared first is proposed again, and missing %s", got)
		}
	})
	for _, c := range []struct{ name, by string }{{"as the last that is awaited, by itself", "third"}, {"as the last that is awaited, sent away by the lead", "lead"}} {
		t.Run(c.name, func(t *testing.T) {
			w := proposedTogether(t, "rs.law.government", "MDRUGO", "MTREBE")
			w.do(w.signerA, dossier.Sign, w.args)
			w.do(w.signerB, dossier.Sign, w.args)
			w.do(w.second, dossier.Sign, w.args)
			who := w.third
			if c.by == "lead" {
				who = w.signerA
			}
			if e := w.do(who, dossier.LeaveProposer, leave("MTREBE")); e.Ended || w.approved() {
				t.Errorf("what was signed as a proposal of three is approved as one of two: %+v", e)
			}
			w.preparedAgain("0 of 3 MDRUGO,MTEST")
			w.do(w.signerA, dossier.Sign, w.args)
			w.do(w.signerB, dossier.Sign, w.args)
			w.do(w.second, dossier.Sign, w.args)
			if !w.approved() {
				t.Errorf("the record says %q", w.run().Outcome)
			}
		})
	}
	t.Run("having signed: the signature counts no more", func(t *testing.T) {
		w := proposedTogether(t, "rs.law.government", "MDRUGO", "MTREBE")
		w.do(w.signerA, dossier.Sign, w.args)
		w.do(w.signerB, dossier.Sign, w.args)
		w.do(w.third, dossier.Sign, w.args)
		w.do(w.signerA, dossier.LeaveProposer, leave("MTREBE"))
		w.preparedAgain("0 of 3 MDRUGO,MTEST")
		w.do(w.signerA, dossier.Sign, w.args)
		w.do(w.signerB, dossier.Sign, w.args)
		w.do(w.second, dossier.Sign, w.args)
		if !w.approved() {
			t.Error("all that propose have signed and the stage goes on")
		}
	})
	t.Run("before the lead has asked for signatures", func(t *testing.T) {
		s, _ := storetest.Open(t)
		storetest.Register(t, s, storetest.Joint)
		w := newWorldIn(t, s, "test.joint", store.Opening{CoProposers: []string{"MDRUGO"}})
		w.addAct(draft)
		w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "drafted"})
		if e := w.do(w.stranger, dossier.LeaveProposer, leave("MDRUGO")); e.Ended {
			t.Error("a text that nobody has signed is approved")
		}
		if _, err := w.s.Dossier(t.Context(), w.stranger, w.ref); dossier.CodeOf(err) != dossier.CodeNotFound || err == nil {
			t.Errorf("who left sees what is not public: %v", err)
		}
	})
}
