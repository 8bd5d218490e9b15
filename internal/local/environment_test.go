package local

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheContactReachesTheParts(t *testing.T) {
	t.Setenv("RASPRAVA_CONTACT", "druga@organ.example")
	s := &System{options: Options{Exe: "rasprava", Contact: "prva@organ.example"}, crew: &crew{dir: t.TempDir()}}
	got := slices.DeleteFunc(s.rasprava("127.0.0.1:8080", "serve").Env, func(pair string) bool { return !strings.HasPrefix(pair, "RASPRAVA_CONTACT=") })
	if diff := cmp.Diff([]string{"RASPRAVA_CONTACT=prva@organ.example"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
