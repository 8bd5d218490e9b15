package main

import (
	"testing"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

// TestALawByClicking walks the whole procedure of a law in rehearsal, in the
// browser, on real Postgres and Temporal, as seven people.
func TestALawByClicking(t *testing.T) {
	j := newJourney(t)
	drafter := j.enters(t, "Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	first := j.enters(t, "Вера Потписић", "vera@primer.example", "MPROBA signer")
	second := j.enters(t, "Иван Другић", "ivan@primer.example", "MPROBA signer")
	secretary := j.enters(t, "Секула Записничић", "sekula@primer.example", "ODBOR secretary", "VLADA secretary", "NS secretary", "PR secretary")
	officer := j.enters(t, "Печата Примић", "pecata@primer.example", "GSV officer", "SG officer")
	giver := j.enters(t, "Правда Мишљеновић", "pravda@primer.example", "RSZ opinion_giver", "MF opinion_giver", "RSJP opinion_giver", "MEI opinion_giver")
	citizen := j.enters(t, "Грађанка Пробић", "gradjanka@primer.example")

	// The drafter opens the dossier and sees the dates before that.
	drafter.Click(say("nav.mine"))
	drafter.ClickBy(say("mine.none"), say("mine.new"))
	drafter.Fill(say("opening.name"), demonstration.GreenSpaces.Title())
	drafter.Select(say("opening.kind"), say("act.kind_law"))
	drafter.Choose(j.law.TitleSr)
	drafter.Click(say("opening.show_dates"))
	drafter.See(say("opening.dates"))
	for _, trait := range j.law.Traits {
		if !trait.Decided {
			drafter.Choose(trait.Values[0].TitleSr)
		}
	}
	drafter.Choose(say("opening.trial"))
	drafter.Select(say("opening.pace"), say("opening.pace_10"))
	drafter.Click(say("opening.open"))
	drafter.See(say("package.title"))
	j.ref = refIn(t, drafter.URL())

	// The plan, the notice, the early consultation.
	drafter.completes("plan", "planned")
	drafter.stands("start_notice")
	citizen.follows()
	citizen.See(say("problem.not_found.title"))
	drafter.brings(1, dossier.FirstVersion, "basic_information 1", "starting_points 1")
	drafter.publishes("start_notice")
	drafter.completes("working_group", "formed")
	drafter.publishes("early_consultation")
	citizen.follows()
	citizen.See(demonstration.GreenSpaces.Title())
	drafter.passes("early_consultation", "early_report")
	drafter.reports("early_report")

	// The committee decides on the debate.
	drafter.stands("ria")
	drafter.brings(2, dossier.DocumentsReason, "act 1", "explanatory_memorandum 1", "impact_assessment 1", "public_call 1", "debate_programme 1")
	drafter.completes("ria", "full")
	secretary.concludes("debate_required", "required", "05 број 011-1/2026")
	secretary.concludes("debate_program", "approved", "05 број 011-2/2026")

	// The round: somebody proposes other words, sees their own redline, and keeps
	// the receipt.
	drafter.publishes("public_debate")
	citizen.follows()
	citizen.Click(say("dossier.read_and_comment"))
	citizen.comments()
	citizen.sends()
	late := j.comesBy(t, "Закасније Пробић")
	late.follows()
	late.Click(say("dossier.read_and_comment"))
	late.comments()
	drafter.passes("public_debate", "debate_report")
	late.comesLate()

	// The report is published whatever is answered; the revision waits for the
	// answers.
	drafter.reports("debate_report")
	drafter.stands("revision")
	drafter.brings(3, dossier.ByComments, "act 2", "explanatory_memorandum 2", "eu_statement 1", "concordance_table 1", "bill_reasons 3",
		"impact_assessment 1", "government_conclusion_proposal 3")
	drafter.takes(dossier.Complete, "revision")
	drafter.Choose(j.outcome("revision", "revised"))
	drafter.Click(say("completing.do"))
	drafter.See(say("form.wrong"))
	drafter.answers()
	drafter.completes("revision", "revised")
	drafter.completes("eu_package", "completed")

	// What changed after the debate; four eyes; returned once, with reasons.
	first.takes(dossier.DecideMaterialChange, "text_approval")
	first.Choose(say("material.no_new_round"))
	first.Fill(say("grounds.label"), "Све измене су настале прихватањем предлога из јавне расправе.")
	first.Click(does(dossier.DecideMaterialChange))
	first.See(say("done.material"))
	drafter.prepares("text_approval")
	first.takes(dossier.Sign, "text_approval")
	first.Click(does(dossier.Return))
	first.See(say("form.wrong"))
	first.Fill(say("deciding.reasons"), "Образложење не прати члан 12.")
	first.Click(does(dossier.Return))
	first.See(say("done.return"))
	drafter.stands("revision")
	drafter.brings(4, dossier.OwnInitiative, "annex 1")
	drafter.completes("revision", "revised")
	drafter.completes("eu_package", "completed")
	drafter.prepares("text_approval")
	first.signs("text_approval")

	// Opinions of four bodies, two signatures.
	for range 4 {
		giver.takes(dossier.GiveOpinion, "opinions")
		giver.Choose(locale.For(locale.SrCyrl).Name("opinion", string(dossier.Positive)))
		giver.Click(does(dossier.GiveOpinion))
		giver.See(say("done.opined"))
	}
	drafter.brings(5, dossier.DocumentsReason, "opinions_response 4")
	drafter.prepares("sign_off")
	first.signs("sign_off")
	second.signs("sign_off")

	// The Government, the Assembly, the President, the gazette, in force.
	officer.completes("submit_government", "accepted")
	secretary.concludes("government_committee", "recommended", "05 број 011-3/2026")
	secretary.concludes("government_session", "adopted", "05 број 011-4/2026")
	secretary.completes("assembly_submission", "accepted")
	drafter.passes("assembly_agenda", "assembly_committees")
	secretary.concludes("assembly_committees", "accepted", "011-5/26")
	secretary.concludes("assembly_vote", "adopted", "ПР 1/26")
	secretary.completes("assembly_dispatch", "sent")
	secretary.concludes("promulgation", "promulgated", "ПР 2/26")
	officer.publishes("gazette")
	drafter.passes("entry_into_force", "ex_post")
	drafter.completes("ex_post", "not_held")
	j.stands("")

	// The public sees what became of it.
	citizen.follows()
	citizen.See(locale.For(locale.SrCyrl).Name("dossier_status", "completed"))
	citizen.Axe(t)
	citizen.Click(say("flow.by_stage"))
	citizen.See(say("flow.title"))
}
