package dossier

import (
	"strings"
	"testing"
)

func TestADelegationNamesEveryFieldThatCannotBeTaken(t *testing.T) {
	good := Delegation{Delegate: "p", Body: "LEAD", Role: Signer, From: day, Until: "2027-01-21", Reason: "Годишњи одмор."}
	if err := good.Check(day); err != nil {
		t.Fatalf("sixty days from today: %v", err)
	}
	for _, c := range []struct {
		name   string
		change func(*Delegation)
		field  string
		code   Code
	}{
		{"sixty-one days", func(d *Delegation) { d.Until = "2027-01-22" }, "until", CodeDelegationLength},
		{"an end before the beginning", func(d *Delegation) { d.From, d.Until = "2026-11-24", day }, "until", CodeDelegationLength},
		{"a day that has passed", func(d *Delegation) { d.From, d.Until = "2026-11-22", day }, "from", CodeDateInPast},
		{"no date", func(d *Delegation) { d.From = "сутра" }, "from", CodeDateInvalid},
		{"a day that is in no calendar", func(d *Delegation) { d.Until = "2026-11-31" }, "until", CodeDateInvalid},
		{"the operator's role", func(d *Delegation) { d.Role = Operator }, "role", CodeRoleNotDelegable},
		{"the role of oversight", func(d *Delegation) { d.Role = Oversight }, "role", CodeRoleNotDelegable},
		{"no dossier's reference", func(d *Delegation) { d.Dossier = "2026" }, "dossier", CodeDossierUnknown},
		{"no reason", func(d *Delegation) { d.Reason = " \n" }, "reason", CodeReasonMissing},
		{"a reason of 2001 letters", func(d *Delegation) { d.Reason = strings.Repeat("ш", 2001) }, "reason", CodeReasonsTooLong},
		{"a reason with a NUL", func(d *Delegation) { d.Reason = "а\x00б" }, "reason", CodeNUL},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := good
			c.change(&d)
			p, ok := d.Check(day).(*Problem)
			if !ok || len(p.Fields) != 1 || p.Fields[0].Name != c.field || p.Fields[0].Code != c.code {
				t.Errorf("got %v, want %s in %s", p, c.code, c.field)
			}
		})
	}
}

func TestWhatIsLentCountsAsLentAndOnlyWhereItIs(t *testing.T) {
	standing := Standing{Dossier: "2026-0017", Lead: "LEAD", Acting: "LEAD"}
	own := Appointment{Body: "LEAD", Role: Signer, From: "2020-01-01"}
	lent := Appointment{Body: "LEAD", Role: Signer, From: "2026-11-20", Until: day, Delegation: "g", OnBehalf: "a"}
	one, other := lent, lent
	one.Dossier, other.Dossier = "2026-0017", "2026-0018"
	for _, c := range []struct {
		name string
		held []Appointment
		day  string
		want Code   // empty: may
		lent string // delegation
	}{
		{"lent for every dossier", []Appointment{lent}, day, "", "g"},
		{"lent for this one", []Appointment{one}, day, "", "g"},
		{"lent for another", []Appointment{other}, day, CodeNotYourBody, ""},
		{"one's own comes first", []Appointment{lent, own}, day, "", ""},
		{"the day after its last", []Appointment{lent}, "2026-11-24", CodeDelegationEnded, ""},
		{"the day before its first", []Appointment{lent}, "2026-11-19", CodeNotYourBody, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			grounds, err := Grounds(Actor{Person: "p", Appointments: c.held}, Action(Sign), standing, c.day)
			got := Code("")
			if err != nil {
				got = CodeOf(err)
			}
			if got != c.want || Lent(grounds, "LEAD") != c.lent {
				t.Errorf("got %q by %q, want %q by %q", got, Lent(grounds, "LEAD"), c.want, c.lent)
			}
		})
	}
	a := Actor{Person: "p", Appointments: []Appointment{{Body: "LEAD", Role: Drafter, From: "2020-01-01", Delegation: "g", Dossier: "2026-0017"}}}
	if May(a, OpenDossier, Standing{}, day) == nil || a.Has(Drafter, "LEAD", day) {
		t.Error("what is lent for one dossier opens others")
	}
	if !a.For("2026-0017").Has(Drafter, "LEAD", day) || a.For("2026-0018").Has(Drafter, "LEAD", day) {
		t.Error("what is lent for one dossier counts in it, and in no other")
	}
}

func TestADelegateAndWhoLendsToThemAreOneHand(t *testing.T) {
	own := []Appointment{{Body: "LEAD", Role: Signer}}
	by := func(lenders ...string) []Appointment {
		var g []Appointment
		for _, l := range lenders {
			g = append(g, Appointment{Body: "LEAD", Role: Signer, Delegation: "g-" + l, OnBehalf: l})
		}
		return g
	}
	ready := Four{Prepared: []Hand{{Person: "drafter"}}, Made: Hand{Person: "maker"}}
	signed := func(h ...Hand) Four { return Four{Prepared: ready.Prepared, Made: ready.Made, Signed: h} }
	for _, c := range []struct {
		name    string
		four    Four
		person  string
		grounds []Appointment
		want    Code
		as      string // delegation
	}{
		{"nobody asked for signatures", Four{}, "b", own, CodeNotPrepared, ""},
		{"another hand", ready, "b", own, "", ""},
		{"for another", ready, "d", by("a"), "", "g-a"},
		{"who prepared", ready, "drafter", own, CodePreparerSigns, ""},
		{"who made it", ready, "maker", own, CodePreparerSigns, ""},
		{"in whose place it was prepared", Four{Prepared: []Hand{{"d", "b"}}}, "b", own, CodePreparerSigns, ""},
		{"in whose place it was made", Four{Prepared: ready.Prepared, Made: Hand{"d", "b"}}, "b", own, CodePreparerSigns, ""},
		{"for who prepared", ready, "d", by("drafter"), CodeDelegatorSigned, ""},
		{"for who made it", ready, "d", by("maker"), CodeDelegatorSigned, ""},
		{"for who signed", signed(Hand{Person: "a"}), "d", by("a"), CodeDelegatorSigned, ""},
		{"after one's delegate", signed(Hand{"d", "a"}), "a", own, CodeDelegatorSigned, ""},
		{"two delegates of one", signed(Hand{"d", "a"}), "e", by("a"), CodeDelegatorSigned, ""},
		{"one delegate for two", signed(Hand{"d", "a"}), "d", by("b"), CodeAlreadySigned, ""},
		{"for who signed for another", signed(Hand{"d", "a"}), "e", by("d"), CodeDelegatorSigned, ""},
		{"twice", signed(Hand{Person: "b"}), "b", own, CodeAlreadySigned, ""},
		{"for the one of two who has not signed", signed(Hand{Person: "a"}), "d", by("a", "b"), "", "g-b"},
		{"in one's own right, though who lends has signed", signed(Hand{Person: "a"}), "d", append(own, by("a")...), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			as, err := c.four.Signature(c.person, c.grounds)
			got := Code("")
			if err != nil {
				got = CodeOf(err)
			}
			if got != c.want || as.Delegation != c.as {
				t.Errorf("got %q by %q, want %q by %q", got, as.Delegation, c.want, c.as)
			}
		})
	}
}
