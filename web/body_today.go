package web

import (
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// thenAndToday names a body as it was called then, and what it is today where that
// is another.
func (v *visit) thenAndToday(b store.BodyName, heirs map[string]store.BodyName) string {
	b = named(b, heirs)
	return v.title(b.NameSr, b.NameEn)
}

// named adds to the names of a body what it is today.
func named(b store.BodyName, heirs map[string]store.BodyName) store.BodyName {
	h, ended := heirs[b.Code]
	if !ended {
		return b
	}
	say := func(l locale.Lang, name, heir string) string {
		if h.Code == "" {
			return locale.For(l).T("body_then.gone", map[string]any{"name": name})
		}
		return locale.For(l).T("body_then.today", map[string]any{"name": name, "heir": heir})
	}
	return store.BodyName{Code: b.Code, NameSr: say(locale.SrCyrl, b.NameSr, h.NameSr), NameEn: say(locale.En, b.NameEn, h.NameEn)}
}

// nameToday has a dossier name who proposes it and who acts now as they were called
// then and as what they are today; what happened keeps the names of its day.
func nameToday(d *store.DossierView, heirs map[string]store.BodyName) {
	if len(heirs) == 0 {
		return
	}
	in := func(code string, sr, en *string) {
		b := named(store.BodyName{Code: code, NameSr: *sr, NameEn: *en}, heirs)
		*sr, *en = b.NameSr, b.NameEn
	}
	in(d.LeadCode, &d.LeadNameSr, &d.LeadNameEn)
	for i := range d.Proposers {
		in(d.Proposers[i].Code, &d.Proposers[i].NameSr, &d.Proposers[i].NameEn)
	}
	if n := len(d.Stages); n > 0 && d.Stages[n-1].Ended == nil {
		st := &d.Stages[n-1]
		in(st.ActorCode, &st.ActorSr, &st.ActorEn)
		for i := range st.Opinions {
			in(st.Opinions[i].BodyCode, &st.Opinions[i].BodySr, &st.Opinions[i].BodyEn)
		}
	}
}
