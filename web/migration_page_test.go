package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// version registers a version of the short procedure with changes: texts of its
// file and what stands there instead.
func (s *site) version(date string, changes ...string) *procedure.Definition {
	s.t.Helper()
	d, err := procedure.Get("test.two_stage")
	if err != nil {
		s.t.Fatal(err)
	}
	src := string(d.Source)
	for pairs := append([]string{`version: "2026-01-01"`, `version: "` + date + `"`}, changes...); len(pairs) > 1; pairs = pairs[2:] {
		if !strings.Contains(src, pairs[0]) {
			s.t.Fatalf("the file does not say %q", pairs[0])
		}
		src = strings.Replace(src, pairs[0], pairs[1], 1)
	}
	return storetest.Register(s.t, s.store, src)
}

func TestAnOperatorTakesADossierOverToANewerVersion(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	u := s.person("Оператер Први", "MDRUGO operator").works()
	shows(t, u.reads("/sr-Cyrl/sistem/verzije"), "по верзијама које данас важе")
	shows(t, u.reads("/sr-Cyrl/sistem"), `href="/sr-Cyrl/sistem/verzije"`)
	path := "/sr-Cyrl/sistem/verzije/predmet?predmet=" + m.ref
	shows(t, u.reads(path), "нема на шта да пређе")
	s.version("2026-02-01", "kind: min, term: 5d", "kind: min, term: 15d", "signers: 2", "signers: 3")
	shows(t, u.reads("/sr-Cyrl/sistem/verzije"), "1 предмет", "Закон о проби", "Консултације", "Погледајте шта би се променило")
	page := u.reads(path)
	shows(t, page, "Предмет може да пређе на ову верзију", "рок који тече продужава се", "мења се број потребних потписа. До сада: 2. Убудуће: 3.", "1 завршена фаза остаје непромењена")

	form := hidden(page, "predmet", m.ref, "razlozi", " ", "osnov", "")
	again := string(u.sends("/sr-Cyrl/sistem/verzije/predmet", form).want(http.StatusUnprocessableEntity).body)
	shows(t, again, "Упишите правни основ.", `id="f-razlozi-error"`, `id="f-osnov-error"`)
	form = hidden(again, "predmet", m.ref, "razlozi", "Измењен је Пословник.", "osnov", strings.Repeat("ћ", 501))
	again = string(u.sends("/sr-Cyrl/sistem/verzije/predmet", form).want(http.StatusUnprocessableEntity).body)
	shows(t, again, "највише 500 знакова", "Измењен је Пословник.")
	to, typed := carried(t, again)
	shows(t, string(u.sends(to, typed).want(http.StatusOK).body), `<html lang="en"`, "Измењен је Пословник.", "The dossier can go over")

	form = hidden(again, "predmet", m.ref, "razlozi", "Измењен је Пословник.", "osnov", "Сл. гласник РС, бр. 1/27, члан 5.")
	u.sends("/sr-Cyrl/sistem/verzije/predmet", form).want(http.StatusSeeOther)
	shows(t, u.reads("/sr-Cyrl/sistem/verzije"), "Предмет је прешао на новију верзију поступка.", "по верзијама које данас важе")
	public := typeable(s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref))
	shows(t, public, "Предмет је прешао са верзије поступка од 1. 1. 2026. на верзију од 1. 2. 2026.", "Сл. гласник РС, бр. 1/27, члан 5.", "Измењен је Пословник.", "Верзија поступка", "предмет се води по њој од")
	hides(t, public, "Оператер Први", "sha256:", "migrate_procedure")
	shows(t, s.visitor().gets("/en/predmeti/"+m.ref), "went over from the version of the procedure of 1")
	shows(t, s.visitor().gets("/sr-Latn/predmeti/"+m.ref+"/tok"), "Predmet je prešao sa verzije postupka")
}

func TestAnOperatorReadsWhyADossierCannotGoOver(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	m.closes()
	storetest.Ministry(t, s.store, "MDRUGO")
	operator := s.person("Оператер Први", "MDRUGO operator")
	u := operator.works()
	next := s.version("2026-02-01", "kind: min, term: 5d", "kind: min, term: 60d")
	path := "/sr-Cyrl/sistem/verzije/predmet?predmet=" + m.ref
	page := u.reads(path)
	shows(t, page, "Предмет не може да пређе на ову верзију.", "фаза „Консултације” не може да траје краће од 60 дана")
	hides(t, page, "<form method=\"post\" action=\"/sr-Cyrl/sistem/verzije")
	shows(t, u.reads("/en/sistem/verzije/predmet?predmet="+m.ref), "“Consultation” cannot last less than 60 days")
	form := url.Values{"predmet": {m.ref}, "id": {uuid.NewString()}, "seq": {strconv.FormatInt(m.view().Seq, 10)}, "verzija": {next.Hash}, "razlozi": {"Јер."}, "osnov": {"Закон"}}
	shows(t, string(u.sends("/sr-Cyrl/sistem/verzije/predmet", form).want(http.StatusUnprocessableEntity).body), "govuk-error-summary", "не може да траје краће од 60 дана")
	p := operator.do("POST", m.path("/commands"), object{"command": "migrate_procedure", "seq": m.view().Seq,
		"args": object{"definition": next.Hash, "reasons": "Јер.", "basis": "Закон"}}, "Accept-Language", "en").refused(http.StatusConflict, dossier.CodeImpossible)
	if len(p.Unmet) != 1 || p.Unmet[0].Code != procedure.LastedTooShort || !strings.Contains(p.Unmet[0].Message, "“Consultation” cannot last less than 60 days") {
		t.Errorf("the API says %+v", p.Unmet)
	}
	for _, ref := range []string{"x", "2019-0001"} {
		u.opens("/sr-Cyrl/sistem/verzije/predmet?predmet=" + ref).want(http.StatusNotFound)
		u.sends("/sr-Cyrl/sistem/verzije/predmet", url.Values{"predmet": {ref}, "razlozi": {"Јер."}, "osnov": {"Закон"}, "seq": {"1"}}).want(http.StatusNotFound)
	}
}

func TestEveryFindingHasItsWords(t *testing.T) {
	shipped, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	law := *shipped
	law.Traits = []procedure.TraitDef{{ID: "novelty", TitleSr: "врста закона", TitleEn: "kind of law",
		Values: []procedure.TraitValue{{ID: "minor", TitleSr: "мања измена", TitleEn: "a minor amendment"}}}}
	of := func(code string, pairs ...string) procedure.Finding {
		f := procedure.Finding{Code: code, Stage: "public_debate", Params: map[string]string{}}
		for i := 0; i+1 < len(pairs); i += 2 {
			f.Params[pairs[i]] = pairs[i+1]
		}
		return f
	}
	st, _ := law.Stage("public_debate")
	outcome := st.Outcomes[0].ID
	all := map[string][]procedure.Finding{
		"why": {of(procedure.ActKindUnfit, "act", "law"), of(procedure.BeginsElsewhere, "first", "start_notice"), of(procedure.StageMissing),
			of(procedure.StageKindOther, "was", "check", "is", "decision"), of(procedure.StageActorOther, "was", "lead", "is", "VLADA"), of(procedure.OutcomeMissing, "outcome", outcome),
			of(procedure.LeadsElsewhere, "outcome", outcome, "leads", "revision", "went", "debate_report"), of(procedure.StageSkipped, "after", "revision"),
			of(procedure.WouldHaveEnded, "outcome", outcome), of(procedure.LastedTooShort, "term", "20d", "due", "2026-12-14", "last", "2026-12-01"),
			of(procedure.ChannelsUnproved, "channels", "own_site,ekonsultacije"), of(procedure.DocumentsLacked, "documents", "act"), of(procedure.SignaturesLacked, "have", "1", "need", "2"),
			of(procedure.NotConcluded), of(procedure.BodiesNotAsked, "bodies", "RSZ,MF"), of(procedure.AlreadyComplete), of(procedure.OutcomeBarred, "outcome", outcome),
			of(procedure.OutcomeSets, "outcome", outcome), of(procedure.TraitUnknown, "trait", "novelty", "value", "minor")},
		"change": {of(procedure.StageAdded), of(procedure.StageDropped), of(procedure.ActorChanges, "was", "lead", "is", "VLADA"),
			of(procedure.TermChanges, "kind", "min", "was", "20d", "is", "10wd"), of(procedure.TermAdded, "kind", "max", "is", "1y"), of(procedure.TermDropped, "kind", "comment_min", "was", "8d!"),
			of(procedure.TermMoves, "was", "2026-12-14", "is", "2026-12-20"), of(procedure.TermBegins, "due", "2026-12-14"), of(procedure.DocumentsAdded, "documents", "act,annex"),
			of(procedure.DocumentsDropped, "documents", "act"), of(procedure.ChannelsAdded, "channels", "own_site"), of(procedure.ChannelsDropped, "channels", "own_site"),
			of(procedure.GiversAdded, "bodies", "RSZ"), of(procedure.GiversDropped, "bodies", "RSZ"), of(procedure.SignersChange, "was", "1", "is", "2"),
			of(procedure.DeciderChanges, "is", "collegial"), of(procedure.DeciderChanges, "is", "signers"), of(procedure.SilenceChanges, "is", "none"),
			of(procedure.SilenceChanges, "is", "no_objection"), of(procedure.LapseChanges, "is", outcome), of(procedure.LapseChanges, "is", ""),
			of(procedure.OutcomeAdded, "outcome", outcome, "leads", "revision"), of(procedure.OutcomeAdded, "outcome", outcome, "leads", "end"), of(procedure.OutcomeDropped, "outcome", outcome),
			of(procedure.OutcomeLeads, "outcome", outcome, "was", "revision", "is", "end"), of(procedure.TextStateChanges, "is", "open"), of(procedure.TextStateChanges, "is", "frozen"),
			of(procedure.TraitAdded, "trait", "novelty", "value", "minor")},
		"stay": {of(procedure.RunsStay, "count", "3"), of(procedure.TermStays, "due", "2026-12-14", "is", "5d"), of(procedure.GiversStay, "bodies", "RSZ,MF"), of(procedure.TermOnNextEntry, "kind", "max", "is", "4w")},
	}
	for _, code := range procedure.Gates {
		all["why"] = append(all["why"], of(procedure.GateUnchecked, "gate", code))
		all["change"] = append(all["change"], of(procedure.GatesAdded, "gates", code), of(procedure.GatesDropped, "gates", code))
	}
	for _, rule := range procedure.RuleNames() {
		all["why"] = append(all["why"], of(procedure.RuleUnchecked, "rule", rule))
		all["change"] = append(all["change"], of(procedure.RuleChanges, "rule", rule))
	}
	for _, l := range locale.Langs() {
		v := reader(l)
		for group, findings := range all {
			for _, said := range v.found(versionPair{&law, &law}, group, findings) {
				if strings.Contains(said, "migration.") || strings.Contains(said, "procedure.gate") || strings.Contains(said, "…") || strings.Contains(said, "_") || strings.Contains(said, "„”") || strings.Contains(said, "“”") || strings.Contains(said, "()") {
					t.Errorf("%s in %s: %q", group, l, said)
				}
			}
		}
	}
}
