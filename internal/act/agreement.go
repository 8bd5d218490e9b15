package act

import "strings"

// maxAgreement is how many words of a title are looked at for what an agreement is called.
const maxAgreement = 6

// agrees reports whether the title is that of an agreement, as a collective one is, and whether it is that of an
// annex which changes one: Анекс I Посебног колективног уговора.
func (a *Act) agrees(c *citing) (agreement, annex bool) {
	p := profileNamed(a.Profile)
	s := strings.TrimSpace(a.Title)
	for range maxAgreement {
		k, n := key(s)
		switch {
		case n == 0:
			return false, false
		case p.addendums[k]:
			return true, true
		case c.agreements[k]:
			return true, false
		case p.titles[k]:
			return false, false
		}
		s = strings.TrimLeft(s[n:], " .")
	}
	return false, false
}

// addendumOf returns how the title of an annex to an agreement names the agreement, "" for any other title.
func (a *Act) addendumOf() string {
	p := profileNamed(a.Profile)
	behind := p.behindAddendum(a.Title)
	if of := strings.TrimSpace(a.Title[behind:]); behind > 0 && p.amends(of) {
		return of
	}
	return ""
}

// itself takes what an agreement calls itself for the act that the reference stands in: овог уговора. In an annex
// that changes an agreement that is the one that is changed, and the annex calls itself so.
func (p *targets) itself(t *tail) (base bool) {
	if t.kind != treatyTail || !p.agreement {
		return false
	}
	_, named, _ := strings.Cut(strings.TrimSpace(t.name), " ")
	if k, _ := key(named); p.addendum && !p.profile.addendumCase(k) {
		return true
	}
	*t = tail{kind: actTail}
	return false
}

// addendumCase reports whether the key is that of a case of what annexes to agreements are called.
func (p *profile) addendumCase(k string) bool {
	for name := range p.addendums {
		if strings.HasPrefix(k, name) && len(k) <= len(name)+2 {
			return true
		}
	}
	return false
}
