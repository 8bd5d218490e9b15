package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestWhoListensHearsOfEveryStepOnceItCanBeRead(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	ctx, stop := context.WithCancel(t.Context())
	heard := make(chan dossier.Ref, 100)
	ended := make(chan error, 1)
	go func() { ended <- w.s.ListenSteps(ctx, func(ref dossier.Ref) { heard <- ref }) }()
	wait := time.NewTimer(20 * time.Second)
	defer wait.Stop()
	next := func() dossier.Ref {
		t.Helper()
		select {
		case ref := <-heard:
			return ref
		case <-wait.C:
			t.Fatal("nothing was heard")
			return ""
		}
	}
	if got := next(); got != "" {
		t.Fatalf("heard of %q before anything happened", got)
	}
	before := w.see(w.drafter).Seq
	w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: "own_site", URL: "https://primer.example", SHA256: sha})
	if got := next(); got != w.ref {
		t.Errorf("heard %q, want %s", got, w.ref)
	}
	if got := w.see(w.drafter).Seq; got <= before {
		t.Errorf("what was heard cannot be read: %d", got)
	}
	row, _ := w.ask(w.drafter, dossier.PublishProof, dossier.Args{Channel: "own_site", URL: "https://primer.example", SHA256: sha})
	if row.Verdict.Status != dossier.VerdictRefused {
		t.Fatalf("got %s", row.Verdict.Status)
	}
	select {
	case ref := <-heard:
		t.Errorf("a refusal was heard of: %q", ref)
	default:
	}
	stop()
	err := <-ended
	if err != nil {
		t.Error(err)
	}
}
