package chart

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/rasprava/rasprava/internal/calendar"
)

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func bars(t *testing.T) Gantt {
	t.Helper()
	return Gantt{Heading: Heading{ID: "t", Lang: "en", Title: "Dates", Desc: "Bars."}, From: day(t, "2026-11-23"), Goal: day(t, "2027-01-15"),
		Words: GanttWords{Critical: "depends", Other: "does not", Free: "free", Latest: "latest", Term: "term", Off: "off", Goal: "in force"},
		Day:   func(d calendar.Date) string { return d.String() }, Month: func(d calendar.Date) string { return d.Month.String()[:3] + fmt.Sprint(" ", d.Year) },
		Off: func(d calendar.Date) bool { return d.Weekday()%6 == 0 },
		Bars: []Bar{
			{Label: "Notice", Start: day(t, "2026-11-23"), End: day(t, "2026-11-23"), Critical: true},
			{Label: "Public debate on the whole of the draft and on everything that belongs to it", Start: day(t, "2026-11-23"), End: day(t, "2026-12-14"), Latest: day(t, "2026-12-28"), Critical: true, Waits: true},
			{Label: "Report", Start: day(t, "2026-12-15"), End: day(t, "2026-12-15"), Free: 9, Terms: []calendar.Date{day(t, "2026-12-29")}, Note: "not verified"},
		}}
}

func TestBarsAreDrawnAsTheyWereLookedAt(t *testing.T) {
	golden(t, "gantt.svg", bars(t).SVG())
}

func TestBarsFitWhateverTheirSpan(t *testing.T) {
	for _, end := range []string{"2026-11-23", "2026-11-24", "2027-11-23", "2031-01-01", "2099-12-31"} {
		g := bars(t)
		g.Goal = calendar.Date{}
		g.Bars = g.Bars[:1]
		g.Bars[0].End = day(t, end)
		p := g.plan()
		if x := p.x(p.Bars[0].End.AddDays(1)); x > p.left+plotWidth {
			t.Errorf("to %s: the bar ends at %.1f, behind the plot", end, x)
		}
		svg := g.SVG()
		wellFormed(t, svg)
		if !bytes.Equal(svg, g.SVG()) {
			t.Errorf("to %s: drawn in two ways", end)
		}
		if n := bytes.Count(svg, []byte("<text")); n > 40 {
			t.Errorf("to %s: %d texts; the names of months touch", end, n)
		}
	}
	g := bars(t)
	g.Bars, g.Goal = nil, calendar.Date{}
	wellFormed(t, g.SVG())
}
