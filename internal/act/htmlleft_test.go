package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const changedPage = `<html><head><title>Закон о чамцима</title></head><body><h1>Закон о чамцима</h1><p>Члан 1.</p>` +
	`<p>Чамац се пријављује у року од <del datetime="2026-11-01">30</del><ins>20</ins> дана.</p><del><p>Пријава је усмена.</p></del>` +
	`<ins><p>Пријава је писмена.</p></ins></body></html>`

func TestChangesOfAPageAreAccepted(t *testing.T) {
	a := parsePage(t, changedPage)
	if got, want := a.Articles()[0].PlainText(), "Члан 1.\nЧамац се пријављује у року од 20 дана.\nПријава је писмена."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	want := []act.Warning{{Code: act.WarnTrackedChanges, Text: "30"}, {Code: act.WarnTrackedChanges, Text: "Пријава је усмена."}}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestChangesOfAPageAreRejectedWhereThatIsAskedFor(t *testing.T) {
	a, err := act.Parse([]byte(changedPage), act.Options{Name: "akt.html", Rejected: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.Articles()[0].PlainText(), "Члан 1.\nЧамац се пријављује у року од 30 дана.\nПријава је усмена."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatAPageHoldsBesidesItsText(t *testing.T) {
	warning := func(code, text string) []act.Warning { return []act.Warning{{Code: code, Text: text}} }
	tests := []struct {
		name, page, text string
		want             []act.Warning
	}{
		{"a deletion without an end", "<p>а <del>б</p><p>в</p>", "а б|в", warning(act.WarnTrackedChanges, "")},
		{"a deletion ends with its paragraph", "<div><p>а <del>б</p><p>в</p></del> г</div>", "а|в|г", warning(act.WarnTrackedChanges, "б")},
		{"deletions in capitals, one in the other", "<p>а <DEL>б <Del>в</Del> г</DEL> д</p>", "а д", []act.Warning{{Code: act.WarnTrackedChanges, Text: "б в"}, {Code: act.WarnTrackedChanges, Text: "г"}}},
		{"a break and a quotation that were deleted", "<p>а<del><br><q>б</q></del>в</p>", "ав", warning(act.WarnTrackedChanges, "б")},
		{"struck text is text", "<p>а <s>б <s>г</s></s> <strike>в</strike></p><p>д</p>", "а б г в|д", []act.Warning{{Code: act.WarnStruckText, Text: "б г"}, {Code: act.WarnStruckText, Text: "в"}}},
		{"words that are not shown are text", `<p>а <span style="color: red; Display : none">б <span>в</span></span> г</p><p hidden>д<p>ђ</p>`, "а б в г|д|ђ", []act.Warning{{Code: act.WarnUnshownText, Text: "б в"}, {Code: act.WarnUnshownText, Text: "д"}}},
		{"words of a class that is not shown", `<style>/* .д { } */ @import "a.css"; .skriveno, p.ne { color: red; Display : none !important }</style><p>а <span class="rok Skriveno">б</span> <i class="ne">в</i></p><p class="ne">г</p>`, "а б в|г", []act.Warning{{Code: act.WarnUnshownText, Text: "б"}, {Code: act.WarnUnshownText, Text: "г"}}},
		{"words of a class that only a text of the sheet names", `<style>.a::before{content:"}.b{display:none}"}</style><p class="a">а</p><p class="b">б</p>`, "а|б", nil},
		{"words of a class that is not shown on paper, in something or at first", `<style>.a{display:none}.a{display:block} @media print { .b { display: none } } .meni .v{display:none} .g:hover{display:none} td.d.e{visibility:hidden}</style><style media="print">.d{display:none}</style><p class="a">а</p><p class="b">б</p><p class="v">в</p><p class="g">г</p><p class="d">д</p>`, "а|б|в|г|д", nil},
		{"a picture and an input that are not shown", `<p>а <img hidden alt=""><input hidden> б</p>`, "а б", nil},
		{"a name of the page that the text does not have", "<title>Портал</title><p>а</p>", "а", warning(act.WarnLeftOut, "Портал")},
		{"a name of the page that the text has", "<title>Закон о\nчамцима</title><h1>Закон о  чамцима</h1><p>а</p>", "Закон о чамцима а", nil},
		{"what is shown without scripts", "<p>а</p><noscript><p>Укључите <b>скрипте</b>.</p></noscript>", "а", warning(act.WarnLeftOut, "Укључите скрипте .")},
		{"scripts and styles", "<style>p{}</style><script>x()</script><p>а</p>", "а", nil},
		{"a template", "<template><p>Образац &amp; б</p></template><p>а</p>", "а", warning(act.WarnLeftOut, "Образац & б")},
		{"a name without an end", "<title>а <b>б</b>", "а б", nil},
		{"a picture that says something", `<p>а <img src="g.png" alt="Грб"></p>`, "а", warning(act.WarnPictures, "Грб")},
		{"a picture that says nothing of itself", `<p>а <img src="g.png"></p>`, "а", warning(act.WarnPictures, "")},
		{"a picture that adorns", `<p>а <img src="g.png" alt=""></p>`, "а", nil},
		{"a comment", "<p>а<!-- Проверити\nрок. --><!-- и ово --> б</p>", "а б", warning(act.WarnComments, "Проверити рок.")},
		{"a condition for a program", "<!--[if gte mso 9]><xml>а</xml><![endif]--><p>а</p>", "а", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parsePage(t, tt.page)
			var lines []string
			if a.Title != "" {
				lines = append(lines, a.Title)
			}
			for _, n := range a.Body {
				lines = append(lines, strings.Split(n.PlainText(), "\n")...)
			}
			if got := strings.Join(lines, "|"); got != tt.text {
				t.Errorf("text %q, want %q", got, tt.text)
			}
			var got []act.Warning
			for _, w := range a.Warnings {
				if w.Code != act.WarnNoArticles {
					got = append(got, w)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}
