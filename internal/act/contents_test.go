package act_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestATableOfContentsIsNoProvision reads acts with a table of contents in their text.
func TestATableOfContentsIsNoProvision(t *testing.T) {
	const sr = "Фонтане\n\nЧлан 1.\n\nВода тече.\n\nЧесме\n\nЧлан 2.\n\nВода стоји.\n"
	for _, tt := range []struct{ name, text, title, entries, first string }{
		{"articles", "ЗАКОН\nО ФОНТАНАМА\n\nСАДРЖАЈ\n\nЧлан 1. Фонтане\nЧлан 2. Чесме\n\n" + sr, "ЗАКОН О ФОНТАНАМА", "САДРЖАЈ|Члан 1. Фонтане|Члан 2. Чесме", "Фонтане"},
		{"every line apart", "ЗАКОН О ФОНТАНАМА\n\nСадржај\n\nЧлан 1. Фонтане\n\nЧлан 2. Чесме\n\n" + sr, "ЗАКОН О ФОНТАНАМА", "Садржај|Члан 1. Фонтане|Члан 2. Чесме", "Фонтане"},
		{"right under the title", "ЗАКОН О ФОНТАНАМА\nС А Д Р Ж А Ј\nЧлан 1. Фонтане 1\nЧлан 2. Чесме и све\nдруге воде 2\n\n" + sr, "ЗАКОН О ФОНТАНАМА", "С А Д Р Ж А Ј|Члан 1. Фонтане 1|Члан 2. Чесме и све|друге воде 2", "Фонтане"},
		{"pages", "ЗАКОН О ФОНТАНАМА\n\nСАДРЖАЈ:\nЧлан 1. Фонтане ......... 2\nЧлан 2. Чесме ......... 3\n\n" + sr, "ЗАКОН О ФОНТАНАМА", "САДРЖАЈ:|Члан 1. Фонтане ......... 2|Члан 2. Чесме ......... 3", "Фонтане"},
		{"headings under the numbers", "ЗАКОН О ФОНТАНАМА\n\nСАДРЖАЈ\n\nЧлан 1.\nФонтане\nЧлан 2.\nЧесме\n\n" + sr, "ЗАКОН О ФОНТАНАМА", "САДРЖАЈ|Члан 1.|Фонтане|Члан 2.|Чесме", "Фонтане"},
		{"before the title", "САДРЖАЈ\n\nЧлан 1. Фонтане\nЧлан 2. Чесме\n\nНа основу члана 3. Закона о води, Влада доноси\n\nУРЕДБУ\nО ФОНТАНАМА\n\n" + sr, "УРЕДБУ О ФОНТАНАМА", "САДРЖАЈ|Члан 1. Фонтане|Члан 2. Чесме|На основу члана 3. Закона о води, Влада доноси", "Фонтане"},
		{"chapters", "ZAKON O FONTANAMA\n\nSADRŽAJ\nI. OSNOVE\nII. KRAJ\n\nI. OSNOVE\n\nČlan 1.\n\nVoda teče.\n\nII. KRAJ\n\nČlan 2.\n\nVoda stoji.\n", "ZAKON O FONTANAMA", "SADRŽAJ|I. OSNOVE|II. KRAJ", ""},
		{"Croatian", "ZAKON O FONTANAMA\n\nSADRŽAJ\n\nGLAVA I. OSNOVE\nČlanak 1. Fontane\nGLAVA II. KRAJ\nČlanak 2. Česme\n\nGLAVA I.\nOSNOVE\n\nFontane\n\nČlanak 1.\n\nVoda teče.\n\nGLAVA II.\nKRAJ\n\nČesme\n\nČlanak 2.\n\nVoda stoji.\n", "ZAKON O FONTANAMA", "SADRŽAJ|GLAVA I. OSNOVE|Članak 1. Fontane|GLAVA II. KRAJ|Članak 2. Česme", "Fontane"},
		{"full stops", "ЗАКОН О ФОНТАНАМА\n\nСАДРЖАЈ\n\nЧлан 1. Фонтане.\nЧлан 2. Чесме.\n\n" + sr, "ЗАКОН О ФОНТАНАМА", "САДРЖАЈ|Члан 1. Фонтане.|Члан 2. Чесме.", "Фонтане"},
		{"German", "Brunnengesetz\n\nInhaltsübersicht\n\nTeil 1 Allgemeines\n§ 1 Brunnen\nTeil 2 Schluss\n§ 2 Quellen\n\nTeil 1\nAllgemeines\n\n§ 1\nBrunnen\n\nDas Wasser fließt.\n\nTeil 2\nSchluss\n\n§ 2\nQuellen\n\nDas Wasser steht.\n", "Brunnengesetz", "Inhaltsübersicht|Teil 1 Allgemeines|§ 1 Brunnen|Teil 2 Schluss|§ 2 Quellen", "Brunnen"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			var entries []string
			for _, n := range a.Body {
				if n.Kind == act.KindPreamble {
					for _, c := range n.Children {
						entries = append(entries, c.Text)
					}
				}
			}
			articles := a.Articles()
			if a.Title != tt.title || strings.Join(entries, "|") != tt.entries || len(articles) != 2 || articles[0].ID != "art_1" && !strings.HasSuffix(articles[0].ID, "__art_1") || articles[0].Heading != tt.first {
				t.Errorf("title %q, before the provisions %q\n%s", a.Title, entries, shape(a))
			}
			if len(a.Warnings) != 1 || a.Warnings[0].Code != act.WarnContents {
				t.Errorf("warnings %v, want contents", a.Warnings)
			}
			if again := parse(t, a.PlainText()); again.Hash != a.Hash {
				t.Errorf("the text reads back as\n%s", shape(again))
			}
		})
	}
}

func TestWhatIsCalledContentsMayBeAProvision(t *testing.T) {
	for _, text := range []string{
		"Члан 1.\nВода тече.\n\nСадржај\n\nЧлан 2.\nВода стоји.\n\nЧлан 3.\nВода пада.\n",
		"САДРЖАЈ\n\nЧлан 1. Фонтане\nВода тече.\n\nЧлан 2. Чесме\nВода стоји.\n\nЧлан 3. Извори\nВода пада.\n",
	} {
		a := parse(t, text)
		if len(a.Articles()) != 3 || len(a.Warnings) > 0 {
			t.Errorf("%q: warnings %v\n%s", text, a.Warnings, shape(a))
		}
	}
}

// TestArticlesThatEndWithAFullStopAreNoEntries holds that articles in one line each, whose numbers begin
// anew behind them, are read where their words do not stand again.
func TestArticlesThatEndWithAFullStopAreNoEntries(t *testing.T) {
	a := parse(t, "ЗАКОН О ФОНТАНАМА\n\nСАДРЖАЈ\n\nЧлан 1. Вода тече.\n\nЧлан 2. Вода стоји.\n\nЧлан 1. Вода пада.\n\nЧлан 2. Вода расте.\n")
	if n := a.Find("art_1__para_1"); n == nil || n.Text != "Вода тече." || len(a.Warnings) > 0 {
		t.Errorf("warnings %v\n%s", a.Warnings, shape(a))
	}
}
