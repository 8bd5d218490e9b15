package exchange

import (
	"cmp"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
)

// documents are the Croatian names of the documents of a package.
var documents = map[string]string{
	"act": "Nacrt akta", "explanatory_memorandum": "Obrazloženje", "impact_assessment": "Izvješće o procjeni učinaka", "financial_statement": "Izjava o fiskalnom učinku",
	"eu_statement": "Izjava o usklađenosti s pravnom stečevinom Europske unije", "concordance_table": "Usporedni prikaz usklađenosti", "basic_information": "Osnovne informacije o planiranim rješenjima",
	"starting_points": "Polazne osnove", "public_call": "Javni poziv", "debate_programme": "Program javne rasprave", "comment_form": "Obrazac za primjedbe, prijedloge i sugestije", "annex": "Prilog",
	"amended_provisions_overview": "Pregled odredbi koje se mijenjaju", "government_conclusion_proposal": "Prijedlog zaključka Vlade", "opinions_response": "Očitovanje o mišljenjima",
	"bill_reasons": "Razlozi za donošenje zakona", "urgency_reasons": "Razlozi za donošenje zakona po hitnom postupku", "retroactivity_reasons": "Razlozi za povratno djelovanje",
	"early_entry_reasons": "Razlozi za ranije stupanje na snagu", "ex_ante_analysis": "Izvješće o prethodnoj analizi učinaka", "implementation_report": "Izvješće o provedbi",
	"evaluation_report": "Izvješće o vrednovanju", "consultation_report": "Izvješće o savjetovanju", "action_plan": "Akcijski plan", "decision_text": "Tekst odluke",
	"working_group_call": "Javni poziv za članstvo u radnoj skupini", "candidacy_list": "Popis prihvaćenih kandidatura", "members_list": "Sastav radne skupine", "call_text": "Tekst javnog natječaja",
	"evaluation_criteria": "Kriteriji za vrednovanje", "application_form": "Obrazac prijave", "budget_form": "Obrazac proračuna", "reporting_form": "Obrazac izvješća",
	"ranking_list": "Lista vrednovanja i rangiranja", "conflict_of_interest_statements": "Izjave članova povjerenstva o nepostojanju sukoba interesa", "contract": "Ugovor",
	"beneficiary_statement": "Izjava korisnika sredstava", "payment_security": "Mjenica ili dokaz o namjenskom računu", "narrative_report": "Opisno izvješće", "financial_report": "Financijsko izvješće",
	"initiative_text": "Tekst inicijative", "signature_list": "Popis potpisa", "petition_text": "Tekst peticije", "answer_text": "Tekst odgovora", "planning_documents": "Planski dokumenti",
	"budget_proposal": "Prijedlog proračuna", "regulatory_analysis": "Analiza propisa", "basis_and_purpose_statement": "Obrazloženje osnove i svrhe propisa",
	"government_response": "Odgovor Vlade na savjetovanje", "factual_summary": "Sažet prikaz pristiglih priloga",
}

// parts are the Croatian names of provisions, by how the parts of their ids begin.
var parts = map[string]string{"part": "Dio", "title": "Naslov", "chp": "Glava", "sec": "Odjeljak", "subsec": "Pododjeljak", "art": "Članak", "para": "stavak", "subpara": "podstavak",
	"point": "točka", "subpoint": "podtočka", "indent": "alineja", "wrap": "završni dio", "mod": "navedeni tekst", "rec": "uvodna izjava", "annex": "Prilog", "preamble": "Preambula", "note": "bilješka"}

// area names the place of a comment, as Članak 5., stavak 2.
func area(c store.CommentView) string {
	if c.Provision == "" {
		if c.Document == string(dossier.ActDocument) {
			return "Cijeli tekst"
		}
		return cmp.Or(documents[c.Document], "Drugi dokument")
	}
	var said []string
	for part := range strings.SplitSeq(c.Provision, "__") {
		kind, no, numbered := strings.Cut(part, "_")
		word := cmp.Or(parts[kind], "dio teksta")
		switch {
		case strings.HasPrefix(no, "x"): // it has no number, and is counted
			word += " bez broja (" + strings.TrimPrefix(no, "x") + ")"
		case numbered:
			word += " " + script.ToLatin(no) + "."
		}
		said = append(said, word)
	}
	return strings.Join(said, ", ")
}
