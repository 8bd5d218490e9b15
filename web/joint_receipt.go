package web

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// jointReceipt is what a receipt says of the organisations that signed with its author.
type jointReceipt struct {
	Count   string // of organisations, in words; empty: nobody else has signed
	Signed  []signatoryLine
	Earlier bool        // some of them signed the text before it was corrected
	Asked   []askedLine // for its author alone
}

// askedLine is an organisation that is asked, as the author sees it.
type askedLine struct {
	Place   int
	Name    string
	Number  string
	State   string
	Tone    string // class of its tag
	When    string // when it came to that
	Address string
	Ask     bool // it can be written to once more, now
	Faulty  bool
	Email   field
}

// cosignerTones are the classes of the tags of how an organisation stands.
var cosignerTones = map[store.CosignerState]string{store.CosignerSigned: "yes", store.CosignerAsked: "part", store.CosignerEarlier: "part", store.CosignerDeclined: "no", store.CosignerWithdrawn: "no"}

// jointReceipt puts into words who signed, and who is asked to.
func (v *visit) jointReceipt(said store.Said, f form) jointReceipt {
	var p jointReceipt
	p.Signed = v.signatoryLines(said.Signatories)
	signatures := 0
	for _, s := range said.Signatories {
		if s.Earlier {
			p.Earlier = true
		} else {
			signatures++
		}
	}
	p.Count = upperFirst(v.jointCount(signatures, dossier.AuthorKind(said.AuthorKind), said.Signatories))
	for _, c := range said.Cosigners {
		one := askedLine{Place: c.No, Name: c.Name, Number: c.RegisterNo, State: string(c.State), Tone: cosignerTones[c.State], Address: c.Email, Ask: c.AskAgain}
		if !c.At.IsZero() {
			one.When = v.second(c.At)
		}
		name := "email-" + strconv.Itoa(c.No)
		if !f.Values.Has(name) {
			f.Values = withValue(f.Values, name, c.Email)
		}
		one.Email = f.field(name, v.t("joint.email"), v.t("joint.again_hint"))
		one.Email.Type, one.Email.Autocomplete = "email", "off"
		one.Faulty = f.value("mesto") == strconv.Itoa(c.No) && !f.ok()
		one.Ask = one.Ask || one.Faulty
		p.Asked = append(p.Asked, one)
	}
	return p
}

// jointCount says how many organisations stand behind a submission that was signed by
// others than its author; empty: none of them did.
func (v *visit) jointCount(signatures int, author dossier.AuthorKind, signed []store.Signatory) string {
	if signatures == 0 {
		return ""
	}
	if author == dossier.Organisation {
		signatures++
	}
	count := v.n("joint.count", signatures)
	unvouched := 0
	for _, s := range signed {
		if !s.Mandated {
			unvouched++
		}
	}
	if unvouched > 0 {
		count += ", " + v.n("joint.unvouched", unvouched)
	}
	return count
}

// askCosigner writes to an organisation once more, at the same address or at another.
func (s *Server) askCosigner(v *visit) (reply, error) {
	f, no, secret, err := v.holdersForm()
	if err != nil {
		return reply{}, err
	}
	at := bounded(f.value("mesto"), dossier.MaxCosigners)
	name := "email-" + strconv.Itoa(at)
	err = s.allowSubmission(v.ctx(), v.ClientIP())
	if err == nil {
		err = s.allowInvitations(v.ctx(), v.ClientIP(), no, f.value(name))
	}
	var over *limitedError
	if errors.As(err, &over) {
		f.add("", v.n("commenting.wait", int(max(1, math.Ceil(over.wait.Seconds())))))
		page, err := s.showReceipt(v, f)
		return late(page, over.wait), err
	}
	if err != nil {
		return reply{}, err
	}
	err = s.store.AskCosigner(v.ctx(), no, secret, at, strings.TrimSpace(f.value(name)))
	if err != nil {
		err = v.refused(&f, err, map[string]string{"email": name})
		if err != nil {
			return reply{}, err
		}
		return s.showReceipt(v, f)
	}
	return v.to("/potvrde/"+no, "joint.sent_again"), nil
}
