package act_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// provisions lists the provisions of an act with all that they say, each on a line.
func provisions(a *act.Act) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %s\n", a.Title)
	a.Walk(func(n *act.Node, depth int) bool {
		fmt.Fprintf(&b, "%d %s %s %q %q %q\n", depth, n.ID, n.Kind, n.Label, n.Heading, n.Text)
		return true
	})
	return b.String()
}

// wrappedActs are acts with one provision on each line.
var wrappedActs = map[string]string{
	"закон": `ЗАКОН
О ЈАВНИМ ЧЕСМАМА

I. ОСНОВНЕ ОДРЕДБЕ

Предмет закона
Члан 1.
Овим законом уређују се постављање и одржавање јавних чесама, надзор министарства надлежног за послове водопривреде (у даљем тексту: Министарство) и друга питања од значаја за чесме („Службени гласник РС”, бр. 1/20 и 17/21).
Овај закон примењује се и на чесме у зградама јавних установа.

Значење израза
Члан 2.
Поједини изрази употребљени у овом закону имају следеће значење:
1) „јавна чесма” јесте објекат за захватање воде који је доступан сваком лицу без накнаде, било да је постављен на јавној површини или у згради;
2) „одржавалац” јесте јавно предузеће, привредно друштво (укључујући и друштво страног права), односно предузетник коме је поверено одржавање чесме;
3) „корисник” јесте свако лице које узима воду са чесме из тачке 1) овог члана, осим лица из члана 5. став 2. тач. 1) и 3) овог закона.

Одржавање чесама
Члан 3.
Одржавалац из члана 2. тачка 2) овог закона дужан је да чесму прегледа најмање једном у три месеца, а на захтев Министарства (писмени или електронски) и чешће.
О прегледу се сачињава записник који садржи:
(1) датум и време прегледа, име и презиме лица које га је обавило и опис стања чесме;
(2) предлог мера.
(Брисано)

Члан 4.
Записник из члана 3. став 2. овог закона чува се до 31. децембра године која следи за годином прегледа, а по захтеву Министарства и дуже, али не дуже од 10 година.
`,
	"измене": `ЗАКОН
О ИЗМЕНАМА И ДОПУНАМА ЗАКОНА О ЈАВНИМ ЧЕСМАМА

Члан 1.
У Закону о јавним чесмама („Службени гласник РС”, бр. 12/19 и 5/21), у члану 2. став 1. тачка 1) речи: „доступан сваком лицу” замењују се речима: „доступан свим лицима без разлике и без икакве накнаде или услова”.

Члан 2.
Члан 7. мења се и гласи:
„Члан 7.
Одржавалац је дужан да о сваком прекиду у снабдевању водом са јавне чесме обавести јединицу локалне самоуправе у року од три дана од дана настанка прекида.
Обавештење из става 1. овог члана садржи:
1) назив и место чесме, као и разлог због кога је дошло до прекида у снабдевању водом;
2) време у коме се очекује да снабдевање буде поново успостављено (ако је оно познато).”

Члан 3.
После члана 9. додаје се члан 9а, који гласи:
„Члан 9а
Надзор над радом одржаваоца врши министарство надлежно за послове водопривреде (у даљем тексту: Министарство), преко инспектора.”

Члан 4.
Овај закон ступа на снагу осмог дана од дана објављивања у „Службеном гласнику Републике Србије”.
`,
	"hrvatski": `ZAKON
O JAVNIM ČESMAMA

Predmet Zakona
Članak 1.
(1) Ovim se Zakonom uređuju postavljanje i održavanje javnih česama, nadzor ministarstva nadležnog za vodno gospodarstvo (u daljnjem tekstu: Ministarstvo) i druga pitanja. Zakon se ne primjenjuje na česme u zgradama.
(2) Odredbe stavka 1. ovoga članka primjenjuju se i na česme koje su postavljene prije stupanja na snagu ovoga Zakona („Narodne novine“, br. 1/20. i 17/21.).

Obveze održavatelja
Članak 2.
(1) Održavatelj je dužan:
1. pregledati česmu najmanje jednom u tri mjeseca, a na zahtjev Ministarstva i češće
2. voditi očevidnik o pregledima iz točke 1. ovoga stavka i dostavljati ga Ministarstvu do 31. prosinca tekuće godine
3. otkloniti nedostatke.
(2) Iznimno od članka 1. stavka 2. ovoga Zakona, pregled nije potreban za česme koje nisu u uporabi.
`,
	"union": `REGULATION (EU) 2031/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL

Article 1

Subject matter

1. This Regulation lays down rules on the placing and the maintenance of public fountains in the Union (hereinafter referred to as ‘fountains’), without prejudice to Article 5 of Directive 2030/11/EU.

2. For the purposes of paragraph 1, points (a) and (b), and of Article 4(2), first subparagraph, a keeper of a fountain shall:

(a) inspect the fountain at least once in every quarter and keep a record of the inspection for five years;

(b) inform the competent authority (where there is one) of every interruption of the supply of water.

Article 2

Entry into force

This Regulation shall enter into force on the twentieth day following that of its publication in the Official Journal of the European Union.
`,
	"deutsch": `Gesetz
über öffentliche Brunnen

§ 1 Anwendungsbereich
(1) Dieses Gesetz gilt für öffentliche Brunnen, die von Gemeinden oder in ihrem Auftrag (auch durch Unternehmen) betrieben werden, mit Ausnahme der Brunnen nach § 5 Absatz 2 Nummer 3 dieses Gesetzes.
(2) Der Betreiber eines Brunnens hat
1. den Brunnen mindestens einmal im Vierteljahr auf seinen Zustand und auf die Güte des Wassers zu prüfen,
2. über die Prüfung eine Niederschrift zu fertigen und sie der zuständigen Behörde auf Verlangen vorzulegen.

§ 2 Unterrichtung
Der Betreiber unterrichtet die zuständige Behörde über jede Unterbrechung der Versorgung mit Wasser, die länger als drei Tage dauert.
`,
	"набрајања": `ЗАКОН
О ВОДОМЕРИМА

Члан 1.
У овом закону:
„водомер” јесте уређај који мери утрошак воде и који је постављен на прикључку зграде, односно стана;
„читање” јесте утврђивање стања водомера на лицу места или на даљину;
„општи акт” јесте пропис из члана 5. став 1. тачка 2) овог закона.

Члан 2.
(1) Читање водомера врши се:
1) једном месечно, и то:
а) за зграде које имају више од десет станова или пословних просторија – најкасније петог дана у месецу;
б) за остале зграде, осим зграда из члана 5. став 1. тач. 1), 2), 3) и 4) и тач. 6) – 8) и члана 7. ст. 2. и 3. овог закона, најкасније десетог дана у месецу;
2) по захтеву корисника.
(2) О читању се води евиденција која обухвата:
– податке о водомеру, времену и месту читања (укључујући и читање на даљину) и о лицу које је читање обавило;
– податке о стању водомера пре и после читања – исказане у кубним метрима – и о утрошку воде од последњег читања;
– друге податке.
(3) Лице које врши читање даје изјаву „Обећавам да ћу водомере читати савесно и тачно. Податке до којих дођем чуваћу као службену тајну.”

Члан 3.
Брисан је ранији став 1. (види члан 2. Закона - 12/2030-4)
Одредбе члана 1. овог закона и чл. 12. до 14. Закона о комуналним делатностима сходно се примењују и на водомере у својини Републике Србије, д.о.о. Водовод и других лица.
Надзор врши комунална инспекција у складу са прописима ЕУ.
Жалба не одлаже извршење.
(Брисано)
`,
	"hrvatske izmjene": `ZAKON
O IZMJENAMA ZAKONA O JAVNIM ČESMAMA

Članak 1.
U Zakonu o javnim česmama („Narodne novine“, br. 12/19. i 5/21.) članak 7. mijenja se i glasi:
„Članak 7.
(1) Održavatelj je dužan o svakom prekidu u opskrbi vodom s javne česme obavijestiti jedinicu lokalne samouprave u roku od tri dana od dana nastanka prekida.
(2) Obavijest iz stavka 1. ovoga članka sadržava:
1. naziv i mjesto česme te razlog zbog kojega je došlo do prekida u opskrbi vodom
2. vrijeme u kojem se očekuje da će opskrba biti ponovno uspostavljena (ako je poznato).“

Članak 2.
U članku 9. stavku 1. riječi: „jedinica lokalne samouprave“ zamjenjuju se riječima: „jedinica lokalne ili područne (regionalne) samouprave“.

Članak 3.
Ovaj Zakon stupa na snagu osmoga dana od dana objave u „Narodnim novinama“.
`,
	"union amending": `REGULATION (EU) 2032/9 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL

Article 1

Amendments to Regulation (EU) 2031/7

Regulation (EU) 2031/7 is amended as follows:

(1) in Article 1, paragraph 2 is replaced by the following:

‘2. A keeper of a fountain shall inspect it at least once in every month and shall keep a record of the inspection in accordance with Article 4(2), point (b), for a period of five years.’;

(2) in Article 3(1), the words ‘the competent authority of the Member State’ are replaced by the words ‘the competent authority (or authorities) of the Member State concerned’.

Article 2

This Regulation shall enter into force on the twentieth day following that of its publication in the Official Journal of the European Union.
`,
	"deutsche Änderung": `Gesetz
zur Änderung des Brunnengesetzes

Artikel 1
Änderung des Brunnengesetzes
Das Brunnengesetz vom 3. März 2031 (BGBl. I S. 12) wird wie folgt geändert:
1. In § 1 Absatz 2 werden die Wörter „von Gemeinden oder in ihrem Auftrag“ durch die Wörter „von Gemeinden, Landkreisen oder in deren Auftrag“ ersetzt.
2. § 2 wird wie folgt gefasst:
„§ 2 Unterrichtung
Der Betreiber unterrichtet die zuständige Behörde über jede Unterbrechung der Versorgung mit Wasser, die länger als einen Tag dauert, und über die Gründe der Unterbrechung.“

3. In § 3 wird nach dem Wort „Wasser“ das Komma gestrichen, und die Angabe „(Satz 2)“ wird durch die Angabe „(Satz 2 und Satz 3 der Anlage zu diesem Gesetz)“ ersetzt.

Artikel 2
Inkrafttreten
Dieses Gesetz tritt am Tag nach der Verkündung in Kraft.
`,
}

// TestWrappedActs reads acts whose lines are broken at a column: they say the same as with one
// provision on each line.
func TestWrappedActs(t *testing.T) {
	acts := map[string]string{}
	for name, src := range wrappedActs {
		acts[name] = src
		if latin := script.ToLatin(src); latin != src {
			acts[name+" latin"] = latin
		}
	}
	for name, src := range acts {
		t.Run(name, func(t *testing.T) {
			want := provisions(parse(t, src))
			for width := 50; width <= 100; width++ {
				if got := provisions(parse(t, wrap(src, width))); got != want {
					t.Errorf("broken at %d letters, it differs from %s", width, firstDifference(got, want))
				}
			}
		})
	}
}

// hyphenated breaks every line at the column, long words within them.
func hyphenated(text string, width int) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		at := 0
		for i, word := range strings.Fields(line) {
			letters := []rune(word)
			room := width - at - 2
			switch {
			case i == 0:
			case at+1+len(letters) <= width:
				b.WriteByte(' ')
				at++
			case room >= 3 && len(letters)-room >= 3 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }):
				b.WriteString(" " + string(letters[:room]) + "-\n")
				letters, at = letters[room:], 0
			default:
				b.WriteByte('\n')
				at = 0
			}
			b.WriteString(string(letters))
			at += len(letters)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestHyphenatedActs reads acts whose lines are broken at a column within words.
func TestHyphenatedActs(t *testing.T) {
	src := strings.Replace(wrappedActs["закон"], "и друга питања од значаја", "и друга питања"+strings.Repeat(" постављања, одржавања и надзирања водопривредних постројења", 12)+" од значаја", 1)
	want := provisions(parse(t, src))
	for width := 55; width <= 90; width++ {
		if got := provisions(parse(t, hyphenated(src, width))); got != want {
			t.Errorf("broken at %d letters, it differs from %s", width, firstDifference(got, want))
		}
	}
}

// ragged breaks every line near a column, as pages of letters of unequal width do.
func ragged(text string) string {
	var b strings.Builder
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		for line != "" {
			part, _, _ := strings.Cut(wrap(line, 60+lines*7%13), "\n")
			b.WriteString(part + "\n")
			line = strings.TrimSpace(strings.TrimPrefix(line, part))
			lines++
		}
	}
	return b.String()
}

// TestRaggedActs reads acts whose lines are broken near a column.
func TestRaggedActs(t *testing.T) {
	for _, name := range []string{"закон", "измене", "набрајања"} {
		src := wrappedActs[name]
		want := provisions(parse(t, strings.ReplaceAll(src, "\n\n", "\n")))
		if got := provisions(parse(t, ragged(src))); got != want {
			t.Errorf("%s: %s", name, firstDifference(got, want))
		}
	}
}

// setIn breaks every line at the column, its first line behind the blanks given and the others behind others.
func setIn(text string, width int, first, others string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		if line == "" {
			b.WriteByte('\n')
			continue
		}
		part, _, _ := strings.Cut(wrap(line, width-len(first)), "\n")
		b.WriteString(first + part + "\n")
		rest := strings.TrimSpace(strings.TrimPrefix(line, part))
		for _, part := range strings.Split(strings.TrimSpace(wrap(rest, width-len(others))), "\n") {
			if part != "" {
				b.WriteString(others + part + "\n")
			}
		}
	}
	return b.String()
}

// TestIndentedActs reads acts whose paragraphs are broken at a column and begin or go on further in.
func TestIndentedActs(t *testing.T) {
	for name, src := range wrappedActs {
		want := provisions(parse(t, src))
		for _, blanks := range [][2]string{{"    ", ""}, {"   ", "   "}, {"      ", "   "}, {"", "    "}} {
			for width := 60; width <= 80; width++ {
				if got := provisions(parse(t, setIn(src, width, blanks[0], blanks[1]))); got != want {
					t.Errorf("%s behind %d and %d blanks at %d letters: %s", name, len(blanks[0]), len(blanks[1]), width, firstDifference(got, want))
				}
			}
		}
	}
}

// TestWholeLinesStayApart reads acts whose lines are whole though they are short and of nearly one length.
func TestWholeLinesStayApart(t *testing.T) {
	list := parse(t, `ОДЛУКА
О МРЕЖИ ЧИТАОНИЦА

Члан 1.
Мрежу читаоница чине:
Читаоница градске општине Врачар са седиштем у Београду
Читаоница градске општине Земун са седиштем у Београду
Читаоница градске општине Гроцка са седиштем у Београду
Читаоница градске општине Палилула са седиштем у Борчи
`)
	text := parse(t, `ПРАВИЛНИК
О ЧИТАОНИЦАМА

Члан 1.
Читаоница ради у простору који је за то посебно уређен.
Простор обезбеђује оснивач читаонице, о свом трошку.
Оснивач може поверити одржавање простора другом лицу.
(Брисано)
Лице из става 3. овог члана не може бити корисник.

Министар ближе прописује услове за рад читаоница по врстама
Члан 2.
Потпис корисника ......................................................
Потпис лица које је издало књигу ......................................
`)
	for _, tt := range []struct {
		act     *act.Act
		article string
		want    int
	}{{list, "art_1", 5}, {text, "art_1", 5}, {text, "art_2", 2}} {
		if got := len(tt.act.Find(tt.article).Children); got != tt.want {
			t.Errorf("%s of %q has %d paragraphs, want %d", tt.article, tt.act.Title, got, tt.want)
		}
	}
}

// TestLineThatBeginsWithABracket reads one broken line in an act whose other lines are whole.
func TestLineThatBeginsWithABracket(t *testing.T) {
	for _, tt := range []struct {
		rest string
		want int
	}{
		{"(у даљем тексту: Министарство), у складу са законом.", 2},
		{"(„Службени гласник РС”, бр. 1/20 и 7/21), у складу са законом.", 2},
		{"(Брисано)", 3},
		{"(1) Министарство води регистар.", 3},
	} {
		a := parse(t, `ЗАКОН
О ЈАВНИМ ЧЕСМАМА

Члан 1.
Надзор над применом овог закона и прописа који су донети на основу њега врши министарство надлежно за послове водопривреде
`+tt.rest+`
На поступак надзора сходно се примењују одредбе закона којим се уређује инспекцијски надзор, ако овим законом није другачије прописано.
`)
		if got := len(a.Find("art_1").Children); got != tt.want {
			t.Errorf("%s: %d paragraphs, want %d", tt.rest, got, tt.want)
		}
	}
}

// TestLineThatBreaksOffBehindANumber reads one broken line in an act whose other lines are whole.
func TestLineThatBreaksOffBehindANumber(t *testing.T) {
	for _, tt := range []struct {
		first, rest string
		want        int
	}{
		{"У Закону о јавним чесмама („Службени гласник РС”, број 12/20), у члану 5.", "став 1. речи: „пет дана” замењују се речима: „десет дана”.", 1},
		{"Надзор над применом овог закона врши министарство, у складу са чл. 3. и 5.", "овог закона.", 1},
		{"Надзор над применом овог закона врши министарство, у складу са чланом 5.", "Инспектор води записник.", 2},
		{"Надзор над применом овог закона врши надлежно министарство у свом подручју.", "инспектор води записник.", 2},
	} {
		a := parse(t, "ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ЈАВНИМ ЧЕСМАМА\n\nЧлан 1.\n"+tt.first+"\n"+tt.rest+"\n\nЧлан 2.\nОвај закон ступа на снагу осмог дана од дана објављивања у „Службеном гласнику Републике Србије”.\n")
		if got := len(a.Find("art_1").Children); got != tt.want {
			t.Errorf("%s: %d paragraphs, want %d", tt.rest, got, tt.want)
		}
	}
}

// TestWrappedQuotation reads a quotation with broken lines in an act whose other lines are whole.
func TestWrappedQuotation(t *testing.T) {
	whole := `ЗАКОН
О ИЗМЕНАМА ЗАКОНА О ЈАВНИМ ЧЕСМАМА

Члан 1.
У Закону о јавним чесмама („Службени гласник РС”, бр. 12/19 и 5/21), у члану 2. став 1. после тачке 1) додаје се тачка 1а), а члан 7. мења се и гласи:
„Члан 7.
Одржавалац је дужан да о сваком прекиду у снабдевању водом са чесме обавести јединицу локалне самоуправе.
Обавештење садржи:
1) назив и место чесме, као и разлог због кога је дошло до прекида у снабдевању водом;
2) време у коме се очекује да снабдевање буде поново успостављено.”

Члан 2.
Овај закон ступа на снагу осмог дана од дана објављивања у „Службеном гласнику Републике Србије”, а примењује се од 1. јануара 2031. године.
`
	broken := strings.NewReplacer("снабдевању водом са ", "снабдевању водом са\n", "разлог због кога ", "разлог због кога\n", "да снабдевање ", "да снабдевање\n").Replace(whole)
	if got, want := provisions(parse(t, broken)), provisions(parse(t, whole)); got != want {
		t.Error(firstDifference(got, want))
	}
}
