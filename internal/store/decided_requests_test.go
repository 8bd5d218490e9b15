package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestAnOperatorSeesWhatWasDecidedLast(t *testing.T) {
	c := newChamber(t)
	refused := c.register(c.second)
	err := c.s.RefuseRequest(t.Context(), c.operator, refused, "Нема доказа.")
	if err != nil {
		t.Fatal(err)
	}
	c.confirm(c.operator, c.register(c.first))
	mandate, err := c.s.RequestMandate(t.Context(), c.second, association.RegisterNo)
	if err != nil {
		t.Fatal(err)
	}
	c.confirm(c.first, mandate)
	waiting, err := c.s.RequestMandate(t.Context(), c.stranger, association.RegisterNo)
	if err != nil || waiting == "" {
		t.Fatal(err)
	}
	got, err := c.s.DecidedRequests(t.Context(), c.operator)
	if err != nil {
		t.Fatal(err)
	}
	o := store.Organisation(association)
	want := []store.DecidedRequest{
		{Organisation: o, Person: "Други Члан", DecidedBy: "Прва Оснивачица", Confirmed: true},
		{Organisation: o, Person: "Прва Оснивачица", DecidedBy: "Оператер", Confirmed: true},
		{Organisation: o, Person: "Други Члан", DecidedBy: "Оператер", Reasons: "Нема доказа."},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(store.DecidedRequest{}, "DecidedAt")); diff != "" {
		t.Error(diff)
	}
	_, err = c.s.DecidedRequests(t.Context(), c.stranger)
	wantCode(t, "without authority", err, dossier.CodeRoleRequired)
}
