package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestATariffHasNumbersThatHead reads the tariff behind the articles of a law of fees, in both scripts.
func TestATariffHasNumbersThatHead(t *testing.T) {
	const text = "ЗАКОН\nО ТАКСАМА ЗА КЛУПЕ\n\nЧлан 1.\nТаксе се плаћају по Тарифи.\n\nЧлан 2.\nТарифни број 1. примењује се на клупе.\nТАРИФА\nОвај закон ступа на снагу.\n\nТАРИФА ТАКСИ ЗА КЛУПЕ\n\nI. КЛУПЕ\n\n" +
		"Тарифни број 1\nЗа зелену клупу\t380\n\nТарифни број 2. – Беле клупе\nЗа белу клупу\t560\nНаплаћује се по тарифном броју 1.\n\nII. СТОЛОВИ\n\nТарифни број 3\nЗа сто\t600\n"
	for _, write := range []func(string) string{func(s string) string { return s }, script.ToLatin} {
		a := parse(t, write(text))
		var got []string
		a.Walk(func(n *act.Node, _ int) bool {
			if n.Kind != act.KindParagraph {
				got = append(got, strings.Join(strings.Fields(n.ID+" "+n.Label+" "+n.Heading), " "))
			}
			return true
		})
		want := []string{"art_1 Члан 1.", "art_2 Члан 2.", "annex ТАРИФА ТАКСИ ЗА КЛУПЕ", "annex__chp_I I. КЛУПЕ", "annex__chp_I__subsec_1 Тарифни број 1",
			"annex__chp_I__subsec_2 Тарифни број 2. – Беле клупе", "annex__chp_II II. СТОЛОВИ", "annex__chp_II__subsec_3 Тарифни број 3"}
		for i := range want {
			want[i] = write(want[i])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got, want := bare(content(a)), bare(write(text)); got != want {
			t.Errorf("the characters differ from %s", firstDifference(got, want))
		}
		again := parse(t, a.PlainText())
		if got, want := outline(again), outline(a); got != want {
			t.Errorf("the text read again differs: %s", firstDifference(got, want))
		}
		checkWord(t, a)
	}
}

// TestTheFeeOfATariffIsNoHeadingAndARepealedNumberIsOne reads a tariff whose fees stand behind blanks and dots.
func TestTheFeeOfATariffIsNoHeadingAndARepealedNumberIsOne(t *testing.T) {
	a := parse(t, "ЗАКОН\nО ТАКСАМА ЗА КЛУПЕ\n\nГЛАВА I\nКЛУПЕ\n\nЧлан 1.\nТаксе се плаћају по Тарифи.\n\nГЛАВА II (брисана)\n\nТАРИФА\n\nТарифни број 1.\n\nЗа зелену клупу, ако није друкчије прописано                    1.320,00\n\n"+
		"Тарифни број 2. брисан је (види члан 3. Закона - 5/2020-7)\n\nТарифни број 3.\n\nЗа сто ............ 600\n\nТарифни број 4. (брисан)\n\nТарифни број 5. – Столице\n\nЗа столицу\t100\n")
	var got []string
	a.Walk(func(n *act.Node, _ int) bool {
		got = append(got, n.ID+" "+n.Heading)
		return true
	})
	if diff := cmp.Diff([]string{"chp_I КЛУПЕ", "art_1 ", "art_1__para_1 ", "chp_II ", "chp_II__para_1 ", "annex ТАРИФА", "annex__subsec_1 ", "annex__subsec_1__para_1 ", "annex__subsec_2 ", "annex__subsec_2__para_1 ",
		"annex__subsec_3 ", "annex__subsec_3__para_1 ", "annex__subsec_4 ", "annex__subsec_4__para_1 ", "annex__subsec_5 Столице", "annex__subsec_5__para_1 "}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("the text reads back as\n%s", shape(again))
	}
}

// TestNumeralsInSectionsOfATariffStandInThem reads a tariff whose sections are lettered.
func TestNumeralsInSectionsOfATariffStandInThem(t *testing.T) {
	a := parse(t, "ЗАКОН\nО ТАКСАМА ЗА КЛУПЕ\n\nЧлан 1.\nТаксе се плаћају по Тарифи.\n\nТАРИФА\n\nОДЕЉАК А\nКЛУПЕ\n\nI. НОВЕ\n\nТарифни број 1.\nЗа клупу\t100\n\nII. СТАРЕ\n\nТарифни број 2.\nЗа клупу\t200\n\nОДЕЉАК Б\nСТОЛОВИ\n\nI. НОВИ\n\nТарифни број 3.\nЗа сто\t300\n")
	var got []string
	a.Walk(func(n *act.Node, depth int) bool {
		if n.Heading+n.Label != "" {
			got = append(got, strings.Repeat(".", depth)+strings.TrimSpace(n.Label+" "+n.Heading))
		}
		return true
	})
	want := []string{"Члан 1.", "ТАРИФА", ".ОДЕЉАК А КЛУПЕ", "..I. НОВЕ", "...Тарифни број 1.", "..II. СТАРЕ", "...Тарифни број 2.", ".ОДЕЉАК Б СТОЛОВИ", "..I. НОВИ", "...Тарифни број 3."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("the text reads back as\n%s", shape(again))
	}
}
