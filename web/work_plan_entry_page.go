package web

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// boundPlan is the longest form with a table of the plan, in bytes; the table itself
// is shown again to be confirmed, so that it comes twice.
const (
	boundPlan    = 4 << 20
	maxPlanTable = 1 << 20
)

// planEntry is where the plan is entered: as a table or act by act.
type planEntry struct {
	Form  form
	ID    string // of the import to come, so that sending it twice is once
	Year  field
	File  field
	Body  field
	Title field
	Kind  field
	When  field
	EU    field
}

var planEntryTemplate = templateFor[planEntry]("work_plan_entry")

// shownPlanFaults is how many faults of a table are shown at once.
const shownPlanFaults = 50

func (s *Server) planEntryPage(v *visit) (reply, error) {
	f := v.carried()
	if f.Values == nil {
		f.Values = map[string][]string{}
		if yearOf(v.Query(byYear)) > 0 {
			f.Values.Set("godina", v.Query(byYear))
		}
	}
	return v.showPlanEntry(f)
}

func (v *visit) showPlanEntry(f form) (reply, error) {
	err := v.server.store.MayKeepPlan(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	bodies, day, err := v.bodiesToday()
	if err != nil {
		return reply{}, err
	}
	if f.Values == nil {
		f.Values = map[string][]string{}
	}
	if !f.Values.Has("godina") {
		f.Values.Set("godina", strconv.Itoa(civil(day).Year))
	}
	e := planEntry{Form: f, ID: fresh(), Year: f.field("godina", v.t("plan_entry.year"), ""), File: f.field("tabela", v.t("plan_entry.file"), ""),
		Body:  f.choice("organ", v.t("plan_entry.body"), "", append([]option{{Label: v.t("plan_entry.body_choose")}}, bodies...)),
		Title: f.field("naziv", v.t("plan_entry.name"), ""),
		Kind: f.choice("vrsta", v.t("plan_entry.kind"), "", append([]option{{Label: v.t("plan_entry.kind_choose")}}, each(actKinds, func(k string) option {
			return option{Value: k, Label: v.actKind(k)}
		})...)),
		When: f.choice("rok", v.t("plan_entry.when"), "", append([]option{{Label: v.t("plan_entry.when_choose")}}, v.momentOptions()...)),
		EU:   f.box("eu", v.t("plan_entry.eu"), "")}
	e.Year.Width, e.Title.Lang = 4, "sr-Cyrl"
	title := v.t("plan_entry.title")
	return planEntryTemplate.show(v, heading{Title: title, Crumbs: v.planCrumbs(title), Status: f.status(), At: planPath + "/unos"}, e)
}

func (v *visit) planCrumbs(here string) []link {
	return []link{{v.href(planPath), v.t("work_plan.nav")}, {Text: here}}
}

// bodiesToday offers the bodies that there are today and propose acts.
func (v *visit) bodiesToday() ([]option, string, error) {
	all, err := v.server.store.Bodies(v.ctx())
	if err != nil {
		return nil, "", err
	}
	now, err := v.server.store.Now(v.ctx())
	if err != nil {
		return nil, "", err
	}
	day := dossier.Day(now, belgrade)
	var options []option
	for _, b := range all {
		if !b.Collegial && b.ValidFrom <= day && (b.ValidTo == "" || day <= b.ValidTo) {
			options = append(options, option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)})
		}
	}
	return options, day, nil
}

// planYear reads the year of a form and notes where it is none.
func (v *visit) planYear(f *form) int {
	year := yearOf(strings.TrimSpace(f.value("godina")))
	if year == 0 {
		f.add("godina", v.t("plan_entry.year_wrong"))
	}
	return year
}

// planItemForm adds one act.
func (s *Server) planItemForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	year := v.planYear(&f)
	l := dossier.PlanLine{Body: f.value("organ"), Title: strings.TrimSpace(f.value("naziv")), Kind: f.value("vrsta"), PlanMoment: momentOf(f.value("rok"), max(year, 2000)), EU: f.value("eu") != ""}
	if l.Body == "" {
		f.add("organ", v.t("plan_entry.body_missing"))
	}
	v.needText(&f, "naziv", "plan_entry.name_missing", "opening.text_long")
	if !slices.Contains(actKinds, l.Kind) {
		f.add("vrsta", v.t("plan_entry.kind_missing"))
	}
	if !l.Valid() {
		f.add("rok", v.t("plan_entry.when_missing"))
	}
	if !f.ok() {
		return v.showPlanEntry(f)
	}
	_, err = s.store.AddPlanItems(v.ctx(), v.person(), store.PlanImport{Year: year}, []dossier.PlanLine{l})
	if err == nil {
		return v.to(planPath+"?godina="+strconv.Itoa(year), "plan_entry.added"), nil
	}
	err = v.refused(&f, err, map[string]string{"lines[0]": "naziv", "lines[0].body": "organ", "lines[0].title": "naziv", "lines[0].when": "rok", "year": "godina"})
	if err != nil {
		return reply{}, err
	}
	return v.showPlanEntry(f)
}

// planConfirm is a table of the plan that can be taken, before it is.
type planConfirm struct {
	ID      string
	Heading string
	Year    string
	File    string
	Table   string
	Count   int
	Rows    []plannedRow
}

var planConfirmTemplate = templateFor[planConfirm]("work_plan_confirm")

// planImportForm checks a table that was chosen and shows what would be entered, or
// enters what was confirmed. Nothing is entered of a table of which a row is wrong.
func (s *Server) planImportForm(v *visit) (reply, error) {
	err := s.store.MayKeepPlan(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	year := v.planYear(&f)
	name, table := f.value("datoteka"), []byte(f.value("sadrzaj"))
	confirmed := f.value("korak") == "potvrda" || f.value("korak") == "ponovo"
	if !confirmed {
		name, table, err = v.tableOf("tabela")
		if err != nil {
			return reply{}, err
		}
	}
	switch {
	case name == "" || f.value("korak") == "nazad":
		f.Values.Del("sadrzaj")
		if f.value("korak") != "nazad" {
			f.add("tabela", v.t("plan_entry.file_missing"))
		}
	case len(table) > maxPlanTable:
		f.add("tabela", v.t("plan_entry.file_large"))
	}
	if !f.ok() || f.value("korak") == "nazad" {
		return v.showPlanEntry(f)
	}
	lines, faults, err := s.readPlanTable(v, table, year, f.value("korak") == "potvrda")
	if err != nil {
		return reply{}, err
	}
	if len(faults) > 0 {
		v.addPlanFaults(&f, faults)
		f.Values.Del("sadrzaj")
		return v.showPlanEntry(f)
	}
	if f.value("korak") != "potvrda" {
		return s.showPlanConfirm(v, f, name, string(table), year, lines)
	}
	id, err := knownID(f.value("id"))
	if err != nil {
		id = fresh()
	}
	n, err := s.store.AddPlanItems(v.ctx(), v.person(), store.PlanImport{ID: id, Year: year, File: clipped(name, 200)}, lines)
	if err != nil {
		err = v.refused(&f, err, map[string]string{})
		if err != nil {
			return reply{}, err
		}
		return v.showPlanEntry(f)
	}
	if n == 0 { // it was brought a moment before
		n = len(lines)
	}
	r := v.to(planPath+"?godina="+strconv.Itoa(year), "")
	v.server.sessions.Put(v.ctx(), sessionFlash, v.n("plan_entry.done", n))
	return r, nil
}

// tableOf returns the name and the bytes of the table that was chosen, one byte more
// than it may have at most.
func (v *visit) tableOf(field string) (string, []byte, error) {
	file, name, err := v.chosen(field)
	if err != nil || name == "" {
		return "", nil, err
	}
	b, err := io.ReadAll(io.LimitReader(file, maxPlanTable+1))
	return name, b, errors.Join(err, file.Close())
}

// readPlanTable reads a table and notes what the plan has already, unless that is
// the record's to say, which knows what was confirmed twice.
func (s *Server) readPlanTable(v *visit, table []byte, year int, confirmed bool) ([]dossier.PlanLine, []dossier.PlanFault, error) {
	bodies, err := s.store.Bodies(v.ctx())
	if err != nil {
		return nil, nil, err
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return nil, nil, err
	}
	lines, faults := dossier.ReadPlanTable(table, year, planTableWords(bodies, dossier.Day(now, belgrade)))
	if len(faults) > 0 || confirmed {
		return lines, faults, nil
	}
	known, err := s.store.KnownPlanItems(v.ctx(), year, lines)
	if err != nil {
		return nil, nil, err
	}
	for _, i := range known {
		faults = append(faults, dossier.PlanFault{Row: lines[i].Row, Column: dossier.PlanTitle, Code: dossier.RowKnown, Text: lines[i].Title})
	}
	return lines, faults, nil
}

func (v *visit) addPlanFaults(f *form, faults []dossier.PlanFault) {
	f.add("tabela", v.t("plan_entry.wrong"))
	for i, bad := range faults {
		if i == shownPlanFaults {
			f.add("", v.n("plan_entry.more_faults", len(faults)-i))
			break
		}
		f.add("", v.planFault(bad))
	}
}

// showPlanConfirm shows what would be entered.
func (s *Server) showPlanConfirm(v *visit, f form, name, table string, year int, lines []dossier.PlanLine) (reply, error) {
	bodies, err := s.store.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	id := f.value("id")
	if _, err := knownID(id); err != nil {
		id = fresh()
	}
	y := strconv.Itoa(year)
	c := planConfirm{ID: id, Heading: v.t("plan_entry.preview", "year", y), Year: y, File: name, Table: table, Count: len(lines)}
	for _, l := range lines {
		i := slices.IndexFunc(bodies, func(b store.Body) bool { return b.Code == l.Body })
		c.Rows = append(c.Rows, plannedRow{Title: l.Title, Kind: upperFirst(v.actKind(l.Kind)), EU: l.EU, When: v.planMoment(l.PlanMoment), Body: v.title(bodies[i].NameSr, bodies[i].NameEn)})
	}
	return planConfirmTemplate.show(v, heading{Title: c.Heading, Crumbs: v.planCrumbs(c.Heading), Status: http.StatusOK, At: planPath + "/unos",
		Again: again{"second", "korak", "ponovo"}}, c)
}

// clipped returns as much of a text as a column takes, in characters.
func clipped(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}
