package web

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// mine is the list of a drafter's dossiers.
type mine struct {
	Filters  []navigation
	Rows     []mineRow
	From, To int
	Total    int
	Rests    bool // the filter leaves something out
	Previous string
	Next     string
}

// mineRow is one dossier: where it stands, until when, and what is to be done.
type mineRow struct {
	Href      string
	Title     string
	Stage     string // as a title, in the reader's language
	Status    string
	Open      bool
	Rehearsal bool
	Hidden    string // code of its visibility while it is not public
	Lead      string
	Due       string `web:"date"` // last day of the term that ends next
	Days      int    // until then; below zero: it has passed
	Late      bool
	Waits     []link
	Prepared  string // that the material is before the signers; empty: it is not
	Round     bool   // comments are being taken
	Received  int
}

var mineTemplate = templateFor[mine]("mine")

// mineLength is how many dossiers a page of the list has, mineFurthest how far
// it can be paged.
const (
	mineLength   = 20
	mineFurthest = 2000
)

// mineState is what the list can be narrowed to.
type mineState struct {
	query, message string
	status         dossier.Status
}

// mineStates lists them, the usual one first.
var mineStates = []mineState{
	{"", "mine.open", dossier.Open},
	{"okoncani", "mine.completed", dossier.Completed},
	{"povuceni", "mine.withdrawn", dossier.Withdrawn},
	{"odbijeni", "mine.rejected", dossier.Rejected},
	{"svi", "mine.all", ""},
}

func (s *Server) minePage(v *visit) (reply, error) {
	chosen := max(slices.IndexFunc(mineStates, func(st mineState) bool { return st.query == v.Query("stanje") }), 0)
	from, err := strconv.Atoi(v.Query("od"))
	if err != nil || from < 0 || from > mineFurthest {
		from = 0
	}
	rows, err := s.store.Mine(v.ctx(), v.person(), store.MineFilter{Status: mineStates[chosen].status, Offset: from, Limit: mineLength})
	if err != nil {
		return reply{}, err
	}
	var body mine
	if len(rows) == 0 && mineStates[chosen].status != "" {
		all, err := s.store.Mine(v.ctx(), v.person(), store.MineFilter{Limit: 1})
		if err != nil {
			return reply{}, err
		}
		body.Rests = len(all) > 0
	}
	for i, st := range mineStates {
		body.Filters = append(body.Filters, navigation{link: link{v.href(minePath(st.query, 0)), v.t(st.message)}, Current: i == chosen})
	}
	for _, r := range rows {
		body.Rows = append(body.Rows, v.mineRow(r))
	}
	if len(rows) > 0 {
		body.From, body.To, body.Total = from+1, from+len(rows), rows[0].All
	}
	if from > 0 {
		body.Previous = v.href(minePath(mineStates[chosen].query, max(from-mineLength, 0)))
	}
	if body.To < body.Total {
		body.Next = v.href(minePath(mineStates[chosen].query, from+mineLength))
	}
	return mineTemplate.show(v, heading{Title: v.t("nav.mine"), Crumbs: []link{{Text: v.t("nav.mine")}}}, body)
}

func minePath(state string, from int) string {
	q := url.Values{}
	if state != "" {
		q.Set("stanje", state)
	}
	if from > 0 {
		q.Set("od", strconv.Itoa(from))
	}
	if len(q) == 0 {
		return "/moji-predmeti"
	}
	return "/moji-predmeti?" + q.Encode()
}

// mineRow puts a dossier of the list into words.
func (v *visit) mineRow(r store.MineRow) mineRow {
	at := "/predmeti/" + string(r.Ref)
	row := mineRow{Href: v.href(at), Title: r.Title, Status: string(r.Status), Open: r.Status == dossier.Open, Rehearsal: r.Rehearsal,
		Lead: v.title(r.LeadNameSr, r.LeadNameEn), Round: r.OpenRound != "", Received: r.Received}
	row.Stage = v.title(r.StageTitleSr, r.StageTitleEn)
	if r.Visibility != dossier.Public {
		row.Hidden = string(r.Visibility)
	}
	if !row.Open {
		return row
	}
	if r.LegalEnds != nil {
		last := r.LegalEnds.Add(-time.Nanosecond).In(belgrade)
		row.Due = last.Format(time.DateOnly)
		row.Days = daysBetween(r.LegalNow, last)
	}
	row.Late = r.Overdue
	if r.Awaited > 0 {
		row.Prepared = v.n("matter.prepared", r.Awaited)
	}
	if r.PackageNo == 0 {
		row.Waits = append(row.Waits, link{v.href(at + "/priprema"), v.t("mine.first_version")})
	}
	if r.Provisional > 0 {
		row.Waits = append(row.Waits, link{v.href(at + "/dopisi/sve-uneto?krug=" + strconv.Itoa(r.Provisional)), v.t("mine.declare")})
	}
	if r.Unanswered > 0 {
		row.Waits = append(row.Waits, link{v.href(at + "/odgovori"), v.n("mine.unanswered", r.Unanswered)})
	}
	waiting := slices.DeleteFunc(slices.Clone(r.Commands), func(c dossier.CommandName) bool { return !waitsForDrafter[c] })
	for _, d := range v.doings(r.Ref, waiting) {
		row.Waits = append(row.Waits, d.link)
	}
	return row
}

// waitsForDrafter are the commands that a stage waits for; the rest may be given
// at any time, and remind nobody.
var waitsForDrafter = map[dossier.CommandName]bool{dossier.Complete: true, dossier.PublishProof: true, dossier.PublishReport: true,
	dossier.Prepare: true, dossier.Sign: true, dossier.RecordConclusion: true, dossier.GiveOpinion: true}

// daysBetween counts the civil days in Belgrade from one instant to another;
// below zero when the other is earlier.
func daysBetween(from, to time.Time) int {
	day := func(at time.Time) time.Time {
		y, m, d := at.In(belgrade).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)).Hours()) / 24
}
