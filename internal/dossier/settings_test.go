package dossier

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheSettingsOfARound(t *testing.T) {
	for _, c := range []struct {
		name        string
		asked       Settings
		byProcedure Settings
		want        Settings
		code        Code
	}{
		{"nothing is said", Settings{}, Settings{}, Settings{ShownAtOnce, NamesByChoice, Anyone}, ""},
		{"the procedure says", Settings{}, Settings{ShownAfterClose, NamesNever, ConfirmedEmail}, Settings{ShownAfterClose, NamesNever, ConfirmedEmail}, ""},
		{"whoever opens it says otherwise", Settings{Comments: ShownAtOnce}, Settings{ShownAfterClose, NamesNever, WithAccount}, Settings{ShownAtOnce, NamesNever, WithAccount}, ""},
		{"whoever opens it lets more people in", Settings{Who: Anyone}, Settings{Who: ConfirmedEmail}, Settings{ShownAtOnce, NamesByChoice, Anyone}, ""},
		{"what there is not", Settings{Comments: "sometimes"}, Settings{}, Settings{}, CodeShowingUnknown},
		{"what there is not of names", Settings{Names: "always"}, Settings{}, Settings{}, CodeShowingUnknown},
		{"what there is not of people", Settings{Who: "friends"}, Settings{}, Settings{}, CodeShowingUnknown},
	} {
		got, err := SettingsOf(c.asked, c.byProcedure)
		code := Code("")
		if err != nil {
			code = CodeOf(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || code != c.code {
			t.Errorf("%s: %q (-want +got):\n%s", c.name, code, diff)
		}
	}
}
