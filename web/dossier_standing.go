package web

import (
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// standing says in a sentence or two what is going on with a dossier.
type standing struct {
	Lead  string    // the heart of it
	Text  string    // what follows from it
	Ends  time.Time // of the term that the text speaks of, exclusive; zero: of none
	Class string    // of the panel: empty while it runs, done, closed or late
}

// standing says where a dossier stands; phases are its own. Dates are of its own
// clock.
func (v *visit) standing(d store.DossierView, phases []store.PhaseView) standing {
	switch {
	case d.Status != dossier.Open:
		return v.ended(d)
	case len(d.Stages) == 0 || d.Stages[len(d.Stages)-1].Ended != nil:
		return standing{Lead: v.t("standing.between"), Text: v.t("standing.between_text")}
	}
	run := d.Stages[len(d.Stages)-1]
	st, _ := d.Definition.Stage(run.Stage)
	name := v.title(st.TitleSr, st.TitleEn)
	due, late := dueOf(phases)
	today := civil(dossier.Day(d.LegalNow, belgrade))
	if run.Kind == string(procedure.Consultation) {
		return v.consulting(d, run, st, today)
	}
	s := standing{Lead: v.t("standing.now", "title", name), Text: v.acting(d, run, st, due)}
	inForce := run.Kind == string(procedure.Wait) && wasPublished(d)
	switch {
	case run.Overdue && late > 0:
		s.Class, s.Lead = "late", v.n("standing.late", late, "title", name)
		s.Text += " " + v.t("standing.due_was", "day", due.String())
		s.Ends = endOfDay(due)
	case run.Overdue:
		s.Class, s.Lead = "late", v.t("standing.overdue", "title", name)
	case !due.IsZero() && !inForce:
		s.Text += " " + v.t("standing.due", "day", due.String(), "left", v.left(today, due))
		s.Ends = endOfDay(due)
	}
	return s
}

// dueOf returns the last day of the present stage and how many days it is late.
func dueOf(phases []store.PhaseView) (calendar.Date, int) {
	i := slices.IndexFunc(phases, func(p store.PhaseView) bool { return p.Stage != "" })
	if i < 0 {
		return calendar.Date{}, 0
	}
	return phases[i].Due, phases[i].LateDays
}

// civil reads a date that we wrote; the zero date for none.
func civil(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// left says how many days there are until the last one.
func (v *visit) left(today, due calendar.Date) string {
	n := today.DaysUntil(due)
	if n <= 0 {
		return v.t("standing.last_day")
	}
	return v.n("standing.days_left", n)
}

// consulting speaks of a round: before its clock starts, while it runs, and in
// the moment after.
func (v *visit) consulting(d store.DossierView, run store.StageView, st procedure.StageDef, today calendar.Date) standing {
	name := v.title(st.TitleSr, st.TitleEn)
	closes := civil(d.ClosesOn)
	switch {
	case run.Published == nil:
		return standing{Class: "closed", Lead: v.t("standing.unpublished", "title", name),
			Text: v.t("standing.unpublished_text", "channels", strings.Join(unproved(run, st), ","))}
	case d.HeldUntil != nil:
		return standing{Class: "closed", Lead: v.t("held.lead", "title", name), Text: v.t("held.text", "latest", d.HeldUntil.UTC())}
	case !takesComments(d):
		return standing{Class: "closed", Lead: v.t("standing.closed", "title", name), Text: v.t("standing.closed_text")}
	}
	ends := endOfDay(closes)
	return standing{Lead: v.t("standing.now", "title", name), Text: v.t("standing.comment", "until", ends, "left", v.left(today, closes)), Ends: ends}
}

// takesComments reports whether comments can be sent now: the last day of the
// round has not passed, whether or not that has been put down yet.
func takesComments(d store.DossierView) bool {
	return d.OpenRound != "" && dossier.Day(d.LegalNow, belgrade) <= d.ClosesOn
}

// unproved returns the channels of a stage in which publication is not proved.
func unproved(run store.StageView, st procedure.StageDef) []string {
	return slices.DeleteFunc(slices.Clone(st.Channels), func(channel string) bool {
		return slices.ContainsFunc(run.Proofs, func(p store.ProofView) bool { return p.Channel == channel })
	})
}

// acting says who acts in a stage, and on what.
func (v *visit) acting(d store.DossierView, run store.StageView, st procedure.StageDef, due calendar.Date) string {
	body := v.title(run.ActorSr, run.ActorEn)
	switch procedure.Kind(run.Kind) {
	case procedure.Opinions:
		given := 0
		for _, o := range run.Opinions {
			if o.Current || o.Silent {
				given++
			}
		}
		return v.t("standing.at.opinions", "have", given, "need", len(run.Opinions))
	case procedure.Notice, procedure.Publication:
		missing := unproved(run, st)
		if len(missing) > 0 && len(missing) < len(st.Channels) {
			return v.t("standing.at."+run.Kind, "body", body) + " " + v.t("standing.unproved", "channels", strings.Join(missing, ","))
		}
	case procedure.Wait:
		if wasPublished(d) && !due.IsZero() {
			return upperFirst(v.t("standing.enters", "act", v.actName(d.Kind, d.Form), "day", due.String()))
		}
	case procedure.Decision:
		if st.Signed() {
			return v.t("standing.at.signature", "body", body)
		}
	}
	return v.t("standing.at."+run.Kind, "body", body)
}

// wasPublished reports whether the act has been published.
func wasPublished(d store.DossierView) bool {
	return slices.ContainsFunc(d.Stages, func(run store.StageView) bool {
		return run.Kind == string(procedure.Publication) && run.Ended != nil
	})
}

// ended speaks of a dossier that has come to its end.
func (v *visit) ended(d store.DossierView) standing {
	name := v.actName(d.Kind, d.Form)
	s := standing{Class: "closed", Lead: upperFirst(v.t("standing."+string(d.Status), "act", name))}
	day, body := endDay(d), v.title(d.LeadNameSr, d.LeadNameEn)
	if len(d.Stages) > 0 {
		last := d.Stages[len(d.Stages)-1]
		body = v.title(last.ActorSr, last.ActorEn)
	}
	switch d.Status {
	case dossier.Completed:
		s.Class, s.Text = "done", v.t("standing.completed_text", "day", day)
		if force := forceDay(d); force != "" {
			s.Lead, s.Text = upperFirst(v.t("standing.in_force", "act", name)), v.t("standing.in_force_text", "day", force)
		}
	case dossier.Rejected:
		s.Text = v.t("standing.rejected_text", "day", day, "body", body)
	default:
		s.Text = v.t("standing.withdrawn_text", "day", day)
	}
	return s
}

// endDay returns the civil day on which a dossier ended, on its own clock.
func endDay(d store.DossierView) string {
	if d.LegalEnded != nil {
		return dossier.Day(*d.LegalEnded, belgrade)
	}
	return dossier.Day(d.LegalNow, belgrade)
}

// forceDay returns the day on which the act entered into force; empty: it has not.
func forceDay(d store.DossierView) string {
	day, published := "", false
	for _, run := range d.Stages {
		if run.Ended == nil {
			continue
		}
		published = published || run.Kind == string(procedure.Publication)
		if !published || run.Kind != string(procedure.Wait) {
			continue
		}
		for _, w := range run.Windows {
			day = max(day, w.Due)
		}
	}
	return day
}
