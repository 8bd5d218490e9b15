package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// revising is a dossier whose debate is over, with its report and its answers.
func revising(t *testing.T) *world {
	t.Helper()
	w := beforeDebate(t)
	w.debate()
	return w
}

// debate holds the debate that the dossier waits for, and its report.
func (w *world) debate() {
	w.t.Helper()
	w.publish()
	for w.stage.ID == "public_debate" {
		w.lapse()
	}
	w.lapse()
	w.declares()
}

func (w *world) rewrite(text string, reason dossier.ChangeReason) string {
	w.t.Helper()
	added, err := w.s.AddPackage(w.t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: reason,
		Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(text)}}})
	if err != nil {
		w.t.Fatalf("add package: %v", err)
	}
	w.compares()
	return added.Hash
}

func (w *world) revises() string {
	w.t.Helper()
	row, _ := w.ask(w.drafter, dossier.Complete, dossier.Args{Outcome: "revised"})
	for _, u := range row.Unmet {
		if u.Code == "material_change_decided" {
			return answer(row) + " " + u.Params["articles"]
		}
	}
	return answer(row)
}

func TestWhatCountsAsAChangeAfterTheDebate(t *testing.T) {
	for _, c := range []struct {
		name, text string
		reason     dossier.ChangeReason
		want       string
	}{
		{"nothing", "", "", ""},
		{"quotation marks and spaces", strings.ReplaceAll(draft, "уређују се пробе", "уређују  се пробе"), dossier.LegalTechnical, ""},
		{"the other script", "ZAKON\nO PROBAMA\n\nPredmet\nČlan 1.\nOvim zakonom uređuju se probe.\n\nRok\nČlan 2.\nOrgan odgovara u roku od 30 dana.\n\nProba se objavljuje.\n", dossier.LegalTechnical, ""},
		{"a number of an article", strings.ReplaceAll(draft, "Члан 2.", "Члан 3."), dossier.LegalTechnical, ""},
		{"a term", strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.ByComments, "unmet, material_change_decided 1"},
		{"a term, called a technical correction", strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.LegalTechnical, "unmet, material_change_decided 1"},
		{"two articles", strings.NewReplacer("30 дана", "20 дана", "уређују се пробе", "уређује се проба").Replace(draft), dossier.ByComments, "unmet, material_change_decided 2"},
		{"an article more", draft + "\nНадзор\nЧлан 3.\nНадзор врши министарство.\n", dossier.OwnInitiative, "unmet, material_change_decided 1"},
		{"the name of the act", strings.ReplaceAll(draft, "О ПРОБАМА", "О ПРОБАМА И ПОКУШАЈИМА"), dossier.OwnInitiative, "unmet, material_change_decided 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := revising(t)
			if c.text != "" {
				w.rewrite(c.text, c.reason)
			}
			if got := w.revises(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestThatNoRoundFollowsIsDecidedOnTheseTexts(t *testing.T) {
	w := revising(t)
	args := dossier.Args{Outcome: store.NoNewRound, Reasons: "Рок је скраћен на предлог из расправе.", Package: w.hash(t)}
	w.refuses("before anything has changed", w.signerA, dossier.DecideMaterialChange, args, dossier.CodeNothingChanged)
	shorterTerm := strings.ReplaceAll(draft, "30 дана", "20 дана")
	args.Package = w.rewrite(shorterTerm, dossier.ByComments)
	for _, c := range []struct {
		name, who string
		args      dossier.Args
		want      dossier.Code
	}{
		{"a drafter", w.drafter, args, dossier.CodeWrongRole},
		{"without reasons", w.signerA, dossier.Args{Outcome: args.Outcome, Package: args.Package}, dossier.CodeReasonsRequired},
		{"another outcome", w.signerA, dossier.Args{Outcome: "maybe", Reasons: "Р.", Package: args.Package}, dossier.CodeOutcomeUnknown},
		{"on no package", w.signerA, dossier.Args{Outcome: args.Outcome, Reasons: "Р."}, dossier.CodePackageChanged},
		{"on another package", w.signerA, dossier.Args{Outcome: args.Outcome, Reasons: "Р.", Package: "sha256:" + sha}, dossier.CodePackageChanged},
	} {
		w.refuses(c.name, c.who, dossier.DecideMaterialChange, c.args, c.want)
	}
	w.do(w.signerA, dossier.DecideMaterialChange, args)
	w.refuses("a second time", w.signerB, dossier.DecideMaterialChange, args, dossier.CodeNothingChanged)

	all, err := w.see("").Deviations()
	if err != nil || len(all) == 0 {
		t.Fatalf("got %v %v", all, err)
	}
	d := all[len(all)-1]
	if d.Code != store.NotDebated || d.Reason != args.Reasons || d.Person != "Потписник Први" || d.PersonBody.Code != "MTEST" || !d.Exempts {
		t.Errorf("the public sees %+v", d)
	}
	view, err := w.s.MaterialChange(t.Context(), "", w.ref)
	if err != nil || view.From != 0 || len(view.Decisions) != 1 || !view.Decisions[0].Holds || view.Decisions[0].Changes != 1 {
		t.Errorf("the public sees %+v %v", view, err)
	}
	view, err = w.s.MaterialChange(t.Context(), w.drafter, w.ref)
	if err != nil || view.From != 1 || view.To != 2 || view.Changes != 1 || view.Decided != store.NoNewRound || !view.ToDebate {
		t.Errorf("the drafter sees %+v %v", view, err)
	}

	_, err = w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.DocumentsReason,
		Documents: []store.NewDocument{{Kind: "annex", Name: "prilog.txt", Bytes: []byte("Прилог")}}})
	if err != nil {
		t.Fatal(err)
	}
	checks, err := w.s.Checks(t.Context(), w.drafter, w.ref)
	if err != nil || !checks[len(checks)-1].Holds {
		t.Errorf("a document beside the text asks again: %+v %v", checks, err)
	}
	w.rewrite(strings.ReplaceAll(draft, "30 дана", "10 дана"), dossier.OwnInitiative)
	if got := w.revises(); got != "unmet, material_change_decided 1" {
		t.Errorf("on a later text: got %q", got)
	}
	w.rewrite(shorterTerm, dossier.OwnInitiative)
	if got := w.revises(); got != "" {
		t.Errorf("on the text that was decided on: got %q", got)
	}
}

func TestTheDecisionOnChangesWaitsForWhoMayTakeIt(t *testing.T) {
	w := revising(t)
	clerk := storetest.Person(t, w.s, "Заменик Пробић", "MTEST drafter")
	w.lend(w.signerA, clerk, dossier.Signer, only(w.ref))
	other := storetest.Person(t, w.s, "Потписник Други Орган", "MDRUGO signer")
	check := func(when string, want dossier.CommandName) {
		t.Helper()
		for _, person := range []string{w.signerA, w.signerB, clerk} {
			got := w.waits(person)
			if person == clerk && want == "" && got == dossier.Complete { // as a drafter
				got = ""
			}
			if got != want {
				t.Errorf("%s: %q waits, want %q", when, got, want)
			}
		}
		if got := []dossier.CommandName{w.waits(w.drafter), w.waits(other), w.waits(w.stranger), w.waits("")}; !cmp.Equal(got, []dossier.CommandName{dossier.Complete, "", "", ""}) {
			t.Errorf("%s: of who may not decide, %q waits", when, got)
		}
	}
	check("before anything has changed", "")
	w.rewrite(strings.ReplaceAll(draft, "уређују се пробе", "уређују  се пробе"), dossier.LegalTechnical)
	check("when spaces have changed", "")
	changed := w.rewrite(strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.ByComments)
	check("when a term has changed", dossier.DecideMaterialChange)
	all, err := w.s.Pending(t.Context(), w.signerB)
	if err != nil || all[0].Changed != 1 || all[0].Asker != "Цртач Први" || all[0].Since.After(all[0].Now) {
		t.Errorf("got %+v %v", all, err)
	}
	tasks, err := w.s.Tasks(t.Context(), w.signerA)
	if err != nil || len(tasks) != 1 || !slices.Contains(tasks[0].Commands, dossier.DecideMaterialChange) {
		t.Errorf("a program is told of %+v %v", tasks, err)
	}
	w.do(w.signerB, dossier.DecideMaterialChange, dossier.Args{Outcome: store.NoNewRound, Reasons: "Предлог је из расправе.", Package: changed})
	check("when it is decided", "")
	w.rewrite(strings.ReplaceAll(draft, "30 дана", "10 дана"), dossier.OwnInitiative)
	check("when the text has changed again", dossier.DecideMaterialChange)
}

func TestADossierThatNobodyElseSeesWaitsForTheDecisionToo(t *testing.T) {
	w := revising(t)
	w.rewrite(strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.ByComments)
	if v := w.see(w.signerA); !v.Rehearsal || v.PublicPackage >= v.PackageNo {
		t.Fatalf("the text is known to all: %+v", v.DossierRow)
	}
	o, err := w.s.Outlook(t.Context(), w.signerA, w.ref)
	if err != nil || len(o.Waits) != 2 || o.Waits[0].For != dossier.AwaitsChanges || o.Waits[0].Command != dossier.DecideMaterialChange {
		t.Errorf("it waits for %+v %v", o.Waits, err)
	}
}

func TestAnotherRoundAsksForEverythingAgain(t *testing.T) {
	w := beforeDebate(t)
	first := w.send(w.publish().Round, "k1", on("art_2", "Рок је предуг."))
	for w.stage.ID == "public_debate" {
		w.lapse()
	}
	w.lapse()
	w.declares()
	w.refusesUnmet(t, w.drafter, "revised", "every_comment_answered")
	w.answers(first)
	hash := w.rewrite(strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.ByComments)
	w.do(w.signerA, dossier.DecideMaterialChange, dossier.Args{Outcome: store.NewRound, Reasons: "Рок је битно скраћен.", Package: hash})
	if w.stage.ID != "public_debate" {
		t.Fatalf("in %s", w.stage.ID)
	}
	if got := w.see("").Stages[w.stageNo-2]; got.Outcome != "new_debate" || got.Reasons != "Рок је битно скраћен." || got.ForCode != "MTEST" {
		t.Errorf("the public sees %+v", got)
	}
	row, _ := w.ask(w.drafter, dossier.Extend, dossier.Args{Until: "2026-12-01", Reasons: "Р."})
	if row.Verdict.Code == "" {
		t.Error("a repeated consultation runs without new proofs")
	}
	second := w.send(w.publish().Round, "k2", on("art_2", "Рок је прекратак."))
	for w.stage.ID == "public_debate" {
		w.lapse()
	}
	w.lapse()
	w.declares()
	rounds, _, err := w.s.Rounds(t.Context(), w.drafter, w.ref, "", store.Page{})
	if err != nil || len(rounds) != 2 || rounds[0].Report == "" || rounds[1].Report == "" || rounds[0].Report == rounds[1].Report {
		t.Fatalf("got %+v %v", rounds, err)
	}
	w.refusesUnmet(t, w.drafter, "revised", "every_comment_answered")
	w.answers(second)
	if got := w.revises(); got != "" { // what was debated last is what there is
		t.Errorf("got %q", got)
	}
	w.checkLedger(t)
}

// refusesUnmet fails the test unless completing with an outcome meets that one
// condition against it.
func (w *world) refusesUnmet(t *testing.T, person, outcome, code string) {
	t.Helper()
	row, _ := w.ask(person, dossier.Complete, dossier.Args{Outcome: outcome, Reasons: "Р."})
	if got := answer(row); got != "unmet, "+code {
		t.Errorf("%s: got %q, want %s", outcome, got, code)
	}
}

// answers answers every comment of a submission.
func (w *world) answers(sent store.Accepted) {
	w.t.Helper()
	for _, id := range sent.Comments {
		_, err := w.s.Answer(w.t.Context(), w.drafter, store.NewAnswer{Comment: id, Outcome: dossier.Accepted, Reasons: "Прихвата се."})
		if err != nil {
			w.t.Fatalf("answer: %v", err)
		}
	}
}

// An act of 300 articles, of which every tenth has changed: what the page of the
// dossier pays for it, and the first who asks.
func BenchmarkChangesAfterTheDebate(b *testing.B) {
	text := func(days int) string {
		var s strings.Builder
		s.WriteString("ЗАКОН\nО ПРОБАМА\n\n")
		for i := range 300 {
			fmt.Fprintf(&s, "Члан %d.\nОрган број %d одговара у року од %d дана и о томе обавештава министарство надлежно за послове проба.\n\n", i+1, i, 10+(i+1)%10/9*days)
		}
		return s.String()
	}
	s, _ := storetest.Open(b)
	storetest.Register(b, s, storetest.Decided)
	w := newWorldIn(b, s, "test.decided", rehearsal())
	secretary := storetest.Person(b, s, "Секретар", "KOLEGIJUM secretary")
	w.addAct(text(0))
	w.collected()
	w.do(secretary, dossier.RecordConclusion, session("required"))
	w.debate()
	w.rewrite(text(7), dossier.ByComments)
	asked := func() {
		v, err := s.MaterialChange(b.Context(), w.drafter, w.ref)
		if err != nil || v.Changes == 0 {
			b.Fatalf("got %+v %v", v, err)
		}
	}
	at := time.Now()
	asked()
	first := time.Since(at)
	for b.Loop() {
		asked()
	}
	b.ReportMetric(float64(first.Microseconds())/1000, "ms/first")
}
