package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// library is an act to refer to; the sentence of the test stands in article 9.
const library = `ЗАКОН
О ЧИТАОНИЦАМА

Члан 1.
Читаонице су отворене свима.
Читаоница се оснива:
1) одлуком;
2) уговором:
(1) писменим;
(2) усменим:
– пред сведоцима,
– пред органом;
3) законом.

Члан 2.
Орган води регистар.

Члан 2а
Регистар је јаван.

Члан 3.
Први став.
Други став.
Трећи став.

Члан 4.
Брисан је (види члан 2. Закона - 62/2014-32)

Члан 9.
%s

Члан 10.
Овај закон ступа на снагу осмог дана од дана објављивања.
`

// TestSubpointsOfAParagraphAreItsPoints holds that what a paragraph lists with numbers in brackets is
// found where it is called points.
func TestSubpointsOfAParagraphAreItsPoints(t *testing.T) {
	const text = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nКорисник:\n(1) чува књигу;\n(2) враћа:\nа) књигу,\nб) списак;\n(3) плаћа.\n\nЧлан 2.\n%s\n"
	for _, tt := range []letteredCase{
		{"Ко не чува књигу (члан 1. став 1. тачка (1)).", []string{"члан 1. став 1. тачка (1)|art_1__para_1__subpoint_1|"}},
		{"Ко не плаћа по члану 1. став 1. тачка 3) овог закона.", []string{"члану 1. став 1. тачка 3) овог закона|art_1__para_1__subpoint_3|"}},
		{"Ко не враћа по члану 1. тачка 2) подтачка б).", []string{"члану 1. тачка 2) подтачка б)|art_1__para_1__subpoint_2__subpoint_b|"}},
		{"Ко поступа по члану 1. став 1. тач. 1)–3).", []string{"члану 1. став 1. тач. 1)–3)|art_1__para_1__subpoint_1 art_1__para_1__subpoint_2 art_1__para_1__subpoint_3|"}},
		{"Ко поступа по члану 1. став 1. тачка 4).", []string{"члану 1. став 1. тачка 4)||art_1__para_1__point_4"}},
	} {
		checkLettered(t, "rs", text, tt)
	}
}

func TestReferences(t *testing.T) {
	tests := []struct {
		name, sentence string
		want           []string // text, scope, targets, what is missing
	}{
		{"an article", "У смислу члана 2. овог закона.", []string{"члана 2. овог закона|act|art_2|"}},
		{"an inserted article", "Примењује се члан 2а овог закона.", []string{"члан 2а овог закона|act|art_2a|"}},
		{"an inserted article with a Latin letter", "Примењује се члан 2a.", []string{"члан 2a.|act|art_2a|"}},
		{"look-alike letters", "Из члaна 3. cтав 2. oвoг зaкoна.", []string{"члaна 3. cтав 2. oвoг зaкoна|act|art_3__para_2|"}},
		{"a range in a paragraph that is missing", "Из тач. 1)–3) става 2. члана 2. овог закона.",
			[]string{"тач. 1)–3) става 2. члана 2. овог закона|act||art_2__para_2__point_1 art_2__para_2__point_2 art_2__para_2__point_3"}},
		{"an ordinal in a word", "Рок из става првог овог члана тече.", []string{"става првог овог члана|relative|art_9__para_1|"}},
		{"an ordinal that is missing", "Рок из става трећег овог члана тече.", []string{"става трећег овог члана|relative||art_9__para_3"}},
		{"an ordinal before an article with its number", "Рок из става другог члана 3. тече.", []string{"става другог члана 3.|act|art_3__para_2|"}},
		{"a nominative ordinal", "Став други овог члана и члана 1. овог закона.", []string{"Став други овог члана|relative||art_9__para_2", "члана 1. овог закона|act|art_1|"}},
		{"a word that is no ordinal", "Рок из става сваког овог члана тече.", []string{"овог члана|relative|art_9|"}},
		{"a paragraph and a point", "Из члана 1. став 2. тачка 1) овог закона.", []string{"члана 1. став 2. тачка 1) овог закона|act|art_1__para_2__point_1|"}},
		{"a point where one paragraph alone has points", "Из члана 1. тачка 3).", []string{"члана 1. тачка 3)|act|art_1__para_2__point_3|"}},
		{"a subpoint", "По члану 1. став 2. тачка 2) подтачка (1) овог закона.",
			[]string{"члану 1. став 2. тачка 2) подтачка (1) овог закона|act|art_1__para_2__point_2__subpoint_1|"}},
		{"an indent by its ordinal", "Члан 1. став 2. тачка 2) подтачка (2) алинеја друга овог закона.",
			[]string{"Члан 1. став 2. тачка 2) подтачка (2) алинеја друга овог закона|act|art_1__para_2__point_2__subpoint_2__indent_2|"}},
		{"a list of articles", "Сходно чл. 2, 2а и 3. овог закона.", []string{"чл. 2, 2а и 3. овог закона|act|art_2 art_2a art_3|"}},
		{"a list behind the whole word", "Одредбе чланова 2, 2а и 3. овог закона важе.", []string{"чланова 2, 2а и 3. овог закона|act|art_2 art_2a art_3|"}},
		{"a list without dots", "Уређено члановима 2, 3 и 77 овог закона.", []string{"члановима 2, 3 и 77 овог закона|act|art_2 art_3|art_77"}},
		{"a list at the beginning", "Чланови 2, 77. и 3. важе.", []string{"Чланови 2, 77. и 3.|act|art_2 art_3|art_77"}},
		{"a list of paragraphs behind the whole word", "Рок из ставова 1, 2. и 3. члана 3. овог закона.",
			[]string{"ставова 1, 2. и 3. члана 3. овог закона|act|art_3__para_1 art_3__para_2 art_3__para_3|"}},
		{"a range behind the whole word without dots", "Рок из чланова 2–3 овог закона.", []string{"чланова 2–3 овог закона|act|art_2 art_2a art_3|"}},
		{"a list without dots before a verb", "Чл. 2, 2а и 3 уређују рад.", []string{"Чл. 2, 2а и 3|act|art_2 art_2a art_3|"}},
		{"paragraphs without dots before a verb", "Рок из ст. 2 и 3 члана 3 прописује министар.", []string{"ст. 2 и 3 члана 3|act|art_3__para_2 art_3__para_3|"}},
		{"points without dots before a verb", "Услове из члана 1 став 2 тач. 1 и 3 прописује министар.",
			[]string{"члана 1 став 2 тач. 1 и 3|act|art_1__para_2__point_1 art_1__para_2__point_3|"}},
		{"a list whose last number alone has no dot", "Чл. 2. и 3 уређују рад, а чл. 2. до 3 се примењују.", []string{"Чл. 2. и 3|act|art_2 art_3|", "чл. 2. до 3|act|art_2 art_2a art_3|"}},
		{"points of which the last has no mark", "Услове из члана 1. став 2. тач. 1) и 3 прописује министар.", []string{"члана 1. став 2. тач. 1) и 3|act|art_1__para_2__point_1 art_1__para_2__point_3|"}},
		{"a range without dots before a verb", "Чл. 2–3 и чл. 1 до 2 уређују рад, а чл. 2-3 примењује орган.",
			[]string{"Чл. 2–3|act|art_2 art_2a art_3|", "чл. 1 до 2|act|art_1 art_2|", "чл. 2-3|act|art_2 art_2a art_3|"}},
		{"the whole word and no dots before a verb", "Чланови 1 и 3 примењују се.", []string{"Чланови 1 и 3|act|art_1 art_3|"}},
		{"no dot and a paragraph of this act", "По члану 3 став 2 овог закона.", []string{"члану 3 став 2 овог закона|act|art_3__para_2|"}},
		{"no dots and what is counted", "Рок из чл. 2 и 3 радна дана.", []string{"чл. 2|act|art_2|"}},
		{"a dot and what may be counted", "Из чл. 2. и 3 представника.", []string{"чл. 2.|act|art_2|"}},
		{"members that are counted", "Од 9 чланова 5 бира скупштина, а чланова 3 и више нема.", nil},
		{"a range of articles", "Сходно чл. 1–3. овог закона.", []string{"чл. 1–3. овог закона|act|art_1 art_2 art_2a art_3|"}},
		{"a range in words", "Сходно чл. 2. до 3. овог закона.", []string{"чл. 2. до 3. овог закона|act|art_2 art_2a art_3|"}},
		{"a range from", "Сходно чл. од 2. до 3. овог закона.", []string{"чл. од 2. до 3. овог закона|act|art_2 art_2a art_3|"}},
		{"a range of points", "Из члана 1. став 2. тач. 1)–3) овог закона.",
			[]string{"члана 1. став 2. тач. 1)–3) овог закона|act|art_1__para_2__point_1 art_1__para_2__point_2 art_1__para_2__point_3|"}},
		{"a list of paragraphs", "Из члана 3. ст. 1. и 3. овог закона.", []string{"члана 3. ст. 1. и 3. овог закона|act|art_3__para_1 art_3__para_3|"}},
		{"a point and another paragraph", "Из члана 1. став 2. тачка 1) и става 1. овог закона.",
			[]string{"члана 1. став 2. тачка 1) и става 1. овог закона|act|art_1__para_2__point_1 art_1__para_1|"}},
		{"the paragraph before its article", "Из става 2. члана 3. овог закона.", []string{"става 2. члана 3. овог закона|act|art_3__para_2|"}},
		{"two articles that share what is said of the act", "Из члана 2. и члана 3. став 1. овог закона.",
			[]string{"члана 2.|act|art_2|", "члана 3. став 1. овог закона|act|art_3__para_1|"}},
		{"the article it stands in", "Орган из става 1. овог члана.", []string{"става 1. овог члана|relative|art_9__para_1|"}},
		{"this article and another", "Из члана 3. и става 1. овог члана.", []string{"члана 3.|act|art_3|", "става 1. овог члана|relative|art_9__para_1|"}},
		{"the article before", "Рок из става 2. претходног члана тече.", []string{"става 2. претходног члана|relative||art_4__para_2"}},
		{"the article behind", "Рок из става 1. наредног члана тече.", []string{"става 1. наредног члана|relative|art_10__para_1|"}},
		{"a paragraph of this article and of the one before", "Из става 1. овог члана и става 1. претходног члана.",
			[]string{"става 1. овог члана|relative|art_9__para_1|", "става 1. претходног члана|relative|art_4__para_1| repealed art_4__para_1"}},
		{"the paragraph before", "Први став:\n1) рок;\n2) плата.\nИзузетак је из тачке 2) претходног става.",
			[]string{"тачке 2) претходног става|relative|art_9__para_1__point_2|"}},
		{"no paragraph before", "Изузетак је из тачке 2) претходног става.", []string{"тачке 2) претходног става|relative||"}},
		{"an act in force before", "По члану 5. претходног закона.", []string{"члану 5. претходног закона|other: претходног закона||"}},
		{"that article", "Из члана 3. став 1. овог закона и става 2. тог члана.",
			[]string{"члана 3. став 1. овог закона|act|art_3__para_1|", "става 2. тог члана|act|art_3__para_2|"}},
		{"another act", "По члану 5. Закона о општем реду, ако важи.", []string{"члану 5. Закона|other: Закона о општем реду||"}},
		{"another act with a quality", "По чл. 5. и 7. Кривичног законика.", []string{"чл. 5. и 7. Кривичног законика|other: Кривичног законика||"}},
		{"a verb behind the name of an act", "Члан 5. Закона о реду примењује се свуда, као и његов члан 6.",
			[]string{"Члан 5. Закона|other: Закона о реду||", "члан 6.|other: Закона о реду||"}},
		{"a clause joined to the name of an act", "По члану 5. Закона о општем реду и важи за све.", []string{"члану 5. Закона|other: Закона о општем реду||"}},
		{"a verb with a clitic behind the name of an act", "По члану 5. Закона о реду плаћа се казна.", []string{"члану 5. Закона|other: Закона о реду||"}},
		{"a clitic alone behind the name of an act", "По члану 5. Закона о чувању животне средине се поступа.", []string{"члану 5. Закона|other: Закона о чувању животне средине||"}},
		{"a subject behind the name of an act", "По члану 5. Закона о реду право се стиче.", []string{"члану 5. Закона|other: Закона о реду||"}},
		{"a participle behind the name of an act", "По члану 5. Закона о реду и миру прописано је друго.", []string{"члану 5. Закона|other: Закона о реду и миру||"}},
		{"nouns with the endings of verbs", "По члану 5. Закона о саобраћају трамваја и заштити права и мора, ако важи.",
			[]string{"члану 5. Закона|other: Закона о саобраћају трамваја и заштити права и мора||"}},
		{"a verb behind a clause of the name", "По члану 5. закона којим се уређују радни односи примењује се казна.",
			[]string{"члану 5. закона|other: закона којим се уређују радни односи||"}},
		{"an act of the same kind not named", "По члану 5. закона којим се уређује рад.", []string{"члану 5. закона|other: закона којим се уређује рад||"}},
		{"another act named before the articles", "Одредбе Законика о поступку о позиву (чл. 2. до 4) важе.",
			[]string{"чл. 2. до 4|other: Законика о поступку о позиву||"}},
		{"another act named behind the articles", "Дела из чл. 394. и 395, прописана Кривичним закоником.",
			[]string{"чл. 394. и 395|other: Кривичним закоником||"}},
		{"no such article", "По члану 77. овог закона.", []string{"члану 77. овог закона|act||art_77"}},
		{"no such paragraph", "По члану 3. став 8. овог закона.", []string{"члану 3. став 8. овог закона|act||art_3__para_8"}},
		{"no such point of this article", "По ставу 1. тачка 4) овог члана.", []string{"ставу 1. тачка 4) овог члана|relative||art_9__para_1__point_4"}},
		{"a range with no end", "Сходно чл. 3–77. овог закона.", []string{"чл. 3–77. овог закона|act|art_3 art_4 art_9 art_10|" + missing(5, 8) + " " + missing(11, 77)}},
		{"a range where all is missing", "Сходно чл. 5–8. овог закона.", []string{"чл. 5–8. овог закона|act||art_5 art_6 art_7 art_8"}},
		{"a range of points with no end", "Из члана 1. став 2. тач. 1–5) овог закона.",
			[]string{"члана 1. став 2. тач. 1–5) овог закона|act|art_1__para_2__point_1 art_1__para_2__point_2 art_1__para_2__point_3|art_1__para_2__point_4 art_1__para_2__point_5"}},
		{"a range over a number that is not there", "Сходно чл. 2–9. овог закона.", []string{"чл. 2–9. овог закона|act|art_2 art_2a art_3 art_4 art_9|"}},
		{"the article behind, without a number", "Рок из наредног члана тече.", []string{"наредног члана|relative|art_10|"}},
		{"the article before, without a number", "По претходном члану поступа се.", []string{"претходном члану|relative|art_4| repealed art_4"}},
		{"this article, without a number", "Одредбе овог члана важе.", []string{"овог члана|relative|art_9|"}},
		{"the paragraph before, without a number", "Први став.\nУ случају из претходног става тече рок.", []string{"претходног става|relative|art_9__para_1|"}},
		{"no paragraph before, without a number", "У случају из претходног става тече рок.", nil},
		{"an article of the next act", "По члану 5. наредног закона.", []string{"члану 5. наредног закона|other: наредног закона||"}},
		{"two other acts", "По члану 45. Закона о реду и чл. 10–12. Закона о миру.",
			[]string{"члану 45. Закона|other: Закона о реду||", "чл. 10–12. Закона|other: Закона о миру||"}},
		{"another act and one more", "По члану 45. Закона о реду и миру и Закона о раду.", []string{"члану 45. Закона|other: Закона о реду и миру||"}},
		{"a repealed article", "По члану 4. овог закона.", []string{"члану 4. овог закона|act|art_4| repealed art_4"}},
		{"a date is no number of a provision", "По члану 2. и 31. децембра 2026. године.", []string{"члану 2.|act|art_2|"}},
		{"a number of something else", "Има 3 члана, чланови 5 дана, став 12.500 и чл. 21/2010.", nil},
		{"a note behind the number", "Из члана 3.* став 1. овог закона.", []string{"члана 3.* став 1. овог закона|act|art_3__para_1|"}},
		{"brackets behind the number", "Ко не упише (члан 3. став 1).", []string{"члан 3. став 1|act|art_3__para_1|"}},
		{"what was repealed is no reference", "Брисан је ранији став 2.", nil},
		{"instrumental and locative", "Уређено чланом 2. у ставу 1. и у чл. 3. и 10. овог закона.",
			[]string{"чланом 2.|act|art_2|", "ставу 1.|relative|art_9__para_1|", "чл. 3. и 10. овог закона|act|art_3 art_10|"}},
	}
	for _, tt := range tests {
		tongues := []string{"Cyrillic", "Latin"}
		if strings.Contains(tt.sentence, "2a") { // a Latin letter is no look-alike in a Latin text
			tongues = tongues[:1]
		}
		for _, tongue := range tongues {
			t.Run(tt.name+" in "+tongue, func(t *testing.T) {
				src, want := fmt.Sprintf(library, tt.sentence), append([]string(nil), tt.want...)
				if tongue == "Latin" {
					src = script.ToLatin(src)
					for i, w := range want {
						want[i] = script.ToLatin(w)
					}
				}
				a := parse(t, src)
				var got []string
				for _, ref := range a.References() {
					if !strings.HasPrefix(ref.From, "art_9") {
						continue
					}
					text := a.Find(ref.From).Text
					if text[ref.Start:ref.End] != ref.Text {
						t.Errorf("the bytes %d to %d are %q, not %q", ref.Start, ref.End, text[ref.Start:ref.End], ref.Text)
					}
					scope := string(ref.Scope)
					if ref.Act != "" {
						scope += ": " + ref.Act
					}
					missing := strings.Join(ref.Dangling, " ")
					if len(ref.Repealed) > 0 {
						missing += " repealed " + strings.Join(ref.Repealed, " ")
					}
					got = append(got, strings.Join([]string{ref.Text, scope, strings.Join(ref.Targets, " "), missing}, "|"))
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("References of %q (-want +got):\n%s", tt.sentence, diff)
				}
			})
		}
	}
}

// missing lists the ids of articles from one number to another.
func missing(from, to int) string {
	var ids []string
	for n := from; n <= to; n++ {
		ids = append(ids, fmt.Sprintf("art_%d", n))
	}
	return strings.Join(ids, " ")
}

func TestNumbersOfReferencesNameWhatTheyStandBy(t *testing.T) {
	tests := []struct {
		sentence string
		want     []string
	}{
		{"Из члана 1. став 2. тачка 1) овог закона.", []string{"1 art_1", "2 art_1__para_2", "1 art_1__para_2__point_1"}},
		{"Из члана 3. ст. 1. и 3. овог закона.", []string{"3 art_3", "1 art_3__para_1", "3 art_3__para_3"}},
		{"Из чл. 1–3. и става 1. овог члана.", []string{"1 art_1", "3 art_3", "1 art_9__para_1"}},
		{"Из става 2. члана 3. овог закона.", []string{"2 art_3__para_2", "3 art_3"}},
		{"Из чл. 2, 77. и 2а овог закона.", []string{"2 art_2", "2а art_2a"}},
		{"Из члана 5. Закона о реду.", nil},
		{"Из алинеје прве става 2. овог члана и претходног члана.", nil},
	}
	for _, tt := range tests {
		a := parse(t, fmt.Sprintf(library, tt.sentence))
		var got []string
		for _, ref := range a.References() {
			text := a.Find(ref.From).Text
			for _, n := range ref.Numbers {
				if ref.From == "art_9__para_1" {
					got = append(got, text[n.Start:n.End]+" "+n.ID)
				}
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("numbers of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}

func TestReferencesAfterARenumberedParagraph(t *testing.T) {
	a := parse(t, "ЗАКОН\nО РЕДУ\n\nЧлан 1.\nПрви.\nБрисан је ранији став 2. (види члан 3. Закона - 1/2020-3)\nДруги.\nОрган из става 2. овог члана и става 3. овог члана.\n")
	var got []string
	for _, ref := range a.References() {
		got = append(got, ref.Targets...)
	}
	if diff := cmp.Diff([]string{"art_1__para_3", "art_1__para_4"}, got); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
}

func TestReferencesInAnAnnexAreToItsArticlesFirst(t *testing.T) {
	a := parse(t, "ЗАКОН\nО УГОВОРУ\n\nЧлан 1.\nПотврђује се уговор.\n\nЧлан 2.\nСтупа на снагу.\n\nПРИЛОГ 1\n\nЧлан 1.\nПо члану 2. и по члану 2. овог закона.\n\nЧлан 2.\nРок је дан.\n")
	var got []string
	for _, ref := range a.References() {
		got = append(got, ref.Text+" "+strings.Join(ref.Targets, " "))
	}
	if diff := cmp.Diff([]string{"члану 2. art_2", "члану 2. овог закона art_2"}, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

func TestReviewWarnsOfReferences(t *testing.T) {
	a := parse(t, fmt.Sprintf(library, "По члану 77. и члану 4. овог закона."))
	var got []act.Warning
	for _, w := range a.Review() {
		if strings.HasSuffix(w.Code, "reference") {
			got = append(got, w)
		}
	}
	want := []act.Warning{
		{Line: 30, Code: act.WarnDanglingReference, Text: "Члан 9: члану 77."},
		{Line: 30, Code: act.WarnRepealedReference, Text: "Члан 9: члану 4. овог закона"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Review (-want +got):\n%s", diff)
	}
}

func TestReviewedJSONIsReadAsTheAct(t *testing.T) {
	a := parse(t, fmt.Sprintf(library, "По члану 77. и члану 2. овог закона."))
	data, err := a.ReviewedJSON(act.Margin{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := act.FromJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a.Body, again.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if !strings.Contains(string(data), `"references"`) || !strings.Contains(string(data), `"dangling_reference"`) {
		t.Errorf("no references or no warning of them in %s", data)
	}
}

func FuzzReferences(f *testing.F) {
	f.Add("Из члана 1. став 2. тачка 1) и става 1. овог закона, чл. 2–3. Закона о раду.")
	f.Add("чл. 1, 2а и 3; ст. (1) и (2) тог члана; алинеја прва става 1. овог члана")
	f.Add("„Члан 7а\nЧлан 8.” члан\u030c 5 до")
	f.Add("претходног члана и овог става; наредне тачке")
	f.Add("§§ 1 bis 3, § 1 Abs. 2 Satz 1 Nr. 2 Buchst. a des Großen Gesetzes; Absätze 1 und 2 dieses Paragraphen")
	f.Add("section 2(a)(1)(B)(ii) of the Rooms Act. Such paragraph; sections 3 through 5 of this Act, this clause")
	f.Add("članka 2.a stavka (1); point (a) of Article 1(2)(b), Articles 1, 2 to 3 of this Regulation")
	f.Add("главе I–IV и други део; члан 2. одељка 1. главе II овог закона, прилог 1")
	f.Add("section 101 of title I of this Act; subchapter I of this chapter, title 5, United States Code; Chapter II, Section 1 of Title I and Annex I")
	f.Add("the Treaty on European Union, and in particular Article 16(1), first subparagraph, thereof; Article 2 thereof")
	f.Add("чл. 5. и 6 уређују, одељци А и Б ове главе; Artikel 1 Nummer 4 und § 2 Absatz 1 des Gesetzes; Part D of title III of this Act")
	f.Fuzz(func(t *testing.T, sentence string) {
		for profile, text := range map[string]string{"rs": library, "hr": croatianLibrary, "eu": unionLibrary, "de": germanLibrary, "us": americanLibrary} {
			checkReferences(t, profile, fmt.Sprintf(text, sentence))
		}
		for profile, text := range map[string]string{"rs": dividedSerbian, "hr": dividedCroatian, "eu": dividedUnion, "de": dividedGerman, "us": dividedAmerican} {
			checkReferences(t, profile, fmt.Sprintf(text, sentence))
		}
	})
}

// checkReferences holds that references stand where they say, and name what is there.
func checkReferences(t *testing.T, profile, src string) {
	t.Helper()
	a, err := act.Parse([]byte(src), act.Options{Profile: profile})
	if err != nil {
		return
	}
	end := map[string]int{}
	for _, ref := range a.References() {
		n := a.Find(ref.From)
		if n == nil || ref.Start < end[ref.From] || ref.End <= ref.Start || ref.End > len(n.Text) || n.Text[ref.Start:ref.End] != ref.Text {
			t.Fatalf("%q: %q does not stand at %d in %s, or stands in another", src, ref.Text, ref.Start, ref.From)
		}
		end[ref.From] = ref.End
		for _, id := range ref.Targets {
			if a.Find(id) == nil {
				t.Errorf("%q: %s is no provision", src, id)
			}
		}
	}
}

// told returns a reference as its words, its scope with the act that it is of, and the ids of what it names, whether that is there or not.
func told(ref *act.Reference) string {
	scope := string(ref.Scope)
	if ref.Act != "" {
		scope += ": " + ref.Act
	}
	return ref.Text + "|" + scope + "|" + strings.Join(append(ref.Targets, ref.Dangling...), " ")
}
