package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var downtimePages = []page{
	get("/sistem/prekidi", dossier.Operate, (*Server).downtimesPage),
	get("/sistem/prekidi/:id", dossier.Operate, (*Server).compensatingPage),
	post("/sistem/prekidi/:id", dossier.Operate, (*Server).compensatingForm),
}

// downtimesPage is the downtimes that were measured, with what can be made good.
type downtimesPage struct {
	Downtimes []downtimeRow
}

// downtimeRow is a downtime.
type downtimeRow struct {
	Began  time.Time
	Ended  time.Time
	Long   string
	Rounds []lostRow
}

// lostRow is a round that lost time.
type lostRow struct {
	Href  string // of the dossier; empty: the operator does not see it
	Ref   string
	Title string // Serbian
	Stage string
	Days  string
	State string
	Good  bool   // it was made good
	Mend  string // address of the form; empty: nothing can be made good
}

var downtimesTemplate = templateFor[downtimesPage]("downtimes")

func (s *Server) downtimesPage(v *visit) (reply, error) {
	all, err := s.store.Downtimes(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	title := v.t("downtimes.title")
	return downtimesTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {Text: title}}},
		downtimesPage{each(all, v.downtimeRow)})
}

func (v *visit) downtimeRow(d store.DowntimeView) downtimeRow {
	return downtimeRow{Began: d.Began.UTC(), Ended: d.Ended.UTC(), Long: v.lasting(d.Ended.Sub(d.Began)), Rounds: each(d.Rounds, v.lostRow)}
}

// lasting says how long something lasted, in hours and minutes.
func (v *visit) lasting(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	var parts []string
	if hours > 0 {
		parts = append(parts, v.n("downtimes.hours", hours))
	}
	if minutes > 0 || hours == 0 {
		parts = append(parts, v.n("downtimes.minutes", minutes))
	}
	return strings.Join(parts, " ")
}

func (v *visit) lostRow(l store.LostRound) lostRow {
	row := lostRow{Ref: string(l.Ref), Title: l.Title, Stage: v.title(l.StageTitleSr, l.StageTitleEn), Days: v.n("downtimes.days", l.Days), Good: l.Compensated}
	if l.Title != "" {
		row.Href = v.href("/predmeti/" + string(l.Ref))
	}
	switch {
	case l.Compensated:
		row.State = v.t("downtimes.good")
	case l.Open:
		row.State = v.t("downtimes.waits")
		row.Mend = v.href("/sistem/prekidi/" + l.Downtime + "?" + url.Values{byDossier: {string(l.Ref)}}.Encode())
	default:
		row.State = v.t("downtimes.over")
	}
	return row
}

// compensating is the form with which a downtime is made good to a round.
type compensating struct {
	Form    form
	ID      string // of the downtime
	Ref     string
	Title   string // Serbian; empty: the operator does not see the dossier
	Stage   string
	Began   time.Time
	Ended   time.Time
	Days    string
	Due     string `web:"date"`
	Least   string `web:"date"`
	Asking  asking
	Until   field
	Reasons field
}

var compensatingTemplate = templateFor[compensating]("compensating")

func (s *Server) compensatingPage(v *visit) (reply, error) {
	if v.Query(byDossier) == "" && !v.carried().Values.Has(byDossier) {
		return redirect(v.href("/sistem/prekidi")), nil
	}
	ref := v.Query(byDossier)
	if ref == "" {
		ref = v.carried().value(byDossier)
	}
	return v.showCompensating(v.carried(), ref)
}

func (v *visit) showCompensating(f form, ref string) (reply, error) {
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	d, err := v.server.store.DowntimeByID(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	i := slices.IndexFunc(d.Rounds, func(l store.LostRound) bool { return string(l.Ref) == ref && l.Open && !l.Compensated })
	if i < 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	l := d.Rounds[i]
	if f.Values == nil {
		f.Values = url.Values{"do": {l.Least}}
	}
	c := compensating{Form: f, ID: id, Ref: ref, Title: l.Title, Stage: v.title(l.StageTitleSr, l.StageTitleEn), Began: d.Began.UTC(), Ended: d.Ended.UTC(),
		Days: v.n("downtimes.days", l.Days), Due: l.Due, Least: l.Least, Asking: f.ask(l.Seq),
		Until:   v.date(f, "do", v.t("downtimes.until"), v.t("downtimes.until_hint", "day", l.Least)),
		Reasons: f.area("razlozi", v.t("grounds.label"), v.t("downtimes.reasons_hint"), 4, dossier.MaxReasons)}
	title := v.t("downtimes.make_good")
	crumbs := []link{{v.href("/sistem"), v.t("nav.system")}, {v.href("/sistem/prekidi"), v.t("downtimes.title")}, {Text: title}}
	return compensatingTemplate.show(v, heading{Title: title + ": " + ref, Crumbs: crumbs, Status: f.status(),
		At: "/sistem/prekidi/" + id + "?" + url.Values{byDossier: {ref}}.Encode()}, c)
}

func (s *Server) compensatingForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	ref, err := refOf(f.value(byDossier))
	if err != nil {
		return reply{}, err
	}
	v.needDay(&f, "do")
	v.needReasons(&f)
	if !f.ok() {
		return v.showCompensating(f, string(ref))
	}
	r, err := v.give(f, ref, dossier.Compensate, dossier.Args{Downtime: id, Until: f.day("do"), Reasons: f.value("razlozi")}, "/sistem/prekidi", "downtimes.done")
	if err == nil {
		return r, nil
	}
	err = v.again(&f, err, map[string]string{string(dossier.CodeReasonsRequired): "razlozi", "args.reasons": "razlozi",
		string(dossier.CodeDateInvalid): "do", string(dossier.CodeCompensationShort): "do", string(dossier.CodeWindowTooLong): "do"})
	if err != nil {
		return reply{}, err
	}
	return v.showCompensating(f, string(ref))
}
