package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// blocked waits until so many sessions wait for a lock of a kind.
func (w *world) blocked(kind string, sessions int) {
	w.t.Helper()
	for range 500 {
		var waiting int
		err := w.s.DB().QueryRowContext(w.t.Context(), `
			SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND l.locktype = $1 AND a.datname = current_database()`, kind).Scan(&waiting)
		if err != nil {
			w.t.Fatal(err)
		}
		if waiting >= sessions {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatalf("nobody waits for a lock of a %s", kind)
}

// meanwhile does something that must wait for a lock which another transaction
// takes first, and reports whether that transaction can then have the head of the
// log.
func (w *world) meanwhile(kind, lock string, do func(), args ...any) {
	w.t.Helper()
	other, err := w.s.DB().BeginTx(w.t.Context(), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = other.ExecContext(w.t.Context(), lock, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	w.blocked(kind, 1)
	// Below a second, after which Postgres would break the deadlock by ending one.
	_, err = other.ExecContext(w.t.Context(), `SET LOCAL lock_timeout = 300`)
	if err == nil {
		_, err = other.ExecContext(w.t.Context(), `SELECT 1 FROM logs WHERE id = 'rehearsal' FOR NO KEY UPDATE`)
	}
	if err != nil {
		w.t.Errorf("the head of the log was locked before the last: %v", err)
	}
	if err := other.Rollback(); err != nil {
		w.t.Fatal(err)
	}
	<-done
}

// leaves returns the kinds of the leaves of the rehearsal log, from one on.
func (w *world) leaves(from int64) []ledger.Kind {
	w.t.Helper()
	rows, err := w.s.DB().QueryContext(w.t.Context(), `SELECT kind FROM log_leaves WHERE log = 'rehearsal' AND n >= $1 ORDER BY n`, from)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var kinds []ledger.Kind
	for rows.Next() {
		var k ledger.Kind
		if err := rows.Scan(&k); err != nil {
			w.t.Fatal(err)
		}
		kinds = append(kinds, k)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return kinds
}

// A declaration closes a round for good and reports on it anew, while an entry of
// staff that has the round comes to the head of the log.
func TestAClosingThatIsDeclaredFinalDoesNotLockOutAnEntry(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("art_1", "Рок је кратак."))
	w.lapse()
	w.lapse()
	w.lapse()
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	w.meanwhile("advisory", `SELECT pg_advisory_xact_lock_shared(7001, lock::integer) FROM rounds WHERE dossier = (SELECT id FROM dossiers WHERE ref = '`+string(w.ref)+`')`, func() { w.declares() })
	got := w.leaves(log.Size)
	if len(got) != 2 || got[0] != ledger.RoundClosed || got[1] != ledger.ReportPublished {
		t.Errorf("the leaves are %v, want the final closing and the report", got)
	}
}

// Whatever opens, closes or reports on a round has the head of the log as its last
// lock: what it locks before, here the table of steps, may be waited for.
func TestTheHeadOfTheLogIsLockedLast(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	const steps = `LOCK TABLE steps IN SHARE MODE`
	channels := w.stage.Channels
	proof := func(n int) {
		w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: channels[n], URL: "https://primer.example/" + channels[n], SHA256: sha})
	}
	for n := range len(channels) - 1 {
		proof(n)
	}
	w.meanwhile("relation", steps, func() { proof(len(channels) - 1) })
	w.lapse()
	w.advance()
	d := w.next()
	w.meanwhile("relation", steps, func() {
		e, err := w.s.LapseWindow(t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo, Window: d.Window})
		if err != nil {
			t.Errorf("lapse: %v", err)
		}
		w.seq = e.Seq
		w.move(e)
	})
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	w.meanwhile("relation", steps, func() { w.reports() })
	got := w.leaves(log.Size)
	if len(got) < 2 || got[0] != ledger.RoundClosed || got[1] != ledger.ReportPublished {
		t.Errorf("the leaves are %v, want the final closing and the report first", got)
	}
}
