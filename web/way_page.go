package web

import (
	"strings"

	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// wayPage is the way that a dossier went, in a picture, and what the law asked of
// every stage against what happened.
type wayPage struct {
	About subject
	From  *importedWords // nil: its whole life was here
	Graph *chart.Flow
	Rows  []wayRow
}

// wayRow is one time that the dossier was in a stage.
type wayRow struct {
	Title    string
	Again    int // for the how manieth time; 0: the first
	Now      bool
	Planned  string `web:"date"` // empty: it lies beside the main path, or is repeated
	Happened string
	Outcome  string
	Terms    []wayTerm
	Brought  *broughtWords // nil: nothing of it was told
}

// wayTerm is a term against what happened.
type wayTerm struct {
	ruleWords
	Fault string // in a few words; empty: there is none
	Moved bool
}

var wayTemplate = templateFor[wayPage]("way")

func (s *Server) wayPage(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	body, err := v.way(d)
	if err != nil {
		return reply{}, err
	}
	title := v.t("way.title")
	return wayTemplate.show(v, heading{Title: strings.TrimSpace(title + " " + number(ref)), Crumbs: v.dossierCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal}, body)
}

// way puts the way of a dossier into words and a picture.
func (v *visit) way(d store.DossierView) (wayPage, error) {
	runs, outturns, err := d.Outturns()
	if err != nil {
		return wayPage{}, err
	}
	words := picture.For(v.lang, d.Definition)
	body := wayPage{About: subject{Ref: string(d.Ref), Title: d.Title, Stage: v.title(d.StageTitleSr, d.StageTitleEn), Version: d.PackageNo}, From: v.importedWords(d.DossierRow)}
	planned := map[string]string{}
	if len(runs) > 0 {
		t, err := d.Definition.Timeline(runs[0].Entered)
		if err != nil {
			return wayPage{}, err
		}
		for _, s := range t.Stages {
			planned[s.ID] = s.EarliestEnd.String()
		}
	}
	g := picture.Graph{ID: "put", Title: d.Title}
	seen := map[string]int{}
	for i, r := range runs {
		row := wayRow{Title: words.Stage(r.Stage), Now: r.Ended.IsZero() && d.Status == dossier.Open}
		seen[r.Stage]++
		if seen[r.Stage] > 1 {
			row.Again = seen[r.Stage]
		} else {
			row.Planned = planned[r.Stage]
		}
		row.Happened, row.Brought = v.spent(r), v.broughtWords(d.Stages[i].Brought)
		def, _ := d.Definition.Stage(r.Stage)
		if o, ok := def.Outcome(r.Outcome); ok {
			row.Outcome = words.Title(o.TitleSr, o.TitleEn)
		} else if d.Imported() != nil && r.Outcome == string(procedure.Withdrawn) {
			row.Outcome = v.say.Name("dossier_status", r.Outcome)
		}
		if row.Now {
			g.Now = r.Stage
		} else if r.Outcome != "" {
			g.Taken = append(g.Taken, picture.Step{Stage: r.Stage, Outcome: r.Outcome})
		}
		for _, o := range outturns[i] {
			row.Terms = append(row.Terms, v.wayTerm(d.Definition, o))
		}
		body.Rows = append(body.Rows, row)
	}
	graph := words.Graph(g)
	body.Graph = &graph
	return body, nil
}

// spent says from when to when a dossier was in a stage.
func (v *visit) spent(r procedure.Run) string {
	switch {
	case r.Ended.IsZero():
		return v.t("way.since", "day", r.Entered.String())
	case !r.Ended.After(r.Entered):
		return v.say.Date(r.Ended.Year, r.Ended.Month, r.Ended.Day)
	}
	return v.t("way.span", "from", r.Entered.String(), "day", r.Ended.String())
}

// wayTerm says what a term asked and what came of it.
func (v *visit) wayTerm(d *procedure.Definition, o procedure.Outturn) wayTerm {
	t := wayTerm{ruleWords: ruleWords{Basis: v.basis(d, o.Window.Basis), Verified: o.Window.Evidence.Verified()}, Moved: o.Moved}
	lasted, long := v.termWords(o.Window.Term, o.Lasted)
	t.Text = v.t("way."+string(o.Verdict)+"."+string(o.Window.Kind), "lasted", lasted, "long", long)
	switch o.Verdict {
	case procedure.Short:
		t.Fault = v.t("way.short_tag")
	case procedure.Late:
		t.Fault = v.t("way.late_tag")
	}
	return t
}
