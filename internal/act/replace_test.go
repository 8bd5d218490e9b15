package act

import (
	"strings"
	"testing"
)

const replaced = "ЗАКОН\nО ПРОБИ\n\nI. ОСНОВНЕ ОДРЕДБЕ\n\nПредмет\n\nЧлан 1.\n\nОвим законом уређује се:\n1) проба;\n2) надзор.\n\nЧлан 2.\n\nОрган одговара у року од 30 дана.\n\n" +
	"II. ЗАВРШНЕ ОДРЕДБЕ\n\nЧлан 3.\n\nОвај закон ступа на снагу осмог дана.\n"

func TestTheTextOfProvisionsIsReplaced(t *testing.T) {
	a, err := Parse([]byte(replaced), Options{Name: "proba.txt"})
	if err != nil {
		t.Fatal(err)
	}
	whole := a.PlainText()
	a.Walk(func(n *Node, _ int) bool {
		got, ok := a.WithTexts(map[string]string{n.ID: n.PlainText()})
		if !ok || got != whole {
			t.Errorf("%s replaced by itself: got\n%s\nwant\n%s", n.ID, got, whole)
		}
		return true
	})
	for name, c := range map[string]struct{ id, text, want string }{
		"an article is edited":     {"art_2", "\nЧлан 2.\nОрган одговара одмах.\n", strings.Replace(whole, "Члан 2.\nОрган одговара у року од 30 дана.", "Члан 2.\nОрган одговара одмах.", 1)},
		"an article is taken out":  {"art_2", "\n", strings.Replace(whole, "\n\nЧлан 2.\nОрган одговара у року од 30 дана.", "", 1)},
		"one becomes two":          {"art_3", "Члан 3.\nПрви.\n\nЧлан 4.\nДруги.", strings.Replace(whole, "Члан 3.\nОвај закон ступа на снагу осмог дана.", "Члан 3.\nПрви.\n\nЧлан 4.\nДруги.", 1)},
		"a point is edited":        {"art_1__para_1__point_2", "2) контрола.", strings.Replace(whole, "2) надзор.", "2) контрола.", 1)},
		"a chapter with all of it": {"chp_II", "II. КРАЈ", whole[:strings.Index(whole, "II. ЗАВРШНЕ")] + "II. КРАЈ"},
	} {
		got, ok := a.WithTexts(map[string]string{c.id: c.text})
		if !ok || got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
	for name, texts := range map[string]map[string]string{
		"what is not there":          {"art_2": "x", "art_9": "x"},
		"a provision within another": {"chp_II": "x", "art_3": "x"},
	} {
		if _, ok := a.WithTexts(texts); ok {
			t.Errorf("%s was replaced", name)
		}
	}
	got, ok := a.WithTexts(map[string]string{"art_1": "Члан 1.\nА.", "art_3": "Члан 3.\nБ."})
	if want := "ЗАКОН О ПРОБИ\n\nI. ОСНОВНЕ ОДРЕДБЕ\n\nЧлан 1.\nА.\n\nЧлан 2.\nОрган одговара у року од 30 дана.\n\nII. ЗАВРШНЕ ОДРЕДБЕ\n\nЧлан 3.\nБ."; !ok || got != want {
		t.Errorf("two at once: got\n%s\nwant\n%s", got, want)
	}
}
