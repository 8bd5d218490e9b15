package web

import (
	"net/http"
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// matter is a dossier as a page needs it on which somebody decides something.
type matter struct {
	store.DossierView
	ways     []store.Way
	commands []dossier.CommandName // that the visitor may give
	words    wording
	members  int // of the body that decides in session, where its quorum is a part of them; 0: nobody has entered it
}

// matterFor reads the dossier of the page for a visitor who may give one of the
// commands on it now; it refuses otherwise, and says why.
func (v *visit) matterFor(names ...dossier.CommandName) (matter, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return matter{}, err
	}
	var m matter
	var outlook store.Outlook
	m.DossierView, outlook, err = v.server.look(v.ctx(), v.person(), ref)
	if err != nil {
		return matter{}, err
	}
	m.ways, m.commands, m.members = outlook.Ways(), outlook.Commands(), outlook.Facts.Members
	m.words, err = v.server.wordsOf(v.ctx(), m.DossierView, outlook)
	if err != nil {
		return matter{}, err
	}
	switch {
	case slices.ContainsFunc(names, m.takes):
		return m, nil
	case !m.Insider:
		return matter{}, v.whyNot(m.Ref, names, dossier.CodeNotYourBody)
	case m.Status != dossier.Open || m.run().Ended != nil || !slices.ContainsFunc(names, m.fits):
		return matter{}, dossier.Refuse(dossier.CodeNotNow, "command", string(names[0]), "stage", m.StageKind)
	}
	if slices.Contains(names, dossier.Prepare) { // what is before the signers is read by who may put it there
		if outlook.Powers.May(dossier.Action(dossier.Prepare)) == nil {
			return m, nil
		}
	}
	return matter{}, v.whyNot(m.Ref, names, dossier.CodeWrongRole)
}

// whyNot refuses the visitor the commands: because the office has ended in which
// they could give one of them, or had a part in the dossier, or else with the code.
func (v *visit) whyNot(ref dossier.Ref, names []dossier.CommandName, code dossier.Code) error {
	p, err := v.server.store.Powers(v.ctx(), v.person(), ref)
	if err != nil {
		return err
	}
	for _, action := range append(each(names, func(n dossier.CommandName) dossier.Action { return dossier.Action(n) }), dossier.ReadDossier) {
		err = p.May(action)
		switch dossier.CodeOf(err) {
		case dossier.CodeAppointmentEnded, dossier.CodeDelegationEnded:
			return err
		}
	}
	return dossier.Refuse(code)
}

// takes reports whether the visitor may give the command now.
func (m matter) takes(n dossier.CommandName) bool { return slices.Contains(m.commands, n) }

// fits reports whether the present stage takes the command from anybody.
func (m matter) fits(n dossier.CommandName) bool {
	st := m.stage()
	switch n {
	case dossier.Prepare, dossier.Sign, dossier.Return, dossier.Reject:
		return st.Signed()
	case dossier.RecordConclusion:
		return st.Collegial
	case dossier.Extend:
		return m.OpenRound != "" || slices.ContainsFunc(st.Windows, func(w procedure.WindowDef) bool { return w.Extendable })
	case dossier.Shorten:
		return slices.ContainsFunc(st.Windows, func(w procedure.WindowDef) bool { return w.Floor != "" }) && m.OpenRound == ""
	case dossier.Advance:
		return m.Rehearsal || m.Demonstration
	}
	return dossier.Takes(m.StageKind, n)
}

// stage returns the present stage as the definition has it; zero: none yet.
func (m matter) stage() procedure.StageDef {
	st, _ := m.Definition.Stage(m.Stage)
	return st
}

// run returns the present run of a stage; zero: none yet.
func (m matter) run() store.StageView {
	if len(m.Stages) == 0 {
		return store.StageView{}
	}
	return m.Stages[len(m.Stages)-1]
}

// path returns the address of a page of the dossier, behind the language.
func (m matter) path(rest string) string { return "/predmeti/" + string(m.Ref) + rest }

// about returns the heading of a page of the dossier.
func (v *visit) about(m matter, title string, f form) heading {
	return heading{Title: title, Crumbs: v.dossierCrumbs(m.DossierRow, title), Rehearsal: m.Rehearsal, Status: f.status()}
}

// subject says of which dossier a page speaks.
type subject struct {
	Ref     string
	Title   string
	Stage   string
	Version int
}

func (v *visit) subjectOf(m matter) subject {
	return subject{Ref: string(m.Ref), Title: m.Title, Stage: v.title(m.StageTitleSr, m.StageTitleEn), Version: m.PackageNo}
}

// again puts a refusal into a form that is shown once more; fields names, by code
// or by name of the record's field, where it belongs. When the dossier has moved,
// the form forgets what was seen, since the page shows what is now.
func (v *visit) again(f *form, err error, fields map[string]string) error {
	p := problemOf(err)
	switch p.code {
	case dossier.CodeStale, dossier.CodePackageChanged, dossier.CodeNewerThanPrepared, dossier.CodeOpinionOtherText, codeGivenBefore:
		for _, seen := range []string{"seq", "package", "pregledano"} {
			f.Values.Del(seen)
		}
	}
	name, known := fields[string(p.code)]
	if !known {
		return v.refused(f, err, fields)
	}
	_, text := p.words.problem(v.lang, p.code, p.params)
	f.add(name, text)
	return nil
}

// moved is what a page says when the dossier has gone on while somebody wrote:
// what they wrote is theirs to keep.
type moved struct {
	Detail string
	Ref    string
	Typed  []string
}

var movedTemplate = templateFor[moved]("moved")

// lost answers for a form whose page cannot be shown any more.
func (v *visit) lost(f form, err error) (reply, error) {
	var typed []string
	for _, name := range []string{"razlozi", "tekst"} {
		if text := f.value(name); text != "" {
			typed = append(typed, text)
		}
	}
	p := problemOf(err)
	if p.code != dossier.CodeNotNow || typed == nil {
		return reply{}, err
	}
	_, detail := p.words.problem(v.lang, p.code, p.params)
	return movedTemplate.show(v, heading{Title: v.t("moved.title"), Status: http.StatusConflict},
		moved{Detail: detail, Ref: v.Param("ref"), Typed: typed})
}

// wayOf returns the way out of the present stage with that outcome.
func (m matter) wayOf(outcome string) (store.Way, bool) {
	i := slices.IndexFunc(m.ways, func(w store.Way) bool { return w.Outcome.ID == outcome })
	if i < 0 {
		return store.Way{}, false
	}
	return m.ways[i], true
}
