package act_test

import (
	"slices"
	"testing"
)

func TestTitlesWithWordsBeforeTheKindOfTheAct(t *testing.T) {
	tests := []struct{ head, title string }{
		{"РИБОЛОВНИ ЗАКОН", "РИБОЛОВНИ ЗАКОН"},
		{"Риболовни закон", "Риболовни закон"},
		{"RIBOLOVNI ZAKON", "RIBOLOVNI ZAKON"},
		{"ПОСЕБАН КОЛЕКТИВНИ УГОВОР\nза запослене у читаоницама", "ПОСЕБАН КОЛЕКТИВНИ УГОВОР за запослене у читаоницама"},
		{"Kolektivni ugovor kod poslodavca", "Kolektivni ugovor kod poslodavca"},
		{"РЕЧНИ ЗАКОНИК", "РЕЧНИ ЗАКОНИК"},
		{"РЕЧНИ\nЗАКОНИК", "РЕЧНИ ЗАКОНИК"},
		{"ЗАКОНИК О РЕЧНОМ ПОСТУПКУ", "ЗАКОНИК О РЕЧНОМ ПОСТУПКУ"},
		{"ЗАКОНИК\nО РЕЧНОМ ПОСТУПКУ", "ЗАКОНИК О РЕЧНОМ ПОСТУПКУ"},
		{"УСТАВНИ ЗАКОН ЗА ПРИМЕНУ УСТАВА", "УСТАВНИ ЗАКОН ЗА ПРИМЕНУ УСТАВА"},
		{"УСТАВНИ ЗАКОН\nЗА ПРИМЕНУ УСТАВА", "УСТАВНИ ЗАКОН ЗА ПРИМЕНУ УСТАВА"},
		{"ЕТИЧКИ КОДЕКС", "ЕТИЧКИ КОДЕКС"},
		{"Етички кодекс чувара читаоница", "Етички кодекс чувара читаоница"},
		{"ТАРИФА О НАКНАДАМА ЗА РИБОЛОВ", "ТАРИФА О НАКНАДАМА ЗА РИБОЛОВ"},
		{"ЛУЧКА ТАРИФА", "ЛУЧКА ТАРИФА"},
		{"ОСНОВНО УПУТСТВО О ЧУВАЊУ КЊИГА", "ОСНОВНО УПУТСТВО О ЧУВАЊУ КЊИГА"},
		{"ОПШТИ И ПОСЕБНИ ПРАВИЛНИК", "ОПШТИ И ПОСЕБНИ ПРАВИЛНИК"},
		{"НАРОДНА СКУПШТИНА\nРИБОЛОВНИ ЗАКОН", "РИБОЛОВНИ ЗАКОН"},
		{"РИБОЛОВНИ ЗАКОН\nПредмет закона", "РИБОЛОВНИ ЗАКОН"},
		{"ЗАКОН\nО ИЗМЕНАМА И ДОПУНАМА\nРИБОЛОВНОГ ЗАКОНА", "ЗАКОН О ИЗМЕНАМА И ДОПУНАМА РИБОЛОВНОГ ЗАКОНА"},
		{"ЗАКОН\nО ИЗМЕНИ\nЗАКОНИКА О РЕЧНОМ ПОСТУПКУ", "ЗАКОН О ИЗМЕНИ ЗАКОНИКА О РЕЧНОМ ПОСТУПКУ"},
		{"ОДЛУКА\nО ДОПУНИ\nЛУЧКЕ ТАРИФЕ", "ОДЛУКА О ДОПУНИ ЛУЧКЕ ТАРИФЕ"},
	}
	for _, tt := range tests {
		a := parse(t, tt.head+"\nЧлан 1.\nРибари лове рибу.\nЧлан 2.\nРиба се пушта.\n")
		if a.Title != tt.title || len(a.Articles()) != 2 {
			t.Errorf("%q: got the title %q and %d articles, want %q and 2", tt.head, a.Title, len(a.Articles()), tt.title)
		}
	}
}

func TestWhatIsNoTitle(t *testing.T) {
	for _, head := range []string{"Предмет закона", "Други закон који се примењује на риболов", "ПРЕДМЕТ И ЦИЉ", "Примена других закона", "Сходна примена законика"} {
		a := parse(t, "Ова правила важе на реци.\n"+head+"\nЧлан 1.\nРибари лове рибу.\nЧлан 2.\nРиба се пушта.\n")
		if a.Title != "" || a.Articles()[0].Heading != head {
			t.Errorf("%q: got the title %q and over Article 1 %q", head, a.Title, a.Articles()[0].Heading)
		}
	}
}

func TestOrdersNameAnActByTheWordsBeforeItsKind(t *testing.T) {
	a := parse(t, "ЗАКОН\nО ИЗМЕНИ РИБОЛОВНОГ ЗАКОНА\n\nЧлан 1.\nУ Риболовном закону („Службени гласник РС”, број 18/05), у члану 3. став 1. реч: „дан” замењује се речју: „сат”.\nЧлан 2.\nУ члану 5. став 2. брише се.\n")
	orders := a.Amendments()
	if len(orders) != 2 || orders[0].Act != "Риболовни закон" || orders[0].Targets[0].ID != "art_3__para_1" || orders[1].Act != orders[0].Act {
		t.Errorf("got %+v", orders)
	}
}

func TestGermanTitlesEndBeforeTheDateOfTheAct(t *testing.T) {
	const enacting = "Der Bundestag hat mit Zustimmung des Bundesrates das folgende Gesetz beschlossen:"
	for _, tt := range []struct {
		head, title string
		preamble    []string
	}{
		{"Gesetz über öffentliche Bänke\n\nVom 12. März 2026\n\n" + enacting, "Gesetz über öffentliche Bänke", []string{"Vom 12. März 2026", enacting}},
		{"Gesetz über öffentliche Bänke\nVom 12. März 2026\n" + enacting, "Gesetz über öffentliche Bänke", []string{"Vom 12. März 2026", enacting}},
		{"Entwurf eines Ersten Gesetzes zur Änderung\ndes Bänkegesetzes\n\nVom ...\n\n" + enacting, "Entwurf eines Ersten Gesetzes zur Änderung des Bänkegesetzes", []string{"Vom ...", enacting}},
		{"Gesetz\nüber öffentliche Bänke\n\n" + enacting, "Gesetz über öffentliche Bänke", []string{enacting}},
		{"Verordnung zur Durchführung des Gesetzes\nvom 3. Mai 2010", "Verordnung zur Durchführung des Gesetzes vom 3. Mai 2010", nil},
	} {
		text := tt.head + "\n\n§ 1 Zweck\nDie Bank dient der Rast.\n\n§ 2 Farbe\nDie Bank ist grün.\n"
		a := parse(t, text)
		var preamble []string
		if n := a.Find("preamble"); n != nil {
			for _, c := range n.Children {
				preamble = append(preamble, c.Text)
			}
		}
		if a.Profile != "de" || a.Title != tt.title || !slices.Equal(preamble, tt.preamble) || len(a.Articles()) != 2 {
			t.Errorf("%q: profile %s, title %q, preamble %q, %d articles", tt.head, a.Profile, a.Title, preamble, len(a.Articles()))
		}
		if again := parse(t, a.PlainText()); again.Hash != a.Hash {
			t.Errorf("%q: the text reads back as\n%s", tt.head, shape(again))
		}
	}
}

func TestGermanPartsWithoutANumberAreNoTitles(t *testing.T) {
	a := parse(t, "Bänkegesetzbuch\n\nBesonderer Teil\n\nVierzehnter Abschnitt\nStadtbänke\n\n§ 185 Farbe\nBesonderer Teil dieser Farbe ist grün.\n\nALLGEMEINER TEIL\n\n§ 186 Holz\nDie Bank ist aus Holz.\n")
	want := "part Besonderer Teil | \n section Vierzehnter Abschnitt | Stadtbänke\n  Farbe 185\npart ALLGEMEINER TEIL | \n Holz 186\n"
	if got := divisionsOf(a); a.Title != "Bänkegesetzbuch" || got != want {
		t.Errorf("title %q, divisions\n%s", a.Title, got)
	}
}
