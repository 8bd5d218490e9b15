package store_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/mail"
	"strings"
	"testing"

	gomail "github.com/wneessen/go-mail"

	"github.com/rasprava/rasprava/internal/notify"
	"github.com/rasprava/rasprava/internal/notify/mailtest"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// nowhere looks for a text in every column of every table, and in every e-mail that
// waits to be sent, as it would be.
func (w *world) nowhere(text string) {
	w.t.Helper()
	rows, err := w.s.DB().QueryContext(w.t.Context(), `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			w.t.Fatal(err)
		}
		tables = append(tables, name)
	}
	for _, table := range tables {
		var n int
		err = w.s.DB().QueryRowContext(w.t.Context(), `SELECT count(*) FROM `+table+` t WHERE strpos(to_jsonb(t)::text, $1) > 0`, text).Scan(&n)
		if err != nil || n > 0 {
			w.t.Errorf("%d rows of %s hold %q, %v", n, table, text, err)
		}
	}
	for _, m := range w.waitingMail() {
		if strings.Contains(m.Text+m.HTML+m.Subject(w.t)+strings.Join(m.To, " ")+string(m.Raw), text) {
			w.t.Errorf("an e-mail holds %q: %s", text, m.Text)
		}
	}
}

// waitingMail returns the e-mails that wait to be sent, as they would be, and lets them
// wait.
func (w *world) waitingMail() []mailtest.Message {
	w.t.Helper()
	var all tray
	_, err := (&notify.Sender{Store: w.s, Transport: &all, From: &mail.Address{Address: "rasprava@primer.example"}, Site: "https://rasprava.example", Log: slog.New(slog.DiscardHandler)}).Pass(w.t.Context())
	if err == nil {
		err = all.err
	}
	if err != nil {
		w.t.Fatal(err)
	}
	storetest.Exec(w.t, w.s, `UPDATE mails SET attempts = 0, cause = '', available_at = queued_at WHERE sent_at IS NULL AND given_up_at IS NULL`)
	return all.mails
}

// tray takes messages, reads them and sends them nowhere.
type tray struct {
	mails []mailtest.Message
	err   error
}

func (t *tray) Send(_ context.Context, messages []*gomail.Msg, done func(int, error)) {
	for i, m := range messages {
		var raw bytes.Buffer
		_, err := m.WriteTo(&raw)
		if err == nil {
			var read mailtest.Message
			read, err = mailtest.Read(raw.Bytes())
			t.mails = append(t.mails, read)
		}
		t.err = errors.Join(t.err, err)
		done(i, errors.New("it is only read"))
	}
}

func TestWhatWaitsToBeSentIsLookedThrough(t *testing.T) {
	w, round := inRound(t)
	w.mails(round, "a", "ana@example.org", "Прво.")
	for range 2 {
		all := w.waitingMail()
		if len(all) != 1 || !strings.Contains(all[0].Text, "Нацрт закона о пробама") || !strings.Contains(string(all[0].Raw), "ana@example.org") {
			t.Errorf("got %+v", all)
		}
	}
}
