package store_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
)

// crowded puts 6,000 comments into a round, with one of another outcome in a hundred:
// every one says "рок", every fifth "накнада", one "изузетак", and the last thousand
// "казна"; a thousandth asks, the rest remarks; and takes their words.
func crowded(t *testing.T) (*world, string) {
	w, round := inRound(t)
	w.send(round, "a", on("art_1", "Први."))
	w.exec(`INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, lang, received_at, log)
		SELECT gen_random_uuid(), round, 'B' || n, secret_hash, 'b' || n, request_hash, CASE WHEN n = 7 THEN 'anonymous' ELSE author_kind END, lang, received_at, log
		FROM submissions, generate_series(1, 60) n WHERE round = $1`, round)
	w.exec(`INSERT INTO comments (id, submission, round, no, number, document, provision, wid, kind, body, search_key, salt, commitment, outcome, early, place)
		SELECT gen_random_uuid(), s.id, s.round, n, x.number, 'act', CASE x.number % 50 WHEN 0 THEN 'art_2' ELSE 'art_1' END, c.wid, CASE x.number % 1000 WHEN 0 THEN 'question' ELSE 'remark' END,
			'Рок је кратак, број ' || x.number || CASE x.number % 5 WHEN 0 THEN '. Тражи се накнада.' ELSE '' END || CASE x.number WHEN 4321 THEN ' Предвидети изузетак.' ELSE '' END
				|| CASE WHEN x.number > 5001 THEN ' Казна је мала.' ELSE '' END, '', c.salt, c.commitment,
			CASE x.number % 100 WHEN 0 THEN 'noted' ELSE '' END, x.number % 100 = 0, c.place + (x.number % 50 = 0)::integer
		FROM (SELECT id, round, row_number() OVER (ORDER BY substr(receipt_no, 2)::integer) - 1 AS k FROM submissions WHERE round = $1 AND receipt_no ~ '^B[0-9]+$') s,
			(SELECT salt, commitment, wid, place FROM comments WHERE round = $1) c, generate_series(1, 100) n, LATERAL (SELECT s.k * 100 + n + 1 AS number) x`, round)
	w.exec(`INSERT INTO comment_totals AS t SELECT c.round, c.document, c.article, c.kind, s.author_kind, o.outcome, o.early, sum(o.n) FROM comments c JOIN submissions s ON s.id = c.submission
		CROSS JOIN (VALUES ('noted', true, 1), ('', false, -1)) AS o (outcome, early, n) WHERE c.outcome = 'noted' GROUP BY 1, 2, 3, 4, 5, 6, 7
		ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments`)
	w.exec(`UPDATE comment_numbers SET last = 6001`)
	w.words()
	w.lapse()
	return w, round
}

// A page of a list that is narrowed, by whatever, and the count over it, read so many
// comments at most of 6,000, wherever in the list what it shows stands.
func TestANarrowedListReadsNoMoreThanItsPage(t *testing.T) {
	w, round := crowded(t)
	sofar := w.rowsRead("comments", "comment_words")
	for _, tt := range []struct {
		name  string
		f     store.CommentFilter
		first int // number of the first that is shown
		shown int
		most  int64 // comments and their words that are read: at worst two spans of each
	}{
		{"a word that stands in all", store.CommentFilter{Query: "роковима"}, 2, 25, 2100},
		{"the same further on", store.CommentFilter{Query: "роковима", Behind: 4000}, 4001, 25, 2100},
		{"one that stands in a fifth", store.CommentFilter{Query: "накнаде"}, 5, 25, 2100},
		{"one that stands in the last thousand alone", store.CommentFilter{Query: "казна"}, 5002, 25, 2100},
		{"a rare word", store.CommentFilter{Query: "изузетака"}, 4321, 1, 1200},
		{"the beginning of one that stands in all", store.CommentFilter{Query: "роко*"}, 2, 25, 2100},
		{"the beginning of a rare one", store.CommentFilter{Query: "изузета*"}, 4321, 1, 1200},
		{"a beginning that is nowhere", store.CommentFilter{Query: "непосто*"}, 0, 0, 700},
		{"a word that is nowhere", store.CommentFilter{Query: "непостојеће"}, 0, 0, 700},
		{"two that stand in many, and together in few", store.CommentFilter{Query: "казни накнада"}, 5005, 25, 1400},
		{"an article", store.CommentFilter{Article: "art_2"}, 50, 25, 2500},
		{"the same within the act", store.CommentFilter{Document: dossier.ActDocument, Article: "art_2"}, 50, 25, 2500},
		{"a rare kind", store.CommentFilter{Kind: dossier.Question}, 1000, 6, 2100},
		{"rare authors", store.CommentFilter{AuthorKind: dossier.Anonymous}, 602, 25, 1400},
		{"an outcome", store.CommentFilter{Outcome: dossier.Noted}, 100, 25, 100},
		{"a rare outcome of an article", store.CommentFilter{Outcome: dossier.Noted, Article: "art_2"}, 100, 25, 300},
		{"a rare outcome with a word", store.CommentFilter{Outcome: dossier.Noted, Query: "рок"}, 100, 25, 300},
		{"unanswered with a word", store.CommentFilter{Outcome: store.Unanswered, Query: "рок"}, 2, 25, 2100},
		{"unanswered of a rare kind, which are all answered", store.CommentFilter{Outcome: store.Unanswered, Kind: dossier.Question}, 0, 0, 100},
		{"", store.CommentFilter{}, 0, 0, 0}, // from here on Postgres knows the tables
		{"a known word that stands in all", store.CommentFilter{Query: "роковима"}, 2, 25, 200},
		{"a known one that stands in the last thousand alone", store.CommentFilter{Query: "казна"}, 5002, 25, 1400},
		{"a known beginning of one that stands in all", store.CommentFilter{Query: "роко*"}, 2, 25, 200},
		{"a known article", store.CommentFilter{Article: "art_2"}, 50, 25, 2500},
		{"unanswered with a known word", store.CommentFilter{Outcome: store.Unanswered, Query: "рок"}, 2, 25, 300},
	} {
		if tt.name == "" {
			w.exec(`ANALYZE`)
			sofar = w.rowsRead("comments", "comment_words")
			continue
		}
		t.Run(tt.name, func(t *testing.T) {
			tt.f.Round, tt.f.Page = round, store.Page{Limit: 25}
			got, _, err := w.s.FindComments(t.Context(), w.drafter, tt.f)
			if err != nil {
				t.Fatal(err)
			}
			before := sofar
			sofar = w.rowsRead("comments", "comment_words")
			first := 0
			if len(got) > 0 {
				first = got[0].Number
			}
			if first != tt.first || len(got) != tt.shown {
				t.Errorf("%d are shown from %d on, want %d from %d on", len(got), first, tt.shown, tt.first)
			}
			if read := sofar - before; read > tt.most || read < int64(len(got)) {
				t.Errorf("%d rows were read to show %d, want at most %d", read, len(got), tt.most)
			}
		})
	}
}

// A page of the list by what the comments are about reads what it shows, and so does
// the way to the next one; whether or not Postgres knows the tables.
func TestAPageByPlaceReadsWhatItShows(t *testing.T) {
	w, round := crowded(t)
	for _, known := range []bool{false, true} {
		if known {
			w.exec(`ANALYZE`)
		}
		for _, tt := range []struct {
			outcome dossier.AnswerOutcome
			offset  int
			first   int
			most    int64
		}{
			{"", 0, 1, 140}, {"", 600, 613, 740}, {store.Unanswered, 0, 1, 60}, {store.Unanswered, 600, 613, 660}, {store.Done, 0, 100, 90}, {dossier.Noted, 0, 100, 90},
		} {
			before := w.rowsRead("comments", "comment_words")
			got, err := w.s.CommentsByPlace(t.Context(), w.drafter, store.CommentFilter{Round: round, Outcome: tt.outcome, Page: store.Page{Limit: 25}}, tt.offset)
			if err != nil {
				t.Fatal(err)
			}
			read := w.rowsRead("comments", "comment_words") - before
			if len(got) != 25 || got[0].Number != tt.first || read > tt.most {
				t.Errorf("%q from %d, known %t: %d are shown, the first is %d, want 25 from %d on; %d rows were read, want at most %d",
					tt.outcome, tt.offset, known, len(got), got[0].Number, tt.first, read, tt.most)
			}
		}
		before := w.rowsRead("comments", "comment_words")
		next, err := w.s.CommentBehind(t.Context(), w.drafter, store.CommentFilter{Round: round, Outcome: store.Unanswered}, 5999)
		if read := w.rowsRead("comments", "comment_words") - before; err != nil || next != 6001 || read > 10 {
			t.Errorf("behind 5999 comes %d, %v, want 6001; %d rows were read", next, err, read)
		}
	}
}

// What the search of lists finds is what a look at every comment finds.
func TestEveryNarrowedListIsWhole(t *testing.T) {
	w, round := crowded(t)
	for _, tt := range []struct {
		f    store.CommentFilter
		want string
	}{
		{store.CommentFilter{Query: "накнада"}, `c.number % 5 = 0`},
		{store.CommentFilter{Query: "накнада казна"}, `c.number % 5 = 0 AND c.number > 5001`},
		{store.CommentFilter{Query: "накнада", Article: "art_2"}, `c.number % 50 = 0`},
		{store.CommentFilter{Query: "рок", Kind: dossier.Question}, `c.number % 1000 = 0`},
		{store.CommentFilter{Query: "рок", Outcome: dossier.Noted}, `c.number % 100 = 0`},
		{store.CommentFilter{Query: "казна", Outcome: store.Unanswered}, `c.number % 100 <> 0 AND c.number > 5001`},
		{store.CommentFilter{AuthorKind: dossier.Anonymous}, `c.number BETWEEN 602 AND 701`},
		{store.CommentFilter{AuthorKind: dossier.Citizen, Kind: dossier.Question}, `c.number % 1000 = 0`},
		{store.CommentFilter{Query: "4321"}, `c.number = 4321`},
	} {
		t.Run(fmt.Sprintf("%s %s %s %s", tt.f.Query, tt.f.Article, tt.f.Kind, tt.f.Outcome), func(t *testing.T) {
			var want []int
			rows, err := w.s.DB().QueryContext(t.Context(), `SELECT c.number FROM comments c WHERE c.number > 1 AND `+tt.want+` ORDER BY 1`)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				var n int
				if err := rows.Scan(&n); err != nil {
					t.Fatal(err)
				}
				want = append(want, n)
			}
			var got []int
			tt.f.Round = round
			for tt.f.Page = (store.Page{Limit: 200}); ; {
				comments, next, err := w.s.FindComments(t.Context(), "", tt.f)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, numbers(comments)...)
				if tt.f.Cursor = next; next == "" {
					break
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
			n, more, err := w.s.CountComments(t.Context(), "", tt.f)
			if err != nil {
				t.Fatal(err)
			}
			if all := tt.f.Query == "" || len(want) <= 1000; more == all || all && n != len(want) || !all && n < 1000 {
				t.Errorf("counted %d, more: %t, want %d", n, more, len(want))
			}
		})
	}
}

// A span has the words of its comments as they are now: those that were taken back or
// covered stand in no row of the database, and what a correction says is found.
func TestASpanOfWordsForgetsWhatItsCommentsSayNoMore(t *testing.T) {
	w, round := inRound(t)
	const senders = 600
	var sent [senders]store.Accepted
	in := w.s.NewIntake(t.Context(), 2)
	var wg sync.WaitGroup
	for i := range senders {
		wg.Add(1)
		go func() {
			defer wg.Done()
			text := "Рок је кратак."
			if i == 40 {
				text = "Изузетак је неопходан."
			}
			s := dossier.Submission{Author: dossier.Author{Kind: dossier.Citizen, Name: "Грађанка Проба"}, Lang: "sr-Cyrl", Comments: []dossier.NewComment{on("art_1", text)}}
			var err error
			sent[i], err = in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(i), Submission: s})
			if err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	w.words()
	spans := func(word string) int {
		t.Helper()
		return w.count(fmt.Sprintf(`SELECT count(*) FROM word_spans WHERE words @@ '%s'::tsquery`, script.Stems(word)[0]))
	}
	found := func(query string) int {
		t.Helper()
		got, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: query})
		if err != nil {
			t.Fatal(err)
		}
		return len(got)
	}
	if n := w.count(`SELECT count(*) FROM word_spans`); n != 1 || spans("рок") != 1 {
		t.Fatalf("%d spans, %d of them with a word that stands in nearly all", n, spans("рок"))
	}
	number := w.count(`SELECT number FROM comments WHERE body LIKE 'Изузетак%'`)
	if number <= 500 != (spans("изузетак") == 1) || found("изузетак") != 1 {
		t.Fatalf("comment %d: %d spans, %d found", number, spans("изузетак"), found("изузетак"))
	}
	first := w.count(`SELECT i FROM (SELECT s.idem_key::integer AS i FROM comments c JOIN submissions s ON s.id = c.submission WHERE c.number = 1) x`)
	_, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: sent[first].ReceiptNo, Secret: sent[first].Secret, Key: "c", Comments: []store.CorrectedComment{{Body: "Надзор је слаб."}}})
	if err != nil {
		t.Fatal(err)
	}
	if spans("надзор") != 1 || found("надзор") != 1 {
		t.Errorf("corrected: %d spans, %d found", spans("надзор"), found("надзор"))
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent[first].ReceiptNo, Secret: sent[first].Secret, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	if spans("надзор") != 0 || found("надзор") != 0 {
		t.Errorf("withdrawn: %d spans, %d found", spans("надзор"), found("надзор"))
	}
}
