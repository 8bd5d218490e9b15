package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func TestWarningsOfReferencesNameTheirLines(t *testing.T) {
	a := parse(t, "ЗАКОН\nО ФОНТАНАМА\n\nЧлан 1.\nФонтана се чисти.\n\nЧлан 2.\nЧисти се:\n1) водом;\n2) у складу са чланом 7. овог закона.\n\nЧлан 3.\nБрисан је.\n\nЧлан 4.\nПримењује се члан 3. овог закона.\n")
	want := []act.Warning{
		{Line: 10, Code: act.WarnDanglingReference, Text: "Члан 2: чланом 7. овог закона"},
		{Line: 16, Code: act.WarnRepealedReference, Text: "Члан 4: члан 3. овог закона"},
	}
	if diff := cmp.Diff(want, a.Review()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	data, err := a.JSON()
	if err != nil {
		t.Fatal(err)
	}
	stored, err := act.FromJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		want[i].Line = 0
	}
	if diff := cmp.Diff(want, stored.Review()); diff != "" {
		t.Errorf("of the act as it is stored (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(a, stored); diff != "" {
		t.Errorf("lines tell acts apart:\n%s", diff)
	}
}

func TestProvisionsKnowTheirLines(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             map[string]act.Line
	}{
		{"text", "akt.txt", "\nГЛАВА I\nОСНОВЕ\n\nРубрика\nЧлан 1.\nПрви став:\n1) тачка.\n\nПРИЛОГ\nТекст прилога.\n",
			map[string]act.Line{"chp_I": 2, "art_1": 6, "art_1__para_1": 7, "art_1__para_1__point_1": 8, "annex": 10}},
		{"a preamble", "akt.txt", "На основу члана 5. Закона о водама, доносим\n\nОДЛУКУ\nО ФОНТАНАМА\n\nЧлан 1.\nФонтана се чисти.\n",
			map[string]act.Line{"preamble": 1, "art_1": 6}},
		{"a bill in XML", "bill.xml", "<bill xmlns=\"http://schemas.gpo.gov/xml/uslm\"><main>\n<section>\n<num>1.</num>\n<subsection><num>(a)</num><content>Text.</content></subsection></section></main></bill>",
			map[string]act.Line{"art_1": 2, "art_1__para_a": 4}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(tt.text), act.Options{Name: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			for id, want := range tt.want {
				if n := a.Find(id); n == nil || n.Line != want {
					t.Errorf("%s: %+v, want line %d", id, n, want)
				}
			}
		})
	}
}

func TestWarningsSayWhatTheyAreAbout(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             act.Warning
	}{
		{"a section of a bill without a number", "bill.xml", "<bill xmlns=\"http://schemas.gpo.gov/xml/uslm\"><main>\n<section><heading>Rooms</heading><content>Rooms are open.</content></section></main></bill>",
			act.Warning{Line: 2, Code: act.WarnMissingNumber, Text: "Rooms"}},
		{"a section with nothing but text", "bill.xml", "<bill xmlns=\"http://schemas.gpo.gov/xml/uslm\"><main>\n<section><content>Rooms are open.</content></section></main></bill>",
			act.Warning{Line: 2, Code: act.WarnMissingNumber, Text: "Rooms are open."}},
		{"no articles under a title", "akt.txt", "РЕШЕЊЕ\nо разрешењу члана савета\n\nРазрешава се члан савета.\n", act.Warning{Code: act.WarnNoArticles, Text: "РЕШЕЊЕ о разрешењу члана савета"}},
		{"no articles and no title", "akt.txt", "обавештење да се фонтана чисти.\n", act.Warning{Code: act.WarnNoArticles, Text: "обавештење да се фонтана чисти."}},
		{"nothing at all", "akt.txt", "\n", act.Warning{Code: act.WarnNoArticles}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(tt.text), act.Options{Name: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]act.Warning{tt.want}, a.Warnings); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPointsWithinALine holds that points which stand in one line are kept as they are written and warned
// of, and that numbers of points which are cited, quoted or bracketed are not.
func TestPointsWithinALine(t *testing.T) {
	const frame = "ЗАКОН О ФОНТАНАМА\n\nЧлан 1.\n%s\n\nЧлан 2.\nФонтана је јавна.\n"
	for _, tt := range []struct{ text, want string }{
		{"Фонтана се чисти: 1) водом; 2) ваздухом; 3) четком.", "Члан 1: 1) водом; 2) ваздухом; 3) четком."},
		{"Фонтана се чисти: а) водом; б) ваздухом, и в) четком.", "Члан 1: а) водом; б) ваздухом, и в) четком."},
		{"Fontana se čisti: a) vodom; b) vazduhom.", "Члан 1: a) vodom; b) vazduhom."},
		{"Фонтана се чисти:\n1) водом; 2) ваздухом;\n3) четком.", "Члан 1: водом; 2) ваздухом;"},
		{"Фонтана се чисти:\n1) водом;\n2) ваздухом, по тачки 1) овог става;\n3) четком.", ""},
		{"Примењује се члан 5. став 1. тач. 1) и 2) овог закона.", ""},
		{"Примењују се тачке: 1), 2) и 3) тог члана.", ""},
		{"Дозвола престаје:\n1) смрћу;\n2) престанком услова из члана 1. тач. 1), 3) и 4) овог закона;\n3) одузимањем.", ""},
		{"Примењује се члан 5. став 1: 1) или 2) тог члана.", ""},
		{"Натпис гласи: „Чисти се: 1) водом; 2) ваздухом.”", ""},
		{"Износ је (види: 1) хиљаду; 2) две хиљаде) динара.", ""},
		{"Износ је 25.000,00 динара до 1. маја: 1.000 и 2.000.", ""},
		{"Фонтана се чисти: 2) водом; 3) ваздухом.", ""},
		{"Фонтана се чисти: 1) водом; 3) ваздухом.", ""},
	} {
		text := fmt.Sprintf(frame, tt.text)
		a, err := act.Parse([]byte(text), act.Options{Name: "akt.txt"})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, w := range a.Review() {
			if w.Code == act.WarnPointsInLine {
				got += w.Text
			}
		}
		if got != tt.want {
			t.Errorf("%q: warned of %q, want %q", tt.text, got, tt.want)
		}
		if diff := cmp.Diff(strings.ReplaceAll(text, "\n", ""), strings.ReplaceAll(a.PlainText(), "\n", "")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}
