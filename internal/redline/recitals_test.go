package redline

import (
	"strings"
	"testing"
)

const recitalsAct = "REGULATION (EU) 2031/11 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\nof 3 March 2031\n\non reading rooms\n\n" +
	"THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\n\nWhereas:\n\n(1) Reading rooms help people to learn throughout their lives.\n\n" +
	"(2) Divergent national rules hinder the lending of books across borders.\n\n(3) The Commission should be empowered to adopt delegated acts.\n\n" +
	"HAVE ADOPTED THIS REGULATION:\n\nArticle 1\n\nSubject matter\n\nThis Regulation lays down rules on reading rooms that are open to the public.\n\n" +
	"Article 2\n\nEntry into force\n\nThis Regulation shall enter into force on the twentieth day following that of its publication.\n"

func TestRenumberedRecitalsAreOneFact(t *testing.T) {
	const came = "(%) Small reading rooms bear costs that are out of proportion to their income.\n\n"
	one := strings.Replace(recitalsAct, "(3) The", strings.Replace(came, "%", "3", 1)+"(4) The", 1)
	two := strings.NewReplacer("(2) Div", strings.Replace(came, "%", "2", 1)+"(3) Div", "(3) The", "(4) The").Replace(recitalsAct)
	for _, tt := range []struct{ lang, new, want string }{
		{"en", one, "Recital (3) is now (4)."},
		{"en", two, "Recitals (2) and (3) are now (3) and (4)."},
		{"de", two, "Erwägungsgründe 2 und 3 sind jetzt Erwägungsgründe 3 und 4."},
		{"sl", two, "Uvodni izjavi (2) in (3) sta zdaj uvodni izjavi (3) in (4)."},
		{"hr", two, "Uvodne izjave 2. i 3. sada su uvodne izjave 3. i 4."},
	} {
		_, _, r := compareIn(t, "eu", recitalsAct, tt.new)
		if got := r.Facts(tt.lang); len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: told is %q, want %q", tt.lang, got, tt.want)
		}
	}
}
