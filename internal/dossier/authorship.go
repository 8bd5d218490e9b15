package dossier

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Bounds of what somebody says who did not write what stands under their name, in
// characters.
const (
	MaxClaimName      = 200
	MaxClaimContact   = 254
	MaxClaimStatement = 5000
)

// Claim is what somebody says who did not write what stands under their name. It is
// personal, and stands nowhere but in its own table.
type Claim struct {
	Comment   string // id
	Name      string
	Contact   string // an address or a number by which they are reached
	Statement string
	Lang      string // in which they are answered; empty: sr-Cyrl
}

// Check returns nil, or a Problem that names every field which cannot be taken.
func (c Claim) Check() error {
	var fields []Field
	for _, f := range []struct {
		name, text string
		most       int
	}{{"name", c.Name, MaxClaimName}, {"contact", c.Contact, MaxClaimContact}, {"statement", c.Statement, MaxClaimStatement}} {
		switch {
		case blank(f.text):
			fields = append(fields, Field{Name: f.name, Code: CodeClaimRequired})
		case Unreadable(f.name, f.text) != nil:
			fields = append(fields, Unreadable(f.name, f.text)...)
		case utf8.RuneCountInString(f.text) > f.most:
			fields = append(fields, Field{Name: f.name, Code: CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(f.most)}})
		}
	}
	if fields != nil {
		return &Problem{Code: CodeInvalid, Fields: fields}
	}
	return nil
}

// Verification is how it was found out that a claimant is who they say.
type Verification string

// The ways to verify a claimant.
const (
	ByDocument  Verification = "identity_document"
	BySignature Verification = "electronic_signature" // a qualified one
	ByContact   Verification = "known_contact"        // known before the claim
	InPerson    Verification = "in_person"
)

// Verifications lists them.
var Verifications = []Verification{ByDocument, BySignature, ByContact, InPerson}

// Known reports whether v is one of them.
func (v Verification) Known() bool { return slices.Contains(Verifications, v) }
