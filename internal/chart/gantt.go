package chart

import (
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Gantt is stages as bars over days.
type Gantt struct {
	Heading
	From  calendar.Date // the first day that is shown
	Bars  []Bar
	Goal  calendar.Date // the day that everything is for; zero: there is none
	Words GanttWords
	Day   func(calendar.Date) string // a date as the reader writes it; nil: ISO 8601
	Month func(calendar.Date) string // the month of a date, short; nil: ISO 8601
	Off   func(calendar.Date) bool   // whether a day is not worked; nil: that is not shown
}

// Bar is a stage: it can run from Start to End at the earliest.
type Bar struct {
	Label    string
	Start    calendar.Date
	End      calendar.Date
	Latest   calendar.Date // when it ends at the latest; zero: that is not known
	Waits    bool          // a term is waited for in it
	Critical bool          // the goal depends on it
	Free     int           // how many days later it may end
	Terms    []calendar.Date
	Note     string
}

// GanttWords are the words of the key, and of the goal.
type GanttWords struct{ Critical, Other, Free, Latest, Term, Off, Goal string }

const (
	labelWidth = 290.0
	plotWidth  = 590.0
	dateWidth  = 140.0
	axisHeight = 44.0
	barHeight  = 14.0
)

// plan is a Gantt with its measures.
type plan struct {
	Gantt
	last   calendar.Date // the last day that is shown
	perDay float64
	left   float64 // of the plot
	rows   []ganttRow
	bottom float64 // of the rows
}

type ganttRow struct {
	label, note []string
	y, h        float64
}

func (g Gantt) plan() *plan {
	if g.Day == nil {
		g.Day = calendar.Date.String
	}
	if g.Month == nil {
		g.Month = calendar.Date.String
	}
	p := &plan{Gantt: g, last: g.From, left: margin + labelWidth}
	see := func(d calendar.Date) {
		if d.After(p.last) {
			p.last = d
		}
	}
	y := axisHeight
	for _, b := range g.Bars {
		see(b.End)
		see(b.Latest)
		for _, t := range b.Terms {
			see(t)
		}
		row := ganttRow{label: wrap(b.Label, 13, labelWidth-12), note: wrap(b.Note, noteSize, labelWidth-12), y: y}
		row.h = max(26, float64(len(row.label)+len(row.note))*noteStep+10)
		p.rows = append(p.rows, row)
		y += row.h
	}
	p.bottom = y
	see(g.Goal)
	p.last = p.last.AddDays(1 + g.From.DaysUntil(p.last)/40)
	p.perDay = plotWidth / float64(g.From.DaysUntil(p.last)+1)
	return p
}

// x returns where a day begins.
func (p *plan) x(d calendar.Date) float64 { return p.left + float64(p.From.DaysUntil(d))*p.perDay }

// SVG draws the bars.
func (g Gantt) SVG() []byte {
	p := g.plan()
	var d drawing
	width := margin + labelWidth + plotWidth + dateWidth
	key := p.key()
	d.begin(g.Heading, width, p.bottom+34+float64(len(key))*20)
	p.axis(&d)
	for i := range g.Bars {
		p.bar(&d, i)
	}
	p.goal(&d)
	y := p.bottom + 44
	for _, k := range key {
		k.draw(&d, p.left, y)
		d.lines([]string{k.text}, p.left+38, y+4, noteSize, noteStep, "fill", ink2)
		y += 20
	}
	return d.end()
}

// axis draws the days that are not worked, as far as there is room to tell them
// apart, and the beginnings of months.
func (p *plan) axis(d *drawing) {
	if p.Off != nil && p.perDay >= minOff {
		for day := p.From; !day.After(p.last); day = day.AddDays(1) {
			if !p.Off(day) {
				continue
			}
			first := day
			for p.Off(day.AddDays(1)) && day.Before(p.last) {
				day = day.AddDays(1)
			}
			d.put("rect", "x", p.x(first), "y", axisHeight, "width", p.x(day.AddDays(1))-p.x(first), "height", p.bottom-axisHeight, "fill", wash)
		}
	}
	step := p.months()
	for day := (calendar.Date{Year: p.From.Year, Month: p.From.Month, Day: 1}); !day.After(p.last); day = day.AddMonths(1) {
		if day.Before(p.From) || (int(day.Month)-1+12*day.Year)%step != 0 {
			continue
		}
		x := p.x(day)
		d.put("path", "d", "M"+number(x)+" "+number(axisHeight-8)+"V"+number(p.bottom), "stroke", faint, "stroke-width", 1)
		if label := p.Month(day); x+widthOf(label, noteSize) < p.left+plotWidth {
			d.lines([]string{label}, x+3, axisHeight-10, noteSize, noteStep, "fill", ink2)
		}
	}
	d.put("path", "d", "M"+number(p.left)+" "+number(axisHeight)+"H"+number(p.left+plotWidth), "stroke", ink2, "stroke-width", 1)
	for _, r := range p.rows {
		d.put("path", "d", "M"+number(margin)+" "+number(r.y+r.h)+"H"+number(p.left+plotWidth+dateWidth-margin), "stroke", faint, "stroke-width", 1)
	}
}

// minOff is from how wide a day on the days that are not worked are shown.
const minOff = 2.5

// months returns of how many months one is named, so that names do not touch.
func (p *plan) months() int {
	need := 0.0
	for m := time.January; m <= time.December; m++ {
		need = max(need, widthOf(p.Month(calendar.Date{Year: p.From.Year, Month: m, Day: 1}), noteSize)+10)
	}
	for _, step := range []int{1, 2, 3, 6, 12, 24, 60} {
		if float64(step)*30*p.perDay >= need {
			return step
		}
	}
	return 120
}

// bar draws a row.
func (p *plan) bar(d *drawing, i int) {
	b, r := p.Bars[i], p.rows[i]
	text := float64(len(r.label)+len(r.note)) * noteStep
	y := r.y + (r.h-text)/2 + noteSize
	weight := ""
	if b.Waits && b.Critical {
		weight = "600"
	}
	d.lines(r.label, margin, y, 13, noteStep, "font-weight", weight)
	d.lines(r.note, margin, y+float64(len(r.label))*noteStep, noteSize, noteStep, "fill", ink2)
	mid := r.y + r.h/2
	from, to := p.x(b.Start), p.x(b.End.AddDays(1))
	if b.Latest.After(b.End) {
		late := p.x(b.Latest.AddDays(1))
		d.put("path", "d", "M"+number(to)+" "+number(mid)+"H"+number(late)+"M"+number(late)+" "+number(mid-5)+"v10", "fill", "none", "stroke", ink2, "stroke-width", 1.3, "stroke-dasharray", "4 3")
	}
	if b.Free > 0 {
		d.put("path", "d", "M"+number(to)+" "+number(mid)+"H"+number(p.x(b.End.AddDays(1+b.Free))), "stroke", ink2, "stroke-width", 4, "stroke-opacity", "0.45")
	}
	for _, t := range b.Terms {
		diamond(d, p.x(t.AddDays(1)), mid)
	}
	block(d, from, mid, max(to-from, 5), b.Critical)
	d.lines([]string{p.Day(b.End)}, p.left+plotWidth+8, mid+4, noteSize, noteStep, "font-weight", weight)
}

// block draws the bar itself: full where the goal depends on it.
func block(d *drawing, x, mid, width float64, critical bool) {
	fill := paper
	if critical {
		fill = brand
	}
	d.put("rect", "x", x, "y", mid-barHeight/2, "width", width, "height", barHeight, "rx", 2.0, "fill", fill, "stroke", brand, "stroke-width", 1.3)
}

// diamond draws the end of a longest term.
func diamond(d *drawing, x, mid float64) {
	d.put("path", "d", "M"+number(x)+" "+number(mid-6)+"l6 6l-6 6l-6 -6Z", "fill", paper, "stroke", ink, "stroke-width", 1.3)
}

// goal draws the day that everything is for.
func (p *plan) goal(d *drawing) {
	if p.Goal.IsZero() {
		return
	}
	x := p.x(p.Goal)
	d.put("path", "d", "M"+number(x)+" "+number(axisHeight)+"V"+number(p.bottom+6), "stroke", green, "stroke-width", 2)
	text := p.Words.Goal + " " + p.Day(p.Goal)
	anchor := "middle"
	half := widthOf(text, 13) / 2
	switch {
	case x+half > p.left+plotWidth+dateWidth:
		x, anchor = p.left+plotWidth+dateWidth-margin, "end"
	case x-half < margin:
		x, anchor = margin, ""
	}
	d.lines([]string{text}, x, p.bottom+22, 13, noteStep, "text-anchor", anchor, "font-weight", "600", "fill", green)
}

// keyed is an entry of the key.
type keyed struct {
	text string
	draw func(d *drawing, x, y float64)
}

// key returns the entries for what is drawn.
func (p *plan) key() []keyed {
	var critical, other, free, latest, term bool
	for _, b := range p.Bars {
		critical, other = critical || b.Critical, other || !b.Critical
		free, latest, term = free || b.Free > 0, latest || b.Latest.After(b.End), term || len(b.Terms) > 0
	}
	var all []keyed
	add := func(is bool, text string, draw func(d *drawing, x, y float64)) {
		if is {
			all = append(all, keyed{text, draw})
		}
	}
	add(critical, p.Words.Critical, func(d *drawing, x, y float64) { block(d, x, y, 26, true) })
	add(other, p.Words.Other, func(d *drawing, x, y float64) { block(d, x, y, 26, false) })
	add(free, p.Words.Free, func(d *drawing, x, y float64) {
		d.put("path", "d", "M"+number(x)+" "+number(y)+"h26", "stroke", ink2, "stroke-width", 4, "stroke-opacity", "0.45")
	})
	add(latest, p.Words.Latest, func(d *drawing, x, y float64) {
		d.put("path", "d", "M"+number(x)+" "+number(y)+"h26m0 -5v10", "fill", "none", "stroke", ink2, "stroke-width", 1.3, "stroke-dasharray", "4 3")
	})
	add(term, p.Words.Term, func(d *drawing, x, y float64) { diamond(d, x+13, y) })
	add(p.Off != nil && p.perDay >= minOff, p.Words.Off, func(d *drawing, x, y float64) {
		d.put("rect", "x", x, "y", y-7, "width", 26, "height", 14, "fill", wash, "stroke", faint)
	})
	return all
}
