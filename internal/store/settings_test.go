package store_test

import (
	"cmp"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// opensWith opens a round with the settings that the last proof says.
func opensWith(t *testing.T, set dossier.Settings) (*world, string) {
	t.Helper()
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	var e dossier.Effect
	for _, c := range w.stage.Channels {
		e = w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: c, URL: "https://primer.example/" + c, SHA256: sha, Comments: set.Comments, Names: set.Names, Who: set.Who})
	}
	return w, e.Round
}

func TestARoundShowsWhatWasSetWhenItOpened(t *testing.T) {
	w, round := opensWith(t, dossier.Settings{Comments: dossier.ShownAfterClose, Names: dossier.NamesNever})
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil || r.ShowComments || r.Names != dossier.NamesNever {
		t.Fatalf("got %+v, %v", r, err)
	}
	sent := w.sends(round, "a", submission("Рок је предуг."))
	seen := func() int {
		t.Helper()
		list, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round})
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if n := seen(); n != 0 {
		t.Errorf("%d comments are read while the round runs", n)
	}
	inside, _, err := w.s.FindComments(t.Context(), w.drafter, store.CommentFilter{Round: round})
	if err != nil || len(inside) != 1 || inside[0].Author != "" {
		t.Errorf("who handles the round reads %+v, %v", inside, err)
	}
	public, err := w.s.Said(t.Context(), "", sent.ReceiptNo, "")
	if err != nil || len(public.Comments) != 0 || public.Author != "" {
		t.Errorf("the receipt shows others %+v, %v", public, err)
	}
	own, err := w.s.Said(t.Context(), "", sent.ReceiptNo, sent.Secret)
	if err != nil || own.Author != "Грађанка Проба" || own.PublishName {
		t.Errorf("the receipt shows its author %+v, %v", own, err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE rounds SET names = 'by_choice' WHERE id = $1`, round)
	if err == nil {
		t.Error("what a round shows is changed while it runs")
	}
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 1, comments = 1 WHERE id = $1`, round)
	if n := seen(); n != 1 {
		t.Errorf("%d comments are read after the round has closed", n)
	}
	if c := w.numbered(round, 1); c.Author != "" {
		t.Errorf("after the round has closed %q is named", c.Author)
	}
	public, err = w.s.Said(t.Context(), "", sent.ReceiptNo, "")
	if err != nil || len(public.Comments) != 1 || public.Author != "" {
		t.Errorf("the receipt shows others %+v, %v", public, err)
	}
}

func TestARoundShowsEverythingUnlessItIsSaid(t *testing.T) {
	w, round := opensWith(t, dossier.Settings{})
	w.sends(round, "a", submission("Рок је предуг."))
	if c := w.numbered(round, 1); c.Body == "" || c.Author != "Грађанка Проба" {
		t.Errorf("the comment says %+v", c)
	}
}

func TestARoundDemandsWhatItWasOpenedWith(t *testing.T) {
	for _, who := range []dossier.Admission{"", dossier.Anyone, dossier.ConfirmedEmail, dossier.WithAccount} {
		w, round := opensWith(t, dossier.Settings{Who: who})
		r, err := w.s.Round(t.Context(), "", round)
		if err != nil || r.Who != cmp.Or(who, dossier.Anyone) {
			t.Errorf("%q: got %q, %v", who, r.Who, err)
		}
		sent := submission("Рок је предуг.")
		sent.Author.Email = "ana@example.org"
		a, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: sent})
		if (who == dossier.WithAccount) != (dossier.CodeOf(err) == dossier.CodeAccountRequired) || (who == dossier.ConfirmedEmail) != (a.ConfirmUntil != nil) {
			t.Errorf("%q: a comment without an account got %+v, %v", who, a, err)
		}
		_, err = w.s.DB().ExecContext(t.Context(), `UPDATE rounds SET who = CASE who WHEN 'anyone' THEN 'account' ELSE 'anyone' END WHERE id = $1`, round)
		if err == nil {
			t.Errorf("%q: who may comment is changed while the round runs", who)
		}
	}
}

func TestAnUnknownShowingOpensNoRound(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	channels := w.stage.Channels
	for _, c := range channels[:len(channels)-1] {
		w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: c, URL: "https://primer.example/" + c, SHA256: sha})
	}
	row, _ := w.ask(w.drafter, dossier.PublishProof, dossier.Args{Channel: channels[len(channels)-1], URL: "https://primer.example/x", SHA256: sha, Names: "always"})
	if row.Verdict.Code != dossier.CodeShowingUnknown {
		t.Errorf("got %+v", row.Verdict)
	}
}
