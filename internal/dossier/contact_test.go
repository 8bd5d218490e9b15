package dossier

import "testing"

func TestAContactIsAnEmailAddressOrATelephoneNumber(t *testing.T) {
	for in, want := range map[string]struct {
		contact Contact
		email   bool
	}{
		"":                           {"", false},
		" pisarnica@organ.example\n": {"pisarnica@organ.example", true},
		"011/123-4567":               {"011/123-4567", false},
		"+381 11 123 4567":           {"+381 11 123 4567", false},
		"(011) 123-456":              {"(011) 123-456", false},
		"0800 100 100":               {"0800 100 100", false},
	} {
		got, err := ParseContact(in)
		if err != nil || got != want.contact || got.Email() != want.email {
			t.Errorf("%q: got %q, e-mail %v, %v; want %+v", in, got, got.Email(), err, want)
		}
	}
	for _, in := range []string{"писарница", "https://organ.example", "pisarnica@", "Писарница <pisarnica@organ.example>", "a@b.example, c@d.example",
		"javascript:alert(1)", "12", "011/123-4567 локал 5", "+", "a b@organ.example"} {
		if got, err := ParseContact(in); err == nil {
			t.Errorf("%q is taken as %q", in, got)
		}
	}
}
