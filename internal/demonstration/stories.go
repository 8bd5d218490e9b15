package demonstration

import (
	"context"
	"time"
	_ "time/tzdata" // Belgrade must be known on every machine

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var belgrade = mustBelgrade()

func mustBelgrade() *time.Location {
	l, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		panic(err) // linked in
	}
	return l
}

// happening is one thing that happens in a story.
type happening func(context.Context) error

func run(ctx context.Context, steps ...happening) error {
	for _, step := range steps {
		err := step(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// toCommittee tells a law from its plan to the committee that decides on the
// public debate.
func (t *story) toCommittee(ria, riaReasons string, kinds ...string) []happening {
	drafter := t.who(t.lead, dossier.Drafter)
	return []happening{
		func(ctx context.Context) error {
			return t.add(ctx, 1, dossier.FirstVersion, "", "basic_information", "starting_points")
		},
		t.completes("plan", drafter, "planned"),
		func(ctx context.Context) error { return t.days(ctx, 3) },
		func(ctx context.Context) error { return t.publish(ctx, "start_notice", drafter) },
		func(ctx context.Context) error { return t.days(ctx, 2) },
		t.completes("working_group", drafter, "formed"),
		func(ctx context.Context) error { return t.publish(ctx, "early_consultation", drafter) },
		func(ctx context.Context) error { return t.pass(ctx, "early_consultation", "early_report") },
		func(ctx context.Context) error { return t.days(ctx, 2) },
		func(ctx context.Context) error {
			return t.reports(ctx, "early_report", drafter)
		},
		func(ctx context.Context) error { return t.days(ctx, 4) },
		func(ctx context.Context) error {
			return t.add(ctx, 1, dossier.DocumentsReason, "", kinds...)
		},
		func(ctx context.Context) error {
			if ria == "exempt" {
				return t.do(ctx, "ria", t.who(t.lead, dossier.Signer), dossier.Complete, dossier.Args{Outcome: ria, Reasons: riaReasons, Ground: "ria_not_mandatory"})
			}
			return t.do(ctx, "ria", drafter, dossier.Complete, dossier.Args{Outcome: ria, Reasons: riaReasons})
		},
		func(ctx context.Context) error { _, err := t.at(ctx, "debate_required"); return err },
	}
}

// completes is the end of a stage that somebody completes.
func (t *story) completes(stage, who, outcome string) happening {
	return func(ctx context.Context) error {
		return t.do(ctx, stage, who, dossier.Complete, dossier.Args{Outcome: outcome})
	}
}

// toDebate tells a law from its plan to the launch of the public debate.
func (t *story) toDebate(ria, riaReasons string, kinds ...string) []happening {
	drafter := t.who(t.lead, dossier.Drafter)
	return append(t.toCommittee(ria, riaReasons, kinds...),
		func(ctx context.Context) error {
			return t.conclude(ctx, "debate_required", "ODBOR", "required", "011-1204/2026", "")
		},
		func(ctx context.Context) error {
			return t.conclude(ctx, "debate_program", "ODBOR", "approved", "011-1317/2026", "")
		},
		func(ctx context.Context) error { return t.days(ctx, 1) },
		func(ctx context.Context) error { return t.publish(ctx, "public_debate", drafter) },
	)
}

// greenSpaces is the law that went the whole way.
func (s *Seeder) greenSpaces(ctx context.Context, opened func()) error {
	t, err := s.begin(ctx, GreenSpaces, "law", "rs.law.government", "MUEJP", 190, opened)
	if err != nil {
		return err
	}
	drafter, second := t.who("MUEJP", dossier.Drafter), t.who("MUEJP", dossier.Drafter, 1)
	signers := []string{t.who("MUEJP", dossier.Signer), t.who("MUEJP", dossier.Signer, 1)}
	var round string
	err = run(ctx, t.toDebate("full", "", "act", "explanatory_memorandum", "public_call", "debate_programme", "comment_form",
		"impact_assessment", "financial_statement", "annex")...)
	if err != nil {
		return err
	}
	v, err := t.at(ctx, "public_debate")
	if err != nil {
		return err
	}
	round = v.OpenRound
	opinion := func(body string, kind dossier.OpinionKind, text string) happening {
		return func(ctx context.Context) error {
			return t.do(ctx, "opinions", t.who(body, dossier.OpinionGiver), dossier.GiveOpinion, dossier.Args{Opinion: kind, Text: text, Package: "present"})
		}
	}
	noNewRound := func(reasons string) happening {
		return func(ctx context.Context) error {
			return t.do(ctx, "text_approval", signers[0], dossier.DecideMaterialChange, dossier.Args{Outcome: store.NoNewRound, Reasons: reasons, Package: "present"})
		}
	}
	pass := func(days int) happening { return func(ctx context.Context) error { return t.days(ctx, days) } }
	version := 0
	return run(ctx,
		func(ctx context.Context) error { return t.comment(ctx, "public_debate") },
		func(ctx context.Context) error { return t.pass(ctx, "public_debate", "debate_report") },
		pass(9),
		func(ctx context.Context) error {
			v, err := t.at(ctx, "debate_report")
			version = v.PackageNo + 1
			return err
		},
		func(ctx context.Context) error {
			return t.add(ctx, 2, dossier.ByComments, "Текст је дорађен по коментарима из јавне расправе.")
		},
		func(ctx context.Context) error { return t.answer(ctx, round, version) },
		func(ctx context.Context) error {
			return t.reports(ctx, "debate_report", drafter)
		},
		pass(3),
		t.completes("revision", drafter, "revised"),
		t.completes("eu_package", drafter, "completed"),
		noNewRound("Све измене су настале прихватањем предлога из јавне расправе; нема решења о којима није расправљано."),
		func(ctx context.Context) error {
			return t.do(ctx, "text_approval", second, dossier.Prepare, dossier.Args{Package: "present"})
		},
		pass(1),
		func(ctx context.Context) error {
			return t.do(ctx, "text_approval", signers[0], dossier.Return, dossier.Args{
				Reasons: "Упућивање у члану 32. не одговара новој нумерацији; исправити пре прибављања мишљења."})
		},
		pass(2),
		func(ctx context.Context) error {
			return t.add(ctx, 3, dossier.LegalTechnical, "Исправљено упућивање; текст је правнотехнички редигован.")
		},
		t.completes("revision", drafter, "revised"),
		t.completes("eu_package", drafter, "completed"),
		noNewRound("У односу на раније одлучено исправљено је само упућивање; текст је правнотехнички редигован."),
		func(ctx context.Context) error {
			return t.do(ctx, "text_approval", second, dossier.Prepare, dossier.Args{Package: "present"})
		},
		func(ctx context.Context) error {
			return t.do(ctx, "text_approval", signers[0], dossier.Sign, dossier.Args{Package: "present"})
		},
		pass(4),
		opinion("RSZ", dossier.PositiveWithRemarks, "Начелно позитивно; у члану 12. ускладити терминологију са законом којим се уређује планирање."),
		opinion("MF", dossier.Positive, "Нема примедаба са становишта финансијских ефеката."),
		opinion("RSJP", dossier.Positive, "Извештај о анализи ефеката садржи све прописане елементе."),
		opinion("MEI", dossier.Positive, "Изјава и табела усклађености правилно су попуњене."),
		pass(2),
		func(ctx context.Context) error {
			return t.add(ctx, 4, dossier.DocumentsReason, "Приложено је изјашњење о мишљењима.", "opinions_response")
		},
		func(ctx context.Context) error {
			return t.do(ctx, "sign_off", second, dossier.Prepare, dossier.Args{Package: "present"})
		},
		func(ctx context.Context) error {
			return t.do(ctx, "sign_off", signers[0], dossier.Sign, dossier.Args{Package: "present"})
		},
		func(ctx context.Context) error {
			return t.do(ctx, "sign_off", signers[1], dossier.Sign, dossier.Args{Package: "present"})
		},
		pass(1),
		t.completes("submit_government", t.who("GSV", dossier.Officer), "accepted"),
		func(ctx context.Context) error {
			return t.conclude(ctx, "government_committee", "ODBOR", "recommended", "011-2290/2026", "")
		},
		func(ctx context.Context) error {
			return t.conclude(ctx, "government_session", "VLADA", "adopted", "011-2345/2026", "")
		},
		pass(1),
		t.completes("assembly_submission", t.who("NS", dossier.Secretary), "accepted"),
		func(ctx context.Context) error { return t.pass(ctx, "assembly_agenda", "assembly_committees") },
		func(ctx context.Context) error {
			return t.conclude(ctx, "assembly_committees", "NS", "accepted", "011-412/26", "")
		},
		func(ctx context.Context) error {
			return t.conclude(ctx, "assembly_vote", "NS", "adopted", "ПР 33/26", "")
		},
		t.completes("assembly_dispatch", t.who("NS", dossier.Secretary), "sent"),
		func(ctx context.Context) error {
			return t.conclude(ctx, "promulgation", "PR", "promulgated", "ПР 87/26", "")
		},
		pass(1),
		func(ctx context.Context) error { return t.publish(ctx, "gazette", t.who("SG", dossier.Officer)) },
		func(ctx context.Context) error { return t.pass(ctx, "entry_into_force", "ex_post") },
		t.completes("ex_post", drafter, "not_held"),
		func(ctx context.Context) error { _, err := t.at(ctx, ""); return err },
	)
}

// openData is the law on which anyone may comment now.
func (s *Seeder) openData(ctx context.Context, opened func()) error {
	t, err := s.begin(ctx, OpenData, "law", "rs.law.government", "MDJU", 40, opened)
	if err != nil {
		return err
	}
	steps := t.toDebate("exempt", "Закон преузима већ процењена решења; анализа је објављена уз полазне основе.",
		"act", "explanatory_memorandum", "public_call", "debate_programme")
	last := len(steps) - 1
	err = run(ctx, steps[:last]...)
	if err != nil {
		return err
	}
	return run(ctx,
		func(ctx context.Context) error { return t.Store.SetDemonstrationClock(ctx, t.ref, time.Time{}) },
		steps[last],
		func(ctx context.Context) error { return t.comment(ctx, "public_debate") },
	)
}

// fountains is the law of which only the beginnings are consulted on, with whoever
// confirms an e-mail address.
func (s *Seeder) fountains(ctx context.Context, opened func()) error {
	t, err := s.begin(ctx, Fountains, "law", "rs.law.government", "MUEJP", 6, opened)
	if err != nil {
		return err
	}
	drafter := t.who("MUEJP", dossier.Drafter, 1)
	return run(ctx,
		func(ctx context.Context) error { return t.add(ctx, 1, dossier.FirstVersion, "") },
		t.completes("plan", drafter, "planned"),
		func(ctx context.Context) error { return t.days(ctx, 2) },
		func(ctx context.Context) error { return t.publish(ctx, "start_notice", drafter) },
		t.completes("working_group", drafter, "formed"),
		func(ctx context.Context) error { return t.Store.SetDemonstrationClock(ctx, t.ref, time.Time{}) },
		func(ctx context.Context) error {
			return t.publishWith(ctx, "early_consultation", drafter, dossier.Settings{Who: dossier.ConfirmedEmail})
		},
	)
}

// treeCard is the rulebook that waits for its second signature.
func (s *Seeder) treeCard(ctx context.Context, opened func()) error {
	t, err := s.begin(ctx, TreeCard, "rulebook", "rs.bylaw.rulebook", "MUEJP", 34, opened)
	if err != nil {
		return err
	}
	drafter := t.who("MUEJP", dossier.Drafter)
	return run(ctx,
		func(ctx context.Context) error { return t.add(ctx, 1, dossier.FirstVersion, "") },
		t.completes("drafting", drafter, "drafted"),
		func(ctx context.Context) error { return t.days(ctx, 2) },
		func(ctx context.Context) error { return t.publish(ctx, "consultation", drafter) },
		func(ctx context.Context) error { return t.pass(ctx, "consultation", "report") },
		func(ctx context.Context) error { return t.days(ctx, 3) },
		func(ctx context.Context) error {
			return t.reports(ctx, "report", drafter)
		},
		func(ctx context.Context) error { return t.days(ctx, 2) },
		t.completes("revision", drafter, "revised"),
		t.completes("commencement", drafter, "regular"),
		func(ctx context.Context) error { return t.days(ctx, 5) },
		func(ctx context.Context) error {
			return t.do(ctx, "opinions", t.who("RSZ", dossier.OpinionGiver), dossier.GiveOpinion,
				dossier.Args{Opinion: dossier.Positive, Package: "present"})
		},
		func(ctx context.Context) error { return t.Store.SetDemonstrationClock(ctx, t.ref, time.Time{}) },
		func(ctx context.Context) error {
			return t.do(ctx, "sign_off", drafter, dossier.Prepare, dossier.Args{Package: "present"})
		},
		func(ctx context.Context) error {
			return t.do(ctx, "sign_off", t.who("MUEJP", dossier.Signer), dossier.Sign, dossier.Args{Package: "present"})
		},
	)
}

// rehearsalPace is how long a legal day takes in the rehearsal that waits.
const rehearsalPace = 2 * time.Second

// rehearsal is a law that waits to be driven, behind its own link.
func (s *Seeder) rehearsal(ctx context.Context, opened func()) error {
	ref, _, err := s.Store.OpenDossier(ctx, s.who("MUEJP", dossier.Drafter), store.Opening{Title: GreenSpaces.Title(), Kind: "law",
		Procedure: "rs.law.government", Lead: "MUEJP", Visibility: dossier.Working, Rehearsal: true, Pace: rehearsalPace})
	if err != nil {
		return err
	}
	opened()
	err = s.Engine.Start(ctx, ref)
	if err != nil {
		return err
	}
	t := &story{Seeder: s, ref: ref, lead: "MUEJP", draft: GreenSpaces}
	err = t.add(ctx, 1, dossier.FirstVersion, "")
	if err != nil {
		return err
	}
	_, err = t.at(ctx, "plan")
	if err != nil {
		return err
	}
	return s.Store.SetSetting(ctx, rehearsalRef, string(ref))
}

// greenValue is the rulebook that waits for an opinion.
func (s *Seeder) greenValue(ctx context.Context, opened func()) error {
	t, err := s.begin(ctx, GreenValue, "rulebook", "rs.bylaw.rulebook", "MUEJP", 24, opened)
	if err != nil {
		return err
	}
	drafter := t.who("MUEJP", dossier.Drafter)
	round, version := "", 0
	return run(ctx,
		func(ctx context.Context) error { return t.add(ctx, 1, dossier.FirstVersion, "") },
		t.completes("drafting", drafter, "drafted"),
		func(ctx context.Context) error { return t.days(ctx, 2) },
		func(ctx context.Context) error { return t.publish(ctx, "consultation", drafter) },
		func(ctx context.Context) error { return t.comment(ctx, "consultation") },
		func(ctx context.Context) error {
			v, err := t.at(ctx, "consultation")
			round, version = v.OpenRound, v.PackageNo+1
			return err
		},
		func(ctx context.Context) error { return t.pass(ctx, "consultation", "report") },
		func(ctx context.Context) error { return t.days(ctx, 2) },
		func(ctx context.Context) error {
			return t.add(ctx, 2, dossier.ByComments, "Текст је дорађен по коментарима из консултација.")
		},
		func(ctx context.Context) error { return t.answer(ctx, round, version) },
		func(ctx context.Context) error {
			return t.reports(ctx, "report", drafter)
		},
		func(ctx context.Context) error { return t.Store.SetDemonstrationClock(ctx, t.ref, time.Time{}) },
		t.completes("revision", drafter, "revised"),
		t.completes("commencement", drafter, "regular"),
		func(ctx context.Context) error { _, err := t.at(ctx, "opinions"); return err },
	)
}

// noticeBoard is the law of which the committee decides whether there is to be a
// public debate.
func (s *Seeder) noticeBoard(ctx context.Context, opened func()) error {
	t, err := s.begin(ctx, NoticeBoard, "law", "rs.law.government", "MDJU", 34, opened)
	if err != nil {
		return err
	}
	return run(ctx, append(t.toCommittee("full", "", "act", "explanatory_memorandum", "impact_assessment"),
		func(ctx context.Context) error { return t.Store.SetDemonstrationClock(ctx, t.ref, time.Time{}) },
	)...)
}
