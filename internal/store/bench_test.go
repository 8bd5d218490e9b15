package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// BenchmarkCommentReads measures what the pages with comments ask of the record,
// as the public and without a network: a closed round of 1,200 comments on 30
// articles, two thirds of them answered.
func BenchmarkCommentReads(b *testing.B) {
	w := newWorld(b, "test.two_stage", rehearsal())
	w.publish()
	var text strings.Builder
	text.WriteString("ЗАКОН\nО ПРОБАМА\n")
	for n := range 30 {
		fmt.Fprintf(&text, "\nПредмет %d\nЧлан %d.\nОрган одговара у року од %d дана.\n\nПроба се објављује.\n", n+1, n+1, n+1)
	}
	w.addAct(text.String())
	round := w.publish().Round
	const submissions, each = 240, 5
	for i := range submissions {
		var comments []dossier.NewComment
		for n := range each {
			comments = append(comments, on(fmt.Sprintf("art_%d__para_%d", (i*each+n)%30+1, n%2+1),
				fmt.Sprintf("Коментар %d. %s", i*each+n, strings.Repeat("Предлажемо да се рок скрати. ", 15))))
		}
		w.send(round, fmt.Sprint(i), comments...)
	}
	w.exec(`INSERT INTO answers (comment, version, outcome, reasons, answered_by)
		SELECT id, 1, 'accepted', repeat('Предлог се прихвата. ', 15), $2 FROM comments WHERE round = $1 AND number % 3 <> 0`, round, w.drafter)
	w.lapse()
	w.lapse()
	w.exec(`ANALYZE`)
	for _, c := range []struct {
		name string
		read func(ctx context.Context) error
	}{
		{"counts", func(ctx context.Context) error { _, err := w.s.CommentCounts(ctx, "", w.ref, 1); return err }},
		{"beside", func(ctx context.Context) error { _, err := w.s.CommentsBeside(ctx, "", w.ref, 1, 3); return err }},
		{"list", func(ctx context.Context) error {
			_, _, err := w.s.FindComments(ctx, "", store.CommentFilter{Round: round})
			return err
		}},
		{"an article", func(ctx context.Context) error {
			_, _, err := w.s.FindComments(ctx, "", store.CommentFilter{Round: round, Article: "art_7"})
			return err
		}},
		{"unanswered", func(ctx context.Context) error {
			_, _, err := w.s.FindComments(ctx, w.drafter, store.CommentFilter{Round: round, Outcome: store.Unanswered})
			return err
		}},
		{"a word that is nowhere", func(ctx context.Context) error {
			_, _, err := w.s.FindComments(ctx, "", store.CommentFilter{Round: round, Query: "непостојеће"})
			return err
		}},
		{"totals", func(ctx context.Context) error {
			_, err := w.s.CommentTotals(ctx, "", store.CommentFilter{Round: round})
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				err := c.read(b.Context())
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/op")
		})
	}
}
