package calendar

import "time"

// england has the bank holidays of England and Wales (Banking and Financial
// Dealings Act 1971, section 1 and Schedule 1, New Year's Day and the early May
// holiday by royal proclamation since 1974 and 1978) with Good Friday and
// Christmas Day, which are holidays at common law. One that falls on a weekend is
// kept on the next weekday that is none. Proclamations moved the early May holiday
// in 2020 and the spring one in 2022, and added 3 June and 19 September 2022 and
// 8 May 2023. A committee of the House of Lords asks that Easter, August and
// Christmas be avoided, and two weeks added otherwise.
var england = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: western(-2), nameSr: "Велики петак", nameEn: "Good Friday", kind: Religious},
		{on: western(1), nameSr: "Ускршњи понедељак", nameEn: "Easter Monday", kind: Religious},
		{on: nth(1, time.Monday, time.May), nameSr: "Мајски празник", nameEn: "Early May bank holiday", kind: State, except: []int{2020}},
		{on: fixed(time.May, 8), nameSr: "Мајски празник (Дан победе)", nameEn: "Early May bank holiday (VE day)", kind: State, from: 2020, to: 2020},
		{on: fixed(time.May, 8), nameSr: "Крунисање краља Чарлса III", nameEn: "Coronation of King Charles III", kind: State, from: 2023, to: 2023},
		{on: nth(-1, time.Monday, time.May), nameSr: "Пролећни празник", nameEn: "Spring bank holiday", kind: State, except: []int{2022}},
		{on: fixed(time.June, 2), nameSr: "Пролећни празник", nameEn: "Spring bank holiday", kind: State, from: 2022, to: 2022},
		{on: fixed(time.June, 3), nameSr: "Платинасти јубилеј краљице", nameEn: "Platinum Jubilee bank holiday", kind: State, from: 2022, to: 2022},
		{on: nth(-1, time.Monday, time.August), nameSr: "Летњи празник", nameEn: "Summer bank holiday", kind: State},
		{on: fixed(time.September, 19), nameSr: "Државна сахрана краљице Елизабете II", nameEn: "State Funeral of Queen Elizabeth II", kind: State, from: 2022, to: 2022},
		{on: fixed(time.December, 25), nameSr: "Божић", nameEn: "Christmas Day", kind: State},
		{on: fixed(time.December, 26), nameSr: "Други дан Божића", nameEn: "Boxing Day", kind: State},
	},
	moves: map[time.Weekday]int{time.Saturday: 1, time.Sunday: 1},
	away: awayRule{above: 0, of: 1, add: 14, seasons: []season{
		{"easter", "ускршњи празници (од Великог петка до Ускршњег понедељка)", "Easter (Good Friday to Easter Monday)", around(western(-2), western(1))},
		{"summer", "август", "August", dates(time.August, 1, time.August, 31)},
		{"winter", "божићни празници (24. децембар – 1. јануар)", "Christmas (24 December to 1 January)", dates(time.December, 24, time.January, 1)},
	}},
}
