package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const idlePath = "/zastoji"

// idlePages are where oversight sees which dossiers stand still.
var idlePages = []page{
	get(idlePath, dossier.ReadBoard, (*Server).idlePage),
}

// idleBoard is the dossiers under way by their time in the stage.
type idleBoard struct {
	Technical string // that a Government is technical now; empty: it is not
	Periods   string // address where that is recorded; empty: not by the visitor
	Action    string
	Clear     string
	narrowing
	Count string
	Need  int // days without an event after which a dossier stands still
	Rows  []idleRow
	Pager pager
	Empty emptyState
}

// idleRow is one of them.
type idleRow struct {
	Href      string
	Ref       string
	Title     string // Serbian
	Lead      string
	Stage     string
	Days      string
	Quiet     string
	Technical string // empty: none
	Still     bool
}

var idleTemplate = templateFor[idleBoard]("idle")

// The names of what narrows the list, beside those of lists.
const (
	byDays  = "dana"
	byStill = "stoji"
)

// idleDays are the times in a stage by which the list can be narrowed.
var idleDays = []int{30, 60, 90, 180, 365}

// idleAsk is what narrows the list, as it stands in its address.
type idleAsk struct {
	body   string
	days   int
	still  bool
	number int
}

func readIdleAsk(q url.Values) idleAsk {
	a := idleAsk{body: soughtText(q.Get(byBody)), still: q.Get(byStill) != "", number: 1}
	n, err := strconv.Atoi(q.Get(byDays))
	if err == nil && n > 0 && n <= 100_000 {
		a.days = n
	}
	n, err = strconv.Atoi(q.Get(byNumber))
	if err == nil && n > 1 && n <= 100_000 {
		a.number = n
	}
	return a
}

// with returns the query of the same list with one thing changed; it begins anew
// unless that is the page.
func (a idleAsk) with(name, value string) string {
	days := ""
	if a.days > 0 {
		days = strconv.Itoa(a.days)
	}
	return queryWith(map[string]string{byBody: a.body, byDays: days, byStill: ticked(a.still)}, name, value)
}

// idlePage lists the dossiers under way by their time in the stage.
func (s *Server) idlePage(v *visit) (reply, error) {
	ask := readIdleAsk(v.Request.URL.Query())
	list, err := s.store.Idle(v.ctx(), v.person(), store.IdleFilter{Body: ask.body, Days: ask.days, Still: ask.still, Number: ask.number})
	if err != nil {
		return reply{}, err
	}
	bodies, err := s.store.ListedBodies(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	period, is, err := s.store.IsTechnical(v.ctx(), dossier.Day(now, belgrade))
	if err != nil {
		return reply{}, err
	}
	heirs, err := s.store.Successors(v.ctx())
	if err != nil {
		return reply{}, err
	}
	body := v.idleWords(ask, list, bodies, heirs)
	if is {
		body.Technical = v.t("idle.technical_now", "day", period.From)
	}
	if v.badge.holds(dossier.Operator) {
		body.Periods = v.href(periodsPath)
	}
	title := v.t("idle.title")
	return idleTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/pregled"), v.t("nav.board")}, {Text: title}}, Wide: true}, body)
}

// idleWords puts the list into words.
func (v *visit) idleWords(ask idleAsk, list store.IdleView, bodies []store.BodyName, heirs map[string]store.BodyName) idleBoard {
	at := v.href(idlePath)
	body := idleBoard{Action: at, Clear: at, Need: store.IdleAfter, Empty: emptyState{Text: v.t("idle.none"), Href: v.href("/predmeti"), Link: v.t("board.none_do")}}
	n := narrows{v, &body.narrowing, func(name string) string { return at + ask.with(name, "") }}
	n.choose(byBody, v.t("idle.body"), v.t("list.any.organ"), ask.body, each(bodies, func(b store.BodyName) option {
		return option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)}
	}))
	days := ""
	if ask.days > 0 {
		days = strconv.Itoa(ask.days)
	}
	n.choose(byDays, v.t("idle.days"), v.t("idle.any_days"), days, each(idleDays, func(n int) option {
		return option{Value: strconv.Itoa(n), Label: v.t("idle.days_from", "count", n)}
	}))
	n.tick(byStill, v.t("idle.still"), ask.still)
	if len(body.Active) > 0 {
		body.Empty = emptyState{Text: v.t("idle.none_such"), Href: at, Link: v.t("list.clear")}
	}
	body.Count = strings.Join([]string{v.n("idle.count", list.Total), v.n("idle.standing", list.Still)}, ", ")
	for _, r := range list.Rows {
		row := idleRow{Href: v.href("/predmeti/" + string(r.Ref)), Ref: string(r.Ref), Title: r.Title, Stage: v.title(r.StageTitleSr, r.StageTitleEn),
			Lead: v.thenAndToday(store.BodyName{Code: r.LeadCode, NameSr: r.LeadNameSr, NameEn: r.LeadNameEn}, heirs),
			Days: v.n("idle.lasts", r.Days), Quiet: v.n("idle.lasts", r.Quiet), Still: r.Still}
		if r.Technical > 0 {
			row.Technical = v.n("idle.lasts", r.Technical)
		}
		body.Rows = append(body.Rows, row)
	}
	if list.Number > 1 {
		body.Pager.Previous = at + ask.with(byNumber, strconv.Itoa(list.Number-1))
	}
	if list.Number < list.Pages {
		body.Pager.Next = at + ask.with(byNumber, strconv.Itoa(list.Number+1))
	}
	return body
}
