package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// versionPair is the version of a procedure that a dossier is under, and the one
// that it may go over to: between them they know every stage that is spoken of.
type versionPair struct{ from, to *procedure.Definition }

// found puts what a migration finds into sentences; group is why, change or stay.
func (v *visit) found(p versionPair, group string, all []procedure.Finding) []string {
	return each(all, func(f procedure.Finding) string { return v.finding(p, group, f) })
}

// finding puts one thing that a migration finds into a sentence.
func (v *visit) finding(p versionPair, group string, f procedure.Finding) string {
	code := f.Code
	switch f.Code {
	case procedure.RunsStay:
		n, _ := strconv.Atoi(f.Params["count"])
		return v.n("migration.stay.runs", n)
	case procedure.DeciderChanges:
		code = "decider_" + f.Params["is"]
	case procedure.SilenceChanges:
		code = "silence_" + f.Params["is"]
	case procedure.TextStateChanges:
		code = "text_" + f.Params["is"]
	case procedure.LapseChanges:
		code = "lapse"
		if f.Params["is"] == "" {
			code = "lapse_none"
		}
	}
	pairs := []any{"title", v.stageIn(p, f.Stage)}
	for name, value := range f.Params {
		argument := argumentOf(name)
		if f.Code == procedure.LapseChanges {
			argument = "way"
		}
		pairs = append(pairs, argument, v.findingValue(p, f, name, value))
	}
	return v.t("migration."+group+"."+code, pairs...)
}

// argumentOf returns under which name a parameter goes into a message: some names
// say that a message takes codes.
func argumentOf(name string) string {
	switch name {
	case "outcome":
		return "way"
	case "bodies":
		return "who"
	case "channels":
		return "places"
	case "documents":
		return "papers"
	case "gate", "gates":
		return "conditions"
	}
	return name
}

// findingValue names what a parameter of a finding holds.
func (v *visit) findingValue(p versionPair, f procedure.Finding, name, value string) string {
	list := strings.Split(value, ",")
	switch name {
	case "act":
		return v.actKind(value)
	case "outcome":
		return v.outcomeIn(p, f.Stage, value)
	case "bodies":
		return v.say.List(each(list, func(code string) string { return v.bodyIn(p, code) }))
	case "channels":
		return v.say.Names("channel", list)
	case "documents":
		return v.say.Names("document", list)
	case "gate", "gates":
		return strings.Join(each(list, func(code string) string { return v.t("procedure.gate." + code) }), " ")
	case "rule":
		return v.t("migration.rule." + value)
	case "kind":
		return v.t("migration.kind." + value)
	case "term":
		return v.within(value)
	case "trait":
		return v.traitIn(p, value)
	case "value":
		return v.traitValueIn(p, f.Params["trait"], value)
	case "first", "after", "went", "leads":
		return v.whereTo(p, f.Code, value)
	}
	switch f.Code {
	case procedure.StageKindOther:
		return v.say.Name("stage_kind", value)
	case procedure.StageActorOther, procedure.ActorChanges:
		return v.bodyIn(p, value)
	case procedure.TermChanges, procedure.TermAdded, procedure.TermDropped, procedure.TermOnNextEntry:
		return v.within(value)
	case procedure.OutcomeLeads:
		return v.whereTo(p, f.Code, value)
	case procedure.LapseChanges:
		return v.outcomeIn(p, f.Stage, value)
	}
	return value
}

// whereTo names a stage, or the end; in quotation marks where the message has none.
func (v *visit) whereTo(p versionPair, code, stage string) string {
	if stage == procedure.End {
		return v.t("migration.end")
	}
	if code == procedure.OutcomeLeads || code == procedure.OutcomeAdded {
		return v.t("migration.quoted", "title", v.stageIn(p, stage))
	}
	return v.stageIn(p, stage)
}

func (v *visit) stageIn(p versionPair, id string) string {
	for _, d := range []*procedure.Definition{p.to, p.from} {
		if d == nil {
			continue
		}
		if st, ok := d.Stage(id); ok {
			return quoted(v.title(st.TitleSr, st.TitleEn))
		}
	}
	return ""
}

func (v *visit) outcomeIn(p versionPair, stage, id string) string {
	for _, d := range []*procedure.Definition{p.to, p.from} {
		if d == nil {
			continue
		}
		st, _ := d.Stage(stage)
		if o, ok := st.Outcome(id); ok {
			return quoted(v.title(o.TitleSr, o.TitleEn))
		}
	}
	return ""
}

func (v *visit) bodyIn(p versionPair, code string) string {
	if _, ok := p.to.Body(code); ok {
		return v.actorOf(p.to, code)
	}
	return v.actorOf(p.from, code)
}

func (v *visit) traitIn(p versionPair, id string) string {
	t, ok := p.to.Trait(id)
	if !ok {
		t, _ = p.from.Trait(id)
	}
	return v.title(t.TitleSr, t.TitleEn)
}

func (v *visit) traitValueIn(p versionPair, trait, id string) string {
	for _, d := range []*procedure.Definition{p.to, p.from} {
		t, _ := d.Trait(trait)
		if value, ok := t.Value(id); ok {
			return quoted(v.title(value.TitleSr, value.TitleEn))
		}
	}
	return ""
}

// runUnder says of which version of its procedure a dossier is, and since when it
// has been run under it.
func (v *visit) runUnder(d store.DossierView, steps []store.StepView) (version, since string) {
	version = v.t("migration.version_of", "version", d.Version)
	switch {
	case len(d.Migrations) > 0:
		since = dossier.Day(d.Migrations[len(d.Migrations)-1].DecidedAt, belgrade)
	case len(steps) > 0:
		since = dossier.Day(steps[0].LegalAt, belgrade)
	default:
		return version, ""
	}
	return version, v.t("migration.version_since", "day", since)
}

// migrated says from which version to which a dossier went over, and on what basis.
func (t teller) migrated(s store.StepView) string {
	i := slices.IndexFunc(t.d.Migrations, func(m store.MigrationView) bool { return m.Seq == s.Seq })
	if i < 0 {
		return t.say.Name("command", string(dossier.MigrateProcedure))
	}
	m := t.d.Migrations[i]
	return t.t("story.migrated", "from", m.From, "to", m.To, "basis", t.say.Serbian(m.Basis))
}
