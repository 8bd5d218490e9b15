package act

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestStringSetIsAMapThatIsOnlyAddedTo(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, room := range []int{0, 1, 6, 7, 1000} {
		set, held := newStringSet(room), map[string]bool{}
		for range 3000 {
			s := strconv.Itoa(random.IntN(2000))
			if set.has(s) != held[s] {
				t.Fatalf("has(%q) = %t", s, !held[s])
			}
			if set.add(s) == held[s] {
				t.Fatalf("add(%q) = %t", s, held[s])
			}
			held[s] = true
		}
		if len(set.all) != len(held) {
			t.Fatalf("%d strings, want %d", len(set.all), len(held))
		}
	}
}
