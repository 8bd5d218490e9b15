package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit is what a term counts.
type Unit string

const (
	Days        Unit = "d"  // calendar days; the last one rolls off a non-working day
	DaysNoRoll  Unit = "d!" // calendar days; the last one stands where it falls
	WorkingDays Unit = "wd"
	Weeks       Unit = "w"
	Months      Unit = "mo"
	Years       Unit = "y"
)

// units lists the units with the largest count each may have: about a century,
// and ten years of working days.
// Longer spellings stand before those that are their endings.
var units = []struct {
	unit Unit
	most int
}{{DaysNoRoll, 36_500}, {WorkingDays, 2_500}, {Days, 36_500}, {Weeks, 5_200}, {Months, 1_200}, {Years, 100}}

// Term is a length of time as procedures state it.
type Term struct {
	N    int // at least 1
	Unit Unit
}

// ParseTerm reads a term: `15d`, `8d!`, `10wd`, `4w`, `6mo`, `1y`. The number
// has no sign and no leading zero; a term is at most about a hundred years, or ten
// years of working days.
func ParseTerm(s string) (Term, error) {
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
	return Term{}, fmt.Errorf("parse term %q: not a term such as 15d, 8d!, 10wd, 4w, 6mo or 1y", s)
}

// String returns the spelling that ParseTerm reads.
func (t Term) String() string { return strconv.Itoa(t.N) + string(t.Unit) }

// Rolls reports whether a term of this unit never ends on a non-working day.
func (t Term) Rolls() bool { return t.Unit != DaysNoRoll }

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
