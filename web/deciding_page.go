package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// deciding is the page on which a matter is prepared, signed, returned or
// rejected, in its fixed order: what is asked, what has changed, what was checked,
// what follows, the decision.
type deciding struct {
	Subject    subject
	Form       form
	Asking     asking
	Package    string
	Title      string
	Asker      string // empty: nobody has prepared it
	AskedAt    time.Time
	Asked      string // the sentence
	Since      string // with what the text is compared
	Changes    *changeList
	Checked    []checkedItem
	Follows    []following
	Before     []before
	Slots      []slot
	Seal       seal
	MayPrepare bool
	Unprepared []objection // what stands against asking for signatures
	MaySign    bool
	WhyNot     string // may not
	MayReturn  bool
	MayReject  bool
	Reviewed   field
	Reasons    field
	Confirming bool // the second step of rejecting
	Typed      string
	Delegate   string // address; empty: nothing to lend
}

// slot is the place of a signature.
type slot struct {
	Title  string
	Body   string // for which; empty: for the body that acts
	Name   string // empty: it waits
	Behalf string // in whose place
	At     time.Time
	Waits  string
	Why    string
}

var decidingTemplate = templateFor[deciding]("deciding")

// fourEyesCommands are what may be given on the page.
var fourEyesCommands = []dossier.CommandName{dossier.Prepare, dossier.Sign, dossier.Return, dossier.Reject}

func (s *Server) decidingPage(v *visit) (reply, error) { return v.showDeciding(v.carried(), false) }

// material is what the page is made of.
type material struct {
	matter
	versions []store.PackageView
	rounds   []store.RoundView
	checks   []procedure.Checked
	steps    []store.StepView
	seat     string // code of the body for which the visitor may sign
	against  error  // what stands against the visitor's signature, where they give one
}

func (v *visit) materialOf(m matter) (material, error) {
	d := material{matter: m}
	s, person := v.server.store, v.person()
	group, ctx := errgroup.WithContext(v.ctx())
	group.Go(func() error {
		var err error
		d.versions, err = s.Packages(ctx, person, m.Ref)
		return err
	})
	group.Go(func() error {
		var err error
		d.rounds, _, err = s.Rounds(ctx, person, m.Ref, "", store.Page{})
		return err
	})
	group.Go(func() error {
		var err error
		d.checks, err = s.Checks(ctx, person, m.Ref)
		return err
	})
	group.Go(func() error {
		var err error
		d.steps, err = s.Timeline(ctx, person, m.Ref)
		return err
	})
	group.Go(func() error {
		if !m.takes(dossier.Sign) {
			return nil
		}
		d.seat, d.against = s.Seat(ctx, person, m.Ref)
		if d.against != nil && statusOf(problemOf(d.against).code) >= http.StatusInternalServerError {
			return d.against
		}
		return nil
	})
	return d, group.Wait()
}

func (v *visit) showDeciding(f form, confirming bool) (reply, error) {
	m, err := v.matterFor(fourEyesCommands...)
	if err != nil {
		return v.lost(f, err)
	}
	d, err := v.materialOf(m)
	if err != nil {
		return reply{}, err
	}
	page := v.decidingOf(d, f, confirming)
	from := baseOf(m.DossierView, d.versions, d.rounds, v.person())
	if from.No > 0 {
		page.Since = v.t("deciding.since."+from.Why, "version", from.No, "on", v.say.DateOf(from.At))
		page.Changes, err = v.changesSince(m, d.versions, from.No)
		if err != nil {
			return reply{}, err
		}
	} else {
		page.Reviewed.Label = v.t("deciding.reviewed_text")
	}
	h := v.about(m, page.Title, f)
	if confirming {
		h.Again = again{"second", "radnja", "ponovo"}
	}
	h.Crumbs = []link{{v.href("/zadaci"), v.t("tasks.title")}, {v.href(m.path("")), v.say.Serbian(m.Title)}, {Text: page.Title}}
	return decidingTemplate.show(v, h, page)
}

func (v *visit) decidingOf(d material, f form, confirming bool) deciding {
	m := d.matter
	page := deciding{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Package: seenPackage(f, m), Title: v.title(m.StageTitleSr, m.StageTitleEn),
		Checked: v.checkedItems(m, d.checks, d.rounds), Before: v.decidedBefore(m, d.steps), Confirming: confirming, Typed: f.value("razlozi"),
		Reviewed: f.box("pregledano", v.t("deciding.reviewed"), ""),
		Reasons:  f.area("razlozi", v.t("deciding.reasons"), v.t("grounds.published"), 5, dossier.MaxReasons)}
	page.Reviewed.Optional = false
	for _, w := range m.ways {
		page.Follows = append(page.Follows, v.follows(m, w.Outcome))
	}
	page.Seal = v.sealOf(m.words)
	for _, s := range d.steps {
		if s.Name == string(dossier.Prepare) && s.StageNo == m.StageNo && s.Sealed != "" && s.Sealed == page.Seal.Hash {
			page.Asker, page.AskedAt = s.Actor, s.LegalAt
		}
	}
	page.Asked = v.askedOf(m, page.Asker)
	if page.Seal.Newer != nil {
		page.Asked = v.t("sealed.asked", "version", m.PackageNo, "whom", v.title(m.run().ActorSr, m.run().ActorEn))
	}
	_, page.MayReturn = m.wayOf("returned")
	_, page.MayReject = m.wayOf("rejected")
	page.MayReturn, page.MayReject = page.MayReturn && m.takes(dossier.Return), page.MayReject && m.takes(dossier.Reject)
	page.MayPrepare = page.Asker == "" && m.takes(dossier.Prepare)
	for _, c := range d.checks {
		if !c.Holds && !ofSigning(c.Code) {
			page.Unprepared = append(page.Unprepared, v.objections(m.Ref, m.words, []procedure.Reason{c.Reason})...)
		}
	}
	page.MaySign = m.takes(dossier.Sign) && d.against == nil
	if m.takes(dossier.Sign) && d.against != nil && page.Seal.Newer == nil { // what is newer stands there already
		page.WhyNot = v.whyNoSignature(m, d.against)
	}
	if m.takes(dossier.Sign) {
		page.Delegate = v.href("/ovlascenja?predmet=" + string(m.Ref))
	}
	page.Slots = v.slotsOf(m, page, d.seat)
	return page
}

// askedOf says what is asked for: of which version, and where it leads.
func (v *visit) askedOf(m matter, asker string) string {
	if asker == "" {
		return v.t("deciding.unprepared", "version", m.PackageNo, "whom", v.title(m.run().ActorSr, m.run().ActorEn))
	}
	args := []any{"who", v.say.Called(asker), "version", m.PackageNo}
	forward := m.ways[0].Outcome
	for _, w := range slices.Backward(m.ways) {
		if !w.Outcome.Back {
			forward = w.Outcome
		}
	}
	next, ok := m.Definition.Stage(forward.Next)
	switch {
	case !ok:
		return v.t("deciding.asks.end", args...)
	case len(next.Givers) > 0:
		return v.t("deciding.asks.opinions", append(args, "whom", v.say.List(each(next.Givers, func(g procedure.GiverDef) string { return v.bodyOf(m, g.Body) })))...)
	}
	return v.t("deciding.asks.next", append(args, "name", quoted(v.title(next.TitleSr, next.TitleEn)))...)
}

func (s *Server) decidingForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	name := dossier.CommandName(f.value("radnja"))
	args := dossier.Args{Package: f.value("package")}
	switch name {
	case dossier.Prepare:
	case dossier.Sign:
		if f.value("pregledano") == "" {
			f.add("pregledano", v.t("deciding.missing.reviewed"))
		}
	case dossier.Return, dossier.Reject:
		args.Reasons = strings.TrimSpace(f.value("razlozi"))
		v.needReasons(&f)
	case "ponovo": // the second step, in another language
		return v.showDeciding(f, f.value("razlozi") != "")
	default: // back from the second step
		return v.showDeciding(f, false)
	}
	if args.Package == "" {
		f.add("", v.t("deciding.missing.package"))
	}
	if !f.ok() {
		return v.showDeciding(f, false)
	}
	if name == dossier.Reject && f.value("korak") != "potvrda" {
		return v.showDeciding(f, true)
	}
	return v.carryOut(f, ref, name, args, "done."+string(name), refusedFields, func(f form) (reply, error) { return v.showDeciding(f, false) })
}
