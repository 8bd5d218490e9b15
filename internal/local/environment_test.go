package local

import (
	"path/filepath"
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

func TestWhereEMailGoesIsSaidUnlessTheEnvironmentDoes(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name string
		demo bool
		env  map[string]string
		want []string
	}{
		{name: "a system keeps it", want: []string{"RASPRAVA_SITE=http://127.0.0.1:8080"}},
		{name: "a demonstration writes it down", demo: true, want: []string{"RASPRAVA_SITE=http://127.0.0.1:8080", "RASPRAVA_MAIL_FOLDER=" + filepath.Join(dir, "mail")}},
		{name: "a server that is set is used", demo: true, env: map[string]string{"RASPRAVA_SMTP_HOST": "posta.example", "RASPRAVA_SITE": "https://rasprava.example"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, name := range []string{"RASPRAVA_SITE", "RASPRAVA_SMTP_HOST", "RASPRAVA_MAIL_FOLDER"} {
				t.Setenv(name, c.env[name])
			}
			s := &System{options: Options{Demo: c.demo}, crew: &crew{dir: dir}}
			if diff := cmp.Diff(c.want, s.mail("0.0.0.0:8080")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
