package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestProvisionsExceptedFromWhatCeases holds that provisions of a whole act that ceases but for them are of
// that act, and that those of them which cease on another day are an order of it.
func TestProvisionsExceptedFromWhatCeases(t *testing.T) {
	const law = "ЗАКОН\nО РЕДУ\n\nЧлан 1.\nРед је.\n\nЧлан 2.\n%s\n"
	const croatian = "ZAKON\nO REDU\n\nČlanak 1.\nRed je.\n\nČlanak 2.\n%s\n"
	const mir = "Закон о миру („Службени гласник РС”, бр. 5/10 и 7/12)"
	for _, tt := range []struct {
		profile, frame, text string
		want                 []string // orders, unclear, references
	}{
		{"rs", law, "Даном почетка примене овог закона престаје да важи " + mir + ", осим члана 9. који престаје да важи 1. јануара 2027. године.",
			[]string{"Закон о миру: repeal|art_9", "члана 9.|other: Закон о миру|"}},
		{"rs", law, "Престаје да важи " + mir + ", осим одредаба чл. 1. и 2.", []string{"чл. 1. и 2.|other: Закон о миру|"}},
		{"rs", law, "Престаје да важи " + mir + ", изузев одредаба члана 1. и чл. 7. и 8, које престају да важе 1. јануара 2028. године.",
			[]string{"Закон о миру: repeal|art_1 art_7 art_8", "члана 1.|other: Закон о миру|", "чл. 7. и 8|other: Закон о миру|"}},
		{"rs", law, "Престаје да важи " + mir + ", осим члана 9. став 2. тог закона, који престаје да важи 1. јануара 2027. године.",
			[]string{"Закон о миру: repeal|art_9__para_2", "члана 9. став 2. тог закона|other: тог закона|"}},
		{"rs", law, "Престаје да важи " + mir + ", осим члана 9. који не престаје да важи.", []string{"члана 9.|other: Закон о миру|"}},
		{"rs", law, "Престаје да важи " + mir + ", осим члана 9. овог закона и чл. 1.", []string{"члана 9. овог закона|act|art_9", "чл. 1.|act|art_1"}},
		{"rs", law, "Престају да важе " + mir + " и Закон о тишини, осим члана 9. који престаје да важи 1. јануара 2027. године.", []string{"члана 9.|other: Закон о тишини|"}},
		{"rs", law, "Престаје да важи " + mir + ". Рок тече, осим из члана 1.", []string{"члана 1.|act|art_1"}},
		{"rs", bill, "Члан 9. брише се.\nПрестаје да важи " + mir + ", осим члана 7. који престаје да важи 1. јануара 2027. године.",
			[]string{"ЗАКОН О ЧИТАОНИЦАМА: repeal|art_9", "Закон о миру: repeal|art_7", "Члан 9.|base|", "члана 7.|other: Закон о миру|"}},
		{"rs", law, "Престају да важе чл. 5. и 7. Закона о миру, осим члана 9. који престаје да важи 1. јануара 2027. године.",
			[]string{"Закон о миру: repeal|art_5 art_7", "Закон о миру: repeal|art_9", "чл. 5. и 7. Закона|other: Закона о миру|", "члана 9.|other: Закона о миру|"}},
		{"hr", croatian, "Danom stupanja na snagu ovoga Zakona prestaje važiti Zakon o miru (»Narodne novine«, br. 5/10.), osim članka 1. koji prestaje važiti 1. siječnja 2027.",
			[]string{"Zakon o miru: repeal|art_1", "članka 1.|other: Zakon o miru|"}},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.frame, tt.text)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		found, unclear := a.Orders()
		var got []string
		for _, am := range found {
			got = append(got, am.Act+": "+order(&am))
		}
		for _, n := range unclear {
			got = append(got, "unclear "+n.ID)
		}
		for _, ref := range a.References() {
			got = append(got, told(&ref))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}
