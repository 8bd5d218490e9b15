// Package script holds what the project knows about writing Serbian in two
// scripts: transliteration in both directions, folding of texts to keys that
// compare and search, letters of one script that stand in for those of the
// other, and sort keys.
//
// It works on strings and on nothing else. It must not know about acts,
// languages of the interface or files, and nothing of what it returns is ever
// stored in place of a text: a generated Latin text is a view of the Cyrillic
// one.
package script
