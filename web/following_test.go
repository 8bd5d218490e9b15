package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

func TestATermIsSaidInTheGenitive(t *testing.T) {
	for _, c := range []struct {
		kind procedure.WindowKind
		term string
		want string
	}{
		{procedure.MaxWindow, "15d", "Фаза треба да се заврши у року од 15 дана од дана објаве."},
		{procedure.MaxWindow, "8d!", "Фаза треба да се заврши у року од 8 дана од дана објаве."},
		{procedure.MinWindow, "1wd", "Фаза не може да траје краће од 1 радног дана од дана објаве."},
		{procedure.MinWindow, "1w", "Фаза не може да траје краће од 1 недеље од дана објаве."},
		{procedure.MaxWindow, "6mo", "Фаза треба да се заврши у року од 6 месеци од дана објаве."},
		{procedure.MaxWindow, "1y", "Фаза треба да се заврши у року од 1 године од дана објаве."},
		{procedure.MaxWindow, "@01-31", "Фаза треба да се заврши до првог 31.\u00a0јануара од дана објаве."},
		{procedure.MinWindow, "@12-01", "Фаза не може да се заврши пре првог 1.\u00a0децембра од дана објаве."},
	} {
		got := reader(locale.SrCyrl).termSentence(nil, procedure.WindowDef{Kind: c.kind, Term: c.term, From: "publication", Evidence: procedure.Sourced})
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.term, got, c.want)
		}
	}
}
