package redline

import (
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// name returns what a change is called in a list: its labels in the script of the new one, of a division whose label is a number alone with its
// heading, else its heading, else the kind of provision.
func (w wording) name(ch *Change) string {
	name := ch.NewLabel
	switch old := inScriptOf(ch.NewLabel, ch.OldLabel); {
	case name == "":
		name = old
	case old != "" && script.ToLatin(old) != script.ToLatin(name):
		name = old + " → " + name
	}
	switch {
	case name == "" && ch.Heading != "":
		return ch.Heading
	case name == "":
		return w.level(ch.Level)
	case ch.Level == LevelHeading && ch.Heading != "" && len(strings.Fields(ch.OldLabel)) < 2 && len(strings.Fields(ch.NewLabel)) < 2:
		return name + " " + ch.Heading
	}
	return name
}

// inScriptOf returns a label in the script of another one that begins with the same word.
func inScriptOf(of, label string) string {
	word, _, _ := strings.Cut(of, " ")
	was, _, _ := strings.Cut(label, " ")
	switch {
	case word == was || script.ToLatin(word) != script.ToLatin(was):
		return label
	case script.ToLatin(word) == word:
		return script.ToLatin(label)
	}
	return script.ToCyrillic(label)
}
