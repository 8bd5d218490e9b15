package intern

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestStringsAreNumberedAsTheyCome(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, room := range []int{0, 1, 6, 7, 1000} {
		s, held := New(room), map[string]int32{}
		for round := range 2 {
			for range 3000 {
				text := strconv.Itoa(random.IntN(2000))
				want, has := held[text]
				number, slot, known := s.Find(text)
				if known != has || known && number != want || s.Has(text) != has {
					t.Fatalf("Find(%q) = %d, %t, want %d, %t", text, number, known, want, has)
				}
				switch {
				case has:
				case random.IntN(2) == 0:
					if got := s.Add(text, slot); got != int32(len(held)) {
						t.Fatalf("Add(%q) = %d, want %d", text, got, len(held))
					}
				default:
					if !s.Put(text) {
						t.Fatalf("%q had a number", text)
					}
				}
				if !has {
					held[text] = int32(len(held))
				}
				if s.Put(text) {
					t.Fatalf("%q has two numbers", text)
				}
			}
			if s.Len() != len(held) {
				t.Fatalf("%d strings, want %d", s.Len(), len(held))
			}
			for text, number := range held {
				if s.All()[number] != text {
					t.Fatalf("%d is %q, want %q", number, s.All()[number], text)
				}
			}
			if s.Forget(); s.Len() != 0 || s.Has("1") {
				t.Fatalf("round %d: %d strings, none was to be left", round, s.Len())
			}
			clear(held)
		}
	}
}
