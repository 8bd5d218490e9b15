package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestActsThatAreTheContentOfArticlesHaveArticlesOfTheirOwn reads German acts whose articles hold whole
// acts, each counted from § 1, and print and reads them again.
func TestActsThatAreTheContentOfArticlesHaveArticlesOfTheirOwn(t *testing.T) {
	const head, end = "Gesetz zur Neuordnung der Lesesäle\n\n", "Inkrafttreten\nDieses Gesetz tritt am Tag nach der Verkündung in Kraft.\n"
	for _, tt := range []struct{ name, text, want, references string }{
		{"one act", head + "Artikel 1\nLesesaalgesetz\n\n§ 1 Zweck\nLesen ist frei.\n\n§ 2 Gebühren\nGebühren werden nach § 1 nicht erhoben.\n\nArtikel 2\n" + end,
			"art_1, annex__art_1 Zweck, annex__art_2 Gebühren, art_2 Inkrafttreten", "annex__art_1"},
		{"two acts and a change", head + "Artikel 1\nGesetz über Lesesäle\n(Lesesaalgesetz – LesG)\n\nAbschnitt 1\nAllgemeines\n\n§ 1\nZweck\nLesen ist frei.\n\n§ 2\nKosten\nEs gilt § 1.\n\n" +
			"Artikel 2\nGesetz über Bücher\n\n§ 1\nZweck\nBücher sind nach § 2 frei.\n\n§ 2\nKosten\nKosten entstehen.\n\n" +
			"Artikel 3\nÄnderung des Turmgesetzes\n§ 1 des Turmgesetzes wird wie folgt gefasst:\n„§ 1 Zweck\nTürme sind frei.“\n\nArtikel 4\n" + end,
			"art_1, annex__art_1 Zweck, annex__art_2 Kosten, art_2, annex_2__art_1 Zweck, annex_2__art_2 Kosten, art_3 Änderung des Turmgesetzes, art_4 Inkrafttreten", "annex__art_1 annex_2__art_2"},
		{"an act with an annex", head + "Artikel 1\nLesesaalgesetz\n\n§ 1 Zweck\nLesen ist frei.\n\n§ 2 Gebühren\nGebühren nennt die Anlage.\n\n§ 3 Zeit\nLesen ist immer.\n\nAnlage\nGebühren\n\n5 Euro\n\nArtikel 2\n" + end,
			"art_1, annex__art_1 Zweck, annex__art_2 Gebühren, annex__art_3 Zeit, art_2 Inkrafttreten", ""},
		{"an act in the last article", head + "Artikel 1\nÄnderung des Turmgesetzes\n§ 4 des Turmgesetzes wird aufgehoben.\n\nArtikel 2\nGesetz über Bücher\n\n§ 1 Zweck\nBücher sind frei.\n\n§ 2 Kosten\nKosten entstehen.\n",
			"art_1 Änderung des Turmgesetzes, art_2, annex__art_1 Zweck, annex__art_2 Kosten", ""},
		// Articles that quote or cite a § 1 alone.
		{"an act that is changed", head + "Artikel 1\nÄnderung des Turmgesetzes\n§ 1 wird wie folgt gefasst:\n„§ 1 Zweck\nTürme sind frei.“\n\nArtikel 2\n" + end,
			"art_1 Änderung des Turmgesetzes, art_2 Inkrafttreten", ""},
	} {
		a, err := act.Parse([]byte(tt.text), act.Options{Profile: "de"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, articlesOf(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if got := codes(a, act.WarnDuplicateNumber, act.WarnGap, act.WarnOutOfOrder); len(got) > 0 {
			t.Errorf("%s: warnings %q", tt.name, got)
		}
		var targets []string
		for _, ref := range a.References() {
			targets = append(targets, ref.Targets...)
		}
		if got := strings.Join(targets, " "); got != tt.references {
			t.Errorf("%s: references to %q, want %q", tt.name, got, tt.references)
		}
		if got, want := bare(content(a)), bare(tt.text); got != want {
			t.Errorf("%s: the characters differ from %s", tt.name, firstDifference(got, want))
		}
		for name, src := range map[string][]byte{"act.txt": []byte(a.PlainText()), "act.html": a.HTML(), "act.akn": a.AKN(act.Work{})} {
			again, err := act.Parse(src, act.Options{Name: name, Profile: "de"})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := outline(again), outline(a); got != want {
				t.Errorf("%s: %s read again differs: %s", tt.name, name, firstDifference(got, want))
			}
		}
		checkWord(t, a)
	}
}
