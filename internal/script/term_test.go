package script_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

// Every word is met by every beginning of it, whatever its form and its ending do to
// its stem.
func TestEveryBeginningOfAWordMeetsIt(t *testing.T) {
	for _, forms := range forms {
		for form := range strings.FieldsSeq(forms) {
			letters := []rune(form)
			for n := min(3, len(letters)); n <= len(letters); n++ {
				query := string(letters[:n]) + "*"
				switch {
				case strings.HasPrefix(form, "објешен") && query == "обј*":
					continue // too much begins with обе
				}
				terms := script.Terms(query)
				if len(terms) != 1 || !terms[0].Has(script.Stem(form)) {
					t.Errorf("%s does not meet %s, whose stem is %s: %q", query, form, script.Stem(form), terms)
				}
			}
		}
	}
}

func TestABeginningMeetsWhatBeginsSo(t *testing.T) {
	for _, tt := range []struct{ query, met, other string }{
		{"шума*", "шума шуме шумама шумама šume sumarstvo шумарство", "шупа схема шумски"},
		{"šuma*", "шума шуме sumama", "шупа"},
		{"лиц*", "лице лица лицима lica", "лист"},
		{"подат*", "податак податке податка podatak", "подела подлога"},
		{"подац*", "подаци подацима", "подела"},
		{"предло*", "предлог предлози предлогу predloga", "пред преглед"},
		{"предлоз*", "предлози", "преглед"},
		{"поступак*", "поступак поступка поступцима", "постављање"},
		{"измена*", "измена измене изменама", "измет"},
		{"обавеза*", "обавеза обавезе обавезама", "обавештење"},
		{"грађани*", "грађани грађанин gradjanima građanin gradani", "граница"},
		{"одлука*", "одлука одлуци", "одлив одобрење"},
		{"захтје*", "захтјев захтев захтевима", "захвалност"},
		{"субј*", "субјекат subjekti субјеката", "субвенција"},
		{"обј*", "објекат објект објекти objekata објава обједињен", "обезбеђење обећање субјекат"},
		{"обје*", "објекат објекти обједињен објешен обешен", "објава"},
		{"objek*", "објекат објекти", "објава обезбеђење"},
		{"изј*", "изједначен изјава izjednačen", "измена"},
		{"изјед*", "изједначен изједначавање", "изјава"},
		{"сјед*", "сједница седница", "субјекат"},
		{"вриј*", "вријеме време времена вредност вриједност", "врећа врста врело врпца"},
		{"ври*", "вријеме вриједност", "врста"},
		{"диј*", "дијете деце дете дијалог дијагноза дијела", "делегат деловодник департман давање"},
		{"приј*", "приједлог предлог пријенос превоз пријетња пријава", "преглед предмет"},
		{"подј*", "подјела подела подијељен подељен", "подлога податак подршка подношење подићи подобан"},
		{"одј*", "одјел одјава одјек", "одлука одбор одговор одузимање"},
		{"вријеђ*", "вријеђање вређање", "врста време"},
		{"грађ*", "грађа грађанин грађани грађевина građevinski gradjevina", "граница грб градско градилиште"},
		{"вођ*", "вођа вође вођство вођење", "водоник водич"},
		{"међ*", "међа међународни међусобно", "медицина"},
		{"рјеш*", "рјешење решење решити", "реч ред"},
		{"доне*", "донесе донети донет донео", "донација"},
		{"изм*", "измењен измена", "износ"},
		{"измењ*", "измењен измењена", "изменик износ"},
		{"2026*", "2026", "2025"},
	} {
		terms := script.Terms(tt.query)
		if len(terms) != 1 {
			t.Errorf("%s: %q, want one term", tt.query, terms)
			continue
		}
		for word := range strings.FieldsSeq(tt.met) {
			if !terms[0].Has(script.Stem(word)) {
				t.Errorf("%s does not meet %s: %q", tt.query, word, terms)
			}
		}
		for word := range strings.FieldsSeq(tt.other) {
			if terms[0].Has(script.Stem(word)) {
				t.Errorf("%s meets %s: %q", tt.query, word, terms)
			}
		}
	}
}

func TestTermsOfAQuery(t *testing.T) {
	for _, tt := range []struct {
		query string
		want  []script.Term
	}{
		{"рокова и закони", []script.Term{{Whole: []string{script.Stem("рок")}}, {Whole: []string{script.Stem("закон")}}}},
		{"1/20*", []script.Term{{Whole: []string{"1"}}, {Starts: []string{"20"}}}},
		{"рок,*", []script.Term{{Whole: []string{"rok"}}}},
		{"* ** и ,", nil},
	} {
		if diff := cmp.Diff(tt.want, script.Terms(tt.query)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.query, diff)
		}
	}
}
