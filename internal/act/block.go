package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A block is a paragraph of a document that says more of itself than its
// characters do, as those of HTML and of Word are.
type block struct {
	text    string // with the number that the program shows before it; a line break inside is one of the text
	heading bool   // marked as a heading
	table   bool   // a table: rows divided by line breaks, cells by tabs
	note    bool   // a footnote
	counted bool   // the program counts it: its number is no part of a sentence
	gap     bool   // set apart from the one before
	unshown bool   // the page does not show it
	stated  standing
}

// unshownNotes makes notes of the paragraphs that a page does not show where some of them read like headings of articles,
// and more of those that it shows do: what is not shown heads no provision.
func unshownNotes(blocks []block) {
	shown, unshown := 0, 0
	for i := range blocks {
		switch {
		case blocks[i].table || signature(blocks[i].text) == nil:
		case blocks[i].unshown:
			unshown++
		default:
			shown++
		}
	}
	if unshown == 0 || unshown >= shown {
		return
	}
	for i := range blocks {
		blocks[i].note = blocks[i].note || blocks[i].unshown
	}
}

// linesOf returns blocks as lines; at counts the blocks.
func linesOf(blocks []block) []line {
	lines := make([]line, 0, len(blocks))
	for i, b := range blocks {
		if b.table {
			if text := strings.Trim(b.text, "\n"); strings.TrimSpace(text) != "" {
				lines = append(lines, line{text: text, at: i + 1, gap: b.gap, mark: tableMark})
			}
			continue
		}
		counted, stated, own := b.counted, b.stated, plain
		if b.note {
			own = noteMark
		}
		before := ""       // the line that was read last
		var parts []string // those of the sentence that goes on in it, where it is not the first
		whole := func() {
			if len(parts) > 0 {
				lines[len(lines)-1].text, parts = strings.Join(parts, " "), nil
			}
		}
		broken := strings.Split(b.text, "\n")
		for k, text := range broken {
			text = strings.TrimSpace(text)
			if text == "" {
				continue
			}
			if own == plain && !b.heading && before != "" && breaksSentence(before, text, len(parts) > 0, k+1 == len(broken)) {
				if len(parts) == 0 {
					parts = append(parts, before)
				}
				parts, before = append(parts, text), text
				continue
			}
			whole()
			before = text
			lines = append(lines, line{text: text, at: i + 1, gap: b.gap, forced: b.heading, counted: counted, stated: stated, mark: own})
			counted, stated = false, standing{}
		}
		whole()
	}
	return lines
}

// minSentence is the fewest characters of a line that a break parts from the rest of its sentence.
const minSentence = 30

// breaksSentence reports whether a break of the line within a paragraph stands in a sentence: behind a line that is as long as one,
// begins with a capital or goes on with what does, and does not end, before small letters that are no item of a list, nobody who signs, and as
// long as a line unless it is the last.
func breaksSentence(before, next string, goesOn, last bool) bool {
	first, _ := firstRune(before)
	if !isUpper(first) && !goesOn || !startsLower(next) || terminal(before) || !longer(before, minSentence-1) || allCaps(before) {
		return false
	}
	if end, _ := utf8.DecodeLastRuneInString(before); !unicode.IsLetter(end) && !unicode.IsDigit(end) {
		return false // a word that the break parts, above all
	}
	if signsAlone(next) || !last && !longer(next, minSentence-1) {
		return false
	}
	return !marked(next) && !smallMarker(next[:max(strings.IndexByte(next, ' '), 0)])
}
