package act_test

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func parse(t testing.TB, text string) *act.Act {
	t.Helper()
	a, err := act.Parse([]byte(text), act.Options{Name: "akt.txt"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestParseRefusesWhatIsNoText(t *testing.T) {
	tests := []struct {
		name, src, profile, code string
		offset                   int
	}{
		{name: "a PNG image", src: "\x89PNG\r\n\x1a\n\x00\x00", code: act.NotText},
		{name: "a Word document", src: "PK\x03\x04\x14\x00", code: act.NotText},
		{name: "a PDF document", src: "%PDF-1.7\n", code: act.NotText},
		{name: "a zero byte", src: "Члан\x00", code: act.NotText, offset: 8},
		{name: "bytes that are not UTF-8", src: "Члан 1.\xff", code: act.NotUTF8, offset: 11},
		{name: "a letter of UTF-8 in five, the rest in an old encoding", src: "Члан 1.\n\xcf\xf0\xee\xe1\xe0", code: act.NotUTF8, offset: 12},
		{name: "a cut letter at the end", src: "Члан\xd0", code: act.NotUTF8, offset: 8},
		{name: "half a character of UTF-16", src: "\xff\xfe\x27\x04\x3b", code: act.NotUTF8},
		{name: "half a pair of UTF-16", src: "\xfe\xff\xd8\x00\x00a", code: act.NotUTF8},
		{name: "letters of no encoding that is known", src: "\xc7akon o \xc5esmi", code: act.NotUTF8},
		{name: "an encoded surrogate", src: "a\xed\xa0\x80", code: act.NotUTF8, offset: 1},
		{name: "a million lines", src: strings.Repeat("а\n", 1<<20), code: act.TooLarge},
		{name: "one byte too many", src: strings.Repeat("a", act.MaxBytes+1), code: act.TooLarge},
		{name: "a profile that is not known", src: "Члан 1.", profile: "at", code: act.UnknownProfile},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := act.Parse([]byte(tt.src), act.Options{Profile: tt.profile})
			var refused *act.Error
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, want an *act.Error", err)
			}
			if refused.Code != tt.code || refused.Offset != tt.offset {
				t.Errorf("got %s at %d, want %s at %d", refused.Code, refused.Offset, tt.code, tt.offset)
			}
		})
	}
}

func TestParseAcceptsAnyText(t *testing.T) {
	for _, src := range []string{"", "\n\n", "\ufeff", "x", "Члан", "*", "1)", "„", "# ", "**", "I.", "ПРИЛОГ", strings.Repeat("a", act.MaxBytes)} {
		a := parse(t, src)
		if got, want := bare(content(a)), bare(src); got != want {
			t.Errorf("Parse(%.20q) holds %.20q", src, got)
		}
	}
}

func TestArticleHeadings(t *testing.T) {
	tests := []struct{ line, id, number string }{
		{"Члан 5.", "art_5", "5"},
		{"Члан 5", "art_5", "5"},
		{"Члан  5 .", "art_5", "5"},
		{"Члан\u00a05.", "art_5", "5"},
		{"ЧЛАН 5.", "art_5", "5"},
		{"Члaн 5.", "art_5", "5"},
		{"Члан 5а", "art_5a", "5а"},
		{"Члан 5a.", "art_5a", "5a"},
		{"Члан 5c.", "art_5s", "5c"},
		{"Члан 88 д.", "art_88d", "88д"},
		{"Члан 88ђ.", "art_88dx", "88ђ"},
		{"Члан 5љ.", "art_5lx", "5љ"},
		{"Члан 5лј.", "art_5lj", "5лј"},
		{"Члан 5ц.", "art_5c", "5ц"},
		{"Члан 5.*", "art_5", "5"},
		{"Član 5.", "art_5", "5"},
		{"C\u030clan 5.", "art_5", "5"},
		{"ČLAN 5đ.", "art_5dx", "5đ"},
		{"Član 5lj", "art_5lx", "5lj"},
		{"Чл. 12–15.", "art_12-15", "12-15"},
		{"Čl. 12. i 13.", "art_12-13", "12-13"},
		{"Члан12.", "art_12", "12"},
		{"Члан. 5", "art_5", "5"},
		{"Ч л а н 5.", "art_5", "5"},
		{"Ч Л А Н   5а.", "art_5a", "5а"},
		{"Члан 5-а.", "art_5a", "5а"},
		{"Члан 5/а", "art_5a", "5а"},
		{"Члан 5. а", "art_5a", "5а"},
		{"Члан 12-15.", "art_12-15", "12-15"},
		{"Члан 12.–15.", "art_12-15", "12-15"},
		{"Чланови 12. и 13.", "art_12-13", "12-13"},
		{"Clan 5.", "art_5", "5"},
		{"**Члан 5.**", "art_5", "5"},
		{"[Члан 1.]", "art_1", "1"},
		{"Члан 1:", "art_1", "1"},
		{"Члан 1,", "art_1", "1"},
		{"Члан 1.-", "art_1", "1"},
		{"члан 1.", "art_1", "1"},
		{"Члан I", "art_i", "I"},
		{"Члан први", "art_1", "1"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			text := "Овај закон уређује читаонице и њихов рад у целој земљи.\n"
			if strings.Contains(tt.line, "Č") || strings.Contains(tt.line, "C\u030c") {
				text = "Ovaj zakon uređuje čitaonice i njihov rad u celoj zemlji.\n"
			}
			articles := parse(t, tt.line+"\n"+text).Articles()
			if len(articles) != 1 {
				t.Fatalf("got %d articles, want 1", len(articles))
			}
			n := articles[0]
			if n.ID != tt.id || n.Number != tt.number || n.Label != tt.line {
				t.Errorf("got id %q, number %q, label %q, want %q, %q, %q", n.ID, n.Number, n.Label, tt.id, tt.number, tt.line)
			}
		})
	}
}

func TestNotArticleHeadings(t *testing.T) {
	for _, line := range []string{
		"члан 5.", "Чланови 67. до 75. Закона", "Члан 5. став 1. мења се", "Члан 114. Кривичног законика", "Члану 5.",
		"„Члан 5. мења се.”", "Члан породице", "члан 1.", "Члан 7:", "Члан V", "Члан бр. 5", "Члан 100а1", "*Члан Савета", "Чланак 5.", "Члан 5. и 6.", "Član 5. ovog zakona", "Члан 2 Члан 3", "Члан 2. Члан 3. Члан 4.",
	} {
		a := parse(t, "Члан 1.\nУвод.\n"+line+"\n")
		if got := len(a.Articles()); got != 1 {
			t.Errorf("%q: %d articles, want 1", line, got)
		}
	}
}

func TestLettersOfArticlesAreToldApart(t *testing.T) {
	seen := map[string]string{}
	letters := []rune("абвгдђежзијклљмнњопрстћуфхцчџш")
	check := func(number string) {
		id := parse(t, "Члан "+number+".\nТекст овог члана.\n").Articles()[0].ID
		if other, ok := seen[id]; ok {
			t.Errorf("%s and %s both have the id %s", number, other, id)
		}
		for _, r := range id {
			if r > 0x7f {
				t.Errorf("%s: id %q is not ASCII", number, id)
			}
		}
		seen[id] = number
	}
	for _, a := range letters {
		check("5" + string(a))
		for _, b := range letters {
			check("5" + string(a) + string(b))
		}
	}
}

func TestWarnings(t *testing.T) {
	a := parse(t, "Члaн 1.\nТекст oвoг члана.\nЧлан 1.\nПоново.\nЧлан 4.\nПрескок.\nЧлан 3.\nНазад.\nЧлан\nБез броја.\n")
	want := []act.Warning{
		{Line: 1, Code: act.WarnHomoglyph, Text: "Члaн"},
		{Line: 2, Code: act.WarnHomoglyph, Text: "oвoг"},
		{Line: 3, Code: act.WarnDuplicateNumber, Text: "Члан 1."},
		{Line: 5, Code: act.WarnGap, Text: "Члан 4."},
		{Line: 7, Code: act.WarnOutOfOrder, Text: "Члан 3."},
		{Line: 9, Code: act.WarnMissingNumber, Text: "Члан"},
	}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestLettersOutOfOrderAreWarnedOf(t *testing.T) {
	a := parse(t, "Члан 1.\nТекст.\nЧлан 1ђ.\nТекст.\nЧлан 1г.\nТекст.\nЧлан 1е.\nТекст.\n")
	want := []act.Warning{{Line: 5, Code: act.WarnOutOfOrder, Text: "Члан 1г."}}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestTitlesOverSeveralLines(t *testing.T) {
	tests := []struct{ name, head, title string }{
		{"an act of amendment", "ЗАКОН\nО ИЗМЕНАМА И ДОПУНАМА\nЗАКОНА О ЧИТАОНИЦАМА\n", "ЗАКОН О ИЗМЕНАМА И ДОПУНАМА ЗАКОНА О ЧИТАОНИЦАМА"},
		{"with empty lines between", "ЗАКОН\n\nО ИЗМЕНАМА И ДОПУНАМА\n\nЗАКОНА О ЧИТАОНИЦАМА\n", "ЗАКОН О ИЗМЕНАМА И ДОПУНАМА ЗАКОНА О ЧИТАОНИЦАМА"},
		{"spaced out", "З А К О Н\nО ЧИТАОНИЦАМА\n", "ЗАКОН О ЧИТАОНИЦАМА"},
		{"a rubric in capitals is none of it", "ЗАКОН О ЧИТАОНИЦАМА\nПРЕДМЕТ\n", "ЗАКОН О ЧИТАОНИЦАМА"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			gap := ""
			if strings.Contains(tt.head, "\n\n") {
				gap = "\n"
			}
			a := parse(t, tt.head+gap+"Члан 1.\n"+gap+"Прва реченица закона.\n"+gap+"Члан 2.\n"+gap+"Друга реченица закона.\n")
			if a.Title != tt.title || len(a.Articles()) != 2 {
				t.Errorf("got the title %q and %d articles, want %q and 2", a.Title, len(a.Articles()), tt.title)
			}
		})
	}
}

func TestLinesBrokenAtAColumnAreJoined(t *testing.T) {
	var b strings.Builder
	b.WriteString("ЗАКОН\nО ЧИТАОНИЦАМА\n\n")
	for i := 1; i <= 12; i++ {
		fmt.Fprintf(&b, "Члан %d.\nЧитаоницу отвара Министарство културе (у даљем тексту: Министарство) на предлог чувара из члана 333. Закона о чуварима, у складу са одлуком Владе и Народне скупштине.\nО томе се саставља записник.\n1) записник се чува (члан 41);\n2) препис се шаље.\n\n", i)
	}
	whole := parse(t, b.String())
	broken := parse(t, wrap(b.String(), 60))
	if got, want := outline(broken), outline(whole); got != want {
		t.Errorf("the structure differs from %s", firstDifference(got, want))
	}
}

func TestHashIsOfTheCharacters(t *testing.T) {
	a := parse(t, "Члан 1.\nТекст.\n")
	same := parse(t, "\r\n  Члан 1. \r\n\r\nТекст.")
	other := parse(t, "Члан 1.\nТекcт.\n")
	if a.Hash != same.Hash {
		t.Error("white space between lines changes the hash")
	}
	if a.Hash == other.Hash {
		t.Error("a look-alike letter does not change the hash")
	}
	if !strings.HasPrefix(string(a.Canonical()), act.CanonicalFormat+"\n") {
		t.Errorf("the canonical bytes begin with %.40q", a.Canonical())
	}
}

func TestPlainTextOfAProvisionStandsInThatOfTheAct(t *testing.T) {
	for file, src := range examples(t) {
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		whole := a.PlainText()
		a.Walk(func(n *act.Node, _ int) bool {
			if text := n.PlainText(); !strings.Contains(whole, text) {
				t.Errorf("%s: the text of %s is not in that of the act: %q", file, n.ID, text)
			}
			return true
		})
		if got, want := bareOf(file, whole, string(src)); got != want {
			t.Errorf("%s: the characters of the text differ from %s", file, firstDifference(got, want))
		}
	}
}

func TestJSONComesBack(t *testing.T) {
	for file, src := range examples(t) {
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		data, err := a.JSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := act.FromJSON(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, back); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
		if _, err := act.FromJSON([]byte(strings.Replace(string(data), a.Hash, "sha256:00", 1))); err == nil {
			t.Errorf("%s: a wrong hash is accepted", file)
		}
	}
	if _, err := act.FromJSON([]byte(`{"format":"rasprava.act/1","body":[null]}`)); err == nil {
		t.Error("an empty place among the provisions is accepted")
	}
}

func TestHTMLEscapes(t *testing.T) {
	page := string(parse(t, "ЗАКОН О <script>\n\nЧлан 1.\nA <b>&\"'</b>\n1) <i>\n").HTML())
	for _, raw := range []string{"<script>", "<b>", "<i>", "style="} {
		if strings.Contains(page, raw) {
			t.Errorf("the page holds %s", raw)
		}
	}
}

func TestCarryWIDs(t *testing.T) {
	old := parse(t, "Члан 1.\nПрви.\nЧлан 2.\nДруги.\nЧлан 3.\nТрећи.\n")
	next := parse(t, "Члан 1.\nПрви.\nЧлан 2.\nНови.\nЧлан 3.\nДруги.\nЧлан 4.\nИ даље други.\n")
	act.CarryWIDs(old, next, map[string]string{
		"art_1": "art_1", "art_1__para_1": "art_1__para_1", "art_3": "art_2", "art_4": "art_2", "art_3__para_1": "art_2__para_1",
	})
	wids := map[string]string{}
	seen := map[string]bool{}
	next.Walk(func(n *act.Node, _ int) bool {
		wids[n.ID] = n.WID
		if seen[n.WID] {
			t.Errorf("the identity %s is given twice", n.WID)
		}
		seen[n.WID] = true
		return true
	})
	if wids["art_1"] != "art_1" || wids["art_3"] != "art_2" || wids["art_3__para_1"] != "art_2__para_1" {
		t.Errorf("matched provisions did not keep their identities: %v", wids)
	}
	old.Walk(func(n *act.Node, _ int) bool {
		for _, id := range []string{"art_2", "art_2__para_1", "art_4", "art_4__para_1"} {
			if wids[id] == n.WID {
				t.Errorf("%s took the identity %s of the old act", id, n.WID)
			}
		}
		return true
	})
}

func FuzzParse(f *testing.F) {
	profiles := append([]string{"auto"}, act.Profiles()...)
	for file, src := range examples(f) {
		for i := range profiles {
			f.Add(src, strings.HasSuffix(file, ".md"), uint8(i))
		}
	}
	f.Add([]byte("„Члан 1.\n\"Члан 2\n«(1) а) 1. I.\n* – \u2028ПРИЛОГ I"), false, uint8(1))
	f.Add([]byte("§ 1\n§§ 2 bis (\n(-1)\n(–a)\n1\\.\n‘(i)\n’\nSEC. 1. A.\nSec. 1\nTITLE A--\n"), true, uint8(4))
	f.Add([]byte("Članak 1.\nOsoba koja se u čitaonici:\na) služi\n3.\ngrađo\nmili\nb)\n"), false, uint8(2))
	f.Add([]byte("Article 1\nLamps give light at \x84dusk\x93.\n"), false, uint8(2))
	f.Add([]byte("# ЗАКОН О ЛАМПАМА\n\nЧлан 1.\n[Лампа](#b)[^1] `c` **[д](/e)**\n1) а[^2]\n\n[^1]: б\nв\n[^2]: г\n[^3]: д"), true, uint8(1))
	f.Add([]byte("Gesetz\n\nArtikel 1\nLampengesetz\n§ 1 a\nb.\nArtikel 2\nc\n§ 1\nd.\nArtikel 3\ne.\nMinistar,\nPero Primjer, v. r."), false, uint8(5))
	f.Add([]byte("1.A\n1)a\n2)b\n*)(\n3)c"), false, uint8(3))
	f.Add([]byte("10)§\ndddddddd12)ö1)-\n1.A\n1)\n(1)ö\n20\n2)ö\n1)Ö\n(\n1ö\n2)\n*)(\n1)"), false, uint8(3))
	f.Add([]byte("§ 1\n§§ 2 bis (\n(-1)A\n >\n.\n–a)\n1\\.\nSEC.?. >\n.\nSec. 1\n"), true, uint8(1))
	f.Add([]byte("> Члан 1.\n>\n> > а\n>б"), false, uint8(1))
	f.Add([]byte("0~~00~~"), true, uint8(4))
	f.Fuzz(func(t *testing.T, src []byte, markdown bool, profile uint8) {
		name := "akt.txt"
		if markdown {
			name = "akt.md"
		}
		a, err := act.Parse(src, act.Options{Name: name, Profile: profiles[int(profile)%len(profiles)]})
		if err != nil {
			return
		}
		unmarked := slices.ContainsFunc(a.Warnings, func(w act.Warning) bool { return w.Code == act.WarnReplyMarks || w.Code == act.WarnStruckText })
		if encoded := slices.ContainsFunc(a.Warnings, func(w act.Warning) bool { return w.Code == act.WarnEncoding }); encoded == utf8.Valid(src) {
			t.Fatalf("said to be in another encoding than UTF-8: %v", encoded)
		} else if encoded || unmarked {
			src = []byte(a.PlainText()) // the bytes of the file are other ones, or marks were taken off with a warning
			a.Warnings = nil
		}
		read, whole := unprinted(t, a, string(src))
		compared := func(got string) (string, string) { return bareOf(name, got, whole) }
		if markdown && (strings.Contains(whole, "](") || strings.Contains(whole, "[^")) {
			compared = func(got string) (string, string) { return apartOf(got, whole) }
		}
		if got, want := compared(content(read)); got != want {
			t.Fatalf("the characters differ from %s", firstDifference(got, want))
		}
		if got, want := compared(read.PlainText()); got != want {
			t.Fatalf("the characters of the text differ from %s", firstDifference(got, want))
		}
		ids := map[string]bool{}
		a.Walk(func(n *act.Node, _ int) bool {
			if ids[n.ID] || n.ID == "" {
				t.Errorf("the id %q is given twice", n.ID)
			}
			ids[n.ID] = true
			for i := range n.ID {
				if n.ID[i] > 0x7e || n.ID[i] <= ' ' {
					t.Errorf("the id %q is not ASCII", n.ID)
				}
			}
			return true
		})
		a.HTML()
	})
}

// allocations returns how often do allocates.
func allocations(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}
