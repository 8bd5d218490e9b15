package act

import "strings"

// noted takes the footnotes of a text in Markdown, which begin with "[^1]:", to behind the text that calls
// them by "[^1]", as lines with a star before them, and the calls out of the text. One that nothing
// calls stays where it stands and is warned of; a call of one that is not there is text.
func noted(lines []line) ([]line, []Warning) {
	notes := map[string]line{}
	ids := make([]string, 0, len(lines)) // of the notes among the lines kept
	var kept []line
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		id, text := noteOf(l.text)
		if _, twice := notes[id]; id == "" || twice {
			kept, ids = append(kept, l), append(ids, "")
			continue
		}
		for i+1 < len(lines) && !lines[i+1].gap && !strings.HasPrefix(lines[i+1].text, "[^") {
			i++
			text += " " + lines[i].text
		}
		l.text, l.mark = "* "+strings.TrimSpace(unemphasised(text)), noteMark
		notes[id] = l
		kept, ids = append(kept, l), append(ids, id)
	}
	w := &warner{act: &Act{Warnings: []Warning{}}, counts: map[string]int{}}
	if len(notes) == 0 {
		return lines, w.act.Warnings
	}
	calls := make([][]string, len(kept)) // the notes called first in each of the lines
	called := map[string]bool{}
	for i := range kept {
		if ids[i] != "" {
			continue
		}
		kept[i].text = strings.TrimSpace(uncalled(kept[i].text, func(id string) bool {
			_, is := notes[id]
			if is && !called[id] {
				called[id] = true
				calls[i] = append(calls[i], id)
			}
			return is
		}))
	}
	out := make([]line, 0, len(kept))
	var waiting []string // behind the block that is read
	last := 0            // the number of the line that was read
	place := func() {
		for _, id := range waiting {
			note := notes[id]
			note.at, note.gap = last, false
			out = append(out, note)
		}
		waiting = waiting[:0]
	}
	for i, l := range kept {
		if (called[ids[i]] || l.text == "") && i+1 < len(kept) {
			kept[i+1].gap = kept[i+1].gap || l.gap
		}
		switch {
		case called[ids[i]]:
			continue
		case l.gap || strings.HasPrefix(l.text, "#") || strings.HasPrefix(l.text, ">") || markerLength(l.text) > 0:
			place()
		}
		if ids[i] != "" {
			w.add(l.at, WarnNotes, excerpt(l.text))
		}
		if last = l.at; l.text != "" {
			out = append(out, l)
		}
		waiting = append(waiting, calls[i]...)
	}
	place()
	return out, w.act.Warnings
}

// noteOf returns the name of the footnote that s begins, and its text; "" where it begins none.
func noteOf(s string) (id, text string) {
	rest, ok := strings.CutPrefix(s, "[^")
	if !ok {
		return "", ""
	}
	id, text, ok = strings.Cut(rest, "]:")
	if text = strings.TrimSpace(text); !ok || text == "" || strings.ContainsAny(id, "[]^ \t") {
		return "", ""
	}
	return id, text
}

// uncalled returns s without the calls of footnotes that is says are there.
func uncalled(s string, is func(id string) bool) string {
	var b strings.Builder
	for {
		at := strings.Index(s, "[^")
		if at < 0 {
			break
		}
		end := strings.IndexByte(s[at:], ']')
		if end < 0 {
			break
		}
		call := s[at : at+end+1]
		b.WriteString(s[:at])
		if escaped := at > 0 && s[at-1] == '\\'; escaped || !is(call[2:len(call)-1]) {
			b.WriteString(call)
		}
		s = s[at+end+1:]
	}
	b.WriteString(s)
	return b.String()
}
