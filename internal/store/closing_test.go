package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

func unmetCodes(row store.CommandRow) []string {
	var codes []string
	for _, r := range row.Unmet {
		codes = append(codes, r.Code)
	}
	return codes
}

func TestNothingButADeclarationMakesAClosingFinal(t *testing.T) {
	w, round := inRound(t)
	day := dossier.Day(w.view().LegalNow, time.UTC)
	sent := w.send(round, "a", on("art_1", "Рок је кратак.")).Comments[0]
	w.lapse()
	w.lapse()
	final := func() *time.Time {
		t.Helper()
		r, err := w.s.Round(t.Context(), w.drafter, round)
		if err != nil {
			t.Fatal(err)
		}
		return r.FinalAt
	}
	row, _ := w.ask(w.drafter, dossier.PublishReport, dossier.Args{})
	if row.Verdict.Status == dossier.VerdictAccepted || !slices.Contains(unmetCodes(row), procedure.ClosingDeclared) {
		t.Errorf("the report before the declaration: %s %v", row.Verdict.Status, unmetCodes(row))
	}
	err := w.s.DeclareFinal(t.Context(), w.drafter, round, false)
	if dossier.CodeOf(err) != dossier.CodePortalUndeclared || final() != nil {
		t.Errorf("nothing is said of the portal: %v", err)
	}

	e := w.lapse() // the last day of the report
	if !e.Ended || final() != nil {
		t.Fatalf("on the last day of the report: %+v, final %v", e, final())
	}
	first := w.reportOf(round)
	if first.Closing == nil || first.Closing.Final || first.Received != 1 || len(first.Unanswered) != 1 {
		t.Errorf("the report of the last day: %+v", first)
	}
	_, err = w.s.Enter(t.Context(), w.drafter, w.letter(round, "p", day, submission("Стигло поштом.")))
	if err != nil {
		t.Fatalf("late mail after the report of the last day: %v", err)
	}
	entered := w.numbered(round, 2)
	for _, id := range []string{sent, entered.ID} {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: id, Outcome: dossier.Accepted, Reasons: "Прихвата се."})
		if err != nil {
			t.Fatal(err)
		}
	}
	args := dossier.Args{Package: w.hash(t)}
	row, _ = w.ask(w.second, dossier.Prepare, args)
	if got := unmetCodes(row); !slices.Equal(got, []string{procedure.ClosingDeclared}) || final() != nil {
		t.Errorf("a gate before the declaration: %s %v", row.Verdict.Status, got)
	}

	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // once more, it does nothing
		err = w.s.DeclareFinal(t.Context(), w.drafter, round, true)
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := w.leaves(log.Size); !slices.Equal(got, []ledger.Kind{ledger.RoundClosed, ledger.ReportPublished}) {
		t.Errorf("the leaves are %v, want the final closing and the report on everything", got)
	}
	second := w.reportOf(round)
	c := second.Closing
	if c == nil || !c.Final || c.Portal != store.PortalNone || c.DeclaredBy != "Цртач Први" || c.DeclaredAt == nil || c.Entered != 1 || second.Received != 2 || second.Answered != 2 || second.Comments[1].Channel != string(dossier.Paper) {
		t.Errorf("the report on everything: %+v %+v", c, second)
	}
	view, err := w.s.Round(t.Context(), "", round)
	if err != nil || !view.Declared || view.DeclaredBy != "Цртач Први" || view.Portal != store.PortalNone || view.FinalAt == nil {
		t.Errorf("everybody sees the round as %+v, %v", view, err)
	}
	w.do(w.second, dossier.Prepare, args)
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
	log, err = w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	found, err := audit.Run(t.Context(), w.s.PublishedLog(true), audit.Options{Keys: []string{log.Key}})
	if err != nil || len(found.Faults) > 0 {
		t.Errorf("the audit finds %v, %v", found.Faults, err)
	}
}

// A report that was altered is named, whichever of the two of a round it is.
func TestBothReportsOfARoundAreHeldToTheirLeaves(t *testing.T) {
	w, _ := inRound(t)
	w.lapse()
	w.lapse()
	w.lapse()
	w.declares()
	if said, _ := w.checked(); said != "" {
		t.Fatalf("before it is altered: %s", said)
	}
	for _, provisional := range []bool{false, true} {
		change := func(from, to string) {
			w.tampers("report_parts", fmt.Sprintf(`UPDATE report_parts SET content = replace(content, '%s', '%s') WHERE provisional = %t`, from, to, provisional))
		}
		change(`"received":0`, `"received":1`)
		if _, found := w.checked(); len(found) != 1 || found[0].Leaf < 0 {
			t.Errorf("provisional %t, altered: found %v", provisional, found)
		}
		change(`"received":1`, `"received":0`)
	}
	w.tampers("report_parts", `DELETE FROM report_parts WHERE no = 1 AND NOT provisional`)
	if _, found := w.checked(); len(found) != 1 {
		t.Errorf("a part is lost: found %v", found)
	}
}
