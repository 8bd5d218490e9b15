package picture

import (
	"strings"

	"github.com/rasprava/rasprava/internal/notify"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Days returns a timeline of the procedure as entries of a calendar: the last day
// of every term, the earliest last day of every stage without one, and the day
// in force. An entry keeps its name when the same plan is drawn anew.
func (w Words) Days(t procedure.Timeline) notify.Calendar {
	c := notify.Calendar{Lang: string(w.Say.Lang()), Name: w.Say.T("picture.gantt.title", map[string]any{"title": w.Name(), "day": t.From.String()}), Drawn: t.From}
	name := func(parts ...string) string {
		return strings.Join(append(parts, t.From.String(), t.Procedure), ".") + "@rasprava"
	}
	for _, s := range t.Stages {
		title := w.Title(s.TitleSr, s.TitleEn)
		def, _ := w.Definition.Stage(s.ID)
		for _, x := range s.Terms {
			window, _ := def.Window(x.ID)
			text := []string{w.Term(window), w.Basis(x.Basis)}
			if !x.Verified {
				text = append(text, w.Say.T("procedure.term.not_verified", nil))
			}
			c.Days = append(c.Days, notify.Day{UID: name(s.ID, x.ID), On: x.Due, Text: strings.Join(text, "\n"),
				Title: title + ": " + w.Say.T("picture.day."+string(x.Kind), nil)})
		}
		if len(s.Terms) == 0 {
			c.Days = append(c.Days, notify.Day{UID: name(s.ID), On: s.EarliestEnd, Title: title + ": " + w.Say.T("picture.day.end", nil), Text: w.Say.T("picture.day.end_means", nil)})
		}
	}
	if t.EarliestInForce != nil {
		c.Days = append(c.Days, notify.Day{UID: name("in_force"), On: *t.EarliestInForce, Title: w.Say.T("picture.day.in_force", nil), Text: w.Name()})
	}
	return c
}
