package web

import (
	"context"
	"strings"
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
	if took := time.Since(began); took >= busyWait {
		t.Errorf("it was said after %s", took)
	}
	if wait, err := time.ParseDuration(r.header.Get("Retry-After") + "s"); err != nil || wait <= 0 || wait > time.Minute {
		t.Errorf("Retry-After: %q", r.header.Get("Retry-After"))
	}
	s.public().submits(round, "2", "no submission, and not read").refused(503, dossier.CodeBusy)
	if r.header.Get("X-Request-Id") == "" {
		t.Error("it has no number")
	}
	if strings.Contains(s.log.String(), "/submissions") {
		t.Error("it is logged")
	}
}
