package notify_test

import (
	"crypto/x509"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/notify"
	"github.com/rasprava/rasprava/internal/notify/mailtest"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const user, password = "rasprava", "tajna šifra"

func TestMailGoesInsideTLSFromWhoSignsIn(t *testing.T) {
	p := newPost(t, nil)
	for _, c := range []struct {
		name  string
		mode  notify.TLSMode
		whole bool
		user  string
	}{
		{"STARTTLS", notify.StartTLS, false, ""},
		{"STARTTLS with signing in", notify.StartTLS, false, user},
		{"TLS from the first byte", notify.WholeTLS, true, ""},
		{"TLS from the first byte with signing in", notify.WholeTLS, true, user},
	} {
		certificate, trusted := mailtest.Certified(t, "127.0.0.1")
		server := mailtest.StartWith(t, mailtest.Options{TLS: certificate, Whole: c.whole, User: c.user, Password: password})
		transport, err := notify.SMTP(notify.Server{Host: server.Host, Port: server.Port, TLS: c.mode, User: c.user, Password: password, Roots: trusted})
		if err != nil {
			t.Fatal(err)
		}
		p.sender.Transport = transport
		p.submit(c.name, "ana@example.org")
		p.pass(1)
		n, open := server.SignIns()
		if len(server.Messages()) != 1 || open || (n == 0) != (c.user == "") {
			t.Errorf("%s: %d messages, signed in %d times, outside TLS: %v", c.name, len(server.Messages()), n, open)
		}
	}
}

func TestNothingIsSentToAServerThatIsNotTrusted(t *testing.T) {
	p := newPost(t, nil)
	p.submit("one", "ana@example.org")
	certificate, trusted := mailtest.Certified(t, "127.0.0.1")
	other, otherTrust := mailtest.Certified(t, "posta.example")
	_, stranger := mailtest.Certified(t, "127.0.0.1")
	for _, c := range []struct {
		name   string
		server mailtest.Options
		set    notify.Server
		trust  *x509.CertPool
		cause  string
	}{
		{"a certificate that nobody trusts, by STARTTLS", mailtest.Options{TLS: certificate}, notify.Server{TLS: notify.StartTLS}, stranger, "certificate of the mail server not trusted"},
		{"a certificate that nobody trusts", mailtest.Options{TLS: certificate, Whole: true}, notify.Server{TLS: notify.WholeTLS}, stranger, "certificate of the mail server not trusted"},
		{"what this machine trusts", mailtest.Options{TLS: certificate, Whole: true}, notify.Server{TLS: notify.WholeTLS}, nil, "certificate of the mail server not trusted"},
		{"a certificate of another server", mailtest.Options{TLS: other, Whole: true}, notify.Server{TLS: notify.WholeTLS}, otherTrust, "certificate of the mail server not trusted"},
		{"no STARTTLS", mailtest.Options{TLS: certificate, HidesTLS: true}, notify.Server{TLS: notify.StartTLS}, trusted, "mail server offers no STARTTLS"},
		{"no STARTTLS where one would sign in", mailtest.Options{User: user, Password: password}, notify.Server{TLS: notify.StartTLS, User: user, Password: password}, trusted, "mail server offers no STARTTLS"},
		{"a wrong password", mailtest.Options{TLS: certificate, User: user, Password: "druga"}, notify.Server{TLS: notify.StartTLS, User: user, Password: password}, trusted, "mail server refuses the sign-in"},
		{"nobody can sign in", mailtest.Options{TLS: certificate}, notify.Server{TLS: notify.StartTLS, User: user, Password: password}, trusted, "mail server refuses the sign-in"},
	} {
		server := mailtest.StartWith(t, c.server)
		c.set.Host, c.set.Port, c.set.Roots = server.Host, server.Port, c.trust
		transport, err := notify.SMTP(c.set)
		if err != nil {
			t.Fatal(err)
		}
		p.sender.Transport = transport
		storetest.Exec(t, p.s, `UPDATE mails SET available_at = clock_timestamp(), cause = ''`)
		p.pass(0)
		if n := storetest.Count(t, p.s, `SELECT count(*) FROM mails WHERE sent_at IS NULL AND given_up_at IS NULL AND cause = $1`, c.cause); n != 1 {
			t.Errorf("%s: %d mails wait because of %q: %s", c.name, n, c.cause, p.log.String())
		}
		if _, open := server.SignIns(); open || len(server.Messages()) != 0 {
			t.Errorf("%s: %d messages, a password outside TLS: %v", c.name, len(server.Messages()), open)
		}
		if log := p.log.String(); strings.Contains(log, password) || strings.Contains(log, "example.org") {
			t.Errorf("%s: logged %s", c.name, log)
		}
	}
}

func TestNobodySignsInWithoutTLS(t *testing.T) {
	_, err := notify.SMTP(notify.Server{Host: "127.0.0.1", TLS: notify.NoTLS, User: user, Password: password})
	if err == nil || !strings.Contains(err.Error(), "signing in needs TLS") || strings.Contains(err.Error(), password) {
		t.Errorf("got %v", err)
	}
}
