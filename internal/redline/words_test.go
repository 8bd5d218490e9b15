package redline

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

func compareStrings(t *testing.T, old, new string) []Span {
	t.Helper()
	spans, err := CompareTexts(old, new)
	if err != nil {
		t.Fatal(err)
	}
	err = checkRoundTrip(spans, old, new)
	if err != nil {
		t.Fatalf("%v: %v", err, spans)
	}
	return spans
}

// marked writes spans so that they can be read in a table.
func marked(spans []Span) string {
	var b strings.Builder
	for _, sp := range spans {
		switch sp.Op {
		case Equal:
			b.WriteString(sp.Text)
		case Deleted:
			b.WriteString("[-" + sp.Text + "]")
		case Inserted:
			b.WriteString("[+" + sp.Text + "]")
		default:
			b.WriteString("[~" + sp.Old + "|" + sp.Text + "]")
		}
	}
	return b.String()
}

func TestWordsAreShownAsALawyerWouldMarkThem(t *testing.T) {
	tests := []struct {
		name, old, new, want string
	}{
		{"equal texts", "Орган одлучује.", "Орган одлучује.", "Орган одлучује."},
		{"nothing at all", "", "", ""},
		{"one word replaced", "у року од 30 дана.", "у року од 20 дана.", "у року од [-30][+20] дана."},
		{"a sentence turned round", "Скупштина јединице локалне самоуправе доноси локални план управљања комуналним отпадом.",
			"Локални план управљања комуналним отпадом доноси скупштина јединице локалне самоуправе.",
			"[-Скупштина јединице локалне самоуправе доноси локални][+Локални] план управљања комуналним отпадом[+ доноси скупштина јединице локалне самоуправе]."},
		{"a sentence turned round around one word", "Министар прописује облик и садржину обрасца, начин вођења евиденције, као и услове под којима се издаје дозвола за рад.",
			"Услове под којима се издаје дозвола за рад, облик и садржину обрасца, као и начин вођења евиденције прописује министар.",
			"[-Министар прописује облик и садржину обрасца, начин вођења евиденције, као и услове][+Услове] под којима се издаје дозвола за рад[+, облик и садржину обрасца, као и начин вођења евиденције прописује министар]."},
		{"a clause inserted before the full stop", "тумаче се уско.", "тумаче се уско, у корист јавности.", "тумаче се уско[+, у корист јавности]."},
		{"a word deleted with its space", "Орган је дужан одмах да одлучи.", "Орган је дужан да одлучи.", "Орган је дужан [-одмах ]да одлучи."},
		{"a space between two replaced words is no anchor", "хитно решење суда", "коначну пресуду суда", "[-хитно решење][+коначну пресуду] суда"},
		{"a sentence added behind another", "Рок је 8 дана. Жалба није допуштена.", "Рок је 8 дана. Рок не тече лети. Жалба није допуштена.",
			"Рок је 8 дана. [+Рок не тече лети. ]Жалба није допуштена."},
		{"a paragraph added at the end", "Први став.\nДруги став.", "Први став.\nДруги став.\nТрећи став.", "Први став.\nДруги став.[+\nТрећи став.]"},
		{"a paragraph added in the middle", "Први став.\nДруги став.", "Први став.\nНови члан закона.\nДруги став.", "Први став.\n[+Нови члан закона.\n]Други став."},
		{"a paragraph cut in two", "Жалба се подноси суду. Суд одлучује у року од осам дана.", "Жалба се подноси суду.\nСуд одлучује у року од осам дана.",
			"Жалба се подноси суду.[- ][+\n]Суд одлучује у року од осам дана."},
		{"thousands are parts of one number", "казна од 1.200 до 12.000.000 динара", "казна од 1.500 до 13.000.000 динара",
			"казна од [-1.200][+1.500] до [-12.000.000][+13.000.000] динара"},
		{"decimals behind thousands are too", "износ од 1.200,50 динара.", "износ од 1.200,75 динара.", "износ од [-1.200,50][+1.200,75] динара."},
		{"a point inserted before another", "1) прима захтеве;\n2) чува записник;\n3) шаље одговор.", "1) прима захтеве;\n2) сазива одбор;\n3) чува записник;\n4) шаље одговор.",
			"1) прима захтеве;\n[+2) сазива одбор;\n][-2][+3]) чува записник;\n[-3][+4]) шаље одговор."},
		{"a point deleted before another", "1) прима захтеве;\n2) чува записник.", "1) чува записник.", "[-1) прима захтеве;\n][-2][+1]) чува записник."},
		{"a point in brackets inserted", "(a) the name of the body\n(b) the address of the body", "(a) the name of the body\n(b) the date of birth\n(c) the address of the body",
			"(a) the name of the body\n[+(b) the date of birth\n]([-b][+c]) the address of the body"},
		{"decimals alone are too", "камата од 12,5 одсто, односно 0,25 бодова.", "камата од 12,7 одсто, односно 0,75 бодова.",
			"камата од [-12,5][+12,7] одсто, односно [-0,25][+0,75] бодова."},
		{"the full stop behind decimals is none of them", "износи 12,5. Рок тече.", "износи 12,7. Рок тече.", "износи [-12,5][+12,7]. Рок тече."},
		{"a list of numbers without spaces is no amount", "чл. 2,3. и 5,6,7. закона", "чл. 2,4. и 5,6,8. закона", "чл. 2,[-3][+4]. и 5,6,[-7][+8]. закона"},
		{"thousands with a comma", "a fee of 1,200 dinars", "a fee of 1,500.50 dinars", "a fee of [-1,200][+1,500.50] dinars"},
		{"the full stop behind an amount is none of it", "казна је 1.200.", "казна је 1.200!", "казна је 1.200[-.][+!]"},
		{"a date is no amount", "дана 23.11.2026. године", "дана 24.11.2026. године", "дана [-23][+24].11.2026. године"},
		{"numbers of articles are no amount", "чл. 3.и 4.5 овог закона", "чл. 3.и 4.6 овог закона", "чл. 3.и 4.[-5][+6] овог закона"},
		{"figures that are part of a word are no thousands", "ознака 1.200а и 1.20", "ознака 2.200а и 2.20", "ознака [-1][+2].200а и [-1][+2].20"},
		{"an inserted letter belongs to the number", "члан 27. овог закона", "члан 27а овог закона", "члан [-27.][+27а] овог закона"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := marked(compareStrings(t, tt.old, tt.new))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestWhatDiffersOnlyAsWrittenIsTypographic(t *testing.T) {
	tests := []struct {
		name, old, new, want string
	}{
		{"a Latin letter inside a Cyrillic word", "овaј закон", "овај закон", "[~овaј|овај] закон"},
		{"a word of look-alikes only, between Cyrillic ones", "орган ce стара", "орган се стара", "орган [~ce|се] стара"},
		{"quotation marks", "(„Службени гласник РС”)", "(\"Службени гласник РС\")", "([~„|\"]Службени гласник РС[~”|\"])"},
		{"a dash", "од 2 - 5 дана", "од 2 – 5 дана", "од 2 [~-|–] 5 дана"},
		{"two spaces and a no-break space", "члан  5. закона", "члан 5.\u00a0закона", "члан[~  | ]5.[~ |\u00a0]закона"},
		{"a space before a mark", "закона .", "закона.", "[~закона |закона]."},
		{"an ellipsis in one character", "и тако даље...", "и тако даље…", "и тако даље[~...|…]"},
		{"a decomposed letter", "c\u030cлан закона", "člан закона", "[~c\u030cлан|člан] закона"},
		{"the other script, as one change", "Љубав и ЊЕГОШ, без џина", "Ljubav i NJEGOŠ, bez džina", "[~Љубав и ЊЕГОШ|Ljubav i NJEGOŠ], [~без џина|bez džina]"},
		{"a Roman numeral read as Cyrillic", "ИИ. НАЧЕЛА", "II. НАЧЕЛА", "[~ИИ|II]. НАЧЕЛА"},
		{"a heading in capitals", "ПРЕДМЕТ ЗАКОНА\nЧлан 1.", "Предмет закона\nЧлан 1.", "[~ПРЕДМЕТ ЗАКОНА|Предмет закона]\nЧлан 1."},
		{"a soft hyphen", "зако\u00adном", "законом", "[~зако\u00adном|законом]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := marked(compareStrings(t, tt.old, tt.new))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestCaseAndDiacriticsAreSubstance(t *testing.T) {
	for _, tt := range []struct{ old, new string }{{"влада", "Влада"}, {"šuma", "suma"}, {"ће", "че"}, {"CE ознака", "SE ознака"}} {
		if got := countWords(compareStrings(t, tt.old, tt.new)); got != (Words{Inserted: 1, Deleted: 1}) {
			t.Errorf("%s -> %s: got %+v, want one word replaced", tt.old, tt.new, got)
		}
	}
}

// words to build random texts of: few, so that they repeat and go-diff meets every kind of overlap.
var smallWords = strings.Fields("суд орган закон је и у року од 30 дана „акт” став. , ; – one two члaн\u00a0a \n \n")

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		w := smallWords[r.IntN(len(smallWords))]
		b.WriteString(w)
		if r.IntN(5) > 0 {
			b.WriteByte(' ')
		}
		if r.IntN(12) == 0 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestSpansRebuildBothTextsAndEndAtWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		old, new := randomText(r, r.IntN(60)), randomText(r, r.IntN(60))
		spans := compareStrings(t, old, new)
		if at := insideWord(spans); at != "" {
			t.Fatalf("a span ends inside a word at %q\nold %q\nnew %q", at, old, new)
		}
		again := compareStrings(t, old, new)
		if diff := cmp.Diff(spans, again); diff != "" {
			t.Fatalf("the same texts gave another answer:\n%s", diff)
		}
	}
}

// insideWord returns the place where a border of spans cuts a word of either text, if there is one.
func insideWord(spans []Span) string {
	for _, version := range [][2]string{{Deleted, Inserted}, {Inserted, Deleted}} {
		before := ""
		for _, sp := range spans {
			if sp.Op == version[1] {
				continue
			}
			text := sp.Text
			if sp.Op == Typographic && version[0] == Deleted {
				text = sp.Old
			}
			if text == "" {
				continue
			}
			last, _ := utf8.DecodeLastRuneInString(before)
			first, _ := utf8.DecodeRuneInString(text)
			if before != "" && isWord(last) && isWord(first) {
				return before + "|" + text
			}
			before = text
		}
	}
	return ""
}

func TestLongTextsAreCutBeforeTheyAreCompared(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var words []string
	for range 9000 {
		words = append(words, strings.Repeat(string(rune('a'+r.IntN(26))), 1+r.IntN(4))+string(rune('a'+r.IntN(26))))
	}
	words[4000] = "jedinstveno"
	old := strings.Join(words, " ")
	words[100], words[8000] = "ovde", "onde"
	new := strings.Join(words, " ")
	got := countWords(compareStrings(t, old, new))
	if want := (Words{Inserted: 2, Deleted: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTextThatIsNotUTF8IsNotCompared(t *testing.T) {
	for _, texts := range [][2]string{{"рок\xff", "рок"}, {"рок", "\xc4"}} {
		_, err := CompareTexts(texts[0], texts[1])
		if !errors.Is(err, errNotUTF8) {
			t.Errorf("%q: got %v, want %v", texts, err, errNotUTF8)
		}
	}
}

func TestTooManyDistinctWordsAreRefused(t *testing.T) {
	v := newVocabulary(0)
	v.limit = v.forms.Len() + 2
	_, err := v.tokens("један два")
	if err != nil {
		t.Fatal(err)
	}
	_, err = v.tokens("три")
	if !errors.Is(err, errTooManyWords) {
		t.Errorf("got %v, want %v", err, errTooManyWords)
	}
}

func TestLongestRiseIsTheHeaviestAndUnique(t *testing.T) {
	tests := []struct {
		name    string
		old     []int
		weights []int
		want    []int
	}{
		{"nothing", nil, nil, nil},
		{"in order", []int{0, 1, 2}, nil, []int{0, 1, 2}},
		{"one moved forward", []int{1, 2, 0, 3}, nil, []int{1, 2, 3}},
		{"two chains of one length", []int{1, 0}, nil, []int{1}},
		{"the heavier of two", []int{1, 0}, []int{1, 2}, []int{0}},
		{"one heavy against two light", []int{2, 0, 1}, []int{5, 2, 2}, []int{2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ms []match
			for j, i := range tt.old {
				ms = append(ms, match{old: i, new: j})
			}
			var got []int
			for _, m := range longestRise(ms, tt.weights) {
				got = append(got, m.old)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlainFormsAreTheCompareForms(t *testing.T) {
	plain := 0
	for _, w := range strings.Fields("Љубав њега џин Ђорђе ћирилица и У Љ щука ѐ Лј инјекција надживети ЊЕГОШ ЛЈ члaн word 27а") {
		var buf [64]byte
		got, ok := plainForm(buf[:0], w, wordToken)
		if !ok {
			continue
		}
		plain++
		want := capitalDigraphs.Replace(script.ToLatin(strings.Map(dropJoiner, script.Normalize(w))))
		if string(got) != want {
			t.Errorf("%s: got %s, want %s", w, got, want)
		}
	}
	if plain != 14 {
		t.Errorf("%d words are plain, want 14", plain)
	}
}
