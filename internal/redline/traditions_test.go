package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

// citedWays are the same provisions of acts of every tradition, as their labels are printed there.
var citedWays = map[string][][]Step{
	"rs": {
		{{Kind: "article", Number: "3", Label: "Члан 3."}, {Kind: "paragraph", Number: "1"}, {Kind: "point", Number: "3", Label: "3)"}},
		{{Kind: "article", Number: "5а", Label: "Члан 5а"}, {Kind: "paragraph", Number: "2"}},
		{{Kind: "part", Number: "2", Label: "КЊИГА ДРУГА"}},
		{{Kind: "part", Heading: "Посебне одредбе"}},
		{{Kind: "chapter", Number: "V", Label: "V."}},
		{{Kind: "section", Number: "2.1", Label: "2.1."}},
		{{Kind: "annex", Number: "1", Label: "Прилог 1"}, {Kind: "paragraph", Number: "2"}},
	},
	"hr": {
		{{Kind: "article", Number: "3", Label: "Članak 3."}, {Kind: "paragraph", Number: "1", Label: "(1)"}, {Kind: "point", Number: "3", Label: "3."}},
		{{Kind: "article", Number: "5.a", Label: "Članak 5.a"}, {Kind: "paragraph", Number: "2", Label: "(2)"}, {Kind: "point", Number: "1", Label: "1."}, {Kind: "subpoint", Number: "b", Label: "b)"}},
		{{Kind: "chapter", Number: "II", Label: "II."}},
		{{Kind: "chapter", Number: "II", Label: "POGLAVLJE II."}},
		{{Kind: "part", Number: "2", Label: "DIO DRUGI"}},
	},
	"us": {
		{{Kind: "article", Number: "2", Label: "SEC. 2."}, {Kind: "paragraph", Number: "b", Label: "(b)"}, {Kind: "point", Number: "2", Label: "(2)"}},
		{{Kind: "article", Number: "2", Label: "§ 2."}, {Kind: "paragraph", Number: "b", Label: "(b)"}},
		{{Kind: "section", Number: "III", Label: "SUBCHAPTER III"}},
	},
	"eu": {
		{{Kind: "article", Number: "4", Label: "Article 4"}, {Kind: "paragraph", Number: "3", Label: "3."}, {Kind: "point", Number: "b", Label: "(b)"}, {Kind: "subpoint", Number: "ii", Label: "(ii)"}},
		{{Kind: "title", Number: "II", Label: "TITLE II"}},
	},
	"de": {
		{{Kind: "article", Number: "1", Label: "§ 1"}, {Kind: "paragraph", Number: "2", Label: "(2)"}, {Kind: "point", Number: "3", Label: "3."}, {Kind: "subpoint", Number: "a", Label: "a)"}},
		{{Kind: "article", Number: "7", Label: "Artikel 7"}, {Kind: "paragraph", Number: "2", Label: "(2)"}},
		{{Kind: "section", Number: "2", Label: "Abschnitt 2"}},
	},
}

func TestProvisionsAreCitedAsTheirActsDo(t *testing.T) {
	tests := []struct {
		profile, lang string
		g             grammar
		want          []string
	}{
		{"rs", "sr-Cyrl", byItself, []string{"члан 3. став 1. тачка 3)", "члан 5а став 2.", "књига друга", "део „Посебне одредбе”", "глава V", "одељак 2.1.", "прилог 1 став 2."}},
		{"rs", "sr-Cyrl", behindFrom, []string{"члана 3. став 1. тачка 3)", "члана 5а став 2.", "књиге друге", "дела „Посебне одредбе”", "главе V", "одељка 2.1.", "прилога 1 став 2."}},
		{"rs", "sr-Latn", behindInto, []string{"član 3. stav 1. tačka 3)", "član 5a stav 2.", "knjigu drugu", "deo „Posebne odredbe”", "glavu V", "odeljak 2.1.", "prilog 1 stav 2."}},
		{"rs", "en", behindFrom, []string{"article 3 paragraph 1 point 3", "article 5a paragraph 2", "book 2", "part “Posebne odredbe”", "chapter V", "section 2.1", "annex 1 paragraph 2"}},
		{"hr", "hr", byItself, []string{"članak 3. stavak 1. točka 3.", "članak 5.a stavak 2. točka 1. podtočka b)", "glava II.", "poglavlje II.", "dio drugi"}},
		{"hr", "hr", behindFrom, []string{"članka 3. stavka 1. točke 3.", "članka 5.a stavka 2. točke 1. podtočke b)", "glave II.", "poglavlja II.", "dijela drugog"}},
		{"hr", "hr", behindInto, []string{"članak 3. stavak 1. točku 3.", "članak 5.a stavak 2. točku 1. podtočku b)", "glavu II.", "poglavlje II.", "dio drugi"}},
		{"us", "en", byItself, []string{"section 2(b)(2)", "§ 2(b)", "subchapter III"}},
		{"eu", "en", byItself, []string{"Article 4(3), point (b)(ii)", "title II"}},
		{"eu", "sl", byItself, []string{"člen 4(3), točka (b)(ii)", "naslov II"}},
		{"eu", "sl", behindFrom, []string{"člena 4(3), točka (b)(ii)", "naslova II"}},
		{"eu", "sr-Cyrl", byItself, []string{"члан 4. став 3. тачка (b) подтачка (ii)", "наслов II"}},
		{"de", "de", byItself, []string{"§ 1 Abs. 2 Nr. 3 Buchst. a", "Art. 7 Abs. 2", "Abschnitt 2"}},
		{"de", "en", behindFrom, []string{"§ 1 Abs. 2 Nr. 3 Buchst. a", "Art. 7 Abs. 2", "Abschnitt 2"}},
	}
	for _, tt := range tests {
		w := wordingOf(tt.lang)
		w.profile = tt.profile
		var got []string
		for _, way := range citedWays[tt.profile] {
			got = append(got, w.way(way, tt.g))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s in %s (-want +got):\n%s", tt.profile, tt.lang, diff)
		}
	}
}

// roomOf are acts of every tradition of which the second has a section or an article more, and in one article a point.
var roomOf = map[string][2]string{
	"us": {
		"A BILL\nTo provide for reading rooms.\n\nSECTION 1. ROOMS.\nReading rooms are open to all persons on every working day.\n\nSEC. 2. KEEPERS.\n(a) The keeper of a room shall—\n(1) keep the register of readers;\n(2) lend books for thirty days;\n(3) report to the mayor each year.\n(b) The keeper is appointed by the mayor.\n\nSEC. 3. OFFENCES.\nA keeper who shuts a room commits an offence.\n\nSEC. 4. FUNDS.\nFunds for books are provided in the budget of the town.\n",
		"A BILL\nTo provide for reading rooms.\n\nSECTION 1. ROOMS.\nReading rooms are open to all persons on every working day.\n\nSEC. 2. KEEPERS.\n(a) The keeper of a room shall—\n(1) announce the hours of the room at its door;\n(2) keep the register of readers;\n(3) lend books for thirty days;\n(4) report to the mayor each year.\n(b) The keeper is appointed by the mayor.\n\nSEC. 3. MEANING.\nA reader is any person whose name is in the register.\n\nSEC. 4. OFFENCES.\nA keeper who shuts a room commits an offence.\n\nSEC. 5. FUNDS.\nFunds for books are provided in the budget of the town.\n",
	},
	"de": {
		"Gesetz über Lesesäle\n\n§ 1 Zweck\nLesesäle stehen an jedem Werktag allen offen.\n\n§ 2 Leitung\n(1) Die Leitung hat\n1. das Verzeichnis der Leser zu führen,\n2. Bücher für dreißig Tage auszuleihen,\n3. der Gemeinde jährlich zu berichten.\n(2) Die Gemeinde bestellt die Leitung.\n\n§ 3 Kosten\nDie Gemeinde trägt die Kosten der Bücher.\n\n§ 4 Schluss\nDieses Gesetz tritt am Tag nach der Verkündung in Kraft.\n",
		"Gesetz über Lesesäle\n\n§ 1 Zweck\nLesesäle stehen an jedem Werktag allen offen.\n\n§ 2 Leitung\n(1) Die Leitung hat\n1. die Öffnungszeiten am Eingang bekannt zu machen,\n2. das Verzeichnis der Leser zu führen,\n3. Bücher für dreißig Tage auszuleihen,\n4. der Gemeinde jährlich zu berichten.\n(2) Die Gemeinde bestellt die Leitung.\n\n§ 3 Begriffe\nLeser ist jede Person, die im Verzeichnis der Leser steht.\n\n§ 4 Kosten\nDie Gemeinde trägt die Kosten der Bücher.\n\n§ 5 Schluss\nDieses Gesetz tritt am Tag nach der Verkündung in Kraft.\n",
	},
	"hr": {
		"ZAKON\nO ČITAONICAMA\n\nČlanak 1.\nČitaonice su svakog radnog dana otvorene svima pod jednakim uvjetima.\n\nČlanak 2.\n(1) Voditelj čitaonice:\n1. vodi popis čitatelja;\n2. posuđuje knjige na trideset dana;\n3. svake godine podnosi izvješće gradonačelniku.\n(2) Voditelja imenuje gradonačelnik.\n\nČlanak 3.\nSredstva za knjige osiguravaju se u proračunu grada.\n\nČlanak 4.\nOvaj Zakon stupa na snagu osmoga dana od dana objave.\n",
		"ZAKON\nO ČITAONICAMA\n\nČlanak 1.\nČitaonice su svakog radnog dana otvorene svima pod jednakim uvjetima.\n\nČlanak 2.\n(1) Voditelj čitaonice:\n1. na ulazu objavljuje radno vrijeme čitaonice;\n2. vodi popis čitatelja;\n3. posuđuje knjige na trideset dana;\n4. svake godine podnosi izvješće gradonačelniku.\n(2) Voditelja imenuje gradonačelnik.\n\nČlanak 3.\nČitatelj je svaka osoba koja je upisana u popis čitatelja.\n\nČlanak 4.\nSredstva za knjige osiguravaju se u proračunu grada.\n\nČlanak 5.\nOvaj Zakon stupa na snagu osmoga dana od dana objave.\n",
	},
}

func TestRenumberingsAreToldInTheWordsOfTheTradition(t *testing.T) {
	for profile, want := range map[string][]string{
		"us": {"Sections 3 and 4 are now 4 and 5.", "Paragraphs (1)–(3) of section 2(a) are now (2)–(4)."},
		"de": {"§§ 3 und 4 sind jetzt §§ 4 und 5.", "§ 2 Abs. 1 Nr. 1–3 sind jetzt Nr. 2–4."},
		"hr": {"Čl. 3. i 4. sada su čl. 4. i 5.", "Toč. 1.–3. članka 2. stavka 1. sada su toč. 2.–4."},
	} {
		_, _, r := compareIn(t, profile, roomOf[profile][0], roomOf[profile][1])
		if diff := cmp.Diff(want, r.Facts("")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", profile, diff)
		}
	}
}

// An act in Slovenian is told of in Slovenian, which has words for two.
func TestAnActInSlovenianIsToldOfInIt(t *testing.T) {
	const (
		head  = "UREDBA (EU) 2031/418 SVETA\no čitalnicah\n\nSPREJEL NASLEDNJO UREDBO:\n\n"
		rooms = "Člen 1\nČitalnice so vsak delovni dan odprte vsem pod enakimi pogoji.\n\n"
		funds = "Člen %d\nSredstva za knjige se zagotovijo v proračunu mesta.\n\nČlen %d\nTa uredba začne veljati dan po objavi in je v celoti zavezujoča.\n"
	)
	old := head + rooms + "Člen 2\n1. Vodja čitalnice:\n(a) vodi seznam bralcev;\n(b) posoja knjige za trideset dni;\n(c) vsako leto poroča županu.\n2. Vodjo imenuje župan.\n\n" + fmt.Sprintf(funds, 3, 4)
	new := head + rooms + "Člen 2\n1. Vodja čitalnice:\n(a) na vhodu objavi urnik čitalnice;\n(b) vodi seznam bralcev;\n(c) posoja knjige za trideset dni;\n(d) vsako leto poroča županu.\n2. Vodjo imenuje župan.\n\n" +
		"Člen 3\nBralec je vsaka oseba, ki je vpisana v seznam bralcev.\n\n" + fmt.Sprintf(funds, 4, 5)
	_, _, r := compareIn(t, "eu", old, new)
	if r.Lang != "sl" {
		t.Fatalf("the act is in %s", r.Lang)
	}
	if diff := cmp.Diff([]string{"Člena 3 in 4 sta zdaj člena 4 in 5.", "Točke (a)–(c) člena 2(1) so zdaj točke (b)–(d)."}, r.Facts("")); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	for name, out := range map[string]string{"text": r.Text(""), "page": r.Page(""), "overview": r.Overview().Text()} {
		if strings.Contains(out, "added") || strings.Contains(out, "articles") || strings.ContainsAny(out, "члан") || !strings.Contains(out, "člena 4 in 5") {
			t.Errorf("%s is not in Slovenian: %s", name, out)
		}
	}
}

func TestRenumberingsInsideArticlesAreTold(t *testing.T) {
	keeper := "Старешина читаонице:\n<>води именик читалаца;\n<>издаје књиге на тридесет дана;\n<>подноси годишњи извештај општини.\nСтарешину поставља председник општине."
	numbered := func(text string) string {
		for _, n := range []string{"1) ", "2) ", "3) ", "4) "} {
			text = replaceFirst(text, "<>", n)
		}
		return text
	}
	more := replaceFirst(keeper, "<>", "<>на улазу објављује радно време;\n<>")
	sentence := "Ко поступи супротно члану 1. став 1. тач. %s овог закона, казниће се."
	_, _, r := compareActs(t, chamber(replaceFirst(sentence, "%s", "1)–3)"), numbered(keeper), facilities[2]), chamber(replaceFirst(sentence, "%s", "2)–4)"), numbered(more), facilities[2]))
	want := "Тач. 1)–3) члана 1. став 1. сада су тач. 2)–4), а 2 упућивања су усклађена."
	for lang, want := range map[string]string{"": want, "sr-Latn": script.ToLatin(want), "en": "Points 1–3 of article 1 paragraph 1 are now 2–4, and 2 references follow."} {
		if diff := cmp.Diff([]string{want}, r.Facts(lang)); diff != "" {
			t.Errorf("facts (-want +got):\n%s", diff)
		}
	}
	if diff := cmp.Diff([]string{want}, r.Overview().Facts); diff != "" {
		t.Errorf("overview (-want +got):\n%s", diff)
	}
}

func TestRenumberedDivisionsAreToldAsOne(t *testing.T) {
	chapters := func(numbers ...string) string {
		text := "ЗАКОН О ЧИТАОНИЦАМА\n\n"
		headings := []string{"ОПШТЕ", "ЗНАЧЕЊЕ", "НАДЗОР", "СРЕДСТВА"}
		bodies := []string{facilities[0], "Значење израза: читалац је свако лице које је уписано у именик читалаца.", facilities[2], facilities[3]}
		n := 0
		for k, number := range numbers {
			if number == "" {
				continue
			}
			n++
			text += "ГЛАВА " + number + "\n" + headings[k] + "\n\nЧлан " + string(rune('0'+n)) + ".\n" + bodies[k] + "\n\n"
		}
		return text
	}
	tests := []struct {
		name     string
		old, new []string
		want     string
	}{
		{"Roman numerals", []string{"I", "", "II", "III"}, []string{"I", "II", "III", "IV"}, "Главе II и III сада су главе III и IV."},
		{"words", []string{"ПРВА", "", "ДРУГА", "ТРЕЋА"}, []string{"ПРВА", "ДРУГА", "ТРЕЋА", "ЧЕТВРТА"}, "Главе друга и трећа сада су главе трећа и четврта."},
		{"one alone", []string{"I", "", "II"}, []string{"I", "II", "III"}, "Глава II сада је глава III."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, chapters(tt.old...), chapters(tt.new...))
			if facts := r.Facts(""); len(facts) != 2 || facts[0] != tt.want {
				t.Errorf("got %q, want first %q", facts, tt.want)
			}
			if got, want := len(tell(r, "")), 2; got != want {
				t.Errorf("%d changes are listed, want the new chapter and its article: %q", got, tell(r, ""))
			}
		})
	}
}
