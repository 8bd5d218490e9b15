package main

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"strings"

	"github.com/rasprava/rasprava/internal/notify"
)

// site returns the address of the pages, as it stands in e-mail: the one that is
// set, or https on the origin.
func (c settings) site() (string, error) {
	if c.Site == "" {
		return "https://" + c.Origin, nil
	}
	u, err := url.Parse(c.Site)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", errors.New("read RASPRAVA_SITE: it is the address of the pages, such as https://rasprava.example")
	}
	return strings.TrimRight(c.Site, "/"), nil
}

// sender returns what sends e-mail as the settings say; without a mail server and a
// folder it keeps all of it.
func (i *installation) sender() (*notify.Sender, error) {
	site, err := i.site()
	if err != nil {
		return nil, inputError{err}
	}
	s := &notify.Sender{Store: i.store, Site: site, Log: i.log}
	s.Transport, s.From, err = i.transport()
	if err != nil {
		return nil, inputError{err}
	}
	return s, nil
}

// transport returns by what e-mail goes, and from whom; none where none is set.
func (c settings) transport() (notify.Transport, *mail.Address, error) {
	if c.SMTPHost != "" && c.MailFolder != "" {
		return nil, nil, errors.New("read settings: RASPRAVA_SMTP_HOST and RASPRAVA_MAIL_FOLDER are both set: e-mail goes to one of them")
	}
	if c.SMTPHost == "" && c.MailFolder == "" {
		return nil, nil, nil
	}
	from := &mail.Address{Name: "Rasprava", Address: "rasprava@localhost"}
	if c.SMTPFrom != "" || c.SMTPHost != "" {
		var err error
		from, err = mail.ParseAddress(c.SMTPFrom)
		if err != nil {
			return nil, nil, fmt.Errorf("read RASPRAVA_SMTP_FROM: %q is no address such as Rasprava <rasprava@organ.example>", c.SMTPFrom)
		}
	}
	if c.MailFolder != "" {
		return notify.Folder(c.MailFolder), from, nil
	}
	server := notify.Server{Host: c.SMTPHost, Port: c.SMTPPort, TLS: notify.TLSMode(c.SMTPTLS), User: c.SMTPUser}
	if c.SMTPPasswordFile != "" {
		b, err := os.ReadFile(c.SMTPPasswordFile)
		if err != nil {
			return nil, nil, fmt.Errorf("read RASPRAVA_SMTP_PASSWORD_FILE: %w", err)
		}
		server.Password = strings.TrimRight(string(b), "\r\n")
	}
	t, err := notify.SMTP(server)
	return t, from, err
}
