package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

// procedureFiles are procedures, and plans, as files to keep.
var procedureFiles = []page{
	get("/postupci/:id/tok.svg", dossier.ReadPublic, graphFile("svg", mediaSVG, chart.Flow.SVG)),
	get("/postupci/:id/tok.mmd", dossier.ReadPublic, graphFile("mmd", "text/plain; charset=utf-8", chart.Flow.Mermaid)),
	get("/postupci/:id/tok.dot", dossier.ReadPublic, graphFile("dot", "text/vnd.graphviz; charset=utf-8", chart.Flow.DOT)),
	get("/postupci/:id/plan.svg", dossier.ReadPublic, planFile("svg", mediaSVG, func(p planned) []byte { return p.Bars.SVG() })),
	get("/postupci/:id/plan.ics", dossier.ReadPublic, planFile("ics", "text/calendar; charset=utf-8", planned.calendar)),
}

const mediaSVG = "image/svg+xml; charset=utf-8"

// procedureOf returns the newest version of the procedure in the address; refused
// not_found where there is none.
func (s *Server) procedureOf(v *visit) (*procedure.Definition, error) {
	defs, err := s.store.Definitions(v.ctx())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(defs, func(d *procedure.Definition) bool { return d.ID == v.Param("id") })
	if i < 0 {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	return defs[i], nil
}

// graphFile answers with the graph of a procedure.
func graphFile(ending, media string, write func(chart.Flow) []byte) func(*Server, *visit) (reply, error) {
	return func(s *Server, v *visit) (reply, error) {
		d, err := s.procedureOf(v)
		if err != nil {
			return reply{}, err
		}
		g := picture.Of(v.lang, d).Graph(picture.Graph{ID: "graph"})
		return v.file(d.ID+"."+ending, media, write(g)), nil
	}
}

// planFile answers with the plan that the address asks for; where the day in it is
// none, with the page that says so.
func planFile(ending, media string, write func(planned) []byte) func(*Server, *visit) (reply, error) {
	return func(s *Server, v *visit) (reply, error) {
		d, err := s.procedureOf(v)
		if err != nil {
			return reply{}, err
		}
		f := v.asked("postupak", "od")
		f.Values.Set("postupak", d.ID)
		body, err := s.plan(v, f, true)
		if err != nil {
			return reply{}, err
		}
		if body.Plan == nil {
			return v.showPlan(body)
		}
		return v.file(d.ID+"."+body.Plan.From+"."+ending, media, write(*body.Plan)), nil
	}
}

// file answers with a file to keep.
func (v *visit) file(name, media string, b []byte) reply {
	return raw(media, b).with("Content-Disposition", `attachment; filename="`+name+`"`).with("Content-Language", string(v.lang)).
		with("Content-Security-Policy", "default-src 'none'; sandbox")
}
