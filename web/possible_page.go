package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
)

var possiblePages = []page{
	get("/predmeti/:ref/mogucnosti", dossier.ReadDossier, (*Server).possiblePage),
}

// possiblePage is what the people of a dossier may ask of it where it stands, and
// why something is not open.
type possiblePage struct {
	Subject  subject
	Closed   string // why nothing can be asked; empty: something can
	Waits    []waitRow
	Outcomes []possibility
	Others   []possibility
}

// waitRow is something that the dossier waits for.
type waitRow struct {
	Says  []string
	Basis string
	First []objection
}

// possibility is an outcome or a command.
type possibility struct {
	Title   string
	Command string // in words; empty: it comes by itself
	Open    bool
	Yours   bool
	Who     string
	NotYou  string // why the reader may not; empty: they may, or nobody does it
	Do      string // address; empty: the reader cannot do it now
	Lapses  bool   // only with the end of a term
	Against []objection
}

var possibleTemplate = templateFor[possiblePage]("possible")

// possiblePage shows what is possible.
func (s *Server) possiblePage(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	d, outlook, err := s.look(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	if !d.Insider {
		return reply{}, v.whyNot(ref, nil, dossier.CodeNotYourBody)
	}
	words, err := s.wordsOf(v.ctx(), d, outlook)
	if err != nil {
		return reply{}, err
	}
	m := matter{DossierView: d, words: words}
	return possibleTemplate.show(v, v.about(m, v.t("why.title"), form{}), v.possible(m))
}

// possible puts into words what can be asked of a dossier.
func (v *visit) possible(m matter) possiblePage {
	out := possiblePage{Subject: v.subjectOf(m), Waits: v.waitRows(m.Ref, m.words, m.words.outlook.Waits)}
	switch {
	case m.Status != dossier.Open:
		out.Closed = v.t("why.ended")
	case len(m.words.outlook.Transitions) == 0:
		out.Closed = v.t("why.nothing")
	}
	for _, t := range m.words.outlook.Transitions {
		if t.Outcome != "" {
			out.Outcomes = append(out.Outcomes, v.possibility(m, t))
		} else {
			out.Others = append(out.Others, v.possibility(m, t))
		}
	}
	return out
}

func (v *visit) waitRows(ref dossier.Ref, words wording, waits []dossier.Wait) []waitRow {
	said := words.waits(v.lang, waits, false)
	rows := make([]waitRow, len(waits))
	for i, w := range said {
		rows[i] = waitRow{Says: w.Says, Basis: v.say.Serbian(w.Basis), First: v.objections(ref, words, waits[i].Against)}
	}
	return rows
}

func (v *visit) possibility(m matter, t dossier.Transition) possibility {
	p := possibility{Open: t.Open(), Against: v.objections(m.Ref, m.words, t.Reasons)}
	if t.Command != "" {
		p.Command = v.say.Name("command_do", string(t.Command))
	}
	p.Title = p.Command
	if o, ok := m.words.outlook.Stage.Outcome(t.Outcome); ok {
		p.Title, p.Lapses = v.title(o.TitleSr, o.TitleEn), o.LapseOnly
	}
	if t.Command == "" {
		return p
	}
	p.Yours = t.Refused == nil
	p.Who = m.words.holders(v.lang, t.Who)
	switch {
	case !p.Yours:
		code := dossier.CodeOf(t.Refused)
		p.NotYou, _ = m.words.problem(v.lang, code, nil)
	case p.Open:
		p.Do = v.href(m.path(doingPaths[t.Command]))
	}
	return p
}
