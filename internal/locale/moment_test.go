package locale

import (
	"testing"
	"time"
)

func TestDatesAreWrittenAsEachLanguageDoes(t *testing.T) {
	tests := []struct {
		name string
		got  func(p *Printer) string
		want map[Lang]string
	}{
		{"a date", func(p *Printer) string { return p.Date(2026, time.November, 23) },
			map[Lang]string{SrCyrl: "23.\u00a011.\u00a02026.", SrLatn: "23.\u00a011.\u00a02026.", En: "23\u00a0November\u00a02026"}},
		{"a date whose year is plain", func(p *Printer) string { return p.ShortDate(time.June, 3) },
			map[Lang]string{SrCyrl: "3.\u00a06.", SrLatn: "3.\u00a06.", En: "3\u00a0Jun"}},
		{"a day of every year in running text", func(p *Printer) string { return p.LongDay(time.January, 31) },
			map[Lang]string{SrCyrl: "31.\u00a0јануара", SrLatn: "31.\u00a0januara", En: "31\u00a0January"}},
		{"a date in running text is in the genitive", func(p *Printer) string { return p.LongDate(2026, time.November, 23) },
			map[Lang]string{SrCyrl: "23.\u00a0новембра\u00a02026.\u00a0године", SrLatn: "23.\u00a0novembra\u00a02026.\u00a0godine", En: "23\u00a0November\u00a02026"}},
		{"a summer evening in London is already tomorrow in Belgrade", func(p *Printer) string { return p.DateOf(time.Date(2026, 7, 1, 22, 30, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "2.\u00a07.\u00a02026.", SrLatn: "2.\u00a07.\u00a02026.", En: "2\u00a0July\u00a02026"}},
		{"the long form of an instant", func(p *Printer) string { return p.LongDateOf(time.Date(2026, 1, 31, 23, 0, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "1.\u00a0фебруара\u00a02026.\u00a0године", SrLatn: "1.\u00a0februara\u00a02026.\u00a0godine", En: "1\u00a0February\u00a02026"}},
		{"the time of day", func(p *Printer) string { return p.Time(time.Date(2026, 11, 23, 7, 12, 33, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "08.12", SrLatn: "08.12", En: "08:12"}},
		{"the time of day to the second", func(p *Printer) string { return p.Clock(time.Date(2026, 11, 23, 7, 12, 33, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "08.12.33", SrLatn: "08.12.33", En: "08:12:33"}},
		{"winter time", func(p *Printer) string { return p.DateTime(time.Date(2026, 11, 23, 7, 12, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "23.\u00a011.\u00a02026. у 08.12\u00a0(UTC+1)", SrLatn: "23.\u00a011.\u00a02026. u 08.12\u00a0(UTC+1)", En: "23\u00a0November\u00a02026 at 08:12\u00a0(UTC+1)"}},
		{"the first 2.30 of an autumn night", func(p *Printer) string { return p.DateTime(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "25.\u00a010.\u00a02026. у 02.30\u00a0(UTC+2)", SrLatn: "25.\u00a010.\u00a02026. u 02.30\u00a0(UTC+2)", En: "25\u00a0October\u00a02026 at 02:30\u00a0(UTC+2)"}},
		{"the second 2.30 of an autumn night", func(p *Printer) string { return p.DateTime(time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "25.\u00a010.\u00a02026. у 02.30\u00a0(UTC+1)", SrLatn: "25.\u00a010.\u00a02026. u 02.30\u00a0(UTC+1)", En: "25\u00a0October\u00a02026 at 02:30\u00a0(UTC+1)"}},
		{"a term that ends with its last day", func(p *Printer) string { return p.Deadline(time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "31.\u00a012.\u00a02026. у 24.00", SrLatn: "31.\u00a012.\u00a02026. u 24.00", En: "31\u00a0December\u00a02026 at 24:00"}},
		{"a term that ends in the middle of a day", func(p *Printer) string { return p.Deadline(time.Date(2026, 11, 30, 10, 15, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "30.\u00a011.\u00a02026. у 11.15\u00a0(UTC+1)", SrLatn: "30.\u00a011.\u00a02026. u 11.15\u00a0(UTC+1)", En: "30\u00a0November\u00a02026 at 11:15\u00a0(UTC+1)"}},
		{"a term that ends with its last day, in full", func(p *Printer) string { return p.FullDeadline(time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "31.\u00a012.\u00a02026. у 24.00\u00a0(UTC+1)", SrLatn: "31.\u00a012.\u00a02026. u 24.00\u00a0(UTC+1)", En: "31\u00a0December\u00a02026 at 24:00\u00a0(UTC+1)"}},
		{"a term that ends in the middle of a day, in full", func(p *Printer) string { return p.FullDeadline(time.Date(2026, 7, 30, 9, 15, 0, 0, time.UTC)) },
			map[Lang]string{SrCyrl: "30.\u00a07.\u00a02026. у 11.15\u00a0(UTC+2)", SrLatn: "30.\u00a07.\u00a02026. u 11.15\u00a0(UTC+2)", En: "30\u00a0July\u00a02026 at 11:15\u00a0(UTC+2)"}},
		{"a day of the week", func(p *Printer) string { return p.Weekday(time.Thursday) },
			map[Lang]string{SrCyrl: "четвртак", SrLatn: "četvrtak", En: "Thursday"}},
		{"a whole number", func(p *Printer) string { return p.Int(1234567) },
			map[Lang]string{SrCyrl: "1.234.567", SrLatn: "1.234.567", En: "1,234,567"}},
		{"a decimal number", func(p *Printer) string { return p.Number(1234.5) },
			map[Lang]string{SrCyrl: "1.234,5", SrLatn: "1.234,5", En: "1,234.5"}},
		{"a number below zero", func(p *Printer) string { return p.Number(-0.25) },
			map[Lang]string{SrCyrl: "−0,25", SrLatn: "−0,25", En: "−0.25"}},
		{"a share", func(p *Printer) string { return p.Percent(0.245) },
			map[Lang]string{SrCyrl: "24,5%", SrLatn: "24,5%", En: "24.5%"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, l := range Langs() {
				if got := tt.got(For(l)); got != tt.want[l] {
					t.Errorf("%s: got %q, want %q", l, got, tt.want[l])
				}
			}
		})
	}
}

func TestEveryMonthHasItsGenitive(t *testing.T) {
	seen := map[string]bool{}
	for m := time.January; m <= time.December; m++ {
		seen[For(SrCyrl).LongDate(2026, m, 1)] = true
	}
	if len(seen) != 12 {
		t.Errorf("got %d different months, want 12", len(seen))
	}
}
