package locale

import (
	"strings"
	"testing"
	"time"
)

func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]string{
		"23. 11. 2026.": "2026-11-23", "23.11.2026": "2026-11-23", "23.11.2026.": "2026-11-23", "3. 1. 2026.": "2026-01-03", "03.01.2026.": "2026-01-03",
		"23/11/2026": "2026-11-23", "23-11-2026": "2026-11-23", "23 11 2026": "2026-11-23", "  23.\u00a011.\u00a02026. ": "2026-11-23",
		"2026-11-23": "2026-11-23", "23. новембра 2026. године": "2026-11-23", "23. novembra 2026. godine": "2026-11-23",
		"23 November 2026": "2026-11-23", "23 NOVEMBER 2026": "2026-11-23", "1. јуна 2026. год.": "2026-06-01", "29. 2. 2028.": "2028-02-29",
		"31. 12. 9999.": "9999-12-31",
	} {
		got, ok := ParseDate(typed)
		if !ok || got.Format(time.DateOnly) != want {
			t.Errorf("%q: got %v %v, want %s", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", " ", "23.", "23. 11.", "23. 11. 26.", "29. 2. 2026.", "31. 4. 2026.", "0. 1. 2026.", "1. 0. 2026.", "1. 13. 2026.", "11/25/2026",
		"сутра", "23. брумера 2026.", "23. 11. 2026. 5", "23. 11. 2026. у 14.30", "+23. 11. 2026.", "٢٣. ١١. ٢٠٢٦.", "23. 11. 20260.", "023. 11. 2026.", "1. 001. 2026.",
		"2026-11", "2026-23-11", "\xff23. 11. 2026.", strings.Repeat(" ", 200) + "23. 11. 2026.", "1st November 2026"} {
		if got, ok := ParseDate(typed); ok {
			t.Errorf("%q: got %v, want no date", typed, got)
		}
	}
}

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[string]string{
		"23. 11. 2026. у 14.30": "2026-11-23T14:30:00+01:00", "23.11.2026. u 14:30": "2026-11-23T14:30:00+01:00", "23. 11. 2026. 14.30 часова": "2026-11-23T14:30:00+01:00",
		"23 November 2026 at 14:30": "2026-11-23T14:30:00+01:00", "2026-07-01T08:05": "2026-07-01T08:05:00+02:00", "2026-07-01T08:05:09": "2026-07-01T08:05:09+02:00",
		"1. 7. 2026. у 0.00": "2026-07-01T00:00:00+02:00", "25. 10. 2026. у 2.30": "2026-10-25T02:30:00+02:00", "1.7.2026. 8.05h": "2026-07-01T08:05:00+02:00",
	} {
		got, ok := ParseDateTime(typed)
		if !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%q: got %v %v, want %s", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "23. 11. 2026.", "23. 11. 2026. у 14", "23. 11. 2026. у 24.00", "23. 11. 2026. у 14.60", "14.30", "23. 11. 2026. у 14.30.15.16", "23. 11. 2026. у подне", "29. 3. 2026. у 2.30"} {
		if got, ok := ParseDateTime(typed); ok {
			t.Errorf("%q: got %v, want no time", typed, got)
		}
	}
}

// Whatever a printer writes can be typed back.
func TestWhatIsPrintedIsReadBack(t *testing.T) {
	for _, lang := range Langs() {
		p := For(lang)
		for day := time.Date(2024, 1, 1, 9, 7, 0, 0, belgrade); day.Year() < 2029; day = day.AddDate(0, 0, 1) {
			for _, written := range []string{p.Date(day.Date()), p.LongDate(day.Date())} {
				got, ok := ParseDate(written)
				if !ok || got.Format(time.DateOnly) != day.Format(time.DateOnly) {
					t.Fatalf("%s: %q: got %v %v", lang, written, got, ok)
				}
			}
			written := p.Minute(day)
			got, ok := ParseDateTime(written)
			if !ok || !got.Equal(day) {
				t.Fatalf("%s: %q: got %v %v", lang, written, got, ok)
			}
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"23. 11. 2026.", "2026-11-23T14:30", "23 November 2026 at 14:30", "23. новембра 2026. године"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, ok := ParseDate(s)
		if ok && (day.Hour() != 0 || day.Year() > 9999) {
			t.Errorf("%q is %v", s, day)
		}
		at, ok := ParseDateTime(s)
		if ok && at.Year() > 9999 {
			t.Errorf("%q is %v", s, at)
		}
	})
}
