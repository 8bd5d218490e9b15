package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web"
)

// TestASeedingThatWasCutShortIsToldToItsEnd tells the last dossiers, looks at
// what waits for those who give opinions and for those who record conclusions,
// and follows the printed link to the rehearsal.
func TestASeedingThatWasCutShortIsToldToItsEnd(t *testing.T) {
	s := newSystem(t)
	for _, told := range []string{"green_spaces", "open_data", "fountains", "tree_card"} {
		err := s.store.SetSetting(t.Context(), "demonstration."+told, "told")
		if err != nil {
			t.Fatal(err)
		}
	}
	done := 0
	seeder := &demonstration.Seeder{Store: s.store, Engine: s.engine, Intake: s.store.NewIntake(t.Context(), 1), Hash: web.HashPassword, Now: time.Now(),
		Progress: func(n, _ int, _ string) { done = n }}
	err := seeder.Seed(t.Context())
	if err != nil {
		t.Fatalf("seed: %v", err)
	}
	if done != 7 {
		t.Errorf("%d stories are told, want all seven", done)
	}
	for email, want := range map[string]struct {
		title, stage string
		command      dossier.CommandName
	}{
		"pravda.normic@rsz.primer.example":      {demonstration.GreenValue.Title(), "Прибављање мишљења", dossier.GiveOpinion},
		"sekula.zakljucic@odbor.primer.example": {demonstration.NoticeBoard.Title(), "Одлука о томе да ли је јавна расправа обавезна", dossier.RecordConclusion},
	} {
		p, _, err := s.store.PersonByEmail(t.Context(), email)
		if err != nil {
			t.Fatal(err)
		}
		waiting, err := s.store.Pending(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(waiting) != 1 || waiting[0].Title != want.title || waiting[0].StageSr != want.stage || waiting[0].Command != want.command || waiting[0].Late {
			t.Errorf("for %s waits %+v, want %+v", email, waiting, want)
		}
	}
	ref, err := seeder.Rehearsal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.followsRehearsal(t, ref)
}

var rehearsalLink = regexp.MustCompile(`http://\S+/prijava\?dalje=\S+`)

// followsRehearsal opens the link that the seed prints, signs in as it says, and
// comes to the rehearsal.
func (s *system) followsRehearsal(t *testing.T, ref dossier.Ref) {
	t.Helper()
	var out strings.Builder
	err := printDemonstration(&stdio{out: &out}, s.url, ref)
	if err != nil {
		t.Fatal(err)
	}
	said, _, _ := strings.Cut(out.String(), "\n\n")
	link, err := url.Parse(rehearsalLink.FindString(said))
	if err != nil || link.Host == "" || !strings.Contains(said, demonstration.Driver) {
		t.Fatalf("no link to the rehearsal, or not for whom: %s", said)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	door, err := client.Get(link.String())
	if err != nil {
		t.Fatal(err)
	}
	door.Body.Close()
	if door.StatusCode != http.StatusOK {
		t.Errorf("%s: %d", link, door.StatusCode)
	}
	res, err := client.PostForm(s.url+link.Path, url.Values{"email": {demonstration.Driver}, "password": {demonstration.Password},
		"dalje": {link.Query().Get("dalje")}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if at := res.Request.URL.Path; res.StatusCode != http.StatusOK || at != "/sr-Cyrl/predmeti/"+string(ref) {
		t.Errorf("signing in leads to %s: %d, want the rehearsal", at, res.StatusCode)
	}
}
