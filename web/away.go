package web

import (
	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// awayWarning says that much of a term for comments falls into the time in which
// many people are away; empty: it does not.
type awayWarning struct {
	Text   string
	Extend string // to when it could be extended
}

// away warns of a term for comments whose event was on one day and that ends on
// another.
func (v *visit) away(cal calendar.Calendar, start, due calendar.Date) awayWarning {
	a := cal.Away(start.AddDays(1), due)
	if !a.Much {
		return awayWarning{}
	}
	id := "away.part"
	if 3*a.Days > a.Of {
		id = "away.much"
	}
	var seasons []string
	for _, s := range a.Seasons {
		seasons = append(seasons, v.title(s.NameSr, s.NameEn))
	}
	return awayWarning{Text: v.t(id, "days", a.Days, "of", a.Of, "seasons", v.say.List(seasons)), Extend: v.t("away.extend", "day", a.Until.String())}
}

// awayInPlan warns of the term for comments of a stage that is planned.
func (v *visit) awayInPlan(d *procedure.Definition, st procedure.TimelineStage) (awayWarning, error) {
	if st.Kind != procedure.Consultation {
		return awayWarning{}, nil
	}
	var last procedure.TimelineTerm
	for _, t := range st.Terms {
		if t.Kind != procedure.MaxWindow && t.Due.After(last.Due) {
			last = t
		}
	}
	if last.ID == "" {
		return awayWarning{}, nil
	}
	cal, err := d.Days()
	if err != nil {
		return awayWarning{}, err
	}
	return v.away(cal, last.Start, last.Due), nil
}

// awayNow warns of the term for comments that runs in a dossier.
func (v *visit) awayNow(d store.DossierView) (awayWarning, error) {
	if !takesComments(d) || len(d.Stages) == 0 {
		return awayWarning{}, nil
	}
	w := longestTerm(d.Stages[len(d.Stages)-1].Windows)
	cal, err := d.Definition.Days()
	if err != nil || w.Due == "" {
		return awayWarning{}, err
	}
	a := v.away(cal, civil(w.Starts), civil(w.Due))
	if w.Extended {
		a.Extend = "" // it was thought of
	}
	return a, nil
}
