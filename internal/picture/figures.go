package picture

import (
	"regexp"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Floor says to what a least term may be shortened; empty: to nothing less.
func (w Words) Floor(x procedure.WindowDef) string {
	if x.Floor == "" {
		return ""
	}
	return w.Say.T("figures.floor", map[string]any{"long": w.within(x.Floor)})
}

// Quorum says how many members of a body must be there, and how many carry its
// decision.
func (w Words) Quorum(q procedure.Quorum) string {
	all := []string{w.Say.Plural("figures.quorum", q.Members, map[string]any{"present": q.Present})}
	if q.Relative() {
		all[0] = w.part("quorum.present", q.PresentAbove)
	}
	switch {
	case q.InFavourAbove > 0:
		all = append(all, w.part("quorum.favour", q.InFavourAbove))
	case q.InFavour > 0:
		all = append(all, w.Say.Plural("figures.in_favour", q.InFavour, nil))
	default:
		all = append(all, w.Say.T("figures.majority", nil))
	}
	if q.HalfWithChair {
		all = append(all, w.Say.T("quorum.chair", nil))
	}
	return strings.Join(all, "; ") + w.When(q.When)
}

// part says that a percentage of all members must be exceeded.
func (w Words) part(id string, percent int) string {
	if percent == 50 {
		return w.Say.T(id+"_half", nil)
	}
	return w.Say.T(id+"_above", map[string]any{"percent": w.Say.Percent(float64(percent) / 100)})
}

// Threshold says how many must support what is collected.
func (w Words) Threshold(t procedure.Threshold) string {
	if t.Percent > 0 {
		return w.Say.T("figures.percent", map[string]any{"percent": w.Say.Percent(float64(t.Percent) / 100)}) + w.When(t.When)
	}
	return w.Say.Plural("figures.support", t.Count, nil) + w.When(t.When)
}

// Refresh says whose opinion is asked again when the text changes, for how long,
// and what their silence means.
func (w Words) Refresh(f procedure.Refresh) string {
	whom := w.Say.T("figures.all_asked", nil)
	if len(f.Bodies) > 0 {
		whom = w.Say.List(each(f.Bodies, w.Body))
	}
	text := w.Say.T("figures.refresh", map[string]any{"whom": whom, "long": w.within(f.Term)})
	if f.Silence == procedure.NoObjection {
		text += "; " + w.Say.T("figures.refresh_silence", nil)
	}
	return text
}

// Marked adds to a sentence, where it was not read in a public source, that it is
// not verified.
func (w Words) Marked(text string, e procedure.Evidence) string {
	if e.Verified() {
		return text
	}
	mark := " (" + w.Say.T("procedure.not_verified", nil) + ")"
	sentence, ends := strings.CutSuffix(text, ".")
	if !ends || w.Say.Lang() != locale.En && dateAtEnd.MatchString(sentence) {
		return text + mark
	}
	return sentence + mark + "."
}

// dateAtEnd finds a Serbian date at the end, whose full stop is its own.
var dateAtEnd = regexp.MustCompile(`\d{4}$`)

// within writes how long a term is, to stand after a preposition; the term as it
// stands where it cannot be read.
func (w Words) within(term string) string {
	t, err := calendar.ParseTerm(term)
	if err != nil {
		return term
	}
	if t.Unit == calendar.DaysNoRoll {
		t.Unit = calendar.Days
	}
	return w.Say.Plural("procedure.within."+UnitName(t.Unit), t.N, nil)
}

// figures are the notes of a stage with what the law sets in it in numbers, each
// with whether that was verified.
func (w Words) figures(s procedure.StageDef) []string {
	var notes []string
	say := func(text string, e procedure.Evidence) { notes = append(notes, w.Marked(text, e)) }
	for _, x := range s.Windows {
		notes = append(notes, w.Short(x))
		if x.Floor != "" {
			say(w.Say.T("figures.short.floor", map[string]any{"long": w.within(x.Floor)}), x.Evidence)
		}
	}
	for _, q := range s.Quorums() {
		if q.Relative() {
			say(w.part("quorum.short", q.PresentAbove)+w.When(q.When), q.Evidence)
		} else {
			say(w.Say.T("figures.short.quorum", map[string]any{"present": q.Present, "members": q.Members})+w.When(q.When), q.Evidence)
		}
		switch {
		case q.InFavourAbove > 0:
			say(w.part("quorum.favour", q.InFavourAbove)+w.When(q.When), q.Evidence)
		case q.InFavour > 0:
			say(w.Say.Plural("figures.in_favour", q.InFavour, nil)+w.When(q.When), q.Evidence)
		}
	}
	for _, t := range s.Thresholds {
		say(w.Threshold(t), t.Evidence)
	}
	if f := s.Refresh; f != nil {
		say(w.Say.T("figures.short.refresh", map[string]any{"long": w.within(f.Term)}), f.Evidence)
	}
	return notes
}
