package web

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// concluding is the form with which the secretary of a collegial body enters what
// the body decided.
type concluding struct {
	Subject  subject
	Form     form
	Asking   asking
	Body     string
	Ways     []leading
	Outcome  field
	Number   field
	Date     field
	File     field
	Reasons  field
	Said     saying
	May      []permission
	Document string // name of the copy that was attached; empty: none yet
	SHA256   string
	Preview  *concluded // the second step
}

// concluded is the record as it will be entered.
type concluded struct {
	Sentence string
	Follows  following
	Outcome  string
	Number   string
	Date     string
	Reasons  string
	Said     dossier.Args // beside the outcome
	Sayings  []string     // in words
}

var concludingTemplate = templateFor[concluding]("concluding")

func (s *Server) concludingPage(v *visit) (reply, error) { return v.showConcluding(v.carried(), false) }

func (v *visit) showConcluding(f form, preview bool) (reply, error) {
	m, err := v.matterFor(dossier.RecordConclusion)
	if err != nil {
		return v.lost(f, err)
	}
	run := m.run()
	c := concluding{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Body: v.title(run.ActorSr, run.ActorEn), Ways: v.leadings(m),
		Outcome: f.choice("ishod", v.t("concluding.outcome"), "", v.outcomes(m)),
		Number:  f.field("broj", v.t("concluding.number"), v.t("concluding.number_hint")),
		Date:    v.date(f, "datum", v.t("concluding.date"), v.t("concluding.date_hint")),
		File:    f.field("dokument", v.t("concluding.file"), v.t("concluding.file_hint")),
		Reasons: f.area("razlozi", v.t("grounds.label"), v.t("concluding.reasons_hint"), 5, dossier.MaxReasons),
		Said:    v.sayingOf(m, f), May: v.permissions(m), Document: f.value("naziv"), SHA256: f.value("otisak")}
	c.Number.Max, c.Reasons.Optional, c.File.Most = 100, true, maxDocument
	w, known := m.wayOf(f.value("ishod"))
	if preview && known {
		day, err := time.Parse(time.DateOnly, f.day("datum"))
		if err != nil {
			return reply{}, fmt.Errorf("preview conclusion: %w", err)
		}
		c.Preview = &concluded{Follows: v.follows(m, w.Outcome), Outcome: w.Outcome.ID, Number: f.value("broj"), Date: f.day("datum"), Reasons: f.value("razlozi"),
			Said:     v.saidIn(&f, m),
			Sentence: v.t("concluding.sentence", "body", c.Body, "number", f.value("broj"), "on", v.say.LongDate(day.Date()), "name", quoted(v.title(w.Outcome.TitleSr, w.Outcome.TitleEn)))}
	}
	if c.Preview != nil {
		c.Preview.Sayings = v.toBeSaid(m, c.Preview.Said)
	}
	h := v.about(m, v.t("concluding.title"), f)
	if c.Preview != nil {
		h.Again = again{"second", "korak", "pregled"}
	}
	return concludingTemplate.show(v, h, c)
}

func (s *Server) concludingForm(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	m, err := v.matterFor(dossier.RecordConclusion)
	late := dossier.CodeOf(err) == dossier.CodeNotNow && v.badge.holds(dossier.Secretary) // what they wrote is shown to them still
	if err != nil && !late {
		return reply{}, err
	}
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	err = v.attach(&f, ref)
	if err != nil {
		return reply{}, err
	}
	if f.value("korak") == "nazad" {
		return v.showConcluding(f, false)
	}
	v.checkConclusion(&f)
	if w, known := m.wayOf(f.value("ishod")); known && w.Outcome.NeedsReasons {
		v.needReasons(&f)
	}
	args := v.saidIn(&f, m)
	if !f.ok() || f.value("korak") != "unos" {
		return v.showConcluding(f, f.ok())
	}
	args.Number, args.Date, args.Document, args.SHA256, args.Reasons = f.value("broj"), f.day("datum"), f.value("naziv"), f.value("otisak"), f.value("razlozi")
	return v.carryOut(f, ref, dossier.RecordConclusion, args, "done.concluded", withSaid(map[string]string{string(dossier.CodeReasonsRequired): "razlozi", "args.reasons": "razlozi", string(dossier.CodeOutcomeUnknown): "ishod",
		string(dossier.CodeNumberRequired): "broj", string(dossier.CodeDateInvalid): "datum", string(dossier.CodeDateInFuture): "datum",
		string(dossier.CodeDateBeforeStage): "datum",
		string(dossier.CodeProofMissing):    "dokument", string(dossier.CodeNotBrought): "dokument"}), func(f form) (reply, error) {
		if f.fault("dokument") != "" { // what is named did not come
			f.Values.Del("naziv")
			f.Values.Del("otisak")
		}
		return v.showConcluding(f, false)
	})
}

// attach keeps the document that comes with the form until the conclusion is
// recorded, and notes its name and its fingerprint in the form, or what is wrong
// with it.
func (v *visit) attach(f *form, ref dossier.Ref) error {
	name, content, err := v.fileOf("dokument")
	if err != nil || name == "" {
		return err
	}
	if len(content) > maxDocument {
		f.add("dokument", v.t("package.file_large")+" "+v.tooLarge("dokument", maxDocument))
		return nil
	}
	hash, err := v.server.store.BringConclusion(v.ctx(), v.person(), ref, store.NewDocument{Name: name, Bytes: content})
	if dossier.CodeOf(err) == dossier.CodeNotNow && err != nil { // what they wrote is shown to them still
		return nil
	}
	if err != nil {
		return v.refused(f, err, map[string]string{"name": "dokument", "content": "dokument"})
	}
	f.Values.Set("naziv", name)
	f.Values.Set("otisak", hash)
	return nil
}

// checkConclusion notes what of a conclusion is missing.
func (v *visit) checkConclusion(f *form) {
	must := func(name, message string, ok bool) {
		if !ok && f.fault(name) == "" {
			f.add(name, v.t(message))
		}
	}
	must("ishod", "concluding.missing.outcome", f.value("ishod") != "")
	number := strings.TrimSpace(f.value("broj"))
	must("broj", "concluding.missing.number", number != "" && utf8.RuneCountInString(number) <= 100)
	_, dated := locale.ParseDate(f.value("datum"))
	must("datum", "concluding.missing.date", dated)
	must("dokument", "concluding.missing.file", f.value("naziv") != "" && len(f.value("otisak")) == 2*sha256.Size)
}
