package calendar

import "time"

// slovenia has the work-free days of the Republic of Slovenia (Zakon o praznikih
// in dela prostih dnevih v Republiki Sloveniji, Ur. l. RS 112/05 – UPB, 52/10,
// 40/12, 19/15, 83/16, arts. 1 and 2), by the law as it stands since 2017, when
// 2 January came back; for earlier years it says what that law would have given.
// Nothing is given for one on a weekend. 14 August 2023 was made a work-free day
// of solidarity by the act on aid after the floods of that year.
var slovenia = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.January, 2), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.February, 8), nameSr: "Прешернов дан, словеначки културни празник", nameEn: "Prešeren Day, the Slovenian cultural holiday", kind: State},
		{on: western(0), nameSr: "Ускрс", nameEn: "Easter", kind: Religious},
		{on: western(1), nameSr: "Ускршњи понедељак", nameEn: "Easter Monday", kind: Religious},
		{on: fixed(time.April, 27), nameSr: "Дан отпора окупатору", nameEn: "Day of Uprising against the Occupier", kind: State},
		{on: fixed(time.May, 1), nameSr: "Празник рада", nameEn: "Labour Day", kind: State},
		{on: fixed(time.May, 2), nameSr: "Празник рада", nameEn: "Labour Day", kind: State},
		{on: western(49), nameSr: "Духови", nameEn: "Whit Sunday", kind: Religious},
		{on: fixed(time.June, 25), nameSr: "Дан државности", nameEn: "Statehood Day", kind: State},
		{on: fixed(time.August, 14), nameSr: "Дан солидарности", nameEn: "Solidarity Day", kind: State, from: 2023, to: 2023},
		{on: fixed(time.August, 15), nameSr: "Велика Госпојина", nameEn: "Assumption of Mary", kind: Religious},
		{on: fixed(time.October, 31), nameSr: "Дан реформације", nameEn: "Reformation Day", kind: Religious},
		{on: fixed(time.November, 1), nameSr: "Дан сећања на мртве", nameEn: "Remembrance Day", kind: State},
		{on: fixed(time.December, 25), nameSr: "Божић", nameEn: "Christmas Day", kind: Religious},
		{on: fixed(time.December, 26), nameSr: "Дан самосталности и јединства", nameEn: "Independence and Unity Day", kind: State},
	},
}
