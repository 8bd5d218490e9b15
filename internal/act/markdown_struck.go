package act

import "strings"

// unstruck takes the marks ~~ off words of Markdown that are struck through, which are kept, and warns of the words.
func unstruck(lines []line) []Warning {
	w := &warner{act: &Act{}, counts: map[string]int{}}
	for i := range lines {
		l := &lines[i]
		if !strings.Contains(l.text, "~~") || strings.HasPrefix(l.text, "~~~") {
			continue
		}
		var b strings.Builder
		rest := l.text
		for {
			at := strings.Index(rest, "~~")
			if at < 0 {
				break
			}
			end := strings.Index(rest[at+2:], "~~")
			if end < 0 {
				break
			}
			words := rest[at+2 : at+2+end]
			if words == "" || strings.TrimSpace(words) != words || at > 0 && rest[at-1] == '\\' {
				b.WriteString(rest[:at+2])
				rest = rest[at+2:]
				continue
			}
			b.WriteString(rest[:at])
			b.WriteString(words)
			rest = rest[at+2+end+2:]
			w.add(l.at, WarnStruckText, excerpt(words))
		}
		l.text = b.String() + rest
	}
	w.more()
	return w.act.Warnings
}
