package procedure

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func get(t testing.TB, id string) *Definition {
	t.Helper()
	d, err := Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func compile(t testing.TB, id string) Plan {
	t.Helper()
	p, err := get(t, id).Compile()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPlanHoldsIdsEnumsAndTermsAlone(t *testing.T) {
	allowed := regexp.MustCompile(`^[\x21-\x7e]{1,80}$`)
	for _, d := range Shipped() {
		p, err := d.Compile()
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var tree any
		if err := json.Unmarshal(b, &tree); err != nil {
			t.Fatal(err)
		}
		var walk func(any)
		walk = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				for _, m := range v {
					walk(m)
				}
			case []any:
				for _, m := range v {
					walk(m)
				}
			case string:
				if !allowed.MatchString(v) {
					t.Errorf("%s: %q is free text", d.ID, v)
				}
			}
		}
		walk(tree)
		var back Plan
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(p, back); d != "" {
			t.Errorf("the plan does not come back from JSON:\n%s", d)
		}
	}
}

func TestTheShortPlanLeadsFromNoticeToDecision(t *testing.T) {
	p := compile(t, "test.two_stage")
	if got := p.First().ID; got != "notice" {
		t.Errorf("got first stage %s, want notice", got)
	}
	s, ok := p.Stage("decision")
	if !ok || s.Signers != 2 || s.Kind != Decision {
		t.Fatalf("got %+v, %v", s, ok)
	}
	o, ok := s.Outcome("returned")
	if !ok || o != (Outcome{ID: "returned", Next: "consultation", NeedsReasons: true}) {
		t.Errorf("got %+v, %v", o, ok)
	}
	if s, _ := p.Stage("consultation"); !s.Frozen {
		t.Error("the text can change while it is consulted on")
	}
	w, ok := s.Window(MinWindow)
	if ok {
		t.Errorf("got a minimum window %v in a decision", w)
	}
	if _, ok := p.Stage("hearing"); ok {
		t.Error("got a stage that is not there")
	}
	if _, ok := s.Outcome("burned"); ok {
		t.Error("got an outcome that is not there")
	}
	if got := (Plan{}).First(); got.ID != "" {
		t.Errorf("got %v of an empty plan", got)
	}
}

// TestTheTermsOfTheLaw keeps the numbers that the law sets.
func TestTheTermsOfTheLaw(t *testing.T) {
	want := map[string]string{
		"early_consultation/comments":             "min 7d publication sourced",
		"early_report/report":                     "max 15d stage:early_consultation memory",
		"public_debate/debate":                    "min 20d publication sourced",
		"public_debate/comments":                  "comment_min 15d publication sourced",
		"debate_report/report":                    "max 15d stage:public_debate sourced",
		"opinions/opinions":                       "max 10wd entry memory",
		"bill_alignment/alignment":                "max 15d entry memory",
		"assembly_agenda/earliest":                "min 15d stage:assembly_submission sourced",
		"assembly_agenda/earliest_urgent":         "min 1d stage:assembly_submission inferred",
		"assembly_dispatch/dispatch":              "max 2d stage:assembly_vote sourced",
		"opinions/opinions_long":                  "max 20wd entry memory",
		"promulgation/promulgation_urgent":        "max 7d stage:assembly_vote sourced",
		"assembly_agenda/latest":                  "max 60d stage:assembly_submission mixed",
		"promulgation/promulgation":               "max 15d stage:assembly_vote sourced",
		"second_promulgation/promulgation":        "max 15d stage:second_vote inferred",
		"second_promulgation/promulgation_urgent": "max 7d stage:second_vote inferred",
		"entry_into_force/vacatio":                "min 8d! stage:gazette sourced",
		"entry_into_force/vacatio_early":          "min 1d! stage:gazette mixed",
	}
	got := map[string]string{}
	for _, s := range get(t, "rs.law.government").Stages {
		for _, w := range s.Windows {
			got[s.ID+"/"+w.ID] = strings.Join([]string{string(w.Kind), w.Term, w.From, string(w.Evidence)}, " ")
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTheWayOfALaw(t *testing.T) {
	path, ends := get(t, "rs.law.government").MainPath()
	var got []string
	for _, s := range path {
		got = append(got, s.ID)
	}
	want := strings.Fields(`plan start_notice working_group early_consultation early_report ria debate_required debate_program public_debate debate_report
		revision eu_package text_approval opinions sign_off submit_government government_committee government_session assembly_submission assembly_agenda
		assembly_committees assembly_vote assembly_dispatch promulgation gazette entry_into_force ex_post`)
	if d := cmp.Diff(want, got); d != "" || !ends {
		t.Errorf("ends %v (-want +got):\n%s", ends, d)
	}
}

func TestWaysBackAndExemptionsAreFreeOfGates(t *testing.T) {
	d := get(t, "rs.law.government")
	for _, c := range []struct {
		stage, outcome string
		back, ungated  bool
	}{
		{"sign_off", "approved", false, false},
		{"sign_off", "returned", true, true},
		{"sign_off", "rejected", true, true},
		{"ria", "exempt", false, true},
		{"debate_required", "waived", false, false},
		{"assembly_submission", "returned_to_align", false, true},
		{"debate_program", "returned", true, true},
		{"government_session", "withdrawn", true, true},
		{"ex_post", "evaluated", false, false},
	} {
		s, _ := d.Stage(c.stage)
		o, ok := s.Outcome(c.outcome)
		if !ok || o.Back != c.back || o.Ungated != c.ungated {
			t.Errorf("%s/%s: got back %v, ungated %v, found %v", c.stage, c.outcome, o.Back, o.Ungated, ok)
		}
	}
}

func TestTheHashDoesNotDependOnLineEnds(t *testing.T) {
	d := get(t, "test.two_stage")
	windows := append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll(d.Source, []byte("\n"), []byte("\r\n"))...)
	same, err := Load(windows)
	if err != nil || same.Hash != d.Hash {
		t.Errorf("got %v, %v, want %s", same, err, d.Hash)
	}
	other, err := Load(append(bytes.Clone(d.Source), '#', '\n'))
	if err != nil || other.Hash == d.Hash {
		t.Errorf("a changed file has the same hash, %v", err)
	}
}

func TestAPlanThatNoWorkflowCouldFollowIsRefused(t *testing.T) {
	for name, src := range map[string]string{
		"no stages":                  "id: a\n",
		"no outcomes":                "id: a\nstages: [{id: s, kind: drafting}]\n",
		"an outcome to nowhere":      "id: a\nstages: [{id: s, kind: drafting, outcomes: [{id: o, next: x}]}]\n",
		"a term that cannot be read": "id: a\nstages: [{id: s, kind: drafting, windows: [{id: w, kind: max, term: soon}], outcomes: [{id: o, next: end}]}]\n",
	} {
		d, err := Load([]byte(src))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_, err = d.Compile()
		if err == nil {
			t.Errorf("%s: it was compiled", name)
		}
	}
}

func TestListsLeaveOutWhatIsForTests(t *testing.T) {
	for _, d := range List() {
		if d.Unlisted || strings.HasPrefix(d.ID, "test.") {
			t.Errorf("%s is listed", d.ID)
		}
	}
	if len(List()) >= len(Shipped()) {
		t.Error("everything is listed")
	}
	_, err := Get("xx.none")
	if err == nil {
		t.Error("got a definition that is not there")
	}
}

func TestWhatIsNotVerifiedSaysSo(t *testing.T) {
	if get(t, "rs.law.government").Verified() {
		t.Error("terms from memory are shown as verified")
	}
	d, err := Load([]byte("id: a\nstages: [{id: s, windows: [{id: w, evidence: sourced}]}]\n"))
	if err != nil || !d.Verified() {
		t.Errorf("sourced terms are not verified, %v", err)
	}
}
