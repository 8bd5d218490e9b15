package procedure

import "slices"

// waived is the outcome of a collegial decision that is an exemption in
// definitions older than the word exempts.
const waived = "waived"

// Exempting reports whether leaving the stage with the outcome departs from a
// rule: then it is put down as an exemption, in public.
func (s StageDef) Exempting(outcome string) bool {
	o, ok := s.Outcome(outcome)
	return ok && (o.Exempts || s.Collegial && o.ID == waived)
}

// Debates returns the ids of the stages in which the public debates the act: the
// one named public_debate, or every consultation where none is named so.
func (d *Definition) Debates() []string {
	_, named := d.Stage("public_debate")
	if named {
		return []string{"public_debate"}
	}
	var ids []string
	for _, s := range d.Stages {
		if s.Kind == Consultation {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// WithoutDebate reports whether the outcome decides that there is no debate: it
// leads forwards past the debate to which another outcome of the stage leads.
func (d *Definition) WithoutDebate(stage, outcome string) bool {
	s, _ := d.Stage(stage)
	o, ok := s.Outcome(outcome)
	if !ok || o.Back || o.Next == End || d.debates(o.Next) {
		return false
	}
	return slices.ContainsFunc(s.Outcomes, func(other OutcomeDef) bool { return !other.Back && d.debates(other.Next) })
}

// ToDebate returns the outcome of the stage by which it turns back to the debate,
// where it has one that may be taken.
func (d *Definition) ToDebate(s StageDef) (OutcomeDef, bool) {
	i := slices.IndexFunc(s.Outcomes, func(o OutcomeDef) bool { return o.Back && !o.Barred && o.Next != s.ID && d.debates(o.Next) })
	if i < 0 {
		return OutcomeDef{}, false
	}
	return s.Outcomes[i], true
}

// debates reports whether the main path from the stage comes to the debate.
func (d *Definition) debates(from string) bool {
	path, _ := d.follow(from)
	debates := d.Debates()
	return slices.ContainsFunc(path, func(s StageDef) bool { return slices.Contains(debates, s.ID) })
}
