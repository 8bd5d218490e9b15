package redline

import "testing"

func TestNumbersAreSaidAsTheyArePrinted(t *testing.T) {
	article := func(label, number string) Step { return Step{Kind: "article", Number: number, Label: label} }
	for _, tt := range []struct {
		name, profile, lang string
		c                   Cascade
		want                string
	}{
		{"a clause", "us", "en", Cascade{Level: "subpoint", OldWay: []Step{article("SEC. 2.", "2"), {Kind: "point", Number: "2", Label: "(2)"}, {Kind: "subpoint", Number: "B", Label: "(B)"}},
			OldFrom: "i", OldTo: "i", NewFrom: "ii", NewTo: "ii", OldLabels: []string{"(i)", "(i)"}, NewLabels: []string{"(ii)", "(ii)"}}, "clause (i) of section 2(2)(B) is now (ii)"},
		{"a subparagraph", "us", "en", Cascade{Level: "subpoint", OldWay: []Step{article("SEC. 2.", "2"), {Kind: "point", Number: "2", Label: "(2)"}},
			OldFrom: "A", OldTo: "A", NewFrom: "B", NewTo: "B", OldLabels: []string{"(A)", "(A)"}, NewLabels: []string{"(B)", "(B)"}}, "subparagraph (A) of section 2(2) is now (B)"},
		{"a paragraph with a full stop", "eu", "en", Cascade{Level: "paragraph", OldWay: []Step{article("Article 3", "3")},
			OldFrom: "1a", OldTo: "1a", NewFrom: "2", NewTo: "2", OldLabels: []string{"1a.", "1a."}, NewLabels: []string{"2.", "2."}}, "paragraph 1a of Article 3 is now 2"},
		{"a point with a full stop", "rs", "sr-Cyrl", Cascade{Level: "point", OldWay: []Step{article("Члан 3.", "3")},
			OldFrom: "3", OldTo: "3", NewFrom: "4", NewTo: "4", OldLabels: []string{"3.", "3."}, NewLabels: []string{"4.", "4."}}, "тачка 3. члана 3. сада је тачка 4."},
		{"a point with a bracket", "rs", "sr-Cyrl", Cascade{Level: "point", OldWay: []Step{article("Члан 3.", "3")},
			OldFrom: "3", OldTo: "3", NewFrom: "4", NewTo: "4", OldLabels: []string{"3)", "3)"}, NewLabels: []string{"(4)", "(4)"}}, "тачка 3) члана 3. сада је тачка (4)"},
	} {
		tt.c.IDs, tt.c.NewWay = make([]IDPair, 1), tt.c.OldWay
		w := wordingOf(tt.lang)
		w.profile = tt.profile
		if got := w.cascade(&tt.c); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	w := wordingOf("en")
	w.profile = "eu"
	paragraph := func(n string) []Step {
		return []Step{article("Article 3", "3"), {Kind: "paragraph", Number: n, Label: n + "."}}
	}
	if got := w.list([][]Step{paragraph("1a"), paragraph("2")}); got != "Article 3(1a) and (2)" {
		t.Errorf("two paragraphs: got %q", got)
	}
}

func TestATextWithoutANumberIsNamedByWhatItStandsIn(t *testing.T) {
	steps := []Step{{Kind: "article", Number: "1", Label: "Artikel 1"}, {Kind: "paragraph", Number: "2", Label: "(2)"}, {Kind: "paragraph"}}
	for lang, want := range map[string]string{"hr": "članak 1. stavak 2.", "de": "Art. 1 Abs. 2", "sr-Cyrl": "члан 1. став 2.", "en": "article 1 paragraph 2"} {
		w := wordingOf(lang)
		if lang == "hr" {
			w.profile = "hr"
		}
		if got := w.way(steps, behindInto); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
