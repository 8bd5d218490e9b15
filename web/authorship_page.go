package web

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var authorshipPages = []page{
	get("/predmeti/:ref/komentari/:no/nije-moje", dossier.ReadPublic, (*Server).disownPage),
	post("/predmeti/:ref/komentari/:no/nije-moje", dossier.ReadPublic, (*Server).disownByForm),
	get("/predmeti/:ref/osporena-imena", dossier.SettleAuthorship, (*Server).authorshipCasesPage),
	get("/predmeti/:ref/osporena-imena/:id", dossier.SettleAuthorship, (*Server).authorshipCasePage),
	post("/predmeti/:ref/osporena-imena/:id", dossier.SettleAuthorship, (*Server).authorshipByForm),
}

// claims is how often one sender may say that they did not write something.
var claims = Rate{Every: 3 * time.Minute, Burst: 10}

// disowning is the form of somebody who did not write what stands under their name.
type disowning struct {
	form
	Action    string
	Back      string
	Number    int
	Published string // the name
	Name      field
	Contact   field
	Statement field
}

var disowningTemplate = templateFor[disowning]("disowning")

// disowned reads the comment that the address names; refused name_not_shown where
// no name stands with it.
func (s *Server) disowned(v *visit) (setAt, error) {
	x, err := s.debated(v, v.Query("krug"))
	if err != nil {
		return setAt{}, err
	}
	no := bounded(v.Param("no"), maxNumber)
	if x.round.ID == "" || no == 0 {
		return setAt{}, dossier.Refuse(dossier.CodeNotFound)
	}
	c, err := s.store.CommentNumbered(v.ctx(), v.person(), x.round.ID, no)
	if err == nil && c.Author == "" {
		err = dossier.Refuse(dossier.CodeNameNotShown)
	}
	return setAt{x, c}, err
}

// disownPath is the address of the form, behind the language.
func disownPath(ref dossier.Ref, number, round int) string {
	return "/predmeti/" + string(ref) + "/komentari/" + strconv.Itoa(number) + "/nije-moje?krug=" + strconv.Itoa(round)
}

func (s *Server) disownPage(v *visit) (reply, error) {
	x, err := s.disowned(v)
	if err != nil {
		return reply{}, err
	}
	return v.showDisowning(x, v.carried())
}

func (v *visit) showDisowning(x setAt, f form) (reply, error) {
	p := disowning{form: f, Action: v.href(disownPath(x.dossier.Ref, x.comment.Number, x.round.No)), Back: v.href(commentPath(x.dossier.Ref, x.comment.Number, x.round.No)),
		Number: x.comment.Number, Published: x.comment.Author}
	p.Name = f.field("ime", v.t("claim.name"), v.t("claim.name_hint"))
	p.Name.Autocomplete = "name"
	p.Contact = f.field("kontakt", v.t("claim.contact"), v.t("claim.contact_hint"))
	p.Contact.Autocomplete = "email"
	p.Statement = f.area("izjava", v.t("claim.statement"), v.t("claim.statement_hint"), 6, dossier.MaxClaimStatement)
	title := v.t("claim.title")
	crumbs := v.dossierCrumbs(x.dossier.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{p.Back, v.t("comments.single", "number", x.comment.Number)})
	page, err := disowningTemplate.show(v, heading{Title: title, Crumbs: crumbs, Rehearsal: x.dossier.Rehearsal, Status: f.status()}, p)
	return page.with("Cache-Control", "private, no-store"), err
}

// claimFields are the fields of the form, by what is refused.
var claimFields = map[string]string{"name": "ime", "contact": "kontakt", "statement": "izjava"}

func (s *Server) disownByForm(v *visit) (reply, error) {
	x, err := s.disowned(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	n := dossier.Claim{Comment: x.comment.ID, Name: f.value("ime"), Contact: f.value("kontakt"), Statement: f.value("izjava"), Lang: string(v.lang)}
	err = n.Check()
	if err == nil {
		err = s.allow(v.ctx(), claims, dossier.CodeRateLimited, "claims", network(v.ClientIP()))
	}
	var over *limitedError
	if errors.As(err, &over) {
		f.add("", v.n("commenting.wait", int(max(1, math.Ceil(over.wait.Seconds())))))
		r, err := v.showDisowning(x, f)
		return late(r, over.wait), err
	}
	if err == nil {
		err = s.store.Disown(v.ctx(), v.person(), n)
	}
	if err == nil {
		return v.to(commentPath(x.dossier.Ref, x.comment.Number, x.round.No), "claim.taken"), nil
	}
	err = v.again(&f, err, claimFields)
	if err != nil {
		return reply{}, err
	}
	return v.showDisowning(x, f)
}

// authorshipList is the cases of a dossier.
type authorshipList struct {
	Work  workplace
	Tabs  []navigation
	Rows  []authorshipRow
	First string
	Next  string
}

type authorshipRow struct {
	Href      string
	Number    int
	Published string
	When      time.Time
	State     string
	Tone      string
}

var authorshipListTemplate = templateFor[authorshipList]("authorship_cases")

func authorshipPath(ref dossier.Ref) string { return "/predmeti/" + string(ref) + "/osporena-imena" }

func (s *Server) authorshipCasesPage(v *visit) (reply, error) {
	d, p, err := s.worksOn(v, dossier.SettleAuthorship)
	if err != nil {
		return reply{}, err
	}
	decided, at := v.Query("stanje") == "reseno", authorshipPath(d.Ref)
	rows, next, err := s.store.AuthorshipCases(v.ctx(), v.person(), d.Ref, decided, store.Page{Cursor: v.Query("posle"), Limit: commentsOnList})
	if err != nil {
		return reply{}, err
	}
	body := authorshipList{Work: v.workplace(d.DossierRow, p, "/osporena-imena"), Rows: each(rows, func(c store.AuthorshipCase) authorshipRow {
		row := authorshipRow{Href: v.href(at + "/" + c.ID), Number: c.Number, Published: c.Published, When: c.OpenedAt}
		row.State, row.Tone = v.authorshipState(c)
		return row
	}), Tabs: []navigation{{link: link{v.href(at), v.t("claim.tab_open")}, Current: !decided}, {link: link{v.href(at + "?stanje=reseno"), v.t("claim.tab_decided")}, Current: decided}}}
	query := "?stanje="
	if decided {
		query = "?stanje=reseno"
	}
	if v.Query("posle") != "" {
		body.First = v.href(at + query)
	}
	if next != "" {
		body.Next = v.href(at + query + "&posle=" + next)
	}
	title := v.t("claim.cases")
	page, err := authorshipListTemplate.show(v, heading{Title: title, Crumbs: v.draftingCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal}, body)
	return page.with("Cache-Control", "private, no-store"), err
}

// authorshipState says in words where a case stands, and the tone of its tag.
func (v *visit) authorshipState(c store.AuthorshipCase) (string, string) {
	switch {
	case c.Decision == "taken_down":
		return v.t("claim.state.taken_down"), "yes"
	case c.Decision == "refused":
		return v.t("claim.state.refused"), "no"
	case c.Method != "":
		return v.t("claim.state.verified"), "part"
	}
	return v.t("claim.state.opened"), "part"
}

// authorshipPage is one case with the forms to verify the claimant and to decide.
type authorshipPage struct {
	form
	Action   string
	Href     string // of the comment
	Case     authorshipCase
	State    string
	Tone     string
	Verify   bool
	TakeDown bool
	Refuse   bool
	Method   field
	Note     field
	Reasons  field
}

// authorshipCase is what a case holds, in words.
type authorshipCase struct {
	Number     int
	Comments   int
	Body       string
	Published  string
	Opened     time.Time
	Name       string
	Contact    string
	Statement  string
	Erased     bool // what the claimant gave
	Method     string
	Note       string
	NoteGone   bool
	VerifiedBy string
	VerifiedAt *time.Time
	Reasons    string
	DecidedBy  string
	DecidedAt  *time.Time
}

var authorshipTemplate = templateFor[authorshipPage]("authorship_case")

func (s *Server) authorshipCasePage(v *visit) (reply, error) { return s.showAuthorship(v, v.carried()) }

func (s *Server) showAuthorship(v *visit, f form) (reply, error) {
	d, _, err := s.worksOn(v, dossier.SettleAuthorship)
	if err != nil {
		return reply{}, err
	}
	c, err := s.store.AuthorshipCase(v.ctx(), v.person(), d.Ref, v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	p := authorshipPage{form: f, Action: v.href(authorshipPath(d.Ref) + "/" + c.ID), Href: v.href(commentPath(d.Ref, c.Number, c.RoundNo)),
		Case: authorshipCase{Number: c.Number, Comments: c.Comments, Body: c.Body, Published: c.Published, Opened: c.OpenedAt, Name: c.Name, Contact: c.Contact, Statement: c.Statement,
			Erased: c.Name == "", Method: string(c.Method), Note: c.Note, NoteGone: c.NoteGone, VerifiedBy: c.VerifiedBy, VerifiedAt: c.VerifiedAt, Reasons: c.Reasons, DecidedBy: c.DecidedBy, DecidedAt: c.DecidedAt}}
	p.State, p.Tone = v.authorshipState(c)
	p.Verify, p.TakeDown, p.Refuse = c.Decision == "" && c.Method == "", c.Decision == "" && c.Method != "", c.Decision == ""
	p.Method = f.choice("nacin", v.t("claim.method"), "", each(dossier.Verifications, func(m dossier.Verification) option {
		return option{Value: string(m), Label: upperFirst(v.say.Name("verification", string(m)))}
	}))
	p.Note = f.area("beleska", v.t("claim.note"), v.t("claim.note_hint"), 3, dossier.MaxReason)
	p.Reasons = f.area("razlozi", v.t("claim.reasons"), v.t("claim.reasons_hint"), 4, dossier.MaxReasons)
	p.Reasons.Optional = true
	title := v.t("claim.case", "number", c.Number)
	crumbs := v.draftingCrumbs(d.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{v.href(authorshipPath(d.Ref)), v.t("claim.cases")})
	page, err := authorshipTemplate.show(v, heading{Title: title, Crumbs: crumbs, Rehearsal: d.Rehearsal, Status: f.status()}, p)
	return page.with("Cache-Control", "private, no-store"), err
}

// authorshipByForm takes down how the claimant was verified, or what is decided.
func (s *Server) authorshipByForm(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.SettleAuthorship)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	id, done := v.Param("id"), ""
	switch f.value("radnja") {
	case "provera":
		done, err = "claim.was_verified", s.store.VerifyClaimant(v.ctx(), v.person(), id, dossier.Verification(f.value("nacin")), f.value("beleska"))
	case "uklanjanje":
		done, err = "claim.was_taken_down", s.store.SettleAuthorship(v.ctx(), v.person(), id, true, f.value("razlozi"))
	case "odbijanje":
		done, err = "claim.was_refused", s.store.SettleAuthorship(v.ctx(), v.person(), id, false, f.value("razlozi"))
	default:
		f.add("", v.t("aside.nothing_chosen"))
		return s.showAuthorship(v, f)
	}
	if err == nil {
		return v.to(authorshipPath(d.Ref)+"/"+id, done), nil
	}
	err = v.again(&f, err, map[string]string{"method": "nacin", "note": "beleska", "reasons": "razlozi"})
	if err != nil {
		return reply{}, err
	}
	return s.showAuthorship(v, f)
}
