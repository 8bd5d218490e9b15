package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheSiteOfEMailIsAnAddressOfPages(t *testing.T) {
	for _, c := range []struct{ set, want string }{
		{"", "https://rasprava.local"},
		{"https://rasprava.example/", "https://rasprava.example"},
		{"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
		{"rasprava.example", ""},
		{"javascript:alert(1)", ""},
		{"https://rasprava.example/?x=1", ""},
	} {
		got, err := settings{Origin: "rasprava.local", Site: c.set}.site()
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q: got %q, %v, want %q", c.set, got, err, c.want)
		}
	}
}

func TestWhatIsSetForEMailIsChecked(t *testing.T) {
	password := filepath.Join(t.TempDir(), "password")
	err := os.WriteFile(password, []byte("tajna\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		set  settings
		none bool
		want string // part of the error; empty: none
	}{
		{name: "nothing", none: true},
		{name: "a folder", set: settings{MailFolder: "mail"}},
		{name: "a server", set: settings{SMTPHost: "posta.example", SMTPTLS: "starttls", SMTPFrom: "Rasprava <rasprava@organ.example>", SMTPUser: "rasprava", SMTPPasswordFile: password}},
		{name: "both", set: settings{MailFolder: "mail", SMTPHost: "posta.example"}, want: "one of them"},
		{name: "nobody who sends", set: settings{SMTPHost: "posta.example", SMTPTLS: "starttls"}, want: "RASPRAVA_SMTP_FROM"},
		{name: "signing in without TLS", set: settings{SMTPHost: "posta.example", SMTPTLS: "none", SMTPFrom: "rasprava@organ.example", SMTPUser: "rasprava", SMTPPasswordFile: password}, want: "needs TLS"},
		{name: "an unknown mode", set: settings{SMTPHost: "posta.example", SMTPTLS: "ssl", SMTPFrom: "rasprava@organ.example"}, want: "TLS mode"},
		{name: "no password", set: settings{SMTPHost: "posta.example", SMTPTLS: "tls", SMTPFrom: "rasprava@organ.example", SMTPPasswordFile: password + ".no"}, want: "PASSWORD_FILE"},
	} {
		transport, from, err := c.set.transport()
		switch {
		case c.want != "":
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %q", c.name, err, c.want)
			}
		case err != nil || (transport == nil) != c.none || (from == nil) != c.none:
			t.Errorf("%s: got %v, %v, %v", c.name, transport, from, err)
		}
	}
}
