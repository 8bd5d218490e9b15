package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestOrganisationsAreNamedByTheirNumbers(t *testing.T) {
	s, _ := storetest.Open(t)
	all := []store.Organisation{{RegisterNo: "91000002", Name: "Комора Проба", Kind: "chamber"}, {RegisterNo: "91000001", Name: "Удружење Проба", Kind: "association"}}
	for _, o := range all {
		err := s.AddOrganisation(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		numbers []string
		want    []store.Organisation
	}{
		{[]string{"91000001", "91000002", "91000003"}, all},
		{[]string{"91000001"}, all[1:]},
		{nil, []store.Organisation{}},
	} {
		got, err := s.Organisations(t.Context(), tt.numbers)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v:\n%s", tt.numbers, diff)
		}
	}
}
