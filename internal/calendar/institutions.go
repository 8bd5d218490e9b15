package calendar

import "time"

// institutions has the public holidays of the institutions of the European Union
// in Brussels, which the Commission decides for each year under article 61 of
// the Staff Regulations, and by which periods are counted (Regulation (EEC,
// Euratom) 1182/71, arts. 2 and 3). The rules are what its decisions for 2014
// (2013/C 39/03), 2023 (2021/C 201 I/02) and 2024 (2022/C 440/05) have in common. A
// decision may add days of its own to bridge a weekend; such a day is added by
// an operator. Nothing is given for one on a weekend.
var institutions = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: fixed(time.January, 2), nameSr: "Дан после Нове године", nameEn: "Day after New Year's Day", kind: State},
		{on: western(-3), nameSr: "Велики четвртак", nameEn: "Maundy Thursday", kind: Religious},
		{on: western(-2), nameSr: "Велики петак", nameEn: "Good Friday", kind: Religious},
		{on: western(1), nameSr: "Ускршњи понедељак", nameEn: "Easter Monday", kind: Religious},
		{on: fixed(time.May, 1), nameSr: "Празник рада", nameEn: "Labour Day", kind: State},
		{on: fixed(time.May, 9), nameSr: "Годишњица Шуманове декларације", nameEn: "Anniversary of the Schuman Declaration", kind: State},
		{on: western(39), nameSr: "Спасовдан", nameEn: "Ascension Day", kind: Religious},
		{on: western(40), nameSr: "Дан после Спасовдана", nameEn: "Day after Ascension Day", kind: Religious},
		{on: western(50), nameSr: "Духовски понедељак", nameEn: "Whit Monday", kind: Religious},
		{on: fixed(time.July, 21), nameSr: "Национални празник Белгије", nameEn: "Belgian National Day", kind: State},
		{on: fixed(time.August, 15), nameSr: "Велика Госпојина", nameEn: "Assumption", kind: Religious},
		{on: fixed(time.November, 1), nameSr: "Сви свети", nameEn: "All Saints' Day", kind: Religious},
		{on: fixed(time.November, 2), nameSr: "Задушнице", nameEn: "All Souls' Day", kind: Religious},
		{on: fixed(time.December, 24), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
		{on: fixed(time.December, 25), nameSr: "Божић", nameEn: "Christmas Day", kind: Religious},
		{on: fixed(time.December, 26), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
		{on: fixed(time.December, 27), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
		{on: fixed(time.December, 28), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
		{on: fixed(time.December, 29), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
		{on: fixed(time.December, 30), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
		{on: fixed(time.December, 31), nameSr: "Крај године", nameEn: "End-of-year day", kind: State},
	},
}
