package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// saying is what a form asks for beside an outcome, as far as the stage has it;
// what it does not ask for is nil.
type saying struct {
	Ground     *field
	Expires    *field
	Present    *field
	InFavour   *field
	Against    *field
	Abstained  *field
	Chair      *field
	Support    *field
	Electorate *field
}

// sayingOf returns what the stage asks for.
func (v *visit) sayingOf(m matter, f form) saying {
	st := m.stage()
	var s saying
	if grounds := groundsOf(m); len(grounds) > 0 {
		in := f.choice("osnov", v.t("said.ground"), v.t("said.ground_hint", "ways", v.say.List(v.waysWith(m, func(o procedure.OutcomeDef) bool { return len(o.Grounds) > 0 }))),
			each(grounds, func(g procedure.Ground) option {
				return option{Value: g.ID, Label: v.title(g.TitleSr, g.TitleEn), Hint: v.source(m.Definition, g.Basis, g.Evidence)}
			}))
		in.Optional = true
		s.Ground = &in
	}
	if ways := v.waysWith(m, func(o procedure.OutcomeDef) bool { return st.Exempting(o.ID) }); len(ways) > 0 {
		in := v.date(f, "vazi-do", v.t("said.expires"), v.t("said.expires_hint", "ways", v.say.List(ways)))
		in.Optional = true
		s.Expires = &in
	}
	if q := st.Quorum; q != nil {
		v.quorumFields(f, *q, m.members, &s)
	}
	if len(st.Thresholds) == 0 {
		return s
	}
	most, percent := needed(st)
	basis := v.say.Serbian(v.basis(m.Definition, st.Thresholds[0].Basis))
	in := f.field("podrska", v.t("said.support"), v.marked(v.n("said.support_hint", most), leastSure(st.Thresholds))+" "+basis)
	if percent > 0 {
		in.Hint = v.marked(v.t("said.support_percent", "percent", v.say.Percent(float64(percent)/100)), leastSure(st.Thresholds)) + " " + basis
		of := f.field("biraca", v.t("said.electorate"), v.t("said.electorate_hint"))
		of.Width = 10
		s.Electorate = &of
	}
	in.Width = 10
	s.Support = &in
	return s
}

// quorumFields adds what is asked for of a session of a body with so many members.
func (v *visit) quorumFields(f form, q procedure.Quorum, members int, s *saying) {
	number := func(name, label, hint string) *field {
		in := f.field(name, label, hint)
		in.Width = 4
		return &in
	}
	n := q.Of(members)
	there, most := v.marked(v.n("said.present_hint", n.Members, "need", n.Present), q.Evidence), v.t("said.in_favour_most")
	if n.InFavour > 0 {
		most = v.marked(v.n("said.in_favour_hint", n.InFavour), q.Evidence)
	}
	if q.Relative() && members == 0 {
		there, most = v.t("said.members_unknown"), ""
	}
	s.Present, s.InFavour = number("prisutno", v.t("said.present"), there), number("za", v.t("said.in_favour"), most)
	s.Against, s.Abstained = number("protiv", v.t("said.against"), v.t("said.rest_hint")), number("uzdrzano", v.t("said.abstained"), "")
	s.Against.Optional, s.Abstained.Optional = true, true
	if q.HalfWithChair {
		chair := f.box("predsednik", v.t("said.chair"), v.t("said.chair_hint"))
		s.Chair = &chair
	}
}

// needed returns how many must support what the stage collects, and which
// percentage of those who may; 0: nobody, none.
func needed(st procedure.StageDef) (int, int) {
	most, percent := 0, 0
	for _, t := range st.Thresholds {
		most, percent = max(most, t.Count), max(percent, t.Percent)
	}
	return most, percent
}

// leastSure returns the evidence of a threshold that was not verified, if there
// is one among those of a stage.
func leastSure(all []procedure.Threshold) procedure.Evidence {
	for _, t := range all {
		if !t.Evidence.Verified() {
			return t.Evidence
		}
	}
	return procedure.Sourced
}

// groundsOf returns the grounds that outcomes of the present stage ask for that the
// visitor may take, in the order of the procedure's list.
func groundsOf(m matter) []procedure.Ground {
	var all []procedure.Ground
	for _, g := range m.Definition.Grounds {
		if slices.ContainsFunc(m.ways, func(w store.Way) bool { return mayTake(w) && slices.Contains(w.Outcome.Grounds, g.ID) }) {
			all = append(all, g)
		}
	}
	return all
}

// waysWith names the ways out of the stage that the visitor may take and are so.
func (v *visit) waysWith(m matter, so func(procedure.OutcomeDef) bool) []string {
	var names []string
	for _, w := range m.ways {
		if mayTake(w) && so(w.Outcome) {
			names = append(names, v.inQuotes(w.Outcome.TitleSr, w.Outcome.TitleEn))
		}
	}
	return names
}

// saidFields says in which field of a form a refusal of what is said belongs.
var saidFields = map[string]string{
	"args.ground": "osnov", procedure.GroundNamed: "osnov", "args.expires": "vazi-do", "args.present": "prisutno", procedure.QuorumMet: "prisutno",
	procedure.MembersKnown: "prisutno", "args.against": "protiv", "args.abstained": "uzdrzano",
	"args.in_favour": "za", "args.support": "podrska", "args.electorate": "biraca", procedure.ThresholdMet: "podrska",
}

// withSaid adds to the fields of a form those of what is said.
func withSaid(fields map[string]string) map[string]string {
	all := maps.Clone(saidFields)
	maps.Copy(all, fields)
	return all
}

// said reads into the arguments what a form says beside an outcome, and notes at
// each field what is wrong with it. A ground is taken for an outcome that asks
// for one.
func (v *visit) said(f *form, m matter, args *dossier.Args) {
	st := m.stage()
	o, _ := st.Outcome(args.Outcome)
	if len(o.Grounds) > 0 {
		args.Ground = f.value("osnov")
		if args.Ground == "" {
			f.add("osnov", v.t("said.missing.ground"))
		}
	}
	if strings.TrimSpace(f.value("vazi-do")) != "" {
		v.needDay(f, "vazi-do")
		args.Expires = f.day("vazi-do")
	}
	count := func(name string, into *int, must bool) {
		n, given, ok := countOf(f.value(name))
		if !ok || must && !given {
			f.add(name, v.t("said.missing.count"))
		}
		*into = n
	}
	said := func(name string) *int {
		if strings.TrimSpace(f.value(name)) == "" {
			return nil
		}
		var n int
		count(name, &n, false)
		return &n
	}
	if st.Quorum != nil {
		count("prisutno", &args.Present, !o.Ungated)
		count("za", &args.InFavour, !o.Ungated)
		args.Against, args.Abstain = said("protiv"), said("uzdrzano")
		args.Chair = st.Quorum.HalfWithChair && f.value("predsednik") != ""
	}
	if len(st.Thresholds) > 0 {
		count("podrska", &args.Support, true)
		if _, percent := needed(st); percent > 0 {
			count("biraca", &args.Electorate, !o.Ungated)
		}
	}
}

// saidIn returns the outcome that is chosen in a form and what it says beside it.
func (v *visit) saidIn(f *form, m matter) dossier.Args {
	args := dossier.Args{Outcome: f.value("ishod")}
	if m.Definition != nil {
		v.said(f, m, &args)
	}
	return args
}

// toBeSaid says in sentences what will be said with an outcome.
func (v *visit) toBeSaid(m matter, a dossier.Args) []string {
	run := store.StageView{Ground: a.Ground}
	if a.Present > 0 {
		run.Conclude = &store.ConclusionView{Present: &a.Present, InFavour: &a.InFavour, Against: a.Against, Abstain: a.Abstain, Chair: a.Chair}
	}
	all := v.sayings(m.DossierView, run)
	if a.Expires != "" {
		all = append(all, v.t("said.until", "day", a.Expires))
	}
	return all
}

// countOf reads a number of people as somebody writes it: 30000, 30.000, 30 000;
// whether one is given, and whether it is one.
func countOf(s string) (int, bool, bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", ".", "", ",", "").Replace(strings.TrimSpace(s))
	if s == "" {
		return 0, false, true
	}
	n, err := strconv.Atoi(s)
	return n, true, err == nil && n >= 0 && n <= dossier.MaxCount
}

// sayings says in sentences what was said with the end of a stage.
func (v *visit) sayings(d store.DossierView, run store.StageView) []string {
	var all []string
	if c := run.Conclude; c != nil && c.Present != nil && c.InFavour != nil {
		all = append(all, v.voted(c)...)
	}
	if run.Support != nil {
		all = append(all, v.n("said.supported", *run.Support))
		if run.Electorate > 0 {
			all = append(all, v.n("said.of_electorate", run.Electorate))
		}
	}
	if g, known := d.Definition.Ground(run.Ground); known {
		all = append(all, v.t("said.on_ground", "name", quoted(v.title(g.TitleSr, g.TitleEn)), "basis", v.source(d.Definition, g.Basis, g.Evidence)))
	}
	return all
}

// voted says how many members of a body were there and how they voted.
func (v *visit) voted(c *store.ConclusionView) []string {
	all := []string{v.n("said.voted", *c.Present, "for", *c.InFavour)}
	if c.Members != nil {
		all[0] = v.n("said.voted_of", *c.Members, "present", *c.Present, "for", *c.InFavour)
	}
	if c.Against != nil {
		all = append(all, v.t("said.against_voted", "count", *c.Against))
	}
	if c.Abstain != nil {
		all = append(all, v.t("said.abstained_voted", "count", *c.Abstain))
	}
	if c.Chair {
		all = append(all, v.t("said.chaired"))
	}
	return all
}

// permission says of one outcome whether it may be taken for the act, and why not.
type permission struct {
	Outcome string
	May     bool
	Why     string // not; empty: it may
	Basis   string
}

// permissions says which outcomes of the present stage may be taken for such an
// act, and by the visitor; none where that depends on neither, and none comes with
// the end of a term alone.
func (v *visit) permissions(m matter) []permission {
	st := m.stage()
	if !st.Depends() && !slices.ContainsFunc(st.Outcomes, func(o procedure.OutcomeDef) bool { return o.Approver != "" || o.LapseOnly }) {
		return nil
	}
	has := m.Definition.Values(m.Traits)
	var all []permission
	for _, o := range st.Outcomes {
		p := permission{Outcome: v.title(o.TitleSr, o.TitleEn), May: !o.Barred, Basis: v.basis(m.Definition, firstText(o.Basis, st.Basis))}
		if o.Barred {
			var whys []string
			for _, id := range slices.Sorted(maps.Keys(o.When)) {
				t, _ := m.Definition.Trait(id)
				if slices.Contains(o.When[id], has[id]) {
					continue
				}
				is, _ := t.Value(has[id])
				whys = append(whys, v.t("said.barred", "trait", v.title(t.TitleSr, t.TitleEn), "is", quoted(v.title(is.TitleSr, is.TitleEn)),
					"needs", v.say.List(each(o.When[id], func(value string) string {
						x, _ := t.Value(value)
						return v.inQuotes(x.TitleSr, x.TitleEn)
					}))))
			}
			p.Why = strings.Join(whys, " ")
		}
		w, known := m.wayOf(o.ID)
		switch {
		case o.LapseOnly:
			p.May = false
			for _, u := range m.words.unmet(v.lang, w.Unmet) {
				p.Why, p.Basis = u.Message, u.Basis
			}
		case known && !o.Barred && w.Refused != nil:
			p.May, p.Why = false, v.t("said.not_approver")
			if o.Approver != "" {
				p.Why = v.t("said.needs_approver")
			}
		}
		all = append(all, p)
	}
	return all
}

// inQuotes returns a title within the quotation marks of the reader's language.
func (v *visit) inQuotes(sr, en string) string {
	return v.t("said.quoted", "name", quoted(v.title(sr, en)))
}

func firstText(values ...string) string {
	for _, s := range values {
		if s != "" {
			return s
		}
	}
	return ""
}
