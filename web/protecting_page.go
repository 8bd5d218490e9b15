package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var protectingPages = []page{
	get("/predmeti/:ref/zastita", dossier.Redact, (*Server).protectionList),
	post("/predmeti/:ref/zastita", dossier.Redact, (*Server).takeErasureOf),
	get("/predmeti/:ref/komentari/:no/zastita", dossier.Redact, (*Server).protectingPage),
	post("/predmeti/:ref/komentari/:no/zastita", dossier.Redact, (*Server).takeProtection),
	get("/predmeti/:ref/izvornik/:id", dossier.Unseal, (*Server).originalPage),
	get("/predmeti/:ref/izvornik/:id/prilog/:prilog", dossier.Unseal, (*Server).originalFile),
}

// protectingPage is where officers cover what of a comment must not be read, lift
// covers, unseal the original and erase the submission.
type protectingPage struct {
	form
	Ref      string
	Title    string
	Number   int
	At       string // address of this page
	Comment  string // address of the comment
	Card     commentCard
	Erased   bool
	Lines    []redactionLine
	Erasures []erasureLine
	Texts    []pickedText // out of which passages are picked
	Files    []pickedFile
	Name     *field // nil: no name is shown
	Ground   field
	Note     field
	Sealed   bool // something is covered
	Reason   field
	Reads    []readLine
	Claimant field
	Asked    bool // an erasure waits for a decision
}

// pickedText is a text of the comment with the field for what is covered in it.
type pickedText struct {
	Text string
	From string // id of the text
	In   field
}

// pickedFile is a file of the comment that may be covered.
type pickedFile struct {
	ID, Name string
	Checked  bool
}

// redactionLine is a redaction with what may be done with it.
type redactionLine struct {
	ID      string
	Number  int    // of the comment
	Href    string // of the page on which it is decided
	Text    string
	State   string
	Tone    string
	Words   []string // that it is to cover, while it is asked for
	Gone    bool     // another request covered them
	Steps   []stepLine
	Past    bool          // what it is about was corrected since
	Taken   int           // how many steps were taken
	Choices []protectStep // that the reader may take
	Waits   bool          // for another than the reader
	Note    field
}

type stepLine struct {
	When, Who, Text, Note string
	NoteGone              bool
}

// protectStep is a button.
type protectStep struct {
	Value, Label string
	Strong       bool
}

// erasureLine is an erasure with what may be done with it.
type erasureLine struct {
	ID      string
	Number  int    // of the comment; 0: there is none, and it is decided where it stands
	Receipt string // the number of the receipt
	Href    string
	Text    string
	Note    string
	Gone    bool // the note was forgotten
	Beside  int  // how many other letters came in its scan, while nobody decided
	Decided string
	Choices []protectStep
	Waits   bool
}

type readLine struct{ When, Who, Reason string }

var (
	protectingTemplate = templateFor[protectingPage]("protecting")
	originalTemplate   = templateFor[originalPage]("original")
)

// protected is the comment that a page is about.
type protected struct {
	debated
	comment store.CommentView
	at      string
}

func (s *Server) protected(v *visit) (protected, error) {
	no := bounded(v.Param("no"), maxNumber)
	var x protected
	var err error
	x.debated, err = s.debated(v, v.Query("krug"))
	if err != nil {
		return x, err
	}
	if no < 1 || x.round.ID == "" {
		return x, dossier.Refuse(dossier.CodeNotFound)
	}
	powers, err := s.store.Powers(v.ctx(), v.person(), x.dossier.Ref)
	if err == nil {
		err = powers.May(dossier.Redact)
	}
	if err != nil {
		return x, err
	}
	x.comment, err = s.store.CommentNumbered(v.ctx(), v.person(), x.round.ID, no)
	x.at = x.path("/komentari/" + strconv.Itoa(no) + "/zastita?krug=" + strconv.Itoa(x.round.No))
	return x, err
}

func (s *Server) protectingPage(v *visit) (reply, error) {
	x, err := s.protected(v)
	if err != nil {
		return reply{}, err
	}
	return s.showProtecting(v, x, v.carried())
}

func (s *Server) showProtecting(v *visit, x protected, f form) (reply, error) {
	c := x.comment
	p := protectingPage{form: f, Ref: string(x.dossier.Ref), Title: x.dossier.Title, Number: c.Number, At: v.href(x.at), Card: v.wholeCard(x.debated, c), Erased: c.ErasedAt != nil, Sealed: c.Covered}
	p.Comment = p.Card.Href
	redactions, err := s.store.Redactions(v.ctx(), v.person(), x.dossier.Ref, c.ID)
	if err != nil {
		return reply{}, err
	}
	for _, r := range redactions {
		p.Lines = append(p.Lines, v.redactionLine(x.dossier.Ref, r, f, p.Erased))
	}
	erasures, err := s.store.Erasures(v.ctx(), v.person(), x.dossier.Ref, c.ID)
	if err != nil {
		return reply{}, err
	}
	for _, e := range erasures {
		p.Erasures = append(p.Erasures, v.erasureLine(x.dossier.Ref, e))
		p.Asked = p.Asked || e.State == "asked"
	}
	reads, err := s.store.Unsealings(v.ctx(), v.person(), x.dossier.Ref, c.ID)
	if err != nil {
		return reply{}, err
	}
	for _, r := range reads {
		p.Reads = append(p.Reads, readLine{v.second(r.At), r.Name, r.Reason})
	}
	v.fillProtecting(c, f, &p)
	title := v.t("protecting.title", "number", c.Number)
	crumbs := v.dossierCrumbs(x.dossier.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{v.href(x.path("/zastita")), v.t("protecting.list")})
	page, err := protectingTemplate.show(v, heading{Title: title, Crumbs: crumbs, Status: f.status(), Rehearsal: x.dossier.Rehearsal}, p)
	return page.with("Cache-Control", "private, no-store"), err
}

// fillProtecting adds the fields.
func (v *visit) fillProtecting(c store.CommentView, f form, p *protectingPage) {
	for _, text := range []struct{ name, label, value string }{
		{"body", v.t("protecting.body"), c.Body}, {"proposed_text", v.t("protecting.proposed"), c.ProposedText}, {"quote", v.t("protecting.quote"), c.Quote}} {
		if text.value != "" {
			in := f.area(text.name, text.label, v.t("protecting.passages_hint"), 4, 0)
			in.Optional, in.Spell = true, false
			p.Texts = append(p.Texts, pickedText{text.value, "izvor-" + text.name, in})
		}
	}
	for _, a := range c.Attachments {
		if !a.Covered {
			p.Files = append(p.Files, pickedFile{a.ID, a.Name, slices.Contains(f.Values["file"], a.ID)})
		}
	}
	if c.Author != "" {
		name := f.box("name", v.t("protecting.name"), v.t("protecting.name_hint"))
		p.Name = &name
	}
	p.Ground = f.choice("ground", v.t("protecting.ground"), "", each(dossier.RedactionGrounds, func(g dossier.RedactionGround) option {
		return option{Value: string(g), Label: upperFirst(v.say.Name("redaction_ground", string(g))), Hint: v.say.Name("redaction_basis", string(g))}
	}))
	p.Note = f.area("note", v.t("protecting.note"), v.t("protecting.note_hint"), 3, dossier.MaxNote)
	p.Note.Optional = true
	p.Reason = f.area("reason", v.t("protecting.reason"), v.t("protecting.reason_hint"), 2, dossier.MaxNote)
	p.Claimant = f.area("claimant", v.t("protecting.claimant"), v.t("protecting.claimant_hint"), 3, dossier.MaxNote)
}

var redactionTones = map[dossier.RedactionState]string{dossier.RedactionAsked: "part", dossier.RedactionLifting: "part", dossier.RedactionLaid: "yes", dossier.RedactionRefused: "no", dossier.RedactionLifted: "no"}

func (v *visit) protectHref(ref dossier.Ref, number, round int) string {
	return v.href("/predmeti/" + string(ref) + "/komentari/" + strconv.Itoa(number) + "/zastita?krug=" + strconv.Itoa(round))
}

// redactionLine puts a redaction into words, with the steps that the reader may
// take; of what is erased there is none.
func (v *visit) redactionLine(ref dossier.Ref, r store.Redaction, f form, erased bool) redactionLine {
	var parts []string
	for _, p := range r.Parts {
		part := v.say.Name("redaction_part", string(p.Part))
		if p.Places > 1 {
			part += " (" + v.n("protecting.places", p.Places) + ")"
		}
		parts = append(parts, part)
	}
	line := redactionLine{ID: r.ID, Number: r.Number, Href: v.protectHref(ref, r.Number, r.Round), State: v.say.Name("redaction_state", string(r.State)), Tone: redactionTones[r.State], Past: r.Past, Taken: len(r.Steps),
		Text: v.t("redacting.asked", "parts", strings.Join(parts, ", "), "ground", v.say.Name("redaction_ground", string(r.Ground)))}
	if r.State == dossier.RedactionAsked && !r.Past && !erased {
		line.Words = r.Words
		line.Gone = len(r.Words) == 0 && slices.ContainsFunc(r.Parts, func(p store.CoveredPart) bool { return p.Part != dossier.WholeName })
	}
	for _, t := range r.Steps {
		line.Steps = append(line.Steps, stepLine{v.second(t.At), t.Name, v.say.Name("redaction_step", string(t.Kind)), t.Note, t.NoteGone})
	}
	line.Note = f.area("napomena-"+r.ID, v.t("protecting.step_note"), "", 2, dossier.MaxNote)
	line.Note.Optional = r.State != dossier.RedactionLaid
	mine := r.Steps[len(r.Steps)-1].Person == v.person()
	another := r.May == nil
	step := func(kind dossier.RedactionStep, label string, strong bool) {
		line.Choices = append(line.Choices, protectStep{string(kind), v.t(label), strong})
	}
	switch {
	case erased:
	case r.State == dossier.RedactionAsked && mine:
		line.Waits = true
		step(dossier.RefuseRedaction, "protecting.take_back", false)
	case r.State == dossier.RedactionAsked:
		line.Waits = !another
		if another {
			step(dossier.ConfirmRedaction, "protecting.confirm", true)
		}
		step(dossier.RefuseRedaction, "protecting.refuse", false)
	case r.State == dossier.RedactionLaid:
		step(dossier.AskLifting, "protecting.ask_lifting", false)
	case r.State == dossier.RedactionLifting && mine:
		line.Waits = true
		step(dossier.RefuseLifting, "protecting.take_back", false)
	case r.State == dossier.RedactionLifting:
		line.Waits = !another
		if another {
			step(dossier.LiftRedaction, "protecting.lift", true)
		}
		step(dossier.RefuseLifting, "protecting.refuse_lifting", false)
	}
	return line
}

func (v *visit) erasureLine(ref dossier.Ref, e store.Erasure) erasureLine {
	line := erasureLine{ID: e.ID, Number: e.Number, Receipt: e.ReceiptNo, Href: v.protectHref(ref, e.Number, e.Round), Note: e.Note, Gone: e.NoteGone}
	switch {
	case e.ByAuthor:
		line.Text = v.t("protecting.erased_by_author")
	default:
		line.Text = v.t("protecting.erasure_asked", "name", e.AskedName, "moment", v.second(e.AskedAt))
	}
	if e.DecidedAt == nil {
		line.Beside = e.Beside
	}
	switch {
	case e.DecidedAt == nil && e.AskedBy == v.person():
		line.Waits = true
		line.Choices = []protectStep{{"odustani", v.t("protecting.take_back"), false}}
	case e.DecidedAt == nil && e.May != nil:
		line.Waits = true
		line.Choices = []protectStep{{"odustani", v.t("protecting.refuse"), false}}
	case e.DecidedAt == nil:
		line.Choices = []protectStep{{"obrisi", v.t("protecting.erase_do"), true}, {"odustani", v.t("protecting.refuse"), false}}
	case e.State == "done" && e.ByAuthor:
		line.Decided = v.t("protecting.erased_at", "moment", v.second(*e.DecidedAt))
	case e.State == "done":
		line.Decided = v.t("protecting.erased_with", "name", e.Decider, "moment", v.second(*e.DecidedAt))
	default:
		line.Decided = v.t("protecting.erasure_refused", "moment", v.second(*e.DecidedAt))
	}
	return line
}

// passages returns what stands in a field, a passage on each line.
func (f form) passages(name string) []string {
	var all []string
	for line := range strings.Lines(f.value(name)) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// takeProtection does what one of the forms of the page asks for.
func (s *Server) takeProtection(v *visit) (reply, error) {
	x, err := s.protected(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	names := map[string]string{}
	done, to := "", x.at
	switch action := f.value("radnja"); action {
	case "uklanjanje":
		_, err = s.store.Redact(v.ctx(), v.person(), store.NewRedaction{Comment: x.comment.ID, Ground: dossier.RedactionGround(f.value("ground")), Note: strings.TrimSpace(f.value("note")),
			Body: f.passages("body"), Proposed: f.passages("proposed_text"), Quote: f.passages("quote"), Files: f.Values["file"], Name: f.value("name") != ""})
		done = "protecting.done_asked"
	case "otvaranje":
		var id string
		id, err = s.store.Unseal(v.ctx(), v.person(), x.comment.ID, f.value("reason"))
		to = x.path("/izvornik/" + id)
	case "brisanje":
		names["note"] = "claimant"
		err = s.store.AskErasure(v.ctx(), v.person(), x.comment.ID, f.value("claimant"))
		done = "protecting.done_erasure_asked"
	case "obrisi", "odustani":
		err = s.store.DecideErasure(v.ctx(), v.person(), f.value("id"), action == "obrisi")
		done = map[string]string{"obrisi": "protecting.done_erased", "odustani": "protecting.done_refused"}[action]
	default:
		names["note"] = "napomena-" + f.value("id")
		taken, bad := strconv.Atoi(f.value("korak"))
		if bad != nil {
			taken = -1
		}
		err = s.store.StepRedaction(v.ctx(), v.person(), f.value("id"), dossier.RedactionStep(action), taken, f.value("napomena-"+f.value("id")))
		done = protectionDone[dossier.RedactionStep(action)]
	}
	if err == nil {
		return v.to(to, done), nil
	}
	err = v.refused(&f, err, names)
	if err != nil {
		return reply{}, err
	}
	return s.showProtecting(v, x, f)
}

var protectionDone = map[dossier.RedactionStep]string{
	dossier.ConfirmRedaction: "protecting.done_confirmed", dossier.RefuseRedaction: "protecting.done_refused", dossier.AskLifting: "protecting.done_lift_asked",
	dossier.LiftRedaction: "protecting.done_lifted", dossier.RefuseLifting: "protecting.done_refused",
}

// originalPage is a comment as it was sent, for who unsealed it.
type originalPage struct {
	Title    string
	Number   int
	Back     string
	Reason   string
	Author   string
	Quote    string
	Body     string
	Proposed string
	Files    []fileLink
}

func (s *Server) originalPage(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	o, err := s.store.Unsealed(v.ctx(), v.person(), v.Param("id"))
	if err == nil && o.Ref != ref {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	if err != nil {
		return reply{}, err
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	p := originalPage{Title: d.Title, Number: o.Number, Back: v.protectHref(ref, o.Number, o.Round), Reason: o.Reason, Author: o.Author, Quote: o.Quote, Body: o.Body, Proposed: o.Proposed}
	for _, a := range o.Files {
		p.Files = append(p.Files, fileLink{Href: v.href("/predmeti/" + string(ref) + "/izvornik/" + v.Param("id") + "/prilog/" + a.ID), Name: a.Name, Size: v.size(int64(a.Size))})
	}
	title := v.t("protecting.original", "number", o.Number)
	crumbs := v.dossierCrumbs(d.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{v.href("/predmeti/" + string(ref) + "/zastita"), v.t("protecting.list")})
	page, err := originalTemplate.show(v, heading{Title: title, Crumbs: crumbs, Rehearsal: d.Rehearsal}, p)
	return page.with("Cache-Control", "private, no-store"), err
}

func (s *Server) originalFile(v *visit) (reply, error) {
	a, b, err := s.store.UnsealedFile(v.ctx(), v.person(), v.Param("id"), v.Param("prilog"))
	if err != nil {
		return reply{}, err
	}
	return download(a.Name, a.MediaType, a.SHA256(), b).with("Cache-Control", "private, no-store"), nil
}
