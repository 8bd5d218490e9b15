package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/lib/pq"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// shelf is a record with many laws, spread over the main path: number i stands
// in its stage i modulo 12, every tenth is completed. Many end on the same day.
func shelf(t testing.TB, n int) (*store.Store, string) {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Ministry(t, s, "MTEST")
	storetest.Ministry(t, s, "MDRUGO")
	drafter := storetest.Person(t, s, "Цртач Први", "MTEST drafter")
	def, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	path, _ := def.MainPath()
	exec := func(query string, args ...any) {
		t.Helper()
		_, err := s.DB().ExecContext(t.Context(), query, args...)
		if err != nil {
			t.Fatal(err)
		}
	}
	base := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for i := range n {
		id := uuid.NewString()
		status, ended, lead, k := "open", any(nil), "MTEST", 1+i%12
		if i%10 == 9 {
			status, ended = "completed", base.AddDate(0, 0, 200+i%3)
		}
		if i%4 == 3 {
			lead = "MDRUGO"
		}
		exec(`INSERT INTO dossiers (id, ref, title, title_key, kind, procedure, procedure_version, definition, lead, visibility, log, status, ended_at,
				stage_no, package_no, opened_by, opened_at)
			SELECT $1, $2, $3, $3, $4, $5, $6, $7, b.id, $8, 'public', $9, $10, $11, 1, $12, $13 FROM bodies b WHERE b.code = $14`,
			id, fmt.Sprintf("2026-%04d", 1000+i), fmt.Sprintf("zakon o probi broj %d", i), []string{"law", "decree"}[i%2], def.ID, def.Version, def.Hash,
			[]string{"public", "working"}[i/12%2], status, ended, k, drafter, base.AddDate(0, 0, i/7), lead)
		exec(`INSERT INTO packages (dossier, no, hash, reason, stage_no, created_by) VALUES ($1, 1, $2, 'first_version', 1, $3)`, id, "sha256:"+sha, drafter)
		var stages, kinds []string
		for _, st := range path[:k] {
			stages, kinds = append(stages, st.ID), append(kinds, string(st.Kind))
		}
		exec(`INSERT INTO stage_runs (dossier, no, stage, kind, actor, entered_at, ended_at, outcome, overdue_at, legal_entered, legal_ended)
			SELECT $1::uuid, n, x.stage, x.kind, d.lead, $4::timestamptz + n * interval '7 days', CASE WHEN n < $5 THEN $4::timestamptz + (n + 1) * interval '7 days' END,
				CASE WHEN n < $5 THEN 'o' END, CASE WHEN n = $5 AND $6 THEN $4::timestamptz + (n + 3) * interval '7 days' END,
				$4::timestamptz + n * interval '7 days', CASE WHEN n < $5 THEN $4::timestamptz + (n + 1) * interval '7 days' END
			FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS x (stage, kind, n), dossiers d WHERE d.id = $1::uuid`,
			id, pq.Array(stages), pq.Array(kinds), base, k, k == 5 && i%24 == 4)
		for _, w := range path[k-1].Windows {
			due := base.AddDate(1, 0, i%5)
			exec(`INSERT INTO windows (dossier, stage_no, id, kind, term, starts, raw, due, legal_end, ends_at, basis, verified)
				VALUES ($1, $2, $3, $4, $5, $6::date, $7::date, $7::date, $8, $8, $9, true)`, id, k, w.ID, w.Kind, w.Term, base, due, due.AddDate(0, 0, 1), w.Basis)
		}
		if path[k-1].Kind == procedure.Consultation && status == "open" {
			exec(`INSERT INTO rounds (id, dossier, stage_no, no, package_no, opens_at, closes_at) VALUES ($1, $2, $3, 1, 1, $4, $5)`,
				uuid.NewString(), id, k, base, base.AddDate(1, 0, i%5+1))
		}
	}
	exec(`ANALYZE`) // as the server does by itself in a minute
	return s, drafter
}

func refs(rows []store.DossierRow) []dossier.Ref {
	var all []dossier.Ref
	for _, r := range rows {
		all = append(all, r.Ref)
	}
	return all
}

func TestAListIsWholeInBothOrdersWhateverThePage(t *testing.T) {
	s, drafter := shelf(t, 61)
	for _, order := range []store.Order{store.OrderNewest, store.OrderClosing} {
		for _, viewer := range []string{"", drafter} {
			whole, _, err := s.Dossiers(t.Context(), viewer, store.DossierFilter{Order: order, Page: store.Page{Limit: 200}})
			if err != nil {
				t.Fatal(err)
			}
			want := 61
			if viewer == "" {
				want = 37
			}
			if len(whole) < want-10 || len(whole) > want {
				t.Fatalf("%q as %q: %d dossiers", order, viewer, len(whole))
			}
			var turned []dossier.Ref
			f := store.DossierFilter{Order: order, Page: store.Page{Limit: 4}}
			for pages := 0; ; pages++ {
				rows, next, err := s.Dossiers(t.Context(), viewer, f)
				if err != nil || pages > 20 {
					t.Fatalf("page %d: %v", pages, err)
				}
				turned = append(turned, refs(rows)...)
				if f.Cursor = next; next == "" {
					break
				}
			}
			if d := cmp.Diff(refs(whole), turned); d != "" {
				t.Errorf("%q by cursor (-whole +turned):\n%s", order, d)
			}
			var numbered []dossier.Ref
			for n := 1; ; n++ {
				l, err := s.DossierPage(t.Context(), viewer, store.DossierFilter{Order: order, Page: store.Page{Limit: 7}}, n)
				if err != nil {
					t.Fatal(err)
				}
				if l.Number != n || l.Total != len(whole) || l.First != (n-1)*7+1 || l.Last != l.First+len(l.Rows)-1 || l.More {
					t.Fatalf("page %d: got %+v", n, l)
				}
				numbered = append(numbered, refs(l.Rows)...)
				if n == l.Pages {
					break
				}
			}
			if d := cmp.Diff(refs(whole), numbered); d != "" {
				t.Errorf("%q by number (-whole +numbered):\n%s", order, d)
			}
		}
	}
}

func TestWhatClosesFirstStandsFirst(t *testing.T) {
	s, drafter := shelf(t, 60)
	rows, _, err := s.Dossiers(t.Context(), drafter, store.DossierFilter{Order: store.OrderClosing, Page: store.Page{Limit: 200}})
	if err != nil {
		t.Fatal(err)
	}
	rank := func(r store.DossierRow) int {
		switch {
		case r.OpenRound != "":
			return 0
		case r.Status == dossier.Open:
			return 1
		}
		return 2
	}
	seen := map[int]int{}
	for i, r := range rows {
		seen[rank(r)]++
		if r.OpenRound != "" && (r.ClosesAt == nil || r.ClosesOn != r.ClosesAt.AddDate(0, 0, -1).Format(time.DateOnly)) {
			t.Errorf("%s closes at %v, on %q", r.Ref, r.ClosesAt, r.ClosesOn)
		}
		if i == 0 || rank(r) != rank(rows[i-1]) {
			continue
		}
		switch p := rows[i-1]; rank(r) {
		case 0:
			if r.ClosesAt.Before(*p.ClosesAt) {
				t.Errorf("%s closes before %s and stands behind it", r.Ref, p.Ref)
			}
		case 1:
			if p.EndsAt == nil && !p.Overdue && r.EndsAt != nil || p.EndsAt != nil && r.EndsAt != nil && !p.Overdue && !r.Overdue && r.EndsAt.Before(*p.EndsAt) || r.Overdue && !p.Overdue {
				t.Errorf("%s ends on %v, before %s on %v, and stands behind it", r.Ref, r.EndsAt, p.Ref, p.EndsAt)
			}
		case 2:
			if r.EndedAt.After(*p.EndedAt) {
				t.Errorf("%s ended after %s and stands behind it", r.Ref, p.Ref)
			}
		}
	}
	for _, want := range []int{0, 1, 2} {
		if seen[want] < 3 {
			t.Errorf("only %d dossiers of rank %d", seen[want], want)
		}
	}
	if !slices.IsSortedFunc(rows, func(a, b store.DossierRow) int { return rank(a) - rank(b) }) {
		t.Error("the ranks are mixed")
	}
}

func TestFiltersNarrowTheListAndItsCount(t *testing.T) {
	s, drafter := shelf(t, 61)
	for _, c := range []struct {
		name string
		f    store.DossierFilter
		want func(store.DossierRow) bool
	}{
		{"a phase", store.DossierFilter{Stages: []string{"public_debate", "debate_report"}}, func(r store.DossierRow) bool { return r.Stage == "public_debate" || r.Stage == "debate_report" }},
		{"no stage at all", store.DossierFilter{Stages: []string{}}, func(store.DossierRow) bool { return false }},
		{"an open round", store.DossierFilter{OpenRound: true}, func(r store.DossierRow) bool { return r.OpenRound != "" }},
		{"a body", store.DossierFilter{Body: "MDRUGO"}, func(r store.DossierRow) bool { return r.LeadCode == "MDRUGO" }},
		{"a kind and a status", store.DossierFilter{Kind: "decree", Status: "completed"}, func(r store.DossierRow) bool { return r.Kind == "decree" && r.Status == dossier.Completed }},
		{"a number", store.DossierFilter{Query: "2026 / 1011"}, func(r store.DossierRow) bool { return r.Ref == "2026-1011" }},
		{"words", store.DossierFilter{Query: "broj 11"}, func(r store.DossierRow) bool { return r.Title == "zakon o probi broj 11" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, _, err := s.Dossiers(t.Context(), drafter, store.DossierFilter{Page: store.Page{Limit: 200}})
			if err != nil {
				t.Fatal(err)
			}
			want := refs(slices.DeleteFunc(all, func(r store.DossierRow) bool { return !c.want(r) }))
			l, err := s.DossierPage(t.Context(), drafter, c.f, 1)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, refs(l.Rows)); d != "" || l.Total != len(want) {
				t.Errorf("%d in all (-want +got):\n%s", l.Total, d)
			}
		})
	}
}

func TestAPageBeyondTheEndIsTheLastOne(t *testing.T) {
	s, drafter := shelf(t, 15)
	for _, c := range []struct{ ask, want, first int }{{0, 1, 1}, {-3, 1, 1}, {2, 2, 11}, {900, 2, 11}} {
		l, err := s.DossierPage(t.Context(), drafter, store.DossierFilter{Page: store.Page{Limit: 10}}, c.ask)
		if err != nil || l.Number != c.want || l.First != c.first {
			t.Errorf("page %d: got %d from %d, %v", c.ask, l.Number, l.First, err)
		}
	}
	l, err := s.DossierPage(t.Context(), drafter, store.DossierFilter{Query: "nema ga"}, 4)
	if err != nil || l.Pages != 1 || l.Number != 1 || l.Total != 0 || l.First != 0 || l.Rows == nil {
		t.Errorf("an empty list: got %+v, %v", l, err)
	}
	_, err = s.DossierPage(t.Context(), drafter, store.DossierFilter{Page: store.Page{Limit: 201}}, 1)
	if dossier.CodeOf(err) != dossier.CodeLimitInvalid {
		t.Errorf("201 rows: got %v", err)
	}
}

func TestACursorOfAnotherOrderIsRefused(t *testing.T) {
	s, drafter := shelf(t, 15)
	first := func(order store.Order) string {
		_, next, err := s.Dossiers(t.Context(), drafter, store.DossierFilter{Order: order, Page: store.Page{Limit: 2}})
		if err != nil || next == "" {
			t.Fatalf("got %q, %v", next, err)
		}
		return next
	}
	for order, cursor := range map[store.Order]string{store.OrderNewest: first(store.OrderClosing), store.OrderClosing: first(store.OrderNewest)} {
		_, _, err := s.Dossiers(t.Context(), drafter, store.DossierFilter{Order: order, Page: store.Page{Cursor: cursor}})
		if dossier.CodeOf(err) != dossier.CodeCursorInvalid {
			t.Errorf("%q: got %v", order, err)
		}
	}
}

func TestBodiesOfAListAreThoseThatTheViewerSees(t *testing.T) {
	s, drafter := shelf(t, 3) // the fourth would be of MDRUGO
	w := storetest.Person(t, s, "Цртач Други", "MDRUGO drafter")
	_, _, err := s.OpenDossier(t.Context(), w, store.Opening{Title: "Нацрт закона о другој проби", Kind: "law", Procedure: "rs.law.government", Lead: "MDRUGO", Visibility: dossier.Working})
	if err != nil {
		t.Fatal(err)
	}
	for viewer, want := range map[string]string{"": "[MTEST]", drafter: "[MTEST]", w: "[MDRUGO MTEST]"} {
		bodies, err := s.ListedBodies(t.Context(), viewer)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, b := range bodies {
			codes = append(codes, b.Code)
		}
		if got := fmt.Sprint(codes); got != want {
			t.Errorf("as %q: got %s, want %s", viewer, got, want)
		}
	}
}
