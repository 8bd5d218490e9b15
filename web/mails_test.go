package web

import (
	"log/slog"
	"net/mail"
	"regexp"
	"slices"
	"testing"

	"github.com/rasprava/rasprava/internal/notify"
	"github.com/rasprava/rasprava/internal/notify/mailtest"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// mailed sends the e-mail that waits, and returns what came for an address, the newest
// last.
func (s *site) mailed(t testing.TB, address string) []mailtest.Message {
	t.Helper()
	return slices.DeleteFunc(s.posted(t), func(m mailtest.Message) bool { return m.To[0] != address })
}

// posted sends the e-mail that waits, by SMTP to a server of the test, and returns it.
func (s *site) posted(t testing.TB) []mailtest.Message {
	t.Helper()
	server := mailtest.Start(t)
	transport, err := notify.SMTP(notify.Server{Host: server.Host, Port: server.Port, TLS: notify.NoTLS})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Exec(t, s.store, `UPDATE mails SET available_at = clock_timestamp()`)
	sender := notify.Sender{Store: s.store, Transport: transport, From: &mail.Address{Address: "rasprava@organ.example"}, Site: s.url, Log: slog.New(slog.DiscardHandler)}
	_, err = sender.Pass(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return server.Messages()
}

// linkIn returns the path of the first link to a page in a message.
func (s *site) linkIn(t testing.TB, m mailtest.Message, page string) string {
	t.Helper()
	found := regexp.MustCompile(regexp.QuoteMeta(s.url) + `(/[a-zA-Z-]+/` + page + `/[A-Za-z0-9_-]+)`).FindStringSubmatch(m.Text)
	if found == nil {
		t.Fatalf("no link to %s in:\n%s", page, m.Text)
	}
	return found[1]
}
