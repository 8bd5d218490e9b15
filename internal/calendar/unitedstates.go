package calendar

import "time"

// unitedStates has the legal public holidays of the federal government of the
// United States (5 U.S.C. 6103(a); Juneteenth since Public Law 117-17 of 2021;
// days as they stand since 1986). One that falls on a Saturday is kept on the
// Friday before (6103(b)), one on a Sunday on the Monday after (Executive Order
// 11582); New Year's Day may so be kept in the year before. Inauguration Day is a
// holiday in and about Washington alone, and days off by executive order are no
// legal public holidays: an operator adds those that close an office.
var unitedStates = &table{
	rules: []rule{
		{on: fixed(time.January, 1), nameSr: "Нова година", nameEn: "New Year's Day", kind: State},
		{on: nth(3, time.Monday, time.January), nameSr: "Рођендан Мартина Лутера Кинга Млађег", nameEn: "Birthday of Martin Luther King, Jr.", kind: State},
		{on: nth(3, time.Monday, time.February), nameSr: "Вашингтонов рођендан", nameEn: "Washington's Birthday", kind: State},
		{on: nth(-1, time.Monday, time.May), nameSr: "Дан сећања", nameEn: "Memorial Day", kind: State},
		{on: fixed(time.June, 19), nameSr: "Дан ослобођења од ропства", nameEn: "Juneteenth National Independence Day", kind: State, from: 2021},
		{on: fixed(time.July, 4), nameSr: "Дан независности", nameEn: "Independence Day", kind: State},
		{on: nth(1, time.Monday, time.September), nameSr: "Празник рада", nameEn: "Labor Day", kind: State},
		{on: nth(2, time.Monday, time.October), nameSr: "Колумбов дан", nameEn: "Columbus Day", kind: State},
		{on: fixed(time.November, 11), nameSr: "Дан ветерана", nameEn: "Veterans Day", kind: State},
		{on: nth(4, time.Thursday, time.November), nameSr: "Дан захвалности", nameEn: "Thanksgiving Day", kind: State},
		{on: fixed(time.December, 25), nameSr: "Божић", nameEn: "Christmas Day", kind: State},
	},
	moves: map[time.Weekday]int{time.Saturday: -1, time.Sunday: 1},
}
