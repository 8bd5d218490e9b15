// Package act holds the structured text of an act: provisions in a tree, each
// with its printed number, an identity for addresses (ID) and one that survives
// renumbering (WID), and the parser that reads such a tree out of plain text.
//
// The parser never refuses a text and never drops a character of it; what it
// cannot place it keeps as text, and what looks wrong it names in a warning. The
// package must not compare acts, store them or know of dossiers.
package act
