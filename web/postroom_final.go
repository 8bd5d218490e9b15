package web

import (
	"errors"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// declaringPath is the page, behind the dossier's, on which it is declared that
// everything that was sent in time is in.
const declaringPath = "/dopisi/sve-uneto"

// declaration asks whether everything that was sent in time is in.
type declaration struct {
	form
	Work        workplace
	Action      string
	Back        string
	Enter       string
	Open        bool // the round still runs
	Closing     closingWords
	Done        bool   // it is final
	Due         string `web:"date"`
	Counts      []cameRow
	Submissions int
	Comments    int
	All         field
	Nothing     field       // that the portal has no comments, where no file of it was brought
	Missing     []string    // what stands against a declaration now
	There       bool        // one was
	Portal      portalWords // how it compares
	PortalAt    string      // address where it is taken in
}

var declarationTemplate = templateFor[declaration]("declaration")

// declarationPage shows what is declared.
func (s *Server) declarationPage(v *visit) (reply, error) {
	x, err := s.inRound(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	if v.Query("krug") == "" {
		provisional := slices.IndexFunc(sortedRounds(x.all), func(r store.RoundView) bool { return r.Status == dossier.RoundClosed && r.FinalAt == nil })
		if provisional >= 0 {
			x.round = sortedRounds(x.all)[provisional]
		}
	}
	return s.showDeclaration(v, x, v.carried())
}

// declareFinal puts down that everything that was sent in time is in.
func (s *Server) declareFinal(v *visit) (reply, error) {
	x, err := s.inRound(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	if f.value("sve") == "" {
		f.add("sve", v.t("declaring.confirm_all"))
	}
	st, err := s.store.PortalState(v.ctx(), x.round.ID)
	if err != nil {
		return reply{}, err
	}
	if st.File == nil && f.value("portal") == "" {
		f.add("portal", v.t("portal.confirm"))
	}
	if !f.ok() {
		return s.showDeclaration(v, x, f)
	}
	err = s.store.DeclareFinal(v.ctx(), v.person(), x.round.ID, f.value("portal") != "")
	if err == nil {
		return v.to(x.at(""), "declaring.done"), nil
	}
	var p *dossier.Problem
	if !errors.As(err, &p) {
		return reply{}, err
	}
	err = v.refused(&f, err, nil)
	if err != nil {
		return reply{}, err
	}
	return s.showDeclaration(v, x, f)
}

func (s *Server) showDeclaration(v *visit, x postroom, f form) (reply, error) {
	counts, err := s.store.ChannelCounts(v.ctx(), x.round)
	if err != nil {
		return reply{}, err
	}
	d := declaration{form: f, Work: v.workplace(x.dossier.DossierRow, x.powers, "/dopisi"), Action: v.href(x.at("/sve-uneto")), Back: v.href(x.at("")),
		Enter: v.href(x.at("/unos")), Open: x.round.Status != dossier.RoundClosed, Done: x.round.FinalAt != nil, Closing: v.closing(x.dossier, x.round), Due: x.lastDay(),
		Counts: each(counts, func(c store.ChannelCount) cameRow { return cameRow(c) }), Submissions: x.round.Submissions, Comments: x.round.Comments}
	st, err := s.store.PortalState(v.ctx(), x.round.ID)
	if err != nil {
		return reply{}, err
	}
	d.PortalAt = v.href(x.at("/portal"))
	d.Missing, err = s.closingWaits(v, x, st)
	if err != nil {
		return reply{}, err
	}
	if st.File != nil {
		d.There, d.Portal = true, v.portalWords(st)
	}
	d.Nothing = f.box("portal", v.t("portal.nothing"), v.t("portal.nothing_hint"))
	d.All = f.box("sve", v.t("declaring.all"), v.t("declaring.all_hint", "day", d.Due))
	title := v.t("declaring.title")
	return declarationTemplate.show(v, heading{Title: title, Rehearsal: x.dossier.Rehearsal, Crumbs: v.postroomCrumbs(x, title), Status: f.status(), At: x.at("/sve-uneto")}, d)
}

// closingWaits says what stands between a closing and its being final.
func (s *Server) closingWaits(v *visit, x postroom, st store.PortalState) ([]string, error) {
	if x.round.Status != dossier.RoundClosed || x.round.FinalAt != nil {
		return nil, nil
	}
	missing := []string{v.t("closing.missing_declaration")}
	switch {
	case st.File == nil:
		missing = append(missing, v.t("closing.missing_portal"))
	case st.File.Early:
		missing = append(missing, v.t("closing.missing_newer"))
	}
	if st.Unexplained > 0 {
		missing = append(missing, v.n("closing.missing_differences", st.Unexplained))
	}
	waiting, until, err := s.store.MayStillConfirm(v.ctx(), x.round.ID)
	if err != nil {
		return nil, err
	}
	if waiting > 0 {
		missing = append(missing, v.t("closing.missing_confirmed", "due", v.say.DateOf(until.Add(-time.Nanosecond))))
	}
	return missing, nil
}
