package store_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/rasprava/rasprava/internal/procedure"
)

// way is one way out of a stage: with an outcome, in time or after its longest
// terms have passed.
type way struct {
	outcome string
	late    bool
}

// waysOf lists the ways out of a stage as it applies to an act.
func waysOf(s procedure.StageDef) []way {
	var all []way
	chosen := s.Kind.ByPerson() || s.Kind == procedure.Decision || s.Kind == procedure.Subprocess
	for _, o := range s.Outcomes {
		switch {
		case o.Barred, o.LapseOnly: // which its term takes, below
		case chosen, o.ID == s.Main().ID:
			all = append(all, way{o.ID, false})
		}
	}
	if slices.ContainsFunc(s.Windows, func(w procedure.WindowDef) bool { return passes(s, w) && w.Kind == procedure.MaxWindow }) {
		outcome := s.Main().ID
		if s.Lapse != "" {
			outcome = s.Lapse
		}
		all = append(all, way{outcome, true})
	}
	return all
}

// passes reports whether a term can come to its end in the stage: a wait is over
// with its shortest term, so that its longest only says how late it could be.
func passes(s procedure.StageDef, w procedure.WindowDef) bool {
	return s.Kind != procedure.Wait || w.Kind != procedure.MaxWindow
}

// goals is what has to be reached of a procedure in the record, by name, and
// whether it has been.
type goals struct {
	def  *procedure.Definition
	done map[string]bool
	// tried counts how often a way was taken in the hope of something new.
	tried map[string]int
}

// goalsOf lists what there is to reach: every stage by every outcome, every
// silence and lapse, and every term a day before and after its end.
func goalsOf(d *procedure.Definition) *goals {
	g := &goals{def: d, done: map[string]bool{}, tried: map[string]int{}}
	for _, s := range d.Stages {
		for _, o := range s.Outcomes {
			g.done[outcomeGoal(s.ID, o.ID)] = false
			for _, what := range asksToBeSaid(s, o) {
				g.done[shortGoal(s.ID, o.ID, what)] = false
			}
		}
		for _, w := range s.Windows {
			if !passes(s, w) {
				continue
			}
			g.done[windowGoal(s.ID, w.ID, "a day before its end")] = false
			g.done[windowGoal(s.ID, w.ID, "after its end")] = false
			if w.Floor != "" {
				g.done[windowGoal(s.ID, w.ID, "shortened to its floor")] = false
			}
			if w.Extendable {
				g.done[windowGoal(s.ID, w.ID, "extended by a decision")] = false
			}
		}
		if s.Lapse != "" {
			g.done[lapseGoal(s.ID)] = false
		}
		for _, x := range s.Gates {
			if x.Code == procedure.EveryCommentAnswered || voids(s) && x.Code == procedure.OpinionsBoundToText {
				g.done[gateGoal(x.Code)] = false
			}
		}
		for _, x := range s.Givers {
			g.done[giverGoal(s.ID, x.Body, "is asked and answers")] = false
			if s.Silence == procedure.NoObjection && (x.Mandatory == procedure.Always || x.When != nil) {
				g.done[giverGoal(s.ID, x.Body, "says nothing and has no objection")] = false
			}
		}
		if body := askedAgain(s); body != "" {
			g.done[refreshGoal(s.ID, body, "is asked again on a new text")] = false
			g.done[refreshGoal(s.ID, body, "is silent on the new text")] = false
		}
	}
	return g
}

func outcomeGoal(stage, outcome string) string {
	return fmt.Sprintf("stage %s, outcome %s", stage, outcome)
}
func windowGoal(stage, window, when string) string {
	return fmt.Sprintf("stage %s, window %s, %s", stage, window, when)
}
func lapseGoal(stage string) string { return fmt.Sprintf("stage %s, its term lapses", stage) }
func giverGoal(stage, body, what string) string {
	return fmt.Sprintf("stage %s, %s %s", stage, body, what)
}

func refreshGoal(stage, body, what string) string { return giverGoal(stage, body, what) }

// askedAgain returns a body that is asked again where the text changes while
// opinions are collected; empty: none is, or nobody else is awaited meanwhile.
func askedAgain(s procedure.StageDef) string {
	if s.Refresh == nil || s.Text == procedure.TextFrozen || len(s.Givers) < 2 {
		return ""
	}
	if len(s.Refresh.Bodies) > 0 {
		return s.Refresh.Bodies[0]
	}
	return s.Givers[0].Body
}

func shortGoal(stage, outcome, what string) string {
	return fmt.Sprintf("stage %s, outcome %s, refused %s", stage, outcome, what)
}

// When nobody takes an outcome that only the end of its term takes.
const beforeItsTerm, afterItsTerm = "to everybody before its term ends", "to everybody after, until it comes by itself"

// asksToBeSaid lists what an outcome that a person states can be short of.
func asksToBeSaid(s procedure.StageDef, o procedure.OutcomeDef) []string {
	if !s.Kind.ByPerson() && !s.Collegial {
		return nil
	}
	if o.LapseOnly {
		return []string{beforeItsTerm, afterItsTerm}
	}
	var all []string
	if o.NeedsReasons {
		all = append(all, "without reasons")
	}
	if len(o.Grounds) > 0 {
		all = append(all, "without a ground")
	}
	if len(s.Thresholds) > 0 && !o.Ungated {
		all = append(all, "one supporter short")
	}
	if s.Quorum != nil && !o.Ungated {
		all = append(all, "one member short", "one vote short")
	}
	return all
}

// gateGoal is of the whole procedure: once it is met it stays so for later stages.
func gateGoal(code string) string { return fmt.Sprintf("gate %s, closed and then open", code) }

// voids reports whether a text may change in the stage after opinions that must be
// on it, and the stage can then be left to ask for them again.
func voids(s procedure.StageDef) bool {
	return s.Text != procedure.TextFrozen && slices.ContainsFunc(s.Gates, func(g procedure.GateDef) bool { return g.Code == procedure.OpinionsBoundToText }) &&
		slices.ContainsFunc(s.Outcomes, func(o procedure.OutcomeDef) bool { return o.Back && o.Next != procedure.End })
}

// left lists what has not been reached.
func (g *goals) left() []string {
	var left []string
	for _, goal := range slices.Sorted(maps.Keys(g.done)) {
		if !g.done[goal] {
			left = append(left, goal)
		}
	}
	return left
}

// hopes reports whether taking the way may reach something new.
func (g *goals) hopes(s procedure.StageDef, w way) bool {
	if g.tried[tryKey(s, w)] > 2 {
		return false
	}
	may := []string{outcomeGoal(s.ID, w.outcome)}
	o, _ := s.Outcome(w.outcome)
	for _, what := range asksToBeSaid(s, o) {
		may = append(may, shortGoal(s.ID, o.ID, what))
	}
	for _, x := range s.Windows {
		may = append(may, windowGoal(s.ID, x.ID, "a day before its end"), windowGoal(s.ID, x.ID, "shortened to its floor"), windowGoal(s.ID, x.ID, "extended by a decision"))
		if w.late || x.Kind != procedure.MaxWindow {
			may = append(may, windowGoal(s.ID, x.ID, "after its end"))
		}
	}
	if w.late && s.Lapse != "" {
		may = append(may, lapseGoal(s.ID))
	}
	for _, x := range s.Givers {
		if w.late {
			may = append(may, giverGoal(s.ID, x.Body, "says nothing and has no objection"))
		} else {
			may = append(may, giverGoal(s.ID, x.Body, "is asked and answers"), refreshGoal(s.ID, x.Body, "is asked again on a new text"))
		}
	}
	return slices.ContainsFunc(may, func(goal string) bool { done, is := g.done[goal]; return is && !done })
}

// tryKey names a way out of a stage as it applies to such acts.
func tryKey(s procedure.StageDef, w way) string {
	key := fmt.Sprint(s.ID, w, s.Docs)
	for _, x := range s.Windows {
		key += " " + x.ID
	}
	for _, g := range s.Givers {
		key += fmt.Sprint(" ", g.Body, g.Mandatory)
	}
	return key
}

// place is where a dossier stands, as far as its way depends on it.
type place struct {
	stage  string
	traits map[string]string
}

// hop is one stage that is left by one way.
type hop struct {
	stage string
	way   way
}

// search returns the shortest series of hops from a place whose last satisfies
// wanted; nil: there is none. Ways that end the dossier come last.
func (g *goals) search(from place, wanted func(s procedure.StageDef, w way) bool) []hop {
	type node struct {
		at   place
		hops []hop
	}
	seen := map[string]bool{}
	for queue := []node{{at: from}}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		key := fmt.Sprint(n.at.stage, n.at.traits)
		if seen[key] {
			continue
		}
		seen[key] = true
		s, ok := g.def.For(n.at.traits).Stage(n.at.stage)
		if !ok {
			continue
		}
		ways := waysOf(s)
		slices.SortStableFunc(ways, func(a, b way) int { return ends(s, a) - ends(s, b) })
		for _, w := range ways {
			if wanted(s, w) {
				return append(slices.Clone(n.hops), hop{s.ID, w})
			}
		}
		for _, w := range ways {
			o, _ := s.Outcome(w.outcome)
			if w.late || o.Next == procedure.End {
				continue
			}
			next := place{o.Next, maps.Clone(n.at.traits)}
			maps.Copy(next.traits, o.Sets)
			queue = append(queue, node{next, append(slices.Clone(n.hops), hop{s.ID, w})})
		}
	}
	return nil
}

func ends(s procedure.StageDef, w way) int {
	o, _ := s.Outcome(w.outcome)
	if o.Next == procedure.End {
		return 1
	}
	return 0
}

// openings lists combinations of traits with which a dossier can be opened: every
// one of those on which its way, its terms and its thresholds depend, and every other value once.
func openings(d *procedure.Definition) []map[string]string {
	matters := map[string]bool{}
	for _, s := range d.Stages {
		for _, o := range s.Outcomes {
			for id := range o.When {
				matters[id] = true
			}
		}
		for _, w := range s.Windows {
			for id := range w.When {
				matters[id] = true
			}
		}
		for _, x := range s.Thresholds {
			for id := range x.When {
				matters[id] = true
			}
		}
	}
	first := map[string]string{}
	for _, t := range d.Traits {
		first[t.ID] = t.Values[0].ID
	}
	all := []map[string]string{first}
	with := func(c map[string]string, id, value string) map[string]string {
		m := maps.Clone(c)
		m[id] = value
		return m
	}
	for _, t := range d.Traits {
		if t.Decided {
			continue
		}
		from := all
		if !matters[t.ID] {
			from = all[:1]
		}
		for _, c := range slices.Clone(from) {
			for _, v := range t.Values[1:] {
				all = append(all, with(c, t.ID, v.ID))
			}
		}
	}
	return all
}
