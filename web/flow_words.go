package web

import (
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// flowNow is what a dossier waits for: by the record, and by its workflow where
// that was asked.
type flowNow struct {
	standing
	Engine string // what the workflow says; empty: it was not asked
	Unsure bool   // that is not what the record says, or nothing
	Until  string `web:"date"` // last day of the term that it watches
}

// flowRun is what happened in one stage, newest first.
type flowRun struct {
	No     int
	Title  string
	Body   string
	Now    bool
	Events []happening
}

// flowCard is what a dossier does, for a page that shows it beside others.
type flowCard struct {
	Ref    string
	Title  string // Serbian
	Href   string // of the dossier
	Whole  string // address of the whole story
	Engine string // address of the workflow in Temporal's own pages; empty: not for the visitor
	Now    flowNow
	Story  []happening
}

// shownOnCard is how many things that happened stand on a card.
const shownOnCard = 5

// flowCard puts what a dossier does into words.
func (v *visit) flowCard(r flowRecord) (flowCard, error) {
	now, err := v.flowNow(r)
	if err != nil {
		return flowCard{}, err
	}
	path := "/predmeti/" + string(r.view.Ref)
	told := v.story(r.view, r.steps)
	return flowCard{Ref: string(r.view.Ref), Title: r.view.Title, Href: v.href(path), Whole: v.href(path + "/tok"), Engine: v.workflowHref(r.view.Ref),
		Now: now, Story: told[:min(len(told), shownOnCard)]}, nil
}

// flowNow says what a dossier waits for.
func (v *visit) flowNow(r flowRecord) (flowNow, error) {
	phases, err := r.view.Phases()
	if err != nil {
		return flowNow{}, err
	}
	now := flowNow{standing: v.standing(r.view, phases)}
	switch {
	case !r.asked:
	case r.view.Status != dossier.Open:
		now.Engine = v.t("flow.ended")
	case r.live == nil:
		now.Engine, now.Unsure = v.t("flow.no_answer"), true
	case r.behind():
		now.Engine, now.Unsure = v.t("flow.behind"), true
	default:
		now.Engine = v.t("flow.waits_" + waitOf(*r.live))
		now.Until = watched(r.view, r.live.Window)
	}
	return now, nil
}

// waitOf names what a workflow waits for: what a child of it does, a person, a
// deadline, or nothing.
func waitOf(live dossier.LiveState) string {
	known := []string{dossier.ChildPublication, dossier.ChildRound, dossier.ChildOpinions, dossier.ChildDecision, "person", "deadline"}
	for _, wait := range []string{live.Child, live.WaitsFor} {
		if slices.Contains(known, wait) {
			return wait
		}
	}
	return "nothing"
}

// watched returns the last day of a term of the present stage, on the dossier's
// own clock; empty: there is none.
func watched(d store.DossierView, window string) string {
	if len(d.Stages) == 0 {
		return ""
	}
	for _, w := range d.Stages[len(d.Stages)-1].Windows {
		if w.ID == window {
			return w.Due
		}
	}
	return ""
}

// flowRuns tells what happened stage by stage, the present one first.
func (v *visit) flowRuns(d store.DossierView, steps []store.StepView) []flowRun {
	var runs []flowRun
	for len(steps) > 0 {
		no := steps[0].StageNo
		end := slices.IndexFunc(steps, func(s store.StepView) bool { return s.StageNo != no })
		if end < 0 {
			end = len(steps)
		}
		run := flowRun{No: no, Title: v.t("flow.opening"), Events: v.story(d, steps[:end])}
		if r, ok := runOf(d, no); ok {
			st, _ := d.Definition.Stage(r.Stage)
			run.Title, run.Body = v.title(st.TitleSr, st.TitleEn), v.title(r.ActorSr, r.ActorEn)
			run.Now = r.Ended == nil && d.Status == dossier.Open
		}
		runs, steps = append(runs, run), steps[end:]
	}
	slices.Reverse(runs)
	return runs
}

// mostNews is how many things that happened meanwhile a page adds to itself.
const mostNews = 20

// flowNews tells what happened after a step, newest first.
func (v *visit) flowNews(d store.DossierView, steps []store.StepView, after int64) []happening {
	told := v.story(d, steps)
	n := slices.IndexFunc(told, func(h happening) bool { return h.Seq <= after })
	if n < 0 {
		n = len(told)
	}
	return told[:min(n, mostNews)]
}

// announcement is what is said aloud of the last thing that happened.
func (v *visit) announcement(told []happening) string {
	if len(told) == 0 {
		return ""
	}
	return v.t("flow.news_aloud", "text", told[0].Text)
}

// liveHref returns where a page learns what happens after a step.
func (v *visit) liveHref(ref dossier.Ref, seq int64) string {
	return v.href("/predmeti/" + string(ref) + "/tok/uzivo?posle=" + strconv.FormatInt(seq, 10))
}
