package web

import (
	"net/http"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var calendarPages = []page{
	get("/sistem/kalendar", dossier.Operate, (*Server).calendarPage),
	post("/sistem/kalendar", dossier.Operate, (*Server).calendarForm),
	get("/sistem/kalendar/:id", dossier.Operate, (*Server).holidayPage),
	post("/sistem/kalendar/:id/opoziv", dossier.Operate, (*Server).revokeHoliday),
	post("/sistem/kalendar/:id/ponovo", dossier.Operate, (*Server).countAgain),
}

// calendarPage is the days that were added to calendars, and the form with which
// one is added, in two steps.
type calendarPage struct {
	Form       form
	Days       []addedDay
	Calendar   field
	Date       field
	NameSr     field
	NameEn     field
	Act        field
	Confirming *foreseen // the second step
}

// addedDay is a day that was added.
type addedDay struct {
	Href     string
	Date     string `web:"date"`
	Name     string
	Calendar string
	Act      string // Serbian
	State    string
	Stands   bool
	Waiting  int // dossiers that are still to be counted again
	Moved    int
}

// foreseen is what follows from adding a day.
type foreseen struct {
	Date     string `web:"date"`
	Name     string
	Calendar string
	Act      string
	Moves    []movedTerm
	Typed    []kept
}

// movedTerm is a term that ends, or would end, on another day.
type movedTerm struct {
	Href  string // empty: the operator does not see the dossier
	Ref   string
	Title string // Serbian; empty: the operator does not see it
	Stage string
	Term  string
	From  string `web:"date"`
	To    string `web:"date"`
}

var calendarTemplate = templateFor[calendarPage]("calendar")

// holidayFields are the fields of the form, as the record knows them.
var holidayFields = map[string]string{"calendar": "kalendar", "date": "datum", "name_sr": "naziv", "name_en": "naziv_en", "act": "akt"}

func (s *Server) calendarPage(v *visit) (reply, error) { return v.showCalendar(v.carried(), nil) }

func (v *visit) showCalendar(f form, next *foreseen) (reply, error) {
	days, err := v.server.store.Holidays(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	options := make([]option, 0, len(calendar.IDs()))
	for _, id := range calendar.IDs() {
		options = append(options, option{Value: id, Label: v.say.Name("calendar", id), Checked: id == "rs"})
	}
	page := calendarPage{Form: f, Confirming: next, Days: each(days, v.addedDay),
		Calendar: f.choice("kalendar", v.t("calendars.calendar"), "", options),
		Date:     v.date(f, "datum", v.t("calendars.date"), v.t("calendars.date_hint")),
		NameSr:   f.field("naziv", v.t("calendars.name_sr"), v.t("calendars.name_hint")),
		NameEn:   f.field("naziv_en", v.t("calendars.name_en"), ""),
		Act:      f.area("akt", v.t("calendars.act"), v.t("calendars.act_hint"), 2, store.MaxLegalAct)}
	page.NameEn.Lang = "en"
	title := v.t("calendars.title")
	h := heading{Title: title, Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {Text: title}}, Status: f.status()}
	if next != nil {
		h.Title, h.Again = v.t("calendars.confirm"), again{"second", "korak", "pregled"}
	}
	return calendarTemplate.show(v, h, page)
}

func (v *visit) addedDay(h store.HolidayView) addedDay {
	d := addedDay{Href: v.href("/sistem/kalendar/" + h.ID), Date: h.Date, Name: v.title(h.NameSr, h.NameEn), Calendar: v.say.Name("calendar", h.Calendar),
		Act: h.Act, State: v.t("calendars.stands"), Stands: h.RevokedAt == nil, Waiting: h.Waiting, Moved: h.Moved}
	if !d.Stands {
		d.State = v.t("calendars.revoked")
	}
	return d
}

// calendarForm shows what would follow from adding a day, and adds it when that
// was seen.
func (s *Server) calendarForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	h := store.Holiday{Calendar: f.value("kalendar"), Date: f.day("datum"), NameSr: f.value("naziv"), NameEn: f.value("naziv_en"), Act: f.value("akt")}
	switch f.value("korak") {
	case "nazad":
		return v.showCalendar(f, nil)
	case "potvrda":
		id, err := s.store.AddHoliday(v.ctx(), v.person(), h)
		if err == nil {
			return v.to("/sistem/kalendar/"+id, "calendars.added"), nil
		}
		return v.calendarRefused(f, err)
	}
	moves, err := s.store.HolidayMoves(v.ctx(), v.person(), h)
	if err != nil {
		return v.calendarRefused(f, err)
	}
	next := &foreseen{Date: h.Date, Name: v.title(h.NameSr, h.NameEn), Calendar: v.say.Name("calendar", h.Calendar), Act: h.Act,
		Moves: each(moves, v.foreseenMove)}
	for _, name := range []string{"kalendar", "datum", "naziv", "naziv_en", "akt"} {
		next.Typed = append(next.Typed, kept{name, f.value(name)})
	}
	return v.showCalendar(f, next)
}

func (v *visit) calendarRefused(f form, err error) (reply, error) {
	err = v.refused(&f, err, holidayFields)
	if err != nil {
		return reply{}, err
	}
	return v.showCalendar(f, nil)
}

func (v *visit) foreseenMove(m store.WindowMove) movedTerm {
	return v.movedTerm(string(m.Ref), m.Title, v.title(m.StageTitleSr, m.StageTitleEn), string(m.Kind), m.Term, m.Due, m.To)
}

func (v *visit) movedTerm(ref, title, stage, kind, term, from, to string) movedTerm {
	row := movedTerm{Ref: ref, Title: title, Stage: stage, Term: v.ofTerm("advancing.kind."+kind, term), From: from, To: to}
	if title != "" {
		row.Href = v.href("/predmeti/" + ref)
	}
	return row
}

// holidayPage is one day that was added: what it moved, what waits, and the form
// with which it is revoked.
type holidayPage struct {
	Form      form
	ID        string
	Date      string `web:"date"`
	Name      string
	Calendar  string
	Act       string // Serbian
	AddedBy   string
	AddedAt   time.Time
	Stands    bool
	Ground    string // of the revocation
	RevokedBy string
	RevokedAt *time.Time
	Waiting   int
	MovedIn   int // dossiers
	Kept      int
	Refused   int
	Moved     []movedTerm
	Back      []movedTerm // would move if it were revoked
	Revoke    field
}

var holidayTemplate = templateFor[holidayPage]("holiday")

func (s *Server) holidayPage(v *visit) (reply, error) { return v.showHoliday(v.carried()) }

func (v *visit) showHoliday(f form) (reply, error) {
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	st := v.server.store
	h, err := st.HolidayByID(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	moved, err := st.MovedTerms(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	back, err := st.RevocationMoves(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	page := holidayPage{Form: f, ID: id, Date: h.Date, Name: v.title(h.NameSr, h.NameEn), Calendar: v.say.Name("calendar", h.Calendar), Act: h.Act,
		AddedBy: h.AddedBy, AddedAt: h.AddedAt.UTC(), Stands: h.RevokedAt == nil, Ground: h.RevokedAct, RevokedBy: h.RevokedBy, RevokedAt: h.RevokedAt,
		Waiting: h.Waiting, MovedIn: h.Progress.Moved, Kept: h.Kept, Refused: h.Refused, Back: each(back, v.foreseenMove),
		Moved: each(moved, func(m store.MovedTerm) movedTerm {
			return v.movedTerm(string(m.Ref), m.Title, v.title(m.StageTitleSr, m.StageTitleEn), m.Kind, m.Term, m.Due, m.To)
		}),
		Revoke: f.area("akt", v.t("calendars.revoke_act"), v.t("calendars.revoke_hint"), 2, store.MaxLegalAct)}
	crumbs := []link{{v.href("/sistem"), v.t("nav.system")}, {v.href("/sistem/kalendar"), v.t("calendars.title")}, {Text: page.Name}}
	r, err := holidayTemplate.show(v, heading{Title: page.Name, Crumbs: crumbs, Status: f.status()}, page)
	if page.Waiting > 0 && f.ok() && v.Request.Method == http.MethodGet && f.Values == nil {
		r = r.with("Refresh", "5")
	}
	return r, err
}

func (s *Server) revokeHoliday(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.RevokeHoliday(v.ctx(), v.person(), id, f.value("akt"))
	if err == nil {
		return v.to("/sistem/kalendar/"+id, "calendars.revoked_done"), nil
	}
	err = v.refused(&f, err, holidayFields)
	if err != nil {
		return reply{}, err
	}
	return v.showHoliday(f)
}

// countAgain asks once more for what a day still moves.
func (s *Server) countAgain(v *visit) (reply, error) {
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.CountAgain(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	return v.to("/sistem/kalendar/"+id, "calendars.asked_again"), nil
}
