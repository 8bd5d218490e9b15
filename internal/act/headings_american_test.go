package act_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestTheTextOfAnAmericanSectionMayStandOnItsLine(t *testing.T) {
	const before = "A BILL\n\nTo provide for benches, and for other purposes.\n\nBe it enacted by the Senate and House of Representatives of the United States of America in Congress assembled,\n\nSECTION 1. SHORT TITLE.\n\nThis Act may be cited as the \"Bench Act\".\n\n"
	const text = `SEC. 2. (a) The Secretary shall paint every bench.

(b) The paint is green.

SEC. 3. The Secretary will act.

SEC. 4. None of the funds made available by this Act may be used to remove a bench.

SEC. 5. Persons Who May Apply.

Anyone may apply.
`
	for _, word := range []string{"SEC.", "Sec."} {
		a, err := act.Parse([]byte(before+strings.ReplaceAll(text, "SEC.", word)), act.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []struct{ id, heading, text string }{
			{"art_2", "", ""},
			{"art_2__para_a", "", "The Secretary shall paint every bench."},
			{"art_2__para_b", "", "The paint is green."},
			{"art_3", "", ""},
			{"art_3__para_1", "", "The Secretary will act."},
			{"art_4__para_1", "", "None of the funds made available by this Act may be used to remove a bench."},
			{"art_5", "Persons Who May Apply.", ""},
		} {
			n := a.Find(want.id)
			switch {
			case n == nil:
				t.Errorf("%s: there is no %s", word, want.id)
			case n.Heading != want.heading || n.Text != want.text:
				t.Errorf("%s: %s has the heading %q and the text %q, want %q and %q", word, want.id, n.Heading, n.Text, want.heading, want.text)
			}
		}
	}
}
