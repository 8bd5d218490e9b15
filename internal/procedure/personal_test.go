package procedure

import (
	"bytes"
	"strings"
	"testing"
)

func TestADecisionIsPersonalWhereItSaysSo(t *testing.T) {
	for text, want := range map[string]bool{"": false, "    delegable: true\n": false, "    delegable: false\n": true} {
		src := strings.Replace(choosing, "    ordered: true\n", "    ordered: true\n"+text, 1)
		d, err := Load([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		st, _ := d.Stage("sign_off")
		if st.Personal != want {
			t.Errorf("%q: personal is %t", text, st.Personal)
		}
		var b bytes.Buffer
		err = d.Describe(&b)
		if err != nil || strings.Contains(b.String(), "never by a delegation") != want {
			t.Errorf("%q: described as %s, %v", text, b.String(), err)
		}
	}
}

func TestTheGovernmentAndTheAssemblyDecideThemselves(t *testing.T) {
	for id, stages := range map[string][]string{"rs.law.government": {"government_session", "assembly_vote"}, "rs.law.mps": {"assembly_vote"}, "rs.bylaw.decree": {"government_session"}} {
		d, err := Get(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, stage := range stages {
			st, ok := d.Stage(stage)
			if !ok || !st.Personal || st.Basis == "" {
				t.Errorf("%s, %s: there %t, personal %t on %q", id, stage, ok, st.Personal, st.Basis)
			}
		}
	}
}
