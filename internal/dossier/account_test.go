package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnAccountAndAnOrganisationAreKeptTidy(t *testing.T) {
	a, err := NewAccount{Name: " Мила\u202e \n Пробић\u0000 ", Email: " mila@primer.example ", Lang: "en"}.Tidy()
	if err != nil || a.Name != "Мила Пробић" || a.Email != "mila@primer.example" {
		t.Errorf("got %+v %v", a, err)
	}
	o, err := NewOrganisation{RegisterNo: " 90000011 ", Name: "Удружење\t„Проба”", Kind: "association"}.Tidy()
	if err != nil || o != (NewOrganisation{RegisterNo: "90000011", Name: "Удружење „Проба”", Kind: "association"}) {
		t.Errorf("got %+v %v", o, err)
	}
	_, err = NewAccount{Name: "\u200b", Email: "mila", Lang: "de"}.Tidy()
	if diff := cmp.Diff([]string{"name name_missing", "email email_invalid", "lang lang_unknown"}, fieldsOf(err)); diff != "" {
		t.Errorf("an account that cannot be: %s", diff)
	}
	_, err = NewAccount{Name: strings.Repeat("ш", MaxName+1), Email: "mila@primer.example\u0007", Lang: "en"}.Tidy()
	if diff := cmp.Diff([]string{"name text_too_long", "email email_invalid"}, fieldsOf(err)); diff != "" {
		t.Errorf("an account that is too long: %s", diff)
	}
	_, err = NewOrganisation{RegisterNo: "1234", Name: strings.Repeat("ш", MaxOrganisation+1), Kind: "club"}.Tidy()
	if diff := cmp.Diff([]string{"register_no register_no_invalid", "name text_too_long", "kind organisation_kind_unknown"}, fieldsOf(err)); diff != "" {
		t.Errorf("an organisation that cannot be: %s", diff)
	}
}

func fieldsOf(err error) []string {
	p, ok := err.(*Problem)
	if !ok {
		return nil
	}
	var names []string
	for _, f := range p.Fields {
		names = append(names, f.Name+" "+string(f.Code))
	}
	return names
}
