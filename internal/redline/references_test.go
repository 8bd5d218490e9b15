package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"

	"github.com/rasprava/rasprava/internal/script"
)

// facilities are articles of an act on reading rooms; the last refers to those before it.
var facilities = []string{
	"Читаонице су отворене свима под једнаким условима.\nСтарешина читаонице одређује радно време и објављује га на улазу.",
	"Књиге се издају на рок од тридесет дана.\nРок се продужава на захтев читаоца.\nЗа изгубљену књигу плаћа се накнада.",
	"Надзор над радом читаонице врши општинска управа преко овлашћеног службеника.",
	"Средства за набавку књига обезбеђују се у буџету општине.",
}

// chamber writes an act of the articles, the last of which is the sentence.
func chamber(sentence string, articles ...string) string {
	var b strings.Builder
	b.WriteString("ОДЛУКА\nО ЧИТАОНИЦАМА\n")
	for i, text := range append(append([]string{}, articles...), sentence) {
		fmt.Fprintf(&b, "\nЧлан %d.\n%s\n", i+1, text)
	}
	return b.String()
}

func TestReferencesBetweenTwoActs(t *testing.T) {
	inserted := append([]string{"Значење израза: читалац је свако лице које је уписано у именик читалаца."}, facilities...)
	shorter := []string{facilities[0], facilities[2], facilities[3]}
	const offence = "Новчаном казном од петнаест хиљада динара казниће се читалац који поступи супротно одредбама "
	tests := []struct {
		name, before, after string
		articles            []string
		want                []string // kind: text in the new act: where its targets are now
	}{
		{"numbers that follow", "члана 2. став 1. овог закона", "члана 3. став 1. овог закона", inserted,
			[]string{"followed: члана 3. став 1. овог закона: art_3__para_1"}},
		{"a range that follows", "чл. 2–4. овог закона", "чл. 3–5. овог закона", inserted,
			[]string{"followed: чл. 3–5. овог закона: art_3 art_4 art_5"}},
		{"a number that stayed though its article has another now", "члана 2. овог закона", "члана 2. овог закона", inserted,
			[]string{"stale: члана 2. овог закона: art_3"}},
		{"an article that was removed and whose number another has", "члана 2. овог закона", "члана 2. овог закона", shorter,
			[]string{"removed: члана 2. овог закона: "}},
		{"an article that was removed and whose number none has", "члана 4. и члана 2. овог закона", "члана 4. и члана 2. овог закона", facilities[:2],
			[]string{"removed: члана 4.: "}},
		{"an article of which a note is left", "члана 2. овог закона", "члана 2. овог закона",
			[]string{facilities[0], "(Брисан)", facilities[2], facilities[3]}, []string{"removed: члана 2. овог закона: "}},
		{"a paragraph of an article of which a note is left", "члана 2. став 1. овог закона", "члана 2. став 1. овог закона",
			[]string{facilities[0], "(Брисан)", facilities[2], facilities[3]}, []string{"removed: члана 2. став 1. овог закона: "}},
		{"an article in the middle of a range, of which a note is left", "чл. 1–3. овог закона", "чл. 1–3. овог закона",
			[]string{facilities[0], "(Брисан)", facilities[2], facilities[3]}, []string{"removed: чл. 1–3. овог закона: art_1 art_3"}},
		{"an article beside one of which a note is left", "члана 1. овог закона", "члана 1. овог закона",
			[]string{facilities[0], "(Брисан)", facilities[2], facilities[3]}, nil},
		{"the article before, when another came between", "претходног члана", "претходног члана",
			append(append([]string{}, facilities...), "Значење израза: читалац је свако лице које је уписано у именик читалаца."), []string{"stale: претходног члана: art_4"}},
		{"the article before, when it was renumbered too", "претходног члана", "претходног члана", inserted, nil},
		{"the article before, when it was removed", "претходног члана", "претходног члана", facilities[:3], []string{"removed: претходног члана: "}},
		{"nothing that is named changed", "члана 1. овог закона", "члана 1. овог закона", shorter, nil},
		{"an added reference is not one that followed", "члана 1. овог закона", "члана 1. овог закона и члана 3. овог закона", inserted,
			[]string{"stale: члана 1. овог закона: art_2"}},
		{"another act is not looked at", "члана 2. Закона о редовима", "члана 3. Закона о редовима", inserted, nil},
	}
	for _, tt := range tests {
		for _, latin := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, Latin %v", tt.name, latin), func(t *testing.T) {
				old, new := chamber(offence+tt.before+".", facilities...), chamber(offence+tt.after+".", tt.articles...)
				if latin {
					new = script.ToLatin(new)
				}
				_, _, r := compareActs(t, old, new)
				var got []string
				for _, c := range r.References {
					got = append(got, c.Kind+": "+c.New.Text+": "+strings.Join(c.Now, " "))
				}
				want := append([]string(nil), tt.want...)
				for i, w := range want {
					kind, text, _ := strings.Cut(w, ": ")
					if latin {
						want[i] = kind + ": " + script.ToLatin(text)
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("references (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestReferenceFacts(t *testing.T) {
	const offence = "Новчаном казном казниће се читалац који поступи супротно одредбама "
	inserted := append([]string{"Значење израза: читалац је свако лице које је уписано у именик читалаца."}, facilities...)
	_, _, moved := compareActs(t, chamber(offence+"члана 2. став 1. овог закона.", facilities...), chamber(offence+"члана 2. став 1. овог закона.", inserted...))
	_, _, gone := compareActs(t, chamber(offence+"члана 2. овог закона.", facilities...), chamber(offence+"члана 2. овог закона.", facilities[0], facilities[2], facilities[3]))
	tests := []struct {
		name, lang string
		r          *Redline
		want       string
	}{
		{"a number that another provision has now", "", moved,
			"Члан 6. став 1: „члана 2. став 1. овог закона” не упућује више на исту одредбу; она на коју је упућивало сада је члан 3. став 1."},
		{"the same in Latin", "sr-Latn", moved,
			"Član 6. stav 1: „члана 2. став 1. овог закона” ne upućuje više na istu odredbu; ona na koju je upućivalo sada je član 3. stav 1."},
		{"the same in English", "en", moved,
			"Article 6 paragraph 1: “члана 2. став 1. овог закона” names another provision than before; the one it named is now article 3 paragraph 1."},
		{"a provision that was removed", "", gone, "Члан 4. став 1: „члана 2. овог закона” упућује на одредбу која је брисана."},
		{"the same in English", "en", gone, "Article 4 paragraph 1: “члана 2. овог закона” names a provision that was removed."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{tt.want}, tt.r.ReferenceFacts(tt.lang)); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if text := tt.r.Text(tt.lang); !strings.Contains(text, "! "+tt.want+"\n") {
				t.Errorf("no %q in\n%s", tt.want, text)
			}
			if page := tt.r.HTML(tt.lang); !strings.Contains(page, "<ul class=\"facts astray\">\n<li>"+tt.want+"</li>") {
				t.Errorf("no %q in\n%s", tt.want, page)
			}
		})
	}
}

// TestReferencesOfMutantsFollow counts the references that a mutator rewrote with the numbers of their articles, and takes the rewriting
// back, so that all of them are astray.
func TestReferencesOfMutantsFollow(t *testing.T) {
	rewritten, astray := 0, 0
	for seed := range uint64(12) {
		m := mutate(generatedAct(t, seed, 60), seed, severity{name: "numbers", insert: 40, move: 20, renumber: true})
		r, err := Compare(m.old, m.new)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(r.References) - len(r.Astray()); got != m.references || len(r.Astray()) != 0 {
			t.Errorf("seed %d: %d references followed and %v are astray, want %d and none", seed, got, r.ReferenceFacts("en"), m.references)
		}
		rewritten += m.references
		texts := map[string]string{}
		m.old.Walk(func(n *act.Node, _ int) bool {
			texts[n.ID] = n.Text
			return true
		})
		m.new.Walk(func(n *act.Node, _ int) bool {
			if o := r.pairs[n.ID]; o != "" {
				n.Text = texts[o]
			}
			return true
		})
		r, err = Compare(m.old, m.new)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(r.Astray()); got != m.references {
			t.Errorf("seed %d: %d references are astray, want %d", seed, got, m.references)
		}
		astray += len(r.Astray())
	}
	t.Logf("%d references rewritten, %d found astray where they are not", rewritten, astray)
	if rewritten < 50 {
		t.Errorf("%d references rewritten, want 50 or more", rewritten)
	}
}

// TestAnActThatIsEditedInPlaceIsLookedAtLikeOneThatWasReadAnew puts a paragraph before the one that another article names, which keeps its id.
func TestAnActThatIsEditedInPlaceIsLookedAtLikeOneThatWasReadAnew(t *testing.T) {
	old := parse(t, []byte(chamber("Жалба на одлуку из члана 1. став 1. овог закона подноси се министарству.", "Старешина одлучује у року од осам дана.\nО одлуци обавештава читаоца.")))
	edited, _, err := old.Edit("art_1", "Члан 1.\nСтарешина води списак захтева и чува га трајно.\nСтарешина одлучује у року од осам дана.\nО одлуци обавештава читаоца.")
	if err != nil {
		t.Fatal(err)
	}
	for name, fresh := range map[string]*act.Act{"edited": edited, "read": parse(t, []byte(edited.PlainText()))} {
		r, err := Compare(old, fresh)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			"Ст. 1. и 2. члана 1. сада су ст. 2. и 3.",
			"Члан 2. став 1: „члана 1. став 1. овог закона” не упућује више на исту одредбу; она на коју је упућивало сада је члан 1. став 2.",
		}
		if diff := cmp.Diff(want, append(r.Facts(""), r.ReferenceFacts("")...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOnlyTextsThatMayNameWhatMovedAreRead(t *testing.T) {
	text := "ЗАКОН\nо читаоницама\n\n"
	for i := 1; i <= 9; i++ {
		body := "Читаоница бесплатно отвара врата сваког радног дана."
		switch i {
		case 3:
			body = "Читаоница води списак чланова.\nСписак је јаван.\nНа став 2. овог члана примењују се друга правила."
		case 5:
			body = "Сходно се примењује члан 3. став 2. овог закона."
		case 6:
			body = "Сходно се примењују чл. 2–4. овог закона."
		case 7:
			body = "Сходно се примењује члан 8. овог закона."
		}
		text += fmt.Sprintf("Члан %d.\n%s\n\n", i, body)
	}
	old, new := parse(t, []byte(text)), parse(t, []byte(strings.Replace(text, "Списак је јаван.", "Списак се чува трајно.\nСписак је јаван.", 1)))
	r, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	from := newReferenceCheck(old, new, r.pairs, joins{}).mayName(old, new)
	for id, want := range map[string]bool{"art_3__para_4": true, "art_5__para_1": true, "art_6__para_1": true, "art_7__para_1": false, "art_1__para_1": false} {
		if from[id] != want {
			t.Errorf("%s is read: %v, want %v", id, from[id], want)
		}
	}
	if got := len(r.References); got != 2 {
		t.Errorf("got %d references astray, want those in articles 3 and 5: %+v", got, r.References)
	}
}

func TestWhereADivisionHasAnotherNumberTextsWithItsWordAreRead(t *testing.T) {
	text := "ЗАКОН\nо читаоницама\n\n"
	for i := 1; i <= 12; i++ {
		if i%3 == 1 {
			text += fmt.Sprintf("ГЛАВА %s\n%s\n\n", []string{"I", "II", "III", "IV"}[i/3], []string{"ОСНОВНЕ ОДРЕДБЕ", "РАД", "КОРИСНИЦИ", "НАДЗОР"}[i/3])
		}
		body := "Читаоница бесплатно отвара врата сваког радног дана, а радно време објављује на вратима."
		switch i {
		case 2:
			body = "На надзор се примењује глава III овог закона."
		case 6:
			body = "Одредбе ове главе примењују се и на књижнице."
		case 9:
			body = "Сходно се примењује члан 2. овог закона."
		case 12:
			body = "Послове из главе IV. овог закона врши министарство."
		}
		text += fmt.Sprintf("Члан %d.\n%s\n\n", i, body)
	}
	old := parse(t, []byte(text))
	cut := strings.Replace(text, "ГЛАВА II\nРАД\n\n", "", 1)
	cut = strings.Replace(strings.Replace(cut, "ГЛАВА III\n", "ГЛАВА II\n", 1), "ГЛАВА IV\n", "ГЛАВА III\n", 1)
	new := parse(t, []byte(cut))
	r, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	check := newReferenceCheck(old, new, r.pairs, joins{})
	from := check.mayName(old, new)
	for id, want := range map[string]bool{"art_2__para_1": true, "art_6__para_1": true, "art_9__para_1": false, "art_10__para_1": false, "art_12__para_1": true} {
		if from[id] != want {
			t.Errorf("%s is read: %v, want %v", id, from[id], want)
		}
	}
	unsteady := 0
	for _, ref := range new.References() {
		if check.unsteady(&ref) {
			unsteady++
			if !from[ref.From] {
				t.Errorf("%s is not read, and names what has another number: %s", ref.From, ref.Text)
			}
		}
	}
	if len(r.References) < 2 || unsteady < 2 {
		t.Errorf("%d references name what has another number and %d are told, want both of chapters III and IV: %+v", unsteady, len(r.References), r.References)
	}
}

// cited returns the address that an act of Serbia writes, which is the id of the provision too.
func cited(address string) Address {
	kinds := map[string]string{"члан": "article", "став": "paragraph", "тачка": "point", "подтачка": "subpoint"}
	a := Address{ID: address}
	words := strings.Fields(address)
	for k := 0; k < len(words); k += 2 {
		a.Way = append(a.Way, Step{Kind: kinds[words[k]], Number: strings.Trim(words[k+1], ".()")})
	}
	return a
}

func TestReferenceFactsInWords(t *testing.T) {
	change := func(kind, at string, targets int, named ...string) *ReferenceChange {
		c := &ReferenceChange{Kind: kind, Where: cited(at), New: act.Reference{Text: "чл. 2–4. овог закона"}}
		for _, name := range named {
			c.Places = append(c.Places, cited(name))
		}
		c.Old.Targets = make([]string, targets)
		c.Now = make([]string, len(named))
		if kind == ReferenceRemoved {
			c.Gone = make([]string, targets-len(named))
		}
		return c
	}
	still := func(c *ReferenceChange) *ReferenceChange {
		for _, p := range c.Places {
			c.New.Targets = append(c.New.Targets, p.ID)
		}
		return c
	}
	const stale, removed = ReferenceStale, ReferenceRemoved
	tests := []struct {
		name             string
		c                *ReferenceChange
		serbian, english string // behind the reference
	}{
		{"one provision", change(stale, "члан 9. став 1.", 1, "члан 3. став 2. тачка 1)"),
			"не упућује више на исту одредбу; она на коју је упућивало сада је члан 3. став 2. тачка 1)",
			"names another provision than before; the one it named is now article 3 paragraph 2 point 1"},
		{"two articles", change(stale, "члан 9. став 1.", 2, "члан 3.", "члан 4."),
			"не упућује више на исте одредбе; оне на које је упућивало сада су чл. 3. и 4.",
			"names other provisions than before; those it named are now articles 3 and 4"},
		{"one that was split", change(stale, "члан 9. став 1.", 1, "члан 3.", "члан 4."),
			"не обухвата више све што је обухватало: одредба на коју је упућивало подељена је на чл. 3. и 4.",
			"no longer covers all that it did: the provision it named was split into articles 3 and 4"},
		{"articles in a row", change(stale, "члан 9. став 1.", 3, "члан 3.", "члан 4.", "члан 5."),
			"не упућује више на исте одредбе; оне на које је упућивало сада су чл. 3–5.",
			"names other provisions than before; those it named are now articles 3–5"},
		{"articles here and there", change(stale, "члан 9. став 1.", 3, "члан 3.", "члан 5а", "члан 7."),
			"не упућује више на исте одредбе; оне на које је упућивало сада су чл. 3, 5а и 7.",
			"names other provisions than before; those it named are now articles 3, 5a and 7"},
		{"provisions of several kinds", change(stale, "члан 9. став 1.", 3, "члан 3. став 1.", "члан 4.", "члан 5. став 2. тачка 1) подтачка (2)"),
			"не упућује више на исте одредбе; оне на које је упућивало сада су члан 3. став 1, члан 4. и члан 5. став 2. тачка 1) подтачка (2)",
			"names other provisions than before; those it named are now article 3 paragraph 1, article 4 and article 5 paragraph 2 point 1 subpoint 2"},
		{"one was removed", change(removed, "члан 9. став 1.", 1), "упућује на одредбу која је брисана", "names a provision that was removed"},
		{"all of several were removed", change(removed, "члан 9. став 1.", 3), "упућује на одредбе које су брисане", "names provisions that were removed"},
		{"one of several was removed", still(change(removed, "члан 9. став 1.", 3, "члан 3.", "члан 4.")), "упућује и на одредбу која је брисана", "also names a provision that was removed"},
		{"some of several were removed", still(change(removed, "члан 9. став 1.", 3, "члан 3.")), "упућује и на одредбе које су брисане", "also names provisions that were removed"},
		{"one of several was removed, and one has another number now", change(removed, "члан 9. став 1.", 2, "члан 3."),
			"упућује и на одредбу која је брисана, а друга на коју је упућивало сада је члан 3.", "also names a provision that was removed; the other one that it named is now article 3"},
		{"one of several was removed, and the others have other numbers now", change(removed, "члан 9. став 1.", 3, "члан 3.", "члан 4."),
			"упућује и на одредбу која је брисана, а остале на које је упућивало сада су чл. 3. и 4.",
			"also names a provision that was removed; the others that it named are now articles 3 and 4"},
		{"paragraphs of one article", change(stale, "члан 9. став 1.", 2, "члан 3. став 4.", "члан 3. став 5."),
			"не упућује више на исте одредбе; оне на које је упућивало сада су члан 3. ст. 4. и 5.",
			"names other provisions than before; those it named are now article 3 paragraphs 4 and 5"},
		{"points in a row, and a paragraph", change(stale, "члан 9. став 1.", 4, "члан 3. став 1. тачка 2)", "члан 3. став 1. тачка 3)", "члан 3. став 1. тачка 4)", "члан 5. став 2."),
			"не упућује више на исте одредбе; оне на које је упућивало сада су члан 3. став 1. тач. 2)–4) и члан 5. став 2.",
			"names other provisions than before; those it named are now article 3 paragraph 1 points 2–4 and article 5 paragraph 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			said := "члан 9. став 1: „чл. 2–4. овог закона” " + tt.serbian
			for lang, want := range map[string]string{"sr-Cyrl": said, "sr-Latn": strings.Replace(script.ToLatin(said), "čl. 2–4. ovog zakona", "чл. 2–4. овог закона", 1)} {
				if got := wordingOf(lang).astray(tt.c); got != want {
					t.Errorf("%s: got %q, want %q", lang, got, want)
				}
			}
			want := "article 9 paragraph 1: “чл. 2–4. овог закона” " + tt.english
			if got := english.astray(tt.c); got != want {
				t.Errorf("en: got %q, want %q", got, want)
			}
		})
	}
}

// TestReferencesToDivisionsBetweenTwoActs compares acts in chapters, the last article of which refers to one.
func TestReferencesToDivisionsBetweenTwoActs(t *testing.T) {
	headings := []string{"ОТВАРАЊЕ", "КЊИГЕ", "НАДЗОР", "СРЕДСТВА"}
	chapters := func(sentence string, from, to int, first string) string {
		var b strings.Builder
		b.WriteString("ЗАКОН\nО ЧИТАОНИЦАМА\n")
		articles, names := facilities[from:to], headings[from:to]
		if first != "" {
			articles, names = append([]string{first}, articles...), append([]string{"ЗНАЧЕЊЕ"}, names...)
		}
		for i, text := range append(append([]string{}, articles...), sentence) {
			heading := "КАЗНЕ"
			if i < len(names) {
				heading = names[i]
			}
			fmt.Fprintf(&b, "\nГЛАВА %s\n%s\n\nЧлан %d.\n%s\n", []string{"I", "II", "III", "IV", "V", "VI"}[i], heading, i+1, text)
		}
		return b.String()
	}
	const offence = "Новчаном казном од петнаест хиљада динара казниће се читалац који поступи супротно одредбама "
	const meaning = "Значење израза: читалац је свако лице које је уписано у именик читалаца."
	tests := []struct {
		name, before, after string
		to                  int
		first               string
		want                []string
	}{
		{"a numeral that follows", "главе II овог закона", "главе III овог закона", 4, meaning, []string{"followed: главе III овог закона: chp_III"}},
		{"a range that follows", "глава II–IV овог закона", "глава III–V овог закона", 4, meaning, []string{"followed: глава III–V овог закона: chp_III chp_IV chp_V"}},
		{"a numeral that stayed", "главе II овог закона", "главе II овог закона", 4, meaning, []string{"stale: главе II овог закона: chp_III"}},
		{"a chapter that was removed", "главе IV овог закона", "главе IV овог закона", 2, "", []string{"removed: главе IV овог закона: "}},
		{"a chapter that stayed where it was", "главе II овог закона", "главе II овог закона", 2, "", nil},
	}
	for _, tt := range tests {
		_, _, r := compareActs(t, chapters(offence+tt.before+".", 0, 4, ""), chapters(offence+tt.after+".", 0, tt.to, tt.first))
		var got []string
		for _, c := range r.References {
			got = append(got, c.Kind+": "+c.New.Text+": "+strings.Join(c.Now, " "))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: references (-want +got):\n%s", tt.name, diff)
		}
		if tt.first != "" && tt.before == tt.after {
			want := []string{"Члан 6. став 1: „главе II овог закона” не упућује више на исту одредбу; она на коју је упућивало сада је глава III."}
			if diff := cmp.Diff(want, r.ReferenceFacts("")); diff != "" {
				t.Errorf("%s: facts (-want +got):\n%s", tt.name, diff)
			}
		}
	}
}

// TestNumbersFollowInEveryTradition renumbers what an act of each tradition refers to.
func TestNumbersFollowInEveryTradition(t *testing.T) {
	tests := []struct {
		name, profile, old, new, want string
	}{
		{"a German section and its paragraph", "de",
			"Gesetz über Lesesäle\n\n§ 1 Zweck\nLesesäle stehen an jedem Werktag allen offen.\n\n§ 2 Schluss\nWer entgegen § 1 einen Saal schließt, handelt ordnungswidrig.\n",
			"Gesetz über Lesesäle\n\n§ 1 Begriffe\nLeser ist jede Person, die im Verzeichnis der Leser steht.\n\n§ 2 Zweck\nLesesäle stehen an jedem Werktag allen offen.\n\n§ 3 Schluss\nWer entgegen § 2 einen Saal schließt, handelt ordnungswidrig.\n",
			"§ [-2][+3] Schluss\nWer entgegen § [-1][+2] einen Saal schließt, handelt ordnungswidrig."},
		{"an American section", "us",
			"A BILL\nTo provide for reading rooms.\n\nSECTION 1. ROOMS.\nReading rooms are open to all persons on every working day.\n\nSEC. 2. OFFENCES.\nA keeper who shuts a room against section 1 of this Act commits an offence.\n",
			"A BILL\nTo provide for reading rooms.\n\nSECTION 1. MEANING.\nA reader is any person whose name is in the register of readers.\n\nSEC. 2. ROOMS.\nReading rooms are open to all persons on every working day.\n\nSEC. 3. OFFENCES.\nA keeper who shuts a room against section 2 of this Act commits an offence.\n",
			"SEC. [-2][+3]. OFFENCES.\nA keeper who shuts a room against section [-1][+2] of this Act commits an offence."},
		{"a Serbian chapter", "rs",
			"ЗАКОН\nО ЧИТАОНИЦАМА\n\nГЛАВА I\nОТВАРАЊЕ\n\nЧлан 1.\n" + facilities[0] + "\n\nГЛАВА II\nКАЗНЕ\n\nЧлан 2.\nНовчаном казном казниће се читалац који поступи супротно одредбама главе I овог закона.\n",
			"ЗАКОН\nО ЧИТАОНИЦАМА\n\nГЛАВА I\nЗНАЧЕЊЕ\n\nЧлан 1.\n" + facilities[1] + "\n\nГЛАВА II\nОТВАРАЊЕ\n\nЧлан 2.\n" + facilities[0] + "\n\nГЛАВА III\nКАЗНЕ\n\nЧлан 3.\nНовчаном казном казниће се читалац који поступи супротно одредбама главе II овог закона.\n",
			"Члан [-2][+3].\nНовчаном казном казниће се читалац који поступи супротно одредбама главе [-I][+II] овог закона."},
	}
	for _, tt := range tests {
		var acts [2]*act.Act
		for i, src := range []string{tt.old, tt.new} {
			var err error
			acts[i], err = act.Parse([]byte(src), act.Options{Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
		}
		r, err := Compare(acts[0], acts[1])
		if err != nil {
			t.Fatal(err)
		}
		var last *Change
		for i := range r.Changes {
			if r.Changes[i].Level == LevelArticle {
				last = &r.Changes[i]
			}
		}
		if got := marked(last.Spans); got != tt.want || !last.Follows || last.References != 1 {
			t.Errorf("%s: %d references follow, all %v:\n%s\nwant\n%s", tt.name, last.References, last.Follows, got, tt.want)
		}
	}
}
