package picture

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Graph is what is drawn of a procedure besides its definition.
type Graph struct {
	ID     string         // unique in the page
	Counts map[string]int // how many dossiers stand in each stage; nil: they are not shown
	Title  string         // of the dossier that went through it, in Serbian; empty: it is of none
	Taken  []Step         // of the dossier, in order
	Now    string         // the stage in which the dossier stands; empty: in none
}

// Step is a stage that a dossier has left, and the outcome with which it did.
type Step struct{ Stage, Outcome string }

// Graph returns the procedure as a graph: its main path as one column, what lies
// beside it further right, and every outcome that may be taken as an edge.
func (w Words) Graph(g Graph) chart.Flow {
	path, _ := w.Definition.MainPath()
	f := chart.Flow{Heading: chart.Heading{ID: g.ID, Lang: string(w.Say.Lang()), Title: w.say("graph", "title", w.Name())}}
	if g.Title != "" {
		f.Title = w.say("graph_of", "title", Quoted(w.Say.Serbian(g.Title)))
	}
	f.Desc = w.say("graph_desc", "stages", strings.Join(each(path, func(s procedure.StageDef) string { return w.Stage(s.ID) }), "; "))
	if g.Now != "" {
		f.Desc += " " + w.say("graph_now", "title", Quoted(w.Stage(g.Now)))
	}
	drawn := w.drawn(path, g)
	for _, s := range drawn {
		f.Nodes = append(f.Nodes, w.node(s, g, slices.ContainsFunc(path, func(m procedure.StageDef) bool { return m.ID == s.ID })))
	}
	completed := chart.Node{ID: procedure.End, Title: w.Say.T("picture.end", nil), Round: true}
	ends := false
	var stops []chart.Node
	for _, s := range drawn {
		for _, o := range g.outcomes(s) {
			e := chart.Edge{From: s.ID, To: o.Next, Label: w.Title(o.TitleSr, o.TitleEn), Taken: slices.Contains(g.Taken, Step{s.ID, o.ID})}
			switch {
			case o.Next == procedure.End && o.Ends == procedure.Completed:
				ends = true
				if e.Taken {
					completed.State = chart.Done
				}
			case o.Next == procedure.End:
				stop := chart.Node{ID: "end:" + s.ID + ":" + o.ID, Place: chart.Stop, Title: e.Label, Round: true, Notes: []string{w.Say.T("picture.ends."+string(o.Ends), nil)}}
				if e.Taken {
					stop.State = chart.Done
				}
				e.To, e.Label = stop.ID, ""
				stops = append(stops, stop)
			}
			f.Edges = append(f.Edges, e)
		}
	}
	if ends {
		f.Nodes = append(f.Nodes, completed)
	}
	f.Nodes = append(f.Nodes, stops...)
	return f
}

// outcomes returns the outcomes of a stage that may be taken, or were.
func (g Graph) outcomes(s procedure.StageDef) []procedure.OutcomeDef {
	var all []procedure.OutcomeDef
	for _, o := range s.Outcomes {
		if !o.Barred || slices.Contains(g.Taken, Step{s.ID, o.ID}) {
			all = append(all, o)
		}
	}
	return all
}

// drawn returns the stages that can be reached, from the top down: the main path,
// and each that lies beside it after the one above it in the file.
func (w Words) drawn(path []procedure.StageDef, g Graph) []procedure.StageDef {
	reached := map[string]bool{}
	for queue := path[:min(1, len(path))]; len(queue) > 0; queue = queue[1:] {
		if reached[queue[0].ID] {
			continue
		}
		reached[queue[0].ID] = true
		for _, o := range g.outcomes(queue[0]) {
			if next, ok := w.Definition.Stage(o.Next); ok {
				queue = append(queue[:len(queue):len(queue)], next)
			}
		}
	}
	on := func(id string) bool {
		return slices.ContainsFunc(path, func(s procedure.StageDef) bool { return s.ID == id })
	}
	beside := map[string][]procedure.StageDef{}
	above := ""
	for _, s := range w.Definition.Stages {
		switch {
		case on(s.ID):
			above = s.ID
		case reached[s.ID]:
			beside[above] = append(beside[above], s)
		}
	}
	var all []procedure.StageDef
	for i, s := range path {
		all = append(all, s)
		all = append(all, beside[s.ID]...)
		if i == 0 {
			all = append(all, beside[""]...)
		}
	}
	return all
}

// node returns a stage as it is drawn.
func (w Words) node(s procedure.StageDef, g Graph, main bool) chart.Node {
	n := chart.Node{ID: s.ID, Title: w.Stage(s.ID)}
	if !main {
		n.Place = chart.Side
	}
	if body := w.Body(s.Actor); body != "" {
		n.Notes = append(n.Notes, body)
	}
	n.Notes = append(n.Notes, w.figures(s)...)
	if s.Kind == procedure.Subprocess {
		n.Notes = append(n.Notes, w.Say.Name("stage_kind", string(s.Kind)))
	}
	if s.Optional {
		n.Notes = append(n.Notes, w.Say.T("procedure.optional", nil))
	}
	if g.Counts[s.ID] > 0 {
		n.Badge = w.Say.Plural("picture.dossiers", g.Counts[s.ID], nil)
	}
	switch {
	case g.Now == s.ID:
		n.State, n.Badge = chart.Now, w.Say.T("picture.here", nil)
	case slices.ContainsFunc(g.Taken, func(x Step) bool { return x.Stage == s.ID }):
		n.State = chart.Done
		n.Notes = append(n.Notes, w.Say.T("picture.passed", nil))
	}
	return n
}

// say returns a message about a title.
func (w Words) say(id, name, value string) string {
	return w.Say.T("picture."+id, map[string]any{name: value})
}

func each[A, B any](items []A, f func(A) B) []B {
	out := make([]B, len(items))
	for i, a := range items {
		out[i] = f(a)
	}
	return out
}
