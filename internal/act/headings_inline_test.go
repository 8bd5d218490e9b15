package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestHeadingsOnTheLineOfTheNumber reads the second of three articles, or the last of
// two, in both scripts.
func TestHeadingsOnTheLineOfTheNumber(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"a footnote in brackets", "Члан 2. [1]", "Члан 2. [1]||"},
		{"a footnote in brackets right behind the dot", "Члан 2.[1]", "Члан 2.[1]||"},
		{"a colon behind the dot", "Члан 2.: Надзор", "Члан 2.:|Надзор|"},
		{"a dash behind the dot", "Члан 2.- Надзор", "Члан 2.-|Надзор|"},
		{"quotation marks", "Члан 2. „Надзор”", "Члан 2.|„Надзор”|"},
		{"strokes", "Члан 2. /Надзор/", "Члан 2.|/Надзор/|"},
		{"a note of repeal in brackets", "Члан 2.(брише се)", "Члан 2.||(брише се)"},
		{"a note of repeal in strokes", "Члан 2. /брисан/", "Члан 2.||/брисан/"},
		{"the sign of a number", "Члан бр. 2.", "Члан бр. 2.||"},
		{"a law does something", "Члан 2. Закон ступа на снагу осмог дана.", "Члан 2.||Закон ступа на снагу осмог дана."},
		{"a law is done something to", "Члан 2. Законом се уређује рад чесама.", "Члан 2.||Законом се уређује рад чесама."},
		{"a decision", "Члан 2. Одлука ступа на снагу осмог дана.", "Члан 2.||Одлука ступа на снагу осмог дана."},
		{"a rulebook", "Члан 2. Правилник ступа на снагу осмог дана.", "Члан 2.||Правилник ступа на снагу осмог дана."},
		{"a statute", "Члан 2. Статут доноси скупштина.", "Члан 2.||Статут доноси скупштина."},
		{"a regulation", "Члан 2. Уредба престаје да важи.", "Члан 2.||Уредба престаје да важи."},
		{"a regulation, as an object", "Члан 2. Уредбу објављује орган.", "Члан 2.||Уредбу објављује орган."},
		{"one who takes out insurance", "Члан 2. Уговорач плаћа премију.", "Члан 2.||Уговорач плаћа премију."},
	}
	for _, tt := range tests {
		for _, way := range []struct {
			name string
			in   func(string) string
		}{{"Cyrillic", func(s string) string { return s }}, {"Latin", script.ToLatin}} {
			t.Run(tt.name+" in "+way.name, func(t *testing.T) {
				for _, behind := range []string{"\nЧесма се чисти.\n\nЧлан 3.\nЧесма се сели.\n", "\nЧесма се чисти.\n"} {
					text := way.in("Члан 1.\nЧесма ради дању.\n\n" + tt.line + behind)
					a := parse(t, text)
					n := a.Find("art_2")
					if n == nil {
						t.Fatalf("there is no second article in\n%s", shape(a))
					}
					first := ""
					if len(n.Children) > 0 && n.Children[0].Text != way.in("Чесма се чисти.") {
						first = n.Children[0].Text
					}
					if got := n.Label + "|" + n.Heading + "|" + first; got != way.in(tt.want) {
						t.Errorf("got %s, want %s", got, way.in(tt.want))
					}
					if got, want := bare(content(a)), bare(text); got != want {
						t.Errorf("characters: %s", firstDifference(got, want))
					}
					if strings.Contains(tt.name, "repeal") && !n.Repealed() {
						t.Error("it is not repealed")
					}
				}
			})
		}
	}
}

// TestWhatIsOnlyCitedIsNoHeading reads sentences that begin with the number of an
// article of this act or another that would come next.
func TestWhatIsOnlyCitedIsNoHeading(t *testing.T) {
	for _, line := range []string{
		"Члан 2. Закона о чесмама мења се.", "Члан 2. Уредбе о чесмама мења се.", "Члан 2. Правилника о чесмама мења се.", "Члан 2. Одлуке о чесмама мења се.",
		"Члан 2. Статута града мења се.", "Члан 2. Законика о води мења се.", "Члан 2. Кривичног законика мења се.", "Члан 2. Устава се примењује.",
		"Члан 2. брише се.", "Члан 2. „Чесма” мења се и гласи:", "Члан 2. (чесме) мења се.", "Члан 2. става првог",
	} {
		a := parse(t, "Члан 1.\nЧесма ради дању.\n"+line+"\nЧесма се сели.\n")
		if got := len(a.Articles()); got != 1 {
			t.Errorf("%q makes %d articles", line, got)
		}
	}
}

// TestAMissedHeadingLosesNoFurtherOne reads articles with text behind their numbers of
// which one cannot be read.
func TestAMissedHeadingLosesNoFurtherOne(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"between", "Члан 1. Чесма ради дању.\nЧлн 2. Чесма се чисти.\nЧлан 3. Закон ступа на снагу осмог дана.\nЧлан 4. Чесма се сели.\n", []string{"1", "3", "4"}},
		{"before the last", "Члан 1. Чесма ради дању.\nЧлн 2. Чесма се чисти.\nЧлан 3. Закон ступа на снагу осмог дана.\n", []string{"1", "3"}},
		{"a sentence that goes on with a number is none", "Члан 1. Чесма ради, а примењује се\nЧлан 3. Чесма се чисти.\nЧлан 2. Чесма се сели.\n", []string{"1", "2"}},
		{"a number that the next article does not bear out is none", "Члан 1. Чесма ради.\nЧлан 3. Чесма се чисти.\nЧлан 2. Чесма се сели.\nЧлан 3. Чесма се боји.\n", []string{"1", "2", "3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range parse(t, tt.text).Articles() {
				got = append(got, n.Number)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestAHeadingMayBeginAsAShortWordDoes holds that what begins like a word behind a citation heads an article where it is another word.
func TestAHeadingMayBeginAsAShortWordDoes(t *testing.T) {
	for _, tt := range []struct{ profile, src string }{
		{"us", "A BILL\nTo provide for reading rooms.\n\nSECTION 1. ROOMS.\nRooms are open.\n\nSEC. 2. %s.\nA room is open.\n"},
		{"de", "Gesetz über Lesesäle\n\n§ 1 Zweck\nLesesäle stehen allen offen.\n\n§ 2 %s\nDer Lesesaal ist offen.\n"},
	} {
		for _, heading := range []string{"Offences", "Orders", "Issues", "Android", "Shallows", "Satzung", "Desinfektion", "Bisherige Säle", "Undenkbares", "Nummerierung"} {
			a, err := act.Parse([]byte(fmt.Sprintf(tt.src, heading)), act.Options{Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
			articles := a.Articles()
			if len(articles) != 2 || strings.TrimSuffix(articles[1].Heading, ".") != heading {
				t.Errorf("%s: %q heads none of the %d articles", tt.profile, heading, len(articles))
			}
		}
	}
}
