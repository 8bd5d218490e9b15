package web

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

// form is a form as it is shown: what was typed into it, and what is wrong with
// that. The zero form is empty.
type form struct {
	Values url.Values
	Faults []fault
}

// fault is what is wrong with one field, or, without a name, with the whole.
type fault struct {
	Name string
	Text string
	Href string // of what helps, where there is something
}

// value returns what was typed into a field.
func (f form) value(name string) string { return f.Values.Get(name) }

// fault returns what is wrong with a field; empty: nothing.
func (f form) fault(name string) string {
	for _, e := range f.Faults {
		if e.Name == name {
			return e.Text
		}
	}
	return ""
}

// add notes what is wrong with a field.
func (f *form) add(name, text string) { f.Faults = append(f.Faults, fault{Name: name, Text: text}) }

// ok reports whether nothing is wrong.
func (f form) ok() bool { return len(f.Faults) == 0 }

// field is an input with its label, its hint and what is wrong with it.
type field struct {
	ID           string
	Name         string
	Label        string
	Hint         string
	Value        string
	Fault        string
	Type         string // of the input; empty: text
	Autocomplete string
	Width        int   // of the input in characters, as the design system knows it; 0: that of the column
	Rows         int   // of a text area
	Max          int   // most characters; 0: unbounded
	Most         int64 // of a file: most bytes that it may have; 0: nothing is said of it before it is sent
	Optional     bool
	Checked      bool     // of a single checkbox
	Options      []option // of a select, of radios
	Lang         string   // of what is typed
	Spell        bool
}

// option is one of several that may be chosen.
type option struct {
	Value   string
	Label   string
	Hint    string
	Lang    string // of the label; empty: that of the page
	Checked bool
}

// field returns an input of the form with what was typed.
func (f form) field(name, label, hint string) field {
	return field{ID: idOf(name), Name: name, Label: label, Hint: hint, Value: f.value(name), Fault: f.fault(name)}
}

// day returns the civil date in ISO 8601 that was typed into a field; what was
// typed, where that is no date.
func (f form) day(name string) string {
	if at, ok := locale.ParseDate(f.value(name)); ok {
		return at.Format(time.DateOnly)
	}
	return strings.TrimSpace(f.value(name))
}

// date returns an input for a civil date, written as the reader's language does:
// a browser's own would speak the language of the browser.
func (v *visit) date(f form, name, label, hint string) field {
	in := f.field(name, label, strings.TrimSpace(hint+" "+v.t("form.date_hint")))
	if at, ok := locale.ParseDate(in.Value); ok {
		in.Value = typeable(v.say.Date(at.Date()))
	}
	in.Width, in.Autocomplete = 20, "off"
	return in
}

// typeable writes text as it is typed, with plain spaces.
func typeable(s string) string { return strings.Join(strings.Fields(s), " ") }

// area returns a text area of the form with what was typed.
func (f form) area(name, label, hint string, rows, most int) field {
	in := f.field(name, label, hint)
	in.Rows, in.Max, in.Spell = rows, most, true
	return in
}

// choice returns a choice of the form, with the one that was chosen marked.
func (f form) choice(name, label, hint string, options []option) field {
	in := f.field(name, label, hint)
	in.Options = options
	for i := range in.Options {
		in.Options[i].Checked = in.Options[i].Value == in.Value && in.Value != "" || in.Options[i].Checked && !f.Values.Has(name)
	}
	return in
}

// box returns a single checkbox of the form.
func (f form) box(name, label, hint string) field {
	in := f.field(name, label, hint)
	in.Checked = in.Value != ""
	in.Optional = true
	return in
}

// idOf returns an id for a field's name: names may hold brackets and dots.
func idOf(name string) string {
	return "f-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, name)
}

// readForm reads the form of a request; refused too_large beyond the page's
// bound, and invalid where a value is no text.
func (v *visit) readForm() (form, error) {
	r := v.Request
	var err error
	switch {
	case v.shorten != nil:
		err = v.shorten.parse(r)
	case strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/"):
		err = r.ParseMultipartForm(maxInMemory)
	default:
		err = r.ParseForm()
	}
	var over *http.MaxBytesError
	if errors.As(err, &over) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return form{}, dossier.Refuse(dossier.CodeTooLarge).Because(err)
	}
	if err != nil {
		return form{}, dossier.Refuse(dossier.CodeInvalid).Because(err)
	}
	f := form{Values: url.Values{}}
	for name, values := range r.PostForm {
		for _, value := range values {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				value = strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", "\ufffd"), "\ufffd")
			}
			f.Values.Add(name, strings.ReplaceAll(value, "\r\n", "\n")) // as it was typed, not as forms send it
		}
	}
	v.sent = f.Values
	return f, nil
}

// fresh returns an id for what a form asks for, so that sending it twice is
// asking once.
func fresh() string { return uuid.Must(uuid.NewV7()).String() }

// freshKey returns a key of idempotency that nobody can guess: whoever repeats it is
// answered with the author's secret.
func freshKey() string { return uuid.NewString() }

// refused puts a refusal into the form, in the reader's language: each field's
// own fault where the field stands in it, under the name that names gives, and
// the rest for the whole. It returns the error where it is no refusal that a
// person can mend.
func (v *visit) refused(f *form, err error, names map[string]string) error {
	p := problemOf(err)
	switch statusOf(p.code) {
	case http.StatusInternalServerError, http.StatusNotFound, http.StatusUnauthorized:
		return err
	}
	for _, bad := range p.fields {
		_, text := v.say.Problem(string(bad.Code), bad.Params)
		name, known := names[bad.Name]
		if !known {
			name = bad.Name
		}
		f.add(name, text)
	}
	if len(p.fields) == 0 {
		_, text := p.words.problem(v.lang, p.code, p.params)
		f.add("", text)
		for _, u := range p.words.unmet(v.lang, p.unmet) {
			f.add(names[u.Code], strings.TrimSpace(withBasis(u.Message, u.Basis, v)+" "+u.Remedy))
		}
	}
	return nil
}

func withBasis(message, basis string, v *visit) string {
	if basis == "" {
		return message
	}
	return fmt.Sprintf("%s (%s)", message, v.say.Serbian(basis))
}

// statusFor returns the status with which a form is shown again.
func (f form) status() int {
	if f.ok() {
		return http.StatusOK
	}
	return http.StatusUnprocessableEntity
}
