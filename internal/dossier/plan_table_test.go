package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var planWords = PlanWords{
	Bodies: map[string][]string{"MF": {"Министарство финансија", "Ministry of Finance"}, "MDULS": {"Министарство државне управе и локалне самоуправе"}},
	Kinds:  map[string][]string{"law": {"закон"}, "decree": {"уредба"}, "action_plan": {"акциони план"}},
	Months: [12][]string{{"јануар"}, {"фебруар"}, {"март", "March"}, {"април"}, {"мај"}, {"јун"}, {"јул"}, {"август"}, {"септембар"}, {"октобар"}, {"новембар"}, {"децембар"}},
}

func TestATableOfThePlanIsReadInEitherScriptWithAnySeparator(t *testing.T) {
	want := []PlanLine{
		{Row: 2, Body: "MF", Title: "Закон о буџету; измене", Kind: "law", PlanMoment: PlanMoment{2026, 3, 0}, EU: true},
		{Row: 4, Body: "MDULS", Title: "Акциони план, за 2027.", Kind: "action_plan", PlanMoment: PlanMoment{2026, 0, 4}},
	}
	for name, table := range map[string]string{
		"commas":      "орган,назив,врста,рок,ЕУ\nMF,Закон о буџету; измене,закон,март,да\n,,,,\nМинистарство државне управе и локалне самоуправе,\"Акциони план, за 2027.\",акциони план,IV квартал,\n",
		"semicolons":  "\ufeffOrgan;Naziv;Vrsta;Rok;EU\r\nministarstvo finansija;\"Закон о буџету; измене\";Zakon;3;DA\r\n;;;;\r\nmduls;Акциони план, за 2027.;akcioni plan;4. kvartal;ne\r\n",
		"tabulators":  "kind\twhen\teu\ttitle\tbody\nlaw\tMarch\tyes\tЗакон о буџету; измене\tMinistry of Finance\n\t\t\t\t\naction_plan\tQ4\tno\tАкциони план, за 2027.\tMDULS\n",
		"more beside": "ред,орган,назив,врста,рок,ЕУ,напомена\n1,MF,Закон о буџету; измене,закон,мart,да,x\n,,,,,,\n2,MDULS,\"Акциони план, за 2027.\",акциони план,IV квартал,не\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, faults := ReadPlanTable([]byte(table), 2026, planWords)
			if diff := cmp.Diff(want, got); diff != "" || faults != nil {
				t.Errorf("faults %v, (-want +got)\n%s", faults, diff)
			}
		})
	}
}

func TestEveryRowOfATableThatCannotBeTakenIsNamed(t *testing.T) {
	const heading = "орган,назив,врста,рок,ЕУ\n"
	long := strings.Repeat("а", MaxTitle+1)
	for _, c := range []struct {
		name  string
		table string
		want  []PlanFault
	}{
		{"nothing", "", []PlanFault{{Code: TableEmpty}}},
		{"a heading alone", heading, []PlanFault{{Code: TableEmpty}}},
		{"no text", "PK\x03\x04\x00\x00", []PlanFault{{Code: TableUnreadable}}},
		{"no UTF-8", "орган\xff", []PlanFault{{Code: TableUnreadable}}},
		{"a heading without columns", "орган,опис\nMF,x\n", []PlanFault{{1, PlanTitle, ColumnMissing, ""}, {1, PlanKind, ColumnMissing, ""}, {1, PlanWhen, ColumnMissing, ""}}},
		{"a body that is none", heading + "NEMA,Закон,закон,3,\n", []PlanFault{{2, PlanBody, CellBody, "NEMA"}}},
		{"empty cells", heading + ",,,,да\n", []PlanFault{{2, PlanBody, CellMissing, ""}, {2, PlanTitle, CellMissing, ""}, {2, PlanKind, CellMissing, ""}, {2, PlanWhen, CellMissing, ""}}},
		{"a row that is short", heading + "MF,Закон\n", []PlanFault{{2, PlanKind, CellMissing, ""}, {2, PlanWhen, CellMissing, ""}}},
		{"several faults of several rows", heading + "MF,Закон,закон,13,\nMF,Уредба,правилник,3,можда\n", []PlanFault{{2, PlanWhen, CellWhen, "13"}, {3, PlanKind, CellKind, "правилник"}, {3, PlanEU, CellEU, "можда"}}},
		{"a quarter that is none", heading + "MF,Закон,закон,V квартал,\n", []PlanFault{{2, PlanWhen, CellWhen, "V квартал"}}},
		{"a title that is too long", heading + "MF," + long + ",закон,3,\n", []PlanFault{{2, PlanTitle, CellLong, long}}},
		{"one act twice", heading + "MF,Закон о буџету,закон,3,\nMF,ZAKON o budžetu,закон,4,\n", []PlanFault{{3, PlanTitle, RowTwice, "2"}}},
		{"a quote that does not end", heading + "MF,\"Закон,закон,3,\n", []PlanFault{{Row: 2, Code: TableUnreadable}}},
		{"too many rows", heading + strings.Repeat("MF,Закон,закон,3,\n", MaxPlanRows+1), []PlanFault{{Row: MaxPlanRows + 2, Code: TableLong}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got := ReadPlanTable([]byte(c.table), 2026, planWords)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func FuzzReadPlanTable(f *testing.F) {
	f.Add("орган,назив,врста,рок,ЕУ\nMF,Закон,закон,3,да\n")
	f.Add("body;title;kind;when\n\"a\"b;c")
	f.Fuzz(func(t *testing.T, table string) {
		lines, faults := ReadPlanTable([]byte(table), 2026, planWords)
		if len(lines) == 0 && len(faults) == 0 {
			t.Fatal("neither an act nor a fault")
		}
		if len(faults) > 0 {
			return
		}
		for _, l := range lines {
			if !l.Valid() || l.Title == "" || l.Body == "" || l.Kind == "" || l.Row < 2 {
				t.Fatalf("took %+v", l)
			}
		}
	})
}
