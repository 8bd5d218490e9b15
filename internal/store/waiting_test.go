package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// waits returns for what the dossier waits for a person; empty: for nothing.
func (w *world) waits(person string) dossier.CommandName {
	w.t.Helper()
	all, err := w.s.Pending(w.t.Context(), person)
	if err != nil {
		w.t.Fatalf("list what waits: %v", err)
	}
	n, err := w.s.CountTasks(w.t.Context(), person)
	if err != nil || n != len(all) {
		w.t.Errorf("counted %d, %v; listed %d", n, err, len(all))
	}
	if len(all) == 0 {
		return ""
	}
	if len(all) > 1 || all[0].Ref != w.ref || all[0].Title == "" || all[0].StageSr == "" || all[0].Since.IsZero() || all[0].Now.IsZero() {
		w.t.Errorf("got %+v", all)
	}
	return all[0].Command
}

func TestADossierWaitsForThoseWithoutWhomItDoesNotGoOn(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	check := func(when string, drafter, second, a, b dossier.CommandName) {
		t.Helper()
		got := []dossier.CommandName{w.waits(w.drafter), w.waits(w.second), w.waits(w.signerA), w.waits(w.signerB), w.waits(w.stranger), w.waits("")}
		if diff := cmp.Diff([]dossier.CommandName{drafter, second, a, b, "", ""}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("before the notice", dossier.PublishProof, dossier.PublishProof, "", "")
	w.publish()
	w.addAct(draft)
	w.publish()
	check("while comments are taken", "", "", "", "")
	w.lapse()
	if w.stage.ID == "consultation" {
		w.lapse()
	}
	check("before the report", dossier.PublishReport, dossier.PublishReport, "", "")
	w.reports()
	check("before it is prepared", dossier.Prepare, dossier.Prepare, "", "")
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
	check("when it is prepared", "", "", dossier.Sign, dossier.Sign)
	all, err := w.s.Pending(t.Context(), w.signerA)
	if err != nil || all[0].Asker != "Цртач Други" {
		t.Errorf("asked by %q, %v", all[0].Asker, err)
	}
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: w.hash(t)})
	check("when one has signed", "", "", "", dossier.Sign)
	w.addAct(draft + "\nЧлан 3.\nНова одредба.\n")
	check("when the text has changed", dossier.Prepare, dossier.Prepare, "", "")
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: w.hash(t)})
	w.do(w.signerB, dossier.Sign, dossier.Args{Package: w.hash(t)})
	check("at the end", "", "", "", "")
}

func TestChecksAreThoseOfThePresentStage(t *testing.T) {
	w := atDecision(t)
	holds := func() map[string]bool {
		t.Helper()
		all, err := w.s.Checks(t.Context(), w.signerA, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, c := range all {
			got[c.Code] = c.Holds
		}
		return got
	}
	want := map[string]bool{procedure.DocumentsPresent: true, procedure.EveryCommentAnswered: true, procedure.ClosingDeclared: true, procedure.ReportPublished: true,
		procedure.SignaturesComplete: false, procedure.PackagePrepared: false, procedure.PackageUnchanged: true, procedure.SealUnbroken: true}
	if diff := cmp.Diff(want, holds()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
	want[procedure.PackagePrepared] = true
	if diff := cmp.Diff(want, holds()); diff != "" {
		t.Errorf("prepared (-want +got):\n%s", diff)
	}
	_, err := w.s.Checks(t.Context(), w.stranger, w.ref)
	if err != nil { // published by now
		t.Errorf("a stranger: %v", err)
	}
}

func TestWhatMayBeSignedIsWhatWaits(t *testing.T) {
	w := atDecision(t)
	may := func(person string) dossier.Code {
		t.Helper()
		err := w.s.MaySign(t.Context(), person, w.ref)
		if err == nil {
			return ""
		}
		return dossier.CodeOf(err)
	}
	check := func(when, person string, want dossier.Code) {
		t.Helper()
		if got := may(person); got != want {
			t.Errorf("%s: got %q, want %q", when, got, want)
		}
		if waits := w.waits(person) == dossier.Sign; waits != (want == "") {
			t.Errorf("%s: it waits for them: %t", when, waits)
		}
	}
	clerk := storetest.Person(t, w.s, "Заменик Пробић", "MTEST drafter")
	check("nobody has prepared it", w.signerA, dossier.CodeNotPrepared)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
	check("a signer", w.signerA, "")
	check("who prepared it", w.second, dossier.CodeWrongRole)
	check("another ministry", w.stranger, dossier.CodeNotYourBody)
	w.lend(w.signerA, clerk, dossier.Signer)
	check("a delegate", clerk, "")
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: w.hash(t)})
	check("who has signed", w.signerA, dossier.CodeAlreadySigned)
	check("the delegate of who has signed", clerk, dossier.CodeDelegatorSigned)
	check("the other signer", w.signerB, "")
}
