package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestTheBoardShowsLateOnesFirstThenByNextEnd(t *testing.T) {
	s, drafter := shelf(t, 61)
	b, err := s.Board(t.Context(), drafter, store.BoardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Groups) != 1 || b.Groups[0].Procedure != "rs.law.government" || len(b.Groups[0].Phases) != 8 {
		t.Fatalf("got %d groups", len(b.Groups))
	}
	var rows []store.BoardRow
	for number := 1; number <= b.Pages; number++ {
		page, err := s.Board(t.Context(), drafter, store.BoardFilter{Number: number})
		if err != nil || page.Number != number {
			t.Fatalf("page %d: got %d, %v", number, page.Number, err)
		}
		for _, g := range page.Groups {
			rows = append(rows, g.Rows...)
		}
	}
	seen := map[dossier.Ref]bool{}
	late := 0
	for i, r := range rows {
		seen[r.Ref] = true
		if r.Overdue {
			late++
		}
		if i > 0 && r.Overdue && !rows[i-1].Overdue {
			t.Errorf("%s is late and stands behind one that is not", r.Ref)
		}
		if p := rows[max(i-1, 0)]; !p.Overdue && !r.Overdue && r.EndsAt != nil && (p.EndsAt == nil || r.EndsAt.Before(*p.EndsAt)) {
			t.Errorf("%s stands behind one that ends later", r.Ref)
		}
		if len(r.Cells) != 8 || r.Status != dossier.Open {
			t.Errorf("%s: %d cells, %s", r.Ref, len(r.Cells), r.Status)
		}
	}
	if len(seen) != b.UnderWay || len(rows) != b.UnderWay || late != b.Late || late < 2 || b.Deciding == 0 || b.LongestWait == 0 || len(b.Latest) != min(late, 3) {
		t.Errorf("%d rows, %d late, board %d under way, %d late %v, %d deciding since %d days", len(rows), late, b.UnderWay, b.Late, b.Latest, b.Deciding, b.LongestWait)
	}
	if l := b.Latest[0]; l.TitleSr != "Извештај о резултатима консултација" {
		t.Errorf("the latest: got %+v", l)
	}
}

func TestTheCellsOfADossier(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	w.publish()
	w.addAct(draft)
	w.publish()
	b, err := w.s.Board(t.Context(), w.drafter, store.BoardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range b.Groups[0].Rows[0].Cells {
		got = append(got, fmt.Sprintf("%s %s %t", c.ID, c.State, c.Due.IsZero()))
	}
	if d := cmp.Diff([]string{"announcement done true", "consultation now false", "report coming true", "decision coming true"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if b.Soon != 1 || b.UnderWay != 1 || b.Late != 0 || b.Latest != nil {
		t.Errorf("got %+v", b)
	}
	for _, f := range []store.BoardFilter{{Procedure: "rs.law.government"}, {Body: "MDRUGO"}, {Late: true}, {Query: "нечег другог"}, {Query: "2026-9999"}} {
		b, err = w.s.Board(t.Context(), w.drafter, f)
		if err != nil || b.UnderWay != 0 || len(b.Groups) != 0 || b.Pages != 1 {
			t.Errorf("%+v: got %+v, %v", f, b, err)
		}
	}
}

func TestTheBoardIsNarrowed(t *testing.T) {
	s, drafter := shelf(t, 61)
	all, err := s.Board(t.Context(), drafter, store.BoardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	late, err := s.Board(t.Context(), drafter, store.BoardFilter{Late: true})
	if err != nil || late.UnderWay != all.Late || late.Late != all.Late {
		t.Errorf("late only: got %d under way and %d late of %d, %v", late.UnderWay, late.Late, all.Late, err)
	}
	first := all.Groups[0].Rows[0].DossierRow
	for _, query := range []string{string(first.Ref), strings.Replace(string(first.Ref), "-", " ", 1), " " + first.Title + " "} {
		one, err := s.Board(t.Context(), drafter, store.BoardFilter{Query: query})
		if err != nil || len(one.Groups) == 0 || one.Groups[0].Rows[0].Ref != first.Ref {
			t.Errorf("%q: got %+v, %v", query, one, err)
		}
	}
}

func TestTheBoardCountsOpinionsOnTheText(t *testing.T) {
	s, drafter := shelf(t, 1)
	storetest.Ministry(t, s, "MTRECE")
	for i, q := range []string{
		`UPDATE stage_runs SET stage = 'opinions', kind = 'opinions'`,
		`INSERT INTO opinion_requests (dossier, stage_no, body, mandatory, silent_at) SELECT d.id, 1, b.id, b.code <> 'MF', CASE WHEN b.code = 'RSJP' THEN now() END
			FROM dossiers d, bodies b WHERE b.code IN ('RSZ', 'MEI', 'RSJP', 'MF')`,
		`INSERT INTO opinions (id, dossier, stage_no, body, opinion, text, package, given_by, command) SELECT gen_random_uuid(), d.id, 1, b.id, 'positive', '',
			CASE WHEN b.code = 'RSZ' THEN p.hash ELSE 'sha256:old' END, d.opened_by, gen_random_uuid()
			FROM dossiers d, packages p, bodies b WHERE b.code IN ('RSZ', 'MEI')`,
	} {
		_, err := s.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	b, err := s.Board(t.Context(), drafter, store.BoardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if c := b.Groups[0].Rows[0].Cells[4]; c.ID != "opinions" || c.Given != 2 || c.Asked != 3 {
		t.Errorf("got %+v", c)
	}
}

func TestTheBoardHidesWhatTheViewerDoesNotSee(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Visibility: dossier.Classified})
	overseer := storetest.Person(t, w.s, "Заштитник Први", "MDRUGO oversight")
	operator := storetest.Person(t, w.s, "Оператер Први", "MDRUGO operator")
	for viewer, want := range map[string]int{"": 0, w.stranger: 0, overseer: 0, operator: 0, w.drafter: 1} {
		b, err := w.s.Board(t.Context(), viewer, store.BoardFilter{})
		if err != nil || b.UnderWay != want || len(b.Groups) != want {
			t.Errorf("as %q: %d, %v; want %d", viewer, b.UnderWay, err, want)
		}
	}
}

func BenchmarkBoard(b *testing.B) {
	s, drafter := shelf(b, 222) // 200 of them are open
	for b.Loop() {
		_, err := s.Board(b.Context(), drafter, store.BoardFilter{})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(time.Millisecond), "ms/board")
}

func BenchmarkListByClosing(b *testing.B) {
	s, drafter := shelf(b, 1000)
	for b.Loop() {
		_, err := s.DossierPage(b.Context(), drafter, store.DossierFilter{Order: store.OrderClosing, Page: store.Page{Limit: 20}}, 2)
		if err != nil {
			b.Fatal(err)
		}
	}
}
