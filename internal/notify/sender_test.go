package notify_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	gomail "github.com/wneessen/go-mail"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/notify"
	"github.com/rasprava/rasprava/internal/notify/mailtest"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

var from = &mail.Address{Name: "Расправа", Address: "rasprava@organ.example"}

// post is a record with an open round, and a sender.
type post struct {
	t      *testing.T
	s      *store.Store
	round  string
	sender *notify.Sender
	log    bytes.Buffer
}

func newPost(t *testing.T, transport notify.Transport) *post {
	t.Helper()
	s, round := storetest.OpenRound(t)
	p := &post{t: t, s: s, round: round}
	p.sender = &notify.Sender{Store: s, Transport: transport, From: from, Site: "https://rasprava.example", Log: slog.New(slog.NewJSONHandler(&p.log, nil))}
	return p
}

func (p *post) submit(key, email string) store.Accepted {
	p.t.Helper()
	a, err := p.s.NewIntake(p.t.Context(), 1).Submit(p.t.Context(), store.Delivery{Round: p.round, Key: key, Submission: dossier.Submission{Lang: "sr-Latn",
		Author:   dossier.Author{Kind: dossier.Citizen, Name: "Ana Perić", Email: email},
		Comments: []dossier.NewComment{{Document: dossier.ActDocument, Kind: "remark", Body: "Rok je prekratak."}}}})
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

func (p *post) pass(want int) {
	p.t.Helper()
	n, err := p.sender.Pass(p.t.Context())
	if err != nil || n != want {
		p.t.Fatalf("sent %d, %v, want %d", n, err, want)
	}
}

func transportTo(t *testing.T, s *mailtest.Server) notify.Transport {
	t.Helper()
	transport, err := notify.SMTP(notify.Server{Host: s.Host, Port: s.Port, TLS: notify.NoTLS})
	if err != nil {
		t.Fatal(err)
	}
	return transport
}

func TestTheAuthorIsSentNumberLinkAndSecret(t *testing.T) {
	server := mailtest.Start(t)
	p := newPost(t, transportTo(t, server))
	a := p.submit("one", "ana@example.org")
	p.submit("two", "")                // left no address
	p.submit("one", "ana@example.org") // the same request again
	p.pass(1)
	p.pass(0)
	got := server.Messages()
	if len(got) != 1 {
		t.Fatalf("%d messages", len(got))
	}
	m := got[0]
	if diff := cmp.Diff([]string{"ana@example.org"}, m.To); diff != "" || m.From != "rasprava@organ.example" {
		t.Errorf("from %s, to (-want +got):\n%s", m.From, diff)
	}
	for _, want := range []string{a.ReceiptNo, a.Secret, "https://rasprava.example/sr-Latn/potvrde/" + a.ReceiptNo} {
		if !strings.Contains(m.Text, want) || !strings.Contains(m.HTML, want) {
			t.Errorf("%s is missing in:\n%s\n%s", want, m.Text, m.HTML)
		}
	}
	if strings.Contains(string(m.Raw), "prekratak") {
		t.Error("what was said stands in the mail")
	}
	for _, private := range []string{"ana@example.org", a.ReceiptNo, a.Secret, "Perić"} {
		if strings.Contains(p.log.String(), private) {
			t.Errorf("%s was logged: %s", private, p.log.String())
		}
	}
}

func TestAMailThatIsPutOffIsSentAgainAsTheSameMessage(t *testing.T) {
	server := mailtest.Start(t)
	p := newPost(t, transportTo(t, server))
	p.submit("one", "ana@example.org")
	server.Answer("451 try <ana@example.org> later")
	p.pass(0)
	p.pass(0) // not before its time
	if !strings.Contains(p.log.String(), "mail_not_sent") || strings.Contains(p.log.String(), "example.org") {
		t.Errorf("logged: %s", p.log.String())
	}
	storetest.Exec(t, p.s, `UPDATE mails SET available_at = clock_timestamp()`)
	p.pass(1)
	storetest.Exec(t, p.s, `UPDATE mails SET sent_at = NULL, address = 'ana@example.org', available_at = clock_timestamp()`) // the sender died before it could put it down
	p.pass(1)
	got := server.Messages()
	if len(got) != 2 || got[0].Header.Get("Message-Id") == "" || got[0].Header.Get("Message-Id") != got[1].Header.Get("Message-Id") {
		t.Errorf("got %d messages: %+v", len(got), got)
	}
	if left := storetest.Count(t, p.s, `SELECT count(*) FROM mails WHERE address <> ''`); left != 0 {
		t.Errorf("%d addresses are kept after their mail was sent", left)
	}
}

func TestAnAddressThatIsRefusedIsGivenUpAndKeepsNoOtherBack(t *testing.T) {
	server := mailtest.Start(t)
	p := newPost(t, transportTo(t, server))
	p.submit("one", "nema@example.org")
	p.submit("two", "ana@example.org")
	server.Answer("550 5.1.1 <nema@example.org> unknown")
	p.pass(1)
	storetest.Exec(t, p.s, `UPDATE mails SET available_at = clock_timestamp()`)
	p.pass(0)
	if n := storetest.Count(t, p.s, `SELECT count(*) FROM mails WHERE given_up_at IS NOT NULL AND address = '' AND cause LIKE 'smtp 550%' AND cause NOT LIKE '%@%'`); n != 1 {
		t.Errorf("%d mails were given up", n)
	}
}

func TestOneAddressIsNotFlooded(t *testing.T) {
	server := mailtest.Start(t)
	p := newPost(t, transportTo(t, server))
	for i := range 45 {
		p.submit(string(rune('A'+i)), "ana@example.org")
	}
	p.submit("other", "mila@example.org")
	for range 5 {
		_, err := p.sender.Pass(t.Context())
		if err != nil {
			t.Fatal(err)
		}
	}
	to := map[string]int{}
	for _, m := range server.Messages() {
		to[m.To[0]]++
	}
	if to["mila@example.org"] != 1 || to["ana@example.org"] > 30 || to["ana@example.org"] < 10 {
		t.Errorf("got %v", to)
	}
}

func TestManySendersSendEachMailOnce(t *testing.T) {
	server := mailtest.Start(t)
	p := newPost(t, transportTo(t, server))
	const mails = 60
	for i := range mails {
		p.submit(string(rune('A'+i)), strings.ToLower(string(rune('a'+i%26)))+string(rune('a'+i/26))+"@example.org")
	}
	errs := make(chan error, 3)
	for range 3 {
		go func() {
			_, err := p.sender.Pass(t.Context())
			errs <- err
		}()
	}
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if got := len(server.Messages()); got != mails {
		t.Errorf("%d messages, want %d", got, mails)
	}
}

// slow is a server that takes its time until it is told to go on.
type slow struct{ asked, on chan struct{} }

func (s slow) Send(_ context.Context, messages []*gomail.Msg, done func(i int, err error)) {
	close(s.asked)
	<-s.on
	for i := range messages {
		done(i, nil)
	}
}

// TestWhatASenderHasInHandIsHiddenAsLongAsItLives holds that another sender gets an e-mail
// soon when the first has died with it, and not while that one waits for the server.
func TestWhatASenderHasInHandIsHiddenAsLongAsItLives(t *testing.T) {
	server := slow{make(chan struct{}), make(chan struct{})}
	p := newPost(t, server)
	p.submit("a", "ana@example.org")
	sent := make(chan error, 1)
	go func() {
		n, err := p.sender.Pass(t.Context())
		if n != 1 {
			err = fmt.Errorf("%d were sent: %w", n, err)
		}
		sent <- err
	}()
	<-server.asked
	hidden := func() (seconds float64) {
		t.Helper()
		err := p.s.DB().QueryRowContext(t.Context(), `SELECT extract(epoch FROM available_at - clock_timestamp()) FROM mails`).Scan(&seconds)
		if err != nil {
			t.Fatal(err)
		}
		return seconds
	}
	if got := hidden(); got > 60 {
		t.Errorf("a sender that dies keeps it for %.0f seconds", got)
	}
	_, err := p.s.DB().ExecContext(t.Context(), `UPDATE mails SET available_at = clock_timestamp()`)
	if err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(20 * time.Second); hidden() < 1; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("it is given to others while the server is waited for")
		}
	}
	close(server.on)
	if err := <-sent; err != nil {
		t.Error(err)
	}
	if again, err := p.s.Mails(t.Context(), 10, time.Minute); err != nil || len(again) != 0 {
		t.Errorf("what was sent is handed out again: %v, %v", again, err)
	}
}

func TestWithoutAServerAllIsKeptAndSaidSo(t *testing.T) {
	p := newPost(t, nil)
	p.submit("one", "ana@example.org")
	ctx, cancel := contextOf(t)
	p.sender.Log = slog.New(slog.NewJSONHandler(&cancelling{&p.log, cancel}, nil))
	p.sender.Run(ctx)
	if got := p.log.String(); !strings.Contains(got, `"msg":"mails_kept"`) || !strings.Contains(got, `"waiting":1`) || strings.Contains(got, "example.org") {
		t.Errorf("logged: %s", got)
	}
	operator := storetest.Person(t, p.s, "Оператор", "MTEST operator")
	troubles, err := p.s.Troubles(t.Context(), operator)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, tr := range troubles {
		found = found || tr.Code == store.MailUnserved && tr.Count == 1
	}
	if !found {
		t.Errorf("the operator is not told: %+v", troubles)
	}
	// Once a server is set, all of it goes out.
	server := mailtest.Start(t)
	p.sender.Transport = transportTo(t, server)
	p.pass(1)
}

func TestAFolderTakesMessages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mail")
	p := newPost(t, notify.Folder(dir))
	a := p.submit("one", "ana@example.org")
	p.pass(1)
	files, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err != nil || len(files) != 1 {
		t.Fatalf("got %v, %v", files, err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	m, err := mailtest.Read(b)
	if err != nil || !strings.Contains(m.Text, a.Secret) {
		t.Errorf("got %v, %s", err, m.Text)
	}
}

func TestAServerThatIsNotThereCostsNothing(t *testing.T) {
	transport, err := notify.SMTP(notify.Server{Host: "127.0.0.1", Port: 1, TLS: notify.NoTLS})
	if err != nil {
		t.Fatal(err)
	}
	p := newPost(t, transport)
	p.submit("one", "ana@example.org")
	p.pass(0)
	if n := storetest.Count(t, p.s, `SELECT count(*) FROM mails WHERE sent_at IS NULL AND given_up_at IS NULL AND available_at > clock_timestamp() + interval '30 seconds' AND cause <> ''`); n != 1 {
		t.Errorf("%d mails wait: %s", n, p.log.String())
	}
}
