package web

import (
	"net/url"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// The links in e-mail carry a token; who speaks for an organisation of the register
// comes by the id of the invitation, signed in. Following a link changes nothing.
var cosigningPages = []page{
	get("/zajednicki-podnesak/:token", dossier.HoldsReceipt, (*Server).cosigningPage),
	post("/zajednicki-podnesak/:token", dossier.HoldsReceipt, (*Server).takeSignature),
	get("/zajednicki-podnesak/:token/prilozi/:id", dossier.HoldsReceipt, (*Server).cosigningFile),
	post("/potvrde/:no/pozivi", dossier.HoldsReceipt, (*Server).askCosigner),
}

// cosigningPage is where an organisation signs what others sent, or declines.
type cosigningPage struct {
	form
	Token    string
	Title    string // of the dossier
	Text     string // address where what the comments are about is read
	Name     string
	Number   string // of the organisation in the register
	State    string // store.CosignerState, or erased, over, gone, promised or covered
	At       string // when it signed, declined or took its signature back
	Signed   bool   // its signature stands
	Entry    int64  // of the signature in the log, from 1; 0: none stands
	Until    time.Time
	Receipt  string // its number
	Received string
	From     string
	Named    bool // From is a name that somebody gave themselves
	Others   []signatoryLine
	Comments []cosignedComment
	Revision int // with what is read here

	Mandate bool   // who speaks for the organisation signs, and the reader does not
	SignIn  string // address; empty: the reader is signed in
	Ask     string // address where one asks to speak for it
	Sign    bool   // the reader may, now; likewise the two below
	Decline bool
	Back    bool // the signature can be withdrawn
}

// cosignedComment is one comment of what is signed.
type cosignedComment struct {
	Place, Kind, Quote, Body, Proposed string

	Files []fileLink
	Gone  bool // its author took it back, or it is hidden
}

var cosigningTemplate = templateFor[cosigningPage]("cosigning")

func (v *visit) invitation() store.Invitation {
	return store.Invitation{Key: v.Param("token"), Person: v.person()}
}

// cosigningPage shows what is to be signed, or how it stands.
func (s *Server) cosigningPage(v *visit) (reply, error) { return s.showCosigning(v, v.carried()) }

func (s *Server) showCosigning(v *visit, f form) (reply, error) {
	to, err := s.store.ToSign(v.ctx(), v.invitation())
	if err != nil {
		return reply{}, err
	}
	p := v.cosigning(to, f)
	p.Comments, p.Text, err = s.whatIsSigned(v, to)
	if err != nil {
		return reply{}, err
	}
	page, err := cosigningTemplate.show(v, heading{Title: v.t("cosigning.title"), Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: v.t("cosigning.crumb")}}, Status: f.status()}, p)
	return page.with("Cache-Control", "private, no-store"), err
}

// cosigning decides what the reader may do, and says how it stands.
func (v *visit) cosigning(to store.ToSign, f form) cosigningPage {
	p := cosigningPage{form: f, Token: v.Param("token"), Title: to.Title, Name: to.Name, Number: to.RegisterNo, State: string(to.State), Until: to.Closes,
		Receipt: to.ReceiptNo, Received: v.second(to.ReceivedAt), Revision: to.Revision, Entry: to.Leaf + 1}
	p.Signed = to.State == store.CosignerSigned || to.State == store.CosignerEarlier
	if !to.At.IsZero() {
		p.At = v.second(to.At)
	}
	p.From, p.Named = v.author(to.AuthorKind, to.Author)
	p.Others = v.signatoryLines(to.Signed)
	runs := !to.Erased && !to.Over
	p.Back = runs && p.Signed
	p.Sign = runs && !to.Gone && to.State != store.CosignerSigned
	p.Decline = p.Sign && to.State != store.CosignerDeclined
	switch {
	case to.Erased:
		p.State, p.Others = "erased", nil
	case to.Over:
		p.State = "over"
	case to.Gone:
		p.State = "gone"
	case p.Sign && to.Promised:
		p.State, p.Sign = "promised", false
	case p.Sign && to.Covered:
		p.State, p.Sign = "covered", false
	}
	if to.Mandate && !to.Speaks && (p.Sign || p.Back) {
		p.Mandate, p.Sign, p.Back = true, false, false
		if v.person() == "" {
			p.SignIn = v.href("/prijava?dalje=" + url.QueryEscape(v.href("/zajednicki-podnesak/"+v.Param("token"))))
		} else {
			p.Ask = v.href("/organizacije/ovlascenje?broj=" + to.RegisterNo)
		}
	}
	return p
}

// whatIsSigned returns the comments that are signed, and where what they are about is read,
// where the reader sees the dossier.
func (s *Server) whatIsSigned(v *visit, to store.ToSign) ([]cosignedComment, string, error) {
	if len(to.Comments) == 0 {
		return nil, "", nil
	}
	name := func(c store.CommentState) string { return v.say.Name("document", c.Document) }
	text := ""
	x, err := s.versionOf(v, to.Ref, to.PackageNo)
	switch {
	case err == nil:
		text = v.readHref(x)
		name = func(c store.CommentState) string {
			return v.nameOf(x, place{dossier.DocumentKind(c.Document), c.Place})
		}
	case dossier.CodeOf(err) != dossier.CodeNotFound:
		return nil, "", err
	}
	files, err := s.store.Attachments(v.ctx(), each(to.Places, func(c store.CommentState) string { return c.ID }))
	if err != nil {
		return nil, "", err
	}
	var all []cosignedComment
	for i, c := range to.Comments {
		one := cosignedComment{Place: upperFirst(name(to.Places[i])), Kind: c.Kind, Quote: c.Quote, Body: c.Body, Proposed: c.Proposed, Gone: c.Hidden}
		if !c.Hidden {
			one.Files = v.filesOf(files[to.Places[i].ID])
			for k, f := range one.Files {
				if f.Href != "" {
					one.Files[k].Href = v.href("/zajednicki-podnesak/" + v.Param("token") + f.Href)
				}
			}
		}
		all = append(all, one)
	}
	return all, text, nil
}

// takeSignature signs, takes a signature back, or declines.
func (s *Server) takeSignature(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	switch f.value("radnja") {
	case "potpis":
		revision, bad := strconv.Atoi(f.value("tekst"))
		if bad != nil {
			revision = -1 // no text is that
		}
		err = s.store.Cosign(v.ctx(), v.invitation(), revision)
	case "povlacenje":
		err = s.store.TakeSignatureBack(v.ctx(), v.invitation())
	case "odbijanje":
		err = s.store.Decline(v.ctx(), v.invitation())
	default:
		f.add("", v.t("cosigning.nothing"))
		return s.showCosigning(v, f)
	}
	if err != nil {
		status := statusOf(problemOf(err).code)
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		page, err := s.showCosigning(v, f)
		page.status = status
		return page, err
	}
	return v.to("/zajednicki-podnesak/"+v.Param("token"), ""), nil
}

// cosigningFile gives a file of what is signed to whoever is asked to sign it.
func (s *Server) cosigningFile(v *visit) (reply, error) {
	a, b, err := s.store.FileToSign(v.ctx(), v.invitation(), v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	return download(a.Name, a.MediaType, a.SHA256(), b).with("Cache-Control", "private, no-store"), nil
}

// signatoryLine is an organisation that signed, as a page names it.
type signatoryLine struct {
	Name    string
	Number  string
	When    string
	How     string
	Earlier bool
}

func (v *visit) signatoryNames(all []store.Signatory) []string {
	return each(all, func(s store.Signatory) string {
		if s.Mandated {
			return s.Name
		}
		return s.Name + " (" + v.t("joint.not_registered") + ")"
	})
}

func (v *visit) signatoryLines(all []store.Signatory) []signatoryLine {
	return each(all, func(s store.Signatory) signatoryLine {
		line := signatoryLine{Name: s.Name, Number: s.RegisterNo, Earlier: s.Earlier, When: v.t("joint.at", "moment", v.second(s.At)), How: v.t("joint.by_address")}
		if s.Mandated {
			line.How = v.t("joint.by_mandate")
		}
		if s.Earlier {
			line.When = v.t("joint.earlier_at", "moment", v.second(s.At))
		}
		return line
	})
}
