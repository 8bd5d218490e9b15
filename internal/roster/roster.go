// Package roster enters who is who in an installation: bodies with their
// successors and numbers of members, people with their roles and mandates, and organisations, as a
// file lists them. It must not invent anybody, and of what the record knows
// already it changes only where bodies can be turned to.
package roster

import (
	"bytes"
	"context"
	"fmt"
	"net/mail"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// Roster is the file. Dates are civil, ISO 8601; an empty Until means until
// further notice.
type Roster struct {
	Bodies        []Body         `yaml:"bodies"`
	People        []Person       `yaml:"people"`
	Organisations []Organisation `yaml:"organisations"`
}

// Body is an authority.
type Body struct {
	Code      string `yaml:"code"`
	NameSr    string `yaml:"name_sr"`
	NameEn    string `yaml:"name_en"`
	Collegial bool   `yaml:"collegial"`
	Contact   string `yaml:"contact"` // an e-mail address or a telephone number of the body, not of a person
	From      string `yaml:"from"`
	Until     string `yaml:"until"`
	Successor string `yaml:"successor"` // code of the body that takes over
	// Members are how many members a collegial body has, from each day on.
	Members []Members `yaml:"members"`
}

// Members is how many members a body has from a day on, and by which legal act.
type Members struct {
	Count int    `yaml:"count"`
	From  string `yaml:"from"`
	Act   string `yaml:"act"`
}

// Person is somebody with an account.
type Person struct {
	Name         string        `yaml:"name"`
	Email        string        `yaml:"email"`
	Function     string        `yaml:"function"` // for whoever reads the file; not kept
	Lang         string        `yaml:"lang"`     // of the interface; sr-Cyrl unless said otherwise
	Appointments []Appointment `yaml:"appointments"`
	Mandates     []Mandate     `yaml:"mandates"`
}

// Appointment gives a role in a body, both days included.
type Appointment struct {
	Body  string       `yaml:"body"`
	Role  dossier.Role `yaml:"role"`
	From  string       `yaml:"from"`
	Until string       `yaml:"until"`
}

// Mandate lets a person speak for an organisation, by its register number.
type Mandate struct {
	Organisation string `yaml:"organisation"`
	From         string `yaml:"from"`
	Until        string `yaml:"until"`
}

// Organisation is an association, a chamber or another that comments.
type Organisation struct {
	RegisterNo string `yaml:"register_no"`
	Name       string `yaml:"name"`
	Kind       string `yaml:"kind"` // association, foundation, chamber, union, company, other
}

// MaxSource is the longest file, in bytes.
const MaxSource = 4 << 20

// Load reads a roster. The error names the line, or who is not fully given.
func Load(src []byte) (Roster, error) {
	var r Roster
	if len(src) > MaxSource {
		return Roster{}, fmt.Errorf("read roster: longer than %d bytes", MaxSource)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	decoder.KnownFields(true)
	err := decoder.Decode(&r)
	if err != nil {
		return Roster{}, fmt.Errorf("read roster: %w", err)
	}
	for i := range r.People {
		if r.People[i].Lang == "" {
			r.People[i].Lang = "sr-Cyrl"
		}
	}
	return r, r.check()
}

func (r Roster) check() error {
	for _, b := range r.Bodies {
		if b.Code == "" || b.NameSr == "" || b.NameEn == "" || !day(b.From) || (b.Until != "" && !day(b.Until)) {
			return fmt.Errorf("read roster: body %q needs a code, name_sr, name_en and from, a date such as 2026-11-23", b.Code)
		}
		_, err := dossier.ParseContact(b.Contact)
		if err != nil {
			return fmt.Errorf("read roster: contact of body %q: %w", b.Code, err)
		}
		for _, m := range b.Members {
			if m.Count < 1 || m.Count > store.MaxMembers || !day(m.From) || m.Act == "" {
				return fmt.Errorf("read roster: members of body %q need a count of 1 to %d, from, a date such as 2026-11-23, and act", b.Code, store.MaxMembers)
			}
		}
	}
	known := map[string]bool{}
	for _, p := range r.People {
		address, err := mail.ParseAddress(p.Email)
		if p.Name == "" || err != nil || address.Address != p.Email {
			return fmt.Errorf("read roster: person %q needs a name and an e-mail address", p.Email)
		}
		if known[p.Email] {
			return fmt.Errorf("read roster: %s stands there twice", p.Email)
		}
		known[p.Email] = true
		for _, a := range p.Appointments {
			if !a.Role.Known() || !day(a.From) || (a.Until != "" && !day(a.Until)) {
				return fmt.Errorf("read roster: %s: an appointment needs a role (%v) and from, a date such as 2026-11-23", p.Email, dossier.Roles)
			}
		}
		for _, m := range p.Mandates {
			if !day(m.From) || (m.Until != "" && !day(m.Until)) {
				return fmt.Errorf("read roster: %s: a mandate needs from, a date such as 2026-11-23", p.Email)
			}
		}
	}
	return nil
}

func day(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// Account is somebody who was entered, with the password that was made for them.
type Account struct{ Email, Name, Password string }

// Enter enters the roster and returns the accounts that are new, in its order.
// What the record knows stays as it is, but for the contacts of bodies, so that
// a roster may be entered again with what was added to it. A new person gets
// what password returns.
func Enter(ctx context.Context, s *store.Store, r Roster, password func() string, hash func(string) string) ([]Account, error) {
	for _, b := range r.Bodies {
		contact, err := dossier.ParseContact(b.Contact)
		if err != nil {
			return nil, fmt.Errorf("enter body %s: %w", b.Code, err)
		}
		err = s.AddBody(ctx, store.Body{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn, Collegial: b.Collegial, Contact: contact, ValidFrom: b.From})
		if err != nil {
			return nil, err
		}
		for _, m := range b.Members {
			err = s.EnterMembers(ctx, store.Members{Body: b.Code, From: m.From, Count: m.Count, Act: m.Act})
			if err != nil {
				return nil, err
			}
		}
	}
	for _, b := range r.Bodies {
		if b.Until == "" {
			continue
		}
		err := s.EndBody(ctx, b.Code, b.Until, b.Successor)
		if err != nil {
			return nil, err
		}
	}
	for _, o := range r.Organisations {
		err := s.AddOrganisation(ctx, store.Organisation{RegisterNo: o.RegisterNo, Name: o.Name, Kind: o.Kind})
		if err != nil {
			return nil, err
		}
	}
	var fresh []Account
	for _, p := range r.People {
		account, err := enter(ctx, s, p, password, hash)
		if err != nil {
			return fresh, fmt.Errorf("enter %s: %w", p.Email, err)
		}
		if account.Password != "" {
			fresh = append(fresh, account)
		}
	}
	return fresh, nil
}

func enter(ctx context.Context, s *store.Store, p Person, password func() string, hash func(string) string) (Account, error) {
	out := Account{Email: p.Email, Name: p.Name}
	known, _, err := s.PersonByEmail(ctx, p.Email)
	id := known.ID
	switch {
	case err == nil:
	case dossier.CodeOf(err) == dossier.CodeNotFound:
		out.Password = password()
		id, err = s.AddPerson(ctx, store.Person{Name: p.Name, Email: p.Email, Lang: p.Lang}, hash(out.Password))
		if err != nil {
			return Account{}, err
		}
	default:
		return Account{}, err
	}
	for _, a := range p.Appointments {
		err = s.Appoint(ctx, id, dossier.Appointment{Body: a.Body, Role: a.Role, From: a.From, Until: a.Until})
		if err != nil {
			return Account{}, err
		}
	}
	for _, m := range p.Mandates {
		err = s.Mandate(ctx, id, dossier.Mandate{Organisation: m.Organisation, From: m.From, Until: m.Until})
		if err != nil {
			return Account{}, err
		}
	}
	return out, nil
}
