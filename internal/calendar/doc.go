// Package calendar holds civil dates, the non-working days of a country, the
// terms in which procedures count, and the clock that maps real instants to
// legal ones. Everything in it is a value or a pure function of values: it
// must not read the clock of the machine, a file or a database.
package calendar
