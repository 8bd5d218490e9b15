package dossier

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatARoundShows(t *testing.T) {
	for _, c := range []struct {
		name        string
		comments    CommentShowing
		names       NameShowing
		byProcedure Showing
		want        Showing
		code        Code
	}{
		{"nothing is said", "", "", Showing{}, Showing{ShownAtOnce, NamesByChoice}, ""},
		{"the procedure says", "", "", Showing{ShownAfterClose, NamesNever}, Showing{ShownAfterClose, NamesNever}, ""},
		{"whoever opens it says otherwise", ShownAtOnce, "", Showing{ShownAfterClose, NamesNever}, Showing{ShownAtOnce, NamesNever}, ""},
		{"what there is not", "sometimes", "", Showing{}, Showing{}, CodeShowingUnknown},
		{"what there is not of names", "", "always", Showing{}, Showing{}, CodeShowingUnknown},
	} {
		got, err := ShowingOf(c.comments, c.names, c.byProcedure)
		code := Code("")
		if err != nil {
			code = CodeOf(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || code != c.code {
			t.Errorf("%s: %q (-want +got):\n%s", c.name, code, diff)
		}
	}
}
