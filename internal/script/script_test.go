package script_test

import (
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

func TestToLatin(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"every letter", "абвгдђежзијклљмнњопрстћуфхцчџш", "abvgdđežzijklljmnnjoprstćufhcčdžš"},
		{"a digraph before a small letter", "Његош, Љиљана, Џеп", "Njegoš, Ljiljana, Džep"},
		{"a digraph among letters with spaces", "О Б Р А З Л О Ж Е Њ Е, З А К Љ У Ч А К, О Џ А К", "O B R A Z L O Ž E NJ E, Z A K LJ U Č A K, O DŽ A K"},
		{"a digraph at the beginning of such", "Њ Е Г О Ш", "NJ E G O Š"},
		{"a digraph behind a word of capitals", "ПРЕДЛАГАЧ Њ", "PREDLAGAČ NJ"},
		{"an initial that is a digraph", "Њ. Измишљен и Љ. Проба, код Марка Џ Пробе, У Њ. Пробе", "Nj. Izmišljen i Lj. Proba, kod Marka Dž Probe, U Nj. Probe"},
		{"a digraph among capitals", "ЊЕГОШ, УДРУЖЕЊА, ЏЕП, ЉУБАВ", "NJEGOŠ, UDRUŽENJA, DŽEP, LJUBAV"},
		{"a digraph at the end of a word of capitals", "КРАЉ, КОЊ", "KRALJ, KONJ"},
		{"an initial", "Љ. Петровић", "Lj. Petrović"},
		{"an initial behind a word of capitals", "МИНИСТАР Љ. Проба, МИНИСТАР Љ. ПРОБА", "MINISTAR Lj. Proba, MINISTAR LJ. PROBA"},
		{"a list marker", "љ) обавеза; њ) право", "lj) obaveza; nj) pravo"},
		{"Roman numerals and Latin words stay", "глава IV о PDF датотеци", "glava IV o PDF datoteci"},
		{"a look-alike is read as the letter it stands for", "cтaв 2. oвог члaна", "stav 2. ovog člana"},
		{"a half transliterated numeral", "ИX. РЕГИСТАР", "IX. REGISTAR"},
		{"Russian letters stay", "ы", "ы"},
		{"nothing Cyrillic", "član 5.", "član 5."},
		{"addresses in Cyrillic letters stay", "Пишите на управа@пример.срб или www.пример.срб.", "Pišite na управа@пример.срб ili www.пример.срб."},
		{"a text with a sign of addresses and none", "на @ и даље", "na @ i dalje"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := script.ToLatin(tt.in); got != tt.want {
				t.Errorf("ToLatin(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestToCyrillic(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"every letter", "abvgdđežzijklljmnnjoprstćufhcčdžš", "абвгдђежзијклљмнњопрстћуфхцчџш"},
		{"digraphs of every case", "Njegoš NJEGOŠ ljubav Džep DŽEP", "Његош ЊЕГОШ љубав Џеп ЏЕП"},
		{"digraphs of one code point", "ǈubav i ǋegoš, KRAǇ, ǆep", "Љубав и Његош, КРАЉ, џеп"},
		{"decomposed letters", "c\u030clan, z\u030civot, dz\u030cep", "члан, живот, џеп"},
		{"nj across parts of a word", "injekcija, injunkcija, konjunkcija, vanjezički, Tanjug", "инјекција, инјункција, конјункција, ванјезички, Танјуг"},
		{"dž across parts of a word", "nadživeti, odžaliti, podžanr, podžeći, Predživot", "надживети, оджалити, поджанр, поджећи, Предживот"},
		{"dž as one letter", "udžbenik, budžet, pidžama, nadžak", "уџбеник, буџет, пиџама, наџак"},
		{"a split by hand", "pan\u200cjevrejski", "панјеврејски"},
		{"dj is never one letter", "odjek, Nadja", "одјек, Надја"},
		{"Roman numerals stay", "glava IV, član 5. XII. NADZOR", "глава IV, члан 5. XII. НАДЗОР"},
		{"an inserted chapter", "IVb RAZMENA PODATAKA", "IVб РАЗМЕНА ПОДАТАКА"},
		{"I as a number", "I OSNOVNE ODREDBE", "I ОСНОВНЕ ОДРЕДБЕ"},
		{"I as a number with a dot", "I. OSNOVNE ODREDBE", "I. ОСНОВНЕ ОДРЕДБЕ"},
		{"I as a number after a word", "u glavi I ovog zakona", "у глави I овог закона"},
		{"I as a word", "PRAVA I OBAVEZE. I pored toga", "ПРАВА И ОБАВЕЗЕ. И поред тога"},
		{"words that look like numerals", "DA LI SE MI VI DIV", "ДА ЛИ СЕ МИ ВИ ДИВ"},
		{"addresses stay", "na www.srbija.gov.rs, e-adresa ana@primer.rs.", "на www.srbija.gov.rs, е-адреса ana@primer.rs."},
		{"a link stays", "(https://primer.rs/zakon)", "(https://primer.rs/zakon)"},
		{"foreign words stay", "sistem Windows i okvir", "систем Windows и оквир"},
		{"abbreviations", "EU, NATO, PDF i ISO", "ЕУ, НАТО, PDF и ISO"},
		{"units after a number stay", "20 km i 5 kW, 3 ha. a km ne", "20 km и 5 kW, 3 ha. а км не"},
		{"years", "2026. g. i dalje", "2026. г. и даље"},
		{"Cyrillic stays", "члан 5.", "члан 5."},
		{"nj across parts inside a word", "reinjekcija, antikonjunkturni, nenadživljen", "реинјекција, антиконјунктурни, ненадживљен"},
		{"nj as one letter before jug", "konjušar i konj", "коњушар и коњ"},
		{"a name with dots stays", "vidi apr.gov.rs/zahtev, sajt:primer.eu.", "види apr.gov.rs/zahtev, сајт:primer.eu."},
		{"a dot without a space is no address", "zakona.Organ u roku.Rok", "закона.Орган у року.Рок"},
		{"a long link stays", "https://primer.rs/" + strings.Repeat("zakon/", 60) + " i", "https://primer.rs/" + strings.Repeat("zakon/", 60) + " и"},
		{"an at sign alone is no address", "a @ b@c", "а @ б@ц"},
		{"letters that no Serbian word has together", "Deutsche bank, staff i račun", "Deutsche bank, staff и рачун"},
		{"double letters where parts meet", "najjači, interresorni, vannastavni, pooštriti", "најјачи, интерресорни, ваннаставни, пооштрити"},
		{"foreign words of the trade", "ugovor o leasing poslu, trust i email", "уговор о leasing послу, trust и email"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := script.ToCyrillic(tt.in); got != tt.want {
				t.Errorf("ToCyrillic(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestLookalikes(t *testing.T) {
	tests := []struct {
		name, in string
		want     []script.Lookalike
	}{
		{"a clean text", "Члан 5. овог закона", nil},
		{"Latin letters in a Cyrillic word", "у oвoг Члaн",
			[]script.Lookalike{{Offset: 3, Word: "oвoг", Want: "овог"}, {Offset: 10, Word: "Члaн", Want: "Члан"}}},
		{"a Cyrillic letter in a Latin word", "zaklјučkom", []script.Lookalike{{Offset: 0, Word: "zaklјučkom", Want: "zaključkom"}}},
		{"every letter exists in both scripts", "реч cа", []script.Lookalike{{Offset: 7, Word: "cа", Want: "са"}}},
		{"an abbreviation with an ending", "SMSом", nil},
		{"an abbreviation with a hyphen", "PDF-а", nil},
		{"a numeral half transliterated", "ИX. РЕГИСТАР", []script.Lookalike{{Offset: 0, Word: "ИX", Want: "IX"}}},
		{"the number of an inserted chapter", "Vа НАДЗОР, глава IIIб и Xа", nil},
		{"a word that only looks like one", "Cа њом, Oвo", []script.Lookalike{{Offset: 0, Word: "Cа", Want: "Са"}, {Offset: 12, Word: "Oвo", Want: "Ово"}}},
		{"the letter of an inserted chapter in a Latin text", "novo poglavlje Vа", []script.Lookalike{{Offset: 15, Word: "Vа", Want: "Va"}}},
		{"a letter of an old code page", "утврñена", []script.Lookalike{{Offset: 0, Word: "утврñена", Want: "утврђена"}}},
		{"a single letter between Cyrillic words", "закон o раду", []script.Lookalike{{Offset: 11, Word: "o", Want: "о"}}},
		{"a single letter in a Latin text", "zakon o radu", nil},
		{"a short word between Cyrillic words", "радник je дужан", []script.Lookalike{{Offset: 13, Word: "je", Want: "је"}}},
		{"two single letters one behind the other", "функција a y року",
			[]script.Lookalike{{Offset: 17, Word: "a", Want: "а"}, {Offset: 19, Word: "y", Want: "у"}}},
		{"o at the beginning of a line", "ЗАКОН\nO РАДУ", []script.Lookalike{{Offset: 11, Word: "O", Want: "О"}}},
		{"the letter of an inserted article", "Члан 27a и чл. 5a, oвoг", []script.Lookalike{
			{Offset: 9, Word: "27a", Want: "27а"}, {Offset: 22, Word: "5a", Want: "5а"}, {Offset: 26, Word: "oвoг", Want: "овог"}}},
		{"the letter of an inserted article in Cyrillic and in Latin", "Члан 27а, članak 27a", nil},
		{"a letter behind figures that is no number of a provision", "тип А4a, 2x4, 10A", nil},
		{"a unit between Cyrillic words", "дужина km пруге", nil},
		{"a capital letter that names a group", "група A лекова", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, script.Lookalikes(tt.in)); diff != "" {
				t.Errorf("Lookalikes(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestNormalize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"quotation marks", "„Службени гласник РС” и «други» “знак“", `"Службени гласник РС" и "други" "знак"`},
		{"dashes", "од 5–7 — или −3", "од 5-7 - или -3"},
		{"spaces", "члан\u00a05.\t\n став", "члан 5. став"},
		{"invisible characters", "за\u00adкон\u200b", "закон"},
		{"decomposed letters", "c\u030clan", "član"},
		{"look-alikes", "oвoг члaна", "овог члана"},
		{"case and diacritics stay", "Član ŽIVOT", "Član ŽIVOT"},
		{"one space", " ", " "},
		{"nothing to do", "plain text.", "plain text."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := script.Normalize(tt.in); got != tt.want {
				t.Errorf("Normalize(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFoldJoinsBothScripts(t *testing.T) {
	pairs := [][2]string{
		{"Члан 5. овог закона", "ČLAN 5. ovog zakona"},
		{"Инјекција", "injekcija"},
		{"„УДРУЖЕЊЕ”", `"udruženje"`},
		{"Љубав, ЏЕП", "ljubav, džep"},
	}
	for _, p := range pairs {
		if a, b := script.Fold(p[0]), script.Fold(p[1]); a != b {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q, want the same", p[0], a, p[1], b)
		}
	}
	if got, want := script.SearchKey("Ђорђе Ћирић, Шабац"), "djordje ciric, sabac"; got != want {
		t.Errorf("SearchKey = %q, want %q", got, want)
	}
}

func TestSortKeys(t *testing.T) {
	cyrillic := []string{"авион", "Београд", "дан", "Ђак", "еколог", "књига", "Лука", "љубав", "мир", "нов", "њива", "цар", "час", "џем", "шума"}
	latin := []string{"avion", "Beograd", "car", "Čačak", "ćilim", "dan", "džem", "đak", "eho", "Luka", "ljubav", "mir", "nov", "njiva", "šuma", "zub", "žaba"}
	check := func(name string, words []string, key func(string) string) {
		shuffled := append([]string{}, words...)
		sort.Sort(sort.Reverse(sort.StringSlice(shuffled)))
		sort.Slice(shuffled, func(i, j int) bool { return key(shuffled[i]) < key(shuffled[j]) })
		if diff := cmp.Diff(words, shuffled); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	check("azbuka", cyrillic, script.SortKey)
	check("abeceda", latin, script.SortKeyLatin)
	if script.SortKey("5ђ") >= script.SortKey("5е") {
		t.Error("SortKey puts 5ђ after 5е")
	}
}

func TestRomanValue(t *testing.T) {
	for in, want := range map[string]int{"I": 1, "IV": 4, "XIX": 19, "XLII": 42, "MMXXVI": 2026, "IIII": 0, "VX": 0, "": 0, "a": 0} {
		if got := script.RomanValue(in); got != want {
			t.Errorf("RomanValue(%q) = %d, want %d", in, got, want)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("Члан 5. Удружење је добровољна организација.")
	f.Add("ЊЕГОШ и Љ. Џ")
	f.Add("a\u030c\u200c\xff")
	f.Add("D\u200c\u030c")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		for name, got := range map[string]string{
			"ToLatin": script.ToLatin(s), "ToCyrillic": script.ToCyrillic(s), "Fold": script.Fold(s), "Normalize": script.Normalize(s),
		} {
			if !utf8.ValidString(got) {
				t.Errorf("%s(%q) = %q, not UTF-8", name, s, got)
			}
		}
		once := script.Normalize(s)
		if twice := script.Normalize(once); twice != once {
			t.Errorf("Normalize(%q) = %q, again %q", s, once, twice)
		}
		for _, l := range script.Lookalikes(s) {
			if !strings.HasPrefix(s[l.Offset:], l.Word) {
				t.Errorf("Lookalikes(%q): %q does not stand at %d", s, l.Word, l.Offset)
			}
		}
	})
}

func TestWhatStandsInOneScriptIsNormalizedAlike(t *testing.T) {
	texts := []string{"Члан 5.  став", "став 2. овог члaна", "ИX. РЕГИСТАР", "a", "рок\u0301", "рок `", "\xd0", "рок\xd0", "Члан5 a б", "о a о"}
	for r := rune(0x400); r < 0x490; r++ {
		texts = append(texts, "а"+string(r), string(r)+"w", string(r)+"\u0300", "члан "+string(r)+" 5")
	}
	for _, s := range texts {
		// Behind an invisible character every letter is looked at.
		if got, want := script.Normalize(s), script.Normalize("\u00ad"+s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestIsCyrillicIsALetterOfTheBlock(t *testing.T) {
	for r := rune(0x3f0); r < 0x540; r++ {
		if got, want := script.IsCyrillic(r), r >= 0x400 && r < 0x500 && unicode.IsLetter(r); got != want {
			t.Errorf("%U: got %v, want %v", r, got, want)
		}
	}
}
