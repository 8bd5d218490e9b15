// Package redline compares two acts: it finds which provision of the new text continues which provision of the old one, says what
// was moved, renumbered, split, merged, added or removed, and shows every inserted and deleted word inside what stayed.
//
// Provisions are aligned first (equal text, then identity, then number and neighbours, then similarity); words are compared only inside
// aligned provisions. Texts are compared in the form of script.Normalize brought to one script, and shown as they were written: what
// differs only as written is a typographic change. The same two acts give the same bytes on any machine.
//
// The package must not read a clock, walk a map in its own order, or hold a result that does not rebuild both texts. It knows nothing of
// dossiers, rounds or comments.
package redline
