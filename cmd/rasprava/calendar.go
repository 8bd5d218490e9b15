package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/rasprava/rasprava/internal/calendar"
)

// calendarCommand answers questions about days and deadlines.
type calendarCommand struct {
	Due  calendarDue  `cmd:"" help:"When a term ends: rasprava calendar due 2026-02-06 10wd. Says which holidays were passed over and whether the last day moved."`
	Days calendarDays `cmd:"" help:"The non-working days of a year: rasprava calendar days 2027. Weekends are listed only where they are holidays too."`
}

type calendarDue struct {
	Date     string `arg:"" help:"The day of the event, such as 2026-11-23. It is not counted."`
	Term     string `arg:"" help:"15d calendar days (the last one moves off a non-working day), 8d! calendar days that never move, 10wd working days, 4w, 6mo, 1y, @01-31 the next 31 January."`
	Calendar string `default:"rs" help:"Whose holidays count: rs Serbia, hr Croatia, si Slovenia, ee Estonia, eu the institutions of the Union, us the federal government, uk England and Wales."`
}

// Help shows what the command is for.
func (*calendarDue) Help() string {
	return `Counts a term as the law does. "raw" is the last day as counted, "due" the last day on which one is in time, until
midnight in the time zone of the calendar.

  rasprava calendar due 2026-07-08 20d      a public debate published on 8 July 2026
  rasprava calendar due 2026-02-06 10wd     opinions asked for on 6 February 2026
  rasprava calendar due 2026-03-02 8d!      in force on the eighth day from publication`
}

// Run writes the end of the term.
func (c *calendarDue) Run(s *stdio) error {
	cal, err := calendar.Get(c.Calendar)
	if err != nil {
		return inputError{err}
	}
	date, err := calendar.ParseDate(c.Date)
	if err != nil {
		return inputError{err}
	}
	term, err := calendar.ParseTerm(c.Term)
	if err != nil {
		return inputError{err}
	}
	return writeJSON(s.out, cal.Due(date, term))
}

type calendarDays struct {
	Year     int    `arg:"" help:"The year, such as 2027."`
	Calendar string `default:"rs" help:"Whose holidays: rs, hr, si, ee, eu, us, uk."`
}

// Run writes the holidays of the year.
func (c *calendarDays) Run(s *stdio) error {
	cal, err := calendar.Get(c.Calendar)
	if err != nil {
		return inputError{err}
	}
	if c.Year < 1583 || c.Year > 9999 {
		return inputError{fmt.Errorf("list days of %d: a year from 1583 to 9999", c.Year)}
	}
	return writeJSON(s.out, cal.Days(c.Year))
}

// writeJSON writes v on one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
