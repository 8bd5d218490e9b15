package procedure

import (
	"slices"
	"strings"
)

// Absent is a stage that others of its kind have and this procedure has not: people
// are shown that it does not apply, why, and where that comes from.
type Absent struct {
	ID       string   `json:"id"`
	TitleSr  string   `json:"title_sr"`
	TitleEn  string   `json:"title_en"`
	Phase    string   `json:"phase,omitempty"` // in which it would be
	ReasonSr string   `json:"reason_sr"`
	ReasonEn string   `json:"reason_en"`
	Basis    string   `json:"basis"` // of the stage, which binds others
	Evidence Evidence `json:"evidence"`

	line int
}

// AbsentFrom returns the stages that do not apply and would be in the phase.
func (d *Definition) AbsentFrom(phase string) []Absent {
	return slices.DeleteFunc(slices.Clone(d.NotApplicable), func(a Absent) bool { return a.Phase != phase })
}

// absent checks the stages that do not apply.
func (c *checker) absent() {
	seen := map[string]bool{}
	for _, a := range c.NotApplicable {
		where := "not_applicable, " + a.ID
		c.titles(a.line, where, a.TitleSr, a.TitleEn)
		c.oneOf(a.line, "not_applicable", "evidence", string(a.Evidence), evidences...)
		_, stands := c.Stage(a.ID)
		known := slices.ContainsFunc(c.Phases, func(p PhaseDef) bool { return p.ID == a.Phase })
		switch {
		case !word.MatchString(a.ID):
			c.fault(a.line, "not_applicable: id %q is not a name such as opinions", a.ID)
		case stands:
			c.fault(a.line, "%s: the procedure has a stage of that id, so that it applies", where)
		case seen[a.ID]:
			c.fault(a.line, "%s: it stands twice", where)
		case !known && (a.Phase != "" || len(c.Phases) > 0):
			c.fault(a.line, "%s: phase %q is not a phase of this procedure", where, a.Phase)
		case a.ReasonSr == "" || a.ReasonEn == "":
			c.fault(a.line, "%s: why it does not apply is not said in both languages", where)
		case strings.TrimSpace(a.Basis) == "":
			c.fault(a.line, "%s: it has no legal basis", where)
		}
		seen[a.ID] = true
	}
}
