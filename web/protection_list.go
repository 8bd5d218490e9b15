package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
)

// protectionListPage is what waits for a decision in a dossier.
type protectionListPage struct {
	form
	Work     workplace
	At       string // address of this page
	Lines    []redactionLine
	Erasures []erasureLine
	Receipt  field
	Claimant field
}

var protectionTemplate = templateFor[protectionListPage]("protection")

func (s *Server) protectionList(v *visit) (reply, error) { return s.showProtection(v, v.carried()) }

func (s *Server) showProtection(v *visit, f form) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	d, powers, err := s.worksOn(v, dossier.Redact)
	if err != nil {
		return reply{}, err
	}
	redactions, err := s.store.Redactions(v.ctx(), v.person(), ref, "")
	if err != nil {
		return reply{}, err
	}
	erasures, err := s.store.Erasures(v.ctx(), v.person(), ref, "")
	if err != nil {
		return reply{}, err
	}
	p := protectionListPage{form: f, Work: v.workplace(d.DossierRow, powers, "/zastita"), At: v.href("/predmeti/" + string(ref) + "/zastita")}
	p.Receipt = f.field("potvrda", v.t("protecting.receipt"), "")
	p.Receipt.Autocomplete, p.Receipt.Lang = "off", "zxx"
	p.Claimant = f.area("podnosilac", v.t("protecting.claimant"), v.t("protecting.claimant_hint"), 3, dossier.MaxNote)
	for _, r := range redactions {
		p.Lines = append(p.Lines, v.redactionLine(ref, r, form{}, false))
	}
	for _, e := range erasures {
		p.Erasures = append(p.Erasures, v.erasureLine(ref, e))
	}
	title := v.t("protecting.list")
	return protectionTemplate.show(v, heading{Title: title, Crumbs: v.draftingCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal, Status: f.status()}, p)
}

// takeErasureOf asks to erase a submission by the number of its receipt, or decides on
// that where there is no comment whose page could do it.
func (s *Server) takeErasureOf(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	done := ""
	switch action := f.value("radnja"); action {
	case "obrisi", "odustani":
		err = s.store.DecideErasure(v.ctx(), v.person(), f.value("id"), action == "obrisi")
		done = map[string]string{"obrisi": "protecting.done_erased", "odustani": "protecting.done_refused"}[action]
	default:
		err = s.store.AskErasureOf(v.ctx(), v.person(), ref, f.value("potvrda"), f.value("podnosilac"))
		done = "protecting.done_erasure_asked"
	}
	if err == nil {
		return v.to("/predmeti/"+string(ref)+"/zastita", done), nil
	}
	err = v.refused(&f, err, map[string]string{"receipt": "potvrda", "note": "podnosilac"})
	if err != nil {
		return reply{}, err
	}
	return s.showProtection(v, f)
}
