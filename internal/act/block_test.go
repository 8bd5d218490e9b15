package act

import (
	"testing"

	"github.com/rasprava/rasprava/internal/docx"
)

func TestATableIsAParagraphOfItsOwn(t *testing.T) {
	a, err := fromLines(linesOf([]block{
		{text: "Правилник о таксама", heading: true},
		{text: "Члан 1."},
		{text: "Таксе су:"},
		{text: "Врста\tИзнос\nЗахтев\t300", table: true},
		{text: "и плаћају се унапред."},
	}), false, Options{})
	if err != nil {
		t.Fatal(err)
	}
	art := a.Find("art_1")
	if art == nil || len(art.Children) != 3 {
		t.Fatalf("article 1 is %+v, want three paragraphs", art)
	}
	table := art.Children[1]
	if !table.Table || table.Text != "Врста\tИзнос\nЗахтев\t300" {
		t.Errorf("the table is %+v", table)
	}
	again, err := FromJSON(must(a.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash != a.Hash {
		t.Errorf("read back, the hash is %s, want %s", again.Hash, a.Hash)
	}
	table.Table = false
	if a.canonicalHash() == a.Hash {
		t.Error("a table and a text have the same hash")
	}
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

func TestTheLevelsOfAListOfWordAreKept(t *testing.T) {
	item := func(text, list string, depth int) docx.Line {
		return docx.Line{Text: text, Label: text[:2], List: list, Depth: depth}
	}
	lines := []docx.Line{{Text: "ЗАКОН О КЛУПАМА"}, {Text: "Члан 1."}, {Text: "Клупе су:"}, item("1. дрвене;", "7", 1), item("2. камене:", "7", 1), item("1. сиве;", "7", 2), item("2. беле;", "7", 2), item("3. гвоздене.", "7", 1)}
	a, err := fromLines(linesOf(blocksOf(&docx.View{Lines: lines})), false, Options{Profile: "rs"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"art_1__para_1__point_2__subpoint_2", "art_1__para_1__point_3"} {
		if a.Find(id) == nil {
			t.Errorf("the act has no %s", id)
		}
	}
}

// TestABreakOfTheLineInASentenceIsABlank reads paragraphs of a page with breaks in them.
func TestABreakOfTheLineInASentenceIsABlank(t *testing.T) {
	a, err := Parse([]byte("<p>ZAKON<br>O KLUPAMA</p><p>Član 1</p><p>Ova odluka stupa na snagu osmog<br>dana od dana objavljivanja u službenom<br>listu.</p><p>Klupe su od drveta koje je zdravo:<br>a) hrast<br>b. bor</p>"+
		"<p>Članovi odbora su izabrani građani<br>a. predsednik</p><p>Odbor čine<br>predsednik<br>zamenik</p><p>Prva rečenica je završena ovde.<br>a druga nije.</p>"+
		"<p>U komisiju se imenuju predstavnici<br>ministarstva pravde<br>udruženja građana<br>privredne komore</p><p>Predsednica Narodne skupštine Srbije<br>dr Ana Anić, s.r.</p>"), Options{Name: "a.html"})
	if err != nil {
		t.Fatal(err)
	}
	const want = "ZAKON O KLUPAMA\n\nČlan 1\nOva odluka stupa na snagu osmog dana od dana objavljivanja u službenom listu.\nKlupe su od drveta koje je zdravo:\na) hrast\nb. bor\n" +
		"Članovi odbora su izabrani građani\na. predsednik\nOdbor čine\npredsednik\nzamenik\nPrva rečenica je završena ovde.\na druga nije.\n" +
		"U komisiju se imenuju predstavnici\nministarstva pravde\nudruženja građana\nprivredne komore\nPredsednica Narodne skupštine Srbije\ndr Ana Anić, s.r."
	if got := a.PlainText(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
