package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// filledOpening is a form that opens a dossier.
func filledOpening(page string, more ...string) url.Values {
	law, err := procedure.Get("rs.law.government")
	if err != nil {
		panic(err) // it is shipped
	}
	for _, t := range law.Traits {
		if !t.Decided {
			more = append([]string{traitField(t.ID), t.Values[0].ID}, more...)
		}
	}
	return hidden(page, append([]string{"naslov", " Закон о \u201eпроби\u201d ", "vrsta", "law", "predlagac", "MPROBA", "postupak", "rs.law.government",
		"dostupnost", "embargoed", "proba", "ne", "tempo", "60", "korak", "otvori"}, more...)...)
}

func TestADossierIsOpenedByAForm(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	w := m.drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti/novi")
	shows(t, page, "Министарство MPROBA", "Виде га предлагачи", "Тајни податак")
	form := filledOpening(page, "osnovni", "Закон о проби", "glasnik", "„Службени гласник РС”, број 1/20")
	form.Add("saradnik", "MDRUGO")
	r := w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther)
	ref := regexp.MustCompile(`^/sr-Cyrl/predmeti/([0-9]{4}-[0-9]{4})/priprema$`).FindStringSubmatch(r.header.Get("Location"))
	if ref == nil {
		t.Fatalf("leads to %s", r.header.Get("Location"))
	}
	d, err := s.store.Dossier(t.Context(), m.drafter.id, dossier.Ref(ref[1]))
	if err != nil {
		t.Fatal(err)
	}
	if d.Title != "Закон о „проби”" || d.Visibility != dossier.Embargoed || len(d.Proposers) != 2 || d.BaseTitle != "Закон о проби" || d.Rehearsal || d.Stage != "plan" {
		t.Errorf("opened %+v", d)
	}
	again := w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther)
	if again.header.Get("Location") != r.header.Get("Location") {
		t.Errorf("sent again it leads to %s", again.header.Get("Location"))
	}
	form.Set("naslov", "Закон о нечем другом")
	shows(t, string(w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusUnprocessableEntity).body), "Овим обрасцем већ је отворен", "Закон о нечем другом")
}

func TestAFormThatIsSentTwiceAtOnceOpensOneDossier(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	form := filledOpening(m.drafter.works().reads("/sr-Cyrl/moji-predmeti/novi"))
	places := make([]string, 4)
	var group sync.WaitGroup
	for i := range places {
		group.Go(func() {
			places[i] = m.drafter.works().sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther).header.Get("Location")
		})
	}
	group.Wait()
	rows, err := s.store.Mine(t.Context(), m.drafter.id, store.MineFilter{Limit: 10})
	if err != nil || len(rows) != 1 {
		t.Errorf("got %d dossiers, %v, and the places %v", len(rows), err, places)
	}
}

func TestARehearsalIsOpenedAtItsPace(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	w := m.drafter.works()
	form := filledOpening(w.reads("/sr-Cyrl/moji-predmeti/novi"), "postupak", "test.two_stage", "proba", "da", "tempo", "3600", "od", "2026-11-23")
	r := w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther)
	if !strings.Contains(r.header.Get("Location"), "/predmeti/proba-") {
		t.Errorf("leads to %s", r.header.Get("Location"))
	}
	rows, err := s.store.Mine(t.Context(), m.drafter.id, store.MineFilter{Limit: 10})
	if err != nil || len(rows) != 1 || !rows[0].Rehearsal || rows[0].LegalNow.In(belgrade).Format(time.DateOnly) != "2026-11-23" {
		t.Errorf("got %+v, %v", rows, err)
	}
}

func TestTheDatesAreShownBeforeADossierIsOpened(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	w := m.drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti/novi?postupak=rs.law.government&od=2026-11-23")
	shows(t, page, `value="23. 11. 2026."`, `id="rokovi"`, "нема прописан рок", "рок није проверен", "Народна скупштина", "Акт ступа на снагу најраније", "Пословник Владе, чл. 76–79.")
	form := filledOpening(page, "naslov", "Закон о <b>пробама</b>", "korak", "rokovi", "postupak", "test.two_stage")
	to, typed := carried(t, string(w.sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusOK).body))
	shows(t, string(w.sends(to, typed).want(http.StatusOK).body), `<html lang="en"`, "пробама", `id="rokovi"`)
	page = string(w.sends("/en/moji-predmeti/novi", form).want(http.StatusOK).body)
	shows(t, page, `id="rokovi"`, `value="Закон о &lt;b&gt;пробама&lt;/b&gt;"`)
	page = string(w.opens("/sr-Cyrl/moji-predmeti/novi?postupak=rs.law.government&od=2020-01-01").want(http.StatusUnprocessableEntity).body)
	hides(t, page, `id="rokovi"`)
	shows(t, page, "Изабрани поступак важи од 31. 3. 2025.")
	rows, err := s.store.Mine(t.Context(), m.drafter.id, store.MineFilter{Limit: 10})
	if err != nil || len(rows) != 0 {
		t.Errorf("looking at dates opened %v, %v", rows, err)
	}
}

func TestNoDatesAreCountedFromADayThatIsNone(t *testing.T) {
	s := newSite(t)
	w := newMinistry(s, "MPROBA").drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti/novi")
	for _, typed := range []string{"31. 2. 2027.", "сутра", "23. 11. 1926."} {
		r := w.sends("/sr-Cyrl/moji-predmeti/novi", filledOpening(page, "od", typed, "korak", "rokovi"))
		again := string(r.want(http.StatusUnprocessableEntity).body)
		shows(t, again, `value="`+typed+`"`, `id="f-od-error"`, "Упишите дан као датум", `value="rs.law.government" checked`)
		hides(t, again, `id="rokovi"`, "Завршетак најраније")
		again = string(w.opens("/sr-Cyrl/moji-predmeti/novi?postupak=rs.law.government&od=" + url.QueryEscape(typed)).want(http.StatusUnprocessableEntity).body)
		hides(t, again, `id="rokovi"`, "Завршетак најраније")
	}
	blank := string(w.sends("/sr-Cyrl/moji-predmeti/novi", filledOpening(page, "od", " ", "korak", "rokovi")).want(http.StatusOK).body)
	shows(t, blank, `id="rokovi"`)
}

func TestOpeningsThatCannotBeTakenAreShownAgain(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	w := m.drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti/novi")
	for name, c := range map[string]struct {
		change []string
		say    string
	}{
		"no title":                   {[]string{"naslov", " \n"}, "Упишите назив акта."},
		"a title without end":        {[]string{"naslov", strings.Repeat("ћ", 20_000)}, "Упишите највише 500 знакова."},
		"no kind":                    {[]string{"vrsta", "роман"}, "Изаберите врсту акта."},
		"no proposer":                {[]string{"predlagac", ""}, "Изаберите предлагача."},
		"another's body":             {[]string{"predlagac", "MDRUGO"}, ""},
		"no procedure":               {[]string{"postupak", ""}, "Изаберите поступак."},
		"an unknown procedure":       {[]string{"postupak", "rs.nema"}, ""},
		"a procedure for rehearsals": {[]string{"postupak", "test.two_stage"}, "Изабрани поступак може само да се испроба."},
		"public from the beginning":  {[]string{"dostupnost", "public"}, "Изаберите ко види материјал пре објаве."},
		"an act without its gazette": {[]string{"osnovni", "Закон"}, "Упишите где је објављен пропис који се мења"},
		"no pace":                    {[]string{"proba", "da", "tempo", "0"}, "Изаберите колико у проби траје један дан."},
		"no day":                     {[]string{"proba", "da", "od", "31. фебруар"}, "Упишите дан као датум"},
		"a day of another century":   {[]string{"proba", "da", "od", "1926-11-23"}, "Упишите дан као датум"},
		"before the procedure":       {[]string{"proba", "da", "od", "2021-11-23"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.sends("/sr-Cyrl/moji-predmeti/novi", filledOpening(page, append([]string{"id", uuid.NewString()}, c.change...)...))
			again := string(r.want(http.StatusUnprocessableEntity).body)
			shows(t, again, c.say, "govuk-error-summary", `value="embargoed"`)
		})
	}
	rows, err := s.store.Mine(t.Context(), m.drafter.id, store.MineFilter{Limit: 10})
	if err != nil || len(rows) != 0 {
		t.Errorf("opened %v, %v", rows, err)
	}
}

func TestOnlyADrafterOpensDossiers(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	page := m.drafter.works().reads("/sr-Cyrl/moji-predmeti/novi")
	m.first.works().opens("/sr-Cyrl/moji-predmeti/novi").want(http.StatusForbidden)
	m.first.works().sends("/sr-Cyrl/moji-predmeti/novi", filledOpening(page)).want(http.StatusForbidden)
	s.visitor().asks("GET", "/sr-Cyrl/moji-predmeti/novi", nil).want(http.StatusSeeOther)
}

func TestTheDatesOfAProcedure(t *testing.T) {
	v := reader(locale.SrCyrl)
	var law *procedure.Definition
	for _, d := range procedure.Shipped() {
		if d.ID == "rs.law.government" {
			law = d
		}
	}
	dates, err := v.datesOf(law, calendar.Date{Year: 2026, Month: time.November, Day: 23})
	if err != nil {
		t.Fatal(err)
	}
	if dates.From != "2026-11-23" || dates.InForce == "" || dates.InForce > dates.Completed || len(dates.Rows) != len(law.Stages) && len(dates.Rows) < 10 || !dates.Unverified {
		t.Errorf("got %+v", dates)
	}
	early := dates.Rows[3]
	want := openingStage{Title: "Консултације у раној фази", Start: "2026-11-23", End: "2026-11-30", Own: "најдужи рок није прописан",
		Bases: []string{"Правилник о смерницама добре праксе за остваривање учешћа јавности у припреми нацрта закона и других прописа и аката, „Службени гласник РС”, број 51/19"}}
	if diff := cmp.Diff(want, early); diff != "" {
		t.Errorf("early consultation:\n%s", diff)
	}
	if dates.Rows[6].Actor != "Надлежни одбор Владе" {
		t.Errorf("who decides on the debate: %+v", dates.Rows[6])
	}
}
