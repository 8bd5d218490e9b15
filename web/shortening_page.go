package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// shortening is the form with which the least length of a stage is shortened.
type shortening struct {
	Subject subject
	Form    form
	Asking  asking
	Before  bool // the public has not been promised the term yet
	Terms   []shortTerm
	Window  field // to choose, where there are several
	Only    string
	Term    field
	Ground  field
	Reasons field
}

// shortTerm is a term that may be shortened.
type shortTerm struct {
	Words string
	Basis string // Serbian
}

var shorteningTemplate = templateFor[shortening]("shortening")

func (s *Server) shorteningPage(v *visit) (reply, error) { return v.showShortening(v.carried()) }

func (v *visit) showShortening(f form) (reply, error) {
	m, err := v.matterFor(dossier.Shorten)
	if err != nil {
		return v.lost(f, err)
	}
	terms, err := v.server.store.Shortenable(v.ctx(), v.person(), m.Ref)
	if err != nil {
		return reply{}, err
	}
	return shorteningTemplate.show(v, v.about(m, v.t("shortening.title"), f), v.shorteningOf(m, terms, f))
}

func (v *visit) shorteningOf(m matter, terms []store.ShortTerm, f form) shortening {
	page := shortening{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Before: m.StageKind == string(procedure.Consultation),
		Reasons: f.area("razlozi", v.t("grounds.label"), v.t("shortening.reasons_hint"), 5, dossier.MaxReasons)}
	var options []option
	var accepted []string
	for _, t := range terms {
		accepted = append(accepted, t.Grounds...)
		words := v.t("shortening.kind."+string(t.Kind), "now", v.within(t.Now.String()), "floor", v.within(t.Floor))
		page.Terms = append(page.Terms, shortTerm{v.marked(words, t.Evidence), v.basis(m.Definition, t.Basis)})
		options = append(options, option{Value: t.ID, Label: words, Hint: v.source(m.Definition, t.Basis, t.Evidence)})
	}
	if len(terms) == 1 {
		page.Only = terms[0].ID
	} else {
		page.Window = f.choice("rok", v.t("shortening.window"), "", options)
	}
	page.Term = f.field("trajanje", v.t("shortening.term"), v.t("shortening.term_hint"))
	page.Term.Width = 4
	page.Ground = f.choice("osnov", v.t("said.ground"), v.t("shortening.ground_hint"), each(m.Definition.Grounding(accepted), func(g procedure.Ground) option {
		return option{Value: g.ID, Label: v.title(g.TitleSr, g.TitleEn), Hint: v.source(m.Definition, g.Basis, g.Evidence)}
	}))
	return page
}

// shortenedTo returns the term that a number typed into the form makes of the one
// that is shortened; empty where it makes none.
func shortenedTo(terms []store.ShortTerm, id, typed string) string {
	i := slices.IndexFunc(terms, func(t store.ShortTerm) bool { return t.ID == id })
	n, given, ok := countOf(typed)
	if i < 0 || !given || !ok || n == 0 {
		return ""
	}
	return calendar.Term{N: n, Unit: terms[i].Now.Unit}.String()
}

func (s *Server) shorteningForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	_, err = v.matterFor(dossier.Shorten)
	if err != nil {
		return v.lost(f, err)
	}
	terms, err := s.store.Shortenable(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	id := f.value("rok")
	if !slices.ContainsFunc(terms, func(t store.ShortTerm) bool { return t.ID == id }) {
		f.add("rok", v.t("shortening.missing.window"))
	}
	term := shortenedTo(terms, id, f.value("trajanje"))
	if term == "" {
		f.add("trajanje", v.t("said.missing.count"))
	}
	if f.value("osnov") == "" {
		f.add("osnov", v.t("said.missing.ground"))
	}
	v.needReasons(&f)
	if !f.ok() {
		return v.showShortening(f)
	}
	return v.carryOut(f, ref, dossier.Shorten, dossier.Args{Window: id, Term: term, Ground: f.value("osnov"), Reasons: f.value("razlozi")}, "done.shortened",
		map[string]string{string(dossier.CodeReasonsRequired): "razlozi", "args.reasons": "razlozi", "args.ground": "osnov", string(dossier.CodeNotShortened): "rok",
			string(dossier.CodeBelowFloor): "trajanje", string(dossier.CodeNotShorter): "trajanje", string(dossier.CodeShortenedPast): "trajanje"}, v.showShortening)
}

// shortenedWords says by how much a term was shortened.
func (v *visit) shortenedWords(x store.Deviation) []any {
	return []any{"before", v.within(x.Params["term_before"]), "now", v.within(x.Params["term"])}
}
