package calendar

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/hr"
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
	}{
		{"hr", hr.Holidays, nil, nil},
		{"si", si.Holidays, map[string]string{"2023-08-14": "the day of solidarity after the floods is not in its presets"}, nil},
		{"ee", ee.Holidays, nil, nil},
		{"us", us.Holidays, nil, nil},
		{"uk", gb.Holidays, map[string]string{
			"2022-09-19": "the State Funeral is not in its presets",
		}, nil},
	} {
		t.Run(c.id, func(t *testing.T) {
			own := get(t, c.id)
			ours, theirs := map[string]bool{}, map[string]bool{}
			for year := 2020; year <= 2040; year++ {
				for _, h := range own.Days(year) {
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
