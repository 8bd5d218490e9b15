package dossier

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxCosigners is how many organisations one submission asks to sign it together with
// its author.
const MaxCosigners = 20

// Cosigner is an organisation that is asked to sign a submission together with its
// author, as its author named it.
type Cosigner struct {
	RegisterNo string
	Name       string
	Email      string // to which it is asked
}

// Tidy returns the organisation as it is kept.
func (c Cosigner) Tidy() Cosigner {
	return Cosigner{strings.TrimSpace(c.RegisterNo), plain(c.Name), strings.TrimSpace(c.Email)}
}

// checkCosigners adds what cannot be taken of the organisations that are asked.
func (s Submission) checkCosigners(add func(name string, code Code, params ...string)) {
	if len(s.Cosigners) > MaxCosigners {
		add("cosigners", CodeTooManyCosigners, "limit", fmt.Sprint(MaxCosigners))
		return
	}
	first := map[string]bool{}
	for i, c := range s.Cosigners {
		at := func(field string) string { return fmt.Sprintf("cosigners[%d].%s", i, field) }
		kept := c.Tidy()
		switch {
		case !registerNo.MatchString(kept.RegisterNo):
			add(at("register_no"), CodeRegisterNo)
		case s.Author.Kind == Organisation && kept.RegisterNo == s.Author.Organisation:
			add(at("register_no"), CodeCosignerSelf)
		case first[kept.RegisterNo]:
			add(at("register_no"), CodeCosignerTwice)
		}
		first[kept.RegisterNo] = true
		switch {
		case kept.Name == "":
			add(at("name"), CodeNameMissing)
		case utf8.RuneCountInString(kept.Name) > MaxOrganisation:
			add(at("name"), CodeTextTooLong, "limit", fmt.Sprint(MaxOrganisation))
		}
		switch {
		case !validEmail(kept.Email) || kept.Email != plain(kept.Email):
			add(at("email"), CodeEmailInvalid)
		case strings.EqualFold(kept.Email, s.Author.Email):
			add(at("email"), CodeCosignerSelf)
		}
	}
}
