package procedure

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
)

// DocumentKinds lists the kinds of documents that a stage may ask for.
var DocumentKinds = []string{"act", "explanatory_memorandum", "impact_assessment", "financial_statement", "eu_statement",
	"concordance_table", "basic_information", "starting_points", "public_call", "debate_programme", "comment_form", "annex",
	"amended_provisions_overview", "government_conclusion_proposal", "opinions_response", "bill_reasons", "urgency_reasons", "retroactivity_reasons", "early_entry_reasons", "ex_ante_analysis",
	"implementation_report", "evaluation_report", "consultation_report", "action_plan", "decision_text", "working_group_call", "candidacy_list",
	"members_list", "call_text", "evaluation_criteria", "application_form", "budget_form", "reporting_form", "ranking_list", "conflict_of_interest_statements", "contract",
	"beneficiary_statement", "payment_security",
	"narrative_report", "financial_report", "initiative_text", "signature_list", "petition_text", "answer_text", "planning_documents", "budget_proposal",
	"regulatory_analysis", "basis_and_purpose_statement", "government_response", "factual_summary"}

var (
	procedureID = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)
	word        = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	bodyCode    = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
)

func (c *checker) head() {
	if !procedureID.MatchString(c.ID) {
		c.fault(c.line, "id %q is not a name such as rs.law.government", c.ID)
	}
	c.titles(c.line, "the procedure", c.TitleSr, c.TitleEn)
	c.date("version", c.Version)
	from := c.date("valid_from", c.ValidFrom)
	if c.ValidTo != "" {
		if c.date("valid_to", c.ValidTo).Before(from) {
			c.fault(c.line, "valid_to %s is before valid_from %s", c.ValidTo, c.ValidFrom)
		}
	}
	switch given := strings.TrimSpace(c.ValidWhy) != ""; {
	case given && !slices.Contains(evidences, string(c.ValidMark)):
		c.fault(c.line, "valid_from_evidence %q is none of %s", c.ValidMark, listed(evidences))
	case !given && c.ValidMark != "":
		c.fault(c.line, "valid_from_evidence says how well the first day was seen, but valid_from_basis does not say from what it was taken")
	}
	cal, err := calendar.Get(c.Calendar)
	if err != nil {
		c.fault(c.line, "calendar %q is not known", c.Calendar)
	} else if c.Timezone != cal.Location().String() {
		c.fault(c.line, "timezone %q is not that of the calendar, %s", c.Timezone, cal.Location())
	}
	if c.Opens != "" && c.Opens != Draft && c.Opens != Proposal {
		c.fault(c.line, "opens_as %q is neither draft nor proposal", c.Opens)
	}
	if len(c.Stages) == 0 {
		c.fault(c.line, "the procedure has no stages")
	}
}

func (c *checker) date(key, value string) calendar.Date {
	d, err := calendar.ParseDate(value)
	if err != nil {
		c.fault(c.line, "%s %q is not a date such as 2026-11-23", key, value)
		return calendar.Date{Year: 1, Month: time.January, Day: 1}
	}
	return d
}

func (c *checker) titles(line int, what, sr, en string) {
	if sr == "" || en == "" {
		c.fault(line, "%s has no title in both languages", what)
	}
}

func (c *checker) bodies() {
	seen := map[string]bool{}
	for _, b := range c.Bodies {
		if !bodyCode.MatchString(b.Code) {
			c.fault(b.line, "body code %q is not a name such as RSZ", b.Code)
		}
		if seen[b.Code] {
			c.fault(b.line, "a second body has the code %q", b.Code)
		}
		seen[b.Code] = true
		if b.NameSr == "" || b.NameEn == "" {
			c.fault(b.line, "body %s has no name in both languages", b.Code)
		}
	}
}

// stage checks what can be said of a stage without its neighbours.
func (c *checker) stage(s StageDef) {
	if !word.MatchString(s.ID) || s.ID == End {
		c.fault(s.line, "stage id %q is not a name such as public_debate", s.ID)
	}
	c.titles(s.line, "stage "+s.ID, s.TitleSr, s.TitleEn)
	if !slices.Contains(Kinds, s.Kind) {
		c.fault(s.line, "stage %s: %q is no kind of stage; there are %s", s.ID, s.Kind, listed(Kinds))
		return
	}
	body, known := c.Body(s.Actor)
	if s.Actor != Lead && !known {
		c.fault(s.line, "stage %s: actor %q is neither lead nor a body of this procedure", s.ID, s.Actor)
	}
	c.oneOf(s.line, s.ID, "silence", string(s.Silence), string(SilenceNone), string(NoObjection))
	c.oneOf(s.line, s.ID, "text", string(s.Text), string(TextOpen), string(TextFrozen))
	c.evidence(s.line, s.ID, s.Evidence)
	c.names(s, "document", slices.Concat(s.Docs, s.PublicDocs, s.DocsAfter), false, func(d string) bool { return slices.Contains(DocumentKinds, d) })
	c.names(s, "document", s.Docs, true, func(string) bool { return true })
	c.names(s, "channel", s.Channels, true, word.MatchString)
	c.shape(s, body)
	c.windows(s)
	c.gates(s)
	c.givers(s)
	c.parts(s)
	c.outcomes(s)
}

func (c *checker) oneOf(line int, stage, key, value string, words ...string) {
	if !slices.Contains(words, value) {
		c.fault(line, "stage %s: %s %q is none of %s", stage, key, value, listed(words))
	}
}

// listed writes words as people list them.
func listed[T ~string](words []T) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return strings.Join(all, ", ")
}

func (c *checker) evidence(line int, stage string, e Evidence) {
	c.oneOf(line, stage, "evidence", string(e), evidences...)
}

var evidences = []string{string(Sourced), string(Mixed), string(FromMemory), string(Inferred)}

// names checks a list of names: each known, and where once is set none twice.
func (c *checker) names(s StageDef, what string, list []string, once bool, known func(string) bool) {
	for i, n := range list {
		if !known(n) {
			c.fault(s.line, "stage %s: %s %q is not known", s.ID, what, n)
		}
		if once && slices.Contains(list[:i], n) {
			c.fault(s.line, "stage %s: %s %q stands twice", s.ID, what, n)
		}
	}
}

// shape checks that a stage has what its kind works with, and nothing that its
// kind does not know.
func (c *checker) shape(s StageDef, actor BodyRef) {
	say := func(wrong bool, sentence string) {
		if wrong {
			c.fault(s.line, "stage %s: %s", s.ID, sentence)
		}
	}
	has := func(k WindowKind) bool {
		return slices.ContainsFunc(s.Windows, func(w WindowDef) bool { return w.Kind == k })
	}
	say(s.Kind.ByChannels() && len(s.Channels) == 0, "channels do not say where it is published")
	say(!s.Kind.ByChannels() && len(s.Channels) > 0, "it has channels, but nothing is published in a stage of this kind")
	say(s.Kind == Consultation && !has(MinWindow), "a consultation needs a shortest term (a window of kind min): without one it never closes")
	say(s.Kind != Consultation && (s.Comments != "" || s.Names != "" || s.Who != ""), "comments, names and who are settings of a consultation")
	say(!slices.Contains([]string{"", "at_once", "after_close"}, s.Comments), "comments are read at_once or after_close")
	say(!slices.Contains([]string{"", "by_choice", "never"}, s.Names), "names are shown by_choice or never")
	say(!slices.Contains([]string{"", "anyone", "confirmed_email", "account"}, s.Who), "who may comment is anyone, confirmed_email or account")
	say(s.Kind == Wait && !has(MinWindow), "waiting needs a shortest term (a window of kind min): without one it never ends")
	say(s.Kind == Report && !has(MaxWindow), "a report needs a last day (a window of kind max): without one it is never published")
	say(s.Kind == Report && s.Lapse == "", "a report publishes itself on its last day: lapse must say with which outcome")
	say(has(CommentMinWindow) && s.Kind != Consultation, "a term for comments (comment_min) belongs to a consultation")
	say(s.Kind == Decision && !s.Signed() && !s.Collegial, "nobody decides: a decision needs signers, or a body that decides in session (collegial)")
	say(s.Signed() && s.Collegial, "a body that decides in session does not sign: signers and collegial exclude each other")
	say(s.Signers > 0 && len(s.Signatures) > 0, "signers and signatures both say who signs; one of them is too many")
	say(s.Kind != Decision && (s.Signed() || s.Collegial), "signers and collegial belong to a stage of kind decision")
	say(s.Kind != Decision && s.Personal, "delegable says of a decision that nobody takes it by a delegation")
	say(s.Personal && s.Basis == "", "delegable: false needs the basis on which nobody decides here by a delegation")
	say(s.Kind == Subprocess && !procedureID.MatchString(s.Procedure), "a subprocess names the procedure that runs in it")
	say(s.Kind == Subprocess && len(s.Outcomes) != 2, "a subprocess has two outcomes: the first when its dossier is completed, the second when it ends otherwise")
	say(s.Kind != Subprocess && s.Procedure != "", "a procedure within this one belongs to a subprocess")
	say(s.Kind != Opinions && (s.Refresh != nil || s.Technical != "" || len(s.DocsAfter) > 0), "refresh, legal_technical and docs_after belong to opinions")
	say(!s.Kind.ByPerson() && len(s.Thresholds) > 0, "a threshold belongs to a stage that a person completes")
	say(s.Collegial && s.Actor == Lead, "a collegial decision names its body")
	say(s.Kind == Decision && actor.Collegial && !s.Collegial, "the body decides in session and cannot sign: the stage must be collegial")
	say(s.Kind == Opinions && len(s.Givers) == 0, "givers do not say who gives an opinion")
	say(s.Kind != Opinions && len(s.Givers) > 0, "givers belong to opinions")
	say(s.Kind != Opinions && s.Silence != SilenceNone, "silence belongs to opinions")
	say(s.Silence == NoObjection && s.Lapse == "", "silence means no objection, but lapse does not say what follows")
	say(s.Lapse != "" && !has(MaxWindow), "lapse says what follows when the longest term ends, but there is no such term (a window of kind max)")
}
