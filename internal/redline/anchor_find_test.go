package redline

import "testing"

func TestWhetherAQuoteStandsWhereItSays(t *testing.T) {
	f, err := NewFinder(parse(t, []byte("Закон о проби\n\nПредмет\nЧлан 1.\nОвим законом уређује се „проба”.\n\nРок\nЧлан 2.\n(1) Рок је осам дана.\n(2) Орган одлучује у року од 30 дана од дана пријема захтева.\n")))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, provision, exact string
		here                   bool
		elsewhere              string
	}{
		{"no words", "art_1", "", true, ""},
		{"the words of the provision", "art_2__para_2", "у року од 30 дана", true, ""},
		{"of the article around it", "art_2", "у року од 30 дана", true, ""},
		{"over the end of a paragraph", "art_2", "осам дана. (2) Орган одлучује", true, ""},
		{"in Latin, with other spaces and small letters", "art_2__para_2", "organ  odlučuje u roku", true, ""},
		{"with other quotation marks", "art_1", "уређује се \"проба\"", true, ""},
		{"its heading", "art_2", "Рок", true, ""},
		{"anywhere in the act", "", "осам дана", true, ""},
		{"the name of the act", "", "Закон о проби", true, ""},
		{"nowhere in the act", "", "девет дана", false, ""},
		{"in no provision", "art_2", "девет дана", false, ""},
		{"in another paragraph", "art_2__para_1", "у року од 30 дана", false, "art_2__para_2"},
		{"in another article", "art_1", "осам дана", false, "art_2__para_1"},
		{"in the name of the act alone", "art_2", "Закон о проби", false, ""},
		{"bytes that are no text", "art_2", "\xff", false, ""},
	} {
		here, elsewhere := f.Stands(Quote{Provision: c.provision, Exact: c.exact})
		if here != c.here || elsewhere != c.elsewhere {
			t.Errorf("%s: got %v and %q, want %v and %q", c.what, here, elsewhere, c.here, c.elsewhere)
		}
	}
}
