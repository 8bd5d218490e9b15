package redline

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// annexPoint returns the way to a place in an annex of an act of the Union, where the numbered paragraphs are called
// points, and which of the steps is the first of those; other ways as they are, with 0.
func (w wording) annexPoint(steps []Step) ([]Step, int) {
	if w.profile != traditionUnion || len(steps) < 2 || steps[0].Kind != string(act.KindAnnex) {
		return steps, 0
	}
	at := slices.IndexFunc(steps, func(s Step) bool { return !s.divides() })
	if at < 1 || w.printedMark(&steps[at]) == "" || steps[at].Kind != string(act.KindParagraph) && steps[at].Kind != string(act.KindPoint) {
		return steps, 0
	}
	steps = slices.Clone(steps)
	steps[at].Kind = string(act.KindPoint)
	return steps, at
}

// ofAnnex returns the way to a point of an annex, the first of which is the step at, in a language that cites what stands in it
// by its marks alone: point 2(a) of Part B of Annex II.
func (w wording) ofAnnex(steps []Step, at int, g grammar) string {
	number := steps[at].Number
	if strings.HasPrefix(steps[at].Label, "(") {
		number = "(" + number + ")"
	}
	point := joinWords(w.nounOf(&steps[at], byItself), number)
	for k := at + 1; k < len(steps); k++ {
		if mark := w.printedMark(&steps[k]); mark != "" {
			point += mark
		} else {
			point += ", " + w.step(&steps[k], byItself)
		}
	}
	above := make([]string, at)
	for k := range above {
		if above[k] = w.division(&steps[k], byItself); !w.inflected() && steps[k].Number != "" {
			word, _, _ := strings.Cut(steps[k].Label, " ")
			above[k] = joinWords(w.unionDivision(act.Kind(steps[k].Kind), word), steps[k].Number)
		}
	}
	if w.inflected() {
		above[0] = w.division(&steps[0], g)
		return strings.Join(append(above, point), ", ")
	}
	slices.Reverse(above)
	return strings.Join(append([]string{point}, above...), " of ")
}
