package store

import (
	"slices"
	"unicode"
)

// placesOf returns where a passage stands in a text, by characters: from the first
// to behind the last. Spaces and ends of lines are one space, and a passage stands
// only where its words do: within a longer word it does not. Nil: nowhere.
func placesOf(text, passage string) [][2]int {
	in, at := spaced(text)
	what, _ := spaced(passage)
	what = trimmed(what)
	if len(what) == 0 {
		return nil
	}
	var places [][2]int
	for i := 0; i+len(what) <= len(in); {
		end := i + len(what)
		if !slices.Equal(in[i:end], what) || splits(in, i) || splits(in, end) {
			i++
			continue
		}
		places = append(places, [2]int{at[i], at[end-1] + 1})
		i = end
	}
	return places
}

// spaced returns the characters of a text with one space for each run of white
// space, and where each stands in the text.
func spaced(text string) ([]rune, []int) {
	var letters []rune
	var at []int
	n := 0
	for _, r := range text {
		switch white := unicode.IsSpace(r); {
		case white && len(letters) > 0 && letters[len(letters)-1] == ' ':
		case white:
			letters, at = append(letters, ' '), append(at, n)
		default:
			letters, at = append(letters, r), append(at, n)
		}
		n++
	}
	return letters, at
}

func trimmed(letters []rune) []rune {
	for len(letters) > 0 && letters[0] == ' ' {
		letters = letters[1:]
	}
	for len(letters) > 0 && letters[len(letters)-1] == ' ' {
		letters = letters[:len(letters)-1]
	}
	return letters
}

// splits reports whether a word goes on from before i to behind it.
func splits(letters []rune, i int) bool {
	return i > 0 && i < len(letters) && ofWord(letters[i-1]) && ofWord(letters[i])
}

func ofWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
