package procedure

import (
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
)

func (c *checker) windows(s StageDef) {
	var seen []string
	for _, w := range s.Windows {
		if !word.MatchString(w.ID) {
			c.fault(w.line, "stage %s: window id %q is not a name", s.ID, w.ID)
		}
		if slices.Contains(seen, w.ID) {
			c.fault(w.line, "stage %s: a second window has the id %q", s.ID, w.ID)
		}
		seen = append(seen, w.ID)
		c.oneOf(w.line, s.ID, "window kind", string(w.Kind), string(MinWindow), string(MaxWindow), string(CommentMinWindow))
		_, err := calendar.ParseTerm(w.Term)
		if err != nil {
			c.fault(w.line, "stage %s: term %q is not one such as 15d, 8d!, 10wd, 4w, 6mo, 1y or @01-31", s.ID, w.Term)
		}
		if strings.TrimSpace(w.Basis) == "" {
			c.fault(w.line, "stage %s: the term of window %s has no legal basis", s.ID, w.ID)
		}
		if w.Floor != "" {
			c.floor(s, w)
		}
		c.shortening(s, w)
		c.extending(s, w)
		c.evidence(w.line, s.ID, w.Evidence)
		c.origin(s, w)
	}
	c.bounds(s)
}

// floor checks the least to which a minimum may be shortened.
func (c *checker) floor(s StageDef, w WindowDef) {
	_, err := calendar.ParseTerm(w.Floor)
	switch {
	case err != nil:
		c.fault(w.line, "stage %s: %q, to which window %s may be shortened, is not a term", s.ID, w.Floor, w.ID)
	case w.Kind == MaxWindow:
		c.fault(w.line, "stage %s: window %s is a longest term; only a shortest one has a floor", s.ID, w.ID)
	}
	cal, err := calendar.Get(c.Calendar)
	if err == nil && alwaysLater(rawEnds(cal, w.Floor), rawEnds(cal, w.Term)) {
		c.fault(w.line, "stage %s: the term %s to which window %s may be shortened is longer than its term %s", s.ID, w.Floor, w.ID, w.Term)
	}
}

// shortening checks on which grounds a minimum may be shortened.
func (c *checker) shortening(s StageDef, w WindowDef) {
	switch {
	case w.Floor != "" && len(w.Grounds) == 0:
		c.fault(w.line, "stage %s: window %s may be shortened to %s, but grounds do not say when: the law lists them, and only those are accepted", s.ID, w.ID, w.Floor)
	case w.Floor == "" && len(w.Grounds) > 0:
		c.fault(w.line, "stage %s: window %s has grounds for shortening it, but no floor: it cannot be shortened", s.ID, w.ID)
	}
	for i, g := range w.Grounds {
		if _, known := c.Ground(g); !known {
			c.fault(w.line, "stage %s, window %s: ground %q is not among the grounds of this procedure", s.ID, w.ID, g)
		}
		if slices.Contains(w.Grounds[:i], g) {
			c.fault(w.line, "stage %s, window %s: ground %q stands twice", s.ID, w.ID, g)
		}
	}
}

// extending checks that a term that may be made longer is one for those who apply,
// complain or give opinions, and that nothing takes effect as it begins to end.
func (c *checker) extending(s StageDef, w WindowDef) {
	term, err := calendar.ParseTerm(w.Term)
	switch {
	case !w.Extendable:
	case s.Kind == Consultation:
		c.fault(w.line, "stage %s: window %s need not be extendable: what the public has to comment is extended anyway", s.ID, w.ID)
	case s.Kind == Wait && w.Kind != MinWindow, s.Kind == Opinions && w.Kind != MaxWindow, s.Kind != Wait && s.Kind != Opinions:
		c.fault(w.line, "stage %s: window %s cannot be extendable; only the shortest term of a wait, and the longest one of opinions, may be", s.ID, w.ID)
	case err == nil && term.Unit == calendar.DaysNoRoll:
		c.fault(w.line, "stage %s: window %s cannot be extendable: what takes effect on the day on which %s ends does so by law", s.ID, w.ID, w.Term)
	}
}

func (c *checker) origin(s StageDef, w WindowDef) {
	origin, ofStage := strings.CutPrefix(w.From, fromStage)
	switch {
	case w.From == FromEntry:
	case w.From == FromOpening:
		if s.Kind == Opinions || s.Kind == Consultation {
			c.fault(w.line, "stage %s: window %s runs from the opening of the dossier, and a term of %s runs for those who are asked in it", s.ID, w.ID, s.Kind)
		}
	case w.From == FromPublication:
		if !s.Kind.ByChannels() {
			c.fault(w.line, "stage %s: window %s runs from a publication, but the stage has none", s.ID, w.ID)
		}
		if s.Kind.ByChannels() && s.Kind != Consultation {
			c.fault(w.line, "stage %s: window %s runs from the publication that ends the stage", s.ID, w.ID)
		}
	case ofStage:
		if _, ok := c.Stage(origin); !ok || origin == s.ID {
			c.fault(w.line, "stage %s: window %s runs from stage %q, which is not another stage", s.ID, w.ID, origin)
		}
	default:
		c.fault(w.line, "stage %s: window %s runs from %q, which is none of publication, entry, opening, stage:<id>", s.ID, w.ID, w.From)
	}
}

// bounds compares windows of one origin: a least time must not end after the
// most time, nor the time for comments after the whole.
func (c *checker) bounds(s StageDef) {
	cal, err := calendar.Get(c.Calendar)
	if err != nil || len(s.Windows) < 2 {
		return // said already, or nothing to compare
	}
	ends := make([][]calendar.Date, len(s.Windows))
	for i, w := range s.Windows {
		ends[i] = rawEnds(cal, w.Term)
	}
	for i, low := range s.Windows {
		for j, high := range s.Windows {
			if low.From == high.From && together(low.When, high.When) && bounds(low.Kind, high.Kind) && alwaysLater(ends[i], ends[j]) {
				c.fault(low.line, "stage %s: %s %s (window %s) ends after %s %s (window %s)", s.ID, bounding[low.Kind], low.Term, low.ID, bounding[high.Kind], high.Term, high.ID)
			}
		}
	}
}

// bounding says of a kind of window what its term is.
var bounding = map[WindowKind]string{MinWindow: "the shortest term", MaxWindow: "the longest term", CommentMinWindow: "the term for comments"}

// together reports whether two conditions can hold at once.
func together(a, b When) bool {
	for id, values := range a {
		other, both := b[id]
		if both && !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(other, v) }) {
			return false
		}
	}
	return true
}

func bounds(low, high WindowKind) bool {
	return low != MaxWindow && high == MaxWindow || low == CommentMinWindow && high == MinWindow
}

// rawEnds returns where a term ends, as counted, when it starts on days
// throughout a year, on each day of the week; nothing for what is no term.
func rawEnds(cal calendar.Calendar, term string) []calendar.Date {
	t, err := calendar.ParseTerm(term)
	if err != nil {
		return nil
	}
	var ends []calendar.Date
	start := calendar.Date{Year: 2026, Month: time.January, Day: 1}
	for i := 0; i < 365; i += 13 {
		ends = append(ends, cal.Due(start.AddDays(i), t).Raw)
	}
	return ends
}

// alwaysLater reports whether every end in a is after the one in b. Terms in
// working days and in calendar days have no other order.
func alwaysLater(a, b []calendar.Date) bool {
	for i := range min(len(a), len(b)) {
		if !a[i].After(b[i]) {
			return false
		}
	}
	return len(a) > 0 && len(b) > 0
}

func (c *checker) gates(s StageDef) {
	var seen []string
	for _, g := range s.Gates {
		if !slices.Contains(Gates, g.Code) {
			c.fault(g.line, "stage %s: gate %q is not known", s.ID, g.Code)
		}
		if slices.Contains(seen, g.Code) {
			c.fault(g.line, "stage %s: gate %s stands twice", s.ID, g.Code)
		}
		seen = append(seen, g.Code)
		if strings.TrimSpace(g.Basis) == "" {
			c.fault(g.line, "stage %s: gate %s has no legal basis", s.ID, g.Code)
		}
		if empty := emptyGate(s, g.Code); empty != "" {
			c.fault(g.line, "stage %s: gate %s, but %s", s.ID, g.Code, empty)
		}
	}
}

// emptyGate says what a stage lacks that a gate of its own would speak of.
func emptyGate(s StageDef, code string) string {
	switch {
	case code == DocumentsPresent && len(s.Docs) == 0:
		return "the stage asks for no documents"
	case code == ChannelsProved && len(s.Channels) == 0:
		return "the stage has no channels"
	case code == SignaturesComplete && !s.Signed():
		return "nobody signs in the stage"
	case code == ThresholdMet && len(s.Thresholds) == 0:
		return "the stage has no threshold"
	case code == QuorumMet && s.Quorum == nil:
		return "the stage has no quorum"
	case code == MinWindowEnded && !slices.ContainsFunc(s.Windows, func(w WindowDef) bool { return w.Kind != MaxWindow }):
		return "the stage has no minimum window"
	}
	return ""
}

func (c *checker) givers(s StageDef) {
	var seen []string
	for _, g := range s.Givers {
		if _, ok := c.Body(g.Body); !ok {
			c.fault(g.line, "stage %s: giver %q is not a body of this procedure", s.ID, g.Body)
		}
		if slices.Contains(seen, g.Body) {
			c.fault(g.line, "stage %s: giver %s stands twice", s.ID, g.Body)
		}
		seen = append(seen, g.Body)
		c.oneOf(g.line, s.ID, "mandatory", string(g.Mandatory), string(Always), string(Conditional))
	}
}

func (c *checker) outcomes(s StageDef) {
	if len(s.Outcomes) == 0 {
		c.fault(s.line, "stage %s is a dead end: it has no outcomes", s.ID)
		return
	}
	var seen []string
	for i, o := range s.Outcomes {
		if !word.MatchString(o.ID) {
			c.fault(o.line, "stage %s: outcome id %q is not a name", s.ID, o.ID)
		}
		if slices.Contains(seen, o.ID) {
			c.fault(o.line, "stage %s: a second outcome has the id %q", s.ID, o.ID)
		}
		seen = append(seen, o.ID)
		c.titles(o.line, "outcome "+o.ID+" of stage "+s.ID, o.TitleSr, o.TitleEn)
		c.next(s, o)
		c.choice(s, o)
		c.lapseOnly(s, o)
		chosen := s.Kind.ByPerson() || s.Kind == Decision
		if !chosen && i > 0 && o.ID != s.Lapse && s.Kind != Subprocess {
			c.fault(o.line, "stage %s: nobody can choose outcome %s: the stage ends by itself with the first", s.ID, o.ID)
		}
		if o.NeedsReasons && (o.ID == s.Lapse || !chosen) {
			c.fault(o.line, "stage %s: outcome %s needs reasons, but comes by itself", s.ID, o.ID)
		}
	}
	if s.Lapse != "" && !slices.Contains(seen, s.Lapse) {
		c.fault(s.line, "stage %s: lapse names %q, which is not one of its outcomes", s.ID, s.Lapse)
	}
}

// lapseOnly checks an outcome that is for the end of the term alone.
func (c *checker) lapseOnly(s StageDef, o OutcomeDef) {
	if !o.LapseOnly {
		return
	}
	say := func(wrong bool, sentence string) {
		if wrong {
			c.fault(o.line, "stage %s: outcome %s is lapse_only, but %s", s.ID, o.ID, sentence)
		}
	}
	say(s.Lapse != o.ID, "the lapse of the stage does not name it: nothing would ever take it")
	say(!slices.ContainsFunc(s.Windows, func(w WindowDef) bool { return w.Kind == MaxWindow }), "the stage has no longest term (a window of kind max) whose end would take it")
	say(!s.Kind.ByPerson() && s.Kind != Decision, "nobody chooses an outcome in a stage of this kind")
	say(s.Outcomes[0].ID == o.ID, "it is the first: the main path is for somebody to take")
	say(o.Approver != "" || o.Exempts || len(o.Grounds) > 0 || len(o.When) > 0, "approver, exempts, grounds and when are for an outcome that somebody takes")
}

func (c *checker) next(s StageDef, o OutcomeDef) {
	ends := slices.Contains([]Ending{Completed, Rejected, Withdrawn}, o.Ends)
	_, known := c.Stage(o.Next)
	switch {
	case o.Next != End && !known:
		c.fault(o.line, "stage %s: outcome %s leads to %q, which is no stage", s.ID, o.ID, o.Next)
	case o.Next == End && !ends:
		c.fault(o.line, "stage %s: outcome %s ends the dossier, but ends does not say whether completed, rejected or withdrawn", s.ID, o.ID)
	case o.Next != End && o.Ends != "":
		c.fault(o.line, "stage %s: outcome %s leads to another stage and cannot end the dossier as %q", s.ID, o.ID, o.Ends)
	}
}
