package dossier

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Bounds of a delegation: civil days, and characters of its reason.
const (
	MaxDelegationDays = 60
	MaxReason         = 2000
)

// Delegable reports whether the role may be lent to a colleague: those in which
// somebody acts on a dossier. What watches over the installation is given by it.
func (r Role) Delegable() bool {
	return slices.Contains([]Role{Drafter, Signer, OpinionGiver, Secretary, Officer}, r)
}

// Delegation lends a role in a body to a colleague, from a civil day to another,
// both included; an empty Dossier means every one.
type Delegation struct {
	Delegate string // id of the person who is to act
	Body     string // code
	Role     Role
	Dossier  Ref
	From     string
	Until    string
	Reason   string
}

// Check returns nil, or a Problem that names every field which cannot be taken
// on the civil date today. Whether the role is held and who belongs to the body
// is the record's to say.
func (d Delegation) Check(today string) error {
	var fields []Field
	add := func(name string, code Code, params ...string) {
		fields = append(fields, Field{Name: name, Code: code, Params: Refuse(code, params...).Params})
	}
	if !d.Role.Delegable() {
		add("role", CodeRoleNotDelegable)
	}
	if d.Dossier != "" && !d.Dossier.Valid() {
		add("dossier", CodeDossierUnknown)
	}
	from, fromErr := time.Parse(time.DateOnly, d.From)
	if fromErr != nil {
		add("from", CodeDateInvalid)
	}
	until, untilErr := time.Parse(time.DateOnly, d.Until)
	if untilErr != nil {
		add("until", CodeDateInvalid)
	}
	if fromErr == nil && d.From < today {
		add("from", CodeDateInPast)
	}
	if fromErr == nil && untilErr == nil && (until.Before(from) || until.Sub(from) >= MaxDelegationDays*24*time.Hour) {
		add("until", CodeDelegationLength, "limit", fmt.Sprint(MaxDelegationDays))
	}
	switch {
	case blank(d.Reason):
		add("reason", CodeReasonMissing)
	case utf8.RuneCountInString(d.Reason) > MaxReason:
		add("reason", CodeReasonsTooLong, "limit", fmt.Sprint(MaxReason))
	default:
		fields = append(fields, Unreadable("reason", d.Reason)...)
	}
	if fields != nil {
		return &Problem{Code: CodeInvalid, Fields: fields}
	}
	return nil
}

// Hand is who did something to a package, and in whose place; an empty OnBehalf
// means in their own.
type Hand struct{ Person, OnBehalf string }

// Holds reports whether the person acted in h, or somebody in their place.
func (h Hand) Holds(person string) bool {
	return person != "" && (h.Person == person || h.OnBehalf == person)
}

// Anybody reports whether the person stands behind one of the hands.
func Anybody(hands []Hand, person string) bool {
	return slices.ContainsFunc(hands, func(h Hand) bool { return h.Holds(person) })
}

// Four is what was done to a package as far as signing it depends on it.
type Four struct {
	Prepared []Hand // who asked for signatures
	Made     Hand   // who added the version
	Signed   []Hand
}

// Signature returns as which of the grounds, of one person, a signature on the
// package counts as another hand than all that were on it before: a delegate and
// who lends to them are one. Refused not_prepared, preparer_cannot_sign,
// already_signed or delegator_signed.
func (f Four) Signature(person string, grounds []Appointment) (Appointment, error) {
	before := append(slices.Clone(f.Prepared), f.Made)
	switch {
	case len(f.Prepared) == 0:
		return Appointment{}, Refuse(CodeNotPrepared)
	case Anybody(before, person):
		return Appointment{}, Refuse(CodePreparerSigns)
	case slices.ContainsFunc(f.Signed, func(h Hand) bool { return h.Person == person }):
		return Appointment{}, Refuse(CodeAlreadySigned)
	case Anybody(f.Signed, person):
		return Appointment{}, Refuse(CodeDelegatorSigned)
	}
	before = append(before, f.Signed...)
	for _, g := range grounds {
		if !Anybody(before, g.OnBehalf) {
			return g, nil
		}
	}
	return Appointment{}, Refuse(CodeDelegatorSigned)
}
