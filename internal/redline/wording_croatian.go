package redline

import (
	"strings"
	"unicode"

	"github.com/rasprava/rasprava/internal/script"
)

// croatian is the language of acts of Croatia.
const croatian = "hr"

// croatianWords are the words of the renderers for which Croatian has others than Serbian has.
var croatianWords = map[string]string{
	"član": "članak", "člana": "članka", "stav": "stavak", "stavovi": "stavci", "stava": "stavka", "tačka": "točka", "tačku": "točku", "tačke": "točke", "tač": "toč",
	"podtačka": "podtočka", "podtačku": "podtočku", "podtačke": "podtočke", "podtač": "podtoč", "deo": "dio", "dela": "dijela",
	"delovi": "dijelovi", "odeljci": "odjeljci", "odeljak": "odjeljak", "odeljka": "odjeljka", "pododeljak": "pododjeljak", "pododeljka": "pododjeljka",
	"Šta": "Što", "promenilo": "promijenilo", "Izmene": "Izmjene", "izmena": "izmjena", "izmenjeno": "izmijenjeno", "nepromenjeno": "nepromijenjeno",
	"premešten": "premješten", "premešteno": "premješteno", "premešteni": "premješteni", "red": "redak", "redovi": "redci", "tabele": "tablice", "izmenjen": "izmijenjen", "redosled": "redoslijed", "podeljen": "podijeljen", "podeljeno": "podijeljeno", "podeljena": "podijeljena", "reči": "riječi", "pre": "prije",
	"menjaju": "mijenjaju", "kolona": "stupac", "jedna": "jedan", "uporedo": "usporedo", "Sledeća": "Sljedeća", "promena": "promjena", "promene": "promjene",
	"mestima": "mjestima", "mesto": "mjesto", "Spisak": "Popis", "van": "izvan", "članova": "članaka",
}

// inCroatian returns what renderers say in Serbian, in either script, in Croatian.
func inCroatian(s string) string {
	var b strings.Builder
	rest := strings.Replace(script.ToLatin(s), "prestalo da važi", "prestalo važiti", 1)
	for rest != "" {
		n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
		switch {
		case n < 0:
			n = len(rest)
		case n == 0:
			n = 1
			for n < len(rest) && rest[n]&0xC0 == 0x80 {
				n++
			}
		}
		word := rest[:n]
		if other, ok := croatianWords[word]; ok {
			word = other
		}
		b.WriteString(word)
		rest = rest[n:]
	}
	return b.String()
}
