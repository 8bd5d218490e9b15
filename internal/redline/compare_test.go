package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const (
	subject  = "Предмет закона\nЧлан %d.\nОвим законом уређују се услови под којима органи јавне власти објављују отворене податке.\n"
	terms    = "Појмови\nЧлан %d.\nОтворени податак је податак који свако може слободно да користи, мења и дели, без накнаде.\nОрган јавне власти је државни орган, орган аутономне покрајине и јединице локалне самоуправе.\n"
	deadline = "Рок за објављивање\nЧлан %d.\nОрган је дужан да податак објави у року од 30 дана од дана његовог настанка.\nРок из става 1. овог члана може се продужити једном, најдуже за петнаест дана, о чему се доноси решење.\n"
	portal   = "Портал отворених података\nЧлан %d.\nПодаци се објављују на порталу који води служба Владе надлежна за информационе технологије.\nПриступ порталу је слободан и не захтева пријаву корисника.\n"
	control  = "Надзор\nЧлан %d.\nНадзор над применом овог закона врши министарство надлежно за послове државне управе преко управне инспекције.\n"
	force    = "Ступање на снагу\nЧлан %d.\nОвај закон ступа на снагу осмог дана од дана објављивања у „Службеном гласнику Републике Србије”.\n"
)

// number writes articles one after another, each with the next number.
func number(articles ...string) string {
	var b strings.Builder
	b.WriteString("ЗАКОН О ОТВОРЕНИМ ПОДАЦИМА\n\n")
	n := 0
	for _, a := range articles {
		if strings.Contains(a, "%d") {
			n++
			a = fmt.Sprintf(a, n)
		}
		b.WriteString(a + "\n")
	}
	return b.String()
}

// told writes a change in a line: level, old and new ids, what happened.
func told(ch *Change) string {
	s := fmt.Sprintf("%s %s>%s", ch.Level, strings.Join(ch.Old, "+"), strings.Join(ch.New, "+"))
	for _, f := range []struct {
		claim bool
		word  string
	}{{ch.Edited, "edited"}, {ch.Typographic, "typographic"}, {ch.Moved, "moved"}, {ch.Renumbered, "renumbered"}, {ch.Repealed, "repealed"}} {
		if f.claim {
			s += " " + f.word
		}
	}
	return s
}

func compareActs(tb testing.TB, old, new string) (*act.Act, *act.Act, *Redline) {
	tb.Helper()
	o, n := parse(tb, []byte(old)), parse(tb, []byte(new))
	r, err := Compare(o, n)
	if err != nil {
		tb.Fatal(err)
	}
	checkRedline(tb, o, n, r)
	return o, n, r
}

func TestWhatHappenedToEachProvision(t *testing.T) {
	base := number(subject, terms, deadline, portal, control, force)
	chapters := func(first, second []string) string {
		return number(append(append(append([]string{"I. ОСНОВНЕ ОДРЕДБЕ\n"}, first...), "II. ОБЈАВЉИВАЊЕ ПОДАТАКА\n"), second...)...)
	}
	tests := []struct {
		name, old, new string
		want           []string
	}{
		{"nothing", base, base, nil},
		{"words of one article", base, strings.Replace(base, "30 дана", "20 дана", 1), []string{"article art_3>art_3 edited"}},
		{"an article added: the others keep their words and get new numbers", base, number(subject, terms, "Накнада\nЧлан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n", deadline, portal, control, force),
			[]string{"article >art_3", "article art_3>art_4 renumbered", "article art_4>art_5 renumbered", "article art_5>art_6 renumbered", "article art_6>art_7 renumbered"}},
		{"an article removed", base, number(subject, deadline, portal, control, force),
			[]string{"article art_2>", "article art_3>art_2 renumbered", "article art_4>art_3 renumbered", "article art_5>art_4 renumbered", "article art_6>art_5 renumbered"}},
		{"an article moved, and edited where it now stands", base, number(subject, portal, terms, deadline, strings.Replace(control, "управне инспекције", "управних инспектора", 1), force),
			[]string{"article art_4>art_2 moved renumbered", "article art_2>art_3 renumbered", "article art_3>art_4 renumbered", "article art_5>art_5 edited"}},
		{"an article moved and edited at once", base, number(subject, strings.Replace(portal, "слободан", "бесплатан", 1), terms, deadline, control, force),
			[]string{"article art_4>art_2 edited moved renumbered", "article art_2>art_3 renumbered", "article art_3>art_4 renumbered"}},
		{"an article split in two", base, number(subject, terms, deadline[:strings.Index(deadline, "Рок из")], "Члан %d.\n"+deadline[strings.Index(deadline, "Рок из"):], portal, control, force),
			[]string{"article art_3>art_3+art_4", "article art_4>art_5 renumbered", "article art_5>art_6 renumbered", "article art_6>art_7 renumbered"}},
		{"two articles merged", base, number(subject, terms, deadline, portal+strings.SplitAfterN(control, "\n", 3)[2], force),
			[]string{"article art_4+art_5>art_4 edited", "article art_6>art_5 renumbered"}},
		{"the other script", base, latin(base), []string{
			"article art_1>art_1 typographic", "article art_2>art_2 typographic", "article art_3>art_3 typographic", "article art_4>art_4 typographic",
			"article art_5>art_5 typographic", "article art_6>art_6 typographic"}},
		{"an article under another chapter", chapters([]string{subject, terms, deadline}, []string{portal, control, force}), chapters([]string{subject, terms}, []string{deadline, portal, control, force}),
			[]string{"article art_3>art_3 moved"}},
		{"a longer article under another chapter, before another that stays in its own", chapters([]string{subject, terms}, []string{control, deadline}),
			chapters([]string{subject, terms, deadline}, []string{control}),
			[]string{"article art_4>art_3 moved renumbered", "article art_3>art_4 renumbered"}},
		{"a chapter put in between moves nothing", chapters([]string{subject, terms, deadline}, []string{portal, control, force}),
			number("I. ОСНОВНЕ ОДРЕДБЕ\n", subject, terms, deadline, "II. ОБЈАВЉИВАЊЕ ПОДАТАКА\n", portal, "III. НАДЗОР\n", control, force),
			[]string{"heading >chp_III"}},
		{"a section whose heading is taken out moves nothing", number("I. ОБЈАВЉИВАЊЕ\n", "1. Услови\n", subject, terms, "2. Рокови\n", deadline, portal, "II. НАДЗОР\n", control, force),
			number("I. ОБЈАВЉИВАЊЕ\n", "1. Услови\n", subject, terms, deadline, portal, "II. НАДЗОР\n", control, force), []string{"heading chp_I__sec_2>"}},
		{"a chapter renamed", chapters([]string{subject, terms, deadline}, []string{portal, control, force}),
			strings.Replace(chapters([]string{subject, terms, deadline}, []string{portal, control, force}), "ОБЈАВЉИВАЊЕ ПОДАТАКА", "ПОРТАЛ И НАДЗОР", 1),
			[]string{"heading chp_II>chp_II edited"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			var got []string
			for i := range r.Changes {
				got = append(got, told(&r.Changes[i]))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

func TestTheWordsOfAMovedArticleAreKept(t *testing.T) {
	_, _, r := compareActs(t, number(subject, terms, deadline, portal, control, force),
		number(subject, strings.Replace(portal, "слободан", "бесплатан", 1), terms, deadline, control, force))
	want := "Портал отворених података\nЧлан [-4][+2].\nПодаци се објављују на порталу који води служба Владе надлежна за информационе технологије.\n" +
		"Приступ порталу је [-слободан][+бесплатан] и не захтева пријаву корисника."
	if got := marked(r.Changes[0].Spans); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if want := (Words{Inserted: 1, Deleted: 1}); r.Summary.Words != want {
		t.Errorf("got %+v, want %+v", r.Summary.Words, want)
	}
}

func TestTheNumberOfAProvisionIsNoWordOfIt(t *testing.T) {
	inserted := "Члан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n"
	base := []string{terms, deadline, portal, control, force}
	renumbered := append([]string{subject}, base...)
	withWords := append([]string{subject}, base...)
	withWords[2] = strings.Replace(deadline, "30 дана", "20 дана", 1)
	tests := []struct {
		name     string
		old, new string
		want     Words
	}{
		{"all articles have other numbers, for one was taken out", number(renumbered...), number(base...), Words{Deleted: wordsIn(fmt.Sprintf(subject, 1))}},
		{"and put in", number(base...), number(append([]string{inserted}, base...)...), Words{Inserted: wordsIn(fmt.Sprintf(inserted, 1))}},
		{"a word of a renumbered one", number(base...), number(withWords...), Words{Inserted: wordsIn(fmt.Sprintf(subject, 1)) + 1, Deleted: 1}},
		{"the number of a chapter", number("I. УВОД\n", subject, terms), number("II. УВОД\n", subject, terms), Words{}},
		{"a number that refers", number(subject, inserted+"Члан 1. се примењује.\n"), number(subject, inserted+"Члан 2. се примењује.\n"), Words{Inserted: 1, Deleted: 1}},
		{"the first words behind the number go with it", number(terms, "Члан %d.\nОрган одлучује о захтеву у року од осам дана.\n"),
			number(subject, terms, "Члан %d.\nОпштина одлучује о захтеву у року од осам дана.\n"), Words{Inserted: wordsIn(fmt.Sprintf(subject, 1)) + 1, Deleted: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			if r.Summary.Words != tt.want {
				t.Errorf("got %+v, want %+v: %v", r.Summary.Words, tt.want, allTold(r))
			}
		})
	}
}

// A section keeps its words under another number, and points keep theirs under numbers of another kind.
func TestANumberOfAnotherKindIsNoWord(t *testing.T) {
	plan := func(sections string) string {
		return "СТРАТЕГИЈА РАЗВОЈА ПЧЕЛАРСТВА\n\n1. УВОД\nСтратегија уређује односе пчелара и воћара.\n\n" + sections
	}
	for _, tt := range []struct {
		name, old, new string
		words          Words
	}{
		{"sections", plan("2. СТАЊЕ\n2.1. Кошнице\nКошница има довољно за сваку долину.\n2.2. Новац\nНовац даје задруга, по одлуци збора.\n"),
			plan("2. ВИЗИЈА\nУ свакој долини цвета липа.\n\n3. СТАЊЕ\n3.1. Новац\nНовац даје задруга, по новој одлуци збора.\n3.2. Кошнице\nКошница има довољно за сваку долину.\n"),
			Words{Inserted: 8}},
		{"points", number("Члан %d.\nДруштво има:\nа) старешину;\nб) благајника кога бира збор;\nв) чуваре.\n"),
			number("Члан %d.\nДруштво има:\n1) старешину;\n2) благајника кога бира збор;\n3) чуваре.\n"), Words{}},
		{"indents", number("Члан %d.\nДруштво има:\n– старешину кога бира збор;\n– благајника и писара;\n– чуваре пчелињака.\n"),
			number("Члан %d.\nДруштво има:\n1) старешину кога бира збор;\n2) благајника и писара;\n3) чуваре пчелињака.\n"), Words{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			if got := r.Summary.Words; got != tt.words {
				t.Errorf("%+v, want %+v: %s", got, tt.words, r.Text(""))
			}
			_, _, r = compareActs(t, tt.new, tt.old)
			if got := r.Summary.Words; got != (Words{Inserted: tt.words.Deleted, Deleted: tt.words.Inserted}) {
				t.Errorf("the other way %+v, want the reverse of %+v: %s", got, tt.words, r.Text(""))
			}
		})
	}
}

func TestIdentityFollowsAnArticleThatWasWrittenAnew(t *testing.T) {
	old := parse(t, []byte(number(subject, terms, deadline)))
	new := parse(t, []byte(number(subject, "Члан %d.\nСасвим нов садржај без иједне раније речи.\n", terms, deadline)))
	new.Articles()[1].WID = "art_3"
	new.Articles()[3].WID = "art_3~0"
	new.Articles()[3].Children = parse(t, []byte(number(control))).Articles()[0].Children
	r, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Pairs()["art_2"]; got != "art_3" {
		t.Errorf("art_2 continues %q, want art_3, whose identity it carries", got)
	}
}

func TestPairsReachBelowArticles(t *testing.T) {
	points := "Подаци\nЧлан %d.\nОбјављују се следећи подаци:\n1) буџет и завршни рачун органа;\n2) план јавних набавки за текућу годину;\n3) списак правних лица основаних из јавних прихода.\n"
	changed := "Подаци\nЧлан %d.\nОбјављују се следећи подаци:\n1) буџет и завршни рачун органа;\n2) информатор о раду и статут органа;\n3) план јавних набавки за наредну годину;\n4) списак правних лица основаних из јавних прихода.\n"
	_, _, r := compareActs(t, number(subject, points, force), number(subject, terms, changed, force))
	want := map[string]string{
		"art_3":                  "art_2",
		"art_3__para_1":          "art_2__para_1",
		"art_3__para_1__point_1": "art_2__para_1__point_1",
		"art_3__para_1__point_3": "art_2__para_1__point_2",
		"art_3__para_1__point_4": "art_2__para_1__point_3",
		"art_4":                  "art_3",
		"art_4__para_1":          "art_3__para_1",
		"art_1":                  "art_1",
		"art_1__para_1":          "art_1__para_1",
	}
	if diff := cmp.Diff(want, r.Pairs()); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestAParagraphIsFoundInTheArticleItMovedTo(t *testing.T) {
	i := strings.Index(terms, "Орган јавне")
	for name, moved := range map[string]string{"as it was": terms[i:], "edited": strings.Replace(terms[i:], "државни орган", "министарство", 1)} {
		_, _, r := compareActs(t, number(subject, terms, deadline, portal, force), number(subject, terms[:i], deadline, portal+moved, force))
		if got := r.Pairs()["art_4__para_3"]; got != "art_2__para_2" {
			t.Errorf("%s: art_4__para_3 continues %q, want art_2__para_2", name, got)
		}
	}
}

func TestAParagraphThatCouldHaveComeFromTwoPlacesIsNotGuessed(t *testing.T) {
	i := strings.Index(terms, "Орган јавне")
	edit := func(was, is string) string { return strings.Replace(terms[i:], was, is, 1) }
	old := number(subject, terms, deadline+edit("државни орган", "министарство"), portal, force)
	_, _, r := compareActs(t, old, number(subject, terms[:i], deadline, portal+edit("државни орган", "агенција"), force))
	if got := r.Pairs()["art_4__para_3"]; got != "" {
		t.Errorf("art_4__para_3 continues %q, want nothing: two paragraphs that were removed are equally like it", got)
	}
}

func TestCarriedIdentitiesFollowThePairs(t *testing.T) {
	old := parse(t, []byte(number(subject, terms, deadline, force)))
	new := parse(t, []byte(number(subject, deadline, force)))
	r, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	act.CarryWIDs(old, new, r.Pairs())
	var got []string
	for _, n := range new.Articles() {
		got = append(got, n.ID+"="+n.WID)
	}
	if diff := cmp.Diff([]string{"art_1=art_1", "art_2=art_3", "art_3=art_4"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestActsThatHaveNothingInCommon(t *testing.T) {
	_, _, r := compareActs(t, number(subject, terms), "")
	if r.Summary.Articles.Removed != 2 || len(r.Title) == 0 {
		t.Errorf("got %+v, title %v", r.Summary.Articles, r.Title)
	}
	_, _, r = compareActs(t, "", "")
	if len(r.Changes) != 0 {
		t.Errorf("two empty acts: %v", r.Changes)
	}
}

func TestATextThatIsNotUTF8IsRefused(t *testing.T) {
	bad := &act.Act{Body: []*act.Node{{Kind: act.KindParagraph, ID: "para_1", Text: "a\xff"}}}
	_, err := Compare(bad, &act.Act{})
	if err == nil || err.Error() != "compare acts: old act: read para_1: text is not valid UTF-8" {
		t.Errorf("got %v", err)
	}
}
