package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func (w *world) working(person string) store.WorkingText {
	w.t.Helper()
	text, err := w.s.WorkingText(w.t.Context(), person, w.ref)
	if err != nil {
		w.t.Fatalf("read the text in work: %v", err)
	}
	return text
}

// edits stages another text for an article, as of the text that the person works on.
func (w *world) edits(person, wid, text string) (store.EditedText, error) {
	w.t.Helper()
	now := w.working(person)
	return w.s.StageEdit(w.t.Context(), person, w.ref, store.ProvisionEdit{WID: wid, Text: text, Base: now.Act.Hash, No: now.No})
}

func TestAnArticleIsEditedForTheNextVersion(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	before := w.working(w.drafter)
	n := before.Find("art_2")
	if n == nil || before.Staged || before.No != 1 || before.Over != 1 {
		t.Fatalf("before: got %+v", before)
	}
	text := strings.Replace(n.PlainText(), "30 дана", "20 дана", 1)
	tried, err := before.Edit("art_2", text)
	if err != nil {
		t.Fatal(err)
	}
	if len(tried.Changes) != 1 || !tried.Changes[0].Edited || tried.Elsewhere != nil || tried.Same || tried.Node.PlainText() != text || tried.Others != nil {
		t.Errorf("tried: got %+v", tried)
	}
	if got := w.working(w.drafter); got.Staged {
		t.Error("an edit that was only tried is kept")
	}
	if _, err = w.edits(w.drafter, "art_2", text); err != nil {
		t.Fatal(err)
	}
	after := w.working(w.drafter)
	if !after.Staged || after.Over != 1 || after.Find("art_2").PlainText() != text || w.working(w.second).Staged {
		t.Errorf("after: got %+v", after)
	}
	if diff := cmp.Diff([]string{"act 1 " + after.Name}, listed(w.staged(w.drafter))); diff != "" {
		t.Errorf("staged (-want +got):\n%s", diff)
	}
	_, err = w.edits(w.drafter, "art_2", text)
	if dossier.CodeOf(err) != dossier.CodeNothingChanged {
		t.Errorf("the same again: got %v, want nothing_changed", err)
	}
	_, err = w.edits(w.drafter, "art_99", "x")
	if dossier.CodeOf(err) != dossier.CodeProvisionGone {
		t.Errorf("an article that is not there: got %v, want provision_gone", err)
	}
	if _, err = w.edits(w.drafter, "art_2", n.PlainText()); err != nil || w.working(w.drafter).Staged {
		t.Errorf("an edit that brings the old text back is kept: %v", err)
	}
}

func TestWhatAnEditBringsIsTold(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	now := w.working(w.drafter)
	own := now.Find("art_2").PlainText()
	two, err := now.Edit("art_2", own+"\n\nЧлан 9.\nНадзор врши министарство надлежно за послове управе.")
	if err != nil {
		t.Fatal(err)
	}
	if len(two.Changes) != 1 || !two.Changes[0].Added() || len(two.Warnings) != 1 || two.Warnings[0].Code != act.WarnGap || two.Warnings[0].Line != strings.Count(own, "\n")+3 {
		t.Errorf("a second article: got %+v, %+v", two.Changes, two.Warnings)
	}
	mixed, err := now.Edit("art_2", strings.Replace(own, "рок", "pок", 1))
	if err != nil || len(mixed.Warnings) != 1 || mixed.Warnings[0].Code != act.WarnHomoglyph || mixed.Warnings[0].Line != 3 {
		t.Errorf("a letter of the other script: got %+v %v", mixed.Warnings, err)
	}
	gone, err := now.Edit("art_1", "")
	if err != nil || gone.Node != nil || len(gone.Changes) != 1 || !gone.Changes[0].Removed() {
		t.Errorf("taken out: got %+v %v", gone.Changes, err)
	}
	for i, first := range []string{own, strings.Replace(own, "30", "25", 1)} {
		again, err := now.Edit("art_2", first)
		if err != nil || again.Same != (i == 0) {
			t.Errorf("got same %v %v", again.Same, err)
		}
	}
	if _, err = now.Edit("art_2", strings.Repeat("ћ", act.MaxBytes)); err == nil {
		t.Error("a text that is too long was taken")
	}
}

// TestAnArticleThatIsNewInWhatIsPreparedIsComparedWithItself edits an article that no version
// has yet: what the edit changes is told, not that the whole article is new.
func TestAnArticleThatIsNewInWhatIsPreparedIsComparedWithItself(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	now := w.working(w.drafter)
	own := now.Find("art_2").PlainText()
	if _, err := w.edits(w.drafter, "art_2", own+"\n\nЧлан 2а\nНадзор врши министарство надлежно за послове управе."); err != nil {
		t.Fatal(err)
	}
	now = w.working(w.drafter)
	added := now.Act.Find("art_2a")
	if added == nil || !now.Staged {
		t.Fatalf("the article was not added: %+v", now)
	}
	for _, c := range []struct {
		text          string
		same, removed bool
		changes       int
	}{
		{added.PlainText(), true, false, 0},
		{strings.Replace(added.PlainText(), "управе", "правосуђа", 1), false, false, 1},
		{"", false, true, 1},
	} {
		e, err := now.Edit(added.WID, c.text)
		if err != nil || e.Same != c.same || len(e.Changes) != c.changes || c.changes > 0 && (e.Changes[0].Added() || e.Changes[0].Removed() != c.removed) {
			t.Errorf("%q: got same %v, %+v, %v", c.text, e.Same, e.Changes, err)
		}
	}
}

func TestNobodyEditsOverWhatTheyDidNotSee(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	seen := w.working(w.drafter)
	own := seen.Find("art_2").PlainText()
	edit := store.ProvisionEdit{WID: "art_2", Text: strings.Replace(own, "30 дана", "10 дана", 1), Base: seen.Act.Hash, No: seen.No}
	w.addAct(strings.Replace(draft, "30 дана", "20 дана", 1))
	_, err := w.s.StageEdit(t.Context(), w.drafter, w.ref, edit)
	var p *dossier.Problem
	if !errors.As(err, &p) || p.Code != dossier.CodeVersionBetween || p.Params["now"] != "2" {
		t.Fatalf("after another version: got %v, want version_between", err)
	}
	edit.No = 2
	_, err = w.s.StageEdit(t.Context(), w.drafter, w.ref, edit)
	if dossier.CodeOf(err) != dossier.CodeTextMovedOn {
		t.Errorf("over a text that was not seen: got %v, want text_moved_on", err)
	}
	now := w.working(w.drafter)
	edit.Base = now.Act.Hash
	if _, err = w.s.StageEdit(t.Context(), w.drafter, w.ref, edit); err != nil {
		t.Errorf("having seen it: %v", err)
	}
}

func TestOfTwoTabsOneIsTold(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	seen := w.working(w.drafter)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wg.Go(func() {
			text := strings.Replace(seen.Find("art_2").PlainText(), "30 дана", []string{"10 дана", "20 дана"}[i], 1)
			_, errs[i] = w.s.StageEdit(t.Context(), w.drafter, w.ref, store.ProvisionEdit{WID: "art_2", Text: text, Base: seen.Act.Hash, No: seen.No})
		})
	}
	wg.Wait()
	told := 0
	for _, err := range errs {
		if dossier.CodeOf(err) == dossier.CodeTextMovedOn && err != nil {
			told++
		} else if err != nil {
			t.Error(err)
		}
	}
	if told != 1 {
		t.Errorf("%d of two were told, want one: %v", told, errs)
	}
}

func TestEditsAreTakenOverToAVersionThatCameMeanwhile(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	own := w.working(w.drafter).Find("art_2").PlainText()
	if _, err := w.edits(w.drafter, "art_2", strings.Replace(own, "30 дана", "10 дана", 1)); err != nil {
		t.Fatal(err)
	}
	if err := w.s.TakeOver(t.Context(), w.drafter, w.ref); dossier.CodeOf(err) != dossier.CodeNothingStaged {
		t.Errorf("with no version between: got %v, want nothing_staged", err)
	}
	theirs := strings.Replace(draft, "уређују се пробе", "уређују се пробе и надзор", 1)
	w.addAct(theirs)
	if got := w.working(w.drafter); got.Over != 1 || got.No != 2 {
		t.Errorf("before: lies over %d, newest %d", got.Over, got.No)
	}
	if err := w.s.TakeOver(t.Context(), w.drafter, w.ref); err != nil {
		t.Fatal(err)
	}
	now := w.working(w.drafter)
	if now.Over != 2 || !strings.Contains(now.Find("art_1").PlainText(), "и надзор") || !strings.Contains(now.Find("art_2").PlainText(), "10 дана") {
		t.Errorf("after: over %d,\n%s", now.Over, now.Act.PlainText())
	}
	w.addAct(strings.Replace(theirs, "30 дана", "25 дана", 1))
	err := w.s.TakeOver(t.Context(), w.drafter, w.ref)
	var p *dossier.Problem
	if !errors.As(err, &p) || p.Code != dossier.CodeBothChanged || p.Params["places"] != "Члан 2" {
		t.Fatalf("of one article: got %v, want both_changed", err)
	}
	if got := w.working(w.drafter); got.Over != 2 || got.Act.Hash != now.Act.Hash {
		t.Error("what both changed was touched")
	}
}
