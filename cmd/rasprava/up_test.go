package main

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
)

func TestAContactThatIsNoneIsRefusedBeforeAnythingStarts(t *testing.T) {
	var out, said strings.Builder
	status := run(t.Context(), []string{"up", "--data", t.TempDir(), "--contact", "писарница"}, &stdio{out: &out, err: &said})
	if want := `"писарница" is neither an e-mail address nor a telephone number`; status != 2 || !strings.Contains(said.String(), want) {
		t.Errorf("got %d, %q; want 2 and %q", status, said.String(), want)
	}
}

func TestOnlyTheDemonstrationHasAContactOfItsOwn(t *testing.T) {
	for up, want := range map[upCommand]dossier.Contact{
		{}:                                    "",
		{Demo: true}:                          demonstration.Contact,
		{Demo: true, Contact: "011/123-4567"}: "011/123-4567",
	} {
		got, err := up.contact()
		if err != nil || got != want {
			t.Errorf("%+v: got %q, %v; want %q", up, got, err, want)
		}
	}
}
