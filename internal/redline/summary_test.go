package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestAnEditedArticleIsNoneThatDiffersInWritingAlone(t *testing.T) {
	old := number(subject, terms, deadline, force)
	_, _, r := compareActs(t, old, script.ToLatin(strings.Replace(old, "30 дана", "20 дана", 1)))
	if a := r.Summary.Articles; a.Edited != 1 || a.Typographic != 3 {
		t.Errorf("got %+v, want 1 edited and 3 that differ in writing alone", a)
	}
}

func TestTheSummaryTellsOfWhatStandsInNoArticle(t *testing.T) {
	chapters := func(heading, fee string) string {
		return "ЗАКОН О ТЕСТУ\n\nI. ОСНОВНЕ ОДРЕДБЕ\n\n" + fmt.Sprintf(subject, 1) + "\nII. " + heading + "\n\nЧлан 2.\nЗакон ступа на снагу осмог дана од дана објављивања.\n\nПРИЛОГ 1.\nТаксе\n\nТакса за потврду износи " + fee + " динара.\n"
	}
	for _, tt := range []struct{ lang, heading, fee, want string }{
		{"", "ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ", "300", "непромењено 2"},
		{"", "ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ", "500", "непромењено 2 · измењено ван чланова 1"},
		{"", "ЗАВРШНЕ ОДРЕДБЕ", "500", "непромењено 2 · измењено ван чланова 2"},
		{"sr-Latn", "ЗАВРШНЕ ОДРЕДБЕ", "300", "nepromenjeno 2 · izmenjeno van članova 1"},
		{"hr", "ЗАВРШНЕ ОДРЕДБЕ", "300", "nepromijenjeno 2 · izmijenjeno izvan članaka 1"},
		{"sl", "ЗАВРШНЕ ОДРЕДБЕ", "300", "nespremenjeno 2 · spremenjeno zunaj členov 1"},
		{"de", "ЗАВРШНЕ ОДРЕДБЕ", "300", "unverändert 2 · außerhalb der Artikel geändert 1"},
		{"en", "ЗАВРШНЕ ОДРЕДБЕ", "300", "unchanged 2 · changed outside articles 1"},
	} {
		_, _, r := compareActs(t, chapters("ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ", "300"), chapters(tt.heading, tt.fee))
		got, _, _ := strings.Cut(r.Text(tt.lang), "\n")
		if got != tt.want {
			t.Errorf("%s, %s, %s: got %q, want %q", tt.lang, tt.heading, tt.fee, got, tt.want)
		}
	}
	text := chapters("ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ", "300")
	_, _, r := compareActs(t, text, script.ToLatin(text))
	if got, _, _ := strings.Cut(r.Text("en"), "\n"); got != "typographic 2" {
		t.Errorf("the other script: got %q", got)
	}
}
