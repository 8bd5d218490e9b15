package web

import (
	"net/url"
	"slices"
	"strings"
)

// allPhases stands in an address for every phase of a procedure.
const allPhases = "sve"

// fold unfolds of a procedure the phase that the address asks for, the first where
// it asks for none, and makes every link lead to where what it leads to is
// unfolded: the server opens it, so that no script and no kindness of a browser
// is needed.
func (p *procedurePage) fold(v *visit, path, asked, from string) {
	first := slices.IndexFunc(p.Phases, func(w phaseWords) bool { return len(w.Stages) > 0 })
	chosen := slices.IndexFunc(p.Phases, func(w phaseWords) bool { return w.ID == asked && len(w.Stages) > 0 })
	if chosen >= 0 || asked == allPhases {
		p.Phase = asked
	} else {
		chosen = first
	}
	at := func(phase string) string {
		q := url.Values{}
		if phase != "" {
			q.Set("faza", phase)
		}
		if from != "" {
			q.Set("od", from)
		}
		if len(q) == 0 {
			return v.href(path)
		}
		return v.href(path + "?" + q.Encode())
	}
	p.Unfold = link{at(allPhases) + "#phases", v.t("procedure_page.unfold")}
	if p.Phase == allPhases {
		p.Unfold = link{at("") + "#phases", v.t("procedure_page.fold")}
	}
	phaseOf := map[string]int{}
	for i := range p.Phases {
		w := &p.Phases[i]
		w.Open = p.Phase == allPhases || i == chosen
		w.Href = "#phase-" + w.ID
		if !w.Open && len(w.Stages) > 0 {
			w.Href = at(w.ID) + w.Href
		}
		for _, st := range w.Stages {
			phaseOf[st.ID] = i
		}
	}
	lead := func(href string) string {
		id, within := strings.CutPrefix(href, "#")
		i, known := phaseOf[id]
		if !within || !known || p.Phases[i].Open {
			return href
		}
		return at(p.Phases[i].ID) + href
	}
	for i := range p.Phases {
		for j := range p.Phases[i].Stages {
			for k := range p.Phases[i].Stages[j].Ways {
				way := &p.Phases[i].Stages[j].Ways[k]
				way.Href = lead(way.Href)
			}
		}
	}
	for i := range p.Dates {
		p.Dates[i].Href = lead(p.Dates[i].Href)
	}
}
