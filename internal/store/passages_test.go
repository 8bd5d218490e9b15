package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlacesOfAPassage(t *testing.T) {
	for _, c := range []struct {
		name, text, passage string
		want                [][2]int
	}{
		{"a word", "Ана и Ана.", "Ана", [][2]int{{0, 3}, {6, 9}}},
		{"not within a longer one", "Анализа за Ану.", "Ана", nil},
		{"over the end of a line", "Петар\r\n  Марковић", "Петар Марковић", [][2]int{{0, 17}}},
		{"with spaces around it", "Ово је Ана.", "  Ана\n", [][2]int{{7, 10}}},
		{"with signs at its ends", "ЈМБГ:0101990710000.", ":0101990710000.", [][2]int{{4, 19}}},
		{"one behind another", "а а а", "а а", [][2]int{{0, 3}}},
		{"the whole text", "Све.", "Све.", [][2]int{{0, 4}}},
		{"letters with marks of their own", "Ана\u0301 и Ана", "Ана", [][2]int{{7, 10}}},
		{"nothing", "Ана", " \n", nil},
		{"longer than the text", "Ана", "Ана и Ана", nil},
	} {
		if diff := cmp.Diff(c.want, placesOf(c.text, c.passage)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func FuzzPlacesOf(f *testing.F) {
	f.Add("Петар\n Марковић и Петар.", "Петар  Марковић")
	f.Add("\xff\u0301 а", "\xff")
	f.Fuzz(func(t *testing.T, text, passage string) {
		letters, last := []rune(text), 0
		for _, at := range placesOf(text, passage) {
			if at[0] < last || at[1] <= at[0] || at[1] > len(letters) {
				t.Fatalf("place %v of %d characters, behind %d", at, len(letters), last)
			}
			got, _ := spaced(string(letters[at[0]:at[1]]))
			want, _ := spaced(passage)
			if diff := cmp.Diff(string(trimmed(want)), string(got)); diff != "" {
				t.Fatalf("place %v: %s", at, diff)
			}
			last = at[1]
		}
	})
}
