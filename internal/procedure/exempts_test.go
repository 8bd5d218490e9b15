package procedure

import "testing"

func lawOfTheGovernment(t *testing.T) *Definition {
	t.Helper()
	for _, d := range Shipped() {
		if d.ID == "rs.law.government" {
			return d
		}
	}
	t.Fatal("not shipped")
	return nil
}

func TestWhatDecidesThatThereIsNoDebate(t *testing.T) {
	d := lawOfTheGovernment(t)
	for _, c := range []struct {
		stage, outcome    string
		without, exempted bool
	}{
		{"debate_required", "waived", true, true},
		{"debate_required", "required", false, false},
		{"debate_required", "voluntary", false, false},
		{"ria", "exempt", false, true},
		{"ria", "full", false, false},
		{"revision", "revised", false, false},
		{"government_committee", "recommended", false, false},
		{"government_session", "withdrawn", false, false},
		{"nowhere", "waived", false, false},
	} {
		s, _ := d.Stage(c.stage)
		if got := d.WithoutDebate(c.stage, c.outcome); got != c.without {
			t.Errorf("%s %s: without a debate %t", c.stage, c.outcome, got)
		}
		if got := s.Exempting(c.outcome); got != c.exempted {
			t.Errorf("%s %s: an exemption %t", c.stage, c.outcome, got)
		}
	}
}

func TestTheWayBackToTheDebate(t *testing.T) {
	d := lawOfTheGovernment(t)
	for stage, want := range map[string]string{"revision": "new_debate", "government_committee": "debate_ordered", "sign_off": "", "public_debate": "", "debate_program": ""} {
		s, _ := d.Stage(stage)
		o, ok := d.ToDebate(s)
		if o.ID != want || ok != (want != "") {
			t.Errorf("%s: got %q %t, want %q", stage, o.ID, ok, want)
		}
	}
}
