package web

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// filesSent counts the files that were sent to the server to be checked.
func (s *site) filesSent() int {
	n := 0
	for line := range strings.Lines(s.log.String()) {
		if strings.Contains(line, "POST") && strings.Contains(line, "/provera") {
			n++
		}
	}
	return n
}

// TestAReceiptIsCheckedWhereItIs chooses, drops and pastes the file of a receipt in
// every language, on a wide and a narrow page, with keys alone: the browser says what
// the server would, and sends nothing. Without scripts, or without the arithmetic, the
// server says it.
func TestAReceiptIsCheckedWhereItIs(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := u.sendsOne(t, m.ref)
	file := u.asks("GET", at+"/datoteka", nil).want(200).body
	words := u.asks("GET", at+"/reci", nil).want(200).body
	dir := t.TempDir()
	u.asks("POST", at+"/ispravka", url.Values{"key": {"1"}, "comments[0].body": {"Рок је прекратак."}}).want(303)
	correction := u.asks("GET", at+"/datoteka", nil).want(200).body
	named := map[string][]byte{"dobra.tlog-proof": file, "ispravka.tlog-proof": correction, "redovi.tlog-proof": bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n")),
		"izmenjena.tlog-proof": bytes.Replace(file, []byte("\nindex "), []byte("\nindex 1"), 1), "slika.png": []byte("\x89PNG\r\n\x1a\n"),
		"reci.said.txt": words, "druge.said.txt": bytes.Replace(words, []byte("Текст."), []byte("Тенст."), 1)}
	for name, b := range named {
		err := os.WriteFile(filepath.Join(dir, name), b, 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	b := browsertest.Open(t)
	tab := b.Person(t, browsertest.Options{Name: "Ана"})
	still := b.Person(t, browsertest.Options{Name: "Ана без скрипти", NoScript: true})
	for _, l := range locale.Langs() {
		v := reader(l)
		page := s.url + "/" + string(l) + "/provera"
		tab.Go(page)
		tab.See(v.t("check.will_here"))
		tab.NotSee(v.t("check.will_there"))
		tab.Upload(v.t("check.file"), filepath.Join(dir, "dobra.tlog-proof"))
		tab.See(v.t("check.valid"))
		tab.See(v.t("check.here"))
		for _, width := range []int{1280, 320} {
			tab.Size(width, 900)
			tab.Axe(t)
			tab.Reflow(t)
		}
		here := tab.Text()

		still.Go(page)
		still.See(v.t("check.will_there"))
		still.Upload(v.t("check.file"), filepath.Join(dir, "dobra.tlog-proof"))
		still.Click(v.t("check.do"))
		still.See(v.t("check.valid"))
		still.See(v.t("check.there"))
		still.Axe(t)
		facts := func(text, from string) string {
			_, after, _ := strings.Cut(text, v.t(from))
			said, _, _ := strings.Cut(after, v.t("check.see"))
			return strings.Join(strings.Fields(said), " ")
		}
		if got, want := facts(here, "check.received"), facts(still.Text(), "check.received"); got == "" || got != want {
			t.Errorf("in %s the browser says %q, the server %q", l, got, want)
		}

		// That of a correction.
		still.Upload(v.t("check.file"), filepath.Join(dir, "ispravka.tlog-proof"))
		still.Click(v.t("check.do"))
		still.See(v.t("check.corrected"))
		tab.Drop("h1", filepath.Join(dir, "ispravka.tlog-proof"))
		tab.See(v.t("check.corrected"))
		if got, want := facts(tab.Text(), "check.correction"), facts(still.Text(), "check.correction"); got == "" || got != want {
			t.Errorf("of a correction in %s the browser says %q, the server %q", l, got, want)
		}

		// The words beside it, chosen without scripts and dropped with them.
		still.Upload(v.t("check.file"), filepath.Join(dir, "dobra.tlog-proof"))
		still.Click(v.t("check.words_open"))
		still.Upload(v.t("check.words"), filepath.Join(dir, "reci.said.txt"))
		still.Click(v.t("check.do"))
		still.See(v.t("check.said_same"))
		still.See(v.t("check.words_received"))
		still.Axe(t)
		tab.Drop("h1", filepath.Join(dir, "dobra.tlog-proof"))
		tab.See(v.t("check.valid"))
		tab.Drop("h1", filepath.Join(dir, "reci.said.txt"))
		tab.See(v.t("check.said_same"))
		tab.See(v.t("check.words_received"))
		for _, width := range []int{1280, 320} {
			tab.Size(width, 900)
			tab.Axe(t)
			tab.Reflow(t)
		}
		tab.Drop("h1", filepath.Join(dir, "druge.said.txt"))
		tab.See(v.t("check.said_other"))
		tab.See(v.t("check.words_differs"))

		tab.Drop("h1", filepath.Join(dir, "izmenjena.tlog-proof"))
		tab.See(v.t("check.altered"))
		tab.NotSee(v.t("check.valid"))
		tab.Axe(t)
		tab.Drop("h1", filepath.Join(dir, "redovi.tlog-proof"))
		tab.See(v.t("check.respelled"))
		tab.Upload(v.t("check.file"), filepath.Join(dir, "slika.png"))
		tab.See(v.t("check.unreadable"))

		tab.Go(page)
		tab.Size(320, 900)
		tab.Fill(v.t("check.text"), strings.TrimSpace(string(file)))
		tab.Press(kb.Tab) // past what opens the words
		tab.Press(kb.Tab)
		tab.Press(kb.Enter)
		tab.See(v.t("check.valid"))
		tab.Click(v.t("check.see"))
		tab.See(strings.TrimPrefix(at, "/sr-Cyrl/potvrde/"))
		tab.Size(1280, 900)
	}
	if n, want := s.filesSent(), 3*len(locale.Langs()); n != want {
		t.Errorf("the server was asked %d times, want %d, by the tab without scripts alone", n, want)
	}

	say := reader(locale.SrCyrl)
	old := b.Person(t, browsertest.Options{Name: "Ана у старом прегледачу", Lacks: `SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"));`})
	old.Go(s.url + "/sr-Cyrl/provera")
	old.See(say.t("check.will_there_old"))
	old.NotSee(say.t("check.will_here"))
	old.Upload(say.t("check.file"), filepath.Join(dir, "dobra.tlog-proof"))
	old.Click(say.t("check.do"))
	old.See(say.t("check.valid"))
	old.See(say.t("check.there"))

	tab.Go(s.url + "/sr-Cyrl/provera")
	tab.Click(say.t("check.do"))
	tab.See(say.t("check.nothing"))
}
