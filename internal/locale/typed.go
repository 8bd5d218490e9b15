package locale

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// maxTypedDate bounds what is read as a date, in bytes.
const maxTypedDate = 100

// besideDates are the words and marks of hours that people write between the
// numbers of a date and a time.
var besideDates = []string{"године", "год", "г", "у", "часова", "час", "ч", "godine", "god", "g", "u", "časova", "čas", "č", "h", "at", "t"}

// monthNames holds the names of months as dates write them, in small letters.
var monthNames = func() map[string]time.Month {
	names := map[string]time.Month{}
	for m := time.January; m <= time.December; m++ {
		for _, name := range []string{m.String(), genitive[m-1], script.ToLatin(genitive[m-1])} {
			names[strings.ToLower(name)] = m
		}
	}
	return names
}()

// ParseDate reads a civil date as people write it in any of the languages, day
// before month: „23. 11. 2026.”, „23.11.2026”, „23. новембра 2026. године”,
// “23 November 2026”, and 2026-11-23 of ISO 8601. It returns midnight UTC, and
// false for what is no day of the calendar.
func ParseDate(s string) (time.Time, bool) {
	at, rest, ok := parseDay(s)
	return at, ok && len(rest) == 0
}

// ParseDateTime reads a civil date as ParseDate does, with a time of day by the
// clock of Belgrade behind it: „23. 11. 2026. у 14.30”, “23 November 2026 at
// 14:30”. Of the hour that an autumn night has twice it is the first one; the
// hour that a spring night lacks is none.
func ParseDateTime(s string) (time.Time, bool) {
	day, rest, ok := parseDay(s)
	if !ok || len(rest) < 2 || len(rest) > 3 {
		return time.Time{}, false
	}
	limits := [...]int{24, 60, 60}
	var clock [3]int
	for i, part := range rest {
		n, err := strconv.Atoi(part)
		if err != nil || n >= limits[i] || len(part) > 2 {
			return time.Time{}, false
		}
		clock[i] = n
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), clock[0], clock[1], clock[2], 0, belgrade)
	if first := at.Add(-time.Hour); first.Hour() == at.Hour() {
		at = first
	}
	return at, at.Hour() == clock[0]
}

// parseDay reads a civil date at the beginning of s, and returns what stands
// behind it, without marks between.
func parseDay(s string) (day time.Time, rest []string, ok bool) {
	parts := dateParts(s)
	if len(parts) < 3 {
		return time.Time{}, nil, false
	}
	d, m, y := parts[0], parts[1], parts[2]
	if len(d) == 4 {
		d, y = y, d
	}
	month, named := monthNames[m]
	if !named {
		n, err := strconv.Atoi(m)
		if err != nil || len(m) > 2 {
			return time.Time{}, nil, false
		}
		month = time.Month(n)
	}
	dayNo, dayErr := strconv.Atoi(d)
	year, yearErr := strconv.Atoi(y)
	if dayErr != nil || yearErr != nil || len(d) > 2 || len(y) != 4 {
		return time.Time{}, nil, false
	}
	day = time.Date(year, month, dayNo, 0, 0, 0, 0, time.UTC)
	return day, parts[3:], day.Year() == year && day.Month() == month && day.Day() == dayNo
}

// dateParts returns the numbers and names of a date, in small letters.
func dateParts(s string) []string {
	if len(s) > maxTypedDate || !utf8.ValidString(s) {
		return nil
	}
	var parts []string
	last := rune(' ')
	for _, r := range strings.ToLower(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if n := len(parts); n > 0 && unicode.IsLetter(r) == unicode.IsLetter(last) && unicode.IsDigit(r) == unicode.IsDigit(last) {
				parts[n-1] += string(r)
			} else {
				parts = append(parts, string(r))
			}
		} else if !unicode.IsSpace(r) && !strings.ContainsRune(".,/:-", r) {
			return nil
		}
		last = r
	}
	return slices.DeleteFunc(parts, func(p string) bool { return slices.Contains(besideDates, p) })
}
