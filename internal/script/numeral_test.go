package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestNumeralsWordsAndInitialsAreToldApart(t *testing.T) {
	tests := []struct{ name, latin, want string }{
		{"markers in small numerals", "(i), (ii), (iv)", "(i), (ii), (iv)"},
		{"all of a list", "(i) a; (ii) b; (iii) v; (iv) g; (v) d; (vi) đ; (vii) e", "(i) а; (ii) б; (iii) в; (iv) г; (v) д; (vi) ђ; (vii) е"},
		{"markers without the first bracket", "i) rok;\nii) mera", "i) рок;\nii) мера"},
		{"letters behind a number", "član 5ii, tačka ii", "члан 5ии, тачка ii"},
		{"a list by letters", "(a) x, (b) y, (v) rok, (g) mera, (z) cilj, (i) kraj", "(а) x, (б) y, (в) рок, (г) мера, (з) циљ, (и) крај"},
		{"numerals inside a list by letters", "(b) opis, (v) opis: (i) jedan, (ii) dva", "(б) опис, (в) опис: (i) један, (ii) два"},
		{"a conjunction in brackets", "prava (i) obaveze", "права (и) обавезе"},
		{"kings", "Petar I, Aleksandar II", "Петар I, Александар II"},
		{"a king in a sentence", "Kralj Petar I je umro. Karlo VI, car", "Краљ Петар I је умро. Карло VI, цар"},
		{"a king at the end", "za vlade Petra I", "за владе Петра I"},
		{"a king and his house", "Petar I Karađorđević i Aleksandra I Obrenovića", "Петар I Карађорђевић и Александра I Обреновића"},
		{"a king and his epithet", "odlikovanje kralja Petra I Oslobodioca", "одликовање краља Петра I Ослободиоца"},
		{"a conjunction in capitals between families", "Petrović I Marković", "Петровић И Марковић"},
		{"a number before a comma", "u zoni I, odnosno II", "у зони I, односно II"},
		{"a conjunction at the beginning of a sentence", "Rok je istekao. I pored toga, „I dalje”", "Рок је истекао. И поред тога, „И даље”"},
		{"a conjunction, then a comma", "Rok. I, najzad, mera", "Рок. И, најзад, мера"},
		{"a conjunction in a title", "Pravo I Pravda, PRAVA I obaveze, PRAVA I\nMERE", "Право И Правда, ПРАВА И обавезе, ПРАВА И\nМЕРЕ"},
		{"a degree", "zaštita sa I stepenom, obrazovanje I stepena, (I razred)", "заштита са I степеном, образовање I степена, (I разред)"},
		{"a category at the beginning of a line", "I kategorija invalidnosti\nI pored toga", "I категорија инвалидности\nИ поред тога"},
		{"what is counted by a sentence's conjunction", "Rok. I stepen zaštite", "Рок. И степен заштите"},
		{"one numeral of two", "prilozi I i II, iz kategorija I ili II, tip I/II, od I do VI", "прилози I и II, из категорија I или II, тип I/II, од I до VI"},
		{"the first of two at the beginning", "I i II razred\nI ili III stepen", "I и II разред\nI или III степен"},
		{"the first of many", "I, II i III razred, I–IV razred, I – IV", "I, II и III разред, I–IV разред, I – IV"},
		{"two numerals in capitals", "I I II RAZRED, I DO IV", "I И II РАЗРЕД, I ДО IV"},
		{"the last of two", "razredi II i I su spojeni, od IV do I", "разреди II и I су спојени, од IV до I"},
		{"six behind another", "razredi IV i VI su spojeni, II–VI", "разреди IV и VI су спојени, II–VI"},
		{"six behind five", "V i VI razred, u glavama V i VI, V–VI", "V и VI разред, у главама V и VI, V–VI"},
		{"no other numeral", "I i dalje, I, najzad, I – konačno, MI I VI", "И и даље, И, најзад, И – коначно, МИ И ВИ"},
		{"a word with spaced letters", "I Z V E Š T A J\nO B A V E Š T E NJ E, podnosi I Z V E Š T A J o radu", "И З В Е Ш Т А Ј\nО Б А В Е Ш Т Е Њ Е, подноси И З В Е Ш Т А Ј о раду"},
		{"numerals beside letters", "V A i V B, glava V A, I V X", "V А и V Б, глава V А, И V X"},
		{"a conjunction in capitals before what is counted", "PRAVA I grupa, prava I obaveze", "ПРАВА И група, права И обавезе"},
		{"two initials", "sud je saslušao K. V.", "суд је саслушао К. В."},
		{"initials and a name", "V. K. Petrović, I. Marić i Lj. V. Simić", "В. К. Петровић, И. Марић и Љ. В. Симић"},
		{"initials without spaces", "A.V. i F.C.I", "А.В. и Ф.Ц.И"},
		{"who performs the duties of an office", "V.d. direktora, V. d. direktora, V.D. DIREKTOR", "В.д. директора, В. д. директора, В.Д. ДИРЕКТОР"},
		{"initials that are one letter", "lice V. V. iz Niša", "лице В. В. из Ниша"},
		{"no initial", "V. NADZOR\nV. Nadzor, iz glave V. Nakon toga", "V. НАДЗОР\nV. Надзор, из главе V. Након тога"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := script.ToCyrillic(tt.latin); got != tt.want {
				t.Errorf("ToCyrillic(%q) = %q, want %q", tt.latin, got, tt.want)
			}
		})
	}
}
