package dossier

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// AsideGround is why a comment is set aside and gets no answer.
type AsideGround string

// The grounds on which a comment may be set aside.
const (
	OffTopic     AsideGround = "off_topic"
	Insulting    AsideGround = "insulting"
	PersonalData AsideGround = "personal_data" // of others
	SameText     AsideGround = "same_text"     // the same author has sent the same before
)

// AsideGrounds lists the grounds.
var AsideGrounds = []AsideGround{OffTopic, Insulting, PersonalData, SameText}

// Known reports whether g is one of the grounds.
func (g AsideGround) Known() bool { return slices.Contains(AsideGrounds, g) }

// Hides reports whether the words of a comment that is set aside on the ground are
// not shown. That there is one, and on which ground it is set aside, always is.
func (g AsideGround) Hides() bool { return g == Insulting || g == PersonalData }

// Setting is what one officer proposes: to set aside a comment.
type Setting struct {
	Comment  string // id
	Revision int    // of the comment; 0: as it stands
	Ground   AsideGround
	SameAs   int // number of the comment that says the same, where that is the ground
	Reasons  string
}

// Check returns nil, or a Problem that names every field which cannot be taken.
func (s Setting) Check() error {
	var fields []Field
	if !s.Ground.Known() {
		fields = append(fields, Field{Name: "ground", Code: CodeAsideGround})
	}
	if (s.Ground == SameText) != (s.SameAs > 0) {
		fields = append(fields, Field{Name: "same_as", Code: CodeSameAsRequired})
	}
	fields = append(fields, checkReasons("reasons", s.Reasons)...)
	if fields != nil {
		return &Problem{Code: CodeInvalid, Fields: fields}
	}
	return nil
}

// CheckReasons returns nil, or a Problem where what somebody gives as reasons, in
// the field of that name, is missing, is no text or is too long.
func CheckReasons(name, text string) error {
	if fields := checkReasons(name, text); fields != nil {
		return &Problem{Code: CodeInvalid, Fields: fields}
	}
	return nil
}

func checkReasons(name, text string) []Field {
	switch {
	case blank(text):
		return []Field{{Name: name, Code: CodeReasonsRequired}}
	case Unreadable(name, text) != nil:
		return Unreadable(name, text)
	case utf8.RuneCountInString(text) > MaxReasons:
		return []Field{{Name: name, Code: CodeReasonsTooLong, Params: map[string]string{"limit": fmt.Sprint(MaxReasons)}}}
	}
	return nil
}

// AnotherHand returns as which of the grounds, of one person, they are another hand
// than all that had a part before: whoever lends a role and who acts by it are one.
// Refused same_officer.
func AnotherHand(before []Hand, person string, grounds []Appointment) (Appointment, error) {
	if !Anybody(before, person) {
		for _, g := range grounds {
			if !Anybody(before, g.OnBehalf) {
				return g, nil
			}
		}
	}
	return Appointment{}, Refuse(CodeSameOfficer)
}
