package script

import "testing"

func TestACommentOfCyrillicLettersTakesTheShortWay(t *testing.T) {
	for s, want := range map[string]string{"Рок од 30 дана, Џак и љубав.\n": "rok od 30 dana, dzak i ljubav.", "ђак Ђак ЂАК": "djak djak djak"} {
		got, ok := plainKey(s)
		if !ok || got != want {
			t.Errorf("%q: %q, %t; want %q", s, got, ok, want)
		}
	}
}

func FuzzTheShortWayToASearchKeyIsTheLongOne(f *testing.F) {
	for _, s := range []string{"Рок од 30 дана је кратак.", "ЉУБАВ и Њива, Џак; ђак\n\n чека\tшуму ", "", " ", "5а", "члан 3-а (2)", "О0О З3З", "Iи", "-а-", "а\r\nб"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		short, ok := plainKey(s)
		if long := bare.Replace(Fold(s)); ok && short != long {
			t.Errorf("%q: %q by the short way, %q by the long one", s, short, long)
		}
	})
}
