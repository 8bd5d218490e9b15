package web

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// full is an intake beyond its capacity.
type full struct{}

func (full) Submit(context.Context, store.Delivery) (store.Accepted, error) {
	return store.Accepted{}, dossier.Refuse(dossier.CodeBusy)
}

func (full) Full() bool { return true }

func TestBeyondCapacityASubmissionIsToComeLater(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Intake = full{} })
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	began := time.Now()
	r := s.public().submits(round, "1", letter("Текст."))
	r.refused(503, dossier.CodeBusy)
	if took := time.Since(began); took < busyWait {
		t.Errorf("it did not wait for room: %s", took)
	}
	if wait, err := time.ParseDuration(r.header.Get("Retry-After") + "s"); err != nil || wait <= 0 || wait > time.Minute {
		t.Errorf("Retry-After: %q", r.header.Get("Retry-After"))
	}
	if r.header.Get("X-Request-Id") == "" || r.header.Get("X-Content-Type-Options") == "" {
		t.Errorf("it has no number, or is not hardened: %v", r.header)
	}
	s.public().submits(round, "2", "no submission, and not read").refused(503, dossier.CodeBusy)
	if strings.Contains(s.log.String(), "/submissions") {
		t.Error("it is logged")
	}
}

// easing is an intake that is full when it is asked for the first time.
type easing struct {
	Intake
	asked *atomic.Int64
}

func (e easing) Full() bool { return e.asked.Add(1) == 1 }

func TestASubmissionThatWaitedForRoomIsTakenIn(t *testing.T) {
	var asked atomic.Int64
	s := newSite(t, func(o *Options) { o.Intake = easing{o.Intake, &asked} })
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	s.public().submits(round, "1", letter("Текст.")).want(201)
	if asked.Load() != 2 {
		t.Errorf("it was asked %d times whether there is room", asked.Load())
	}
}
