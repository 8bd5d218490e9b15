package calendar

import (
	"fmt"
	"time"
)

// Date is a day of the civil calendar, without a time or a zone. Dates that
// ParseDate, DateOf or AddDays return are valid; they compare with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate returns the date that an ISO 8601 calendar date such as
// `2026-11-23` names. Years run from 1583, the first whole year of the
// Gregorian calendar, to 9999.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("parse date %q: not a date such as 2026-11-23", s)
	}
	if t.Year() < 1583 {
		return Date{}, fmt.Errorf("parse date %q: before 1583", s)
	}
	return dateOf(t), nil
}

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// utc returns the midnight that begins the date in UTC, where every civil day
// has 24 hours.
func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String returns the date in ISO 8601.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// IsZero reports whether d is the zero Date, which is no day.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays returns the date n days later; n may be negative.
func (d Date) AddDays(n int) Date { return dateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the same-numbered day n months later, or the last day of
// that month where it has no such day (ZUP 18/2016, art. 80).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d is a later day than o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// Compare returns -1, 0 or 1 as d is before, equal to or after o.
func (d Date) Compare(o Date) int { return d.utc().Compare(o.utc()) }

// DaysUntil returns how many days after d the date o is; negative where it is before.
func (d Date) DaysUntil(o Date) int { return int(o.utc().Unix()-d.utc().Unix()) / (24 * 60 * 60) }

// MarshalText writes the date in ISO 8601, so that it is a string in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	p, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = p
	return nil
}
