package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// inquiring is the form with which one more body is asked for its opinion.
type inquiring struct {
	Subject subject
	Form    form
	Asking  asking
	Asked   []askedRow
	Body    field
	About   field
}

// askedRow is a body that has been asked.
type askedRow struct {
	Name  string
	State string
	Class string
	Due   string `web:"date"` // empty: no term runs
}

var inquiringTemplate = templateFor[inquiring]("inquiring")

func (s *Server) inquiringPage(v *visit) (reply, error) { return v.showInquiring(v.carried()) }

func (v *visit) showInquiring(f form) (reply, error) {
	m, err := v.matterFor(dossier.AskOpinion)
	if err != nil {
		return v.lost(f, err)
	}
	bodies, err := v.server.store.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	today := dossier.Day(m.LegalNow, belgrade)
	page := inquiring{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Asked: v.askedRows(m.run()),
		Body: f.choice("telo", v.t("inquiring.body"), v.t("inquiring.body_hint"),
			append([]option{{Label: v.t("inquiring.choose")}}, v.askable(m, bodies, today)...)),
		About: f.area("predmet", v.t("inquiring.about"), v.t("inquiring.about_hint"), 3, dossier.MaxReason)}
	page.About.Optional = true
	return inquiringTemplate.show(v, v.about(m, v.t("inquiring.title"), f), page)
}

// askable lists the bodies that can be asked: those first that the definition has
// for such cases.
func (v *visit) askable(m matter, bodies []store.Body, today string) []option {
	var named, others []option
	for _, b := range bodies {
		asked := slices.ContainsFunc(m.run().Opinions, func(o store.OpinionView) bool { return o.BodyCode == b.Code })
		if asked || b.Code == m.LeadCode || b.Collegial || b.ValidFrom > today || b.ValidTo != "" && b.ValidTo < today {
			continue
		}
		o := option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)}
		for _, g := range m.stage().Givers {
			if g.Body == b.Code {
				o.Hint = v.title(g.SubjectSr, g.SubjectEn)
			}
		}
		if o.Hint != "" {
			o.Label += " – " + o.Hint
			named = append(named, o)
			continue
		}
		others = append(others, o)
	}
	return append(named, others...)
}

// askedRows says of every body that was asked in a stage how it stands.
func (v *visit) askedRows(run store.StageView) []askedRow {
	return each(run.Opinions, func(o store.OpinionView) askedRow {
		row := askedRow{Name: v.title(o.BodySr, o.BodyEn), State: v.t("inquiring.awaited"), Class: "part"}
		for _, w := range run.Windows {
			if w.Body == o.BodyCode && !w.Lapsed {
				row.Due = w.Due
			}
		}
		switch {
		case o.Opinion != "" && o.Current:
			row.State, row.Class = v.say.Name("opinion", o.Opinion), "yes"
		case o.Opinion != "":
			row.State = v.t("inquiring.other_text")
		case o.Silent:
			row.State, row.Class = v.t("inquiring.silent"), "yes"
		}
		if row.Class == "yes" {
			row.Due = ""
		}
		return row
	})
}

func (s *Server) inquiringForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	if f.value("telo") == "" {
		f.add("telo", v.t("inquiring.missing"))
	}
	about := strings.TrimSpace(f.value("predmet"))
	if utf8.RuneCountInString(about) > dossier.MaxReason {
		f.add("predmet", v.n("inquiring.long", dossier.MaxReason))
	}
	if !f.ok() {
		return v.showInquiring(f)
	}
	return v.carryOut(f, ref, dossier.AskOpinion, dossier.Args{Body: f.value("telo"), Text: about}, "done.asked",
		map[string]string{string(dossier.CodeOpinionAsked): "telo", string(dossier.CodeOpinionOfSelf): "telo", string(dossier.CodeBodyUnknown): "telo", "args.text": "predmet"},
		v.showInquiring)
}
