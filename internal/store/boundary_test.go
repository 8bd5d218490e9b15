package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestARoundWhoseEndHasComeIsNotExtended(t *testing.T) {
	w, _ := inRound(t)
	var due string
	for _, win := range w.see("").Stages[w.stageNo-1].Windows {
		due = max(due, win.Due)
	}
	w.lapse()   // the minimum for comments
	w.advance() // the end has come, and nobody has closed yet
	later, err := time.Parse(time.DateOnly, due)
	if err != nil {
		t.Fatal(err)
	}
	row, _ := w.ask(w.signerA, dossier.Extend, dossier.Args{Until: later.AddDate(0, 0, 7).Format(time.DateOnly), Reasons: "Молба."})
	if row.Verdict.Code != dossier.CodeRoundNotOpen {
		t.Errorf("got %s %s, want round_not_open", row.Verdict.Status, row.Verdict.Code)
	}
}

func TestAProofIsGivenOnce(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	proof := dossier.Args{Channel: "own_site", URL: "https://primer.example/a", SHA256: sha}
	w.do(w.drafter, dossier.PublishProof, proof)
	proof.URL = "https://primer.example/b"
	row, _ := w.ask(w.drafter, dossier.PublishProof, proof)
	if row.Verdict.Code != dossier.CodeChannelProved {
		t.Errorf("got %s, want channel_proved", row.Verdict.Code)
	}
}

func TestOnlyWhatTheStagePublishesBecomesPublic(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	_, err := w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.FirstVersion, Documents: []store.NewDocument{
		{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(draft)}, {Kind: "financial_statement", Name: "izjava.txt", Bytes: []byte("Процена.")}}})
	if err != nil {
		t.Fatal(err)
	}
	w.publish()
	versions, err := w.s.Packages(t.Context(), "", w.ref)
	if err != nil || len(versions) != 1 {
		t.Fatalf("versions: %+v %v", versions, err)
	}
	if len(versions[0].Documents) != 1 || versions[0].Documents[0].Kind != dossier.ActDocument {
		t.Errorf("the public sees %+v, want the act alone", versions[0].Documents)
	}
}

func TestRoundsThatEndTogetherAreAllListed(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Ministry(t, s, "MTEST")
	drafter := storetest.Person(t, s, "Цртач", "MTEST drafter")
	const rounds = 3
	for range rounds {
		ref, hash, err := s.OpenDossier(t.Context(), drafter, store.Opening{Title: "Закон", Kind: "law", Procedure: "test.two_stage", Lead: "MTEST", Visibility: dossier.Working})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{t: t, s: s, ref: ref, drafter: drafter}
		w.plan, err = s.LoadPlan(t.Context(), dossier.PlanInput{Definition: hash})
		if err != nil {
			t.Fatal(err)
		}
		w.enter(w.plan.First().ID)
		w.publish()
		w.addAct(draft)
		w.publish()
	}
	seen := map[string]bool{}
	for page := (store.Page{Limit: 1}); ; {
		list, next, err := s.Rounds(t.Context(), "", "", "", page)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			seen[r.ID] = true
		}
		if next == "" {
			break
		}
		page.Cursor = next
	}
	if len(seen) != rounds {
		t.Errorf("page by page there are %d rounds, want %d", len(seen), rounds)
	}
}

func TestATitleIsFoundInEitherScript(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	for _, q := range []string{"пробама", "probama", "PROBAMA", "nacrt zakona"} {
		list, _, err := w.s.Dossiers(t.Context(), w.drafter, store.DossierFilter{Query: q})
		if err != nil || len(list) != 1 {
			t.Errorf("%q: %d dossiers, %v", q, len(list), err)
		}
	}
}

// atOpinions takes a rulebook to its opinions.
func atOpinions(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "rs.bylaw.rulebook", rehearsal())
	w.addAct(draft)
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: w.stage.Outcomes[0].ID})
	w.publish()
	for w.stage.Kind == procedure.Consultation {
		w.lapse()
	}
	w.reports()
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "revised"})
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "regular"})
	if w.stage.Kind != procedure.Opinions {
		t.Fatalf("got stage %s, want opinions", w.stage.ID)
	}
	return w
}

func TestSilenceIsAboutOneText(t *testing.T) {
	w := atOpinions(t)
	w.lapse() // nobody says anything: no objection to this text
	if w.stage.ID != "sign_off" {
		t.Fatalf("after the term: got stage %s", w.stage.ID)
	}
	w.addAct(draft + "\nЧлан 3.\nНова одредба.\n")
	ways, err := w.s.Ways(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range ways[0].Unmet {
		if reason.Code == procedure.OpinionsBoundToText && reason.Params["other_text"] == "RSZ" {
			return
		}
	}
	t.Errorf("the silence of RSZ counts for a text that it never saw: %+v", ways[0].Unmet)
}

func TestTheTermForOpinionsBeginsAgainWithAnotherText(t *testing.T) {
	w := atOpinions(t)
	before, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
	if err != nil {
		t.Fatal(err)
	}
	w.addAct(draft + "\nЧлан 3.\nНова одредба.\n")
	version := 0
	err = w.s.DB().QueryRowContext(t.Context(), `
		SELECT max(w.version) FROM windows w JOIN dossiers d ON d.id = w.dossier WHERE d.ref = $1 AND w.stage_no = $2`, w.ref, w.stageNo).Scan(&version)
	if err != nil || version != 2 {
		t.Errorf("the term has version %d, %v; it ended at %s", version, err, before.Until)
	}
}

func TestTheTextIsFrozenFromTheSignOffOn(t *testing.T) {
	def, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]bool{"government_changes": true, "bill_alignment": true, "assembly_committees": true, "assembly_redaction": true}
	after := false
	for _, s := range def.Stages {
		if after && s.Text != procedure.TextFrozen && !open[s.ID] && s.ID != "promulgation" && s.ID != "second_promulgation" {
			t.Errorf("in %s the text may still change", s.ID)
		}
		after = after || s.ID == "sign_off"
	}
}
