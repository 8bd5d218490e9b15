package web

import (
	"net/url"
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// share is what bodies have to do with a dossier.
type share struct {
	Name   string
	Bodies []answerable
}

// answerable is a body, and where it can be turned to.
type answerable struct {
	Name    string
	Contact link // zero: nobody said where, or it stands at an earlier share
}

// who says who answers for a dossier: who proposes it, who acts now, who answers
// what the public said in the last round, and who published the last report.
// Where a body can be turned to stands where it is named first.
func (v *visit) who(d store.DossierView, rounds []store.RoundView, contacts map[string]dossier.Contact) []share {
	told := map[string]bool{}
	var shares []share
	add := func(name string, bodies ...store.BodyName) {
		s := share{Name: name}
		for _, b := range bodies {
			one := answerable{Name: v.title(b.NameSr, b.NameEn)}
			if !told[b.Code] {
				one.Contact, told[b.Code] = contactLink(contacts[b.Code]), true
			}
			s.Bodies = append(s.Bodies, one)
		}
		shares = append(shares, s)
	}
	lead := store.BodyName{Code: d.LeadCode, NameSr: d.LeadNameSr, NameEn: d.LeadNameEn}
	add(v.n("dossier.proposers", 1), lead)
	var others []store.BodyName
	for _, b := range d.Proposers {
		if b.Code != d.LeadCode {
			others = append(others, b)
		}
	}
	if len(others) > 0 {
		add(v.n("dossier.co_proposers", len(others)), others...)
	}
	if n := len(d.Stages); n > 0 && d.Status == dossier.Open && d.Stages[n-1].Ended == nil {
		add(v.t("dossier.acting"), actorOf(d.Stages[n-1]))
	}
	if n := len(rounds); n > 0 && rounds[n-1].Report == "" {
		add(v.t("dossier.answers_comments"), lead)
	}
	for _, run := range slices.Backward(d.Stages) {
		if run.Kind == string(procedure.Report) && run.Ended != nil {
			add(v.t("dossier.last_report"), actorOf(run))
			break
		}
	}
	return shares
}

// actorOf names the body that acts or acted in a run of a stage.
func actorOf(run store.StageView) store.BodyName {
	return store.BodyName{Code: run.ActorCode, NameSr: run.ActorSr, NameEn: run.ActorEn}
}

// contactLink leads to a letter to a contact; a telephone number is words alone,
// and no contact is nothing.
func contactLink(c dossier.Contact) link {
	l := link{Text: string(c)}
	if c.Email() {
		l.Href = "mailto:" + url.PathEscape(string(c))
	}
	return l
}
