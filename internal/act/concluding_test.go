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

		// Who passes the act, in what place it is signed, and with what.
		{"rs", law + "\nСКУПШТИНА ОПШТИНЕ ПРОБИШТЕ\n\nБрој: 06-1/2026-01\n\nПРЕДСЕДНИК\nПетар Примерић\n", []string{"СКУПШТИНА ОПШТИНЕ ПРОБИШТЕ", "Број: 06-1/2026-01", "ПРЕДСЕДНИК", "Петар Примерић"}},
		{"rs", law + "\nРепублика Србија\nОпштина Пробиште\nБрој: I 06-1/2026\nДана: 3. 3. 2026. године\nП р о б и ш т е\nПредседник Скупштине\nПетар Примерић, с.р.\n",
			[]string{"Република Србија", "Општина Пробиште", "Број: I 06-1/2026", "Дана: 3. 3. 2026. године", "П р о б и ш т е", "Председник Скупштине", "Петар Примерић, с.р."}},
		{"rs", law + "Датум: 03.03.2026. године\nДиректор\n", []string{"Датум: 03.03.2026. године", "Директор"}},
		{"rs", law + "\nЗА СИНДИКАТ             ЗА ОСНИВАЧА\nПредседник,             Градоначелник,\nПетра Примерић          др Павле Пробић\n",
			[]string{"ЗА СИНДИКАТ             ЗА ОСНИВАЧА", "Председник,             Градоначелник,", "Петра Примерић          др Павле Пробић"}},
		{"rs", law[:strings.LastIndex(law, ".")] + ", осим одредаба о пробама које су започете пре тога, а које се окончавају у складу са ранијим прописима.\nДиректор\nПетра Примерић\n",
			[]string{"Директор", "Петра Примерић"}},
		{"rs", law[:strings.LastIndex(law, "Овај")] + "Проба је:\n1) дневна;\n2) ноћна.\nДиректор\nПетра Примерић\n", []string{"Директор", "Петра Примерић"}},
		{"rs", law + "\nПредседавајући скупштине\n_______________\n/Петра Примерић/\n", []string{"Председавајући скупштине", "_______________", "/Петра Примерић/"}},
		{"rs", law + "\nДиректор\n______________\n", []string{"Директор", "______________"}},
		{"rs", law + "\n______________\n", nil},
		{"rs", law + "Чине је:\nОпштина Пробиште\nБрој: 06-1/2026-01\n", []string{"Број: 06-1/2026-01"}},
		{"hr", "UREDBA\nO PROBI\n\nČlanak 1.\nProba je slobodna.\n\nČlanak 2.\nStupa na snagu osmoga dana.\n\nVlada Republike Hrvatske\nKLASA: 011-01/26-01/1\n", []string{"Vlada Republike Hrvatske", "KLASA: 011-01/26-01/1"}},
		{"eu", "REGULATION (EU) 2030/7\n\nArticle 1\nSubject matter\nThis Regulation lays down rules.\n\nArticle 2\nEntry into force\nIt shall enter into force.\n\nThis Regulation shall be binding in its entirety and directly applicable in all Member States.\n\nDone at Brussels, 3 March 2030.\n\nFor the Council\nThe President\nP. EXAMPLE\n",
			[]string{"This Regulation shall be binding in its entirety and directly applicable in all Member States.", "Done at Brussels, 3 March 2030.", "For the Council", "The President", "P. EXAMPLE"}},
		{"eu", "Uredba (EU) 2030/7\n\nČlanak 1.\nPredmet\nOva Uredba uređuje probe.\n\nČlanak 2.\nStupanje na snagu\nStupa na snagu sutra.\n\nOva je Uredba u cijelosti obvezujuća i izravno se primjenjuje u svim državama članicama.\n\nSastavljeno u Bruxellesu 3. ožujka 2030.\n",
			[]string{"Ova je Uredba u cijelosti obvezujuća i izravno se primjenjuje u svim državama članicama.", "Sastavljeno u Bruxellesu 3. ožujka 2030."}},
		{"eu", "Verordnung (EU) 2030/7\n\nArtikel 1\nGegenstand\nDiese Verordnung regelt Proben.\n\nArtikel 2\nInkrafttreten\nSie tritt morgen in Kraft.\n\nDiese Verordnung ist in allen ihren Teilen verbindlich und gilt unmittelbar in jedem Mitgliedstaat.\n\nGeschehen zu Brüssel am 3. März 2030.\n",
			[]string{"Diese Verordnung ist in allen ihren Teilen verbindlich und gilt unmittelbar in jedem Mitgliedstaat.", "Geschehen zu Brüssel am 3. März 2030."}},
		{"eu", "Uredba (EU) 2030/7\n\nČlen 1\nVsebina\nTa uredba ureja preskuse.\n\nČlen 2\nZačetek veljavnosti\nVeljati začne jutri.\n\nTa uredba je v celoti zavezujoča in se neposredno uporablja v vseh državah članicah.\n\nV Bruslju, 3. marca 2030\n",
			[]string{"Ta uredba je v celoti zavezujoča in se neposredno uporablja v vseh državah članicah.", "V Bruslju, 3. marca 2030"}},
		{"eu", "REGULATION (EU) 2030/7\n\nArticle 1\nSubject matter\nThis Regulation shall be binding in its entirety on lamps.\n\nArticle 2\nEntry into force\nIt shall enter into force.\n", nil},

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

// TestADecisionInPointsAndNotesBehindWhoSigns reads what stands under a decision whose provisions are points, and under an act of
// the Union whose notes stand behind it.
func TestADecisionInPointsAndNotesBehindWhoSigns(t *testing.T) {
	a, err := act.Parse([]byte("РЕШЕЊЕ\nО ОБРАЗОВАЊУ КОМИСИЈЕ\n\nI\nОбразује се Комисија.\n\nII\nОво решење ступа на снагу сутра.\n\nБрој: 020-1/2026\nУ Пробишту, 3. марта 2026. године\n\nПРЕДСЕДНИК\nПетар Примерић\n"), act.Options{Profile: "rs"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Број: 020-1/2026", "У Пробишту, 3. марта 2026. године", "ПРЕДСЕДНИК", "Петар Примерић"}, underArticles(a)); diff != "" {
		t.Errorf("decision (-want +got):\n%s", diff)
	}
	a, err = act.Parse([]byte("REGULATION (EU) 2030/7\n\nArticle 1\nSubject matter\nThis Regulation lays down rules.\n\nArticle 2\nEntry into force\nIt shall enter into force.\n\nDone at Brussels, 3 March 2030.\n\nThe President\nP. EXAMPLE\n\n(1) Position of 1 March 2030.\n(2) OJ L 1, 2.1.2030, p. 3.\n"), act.Options{Profile: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Done at Brussels, 3 March 2030.", "The President", "P. EXAMPLE"}, underArticles(a)); diff != "" || a.Counts[act.KindNote] != 2 {
		t.Errorf("%d notes; under the act (-want +got):\n%s", a.Counts[act.KindNote], diff)
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
