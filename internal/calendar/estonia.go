package calendar

import "time"

// estonia has the days of rest of the Republic of Estonia: Independence Day and
// the holidays of the act on public holidays and days of importance (Pühade ja
// tähtpäevade seadus, RT I 1998, 13, 162, §§ 1 and 2). Nothing is given for one
// on a weekend. The working days before some of them, which are three hours
// shorter, are worked.
var estonia = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.February, 24), nameSr: "Дан независности", nameEn: "Independence Day", kind: State},
		{on: western(-2), nameSr: "Велики петак", nameEn: "Good Friday", kind: Religious},
		{on: western(0), nameSr: "Ускрс", nameEn: "Easter", kind: Religious},
		{on: fixed(time.May, 1), nameSr: "Празник пролећа", nameEn: "Spring Day", kind: State},
		{on: western(49), nameSr: "Духови", nameEn: "Whit Sunday", kind: Religious},
		{on: fixed(time.June, 23), nameSr: "Дан победе", nameEn: "Victory Day", kind: State},
		{on: fixed(time.June, 24), nameSr: "Ивањдан", nameEn: "Midsummer Day", kind: State},
		{on: fixed(time.August, 20), nameSr: "Дан обнове независности", nameEn: "Day of Restoration of Independence", kind: State},
		{on: fixed(time.December, 24), nameSr: "Бадњи дан", nameEn: "Christmas Eve", kind: Religious},
		{on: fixed(time.December, 25), nameSr: "Први дан Божића", nameEn: "Christmas Day", kind: Religious},
		{on: fixed(time.December, 26), nameSr: "Други дан Божића", nameEn: "Second Day of Christmas", kind: Religious},
	},
}
