package web

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// opening is the form with which a dossier is opened.
type opening struct {
	Faults     []fault
	ID         string // of the dossier to come, so that sending it twice opens one
	Title      field
	Kind       field
	BaseTitle  field
	Gazette    field
	Lead       field
	Others     []option // bodies that may propose together with the lead
	Joint      bool     // some are chosen
	Procedure  field
	Traits     []field // what of the act the chosen procedure depends on
	From       field
	Dates      *openingDates
	Visibility field
	Rehearsal  field
	Pace       field
	Plan       *field // item of the plan of the Government; nil: there is none to choose
	TakesUp    *takingUp
}

// takingUp is the dossier that is taken up in the one to come.
type takingUp struct {
	Ref     string
	Href    string
	Title   string // Serbian
	Carried bool   // its package is carried over

	Rehearsal bool // and so is the one to come
}

var openingTemplate = templateFor[opening]("opening")

// openingKinds are the kinds of acts, in the order in which they are offered.
var openingKinds = each(procedure.ActKinds, func(k string) api.DossierKind { return api.DossierKind(k) })

// openingPaces are how many seconds a legal day of a rehearsal may take.
var openingPaces = []int{1, 10, 60, 3600, 86400}

const openingPath = "/moji-predmeti/novi"

// openingPage shows the form, empty but for the procedure, the traits of the act
// and the day that a link may name, or with what was typed into it in another language.
func (s *Server) openingPage(v *visit) (reply, error) {
	f := v.carried()
	if f.Values != nil {
		return s.showOpening(v, f)
	}
	f = v.asked("postupak", "od", "ponovo")
	if f.value("ponovo") != "" {
		err := v.beginFrom(&f)
		if err != nil {
			return reply{}, err
		}
	}
	return s.showOpening(v, f)
}

// openByForm opens a dossier, or shows the dates of the procedure that was
// chosen in the form.
func (s *Server) openByForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	f.takesUp()
	if f.value("korak") == "rokovi" {
		return s.showOpening(v, f)
	}
	o, ok := v.openingOf(&f)
	err = v.needTraits(&f, &o)
	if err != nil {
		return reply{}, err
	}
	ok = ok && f.ok()
	if ok {
		ok, err = v.mayBegin(&f, o)
		if err != nil {
			return reply{}, err
		}
	}
	if !ok {
		return s.showOpening(v, f)
	}
	o.Demonstration = s.demonstration && !o.Rehearsal
	ref, _, err := s.store.OpenDossier(v.ctx(), v.person(), o)
	if dossier.CodeOf(err) == dossier.CodeIdempotency && err != nil {
		f.add("", v.t("opening.opened_already"))
		f.Values.Del("id")
		return s.showOpening(v, f)
	}
	if err != nil {
		err = v.openingRefused(&f, err)
		if err != nil {
			return reply{}, err
		}
		return s.showOpening(v, f)
	}
	err = s.engine.Start(v.ctx(), ref)
	if err != nil { // the outbox starts it in a moment
		s.log.WarnContext(v.ctx(), "dossier_not_started", "dossier", ref, "error", err)
	}
	return v.to("/predmeti/"+string(ref)+"/priprema", "opening.done"), nil
}

// openingOf reads what the form says, and notes in it what cannot be taken.
func (v *visit) openingOf(f *form) (store.Opening, bool) {
	id, err := knownID(f.value("id"))
	if err != nil {
		id = fresh()
	}
	o := store.Opening{ID: id, Title: strings.TrimSpace(f.value("naslov")), Kind: f.value("vrsta"), Procedure: f.value("postupak"), Lead: f.value("predlagac"),
		CoProposers: f.Values["saradnik"], Visibility: dossier.Visibility(f.value("dostupnost")), Rehearsal: f.value("proba") == "da",
		Resubmits: dossier.Ref(f.value("ponovo")), PlanItem: f.value("stavka")}
	v.needText(f, "naslov", "opening.title_missing", "opening.text_long")
	if !slices.Contains(openingKinds, api.DossierKind(o.Kind)) {
		f.add("vrsta", v.t("opening.kind_missing"))
	}
	if o.Lead == "" {
		f.add("predlagac", v.t("opening.lead_missing"))
	}
	if len(o.CoProposers) > 20 {
		f.add("saradnik", v.t("opening.joint_many"))
	}
	if o.Procedure == "" {
		f.add("postupak", v.t("opening.procedure_missing"))
	}
	if !o.Visibility.Valid() || o.Visibility == dossier.Public {
		f.add("dostupnost", v.t("opening.visibility_missing"))
	}
	if strings.TrimSpace(f.value("osnovni")+f.value("glasnik")) != "" {
		v.needText(f, "osnovni", "opening.base_missing", "opening.text_long")
		v.needText(f, "glasnik", "opening.gazette_missing", "opening.text_long")
		o.BaseAct = &store.BaseAct{Title: strings.TrimSpace(f.value("osnovni")), Gazette: strings.TrimSpace(f.value("glasnik"))}
	}
	day, err := dayOf(f.day("od"))
	if err != nil {
		f.add("od", v.t("opening.from_wrong"))
	}
	if o.Rehearsal {
		pace, err := strconv.Atoi(f.value("tempo"))
		if err != nil || !slices.Contains(openingPaces, pace) {
			f.add("tempo", v.t("opening.pace_missing"))
		}
		o.Pace = time.Duration(pace) * time.Second
		if !day.IsZero() {
			o.LegalStart = time.Date(day.Year, day.Month, day.Day, 8, 0, 0, 0, belgrade)
		}
	}
	return o, f.ok()
}

// mayBegin notes in the form that a procedure which is in no list is only
// rehearsed.
func (v *visit) mayBegin(f *form, o store.Opening) (bool, error) {
	if o.Rehearsal {
		return true, nil
	}
	defs, err := v.offered(*f)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(defs, func(d *procedure.Definition) bool { return d.ID == o.Procedure && d.Unlisted }) {
		f.add("postupak", v.t("opening.procedure_rehearsed"))
	}
	return f.ok(), nil
}

// needText notes where a text is missing or too long.
func (v *visit) needText(f *form, name, missing, long string) {
	text := strings.TrimSpace(f.value(name))
	switch {
	case text == "":
		f.add(name, v.t(missing))
	case utf8.RuneCountInString(text) > dossier.MaxTitle:
		f.add(name, v.n(long, dossier.MaxTitle))
	}
}

// dayOf reads a civil day of this century, as a form sends it; zero for none.
func dayOf(text string) (calendar.Date, error) {
	if text == "" {
		return calendar.Date{}, nil
	}
	d, err := calendar.ParseDate(text)
	if err == nil && (d.Year < 2000 || d.Year > 2099) {
		err = dossier.Refuse(dossier.CodeDateInvalid)
	}
	return d, err
}

// showOpening shows the form with what was typed into it.
func (s *Server) showOpening(v *visit, f form) (reply, error) {
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	a, err := s.store.Actor(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	err = dossier.May(a, dossier.OpenDossier, dossier.Standing{}, dossier.Day(now, belgrade))
	if err != nil {
		return reply{}, err
	}
	bodies, err := s.store.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	defs, err := v.offered(f)
	if err != nil {
		return reply{}, err
	}
	defs = slices.DeleteFunc(defs, func(d *procedure.Definition) bool {
		return d.Unlisted && !s.demonstration && d.ID != f.value("postupak")
	})
	today, err := calendar.ParseDate(dossier.Day(now, belgrade))
	if err != nil {
		return reply{}, err
	}
	body, err := v.opening(&f, a, bodies, defs, today)
	if err != nil {
		return reply{}, err
	}
	body.TakesUp, err = v.takingUp(f)
	if err != nil {
		return reply{}, err
	}
	items, err := s.planItemsFor(v, a.Bodies(today.String()), nil)
	if err != nil {
		return reply{}, err
	}
	if len(items) > 0 {
		plan := f.choice("stavka", v.t("plan_link.opening"), v.t("plan_link.opening_hint"), append([]option{{Label: v.t("plan_link.no_item")}}, v.planOptions(items)...))
		plan.Optional = true
		body.Plan = &plan
	}
	h := heading{Title: v.t("opening.title"), Crumbs: []link{{v.href("/moji-predmeti"), v.t("nav.mine")}, {Text: v.t("opening.title")}}, Status: f.status()}
	return openingTemplate.show(v, h, body)
}

// opening makes the form of what was typed and what may be chosen.
func (v *visit) opening(f *form, a dossier.Actor, bodies []store.Body, defs []*procedure.Definition, today calendar.Date) (opening, error) {
	out := opening{ID: f.value("id")}
	if _, err := knownID(out.ID); err != nil {
		out.ID = fresh()
	}
	if f.day("od") == "" {
		f.Values.Set("od", today.String())
	}
	from, err := dayOf(f.day("od"))
	if err != nil {
		from = calendar.Date{}
		if f.fault("od") == "" {
			f.add("od", v.t("opening.from_wrong"))
		}
	}
	var procedures []option
	for _, d := range fitting(defs, f.value("vrsta"), f.value("postupak")) {
		hint, err := v.procedureHint(d, from)
		if err != nil {
			return opening{}, err
		}
		hint = strings.TrimSpace(hint + " " + v.actsOf(d))
		procedures = append(procedures, option{Value: d.ID, Label: v.title(d.TitleSr, d.TitleEn), Hint: hint})
		if d.ID == f.value("postupak") {
			out.Traits = v.chooseTraits(f, d)
		}
		if d.ID != f.value("postupak") || from.IsZero() {
			continue
		}
		if day := from.String(); day < d.ValidFrom || d.ValidTo != "" && day > d.ValidTo {
			f.add("od", v.t("opening.not_in_force", "from", d.ValidFrom))
			continue
		}
		dates, err := v.datesOf(d.For(f.traitsOf(d)), from)
		if err != nil {
			return opening{}, err
		}
		out.Dates = &dates
	}
	leads, others := v.proposersOf(f, a, bodies, today.String())
	out.Others, out.Joint = others, len(f.Values["saradnik"]) > 0
	out.Title = f.field("naslov", v.t("opening.name"), v.t("opening.name_hint"))
	out.Title.Lang = "sr-Cyrl"
	out.Kind = f.choice("vrsta", v.t("opening.kind"), "", append([]option{{Label: v.t("package.choose")}}, each(kindsFor(defs), func(k api.DossierKind) option {
		return option{Value: string(k), Label: v.actKind(string(k))}
	})...))
	out.BaseTitle = f.field("osnovni", v.t("opening.base"), v.t("opening.base_hint"))
	out.Gazette = f.field("glasnik", v.t("opening.gazette"), v.t("opening.gazette_hint"))
	out.BaseTitle.Optional, out.Gazette.Optional = true, true
	out.BaseTitle.Lang, out.Gazette.Lang = "sr-Cyrl", "sr-Cyrl"
	out.Lead = f.choice("predlagac", v.t("opening.lead"), v.t("opening.lead_hint"), leads)
	out.Procedure = f.choice("postupak", v.t("opening.procedure"), v.t("opening.procedure_lead"), procedures)
	out.From = v.date(*f, "od", v.t("opening.from"), v.t("opening.from_hint"))
	out.Visibility = f.choice("dostupnost", v.t("opening.visibility"), v.t("opening.visibility_hint"), v.visibilities(dossier.Working))
	out.Rehearsal = f.choice("proba", v.t("opening.rehearsal"), "", []option{
		{Value: "ne", Label: v.t("opening.real"), Hint: v.t("opening.real_hint"), Checked: true},
		{Value: "da", Label: v.t("opening.trial"), Hint: v.t("opening.trial_hint")}})
	out.Pace = f.choice("tempo", v.t("opening.pace"), v.t("opening.pace_hint"), each(openingPaces, func(n int) option {
		return option{Value: strconv.Itoa(n), Label: v.t("opening.pace_" + strconv.Itoa(n)), Checked: n == 60}
	}))
	out.Faults = f.Faults
	return out, nil
}

// proposersOf returns the bodies that the visitor drafts for, and those that may
// propose together with them.
func (v *visit) proposersOf(f *form, a dossier.Actor, bodies []store.Body, day string) (leads, others []option) {
	for _, b := range bodies {
		if b.ValidFrom > day || b.ValidTo != "" && b.ValidTo < day || b.Collegial {
			continue
		}
		o := option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)}
		if a.Has(dossier.Drafter, b.Code, day) {
			leads = append(leads, o)
		}
		o.Checked = slices.Contains(f.Values["saradnik"], b.Code)
		others = append(others, o)
	}
	if len(leads) == 1 {
		leads[0].Checked = true
	}
	return leads, others
}

// visibilities returns the visibilities that a dossier may have before it is
// published, with what each means; one is marked.
func (v *visit) visibilities(marked dossier.Visibility) []option {
	return each([]dossier.Visibility{dossier.Working, dossier.Embargoed, dossier.Classified}, func(k dossier.Visibility) option {
		return option{Value: string(k), Label: v.say.Name("visibility_choice", string(k)), Hint: v.t("visibility_means." + string(k)), Checked: k == marked}
	})
}
