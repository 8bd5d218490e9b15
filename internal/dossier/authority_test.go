package dossier

import "testing"

const day = "2026-11-23"

func holds(body string, role Role) Actor {
	return Actor{Person: "p", Appointments: []Appointment{{Body: body, Role: role, From: "2020-01-01"}}}
}

func TestMay(t *testing.T) {
	standing := Standing{Lead: "LEAD", Proposers: []string{"CO", "LEAD"}, Acting: "ODBOR", Asked: []string{"MF"}, Parties: []string{"CO", "LEAD", "MF", "ODBOR"}}
	ended := Actor{Person: "p", Appointments: []Appointment{{Body: "LEAD", Role: Signer, From: "2020-01-01", Until: "2026-11-22"}}}
	coming := Actor{Person: "p", Appointments: []Appointment{{Body: "LEAD", Role: Signer, From: "2026-11-24"}}}
	lastDay := Actor{Person: "p", Appointments: []Appointment{{Body: "LEAD", Role: Signer, From: "2020-01-01", Until: day}}}
	for _, c := range []struct {
		name   string
		actor  Actor
		action Action
		want   Code // empty: may
	}{
		{"anybody reads what is public", Actor{}, ReadPublic, ""},
		{"anybody comments", Actor{}, Comment, ""},
		{"nobody unknown opens a dossier", Actor{}, OpenDossier, CodeUnauthenticated},
		{"a signed-in person sees their tasks", Actor{Person: "p"}, ReadTasks, ""},
		{"a drafter opens a dossier", holds("ANY", Drafter), OpenDossier, ""},
		{"a signer opens none", holds("ANY", Signer), OpenDossier, CodeRoleRequired},
		{"the lead's drafter answers", holds("LEAD", Drafter), AnswerComm, ""},
		{"a co-proposer's drafter does not answer", holds("CO", Drafter), AnswerComm, CodeNotYourBody},
		{"a co-proposer's drafter adds a version", holds("CO", Drafter), AddPackage, ""},
		{"the acting body's secretary records", holds("ODBOR", Secretary), Action(RecordConclusion), ""},
		{"another body's secretary does not", holds("VLADA", Secretary), Action(RecordConclusion), CodeNotYourBody},
		{"who is asked gives an opinion", holds("MF", OpinionGiver), Action(GiveOpinion), ""},
		{"who is not asked gives none", holds("MEI", OpinionGiver), Action(GiveOpinion), CodeNotYourBody},
		{"the lead's signer withdraws", holds("LEAD", Signer), Action(Withdraw), ""},
		{"the lead's drafter does not withdraw", holds("LEAD", Drafter), Action(Withdraw), CodeWrongRole},
		{"an operator of any body has terms counted again", holds("RSJP", Operator), Action(Recompute), ""},
		{"an operator of any body makes a downtime good", holds("RSJP", Operator), Action(Compensate), ""},
		{"an operator of any body takes a dossier over to a newer version", holds("RSJP", Operator), Action(MigrateProcedure), ""},
		{"the lead's signer does not", holds("LEAD", Signer), Action(MigrateProcedure), CodeRoleRequired},
		{"the lead's signer does not have terms counted again", holds("LEAD", Signer), Action(Recompute), CodeRoleRequired},
		{"the lead's drafter makes no downtime good", holds("LEAD", Drafter), Action(Compensate), CodeRoleRequired},
		{"the lead's drafter covers what must not be read", holds("LEAD", Drafter), Redact, ""},
		{"the lead's signer confirms it", holds("LEAD", Signer), Redact, ""},
		{"a co-proposer's drafter does not", holds("CO", Drafter), Redact, CodeNotYourBody},
		{"who gives opinions does not unseal", holds("LEAD", OpinionGiver), Unseal, CodeWrongRole},
		{"an operator does not unseal", holds("RSJP", Operator), Unseal, CodeNotYourBody},
		{"an operator does not erase", holds("RSJP", Operator), Erase, CodeNotYourBody},
		{"the lead's drafter erases", holds("LEAD", Drafter), Erase, ""},
		{"whose appointment ended yesterday does not", ended, Action(Withdraw), CodeAppointmentEnded},
		{"whose appointment begins tomorrow does not", coming, Action(Withdraw), CodeNotYourBody},
		{"the last day of an appointment counts", lastDay, Action(Withdraw), ""},
		{"an action that is in no table is nobody's", holds("LEAD", Operator), Action("rename"), CodeForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := May(c.actor, c.action, standing, day)
			got := Code("")
			if err != nil {
				got = CodeOf(err)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestEveryCommandHasItsAuthority(t *testing.T) {
	for _, n := range CommandNames {
		a, ok := AuthorityFor(Action(n))
		if !ok || len(a.Roles) == 0 || a.Place == Nowhere {
			t.Errorf("%s: anybody may, or nobody knows who", n)
		}
	}
}

func TestWhatIsPersonalIsDecidedByNobodyElse(t *testing.T) {
	own := Appointment{Body: "LEAD", Role: Signer, From: "2020-01-01"}
	lent := Appointment{Body: "LEAD", Role: Signer, From: "2020-01-01", Delegation: "d", OnBehalf: "q"}
	personal := Standing{Lead: "LEAD", Proposers: []string{"LEAD"}}
	personal.Acting, personal.Signing, personal.Personal = "LEAD", []string{"LEAD"}, "члан 1."
	open := personal
	open.Personal = ""
	for _, action := range []Action{Action(Sign), Action(Return), Action(Reject)} {
		for name, c := range map[string]struct {
			held     []Appointment
			standing Standing
			want     Code
			grounds  int
		}{
			"who holds it":                    {[]Appointment{own}, personal, "", 1},
			"to whom it is lent":              {[]Appointment{lent}, personal, CodePersonal, 0},
			"who holds it, and another's too": {[]Appointment{lent, own}, personal, "", 1},
			"to whom it is lent, elsewhere":   {[]Appointment{lent}, open, "", 1},
			"nobody":                          {nil, personal, CodeNotYourBody, 0},
		} {
			grounds, err := Grounds(Actor{Person: "p", Appointments: c.held}, action, c.standing, day)
			if got := CodeOf(err); err != nil && got != c.want || err == nil && c.want != "" || len(grounds) != c.grounds {
				t.Errorf("%s, %s: got %d grounds and %v, want %d and %q", action, name, len(grounds), err, c.grounds, c.want)
			}
		}
	}
	_, err := Grounds(Actor{Person: "p", Appointments: []Appointment{lent}}, Action(Withdraw), personal, day)
	if err != nil {
		t.Errorf("what does not decide the stage: %v", err)
	}
}
