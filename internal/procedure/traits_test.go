package procedure

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// choosing is a procedure in which nearly everything depends on the act.
const choosing = `id: test.choosing
version: "2026-01-01"
title_sr: Пробни поступак
title_en: A procedure for tests
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
acts: [law]
traits:
  - id: novelty
    title_sr: Врста закона
    title_en: Kind of law
    values:
      - {id: systemic, title_sr: Нов системски закон, title_en: A new systemic law}
      - {id: minor, title_sr: Мања измена, title_en: A minor amendment}
  - id: urgency
    title_sr: Хитност
    title_en: Urgency
    decided: true
    values:
      - {id: regular, title_sr: Редован, title_en: Regular}
      - {id: urgent, title_sr: Хитан, title_en: Urgent}
grounds:
  - {id: treaty, title_sr: Потврђивање уговора, title_en: Ratification, basis: Пробни поступак, evidence: inferred}
bodies:
  - {code: MF, name_sr: Министарство финансија, name_en: Ministry of Finance}
  - {code: NS, name_sr: Народна скупштина, name_en: National Assembly, collegial: true}
stages:
  - id: debate_required
    title_sr: Одлука о расправи
    title_en: Decision on a debate
    kind: decision
    actor: NS
    collegial: true
    quorum: {members: 250, present: 126, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: required, title_sr: Обавезна, title_en: Required, next: opinions}
      - {id: waived, title_sr: Не спроводи се, title_en: Waived, next: opinions, when: {novelty: [minor]}, needs_reasons: true, exempts: true, grounds: [treaty], sets: {urgency: urgent}}
    basis: Пробни поступак
    evidence: inferred
  - id: opinions
    title_sr: Мишљења
    title_en: Opinions
    kind: opinions
    docs: [act]
    docs_when:
      - {doc: annex, when: {novelty: [systemic]}}
    windows:
      - {id: short, kind: max, term: 10wd, from: entry, when: {novelty: [minor]}, basis: Пробни поступак, evidence: inferred}
      - {id: long, kind: max, term: 20wd, from: entry, when: {novelty: [systemic]}, basis: Пробни поступак, evidence: inferred}
    givers:
      - {body: MF, mandatory: conditional, when: {novelty: [systemic]}}
    refresh: {bodies: [MF], term: 5wd, silence: no_objection, basis: Пробни поступак, evidence: inferred}
    legal_technical: MF
    outcomes:
      - {id: collected, title_sr: Прибављена, title_en: Collected, next: sign_off}
    basis: Пробни поступак
    evidence: inferred
  - id: sign_off
    title_sr: Потпис
    title_en: Sign-off
    kind: decision
    signatures:
      - {by: lead, count: 2}
      - {by: co_proposers}
    ordered: true
    outcomes:
      - {id: approved, title_sr: Потписано, title_en: Signed, next: collect}
    basis: Пробни поступак
    evidence: inferred
  - id: collect
    title_sr: Потписи бирача
    title_en: Signatures of voters
    kind: drafting
    escalate_to: NS
    thresholds:
      - {count: 30000, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: collected, title_sr: Прикупљени, title_en: Collected, next: group}
    basis: Пробни поступак
    evidence: inferred
  - id: group
    title_sr: Радна група
    title_en: Working group
    kind: subprocess
    procedure: rs.workinggroup
    outcomes:
      - {id: done, title_sr: Образована, title_en: Formed, next: end, ends: completed}
      - {id: failed, title_sr: Није образована, title_en: Not formed, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

func TestWhatDependsOnTheActIsSound(t *testing.T) {
	if got := Check([]byte(choosing), "p.yaml"); got != nil {
		t.Fatalf("got %v", got)
	}
}

func TestTheDefinitionAppliesToTheAct(t *testing.T) {
	d, err := Load([]byte(choosing))
	if err != nil {
		t.Fatal(err)
	}
	type applied struct {
		Docs, Windows, Asked []string
		Waived               bool
	}
	for _, c := range []struct {
		name   string
		traits map[string]string
		want   applied
	}{
		{"nothing said: the first value", nil, applied{[]string{"act", "annex"}, []string{"long"}, []string{"MF always"}, false}},
		{"a value that is not known: the first", map[string]string{"novelty": "huge"}, applied{[]string{"act", "annex"}, []string{"long"}, []string{"MF always"}, false}},
		{"a minor amendment", map[string]string{"novelty": "minor"}, applied{[]string{"act"}, []string{"short"}, nil, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := d.For(c.traits)
			opinions, _ := a.Stage("opinions")
			got := applied{Docs: opinions.Docs}
			for _, w := range opinions.Windows {
				got.Windows = append(got.Windows, w.ID)
			}
			for _, g := range opinions.Givers {
				got.Asked = append(got.Asked, g.Body+" "+string(g.Mandatory))
			}
			decision, _ := a.Stage("debate_required")
			waived, _ := decision.Outcome("waived")
			got.Waived = !waived.Barred
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if decision.Main().ID != "required" {
				t.Errorf("the main outcome is %s", decision.Main().ID)
			}
		})
	}
	before, _ := d.Stage("opinions")
	if len(before.Windows) != 2 || slices.ContainsFunc(d.Stages[0].Outcomes, func(o OutcomeDef) bool { return o.Barred }) {
		t.Error("the definition itself was changed")
	}
	if n := len(d.Combinations()); n != 4 {
		t.Errorf("got %d combinations, want 4", n)
	}
}

func TestEveryFaultOfAConditionIsNamedAtItsLine(t *testing.T) {
	for _, c := range []struct{ name, old, new, at, want string }{
		{"a kind of act that is none", "acts: [law]", "acts: [poem]", "id: test", `acts: "poem" is not a kind of act`},
		{"a condition on no trait", "when: {novelty: [minor]}, needs", "when: {size: [minor]}, needs", "{id: waived", `stage debate_required, outcome waived: trait "size" is not a trait of this procedure`},
		{"a condition on no value", "when: {novelty: [minor]}, needs", "when: {novelty: [tiny]}, needs", "{id: waived", `stage debate_required, outcome waived: trait novelty has no value "tiny"`},
		{"a condition that is none", "when: {novelty: [minor]}, needs", "when: novelty, needs", "{id: waived", "when is a mapping of traits to values"},
		{"a trait of one value", "      - {id: urgent, title_sr: Хитан, title_en: Urgent}\n", "", "- id: urgency", "trait urgency has fewer than two values: nothing can depend on it"},
		{"a trait without a title", "    title_sr: Хитност\n", "", "- id: urgency", "trait urgency has no title in both languages"},
		{"a value twice", "{id: urgent, title_sr: Хитан", "{id: regular, title_sr: Хитан", "{id: regular, title_sr: Хитан", `a second value of trait urgency has the id "regular"`},
		{"a ground without basis", "title_en: Ratification, basis: Пробни поступак,", "title_en: Ratification,", "{id: treaty", "ground treaty has no basis"},
		{"an unknown ground", "grounds: [treaty], sets", "grounds: [haste], sets", "{id: waived", `stage debate_required, outcome waived: ground "haste" is not among the grounds of this procedure`},
		{"an exemption without reasons", "needs_reasons: true, exempts", "exempts", "{id: waived", "stage debate_required, outcome waived: an exemption needs reasons (needs_reasons: true)"},
		{"a trait that is set to nothing known", "sets: {urgency: urgent}", "sets: {urgency: soon}", "{id: waived", `stage debate_required, outcome waived: trait urgency has no value "soon"`},
		{"an unknown trait that is set", "sets: {urgency: urgent}", "sets: {haste: urgent}", "{id: waived", `stage debate_required, outcome waived: sets trait "haste", which is not a trait of this procedure`},
		{"no way on for some acts", "next: opinions}\n", "next: opinions, when: {novelty: [minor]}}\n", "- id: debate_required", "stage debate_required: no outcome may be taken for an act with novelty systemic"},
		{"a quorum above the body", "present: 126", "present: 260", "quorum: {", "stage debate_required: a quorum of 260 present and 0 in favour, of 250 members"},
		{"a quorum in numbers and percentages", "present: 126,", "present_above: 50,", "quorum: {", "stage debate_required: a quorum is either numbers of members or percentages of them, not both"},
		{"a quorum of more than all members", "members: 250, present: 126,", "present_above: 100,", "quorum: {", "present_above is a number from 0 to 99"},
		{"a majority of all members without a quorum", "members: 250, present: 126,", "in_favour_above: 50,", "quorum: {", "stage debate_required: the quorum says which part of the members must be in favour, but not which must be present (present_above)"},
		{"half with who presides where a majority of those present is enough", "members: 250, present: 126,", "present_above: 50, half_with_chair: true,", "quorum: {", "stage debate_required: half of the members with who presides are enough only where more than half are asked for (in_favour_above: 50)"},
		{"a quorum without basis", "present: 126, basis: Пробни поступак", "present: 126", "quorum: {", "stage debate_required: the quorum has no basis"},
		{"a quorum of some acts alone", "    quorum: {members: 250, present: 126, ", "    quorum_when:\n      - {when: {novelty: [minor]}, members: 250, present: 126, ", "- {when: {novelty", "stage debate_required: the conditions leave some acts without a quorum: there is no quorum beside quorum_when"},
		{"a quorum of most acts under a condition", "present: 126, ", "present: 126, when: {novelty: [minor]}, ", "quorum: {", "stage debate_required: the quorum of most acts stands under a condition; it belongs among quorum_when"},
		{"a quorum of some acts under no condition", "    quorum: {", "    quorum_when: [{members: 9, present: 5, basis: Пробни поступак, evidence: inferred}]\n    quorum: {", "quorum_when: [", "stage debate_required: a quorum of some acts stands under no condition"},
		{"a quorum of acts that there are not", "    quorum: {", "    quorum_when: [{members: 9, present: 5, when: {novelty: [old]}, basis: Пробни поступак, evidence: inferred}]\n    quorum: {", "quorum_when: [", `stage debate_required, quorum: trait novelty has no value "old"`},
		{"a document under no condition", "{doc: annex, when: {novelty: [systemic]}}", "{doc: annex}", "{doc: annex", "stage opinions: document annex stands under no condition; it belongs among docs"},
		{"a condition on who is always asked", "mandatory: conditional", "mandatory: always", "{body: MF", "stage opinions: giver MF is always asked, so that its condition says nothing"},
		{"who is asked again without being asked", "refresh: {bodies: [MF]", "refresh: {bodies: [NS]", "refresh: {", "stage opinions: NS is asked again, but is not asked"},
		{"a refresh without a term", "term: 5wd, silence", "term: soon, silence", "refresh: {", `stage opinions: the term "soon" on which opinions are asked again is not a term with a basis`},
		{"technical corrections for nobody", "legal_technical: MF", "legal_technical: RSZ", "- id: opinions", `stage opinions: legal_technical "RSZ" is not a body of this procedure`},
		{"escalation to nobody", "escalate_to: NS", "escalate_to: VLADA", "- id: collect", `stage collect: escalate_to "VLADA" is not a body of this procedure`},
		{"a signature of nobody", "{by: co_proposers}", "{by: MP}", "{by: MP", `stage sign_off: signatures by "MP", which is neither lead, co_proposers nor a body of this procedure`},
		{"signatures that are no signatures", "{by: lead, count: 2}", "{by: lead, count: 0}", "{by: lead", "stage sign_off: lead signs 0 times"},
		{"signers and signatures", "    ordered: true\n", "    ordered: true\n    signers: 1\n", "- id: sign_off", "stage sign_off: signers and signatures both say who signs; one of them is too many"},
		{"what is no decision and personal", "    escalate_to: NS\n", "    delegable: false\n", "- id: collect", "stage collect: delegable says of a decision that nobody takes it by a delegation"},
		{"a personal decision without a basis", "next: collect}\n    basis: Пробни поступак\n", "next: collect}\n    delegable: false\n", "- id: sign_off", "stage sign_off: delegable: false needs the basis on which nobody decides here by a delegation"},
		{"what is neither delegable nor not", "    ordered: true\n", "    delegable: no\n", "delegable: no", "delegable is true or false"},
		{"an order of one", "      - {by: co_proposers}\n", "", "- id: sign_off", "stage sign_off: ordered asks for an order of signatures, but fewer than two sign"},
		{"a threshold of none", "count: 30000", "count: 0", "{count: 0", "stage collect: a threshold needs a count above 0 or a percentage, not both, and a basis"},
		{"a subprocess of nothing", "    procedure: rs.workinggroup\n", "", "- id: group", "stage group: a subprocess names the procedure that runs in it"},
		{"a subprocess of one outcome", "      - {id: failed, title_sr: Није образована, title_en: Not formed, next: end, ends: completed}\n", "", "- id: group", "stage group: a subprocess has two outcomes: the first when its dossier is completed, the second when it ends otherwise"},
		{"a procedure within a decision", "    escalate_to: NS\n", "    procedure: rs.workinggroup\n", "- id: collect", "stage collect: a procedure within this one belongs to a subprocess"},
		{"a floor above its term", "kind: max, term: 10wd", "kind: min, floor: 60d, term: 10wd", "{id: short", "stage opinions: the term 60d to which window short may be shortened is longer than its term 10wd"},
		{"a maximum with a floor", "kind: max, term: 10wd", "kind: max, floor: 5d, term: 10wd", "{id: short", "stage opinions: window short is a longest term; only a shortest one has a floor"},
		{"grounds for what has no floor", "kind: max, term: 10wd", "kind: max, grounds: [treaty], term: 10wd", "{id: short", "stage opinions: window short has grounds for shortening it, but no floor: it cannot be shortened"},
		{"a shortest term of opinions that is extendable", "kind: max, term: 10wd", "kind: min, extendable: true, term: 10wd", "{id: short", "stage opinions: window short cannot be extendable; only the shortest term of a wait, and the longest one of opinions, may be"},
		{"a day of effect that is extendable", "kind: max, term: 10wd", "kind: max, extendable: true, term: 10d!", "{id: short", "stage opinions: window short cannot be extendable: what takes effect on the day on which 10d! ends does so by law"},
		{"shortening on an unknown ground", "kind: max, term: 10wd", "kind: min, floor: 5wd, grounds: [haste], term: 10wd", "{id: short", `stage opinions, window short: ground "haste" is not among the grounds of this procedure`},
		{"an approver of a decision", "needs_reasons: true, exempts", "approver: signer, needs_reasons: true, exempts", "{id: waived", "stage debate_required, outcome waived: an approver belongs to a stage that a person completes; a decision has its signers or its session"},
		{"an approver that is none", "needs_reasons: true, exempts", "approver: clerk, needs_reasons: true, exempts", "{id: waived", `stage debate_required, outcome waived: approver "clerk" is not signer`},
		{"what was stated found to be another without saying what", "sets: {urgency: urgent}", "sets: {novelty: minor}", "{id: waived", "stage debate_required, outcome waived: it changes trait novelty, which the proposer states; when must name the one other value that was stated"},
		{"what was stated found to be another without reasons", "needs_reasons: true, exempts: true, grounds: [treaty], sets: {urgency: urgent}", "sets: {novelty: systemic}", "{id: waived", "stage debate_required, outcome waived: it finds trait novelty other than the proposer stated, which needs reasons (needs_reasons: true)"},
		{"what does not apply and yet does", "stages:\n", "not_applicable: [{id: opinions, title_sr: Мишљења, title_en: Opinions, reason_sr: није, reason_en: is not, basis: Основ, evidence: inferred}]\nstages:\n", "not_applicable: [", `not_applicable, opinions: the procedure has a stage of that id, so that it applies`},
		{"what does not apply, in no phase", "stages:\n", "not_applicable: [{id: ria, title_sr: Мишљења, title_en: Opinions, phase: drafting, reason_sr: није, reason_en: is not, basis: Основ, evidence: inferred}]\nstages:\n", "not_applicable: [", `not_applicable, ria: phase "drafting" is not a phase of this procedure`},
		{"what does not apply, without basis", "stages:\n", "not_applicable: [{id: ria, title_sr: Мишљења, title_en: Opinions, reason_sr: није, reason_en: is not, evidence: inferred}]\nstages:\n", "not_applicable: [", `not_applicable, ria: it has no legal basis`},
		{"what does not apply, without a reason", "stages:\n", "not_applicable: [{id: ria, title_sr: Мишљења, title_en: Opinions, reason_en: is not, basis: Основ, evidence: inferred}]\nstages:\n", "not_applicable: [", `not_applicable, ria: why it does not apply is not said in both languages`},
		{"a document that nobody produces", "    docs: [act]\n", "    docs: [act]\n    text: frozen\n", "- id: opinions", "stage opinions asks for the document act, which nobody produces: no stage before it in which versions may come asks for it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lineOf(t, choosing, c.old)
			src := strings.Replace(choosing, c.old, c.new, 1)
			want := Fault{"p.yaml", lineOf(t, src, c.at), c.want}
			faults := Check([]byte(src), "p.yaml")
			if !slices.Contains(faults, want) {
				t.Errorf("got %v, want %v", faults, want)
			}
		})
	}
}

func TestTheFirstQuorumWhoseConditionHoldsCounts(t *testing.T) {
	s := StageDef{Quorum: &Quorum{Present: 126}, QuorumWhen: []Quorum{
		{Present: 167, When: When{"novelty": {"constitution"}}}, {Present: 150, When: When{"novelty": {"constitution", "treaty"}}}}}
	for novelty, want := range map[string]int{"constitution": 167, "treaty": 150, "minor": 126} {
		a := s.applied(map[string]string{"novelty": novelty})
		if a.Quorum.Present != want || a.QuorumWhen != nil {
			t.Errorf("%s: got %+v beside %v, want %d present", novelty, a.Quorum, a.QuorumWhen, want)
		}
	}
	if a := (StageDef{}).applied(nil); a.Quorum != nil {
		t.Errorf("got %v, want no quorum where none is stated", a.Quorum)
	}
}
