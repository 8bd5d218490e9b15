// Package mailtest is a mail server for tests: it takes what it is sent by SMTP,
// or refuses it as it is told, and keeps it.
package mailtest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
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

// Server is one that listens on this machine until the test ends.
type Server struct {
	Host string
	Port int

	t        testing.TB
	mu       sync.Mutex // protects what follows
	messages []Message
	answers  []string // to the next messages that are offered, in place of 250
}

// Start starts a server.
func Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().(*net.TCPAddr)
	s := &Server{Host: at.IP.String(), Port: at.Port, t: t}
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
			say("250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8")
		case "MAIL":
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
