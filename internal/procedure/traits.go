package procedure

import (
	"maps"
	"slices"
)

// ActKinds are the kinds of acts that a procedure may be for.
var ActKinds = []string{"law", "decree", "rulebook", "decision", "strategy", "programme", "policy_concept", "action_plan", "statute", "budget_plan",
	"urban_plan", "working_group", "funding_call", "initiative", "petition", "other"}

// TraitDef is a feature of an act on which parts of the procedure depend, such as
// whether it is a new law. A dossier has one value of each.
type TraitDef struct {
	ID      string       `json:"id"`
	TitleSr string       `json:"title_sr"`
	TitleEn string       `json:"title_en"`
	Values  []TraitValue `json:"values"` // the first is taken where none is given
	// Decided says that outcomes of stages set it, and never who opens the dossier.
	Decided bool   `json:"decided,omitempty"`
	Basis   string `json:"basis,omitempty"`
	BasisEn string `json:"basis_en,omitempty"`

	line int
}

// TraitValue is one value of a trait.
type TraitValue struct {
	ID      string `json:"id"`
	TitleSr string `json:"title_sr"`
	TitleEn string `json:"title_en"`

	line int
}

// Ground is one of the grounds on which the law lets somebody depart from the
// ordinary way.
type Ground struct {
	ID       string   `json:"id"`
	TitleSr  string   `json:"title_sr"`
	TitleEn  string   `json:"title_en"`
	Basis    string   `json:"basis,omitempty"`
	BasisEn  string   `json:"basis_en,omitempty"`
	Evidence Evidence `json:"evidence"`

	line int
}

// When is a condition on traits: each must have one of the values listed for it.
// Without any it always holds.
type When map[string][]string

// Holds reports whether the traits meet the condition.
func (w When) Holds(traits map[string]string) bool {
	for id, values := range w {
		if !slices.Contains(values, traits[id]) {
			return false
		}
	}
	return true
}

// DocWhen is a document that an act must have under a condition.
type DocWhen struct {
	Doc  string `json:"doc"`
	When When   `json:"when"`

	line int
}

// SignedBy is how many signatures a decision needs of whom: Lead, CoProposers
// (each body that proposes together with the lead), or the code of a body.
type SignedBy struct {
	By    string `json:"by"`
	Count int    `json:"count"` // of each body

	line int
}

// CoProposers stands in SignedBy for every body that proposes with the lead.
const CoProposers = "co_proposers"

// Threshold is how many must support what is collected in a stage.
type Threshold struct {
	Count    int      `json:"count,omitempty"`
	Percent  int      `json:"percent,omitempty"` // of those who may support it, as the dossier says how many they are; in place of Count
	When     When     `json:"when,omitempty"`
	Basis    string   `json:"basis,omitempty"`
	BasisEn  string   `json:"basis_en,omitempty"`
	Evidence Evidence `json:"evidence"`

	line int
}

// Refresh is what happens to opinions when the text changes while they are
// collected: those bodies are asked again and have so long.
type Refresh struct {
	Bodies   []string `json:"bodies,omitempty"` // none: all that were asked
	Term     string   `json:"term"`
	Silence  Silence  `json:"silence"`
	Basis    string   `json:"basis,omitempty"`
	BasisEn  string   `json:"basis_en,omitempty"`
	Evidence Evidence `json:"evidence"`

	line int
}

// Trait returns the trait with that id.
func (d *Definition) Trait(id string) (TraitDef, bool) {
	i := slices.IndexFunc(d.Traits, func(t TraitDef) bool { return t.ID == id })
	if i < 0 {
		return TraitDef{}, false
	}
	return d.Traits[i], true
}

// Value returns the value with that id.
func (t TraitDef) Value(id string) (TraitValue, bool) {
	i := slices.IndexFunc(t.Values, func(v TraitValue) bool { return v.ID == id })
	if i < 0 {
		return TraitValue{}, false
	}
	return t.Values[i], true
}

// Ground returns the ground with that id.
func (d *Definition) Ground(id string) (Ground, bool) {
	i := slices.IndexFunc(d.Grounds, func(g Ground) bool { return g.ID == id })
	if i < 0 {
		return Ground{}, false
	}
	return d.Grounds[i], true
}

// ShortenedOn reports whether the law lets somebody shorten the window on that
// ground.
func (w WindowDef) ShortenedOn(ground string) bool {
	return w.Floor != "" && slices.Contains(w.Grounds, ground)
}

// Grounding returns the grounds of the closed list that are named by those ids, in
// its order.
func (d *Definition) Grounding(ids []string) []Ground {
	return slices.DeleteFunc(slices.Clone(d.Grounds), func(g Ground) bool { return !slices.Contains(ids, g.ID) })
}

// For returns the definition as it applies to an act with those traits: without
// the windows, documents, gates, quorums, thresholds and givers that are for others,
// and with the outcomes barred that may not be taken for it. A trait that is not
// given, or has a value that is not known, has its first value.
func (d *Definition) For(traits map[string]string) *Definition {
	if len(d.Traits) == 0 {
		return d
	}
	full := d.complete(traits)
	a := *d
	a.Stages = make([]StageDef, len(d.Stages))
	for i, s := range d.Stages {
		a.Stages[i] = s.applied(full)
	}
	return &a
}

func (d *Definition) complete(traits map[string]string) map[string]string {
	full := map[string]string{}
	for _, t := range d.Traits {
		full[t.ID] = traits[t.ID]
		_, known := t.Value(full[t.ID])
		if !known && len(t.Values) > 0 {
			full[t.ID] = t.Values[0].ID
		}
	}
	return full
}

func (s StageDef) applied(traits map[string]string) StageDef {
	a := s
	a.Docs = slices.Clone(s.Docs)
	for _, d := range s.DocsWhen {
		if d.When.Holds(traits) && !slices.Contains(a.Docs, d.Doc) {
			a.Docs = append(a.Docs, d.Doc)
		}
	}
	a.DocsWhen = nil
	a.Windows = holding(s.Windows, func(w WindowDef) When { return w.When }, traits)
	a.Gates = holding(s.Gates, func(g GateDef) When { return g.When }, traits)
	a.Thresholds = holding(s.Thresholds, func(t Threshold) When { return t.When }, traits)
	a.Quorum, a.QuorumWhen = s.quorumFor(traits), nil
	a.Givers = nil
	for _, g := range s.Givers {
		if g.Mandatory == Conditional && g.When != nil {
			if !g.When.Holds(traits) {
				continue
			}
			g.Mandatory = Always
		}
		a.Givers = append(a.Givers, g)
	}
	a.Outcomes = slices.Clone(s.Outcomes)
	for i, o := range a.Outcomes {
		a.Outcomes[i].Barred = !o.When.Holds(traits)
	}
	return a
}

func holding[T any](all []T, when func(T) When, traits map[string]string) []T {
	var some []T
	for _, x := range all {
		if when(x).Holds(traits) {
			some = append(some, x)
		}
	}
	return some
}

// Main returns the outcome of the main path: the first that is not barred and
// does not come with the end of a term alone; the zero OutcomeDef where there is none.
func (s StageDef) Main() OutcomeDef {
	i := slices.IndexFunc(s.Outcomes, func(o OutcomeDef) bool { return !o.Barred && !o.LapseOnly })
	if i < 0 {
		return OutcomeDef{}
	}
	return s.Outcomes[i]
}

// maxCombinations is how many combinations of traits a definition may have.
const maxCombinations = 1 << 14

// Combinations returns every combination of the values of the traits.
func (d *Definition) Combinations() []map[string]string {
	all := []map[string]string{{}}
	for _, t := range d.Traits {
		var next []map[string]string
		for _, c := range all {
			for _, v := range t.Values {
				m := maps.Clone(c)
				m[t.ID] = v.ID
				next = append(next, m)
			}
		}
		if len(next) == 0 || len(next) > maxCombinations {
			return all
		}
		all = next
	}
	return all
}
