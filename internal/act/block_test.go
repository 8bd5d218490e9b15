package act

import "testing"

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
