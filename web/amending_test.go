package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
)

const amendingText = `ЗАКОН
О ИЗМЕНАМА И ДОПУНАМА ЗАКОНА О ЧИТАОНИЦАМА

Члан 1.
У Закону о читаоницама („Службени гласник РС”, број 1/20), члан 1. мења се и гласи:
„Члан 1.
Читаоница је отворена сваког дана.”

Члан 2.
У члану 2. став 1. после речи: „читалац” додају се запета и речи: „односно посетилац”.

Члан 3.
Чл. 7–9. и члан 11. бришу се.

Члан 4.
После члана 12. додаје се члан 12а, који гласи:
„Члан 12а
Читаоница има јеловник.”.

Члан 5.
У члану 13. став 2. износ: „500 динара” замењује се износом: „600 динара”.

Члан 6.
У члану 14. реч: „дужан” брише се.

Члан 7.
Назив члана 15. мења се и гласи: „Радно време”.

Члан 8.
Члан 22. постаје члан 23.

Члан 9.
Тарифни број 3. брише се.

Члан 10.
Овај закон ступа на снагу осмог дана од дана објављивања у „Службеном гласнику Републике Србије”.
`

// rowsSaid returns what the rows of an amending act say, for a reader of a language.
func rowsSaid(t *testing.T, lang locale.Lang, text string) []string {
	v := &visit{lang: lang, say: locale.For(lang)}
	var all []string
	for _, r := range v.amending(parsed(t, text), previewLength).Rows {
		said := r.From + " | " + strings.Join(r.Targets, ", ") + " |"
		for _, o := range r.Order {
			said += " " + o.Said
			if o.Quoted != "" {
				said += " „" + o.Quoted + "”"
			}
		}
		if r.Unclear {
			said += " ? " + r.Warning
		}
		all = append(all, said)
	}
	return all
}

func TestAnAmendingActSaysWhatItAmends(t *testing.T) {
	for lang, want := range map[locale.Lang][]string{
		locale.SrCyrl: {"Члан 1. | члан 1. | Мења се и гласи", "Члан 2. | члан 2. став 1. | После речи „читалац” додају се речи „, односно посетилац”",
			"Члан 3. | чл. 7–9., члан 11. | Бришу се", "Члан 4. | члан 12. | После тога додаје се члан 12а",
			"Члан 5. | члан 13. став 2. | Замењују се речи „500 динара” речима „600 динара”", "Члан 6. | члан 14. | Бришу се речи „дужан”",
			"Члан 7. | члан 15. – назив | Мења се и гласи „Радно време”", "Члан 8. | члан 22. | Постаје члан 23.", "Члан 9. |  | ? nejasno-1"},
		locale.SrLatn: {"Član 1. | član 1. | Menja se i glasi", "Član 2. | član 2. stav 1. | Posle reči „čitalac” dodaju se reči „, odnosno posetilac”",
			"Član 3. | čl. 7–9., član 11. | Brišu se", "Član 4. | član 12. | Posle toga dodaje se član 12a",
			"Član 5. | član 13. stav 2. | Zamenjuju se reči „500 dinara” rečima „600 dinara”", "Član 6. | član 14. | Brišu se reči „dužan”",
			"Član 7. | član 15. – naziv | Menja se i glasi „Radno vreme”", "Član 8. | član 22. | Postaje član 23.", "Član 9. |  | ? nejasno-1"},
		locale.En: {"Article 1 | Article 1 | Is replaced and reads", "Article 2 | Article 2, paragraph 1 | After the words „читалац” add the words „, односно посетилац”",
			"Article 3 | Articles 7–9, Article 11 | Are repealed", "Article 4 | Article 12 | After it add Article 12a",
			"Article 5 | Article 13, paragraph 2 | Replace the words „500 динара” by the words „600 динара”", "Article 6 | Article 14 | Delete the words „дужан”",
			"Article 7 | Article 15 – heading | Is replaced and reads „Радно време”", "Article 8 | Article 22 | Becomes Article 23", "Article 9 |  | ? nejasno-1"},
	} {
		if diff := cmp.Diff(want, rowsSaid(t, lang, amendingText)); diff != "" {
			t.Errorf("%s (-want +got): %s", lang, diff)
		}
	}
	v := &visit{lang: locale.SrCyrl, say: locale.For(locale.SrCyrl)}
	ceasing := strings.Replace(amendingText, "Тарифни број 3. брише се.", "Даном ступања на снагу овог закона престаје да важи члан 5. Закона о старим читаоницама („Службени гласник РС”, број 2/10).", 1)
	last := v.amending(parsed(t, ceasing), previewLength).Rows[8]
	if last.Act != "Закон о старим читаоницама" || last.Targets[0] != "члан 5." || last.Order[0].Said != "Брише се" || last.Unclear {
		t.Errorf("a provision of another act that ceases: %+v", last)
	}
	if got := v.amending(parsed(t, lawText), 0); got != nil {
		t.Errorf("an act that amends none: %+v", got)
	}
}

func TestPartsOfProvisionsThatAreAmendedAreNamed(t *testing.T) {
	const union = "REGULATION (EU) 2031/418 OF THE COUNCIL\namending Regulation (EU) 2031/417\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nIn Article 5(1), the second sentence of the last subparagraph is deleted. In Article 6(2), the introductory wording is deleted. In Article 7(1), the following subparagraph is inserted after the second subparagraph:\n‘A day.’\n"
	for lang, want := range map[locale.Lang][]string{
		locale.SrCyrl: {"Article 1 | члан 5. став 1. – последњи подстав – реченица 2. | Брише се реченица", "Article 1 | члан 6. став 2. – уводна реченица | Брише се", "Article 1 | члан 7. став 1. – подстав 2. | После тога додаје се подстав"},
		locale.En:     {"Article 1 | Article 5, paragraph 1 – last subparagraph – sentence 2 | Delete the sentence", "Article 1 | Article 6, paragraph 2 – introductory words | Is repealed", "Article 1 | Article 7, paragraph 1 – subparagraph 2 | After it add the subparagraph"},
	} {
		if diff := cmp.Diff(want, rowsSaid(t, lang, union)); diff != "" {
			t.Errorf("%s (-want +got): %s", lang, diff)
		}
	}
}

// TestFormsThatAreAmendedAreCalledForms holds that a form is no annex where it is named.
func TestFormsThatAreAmendedAreCalledForms(t *testing.T) {
	const bill = "ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА\n\nЧлан 1.\nОбразац 1 и Прилог 1. бришу се.\n"
	for lang, want := range map[locale.Lang]string{
		locale.SrCyrl: "Члан 1. | образац 1, прилог 1. | Бришу се", locale.SrLatn: "Član 1. | obrazac 1, prilog 1. | Brišu se", locale.En: "Article 1 | Form 1, Annex 1 | Are repealed",
	} {
		if diff := cmp.Diff([]string{want}, rowsSaid(t, lang, bill)); diff != "" {
			t.Errorf("%s (-want +got): %s", lang, diff)
		}
	}
}

// TestTheNextVersionOfAnAmendingActIsShownWithWhatItAmends uploads one, and one with more
// changes than stand unfolded.
func TestTheNextVersionOfAnAmendingActIsShownWithWhatItAmends(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act", "tekst", amendingText)).want(http.StatusSeeOther)
	page := w.reads(path)
	shows(t, page, "Мења:", "Закон о читаоницама</b>", "Прочитано је", `href="#nejasno-1"`, `id="nejasno-1"`, "После речи", "односно посетилац")
	hides(t, page, "Погледајте све измене")
	shows(t, w.reads(strings.Replace(path, "sr-Cyrl", "sr-Latn", 1)), "Menja:", "Zakon o čitaonicama</b>", "Član 3.", "čl. 7–9.", "odnosno posetilac")
	shows(t, w.reads(strings.Replace(path, "sr-Cyrl", "en", 1)), "Amends:", `<b lang="sr-Cyrl">Закон о читаоницама</b>`, "Articles 7–9", "After it add Article 12a")
	for _, row := range regexp.MustCompile(`(?s)<tr role="row"><th role="rowheader".*?</tr>`).FindAllString(page, -1) {
		if strings.Contains(row, "nejasno") == strings.Contains(row, "data-label") {
			t.Errorf("a row is neither clear nor unclear: %s", row)
		}
	}

	long := "ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА\n"
	for i := range 120 {
		long += fmt.Sprintf("\nЧлан %d.\nУ Закону о читаоницама („Службени гласник РС”, број 1/20), члан %d. брише се.\n", i+1, i+1)
	}
	w.uploads(path+"/dokument", hidden("", "vrsta", "act", "tekst", long)).want(http.StatusSeeOther)
	shows(t, w.reads(path), "Прочитано је 120 измена.", "Погледајте све измене", "И још 20 измена.")
}
