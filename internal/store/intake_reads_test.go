package store_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// What a batch reads must not grow with what came before, on tables of which
// Postgres knows nothing yet too: the first minute of a rush is such a time.
func TestABatchReadsNoMoreThanItTakesIn(t *testing.T) {
	w, round := inRound(t)
	w.exec(`ALTER TABLE submissions SET (autovacuum_enabled = off)`)
	w.exec(`ALTER TABLE comments SET (autovacuum_enabled = off)`)
	w.exec(`ALTER TABLE log_hashes SET (autovacuum_enabled = off)`)
	in := w.s.NewIntake(t.Context(), 2)
	const senders, each = 20, 100
	send := func(from, to int) {
		var wg sync.WaitGroup
		for i := range senders {
			wg.Go(func() {
				for n := from; n < to; n++ {
					_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprintf("k-%d-%d", i, n), Submission: submission("Рок је кратак.")})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
	}
	send(0, each)
	time.Sleep(1200 * time.Millisecond) // what a connection reads more than a second after it told, it tells with all before
	send(each, each+5)
	const most = 5 * senders * each // two are looked up for each; before, more than a hundred were
	for _, table := range []string{"submissions", "comments", "rounds", "logs", "log_leaves", "log_hashes", "comment_totals"} {
		read := w.rowsRead(table)
		if read > most {
			t.Errorf("%d rows of %s were read to take %d submissions in", read, table, senders*each)
		}
		if table == "submissions" && read < senders*each/2 { // the last of them may not be told yet
			t.Errorf("only %d rows of submissions are said to have been read: this looks at the wrong figure", read)
		}
	}
}

// rowsRead returns how many rows of tables Postgres has read so far.
func (w *world) rowsRead(tables ...string) int64 {
	w.t.Helper()
	time.Sleep(1200 * time.Millisecond) // a connection tells what it read a second after the last time
	var read int64
	err := w.s.DB().QueryRowContext(w.t.Context(), `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables WHERE relname = ANY (string_to_array($1, ' '))`,
		strings.Join(tables, " ")).Scan(&read)
	if err != nil {
		w.t.Fatal(err)
	}
	return read
}

// Nor does a page of the list: an export goes through all of them, often right after
// the comments came. Postgres plans the first five by what it knows, and that is
// nothing; before, it read for every page all that came behind it.
func TestAPageOfTheListReadsNoMoreThanItShows(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("art_1", "Рок је кратак."))
	w.exec(`ALTER TABLE comments SET (autovacuum_enabled = off)`)
	w.answered(round, 3000)
	before := w.rowsRead("comments")
	shown := 0
	for page := (store.Page{Limit: 50}); ; {
		comments, next, err := w.s.FindComments(t.Context(), w.drafter, store.CommentFilter{Round: round, Page: page})
		if err != nil {
			t.Fatal(err)
		}
		shown += len(comments)
		if page.Cursor = next; next == "" {
			break
		}
	}
	read := w.rowsRead("comments") - before
	if shown != 3001 || read < int64(shown) || read > int64(8*shown) {
		t.Errorf("%d rows of comments were read to show %d", read, shown)
	}
}

// Nor does a part of the portal's file: what was taken in before is not looked at again.
func TestAPartOfThePortalReadsNoMoreThanItTakesIn(t *testing.T) {
	w, round := inRound(t)
	const rows = 1000
	var said []string
	for n := range rows {
		said = append(said, fmt.Sprintf("p-%d", n), "Рок је кратак.")
	}
	got := w.takes(round, w.portalFile(dossier.Day(w.view().LegalNow, time.UTC), said...))
	if got.Taken != rows {
		t.Fatalf("%d of %d were taken in", got.Taken, rows)
	}
	time.Sleep(1200 * time.Millisecond) // what a connection reads more than a second after it told, it tells with all before
	if _, err := w.s.TakePortal(t.Context(), w.drafter, round); err != nil {
		t.Fatal(err)
	}
	if read := w.rowsRead("portal_rows"); read < rows || read > 6*rows {
		t.Errorf("%d rows were read to take %d in", read, rows)
	}
}
