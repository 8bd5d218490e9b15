package web

import (
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// needs are the places of signatures of the present stage: of each body in the
// order of signing, or of the acting body.
func needs(d store.DossierView) []store.SlotView {
	if len(d.Stages) == 0 {
		return nil
	}
	run := d.Stages[len(d.Stages)-1]
	if len(run.Slots) > 0 {
		return run.Slots
	}
	st, _ := d.Definition.Stage(run.Stage)
	return []store.SlotView{{Need: st.Signers}}
}

// signedBy returns the signatures of a run that count and are those of a body; of
// any body for an empty code.
func signedBy(run store.StageView, body string) []store.HandView {
	var hands []store.HandView
	for _, h := range run.Hands {
		if h.Counts && !h.Prepared && (body == "" || h.BodyCode == body) {
			hands = append(hands, h)
		}
	}
	return hands
}

// slotsOf returns the places of the signatures, body by body in the order of
// signing: those that are given, then those that are awaited, the first that may
// come next being the visitor's where they may sign: of the body seat.
func (v *visit) slotsOf(m matter, page deciding, seat string) []slot {
	var slots []slot
	yours := page.MaySign
	all := needs(m.DossierView)
	waits := "" // the body whose turn it is
	for _, n := range all {
		body := ""
		if n.BodyCode != "" {
			body = v.title(n.BodySr, n.BodyEn)
		}
		hands := signedBy(m.run(), n.BodyCode)
		for i := range max(n.Need, len(hands)) {
			s := slot{Body: body, Title: v.slotTitle(i, n.Need)}
			if i < len(hands) {
				s.Name, s.Behalf, s.At = hands[i].Name, hands[i].OnBehalf, hands[i].LegalAt.UTC()
				slots = append(slots, s)
				continue
			}
			s.Waits, s.Why = v.t("deciding.slot.waits"), v.t("deciding.slot.rule")
			switch {
			case page.Asker == "":
				s.Waits = v.t("deciding.slot.unprepared")
			case m.stage().Ordered && waits != "" && waits != body:
				s.Waits = v.t("signing.after", "body", waits)
			case yours && (n.BodyCode == "" || n.BodyCode == seat):
				s.Waits, yours = v.t("deciding.slot.you"), false
			}
			if waits == "" {
				waits = body
			}
			slots = append(slots, s)
		}
	}
	return slots
}

func (v *visit) slotTitle(i, need int) string {
	switch {
	case need == 1:
		return v.t("deciding.slot.only")
	case i < 2:
		return v.t([]string{"deciding.slot.first", "deciding.slot.second"}[i])
	}
	return v.t("deciding.slot.number", "number", i+1)
}

// whyNoSignature says why the visitor may not sign, by the names of the bodies
// that come before.
func (v *visit) whyNoSignature(m matter, err error) string {
	p := problemOf(err)
	params := map[string]string{}
	for name, value := range p.params {
		params[name] = value
	}
	if p.code == dossier.CodeSignatureBefore {
		params["before"] = v.slotNames(m.run(), params["before"])
	}
	_, text := v.say.Problem(string(p.code), params)
	return text
}

// slotNames names the bodies whose codes are joined by commas.
func (v *visit) slotNames(run store.StageView, codes string) string {
	var names []string
	for _, code := range strings.Split(codes, ",") {
		for _, s := range run.Slots {
			if s.BodyCode == code {
				names = append(names, v.title(s.BodySr, s.BodyEn))
			}
		}
	}
	return v.say.List(names)
}

// signaturesOf says who signs in a stage, and in which order.
func (v *visit) signaturesOf(d *procedure.Definition, st procedure.StageDef) string {
	whom := each(st.Signatures, func(by procedure.SignedBy) string {
		b, known := d.Body(by.By)
		name := v.title(b.NameSr, b.NameEn)
		if !known {
			name = v.t("signing.by." + by.By)
		}
		return v.n("signing.times", by.Count, "whom", name)
	})
	if st.Ordered {
		return v.t("signing.ordered", "whom", strings.Join(whom, "; "))
	}
	return v.t("signing.unordered", "whom", strings.Join(whom, "; "))
}
