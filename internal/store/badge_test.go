package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestABadgeSaysWhoSomebodyIsToday(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	person := storetest.Person(t, w.s, "Више Улога", "MTEST drafter", "MDRUGO drafter")
	storetest.Appoint(t, w.s, person, "MTEST", dossier.Oversight, "2020-01-01", civilDay(t, -1))
	w.lend(w.signerA, person, dossier.Signer, only(w.ref))
	for _, no := range []string{"90000011", "90000012"} {
		err := w.s.AddOrganisation(t.Context(), store.Organisation{RegisterNo: no, Name: "Организација " + no, Kind: "chamber"})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := w.s.Mandate(t.Context(), person, dossier.Mandate{Organisation: "90000012", From: "2020-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.s.Badge(t.Context(), person)
	if err != nil {
		t.Fatal(err)
	}
	if got.Confirmed == "" {
		t.Error("an account that the house made has no confirmed address")
	}
	want := store.Badge{Person: person, Name: "Више Улога", Lang: "sr-Cyrl", Confirmed: got.Confirmed, Roles: []dossier.Role{dossier.Drafter, dossier.Signer},
		Bodies: []store.BodyName{{Code: "MDRUGO", NameSr: "Министарство MDRUGO", NameEn: "Ministry MDRUGO"},
			{Code: "MTEST", NameSr: "Министарство MTEST", NameEn: "Ministry MTEST"}},
		Organisations: []store.Organisation{{RegisterNo: "90000012", Name: "Организација 90000012", Kind: "chamber"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !got.Has(dossier.Operator, dossier.Signer) || got.Has(dossier.Oversight, dossier.Operator) {
		t.Errorf("got roles %v", got.Roles)
	}
	citizen, err := w.s.Badge(t.Context(), storetest.Person(t, w.s, "Грађанка"))
	if err != nil || len(citizen.Roles)+len(citizen.Bodies)+len(citizen.Organisations) != 0 {
		t.Errorf("a citizen: %+v %v", citizen, err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE persons SET disabled_at = clock_timestamp() WHERE id = $1`, person)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{person, "x", ""} {
		_, err = w.s.Badge(t.Context(), id)
		wantCode(t, "nobody's badge", err, dossier.CodeNotFound)
	}
}

// BenchmarkBadge measures what the head of every page asks.
func BenchmarkBadge(b *testing.B) {
	s, _ := storetest.Open(b)
	storetest.Ministry(b, s, "MTEST")
	person := storetest.Person(b, s, "Више Улога", "MTEST drafter", "MTEST signer")
	for b.Loop() {
		_, err := s.Badge(b.Context(), person)
		if err != nil {
			b.Fatal(err)
		}
	}
}
