package notify

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestEveryDecisionHasItsWords(t *testing.T) {
	for kind, all := range map[store.MailKind][]string{
		store.MailContestSettled: {"reinstated", "upheld"},
		store.MailClaimSettled:   {"taken_down", "refused"},
		store.MailEnded:          {"completed", "rejected", "withdrawn"},
	} {
		for _, lang := range locale.Langs() {
			told := map[string]bool{}
			for _, decision := range all {
				m := sample(kind, lang)
				m.Decided = decision
				l, err := write(m, site)
				if err != nil {
					t.Fatal(err)
				}
				text := l.plain()
				if strings.Contains(text, "mail.") || strings.Contains(text, decision+"_") || told[text] {
					t.Errorf("%s %s in %s: %s", kind, decision, lang, text)
				}
				told[text] = true
			}
		}
	}
}

func TestWhatOneAskedForCanBeStopped(t *testing.T) {
	for kind := range letters {
		m := sample(kind, locale.SrCyrl)
		got, err := written(t, m)
		if err != nil {
			t.Fatal(err)
		}
		stop := "https://rasprava.example/sr-Cyrl/odjava/" + m.Stop
		in := strings.Contains(got.Text, stop) && strings.Contains(got.HTML, stop) && got.Header.Get("List-Unsubscribe") == "<"+stop+">" &&
			got.Header.Get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
		if in != (m.Stop != "") || m.Stop == "" && (got.Header.Get("List-Unsubscribe") != "" || strings.Contains(got.Text, "odjava")) {
			t.Errorf("%s: %v\n%s", kind, got.Header, got.Text)
		}
	}
}
