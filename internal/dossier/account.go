package dossier

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// langs are the languages of the interface.
var langs = []string{"sr-Cyrl", "sr-Latn", "en"}

// KnownLang reports whether the interface speaks the language.
func KnownLang(lang string) bool { return slices.Contains(langs, lang) }

// NewAccount is what somebody registers with.
type NewAccount struct {
	Name         string
	Email        string
	Lang         string
	PasswordHash string
}

// Tidy returns the account as it is kept, or a Problem that names every field
// which cannot be taken. Whether the address is free is the record's to say.
func (a NewAccount) Tidy() (NewAccount, error) {
	var fields []Field
	a.Name, fields = line("name", a.Name, MaxName, fields)
	a.Email = strings.TrimSpace(a.Email)
	if !validEmail(a.Email) || a.Email != plain(a.Email) {
		fields = append(fields, Field{Name: "email", Code: CodeEmailInvalid})
	}
	if !KnownLang(a.Lang) {
		fields = append(fields, Field{Name: "lang", Code: CodeLangUnknown})
	}
	if fields != nil {
		return NewAccount{}, &Problem{Code: CodeInvalid, Fields: fields}
	}
	return a, nil
}

// MaxOrganisation is the longest name of an organisation, in characters.
const MaxOrganisation = 300

var registerNo = regexp.MustCompile(`^[0-9]{5,12}$`)

// organisationKinds are what an organisation may be.
var organisationKinds = []string{"association", "foundation", "chamber", "union", "company", "other"}

// OrganisationKinds lists what an organisation may be, the last for whatever else.
func OrganisationKinds() []string { return slices.Clone(organisationKinds) }

// NewOrganisation is an organisation as somebody asks to speak for it.
type NewOrganisation struct{ RegisterNo, Name, Kind string }

// Tidy returns the organisation as it is kept, or a Problem that names every
// field which cannot be taken.
func (o NewOrganisation) Tidy() (NewOrganisation, error) {
	var fields []Field
	o.RegisterNo = strings.TrimSpace(o.RegisterNo)
	if !registerNo.MatchString(o.RegisterNo) {
		fields = append(fields, Field{Name: "register_no", Code: CodeRegisterNo})
	}
	o.Name, fields = line("name", o.Name, MaxOrganisation, fields)
	if !slices.Contains(organisationKinds, o.Kind) {
		fields = append(fields, Field{Name: "kind", Code: CodeOrganisationKind})
	}
	if fields != nil {
		return NewOrganisation{}, &Problem{Code: CodeInvalid, Fields: fields}
	}
	return o, nil
}

// line returns a name as it is kept, and what stands against it with what stood
// against other fields.
func line(field, s string, most int, fields []Field) (string, []Field) {
	kept := plain(s)
	switch {
	case kept == "":
		return "", append(fields, Field{Name: field, Code: CodeNameMissing})
	case utf8.RuneCountInString(kept) > most:
		return "", append(fields, Field{Name: field, Code: CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(most)}})
	}
	return kept, fields
}

// plain returns s on one line, without what cannot be seen: a name holds no
// control characters, and none that turn the direction of what follows.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.Is(unicode.C, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
