package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func thisYear(t *testing.T) int {
	t.Helper()
	at, err := time.Parse(time.DateOnly, civilDay(t, 0))
	if err != nil {
		t.Fatal(err)
	}
	return at.Year()
}

func line(body, title string, m dossier.PlanMoment) dossier.PlanLine {
	return dossier.PlanLine{Row: 2, Body: body, Title: title, Kind: "law", PlanMoment: m}
}

func (w *world) plans(lines ...dossier.PlanLine) {
	w.t.Helper()
	_, err := w.s.AddPlanItems(w.t.Context(), w.operator(), store.PlanImport{Year: lines[0].Year}, lines)
	if err != nil {
		w.t.Fatalf("plan: %v", err)
	}
}

func TestATableOfThePlanIsBroughtInWholeOrNotAtAll(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	storetest.Ministry(t, w.s, "GSV")
	secretariat := storetest.Person(t, w.s, "Службеник Секретаријата", "GSV officer")
	gazette := storetest.Person(t, w.s, "Службеник Гласника", "MDRUGO officer")
	in := store.PlanImport{ID: uuid.NewString(), Year: 2026, File: "plan.csv"}
	march := dossier.PlanMoment{Year: 2026, Month: 3}
	good := []dossier.PlanLine{line("MTEST", "Закон први", march), line("MDRUGO", "Закон други", dossier.PlanMoment{Year: 2026, Quarter: 4})}
	refused := func(what, person string, lines []dossier.PlanLine, field string, code dossier.Code) {
		t.Helper()
		_, err := w.s.AddPlanItems(t.Context(), person, in, lines)
		if field == "" {
			wantCode(t, what, err, code)
		} else if p := refusedBy(err); p == nil || len(p.Fields) != 1 || p.Fields[0].Name != field || p.Fields[0].Code != code {
			t.Errorf("%s: got %v, want %s %s", what, err, field, code)
		}
		if got := w.count(`SELECT (SELECT count(*) FROM plan_items) + (SELECT count(*) FROM plan_imports)`); got != 0 {
			t.Errorf("%s: %d rows were written", what, got)
		}
	}
	refused("by a drafter", w.drafter, good, "", dossier.CodeRoleRequired)
	refused("by an officer of another body", gazette, good, "", dossier.CodeNotYourBody)
	refused("with a body that there is not", secretariat, append(slices.Clone(good), line("NEMA", "Закон", march)), "lines[2].body", dossier.CodeBodyUnknown)
	refused("of another year", secretariat, append(slices.Clone(good), line("MTEST", "Закон", dossier.PlanMoment{Year: 2027, Month: 1})), "lines[2].when", dossier.CodePlanWhen)
	refused("without a title", secretariat, []dossier.PlanLine{line("MTEST", "", march)}, "lines[0].title", dossier.CodeTitleRequired)
	refused("one act twice", secretariat, append(slices.Clone(good), line("MTEST", "Zakon prvi", march)), "lines[0]", dossier.CodePlanItemKnown)
	for i, want := range []int{2, 0} { // brought twice, it is brought once
		n, err := w.s.AddPlanItems(t.Context(), secretariat, in, good)
		if err != nil || n != want {
			t.Errorf("brought %d: added %d, %v, want %d", i+1, n, err, want)
		}
	}
	in.ID = uuid.NewString()
	_, err := w.s.AddPlanItems(t.Context(), w.operator(), in, append([]dossier.PlanLine{line("MTEST", "Закон трећи", march)}, good...))
	if p := refusedBy(err); p == nil || p.Fields[0].Name != "lines[1]" || p.Fields[0].Code != dossier.CodePlanItemKnown {
		t.Errorf("what the plan has: got %v", err)
	}
	known, err := w.s.KnownPlanItems(t.Context(), 2026, append([]dossier.PlanLine{line("MTEST", "Закон трећи", march)}, good...))
	if diff := cmp.Diff([]int{1, 2}, known); diff != "" || err != nil {
		t.Errorf("known: %v %s", err, diff)
	}
	years, err := w.s.PlanYears(t.Context())
	if diff := cmp.Diff([]int{2026}, years); diff != "" || err != nil {
		t.Errorf("years: %v %s", err, diff)
	}
}

// TestThePlanSaysWhatBecameOfIt has one item in every state, looked at by the
// public and by the ministry.
func TestThePlanSaysWhatBecameOfIt(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	year := thisYear(t)
	ahead := dossier.PlanMoment{Year: year, Month: 12}
	w.plans(line("MTEST", "Не почиње", ahead), line("MTEST", "Почело", ahead), line("MTEST", "У расправи", ahead), line("MTEST", "Усвојено", ahead), line("MDRUGO", "Повучено", ahead))
	item := map[string]string{}
	items, err := w.s.PlanItemsOf(t.Context(), year, []string{"MTEST", "MDRUGO"})
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		item[i.Title] = i.ID
	}
	opens := func(title, lead, planItem string) {
		t.Helper()
		person := w.drafter
		if lead == "MDRUGO" {
			person = w.stranger
		}
		ref, _, err := w.s.OpenDossier(t.Context(), person, store.Opening{Title: title, Kind: "law", Procedure: "test.two_stage", Lead: lead, Visibility: dossier.Working, PlanItem: planItem})
		if err != nil {
			t.Fatal(err)
		}
		w.ref, w.stageNo = ref, 0
		w.enter("notice")
	}
	opens("Почело", "MTEST", item["Почело"])
	opens("У расправи", "MTEST", item["У расправи"])
	w.publish()
	w.addAct(draft)
	w.publish()
	opens("Усвојено", "MTEST", item["Усвојено"])
	w.publish()
	w.exec(`UPDATE stage_runs SET ended_at = clock_timestamp(), legal_ended = clock_timestamp(), outcome = 'closed' WHERE ended_at IS NULL AND dossier = (SELECT id FROM dossiers WHERE ref = $1)`, string(w.ref))
	w.finish(dossier.Completed)
	opens("Повучено", "MDRUGO", item["Повучено"])
	w.exec(`UPDATE dossiers SET visibility = 'public' WHERE ref = $1`, string(w.ref))
	states := func(viewer string) map[string]string {
		t.Helper()
		v, err := w.s.Plan(t.Context(), viewer, year)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, r := range v.Rows {
			got[r.Title] = fmt.Sprintf("%s %t %d", r.State, r.Late, len(r.Dossiers))
		}
		for _, d := range v.OffPlan {
			got["ван плана: "+d.Title] = string(d.State())
		}
		return got
	}
	public := map[string]string{"Не почиње": "not_begun false 0", "Почело": "not_begun false 0", "У расправи": "in_debate false 1", "Усвојено": "adopted false 1", "Повучено": "begun false 1"}
	if diff := cmp.Diff(public, states("")); diff != "" {
		t.Errorf("the public (-want +got)\n%s", diff)
	}
	inside := map[string]string{"Не почиње": "not_begun false 0", "Почело": "begun false 1", "У расправи": "in_debate false 1", "Усвојено": "adopted false 1", "Повучено": "begun false 1",
		"ван плана: Нацрт закона о пробама": "begun"}
	if diff := cmp.Diff(inside, states(w.drafter)); diff != "" {
		t.Errorf("the ministry (-want +got)\n%s", diff)
	}
	v, err := w.s.Plan(t.Context(), "", year)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(v.Rows, func(r store.PlanRow) bool { return r.Title == "Усвојено" })
	if got := v.Rows[i].Dossiers[0].Adopted; got != civilDay(t, 0) {
		t.Errorf("adopted on %s", got)
	}
	if empty, err := w.s.Plan(t.Context(), w.drafter, year-1); err != nil || len(empty.Rows)+len(empty.OffPlan) != 0 {
		t.Errorf("the year before has %+v, %v", empty, err)
	}
}

// TestTheGovernmentAdoptsWhatIsADraftNoMore goes by the form of the act, and back.
func TestTheGovernmentAdoptsWhatIsADraftNoMore(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{})
	for _, code := range []string{"GSV", "VLADA", "NS", "ODBOR", "PR", "SG"} {
		storetest.Ministry(t, w.s, code)
	}
	year := thisYear(t)
	w.plans(line("MTEST", "Закон о пробама", dossier.PlanMoment{Year: year, Month: 12}))
	items, err := w.s.PlanItemsOf(t.Context(), year, []string{"MTEST"})
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.LinkPlan(t.Context(), w.drafter, w.ref, items[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	ends := func() {
		w.exec(`UPDATE stage_runs SET ended_at = clock_timestamp(), legal_ended = clock_timestamp(), outcome = 'x' WHERE ended_at IS NULL`)
	}
	for _, c := range []struct {
		stage string
		want  dossier.PlanState
	}{{"submit_government", dossier.Begun}, {"government_session", dossier.Begun}, {"assembly_committees", dossier.Adopted}, {"revision", dossier.Begun}} {
		ends()
		w.enter(c.stage)
		v, err := w.s.Plan(t.Context(), w.drafter, year)
		if err != nil || len(v.Rows) != 1 || v.Rows[0].State != c.want {
			t.Errorf("in %s: got %+v, %v, want %s", c.stage, v.Rows, err, c.want)
		}
	}
}

func TestADossierIsLinkedToAnItemOfThePlan(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{CoProposers: []string{"MDRUGO"}})
	w.plans(line("MTEST", "Први", dossier.PlanMoment{Year: 2026, Month: 12}))
	w.plans(line("MTEST", "Други", dossier.PlanMoment{Year: 2027, Quarter: 1}))
	items, err := w.s.PlanItemsOf(t.Context(), 2026, []string{"MTEST"})
	if err != nil || len(items) != 2 {
		t.Fatalf("got %+v, %v", items, err)
	}
	link := func(person, item string) error { return w.s.LinkPlan(t.Context(), person, w.ref, item) }
	nobody := storetest.Person(t, w.s, "Неко")
	wantCode(t, "by who has no part in it", link(nobody, items[0].ID), dossier.CodeNotFound)
	wantCode(t, "by a signer", link(w.signerA, items[0].ID), dossier.CodeWrongRole)
	wantCode(t, "from none to none", link(w.drafter, ""), dossier.CodeNothingChanged)
	for _, item := range []string{uuid.NewString(), "никакав"} {
		if p := refusedBy(link(w.drafter, item)); p == nil || p.Fields[0].Code != dossier.CodePlanItemUnknown {
			t.Errorf("to what is no item: got %v", p)
		}
	}
	for _, c := range []struct{ person, item, want string }{{w.drafter, items[0].ID, "Први"}, {w.stranger, items[1].ID, "Други"}, {w.drafter, "", ""}, {w.drafter, items[1].ID, "Други"}} {
		if err := link(c.person, c.item); err != nil {
			t.Fatal(err)
		}
		got := ""
		if i := w.see(w.drafter).PlanItem; i != nil {
			got = i.Title
		}
		if got != c.want {
			t.Errorf("it is for %q, want %q", got, c.want)
		}
	}
	wantCode(t, "to the same", link(w.drafter, items[1].ID), dossier.CodeNothingChanged)
	if got := w.count(`SELECT count(*) FROM plan_links`); got != 4 {
		t.Errorf("the record has %d links, want every one", got)
	}
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Разлог.", Ground: string(dossier.OtherGround)})
	wantCode(t, "when it has ended", link(w.drafter, items[0].ID), dossier.CodeNotNow)
}
