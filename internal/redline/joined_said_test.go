package redline

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAnArticleSaysWhichOfItsProvisionsWereSplitAndMerged joins and cuts paragraphs and points of one article.
func TestAnArticleSaysWhichOfItsProvisionsWereSplitAndMerged(t *testing.T) {
	const (
		first  = "Служба води регистар издатих дозвола у електронском облику."
		second = "Подаци из регистра објављују се на порталу једном месечно."
		third  = "Министар прописује облик и садржину обрасца захтева."
		start  = "Регистар\nЧлан %d.\n"
		points = start + "Служба обавља следеће послове:\n1) води регистар издатих дозвола у електронском облику;\n"
		report = "саставља годишњи извештај о броју захтева и о роковима у којима је о њима одлучено"
		check  = "прати примену прописа о отвореним подацима у органима јавне власти"
	)
	apart := start + first + "\n" + second + "\n" + third + "\n"
	joined := start + first + " " + second + "\n" + third + "\n"
	whole := points + "2) " + report + " и " + check + ".\n"
	cut := points + "2) " + report + ";\n3) " + check + ".\n"
	dashes := start + "Служба обавља следеће послове:\n– води регистар издатих дозвола у електронском облику;\n"
	for _, tt := range []struct {
		name, lang, old, new string
		want                 []string
	}{
		{"two paragraphs in one", "", apart, joined, []string{"ст. 1. и 2. спојени у став 1"}},
		{"one paragraph in two", "", joined, apart, []string{"став 1. подељен на ст. 1. и 2"}},
		{"two points in one", "", cut, whole, []string{"измењено", "тач. 2) и 3) спојене у тачку 2)"}},
		{"one point in two", "", whole, cut, []string{"измењено", "тачка 2) подељена на тач. 2) и 3)"}},
		{"one indent in two", "", dashes + "– " + report + " и " + check + ".\n", dashes + "– " + report + ";\n– " + check + ".\n", []string{"измењено"}},
		{"in Latin", "sr-Latn", joined, apart, []string{"stav 1. podeljen na st. 1. i 2"}},
		{"in Croatian", "hr", joined, apart, []string{"stavak 1. podijeljen na st. 1. i 2."}},
		{"in English", "en", apart, joined, []string{"paragraphs 1 and 2 merged into paragraph 1"}},
		{"split in English", "en", joined, apart, []string{"paragraph 1 split into paragraphs 1 and 2"}},
		{"in German", "de", apart, joined, []string{"Abs. 1 und 2 zusammengeführt zu Abs. 1"}},
		{"in Slovenian", "sl", apart, joined, []string{"odstavka 1 in 2 združena v odstavek 1"}},
		{"all three paragraphs in one", "", apart, start + first + " " + second + " " + third + "\n", []string{"ст. 1–3. спојени у став 1"}},
		{"a word besides", "", apart, start + first + " " + second + "\nМинистар прописује изглед и садржину обрасца захтева.\n", []string{"измењено", "ст. 1. и 2. спојени у став 1"}},
	} {
		old, new, r := compareActs(t, number(subject, tt.old, force), number(subject, tt.new, force))
		checkRedline(t, old, new, r)
		src, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		var kept Redline
		if err = json.Unmarshal(src, &kept); err != nil {
			t.Fatal(err)
		}
		for _, r := range []*Redline{r, &kept} {
			if got := r.kinds(r.wording(tt.lang), &r.Changes[0]); !slices.Equal(got, tt.want) {
				t.Errorf("%s: said to be %q, want %q", tt.name, got, tt.want)
			}
		}
	}
}

// TestASplitParagraphWithANumberIsNotSaidToBeEdited holds that a label alone is no edit.
func TestASplitParagraphWithANumberIsNotSaidToBeEdited(t *testing.T) {
	const (
		begin = "REGULATION (EU) 2031/418 OF THE COUNCIL\non reading rooms\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nSubject\n\n1. This Regulation lays down rules on reading rooms.\n\n2. Reading rooms shall be open every day."
		end   = "Member States shall notify the Commission of their reading rooms by the end of each year.\n\nArticle 2\nEntry into force\n\nThis Regulation shall enter into force on the day following that of its publication.\n"
	)
	for _, tt := range []struct {
		new  string
		want []string
	}{
		{begin + "\n\n3. " + end, []string{"paragraph 2 split into paragraphs 2 and 3"}},
		{strings.Replace(begin, "every day", "daily", 1) + "\n\n3. " + end, []string{"edited", "paragraph 2 split into paragraphs 2 and 3"}},
	} {
		old, err := act.Parse([]byte(begin+" "+end), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := act.Parse([]byte(tt.new), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		r, err := Compare(old, fresh)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.kinds(r.wording(""), &r.Changes[0]); !slices.Equal(got, tt.want) {
			t.Errorf("said to be %q, want %q", got, tt.want)
		}
	}
}
