package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Unit is what a term counts.
type Unit string

const (
	Days         Unit = "d"  // calendar days; the last one rolls off a non-working day
	DaysNoRoll   Unit = "d!" // calendar days; the last one stands where it falls
	WorkingDays  Unit = "wd"
	Weeks        Unit = "w"
	Months       Unit = "mo"
	Years        Unit = "y"
	OnDate       Unit = "@"  // the next such date of the civil year; rolls as calendar days do
	OnDateItself Unit = "@!" // the same; it stands where it falls
)

// units lists the units with the largest count each may have: about a century,
// and ten years of working days.
// Longer spellings stand before those that are their endings.
var units = []struct {
	unit Unit
	most int
}{{DaysNoRoll, 36_500}, {WorkingDays, 2_500}, {Days, 36_500}, {Weeks, 5_200}, {Months, 1_200}, {Years, 100}}

// Term is a length of time as procedures state it, or the date on which it ends.
type Term struct {
	N    int // at least 1; of a date the month and the day, as MonthDay reads them
	Unit Unit
}

// ParseTerm reads a term: `15d`, `8d!`, `10wd`, `4w`, `6mo`, `1y`, or `@01-31`,
// the next 31 January after the day of the event, or `@12-31!`, which stands where
// it falls. The number has no sign and no
// leading zero; a term is at most about a hundred years, or ten years of working
// days. A date is one that every year has: not 29 February.
func ParseTerm(s string) (Term, error) {
	if date, ok := strings.CutPrefix(s, string(OnDate)); ok {
		return parseDated(s, date)
	}
	for _, u := range units {
		digits, ok := strings.CutSuffix(s, string(u.unit))
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 31)
		if err != nil || n == 0 || digits[0] == '0' {
			break
		}
		if int(n) > u.most {
			return Term{}, fmt.Errorf("parse term %q: longer than %d%s", s, u.most, u.unit)
		}
		return Term{N: int(n), Unit: u.unit}, nil
	}
	return Term{}, fmt.Errorf("parse term %q: not a term such as 15d, 8d!, 10wd, 4w, 6mo, 1y or @01-31", s)
}

func parseDated(s, date string) (Term, error) {
	unit := OnDate
	date, stands := strings.CutSuffix(date, "!")
	if stands {
		unit = OnDateItself
	}
	t, err := time.Parse("2006-01-02", "2001-"+date) // which has no 29 February
	if err != nil {
		return Term{}, fmt.Errorf("parse term %q: not a date of every year such as @01-31", s)
	}
	return Term{N: 100*int(t.Month()) + t.Day(), Unit: unit}, nil
}

// Dated reports whether the term is a date of the civil year.
func (t Term) Dated() bool { return t.Unit == OnDate || t.Unit == OnDateItself }

// MonthDay returns the month and the day of a term that is a date.
func (t Term) MonthDay() (time.Month, int) { return time.Month(t.N / 100), t.N % 100 }

// String returns the spelling that ParseTerm reads.
func (t Term) String() string {
	if t.Dated() {
		month, day := t.MonthDay()
		return fmt.Sprintf("@%02d-%02d", month, day) + strings.TrimPrefix(string(t.Unit), string(OnDate))
	}
	return strconv.Itoa(t.N) + string(t.Unit)
}

// Rolls reports whether a term of this unit never ends on a non-working day.
func (t Term) Rolls() bool { return t.Unit != DaysNoRoll && t.Unit != OnDateItself }

// MarshalText writes the spelling, so that a term is a string in JSON.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *Term) UnmarshalText(b []byte) error {
	p, err := ParseTerm(string(b))
	if err != nil {
		return err
	}
	*t = p
	return nil
}
