package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const periodsPath = "/sistem/tehnicka-vlada"

// periods are the days in which a Government does current business alone.
type periods struct {
	Form   form
	Rows   []periodRow
	From   field
	Act    field
	Until  field
	EndAct field
}

// periodRow is one of them.
type periodRow struct {
	ID        string
	From      string `web:"date"`
	Last      string `web:"date"` // empty: it goes on
	Act       string
	Ended     string // the act by which it ended
	Cancelled bool
	Lasts     bool // it can be ended
	Until     field
	EndAct    field
}

var periodsTemplate = templateFor[periods]("periods")

func (s *Server) periodsPage(v *visit) (reply, error) { return v.showPeriods(v.carried()) }

func (v *visit) showPeriods(f form) (reply, error) {
	all, err := v.server.store.Periods(v.ctx())
	if err != nil {
		return reply{}, err
	}
	page := periods{Form: f, From: v.date(f, "od", v.t("periods.from"), ""), Act: f.field("akt", v.t("periods.begun_by"), v.t("periods.begun_hint")),
		Until: v.date(f, "do", v.t("periods.until"), v.t("periods.until_hint")), EndAct: f.field("akt_kraja", v.t("periods.ended_by"), v.t("periods.ended_hint"))}
	page.Until.Optional, page.EndAct.Optional, page.Act.Lang, page.EndAct.Lang = true, true, "sr-Cyrl", "sr-Cyrl"
	for _, p := range all {
		row := periodRow{ID: p.ID, From: p.From, Last: p.Until, Act: p.Act, Ended: p.EndAct, Cancelled: p.Cancelled, Lasts: p.Until == "" && !p.Cancelled, Until: v.date(f, "do-"+p.ID, v.t("periods.until"), ""), EndAct: f.field("akt-"+p.ID, v.t("periods.ended_by"), "")}
		row.EndAct.Lang = "sr-Cyrl"
		page.Rows = append(page.Rows, row)
	}
	title := v.t("periods.title")
	return periodsTemplate.show(v, heading{Title: title, Crumbs: v.systemCrumbs(title), Status: f.status()}, page)
}

// periodsForm records a period, its end, or that it was entered by mistake.
func (s *Server) periodsForm(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	done, names := "periods.added", map[string]string{"from": "od", "until": "do", "act": "akt", "end_act": "akt_kraja"}
	switch f.value("radnja") {
	case "kraj", "ponistenje":
		id, bad := knownID(f.value("id"))
		if bad != nil {
			return reply{}, dossier.Refuse(dossier.CodeNotFound)
		}
		if f.value("radnja") == "ponistenje" {
			done, err = "periods.cancelled_done", s.store.CancelPeriod(v.ctx(), v.person(), id)
			break
		}
		names = map[string]string{"until": "do-" + id, "end_act": "akt-" + id}
		done, err = "periods.ended", s.store.EndPeriod(v.ctx(), v.person(), id, f.day("do-"+id), f.value("akt-"+id))
	default:
		err = s.store.AddPeriod(v.ctx(), v.person(), store.Period{From: f.day("od"), Until: f.day("do"), Act: f.value("akt"), EndAct: f.value("akt_kraja")})
	}
	if err == nil {
		return v.to(periodsPath, done), nil
	}
	err = v.refused(&f, err, names)
	if err != nil {
		return reply{}, err
	}
	return v.showPeriods(f)
}
