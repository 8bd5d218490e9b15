package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// opensShowing opens a round that shows what the last proof says.
func opensShowing(t *testing.T, comments dossier.CommentShowing, names dossier.NameShowing) (*world, string) {
	t.Helper()
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	var e dossier.Effect
	for _, c := range w.stage.Channels {
		e = w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: c, URL: "https://primer.example/" + c, SHA256: sha, Comments: comments, Names: names})
	}
	return w, e.Round
}

func TestARoundShowsWhatWasSetWhenItOpened(t *testing.T) {
	w, round := opensShowing(t, dossier.ShownAfterClose, dossier.NamesNever)
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
	w, round := opensShowing(t, "", "")
	w.sends(round, "a", submission("Рок је предуг."))
	if c := w.numbered(round, 1); c.Body == "" || c.Author != "Грађанка Проба" {
		t.Errorf("the comment says %+v", c)
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
