package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func summaryOf(r store.DossierRow) api.DossierSummary {
	return api.DossierSummary{Ref: string(r.Ref), Title: r.Title, Kind: r.Kind, Procedure: r.Procedure, ProcedureVersion: r.Version,
		Lead: api.BodyName{Code: r.LeadCode, NameSr: r.LeadNameSr, NameEn: r.LeadNameEn}, Visibility: string(r.Visibility), Status: string(r.Status),
		Seq: r.Seq, Rehearsal: r.Rehearsal, Demonstration: r.Demonstration, Stage: stageName(r), EndsAt: utc(r.EndsAt), Overdue: r.Overdue,
		OpenRound: r.OpenRound, HeldUntil: utc(r.HeldUntil), PublicVersion: r.PublicPackage, OpenedAt: r.OpenedAt.UTC(), EndedAt: utc(r.EndedAt),
		Resubmits: string(r.Resubmits), ResubmittedAs: string(r.ResubmittedAs), Imported: importedOf(r.Imported())}
}

func stageName(r store.DossierRow) api.StageName {
	if r.StageNo == 0 {
		return api.StageName{}
	}
	return api.StageName{No: r.StageNo, Id: r.Stage, Kind: r.StageKind, TitleSr: r.StageTitleSr, TitleEn: r.StageTitleEn}
}

// dossierOf is a dossier as it is answered, with its sentences in language l.
func dossierOf(v store.DossierView, words wording, l locale.Lang) (api.Dossier, error) {
	s := summaryOf(v.DossierRow)
	d := api.Dossier{Ref: s.Ref, Title: s.Title, Kind: s.Kind, Procedure: s.Procedure, ProcedureVersion: s.ProcedureVersion,
		Definition: v.DossierRow.Definition, Lead: s.Lead, Visibility: s.Visibility, Status: s.Status, Seq: s.Seq, Rehearsal: s.Rehearsal,
		Demonstration: s.Demonstration, Stage: s.Stage, EndsAt: s.EndsAt, Overdue: s.Overdue, OpenRound: s.OpenRound, HeldUntil: s.HeldUntil,
		PublicVersion: s.PublicVersion, OpenedAt: s.OpenedAt, EndedAt: s.EndedAt, Insider: v.Insider, LegalNow: v.LegalNow,
		ClockPaused: v.Paused, Commands: texts(words.outlook.Commands()), Resubmits: s.Resubmits, ResubmittedAs: s.ResubmittedAs, Imported: s.Imported, WithdrawalGround: string(v.Ground)}
	if i := v.PlanItem; i != nil {
		item := planItemOf(*i)
		d.PlanItem = &item
	}
	if v.Insider {
		d.Version, d.Package = v.PackageNo, v.PackHash
	}
	if v.BaseTitle != "" {
		d.BaseAct = &api.BaseAct{Title: v.BaseTitle, Gazette: v.BaseGazet}
	}
	d.Proposers = each(v.Proposers, func(b store.BodyName) api.BodyName {
		return api.BodyName{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn}
	})
	d.Stages = each(v.Stages, func(st store.StageView) api.Stage { return stageOf(v.Ref, st, v.Definition) })
	d.LogName, d.LogKey = v.LogName, v.LogKey
	d.Exemptions = each(v.Exemptions, func(e store.ExemptionView) api.Exemption {
		g, _ := v.Definition.Ground(e.Ground)
		return api.Exemption{StageNo: e.StageNo, Kind: string(e.Kind), Ground: e.Ground, GroundSr: g.TitleSr, GroundEn: g.TitleEn, Reason: e.Reason, Person: e.Person,
			GrantedAt: e.GrantedAt.UTC(), ExpiresAt: utc(e.ExpiresAt), InForce: e.Holds(v.LegalNow),
			Window: e.Window, TermBefore: e.TermBefore, Term: e.Term}
	})
	d.Ways = each(words.outlook.Ways(), func(w store.Way) api.Way {
		unmet := words.unmet(l, w.Unmet)
		if unmet == nil {
			unmet = []api.Unmet{}
		}
		return api.Way{Outcome: w.Outcome.ID, TitleSr: w.Outcome.TitleSr, TitleEn: w.Outcome.TitleEn, Next: w.Outcome.Next,
			Ends: string(w.Outcome.Ends), NeedsReasons: w.Outcome.NeedsReasons, Open: len(w.Unmet) == 0, Unmet: unmet}
	})
	departures, err := v.Deviations()
	if err != nil {
		return api.Dossier{}, err
	}
	say := &visit{lang: l, say: locale.For(l)}
	d.Deviations = each(departures, func(x store.Deviation) api.Deviation {
		out := api.Deviation{Code: string(x.Code), StageNo: x.StageNo, Stage: x.Stage, Text: say.deviation(v, x), Basis: x.Basis, Reason: x.Reason,
			Person: x.Person, PersonBody: x.PersonBody.Code, Conclusion: conclusionOf(v.Ref, x.Conclude)}
		if !x.On.IsZero() {
			out.On = x.On.String()
		}
		return out
	})
	return d, nil
}

// conclusionOf is what a body decided in session, as it is answered; nil for nil.
func conclusionOf(ref dossier.Ref, c *store.ConclusionView) *api.Conclusion {
	if c == nil {
		return nil
	}
	return &api.Conclusion{Body: api.BodyName{Code: c.BodyCode, NameSr: c.BodySr, NameEn: c.BodyEn}, Outcome: c.Outcome,
		Number: c.Number, Date: c.Date, Document: c.Document, Sha256: c.SHA256, Size: c.Size, Href: conclusionHref(ref, c), Present: c.Present, InFavour: c.InFavour,
		Against: c.Against, Abstained: c.Abstain, ChairInFavour: c.Chair, Members: c.Members}
}

func stageOf(ref dossier.Ref, st store.StageView, def *procedure.Definition) api.Stage {
	named, _ := def.Stage(st.Stage)
	out := api.Stage{No: st.No, Id: st.Stage, Kind: st.Kind, TitleSr: named.TitleSr, TitleEn: named.TitleEn, Basis: named.Basis,
		Actor:     api.BodyName{Code: st.ActorCode, NameSr: st.ActorSr, NameEn: st.ActorEn},
		EnteredAt: st.Entered.UTC(), PublishedAt: utc(st.Published), EndedAt: utc(st.Ended), Outcome: st.Outcome, Lapsed: st.Lapsed, Overdue: st.Overdue,
		Ground: st.Ground, Support: st.Support, Electorate: st.Electorate, EndedFor: st.ForCode}
	out.Windows = each(st.Windows, func(w store.WindowView) api.Window {
		return api.Window{Id: w.ID, Kind: w.Kind, Term: w.Term, Starts: w.Starts, Raw: w.Raw, Due: w.Due, EndsAt: utc(w.EndsAt), Lapsed: w.Lapsed,
			Extended: w.Extended, Basis: w.Basis, Verified: w.Verified}
	})
	out.Proofs = each(st.Proofs, func(p store.ProofView) api.Proof {
		return api.Proof{Channel: p.Channel, Url: p.URL, Sha256: p.SHA256, PublishedAt: p.PublishedAt.UTC()}
	})
	out.Opinions = each(st.Opinions, func(o store.OpinionView) api.Opinion {
		return api.Opinion{Body: api.BodyName{Code: o.BodyCode, NameSr: o.BodySr, NameEn: o.BodyEn}, Mandatory: o.Mandatory, Silent: o.Silent,
			Opinion: o.Opinion, Text: o.Text, Package: o.Package, Current: o.Current, GivenAt: utc(o.GivenAt)}
	})
	out.Slots = each(st.Slots, func(s store.SlotView) api.Slot {
		return api.Slot{Body: api.BodyName{Code: s.BodyCode, NameSr: s.BodySr, NameEn: s.BodyEn}, Position: s.Position, Need: s.Need}
	})
	out.Conclusion = conclusionOf(ref, st.Conclude)
	out.Hands = each(st.Hands, func(h store.HandView) api.Hand {
		act := "signed"
		if h.Prepared {
			act = "prepared"
		}
		return api.Hand{Act: act, Person: h.Person, Name: h.Name, Body: h.BodyCode, Package: h.Package, Sealed: h.Sealed, Counts: h.Counts, At: h.At.UTC()}
	})
	return out
}
