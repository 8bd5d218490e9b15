package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// benchDetail is one comment with the form for its answer.
type benchDetail struct {
	Card     commentCard
	Present  []string // the provision as it reads now, where no other wording is proposed
	Lang     string   // of that
	Action   string
	Draft    string
	Form     form
	Reads    int // the revision of the comment that the page shows
	Version  int // of the answer that the form replaces; 0: there is none
	Outcomes []outcomeChoice
	Outcome  field
	Reasons  field
	Change   field
	Early    field
	Open     bool   // the round runs
	Reported bool   // the report on it is out
	Final    bool   // there is no form: the dossier has ended
	Aside    bool   // there is none: the comment is set aside
	SetAside string // address of the form to propose that; empty: nothing can be proposed
	Kept     string // reasons that were typed and not saved, where there is no form
	Own      []option
	Theirs   *answerEntry // what somebody else answered meanwhile
	History  []answerEntry
	Previous string
	Next     string
}

// outcomeChoice is an outcome that a comment can have, with the key for it.
type outcomeChoice struct {
	option
	ID  string
	Key int
}

// answerEntry is a version of an answer.
type answerEntry struct {
	Version int
	Outcome string
	Tone    string
	Reasons string
	Who     string
	At      time.Time
	Change  string // address
	Early   bool
}

// ownReasons is how many of one's own earlier reasons are offered.
const ownReasons = 5

func (s *Server) benchDetail(v *visit, x seat, f form) (*benchDetail, error) {
	c, err := s.store.CommentNumbered(v.ctx(), v.person(), x.round.ID, x.number)
	if err != nil {
		return nil, err
	}
	versions, err := s.store.AnswerVersions(v.ctx(), v.person(), c.ID)
	if err != nil {
		return nil, err
	}
	own, err := s.store.OwnReasons(v.ctx(), v.person(), x.round.ID, ownReasons)
	if err != nil {
		return nil, err
	}
	d := &benchDetail{Card: v.wholeCard(x.debated, c), Action: v.href(x.address(x.state, x.offset, x.number)), Draft: answerDraft(x, x.number), Form: f,
		Reads: c.Revision, Version: c.AnswerNo, Open: x.round.Status == dossier.RoundOpen, Reported: x.round.Report != "", Final: x.final()}
	if !d.Final {
		d.Card.Answer = nil // it stands in the form
	}
	if d.Card.Wording == nil && x.act != nil {
		d.Present = lines(v.presentText(x.version, place{document: dossier.DocumentKind(c.Document), provision: c.Provision}))
		d.Lang = v.textLang(x.act.Lang)
	}
	for _, a := range versions {
		d.History = append(d.History, v.answerEntry(c, a))
	}
	if !d.Final && x.round.Report == "" && c.Outcome == "" && !c.Withdrawn && c.Ground == "" && x.powers.May(dossier.SetAside) == nil {
		d.SetAside = v.href(x.path("/komentari/" + strconv.Itoa(c.Number) + "/izuzimanje?krug=" + strconv.Itoa(x.round.No)))
	}
	d.Aside = c.Stands()
	if d.Final || d.Aside {
		d.Kept = strings.TrimSpace(f.value("razlozi"))
		return d, nil
	}
	if f.value("sukob") != "" && len(d.History) > 0 {
		d.Theirs = &d.History[0]
	}
	shown := f
	if f.Values.Has("verzija") && d.Theirs == nil { // what one has seen is what one replaces
		d.Version = bounded(f.value("verzija"), maxNumber)
	}
	if !f.Values.Has("razlozi") {
		shown = answered(c, slices.ContainsFunc(versions, func(a store.AnswerVersion) bool { return a.Early }))
		shown.Faults = f.Faults
	}
	return d, s.fillForm(v, x, c, shown, own, d)
}

// answerEntry returns a version of the answer to a comment.
func (v *visit) answerEntry(c store.CommentView, a store.AnswerVersion) answerEntry {
	entry := answerEntry{Version: a.Version, Outcome: a.Outcome, Tone: outcomeTones[dossier.AnswerOutcome(a.Outcome)], Reasons: a.Reasons, Who: a.Person, At: a.At, Early: a.Early}
	if a.ChangeNo > c.PackageNo {
		entry.Change = v.href(redlineHref(c.Ref, c.PackageNo, a.ChangeNo, a.ChangeAt))
	}
	return entry
}

// answered returns the form as the last answer fills it.
func answered(c store.CommentView, early bool) form {
	f := form{Values: map[string][]string{}}
	if c.Outcome == "" {
		return f
	}
	f.Values.Set("ishod", c.Outcome)
	f.Values.Set("razlozi", c.Reasons)
	if c.ChangeNo > 0 {
		f.Values.Set("izmena", changeValue(c.ChangeNo, c.ChangeAt))
	}
	if early {
		f.Values.Set("odmah", "1")
	}
	return f
}

func (s *Server) fillForm(v *visit, x seat, c store.CommentView, f form, own []string, d *benchDetail) error {
	d.Form = f
	var offered []option
	for _, o := range outcomes {
		if o.ValidFor(dossier.CommentKind(c.Kind)) {
			offered = append(offered, option{Value: string(o), Label: upperFirst(v.say.Name("answer_outcome", string(o)))})
		}
	}
	d.Outcome = f.choice("ishod", v.t("bench.outcome"), "", offered)
	for i, o := range d.Outcome.Options {
		id := d.Outcome.ID + "-" + strconv.Itoa(i)
		d.Outcomes = append(d.Outcomes, outcomeChoice{o, id, i + 1})
	}
	d.Reasons = f.area("razlozi", v.t("bench.reasons"), v.t("bench.reasons_hint"), 8, dossier.MaxReasons)
	changes, err := s.changeOptions(v, x, f.value("izmena"))
	if err != nil {
		return err
	}
	d.Change = f.choice("izmena", v.t("bench.change"), v.t("bench.change_hint"), changes)
	d.Change.Optional = true
	d.Early = f.box("odmah", v.t("bench.early"), v.t("bench.early_hint"))
	for i, text := range own {
		d.Own = append(d.Own, option{Value: strconv.Itoa(i), Label: oneLineOf(text)})
	}
	return nil
}

// answerByForm answers a comment, or puts earlier reasons into the form.
func (s *Server) answerByForm(v *visit) (reply, error) {
	x, err := s.seat(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	if x.round.ID == "" || x.number == 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	c, err := s.store.CommentNumbered(v.ctx(), v.person(), x.round.ID, x.number)
	if err != nil {
		return reply{}, err
	}
	if x.final() {
		_, text := v.say.Problem(string(dossier.CodeAnswersFinal), nil)
		f.add("", text)
		return s.showBench(v, x, f)
	}
	if f.value("korak") == "umetni" {
		return s.insertReasons(v, x, f)
	}
	n := store.NewAnswer{Comment: c.ID, Revision: bounded(f.value("glasi"), maxNumber), Version: bounded(f.value("verzija"), maxNumber), Outcome: dossier.AnswerOutcome(f.value("ishod")),
		Reasons: f.value("razlozi"), Early: f.value("odmah") != "" && x.round.Status == dossier.RoundOpen}
	n.ChangeNo, n.ChangeAt, err = changeChosen(f.value("izmena"))
	if n.Outcome == "" {
		f.add("ishod", v.t("bench.outcome_missing"))
	}
	if strings.TrimSpace(n.Reasons) == "" {
		f.add("razlozi", v.t("bench.reasons_missing"))
	}
	if !f.ok() {
		return s.showBench(v, x, f)
	}
	if err == nil {
		_, err = s.store.Answer(v.ctx(), v.person(), n)
	}
	if err != nil {
		if dossier.CodeOf(err) == dossier.CodeAnswerConflict {
			f.Values.Set("sukob", "1")
		}
		err = v.again(&f, err, map[string]string{string(dossier.CodeReasonsRequired): "razlozi", "reasons": "razlozi", string(dossier.CodeAnswerOutcome): "ishod",
			string(dossier.CodeProvisionUnknown): "izmena"})
		if err != nil {
			return reply{}, err
		}
		return s.showBench(v, x, f)
	}
	next := x.filter
	next.Outcome = store.Unanswered
	behind, err := s.store.CommentBehind(v.ctx(), v.person(), next, x.number)
	if err != nil {
		return reply{}, err
	}
	to := x.address(benchWaiting, 0, behind) + "&sacuvano=" + strconv.Itoa(x.number)
	if behind > 0 {
		to += "#odgovor"
	}
	return v.to(to, "bench.saved", "number", x.number), nil
}

// insertReasons puts reasons that the visitor gave before into the form.
func (s *Server) insertReasons(v *visit, x seat, f form) (reply, error) {
	own, err := s.store.OwnReasons(v.ctx(), v.person(), x.round.ID, ownReasons)
	if err != nil {
		return reply{}, err
	}
	i := bounded(f.value("gotovo"), len(own))
	if i < len(own) {
		written := strings.TrimRight(f.value("razlozi"), "\n ")
		if written != "" {
			written += "\n\n"
		}
		f.Values.Set("razlozi", written+own[i])
	}
	return s.showBench(v, x, f)
}
