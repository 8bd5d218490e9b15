package notify

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"time"
	"unicode"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// letter is what an e-mail says, before it is written as text and as HTML.
type letter struct {
	Lang    locale.Lang
	Subject string
	Blocks  []block
	Stop    string // address at which its reader stops such letters; empty: there is none
}

// block is one part of a letter; one of its fields is set.
type block struct {
	Text  string
	Facts []fact
	Link  hyperlink
}

type fact struct{ Name, Value string }

type hyperlink struct{ Text, Href string }

// maxQuoted is how many letters of what somebody typed, such as a name, stand in a
// letter.
const maxQuoted = 120

// quoted returns what somebody typed as it may stand in a letter to somebody else:
// on one line, without what steers the direction of writing, shortened, and without
// addresses that a mail program would turn into links.
func quoted(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	for _, mark := range []string{"://", "www."} {
		s = strings.ReplaceAll(s, mark, "…")
	}
	letters := []rune(s)
	if len(letters) > maxQuoted {
		s = strings.TrimSpace(string(letters[:maxQuoted])) + "…"
	}
	return s
}

// write writes the letter about a mail; site is the address of the pages, without a
// slash at its end.
func write(m store.Mail, site string) (letter, error) {
	lang, known := locale.Parse(m.Lang)
	if !known {
		return letter{}, fmt.Errorf("write mail %d: there is no language %q", m.ID, m.Lang)
	}
	compose, known := letters[m.Kind]
	if !known {
		return letter{}, fmt.Errorf("write mail %d: there is no kind %q", m.ID, m.Kind)
	}
	w := writer{Printer: locale.For(lang), mail: m, site: site + "/" + string(lang)}
	w.letter.Lang = lang
	compose(&w)
	if m.Stop != "" {
		why := "mail.stop_text"
		if m.Kind == store.MailReceipt || m.Kind == store.MailConfirm {
			why = "mail.told_text"
		}
		w.text(why)
		w.link("mail.stop_link", "/odjava/"+m.Stop)
		w.Stop = w.site + "/odjava/" + m.Stop
	}
	w.text("mail.sent_by_system", "site", strings.TrimPrefix(strings.TrimPrefix(site, "https://"), "http://"))
	return w.letter, nil
}

// letters says how a letter of each kind is composed.
var letters = map[store.MailKind]func(*writer){
	store.MailReceipt: (*writer).receipt,
	store.MailConfirm: (*writer).confirm,

	store.MailCosign:         (*writer).cosign,
	store.MailCosignAgain:    (*writer).cosignAgain,
	store.MailCosignOff:      (*writer).cosignOff,
	store.MailSetAside:       (*writer).setAside,
	store.MailContestSettled: (*writer).contestSettled,
	store.MailNameTaken:      (*writer).nameTaken,
	store.MailClaimSettled:   (*writer).claimSettled,
	store.MailRedacted:       (*writer).redacted,
	store.MailErased:         (*writer).erased,
	store.MailAnswered:       (*writer).answered,
	store.MailDecided:        (*writer).decided,
	store.MailEnded:          (*writer).ended,

	store.MailDeclaration: (*writer).declarationDue,
	store.MailRequests:    (*writer).requestsWait,
}

// writer composes a letter in one language.
type writer struct {
	*locale.Printer
	letter
	mail store.Mail
	site string // with the language
}

// say returns a message of the catalogue with arguments as pairs.
func (w *writer) say(id string, pairs ...any) string {
	args := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return w.T(id, args)
}

func (w *writer) text(id string, pairs ...any) {
	w.Blocks = append(w.Blocks, block{Text: w.say(id, pairs...)})
}

func (w *writer) link(id, path string) {
	w.Blocks = append(w.Blocks, block{Link: hyperlink{w.say(id), w.site + path}})
}

func (w *writer) title() string { return w.Serbian(w.mail.Title) }

// receipt composes what the author of a submission gets.
func (w *writer) receipt() {
	w.Subject = w.say("mail.receipt_subject", "number", w.mail.ReceiptNo)
	w.text("mail.receipt_text", "title", w.title())
	w.facts()
	w.link("mail.receipt_link", "/potvrde/"+w.mail.ReceiptNo)
	w.text("mail.secret_text")
	w.text("mail.not_you")
}

// confirm composes what asks an author to confirm the address.
func (w *writer) confirm() {
	w.Subject = w.say("mail.confirm_subject")
	w.text("mail.confirm_text", "title", w.title())
	w.link("mail.confirm_link", "/potvrda-adrese/"+w.mail.Token)
	w.text("mail.confirm_until", "due", w.FullDeadline(w.mail.Until))
	w.facts()
	w.link("mail.receipt_link", "/potvrde/"+w.mail.ReceiptNo)
	w.text("mail.secret_text")
	if len(w.mail.Others) > 0 {
		w.text("mail.confirm_others")
	}
	for _, o := range w.mail.Others {
		w.link("mail.confirm_link", "/potvrda-adrese/"+o.Token)
		w.factsOf(o.ReceiptNo, o.ReceivedAt, o.Secret)
	}
	w.text("mail.not_you_confirm")
}

// facts adds the number of the receipt, when it came, and the secret.
func (w *writer) facts() { w.factsOf(w.mail.ReceiptNo, w.mail.ReceivedAt, w.mail.Secret) }

func (w *writer) factsOf(no string, received time.Time, secret string) {
	w.Blocks = append(w.Blocks, block{Facts: []fact{
		{w.say("mail.number"), no},
		{w.say("mail.received"), w.DateTime(received)},
		{w.say("mail.secret"), secret},
	}})
}

// plain returns the letter as text.
func (l letter) plain() string {
	var b strings.Builder
	for i, part := range l.Blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		switch {
		case part.Text != "":
			b.WriteString(part.Text + "\n")
		case part.Link.Href != "":
			b.WriteString(part.Link.Text + ":\n" + part.Link.Href + "\n")
		}
		for _, f := range part.Facts {
			b.WriteString(f.Name + ": " + f.Value + "\n")
		}
	}
	return b.String()
}

var markup = template.Must(template.New("letter").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head><meta charset="utf-8"><title>{{.Subject}}</title></head>
<body>
{{- range .Blocks}}
{{- with .Text}}
<p>{{.}}</p>
{{- end}}
{{- with .Facts}}
<p>{{range $i, $f := .}}{{if $i}}<br>{{end}}{{$f.Name}}: <strong>{{$f.Value}}</strong>{{end}}</p>
{{- end}}
{{- if .Link.Href}}
<p>{{.Link.Text}}:<br><a href="{{.Link.Href}}">{{.Link.Href}}</a></p>
{{- end}}
{{- end}}
</body>
</html>
`))

// html returns the letter as HTML.
func (l letter) html() (string, error) {
	var b bytes.Buffer
	err := markup.Execute(&b, l)
	if err != nil {
		return "", fmt.Errorf("write letter: %w", err)
	}
	return b.String(), nil
}
