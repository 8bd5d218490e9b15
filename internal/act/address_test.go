package act_test

import (
	"fmt"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestAddresses(t *testing.T) {
	src := fmt.Sprintf(library, "Став.")
	for id, want := range map[string]string{
		"art_2":                              "члан 2.",
		"art_2a__para_1":                     "члан 2а став 1.",
		"art_1__para_2__point_1":             "члан 1. став 2. тачка 1)",
		"art_1__para_2__point_2__subpoint_1": "члан 1. став 2. тачка 2) подтачка (1)",
		"art_1__para_2__point_2__subpoint_2__indent_2": "члан 1. став 2. тачка 2) подтачка (2) алинеја 2.",
	} {
		if got := parse(t, src).Addresses()[id]; got != want {
			t.Errorf("address of %s: got %q, want %q", id, got, want)
		}
		if got, want := parse(t, script.ToLatin(src)).Addresses()[id], script.ToLatin(want); got != want {
			t.Errorf("address of %s in Latin: got %q, want %q", id, got, want)
		}
	}
}

// TestReferencesReadAddresses holds that a reference written as Addresses writes it
// names the provision it is the address of.
func TestReferencesReadAddresses(t *testing.T) {
	for id, address := range parse(t, fmt.Sprintf(library, "Став.")).Addresses() {
		if id == "art_9" || id == "art_4" {
			continue
		}
		refs := parse(t, fmt.Sprintf(library, "Примењује се "+address+" овог закона.")).References()
		if len(refs) != 1 || len(refs[0].Targets) != 1 || refs[0].Targets[0] != id {
			t.Errorf("%q names %v, want %s", address, refs, id)
		}
	}
}
