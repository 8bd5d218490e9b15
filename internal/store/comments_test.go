package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// send takes one submission of the comments into the round and returns their ids.
func (w *world) send(round, key string, comments ...dossier.NewComment) store.Accepted {
	w.t.Helper()
	s := dossier.Submission{Author: dossier.Author{Kind: dossier.Citizen, Name: "Грађанка Проба"}, Lang: "sr-Cyrl", Comments: comments}
	got, err := w.s.NewIntake(w.t.Context(), 1).Submit(w.t.Context(), store.Delivery{Round: round, Key: key, Submission: s})
	if err != nil {
		w.t.Fatalf("submit: %v", err)
	}
	return got
}

func on(provision, body string) dossier.NewComment {
	return dossier.NewComment{Document: dossier.ActDocument, Provision: provision, Kind: dossier.Remark, Body: body}
}

// exec changes what no call of the record changes.
func (w *world) exec(query string, args ...any) {
	w.t.Helper()
	_, err := w.s.DB().ExecContext(w.t.Context(), query, args...)
	if err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

func numbers(comments []store.CommentView) []int {
	out := []int{}
	for _, c := range comments {
		out = append(out, c.Number)
	}
	return out
}

func TestCommentsAreNumberedByRoundWithoutGaps(t *testing.T) {
	w, round := inRound(t)
	in := []*store.Intake{w.s.NewIntake(t.Context(), 2), w.s.NewIntake(t.Context(), 2)}
	const senders = 60
	done := make(chan error)
	for i := range senders {
		go func() {
			s := submission("Први.", "Други.")
			if i%7 == 0 { // what is refused takes no number
				s.Comments[1].Provision = "art_99"
			}
			_, err := in[i%2].Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(i), Submission: s})
			done <- err
		}()
	}
	taken := 0
	for range senders {
		err := <-done
		switch {
		case err == nil:
			taken += 2
		case dossier.CodeOf(err) != dossier.CodeInvalid:
			t.Errorf("submit: %v", err)
		}
	}
	all, _, err := w.s.Comments(t.Context(), "", round, store.Page{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	var want []int
	for n := range taken {
		want = append(want, n+1)
	}
	if diff := cmp.Diff(want, numbers(all)); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
	for i := 0; i < len(all); i += 2 {
		if all[i].Body != "Први." || all[i+1].Body != "Други." {
			t.Fatalf("the comments of a submission do not follow each other at %d", i)
		}
	}
	first, next, err := w.s.Comments(t.Context(), "", round, store.Page{Limit: 30})
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := w.s.Comments(t.Context(), "", round, store.Page{Limit: 200, Cursor: next})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, numbers(append(first, second...))); diff != "" {
		t.Errorf("numbers of two pages (-want +got):\n%s", diff)
	}
}

func TestTheArticleOfACommentIsThatOfItsProvision(t *testing.T) {
	w, round := inRound(t)
	id := w.send(round, "a", on("", "О целом закону.")).Comments[0]
	for provision, want := range map[string]string{
		"art_5": "art_5", "art_5a__para_2__point_3": "art_5a", "annex_1__art_2__para_1": "annex_1__art_2", "art_x1": "art_x1",
		"chp_II": "chp_II", "annex__para_4": "annex__para_4", "art_3__para_1__mod_1": "art_3", "part_I__sec_2": "part_I__sec_2", "art_7-2__para_1": "art_7-2",
	} {
		w.exec(`UPDATE comments SET provision = $2 WHERE id = $1`, id, provision)
		c, err := w.s.Comment(t.Context(), "", id)
		if err != nil {
			t.Fatal(err)
		}
		if c.Article != want || act.ArticleOf(provision) != want {
			t.Errorf("%s: the record says %q, the act %q, want %q", provision, c.Article, act.ArticleOf(provision), want)
		}
	}
}

func TestCommentsStandBesideTheirArticles(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("", "О целом закону."), on("art_1", "Предмет је преузак."), on("art_2", "Рок је предуг."), on("art_2__para_1", "Рок је прекратак."))
	w.send(round, "b", on("art_2__para_2", "Где се објављује?"), on("art_2", "Рок је добар."))
	counts, err := w.s.CommentCounts(t.Context(), "", w.ref, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := store.CommentCounts{Documents: map[dossier.DocumentKind]int{"act": 6}, Articles: map[string]int{"": 1, "art_1": 1, "art_2": 4}}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	beside, err := w.s.CommentsBeside(t.Context(), "", w.ref, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]int{}
	for article, b := range beside {
		got[article] = append([]int{b.Total}, numbers(b.Comments)...)
	}
	if diff := cmp.Diff(map[string][]int{"": {1, 1}, "art_1": {1, 2}, "art_2": {4, 6, 5, 4}}, got); diff != "" {
		t.Errorf("totals and numbers beside (-want +got):\n%s", diff)
	}
	one, err := w.s.Comment(t.Context(), "", beside["art_1"].Comments[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(beside["art_1"].Comments[0], one); diff != "" {
		t.Errorf("the comment alone (-beside +alone):\n%s", diff)
	}
	if one.Ref != w.ref || one.Round != round || one.PackageNo != 1 || one.Author != "" {
		t.Errorf("got %+v", one)
	}
	other, err := w.s.CommentCounts(t.Context(), "", w.ref, 2)
	if err != nil || len(other.Documents)+len(other.Articles) > 0 {
		t.Errorf("another version: %+v %v", other, err)
	}
}

func TestARoundThatShowsNoCommentsShowsThemToInsidersAlone(t *testing.T) {
	w, round := inRound(t)
	id := w.send(round, "a", on("art_1", "Предмет је преузак.")).Comments[0]
	w.tampers("rounds", `UPDATE rounds SET show_comments = false`)
	hears := func(viewer string) []bool {
		_, err := w.s.Comment(t.Context(), viewer, id)
		all, _, listErr := w.s.FindComments(t.Context(), viewer, store.CommentFilter{Round: round})
		counts, countErr := w.s.CommentCounts(t.Context(), viewer, w.ref, 1)
		beside, besideErr := w.s.CommentsBeside(t.Context(), viewer, w.ref, 1, 3)
		totals, totalErr := w.s.CommentTotals(t.Context(), viewer, store.CommentFilter{Round: round})
		for _, e := range []error{listErr, countErr, besideErr, totalErr} {
			if e != nil {
				t.Fatal(e)
			}
		}
		if err != nil && dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Fatal(err)
		}
		return []bool{err == nil, len(all) == 1, counts.Articles["art_1"] == 1, len(beside) == 1, totals.Received == 1}
	}
	for viewer, want := range map[string]bool{"": false, w.stranger: false, w.drafter: true} {
		if got := hears(viewer); slices.Contains(got, !want) {
			t.Errorf("viewer %q: got %v, want %v everywhere", viewer, got, want)
		}
	}
	w.exec(`UPDATE dossiers SET visibility = 'working' WHERE ref = $1`, string(w.ref))
	for name, ask := range map[string]func(ctx context.Context) error{
		"one": func(ctx context.Context) error { _, err := w.s.Comment(ctx, w.stranger, id); return err },
		"list": func(ctx context.Context) error {
			_, _, err := w.s.Comments(ctx, w.stranger, round, store.Page{})
			return err
		},
		"counts": func(ctx context.Context) error { _, err := w.s.CommentCounts(ctx, w.stranger, w.ref, 1); return err },
		"beside": func(ctx context.Context) error {
			_, err := w.s.CommentsBeside(ctx, w.stranger, w.ref, 1, 3)
			return err
		},
		"totals": func(ctx context.Context) error {
			_, err := w.s.CommentTotals(ctx, w.stranger, store.CommentFilter{Round: round})
			return err
		},
	} {
		if err := ask(t.Context()); dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("%s of a dossier that is not seen: got %v, want not_found", name, err)
		}
	}
}

func TestCommentsAreFoundByWhatIsAskedOfThem(t *testing.T) {
	w, round := inRound(t)
	question := on("art_2__para_1", "Када почиње рок?")
	question.Kind = dossier.Question
	change := on("art_2", "Скратити на љубазнијих двадесет дана.")
	change.Kind, change.ProposedText = dossier.Change, "Орган одговара у року од 20 дана."
	first := w.send(round, "a", on("", "О целом закону, ћирилицом."), on("art_1", "Предмет је преузак."), question).Comments
	w.send(round, "b", change)
	for _, a := range []store.NewAnswer{
		{Comment: first[0], Outcome: dossier.Noted, Reasons: "Примљено."},
		{Comment: first[1], Outcome: dossier.Accepted, Reasons: "Прихвата се.", Early: true},
	} {
		_, err := w.s.Answer(t.Context(), w.drafter, a)
		if err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name   string
		viewer string
		filter store.CommentFilter
		want   []int
	}{
		{"all", "", store.CommentFilter{}, []int{1, 2, 3, 4}},
		{"an article with what stands in it", "", store.CommentFilter{Article: "art_2"}, []int{3, 4}},
		{"the whole act", "", store.CommentFilter{Article: store.WholeDocument}, []int{1}},
		{"a kind", "", store.CommentFilter{Kind: dossier.Question}, []int{3}},
		{"another document", "", store.CommentFilter{Document: "impact_assessment"}, []int{}},
		{"a kind of author", "", store.CommentFilter{AuthorKind: dossier.Organisation}, []int{}},
		{"a word in the other script, without diacritics", "", store.CommentFilter{Query: "cirilicom"}, []int{1}},
		{"two words in any order", "", store.CommentFilter{Query: "zakonu celom"}, []int{1}},
		{"two words, one of which is missing", "", store.CommentFilter{Query: "закону рок"}, []int{}},
		{"a word of the proposed text", "", store.CommentFilter{Query: "ОРГАН"}, []int{4}},
		{"a wildcard is a letter", "", store.CommentFilter{Query: "%"}, []int{}},
		{"a number", "", store.CommentFilter{Query: "#3"}, []int{3}},
		{"a number that is a word too", "", store.CommentFilter{Query: "20"}, []int{4}},
		{"unanswered, as the public sees it", "", store.CommentFilter{Outcome: store.Unanswered}, []int{1, 3, 4}},
		{"unanswered, as the drafter does", w.drafter, store.CommentFilter{Outcome: store.Unanswered}, []int{3, 4}},
		{"an outcome", w.drafter, store.CommentFilter{Outcome: dossier.Noted}, []int{1}},
		{"an outcome that is not public yet", "", store.CommentFilter{Outcome: dossier.Noted}, []int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.filter.Round = round
			got, _, err := w.s.FindComments(t.Context(), tt.viewer, tt.filter)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, numbers(got)); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
		})
	}
	for viewer, want := range map[string]store.CommentTotals{
		"":        {Received: 4, Answered: 1, Unanswered: 3, Outcomes: map[dossier.AnswerOutcome]int{dossier.Accepted: 1}},
		w.drafter: {Received: 4, Answered: 2, Unanswered: 2, Outcomes: map[dossier.AnswerOutcome]int{dossier.Accepted: 1, dossier.Noted: 1}},
	} {
		got, err := w.s.CommentTotals(t.Context(), viewer, store.CommentFilter{Round: round, Outcome: dossier.Noted})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("totals for %q (-want +got):\n%s", viewer, diff)
		}
	}
	narrow, err := w.s.CommentTotals(t.Context(), "", store.CommentFilter{Round: round, Article: "art_2"})
	if err != nil || narrow.Received != 2 || narrow.Unanswered != 2 {
		t.Errorf("totals of an article: %+v %v", narrow, err)
	}
	_, _, err = w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: strings.Repeat("а", 201)})
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("a query without end: got %v, want invalid", err)
	}
}

func TestAnAnswerIsPublicWhenTheRoundHasClosedOrWhenItIsEarly(t *testing.T) {
	w, round := inRound(t)
	sent := w.send(round, "a", on("art_1", "Предмет је преузак."), on("art_2", "Рок је предуг."))
	answer := func(comment, version int, reasons string, early bool) {
		t.Helper()
		_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[comment], Version: version,
			Outcome: dossier.Accepted, Reasons: reasons, Early: early})
		if err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string, public, drafter [2]string) {
		t.Helper()
		for viewer, want := range map[string][2]string{"": public, w.drafter: drafter} {
			for i, id := range sent.Comments {
				c, err := w.s.Comment(t.Context(), viewer, id)
				if err != nil {
					t.Fatal(err)
				}
				if c.Reasons != want[i] {
					t.Errorf("%s: comment %d for %q: got %q, want %q", when, i+1, viewer, c.Reasons, want[i])
				}
				if want := c.Reasons != "" && c.Reasons == public[i]; c.AnswerPublic != want {
					t.Errorf("%s: comment %d for %q: public is %v, want %v", when, i+1, viewer, c.AnswerPublic, want)
				}
			}
		}
		r, err := w.s.Receipt(t.Context(), sent.ReceiptNo)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range r.Comments {
			if c.Reasons != public[i] || c.Number != i+1 {
				t.Errorf("%s: the receipt says of comment %d %q, want %q", when, c.Number, c.Reasons, public[i])
			}
		}
	}
	answer(0, 0, "Прва верзија.", false)
	check("not early", [2]string{}, [2]string{"Прва верзија."})
	answer(0, 1, "Друга верзија.", true)
	answer(1, 0, "Рок остаје.", false)
	check("early", [2]string{"Друга верзија."}, [2]string{"Друга верзија.", "Рок остаје."})
	answer(0, 2, "Трећа верзија.", false)
	check("what was early stays so", [2]string{"Трећа верзија."}, [2]string{"Трећа верзија.", "Рок остаје."})
	w.lapse() // comments
	w.lapse() // consultation
	check("closed", [2]string{"Трећа верзија.", "Рок остаје."}, [2]string{"Трећа верзија.", "Рок остаје."})
	answer(0, 3, "Четврта верзија.", false)
	for comment, want := range [][]string{{"Трећа верзија.", "Друга верзија."}, nil} {
		earlier, err := w.s.EarlierAnswers(t.Context(), "", sent.Comments[comment])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range earlier {
			got = append(got, a.Reasons)
			if a.Person != "" {
				t.Errorf("the public reads who wrote %q", a.Reasons)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what the public could read before on comment %d (-want +got):\n%s", comment+1, diff)
		}
	}
	w.exec(`UPDATE dossiers SET visibility = 'working' WHERE ref = $1`, string(w.ref))
	_, err := w.s.EarlierAnswers(t.Context(), "", sent.Comments[0])
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("earlier answers in a dossier that is not seen: got %v, want not_found", err)
	}
}

func TestAnswersStayWhenTheDossierHasEnded(t *testing.T) {
	for name, end := range map[string]func(*world){
		"in force": func(w *world) { w.finish(dossier.Completed) },
		"rejected": func(w *world) { w.finish(dossier.Rejected) },
		"withdrawn": func(w *world) {
			w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Повлачи се.", Ground: string(dossier.GovernmentChanged)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, round := inRound(t)
			ids := w.send(round, "a", on("art_1", "Предмет је преузак."), on("art_2", "Рок је предуг.")).Comments
			given := store.NewAnswer{Comment: ids[0], Outcome: dossier.Noted, Reasons: "Примљено."}
			_, err := w.s.Answer(t.Context(), w.drafter, given)
			if err != nil {
				t.Fatal(err)
			}
			end(w)
			changed := given
			changed.Version, changed.Reasons = 1, "Другачије."
			first := given
			first.Comment = ids[1]
			for what, n := range map[string]store.NewAnswer{"changed": changed, "given": first} {
				_, err := w.s.Answer(t.Context(), w.drafter, n)
				if dossier.CodeOf(err) != dossier.CodeAnswersFinal {
					t.Errorf("an answer is %s: got %v, want answers_final", what, err)
				}
			}
			_, err = w.s.Answer(t.Context(), w.stranger, changed)
			if dossier.CodeOf(err) != dossier.CodeNotYourBody {
				t.Errorf("a stranger: got %v, want not_your_body", err)
			}
			c, err := w.s.Comment(t.Context(), w.drafter, ids[0])
			if err != nil || c.Reasons != "Примљено." || c.AnswerNo != 1 {
				t.Errorf("the answer is %q, version %d, %v", c.Reasons, c.AnswerNo, err)
			}
		})
	}
}

// TestTotalsAreThoseOfTheComments holds the totals that are kept to what the
// comments and their answers come to, through answers that change and that are
// published early.
func TestTotalsAreThoseOfTheComments(t *testing.T) {
	w, round := inRound(t)
	question := on("art_2__para_1", "Када почиње рок?")
	question.Kind = dossier.Question
	said := w.send(round, "a", on("", "О целом закону."), on("art_1", "Предмет."), on("art_1", "Још једном."), question).Comments
	w.send(round, "b", on("art_1", "Други пошиљалац."))
	agree := func(when string) {
		t.Helper()
		differ := w.count(`
			WITH there AS (
				SELECT c.round, c.document, c.article, c.kind, s.author_kind, coalesce(a.outcome, '') AS outcome, coalesce(a.early, false) AS early, count(*)
				FROM comments c JOIN submissions s ON s.id = c.submission
				LEFT JOIN LATERAL (SELECT outcome, early FROM answers WHERE comment = c.id ORDER BY version DESC LIMIT 1) a ON true
				GROUP BY 1, 2, 3, 4, 5, 6, 7),
			kept AS (SELECT * FROM comment_totals WHERE comments <> 0)
			SELECT count(*) FROM ((TABLE there EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE there)) x`)
		if differ != 0 {
			t.Errorf("%s: %d totals differ from the comments", when, differ)
		}
	}
	agree("before any answer")
	for i, a := range []store.NewAnswer{
		{Comment: said[0], Outcome: dossier.Noted, Reasons: "Примљено."},
		{Comment: said[1], Outcome: dossier.Accepted, Reasons: "Прихвата се.", Early: true},
		{Comment: said[0], Version: 1, Outcome: dossier.NotAccepted, Reasons: "Ипак не."},
		{Comment: said[0], Version: 2, Outcome: dossier.NotAccepted, Reasons: "Ипак не, из других разлога."},
		{Comment: said[1], Version: 1, Outcome: dossier.PartlyAccepted, Reasons: "Делимично."},
	} {
		_, err := w.s.Answer(t.Context(), w.drafter, a)
		if err != nil {
			t.Fatal(err)
		}
		agree(fmt.Sprintf("after answer %d", i+1))
	}
	for viewer, want := range map[string]store.CommentTotals{
		"":        {Received: 5, Answered: 1, Unanswered: 4, Outcomes: map[dossier.AnswerOutcome]int{dossier.PartlyAccepted: 1}},
		w.drafter: {Received: 5, Answered: 2, Unanswered: 3, Outcomes: map[dossier.AnswerOutcome]int{dossier.NotAccepted: 1, dossier.PartlyAccepted: 1}},
	} {
		got, err := w.s.CommentTotals(t.Context(), viewer, store.CommentFilter{Round: round})
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
}
