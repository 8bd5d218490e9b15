package calendar

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/us"
)

// The presets of another library, made by other people from other sources, and
// every working day on which it and we differ, with the reason.
func TestAnotherLibraryKnowsTheSameDays(t *testing.T) {
	for _, c := range []struct {
		id      string
		presets []*cal.Holiday
		ours    map[string]string // days that we alone have
		theirs  map[string]string // days that it alone has
		unmoved bool              // it gives no substitutes, which are held to the law elsewhere
	}{
		{"hr", hr.Holidays, nil, nil, false},
		{"si", si.Holidays, map[string]string{"2023-08-14": "the day of solidarity after the floods is not in its presets"}, nil, false},
		{"ee", ee.Holidays, nil, nil, false},
		{"rs", rs.Holidays, nil, nil, true},
		{"eu", brussels(), nil, nil, false},
		{"us", us.Holidays, nil, nil, false},
		{"uk", gb.Holidays, map[string]string{
			"2022-09-19": "the State Funeral is not in its presets",
		}, nil, false},
	} {
		t.Run(c.id, func(t *testing.T) {
			own := get(t, c.id)
			ours, theirs := map[string]bool{}, map[string]bool{}
			for year := 2020; year <= 2040; year++ {
				for _, h := range own.Days(year) {
					if c.unmoved && h.Kind == Substitute {
						continue
					}
					ours[h.Date.String()] = true
				}
			}
			for year := 2019; year <= 2041; year++ { // some are kept in the year beside their own
				for _, h := range c.presets {
					actual, observed := h.Calc(year)
					for _, at := range []time.Time{actual, observed} {
						if !at.IsZero() {
							theirs[dateOf(at).String()] = true
						}
					}
				}
			}
			weekday := func(s string) bool { d := day(t, s); return !isWeekend(d) && d.Year >= 2020 && d.Year <= 2040 }
			only := func(a, b map[string]bool) []string {
				return slices.DeleteFunc(slices.Sorted(maps.Keys(a)), func(s string) bool { return b[s] || !weekday(s) })
			}
			if d := cmp.Diff(slices.Sorted(maps.Keys(c.ours)), only(ours, theirs), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("days that we alone have (-explained +found):\n%s", d)
			}
			if d := cmp.Diff(slices.Sorted(maps.Keys(c.theirs)), only(theirs, ours), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("days that it alone has (-explained +found):\n%s", d)
			}
		})
	}
}

// brussels returns what the library has of Belgium and of the European Central
// Bank, without Armistice Day, on which the institutions work, and with the days
// that their decisions add (Official Journal 2013/C 39/03, 2021/C 201 I/02).
func brussels() []*cal.Holiday {
	all := slices.DeleteFunc(slices.Concat(be.Holidays, ecb.Holidays), func(h *cal.Holiday) bool { return h == be.Wapenstilstand })
	date := func(month time.Month, day int) {
		all = append(all, &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth})
	}
	date(time.January, 2)
	date(time.May, 9)
	date(time.November, 2)
	date(time.December, 24)
	for day := 27; day <= 31; day++ {
		date(time.December, day)
	}
	for _, offset := range []int{-3, 40} { // Maundy Thursday, the day after Ascension Day
		all = append(all, &cal.Holiday{Offset: offset, Func: cal.CalcEasterOffset})
	}
	return all
}
