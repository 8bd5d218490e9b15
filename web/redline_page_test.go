package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// compares returns the page of two texts as a reader of a language asks for it.
func compares(t testing.TB, l locale.Lang, query, old, fresh string, reasons store.ReasonsView) redlinePage {
	t.Helper()
	x := compared{dossier: store.DossierView{DossierRow: store.DossierRow{Ref: "2026-0001", Title: "Закон о проби"}}, reasons: reasons,
		older: store.PackageView{No: 1, ActHash: "a"}, newer: store.PackageView{No: 2, ActHash: "b"}, old: parsed(t, old), new: parsed(t, fresh)}
	x.texts = []store.PackageView{x.older, x.newer}
	var err error
	x.redline, err = redline.Compare(x.old, x.new)
	if err != nil {
		t.Fatalf("compare: %v", err)
	}
	v := reader(l)
	req, err := http.NewRequestWithContext(t.Context(), "GET", "/?"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	v.Context = &gin.Context{Request: req}
	return v.redlineOf(x)
}

func law(articles ...string) string {
	var b strings.Builder
	b.WriteString("ЗАКОН\nО ПРОБИ\n")
	for i, a := range articles {
		fmt.Fprintf(&b, "\nЧлан %d.\n\n%s\n", i+1, a)
	}
	return b.String()
}

const (
	first  = "Овим законом уређује се проба којом се утврђује да ли орган одговара на време."
	second = "Орган одговара у року од 30 дана од дана пријема захтева странке."
	third  = "Влада ближе уређује образац на којем се захтев подноси органу."
	fourth = "Новчаном казном кажњава се одговорно лице које не поступи по налогу надзора."
	last   = "Овај закон ступа на снагу осмог дана од дана објављивања у службеном гласилу."
)

func TestAPageSaysWhatHappenedToTheArticles(t *testing.T) {
	for name, c := range map[string]struct {
		old, fresh string
		summary    string
		names      string
		kinds      string
	}{
		"edited":     {law(first, second), law(first, strings.Replace(second, "30", "20", 1)), "1 члан је измењен.", "Члан 2.", "измењено"},
		"added":      {law(first, second), law(first, second, last), "1 члан је нов.", "Члан 3.", "ново"},
		"removed":    {law(first, second, last), law(first, last), "1 члан је брисан. ⟨Члан 3. сада је члан 2.⟩", "Члан 2.", "брисано"},
		"the same":   {law(first), law(first), "", "", ""},
		"many":       {law(first, second, third), law(first+" Додато.", second+" Додато.", third+" Додато."), "3 члана су измењена.", "Члан 1.; Члан 2.; Члан 3.", "измењено; измењено; измењено"},
		"moved":      {law(first, second, third, fourth, last), law(fourth, first, second, third, last), "1 члан је премештен. ⟨Чл. 1–3. сада су чл. 2–4.⟩", "Члан 4. → 1.", "премештено"},
		"typography": {law(first, `Реч "орган" значи орган.`), law(first, "Реч „орган” значи орган."), "Само начин писања (наводници, цртице, размаци) промењен је у 1 члану.", "Члан 2.", "само начин писања"},
	} {
		t.Run(name, func(t *testing.T) {
			p := compares(t, locale.SrCyrl, "", c.old, c.fresh, store.ReasonsView{})
			said := p.Summary
			for _, fact := range p.Facts {
				said = append(said, "⟨"+fact+"⟩")
			}
			if got := strings.Join(said, " "); got != c.summary {
				t.Errorf("summary: got %q, want %q", got, c.summary)
			}
			names := each(p.List, func(e changeEntry) string { return e.Name })
			if got := strings.Join(names, "; "); got != c.names {
				t.Errorf("names: got %q, want %q", got, c.names)
			}
			kinds := each(p.List, func(e changeEntry) string {
				return strings.Join(each(e.Kinds, func(k changeKind) string { return k.Text }), ", ")
			})
			if got := strings.Join(kinds, "; "); got != c.kinds {
				t.Errorf("kinds: got %q, want %q", got, c.kinds)
			}
		})
	}
}

func TestAMovedArticleSaysFromWhereToWhere(t *testing.T) {
	p := compares(t, locale.SrCyrl, "", law(first, second, third, fourth, last), law(fourth, first, second, third, last), store.ReasonsView{})
	if got := p.Blocks[0].Place; got != "Раније: иза члана 3. Сада: на почетку." {
		t.Errorf("got %q", got)
	}
	if !p.Blocks[0].Moved || !strings.Contains(p.Blocks[0].Label, "Измена 1 од 1: Члан 4. → 1. (премештено)") {
		t.Errorf("got %+v", p.Blocks[0])
	}
}

func TestAnArticleThatLeftAChapterSaysWhichOne(t *testing.T) {
	const one, two = "ГЛАВА ПРВА\nОПШТЕ\n\n", "ГЛАВА ДРУГА\nПОСТУПАК\n\n"
	chapters := func(before string) string {
		text := strings.Replace(law(first, second, third, fourth, last), "Члан 1.", one+"Члан 1.", 1)
		return strings.Replace(text, before, two+before, 1)
	}
	for lang, want := range map[locale.Lang]string{
		locale.SrCyrl: "Премештено из главе прве у главу другу.", locale.SrLatn: "Premešteno iz glave prve u glavu drugu.", locale.En: "Moved from chapter 1 to chapter 2.",
	} {
		p := compares(t, lang, "", chapters("Члан 4."), chapters("Члан 3."), store.ReasonsView{})
		var got []string
		for _, b := range p.Blocks {
			if b.Moved {
				got = append(got, b.Place)
			}
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

func TestAPageTellsOfPointsThatHaveOtherNumbers(t *testing.T) {
	const list = "Орган:\n\n1) прима захтев и издаје потврду о пријему;\n\n2) одлучује у року од осам дана."
	more := strings.Replace(strings.Replace(list, "2) одлучује", "3) одлучује", 1), "1) прима", "1) објављује образац захтева на порталу;\n\n2) прима", 1)
	p := compares(t, locale.SrCyrl, "", law(first, list), law(first, more), store.ReasonsView{})
	if want := "Тач. 1) и 2) члана 2. сада су тач. 2) и 3)."; len(p.Facts) != 1 || p.Facts[0] != want {
		t.Errorf("got %q, want %q", p.Facts, want)
	}
}

// plainOf returns what a page shows, change by change, for reading in a test.
func plainOf(p redlinePage) string {
	var all []string
	line := func(l markedLine) string {
		var b strings.Builder
		for _, part := range l.Parts {
			switch part.Op {
			case redline.Deleted:
				b.WriteString("[-" + part.Text + "-]")
			case redline.Inserted:
				b.WriteString("[+" + part.Text + "+]")
			default:
				b.WriteString(part.Text)
			}
		}
		return b.String()
	}
	for _, b := range p.Blocks {
		switch {
		case !b.Changed:
			all = append(all, "="+b.Unmarked.Label)
		case b.Rows != nil:
			for _, r := range b.Rows {
				all = append(all, line(r.Old)+"|"+line(r.New))
			}
		default:
			all = append(all, strings.Join(each(b.Lines, line), "/"))
		}
	}
	return strings.Join(all, "\n")
}

func TestWhatIsShownInEachMode(t *testing.T) {
	old, fresh := law(first, second, third, last), law(first, strings.Replace(second, "30", "20", 1), last)
	for mode, want := range map[string]string{
		modeWhole: "=Члан 1.\nЧлан 2./Орган одговара у року од [-30-][+20+] дана од дана пријема захтева странке.\n" +
			"[-Члан 3.-]/[-" + third + "-]\nЧлан [-4-][+3+]./" + last,
		modeChanges: "Члан 2./Орган одговара у року од [-30-][+20+] дана од дана пријема захтева странке.\n" +
			"[-Члан 3.-]/[-" + third + "-]",
		modeSides: "Члан 2.|Члан 2.\nОрган одговара у року од [-30-] дана од дана пријема захтева странке.|Орган одговара у року од [+20+] дана од дана пријема захтева странке.\n" +
			"[-Члан 3.-]|\n[-" + third + "-]|",
	} {
		if got := plainOf(compares(t, locale.SrCyrl, "prikaz="+mode, old, fresh, store.ReasonsView{})); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", mode, got, want)
		}
	}
	latin := plainOf(compares(t, locale.SrLatn, "prikaz="+modeChanges, old, fresh, store.ReasonsView{}))
	if !strings.Contains(latin, "Organ odgovara u roku od [-30-][+20+] dana") {
		t.Errorf("in Latin: %s", latin)
	}
}

func TestWhatFellAwayStandsWhereItStood(t *testing.T) {
	got := plainOf(compares(t, locale.SrCyrl, "prikaz="+modeWhole, law(first, second, third, fourth, last), "ЗАКОН\nО ПРОБИ\n\nЧлан 1.\n\n"+first+
		"\n\nЧлан 3.\n\n"+third+"\n\nЧлан 4.\n\n"+fourth+"\n\nЧлан 5.\n\n"+last+" Додато.\n", store.ReasonsView{}))
	if want := "=Члан 1.\n[-Члан 2.-]/[-" + second + "-]\n=Члан 3.\n=Члан 4.\nЧлан 5./" + last + "[+ Додато.+]"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOutsideOfArticlesTheRestStaysInItsPlace(t *testing.T) {
	old := strings.Replace(chapteredLaw, "О ПРОБИ\n", "О ПРОБИ\n\nПолазећи од Устава, доноси се овај закон.\n", 1)
	got := plainOf(compares(t, locale.SrCyrl, "prikaz="+modeWhole, old, strings.Replace(old, "II. ПОСТУПАК", "II. ПОСТУПАК ПРЕД ОРГАНОМ", 1), store.ReasonsView{}))
	if !strings.Contains(got, "II. ПОСТУПАК[+ ПРЕД ОРГАНОМ+]\n=Члан 2.\n=Члан 3.") || strings.Count(got, "Члан") != 3 {
		t.Errorf("got\n%s", got)
	}
}

func TestAnAddressLeadsToAChange(t *testing.T) {
	old, fresh := law(first, second, third), law(first+" Додато.", second+" Додато.", third+" Додато.")
	p := compares(t, locale.SrCyrl, "izmena=art_2", old, fresh, store.ReasonsView{})
	if q := compares(t, locale.SrCyrl, "odredba=art_2", old, fresh, store.ReasonsView{}); q.At != 2 || q.Provision != "art_2" || q.Same != "" {
		t.Errorf("by its identity: got %d, %q, %q", q.At, q.Provision, q.Same)
	}
	if p.At != 2 || p.Of != 3 || !p.List[1].Current || p.Blocks[1].ID != "izmena-art_2" {
		t.Errorf("got %d of %d", p.At, p.Of)
	}
	if want := "/sr-Cyrl/predmeti/2026-0001/izmene?do=2&od=1&odredba=art_1&prikaz=objedinjeno#odredba-art_1"; p.Previous != want {
		t.Errorf("back leads to %s, want %s", p.Previous, want)
	}
	if p = compares(t, locale.SrCyrl, "izmena=nema", old, fresh, store.ReasonsView{}); p.At != 1 || p.Previous != "" {
		t.Errorf("what is nowhere leads to %d", p.At)
	}
	if got := redlineHref("2026-0001", 1, 2, "art_5__para_2"); got != "/predmeti/2026-0001/izmene?do=2&izmena=art_5&od=1#izmena-art_5" {
		t.Errorf("got %s", got)
	}
}

// A provision that was renumbered between the second and the third version is
// found by what it was in the first: the address names neither number.
func TestAnAddressByIdentityStaysWhenTheNumberChanges(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	for _, text := range []string{law(first, second, third), law(first, last, strings.Replace(second, "30", "20", 1), third), law(first, last, strings.Replace(second, "30", "10", 1), third)} {
		m.saves(text)
	}
	at := "/sr-Cyrl/predmeti/" + m.ref + "/izmene?"
	w := m.drafter.works()
	wid := "art_2"
	versions, err := s.store.Packages(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil {
		t.Fatal(err)
	}
	_, text, err := s.store.Package(t.Context(), m.drafter.id, dossier.Ref(m.ref), versions[1].No)
	if err != nil {
		t.Fatal(err)
	}
	wid = text.Find(wid).WID
	anchor := `id="` + anchorOf(wid) + `"`
	page := w.reads(at + "od=2&do=3&odredba=" + wid)
	shows(t, page, anchor, `id="izmena-art_3"`, "<del>30</del><ins>20</ins>", `name="odredba" value="`+wid+`"`, "Члан 2. → 3.")
	shows(t, w.reads(at+"od=3&do=4&odredba="+wid), anchor, "<del>20</del><ins>10</ins>")
	shows(t, w.reads(at+"od=2&do=4&odredba="+wid+"&prikaz=uporedo"), anchor, "<del>30</del>", "<ins>10</ins>")
	same := w.reads(at + "od=3&do=4&odredba=art_1")
	shows(t, same, "Члан 1.: између ове две верзије нема измена.", "/odredba/art_1")
}

// Few renumberings are read one behind the other, many stand folded, on the page of a redline and where a version is prepared.
func TestManyFactsStandFolded(t *testing.T) {
	stepped := func(articles int, between bool) string {
		var all []string
		for k := range articles {
			if between {
				all = append(all, "Ко "+strings.Repeat("заиста ", k)+"не плати улог до Митровдана, губи место на вашару.")
			}
			all = append(all, "Мајстор "+[]string{"пекар", "кројач", "ковач", "столар", "обућар", "млинар", "бачвар", "лончар", "сарач"}[k]+" пријављује стање своје радионице.")
		}
		return law(all...)
	}
	s := newSite(t)
	for _, tt := range []struct {
		articles int
		folded   bool
	}{{8, false}, {9, true}} {
		m := newMinistry(s, fmt.Sprintf("MPROBA%d", tt.articles))
		m.opens(fmt.Sprintf("MPROBA%d", tt.articles), nil)
		m.saves(stepped(tt.articles, false))
		w := m.drafter.works()
		at := "/sr-Cyrl/predmeti/" + m.ref
		w.uploads(at+"/priprema/dokument", hidden("", "vrsta", "act", "tekst", stepped(tt.articles, true))).want(http.StatusSeeOther)
		prepared := w.reads(at + "/priprema")
		m.saves(stepped(tt.articles, true))
		for name, page := range map[string]string{"prepared": prepared, "redline": w.reads(at + "/izmene?od=2&do=3")} {
			if !strings.Contains(page, fmt.Sprintf("<li>Члан %d. сада је члан %d.</li>", tt.articles, 2*tt.articles)) {
				t.Errorf("%s: the last renumbering is not told", name)
			}
			if got := strings.Contains(page, "<details><summary>9 промена у бројевима и местима одредаба</summary>"); got != tt.folded {
				t.Errorf("%s of %d: folded %v", name, tt.articles, got)
			}
		}
	}
}

func TestAWholeRedlineIsAFileInEveryForm(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.saves(strings.Replace(lawText, "30 дана", "20 дана", 1))
	at := "/sr-Latn/predmeti/" + m.ref + "/izmene"
	w := m.drafter.works()
	page := w.reads(at)
	for _, f := range redlineForms {
		href := at + "/" + f.path + "?do=2&od=1"
		shows(t, page, `href="`+strings.ReplaceAll(href, "&", "&amp;")+`" download`)
		r := w.opens(href).want(http.StatusOK)
		if got := r.header.Get("Content-Disposition"); got != "attachment; filename="+m.ref+"-1-2."+f.ending || !strings.HasPrefix(r.header.Get("Content-Type"), f.mediaType) || len(r.body) == 0 {
			t.Errorf("%s: got %d bytes of %s, %q", f.ending, len(r.body), r.header.Get("Content-Type"), got)
		}
		api := m.drafter.do("GET", m.path("/redline?from=1&to=2"), nil, "Accept", f.mediaType).want(http.StatusOK)
		if got := api.header.Get("Content-Type"); !strings.HasPrefix(got, f.mediaType) {
			t.Errorf("the interface gives %s for %s", got, f.mediaType)
		}
		s.visitor().asks("GET", href, nil).want(http.StatusNotFound)
	}
	if text := string(w.opens(at + "/txt?od=1&do=2").want(http.StatusOK).body); !strings.Contains(text, "[-30-]{+20+}") || !strings.Contains(text, "izmenjeno 1") {
		t.Errorf("the text is\n%s", text)
	}
	for _, f := range overviewForms {
		href := at + "/" + f.path + "?do=2&od=1"
		shows(t, page, `href="`+strings.ReplaceAll(href, "&", "&amp;")+`" download`)
		r := w.opens(href).want(http.StatusOK)
		if got := r.header.Get("Content-Disposition"); got != "attachment; filename="+m.ref+"-1-2."+f.ending {
			t.Errorf("%s: got %q", f.path, got)
		}
		s.visitor().asks("GET", href, nil).want(http.StatusNotFound)
	}
	shows(t, string(w.opens(at+"/pregled?od=1&do=2").body), "ПРЕГЛЕД ОДРЕДАБА", "30", "20")
	w.opens(at + "/exe?od=1&do=2").want(http.StatusNotFound)
	m.drafter.do("GET", m.path("/redline?from=1&to=2"), nil, "Accept", "image/png").want(http.StatusNotAcceptable)
}

func TestTheTextOfAVersionIsAFileInEveryForm(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	at := "/sr-Cyrl/predmeti/" + m.ref + "/tekst/1"
	w := m.drafter.works()
	page := w.reads(at)
	begins := map[string]string{"json": "{", "html": "<!DOCTYPE html>", "txt": "ЗАКОН", "docx": "PK", "akn": "<?xml"}
	for _, f := range textForms {
		href := at + "/kao/" + f.path
		shows(t, page, `href="`+href+`" download`)
		r := w.opens(href).want(http.StatusOK)
		if got := r.header.Get("Content-Disposition"); got != "attachment; filename="+m.ref+"-1."+f.ending || !strings.HasPrefix(r.header.Get("Content-Type"), f.mediaType) || !strings.HasPrefix(string(r.body), begins[f.path]) {
			t.Errorf("%s: got %.20q as %s, %q", f.path, r.body, r.header.Get("Content-Type"), got)
		}
		api := m.drafter.do("GET", m.path("/versions/1"), nil, "Accept", f.mediaType).want(http.StatusOK)
		if string(api.body) != string(r.body) {
			t.Errorf("%s: the interface gives other bytes than the page", f.path)
		}
		s.visitor().asks("GET", href, nil).want(http.StatusNotFound)
	}
	back, err := act.Parse(w.opens(at+"/kao/docx").body, act.Options{Name: "a.docx"})
	if err != nil || back.Hash != parsed(t, lawText).Hash {
		t.Errorf("the Word document is another act: %v", err)
	}
	akn := string(w.opens(at + "/kao/akn").body)
	shows(t, akn, m.ref, `wId="art_2"`)
	w.opens(at + "/kao/exe").want(http.StatusNotFound)
	w.opens("/sr-Cyrl/predmeti/" + m.ref + "/tekst/9/kao/txt").want(http.StatusNotFound)
}

func TestALongActIsShownByItsChangesAndInParts(t *testing.T) {
	var olds, news []string
	for i := range 130 {
		word := string([]rune{'а' + rune(i/26), 'а' + rune(i%26)})
		text := fmt.Sprintf("Орган %[1]sва одговара %[1]sна странци %[1]sра о предмету %[1]sта у року %[1]sка у седишту %[1]sма.", word)
		olds, news = append(olds, text), append(news, text+" Додато.")
	}
	p := compares(t, locale.SrCyrl, "izmena=art_100", law(olds...), law(news...), store.ReasonsView{})
	if p.Mode != modeChanges || p.Parts != 3 || p.Part != 2 || len(p.Blocks) != blocksOnPage || p.Before == "" || p.After == "" {
		t.Errorf("got part %d of %d in mode %s with %d provisions", p.Part, p.Parts, p.Mode, len(p.Blocks))
	}
	if p = compares(t, locale.SrCyrl, "deo=3", law(olds...), law(news...), store.ReasonsView{}); p.Part != 3 || len(p.Blocks) != 10 || p.After != "" {
		t.Errorf("got part %d with %d provisions", p.Part, len(p.Blocks))
	}
}

func TestEveryChangeSaysWhy(t *testing.T) {
	third3 := map[string]bool{"art_3": true}
	reasons := store.ReasonsView{
		Versions: []store.VersionReason{
			{No: 2, Reason: dossier.ByConclusion, Changed: third3, Conclusion: &store.ConclusionView{BodySr: "Одбор за пробу", Number: "04-11", Date: "2026-11-23"}},
			{No: 3, Reason: dossier.ByOpinion, Changed: third3, Opinions: []store.OpinionView{{BodySr: "Завод за пробу", Opinion: "positive"}}},
			{No: 4, Reason: dossier.LegalTechnical, Changed: third3}, {No: 5, Reason: dossier.ByComments, Changed: third3},
			{No: 6, Reason: dossier.OwnInitiative, Changed: map[string]bool{"art_1": true}},
		},
		Articles: map[string]store.Causes{"art_2": {Total: 4, Comments: []store.Cause{
			{CommentView: store.CommentView{Ref: "2026-0001", Number: 7, Article: "art_2", Outcome: "accepted", AuthorKind: "citizen", Author: "Ђурђа Примерић"}}}}},
	}
	p := compares(t, locale.SrCyrl, "", law(first, second, third), law(first, second+" Додато.", third+" Додато."), reasons)
	if why := p.Blocks[1].Why; why.Total != 4 || len(why.Comments) != 1 || why.More == "" || len(why.Versions) != 0 {
		t.Errorf("an article that comments changed: %+v", why)
	}
	texts := each(p.Blocks[2].Why.Versions, func(r whyVersion) string { return r.Text })
	want := "Верзија 2: одлука, Одбор за пробу, акт 04-11 од 23. 11. 2026.; Верзија 3: мишљење, Завод за пробу, позитивно; Верзија 4: правнотехничка редакција"
	if got := plain(strings.Join(texts, "; ")); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := p.List[0].Why + "; " + p.List[1].Why; got != "4 коментара; закључак, мишљење органа и правнотехничка редакција" {
		t.Errorf("in the list: %q", got)
	}
	untold := store.ReasonsView{Versions: []store.VersionReason{{No: 2, Reason: dossier.LegalTechnical, Changed: third3}}}
	if p = compares(t, locale.SrCyrl, "", law(first, second), law(first+" Додато.", second), untold); !p.Blocks[0].Why.None || len(p.Blocks[0].Why.Versions) != 0 {
		t.Errorf("a change that no version gives a reason for: %+v", p.Blocks[0].Why)
	}
	if p.Blocks[0].Why.Give != "" {
		t.Error("the public is asked for a reason")
	}
}

func TestTwoVersionsAreComparedOnAPage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	at := "/predmeti/" + m.ref + "/izmene"
	w := m.drafter.works()
	shows(t, w.reads("/sr-Cyrl"+at), "само једну верзију")
	m.drafter.do("POST", m.path("/versions"), object{"reason": "comments", "documents": []object{
		{"kind": "act", "name": "nacrt.txt", "content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	page := w.reads("/sr-Cyrl" + at)
	shows(t, page, "Од верзије 1 до верзије 2", "1 члан је измењен.", "<del>30</del><ins>20</ins>", `id="izmena-art_2"`, `role="group"`, "Није наведен разлог", "/odgovori")
	shows(t, w.reads("/sr-Latn"+at), "Organ odgovara u roku od <del>30</del><ins>20</ins> dana", "aria-label=\"Izmena 1 od 1: Član 2. (izmenjeno)\"")
	shows(t, w.reads("/en"+at+"?prikaz=uporedo"), "From version 1 to version 2", `lang="sr-Cyrl"`, "side-by-side")
	shows(t, w.reads("/sr-Cyrl"+at+"?od=2&do=2"), "исту верзију двапут")
	for _, query := range []string{"?od=9&do=2", "?od=x", "?do=-1"} {
		w.opens("/sr-Cyrl" + at + query).want(http.StatusNotFound)
	}
	s.visitor().asks("GET", "/sr-Cyrl"+at, nil).want(http.StatusNotFound)
	m.publishes()
	m.publishes()
	hides(t, s.visitor().gets("/sr-Cyrl"+at), "Није наведен разлог")
}

func BenchmarkRedlinePage(b *testing.B) {
	var olds, news []string
	for i := range 230 {
		text := fmt.Sprintf("Орган број %d одговара странци у року од %d дана. %s %s %s", i, i, second, third, fourth)
		olds = append(olds, text)
		if i%2 == 0 {
			text = strings.Replace(text, "дана", "радних дана", 1)
		}
		news = append(news, text)
	}
	s := newSite(b)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	for _, text := range []string{law(olds...), law(news...)} {
		m.drafter.do("POST", m.path("/versions"), object{"reason": "own_initiative", "documents": []object{{"kind": "act", "name": "nacrt.txt", "content": text}}}).want(201)
	}
	m.publishes()
	m.publishes()
	for _, mode := range []string{modeChanges, modeWhole, modeSides} {
		path := "/sr-Latn/predmeti/" + m.ref + "/izmene?" + url.Values{"od": {"2"}, "do": {"3"}, "prikaz": {mode}}.Encode()
		s.visitor().gets(path)
		b.Run(mode, func(b *testing.B) {
			for b.Loop() {
				s.visitor().asks("GET", path, nil).want(http.StatusOK)
			}
		})
	}
}

// TestTheHeadingOfAPartOfASplitArticleIsShownAsOne splits an article, and merges it again.
func TestTheHeadingOfAPartOfASplitArticleIsShownAsOne(t *testing.T) {
	const (
		begin = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nПрава корисника\n\nЧлан 1.\n\nКорисник има право на бесплатан приступ публикацијама и на помоћ запослених.\n\n"
		mid   = "Обавезе корисника\n\nЧлан 2.\n\n"
		end   = "Корисник је дужан да чува публикације и да надокнади штету коју проузрокује.\n"
	)
	for _, mode := range []string{modeWhole, modeSides, modeChanges} {
		for _, pair := range [][2]string{{begin + end, begin + mid + end}, {begin + mid + end, begin + end}} {
			p := compares(t, locale.SrCyrl, "prikaz="+mode, pair[0], pair[1], store.ReasonsView{})
			classes := map[string]bool{}
			see := func(l markedLine) {
				text := ""
				for _, part := range l.Parts {
					text += part.Text
				}
				if text == "Обавезе корисника" {
					classes[l.Class] = true
				}
			}
			for _, b := range p.Blocks {
				for _, l := range b.Lines {
					see(l)
				}
				for _, r := range b.Rows {
					see(r.Old)
					see(r.New)
				}
			}
			if diff := cmp.Diff(map[string]bool{"rub": true}, classes); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", mode, diff)
			}
		}
	}
}
