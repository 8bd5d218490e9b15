package procedure

import "slices"

// maxPhases is how many phases a procedure has at most: what people can take in
// at a glance.
const maxPhases = 8

// Tracker returns the phases of the procedure as people are shown them. A
// definition without phases has one for each stage of its main path; where those
// are too many, the stages that people ask for least stand under the one before.
func (d *Definition) Tracker() []PhaseDef {
	if len(d.Phases) > 0 {
		return slices.Clone(d.Phases)
	}
	path, _ := d.MainPath()
	for _, k := range []Kind{Checking, WorkingGroup, Drafting, Notice, Decision, Wait, Report, Publication, Opinions, Consultation} {
		for i := len(path) - 1; i > 0 && len(path) > maxPhases; i-- {
			if path[i].Kind == k {
				path = slices.Delete(path, i, i+1)
			}
		}
	}
	phases := make([]PhaseDef, len(path))
	for i, s := range path {
		phases[i] = PhaseDef{ID: s.ID, TitleSr: s.TitleSr, TitleEn: s.TitleEn}
	}
	return phases
}

// Applies reports whether stages belong to the phase in its procedure.
func (p PhaseDef) Applies() bool { return p.NotApplicableSr == "" }

// PhaseByStage returns the id of the phase of every stage. In a definition
// without phases that is its own, or that of the nearest stage above it in the
// file that has one.
func (d *Definition) PhaseByStage() map[string]string {
	of := map[string]string{}
	if len(d.Phases) > 0 {
		for _, s := range d.Stages {
			of[s.ID] = s.Phase
		}
		return of
	}
	own := map[string]bool{}
	for _, p := range d.Tracker() {
		own[p.ID] = true
	}
	at := ""
	for _, s := range d.Stages {
		if at == "" || own[s.ID] {
			at = s.ID
		}
		of[s.ID] = at
	}
	return of
}

// StagesOf returns the ids of the stages of a phase, in the order of the file.
func (d *Definition) StagesOf(phase string) []string {
	of := d.PhaseByStage()
	var ids []string
	for _, s := range d.Stages {
		if of[s.ID] == phase {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// phases checks the phases, and that either no stage has one or every stage.
func (c *checker) phases() {
	if len(c.Phases) > maxPhases {
		c.fault(c.Phases[maxPhases].line, "the procedure has %d phases; people are shown %d at most", len(c.Phases), maxPhases)
	}
	used := map[string]bool{}
	for _, s := range c.Stages {
		used[s.Phase] = true
		known := slices.ContainsFunc(c.Phases, func(p PhaseDef) bool { return p.ID == s.Phase })
		switch {
		case s.Phase == "" && len(c.Phases) > 0:
			c.fault(s.line, "stage %s has no phase, but the procedure has phases", s.ID)
		case s.Phase != "" && !known:
			c.fault(s.line, "stage %s: phase %q is not a phase of this procedure", s.ID, s.Phase)
		}
	}
	seen := map[string]bool{}
	for _, p := range c.Phases {
		if !word.MatchString(p.ID) {
			c.fault(p.line, "phase id %q is not a name such as debate", p.ID)
		}
		if seen[p.ID] {
			c.fault(p.line, "a second phase has the id %q", p.ID)
		}
		seen[p.ID] = true
		c.titles(p.line, "phase "+p.ID, p.TitleSr, p.TitleEn)
		none := p.NotApplicableSr != "" || p.NotApplicableEn != ""
		switch {
		case none && (p.NotApplicableSr == "" || p.NotApplicableEn == ""):
			c.fault(p.line, "phase %s: why it does not apply is not said in both languages", p.ID)
		case none && used[p.ID]:
			c.fault(p.line, "phase %s does not apply, but a stage belongs to it", p.ID)
		case !none && !used[p.ID]:
			c.fault(p.line, "phase %s: no stage belongs to it", p.ID)
		}
	}
}

// phasesInOrder checks that the main path never turns back to an earlier phase.
func (c *checker) phasesInOrder(path []StageDef) {
	at := func(s StageDef) int {
		return slices.IndexFunc(c.Phases, func(p PhaseDef) bool { return p.ID == s.Phase })
	}
	for i := 1; i < len(path); i++ {
		if at(path[i]) < at(path[i-1]) {
			c.fault(path[i].line, "stage %s: the main path turns back: its phase %s stands before phase %s, which has been passed", path[i].ID, path[i].Phase, path[i-1].Phase)
		}
	}
}
