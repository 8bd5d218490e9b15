package redline

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
	"github.com/rasprava/rasprava/internal/script"
)

const (
	ordinanceOld = `ЗАКОН
О ЧИТАОНИЦАМА

ГЛАВА I
ОСНОВНЕ ОДРЕДБЕ

Предмет
Члан 1.
Овим законом уређује се рад читаоница.

Рок
Члан 2.
Књига се издаје на рок од тридесет дана.
Рок се не продужава.

Члан 3.
Надзор врши општинска управа.

Члан 4.
Средства обезбеђује оснивач.
`
	ordinanceNew = `ЗАКОН
О ЧИТАОНИЦАМА

ГЛАВА I
ОСНОВНЕ ОДРЕДБЕ

Предмет
Члан 1.
Овим законом уређује се рад читаоница.

Рок
Члан 2.
Књига се издаје на рок од петнаест дана.
Рок се не продужава.

Именик
Члан 2а
Читаоница води именик читалаца, који је тајна.

Члан 4.
Средства обезбеђује оснивач.
`
)

func TestOverview(t *testing.T) {
	want := `ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЧИТАОНИЦАМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ

Рок
Члан 2.
Књига се издаје на рок од [-тридесет-]{+петнаест+} дана.
Рок се не продужава.

{+Именик+}
{+Члан 2а+}
{+Читаоница води именик читалаца, који је тајна.+}

[-Члан 3.-]
[-Надзор врши општинска управа.-]
`
	_, _, r := compareActs(t, ordinanceOld, ordinanceNew)
	if diff := cmp.Diff(want, r.Overview().Text()); diff != "" {
		t.Errorf("overview (-want +got):\n%s", diff)
	}
	_, _, r = compareActs(t, script.ToLatin(ordinanceOld), script.ToLatin(ordinanceNew))
	if diff := cmp.Diff(script.ToLatin(want), r.Overview().Text()); diff != "" {
		t.Errorf("overview in Latin (-want +got):\n%s", diff)
	}
}

func TestOverviewOfNothing(t *testing.T) {
	noise := strings.NewReplacer("дана.", "дaнa .", "О ЧИТАОНИЦАМА", "О  ЧИТАОНИЦАМА").Replace(ordinanceOld)
	_, _, r := compareActs(t, ordinanceOld, noise)
	want := "ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЧИТАОНИЦАМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ\n\nНема измена.\n"
	if diff := cmp.Diff(want, r.Overview().Text()); diff != "" {
		t.Errorf("overview (-want +got):\n%s", diff)
	}
}

func TestOverviewHTML(t *testing.T) {
	old := strings.ReplaceAll(ordinanceOld, "тридесет дана", "<b>30</b> дана")
	_, _, r := compareActs(t, old, ordinanceNew)
	page := r.Overview().Page()
	for _, want := range []string{
		`<html lang="sr-Cyrl">`, "<title>ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЧИТАОНИЦАМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ</title>", `<p class="label">Члан 2.</p>`,
		"&lt;b&gt;30", "<strong>петнаест</strong>", `<p class="label"><ins>`, "@page{size:A4",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if strings.Contains(page, "<b>") || strings.Contains(page, "Овим законом") {
		t.Errorf("markup of the text or an unchanged provision in\n%s", page)
	}
}

func TestOverviewLeavesOutNotesAndPlace(t *testing.T) {
	noted := strings.Replace(ordinanceOld, "Рок се не продужава.", "Рок се не продужава.\n*Службени гласник РС, број 4/2020", 1)
	noted = strings.Replace(noted, "општинска управа.", "градска управа.\n*Службени гласник РС, број 4/2020", 1)
	_, _, r := compareActs(t, ordinanceOld, noted)
	want := "ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЧИТАОНИЦАМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ\n\nЧлан 3.\nНадзор врши [-општинска-]{+градска+} управа.\n"
	if diff := cmp.Diff(want, r.Overview().Text()); diff != "" {
		t.Errorf("overview (-want +got):\n%s", diff)
	}
}

// TestOverviewHoldsWholeProvisions rebuilds both texts of every provision shown.
func TestOverviewHoldsWholeProvisions(t *testing.T) {
	old, new, r := compareActs(t, ordinanceOld, ordinanceNew)
	texts := [2]map[string]bool{{}, {}}
	for k, a := range []*act.Act{old, new} {
		for _, n := range a.Articles() {
			texts[k][n.PlainText()] = true
		}
	}
	for _, p := range r.Overview().Provisions {
		var sides [2][]string
		for _, line := range p.Lines {
			var text [2]string
			for _, sp := range line.Spans {
				if sp.Op != Inserted {
					text[0] += sp.Text
				}
				if sp.Op != Deleted {
					text[1] += sp.Text
				}
			}
			for k := range sides {
				if text[k] != "" {
					sides[k] = append(sides[k], text[k])
				}
			}
		}
		for k := range sides {
			if text := strings.Join(sides[k], "\n"); text != "" && !texts[k][text] {
				t.Errorf("side %d: %q is no whole article", k, text)
			}
		}
	}
}

func TestOverviewTitles(t *testing.T) {
	tests := []struct{ lang, title, want string }{
		{"sr-Cyrl", "Закон о раду", "ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О РАДУ КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Latn", "Zakon o ljubavi", "PREGLED ODREDABA ZAKONA O LJUBAVI KOJE SE MENJAJU, ODNOSNO DOPUNJUJU"},
		{"sr-Cyrl", "Законик о поступку", "ПРЕГЛЕД ОДРЕДАБА ЗАКОНИКА О ПОСТУПКУ КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "УРЕДБА О РОКОВИМА", "ПРЕГЛЕД ОДРЕДАБА УРЕДБЕ О РОКОВИМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "Одлука о платама", "ПРЕГЛЕД ОДРЕДАБА ОДЛУКЕ О ПЛАТАМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "Нацрт закона о раду", "ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О РАДУ КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "РИБОЛОВНИ ЗАКОН", "ПРЕГЛЕД ОДРЕДАБА РИБОЛОВНОГ ЗАКОНА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Latn", "Opšti i vojni zakonik o ribolovu", "PREGLED ODREDABA OPŠTEG I VOJNOG ZAKONIKA O RIBOLOVU KOJE SE MENJAJU, ODNOSNO DOPUNJUJU"},
		{"sr-Cyrl", "Лучка тарифа", "ПРЕГЛЕД ОДРЕДАБА ЛУЧКЕ ТАРИФЕ КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "Уставни закон за примену Устава", "ПРЕГЛЕД ОДРЕДАБА УСТАВНОГ ЗАКОНА ЗА ПРИМЕНУ УСТАВА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "Основно упутство", "ПРЕГЛЕД ОДРЕДАБА ОСНОВНОГ УПУТСТВА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"sr-Cyrl", "Правила куће", "ПРЕГЛЕД ОДРЕДАБА АКТА „ПРАВИЛА КУЋЕ” КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"},
		{"en", "Act on Reading", "PROVISIONS OF “Act on Reading” THAT ARE AMENDED"},
	}
	for _, tt := range tests {
		if got := wordingOf(tt.lang).overview(tt.title); got != tt.want {
			t.Errorf("overview of %q: got %q, want %q", tt.title, got, tt.want)
		}
	}
}

func TestOverviewInWord(t *testing.T) {
	_, _, r := compareActs(t, ordinanceOld, ordinanceNew)
	o := r.Overview()
	data, err := o.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.DOCX()
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("written twice, the bytes differ (%v)", err)
	}
	doc, err := docx.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		o.Title, "Рок", "Члан 2.", "Књига се издаје на рок од тридесетпетнаест дана.", "Рок се не продужава.",
		"Именик", "Члан 2а", "Читаоница води именик читалаца, који је тајна.", "Члан 3.", "Надзор врши општинска управа.",
	}
	var got []string
	for _, l := range doc.View(docx.Accepted).Lines {
		got = append(got, l.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("paragraphs (-want +got):\n%s", diff)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{"<w:strike/>", `<w:u w:val="single"/>`} {
		if !bytes.Contains(body, []byte(mark)) {
			t.Errorf("no %s in the document", mark)
		}
	}
}

func TestOverviewShowsTheNameOfTheAct(t *testing.T) {
	_, _, r := compareActs(t, ordinanceOld, strings.Replace(ordinanceOld, "О ЧИТАОНИЦАМА", "О ЈАВНИМ ЧИТАОНИЦАМА", 1))
	o := r.Overview()
	want := "ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЧИТАОНИЦАМА КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ\n\nЗАКОН О {+ЈАВНИМ +}ЧИТАОНИЦАМА\n"
	if diff := cmp.Diff(want, o.Text()); diff != "" {
		t.Errorf("overview (-want +got):\n%s", diff)
	}
	if page := o.Page(); !strings.Contains(page, "<strong>ЈАВНИМ </strong>") || strings.Contains(page, "Нема измена.") {
		t.Errorf("page: %s", page)
	}
}

func TestOverviewMarksAMovedArticle(t *testing.T) {
	const guard = "Чување\nЧлан 3.\nКњиге се чувају на сувом месту, заштићене од светлости и влаге, а попис се води сваке године.\n\n"
	const chapter = "ГЛАВА II\nОСТАЛЕ ОДРЕДБЕ\n\n"
	base := strings.Replace(strings.Replace(ordinanceOld, "Члан 4.", "Члан 5.", 1), "Члан 3.", guard+chapter+"Члан 4.", 1)
	other := strings.Replace(base, guard, "", 1)
	tests := []struct{ name, new, want string }{
		{"with the number it had", other + "\n" + guard, "[премештено из главе I у главу II] Чување\nЧлан 3.\nКњиге се"},
		{"with another number", other + "\n" + strings.Replace(guard, "Члан 3.", "Члан 6.", 1), "[премештено из главе I у главу II] Чување\nЧлан [-3-]{+6+}.\nКњиге се"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, base, tt.new)
			if got := r.Overview().Text(); !strings.Contains(got, tt.want) {
				t.Errorf("no %q in\n%s", tt.want, got)
			}
		})
	}
	ch := &Change{Level: LevelArticle, Moved: true, Renumbered: true, Old: []string{"art_5"}, OldLabel: "Члан 5.", NewLabel: "Члан 2."}
	for lang, want := range map[string]string{
		"sr-Cyrl": "премештено, раније члан 5", "sr-Latn": "premešteno, ranije član 5", "hr": "premješteno, ranije članak 5.",
		"en": "moved, formerly article 5", "sl": "premaknjeno, prej člen 5", "de": "verschoben, bisher Art. 5",
	} {
		if got := wordingOf(lang).movedNote(ch); got != want {
			t.Errorf("in %s the note is %q, want %q", lang, got, want)
		}
	}
}
