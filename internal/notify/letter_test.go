package notify

import (
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/notify/mailtest"
	"github.com/rasprava/rasprava/internal/store"
)

// decisions are one of those that a letter of a kind tells; TestEveryDecisionHasItsWords
// goes through all.
var decisions = map[store.MailKind]string{store.MailContestSettled: "upheld", store.MailClaimSettled: "taken_down", store.MailEnded: "rejected"}

const site = "https://rasprava.example"

func sample(kind store.MailKind, lang locale.Lang) store.Mail {
	m := store.Mail{ID: 7, Key: string(kind) + "/0198", Kind: kind, To: "ana@example.org", Lang: string(lang), Attempts: 1,
		QueuedAt: time.Date(2026, 11, 23, 9, 0, 1, 0, time.UTC), Title: "Нацрт закона о јавним чесмама", ReceiptNo: "ABCDE-FGHJK-MNPQR-STVWX-YZ012",
		Secret: "dGFqbmE", Token: "dG9rZW4", Until: time.Date(2026, 12, 3, 23, 0, 0, 0, time.UTC), ReceivedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	switch {
	case strings.HasPrefix(string(kind), "cosign"):
		m.Cosigner, m.Organisation, m.Asks, m.Secret = "0199", "Фондација „Липа”", "Удружење „Извор”, Ниш", ""
		return m
	case kind != store.MailReceipt && kind != store.MailConfirm:
		m.Secret, m.Token = "", ""
		m.Ref, m.Round, m.Number, m.Decided = "2026-0007", 2, 14, decisions[kind]
		m.Stage, m.Outcome, m.Date = store.Title{Sr: "Седница Владе", En: "Session of the Government"}, store.Title{Sr: "Влада утврђује предлог", En: "The Government adopts the proposal"}, "2026-12-17"
		m.Body = store.Title{Sr: "Влада", En: "The Government"}
	}
	switch kind {
	case store.MailSetAside, store.MailContestSettled:
		m.Ground = "off_topic"
	case store.MailRedacted:
		m.Ground = "personal_data"
	case store.MailRequests:
		m.Requests = store.RequestsWaiting{Asides: 2, Contests: 1, Claims: 5, Protect: 21, Returned: 3}
	}
	if kind != store.MailReceipt && kind != store.MailErased && kind != store.MailClaimSettled && kind != store.MailDeclaration && kind != store.MailRequests {
		m.Told, m.Stop = true, "c3RvcA"
	}
	return m
}

// TestLetters holds what each letter says in each language to the golden files.
func TestLetters(t *testing.T) {
	for kind := range letters {
		for _, lang := range locale.Langs() {
			l, err := write(sample(kind, lang), site)
			if err != nil {
				t.Fatal(err)
			}
			markup, err := l.html()
			if err != nil {
				t.Fatal(err)
			}
			got := "Subject: " + l.Subject + "\n\n" + l.plain() + "\n----\n" + markup
			path := filepath.Join("testdata", string(kind)+"."+string(lang)+".txt")
			if *update {
				err = os.WriteFile(path, []byte(got), 0o644)
				if err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
}

var hostileNames = map[string]string{
	"a line that would be a header": "Ана\r\nBcc: svi@example.org\r\n\r\nкупите",
	"markup":                        `<script>alert(1)</script><a href="x">`,
	"letters that turn direction":   "Ана\u202egro.elpmaxe\u2066 и \u200fБ",
	"an address":                    "види https://zlo.example/x и www.zlo.example",
	"20,000 letters":                strings.Repeat("дуго ", 4000),
	"no text at all":                "\xff\xfe\x00\x1b[31m",
	"words that decode":             "=?utf-8?B?QmNjOiBzdmk=?=",
}

func TestWhatSomebodyTypedStandsInALetterOnOneLine(t *testing.T) {
	for name, s := range hostileNames {
		got := quoted(s)
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) || utf8.RuneCountInString(got) > maxQuoted+1 ||
			strings.Contains(got, "://") || strings.Contains(got, "www.") || !utf8.ValidString(got) {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if got := quoted("  Удружење „Извор”,\n Ниш "); got != "Удружење „Извор”, Ниш" {
		t.Errorf("got %q", got)
	}
}

// TestNoTextMakesAHeader sends hostile texts through everything that a message holds.
func TestNoTextMakesAHeader(t *testing.T) {
	plainly, err := written(t, sample(store.MailReceipt, locale.SrLatn))
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range hostileNames {
		m := sample(store.MailReceipt, locale.SrLatn)
		m.Title, m.ReceiptNo, m.Key = s, s, s
		got, err := written(t, m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m = sample(store.MailCosign, locale.SrCyrl)
		m.Organisation, m.Asks = s, s
		cosign, err := written(t, m)
		if err != nil || strings.Contains(cosign.HTML, "<script") || strings.Contains(cosign.HTML, `<a href="x">`) || strings.Contains(cosign.Text, "://zlo") || len(cosign.Header) != len(got.Header) {
			t.Errorf("%s as the name of an organisation: %v\n%s", name, err, cosign.Raw)
		}
		for h := range got.Header {
			if _, known := plainly.Header[h]; !known {
				t.Errorf("%s: the message has the header %s: %s", name, h, got.Header.Get(h))
			}
		}
		if strings.Contains(got.HTML, "<script") || strings.Contains(got.HTML, `<a href="x">`) {
			t.Errorf("%s: its markup got through: %s", name, got.HTML)
		}
		if got.Subject(t) == "" || !strings.HasSuffix(got.Header.Get("Message-Id"), "@rasprava.example>") {
			t.Errorf("%s: got %q, %q", name, got.Header.Get("Subject"), got.Header.Get("Message-Id"))
		}
	}
}

func TestOnlyAnAddressIsWrittenTo(t *testing.T) {
	for _, to := range []string{"", "ana", "ana@example.org\r\nBcc: svi@example.org", "ana@example.org, svi@example.org", "\"a\r\nb\"@example.org"} {
		m := sample(store.MailReceipt, locale.En)
		m.To = to
		got, err := written(t, m)
		if err == nil {
			t.Errorf("%q: got %s", to, got.Raw)
		} else if to != "" && strings.Contains(err.Error(), to) {
			t.Errorf("%q stands in the error: %v", to, err)
		}
	}
}

func TestTheSameMailIsTheSameMessage(t *testing.T) {
	a, err := written(t, sample(store.MailReceipt, locale.En))
	if err != nil {
		t.Fatal(err)
	}
	again := sample(store.MailReceipt, locale.En)
	again.Attempts, again.ID = 3, 9
	b, err := written(t, again)
	if err != nil {
		t.Fatal(err)
	}
	other := sample(store.MailReceipt, locale.En)
	other.Key = "receipt/0199"
	c, err := written(t, other)
	if err != nil {
		t.Fatal(err)
	}
	if a.Header.Get("Message-Id") != b.Header.Get("Message-Id") || a.Header.Get("Message-Id") == c.Header.Get("Message-Id") || a.Header.Get("Date") != b.Header.Get("Date") {
		t.Errorf("got %s, %s and %s", a.Header.Get("Message-Id"), b.Header.Get("Message-Id"), c.Header.Get("Message-Id"))
	}
	if got := a.Header.Get("Auto-Submitted"); got != "auto-generated" {
		t.Errorf("Auto-Submitted: %s", got)
	}
}

// written writes a mail and reads it as its receiver does.
func written(t *testing.T, m store.Mail) (mailtest.Message, error) {
	t.Helper()
	l, err := write(m, site)
	if err != nil {
		return mailtest.Message{}, err
	}
	msg, err := message(l, &mail.Address{Name: "Расправа", Address: "rasprava@organ.example"}, m.To, m.Key, site, m.QueuedAt)
	if err != nil {
		return mailtest.Message{}, err
	}
	var raw strings.Builder
	_, err = msg.WriteTo(&raw)
	if err != nil {
		t.Fatal(err)
	}
	return mailtest.Read([]byte(raw.String()))
}
