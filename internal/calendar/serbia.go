package calendar

import "time"

// serbia has the non-working days of the Republic of Serbia (Zakon o državnim i
// drugim praznicima, Sl. glasnik RS 43/2001, 101/2007, 92/2011, arts. 1a and 2),
// by the law as it stands since 2012; for earlier years it says what that law
// would have given. When a state holiday falls on a Sunday the first following
// working day is off (art. 3a); a religious one moves nothing, nor does a Saturday.
var serbia = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.January, 2), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.January, 7), nameSr: "Божић", nameEn: "Orthodox Christmas", kind: Religious},
		{on: fixed(time.February, 15), nameSr: "Сретење – Дан државности", nameEn: "Statehood Day", kind: State},
		{on: fixed(time.February, 16), nameSr: "Сретење – Дан државности", nameEn: "Statehood Day", kind: State},
		{on: fixed(time.May, 1), nameSr: "Празник рада", nameEn: "Labour Day", kind: State},
		{on: fixed(time.May, 2), nameSr: "Празник рада", nameEn: "Labour Day", kind: State},
		{on: fixed(time.November, 11), nameSr: "Дан примирја у Првом светском рату", nameEn: "Armistice Day", kind: State},
		{on: orthodox(-2), nameSr: "Велики петак", nameEn: "Orthodox Good Friday", kind: Religious},
		{on: orthodox(-1), nameSr: "Велика субота", nameEn: "Orthodox Holy Saturday", kind: Religious},
		{on: orthodox(0), nameSr: "Васкрс", nameEn: "Orthodox Easter", kind: Religious},
		{on: orthodox(1), nameSr: "Васкршњи понедељак", nameEn: "Orthodox Easter Monday", kind: Religious},
	},
	moves: map[time.Weekday]int{time.Sunday: 1},
	away: awayRule{above: 1, of: 3, seasons: []season{
		{"summer", "годишњи одмори (15. јул – 31. август)", "summer holidays (15 July to 31 August)", dates(time.July, 15, time.August, 31)},
		{"winter", "зимски празници (20. децембар – 10. јануар)", "winter holidays (20 December to 10 January)", dates(time.December, 20, time.January, 10)},
		{"easter", "васкршњи празници (од Великог понедељка до Васкршњег понедељка)", "Orthodox Easter (Great Monday to Easter Monday)", around(orthodox(-6), orthodox(1))},
	}},
}
