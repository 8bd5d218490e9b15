package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var benchPages = []page{
	get("/predmeti/:ref/odgovori", dossier.AnswerComm, (*Server).benchPage),
	post("/predmeti/:ref/odgovori", dossier.AnswerComm, (*Server).answerByForm),
}

// bench is where comments are answered: the list of them, and one of them with
// the form for its answer.
type bench struct {
	Work     workplace
	Round    int  // 0: there is none yet
	Final    bool // the dossier has ended: answers can be read, and no more
	Rounds   []option
	Received int
	Asked    int // of those received, how many are answered or are to be
	Answered int
	Due      string `web:"date"` // last day for the report, where it is not out
	Days     int
	Tabs     []benchTab
	State    string
	Filter   commentFilter
	Items    []benchItem
	From, To int
	Previous string
	Next     string
	Detail   *benchDetail
	Carried  *carriedComments // to the newest version; nil: there is none
	Arrivals string           // address of how the submissions came
}

// benchTab is a part of the comments with how many they are.
type benchTab struct {
	link
	Count   int
	More    bool // there are more than Count
	Current bool
}

// benchItem is a comment in the list.
type benchItem struct {
	Href     string
	Number   int
	Place    string
	Who      string
	Named    bool
	Kind     string
	Line     string
	Outcome  string
	Tone     string
	Current  bool
	Returned bool // it was set aside, reinstated, and waits for an answer
}

var benchTemplate = templateFor[bench]("bench")

// benchLength is how many comments the list shows at once.
const benchLength = 30

// The parts of the comments, by how the address asks for them.
const (
	benchWaiting = ""
	benchDone    = "sa-odgovorom"
	benchAll     = "svi"
)

// seat is a visitor at the workbench: the round, what of it they look at, and
// where they may answer.
type seat struct {
	debated
	powers store.Powers
	filter store.CommentFilter
	state  string
	offset int
	number int // of the comment that is open; 0: the first
}

// seat reads what the address asks for; it refuses whom may not answer.
func (s *Server) seat(v *visit) (seat, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return seat{}, err
	}
	powers, err := s.store.Powers(v.ctx(), v.person(), ref)
	if err != nil {
		return seat{}, err
	}
	err = powers.May(dossier.AnswerComm)
	if err != nil {
		return seat{}, err
	}
	x := seat{powers: powers, state: v.Query("stanje")}
	x.debated, err = s.debated(v, v.Query("krug"))
	if err != nil || x.round.ID == "" {
		return x, err
	}
	x.filter = v.filterOf(x.debated)
	x.filter.Outcome = store.Unanswered
	switch x.state {
	case benchDone:
		x.filter.Outcome = store.Done
	case benchAll:
		x.filter.Outcome = ""
	default:
		x.state = benchWaiting
	}
	x.offset = bounded(v.Query("od"), maxNumber)
	x.number = bounded(v.Query("komentar"), maxNumber)
	return x, nil
}

// final reports whether the dossier has ended, with which its answers stay.
func (x seat) final() bool { return x.dossier.Status != dossier.Open }

// bounded reads a whole number between zero and a bound; zero where it is none.
func bounded(text string, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0
	}
	return n
}

// address returns the address of the workbench behind the language.
func (x seat) address(state string, offset, number int) string {
	q := x.asked(x.filter, "")
	if state != "" {
		q.Set("stanje", state)
	}
	if offset > 0 {
		q.Set("od", strconv.Itoa(offset))
	}
	if number > 0 {
		q.Set("komentar", strconv.Itoa(number))
	}
	return x.path("/odgovori?" + q.Encode())
}

func (s *Server) benchPage(v *visit) (reply, error) {
	x, err := s.seat(v)
	if err != nil {
		return reply{}, err
	}
	return s.showBench(v, x, v.carried())
}

// showBench shows the workbench with a form that was not taken, or the zero one.
func (s *Server) showBench(v *visit, x seat, f form) (reply, error) {
	title := v.t("bench.title")
	h := heading{Title: title, Crumbs: v.draftingCrumbs(x.dossier.DossierRow, title), Wide: true, Rehearsal: x.dossier.Rehearsal, Status: f.status()}
	body := bench{Work: v.workplace(x.dossier.DossierRow, x.powers, "/odgovori"), Final: x.final()}
	if x.round.ID == "" {
		return benchTemplate.show(v, h, body)
	}
	if saved := bounded(v.Query("sacuvano"), maxNumber); saved > 0 {
		h.Sent = answerDraft(x, saved)
	}
	err := s.fillBench(v, x, f, &body)
	if err != nil {
		return reply{}, err
	}
	body.Carried, err = s.carriedComments(v, x.dossier.Ref, 0, x.round.ID, true)
	if err != nil {
		return reply{}, err
	}
	return benchTemplate.show(v, h, body)
}

func (s *Server) fillBench(v *visit, x seat, f form, body *bench) error {
	everything, err := s.store.CommentTotals(v.ctx(), v.person(), store.CommentFilter{Round: x.round.ID})
	if err != nil {
		return err
	}
	counts, err := s.store.CommentCounts(v.ctx(), v.person(), x.dossier.Ref, x.round.PackageNo)
	if err != nil {
		return err
	}
	list := x.filter
	list.Page = store.Page{Limit: benchLength}
	comments, err := s.store.CommentsByPlace(v.ctx(), v.person(), list, x.offset)
	if err != nil {
		return err
	}
	body.Round, body.State = x.round.No, x.state
	body.Arrivals = v.href(arrivalPath(x.dossier.Ref, x.round.No))
	body.Received, body.Asked, body.Answered = everything.Received, everything.Answered+everything.Unanswered, everything.Answered
	if x.round.Report == "" && !body.Final {
		body.Due = reportDue(x.dossier, x.round)
		if due := civil(body.Due); !due.IsZero() {
			body.Days = daysBetween(x.dossier.LegalNow.In(belgrade), endOfDay(due).Add(-time.Nanosecond))
		}
	}
	if len(x.all) > 1 {
		for _, r := range x.all {
			body.Rounds = append(body.Rounds, option{Value: strconv.Itoa(r.No), Label: v.stageOf(x.debated, r), Checked: r.No == x.round.No})
		}
	}
	behind := false // there are comments behind those of the page
	for _, tab := range []struct {
		state, message string
		outcome        dossier.AnswerOutcome
	}{{benchWaiting, "bench.waiting", store.Unanswered}, {benchDone, "bench.done", store.Done}, {benchAll, "bench.all", ""}} {
		counted := x.filter
		counted.Outcome = tab.outcome
		n, more, err := s.store.CountComments(v.ctx(), v.person(), counted)
		if err != nil {
			return err
		}
		body.Tabs = append(body.Tabs, benchTab{link{v.href(x.address(tab.state, 0, 0)), v.t(tab.message)}, n, more, tab.state == x.state})
		if tab.state == x.state {
			behind = x.offset+len(comments) < n || more && len(comments) == benchLength
		}
	}
	asked := x.filter
	asked.Outcome = ""
	body.Filter, err = s.filterForm(v, x.debated, asked, counts, "/odgovori")
	if err != nil {
		return err
	}
	if x.number == 0 && len(comments) > 0 {
		x.number = comments[0].Number
	}
	for _, c := range comments {
		item := benchItem{Href: v.href(x.address(x.state, x.offset, c.Number)) + "#odgovor", Number: c.Number, Kind: c.Kind, Line: oneLineOf(c.Body),
			Outcome: c.Outcome, Tone: outcomeTones[dossier.AnswerOutcome(c.Outcome)], Current: c.Number == x.number}
		if c.Stands() {
			item.Outcome = string(store.SetAside)
		}
		item.Returned = c.Verdict == "reinstated" && c.Outcome == ""
		item.Place, _ = v.aboutOf(x.debated, c)
		item.Who, item.Named = v.authorOf(c)
		body.Items = append(body.Items, item)
	}
	if len(comments) > 0 {
		body.From, body.To = x.offset+1, x.offset+len(comments)
	}
	if x.offset > 0 {
		body.Previous = v.href(x.address(x.state, max(x.offset-benchLength, 0), 0))
	}
	if behind {
		body.Next = v.href(x.address(x.state, x.offset+benchLength, 0))
	}
	if x.number == 0 {
		return nil
	}
	body.Detail, err = s.benchDetail(v, x, f)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(body.Items, func(b benchItem) bool { return b.Current })
	if i > 0 {
		body.Detail.Previous = body.Items[i-1].Href
	}
	if i >= 0 && i+1 < len(body.Items) {
		body.Detail.Next = body.Items[i+1].Href
	} else if i >= 0 {
		body.Detail.Next = body.Next
	}
	return nil
}

// oneLineOf returns the beginning of a text as one line.
func oneLineOf(text string) string {
	line, _ := cut(strings.Join(strings.Fields(text), " "), 120)
	return line
}

// answerDraft names the draft of an answer in a browser.
func answerDraft(x seat, number int) string {
	return "odgovor-" + x.round.ID + "-" + strconv.Itoa(number)
}

// changeOptions offers the articles that the newest version changed, as what an
// answer led to; chosen is one that stands in an answer already.
func (s *Server) changeOptions(v *visit, x seat, chosen string) ([]option, error) {
	all := []option{{Label: v.t("bench.no_change")}}
	newest, _ := actVersions(x.packages)
	if newest > x.round.PackageNo && x.act != nil {
		articles, err := s.store.ChangedArticles(v.ctx(), v.person(), x.dossier.Ref, x.round.PackageNo, newest)
		if err != nil {
			return nil, err
		}
		for _, a := range articles {
			label := upperFirst(inScript(v.lang, x.act.Lang, act.Display(a.Label)))
			if a.Label == "" {
				label = a.ID
			}
			all = append(all, option{Value: changeValue(newest, a.ID), Label: v.t("bench.change_in", "place", label, "number", newest)})
		}
	}
	if chosen != "" && !slices.ContainsFunc(all, func(o option) bool { return o.Value == chosen }) {
		no, at, err := changeChosen(chosen)
		if err == nil && no > 0 {
			all = append(all, option{Value: chosen, Label: v.t("bench.change_in", "place", upperFirst(v.placeIn(x, no, at)), "number", no)})
		}
	}
	return all, nil
}

// placeIn names a provision of a version; by the version alone where its text
// cannot be read.
func (v *visit) placeIn(x seat, no int, id string) string {
	i := slices.IndexFunc(x.packages, func(p store.PackageView) bool { return p.No == no })
	if i < 0 {
		return v.t("place.gone")
	}
	text, err := v.server.acts.of(v.ctx(), v.server.store, v.person(), x.dossier.Ref, x.packages[i])
	if err != nil {
		return v.t("place.gone")
	}
	return v.placeName(text, id)
}

func changeValue(no int, id string) string { return strconv.Itoa(no) + ":" + id }

// maxProvision is the longest name of a provision, in bytes.
const maxProvision = 200

// changeChosen reads what change was chosen; none where it is empty.
func changeChosen(value string) (int, string, error) {
	if value == "" {
		return 0, "", nil
	}
	no, id, _ := strings.Cut(value, ":")
	n, err := strconv.Atoi(no)
	if err != nil || n < 1 || id == "" || len(id) > maxProvision {
		return 0, "", dossier.Refuse(dossier.CodeProvisionUnknown, "provision", id)
	}
	return n, id, nil
}
