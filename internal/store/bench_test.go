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

// answered puts so many comments into a round, each with an answer.
func (w *world) answered(round string, comments int) {
	w.t.Helper()
	each := min(comments, 200)
	w.exec(`INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, lang, received_at, log)
		SELECT gen_random_uuid(), round, 'B' || n, secret_hash, 'b' || n, request_hash, author_kind, lang, received_at, log
		FROM submissions, generate_series(1, $2::integer) n WHERE round = $1`, round, comments/each)
	w.exec(`INSERT INTO comments (id, submission, round, no, number, document, kind, body, search_key, salt, commitment)
		SELECT gen_random_uuid(), s.id, s.round, n, s.k * $2::integer + n + 1, 'act', 'remark', 'Коментар', '', c.salt, c.commitment
		FROM (SELECT id, round, row_number() OVER (ORDER BY receipt_no) - 1 AS k FROM submissions WHERE round = $1 AND receipt_no ~ '^B[0-9]+$') s,
			(SELECT salt, commitment FROM comments WHERE round = $1) c, generate_series(1, $2::integer) n`, round, each)
	w.exec(`INSERT INTO answers (comment, version, outcome, reasons, answered_by)
		SELECT id, 1, 'accepted', repeat('Предлог се прихвата. ', 15), $2 FROM comments WHERE round = $1`, round, w.drafter)
}

// BenchmarkSeal measures what the seal costs with so many answered comments under
// it: to find out whether somebody may sign, which reads it; to answer a comment
// once more, which renews a page of it; and to prepare, which keeps it.
func BenchmarkSeal(b *testing.B) {
	for _, comments := range []int{10, 10_000, 100_000} {
		w := newWorld(b, "test.two_stage", rehearsal())
		w.publish()
		w.addAct(draft)
		round := w.publish().Round
		first := w.send(round, "a", on("art_1", "Први.")).Comments[0]
		w.answered(round, comments)
		w.lapse()
		w.lapse()
		w.reports()
		w.exec(`ANALYZE`)
		view, err := w.s.Dossier(b.Context(), w.drafter, w.ref)
		if err != nil {
			b.Fatal(err)
		}
		args := dossier.Args{Package: view.PackHash}
		w.do(w.second, dossier.Prepare, args)
		version := 1
		amend := func() {
			_, err := w.s.Answer(b.Context(), w.drafter, store.NewAnswer{Comment: first, Version: version, Outcome: dossier.Accepted, Reasons: "Прихвата се."})
			if err != nil {
				b.Fatal(err)
			}
			version++
		}
		b.Run(fmt.Sprintf("%d comments/may sign", comments), func(b *testing.B) {
			for b.Loop() {
				err := w.s.MaySign(b.Context(), w.signerA, w.ref)
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d comments/answer", comments), func(b *testing.B) {
			for b.Loop() {
				amend()
			}
		})
		b.Run(fmt.Sprintf("%d comments/prepare", comments), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				amend()
				b.StartTimer()
				w.do(w.second, dossier.Prepare, args)
			}
		})
	}
}
