// Package audit recomputes a whole log from what it publishes: its tree, its
// signatures, that it continues what was seen of it before, and that every
// comment of a round that was reported on has one record of what became of it.
//
// It reads through a [Source] and says what is wrong as a list of faults. It must
// not open a connection, read the clock, or know anything that the log does not
// publish.
package audit
