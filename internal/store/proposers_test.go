package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestABodyJoinsAndLeavesAProposal(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	coDrafter := storetest.Person(t, w.s, "Цртач другог", "MDRUGO drafter")
	coSigner := storetest.Person(t, w.s, "Потписник другог", "MDRUGO signer")
	sees := func(person string) bool {
		_, err := w.s.Dossier(t.Context(), person, w.ref)
		return err == nil
	}
	adds := func(person, text string) error {
		_, err := w.s.AddPackage(t.Context(), person, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative,
			Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(text)}}})
		return err
	}
	if sees(coDrafter) {
		t.Error("a ministry sees what it has no part in")
	}
	join := dossier.Args{Body: "MDRUGO", Reasons: "Закључак два министра о заједничком предлогу."}
	w.do(w.signerA, dossier.JoinProposer, join)
	if !sees(coDrafter) {
		t.Error("a co-proposer does not see the dossier")
	}
	if err := adds(coDrafter, draft); err != nil {
		t.Errorf("a co-proposer's drafter adds no version: %v", err)
	}
	v := w.see(coDrafter)
	if len(v.Proposers) != 2 || len(v.Changes) != 1 || !v.Changes[0].Joined || v.Changes[0].Code != "MDRUGO" || v.Changes[0].Seq != w.seq {
		t.Errorf("got %v and %+v", v.Proposers, v.Changes)
	}
	w.refuses("a co-proposer's signer withdraws", coSigner, dossier.Withdraw, dossier.Args{Reasons: "Не.", Ground: string(dossier.PolicyChanged)}, dossier.CodeNotYourBody)

	w.do(coSigner, dossier.LeaveProposer, dossier.Args{Body: "MDRUGO", Reasons: "Не слажемо се са чланом 2."})
	if sees(coDrafter) {
		t.Error("who left sees what is not public")
	}
	if err := adds(coDrafter, draft+"\nЧлан 3.\nДодато.\n"); dossier.CodeOf(err) != dossier.CodeNotFound || err == nil {
		t.Errorf("who left adds a version: %v", err)
	}
	steps, err := w.s.Timeline(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	last := steps[len(steps)-1]
	if last.Name != string(dossier.LeaveProposer) || last.Outcome != "MDRUGO" || last.Reasons != "Не слажемо се са чланом 2." {
		t.Errorf("the story ends with %+v", last)
	}
	if v := w.see(w.drafter); len(v.Proposers) != 1 || len(v.Changes) != 2 || v.Changes[1].Joined {
		t.Errorf("got %v and %+v", v.Proposers, v.Changes)
	}
	w.do(w.signerA, dossier.JoinProposer, join)
	w.do(w.signerB, dossier.LeaveProposer, dossier.Args{Body: "MDRUGO", Reasons: "Раздвајају се предлози."})
	if v := w.see(w.drafter); len(v.Proposers) != 1 || len(v.Changes) != 4 {
		t.Errorf("having come again and been taken away: got %v and %+v", v.Proposers, v.Changes)
	}
}

func TestWhoMayChangeTheProposersAndWhen(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{CoProposers: []string{"MDRUGO"}})
	storetest.Ministry(t, w.s, "MTRECE")
	if err := w.s.AddBody(t.Context(), store.Body{Code: "ODBORX", NameSr: "Одбор", NameEn: "Committee", Collegial: true, ValidFrom: "2020-01-01"}); err != nil {
		t.Fatal(err)
	}
	if err := w.s.AddBody(t.Context(), store.Body{Code: "MBIVSE", NameSr: "Бивше", NameEn: "Former", ValidFrom: "2020-01-01", ValidTo: "2021-01-01"}); err != nil {
		t.Fatal(err)
	}
	third := storetest.Person(t, w.s, "Потписник трећег", "MTRECE signer")
	args := func(body string) dossier.Args { return dossier.Args{Body: body, Reasons: "Разлог."} }
	w.refuses("the lead's drafter", w.drafter, dossier.JoinProposer, args("MTRECE"), dossier.CodeWrongRole)
	w.refuses("a co-proposer's signer adds another", w.stranger, dossier.JoinProposer, args("MTRECE"), dossier.CodeNotYourBody)
	w.refuses("without reasons", w.signerA, dossier.JoinProposer, dossier.Args{Body: "MTRECE"}, dossier.CodeReasonsRequired)
	w.refuses("who proposes already", w.signerA, dossier.JoinProposer, args("MDRUGO"), dossier.CodeProposes)
	w.refuses("who does not propose", w.signerA, dossier.LeaveProposer, args("MTRECE"), dossier.CodeProposesNot)
	w.refuses("the lead", w.signerA, dossier.LeaveProposer, args("MTEST"), dossier.CodeLeadStays)
	w.refuses("the lead, by a co-proposer", w.stranger, dossier.LeaveProposer, args("MTEST"), dossier.CodeLeadStays)
	for _, body := range []string{"", "NEMA", "ODBORX", "MBIVSE"} {
		row, _ := w.ask(w.signerA, dossier.JoinProposer, args(body))
		if len(row.Fields) != 1 || row.Fields[0].Name != "args.body" || row.Fields[0].Code != dossier.CodeBodyUnknown {
			t.Errorf("%q: got %s %v", body, row.Verdict.Code, row.Fields)
		}
	}
	w.do(w.signerA, dossier.JoinProposer, args("MTRECE"))
	w.refuses("one co-proposer takes another away", third, dossier.LeaveProposer, args("MDRUGO"), dossier.CodeNotYourBody)

	w.publish()
	w.addAct(draft)
	w.publish()
	w.refuses("while the text is frozen", w.signerA, dossier.JoinProposer, args("MTRECE"), dossier.CodeTextClosed)
	w.refuses("leaving a frozen text", third, dossier.LeaveProposer, args("MTRECE"), dossier.CodeTextClosed)
	for _, n := range w.commands(w.signerA) {
		if n == dossier.JoinProposer || n == dossier.LeaveProposer {
			t.Errorf("%s is offered while the text is frozen", n)
		}
	}
}
