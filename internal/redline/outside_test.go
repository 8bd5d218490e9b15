package redline

import (
	"strings"
	"testing"
)

// TestWhatMovedOutsideArticlesIsShownAsMoved has recitals and paragraphs of an annex that changed places.
func TestWhatMovedOutsideArticlesIsShownAsMoved(t *testing.T) {
	const (
		room  = "Reading rooms are important for the internal market and for all who live in it."
		rules = "The rules on reading rooms differ between Member States."
		union = "COUNCIL REGULATION (EU) 2020/999\nof 3 March 2020\non reading rooms\n\nTHE COUNCIL OF THE EUROPEAN UNION,\n\nWhereas:\n\n"
		body  = "\n\n(3) Common rules are needed.\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nThis Regulation lays down rules on reading rooms.\n"
		form  = "ПРАВИЛНИК О ОБРАСЦИМА\n\nЧлан 1.\nОвим правилником прописују се обрасци из прилога.\n\nПРИЛОГ 1\nСАДРЖИНА ОБРАСЦА\n\n"
		print = "Образац се штампа на белом папиру формата А4, обострано.\n"
		sign  = "Образац потписује овлашћено лице.\n"
		name  = "Образац садржи назив органа и број предмета.\n"
	)
	for _, tt := range []struct {
		name, profile, old, new string
		want                    map[string]string // what is said, by language
		words                   Words
	}{
		{"recitals", "eu", union + "(1) " + room + "\n\n(2) " + rules + body, union + "(1) " + rules + "\n\n(2) " + room + body,
			map[string]string{
				"en": "[← moved from recital (2): ([-2-]{+1+}) " + rules + "]", "de": "[→ verschoben nach Erwägungsgrund 1: ",
				"sr-Latn": "[→ premešteno u uvodnu izjavu 1: ", "hr": "[→ premješteno u uvodnu izjavu 1.: ",
				"sr-Cyrl": "[← премештено из уводне изјаве 2: ", "sl": "[← premaknjeno iz uvodne izjave (2): ",
			}, Words{}},
		{"paragraphs of an annex, one edited", "rs", form + name + print + sign, form + name + sign + strings.Replace(print, "обострано", "једнострано", 1),
			map[string]string{"sr-Latn": "· Stavovi i tačke: premešteno 1.", "sr-Cyrl": "[← премештено из прилога 1 став 3: Образац потписује овлашћено лице.]"}, Words{Inserted: 1, Deleted: 1}},
	} {
		_, _, r := compareIn(t, tt.profile, tt.old, tt.new)
		for lang, want := range tt.want {
			if got := r.Text(lang); !strings.Contains(got, want) {
				t.Errorf("%s: want %s in\n%s", tt.name, want, got)
			}
		}
		if r.Summary.Words != tt.words {
			t.Errorf("%s: words %+v, want %+v", tt.name, r.Summary.Words, tt.words)
		}
	}
}

// TestATableOfContentsHasNoMovesOfItsOwn has one that stands before the first section.
func TestATableOfContentsHasNoMovesOfItsOwn(t *testing.T) {
	const (
		old = "Gesetz über Gärten\n\nInhaltsübersicht\n\n§ 1 Zweck\n§ 2 Pacht\n§ 3 Zins\n\nAbschnitt 1\nAllgemeines\n\n" +
			"§ 1 Zweck\nDieses Gesetz regelt die Nutzung der Gärten.\n\n§ 2 Pacht\nDer Vertrag bedarf der Schriftform.\n\n§ 3 Zins\nDer Zins ist jährlich zu zahlen, spätestens am letzten Werktag des Monats März.\n"
		new = "Gesetz über Gärten\n\nInhaltsübersicht\n\n§ 1 Zweck\n§ 2 Zins\n§ 3 Pacht\n\nAbschnitt 1\nAllgemeines\n\n" +
			"§ 1 Zweck\nDieses Gesetz regelt die Nutzung der Gärten.\n\n§ 2 Zins\nDer Zins ist jährlich zu zahlen, spätestens am letzten Werktag des Monats März.\n\n§ 3 Pacht\nDer Vertrag bedarf der Schriftform.\n"
	)
	_, _, r := compareIn(t, "de", old, new)
	if len(r.Moves) > 0 || r.Summary.Articles.Moved != 1 {
		t.Errorf("moves are %+v, of articles %d", r.Moves, r.Summary.Articles.Moved)
	}
}
