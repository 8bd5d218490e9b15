package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// comparingTime is how long a reader waits for redlines that are not made yet.
const comparingTime = 2500 * time.Millisecond

// withRedlines runs a handler. Where a redline is missing that it needs, it has it
// made by a worker, and runs the handler again when it only reads: until all are
// there, or the reader has waited long enough.
func (s *Server) withRedlines(r *http.Request, handle func() (reply, error)) (reply, error) {
	ctx, cancel := context.WithTimeout(r.Context(), comparingTime)
	defer cancel()
	var before dossier.CompareInput
	for {
		out, err := handle()
		var pending *store.PendingRedline
		if !errors.As(err, &pending) || pending.CompareInput == before {
			return out, err
		}
		before = pending.CompareInput
		failed := s.compare(ctx, before)
		if failed != nil {
			s.log.WarnContext(ctx, "redline_pending", "old", before.Old, "new", before.New, "error", failed)
		}
		if failed != nil || !reads(r) {
			return out, err
		}
	}
}

func reads(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead
}

// compare has two texts compared. Those who ask for the same two at one time wait
// for one answer.
func (s *Server) compare(ctx context.Context, in dossier.CompareInput) error {
	answer := s.asking.DoChan(in.WorkflowID(), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), comparingTime)
		defer cancel()
		return nil, s.engine.Compare(ctx, in)
	})
	select {
	case <-ctx.Done():
		return ctx.Err()
	case a := <-answer:
		return a.Err
	}
}

// comparing is shown in the place of a page while what it shows is being compared.
type comparing struct {
	Path string // of the page
	Back string // address of the dossier; empty: it is of none
}

var comparingTemplate = templateFor[comparing]("comparing")

// comparingPoll is the id of the element that asks whether the page is there.
const comparingPoll = "poredjenje"

// showComparing says that what the page shows is being compared, and asks for the
// page until it is there: by a script, or else by loading it again.
func (v *visit) showComparing() (reply, error) {
	p := comparing{Path: v.Request.URL.RequestURI()}
	ref, err := refOf(v.Param("ref"))
	if err == nil {
		p.Back = v.href("/predmeti/" + string(ref))
	}
	r, err := comparingTemplate.show(v, heading{Title: v.t("comparing.title"), Staff: true, Reloads: true, Status: http.StatusAccepted}, p)
	return r.with("Retry-After", retryAfter(2*time.Second)).with("Cache-Control", "no-store"), err
}

// asksAgain reports whether a page that says that something is being compared
// asks for what it stands for.
func asksAgain(r *http.Request) bool { return r.Header.Get("HX-Target") == comparingPoll }
