package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestASealHoldsAllThatWasSaidOfASession(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.WithQuorum(t, "present_above: 50"))
	secretary := storetest.Person(t, s, "Секретар", "KOLEGIJUM secretary")
	storetest.Ministry(t, s, "MTEST")
	operator := storetest.Person(t, s, "Оператер", "MTEST operator")
	has := func(n int, from string) {
		t.Helper()
		err := s.AddMembers(t.Context(), operator, store.Members{Body: "KOLEGIJUM", From: from, Count: n, Act: "Пословник"})
		if err != nil {
			t.Fatal(err)
		}
	}
	has(40, "2026-01-01")
	seal := func(change func(*dossier.Args)) string {
		w := newWorldIn(t, s, "test.decided", rehearsal())
		w.collected()
		w.do(secretary, dossier.RecordConclusion, session("required", func(a *dossier.Args) { a.Present, a.InFavour = 40, 35 }, change))
		all, err := s.SealedOf(t.Context(), w.ref)
		if err != nil {
			t.Fatal(err)
		}
		return all.Of(dossier.PartConclusion).Seal()
	}
	n := func(n int) *int { return &n }
	plain := seal(func(*dossier.Args) {})
	if plain != seal(func(*dossier.Args) {}) {
		t.Fatal("the seals of two equal conclusions differ")
	}
	for name, change := range map[string]func(*dossier.Args){
		"the vote of who presides": func(a *dossier.Args) { a.Chair = true },
		"how many were against":    func(a *dossier.Args) { a.Against = n(0) },
		"how many abstained":       func(a *dossier.Args) { a.Abstain = n(0) },
	} {
		if seal(change) == plain {
			t.Errorf("%s is not under the seal", name)
		}
	}
	has(41, "2026-01-02")
	if seal(func(*dossier.Args) {}) == plain {
		t.Error("of how many members it decided is not under the seal")
	}
}
