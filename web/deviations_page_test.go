package web

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func TestEveryKindOfDeviationHasItsNameAndItsSentence(t *testing.T) {
	names := func(codes []string) []string {
		return each(codes, func(code string) string {
			return map[string]string{"MF": "Министарство финансија"}[code]
		})
	}
	for _, l := range locale.Langs() {
		v := reader(l)
		for _, code := range deviationKinds {
			d := store.Deviation{Code: code, StageTitleSr: "Извештај", StageTitleEn: "Report", OutcomeSr: "Објављен", OutcomeEn: "Published", On: calendar.Date{Year: 2026, Month: 11, Day: 3},
				Params: map[string]string{"due": "2026-11-01", "first": "2026-10-30", "days": "2", "bodies": "MF", "documents": "eu_statement"}}
			got := v.deviationOf(store.DeviationRow{Deviation: d, Ref: "2026-0001"}, names)
			if got.Kind == string(code) || got.What.Text == "" || strings.Contains(got.What.Text, "…") || got.What.On != "2026-11-03" {
				t.Errorf("%s in %s: got %+v", code, l, got)
			}
			if code == store.Silence && l == locale.SrCyrl && !strings.Contains(got.What.Text, "Министарство финансија") {
				t.Errorf("who was silent: %s", got.What.Text)
			}
		}
	}
}

func TestDeviationsArePublicWithTheirReasons(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	g.completes("off_plan", "=ХИТНО је, јер је рок из уговора кратак.")
	g.publishes()
	path := "/sr-Cyrl/odstupanja"
	page := s.visitor().gets(path)
	for _, must := range []string{"Акт није у плану рада.", "=ХИТНО је", g.ref, "Закон о проби", "Министарство MPROBA", "/sr-Cyrl/predmeti/" + g.ref + "#deviations", "ван плана рада", "Одлуку је унело лице: Милица Нацртић, Министарство MPROBA"} {
		if !strings.Contains(page, must) {
			t.Errorf("the public does not read %q", must)
		}
	}
	if page := s.visitor().gets(path + "?vrsta=extended"); strings.Contains(page, g.ref) || !strings.Contains(page, "Нема одступања која одговарају") || !strings.Contains(page, "продужен рок") {
		t.Error("the list is not narrowed, or does not say so")
	}
	for _, unknown := range []string{"?vrsta=x", "?organ=y"} {
		if page := s.visitor().gets(path + unknown); strings.Contains(page, g.ref) || !strings.Contains(page, "непознато „") || !strings.Contains(page, "Нема одступања која одговарају") {
			t.Errorf("%s: what is no choice is overlooked", unknown)
		}
	}
	if page := s.visitor().gets(path + "?vrsta=&organ="); !strings.Contains(page, g.ref) {
		t.Error("a filter that there is not hides something")
	}
	s.visitor().asks("GET", path+"?posle=x", nil).want(http.StatusBadRequest)

	r := s.visitor().asks("GET", path+".csv", nil).want(http.StatusOK)
	rows, err := cellsOf(r, ';')
	if err != nil || len(rows) != 2 || rows[0][0] != "Дан" || rows[1][1] != g.ref || rows[1][8] != "'=ХИТНО је, јер је рок из уговора кратак." ||
		rows[1][9] != "Милица Нацртић, Министарство MPROBA" || rows[1][10] != s.url+"/sr-Cyrl/predmeti/"+g.ref {
		t.Errorf("got %q, %v", rows, err)
	}
	if !strings.HasPrefix(r.header.Get("Content-Type"), "text/csv") || r.header.Get("Link") != "" {
		t.Errorf("got %v", r.header)
	}
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti/"+g.ref), "Одлуку је унело лице: Милица Нацртић, Министарство MPROBA")
	d := as[api.Dossier](s.public().do("GET", g.path(""), nil, "Accept-Language", "sr-Latn").want(200))
	want := []api.Deviation{{Code: "off_plan", StageNo: 1, Stage: "plan", On: d.Deviations[0].On, Text: "Akt nije u planu rada.", Basis: d.Deviations[0].Basis,
		Reason: "=ХИТНО је, јер је рок из уговора кратак.", Person: "Милица Нацртић", PersonBody: "MPROBA"}}
	if diff := cmp.Diff(want, d.Deviations); diff != "" || d.Deviations[0].On == "" || d.Deviations[0].Basis == "" {
		t.Errorf("the interface gives (-want +got):\n%s", diff)
	}
	latin := s.visitor().asks("GET", "/sr-Latn/odstupanja.csv?vrsta=off_plan", nil).want(http.StatusOK)
	if !strings.Contains(string(latin.body), "Zakon o probi") {
		t.Error("the table is not in the script of its address")
	}
	english, err := cellsOf(s.visitor().asks("GET", "/en/odstupanja.csv", nil).want(http.StatusOK), ',')
	if err != nil || len(english) != 2 || len(english[0]) != len(rows[0]) {
		t.Errorf("in English: got %q, %v", english, err)
	}
}

// cellsOf reads a table for spreadsheets.
func cellsOf(r response, comma rune) ([][]string, error) {
	r.t.Helper()
	text, marked := strings.CutPrefix(string(r.body), "\ufeff")
	if !marked {
		r.t.Error("the table does not say that it is UTF-8")
	}
	table := csv.NewReader(strings.NewReader(text))
	table.Comma = comma
	return table.ReadAll()
}

func TestDeviationsOfHiddenDossiersAreTheirPeoples(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	g.completes("off_plan", "Хитно је.")
	for _, path := range []string{"/en/odstupanja", "/en/odstupanja.csv"} {
		public := s.visitor().asks("GET", path, nil).want(http.StatusOK)
		insider := s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.drafter.token).want(http.StatusOK)
		if strings.Contains(string(public.body), g.ref) || !strings.Contains(string(insider.body), g.ref) {
			t.Errorf("%s: the public or the insiders read what they should not, or not what they should", path)
		}
	}
}
