package locale

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata"

	"golang.org/x/text/number"
)

// nbsp keeps the parts of a date or a reference on one line.
const nbsp = "\u00a0"

var belgrade = func() *time.Location {
	l, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		panic(fmt.Errorf("load time zone: %w", err))
	}
	return l
}()

// genitive holds the months as a Serbian date inflects them.
var genitive = [...]string{"јануара", "фебруара", "марта", "априла", "маја", "јуна", "јула", "августа", "септембра", "октобра", "новембра", "децембра"}

var weekdays = [...]string{"недеља", "понедељак", "уторак", "среда", "четвртак", "петак", "субота"}

// Date returns a civil date: „23. 11. 2026.” or “23 November 2026”.
func (p *Printer) Date(year int, month time.Month, day int) string {
	if p.lang == En {
		return fmt.Sprintf("%d%s%s%s%d", day, nbsp, month, nbsp, year)
	}
	return fmt.Sprintf("%d.%s%d.%s%d.", day, nbsp, int(month), nbsp, year)
}

// ShortDate returns a civil date without its year, for where the year is plain:
// „23. 11.” or “23 Nov”.
func (p *Printer) ShortDate(month time.Month, day int) string {
	if p.lang == En {
		return fmt.Sprintf("%d%s%s", day, nbsp, month.String()[:3])
	}
	return fmt.Sprintf("%d.%s%d.", day, nbsp, int(month))
}

// ShortMonth returns a month with its year: „12. 2026.” or “Dec 2026”.
func (p *Printer) ShortMonth(month time.Month, year int) string {
	if p.lang == En {
		return fmt.Sprintf("%s%s%d", month.String()[:3], nbsp, year)
	}
	return fmt.Sprintf("%d.%s%d.", int(month), nbsp, year)
}

// LongDay returns a day of every year as running text writes it, in the genitive:
// „31. јануара”; in English “31 January”.
func (p *Printer) LongDay(month time.Month, day int) string {
	if p.lang == En {
		return fmt.Sprintf("%d%s%s", day, nbsp, month)
	}
	return p.Serbian(fmt.Sprintf("%d.%s%s", day, nbsp, genitive[month-1]))
}

// LongDate returns a civil date as running legal text writes it, in the
// genitive: „23. новембра 2026. године”; in English as Date.
func (p *Printer) LongDate(year int, month time.Month, day int) string {
	if p.lang == En {
		return p.Date(year, month, day)
	}
	return p.Serbian(fmt.Sprintf("%d.%s%s%s%d.%sгодине", day, nbsp, genitive[month-1], nbsp, year, nbsp))
}

// DateOf returns the civil date of t in Belgrade, as Date.
func (p *Printer) DateOf(t time.Time) string { return p.Date(t.In(belgrade).Date()) }

// LongDateOf returns the civil date of t in Belgrade, as LongDate.
func (p *Printer) LongDateOf(t time.Time) string { return p.LongDate(t.In(belgrade).Date()) }

// Weekday returns the name of the day of the week.
func (p *Printer) Weekday(d time.Weekday) string {
	if p.lang == En {
		return d.String()
	}
	return p.Serbian(weekdays[d])
}

// Time returns the time of day of t in Belgrade: „08.12” or “08:12”.
func (p *Printer) Time(t time.Time) string {
	if p.lang == En {
		return t.In(belgrade).Format("15:04")
	}
	return t.In(belgrade).Format("15.04")
}

// Clock returns the time of day of t in Belgrade to the second: „08.12.05” or
// “08:12:05”.
func (p *Printer) Clock(t time.Time) string {
	if p.lang == En {
		return t.In(belgrade).Format("15:04:05")
	}
	return t.In(belgrade).Format("15.04.05")
}

// DateTime returns date, time of day and the offset that tells the two hours
// of an autumn night apart: „23. 11. 2026. у 08.12 (UTC+1)”.
func (p *Printer) DateTime(t time.Time) string {
	return p.T("moment.date_time", map[string]any{"day": p.DateOf(t), "hour": p.Time(t) + nbsp + offset(t)})
}

// Minute returns date and time of day, for a field in which they are typed:
// „23. 11. 2026. у 08.12”.
func (p *Printer) Minute(t time.Time) string {
	return p.T("moment.date_time", map[string]any{"day": p.DateOf(t), "hour": p.Time(t)})
}

// Deadline returns the last moment of a term that ends before t. Where t is
// midnight in Belgrade that is the day before at 24: „30. 11. 2026. у 24.00”.
func (p *Printer) Deadline(t time.Time) string {
	local := t.In(belgrade)
	if local.Hour() != 0 || local.Minute() != 0 || local.Second() != 0 {
		return p.DateTime(t)
	}
	hour := "24.00"
	if p.lang == En {
		hour = "24:00"
	}
	day := p.Date(local.AddDate(0, 0, -1).Date())
	return p.T("moment.date_time", map[string]any{"day": day, "hour": hour})
}

// FullDeadline returns Deadline with the offset: „30. 11. 2026. у 24.00 (UTC+1)”.
func (p *Printer) FullDeadline(t time.Time) string {
	short := p.Deadline(t)
	if strings.HasSuffix(short, offset(t)) {
		return short
	}
	return short + nbsp + offset(t)
}

func offset(t time.Time) string {
	_, seconds := t.In(belgrade).Zone()
	return fmt.Sprintf("(UTC%+d)", seconds/3600)
}

// Int returns a whole number with its thousands apart: „1.234” or “1,234”.
func (p *Printer) Int(n int64) string {
	return minus(p.numbers.Sprint(number.Decimal(n)))
}

// Number returns a number with at most three decimals: „1.234,5” or “1,234.5”.
func (p *Printer) Number(v float64) string {
	return minus(p.numbers.Sprint(number.Decimal(v, number.MaxFractionDigits(3))))
}

// Percent returns a share between 0 and 1 with at most one decimal: „24,5%”.
func (p *Printer) Percent(share float64) string {
	return minus(p.numbers.Sprint(number.Percent(share, number.MaxFractionDigits(1))))
}

// minus writes the sign that typesetting wants, whatever the tables hold.
func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }
