package act_test

import (
	"slices"
	"testing"
)

// TestWhatSaysThatAnActIsADraftIsNoTitle reads acts under a line НАЦРТ or one like it.
func TestWhatSaysThatAnActIsADraftIsNoTitle(t *testing.T) {
	const basis = "На основу члана 17. став 1. Закона о фонтанама („Службени гласник РС”, број 5/25),"
	for _, tt := range []struct {
		head, title string
		preamble    []string
	}{
		{"НАЦРТ\n\n" + basis + "\n\nВлада доноси\n\nУРЕДБУ\n\nО УСЛОВИМА ЗА РАД ФОНТАНА", "УРЕДБУ О УСЛОВИМА ЗА РАД ФОНТАНА", []string{"НАЦРТ", basis, "Влада доноси"}},
		{"Н А Ц Р Т\n\n" + basis + "\n\nВлада доноси\n\nУРЕДБУ\n\nО УСЛОВИМА ЗА РАД ФОНТАНА", "УРЕДБУ О УСЛОВИМА ЗА РАД ФОНТАНА", []string{"Н А Ц Р Т", basis, "Влада доноси"}},
		{"ПРЕДЛОГ\n\n" + basis + " Скупштина доноси\n\nЗАКОН\nо јавним фонтанама", "ЗАКОН о јавним фонтанама", []string{"ПРЕДЛОГ", basis + " Скупштина доноси"}},
		{"Радна верзија, 12.03.2026.\n\nПРЕДЛОГ\n\nЗАКОН\nо јавним фонтанама", "ЗАКОН о јавним фонтанама", []string{"Радна верзија, 12.03.2026.", "ПРЕДЛОГ"}},
		{"РАДНА ВЕРЗИЈА\nОДЛУКА\nО ФОНТАНАМА", "ОДЛУКА О ФОНТАНАМА", []string{"РАДНА ВЕРЗИЈА"}},
		{"Radna verzija 2 (mart 2026)\n\nNACRT\n\nZAKON\nO FONTANAMA", "ZAKON O FONTANAMA", []string{"Radna verzija 2 (mart 2026)", "NACRT"}},
		{"НАЦРТ ЗА ЈАВНУ РАСПРАВУ\n\nЗАКОН О ФОНТАНАМА", "ЗАКОН О ФОНТАНАМА", []string{"НАЦРТ ЗА ЈАВНУ РАСПРАВУ"}},
		{"НАЦРТ ЗАКОНА О ФОНТАНАМА", "НАЦРТ ЗАКОНА О ФОНТАНАМА", nil},
		{"НАЦРТ\nЗАКОНА О ФОНТАНАМА", "НАЦРТ ЗАКОНА О ФОНТАНАМА", nil},
		{"ПРЕДЛОГ\nзакона о фонтанама", "ПРЕДЛОГ закона о фонтанама", nil},
		{"НАЦРТ", "НАЦРТ", nil},
	} {
		checkHead(t, tt.head, "Члан ", tt.title, tt.preamble)
	}
	for _, tt := range []struct{ head, title, draft string }{
		{"NACRT\n\nZAKON\nO FONTANAMA", "ZAKON O FONTANAMA", "NACRT"},
		{"KONAČNI PRIJEDLOG\n\nZAKON O FONTANAMA", "ZAKON O FONTANAMA", "KONAČNI PRIJEDLOG"},
		{"NACRT PRIJEDLOGA\n\nZAKON O FONTANAMA", "ZAKON O FONTANAMA", "NACRT PRIJEDLOGA"},
	} {
		checkHead(t, tt.head, "Članak ", tt.title, []string{tt.draft})
	}
	checkHead(t, "Entwurf\n\nGesetz über öffentliche Brunnen", "§ ", "Gesetz über öffentliche Brunnen", []string{"Entwurf"})
}

// checkHead parses an act of two articles under the head and compares its title and preamble.
func checkHead(t *testing.T, head, word, title string, preamble []string) {
	t.Helper()
	sign := "."
	if word == "§ " {
		sign = ""
	}
	a := parse(t, head+"\n\n"+word+"1"+sign+"\n\nВода тече.\n\n"+word+"2"+sign+"\n\nВода стоји.\n")
	var got []string
	if n := a.Find("preamble"); n != nil {
		for _, c := range n.Children {
			got = append(got, c.Text)
		}
	}
	if a.Title != title || !slices.Equal(got, preamble) || len(a.Articles()) != 2 || a.Articles()[0].Heading != "" {
		t.Errorf("%q: title %q, preamble %q\n%s", head, a.Title, got, shape(a))
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("%q: the text reads back as %q\n%s", head, again.Title, shape(again))
	}
}
