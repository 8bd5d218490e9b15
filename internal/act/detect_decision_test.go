package act_test

import "testing"

// TestADecisionWithoutArticlesIsOfTheCountryOfItsGazette tells acts of Croatia from those of Serbia in
// the Latin script where no article does.
func TestADecisionWithoutArticlesIsOfTheCountryOfItsGazette(t *testing.T) {
	for text, want := range map[string]string{
		"Na temelju Zakona o klupama (»Narodne novine«, broj 12/24), Vlada je donijela\n\nODLUKU\no klupama\n\nI.\n\nKlupa je bijela.\n\nII.\n\n(1) Ova Odluka stupa na snagu danom objave u »Narodnim novinama«.\n": "hr hr",
		"Na osnovu Zakona o klupama („Službeni glasnik RS”, broj 12/24), Vlada donosi\n\nODLUKU\no klupama\n\nI\n\nKlupa je bela.\n\nII\n\nOva odluka stupa na snagu.\n":                                             "rs sr-Latn",
		"Na osnovu Zakona o klupama („Službeni glasnik RS”, broj 12/24) i članka u listu Narodne novine, Vlada donosi\n\nODLUKU\no klupama\n\nI\n\nKlupa je bela.\n\nII\n\nOva odluka stupa na snagu.\n":             "rs sr-Latn",
	} {
		if a := parse(t, text); a.Profile+" "+a.Lang != want {
			t.Errorf("%q is read as %s %s, want %s", text, a.Profile, a.Lang, want)
		}
	}
}
