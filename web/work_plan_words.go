package web

import (
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// ordinals name months and quarters in the catalogues.
var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

// planPath is where the plan of the Government stands.
const planPath = "/plan-rada"

// monthName names a month by its number.
func (v *visit) monthName(n int) string { return v.say.Name("plan_month", ordinals[n-1]) }

// planMoment names the month or the quarter, without its year.
func (v *visit) planMoment(m dossier.PlanMoment) string {
	switch {
	case m.Month >= 1 && m.Month <= 12:
		return v.monthName(m.Month)
	case m.Quarter >= 1 && m.Quarter <= 4:
		return v.say.Name("plan_quarter", ordinals[m.Quarter-1])
	}
	return ""
}

// plannedAs says for which item of the plan a dossier is; empty: for none.
func (v *visit) plannedAs(i *store.PlanItem) string {
	if i == nil {
		return ""
	}
	return v.t("plan_link.item", "title", v.say.Serbian(i.Title), "when", v.planMoment(i.PlanMoment), "year", strconv.Itoa(i.Year))
}

// planHref returns the address of the plan of an item's year; empty for none.
func planHref(v *visit, i *store.PlanItem) string {
	if i == nil {
		return ""
	}
	return v.href(planPath + "?godina=" + strconv.Itoa(i.Year))
}

// planOptions offers items of plans to choose from.
func (v *visit) planOptions(items []store.PlanItem) []option {
	return each(items, func(i store.PlanItem) option { return option{Value: i.ID, Label: v.plannedAs(&i)} })
}

// momentOptions offers the months and the quarters of a year, as a form sends them.
func (v *visit) momentOptions() []option {
	var all []option
	for n := range 12 {
		all = append(all, option{Value: "m" + strconv.Itoa(n+1), Label: v.monthName(n + 1)})
	}
	for n := range 4 {
		all = append(all, option{Value: "k" + strconv.Itoa(n+1), Label: v.say.Name("plan_quarter", ordinals[n])})
	}
	return all
}

// momentOf reads what momentOptions sends; it is not valid where that is something
// else.
func momentOf(value string, year int) dossier.PlanMoment {
	m := dossier.PlanMoment{Year: year}
	if len(value) < 2 {
		return m
	}
	n, err := strconv.Atoi(value[1:])
	switch {
	case err != nil:
	case value[0] == 'm':
		m.Month = n
	case value[0] == 'k':
		m.Quarter = n
	}
	return m
}

// momentValue is the moment as a form sends it.
func momentValue(m dossier.PlanMoment) string {
	if m.Month > 0 {
		return "m" + strconv.Itoa(m.Month)
	}
	return "k" + strconv.Itoa(m.Quarter)
}

// planTableWords are the words by which a table of the plan names things, in all
// languages; bodies by what they are called today.
func planTableWords(bodies []store.Body, day string) dossier.PlanWords {
	w := dossier.PlanWords{Bodies: map[string][]string{}, Kinds: map[string][]string{}}
	for _, b := range bodies {
		if b.ValidFrom <= day && (b.ValidTo == "" || day <= b.ValidTo) {
			w.Bodies[b.Code] = []string{b.NameSr, b.NameEn}
		}
	}
	for _, l := range []locale.Lang{locale.SrCyrl, locale.En} {
		say := locale.For(l)
		for _, k := range actKinds {
			w.Kinds[k] = append(w.Kinds[k], say.Name("act", "kind_"+k))
		}
		for n := range 12 {
			w.Months[n] = append(w.Months[n], say.Name("plan_month", ordinals[n]))
		}
		for n := range 4 {
			w.Quarters[n] = append(w.Quarters[n], say.Name("plan_quarter", ordinals[n]))
		}
	}
	return w
}

// planFault puts into words what is wrong with a table of the plan.
func (v *visit) planFault(f dossier.PlanFault) string {
	code := string(f.Code)
	if f.Code == dossier.TableUnreadable && f.Row > 0 {
		code = "unreadable_row"
	}
	limit := dossier.MaxTitle
	if f.Code == dossier.TableLong {
		limit = dossier.MaxPlanRows
	}
	text := []rune(f.Text)
	if len(text) > 80 {
		text = append(text[:80:80], '…')
	}
	return v.t("plan_fault."+code, "line", strconv.Itoa(f.Row), "column", v.say.Name("plan_column", string(f.Column)), "text", string(text), "limit", strconv.Itoa(limit))
}

// kinOf says which dossiers take each other up.
func (v *visit) kinOf(r store.DossierRow) kin {
	to := func(ref dossier.Ref) link {
		if ref == "" {
			return link{}
		}
		text := number(ref)
		if text == "" {
			text = v.t("list.rehearsal")
		}
		return link{v.href("/predmeti/" + string(ref)), text}
	}
	k := kin{Later: to(r.ResubmittedAs), Earlier: to(r.Resubmits)}
	if k.Earlier.Href != "" {
		k.Comments = k.Earlier.Href + "/komentari"
	}
	return k
}

// yearOf reads a year that a form or an address gives; 0: it is none of a plan.
func yearOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 2000 || n > 2099 {
		return 0
	}
	return n
}

// withYear returns the years with one among them, in their order.
func withYear(years []int, year int) []int {
	if !slices.Contains(years, year) {
		years = append(slices.Clone(years), year)
		slices.Sort(years)
	}
	return years
}
