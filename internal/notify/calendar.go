package notify

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Calendar is days that somebody puts into a calendar of their own.
type Calendar struct {
	Lang  string // of all words, as BCP 47 has it
	Name  string
	Drawn calendar.Date // the day that entries are dated by, so that the same days are the same bytes
	Days  []Day
}

// Day is an entry for one whole day.
type Day struct {
	UID   string // the same for the same entry, however often it is written
	On    calendar.Date
	Title string
	Text  string
	URL   string // of the page that explains it; empty: none is named
}

// ICS writes the calendar as a file (RFC 5545): an event a day, of the whole day,
// that takes nobody's time and rings for nobody.
func (c Calendar) ICS() []byte {
	cal := ics.NewCalendar()
	cal.SetProductId("-//rasprava//" + strings.ToUpper(c.Lang))
	cal.SetMethod(ics.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	lang := &ics.KeyValues{Key: "LANGUAGE", Value: []string{c.Lang}}
	cal.SetXWRCalName(plain(c.Name))
	for _, d := range c.Days {
		e := cal.AddEvent(d.UID)
		e.SetDtStampTime(midnight(c.Drawn))
		e.SetAllDayStartAt(midnight(d.On))
		e.SetAllDayEndAt(midnight(d.On.AddDays(1)))
		e.SetSummary(plain(d.Title), lang)
		if d.Text != "" {
			e.SetDescription(plain(d.Text), lang)
		}
		if d.URL != "" {
			e.SetURL(d.URL)
		}
		e.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

// midnight is the beginning of a day, for entries of whole days, which have no
// time zone.
func midnight(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// plain writes a text without the spaces that do not break, which some calendars
// show as signs.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }
