package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

func TestAConsultationInTheHolidaysIsWarnedOf(t *testing.T) {
	for _, c := range []struct {
		name, calendar, start, due string
		text, extend               string
	}{
		{"a debate in July", "rs", "2021-07-08", "2021-07-29", "Велики део рока за коментаре, 15 од 21 дана, пада у време када су многи одсутни: годишњи одмори (15. јул – 31. август).",
			"Изгубљени дани се надокнађују ако се рок продужи до 15. 9. 2021."},
		{"a debate in October", "rs", "2026-10-01", "2026-10-21", "", ""},
		{"a day of August in England", "uk", "2026-06-30", "2026-08-03", "Део рока за коментаре, 3 од 34 дана, пада у време када су многи одсутни: август.",
			"Изгубљени дани се надокнађују ако се рок продужи до 17. 8. 2026."},
	} {
		cal, err := calendar.Get(c.calendar)
		if err != nil {
			t.Fatal(err)
		}
		got := reader(locale.SrCyrl).away(cal, civil(c.start), civil(c.due))
		if plain(got.Text) != c.text || plain(got.Extend) != c.extend {
			t.Errorf("%s: got %q, %q", c.name, plain(got.Text), plain(got.Extend))
		}
	}
}

func TestPlansAndPagesWarnOfTheHolidays(t *testing.T) {
	law := shippedProcedure(t, "rs.law.government")
	v := reader(locale.En)
	for from, warned := range map[string]bool{"2026-07-01": true, "2026-09-15": false} {
		dates, err := v.datesOf(law, civil(from))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, row := range dates.Rows {
			if row.Away.Text != "" && !strings.Contains(row.Title, "onsult") && !strings.Contains(row.Title, "debate") {
				t.Errorf("from %s: %s is no consultation", from, row.Title)
			}
			found = found || row.Away.Text != ""
		}
		if found != warned {
			t.Errorf("from %s: warned %v, want %v", from, found, warned)
		}
	}
}

func TestADossierWarnsWhileCommentsAreTaken(t *testing.T) {
	d := course(t, "2026-07-20", "public_debate 2026-07-10")
	d.Stages[0].Windows = []store.WindowView{{ID: "debate", Kind: string(procedure.MinWindow), Starts: "2026-07-10", Due: "2026-07-30"}}
	d.OpenRound, d.ClosesOn = "r", "2026-07-30"
	v := reader(locale.En)
	a, err := v.awayNow(d)
	if err != nil || !strings.Contains(a.Text, "16 of 20 days") || a.Extend == "" {
		t.Errorf("got %+v, %v", a, err)
	}
	d.Stages[0].Windows[0].Extended = true
	a, err = v.awayNow(d)
	if err != nil || a.Text == "" || a.Extend != "" {
		t.Errorf("extended already: got %+v, %v", a, err)
	}
	d.OpenRound = ""
	a, err = v.awayNow(d)
	if err != nil || a != (awayWarning{}) {
		t.Errorf("closed: got %+v, %v", a, err)
	}
}
