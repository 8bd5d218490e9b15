package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestADossierGoesOverToANewerVersionWhileItsRoundIsOpen takes one from a version
// to another on real Postgres and Temporal, and to a third of which nobody tells
// its workflow.
func TestADossierGoesOverToANewerVersionWhileItsRoundIsOpen(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MPAD")
	drafter, operator := s.person("Цртач", "MPAD drafter"), s.person("Оператер", "SG operator")
	version := func(date, signers, term string) *procedure.Definition {
		t.Helper()
		d, err := procedure.Get("test.two_stage")
		if err != nil {
			t.Fatal(err)
		}
		d, err = procedure.Load([]byte(strings.NewReplacer(`version: "2026-01-01"`, `version: "`+date+`"`, "signers: 2", "signers: "+signers, "kind: min, term: 5d", "kind: min, term: "+term).
			Replace(string(d.Source))))
		if err != nil {
			t.Fatal(err)
		}
		err = s.store.RegisterDefinition(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	tr := s.openRehearsal(drafter)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.publish("consultation", drafter, "own_site", "ekonsultacije")
	ref := dossier.Ref(tr.ref)
	stands := func(want *procedure.Definition) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; {
			live, err := s.engine.Live(t.Context(), ref)
			found, driftErr := s.engine.Drift(t.Context(), []dossier.Ref{ref})
			if err == nil && driftErr == nil && live.Definition == want.Hash && found[0].Kind == store.InStep {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("the workflow stands under %s, %v, and is %v, %v; want version %s", live.Definition, err, found, driftErr, want.Version)
			}
		}
	}
	longer := version("2026-02-01", "3", "12d")
	a := args{"definition": longer.Hash, "reasons": "Измењен је Пословник.", "basis": "Сл. гласник РС, бр. 1/27."}
	if got := tr.ask("consultation", drafter, "migrate_procedure", a); got.status != http.StatusForbidden {
		t.Fatalf("a drafter migrates: %d %s", got.status, got.body)
	}
	tr.do("consultation", operator, "migrate_procedure", a)
	stands(longer)

	third := version("2026-03-01", "4", "12d")
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE dossiers SET definition = $2, procedure_version = $3, seq = seq + 1 WHERE ref = $1`, ref, third.Hash, third.Version)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.engine.Drift(t.Context(), []dossier.Ref{ref})
	if err != nil || found[0].Kind != store.Behind {
		t.Fatalf("a workflow that does not know of a version is %v, %v", found, err)
	}
	_, err = s.engine.Mend(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	stands(third)

	_, err = s.store.DB().ExecContext(t.Context(), `UPDATE dossiers SET definition = $2, procedure_version = $3 WHERE ref = $1`, ref, longer.Hash, longer.Version)
	if err != nil {
		t.Fatal(err)
	}
	err = s.temporal.TerminateWorkflow(t.Context(), ref.WorkflowID(), "", "lost")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.engine.Mend(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	stands(longer)
	tr.pass("consultation", "report")
	impossible := version("2026-04-01", "3", "60d")
	a["definition"] = impossible.Hash
	got := tr.ask("report", operator, "migrate_procedure", a)
	if got.status != http.StatusConflict || !strings.Contains(string(got.body), "too_short") {
		t.Errorf("what would have been impossible: %d %s", got.status, got.body)
	}
}
