package dossier

import (
	"fmt"
	"regexp"
	"strings"
)

// Contact is where a body, or who runs an installation, can be turned to: an
// e-mail address or a telephone number of their own, never of a private person.
// Empty: none is known.
type Contact string

var telephone = regexp.MustCompile(`^[+(]?[0-9][0-9 ()/-]{1,37}[0-9]$`)

// ParseContact reads a contact, without the space around it; empty is none. The
// error repeats what is neither an e-mail address nor a telephone number.
func ParseContact(s string) (Contact, error) {
	s = strings.TrimSpace(s)
	if s != "" && !validEmail(s) && !telephone.MatchString(s) {
		return "", fmt.Errorf("%q is neither an e-mail address nor a telephone number", s)
	}
	return Contact(s), nil
}

// Email reports whether one can write there; else it is a telephone number.
func (c Contact) Email() bool { return strings.Contains(string(c), "@") }
