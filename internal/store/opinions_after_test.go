package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// brings adds a version with a document beside the act.
func (a asked) brings(kind dossier.DocumentKind, text string) {
	a.t.Helper()
	_, err := a.s.AddPackage(a.t.Context(), a.drafter, store.NewPackage{Ref: a.ref, Reason: dossier.OwnInitiative,
		Documents: []store.NewDocument{{Kind: kind, Name: string(kind) + ".txt", Bytes: []byte(text)}}})
	if err != nil {
		a.t.Fatal(err)
	}
}

func (a asked) current() string {
	a.t.Helper()
	all := ""
	for _, o := range a.view().Stages[0].Opinions {
		if o.Current {
			all += o.BodyCode + " "
		}
	}
	return all
}

func TestWhatComesAfterOpinionsDoesNotVoidThem(t *testing.T) {
	after := []string{"    docs: [act]\n", "    docs: [act]\n    docs_after: [opinions_response]\n"}
	t.Run("the answer to them, and another one", func(t *testing.T) {
		a := newAsked(t, after...)
		a.give(a.osz, dossier.PositiveWithRemarks)
		a.give(a.omf, dossier.Positive)
		a.brings("opinions_response", "Прихвата се.")
		a.brings("opinions_response", "Прихвата се делимично.")
		if got := a.awaited(); got != "" {
			t.Errorf("awaited %q", got)
		}
		if got := a.current(); got != "OMF OSZ " {
			t.Errorf("on this package are the opinions of %q", got)
		}
		a.brings("annex", "Прилог.")
		if got := a.awaited(); got != "|OMF,OSZ" {
			t.Errorf("awaited %q, want both on another package", got)
		}
		if got := a.current(); got != "" {
			t.Errorf("on this package are the opinions of %q", got)
		}
	})
	t.Run("while others have not spoken, nor does it give them a new term", func(t *testing.T) {
		a := newAsked(t, after...)
		a.give(a.osz, dossier.PositiveWithRemarks)
		before := a.dues()
		_, err := a.s.DB().ExecContext(t.Context(), `UPDATE dossiers SET clock_legal = clock_legal + interval '2 days' WHERE ref = $1`, a.ref)
		if err != nil {
			t.Fatal(err)
		}
		a.brings("opinions_response", "Прихвата се.")
		if d := cmp.Diff(before, a.dues()); d != "" {
			t.Errorf("terms (-before +after):\n%s", d)
		}
		if a.waits(a.osz) != "" || a.waits(a.omf) != dossier.GiveOpinion {
			t.Errorf("it waits for %q and %q", a.waits(a.osz), a.waits(a.omf))
		}
		a.give(a.omf, dossier.Positive)
		if a.stage.ID != "decision" {
			t.Error("all have spoken and the stage goes on")
		}
	})
	t.Run("beside legal-technical corrections, which the secretariat has seen", func(t *testing.T) {
		a := newAsked(t, after...)
		a.give(a.osz, dossier.PositiveWithRemarks)
		a.brings("opinions_response", "Прихвата се.")
		a.version(dossier.LegalTechnical, strings.Replace(draft, "Орган одговара", "Надлежни орган одговара", 1))
		a.give(a.omf, dossier.Positive)
		a.give(a.osz, dossier.Positive)
		a.brings("opinions_response", "Прихвата се у целини.")
		if got := a.awaited(); got != "" || a.stage.ID != "decision" {
			t.Errorf("awaited %q in %s", got, a.stage.ID)
		}
	})
	t.Run("where the definition does not say so, it does", func(t *testing.T) {
		a := newAsked(t)
		a.give(a.osz, dossier.Positive)
		a.give(a.omf, dossier.Positive)
		a.brings("opinions_response", "Прихвата се.")
		if got := a.awaited(); got != "|OMF,OSZ" {
			t.Errorf("awaited %q, want both on another package", got)
		}
	})
}
