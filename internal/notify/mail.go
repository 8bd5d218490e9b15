package notify

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Transport takes messages away.
type Transport interface {
	// Send takes messages in their order and tells of each what became of it, as
	// soon as that is known. An error that is a [RefusedError] is for good.
	Send(ctx context.Context, messages []*mail.Msg, done func(i int, err error))
}

// RefusedError says that a server will never take a message.
type RefusedError struct{ cause error }

func (e RefusedError) Error() string { return "refused: " + e.cause.Error() }

// Unwrap returns what the server said.
func (e RefusedError) Unwrap() error { return e.cause }

// TLSMode says how a connection to the mail server is kept from others.
type TLSMode string

// The modes: STARTTLS where the server must offer it, TLS from the first byte, or
// none, for a server on this machine.
const (
	StartTLS TLSMode = "starttls"
	WholeTLS TLSMode = "tls"
	NoTLS    TLSMode = "none"
)

// Server says by which mail server e-mail goes out.
type Server struct {
	Host     string
	Port     int // 0: the usual one of the mode
	TLS      TLSMode
	User     string // empty: without signing in; with PLAIN (RFC 4616), inside TLS alone
	Password string
	Roots    *x509.CertPool // who signs the server's certificate; nil: whom this machine trusts
}

// sendTime is within what time one conversation with a mail server ends.
const sendTime = 30 * time.Second

// SMTP returns a transport by a mail server. Without TLS nobody signs in: that would
// give the password to whoever listens.
func SMTP(s Server) (Transport, error) {
	if s.User != "" && s.TLS == NoTLS {
		return nil, errors.New("set mail server: signing in needs TLS: set starttls or tls, or no user")
	}
	secure := &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
	options := []mail.Option{mail.WithTimeout(sendTime), mail.WithTLSConfig(secure)}
	switch s.TLS {
	case StartTLS:
		options = append(options, mail.WithTLSPortPolicy(mail.TLSMandatory))
	case WholeTLS:
		options = append(options, mail.WithSSLPort(false))
	case NoTLS:
		options = append(options, mail.WithTLSPortPolicy(mail.NoTLS))
	default:
		return nil, fmt.Errorf("set mail server: there is no TLS mode %q: starttls, tls or none", s.TLS)
	}
	if s.Port != 0 {
		options = append(options, mail.WithPort(s.Port))
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthPlain), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	_, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("set mail server: %w", err)
	}
	return smtp{s.Host, options, s.TLS == WholeTLS, secure}, nil
}

// smtp makes a client a conversation: one remembers what became of its last.
type smtp struct {
	host    string
	options []mail.Option
	whole   bool // TLS from the first byte
	secure  *tls.Config
}

// dial connects to a server.
func (s smtp) dial(ctx context.Context, network, address string) (net.Conn, error) {
	plain := net.Dialer{Timeout: sendTime}
	if s.whole {
		return (&tls.Dialer{NetDialer: &plain, Config: s.secure}).DialContext(ctx, network, address)
	}
	return plain.DialContext(ctx, network, address)
}

func (s smtp) Send(ctx context.Context, messages []*mail.Msg, done func(int, error)) {
	var c net.Conn // a client that is refused in the middle of signing in leaves it open
	client, err := mail.NewClient(s.host, append(slices.Clone(s.options), mail.WithDialContextFunc(func(ctx context.Context, network, address string) (net.Conn, error) {
		var err error
		c, err = s.dial(ctx, network, address)
		return c, err
	}))...)
	if err == nil {
		err = client.DialWithContext(ctx)
	}
	if err != nil {
		if c != nil {
			_ = c.Close()
		}
		for i := range messages {
			done(i, fmt.Errorf("reach mail server: %w", err))
		}
		return
	}
	for i, m := range messages {
		err := client.Send(m)
		var said *mail.SendError
		if errors.As(err, &said) && !said.IsTemp() && said.ErrorCode() >= 500 {
			err = RefusedError{err}
		}
		done(i, err)
	}
	_ = client.Close() // the server has taken what it answered for
}

// Folder returns a transport that writes each message into a folder, as a file
// .eml, for demonstrations and for looking at what would be sent.
func Folder(dir string) Transport { return folder(dir) }

type folder string

func (f folder) Send(_ context.Context, messages []*mail.Msg, done func(int, error)) {
	for i, m := range messages {
		done(i, f.keep(m))
	}
}

func (f folder) keep(m *mail.Msg) error {
	err := os.MkdirAll(string(f), 0o700)
	if err != nil {
		return fmt.Errorf("make folder for mail: %w", err)
	}
	id, _, _ := strings.Cut(strings.Trim(m.GetMessageID(), "<>"), "@")
	tmp, err := os.CreateTemp(string(f), ".new-*")
	if err != nil {
		return fmt.Errorf("keep mail: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = m.WriteTo(tmp)
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), filepath.Join(string(f), id+".eml"))
	}
	if err != nil {
		return fmt.Errorf("keep mail: %w", err)
	}
	return nil
}

// message makes a message of a letter. The key makes its Message-ID, so that one
// that is sent twice is known to be the same.
func message(l letter, from *netmail.Address, to, key, site string, at time.Time) (*mail.Msg, error) {
	text := l.plain()
	markup, err := l.html()
	if err != nil {
		return nil, err
	}
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	m.FromMailAddress(from)
	if strings.ContainsFunc(to, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return nil, errors.New("address mail: it is no e-mail address")
	}
	err = m.To(to)
	if err != nil {
		return nil, errors.New("address mail: it is no e-mail address") // its error repeats it
	}
	sum := sha256.Sum256([]byte(key))
	host := "rasprava.invalid"
	if u, err := url.Parse(site); err == nil && u.Hostname() != "" && net.ParseIP(u.Hostname()) == nil {
		host = u.Hostname()
	}
	m.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@" + host)
	m.SetDateWithValue(at)
	m.Subject(quotedSubject(l.Subject))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("Content-Language", string(l.Lang))
	if l.Stop != "" {
		m.SetGenHeader(mail.HeaderListUnsubscribe, "<"+l.Stop+">")
		if strings.HasPrefix(l.Stop, "https://") { // RFC 8058 asks for it
			m.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
		}
	}
	m.SetBodyString(mail.TypeTextPlain, text)
	m.AddAlternativeString(mail.TypeTextHTML, markup)
	return m, nil
}

// quotedSubject keeps a subject on one line.
func quotedSubject(s string) string { return strings.Join(strings.Fields(s), " ") }

// causeOf says in a word that names nobody why a message was not sent.
func causeOf(err error) string {
	var said *mail.SendError
	if errors.As(err, &said) {
		return strings.ReplaceAll(fmt.Sprintf("smtp %d %s", said.ErrorCode(), said.Reason), "\n", " ")
	}
	var dns *net.DNSError
	var op *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &certificate):
		return "certificate of the mail server not trusted"
	case strings.Contains(err.Error(), "STARTTLS"):
		return "mail server offers no STARTTLS"
	case errors.Is(err, mail.ErrPlainAuthNotSupported), strings.Contains(err.Error(), "AUTH"):
		return "mail server refuses the sign-in"
	case errors.As(err, &dns):
		return "name of the mail server not found"
	case errors.As(err, &op):
		return "mail server not reached: " + op.Op
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "mail server too slow"
	case strings.Contains(err.Error(), "mail server"):
		return "mail server not reached"
	case errors.Is(err, os.ErrPermission):
		return "folder not writable"
	}
	return "not written"
}
