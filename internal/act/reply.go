package act

import "strings"

// minReplied is the least number of lines that show a text to be quoted in a letter.
const minReplied = 3

// unreplied takes the marks off a text each line of which begins with >, as programs for mail write what they quote, and
// reports whether it is one; else it returns the text as it is.
func unreplied(text string) (string, bool) {
	if !strings.HasPrefix(text, ">") {
		return text, false
	}
	lines := 0
	for rest := text; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		if trimmed := strings.TrimSpace(line); trimmed != "" {
			if trimmed[0] != '>' {
				return text, false
			}
			lines++
		}
		rest = after
	}
	if lines < minReplied {
		return text, false
	}
	var b strings.Builder
	b.Grow(len(text))
	for rest := text; rest != ""; {
		line, after, ended := strings.Cut(rest, "\n")
		if _, quoted, found := strings.Cut(line, ">"); found {
			line = strings.TrimPrefix(quoted, " ")
		}
		b.WriteString(line)
		if ended {
			b.WriteByte('\n')
		}
		rest = after
	}
	inner, _ := unreplied(b.String())
	return inner, true
}
