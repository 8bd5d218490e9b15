package web

import (
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var materialPages = []page{
	get("/predmeti/:ref/izmene-posle-rasprave", dossier.ReadPublic, (*Server).materialPage),
	post("/predmeti/:ref/izmene-posle-rasprave", dossier.ReadTasks, (*Server).materialForm),
}

// materialBody is what changed after the debate, what was decided to follow, and
// the form with which that is decided.
type materialBody struct {
	Subject   subject
	Form      form
	Asking    asking
	Package   string
	From      int // 0: the visitor does not see both texts, or there was no debate
	To        int
	Counted   string
	Changes   *changeList
	Decisions []materialDecided
	May       bool
	Outcome   field
	Reasons   field
}

// materialDecided is a decision that was taken.
type materialDecided struct {
	At      time.Time
	Text    string
	Person  string
	Reasons string
	Holds   bool
}

var materialTemplate = templateFor[materialBody]("material")

func (s *Server) materialPage(v *visit) (reply, error) { return v.showMaterial(v.carried()) }

func (v *visit) showMaterial(f form) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	var m matter
	if v.person() == "" {
		m.DossierView, err = v.server.store.Dossier(v.ctx(), "", ref)
	} else {
		var outlook store.Outlook
		m.DossierView, outlook, err = v.server.look(v.ctx(), v.person(), ref)
		m.ways, m.commands = outlook.Ways(), outlook.Commands()
	}
	if err != nil {
		return reply{}, err
	}
	change, err := v.server.store.MaterialChange(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	body := materialBody{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Package: seenPackage(f, m), From: change.From, To: change.To,
		May: m.takes(dossier.DecideMaterialChange)}
	if change.From > 0 {
		body.Counted = v.n("material.counted", change.Changes, "from", change.From, "to", change.To)
		versions, err := v.server.store.Packages(v.ctx(), v.person(), ref)
		if err != nil {
			return reply{}, err
		}
		body.Changes, err = v.changesSince(m, versions, change.From)
		if err != nil {
			return reply{}, err
		}
	}
	for _, d := range change.Decisions {
		body.Decisions = append(body.Decisions, materialDecided{At: d.LegalAt.UTC(), Text: v.n("material.decided."+d.Outcome, d.Changes), Person: d.Person, Reasons: d.Reasons, Holds: d.Holds})
	}
	hint := v.t("material.back_later")
	if change.ToDebate {
		hint = v.t("material.back_now")
	}
	body.Outcome = f.choice("ishod", v.t("material.outcome"), "", []option{
		{Value: store.NewRound, Label: v.t("material.new_round"), Hint: hint},
		{Value: store.NoNewRound, Label: v.t("material.no_new_round"), Hint: v.t("material.no_new_round_hint")}})
	body.Reasons = f.area("razlozi", v.t("grounds.label"), v.t("grounds.published"), 6, dossier.MaxReasons)
	return materialTemplate.show(v, v.about(m, v.t("material.title"), f), body)
}

func (s *Server) materialForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	_, err = v.matterFor(dossier.DecideMaterialChange)
	if err != nil {
		return v.lost(f, err)
	}
	if f.value("ishod") == "" {
		f.add("ishod", v.t("material.missing"))
	}
	v.needReasons(&f)
	if !f.ok() {
		return v.showMaterial(f)
	}
	return v.carryOut(f, ref, dossier.DecideMaterialChange, dossier.Args{Outcome: f.value("ishod"), Reasons: strings.TrimSpace(f.value("razlozi")), Package: f.value("package")},
		"done.material", refusedFields, v.showMaterial)
}
