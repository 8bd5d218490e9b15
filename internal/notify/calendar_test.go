package notify

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"github.com/rasprava/rasprava/internal/calendar"
)

var update = flag.Bool("update", false, "write the golden files anew")

func example() Calendar {
	return Calendar{Lang: "sr-Cyrl", Name: "Доношење закона: рокови од 23.\u00a011.\u00a02026.", Drawn: calendar.Date{Year: 2026, Month: 11, Day: 23}, Days: []Day{
		{UID: "public_debate.debate.2026-11-23.rs.law.government@rasprava", On: calendar.Date{Year: 2026, Month: 12, Day: 31},
			Title: "Јавна расправа: последњи дан најкраћег рока", Text: "најмање 20 дана од дана објављивања; Пословник Владе, члан 41.\nBEGIN:VALARM", URL: "https://primer.example/sr-Cyrl/postupci/rs.law.government"},
		{UID: "in_force@rasprava", On: calendar.Date{Year: 2028, Month: 2, Day: 28}, Title: "На снази"},
	}}
}

func TestACalendarIsWrittenAsItWasLookedAt(t *testing.T) {
	got := example().ICS()
	if *update {
		err := os.WriteFile("testdata/calendar.ics", got, 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/calendar.ics")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("got\n%s", got)
	}
}

func TestACalendarReadsBack(t *testing.T) {
	b := example().ICS()
	cal, err := ics.ParseCalendar(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(cal.Events()); n != 2 {
		t.Fatalf("got %d events", n)
	}
	for i, e := range cal.Events() {
		want := example().Days[i]
		start, err := e.GetAllDayStartAt()
		if err != nil || start.Format("2006-01-02") != want.On.String() {
			t.Errorf("%s begins on %v, %v", want.UID, start, err)
		}
		end, err := e.GetAllDayEndAt()
		if err != nil || end.Sub(start).Hours() != 24 {
			t.Errorf("%s ends on %v, %v", want.UID, end, err)
		}
		if got := e.GetProperty(ics.ComponentPropertySummary); got.Value != want.Title {
			t.Errorf("got %q, want %q", got.Value, want.Title)
		}
		if len(e.Components) != 0 {
			t.Errorf("%s rings", want.UID)
		}
	}
	for _, line := range strings.Split(strings.TrimSuffix(string(b), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || strings.HasPrefix(line, "BEGIN:VALARM") {
			t.Errorf("%d bytes in a line: %q", len(line), line)
		}
	}
}
