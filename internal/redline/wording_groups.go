package redline

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// group returns several provisions under one and the same as one name: "чл. 3, 4. и 7.", "тач. 2)–4)", "§§ 2–4"; all of those from the first
// to the last where only these two are given and run says so.
func (w wording) group(steps []Step, run bool) string {
	if len(steps) == 2 && !run && w.lang == slovenian.lang {
		return joinWords(kindOf(slovenianPairs, act.Kind(steps[0].Kind)), w.numbers(steps, run))
	}
	return joinWords(w.severalOf(&steps[0]), w.numbers(steps, run))
}

// severalOf returns what several provisions are called.
func (w wording) severalOf(s *Step) string {
	if w.inflected() {
		n := kindOf(w.nouns(), act.Kind(s.Kind))
		for _, word := range strings.Fields(strings.ToLower(script.ToCyrillic(s.Label))) {
			if other, ok := labelNouns[word]; ok && s.divides() && w.lang != slovenian.lang {
				n = other
			}
		}
		return w.inScript(n.several)
	}
	if w.german() {
		switch name := w.germanNoun(s); {
		case name == "§":
			return "§§"
		case s.Kind == string(recital):
			return "Erwägungsgründe"
		case !s.divides():
			return name
		}
		return w.bareNoun(s)
	}
	name := w.bareNoun(s)
	if name == "§" {
		return "§§"
	}
	return name + "s"
}

// bareNoun returns the name of a provision without its number, in English or German.
func (w wording) bareNoun(s *Step) string {
	if !s.divides() {
		return w.nounOf(s, byItself)
	}
	bare := *s
	bare.Number, bare.Heading = "", ""
	bare.Label, _, _ = strings.Cut(s.Label, " ")
	return w.division(&bare, byItself)
}

// numbers returns the numbers of several provisions with commas, for which a full stop before them gives way but in Croatian, or as a run.
func (w wording) numbers(steps []Step, run bool) string {
	out := make([]string, len(steps))
	for k := range steps {
		s := &steps[k]
		if s.divides() {
			bare := w.division(s, byItself)
			out[k] = bare[strings.IndexByte(bare, ' ')+1:]
			continue
		}
		out[k] = w.number(s)
	}
	last := len(out) - 1
	switch {
	case run || last > 1 && consecutive(steps):
		return w.unstopped(out[0]) + "–" + out[last]
	case last == 0:
		return out[0]
	}
	for k := range last - 1 {
		out[k] = w.unstopped(out[k])
	}
	return strings.Join(out[:last], ", ") + w.and + out[last]
}

// unstopped returns words without the full stop at their end, for which a comma stands behind them: in Croatian it stays.
func (w wording) unstopped(s string) string {
	if w.lang == croatian {
		return s
	}
	return strings.TrimSuffix(s, ".")
}

// consecutive reports whether the numbers of provisions follow one another.
func consecutive(steps []Step) bool {
	before := 0
	for k := range steps {
		n, err := strconv.Atoi(steps[k].Number)
		if err != nil || k > 0 && n != before+1 {
			return false
		}
		before = n
	}
	return true
}

// list joins the names of provisions with commas and the word for and. Those under one and the same are named once for all: "чл. 3, 4. и 7.",
// "члан 1. ст. 4. и 5.".
func (w wording) list(ways [][]Step) string {
	var names []string
	for k := 0; k < len(ways); {
		end := k + 1
		for end < len(ways) && beside(ways[k], ways[end]) {
			end++
		}
		names = append(names, w.together(ways[k:end]))
		k = end
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	for k := range last - 1 {
		names[k] = w.unstopped(names[k])
	}
	return strings.Join(names[:last], ", ") + w.and + names[last]
}

// beside tells two provisions of one kind with numbers under one and the same.
func beside(a, b []Step) bool {
	n := len(a)
	if n == 0 || len(b) != n || a[n-1].Number == "" || b[n-1].Number == "" || a[n-1].Kind != b[n-1].Kind {
		return false
	}
	return slices.Equal(a[:n-1], b[:n-1])
}

// together names provisions that stand beside each other.
func (w wording) together(ways [][]Step) string {
	last := len(ways[0]) - 1
	if len(ways) == 1 || last < 0 {
		return w.way(ways[0], byItself)
	}
	steps := make([]Step, len(ways))
	for k := range ways {
		steps[k] = ways[k][last]
	}
	above := w.way(ways[0][:last], byItself)
	switch {
	case last == 0:
		return w.group(steps, false)
	case w.bracketed() && w.printedMark(&steps[0]) != "" && (w.profile == traditionAmerica || steps[0].Kind == string(act.KindParagraph)):
		for k := range steps {
			steps[k].Label = w.printedMark(&steps[k])
		}
		return above + w.numbers(steps, false)
	case w.bracketed():
		return above + ", " + w.group(steps, false)
	}
	return above + " " + w.group(steps, false)
}
