// Package procedure holds the language in which procedures are written, the
// definitions that are shipped, what a workflow needs of them, the checks that
// a definition must pass, and the one function that says why a stage cannot be
// left. Everything in it is a value or a pure function; it must not know a
// dossier, a database or a clock.
package procedure
