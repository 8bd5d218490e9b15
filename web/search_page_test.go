package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
)

func TestWhatIsLookedForIsFoundInTitlesTextsAndComments(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	s.says(round, object{"kind": "question", "body": "Ко <b>одлучује</b> о жалбама странака?", "provision": "art_3"})
	_, err := s.store.TakeWords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	look := func(lang locale.Lang, query string) string {
		return s.visitor().gets("/" + string(lang) + "/pretraga?" + url.Values{"q": {query}}.Encode())
	}
	shows(t, look(locale.SrCyrl, "жалба"), "Ко &lt;b&gt;одлучује&lt;/b&gt; о <mark>жалбама</mark> странака?", "/predmeti/"+m.ref+"/komentari/1?krug=1", "Коментар 1")
	shows(t, look(locale.SrLatn, "zalbe stranke"), "<mark>жалбама</mark> <mark>странака</mark>")
	shows(t, look(locale.SrCyrl, "органима"), "/predmeti/"+m.ref+"/tekst/", "#art_2\">", "<mark>Орган</mark>", "Члан 2.", "У текстовима")
	shows(t, look(locale.SrLatn, "органима"), "<mark>Organ</mark>", "Član 2.")
	shows(t, look(locale.En, "organ"), "<mark>Орган</mark>", "In the texts")
	shows(t, look(locale.SrCyrl, "орг*"), "<mark>Орган</mark>")
	shows(t, look(locale.SrCyrl, "непостојеће"), "Ништа није пронађено", `value="непостојеће"`)
	shows(t, look(locale.SrCyrl, "у за и"), "стоје готово свуда")
	shows(t, look(locale.SrCyrl, "<script>"), "Ништа није пронађено", `value="&lt;script&gt;"`)
	if page := look(locale.SrCyrl, "  "); strings.Contains(page, "Ништа") {
		t.Error("nothing was asked for, and the page says that nothing was found")
	}
	shows(t, look(locale.SrCyrl, strings.Repeat("ж ", 300)), `value="`)
	shows(t, s.visitor().gets("/sr-Cyrl/predmeti?q=орган"), `/sr-Cyrl/pretraga?q=`)
}

func TestWhatStandsAroundAFoundWord(t *testing.T) {
	long := strings.Repeat("реч ", 100)
	tests := []struct {
		name, query, text string
		want              string // words that were found in brackets
	}{
		{"in a short text", "рок", "Рок је предуг, а рокови су важни.", "[Рок] је предуг, а [рокови] су важни."},
		{"the other script", "rok", "о року", "о [року]"},
		{"lines become one", "рок", "први\n\nдруги\tрок", "први други [рок]"},
		{"a beginning, and what shares its stem", "шума*", "у шуми шумарство, не шупа", "у [шуми] [шумарство], не шупа"},
		{"nothing is found", "рок", "текст без тога", "текст без тога"},
		{"an empty text", "рок", "", ""},
		{"deep in a long text", "рок", long + "рок " + long, "… " + strings.Repeat("реч ", 19) + "[рок] " + strings.TrimSpace(strings.Repeat("реч ", 40)) + " …"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			for _, span := range foundWords(tt.query).around(tt.text) {
				if span.Mark != "" {
					b.WriteString("[" + span.Text + "]")
					continue
				}
				b.WriteString(span.Text)
			}
			if diff := cmp.Diff(tt.want, b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
