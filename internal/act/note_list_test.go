package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestANoteEndsNoListThatGoesOnBehindIt reads footnotes that the text before a list and its items call.
func TestANoteEndsNoListThatGoesOnBehindIt(t *testing.T) {
	const body = "#### Члан 1.\n\nЗвоно[^1] је:\n\n1) велико;[^2]\n2) мало, и то:\n   а) школско;[^3]\n   б) бродско.\n\nЗвоно из става 1. тачка 1) овог члана звони.[^4]\n\n#### Члан 2.\n\nЗвоно је:[^5]\n\n- лупа;\n- звони.\n"
	a, err := act.Parse([]byte("# ЗАКОН О ЗВОНИМА\n\n"+body+"\n[^1]: Прва.\n[^2]: Друга.\n[^3]: Трећа.\n[^4]: Четврта.\n[^5]: Пета.\n"), act.Options{Name: "zvona.md"})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := act.Parse([]byte("# ЗАКОН О ЗВОНИМА\n\n"+strings.NewReplacer("[^1]", "", "[^2]", "", "[^3]", "", "[^4]", "", "[^5]", "").Replace(body)), act.Options{Name: "zvona.md"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(idsOf(plain, ""), idsOf(a, act.KindNote)); diff != "" {
		t.Errorf("provisions with notes (-without, +with):\n%s\n%s", diff, shape(a))
	}
	want := []string{"art_1__para_1__note_1 * Прва.", "art_1__para_1__note_2 * Друга.", "art_1__para_1__point_2__note_1 * Трећа.", "art_1__note_1 * Четврта.", "art_2__para_1__note_1 * Пета."}
	if diff := cmp.Diff(want, notesOf(a)); diff != "" {
		t.Errorf("notes (-want, +got):\n%s", diff)
	}
	if len(a.Warnings) > 0 {
		t.Errorf("warnings: %v", a.Warnings)
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("the text reads back as\n%s", shape(again))
	}
}

// idsOf lists the provisions of an act but for those of a kind.
func idsOf(a *act.Act, but act.Kind) []string {
	var found []string
	a.Walk(func(n *act.Node, _ int) bool {
		if n.Kind != but {
			found = append(found, n.ID)
		}
		return true
	})
	return found
}
