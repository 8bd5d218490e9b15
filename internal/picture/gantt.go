package picture

import (
	"slices"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Gantt returns a timeline of the procedure as bars over days; id is unique in
// the page in which it stands.
func (w Words) Gantt(t procedure.Timeline, id string) chart.Gantt {
	say := func(id string) string { return w.Say.T("picture.gantt."+id, nil) }
	g := chart.Gantt{From: t.From, Day: w.Day, Month: func(d calendar.Date) string { return w.Say.ShortMonth(d.Month, d.Year) },
		Words: chart.GanttWords{Critical: say("critical"), Other: say("beside"), Free: say("free"), Latest: say("latest"), Term: say("term"), Off: say("off"), Goal: say("goal")}}
	g.Heading = chart.Heading{ID: id, Lang: string(w.Say.Lang()), Title: w.Say.T("picture.gantt.title", map[string]any{"title": w.Name(), "day": t.From.String()})}
	cal, err := w.Definition.Days()
	if err == nil {
		g.Off = func(d calendar.Date) bool { return !cal.IsWorking(d) }
	}
	end := t.From
	for _, s := range t.Stages {
		end = s.EarliestEnd
		b := chart.Bar{Label: w.Title(s.TitleSr, s.TitleEn), Start: s.EarliestStart, End: s.EarliestEnd, Critical: s.Critical}
		if s.LatestEnd != nil {
			b.Latest = *s.LatestEnd
		}
		if s.Slack != nil && !s.Critical {
			b.Free = *s.Slack
		}
		unverified := false
		for _, x := range s.Terms {
			b.Waits = b.Waits || x.Critical
			unverified = unverified || !x.Verified
			if x.Kind == procedure.MaxWindow {
				b.Terms = append(b.Terms, x.Due)
			}
		}
		b.Terms = slices.Compact(b.Terms)
		if unverified {
			b.Note = w.Say.T("procedure.term.not_verified", nil)
		}
		g.Bars = append(g.Bars, b)
	}
	g.Desc = w.Say.T("picture.gantt.desc_end", map[string]any{"day": end.String()})
	if t.EarliestInForce != nil {
		g.Goal = *t.EarliestInForce
		g.Desc = w.Say.T("picture.gantt.desc", map[string]any{"day": t.EarliestInForce.String()})
	}
	return g
}
