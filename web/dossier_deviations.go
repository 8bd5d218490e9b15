package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// deviationRow is a departure of a dossier from the usual way.
type deviationRow struct {
	Text   string
	On     string `web:"date"`
	Basis  string // Serbian, of the rule
	Reason string // Serbian, as it was given
	Person string // who decided it; empty: nobody did
	Office string // the body in which they did
	Alone  bool   // it came of itself, with the end of a term
	Legal  string // the ground that was named of those that the rule lists, in words; empty: none was
	Force  string // whether an exemption is in force, in words; empty: it is none
	Over   bool   // it is not
	More   link   // where more of it stands; nowhere: without an address
	Ground string // the act of a body, in words; empty: there is none
	Paper  *paper // its document
}

// alone are the departures that nobody decides.
var alone = []store.DeviationCode{store.Overdue, store.ReportLapsed, store.Silence, store.Lapsed, store.CutShort}

// deviationRow puts a departure into words, which are text.
func (v *visit) deviationRow(ref dossier.Ref, x store.Deviation, text string) deviationRow {
	row := deviationRow{Text: text, Basis: x.Basis, Reason: x.Reason, Person: x.Person, Paper: v.paperOf(ref, x.Conclude),
		Office: v.title(x.PersonBody.NameSr, x.PersonBody.NameEn), Alone: slices.Contains(alone, x.Code)}
	if !x.On.IsZero() {
		row.On = x.On.String()
	}
	if x.GroundSr != "" {
		row.Legal = v.t("said.on_ground", "name", quoted(v.title(x.GroundSr, x.GroundEn)), "basis", v.source(nil, x.GroundBasis, x.GroundSeen))
	}
	if x.Code == store.Exempted {
		row.Over = x.Expired
		switch {
		case x.Until == "":
			row.Force = v.t("said.holds")
		case x.Expired:
			row.Force = v.t("said.held_until", "day", x.Until)
		default:
			row.Force = v.t("said.holds_until", "day", x.Until)
		}
	}
	if x.Conclude != nil {
		row.Ground = v.t("paper.ground", "number", v.say.Serbian(x.Conclude.Number), "day", x.Conclude.Date)
	}
	return row
}

// deviations says in what a dossier departed from the usual way.
func (v *visit) deviations(d store.DossierView) ([]deviationRow, error) {
	all, err := d.Deviations()
	if err != nil {
		return nil, err
	}
	return each(all, func(x store.Deviation) deviationRow {
		row := v.deviationRow(d.Ref, x, v.deviation(d, x))
		row.Basis = v.basis(d.Definition, x.Basis)
		row.More = v.moreOf(d.Ref, x)
		return row
	}), nil
}

// moreOf links the page with more of a departure.
func (v *visit) moreOf(ref dossier.Ref, x store.Deviation) link {
	if x.Code != store.NotDebated {
		return link{}
	}
	return link{v.href("/predmeti/" + string(ref) + "/izmene-posle-rasprave"), v.t("matter.mend.material_change_decided")}
}

// deviation puts one departure of a dossier into words.
func (v *visit) deviation(d store.DossierView, x store.Deviation) string {
	return v.departure(x, func(codes []string) []string { return v.bodyNames(d, codes) })
}

// departure puts a departure into words; names says how bodies are called.
func (v *visit) departure(x store.Deviation, names func(codes []string) []string) string {
	if x.Code == store.CutShort {
		return v.cutShort(x)
	}
	id := "deviation." + string(x.Code)
	args := []any{"title", quoted(v.title(x.StageTitleSr, x.StageTitleEn)), "way", v.title(x.OutcomeSr, x.OutcomeEn),
		"name", v.title(x.Params["name_sr"], x.Params["name_en"]), "trait", v.title(x.Params["trait_sr"], x.Params["trait_en"]),
		"stated", quoted(v.title(x.Params["from_sr"], x.Params["from_en"])), "found", quoted(v.title(x.Params["to_sr"], x.Params["to_en"]))}
	for _, name := range []string{"due", "first", "documents", "date"} {
		args = append(args, name, x.Params[name])
	}
	switch x.Code {
	case store.WindowShorter:
		args = append(args, v.shortenedWords(x)...)
	case store.Extended:
		_, body, ofBody := strings.Cut(x.Params["window"], ":")
		if ofBody {
			id, args = "deviation.extended_of", append(args, "names", v.say.List(names([]string{body})))
		}
	case store.Silence:
		args = append(args, "names", v.say.List(names(strings.Split(x.Params["bodies"], ","))))
	}
	days, err := strconv.Atoi(x.Params["days"])
	if err == nil && slices.Contains([]store.DeviationCode{store.Overdue, store.Extended, store.HolidayMoved, store.Compensated}, x.Code) {
		return v.n(id, days, args...)
	}
	return v.t(id, args...)
}

// bodyNames names the bodies of a procedure, or of those that were asked under it.
func (v *visit) bodyNames(d store.DossierView, codes []string) []string {
	return each(codes, func(code string) string {
		for _, run := range d.Stages {
			i := slices.IndexFunc(run.Opinions, func(o store.OpinionView) bool { return o.BodyCode == code })
			if i >= 0 {
				return v.title(run.Opinions[i].BodySr, run.Opinions[i].BodyEn)
			}
		}
		return v.actorOf(d.Definition, code)
	})
}
