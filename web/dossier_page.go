package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var dossierPages = []page{
	get("/predmeti/:ref", dossier.ReadPublic, (*Server).dossierPage),
	get("/predmeti/:ref/put", dossier.ReadPublic, (*Server).wayPage),
}

// dossierPage is a dossier as everybody follows it.
type dossierPage struct {
	Ref        string // empty for a rehearsal, which has no number
	Title      string // Serbian
	Kind       string
	Lead       string
	Base       *store.BaseAct
	Hidden     string         // how the dossier is kept from the public; empty: it is not
	Imported   *importedWords // nil: its whole life was here
	LegalNow   time.Time
	Own        bool // its clock is not the real one
	Paused     bool
	Standing   standing
	Away       awayWarning // of the comments that are taken now
	Actions    []link      // the first is the one that matters
	File       string      // address of the newest text as a file, or of the one that is debated; empty: there is none that the visitor sees
	Where      string      // heading of the phases
	Phases     []phaseMark
	Work       workplace // empty for who is not inside
	Doings     []doing
	Prepared   string    // that the material is before the signers; empty: it is not, or the visitor is not inside
	Waits      []waitRow // what it waits for, as the visitor may know it
	Why        string    // address of what is possible, and why something is not; empty for who is not inside
	Signing    string    // address of the page on which it is signed; empty: the visitor has no part in that
	Obstacles  []obstacle
	Next       nextTable
	Later      nextTable // what comes after that
	Documents  []documentRow
	Versions   []versionEntry
	Story      []happening
	Earlier    int    // how many happenings are not shown
	All        string // address of the page with all of them
	Flow       string // address of its course
	Way        string // address of its way in a picture
	Who        []share
	Rounds     []roundRow
	Comments   int
	Answers    string // when they come, where they are still to come
	AnswersBy  string `web:"date"`
	Deviations []deviationRow
	Procedure  link
	Version    string // of the procedure
	Since      string // since when the dossier has been run under that version
	Traits     []pair // what of the act its procedure depends on
	Absent     []absentWords
	Around     *link  // the dossier in whose stage this one runs
	Inside     []link // those that run, or ran, in a stage of this one
	Check      checking
	Kin        kin
	Plan       string // for which item of the plan of the Government it is; empty: for none
	PlanHref   string // address of the plan
	Resubmit   string // address where it is taken up in a new dossier; empty: it is not, or not by the visitor
}

// kin is the dossiers that take each other up.
type kin struct {
	Later    link // zero: none, or none that the visitor sees
	Earlier  link
	Comments string // address of what was said in the earlier one
}

// obstacle is what stands in a way out of the stage.
type obstacle struct {
	Way     string
	Missing []ruleWords
}

// roundRow is a round of comments.
type roundRow struct {
	No        int
	Title     string
	Open      bool
	From      time.Time
	Until     time.Time
	Admission string // who may comment; empty: anyone
	Held      string // that it ended in a downtime, and what is awaited; empty: it is not held
	Closing   closingWords
	Comments  int
	Answered  int
	Asked     int // of the comments, how many are answered or are to be
	Late      int
	List      string // address of the comments
	Report    string // address; empty: none is published
}

// checking is what somebody needs who checks the dossier against the log.
type checking struct {
	Name       string
	Key        string
	Definition string
	Packages   []packageHash
	Log        string
}

// packageHash is a version with its hash.
type packageHash struct {
	No   int
	Hash string
}

var dossierTemplate = templateFor[dossierPage]("dossier")

// dossierRecord is what a dossier's page is made of.
type dossierRecord struct {
	view     store.DossierView
	outlook  store.Outlook // zero for the public
	packages []store.PackageView
	steps    []store.StepView
	rounds   []store.RoundView
	counts   store.CommentCounts // on the version of the newest round
	contacts map[string]dossier.Contact
	heirs    map[string]store.BodyName // of bodies that have ended
	words    wording
}

// recordOf reads a dossier as the viewer sees it, side by side: each part reads
// much, and none needs another.
func (s *Server) recordOf(ctx context.Context, viewer string, ref dossier.Ref) (dossierRecord, error) {
	var r dossierRecord
	group, inner := errgroup.WithContext(ctx)
	group.Go(func() error {
		var err error
		if viewer == "" { // what stands in the way out is shown to insiders alone
			r.view, err = s.store.Dossier(inner, viewer, ref)
			return err
		}
		r.view, r.outlook, err = s.look(inner, viewer, ref)
		return err
	})
	group.Go(func() error {
		var err error
		r.words.bodies, err = s.store.Bodies(inner)
		return err
	})
	group.Go(func() error {
		var err error
		r.packages, err = s.store.Packages(inner, viewer, ref)
		return err
	})
	group.Go(func() error {
		var err error
		r.steps, err = s.store.Timeline(inner, viewer, ref)
		return err
	})
	group.Go(func() error {
		var err error
		r.rounds, _, err = s.store.Rounds(inner, viewer, ref, "", store.Page{Limit: 50})
		if err != nil || len(r.rounds) == 0 {
			return err
		}
		r.counts, err = s.store.CommentCounts(inner, viewer, ref, r.rounds[len(r.rounds)-1].PackageNo)
		return err
	})
	group.Go(func() error {
		var err error
		r.contacts, err = s.store.Contacts(inner)
		return err
	})
	group.Go(func() error {
		var err error
		r.heirs, err = s.store.Successors(inner)
		return err
	})
	err := group.Wait()
	if err != nil {
		return dossierRecord{}, err
	}
	nameToday(&r.view, r.heirs)
	r.words.definition, r.words.stage, r.words.outlook = r.view.Definition, r.view.Stage, r.outlook
	return r, err
}

// dossierPage shows a dossier.
func (s *Server) dossierPage(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	r, err := s.recordOf(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	body, err := v.dossierWords(r, v.Query("istorija") == "sve")
	if err != nil {
		return reply{}, err
	}
	h := heading{Title: v.say.Serbian(r.view.Title), Crumbs: v.dossierCrumbs(r.view.DossierRow, ""), Rehearsal: r.view.Rehearsal}
	return dossierTemplate.show(v, h, body)
}

// shownNext is how many of the steps that come next a page shows at first.
const shownNext = 4

// shownEvents is how many of the things that happened a page shows at first.
const shownEvents = 8

// dossierWords puts a dossier into words.
func (v *visit) dossierWords(r dossierRecord, whole bool) (dossierPage, error) {
	d := r.view
	phases, err := d.Phases()
	if err != nil {
		return dossierPage{}, err
	}
	rest, err := d.Remaining()
	if err != nil {
		return dossierPage{}, err
	}
	body := dossierPage{Ref: number(d.DossierRow.Ref), Title: d.Title, Kind: upperFirst(v.actName(d.Kind, d.Form)), Lead: v.title(d.LeadNameSr, d.LeadNameEn),
		LegalNow: d.LegalNow, Own: d.Rehearsal, Paused: d.Paused && d.Rehearsal, Standing: v.standing(d, phases), Phases: v.marks(phases),
		Doings: v.doings(d.Ref, r.outlook.Commands()), Who: v.who(d, r.rounds, r.contacts),
		Procedure: link{v.href("/postupci/" + d.Procedure), v.title(d.Definition.TitleSr, d.Definition.TitleEn)},
		Check:     checking{Name: d.LogName, Key: d.LogKey, Definition: d.DossierRow.Definition, Log: "/ledger/checkpoint"}}
	body.Imported = v.importedWords(d.DossierRow)
	body.Absent = v.absent(d.Definition.NotApplicable)
	body.Traits, body.Around, body.Inside = v.traits(d), v.around(d), v.inside(d)
	body.Away, err = v.awayNow(d)
	if err != nil {
		return dossierPage{}, err
	}
	body.Version, body.Since = v.runUnder(d, r.steps)
	body.Where = v.t("dossier.where", "act", v.actName(d.Kind, d.Form))
	if d.Status != dossier.Open {
		body.Where = v.t("dossier.went")
	}
	body.Flow, body.Way = v.href("/predmeti/"+string(d.Ref)+"/tok"), v.href("/predmeti/"+string(d.Ref)+"/put")
	body.Next = nextTable{v.t("dossier.next"), v.nextRows(d, rest)}
	if rows := body.Next.Rows; len(rows) > shownNext+1 {
		body.Next.Rows = rows[:shownNext]
		body.Later = nextTable{v.n("dossier.later", len(rows)-shownNext), rows[shownNext:]}
	}
	if d.Rehearsal {
		body.Check.Log = "/rehearsal/ledger/checkpoint"
	}
	if d.BaseTitle != "" {
		body.Base = &store.BaseAct{Title: d.BaseTitle, Gazette: d.BaseGazet}
	}
	if d.Visibility != dossier.Public {
		body.Hidden = v.say.Name("visibility", string(d.Visibility))
	}
	waits := publicWaits(d)
	if d.HeldUntil != nil {
		waits = nil // the term is over: a decision is awaited, which body.Standing says
	}
	for _, w := range r.words.waits(v.lang, waits, true) {
		body.Waits = append(body.Waits, waitRow{Says: w.Says, Basis: w.Basis})
	}
	if d.Insider {
		body.Why = v.href("/predmeti/" + string(d.Ref) + "/mogucnosti")
		body.Obstacles = v.obstacles(r)
		body.Work = v.workplace(d.DossierRow, r.outlook.Powers, "")
		if n := awaited(d); n > 0 {
			body.Prepared = v.n("matter.prepared", n)
			if slices.ContainsFunc([]dossier.CommandName{dossier.Prepare, dossier.Sign}, func(c dossier.CommandName) bool { return r.outlook.Powers.May(dossier.Action(c)) == nil }) {
				body.Signing = v.href("/predmeti/" + string(d.Ref) + doingPaths[dossier.Sign])
			}
		}
	}
	body.Kin, body.Plan, body.PlanHref = v.kinOf(d.DossierRow), v.plannedAs(d.PlanItem), planHref(v, d.PlanItem)
	if d.Status == dossier.Withdrawn || d.Status == dossier.Rejected {
		if d.ResubmittedAs == "" && v.badge.holds(dossier.Drafter) && r.outlook.Powers.May(dossier.Resubmit) == nil {
			body.Resubmit = v.href(openingPath) + "?ponovo=" + string(d.Ref)
		}
	}
	body.Documents, body.Versions = v.documents(r), v.versions(r)
	body.Actions, body.File = v.actions(r)
	for _, p := range r.packages {
		body.Check.Packages = append(body.Check.Packages, packageHash{p.No, p.Hash})
	}
	body.Story = v.story(d, r.steps)
	if !whole && len(body.Story) > shownEvents+2 {
		body.Earlier = len(body.Story) - shownEvents
		body.Story = body.Story[:shownEvents]
		body.All = v.href("/predmeti/"+string(d.Ref)) + "?istorija=sve#story"
	}
	body.Deviations, err = v.deviations(d)
	if err != nil {
		return dossierPage{}, err
	}
	for _, round := range r.rounds {
		body.Rounds = append(body.Rounds, v.roundRow(d, round))
		body.Comments += round.Comments
	}
	body.Answers, body.AnswersBy = v.answersCome(r, rest)
	return body, nil
}

// awaited returns how many signatures the present package still waits for, as an
// insider knows it; 0 where it is not before the signers.
func awaited(d store.DossierView) int {
	if d.Status != dossier.Open || len(d.Stages) == 0 {
		return 0
	}
	run := d.Stages[len(d.Stages)-1]
	prepared := slices.ContainsFunc(run.Hands, func(h store.HandView) bool { return h.Counts && h.Prepared })
	if run.Ended != nil || !prepared {
		return 0
	}
	left := 0
	for _, n := range needs(d) {
		left += max(n.Need-len(signedBy(run, n.BodyCode)), 0)
	}
	return left
}

// obstacles says what stands against each way forward.
func (v *visit) obstacles(r dossierRecord) []obstacle {
	var all []obstacle
	for _, w := range r.outlook.Ways() {
		if len(w.Unmet) == 0 || w.Outcome.LapseOnly { // which waits for nobody
			continue
		}
		o := obstacle{Way: quoted(v.title(w.Outcome.TitleSr, w.Outcome.TitleEn))}
		for _, u := range r.words.unmet(v.lang, w.Unmet) {
			o.Missing = append(o.Missing, ruleWords{Text: u.Message, Basis: u.Basis, Verified: true})
		}
		all = append(all, o)
	}
	return all
}

func (v *visit) roundRow(d store.DossierView, r store.RoundView) roundRow {
	st, _ := d.Definition.Stage(r.Stage)
	at := v.href("/predmeti/" + string(d.Ref))
	row := roundRow{No: r.No, Title: v.title(st.TitleSr, st.TitleEn), Open: r.Status == dossier.RoundOpen, From: r.LegalOpens, Until: r.LegalCloses,
		Comments: r.Comments, Answered: r.Answered, Asked: r.Answered + r.Unanswered, Late: r.Late, List: at + "/komentari?krug=" + strconv.Itoa(r.No)}
	row.Admission = v.admission(r)
	row.Closing = v.closing(d, r)
	if r.HeldUntil != nil {
		row.Held = v.t("held.note", "latest", r.HeldUntil.UTC())
	}
	if r.Report != "" {
		row.Report = at + "/izvestaji/" + strconv.Itoa(r.No)
	}
	return row
}

// actions are what anybody may do now, the first being the one that matters, and
// the address of the text as a file.
func (v *visit) actions(r dossierRecord) ([]link, string) {
	at := v.href("/predmeti/" + string(r.view.Ref))
	var all []link
	act, before := actVersions(r.packages)
	read, text := "", act
	if act > 0 {
		read = at + "/tekst/" + strconv.Itoa(act)
	}
	if n := len(r.rounds); n > 0 && r.rounds[n-1].Status == dossier.RoundOpen && takesComments(r.view) {
		round := r.rounds[n-1]
		for _, p := range r.packages {
			if p.No == round.PackageNo && p.ActHash != "" {
				read, text = at+"/tekst/"+strconv.Itoa(p.No), p.No
			} else if p.No == round.PackageNo && len(p.Documents) > 0 {
				read = documentHref(at, p.No, p.Documents[0])
			}
		}
		all = append(all, link{read, v.t("dossier.read_and_comment")})
	} else if read != "" {
		all = append(all, link{read, v.t("dossier.read")})
	}
	if before > 0 {
		all = append(all, link{fmt.Sprintf("%s/izmene?%s", at, url.Values{"od": {strconv.Itoa(before)}, "do": {strconv.Itoa(act)}}.Encode()),
			v.t("dossier.see_changes", "seen", act)})
	}
	i := slices.IndexFunc(r.packages, func(p store.PackageView) bool { return p.No == text })
	if i < 0 {
		return all, ""
	}
	return all, textFile(r.view.Ref, r.packages[i])
}

// actVersions returns the newest version that holds a text, and the newest one
// before it that holds another; zero: there is none.
func actVersions(packages []store.PackageView) (int, int) {
	var last store.PackageView
	for i := len(packages) - 1; i >= 0; i-- {
		p := packages[i]
		switch {
		case p.ActHash == "" || p.ActHash == last.ActHash:
		case last.No == 0:
			last = p
		default:
			return last.No, p.No
		}
	}
	return last.No, 0
}
