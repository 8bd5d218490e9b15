package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/procedure"
)

// openingDates is when a dossier can pass through a procedure that begins on a day.
type openingDates struct {
	Procedure  string
	From       string `web:"date"`
	Rows       []openingStage
	InForce    string `web:"date"` // the earliest; empty: the procedure brings nothing into force
	Completed  string `web:"date"` // the earliest last day of the procedure
	Unverified bool   // a term has not been checked
	Bounded    bool   // the latest day of a stage is known
}

// openingStage is when one stage can run, and on what basis.
type openingStage struct {
	Title      string
	Actor      string // empty: the proposer
	Optional   bool
	Start      string `web:"date"`
	End        string `web:"date"`
	Latest     string `web:"date"` // empty: it is not known
	Own        string // see ownTerm
	Bases      []string
	Unverified bool
	Away       awayWarning // of a consultation
}

// datesOf puts the timeline of a procedure into words.
func (v *visit) datesOf(d *procedure.Definition, from calendar.Date) (openingDates, error) {
	t, err := d.Timeline(from)
	if err != nil {
		return openingDates{}, err
	}
	out := openingDates{Procedure: v.title(d.TitleSr, d.TitleEn), From: from.String()}
	if t.EarliestInForce != nil {
		out.InForce = t.EarliestInForce.String()
	}
	for _, st := range t.Stages {
		row := openingStage{Title: v.title(st.TitleSr, st.TitleEn), Optional: st.Optional, Own: v.ownTerm(d, st.ID), Start: st.EarliestStart.String(), End: st.EarliestEnd.String()}
		row.Away, err = v.awayInPlan(d, st)
		if err != nil {
			return openingDates{}, err
		}
		if b, ok := d.Body(st.Actor); ok {
			row.Actor = v.title(b.NameSr, b.NameEn)
		}
		if st.LatestEnd != nil {
			out.Bounded = true
			row.Latest = st.LatestEnd.String()
		}
		for _, term := range st.Terms {
			row.Unverified = row.Unverified || !term.Verified
			if basis := v.basis(d, term.Basis); !slices.Contains(row.Bases, basis) {
				row.Bases = append(row.Bases, basis)
			}
		}
		if row.Bases == nil && st.Basis != "" {
			row.Bases = []string{v.basis(d, st.Basis)}
		}
		out.Unverified = out.Unverified || row.Unverified
		out.Completed = row.End
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// procedureHint says in one sentence what a procedure consists of and when it
// can be over if it begins on that day; only the former for no day.
func (v *visit) procedureHint(d *procedure.Definition, from calendar.Date) (string, error) {
	var phases []string
	for _, p := range d.Tracker() {
		if p.Applies() {
			phases = append(phases, v.title(p.TitleSr, p.TitleEn))
		}
	}
	if from.IsZero() {
		return v.t("opening.procedure_phases", "phases", phases), nil
	}
	t, err := d.Timeline(from)
	if err != nil {
		return "", err
	}
	end := from
	if n := len(t.Stages); n > 0 {
		end = t.Stages[n-1].EarliestEnd
	}
	return v.t("opening.procedure_hint", "phases", phases, "end", end.String()), nil
}
