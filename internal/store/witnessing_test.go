package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/internal/witness"
	"github.com/rasprava/rasprava/internal/witness/witnesstest"
)

func TestWitnessesAreAskedToSignThePublicLog(t *testing.T) {
	options := store.Options{URL: storetest.Database(t), Keys: t.TempDir(), Origin: "rasprava.test", Checkpoints: t.TempDir()}
	opens := func() *store.Store {
		t.Helper()
		s, err := store.Open(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	s := opens()
	err := s.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := newWorldIn(t, s, "test.two_stage", store.Opening{})
	keys, err := s.LogKeys(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	key := keys[0].Key
	good, stranger := witnesstest.New(t, "dobar.example", key), witnesstest.New(t, "trom.example", key)
	parse := func(line string) ledger.Witness {
		t.Helper()
		one, err := ledger.ParseWitness(line)
		if err != nil {
			t.Fatal(err)
		}
		return one
	}
	vkey, _, _ := strings.Cut(stranger.Line, " ")
	options.Witnesses = []ledger.Witness{parse(good.Line), parse(vkey)}
	s = opens()
	publishes := func(want dossier.PublishedCheckpoints, why error) {
		t.Helper()
		got, err := s.PublishCheckpoints(t.Context())
		if got != want || !errors.Is(err, why) || (why == nil) != (err == nil) {
			t.Errorf("got %+v, %v, want %+v, %v", got, err, want, why)
		}
	}
	grows := func() int64 {
		t.Helper()
		_, _, err := s.OpenDossier(t.Context(), w.drafter, store.Opening{Title: "Нацрт закона о сведоцима", Kind: "law", Procedure: "test.two_stage", Lead: "MTEST", Visibility: dossier.Working})
		if err != nil {
			t.Fatal(err)
		}
		log, err := s.Log(t.Context(), false)
		if err != nil {
			t.Fatal(err)
		}
		return log.Size
	}

	publishes(dossier.PublishedCheckpoints{Kept: true, Asked: 1, Signed: 1}, nil)
	publishes(dossier.PublishedCheckpoints{Kept: true}, nil)
	size := grows()
	publishes(dossier.PublishedCheckpoints{Kept: true, Asked: 1, Signed: 1}, nil)
	if good.Last() != size || stranger.Last() != 0 {
		t.Errorf("the witnesses signed trees of %d and %d, want %d and none", good.Last(), stranger.Last(), size)
	}
	served, err := s.Checkpoint(t.Context(), false)
	if err != nil || !bytes.Contains(served, []byte("dobar.example")) {
		t.Errorf("the checkpoint is %s, %v", served, err)
	}
	r, err := audit.Run(t.Context(), s.PublishedLog(false), audit.Options{Keys: []string{key}, Witnesses: []ledger.Witness{parse(good.Line)}})
	if err != nil || r.Wrong != 0 || len(r.Witnessed) != 1 {
		t.Errorf("audit: %+v, %v", r, err)
	}

	// Our memory is lost, and the witness says where it stands.
	_, err = s.DB().ExecContext(t.Context(), `DELETE FROM witnessed_checkpoints`)
	if err != nil {
		t.Fatal(err)
	}
	grows()
	good.Change(func(w *witnesstest.Witness) { w.Asked = nil })
	publishes(dossier.PublishedCheckpoints{Kept: true, Asked: 1, Signed: 1}, nil)
	if want := []string{"old 0", "old " + strconv.FormatInt(size, 10)}; !slices.Equal(good.Asked, want) {
		t.Errorf("asked %q, want %q", good.Asked, want)
	}

	// One that lies, one that is broken and one that is away hold up neither the others nor the log.
	forger, broken, away, slow := witnesstest.New(t, "lazov.example", key), witnesstest.New(t, "kvar.example", key), witnesstest.New(t, "daleko.example", key), witnesstest.New(t, "spor.example", key)
	forger.Change(func(w *witnesstest.Witness) { w.Forges = true })
	broken.Change(func(w *witnesstest.Witness) { w.Says = http.StatusServiceUnavailable })
	slow.Change(func(w *witnesstest.Witness) { w.Slow = time.Hour })
	vkey, _, _ = strings.Cut(away.Line, " ")
	options.Witnesses = append(options.Witnesses, parse(forger.Line), parse(broken.Line), parse(vkey+" http://127.0.0.1:1"), parse(slow.Line))
	s = opens()
	size = grows()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	asked := make(chan error, 1)
	go func() {
		got, err := s.PublishCheckpoints(ctx)
		if want := (dossier.PublishedCheckpoints{Kept: true, Asked: 5, Signed: 1}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		asked <- err
	}()
	for good.Last() != size {
		time.Sleep(5 * time.Millisecond)
	}
	grows() // while the slow one is waited for
	if err := <-asked; !errors.Is(err, witness.ErrAnswer) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want what went wrong with each", err)
	}
	states, err := s.WitnessStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stand := map[string]string{}
	for _, w := range states {
		stand[w.Name] = fmt.Sprintf("%t %t %s", w.SignedAt != nil, w.Failing(), w.Failure)
		if (w.Failure == "") != (w.FailedAt == nil || w.Cause == "") {
			t.Errorf("%s failed without a cause or an instant: %+v", w.Name, w)
		}
	}
	want := map[string]string{"dobar.example": "true false ", "trom.example": "false false ", "lazov.example": "false true answer", "kvar.example": "false true answer",
		"daleko.example": "false true unreachable", "spor.example": "false true unreachable"}
	if diff := cmp.Diff(want, stand); diff != "" {
		t.Errorf("the witnesses stand as (-want +got):\n%s", diff)
	}
	if _, err := s.DB().ExecContext(t.Context(), `SELECT 1 / (SELECT (count(*) = 0)::int FROM cosignatures WHERE witness LIKE 'lazov%')`); err != nil {
		t.Errorf("what a liar signed was kept: %v", err)
	}
}
