package procedure_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Texts of the short procedure with which the tests give it traits.
const (
	unlisted = "listed: false"
	traits   = unlisted + `
traits:
  - id: novelty
    title_sr: Врста закона
    title_en: Kind of law
    basis: Пробни поступак
    values:
      - {id: systemic, title_sr: Нов закон, title_en: A new law}
      - {id: minor, title_sr: Мања измена, title_en: A minor amendment}
  - id: urgency
    title_sr: Хитност
    title_en: Urgency
    basis: Пробни поступак
    decided: true
    values:
      - {id: regular, title_sr: Редован, title_en: Regular}
      - {id: urgent, title_sr: Хитан, title_en: Urgent}
`
	report    = "title_en: Published, next: decision}"
	hurries   = "title_en: Published, next: decision, sets: {urgency: urgent}}"
	back      = "next: consultation, needs_reasons: true}"
	backSome  = "next: consultation, needs_reasons: true, when: {novelty: [minor]}}"
	documents = "    docs: [act]\n    public_docs: [act]\n"
)

func TestWhatDependsOnTheActIsAskedOfTheActAsItWas(t *testing.T) {
	minor := map[string]string{"novelty": "minor"}
	urgent := map[string]string{"novelty": "minor", "urgency": "urgent"}
	when := func(condition string) string {
		return documents + "    docs_when:\n      - {doc: annex, when: {" + condition + "}}\n"
	}
	with := func(changes ...string) []string { return append([]string{unlisted, traits}, changes...) }
	for _, c := range []struct {
		name       string
		was, is    []string
		traits     map[string]string
		impossible []string
		changes    []string
	}{
		{"the version has not the traits", with(), nil, minor, []string{"trait_unknown trait=novelty value=minor"}, nil},
		{"the version has another value", with(), with("id: minor", "id: small"), minor, []string{"trait_unknown trait=novelty value=minor"}, nil},
		{"the traits are new", nil, with(), nil, nil, []string{"trait_added trait=novelty value=systemic"}},
		{"a document for acts of another kind", with(), with(documents, when("novelty: [systemic]")), minor, nil, nil},
		{"a document for acts of its kind", with(), with(documents, when("novelty: [minor]")), minor, []string{"documents_lacked consultation documents=annex"}, nil},
		{"a document for what the act became later", with(report, hurries), with(report, hurries, documents, when("urgency: [urgent]")), urgent, nil,
			[]string{"documents_added consultation documents=annex"}},
		{"an outcome that is not for it", with(), with(back, backSome), map[string]string{"novelty": "systemic"}, []string{"outcome_barred decision outcome=returned"}, nil},
		{"an outcome that is", with(), with(back, backSome), minor, nil, nil},
		{"an outcome that makes it something else", with(report, hurries), with(), urgent, []string{"outcome_sets report outcome=published"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := returned()
			at.Traits = c.traits
			m, err := migrate(t, short(t, c.was...), short(t, c.is...), at)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([][]string{c.impossible, c.changes}, [][]string{said(m.Impossible), said(m.Changes)}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestARuleThatComesNewIsHeldAgainstADecisionThatIsMade(t *testing.T) {
	const session = "actor: VLADA\n    collegial: true"
	quorum := session + "\n    quorum: {members: 11, present: 6, basis: Пробни поступак, evidence: inferred}"
	behind := course(4)
	behind.Runs[3].Outcome, behind.Runs[3].Ended, behind.Runs[3].LastDay, behind.Runs[3].Concluded = "approved", noon(10), date(10), true
	behind.Runs = append(behind.Runs, procedure.Passed{Stage: "opinions", Entered: date(10)})
	for _, c := range []struct {
		name       string
		was, is    string
		course     procedure.Course
		impossible string
		changes    string
	}{
		{"behind", session, quorum, behind, "rule_unchecked decision rule=quorum", ""},
		{"behind, where it goes", quorum, session, behind, "", ""},
		{"now", session, quorum, course(4), "", "rule_changes decision rule=quorum"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := migrate(t, withOpinions(t, c.was), withOpinions(t, c.is), c.course)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{strings.Join(said(m.Impossible), " | "), strings.Join(said(m.Changes), " | ")}
			if diff := cmp.Diff([]string{c.impossible, c.changes}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
