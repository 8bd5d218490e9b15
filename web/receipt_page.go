package web

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

var receiptPages = []page{
	get("/potvrde/:no", dossier.ReadPublic, (*Server).receiptPage),
	post("/potvrde/:no", dossier.HoldsReceipt, (*Server).receiptFileByKey),
	get("/potvrde/:no/datoteka", dossier.HoldsReceipt, (*Server).receiptFile),
	get("/potvrde/:no/reci", dossier.HoldsReceipt, (*Server).saidFile),
	get("/potvrde/:no/ispravka", dossier.HoldsReceipt, (*Server).correctionForm),
	{"POST", "/potvrde/:no/ispravka", dossier.HoldsReceipt, boundWords, (*Server).takeCorrection},
	get("/potvrde/:no/povlacenje", dossier.HoldsReceipt, (*Server).withdrawalForm),
	post("/potvrde/:no/povlacenje", dossier.HoldsReceipt, (*Server).takeWithdrawal),
	get("/potvrde/:no/brisanje", dossier.HoldsReceipt, (*Server).erasingForm),
	post("/potvrde/:no/brisanje", dossier.HoldsReceipt, (*Server).takeErasure),
}

// receiptPage is what a receipt shows: to anybody what became of it, to its
// author what only they may have.
type receiptPage struct {
	form
	// Legally is when it was received on the dossier's own clock; zero where that
	// shows the same time.
	Legally time.Time

	No       string
	Day      string
	Clock    string // time of day to the second
	Title    string // of the dossier
	Dossier  string // address; empty: the reader does not see it
	Version  int    // 0: likewise
	Comments []receiptComment
	Own      bool // the reader sent it, and reads all of it
	Unread   bool // what was sent is not for this reader to read yet
	Sender   sender
	Joint    jointReceipt
	Entry    int64 // in the log, from 1
	Later    int64 // entry of the last correction; 0: there is none
	Logged   bool  // else promised
	QR       qrCode
	Address  string // of this page
	Key      string // address of the log's key
	Log      string
	Next     []nextLine
	Author   bool
	Secret   string
	File     string        // address; empty: it is not for this reader
	Words    string        // address of the file of what was said; likewise, or it is erased
	History  []revisedLine // what its author did with it since
	Texts    []receiptText // what was received and what it was corrected to, oldest first; for its author, where it was corrected
	Came     string        // by which way; empty: through the system
	Gathered string        // name of the organisation that collected it; empty: it came from its author
	ScanHash string        // of what it came in, for its author
	Enter    string        // address where the next one is entered, for who enters
	Another  string        // likewise one that came in the same scan; empty: it has none
	Closing  closingWords  // of the round
	Revise   bool          // its author may, now
	Confirm  awaitedPart
	Erased   string `web:"date"` // the day on which it was; empty: it is not
	Erase    bool   // its author may
	Letter   bool   // staff entered it: who holds the secret may do neither
	Handed   bool   // it is held so that it can be printed for its author
	Given    field  // the secret, by which somebody else's browser gets the file
}

// sender is who sent a submission, and what of that is published; the zero one
// where it is not for the reader to know.
type sender struct {
	Name  string
	Named bool // Name is one that somebody gave themselves
	Notes []string
}

// receiptComment is what became of one comment.
type receiptComment struct {
	Number   int
	Href     string // empty: nobody sees it yet
	Document string
	Place    string
	Kind     string // empty: what was sent is not for this reader to read
	Quote    string
	Body     string
	Proposed string // wording
	Files    []fileLink

	Withdrawn bool
	Aside     *asideCard // how it was set aside; nil: it never was
	Contest   string     // address of the form to contest that; empty: it is not for this reader, or too late
	Statement string     // what its author said against that, for themselves alone
	Covers    []coverLine
	Earlier   []earlierText // for its author alone
	Outcome   string
	Tone      string
	Reasons   string
	Change    string           // address of the change that it led to; empty: there is none that everybody sees
	Awaited   bool             // the version with the change is not public yet
	Stands    *standingComment // in a later version; nil: nothing is known of it
}

var receiptTemplate = templateFor[receiptPage]("receipt")

// receiptPage shows a receipt to whoever knows its number.
func (s *Server) receiptPage(v *visit) (reply, error) { return s.showReceipt(v, v.carried()) }

func (s *Server) showReceipt(v *visit, f form) (reply, error) {
	r, err := s.store.Receipt(v.ctx(), v.Param("no"))
	if err != nil {
		return reply{}, err
	}
	if r.ReceiptNo != v.Param("no") {
		return redirect(v.href("/potvrde/" + r.ReceiptNo)), nil
	}
	at := r.ReceivedAt
	p := receiptPage{form: f, Given: f.field("kljuc", v.t("receipt.secret"), v.t("receipt.secret_hint")), No: r.ReceiptNo, Day: v.say.DateOf(at),
		Clock: v.say.Clock(at), Legally: legally(r.LegalAt, at), Title: r.Title, Log: r.Log, Logged: r.Leaf != nil, Key: "/ledger/key"}
	if r.Leaf != nil {
		p.Entry = *r.Leaf + 1 // people count from one
		if r.Corrected != nil {
			p.Later = *r.Corrected + 1
		}
	}
	p.Address = s.siteOf(v) + v.href("/potvrde/"+r.ReceiptNo)
	p.QR = qrOf(p.Address)
	p.Secret = v.secretOf(r.ReceiptNo)
	p.Author = p.Secret != ""
	if p.Author {
		p.File = v.href("/potvrde/" + r.ReceiptNo + "/datoteka")
	}
	p.History = v.revisedLines(r.Revisions)
	p.Revise = p.Author && p.Logged && r.Open && (r.Confirm == nil || r.Confirm.State == store.ConfirmationGiven) && slices.ContainsFunc(r.Comments, func(c store.CommentState) bool { return !c.Withdrawn && !c.Stands() })
	p.Came, p.Gathered = v.came(r.Channel, r.SentOn, r.Unregistered), r.CollectedBy
	if p.Author {
		p.ScanHash = r.ScanHash
	}
	if r.ErasedAt != nil {
		p.Erased, p.Revise = dossier.Day(*r.ErasedAt, belgrade), false
	}
	if p.Author && p.Erased == "" && (r.Confirm == nil || r.Confirm.State == store.ConfirmationGiven) {
		p.Words = v.href("/potvrde/" + r.ReceiptNo + "/reci")
	}
	if p.Words != "" && r.Corrected != nil {
		p.Texts = v.receiptTexts(r)
	}
	p.Erase = p.Author && p.Logged && p.Erased == "" && (r.Confirm == nil || r.Confirm.State != store.ConfirmationDisowned)
	if p.Author && r.Channel != dossier.OwnSite {
		p.Letter, p.Revise, p.Erase = p.Erased == "", false, false
		p.Handed = slices.ContainsFunc(v.ownReceipts(), func(own ownReceipt) bool { return own.No == r.ReceiptNo && own.Until != 0 })
	}
	p.Given.Autocomplete, p.Given.Lang = "off", "zxx"
	h := heading{Title: v.t("receipt.title"), Status: f.status()}
	round, err := s.follow(v, r, &p, &h)
	if err != nil {
		return reply{}, err
	}
	said, err := s.store.Said(v.ctx(), v.person(), r.ReceiptNo, p.Secret)
	if err != nil {
		return reply{}, err
	}
	p.Confirm = v.awaited(r.Confirm, f, p.Author, said.Email)
	state := receiptState{own: said.Own, erased: r.ErasedAt != nil, comments: r.Comments, round: round,
		corrected: slices.ContainsFunc(r.Revisions, func(n store.Revision) bool { return n.Kind == "corrected" }), asked: said.Awaited()}
	if r.Confirm != nil {
		state.confirm, state.until = r.Confirm.State, r.Confirm.Until
	}
	p.Next = v.nextLines(state.next())
	p.Joint = v.jointReceipt(said, f)
	err = v.fillSaid(said, r, &p)
	if err != nil {
		return reply{}, err
	}
	err = s.placeReceipt(v, r, &p)
	if err != nil {
		return reply{}, err
	}
	page, err := receiptTemplate.show(v, h, p)
	return page.with("Cache-Control", "private, no-store"), err
}

// placeReceipt adds where what the comments are about stands now, as far as the
// reader sees the dossier.
func (s *Server) placeReceipt(v *visit, r store.ReceiptView, p *receiptPage) error {
	if p.Version == 0 {
		return nil
	}
	packages, err := s.store.Packages(v.ctx(), v.person(), r.Ref)
	if err != nil {
		return err
	}
	comments := make([]store.CommentView, len(r.Comments))
	for i, c := range r.Comments {
		comments[i] = store.CommentView{ID: c.ID, Ref: r.Ref, PackageNo: p.Version, Quote: p.Comments[i].Quote}
	}
	stands, err := s.standings(v, r.Ref, packages, comments)
	if err != nil {
		return err
	}
	for i, c := range r.Comments {
		p.Comments[i].Stands = stands[c.ID]
	}
	return nil
}

// fillSaid adds what was sent, as far as the reader may read it.
func (v *visit) fillSaid(said store.Said, r store.ReceiptView, p *receiptPage) error {
	p.Own, p.Unread = said.Own, len(said.Comments) == 0
	if p.Unread {
		return nil
	}
	files, err := v.server.store.Attachments(v.ctx(), each(r.Comments, func(c store.CommentState) string { return c.ID }))
	if err != nil {
		return err
	}
	for i, c := range said.Comments {
		one := &p.Comments[i]
		one.Kind, one.Quote, one.Body, one.Proposed = c.Kind, c.Quote, c.Body, c.Proposed
		one.Withdrawn, one.Statement, one.Covers = c.Withdrawn, c.Contest, v.coverLines(r.Comments[i].Covers)
		if p.Author && r.Comments[i].Contestable {
			one.Contest = v.href("/potvrde/" + r.ReceiptNo + "/prigovor?komentar=" + r.Comments[i].ID)
		}
		one.Earlier = v.earlierTexts(c)
		if said.Own || !c.Hidden {
			one.Files = v.filesOf(files[r.Comments[i].ID])
		}
	}
	p.Sender = v.senderOf(said, r.ErasedAt != nil)
	return nil
}

// senderOf says who sent something and, to themselves, what of that is published; of what
// is erased, or not for the reader, nothing is said of a name.
func (v *visit) senderOf(said store.Said, erased bool) sender {
	kind := dossier.AuthorKind(said.AuthorKind)
	var who sender
	name, shown := cmp.Or(said.Organisation, said.Author), said.Own || !erased &&
		slices.ContainsFunc(said.Comments, func(c store.SaidComment) bool { return !c.Hidden })
	if !shown {
		name = ""
	}
	who.Name, who.Named = v.authorShown(said.AuthorKind, name, shown)
	if said.Disowned {
		if !said.Own {
			who.Name = v.t("claim.name_removed")
		}
		who.Notes = append(who.Notes, v.t("claim.name_removed"))
		return who
	}
	if !said.Own {
		return who
	}
	switch {
	case kind == dossier.Organisation:
		who.Notes = append(who.Notes, v.t("receipt.organisation_public"))
	case who.Named && said.PublishName:
		who.Notes = append(who.Notes, v.t("receipt.name_public"))
	case who.Named:
		who.Notes = append(who.Notes, v.t("receipt.name_kept"))
	case kind == dossier.Citizen:
		who.Name = v.t("receipt.unnamed")
	}
	if said.Email != "" {
		who.Notes = append(who.Notes, v.t("receipt.email_kept", "address", said.Email))
	}
	return who
}

// follow adds what became of the submission, and returns its round, as far as the
// reader sees the dossier.
func (s *Server) follow(v *visit, r store.ReceiptView, p *receiptPage, h *heading) (receiptRound, error) {
	round, err := s.store.Round(v.ctx(), v.person(), r.Round)
	if err != nil && dossier.CodeOf(err) == dossier.CodeNotFound {
		for _, c := range r.Comments {
			p.Comments = append(p.Comments, receiptComment{Number: c.Number, Document: c.Document, Place: upperFirst(v.say.Name("document", c.Document))})
		}
		return receiptRound{}, nil
	}
	if err != nil {
		return receiptRound{}, err
	}
	x, err := s.versionOf(v, r.Ref, round.PackageNo)
	if err != nil {
		return receiptRound{}, err
	}
	h.Rehearsal = x.dossier.Rehearsal
	h.Crumbs = v.dossierCrumbs(x.dossier.DossierRow, v.t("receipt.crumb"))
	if x.dossier.Rehearsal {
		p.Key = "/rehearsal/ledger/key"
	}
	base := "/predmeti/" + string(r.Ref)
	p.Closing = v.closing(x.dossier, round)
	if p.Came != "" && v.person() != "" && round.FinalAt == nil {
		powers, err := s.store.Powers(v.ctx(), v.person(), r.Ref)
		if err != nil {
			return receiptRound{}, err
		}
		if powers.May(dossier.AnswerComm) == nil {
			p.Enter = v.href(base + "/dopisi/unos?krug=" + strconv.Itoa(round.No))
			if r.ScanHash != "" {
				p.Another = p.Enter + "&iz=" + r.ReceiptNo
			}
		}
	}
	p.Dossier, p.Version = v.href(base), round.PackageNo
	state := receiptRound{known: true, open: round.Status == dossier.RoundOpen, ends: dossier.Day(round.LegalCloses.Add(-time.Nanosecond), belgrade)}
	if round.Report != "" {
		state.report = v.href(base + "/izvestaji/" + strconv.Itoa(round.No))
	} else {
		state.due = reportDue(x.dossier, round)
	}
	for _, c := range r.Comments {
		one := receiptComment{Number: c.Number, Document: c.Document, Place: upperFirst(v.nameOf(x, place{dossier.DocumentKind(c.Document), c.Place})),
			Outcome: c.Outcome, Tone: outcomeTones[dossier.AnswerOutcome(c.Outcome)], Reasons: c.Reasons}
		one.Aside = v.asideOf(c.AsideView, r.Ref, round.No)
		if c.SeenNo > round.PackageNo {
			one.Change = v.href(redlineHref(r.Ref, round.PackageNo, c.SeenNo, c.SeenAt))
		}
		one.Awaited = c.ChangeNo > round.PackageNo && c.SeenNo == 0
		if c.Number > 0 && (round.ShowComments || !state.open) {
			one.Href = v.href(base + "/komentari/" + strconv.Itoa(c.Number) + "?krug=" + strconv.Itoa(round.No))
		}
		p.Comments = append(p.Comments, one)
	}
	return state, nil
}

// reportDue returns the last day on which the report on a round is due, in ISO
// 8601; empty where the law sets none, or the report is no longer ahead.
func reportDue(d store.DossierView, round store.RoundView) string {
	after := false
	for _, run := range d.Stages {
		if !after || run.Kind != string(procedure.Report) {
			after = after || run.No == round.StageNo
			continue
		}
		due := ""
		for _, w := range run.Windows {
			due = max(due, w.Due)
		}
		return due
	}
	t, err := d.Remaining()
	if err != nil { // the page does without the day
		return ""
	}
	for _, stage := range t.Stages {
		if stage.Kind == procedure.Report && stage.LatestEnd != nil && *stage.LatestEnd != (calendar.Date{}) {
			return stage.LatestEnd.String()
		}
	}
	return ""
}

// secretsTried is how often one sender may try secrets.
var secretsTried = Rate{Every: 3 * time.Second, Burst: 20}

// receiptFileByKey gives the receipt file to whoever knows its secret, in any
// browser, or shows them what was sent, for as long as their session lasts. The
// secret comes in the body: addresses are kept in many places.
func (s *Server) receiptFileByKey(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	secret := strings.TrimSpace(f.value("kljuc"))
	if secret == "" {
		f.add("kljuc", v.t("receipt.secret_missing"))
		return s.showReceipt(v, f)
	}
	err = s.allow(v.ctx(), secretsTried, dossier.CodeRateLimited, "secrets", network(v.ClientIP()))
	var over *limitedError
	if errors.As(err, &over) {
		f.add("", v.n("commenting.wait", int(max(1, math.Ceil(over.wait.Seconds())))))
		r, err := s.showReceipt(v, f)
		return late(r, over.wait), err
	}
	if err != nil {
		return reply{}, err
	}
	r, err := s.store.Receipt(v.ctx(), v.Param("no"))
	if err != nil {
		return reply{}, err
	}
	if f.value("radnja") == "prikaz" {
		err = s.store.HoldsSecret(v.ctx(), r.ReceiptNo, secret)
		if err == nil {
			v.keepReceipt(r.ReceiptNo, secret)
			return redirect(v.href("/potvrde/" + r.ReceiptNo)), nil
		}
	} else {
		var file reply
		file, err = s.proofFile(v, r.ReceiptNo, secret, nil)
		if err == nil {
			return file, nil
		}
	}
	switch dossier.CodeOf(err) {
	case dossier.CodeSecretWrong:
		f.add("kljuc", v.t("receipt.secret_wrong"))
	default:
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
	}
	return s.showReceipt(v, f)
}
