package store_test

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestTheCutIsAtMidnightInBelgrade has the clock of the database, by which intake
// goes, stand a tenth of a second before and after the end of a day.
func TestTheCutIsAtMidnightInBelgrade(t *testing.T) {
	address, keys := storetest.Database(t), t.TempDir()
	s, err := store.Open(t.Context(), store.Options{URL: address, Keys: keys, Origin: "rasprava.test"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := newWorldIn(t, s, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	db, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(query string, args ...any) {
		t.Helper()
		_, err := db.ExecContext(t.Context(), query, args...)
		if err != nil {
			t.Fatal(err)
		}
	}
	do(`CREATE SCHEMA stopped`)
	do(`CREATE TABLE stopped.clock AS SELECT now() AS at`)
	do(`CREATE FUNCTION stopped.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT at FROM stopped.clock'`)
	do(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = stopped, pg_catalog, public', current_database()); END $$`)
	stopped, err := store.Open(t.Context(), store.Options{URL: address, Keys: keys, Origin: "rasprava.test"})
	if err != nil {
		t.Fatal(err)
	}
	defer stopped.Close()
	in := stopped.NewIntake(t.Context(), 1)
	cal, err := calendar.Get("rs")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, day, ends string }{
		{"an ordinary day", "2027-02-10", "2027-02-10T23:00:00Z"},
		{"the day on which clocks go forward", "2027-03-28", "2027-03-28T22:00:00Z"},
		{"the day on which clocks go back", "2027-10-31", "2027-10-31T23:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			day, err := calendar.ParseDate(c.day)
			if err != nil {
				t.Fatal(err)
			}
			end := cal.EndOfDay(day)
			if got := end.UTC().Format(time.RFC3339); got != c.ends {
				t.Fatalf("the day ends at %s, want %s", got, c.ends)
			}
			do(`UPDATE rounds SET closes_at = $2 WHERE id = $1`, round, end)
			send := func(at time.Time) error {
				do(`UPDATE stopped.clock SET at = $1`, at)
				_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: at.String(), Submission: submission("У последњи час.")})
				return err
			}
			if err := send(end.Add(-100 * time.Millisecond)); err != nil {
				t.Errorf("at 23:59:59.9: %v", err)
			}
			for _, late := range []time.Duration{0, 100 * time.Millisecond} {
				var l *store.LateError
				err := send(end.Add(late))
				if !errors.As(err, &l) || !l.ClosedAt.Equal(end) || len(l.Note) == 0 {
					t.Errorf("at 00:00:00 and %v: got %v, want a note that it is late", late, err)
				}
			}
		})
	}
	view, err := s.Round(t.Context(), "", round)
	if err != nil || view.Comments != 3 || view.Late != 6 || view.Status != dossier.RoundOpen {
		t.Errorf("counted %d comments and %d late, %s, %v; want 3 and 6, open", view.Comments, view.Late, view.Status, err)
	}
}
