package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// opining is the form with which a body gives its opinion, or stays with one that
// it gave on an earlier text.
type opining struct {
	Subject   subject
	Form      form
	Asking    asking
	Package   string
	Body      string
	Code      string
	Others    []link // the same page for another body of the visitor's
	About     string // what the body is asked about
	Version   int
	Made      time.Time
	Due       string `web:"date"` // empty: no term runs
	Term      string
	Silence   string // what it means that the body says nothing in time; empty: no term runs
	Documents []opinedDocument
	Given     bool // all that the body is asked for, on the present package
	Earlier   *earlierOpinion
	Too       []earlierOpinion // of the other bodies that it took over from
	Changes   *changeList      // since the earlier opinion
	Kept      field            // text of the earlier opinion
	Reviewed  field
	Opinion   field
	Text      field
}

type opinedDocument struct {
	Document link
	Stale    bool
}

// earlierOpinion is what the body said before, or one that it took over from.
type earlierOpinion struct {
	By      string // name of the other body; empty: it was the body itself
	Opinion string
	Name    string
	Text    string
	At      *time.Time
	Version int  // 0: of a text that is not kept
	Current bool // on the present package
}

var opiningTemplate = templateFor[opining]("opining")

func (s *Server) opiningPage(v *visit) (reply, error) { return v.showOpining(v.carried()) }

func (v *visit) showOpining(f form) (reply, error) {
	m, err := v.matterFor(dossier.GiveOpinion)
	if err != nil {
		return v.lost(f, err)
	}
	mine, err := v.server.store.AskedOf(v.ctx(), v.person(), m.Ref)
	if err != nil {
		return reply{}, err
	}
	if len(mine) == 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotAsked)
	}
	versions, err := v.server.store.Packages(v.ctx(), v.person(), m.Ref)
	if err != nil {
		return reply{}, err
	}
	heirs, err := v.server.store.Successors(v.ctx())
	if err != nil {
		return reply{}, err
	}
	body := v.opinionBody(m.DossierView, mine, heirs, firstOf(f.value("telo"), v.Query("telo")))
	o := v.opiningOf(m, versions, body, heirs, f)
	for _, b := range mine {
		if b.Code != body.Code {
			o.Others = append(o.Others, link{v.href(m.path("/misljenje?telo=" + b.Code)), v.title(b.NameSr, b.NameEn)})
		}
	}
	if o.Earlier != nil && !o.Earlier.Current && o.Earlier.Version > 0 {
		o.Changes, err = v.changesSince(m, versions, o.Earlier.Version)
		if err != nil {
			return reply{}, err
		}
	}
	return opiningTemplate.show(v, v.about(m, v.t("opining.title"), f), o)
}

// opinionBody returns for which of their bodies somebody gives an opinion: the
// one that they asked for, or the first that has given none on the present text.
func (v *visit) opinionBody(d store.DossierView, mine []store.BodyName, heirs map[string]store.BodyName, asked string) store.BodyName {
	body := mine[0]
	for _, b := range slices.Backward(mine) {
		if !opined(d, b.Code, heirs) {
			body = b
		}
	}
	for _, b := range mine {
		if b.Code == asked {
			body = b
		}
	}
	return body
}

// speaksFor reports whether a body speaks today for one that was asked.
func speaksFor(body, asked string, heirs map[string]store.BodyName) bool {
	return asked == body || heirs[asked].Code == body
}

// opined reports whether a body has given all that it is asked for in the present
// stage, on the present package.
func opined(d store.DossierView, body string, heirs map[string]store.BodyName) bool {
	given := false
	for _, st := range d.Stages {
		for _, o := range st.Opinions {
			if st.No != d.StageNo || !speaksFor(body, o.BodyCode, heirs) {
				continue
			}
			if !o.Current {
				return false
			}
			given = true
		}
	}
	return given
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func (v *visit) opiningOf(m matter, versions []store.PackageView, body store.BodyName, heirs map[string]store.BodyName, f form) opining {
	o := opining{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Package: seenPackage(f, m), Body: v.title(body.NameSr, body.NameEn), Code: body.Code,
		Version: m.PackageNo, Given: opined(m.DossierView, body.Code, heirs)}
	earlier := v.earlierOf(m.DossierView, versions, body.Code, heirs)
	if len(earlier) > 0 {
		o.Earlier, o.Too = &earlier[0], earlier[1:]
	}
	var subjects []string
	for _, g := range m.stage().Givers {
		if speaksFor(body.Code, g.Body, heirs) {
			subjects = append(subjects, v.title(g.SubjectSr, g.SubjectEn))
		}
	}
	o.About = strings.Join(subjects, "; ")
	for _, w := range m.run().Windows {
		if w.Kind == string(procedure.MaxWindow) && (w.Body == "" || speaksFor(body.Code, w.Body, heirs)) {
			o.Due, o.Term = w.Due, v.ofTerm("opining.within", w.Term)
			if !w.Verified {
				o.Term += ", " + v.t("procedure.not_verified")
			}
			o.Silence = v.t("opining.silence." + string(silenceIn(m.stage(), w)))
		}
	}
	for _, p := range versions {
		if p.No != m.PackageNo {
			continue
		}
		o.Made = p.LegalAt.UTC()
		for _, d := range p.Documents {
			o.Documents = append(o.Documents, opinedDocument{link{v.href(documentPath(m, d)), v.documentName(d)}, d.Stale})
		}
	}
	o.Opinion = f.choice("misljenje", v.t("opining.opinion"), "", each([]dossier.OpinionKind{dossier.Positive, dossier.PositiveWithRemarks, dossier.Negative},
		func(k dossier.OpinionKind) option {
			return option{Value: string(k), Label: v.say.Name("opinion", string(k)), Hint: v.t("opining.hint." + string(k))}
		}))
	o.Text = f.area("tekst", v.t("opining.text"), v.t("opining.text_hint"), 12, dossier.MaxOpinion)
	o.Reviewed = f.box("pregledano", v.t("opining.reviewed"), "")
	o.Kept = f.area("ostaje", v.t("opining.kept_text"), v.t("opining.kept_hint"), 8, dossier.MaxOpinion)
	if o.Earlier != nil && !f.Values.Has("ostaje") {
		o.Kept.Value = o.Earlier.Text
	}
	return o
}

// silenceIn returns what it means that a body says nothing in its term: the stage's
// own rule, or that of asking again.
func silenceIn(st procedure.StageDef, w store.WindowView) procedure.Silence {
	own, _ := st.Window(w.ID)
	term, silence := st.Again(own.Term)
	if st.Refresh != nil && w.Term == term && term != own.Term {
		return silence
	}
	return st.Silence
}

// earlierOf returns what the body last said of the dossier, and each that it took
// over from, the newest first.
func (v *visit) earlierOf(d store.DossierView, versions []store.PackageView, body string, heirs map[string]store.BodyName) []earlierOpinion {
	last := map[string]earlierOpinion{}
	for _, run := range d.Stages {
		for _, o := range run.Opinions {
			if !speaksFor(body, o.BodyCode, heirs) || o.Opinion == "" {
				continue
			}
			e := earlierOpinion{Opinion: o.Opinion, Name: v.say.Name("opinion", o.Opinion), Text: o.Text, At: o.LegalAt, Current: o.Current && run.No == d.StageNo}
			if o.BodyCode != body {
				e.By = v.title(o.BodySr, o.BodyEn)
			}
			for _, p := range versions {
				if p.Hash == o.Package {
					e.Version = p.No
				}
			}
			last[o.BodyCode] = e
		}
	}
	all := slices.Collect(maps.Values(last))
	slices.SortFunc(all, func(a, b earlierOpinion) int {
		return cmp.Or(utc(b.At).Compare(utc(a.At)), cmp.Compare(a.By, b.By))
	})
	return all
}

func (s *Server) opiningForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	args := dossier.Args{Opinion: dossier.OpinionKind(f.value("misljenje")), Text: strings.TrimSpace(f.value("tekst")), Package: f.value("package"), Body: f.value("telo")}
	text := "tekst"
	if f.value("korak") == "ostaje" {
		args.Opinion, args.Text, text = dossier.OpinionKind(f.value("ranije")), strings.TrimSpace(f.value("ostaje")), "ostaje"
		if f.value("pregledano") == "" {
			f.add("pregledano", v.t("opining.missing.reviewed"))
		}
	} else if args.Opinion == "" {
		f.add("misljenje", v.t("opining.missing.opinion"))
	}
	if args.Text == "" && args.Opinion != "" && args.Opinion != dossier.Positive {
		f.add(text, v.t("opining.missing.text"))
	}
	if !f.ok() {
		return v.showOpining(f)
	}
	return v.carryOut(f, ref, dossier.GiveOpinion, args, "done.opined", map[string]string{string(dossier.CodeReasonsRequired): text, "args.text": text, string(dossier.CodeOutcomeUnknown): "misljenje"}, v.showOpining)
}

// versionPath returns the page of the text of a version, behind the language.
func versionPath(m matter, no int) string { return m.path("/tekst/" + strconv.Itoa(no)) }
