package web

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var flowPages = []page{
	get("/predmeti/:ref/tok", dossier.ReadPublic, (*Server).flowPage),
	get("/predmeti/:ref/tok/uzivo", dossier.ReadBoard, (*Server).flowStream),
}

// flowPage is the story of a dossier as its workflow went through it.
type flowPage struct {
	About  subject
	Now    flowNow
	Live   string // address of the stream; empty: the page does not renew itself
	Engine string // address of the workflow in Temporal's own pages; empty: not for the visitor
	Runs   []flowRun
}

var flowTemplate = templateFor[flowPage]("flow")

// flowRecord is what the story of a dossier is made of.
type flowRecord struct {
	view  store.DossierView
	steps []store.StepView
	asked bool               // the workflow was
	live  *dossier.LiveState // what it answered; nil: nothing in time
}

// behind reports whether the workflow has not taken in what the record holds.
func (r flowRecord) behind() bool {
	return r.live != nil && r.view.Status == dossier.Open && (r.live.StageNo != r.view.StageNo || r.live.Seq < r.view.Seq)
}

// flowOf reads the story of a dossier as the viewer sees it and, if ask says so,
// asks its workflow, unless the dossier has ended. Where the workflow has got
// further in the meantime, the dossier is read once more.
func (s *Server) flowOf(ctx context.Context, viewer string, ref dossier.Ref, ask bool) (flowRecord, error) {
	r := flowRecord{asked: ask}
	var err error
	r.view, err = s.store.Dossier(ctx, viewer, ref) // nobody asks after what they do not see
	if err != nil {
		return flowRecord{}, err
	}
	group, inner := errgroup.WithContext(ctx)
	if ask && r.view.Status == dossier.Open {
		group.Go(func() error {
			r.live = s.ask(inner, ref)
			return nil
		})
	}
	group.Go(func() error {
		var err error
		r.steps, err = s.store.Timeline(inner, viewer, ref)
		return err
	})
	err = group.Wait()
	if err == nil && r.live != nil && r.live.Seq > r.view.Seq {
		r.view, err = s.store.Dossier(ctx, viewer, ref)
	}
	return r, err
}

// ask asks the workflow of a dossier where it stands; nil: it did not say in
// time. Those who ask at the same time share the answer.
func (s *Server) ask(ctx context.Context, ref dossier.Ref) *dossier.LiveState {
	answer, err, _ := s.asking.Do(string(ref), func() (any, error) {
		live, err := s.engine.Live(context.WithoutCancel(ctx), ref)
		return &live, err
	})
	if err != nil {
		s.log.WarnContext(ctx, "workflow_no_answer", "dossier", ref, "error", err)
		return nil
	}
	live, _ := answer.(*dossier.LiveState)
	return live
}

// flowPage shows the story of a dossier. For officials it renews itself.
func (s *Server) flowPage(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	r, err := s.flowOf(v.ctx(), v.person(), ref, v.badge.Official)
	if err != nil {
		return reply{}, err
	}
	now, err := v.flowNow(r)
	if err != nil {
		return reply{}, err
	}
	d := r.view
	body := flowPage{About: subject{Ref: string(d.Ref), Title: d.Title, Stage: v.title(d.StageTitleSr, d.StageTitleEn), Version: d.PackageNo},
		Now: now, Engine: v.workflowHref(ref), Runs: v.flowRuns(d, r.steps)}
	if v.badge.Official {
		body.Live = v.liveHref(ref, lastStep(r.steps))
	}
	title := v.t("flow.title")
	return flowTemplate.show(v, heading{Title: strings.TrimSpace(title + " " + number(ref)), Crumbs: v.dossierCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal,
		Staff: v.badge.Official}, body)
}

// lastStep returns the number of the last step; zero: there is none.
func lastStep(steps []store.StepView) int64 {
	if len(steps) == 0 {
		return 0
	}
	return steps[len(steps)-1].Seq
}

// workflowHref returns the address of a workflow in Temporal's own pages, for
// operators; empty: nobody said where those are, or it is not for the visitor.
func (v *visit) workflowHref(ref dossier.Ref) string {
	s := v.server
	if s.temporalUI == "" || !v.badge.holds(dossier.Operator) {
		return ""
	}
	return strings.TrimRight(s.temporalUI, "/") + "/namespaces/" + url.PathEscape(s.namespace) + "/workflows/" + url.PathEscape(ref.WorkflowID())
}
