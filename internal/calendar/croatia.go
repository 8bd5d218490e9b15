package calendar

import "time"

// croatia has the holidays of the Republic of Croatia (Zakon o blagdanima,
// spomendanima i neradnim danima u Republici Hrvatskoj, NN 110/2019, art. 1), in
// force since 1 January 2020; for earlier years it says what that law would have
// given. Nothing is given for a holiday on a weekend. The Information
// Commissioner advises against consulting in July and August alone.
var croatia = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.January, 6), nameSr: "Богојављење или Света три краља", nameEn: "Epiphany", kind: Religious},
		{on: western(0), nameSr: "Ускрс", nameEn: "Easter", kind: Religious},
		{on: western(1), nameSr: "Ускршњи понедељак", nameEn: "Easter Monday", kind: Religious},
		{on: fixed(time.May, 1), nameSr: "Празник рада", nameEn: "Labour Day", kind: State},
		{on: fixed(time.May, 30), nameSr: "Дан државности", nameEn: "Statehood Day", kind: State},
		{on: western(60), nameSr: "Тијелово", nameEn: "Corpus Christi", kind: Religious},
		{on: fixed(time.June, 22), nameSr: "Дан антифашистичке борбе", nameEn: "Anti-Fascist Struggle Day", kind: State},
		{on: fixed(time.August, 5), nameSr: "Дан победе и домовинске захвалности и Дан хрватских бранитеља", nameEn: "Victory and Homeland Thanksgiving Day and Croatian Defenders' Day", kind: State},
		{on: fixed(time.August, 15), nameSr: "Велика Госпа", nameEn: "Assumption of Mary", kind: Religious},
		{on: fixed(time.November, 1), nameSr: "Сви свети", nameEn: "All Saints' Day", kind: Religious},
		{on: fixed(time.November, 18), nameSr: "Дан сећања на жртве Домовинског рата и на жртве Вуковара и Шкабрње", nameEn: "Remembrance Day for the victims of the Homeland War and of Vukovar and Škabrnja", kind: State},
		{on: fixed(time.December, 25), nameSr: "Божић", nameEn: "Christmas Day", kind: Religious},
		{on: fixed(time.December, 26), nameSr: "Свети Стјепан", nameEn: "Saint Stephen's Day", kind: Religious},
	},
	away: awayRule{above: 1, of: 3, seasons: []season{
		{"summer", "летњи месеци (јул и август)", "the summer months (July and August)", dates(time.July, 1, time.August, 31)},
	}},
}
