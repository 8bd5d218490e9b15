package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAbbreviationsOfActs holds that what stands before an abbreviation is of the act which the text introduces
// with it or of whose provisions it speaks, and of this one behind that of a body.
func TestAbbreviationsOfActs(t *testing.T) {
	const law, croatian = "ЗАКОН\nО РЕДУ\n\nЧлан 1.\nРед је.\n\nЧлан 2.\n", "ZAKON\nO REDU\n\nČlanak 1.\nRed je.\n\nČlanak 2.\n"
	for _, tt := range []struct{ text, want string }{
		{"Примењује се Кодекс поступања полиције (у даљем тексту: КПП).\nПоступа се по члану 1. КПП.", "КПП"},
		{"Примењује се Кодекс поступања полиције („Службени гласник РС”, број 5/10, у даљем тексту: КПП).\nПоступа се по члану 1. КПП-а.", "КПП"},
		{"У складу са Конвенцијом о правима детета (КПД), поступа се по члану 1. КПД.", "КПД"},
		{"Општа уредба о заштити података (у даљем тексту: GDPR) примењује се по члану 1. GDPR.", "GDPR"},
		{"Одредбе КПП примењују се сходно. Поступа се по члану 1. КПП.", "КПП"},
		{"Поступа се по члану 1. КПП. Министарство (у даљем тексту: КПП) уређује ред.", ""},
		{"Министарство унутрашњих послова (у даљем тексту: МУП) води евиденцију.\nРок из члана 1. МУП објављује.", ""},
		{"Агенција основана Законом о раду (у даљем тексту: АРР) води евиденцију.\nРок из члана 1. АРР објављује.", ""},
		{"Овај закон (у даљем тексту: ЗР) уређује ред.\nРок из члана 1. ЗР тече.", "act"},
		{"Рок из члана 1. МУП објављује.", ""},
	} {
		a := parse(t, law+tt.text+"\n")
		refs := a.References()
		last := refs[len(refs)-1]
		got := last.Act
		if got == "" && last.Text == "члана 1. ЗР" && len(last.Targets) == 1 {
			got = "act"
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || len(refs) != 1 || tt.want == "" && cmp.Diff([]string{"art_1"}, last.Targets) != "" {
			t.Errorf("%q: %d references, the last %q to %q (-want +got):\n%s", tt.text, len(refs), last.Text, last.Targets, diff)
		}
	}
	a, err := act.Parse([]byte(croatian+"Primjenjuje se Općinski prostorni plan, Pravilnik o redu (dalje u tekstu: PR).\nRok iz članka 1. PR-a teče.\n"), act.Options{Profile: "hr"})
	if err != nil {
		t.Fatal(err)
	}
	if refs := a.References(); len(refs) != 1 || refs[0].Act != "PR" {
		t.Errorf("references %+v, want one to PR", refs)
	}
}
