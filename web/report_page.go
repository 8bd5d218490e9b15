package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var reportPages = []page{
	get("/predmeti/:ref/izvestaji/:no", dossier.ReadPublic, (*Server).reportPage),
	get("/predmeti/:ref/izvestaji/:no/tabela.csv", dossier.ReadPublic, (*Server).reportTable),
	get("/predmeti/:ref/objava-izvestaja", dossier.ReadTasks, (*Server).reportingPage),
	post("/predmeti/:ref/objava-izvestaja", dossier.ReadTasks, (*Server).reportingForm),
}

// reportPage is the report on a debate, as it was published, with what the
// comments themselves say beside it.
type reportPage struct {
	Ref      string
	Title    string
	Stage    string
	Body     string // that drafts the act
	Figures  reportFigures
	Rows     []reportRow
	From, To int
	Previous string
	Next     string
	Hash     string
	JSON     string
	Tables   []link // in parts, where it is long
	Comments string
	Closing  closingWords // as it was when the report was published; the zero one: it does not say
}

// reportFigures are what a report counts.
type reportFigures struct {
	Opens, Closes time.Time
	Submissions   int
	Received      int
	Answered      int
	Late          int
	Outcomes      []outcomeBar
	Unanswered    []link // comments without an answer, by their numbers
	More          int    // of those that are not named
}

// outcomeBar is an outcome with its share of all comments, in a drawing that is
// as wide as there are comments.
type outcomeBar struct {
	Outcome string // or unanswered
	Tone    string
	Count   int
	At      int // where it begins
}

// reportRow is what became of one comment.
type reportRow struct {
	Number  int
	Href    string
	Who     string
	Named   bool
	Joint   string   // as of a commentCard
	Signed  []string // the names of the organisations beside the author
	Place   string
	Body    string
	Wording string
	Came    string // by which way, where it was not through the system
	Outcome string
	Tone    string
	Reasons string
}

var reportTemplate = templateFor[reportPage]("report")

const (
	// reportLength is how many comments stand on one page of a report.
	reportLength = 100
	// tableLength is how many stand in one file of its table.
	tableLength = 5000
	// unansweredNamed is how many comments without an answer are named.
	unansweredNamed = 200
)

// reported is a round with the report on it.
type reported struct {
	debated
	published store.PublishedReport
	report    store.Report // without its comments
}

func (s *Server) reported(v *visit) (reported, error) {
	no := bounded(v.Param("no"), maxNumber)
	if no == 0 {
		return reported{}, dossier.Refuse(dossier.CodeNotFound)
	}
	var x reported
	var err error
	x.debated, err = s.debated(v, strconv.Itoa(no))
	if err != nil {
		return reported{}, err
	}
	x.published, err = s.store.ReportOf(v.ctx(), v.person(), x.round.ID)
	if err == nil {
		x.report, err = x.published.Figures(v.ctx())
	}
	if err != nil {
		return reported{}, err
	}
	return x, nil
}

// reportPage shows the report on a round.
func (s *Server) reportPage(v *visit) (reply, error) {
	x, err := s.reported(v)
	if err != nil {
		return reply{}, err
	}
	named, err := x.published.Numbers(v.ctx(), x.report.Unanswered[:min(len(x.report.Unanswered), unansweredNamed)])
	if err != nil {
		return reply{}, err
	}
	title := v.t("report.title")
	crumbs := v.dossierCrumbs(x.dossier.DossierRow, title)
	body := reportPage{Ref: string(x.dossier.Ref), Title: x.dossier.Title, Stage: v.stageOf(x.debated, x.round), Body: v.title(x.dossier.LeadNameSr, x.dossier.LeadNameEn),
		Figures: v.figures(x.debated, x.report, named), Hash: x.published.Hash, JSON: "/api/v1/rounds/" + x.round.ID + "/report",
		Comments: v.href(x.path("/komentari?krug=" + strconv.Itoa(x.round.No)))}
	if c := x.report.Closing; c != nil {
		body.Closing = v.closingOf(*c)
	}
	at := x.path("/izvestaji/" + strconv.Itoa(x.round.No))
	offset := bounded(v.Query("od"), max(x.report.Received-1, 0))
	body.Rows, err = s.reportRows(v, x, offset, reportLength)
	if err != nil {
		return reply{}, err
	}
	body.From, body.To = offset+1, offset+len(body.Rows)
	if offset > 0 {
		body.Previous = v.href(at + "?od=" + strconv.Itoa(max(offset-reportLength, 0)) + "#tabela")
	}
	if body.To < x.report.Received {
		body.Next = v.href(at + "?od=" + strconv.Itoa(offset+reportLength) + "#tabela")
	}
	for from := 0; from < max(x.report.Received, 1); from += tableLength {
		l := link{v.href(at + "/tabela.csv"), v.t("report.csv")}
		if x.report.Received > tableLength {
			l = link{l.Href + "?od=" + strconv.Itoa(from), v.t("report.csv_part", "from", from+1, "to", min(from+tableLength, x.report.Received))}
		}
		body.Tables = append(body.Tables, l)
	}
	return reportTemplate.show(v, heading{Title: title, Crumbs: crumbs, Wide: true, Rehearsal: x.dossier.Rehearsal}, body)
}

// closingOf says how far a round was closed when its report was published.
func (v *visit) closingOf(c store.ReportClosing) closingWords {
	if !c.Final {
		return closingWords{Tag: v.t("closing.provisional"), Tone: "part", Text: v.t("report.provisional")}
	}
	return v.finalWords(c.DeclaredAt, c.DeclaredBy, c.Portal)
}

// figures puts what a report counts in order, with the numbers of some of the comments
// without an answer.
func (v *visit) figures(x debated, r store.Report, unanswered []int) reportFigures {
	days := v.roundRow(x.dossier, x.round)
	f := reportFigures{Opens: days.From, Closes: days.Until, Submissions: r.Submissions, Received: r.Received, Answered: r.Answered, Late: r.Late}
	at := 0
	for _, o := range append(slices.Clone(outcomes), store.SetAside, store.Withdrawn, store.Erased, store.Unanswered) {
		if n := r.Of(o); n > 0 {
			f.Outcomes = append(f.Outcomes, outcomeBar{string(o), outcomeTones[o], n, at})
			at += n
		}
	}
	f.Unanswered = each(unanswered, func(no int) link {
		return link{v.href(x.path("/komentari/" + strconv.Itoa(no) + "?krug=" + strconv.Itoa(x.round.No))), v.say.Int(int64(no))}
	})
	f.More = len(r.Unanswered) - len(f.Unanswered)
	return f
}

// reportRows joins a part of the report with the comments as everybody reads
// them: the report holds no names and no texts of authors.
func (s *Server) reportRows(v *visit, x reported, offset, most int) ([]reportRow, error) {
	part, err := x.published.Lines(v.ctx(), offset, most)
	if err != nil || len(part) == 0 {
		return nil, err
	}
	said := map[int]store.CommentView{}
	for behind := part[0].Number - 1; behind < part[len(part)-1].Number; {
		comments, _, err := s.store.FindComments(v.ctx(), v.person(), store.CommentFilter{Round: x.round.ID, Behind: behind, Page: store.Page{Limit: 200}})
		if err != nil {
			return nil, err
		}
		if len(comments) == 0 {
			break
		}
		for _, c := range comments {
			said[c.Number] = c
		}
		behind = comments[len(comments)-1].Number
	}
	return each(part, func(l store.ReportLine) reportRow {
		c := said[l.Number]
		row := reportRow{Number: l.Number, Href: v.href(x.path("/komentari/" + strconv.Itoa(l.Number) + "?krug=" + strconv.Itoa(x.round.No))), Body: c.Body, Wording: c.ProposedText,
			Outcome: l.Outcome, Tone: outcomeTones[dossier.AnswerOutcome(l.Outcome)], Reasons: l.Reasons}
		if l.Ground != "" {
			row.Reasons = upperFirst(v.say.Name("aside_ground", l.Ground)) + ": " + strings.TrimSpace(l.Reasons+"\n"+v.contestNote(l, c))
		}
		row.Place, _ = v.aboutOf(x.debated, store.CommentView{Document: l.Document, Provision: l.Provision})
		row.Who, row.Named = v.authorOf(c)
		row.Came = v.say.Name("entry_channel", cmp.Or(l.Channel, string(dossier.OwnSite)))
		row.Joint, row.Signed = v.jointCount(c.Signatures, dossier.AuthorKind(c.AuthorKind), c.Signatories), v.signatoryNames(c.Signatories)
		if c.Unregistered {
			row.Came += "; " + v.t("came.unregistered")
		}
		return row
	}), nil
}

// reportTable gives the table of a report for a spreadsheet.
func (s *Server) reportTable(v *visit) (reply, error) {
	x, err := s.reported(v)
	if err != nil {
		return reply{}, err
	}
	offset := bounded(v.Query("od"), max(x.report.Received-1, 0))
	rows, err := s.reportRows(v, x, offset, tableLength)
	if err != nil {
		return reply{}, err
	}
	lines := [][]string{each([]string{"number", "who", "came", "place", "comment", "wording", "outcome", "answer", "signed"}, func(id string) string { return v.t("report." + id) })}
	for _, r := range rows {
		outcome := v.t("comments.unanswered")
		if r.Outcome != "" {
			outcome = v.say.Name("answer_outcome", r.Outcome)
		}
		lines = append(lines, []string{strconv.Itoa(r.Number), r.Who, r.Came, r.Place, r.Body, r.Wording, outcome, r.Reasons, strings.Join(r.Signed, "; ")})
	}
	b, err := v.spreadsheet(lines)
	if err != nil {
		return reply{}, fmt.Errorf("write table of report: %w", err)
	}
	name := fmt.Sprintf("izvestaj-%s-%d.csv", x.dossier.Ref, x.round.No)
	return raw("text/csv; charset=utf-8", b).with("Content-Disposition", `attachment; filename="`+name+`"`), nil
}
