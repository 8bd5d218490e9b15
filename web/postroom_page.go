package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// postroomPages are where staff enter what came on paper, by e-mail or at a
// hearing, and say that all of it is in.
var postroomPages = concat(
	[]page{
		get("/predmeti/:ref/dopisi", dossier.AnswerComm, (*Server).postroomPage),
		get("/predmeti/:ref/dopisi/unos", dossier.AnswerComm, (*Server).entryForm),
		{"POST", "/predmeti/:ref/dopisi/unos", dossier.AnswerComm, boundAttachment, (*Server).takeEntry},
		post("/predmeti/:ref/dopisi/potvrda", dossier.AnswerComm, (*Server).printReceipt),
		post("/predmeti/:ref/dopisi/:no/zatvaranje-skena", dossier.AnswerComm, (*Server).closeScan),
		get("/predmeti/:ref/dopisi/:no/ispravka", dossier.AnswerComm, (*Server).entryCorrection),
		{"POST", "/predmeti/:ref/dopisi/:no/ispravka", dossier.AnswerComm, boundAttachment, (*Server).takeEntryCorrection},
		get("/predmeti/:ref/dopisi/sve-uneto", dossier.AnswerComm, (*Server).declarationPage),
		post("/predmeti/:ref/dopisi/sve-uneto", dossier.AnswerComm, (*Server).declareFinal),
	},
)

// postroomList is what was entered into a round.
type postroomList struct {
	Form    form // of a receipt that could not be printed
	Work    workplace
	Round   int // 0: there is none
	Rounds  []option
	At      string // address of the page, for the choice of a round
	Closing closingWords
	Due     string `web:"date"` // last day on which what is entered counts as sent in time
	Counts  []cameRow
	Enter   string // address of the form; empty: nothing is entered any more
	Declare string // address; empty: there is nothing to declare
	Rows    []entryRow
	First   string
	Next    string
}

// cameRow is how much came by one channel.
type cameRow struct {
	Channel     dossier.Channel
	Submissions int
	Comments    int
}

// entryRow is one entry.
type entryRow struct {
	ReceiptNo   string
	Receipt     string // address
	Came        string
	Arrived     string `web:"date"`
	Who         string
	Named       bool
	Published   bool // Who is shown to everybody
	Comments    int
	List        link // to its first comment
	By          string
	At          time.Time
	Late        bool
	Corrections int
	Correct     string // address; empty: nothing is corrected any more
	Another     string // address where another letter from its scan is entered; empty: it has none, or nothing is entered any more
	Scan        *scanned
}

// scanned is the scan of an entry.
type scanned struct {
	fileLink
	Hash   string
	State  string // who sees it; empty: who handles the round
	Close  string // address; empty: it is not public
	Beside int    // how many other letters came in it
}

var postroomTemplate = templateFor[postroomList]("postroom")

// postroom is a visitor who handles a round.
type postroom struct {
	debated
	powers store.Powers
}

// postroom reads the round that is handled: the one that is named, or the last. It
// refuses who may not answer its comments.
func (s *Server) postroom(v *visit, round string) (postroom, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return postroom{}, err
	}
	x := postroom{}
	x.powers, err = s.store.Powers(v.ctx(), v.person(), ref)
	if err != nil {
		return x, err
	}
	err = x.powers.May(dossier.AnswerComm)
	if err != nil {
		return x, err
	}
	x.debated, err = s.debated(v, round)
	return x, err
}

// inRound is postroom of a round that there must be.
func (s *Server) inRound(v *visit, round string) (postroom, error) {
	x, err := s.postroom(v, round)
	if err == nil && x.round.ID == "" {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	return x, err
}

// at returns the address of a page of the postroom, behind the language.
func (x postroom) at(rest string) string {
	return x.path("/dopisi" + rest + "?krug=" + strconv.Itoa(x.round.No))
}

// lastDay returns the last day on which something counts as sent in time.
func (x postroom) lastDay() string {
	return dossier.Day(x.round.LegalCloses.Add(-time.Nanosecond), belgrade)
}

func (v *visit) postroomCrumbs(x postroom, here string) []link {
	crumbs := v.draftingCrumbs(x.dossier.DossierRow, here)
	return slices.Insert(crumbs, len(crumbs)-1, link{v.href(x.at("")), v.t("postroom.title")})
}

// postroomPage lists what was entered into a round.
func (s *Server) postroomPage(v *visit) (reply, error) {
	x, err := s.postroom(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	return s.showPostroom(v, x, form{})
}

func (s *Server) showPostroom(v *visit, x postroom, f form) (reply, error) {
	title := v.t("postroom.title")
	h := heading{Title: title, Crumbs: v.draftingCrumbs(x.dossier.DossierRow, title), Rehearsal: x.dossier.Rehearsal, Status: f.status()}
	body := postroomList{Form: f, Work: v.workplace(x.dossier.DossierRow, x.powers, "/dopisi"), At: v.href(x.path("/dopisi"))}
	if x.round.ID == "" {
		return postroomTemplate.show(v, h, body)
	}
	counts, err := s.store.ChannelCounts(v.ctx(), x.round)
	if err != nil {
		return reply{}, err
	}
	rows, next, err := s.store.Entries(v.ctx(), v.person(), x.round.ID, store.Page{Cursor: v.Query("posle"), Limit: commentsOnList})
	if err != nil {
		return reply{}, err
	}
	r := x.round
	body.Round, body.Due, body.Closing = r.No, x.lastDay(), v.closing(x.dossier, r)
	if len(x.all) > 1 {
		for _, other := range x.all {
			body.Rounds = append(body.Rounds, option{Value: strconv.Itoa(other.No), Label: v.stageOf(x.debated, other), Checked: other.No == r.No})
		}
	}
	for _, c := range counts {
		body.Counts = append(body.Counts, cameRow(c))
	}
	if r.FinalAt == nil {
		body.Enter = v.href(x.at("/unos"))
		if r.Status == dossier.RoundClosed {
			body.Declare = v.href(x.at("/sve-uneto"))
		}
	}
	for _, e := range rows {
		body.Rows = append(body.Rows, v.entryRow(x, e))
	}
	if v.Query("posle") != "" {
		body.First = v.href(x.at(""))
	}
	if next != "" {
		body.Next = v.href(x.at("") + "&posle=" + next)
	}
	return postroomTemplate.show(v, h, body)
}

// entryRow puts an entry into words.
func (v *visit) entryRow(x postroom, e store.EntryView) entryRow {
	row := entryRow{ReceiptNo: e.ReceiptNo, Receipt: v.href("/potvrde/" + e.ReceiptNo), Came: v.came(e.Channel, e.SentOn, e.Unregistered), Arrived: e.ArrivedOn, Comments: e.Comments,
		By: v.say.Serbian(e.EnteredBy), At: e.EnteredAt, Late: e.Late, Corrections: e.Corrections, Published: e.PublishName || e.Organisation != "" || e.Unregistered}
	name := e.Author
	if e.Organisation != "" {
		name = e.Organisation
	}
	row.Who, row.Named = v.author(e.AuthorKind, name)
	row.List = link{v.href(x.path("/komentari/" + strconv.Itoa(e.Number) + "?krug=" + strconv.Itoa(x.round.No))), v.t("comment.number", "number", e.Number)}
	if x.round.FinalAt == nil {
		row.Correct = v.href(x.at("/" + e.ReceiptNo + "/ispravka"))
	}
	row.Scan = v.scanOf(x, e)
	if row.Scan != nil && x.round.FinalAt == nil {
		row.Another = v.href(x.at("/unos") + "&iz=" + e.ReceiptNo)
	}
	return row
}

// scanOf shows the scan of an entry; nil where there is none.
func (v *visit) scanOf(x postroom, e store.EntryView) *scanned {
	if e.Scan == nil {
		return nil
	}
	at := scanned{fileLink: fileLink{Href: scanHref(e.ScanID), Name: e.Scan.Name, Size: v.size(int64(e.Scan.Size))}, Hash: e.Scan.SHA256(), Beside: e.ScanBeside}
	switch {
	case e.ScanShown:
		at.State = v.t("postroom.scan_shown")
	case e.ScanClosedAt != nil:
		at.State = v.t("postroom.scan_closed", "moment", v.say.DateOf(*e.ScanClosedAt), "person", e.ScanClosedBy)
	case e.ScanPublic:
		at.State = v.t("postroom.scan_not_shown")
	}
	if e.ScanPublic && e.ScanClosedAt == nil {
		at.Close = v.href(x.at("/" + e.ReceiptNo + "/zatvaranje-skena"))
	}
	return &at
}

// closeScan takes a scan back from everybody but who handles the round.
func (s *Server) closeScan(v *visit) (reply, error) {
	x, err := s.inRound(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.CloseScan(v.ctx(), v.person(), v.Param("no"))
	if err != nil {
		return reply{}, err
	}
	return v.to(x.at(""), "postroom.scan_closing"), nil
}

func scanHref(id string) string { return "/skenovi/" + id }

// came says by which way something came that did not come through the system, and
// when it was sent, and whether it is of an organisation that is not in the register;
// empty: it came through the system.
func (v *visit) came(c dossier.Channel, sent string, unregistered bool) string {
	if c == dossier.OwnSite || c == "" || sent == "" {
		return ""
	}
	came := v.t("came."+string(c), "day", sent)
	if unregistered {
		came += "; " + v.t("came.unregistered")
	}
	return came
}

// printReceipt shows the receipt of an entry as its author is to have it.
func (s *Server) printReceipt(v *visit) (reply, error) {
	x, err := s.inRound(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	_, _, secret, err := s.store.EntryOf(v.ctx(), v.person(), f.value("potvrda"))
	if err != nil {
		f.add("", v.t("postroom.no_receipt"))
		return s.showPostroom(v, x, f)
	}
	err = v.handReceipt(f.value("potvrda"), secret)
	if err != nil {
		return reply{}, err
	}
	return v.to("/potvrde/"+f.value("potvrda"), ""), nil
}

// closingWords say how far a round is closed; the zero one: it runs.
type closingWords struct {
	Tag  string
	Tone string // class of the tag
	Text string
	Late string // that the term for the report has passed and nobody has declared; empty: it is not so
}

// closing says how far a round is closed.
func (v *visit) closing(d store.DossierView, r store.RoundView) closingWords {
	switch {
	case r.Status != dossier.RoundClosed:
		return closingWords{}
	case r.FinalAt == nil:
		w := closingWords{Tag: v.t("closing.provisional"), Tone: "part", Text: v.t("closing.provisional_text") + " " + v.t("closing.waits_portal")}
		if due := reportDue(d, r); r.Report == "" && due != "" && due < dossier.Day(d.LegalNow, belgrade) {
			w.Late = v.t("closing.undeclared_late", "day", due)
		}
		return w
	case r.Declared:
		return v.finalWords(r.DeclaredAt, r.DeclaredBy, r.Portal)
	}
	return closingWords{Tag: v.t("closing.final"), Tone: "part", Text: v.t("closing.undeclared_text", "moment", v.say.DateOf(*r.FinalAt))}
}

// finalWords say who declared, and when, that everything is in; the instant may be
// nil, and the rest empty, where it was not put down.
func (v *visit) finalWords(at *time.Time, by, portal string) closingWords {
	w := closingWords{Tag: v.t("closing.final"), Tone: "yes"}
	if at != nil {
		w.Text = v.t("closing.final_text", "moment", v.say.DateOf(*at))
	}
	if by != "" {
		w.Text += " " + v.t("closing.by", "person", by)
	}
	if portal != "" {
		w.Text += " " + v.t("closing.portal_"+portal)
	}
	return w
}
