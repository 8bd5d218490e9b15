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

// opining is a procedure in which two bodies are asked, and a third may be.
const opining = `id: test.opining
version: "2026-01-01"
title_sr: Пробна мишљења
title_en: Opinions for tests
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
bodies:
  - {code: OSZ, name_sr: Пробни секретаријат, name_en: Secretariat for tests}
  - {code: OMF, name_sr: Пробно министарство финансија, name_en: Ministry of Finance for tests}
  - {code: OMP, name_sr: Пробно министарство правде, name_en: Ministry of Justice for tests}
stages:
  - id: opinions
    title_sr: Мишљења
    title_en: Opinions
    kind: opinions
    docs: [act]
    windows:
      - {id: opinions, kind: max, term: 10wd, from: entry, basis: Пробни поступак, evidence: inferred}
    givers:
      - {body: OSZ, mandatory: always}
      - {body: OMF, mandatory: always}
      - {body: OMP, mandatory: conditional}
    legal_technical: OSZ
    silence: no_objection
    outcomes:
      - {id: collected, title_sr: Прибављена, title_en: Collected, next: decision}
    lapse: collected
    basis: Пробни поступак
    evidence: inferred
  - id: decision
    title_sr: Одлука
    title_en: Decision
    kind: drafting
    gates:
      - {code: opinions_bound_to_text, basis: Пробни поступак}
    outcomes:
      - {id: done, title_sr: Донета, title_en: Taken, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

// asked is a dossier that waits for opinions, with who gives them.
type asked struct {
	*world
	osz, omf, omp string
}

func newAsked(t *testing.T, change ...string) asked {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, strings.NewReplacer(change...).Replace(opining))
	a := asked{osz: storetest.Person(t, s, "Давалац Први", "OSZ opinion_giver"), omf: storetest.Person(t, s, "Давалац Други", "OMF opinion_giver"),
		omp: storetest.Person(t, s, "Давалац Трећи", "OMP opinion_giver")}
	a.world = newWorldIn(t, s, "test.opining", rehearsal())
	a.addAct(draft)
	return a
}

// view returns the dossier as its drafter sees it.
func (w *world) view() store.DossierView {
	w.t.Helper()
	v, err := w.s.Dossier(w.t.Context(), w.drafter, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func (a asked) give(person string, kind dossier.OpinionKind) dossier.Effect {
	a.t.Helper()
	text := ""
	if kind != dossier.Positive {
		text = "Члан 2. није јасан."
	}
	return a.do(person, dossier.GiveOpinion, dossier.Args{Opinion: kind, Text: text, Package: a.view().PackHash})
}

// dues returns the last day of each body's term.
func (a asked) dues() map[string]string {
	a.t.Helper()
	all := map[string]string{}
	for _, w := range a.view().Stages[0].Windows {
		all[w.Body] = w.Due
	}
	return all
}

func (a asked) awaited() string {
	a.t.Helper()
	ways, err := a.s.Ways(a.t.Context(), a.drafter, a.ref)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, r := range ways[0].Unmet {
		if r.Code == procedure.OpinionsBoundToText {
			return r.Params["missing"] + "|" + r.Params["other_text"]
		}
	}
	return ""
}

func (a asked) version(reason dossier.ChangeReason, text string) {
	a.t.Helper()
	_, err := a.s.AddPackage(a.t.Context(), a.drafter, store.NewPackage{Ref: a.ref, Reason: reason,
		Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(text)}}})
	if err != nil {
		a.t.Fatal(err)
	}
}

func TestEachBodyIsAskedInATermOfItsOwn(t *testing.T) {
	a := newAsked(t)
	if d := cmp.Diff(map[string]string{"OSZ": "2026-06-15", "OMF": "2026-06-15"}, a.dues()); d != "" { // ten working days after Monday 1 June
		t.Errorf("(-want +got):\n%s", d)
	}
	a.give(a.omf, dossier.Positive)
	row, _ := a.ask(a.drafter, dossier.AskOpinion, dossier.Args{Body: "OMP", Text: "О казненим одредбама."})
	if row.Verdict.Status != dossier.VerdictAccepted {
		t.Fatalf("asked a third: %s", row.Verdict.Code)
	}
	a.seq = a.view().Seq
	for _, c := range []struct {
		name, body string
		want       dossier.Code
	}{
		{"a body that is asked already", "OMP", dossier.CodeOpinionAsked},
		{"a body that the definition asks", "OSZ", dossier.CodeOpinionAsked},
		{"the proposer itself", "MTEST", dossier.CodeOpinionOfSelf},
		{"a body that there is not", "NEMA", dossier.CodeBodyUnknown},
	} {
		row, _ := a.ask(a.drafter, dossier.AskOpinion, dossier.Args{Body: c.body})
		if row.Verdict.Code != c.want {
			t.Errorf("%s: got %q, want %q", c.name, row.Verdict.Code, c.want)
		}
	}
	row, _ = a.ask(a.signerA, dossier.AskOpinion, dossier.Args{Body: "MDRUGO"})
	if row.Verdict.Code != dossier.CodeWrongRole {
		t.Errorf("a signer asks: got %q", row.Verdict.Code)
	}
	a.give(a.osz, dossier.Positive)
	if a.stage.ID != "opinions" {
		t.Fatal("the stage ended without the third")
	}
	a.give(a.omp, dossier.PositiveWithRemarks)
	if a.stage.ID != "decision" {
		t.Error("all have spoken and the stage goes on")
	}
}

func TestSilenceIsOfTheBodyWhoseTermPassed(t *testing.T) {
	for _, c := range []struct {
		name, silence, lapse string
		ends                 bool
		silent               int
	}{
		{"silence is no objection", "silence: no_objection", "lapse: collected", true, 1},
		{"silence is nothing", "silence: none", "lapse: collected", true, 0},
		{"silence is nothing, and nothing follows", "silence: none", "", false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newAsked(t, "silence: no_objection", c.silence, "    lapse: collected\n", "    "+c.lapse+"\n")
			a.give(a.osz, dossier.Positive)
			for range 2 { // the terms of both end on one day
				a.lapse()
			}
			v := a.view()
			n := 0
			for _, o := range v.Stages[0].Opinions {
				if o.Silent {
					n++
					if o.BodyCode != "OMF" {
						t.Errorf("%s is silent", o.BodyCode)
					}
				}
			}
			if n != c.silent || (a.stage.ID == "decision") != c.ends || v.Stages[0].Overdue == c.ends {
				t.Errorf("%d silent, in stage %s, overdue %t", n, a.stage.ID, v.Stages[0].Overdue)
			}
		})
	}
}

func TestANewVersionAsksAgain(t *testing.T) {
	t.Run("those who have spoken, and those who have not, in a new term", func(t *testing.T) {
		a := newAsked(t)
		a.give(a.osz, dossier.Positive)
		a.version(dossier.ByOpinion, strings.Replace(draft, "30 дана", "15 дана", 1))
		if got := a.awaited(); got != "OMF|OSZ" {
			t.Errorf("awaited %s, want one for the first time and one again", got)
		}
		a.give(a.omf, dossier.Positive)
		if a.stage.ID != "opinions" {
			t.Fatal("an opinion on the earlier text let the stage end")
		}
		a.give(a.osz, dossier.Positive)
		if a.stage.ID != "decision" {
			t.Error("confirmed, and the stage goes on")
		}
	})
	t.Run("legal-technical corrections go to the secretariat alone", func(t *testing.T) {
		a := newAsked(t)
		a.give(a.osz, dossier.PositiveWithRemarks)
		a.version(dossier.LegalTechnical, strings.Replace(draft, "Орган одговара", "Надлежни орган одговара", 1))
		a.give(a.omf, dossier.Positive)
		if a.stage.ID != "opinions" {
			t.Fatal("the secretariat has not seen the corrections")
		}
		a.version(dossier.LegalTechnical, strings.Replace(draft, "Орган одговара", "Надлежан орган одговара", 1))
		a.give(a.osz, dossier.Positive)
		if a.stage.ID != "decision" {
			t.Error("the ministry that saw the text before the corrections is asked again")
		}
		if got := a.awaited(); got != "" {
			t.Errorf("the gate after it: %s", got)
		}
	})
	t.Run("unless the secretariat says that they are none", func(t *testing.T) {
		a := newAsked(t)
		a.give(a.omf, dossier.Positive)
		a.version(dossier.LegalTechnical, strings.Replace(draft, "30 дана", "90 дана", 1))
		a.give(a.osz, dossier.Negative)
		if a.stage.ID != "opinions" {
			t.Fatal("the stage ended on an opinion about another text")
		}
		a.give(a.omf, dossier.Negative)
		if a.stage.ID != "decision" {
			t.Error("all have spoken and the stage goes on")
		}
	})
	t.Run("in the shorter term of a refresh, whose silence is agreement", func(t *testing.T) {
		a := newAsked(t, "    legal_technical: OSZ\n", "    refresh: {bodies: [OSZ], term: 2wd, silence: no_objection, basis: Пробни поступак, evidence: inferred}\n",
			"silence: no_objection\n    outcomes", "silence: none\n    outcomes")
		a.give(a.osz, dossier.Positive)
		a.version(dossier.ByOpinion, strings.Replace(draft, "30 дана", "15 дана", 1))
		if d := cmp.Diff(map[string]string{"OSZ": "2026-06-03", "OMF": "2026-06-15"}, a.dues()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		a.lapse()
		a.give(a.omf, dossier.Positive)
		if a.stage.ID != "decision" {
			t.Error("the secretariat was silent in its term, and the stage goes on")
		}
	})
}

func TestAVersionAfterTheOpinionsVoidsThem(t *testing.T) {
	a := newAsked(t)
	a.give(a.osz, dossier.Positive)
	a.give(a.omf, dossier.Positive)
	if got := a.awaited(); got != "" {
		t.Fatalf("awaited %s", got)
	}
	a.version(dossier.OwnInitiative, strings.Replace(draft, "30 дана", "90 дана", 1))
	if got := a.awaited(); got != "|OMF,OSZ" {
		t.Errorf("awaited %q, want both on another text", got)
	}
	row, _ := a.ask(a.drafter, dossier.Complete, dossier.Args{Outcome: "done"})
	if row.Verdict.Code != dossier.CodeUnmet {
		t.Errorf("went on with %q", row.Verdict.Code)
	}
}
