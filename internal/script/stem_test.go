package script_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

func TestFormsOfAWordHaveOneStem(t *testing.T) {
	words := []string{
		"закон закона закону законом закони законе законима ZAKON zakonima",
		"заштита заштите заштити заштиту заштитом zaštita zastita zastite",
		"потрошач потрошача потрошачу потрошачи потрошаче потрошачима potrosaca",
		"предлог предлога предлогу предлогом предлози предлоге предлозима",
		"налог налога налози налозима",
		"члан члана члану чланом чланови чланова чланове члановима clanovi",
		"одредба одредбе одредби одредбу одредбом одредаба одредбама",
		"примедба примедбе примедаба примедбама",
		"рок рока року роком рокови рокова роковима",
		"грађанин грађани грађана грађане грађанима gradjani gradani gradanima",
		"удружење удружења удружењу удружењем удружењима udruzenja",
		"јавна јавне јавни јавног јавном јавних јавним јаван",
		"одлука одлуке одлуци одлуку одлуком одлукама",
		"подносилац подносиоца подносиоцу подносиоци подносилаца подносиоцима",
		"комисија комисије комисији комисију комисијом комисијама",
		"средство средства средству средствима средстава",
		"образац обрасца обрасцу обрасци образаца обрасцима",
		"поступак поступка поступку поступком поступци поступака поступцима",
		"податак податка подаци података подацима",
		"странка странке странци странку странкама",
		"део дела делу делом делови делова деловима",
		"јавност јавности јавношћу",
		"закључак закључка закључци закључцима",
		"земља земље земљи земаља земљама",
		"дужан дужна дужни дужне",
		"време vrijeme", "захтев zahtjev zahtijeva захтевима", "мера mjera мере",
		"судија судије судији судијама", "број броја бројеви бројевима",
		"програм програма програми програмима", "проблем проблема проблеми",
	}
	for _, forms := range words {
		of := map[string]string{}
		for form := range strings.FieldsSeq(forms) {
			of[script.Stem(form)] = form
		}
		if len(of) != 1 {
			t.Errorf("%s: the stems are %v, want one", forms, of)
		}
	}
}

func TestOtherWordsHaveOtherStems(t *testing.T) {
	words := "закон заштита предлог налог члан одредба рок грађанин удружење јавност одлука комисија поступак податак странка време захтев мера број програм " +
		"вода воз школа суд општина порез приход расход казна накнада чл 5 10 2026 USB"
	of := map[string]string{}
	for word := range strings.FieldsSeq(words) {
		stem := script.Stem(word)
		if of[stem] != "" {
			t.Errorf("%s and %s share the stem %s", of[stem], word, stem)
		}
		of[stem] = word
	}
}

func TestStemsOfAText(t *testing.T) {
	const said = "Рок из става 2. овог члана је прекратак, а трошкови (12.000 динара) превисоки."
	want := []string{script.Stem("рок"), script.Stem("став"), "2", script.Stem("члан"), script.Stem("прекратак"), script.Stem("трошак"), "12", "000",
		script.Stem("динар"), script.Stem("превисок")}
	if diff := cmp.Diff(want, script.Stems(said)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, script.Stems(script.ToLatin(said))); diff != "" {
		t.Error("in Latin:", diff)
	}
}

// A stem is never longer than its word by more than the letter that о or ао stood for.
func FuzzStem(f *testing.F) {
	for _, s := range []string{"поступцима", "zahtijevaju", "čćšžđ", "ao", "иј", "aaaa", "ј", "\xff", "12а", "ђђђ", "ацацац"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		stem := script.Stem(word)
		if strings.ToLower(word) == word && script.SearchKey(word) == word && len(stem) > len(word)+1 {
			t.Errorf("Stem(%q) = %q grows", word, stem)
		}
		for _, s := range script.Stems(word) {
			if s == "" {
				t.Errorf("Stems(%q) has an empty stem", word)
			}
		}
	})
}
