package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// signals counts what stands out in a round, and returns it as lines.
func (w *world) signals(round string) []string {
	w.t.Helper()
	_, err := w.s.TakeSignals(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	all, _, err := w.s.Signals(w.t.Context(), w.drafter, w.ref, round)
	if err != nil {
		w.t.Fatal(err)
	}
	var lines []string
	for _, g := range all {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d from %d %s", g.Kind, g.N, g.First, g.What)))
	}
	return lines
}

func TestWhatStandsOutInHowSubmissionsCame(t *testing.T) {
	w, round := inRound(t)
	const letter = "Тражимо да се рок за одговор органа скрати са тридесет на петнаест дана и да се одговор објави."
	for i := range 6 {
		s := submission(fmt.Sprintf("Поводом тачке %d имам нешто сасвим своје да кажем, наиме број %d.", i, i*i))
		s.Author = dossier.Author{Kind: dossier.Citizen, Name: fmt.Sprintf("Особа %d", i), Email: fmt.Sprintf("osoba%d@Akcija.example", i)}
		w.sends(round, fmt.Sprint("domain", i), s)
	}
	for i := range 5 {
		text := letter
		if i > 2 { // in the other script, with a name under it
			text = "Trazimo da se rok za odgovor organa skrati sa trideset na petnaest dana i da se odgovor objavi. Osoba"
		}
		w.sends(round, fmt.Sprint("letter", i), submission(text))
	}
	w.exec(`UPDATE submissions SET received_at = '2026-11-20 10:00:30+00'`)
	want := []string{"minute 11 from 1", "domain 6 from 1 akcija.example", "text 5 from 7"}
	for range 2 { // nothing is counted twice
		if diff := cmp.Diff(want, w.signals(round)); diff != "" {
			t.Errorf("signals (-want +got):\n%s", diff)
		}
	}
	for i := range 3 {
		_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint("account", i), Person: w.stranger, Submission: submission("Кратко.", "Краће.")})
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(append(want[:2:2], "account 3 from 12", want[2]), w.signals(round)); diff != "" {
		t.Errorf("with what came since (-want +got):\n%s", diff)
	}
	for i := range 3 {
		_, err := w.s.Enter(t.Context(), w.drafter, w.letter(round, fmt.Sprint("paper", i), dossier.Day(w.see("").LegalNow, time.UTC), submission("На папиру.")))
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(w.signals(round), "\n"); !strings.Contains(got, "channel 3 from 18 paper") {
		t.Errorf("what came on paper: %s", got)
	}
	w.exec(`UPDATE submissions SET author_email = ''`) // as when they are erased
	if got := strings.Join(w.signals(round), "\n"); strings.Contains(got, "akcija") || !strings.Contains(got, "domain 6 from 1") {
		t.Errorf("what was erased is still told: %s", got)
	}
	for _, viewer := range []string{"", w.stranger} {
		_, _, err := w.s.Signals(t.Context(), viewer, w.ref, round)
		if err == nil {
			t.Errorf("%q reads the signals", viewer)
		}
	}
	if n := w.count(`SELECT count(*) FROM comments WHERE outcome <> ''`); n != 0 {
		t.Errorf("something became of %d comments by itself", n)
	}
}
