package act_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// bill is an amending act; what it orders stands in article 1.
const bill = "ЗАКОН\nО ИЗМЕНАМА И ДОПУНАМА ЗАКОНА О ЧИТАОНИЦАМА\n\nЧлан 1.\n%s\n\nЧлан 2.\nОвај закон ступа на снагу осмог дана од дана објављивања.\n"

// billOrders returns the orders of an amending act, each of which must stand where it
// says it does.
func billOrders(t *testing.T, bill, profile string) []string {
	t.Helper()
	a, err := act.Parse([]byte(bill), act.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, am := range a.Amendments() {
		got = append(got, order(&am))
		if text := a.Find(am.From).Text; am.Start < 0 || am.End <= am.Start || am.End > len(text) {
			t.Errorf("%s stands at %d to %d of %d bytes", order(&am), am.Start, am.End, len(text))
		}
	}
	return got
}

// order writes an amendment in one line.
func order(a *act.Amendment) string {
	ids := func(list []act.Amended) string {
		var out []string
		for _, x := range list {
			if x.Upto != "" {
				x.ID += "…" + x.Upto
			}
			if x.Form {
				x.ID = "form " + x.ID
			}
			out = append(out, x.ID)
		}
		return strings.Join(out, " ")
	}
	numbers := func(list []int) string { return strings.Trim(fmt.Sprint(list), "[]") }
	parts := []string{string(a.Action), ids(a.Targets)}
	if a.Heading {
		parts[0] += " heading"
	}
	if a.Opening {
		parts[0] += " opening"
	}
	for _, p := range []struct{ name, text string }{
		{"", a.Position}, {"subparagraphs ", numbers(a.Subparagraphs)}, {"sentences ", numbers(a.Sentences)}, {"", string(a.Unit)}, {"beside ", a.Beside}, {"now ", ids(a.Becomes)}, {"old ", a.OldWords}, {"new ", a.NewWords}, {"quoted ", strings.Join(a.Quoted, " ")},
	} {
		if p.text != "" {
			parts = append(parts, p.name+p.text)
		}
	}
	if a.Inflected {
		parts = append(parts, "inflected")
	}
	return strings.Join(parts, "|")
}

func TestAmendments(t *testing.T) {
	tests := []struct {
		name, orders string
		want         []string
	}{
		{"a paragraph worded anew", "У Закону о читаоницама („Службени гласник РС”, бр. 12/20 и 5/22), у члану 5. став 2. мења се и гласи:\n„Рок износи осам дана.”",
			[]string{"substitute|art_5__para_2|quoted art_1__para_1__mod_1"}},
		{"an article worded anew", "Члан 5. мења се и гласи:\n„Члан 5.\nРок износи осам дана.”", []string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"the wording in the sentence", "У члану 5. став 2. мења се и гласи: „Рок износи осам дана.”", []string{"substitute|art_5__para_2|new Рок износи осам дана."}},
		{"a heading", "Назив члана 5. мења се и гласи: „Рокови”.", []string{"substitute heading|art_5|new Рокови"}},
		{"several paragraphs", "У члану 5. ст. 2. и 3. мењају се и гласе:\n„Рок тече.\nРок истиче.”", []string{"substitute|art_5__para_2 art_5__para_3|quoted art_1__para_1__mod_1"}},
		{"an article added", "После члана 7. додаје се члан 7а, који гласи:\n„Члан 7а\nИменик је јаван.”",
			[]string{"insert|art_7|behind|now art_7a|quoted art_1__para_1__mod_1"}},
		{"articles added", "После члана 7. додају се чл. 7а и 7б, који гласе:\n„Члан 7а\nПрви.\nЧлан 7б\nДруги.”",
			[]string{"insert|art_7|behind|now art_7a art_7b|quoted art_1__para_1__mod_1"}},
		{"an article added with its heading", "Изнад члана 1. додају се назив члана и члан 0, који гласи:\n„Члан 0\nПрви.”",
			[]string{"insert|art_1|before|now art_0|quoted art_1__para_1__mod_1"}},
		{"a paragraph added", "У члану 5. после става 2. додаје се нови став 3, који гласи:\n„Рок тече.”",
			[]string{"insert|art_5__para_2|behind|now art_5__para_3|quoted art_1__para_1__mod_1"}},
		{"a paragraph added at the end", "У члану 5. додаје се став 3, који гласи:\n„Рок тече.”", []string{"insert|art_5|now art_5__para_3|quoted art_1__para_1__mod_1"}},
		{"a point added", "У члану 5. став 1. после тачке 3) додаје се тачка 3а), која гласи:\n„3а) води именик;”.",
			[]string{"insert|art_5__para_1__point_3|behind|now art_5__para_1__point_3a|quoted art_1__para_1__mod_1"}},
		{"what was not said again", "У члану 5. став 1. брише се.\nДосадашњи ст. 2. и 3. постају ст. 1. и 2.\nУ ставу 4. тачка 2) брише се.",
			[]string{"repeal|art_5__para_1", "renumber|art_5__para_2 art_5__para_3|now art_5__para_1 art_5__para_2", "repeal|art_5__para_4__point_2"}},
		{"paragraphs put in place of others", "У члану 24. ст. 2. и 3. замењују се ст. 2–4, који гласе:\n„Рок тече.\nРок истиче.\nРок се враћа.”",
			[]string{"substitute|art_24__para_2 art_24__para_3|now art_24__para_2…art_24__para_4|quoted art_1__para_1__mod_1"}},
		{"a point put in place of two", "У члану 24. тач. 2) и 3) замењују се тачком 2), која гласи:\n„2) рок.”",
			[]string{"substitute|art_24__para_1__point_2 art_24__para_1__point_3|now art_24__para_1__point_2|quoted art_1__para_1__mod_1"}},
		{"articles put in place of another", "Члан 24. замењује се чл. 24. и 24а, који гласе:\n„Члан 24.\nРок тече.\nЧлан 24а\nРок.”",
			[]string{"substitute|art_24|now art_24 art_24a|quoted art_1__para_1__mod_1"}},
		{"words of what stands behind them", "Реч: „дан” замењује се речју: „рок” у члану 5. став 1. и члану 7.", []string{"replace_words|art_5__para_1 art_7|old дан|new рок"}},
		{"a repealed article", "Члан 9. брише се.", []string{"repeal|art_9"}},
		{"a repealed range", "Чл. 9–11. бришу се.", []string{"repeal|art_9…art_11"}},
		{"a renumbered range", "Досадашњи чл. 5–8. постају чл. 6–9.", []string{"renumber|art_5…art_8|now art_6…art_9"}},
		{"words replaced", "У члану 3. речи: „општинска управа” замењују се речима: „градска управа”.",
			[]string{"replace_words|art_3|old општинска управа|new градска управа"}},
		{"two words replaced", "У члану 3. став 1. реч: „дан” замењује се речју: „сат”, а број: „5” бројем: „8”.",
			[]string{"replace_words|art_3__para_1|old дан|new сат", "replace_words|art_3__para_1|old 5|new 8"}},
		{"words in the whole act", "У целом тексту закона речи: „општинска управа” замењују се речима: „градска управа” у одговарајућем падежу.",
			[]string{"replace_words||old општинска управа|new градска управа|inflected"}},
		{"words in their cases", "У члану 3. речи: „општинска управа”, у различитим падежима, замењују се речима: „градска управа”, у одговарајућем падежу.\nУ члану 4. реч: „падеж” замењује се речју: „облик”.",
			[]string{"replace_words|art_3|old општинска управа|new градска управа|inflected", "replace_words|art_4|old падеж|new облик"}},
		{"words in their cases, said of two orders", "У члану 3. речи: „општинска управа” замењују се речима: „градска управа”, а реч: „дан” замењује се речју: „рок”, у одговарајућем падежу.",
			[]string{"replace_words|art_3|old општинска управа|new градска управа|inflected", "replace_words|art_3|old дан|new рок|inflected"}},
		{"words in their cases, said of orders in two paragraphs", "У члану 3. став 1. реч: „дан” замењује се речју: „рок”, а у ставу 2. реч: „сат” замењује се речју: „час”, у одговарајућем падежу.",
			[]string{"replace_words|art_3__para_1|old дан|new рок|inflected", "replace_words|art_3__para_2|old сат|new час|inflected"}},
		{"words in their cases, said of the first of two orders", "У члану 3. реч: „дан” замењује се речју: „рок”, у одговарајућем падежу, а реч: „сат” замењује се речју: „час”.",
			[]string{"replace_words|art_3|old дан|new рок|inflected", "replace_words|art_3|old сат|new час"}},
		{"words in their cases, said within the second of two orders", "У члану 3. реч: „дан” замењује се речју: „рок”, а реч: „сат”, у различитим падежима, замењује се речју: „час”.",
			[]string{"replace_words|art_3|old дан|new рок", "replace_words|art_3|old сат|new час|inflected"}},
		{"words in their cases, said in the next sentence", "У члану 3. реч: „дан” замењује се речју: „рок”. Реч: „сат” замењује се речју: „час”, у одговарајућем падежу.",
			[]string{"replace_words|art_3|old дан|new рок", "replace_words|art_3|old сат|new час|inflected"}},
		{"words in their cases, and a repeal before them", "У члану 3. став 1. брише се, реч: „дан” замењује се речју: „рок”, а реч: „сат” брише се, у одговарајућем падежу.",
			[]string{"repeal|art_3__para_1", "replace_words|art_3__para_1|old дан|new рок|inflected", "delete_words|art_3__para_1|old сат|inflected"}},
		{"words struck out", "У члану 4. став 1. реч: „дан” брише се.", []string{"delete_words|art_4__para_1|old дан"}},
		{"words added behind others", "У члану 4. став 1. после речи: „рок” додају се запета и речи: „осим викенда”.",
			[]string{"insert_words|art_4__para_1|behind|old рок|new , осим викенда"}},
		{"words added at the end", "У члану 4. на крају става 1. додају се речи: „осим викенда”.", []string{"insert_words|art_4__para_1|end|new осим викенда"}},
		{"points of an amending article", "У члану 10:\n1) у ставу 1. тачка 2) брише се;\n2) став 3. мења се и гласи: „Трошкове сноси општина.”;\n3) у ставу 4. речи: „А” и „Б” бришу се.",
			[]string{"repeal|art_10__para_1__point_2", "substitute|art_10__para_3|new Трошкове сноси општина.",
				"delete_words|art_10__para_4|old А", "delete_words|art_10__para_4|old Б"}},
		{"a chapter struck out behind an article", "Члан 10. брише се.\nГлава III. брише се.", []string{"repeal|art_10", "repeal|chp_III"}},
		{"words of the heading of a chapter", "Члан 10. брише се.\nУ називу Главе IV. реч: „дан” замењује се речју: „рок”.",
			[]string{"repeal|art_10", "replace_words heading|chp_IV|old дан|new рок"}},
		{"a chapter added", "Члан 10. брише се.\nПосле Главе IV додаје се нова Глава IVа, која гласи:\n„Глава IVа\nНАДЗОР\nЧлан 40а\nНадзор је јаван.”",
			[]string{"repeal|art_10", "insert|chp_IV|behind|now chp_IVa|quoted art_1__para_2__mod_1"}},
		{"chapters of a part", "У другом делу гл. I брише се, а главе II–IV и VI бришу се.", []string{"repeal|part_2__chp_I", "repeal|part_2__chp_II…part_2__chp_IV part_2__chp_VI"}},
		{"a section of a chapter", "У глави II. одељак 3. брише се.", []string{"repeal|chp_II__sec_3"}},
		{"a section before its chapter", "Одељак 2. Главе V. брише се.", []string{"repeal|chp_V__sec_2"}},
		{"an article before its chapter", "Члан 9. Главе V. брише се.", []string{"repeal|art_9"}},
		{"a point of an annex", "Члан 9. брише се.\nТачка 2. Прилога 1. брише се.", []string{"repeal|art_9", "repeal|annex_1__para_2"}},
		{"an article of a chapter", "У глави II. члан 9. брише се.", []string{"repeal|art_9"}},
		{"an annex put in place of another that is not called new", "Прилог 1. замењује се Прилогом 1, који је одштампан уз овај закон.",
			[]string{"substitute|annex_1|now annex_1"}},
		{"an annex put in place of another", "Члан 10. брише се.\nПрилог 1. замењује се новим Прилогом 1, који је одштампан уз овај закон.",
			[]string{"repeal|art_10", "substitute|annex_1|now annex_1"}},
		{"an annex without a number", "Члан 10. брише се.\nПрилог се брише.", []string{"repeal|art_10", "repeal|annex"}},
		{"words of an annex", "У Прилогу 1. реч: „дан” брише се, а реч: „сат” замењује се речју: „рок”.",
			[]string{"delete_words|annex_1|old дан", "replace_words|annex_1|old сат|new рок"}},
		{"words of an annex without a number", "У Прилогу (бр. 5) реч: „дан” брише се, а реч: „сат” замењује се речју: „рок”.", nil},
		{"words of several chapters", "У главама је ред. У гл. II и III реч: „дан” брише се. Реч: „сат” брише се.", []string{"delete_words|chp_II chp_III|old дан"}},
		{"a paragraph behind a chapter", "Члан 10. брише се.\nГлава III. брише се.\nСтав 2. брише се.", []string{"repeal|art_10", "repeal|chp_III"}},
		{"what is no provision", "Члан 10. брише се.\nТарифни број 3. брише се.\nУ члану 5. став 1. друга реченица брише се.\nУ члану 6. запета брише се.\nУ члану 7. слово а) брише се.",
			[]string{"repeal|art_10", "delete_words|art_5__para_1|sentences 2|sentence"}},
		{"an article of the amending act", "Члан 3. овог закона брише се.", nil},
		{"an article added behind another change", "Члан 5. брише се.\nДодаје се члан 7а, који гласи:\n„Члан 7а\nПрви.”",
			[]string{"repeal|art_5", "insert||now art_7a|quoted art_1__para_2__mod_1"}},
		{"the quoted words of a change that is not known", "Члан 10. мења се и гласи:\n„Члан 10.\nПрви.”\nТарифни број 3. мења се и гласи:\n„Тарифни број 3.\nДруги.”",
			[]string{"substitute|art_10|quoted art_1__para_1__mod_1"}},
		{"the whole act behind an article", "Члан 5. брише се.\nУ целом тексту закона реч: „дан” замењује се речју: „рок”.",
			[]string{"repeal|art_5", "replace_words||old дан|new рок"}},
		{"points of the paragraph named last", "У члану 22. став 1. тачка 3) брише се.\nДосадашње тач. 4) и 5) постају тач. 3) и 4).\nДосадашњи став 3. постаје став 2.",
			[]string{"repeal|art_22__para_1__point_3",
				"renumber|art_22__para_1__point_4 art_22__para_1__point_5|now art_22__para_1__point_3 art_22__para_1__point_4",
				"renumber|art_22__para_3|now art_22__para_2"}},
		{"points of an only paragraph", "У члану 22. тачка 3) брише се.\nДосадашња тачка 4) постаје тачка 3).",
			[]string{"repeal|art_22__para_1__point_3", "renumber|art_22__para_1__point_4|now art_22__para_1__point_3"}},
		{"points of one of two paragraphs", "У члану 22. ст. 1. и 3. реч: „дан” брише се.\nТачка 4) брише се.",
			[]string{"delete_words|art_22__para_1 art_22__para_3|old дан"}},
		{"nothing ordered", "Поступци започети по члану 5. окончаће се по одредбама овог закона.", nil},
	}
	for _, tt := range tests {
		for _, latin := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, Latin %v", tt.name, latin), func(t *testing.T) {
				src, want := fmt.Sprintf(bill, tt.orders), append([]string(nil), tt.want...)
				if latin {
					src = script.ToLatin(src)
					for i := range want {
						want[i] = script.ToLatin(want[i])
					}
				}
				a := parse(t, src)
				var got []string
				for _, am := range a.Amendments() {
					got = append(got, order(&am))
					if text := a.Find(am.From).Text; am.Start < 0 || am.End <= am.Start || am.End > len(text) {
						t.Errorf("%s stands at %d to %d of %d bytes", order(&am), am.Start, am.End, len(text))
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
				}
			})
		}
	}
}

func TestAnAmendingActIsKnown(t *testing.T) {
	for title, want := range map[string]string{
		"ЗАКОН\nО ИЗМЕНАМА И ДОПУНАМА ЗАКОНА О ЧИТАОНИЦАМА": "ЗАКОН О ЧИТАОНИЦАМА",
		"Предлог закона\nо допуни Закона о библиотекама":    "Закон о библиотекама",
		"ZAKON\nO IZMENI ZAKONA O ČITAONICAMA":              "ZAKON O ČITAONICAMA",
		"ЗАКОН\nО ИЗМЕНИ КРИВИЧНОГ ЗАКОНИКА":                "КРИВИЧНИ ЗАКОНИК",
		"ОДЛУКА\nО ДОПУНИ ОДЛУКЕ О ЧИТАОНИЦАМА":             "ОДЛУКА О ЧИТАОНИЦАМА",
		"ЗАКОН\nО ДОПУНСКОМ ОБРАЗОВАЊУ":                     "",
		"ОДЛУКА\nО ИЗМЕЊЕНОМ РАДНОМ ВРЕМЕНУ ЧИТАОНИЦА":      "",
		"ЗАКОН\nО ЧИТАОНИЦАМА":                              "",
	} {
		a := parse(t, title+"\n\nЧлан 1.\nЧлан 9. брише се.\n\nЧлан 2.\nСтупа на снагу.\n")
		got, ok := a.Amends()
		if got != want || ok != (want != "") {
			t.Errorf("%q amends %q, %v; want %q", title, got, ok, want)
		}
		if (a.Amendments() != nil) != ok {
			t.Errorf("%q: amendments %v, amends %v", title, a.Amendments(), ok)
		}
	}
}

func TestReferencesOfAnAmendingAct(t *testing.T) {
	a := parse(t, fmt.Sprintf(bill, "У члану 5. став 2. мења се и гласи:\n„Рок из члана 4. овог закона тече.”\nОдредба члана 2. овог закона важи."))
	var got []string
	for _, ref := range a.References() {
		got = append(got, string(ref.Scope)+" "+ref.Text+" "+strings.Join(ref.Targets, " "))
	}
	want := []string{"base члану 5. став 2. ", "base члана 4. овог закона ", "act члана 2. овог закона art_2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

func TestAmendmentsTakeBoundedTime(t *testing.T) {
	for _, unit := range []string{"Члан 1. брише се. ", "речи: „А” ", "„", "додаје се ", "члан 1. и ", "речи: „А” замењују се речима: „Б” ", "брише се ",
		"тачка се замењује запетом и додају се речи: „А”, као и члан 1. ", "престаје да важи члан 1. Закона о реду и ", "престаје да важи ", "престаје да важи Закон о миру и ", "престаје да важи члан 1. и ", "(„Службени гласник ", "Прилог А тачка 1. "} {
		a := parse(t, fmt.Sprintf(bill, strings.Repeat(unit, 200_000/len(unit))))
		start := time.Now()
		found := a.Amendments()
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d amendments of %q repeated took %v", len(found), unit, took)
		}
	}
}

func FuzzAmendments(f *testing.F) {
	f.Add("У члану 5. став 2. мења се и гласи:\n„Рок.”\nДосадашњи ст. 3–5. постају ст. 4–6.")
	f.Add("речи: „А” и „Б” бришу се, а после речи: „В” додају се речи: „Г” и тачка 3а)")
	f.Add("In § 7 Abs. 1 wird nach „A“ das Wort „B“ durch „C“ ersetzt. Der bisherige Absatz 3 wird Absatz 4; Abschnitt 2 wird aufgehoben.")
	f.Add("Article 4, point (7) is replaced by the following:\n‘(7) a’; ‘x’ are replaced by ‘y’, Annex II is deleted")
	f.Add("Section 5(b) of the A Act (7 U.S.C. 1) is amended by striking “a” and inserting “b”, by adding at the end the following:\n“(7)”.")
	f.Add("Part D of title III of the A Act is amended by striking the period at the end of paragraph (2) and inserting “a”; title 54, United States Code")
	f.Add("тачка на крају замењује се запетом и додају се речи: „А”, као и у Прилогу 2. престаје да важи члан 5. Закона о реду и члан 7. Закона о миру; ст. 2. и 3. замењују се ст. 2–4")
	f.Add("iza riječi »a« stavlja se zarez i dodaju riječi »b«. Stavlja se izvan snage članak 5. Odjeljak A glave II. briše se")
	f.Fuzz(func(t *testing.T, orders string) {
		for profile, text := range map[string]string{"rs": bill, "hr": croatianBill, "de": germanBill, "eu": unionBill, "us": americanBill} {
			checkAmendments(t, profile, text, orders)
		}
	})
}

// checkAmendments holds that amendments stand where they say and name what is quoted.
func checkAmendments(t *testing.T, profile, text, orders string) {
	t.Helper()
	a, err := act.Parse([]byte(fmt.Sprintf(text, orders)), act.Options{Profile: profile})
	if err != nil {
		return
	}
	for _, am := range a.Amendments() {
		n := a.Find(am.From)
		if n == nil || am.Start < 0 || am.End < am.Start || am.End > len(n.Text) {
			t.Errorf("%q: %s stands at %d to %d", orders, order(&am), am.Start, am.End)
		}
		for _, id := range am.Quoted {
			if a.Find(id) == nil {
				t.Errorf("%q: %s is no provision", orders, id)
			}
		}
	}
}
