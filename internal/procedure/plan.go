package procedure

import (
	"fmt"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Plan is what a workflow needs of a definition: ids, enums and terms, without
// titles or any free text.
type Plan struct {
	Procedure string  `json:"procedure"`
	Version   string  `json:"version"`
	Hash      string  `json:"hash"` // of the definition
	Stages    []Stage `json:"stages"`
}

// Stage is a StageDef as far as a workflow needs it.
type Stage struct {
	ID        string    `json:"id"`
	Kind      Kind      `json:"kind"`
	Actor     string    `json:"actor"`
	Optional  bool      `json:"optional,omitempty"`
	Docs      []string  `json:"docs,omitempty"`
	Channels  []string  `json:"channels,omitempty"`
	Windows   []Window  `json:"windows,omitempty"`
	Gates     []string  `json:"gates,omitempty"`
	Signers   int       `json:"signers,omitempty"`
	Collegial bool      `json:"collegial,omitempty"`
	Givers    []Giver   `json:"givers,omitempty"`
	Silence   Silence   `json:"silence,omitempty"`
	Outcomes  []Outcome `json:"outcomes"`
	Lapse     string    `json:"lapse,omitempty"`
	Frozen    bool      `json:"frozen,omitempty"`
}

// Window is a WindowDef as far as a workflow needs it.
type Window struct {
	ID   string     `json:"id"`
	Kind WindowKind `json:"kind"`
	Term string     `json:"term"`
	From string     `json:"from"`
}

// Giver is a GiverDef as far as a workflow needs it.
type Giver struct {
	Body      string    `json:"body"`
	Mandatory Mandatory `json:"mandatory"`
}

// Outcome is an OutcomeDef as far as a workflow needs it.
type Outcome struct {
	ID           string `json:"id"`
	Next         string `json:"next"`
	NeedsReasons bool   `json:"needs_reasons,omitempty"`
	Ends         Ending `json:"ends,omitempty"`
}

// Compile returns the plan of the definition. It refuses one that no workflow
// could follow: without stages, with a stage that has no outcome, an outcome
// that leads to no stage, or a term that cannot be read.
func (d *Definition) Compile() (Plan, error) {
	if len(d.Stages) == 0 {
		return Plan{}, fmt.Errorf("compile %s: no stages", d.ID)
	}
	for _, s := range d.Stages {
		if len(s.Outcomes) == 0 {
			return Plan{}, fmt.Errorf("compile %s: stage %s has no outcomes", d.ID, s.ID)
		}
		for _, o := range s.Outcomes {
			if _, ok := d.Stage(o.Next); !ok && o.Next != End {
				return Plan{}, fmt.Errorf("compile %s: outcome %s of stage %s leads to %q", d.ID, o.ID, s.ID, o.Next)
			}
		}
		for _, w := range s.Windows {
			_, err := calendar.ParseTerm(w.Term)
			if err != nil {
				return Plan{}, fmt.Errorf("compile %s: stage %s: %w", d.ID, s.ID, err)
			}
		}
	}
	p := Plan{Procedure: d.ID, Version: d.Version, Hash: d.Hash}
	for _, s := range d.Stages {
		p.Stages = append(p.Stages, s.compile())
	}
	return p, nil
}

func (s StageDef) compile() Stage {
	c := Stage{ID: s.ID, Kind: s.Kind, Actor: s.Actor, Optional: s.Optional, Docs: s.Docs, Channels: s.Channels,
		Signers: s.least(), Collegial: s.Collegial, Silence: s.Silence, Lapse: s.Lapse, Frozen: s.Text == TextFrozen}
	for _, w := range s.Windows {
		c.Windows = append(c.Windows, Window{ID: w.ID, Kind: w.Kind, Term: w.Term, From: w.From})
	}
	for _, g := range s.Gates {
		c.Gates = append(c.Gates, g.Code)
	}
	for _, g := range s.Givers {
		c.Givers = append(c.Givers, Giver{Body: g.Body, Mandatory: g.Mandatory})
	}
	for _, o := range s.Outcomes {
		c.Outcomes = append(c.Outcomes, Outcome{ID: o.ID, Next: o.Next, NeedsReasons: o.NeedsReasons, Ends: o.Ends})
	}
	return c
}

// Stage returns the stage with that id.
func (p Plan) Stage(id string) (Stage, bool) {
	for _, s := range p.Stages {
		if s.ID == id {
			return s, true
		}
	}
	return Stage{}, false
}

// First returns the stage with which every dossier begins; the zero Stage where
// there is none.
func (p Plan) First() Stage {
	if len(p.Stages) == 0 {
		return Stage{}
	}
	return p.Stages[0]
}

// Outcome returns the outcome with that id.
func (s Stage) Outcome(id string) (Outcome, bool) {
	for _, o := range s.Outcomes {
		if o.ID == id {
			return o, true
		}
	}
	return Outcome{}, false
}

// Window returns the first window of that kind.
func (s Stage) Window(kind WindowKind) (Window, bool) {
	for _, w := range s.Windows {
		if w.Kind == kind {
			return w, true
		}
	}
	return Window{}, false
}
