package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestWhatStandsUnderAnActIsNoParagraphOfItsLastArticle holds that the number, the place and
// the day and who signs stand behind the articles, in each tradition, and in what is written of
// the act.
func TestWhatStandsUnderAnActIsNoParagraphOfItsLastArticle(t *testing.T) {
	const law = "ЗАКОН\nО ПРОБИ\n\nЧлан 1.\nПроба је слободна.\n\nЧлан 2.\nОвај закон ступа на снагу осмог дана од дана објављивања.\n"
	for _, tt := range []struct {
		profile, src string
		want         []string
	}{
		{"rs", law + "Број 110-00-1/2026\nУ Новом Саду, 3. марта 2026. године\nМинистар,\nПетар Примерић\n", []string{"Број 110-00-1/2026", "У Новом Саду, 3. марта 2026. године", "Министар,", "Петар Примерић"}},
		{"rs", law + "05 Број: 110-123/2026\nУ Београду, дана 3. 3. 2026. године\n", []string{"05 Број: 110-123/2026", "У Београду, дана 3. 3. 2026. године"}},
		{"rs", law + "\nУ Београду, 3. марта 2026. године\nПредседник\n\nПРИЛОГ 1\nТАРИФА\nИзнос је 300.\n", []string{"У Београду, 3. марта 2026. године", "Председник"}},
		{"rs", "ZAKON\nO PROBI\n\nČlan 1.\nProba je slobodna.\n\nČlan 2.\nStupa na snagu odmah.\nBroj: 110-1/26\n", []string{"Broj: 110-1/26"}},
		{"hr", "ZAKON\nO PROBI\n\nČlanak 1.\nProba je slobodna.\n\nČlanak 2.\nStupa na snagu osmoga dana.\n\nKLASA: 011-01/26-01/1\nURBROJ: 71-26-1\nZagreb, 3. ožujka 2026.\nMinistar\nPero Primjer\n",
			[]string{"KLASA: 011-01/26-01/1", "URBROJ: 71-26-1", "Zagreb, 3. ožujka 2026.", "Ministar", "Pero Primjer"}},
		{"eu", "REGULATION (EU) 2030/7\n\nArticle 1\nSubject matter\nThis Regulation lays down rules.\n\nArticle 2\nEntry into force\nIt shall enter into force.\nDone at Brussels, 3 March 2030.\nFor the Council\nThe President\n",
			[]string{"Done at Brussels, 3 March 2030.", "For the Council", "The President"}},
		{"de", "Lesesaalgesetz\n\n§ 1 Zweck\nLesen ist frei.\n\n§ 2 Inkrafttreten\nDieses Gesetz tritt in Kraft.\nBerlin, den 3. März 2030\nDer Bundespräsident\n", []string{"Berlin, den 3. März 2030", "Der Bundespräsident"}},

		// Nothing but who signs.
		{"rs", law + "ПРЕДСЕДНИК\nПетар Примерић\n", []string{"ПРЕДСЕДНИК", "Петар Примерић"}},
		{"rs", law + "\nВЛАДА\n\nПРЕДСЕДНИК\nдр Петра Примерић Пробић, с.р.\n", []string{"ВЛАДА", "ПРЕДСЕДНИК", "др Петра Примерић Пробић, с.р."}},
		{"rs", law + "Министар,\nПетар Примерић, с. р.\n\nПРИЛОГ 1\nТАРИФА\nИзнос је 300.\n", []string{"Министар,", "Петар Примерић, с. р."}},
		{"rs", law + "Председник Скупштине општине Пробиште\nПЕТАР ПРИМЕРИЋ\n", []string{"Председник Скупштине општине Пробиште", "ПЕТАР ПРИМЕРИЋ"}},
		{"hr", "ZAKON\nO PROBI\n\nČlanak 1.\nProba je slobodna.\n\nČlanak 2.\nStupa na snagu osmoga dana.\n\nPredsjednik\nHrvatskoga sabora\nPero Primjer, v. r.\n",
			[]string{"Predsjednik", "Hrvatskoga sabora", "Pero Primjer, v. r."}},
		{"hr", "ZAKON\nO PROBI\n\nČlanak 1.\nProba je slobodna.\n\nČlanak 2.\nStupa na snagu osmoga dana.\n\nPredsjednica Hrvatskoga sabora\nPera Primjer\n",
			[]string{"Predsjednica Hrvatskoga sabora", "Pera Primjer"}},
		{"rs", "ЗАКОН\nО ПРОБИ\n\nЧлан 1.\nПроба је слободна.\n\nЧлан 2.\nВеће чине:\nПредседник\nПетар Примерић\n", nil},
		{"rs", law + "Председник Владе потписује овај закон.\nПредседник\nпотписује\n", nil},
		{"rs", law + "Нови Сад\n", nil},
		{"rs", "ЗАКОН\nО ПРОБИ\n\nЧлан 1.\nПроба је слободна.\nПредседник\nПетар Примерић\n\nЧлан 2.\nОвај закон ступа на снагу одмах.\n", nil},

		// Sentences, and what a provision follows.
		{"rs", law + "Број 5 чланова бира Влада.\nРок тече у Београду, 3. марта 2026. године.\nУ Београду, 3. марта 2026. године почиње рок.\n", nil},
		{"rs", "ЗАКОН\nО ПРОБИ\n\nЧлан 1.\nСедница је:\nУ Београду, 3. марта 2026. године\n\nЧлан 2.\nОвај закон ступа на снагу одмах.\n", nil},
		{"rs", law + "Број 110-00-1/2026\n" + strings.Repeat("Ред текста.\n", 20), nil},
	} {
		a, err := act.Parse([]byte(tt.src), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, underArticles(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.src, diff)
		}
		document, err := a.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		for name, src := range map[string][]byte{"act.txt": []byte(a.PlainText()), "act.docx": document, "act.xml": a.AKN(act.Work{}), "act.html": a.HTML()} {
			again, err := act.Parse(src, act.Options{Name: name, Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, underArticles(again)); diff != "" {
				t.Errorf("%s read back from %s (-want +got):\n%s", tt.src, name, diff)
			}
		}
	}
}

// TestWhatIsTypedUnderTheLastArticleStandsUnderTheAct holds that an edited article is read as the
// same text of a file is, with every line kept.
func TestWhatIsTypedUnderTheLastArticleStandsUnderTheAct(t *testing.T) {
	const law = "ЗАКОН О ПРОБИ\n\nЧлан 1.\nПроба је слободна.\n\nЧлан 2.\nСтупа на снагу "
	const typed = "сутра.\nБрој 110-1/2026\nУ Београду, 3. марта 2026. године"
	a, err := act.Parse([]byte(law+"одмах.\n"), act.Options{Profile: "rs"})
	if err != nil {
		t.Fatal(err)
	}
	edited, _, err := a.Edit("art_2", "Члан 2.\nСтупа на снагу "+typed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Број 110-1/2026", "У Београду, 3. марта 2026. године"}, underArticles(edited)); diff != "" {
		t.Errorf("under the act (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(law+typed, edited.PlainText()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

// underArticles returns the texts that stand beside the articles of an act without divisions.
func underArticles(a *act.Act) []string {
	var texts []string
	for _, n := range a.Body {
		if n.Kind == act.KindParagraph {
			texts = append(texts, n.Text)
		}
	}
	return texts
}
