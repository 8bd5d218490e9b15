package redline

import (
	"fmt"
	"slices"
)

// follows says how many references went with a cascade; nothing when none did.
func (w wording) follows(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return w.followsAlone
	}
	return counted(n, w.followsOne, w.followsFew, w.followsMany)
}

// counted says a number with the words that go with it in Serbian: with 1, 21, 31, with 2 to 4, 22 to 24, and with all others.
func counted(n int, one, few, many string) string {
	said := many
	switch last, teen := n%10, n%100 >= 11 && n%100 <= 14; {
	case last == 1 && !teen:
		said = one
	case last >= 2 && last <= 4 && !teen:
		said = few
	}
	return fmt.Sprintf(said, n)
}

// cascade says a renumbering in one sentence, without a full stop where the last number has none. The new place is named where it has
// another name, in Serbian always with the kind of provision: "тач. 2)–4) члана 5. сада су тач. 3)–5)".
func (w wording) cascade(c *Cascade) string {
	was, is := c.ends(c.OldLabels, c.OldFrom, c.OldTo), c.ends(c.NewLabels, c.NewFrom, c.NewTo)
	run := len(c.IDs) > 2
	oldWay, newWay := w.recitals(was, c.OldWay), w.recitals(is, c.NewWay)
	elsewhere := !slices.Equal(c.OldWay, c.NewWay)
	said := w.isNow
	if len(c.IDs) > 1 {
		said = w.areNow
		if len(c.IDs) == 2 && w.bothNow != "" {
			said = w.bothNow
		}
	}
	now := w.ofWay(is, newWay, run)
	if !elsewhere {
		now = w.ofWay(is, nil, run)
		if w.lang == english.lang && !w.german() {
			now = w.numbers(is, run)
		}
	}
	said = fmt.Sprintf(said, w.ofWay(was, oldWay, run), now)
	if follows := w.follows(c.References); follows != "" {
		return w.unstopped(said) + follows // the comma stands in the place of the full stop
	}
	return said
}

// recitals makes recitals of provisions that are, and returns what they are named with then: nothing of them, of others what is above.
func (w wording) recitals(steps, above []Step) []Step {
	if len(above) != 1 || len(steps) == 0 || !w.toRecital([]Step{above[0], steps[0]}) {
		return above
	}
	for k := range steps {
		steps[k].Kind = string(recital)
	}
	return nil
}

// ofWay names provisions with what they stand in: "тач. 2)–4) члана 5.", "paragraphs 2–4 of article 5", "§ 5 Abs. 2–4".
func (w wording) ofWay(steps []Step, above []Step, run bool) string {
	name := ""
	if len(steps) == 1 {
		name = w.step(&steps[0], byItself)
	} else {
		name = w.group(steps, run)
	}
	switch {
	case len(above) == 0:
		return name
	case w.german():
		return w.way(above, byItself) + " " + name
	case w.lang == english.lang:
		return name + " of " + w.way(above, byItself)
	}
	return name + " " + w.way(above, behindFrom)
}

// ends returns the first and the last provision of a cascade as they are in one act.
func (c *Cascade) ends(labels []string, numbers ...string) []Step {
	var out []Step
	for k := range min(len(c.IDs), len(numbers)) {
		s := Step{Kind: c.Level, Number: numbers[k]}
		if k < len(labels) {
			s.Label = labels[k]
		}
		out = append(out, s)
	}
	return out
}
