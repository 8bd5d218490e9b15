// Package mailtest is a mail server for tests: it takes what it is sent by SMTP,
// or refuses it as it is told, and keeps it.
package mailtest

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// Message is one that the server took.
type Message struct {
	From   string
	To     []string
	Raw    []byte
	Header mail.Header
	Text   string // the part that is plain text
	HTML   string
}

// Subject returns the subject, decoded.
func (m Message) Subject(t testing.TB) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Options say what a server asks for, beside taking mail.
type Options struct {
	TLS      *tls.Config // it offers STARTTLS
	Whole    bool        // or TLS from the first byte
	HidesTLS bool        // it does not say that it offers STARTTLS, as behind somebody who listens
	User     string      // it takes mail from whom has signed in with PLAIN
	Password string
}

// Server is one that listens on this machine until the test ends.
type Server struct {
	Host string
	Port int

	t        testing.TB
	options  Options
	mu       sync.Mutex // protects what follows
	messages []Message
	answers  []string // to the next messages that are offered, in place of 250
	signIns  int
	open     bool // a password came outside TLS
}

// Start starts a server.
func Start(t testing.TB) *Server {
	t.Helper()
	return StartWith(t, Options{})
}

// StartWith starts a server that asks for more.
func StartWith(t testing.TB, o Options) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().(*net.TCPAddr)
	s := &Server{Host: at.IP.String(), Port: at.Port, t: t, options: o}
	if o.Whole {
		l = tls.NewListener(l, o.TLS)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer c.Close()
				s.talk(c)
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		all.Wait()
	})
	return s
}

// Answer has the server answer the next messages that it is offered so, one each,
// such as "550 no such user".
func (s *Server) Answer(answers ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = append(s.answers, answers...)
}

// Messages returns what it took, in the order in which it came.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.messages...)
}

// talk is one conversation (RFC 5321).
func (s *Server) talk(c net.Conn) {
	in := bufio.NewReader(c)
	say := func(line string) { fmt.Fprintf(c, "%s\r\n", line) }
	private, signedIn := s.options.Whole, s.options.User == ""
	say("220 mail.test")
	var m Message
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			say("250-mail.test\r\n250-8BITMIME")
			if s.options.TLS != nil && !private && !s.options.HidesTLS {
				say("250-STARTTLS")
			}
			if s.options.User != "" {
				say("250-AUTH PLAIN")
			}
			say("250 SMTPUTF8")
		case "STARTTLS":
			say("220 go on")
			secured := tls.Server(c, s.options.TLS)
			if secured.Handshake() != nil {
				return
			}
			c, in, private = secured, bufio.NewReader(secured), true
		case "AUTH":
			s.note(private)
			signedIn = strings.EqualFold(rest, "PLAIN "+base64.StdEncoding.EncodeToString([]byte("\x00"+s.options.User+"\x00"+s.options.Password)))
			if !signedIn {
				say("535 5.7.8 wrong name or password")
				continue
			}
			say("235 ok")
		case "MAIL":
			if !signedIn {
				say("530 5.7.0 sign in first")
				continue
			}
			m = Message{From: bare(rest)}
			say("250 ok")
		case "RCPT":
			if a := s.answer(); a != "" {
				say(a)
				continue
			}
			m.To = append(m.To, bare(rest))
			say("250 ok")
		case "DATA":
			say("354 go on")
			m.Raw = body(in)
			s.keep(m)
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (s *Server) answer() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.answers) == 0 {
		return ""
	}
	a := s.answers[0]
	s.answers = s.answers[1:]
	return a
}

// note keeps whether a password came inside TLS.
func (s *Server) note(private bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.signIns++
	s.open = s.open || !private
}

// SignIns returns how often somebody tried to sign in, and whether a password ever
// came outside TLS.
func (s *Server) SignIns() (n int, open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signIns, s.open
}

// Certified returns a certificate for a host, and who trusts it.
func Certified(t testing.TB, host string) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, NotBefore: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	if ip := net.ParseIP(host); ip != nil {
		c.IPAddresses = []net.IP{ip}
	} else {
		c.DNSNames = []string{host}
	}
	der, err := x509.CreateCertificate(rand.Reader, &c, &c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	trust := x509.NewCertPool()
	trust.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, trust
}

// bare returns the address of FROM:<a> and TO:<a>.
func bare(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, _ = strings.Cut(s, ">")
	return s
}

func body(in *bufio.Reader) []byte {
	var b bytes.Buffer
	for {
		line, err := in.ReadString('\n')
		if err != nil || line == ".\r\n" {
			return b.Bytes()
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

// keep reads a message and keeps it.
func (s *Server) keep(m Message) {
	read, err := Read(m.Raw)
	if err != nil {
		s.t.Errorf("the server was sent what is no message: %v\n%s", err, m.Raw)
	}
	read.From, read.To = m.From, m.To
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = append(s.messages, read)
}

// Read reads a message with a part of text and a part of HTML.
func Read(raw []byte) (Message, error) {
	m := Message{Raw: raw}
	read, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return m, fmt.Errorf("read message: %w", err)
	}
	m.Header = read.Header
	_, params, err := mime.ParseMediaType(read.Header.Get("Content-Type"))
	if err != nil {
		return m, fmt.Errorf("read message: %w", err)
	}
	parts := multipart.NewReader(read.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return m, nil
		}
		if err != nil {
			return m, fmt.Errorf("read message: %w", err)
		}
		var r io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			r = quotedprintable.NewReader(p)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return m, fmt.Errorf("read message: %w", err)
		}
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			m.HTML = string(b)
		} else {
			m.Text = string(b)
		}
	}
}
