package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const membersPath = bodiesPath + "/clanovi"

// membersPages are where an operator enters how many members collegial bodies have.
var membersPages = []page{
	get(membersPath, dossier.Administer, (*Server).membersPage),
	post(membersPath, dossier.Administer, (*Server).membersForm),
}

// membersPage is how many members bodies have and had.
type membersPage struct {
	Form   form
	Bodies []bodyMembers
	Body   field
	Count  field
	From   field
	Act    field
}

// bodyMembers are the numbers that were entered for a body, newest day first.
type bodyMembers struct {
	Name string
	Rows []membersRow
}

// membersRow is one of them.
type membersRow struct {
	ID        string
	Count     string
	From      string `web:"date"`
	Act       string
	State     string
	Holds     bool
	Cancelled bool
}

var membersTemplate = templateFor[membersPage]("members")

func (s *Server) membersPage(v *visit) (reply, error) { return v.showMembers(v.carried()) }

func (v *visit) showMembers(f form) (reply, error) {
	s := v.server.store
	bodies, err := s.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	all, err := s.AllMembers(v.ctx())
	if err != nil {
		return reply{}, err
	}
	now, err := s.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	today := dossier.Day(now, belgrade)
	page := membersPage{Form: f, Bodies: v.membersOf(bodies, all, today), Body: f.choice("organ", v.t("members.body"), "", v.bodyOptions(bodies, today)),
		Count: f.field("broj", v.t("members.count"), v.t("members.count_hint")), From: v.date(f, "od", v.t("members.day"), ""),
		Act: f.field("akt", v.t("members.by"), v.t("members.by_hint"))}
	page.Count.Width, page.Act.Lang = 5, "sr-Cyrl"
	title := v.t("members.title")
	crumbs := []link{{v.href("/sistem"), v.t("nav.system")}, {v.href(bodiesPath), v.t("bodies.title")}, {Text: title}}
	return membersTemplate.show(v, heading{Title: title, Crumbs: crumbs, Status: f.status()}, page)
}

// bodyOptions returns the bodies of which a number can be entered, those first that
// decide in sessions; none whose day has not come, so that its change can be undone.
func (v *visit) bodyOptions(bodies []store.Body, today string) []option {
	options := []option{{Label: v.t("members.body_choose")}}
	for _, collegial := range []bool{true, false} {
		for _, b := range bodies {
			if b.Collegial == collegial && b.ValidTo == "" && b.ValidFrom <= today {
				options = append(options, option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)})
			}
		}
	}
	return options
}

// membersOf puts what was entered by bodies, in the order in which they come.
func (v *visit) membersOf(bodies []store.Body, all []store.Members, today string) []bodyMembers {
	var out []bodyMembers
	held := "" // code of the last body of which the number that holds was found
	for i, m := range all {
		if i == 0 || all[i-1].Body != m.Body {
			b := bodies[slices.IndexFunc(bodies, func(b store.Body) bool { return b.Code == m.Body })]
			out = append(out, bodyMembers{Name: v.title(b.NameSr, b.NameEn)})
		}
		row := membersRow{ID: m.ID, Count: v.n("members.count_of", m.Count), From: m.From, Act: m.Act, Cancelled: m.Cancelled, State: v.t("members.earlier")}
		switch {
		case m.Cancelled:
			row.State = v.t("members.cancelled")
		case m.From > today:
			row.State = v.t("members.ahead")
		case held != m.Body:
			held, row.Holds, row.State = m.Body, true, v.t("members.holds")
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, row)
	}
	return out
}

// membersForm enters a number of members, or says that one was entered by mistake.
func (s *Server) membersForm(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	done := "members.added"
	if f.value("radnja") == "ponistenje" {
		id, bad := knownID(f.value("id"))
		if bad != nil {
			return reply{}, dossier.Refuse(dossier.CodeNotFound)
		}
		done, err = "members.cancelled_done", s.store.CancelMembers(v.ctx(), v.person(), id)
	} else {
		n, _, ok := countOf(f.value("broj"))
		if !ok {
			n = 0
		}
		err = s.store.AddMembers(v.ctx(), v.person(), store.Members{Body: f.value("organ"), Count: n, From: f.day("od"), Act: f.value("akt")})
	}
	if err == nil {
		return v.to(membersPath, done), nil
	}
	err = v.refused(&f, err, map[string]string{"body": "organ", "count": "broj", "from": "od", "act": "akt"})
	if err != nil {
		return reply{}, err
	}
	return v.showMembers(f)
}
