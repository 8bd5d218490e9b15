package redline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/redline"
)

const annexedRooms = "REGULATION (EU) 2031/417 OF THE COUNCIL\non reading rooms\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nDefinitions\n\nFor the purposes of this Regulation, the following definitions apply:\n\n" +
	"(a) ‘reader’ means any person in a reading room;\n\n(b) ‘keeper’ means the person who has the key.\n\nArticle 2\nUse\n\n1. Article 1, point (b), applies.\n\n2. Point (b) of Article 1 applies to lamps.\n\n" +
	"3. Point 2 of Annex I applies to the keepers.\n\n4. Annex II, Part B, point 2 applies to the readers.\n\nANNEX I\nRooms\n\n1. The first room has tables.\n\n2. The second room has lamps.\n\n" +
	"ANNEX II\nLamps\n\nPart A\n\n1. Lamps are lit.\n\nPart B\n\n1. The oil is kept outside.\n\n2. The glass is cleaned daily.\n"

// annexedRoomsLater has another point in article 1 and in both annexes; all references follow but the
// one to Annex II.
var annexedRoomsLater = strings.NewReplacer(
	"(b) ‘keeper’", "(b) ‘lamp’ means a thing that gives light by whatever means;\n\n(c) ‘keeper’",
	"Article 1, point (b)", "Article 1, point (c)", "Point (b) of Article 1", "Point (c) of Article 1", "Point 2 of Annex I", "Point 3 of Annex I",
	"2. The second room", "2. A cellar is dry and has no window at all.\n\n3. The second room",
	"2. The glass is", "2. Wicks are cut whenever someone has the time.\n\n3. The glass is",
).Replace(annexedRooms)

func TestReferencesByLettersAndToAnnexesFollow(t *testing.T) {
	r := redlineOf(t, annexedRooms, annexedRoomsLater)
	var got []string
	for _, c := range r.References {
		got = append(got, c.Kind+": "+c.Old.Text+" > "+c.New.Text)
	}
	want := []string{
		"followed: Article 1, point (b) > Article 1, point (c)", "followed: Point (b) of Article 1 > Point (c) of Article 1",
		"followed: Point 2 of Annex I > Point 3 of Annex I", "stale: Annex II, Part B, point 2 > Annex II, Part B, point 2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
	if n := r.Cascades[0].References; n != 2 {
		t.Errorf("%d references followed the points of article 1", n)
	}
}

// TestPointsOfAnnexesAreNamedAsTheUnionNamesThem holds how sentences name a place in an annex.
func TestPointsOfAnnexesAreNamedAsTheUnionNamesThem(t *testing.T) {
	r := redlineOf(t, annexedRooms, annexedRoomsLater)
	for lang, want := range map[string]string{
		"en": "the one it named is now point 3 of Part B of Annex II.", "de": "Anhang II, Teil B Nr. 3", "sl": "točka 3", "hr": "točka 3.", "sr-Cyrl": "тачка 3.", "sr-Latn": "tačka 3.",
	} {
		if got := strings.Join(r.ReferenceFacts(lang), " "); !strings.Contains(got, want) {
			t.Errorf("%s: %q has no %q", lang, got, want)
		}
	}
}

func redlineOf(t *testing.T, before, after string) *redline.Redline {
	t.Helper()
	var acts [2]*act.Act
	for i, text := range []string{before, after} {
		a, err := act.Parse([]byte(text), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		acts[i] = a
	}
	r, err := redline.Compare(acts[0], acts[1])
	if err != nil {
		t.Fatal(err)
	}
	return r
}
