package store_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// What an organisation said is listed, narrowed further and counted, and looked for
// nowhere but in what it sent.
func TestTheCommentsOfAnOrganisationAreListed(t *testing.T) {
	w, round := crowded(t)
	w.registered("91000061", "Удружење „Чамац”")
	w.registered("91000062", "Савез „Весло”")
	w.registered("91000063", "Савез „Сидро”")
	w.exec(`UPDATE submissions SET author_kind = 'organisation', author_name = '', organisation = (SELECT id FROM organisations WHERE register_no = '91000061') WHERE round = $1 AND receipt_no IN ('B12', 'B30')`, round)
	w.exec(`UPDATE submissions SET author_kind = 'organisation', author_name = '', organisation = (SELECT id FROM organisations WHERE register_no = '91000062') WHERE round = $1 AND receipt_no = 'B40'`, round)
	w.exec(`UPDATE submissions SET author_kind = 'organisation', author_name = '', organisation = (SELECT id FROM organisations WHERE register_no = '91000063'), disowned_at = now() WHERE round = $1 AND receipt_no = 'B50'`, round)
	w.exec(`ANALYZE`)
	sofar := w.rowsRead("comments", "comment_words")
	for _, tt := range []struct {
		name   string
		f      store.CommentFilter
		first  int
		shown  int
		counts int
	}{
		{"all of it", store.CommentFilter{Organisation: "91000061"}, 1102, 25, 200},
		{"further on", store.CommentFilter{Organisation: "91000061", Behind: 1190}, 1191, 25, 200},
		{"with a word", store.CommentFilter{Organisation: "91000061", Query: "накнадама"}, 1105, 25, 40},
		{"with a word that it does not say", store.CommentFilter{Organisation: "91000061", Query: "изузетак"}, 0, 0, 0},
		{"with its number", store.CommentFilter{Organisation: "91000061", Query: "2950"}, 2950, 1, 1},
		{"on an article", store.CommentFilter{Organisation: "91000061", Article: "art_2"}, 1150, 4, 4},
		{"of a kind", store.CommentFilter{Organisation: "91000061", Kind: dossier.Question}, 3000, 1, 1},
		{"answered", store.CommentFilter{Organisation: "91000061", Outcome: dossier.Noted}, 1200, 2, 2},
		{"waiting", store.CommentFilter{Organisation: "91000061", Outcome: store.Unanswered}, 1102, 25, 198},
		{"another", store.CommentFilter{Organisation: "91000062"}, 3902, 25, 100},
		{"one whose name was taken down", store.CommentFilter{Organisation: "91000063"}, 0, 0, 0},
		{"none", store.CommentFilter{Organisation: "91000099"}, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.f.Round, tt.f.Page = round, store.Page{Limit: 25}
			got, _, err := w.s.FindComments(t.Context(), w.drafter, tt.f)
			before := sofar
			sofar = w.rowsRead("comments", "comment_words")
			if read := sofar - before; read > 1500 {
				t.Errorf("%d rows were read", read)
			}
			first := 0
			if len(got) > 0 {
				first = got[0].Number
			}
			if err != nil || first != tt.first || len(got) != tt.shown {
				t.Errorf("%d are shown from %d on, %v, want %d from %d on", len(got), first, err, tt.shown, tt.first)
			}
			for _, c := range got {
				if c.Organisation != tt.f.Organisation {
					t.Errorf("comment %d is of %q", c.Number, c.Organisation)
				}
			}
			n, more, err := w.s.CountComments(t.Context(), "", tt.f)
			if err != nil || more || n != tt.counts {
				t.Errorf("counted are %d, %t, %v, want %d", n, more, err, tt.counts)
			}
			placed, err := w.s.CommentsByPlace(t.Context(), w.drafter, tt.f, 0)
			sofar = w.rowsRead("comments", "comment_words")
			if err != nil || tt.f.Behind == 0 && len(placed) != min(tt.counts, 25) {
				t.Errorf("by place: %d, %v", len(placed), err)
			}
		})
	}
	got, err := w.s.RoundOrganisations(t.Context(), "", round, "")
	slices.SortFunc(got, func(a, b store.OrganisationName) int { return cmp.Compare(a.RegisterNo, b.RegisterNo) })
	if want := []store.OrganisationName{{RegisterNo: "91000061", Name: "Удружење „Чамац”"}, {RegisterNo: "91000062", Name: "Савез „Весло”"}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("the organisations are %v, %v", got, err)
	}
	w.exec(`INSERT INTO organisations (id, register_no, name, kind) SELECT gen_random_uuid(), 92000000 + n, 'Удружење ' || n, 'association' FROM generate_series(1, 250) n`)
	w.exec(`INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, organisation, lang, received_at, log)
		SELECT gen_random_uuid(), s.round, 'D' || o.register_no, secret_hash, 'd' || o.register_no, request_hash, 'organisation', o.id, lang, received_at, log
		FROM (SELECT * FROM submissions WHERE round = $1 AND receipt_no = 'B1') s, organisations o WHERE o.register_no > '92'`, round)
	w.exec(`INSERT INTO comments (id, submission, round, no, number, document, provision, wid, kind, body, search_key, salt, commitment, place)
		SELECT gen_random_uuid(), s.id, s.round, 1, 7000 + row_number() OVER (), 'act', 'art_1', c.wid, 'remark', 'Рок.', '', c.salt, c.commitment, c.place
		FROM submissions s, (SELECT salt, commitment, wid, place FROM comments WHERE round = $1 AND number = 1) c WHERE s.round = $1 AND s.receipt_no LIKE 'D%'`, round)
	for number, want := range map[string]int{"": 0, "92000200": 1, "91000063": 0} {
		got, err := w.s.RoundOrganisations(t.Context(), "", round, number)
		if err != nil || len(got) != want || want == 1 && got[0].RegisterNo != number {
			t.Errorf("of 252, asked for %q: %v, %v", number, got, err)
		}
	}
}
