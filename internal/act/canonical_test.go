package act

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

func TestTheHashIsThatOfTheCanonicalBytes(t *testing.T) {
	for _, articles := range []int{0, 1, 300} {
		var text strings.Builder
		text.WriteString("ЗАКОН\nО ЧИТАОНИЦАМА\n")
		for i := range articles {
			fmt.Fprintf(&text, "Члан %d.\nРок за одлуку је \\ %d дана, а „читаоница“ ради:\n1) радним даном;\n2) суботом.\n", i+1, i)
		}
		a, err := Parse([]byte(text.String()), Options{Profile: "rs"})
		if err != nil {
			t.Fatal(err)
		}
		canonical := a.Canonical()
		if articles == 300 && len(canonical) < 2*canonicalBlock {
			t.Fatalf("%d canonical bytes, want more than are hashed at once", len(canonical))
		}
		if want := fmt.Sprintf("sha256:%x", sha256.Sum256(canonical)); a.Hash != want {
			t.Errorf("%d articles: the hash is %s, want %s", articles, a.Hash, want)
		}
	}
}
