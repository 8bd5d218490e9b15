package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// drafts opens a dossier without a version, and returns the page on which the
// first is put together.
func (m *ministry) drafts(code string) string {
	m.t.Helper()
	form := filledOpening(m.drafter.works().reads("/sr-Cyrl/moji-predmeti/novi"), "predlagac", code, "naslov", "Закон о проби")
	path := m.drafter.works().sends("/sr-Cyrl/moji-predmeti/novi", form).want(http.StatusSeeOther).header.Get("Location")
	m.ref = strings.Split(path, "/")[3]
	return path
}

func TestAVersionIsPutTogetherAndSaved(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	shows(t, w.reads(path), "нема ниједну верзију", "Додајте документ")
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", `C:\нацрти\нацрт.txt`, strings.Replace(lawText, "рок", "pок", 1)}).want(http.StatusSeeOther)
	w.uploads(path+"/dokument", hidden("", "vrsta", "explanatory_memorandum", "tekst", "Образложење закона.\r\nДруги ред.")).want(http.StatusSeeOther)
	w.uploads(path+"/dokument", hidden("", "vrsta", "annex"), file{"datoteka", "prilog.pdf", "%PDF-1.4"}).want(http.StatusSeeOther)
	page := w.reads(path)
	shows(t, page, "Припремате верзију 1", "ЗАКОН О ПРОБИ", "3 члана", "нацрт.txt", "образложење.txt", "prilog.pdf", "Члан 2.", "1 килобајт",
		"Сачувајте као верзију 1", `name="razlog" value="first_version"`, "помешана су ћирилична и латинична слова", "Ред 10:")
	hides(t, page, `C:\`)
	r := w.opens(path + "/dokument/explanatory_memorandum/1").want(http.StatusOK)
	if string(r.body) != "Образложење закона.\nДруги ред." || !strings.HasPrefix(r.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the staged document is %q, %s", r.body, r.header.Get("Content-Disposition"))
	}
	m.preparer.works().opens(path + "/dokument/explanatory_memorandum/1").want(http.StatusNotFound)
	hides(t, m.preparer.works().reads(path), "нацрт.txt")
	w.sends(path+"/vracanje", hidden("", "vrsta", "annex", "mesto", "1")).want(http.StatusSeeOther)
	w.sends(path+"/vracanje", hidden("", "vrsta", "annex", "mesto", "1")).want(http.StatusSeeOther)
	form := hidden(w.reads(path), "razlog", "first_version", "napomena", "Прва верзија <b>нацрта</b>.")
	w.sends(path+"/verzija", form).want(http.StatusSeeOther)
	w.sends(path+"/verzija", form).want(http.StatusSeeOther) // sent twice
	page = w.reads(path)
	shows(t, page, "Сачувано је као верзија 1.", "Важи верзија 1", "прва верзија", "Прва верзија &lt;b&gt;нацрта&lt;/b&gt;.", "/predmeti/"+m.ref+"/tekst/1",
		`<meta name="draft-sent" content="verzija-`+m.ref+`">`)
	versions, err := s.store.Packages(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil || len(versions) != 1 || len(versions[0].Documents) != 2 {
		t.Errorf("got %+v, %v", versions, err)
	}
}

// What is confirmed is what was shown: a document that came since, in another
// tab, is not saved unseen.
func TestOnlyWhatWasShownIsConfirmed(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.txt", lawText}).want(http.StatusSeeOther)
	seen := hidden(w.reads(path), "razlog", "first_version")
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.txt", strings.Replace(lawText, "30", "20", 1)}).want(http.StatusSeeOther)
	told := w.sends(path+"/verzija", seen).want(http.StatusUnprocessableEntity)
	shows(t, string(told.body), "нешто је у припреми промењено", "Припремате верзију 1")
	seen.Del("otisak")
	w.sends(path+"/verzija", seen).want(http.StatusUnprocessableEntity)
	now := hidden(w.reads(path), "razlog", "first_version")
	w.sends(path+"/verzija", now).want(http.StatusSeeOther)
	w.sends(path+"/verzija", now).want(http.StatusSeeOther) // sent twice
	versions, err := s.store.Packages(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil || len(versions) != 1 {
		t.Errorf("got %d versions, %v", len(versions), err)
	}
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/tekst/1"), "у року од 20 дана")
}

// A document that was chosen beside the button that saves the version is neither lost
// nor saved unseen: it is added, or what is wrong with it is told, and what was typed
// stays.
func TestAFileThatWasChosenIsTakenAlongWhenTheVersionIsSaved(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.txt", lawText}).want(http.StatusSeeOther)
	page := w.reads(path)
	if n := strings.Count(page, `enctype="multipart/form-data"`); n != 1 || strings.Count(page, `formaction="`) != 1 {
		t.Errorf("the page has %d forms that bring a file, want one, with two buttons", n)
	}
	typed := func(page, kind string) url.Values {
		return hidden(page, "razlog", "first_version", "napomena", "Моја напомена.", "vrsta", kind, "tekst", "")
	}
	unsaid := string(w.uploads(path+"/verzija", typed(page, ""), file{"datoteka", "образложење.txt", "Образложење."}).want(http.StatusUnprocessableEntity).body)
	shows(t, unsaid, "Изаберите врсту документа.", "датотека је примљена", "образложење.txt", "Моја напомена.</textarea>")
	added := string(w.uploads(path+"/verzija", typed(unsaid, "explanatory_memorandum")).want(http.StatusUnprocessableEntity).body)
	shows(t, added, "најпре додат у припрему: образложење", "образложење.txt", "Моја напомена.</textarea>")
	pasted := typed(added, "annex")
	pasted.Set("tekst", "Прилог.")
	last := string(w.sends(path+"/verzija", pasted).want(http.StatusUnprocessableEntity).body)
	large := string(w.uploads(path+"/verzija", typed(last, "annex"), file{"datoteka", "велика.txt", strings.Repeat("ж", maxDocument/2+1)}).want(http.StatusRequestEntityTooLarge).body)
	shows(t, large, "већи од 8 мегабајта", "Моја напомена.</textarea>")
	w.uploads(path+"/verzija", typed(last, "")).want(http.StatusSeeOther)
	versions, err := s.store.Packages(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil || len(versions) != 1 || len(versions[0].Documents) != 3 {
		t.Errorf("got %+v, %v, want a version with three documents", versions, err)
	}
}

// A file is not lost when something else in its form is wrong.
func TestAFileIsKeptUntilItsFormIsRight(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	bad := w.uploads(path+"/dokument", hidden("", "vrsta", ""), file{"datoteka", "нацрт.txt", lawText}).want(http.StatusUnprocessableEntity)
	shows(t, string(bad.body), "Изаберите врсту документа.", "датотека је примљена", "нацрт.txt")
	form := hidden(string(bad.body), "vrsta", "act")
	form.Del("mesto")
	again := w.uploads(path+"/dokument", hidden(string(bad.body), "vrsta", "")).want(http.StatusUnprocessableEntity)
	shows(t, string(again.body), "датотека је примљена")
	m.preparer.works().uploads(path+"/dokument", form).want(http.StatusUnprocessableEntity) // it is not theirs
	w.uploads(path+"/dokument", form).want(http.StatusSeeOther)
	shows(t, w.reads(path), "Припремате верзију 1", "нацрт.txt", "3 члана", "Тако треба")
	w.uploads(path+"/dokument", form).want(http.StatusUnprocessableEntity) // it is held no more
}

// A draft comes from Word as well, with what was taken from it told.
func TestAWordDocumentIsReadBeforeItIsAVersion(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	word, err := parsed(t, lawText).DOCX()
	if err != nil {
		t.Fatal(err)
	}
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.docx", string(word)}).want(http.StatusSeeOther)
	page := w.reads(path)
	shows(t, page, "ЗАКОН О ПРОБИ", "3 члана", "нацрт.docx", `class="d0"`)
	w.sends(path+"/verzija", hidden(page, "razlog", "first_version")).want(http.StatusSeeOther)
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/tekst/1"), "Орган одговара у року од 30 дана.")
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.docx", "PK\x03\x04 није Word"}).want(http.StatusUnprocessableEntity)
}

func TestTheNextVersionIsShownAgainstThePresentOne(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act", "tekst", strings.Replace(lawText, "30 дана", "15 дана", 1))).want(http.StatusSeeOther)
	page := w.reads(path)
	shows(t, page, "измењен 1 члан", path+"/izmene", "Сачувајте као верзију 2", "нацрт акта.txt")
	shows(t, w.reads(path+"/izmene"), ">15<", ">30<", "<ins", "<del")
	shows(t, w.reads("/en/predmeti/"+m.ref+"/priprema/izmene"), ">15<")
	latin := w.reads("/sr-Latn/predmeti/" + m.ref + "/priprema/izmene")
	shows(t, latin, ">15<", "Član 2", "u roku od")
	hides(t, latin, "Члан", "у року од")

	bad := w.sends(path+"/verzija", hidden(page, "napomena", "Скраћен је рок.")).want(http.StatusUnprocessableEntity)
	shows(t, string(bad.body), "Изаберите зашто се материјал мења.", "Скраћен је рок.")
	w.sends(path+"/verzija", hidden(page, "razlog", "own_initiative", "napomena", strings.Repeat("ћ", 20_001))).want(http.StatusUnprocessableEntity)
	w.sends(path+"/verzija", hidden(page, "razlog", "own_initiative", "napomena", "Скраћен је рок.")).want(http.StatusSeeOther)
	shows(t, w.reads(path), "/predmeti/"+m.ref+"/izmene?od=1&amp;do=2", "сопствена иницијатива предлагача")
	w.opens(path + "/izmene").want(http.StatusSeeOther)
}

func TestAVersionThatCameBetweenLosesNothing(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "explanatory_memorandum", "tekst", "Моје образложење.", "naziv", "мој текст")).want(http.StatusSeeOther)
	form := hidden(w.reads(path), "razlog", "documents", "napomena", "Моја напомена.")
	other := m.preparer.works()
	other.uploads(path+"/dokument", hidden("", "vrsta", "act", "tekst", strings.Replace(lawText, "30", "20", 1))).want(http.StatusSeeOther)
	other.sends(path+"/verzija", hidden(other.reads(path), "razlog", "comments")).want(http.StatusSeeOther)
	page := string(w.sends(path+"/verzija", form).want(http.StatusUnprocessableEntity).body)
	shows(t, page, "додао верзију 2", "мој текст.txt", "Моја напомена.", "Сачувајте као верзију 3", "/izmene?od=1&amp;do=2", `name="preko" value="2"`)
	w.sends(path+"/verzija", hidden(page, "razlog", "documents", "napomena", "Моја напомена.")).want(http.StatusSeeOther)
	versions, err := s.store.Packages(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil || len(versions) != 3 || len(versions[2].Documents) != 2 {
		t.Errorf("got %+v, %v", versions, err)
	}
}

func TestADocumentIsLeftOutAndKeptAfterAll(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "documents", "documents": []object{{"kind": "annex", "name": "први.txt", "content": "Прилог."}}}).want(201)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	w := m.drafter.works()
	w.sends(path+"/izostavljanje", hidden("", "vrsta", "annex", "mesto", "0")).want(http.StatusSeeOther)
	shows(t, w.reads(path), "изоставља се", "Ипак задржите")
	w.sends(path+"/vracanje", hidden("", "vrsta", "annex", "mesto", "0")).want(http.StatusSeeOther)
	hides(t, w.reads(path), "изоставља се")
	w.sends(path+"/izostavljanje", hidden("", "vrsta", "bill_reasons", "mesto", "0")).want(http.StatusUnprocessableEntity)
	w.sends(path+"/izostavljanje", hidden("", "vrsta", "роман", "mesto", "0")).want(http.StatusUnprocessableEntity)
	w.sends(path+"/vracanje", hidden("", "vrsta", "annex", "mesto", "-1")).want(http.StatusUnprocessableEntity)
}

func TestDocumentsThatCannotBeTakenSayWhy(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	for name, c := range map[string]struct {
		fields []string
		files  []file
		status int
		say    string
	}{
		"nothing":              {[]string{"vrsta", "act"}, nil, 422, "Изаберите датотеку или налепите текст."},
		"no kind":              {[]string{"tekst", "Текст."}, nil, 422, "Изаберите врсту документа."},
		"an unknown kind":      {[]string{"vrsta", "роман", "tekst", "Текст."}, nil, 422, "Изаберите врсту документа."},
		"both":                 {[]string{"vrsta", "act", "tekst", "Мој текст."}, []file{{"datoteka", "a.txt", "б"}}, 422, "Оставите само једно."},
		"an empty file":        {[]string{"vrsta", "act"}, []file{{"datoteka", "a.txt", ""}}, 422, "нема садржај"},
		"a PDF for a draft":    {[]string{"vrsta", "act"}, []file{{"datoteka", "nacrt.pdf", "%PDF-1.4"}}, 422, "не може да се прочита као текст акта"},
		"a Word file":          {[]string{"vrsta", "act"}, []file{{"datoteka", "nacrt.docx", "PK\x03\x04"}}, 422, "не може да се прочита као текст акта"},
		"not UTF-8":            {[]string{"vrsta", "act"}, []file{{"datoteka", "nacrt.txt", "\xc7akon"}}, 422, "није сачуван као UTF-8"},
		"too large":            {[]string{"vrsta", "annex"}, []file{{"datoteka", "slika.bin", strings.Repeat("0", maxDocument+1)}}, 413, "већи од 8 мегабајта"},
		"too long a text":      {[]string{"vrsta", "annex", "tekst", strings.Repeat("ћ", maxDocument/2+1)}, nil, 413, "већи од 8 мегабајта"},
		"a name without end":   {[]string{"vrsta", "annex"}, []file{{"datoteka", strings.Repeat("ћ", 20_000) + ".txt", "Текст."}}, 422, "највише 200 знакова"},
		"a long typed name":    {[]string{"vrsta", "annex", "tekst", "Мој текст.", "naziv", strings.Repeat("ћ", 201)}, nil, 422, "највише 200 знакова"},
		"a name of two lines":  {[]string{"vrsta", "annex", "tekst", "Мој текст.", "naziv", "а\nб"}, nil, 422, "без косих црта"},
		"markup in everything": {[]string{"vrsta", "annex", "tekst", "</textarea><script>", "naziv", "<b>/"}, nil, 422, "&lt;/textarea&gt;&lt;script&gt;"},
	} {
		t.Run(name, func(t *testing.T) {
			page := string(w.uploads(path+"/dokument", hidden("", c.fields...), c.files...).want(c.status).body)
			shows(t, page, c.say, "govuk-error-summary")
			hides(t, page, "<script>alert", "</textarea><script>")
			if strings.Contains(strings.Join(c.fields, " "), "Мој текст.") {
				shows(t, page, "Мој текст.")
			}
		})
	}
	hides(t, w.reads(path), "Припремате верзију")
}

func TestWhoMayNotDraftSeesNoPreparation(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	stranger := s.person("Страна Обрађивачић", "MDRUGO drafter").works()
	m.opens("MPROBA", nil)
	paths := []string{"", "/izmene", "/dokument/act/1"}
	posts := []string{"/dokument", "/izostavljanje", "/vracanje", "/verzija"}
	for status, w := range map[int]*worker{http.StatusNotFound: stranger, http.StatusForbidden: m.first.works()} {
		for _, p := range paths {
			w.opens("/sr-Cyrl/predmeti/" + m.ref + "/priprema" + p).want(status)
		}
		for _, p := range posts {
			w.sends("/sr-Cyrl/predmeti/"+m.ref+"/priprema"+p, hidden("", "vrsta", "act", "tekst", "Текст.")).want(status)
		}
	}
	m.publishes() // the dossier is public now, and still another's
	for _, p := range posts {
		stranger.sends("/sr-Cyrl/predmeti/"+m.ref+"/priprema"+p, hidden("", "vrsta", "act", "tekst", "Текст.")).want(http.StatusForbidden)
	}
	stranger.opens("/sr-Cyrl/predmeti/nema/priprema").want(http.StatusNotFound)
}

func TestAFrozenTextSaysWhyAndUntilWhen(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.publishes()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "explanatory_memorandum", "tekst", "Образложење.")).want(http.StatusSeeOther)
	form := hidden(w.reads(path), "razlog", "documents")
	m.publishes()
	page := w.reads(path)
	shows(t, page, "Расправа је у току и траје до краја дана", "образложење.txt")
	hides(t, page, "Додајте документ</button>", "Сачувајте као верзију", "<select")
	for _, p := range []string{"/dokument", "/verzija"} {
		r := w.sends(path+p, form)
		if r.status != http.StatusUnprocessableEntity {
			t.Errorf("%s while the text is frozen: got %d", p, r.status)
		}
	}
	r := w.uploads(path+"/dokument", hidden("", "vrsta", "annex", "tekst", "Прилог.")).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "текст не може да се мења")
}

func TestWhatIsStagedLiesOverThePresentVersion(t *testing.T) {
	doc := func(kind dossier.DocumentKind, name string, position, since int) store.DocumentView {
		return store.DocumentView{No: 2, Kind: kind, Name: name, Position: position, Since: since, Size: 1500}
	}
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	versions := []store.PackageView{{No: 1, LegalAt: day(1)}, {No: 2, LegalAt: day(2), Documents: []store.DocumentView{
		doc(dossier.ActDocument, "нацрт.txt", 1, 1), doc("annex", "први.txt", 1, 1), doc("annex", "други.txt", 2, 2), doc("bill_reasons", "закључак.pdf", 1, 2)}}}
	staged := store.StagedView{PackageNo: 2, Began: 2, Removed: []dossier.DocumentKind{"bill_reasons"},
		Documents: []store.StagedDocument{{Kind: "annex", Position: 3, Name: "нови.txt", Size: 10, StagedAt: day(3)}},
		Result: []dossier.Document{{Kind: dossier.ActDocument, Name: "нацрт.txt", Position: 1, Since: 1, Size: 1500},
			{Kind: "annex", Name: "нови.txt", Position: 1, Since: 3, Size: 10}}}
	want := []packageRow{
		{Kind: "act", Name: "нацрт.txt", State: documentKept, Version: 1, When: day(1), Kilobytes: 2, Href: "/p/dokumenti/2/act/1", Remove: true},
		{Kind: "annex", Name: "нови.txt", Position: 3, State: documentStaged, Version: 3, When: day(3), Kilobytes: 1, Href: "/p/priprema/dokument/annex/3", Undo: true},
		{Kind: "annex", Name: "први.txt", State: documentReplaced, Version: 1, When: day(1), Kilobytes: 2, Href: "/p/dokumenti/2/annex/1"},
		{Kind: "annex", Name: "други.txt", State: documentReplaced, Version: 2, When: day(2), Kilobytes: 2, Href: "/p/dokumenti/2/annex/2"},
		{Kind: "bill_reasons", Name: "закључак.pdf", State: documentRemoved, Version: 2, When: day(2), Kilobytes: 2, Href: "/p/dokumenti/2/bill_reasons/1", Undo: true},
	}
	if diff := cmp.Diff(want, packageRows("/p", versions, staged)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAStageAsksFor(t *testing.T) {
	st := procedure.StageDef{Docs: []string{"act", "impact_assessment"}, PublicDocs: []string{"act", "annex"}}
	got := requirements(st, []dossier.Document{{Kind: "act", Since: 2}, {Kind: "annex", Since: 1}})
	want := []requirement{{Kind: "act", Asked: true, Public: true}, {Kind: "impact_assessment", Asked: true, Missing: true}, {Kind: "annex", Public: true, Stale: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestALongActIsShownInPart(t *testing.T) {
	var text strings.Builder
	text.WriteString("ЗАКОН\nО ПРОБИ\n\nГЛАВА I\nУВОД\n\n")
	for i := range 250 {
		fmt.Fprintf(&text, "Члан %d.\n%s\n\n", i+1, strings.Repeat("реч ", 100))
	}
	a, err := act.Parse([]byte(text.String()), act.Options{Profile: "auto"})
	if err != nil {
		t.Fatal(err)
	}
	v := reader(locale.SrCyrl)
	u := v.understood(&store.ActSummary{Title: a.Title, Counts: a.Counts, Warnings: make([]act.Warning, 130), Text: a})
	if len(u.Preview) != previewLength || u.Rest != 151 || !u.Preview[0].Division || len(u.Warnings) != previewLength || u.More != 30 {
		t.Errorf("got %d lines and %d more, %d warnings and %d more", len(u.Preview), u.Rest, len(u.Warnings), u.More)
	}
	if got := len([]rune(u.Preview[1].Text)); got != 160 {
		t.Errorf("the first words are %d characters", got)
	}
	if got := strings.Join(u.Counts, ", "); !strings.Contains(got, "1 глава, 250 чланова") {
		t.Errorf("counts: %s", got)
	}
}

// TestADraftWithAnotherTitleIsAskedAbout adds a draft under another title, one under the same in the other script, and one that kept it.
func TestADraftWithAnotherTitleIsAskedAbout(t *testing.T) {
	parse := func(text string) *act.Act {
		a, err := act.Parse([]byte(text), act.Options{Profile: "auto"})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	const body = "\n\nЧлан 1.\nОвај закон уређује рад читаоница.\n\nЧлан 2.\nОвај закон ступа на снагу осмог дана од дана објављивања.\n"
	before := "ЗАКОН\nО ЈАВНИМ ЧИТАОНИЦАМА" + body
	for _, tt := range []struct{ name, text, lang, want string }{
		{"another", "ЗАКОН\nО ПАРКОВИМА" + body, "sr-Cyrl", "ЗАКОН О ЈАВНИМ ЧИТАОНИЦАМА"},
		{"another, for who reads Latin", "ЗАКОН\nО ПАРКОВИМА" + body, "sr-Latn", "ZAKON O JAVNIM ČITAONICAMA"},
		{"in the other script", script.ToLatin(before), "sr-Cyrl", ""},
		{"the same", before + "\nЧлан 3.\nМинистар доноси правилник.\n", "sr-Cyrl", ""},
	} {
		a := parse(tt.text)
		r, err := redline.Compare(parse(before), a)
		if err != nil {
			t.Fatal(err)
		}
		got := reader(locale.Lang(tt.lang)).understood(&store.ActSummary{Title: a.Title, Counts: a.Counts, Text: a, Redline: r})
		if got.Was != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got.Was, tt.want)
		}
	}
}
