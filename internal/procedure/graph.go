package procedure

import (
	"slices"
	"strings"
)

// graph checks what holds between the stages. The definition's words are known
// to be sound: ids are unique and every outcome leads somewhere.
func (c *checker) graph() {
	reached := c.reach(c.Stages[0].ID)
	for _, s := range c.Stages {
		switch {
		case !reached[s.ID]:
			c.fault(s.line, "stage %s cannot be reached: no outcome of a stage that is reached leads to it", s.ID)
		case !c.reach(s.ID)[End]:
			c.trapped(s)
		case c.spins(s):
			c.fault(s.line, "stage %s stands in a loop that no decision can leave: nobody chooses an outcome in it", s.ID)
		}
		c.origins(s)
	}
	c.mainPath()
}

// reach returns the stages that can follow the stage id, itself among them,
// and End where the dossier can end.
func (c *checker) reach(id string) map[string]bool {
	if known, ok := c.reached[id]; ok {
		return known
	}
	reached := map[string]bool{}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		if reached[queue[0]] {
			continue
		}
		reached[queue[0]] = true
		s, _ := c.Stage(queue[0])
		for _, o := range s.Outcomes {
			queue = append(queue, o.Next)
		}
	}
	c.reached[id] = reached
	return reached
}

// trapped says of a stage without a way to the end that it stands in a loop, or
// leads into one.
func (c *checker) trapped(s StageDef) {
	if c.loops(s.ID) {
		c.fault(s.line, "stage %s stands in a loop that no decision can leave", s.ID)
		return
	}
	c.fault(s.line, "stage %s is a dead end: the dossier can never end from there", s.ID)
}

func (c *checker) loops(id string) bool {
	s, _ := c.Stage(id)
	return slices.ContainsFunc(s.Outcomes, func(o OutcomeDef) bool { return o.Next != End && c.reach(o.Next)[id] })
}

// spins reports whether the stage can come back to itself through stages that
// end by themselves alone.
func (c *checker) spins(s StageDef) bool {
	own := func(s StageDef) bool { return !s.Kind.ByPerson() && s.Kind != Decision }
	seen := map[string]bool{}
	queue := []string{s.ID}
	for first := true; len(queue) > 0; first = false {
		at, ok := c.Stage(queue[0])
		queue = queue[1:]
		if !ok || !own(at) || seen[at.ID] {
			continue
		}
		if !first {
			if at.ID == s.ID {
				return true
			}
			seen[at.ID] = true
		}
		for _, o := range at.Outcomes {
			queue = append(queue, o.Next)
		}
	}
	return false
}

// origins checks that what a window or a gate looks back to can have happened.
func (c *checker) origins(s StageDef) {
	before := func(is func(StageDef) bool) bool {
		return slices.ContainsFunc(c.Stages, func(b StageDef) bool { return is(b) && b.ID != s.ID && c.reach(b.ID)[s.ID] })
	}
	for _, w := range s.Windows {
		origin, ok := strings.CutPrefix(w.From, fromStage)
		if ok && !before(func(b StageDef) bool { return b.ID == origin }) {
			c.fault(w.line, "stage %s: the term of window %s runs from stage %s, which never comes before", s.ID, w.ID, origin)
		}
	}
	looksTo := map[string]Kind{EveryCommentAnswered: Consultation, ReportPublished: Report, OpinionsBoundToText: Opinions, MaterialChangeDecided: Consultation}
	for _, g := range s.Gates {
		kind, ok := looksTo[g.Code]
		if ok && !before(func(b StageDef) bool { return b.Kind == kind }) {
			c.fault(g.line, "stage %s: gate %s looks back to a stage of kind %s, but none ever comes before", s.ID, g.Code, kind)
		}
	}
	if s.Kind == Report && !before(func(b StageDef) bool { return b.Kind == Consultation }) {
		c.fault(s.line, "stage %s reports on a consultation, but none ever comes before", s.ID)
	}
}

// mainPath checks that the first outcomes lead to the end, and through the
// phases in their order.
func (c *checker) mainPath() {
	path, closed := c.MainPath()
	if !closed {
		last := path[len(path)-1]
		c.fault(last.line, "stage %s: the main path, by the first outcome of every stage, goes round: %s leads back to %s", last.ID, last.Main().ID, last.Main().Next)
	}
	c.phasesInOrder(path)
}

// MainPath returns the stages from the first on, each by the first outcome that
// is not barred of the one before, and whether they come to the end without going round.
func (d *Definition) MainPath() ([]StageDef, bool) {
	if len(d.Stages) == 0 {
		return nil, false
	}
	return d.follow(d.Stages[0].ID)
}

// follow returns the stages from one on by first outcomes, and whether they
// come to the end without going round.
func (d *Definition) follow(id string) ([]StageDef, bool) {
	var path []StageDef
	seen := map[string]bool{}
	for s, ok := d.Stage(id); ok; s, ok = d.Stage(s.Main().Next) {
		if seen[s.ID] {
			return path, false
		}
		seen[s.ID] = true
		path = append(path, s)
		if s.Main().Next == End {
			return path, true
		}
	}
	return path, false
}
