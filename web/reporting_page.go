package web

import (
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// reporting is the page on which a report is published.
type reporting struct {
	Subject subject
	Form    form
	Asking  asking
	Figures reportFigures
	Due     string `web:"date"` // by law
	Late    bool
	Answer  string // address of the workbench
	Held    bool   // the dossier cannot go on while an answer is missing
	Declare string // address; empty: everything is in
}

var reportingTemplate = templateFor[reporting]("reporting")

func (s *Server) reportingPage(v *visit) (reply, error) { return s.showReporting(v, v.carried()) }

func (s *Server) showReporting(v *visit, f form) (reply, error) {
	m, err := v.matterFor(dossier.PublishReport)
	if err != nil {
		return v.lost(f, err)
	}
	x, r, unanswered, err := s.reportToBe(v)
	if err != nil {
		return reply{}, err
	}
	p := reporting{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Figures: v.figures(x, r, unanswered), Due: reportDue(m.DossierView, x.round), Late: m.Overdue,
		Answer: v.href(x.path("/odgovori?krug=" + strconv.Itoa(x.round.No)))}
	if x.round.FinalAt == nil {
		p.Declare = v.href(x.path(declaringPath + "?krug=" + strconv.Itoa(x.round.No)))
	}
	p.Held = slices.ContainsFunc(m.Definition.Stages, func(st procedure.StageDef) bool {
		return slices.ContainsFunc(st.Gates, func(g procedure.GateDef) bool { return g.Code == procedure.EveryCommentAnswered })
	})
	return reportingTemplate.show(v, v.about(m, v.t("reporting.title"), f), p)
}

// reportToBe counts what the report on the last round would say now, and returns the
// numbers of some of the comments without an answer.
func (s *Server) reportToBe(v *visit) (debated, store.Report, []int, error) {
	x, err := s.debated(v, "")
	if err != nil {
		return debated{}, store.Report{}, nil, err
	}
	if x.round.ID == "" || x.round.Status == dossier.RoundOpen {
		return debated{}, store.Report{}, nil, dossier.Refuse(dossier.CodeRoundNotOpen)
	}
	t, err := s.store.CommentTotals(v.ctx(), v.person(), store.CommentFilter{Round: x.round.ID})
	if err != nil {
		return debated{}, store.Report{}, nil, err
	}
	missing, _, err := s.store.FindComments(v.ctx(), v.person(), store.CommentFilter{Round: x.round.ID, Outcome: store.Unanswered, Page: store.Page{Limit: unansweredNamed}})
	if err != nil {
		return debated{}, store.Report{}, nil, err
	}
	r := store.Report{Submissions: x.round.Submissions, Received: t.Received, Answered: t.Answered, Late: x.round.Late,
		Withdrawn: t.Outcomes[store.Withdrawn], SetAside: t.Outcomes[store.SetAside], Erased: t.Outcomes[store.Erased],
		Outcomes: map[string]int{}, Unanswered: make([]string, t.Unanswered)}
	for o, n := range t.Outcomes {
		r.Outcomes[string(o)] = n
	}
	return x, r, each(missing, func(c store.CommentView) int { return c.Number }), nil
}

func (s *Server) reportingForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	return v.carryOut(f, ref, dossier.PublishReport, dossier.Args{}, "reporting.done", nil, func(f form) (reply, error) { return s.showReporting(v, f) })
}
