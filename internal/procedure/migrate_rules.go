package procedure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rules are what a stage may have beside terms, documents, gates and bodies: its
// name, what a stage says of it, and whether a run that has ended would have had
// to be checked against it.
var rules = []struct {
	name    string
	checked bool
	says    func(StageDef) string
}{
	{"signatures", true, func(s StageDef) string {
		var who []string
		for _, by := range s.Signatures {
			who = append(who, fmt.Sprint(by.By, by.Count))
		}
		return strings.Join(who, ",")
	}},
	{"order", true, func(s StageDef) string { return yes(s.Ordered) }},
	{"quorum", true, func(s StageDef) string {
		if s.Quorum == nil {
			return ""
		}
		return s.Quorum.String()
	}},
	{"thresholds", true, func(s StageDef) string {
		var counts []string
		for _, t := range s.Thresholds {
			counts = append(counts, fmt.Sprint(t.Count))
		}
		return strings.Join(counts, ",")
	}},
	{"procedure", true, func(s StageDef) string { return s.Procedure }},
	{"refresh", false, func(s StageDef) string {
		if s.Refresh == nil {
			return ""
		}
		return fmt.Sprint(s.Refresh.Bodies, s.Refresh.Term, s.Refresh.Silence)
	}},
	{"docs_after", false, func(s StageDef) string { return strings.Join(s.DocsAfter, ",") }},
	{"legal_technical", false, func(s StageDef) string { return s.Technical }},
	{"lapse_only", false, func(s StageDef) string {
		var alone []string
		for _, o := range s.Outcomes {
			if o.LapseOnly {
				alone = append(alone, o.ID)
			}
		}
		return strings.Join(alone, ",")
	}},
	{"escalation", false, func(s StageDef) string { return s.EscalateTo }},
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// traits finds which traits the act had when each run began: those that the
// outcomes of stages decide came with them. A trait that the version has not, or
// a value of it, is held against it; one that comes new has its first value.
func (m *migration) traits() {
	now := map[string]string{}
	maps.Copy(now, m.course.Traits)
	for _, t := range m.from.Traits {
		if t.Decided {
			delete(now, t.ID)
		}
		if value := m.course.Traits[t.ID]; value != "" {
			is, known := m.to.Trait(t.ID)
			if _, has := is.Value(value); !known || !has {
				m.against(TraitUnknown, "", "trait", t.ID, "value", value)
			}
		}
	}
	for _, run := range m.course.Runs {
		m.at = append(m.at, now)
		st, _ := m.from.Stage(run.Stage)
		o, _ := st.Outcome(run.Outcome)
		if len(o.Sets) > 0 {
			now = maps.Clone(now)
			maps.Copy(now, o.Sets)
		}
	}
	for _, t := range m.to.Traits {
		was := slices.ContainsFunc(m.from.Traits, func(o TraitDef) bool { return o.ID == t.ID })
		if !was && !t.Decided && len(t.Values) > 0 {
			m.change(TraitAdded, "", "trait", t.ID, "value", t.Values[0].ID)
		}
	}
}

// RuleNames returns the names of the rules of which RuleUnchecked and RuleChanges
// speak.
func RuleNames() []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.name)
	}
	return names
}
