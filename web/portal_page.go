package web

import (
	"bytes"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/exchange"
	tables "github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// portalPages are where comments of the national portal are taken in from its
// files, and where everybody reads how the two compare.
var portalPages = []page{
	get("/predmeti/:ref/dopisi/portal", dossier.AnswerComm, (*Server).portalPage),
	upload("/predmeti/:ref/dopisi/portal", dossier.AnswerComm, (*Server).bringPortalFile),
	post("/predmeti/:ref/dopisi/portal/kolone", dossier.AnswerComm, (*Server).readPortalAnew),
	post("/predmeti/:ref/dopisi/portal/unos", dossier.AnswerComm, (*Server).takePortal),
	post("/predmeti/:ref/dopisi/portal/razlike", dossier.AnswerComm, (*Server).explainPortal),
	get("/predmeti/:ref/ekonsultacije", dossier.ReadPublic, (*Server).portalComparison),
}

// portalDesk is where a file of the portal is looked at and taken in.
type portalDesk struct {
	form
	Work        workplace
	Round       int
	At          string // address of the page
	Back        string
	Final       bool
	Choose      field
	Columns     []field // which heading holds what
	State       portalWords
	Preview     []portalRow
	Wrong       []portalRow
	Words       field
	Declare     string
	Differences []differenceRow
	Pages       onward // of the differences
}

// portalWords are the figures of a comparison.
type portalWords struct {
	Name        string
	When        time.Time
	By          string
	Hash        string
	Early       bool
	InFile      int
	Taken       int
	Equal       int
	Ready       int
	Wrong       int
	Differ      int
	Unexplained int
}

// onward are the addresses of the beginning of a list, and of what follows; empty:
// it is shown, or there is nothing.
type onward struct{ First, Next string }

// portalRow is a row of a file as it was understood.
type portalRow struct {
	Line   int
	ID     string
	Day    string `web:"date"`
	Who    string
	Place  string // in the words of the file
	Placed bool
	Kind   string
	Text   string
	Faults []string
}

// differenceRow is one difference.
type differenceRow struct {
	ID     string
	Kind   string // in words
	Line   int
	Href   string // of the comment; empty: it was not taken in
	Number int
	Faults []string
	Words  string // that explain it
	By     string
	At     time.Time
}

var (
	portalTemplate     = templateFor[portalDesk]("portal")
	comparisonTemplate = templateFor[comparison]("portal_comparison")
)

// portalShown is how many rows, and how many differences, a page shows.
const (
	portalShown      = 20
	differencesShown = 200
)

// portalParts is how many parts of a file one press of the button takes in, so that
// the answer comes soon.
const portalParts = 20

func (s *Server) portalPage(v *visit) (reply, error) {
	x, err := s.inRound(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	return s.showPortal(v, x, form{})
}

// bringPortalFile keeps a file that is uploaded, and shows what was understood.
func (s *Server) bringPortalFile(v *visit) (reply, error) {
	x, err := s.enterable(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	name, content, err := v.fileOf("datoteka")
	if err != nil {
		return reply{}, err
	}
	f.Values.Del("datoteka")
	switch {
	case name == "" || len(content) == 0:
		f.add("datoteka", v.t("portal.choose"))
	case len(content) > maxDocument:
		f.add("datoteka", v.tooLarge("datoteka", maxDocument))
	default:
		err = s.keepPortal(v, x, &f, cutName(name), content, tables.FormatOf(name), nil)
		if err != nil {
			return reply{}, err
		}
	}
	if !f.ok() {
		return s.showPortal(v, x, f)
	}
	return v.to(x.at("/portal"), "portal.brought"), nil
}

func cutName(name string) string {
	letters := []rune(name)
	return string(letters[:min(len(letters), 200)])
}

// keepPortal reads a file and keeps it; what it cannot be read for is put into the
// form.
func (s *Server) keepPortal(v *visit, x postroom, f *form, name string, content []byte, format tables.Format, declared map[exchange.PortalColumn]string) error {
	table, err := exchange.ReadPortal(bytes.NewReader(content), int64(len(content)), format, declared, exchange.NewPlaces(x.act))
	switch {
	case errors.Is(err, exchange.ErrPortalRows):
		f.add("datoteka", v.t("portal.too_long", "count", exchange.MaxPortalRows))
		return nil
	case errors.Is(err, exchange.ErrPortalColumns) && len(table.Headings) > 0:
		f.add("datoteka", v.t("portal.no_columns", "columns", v.say.List(table.Headings)))
		return nil
	case errors.Is(err, exchange.ErrPortalEmpty):
		f.add("datoteka", v.t("portal.no_rows"))
		return nil
	case err != nil:
		f.add("datoteka", v.t("portal.no_table"))
		return nil
	}
	file, err := table.File(name, bytes.NewReader(content), int64(len(content)), format)
	if err != nil {
		return err
	}
	_, err = s.store.BringPortalFile(v.ctx(), v.person(), x.round.ID, file)
	return err
}

// readPortalAnew understands the newest file by other columns.
func (s *Server) readPortalAnew(v *visit) (reply, error) {
	x, err := s.enterable(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	file, content, err := s.store.PortalContent(v.ctx(), v.person(), x.round.ID)
	if err != nil {
		return reply{}, err
	}
	declared := map[exchange.PortalColumn]string{}
	for _, c := range exchange.PortalColumns {
		declared[c] = f.value("kolona." + string(c))
	}
	err = s.keepPortal(v, x, &f, file.Name, content, tables.Format(file.Format), declared)
	if err != nil {
		return reply{}, err
	}
	if !f.ok() {
		return s.showPortal(v, x, f)
	}
	return v.to(x.at("/portal"), "portal.read_anew"), nil
}

// takePortal takes a part of the comments in; the rest waits for another press.
func (s *Server) takePortal(v *visit) (reply, error) {
	x, err := s.enterable(v)
	if err != nil {
		return reply{}, err
	}
	for n := 1; ; n++ {
		part, err := s.store.TakePortal(v.ctx(), v.person(), x.round.ID)
		if err != nil {
			f := form{}
			err = v.refused(&f, err, nil)
			if err != nil {
				return reply{}, err
			}
			return s.showPortal(v, x, f)
		}
		if !part.More || n == portalParts {
			break
		}
	}
	left, err := s.store.PortalLeft(v.ctx(), x.round.ID)
	if err != nil {
		return reply{}, err
	}
	if left > 0 {
		return v.to(x.at("/portal"), "portal.taken_part", "left", left), nil
	}
	return v.to(x.at("/portal"), "portal.taken"), nil
}

// explainPortal explains differences that are chosen.
func (s *Server) explainPortal(v *visit) (reply, error) {
	x, err := s.enterable(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	err = s.store.ExplainPortal(v.ctx(), v.person(), x.round.ID, f.Values["razlika"], f.value("objasnjenje"))
	if err == nil {
		return v.to(x.at("/portal"), "portal.explained"), nil
	}
	err = v.refused(&f, err, map[string]string{"words": "objasnjenje", "ids": "razlika"})
	if err != nil {
		return reply{}, err
	}
	return s.showPortal(v, x, f)
}

func (s *Server) showPortal(v *visit, x postroom, f form) (reply, error) {
	st, err := s.store.PortalState(v.ctx(), x.round.ID)
	if err != nil {
		return reply{}, err
	}
	d := portalDesk{form: f, Work: v.workplace(x.dossier.DossierRow, x.powers, "/dopisi"), Round: x.round.No, At: v.href(x.path("/dopisi/portal")), Back: v.href(x.at("")),
		Final: x.round.FinalAt != nil, Declare: v.href(x.at("/sve-uneto"))}
	d.Choose = f.field("datoteka", v.t("portal.file"), v.t("portal.file_hint"))
	d.Choose.Most = maxDocument
	d.Choose.Value = ""
	d.Words = f.area("objasnjenje", v.t("portal.words"), v.t("portal.words_hint"), 3, 2000)
	if st.File != nil {
		d.State = v.portalWords(st)
		d.Differences, d.Pages, err = s.differences(v, x.debated, "/dopisi/portal", true)
		if err != nil {
			return reply{}, err
		}
		err = s.fillPortal(v, x, st, f, &d)
		if err != nil {
			return reply{}, err
		}
	}
	title := v.t("portal.title")
	return portalTemplate.show(v, heading{Title: title, Rehearsal: x.dossier.Rehearsal, Crumbs: v.postroomCrumbs(x, title), Status: f.status(), At: x.at("/portal")}, d)
}

// fillPortal adds the rows of the newest file, and how its columns are understood.
func (s *Server) fillPortal(v *visit, x postroom, st store.PortalState, f form, d *portalDesk) error {
	rows, err := s.store.PortalRows(v.ctx(), st.File.ID, false, 0, portalShown)
	if err != nil {
		return err
	}
	wrong, err := s.store.PortalRows(v.ctx(), st.File.ID, true, 0, portalShown)
	if err != nil {
		return err
	}
	d.Preview, d.Wrong = each(rows, func(r store.PortalRow) portalRow { return v.portalRow(x, r) }), each(wrong, func(r store.PortalRow) portalRow { return v.portalRow(x, r) })
	_, content, err := s.store.PortalContent(v.ctx(), v.person(), x.round.ID)
	if err != nil {
		return err
	}
	var headings []string
	for row := range tables.Rows(bytes.NewReader(content), int64(len(content)), tables.Format(st.File.Format)) {
		for h := range row.Cells {
			if h != "" && !slices.Contains(headings, h) {
				headings = append(headings, h)
			}
		}
		if row.Line > portalShown {
			break
		}
	}
	if len(headings) == 0 { // its bytes are not kept, or no longer
		return nil
	}
	slices.Sort(headings)
	for _, c := range exchange.PortalColumns {
		options := []option{{Value: "", Label: v.t("portal.no_column")}}
		for _, h := range headings {
			options = append(options, option{Value: h, Label: h, Lang: "zxx", Checked: st.File.Columns[string(c)] == h})
		}
		d.Columns = append(d.Columns, f.choice("kolona."+string(c), v.say.Name("portal_column", string(c)), "", options))
	}
	return nil
}

func (v *visit) portalWords(st store.PortalState) portalWords {
	return portalWords{Name: st.File.Name, When: st.File.BroughtAt, By: st.File.BroughtBy, Hash: hex.EncodeToString(st.File.Hash), Early: st.File.Early, InFile: st.InFile,
		Taken: st.Taken, Equal: st.Equal, Ready: st.Ready, Wrong: st.Wrong, Differ: st.Differ, Unexplained: st.Unexplained}
}

func (v *visit) portalRow(x postroom, r store.PortalRow) portalRow {
	row := portalRow{Line: r.Line, ID: r.ID, Day: r.SentOn, Place: r.Place, Placed: r.Placed, Faults: v.portalFaults(r.Faults)}
	if r.Submission.Author.Kind.Valid() {
		row.Who, _ = v.author(string(r.Submission.Author.Kind), r.Submission.Author.Name)
	}
	if len(r.Submission.Comments) > 0 {
		c := r.Submission.Comments[0]
		row.Kind, row.Text = string(c.Kind), c.Body
		row.Text, _ = cut(row.Text, 200)
		if r.Placed {
			row.Place = v.nameOf(x.version, place{c.Document, c.Provision})
		}
	}
	return row
}

// portalFaults says what is wrong with a row.
func (v *visit) portalFaults(faults []store.PortalFault) []string {
	return each(faults, func(f store.PortalFault) string {
		why := exchange.WhyFault(v.say, f)
		if f.Field != "" {
			return v.say.Name("portal_column", f.Field) + ": " + why
		}
		return why
	})
}

// differences puts a part of the differences into words, on the page behind the
// dossier's; staff alone are told who explained them.
func (s *Server) differences(v *visit, x debated, page string, staff bool) ([]differenceRow, onward, error) {
	var pages onward
	var behind *store.PortalDiffers
	at := x.path(page + "?krug=" + strconv.Itoa(x.round.No))
	if line, id, ok := strings.Cut(v.Query("iza"), ":"); ok {
		behind = &store.PortalDiffers{Line: bounded(line, maxNumber), ID: id}
		pages.First = v.href(at + "#razlike")
	}
	differ, err := s.store.PortalDifferences(v.ctx(), x.round.ID, behind, differencesShown+1)
	if err != nil {
		return nil, pages, err
	}
	if len(differ) > differencesShown {
		differ = differ[:differencesShown]
		last := differ[differencesShown-1]
		pages.Next = v.href(at + "&iza=" + url.QueryEscape(strconv.Itoa(last.Line)+":"+last.ID) + "#razlike")
	}
	var all []differenceRow
	for _, d := range differ {
		row := differenceRow{ID: d.ID, Kind: v.t("portal." + string(d.Difference)), Line: d.Line, Number: d.Number, Faults: v.portalFaults(d.Faults), Words: d.Words, By: d.By, At: d.At}
		if d.Number > 0 {
			row.Href = v.href(x.path("/komentari/" + strconv.Itoa(d.Number) + "?krug=" + strconv.Itoa(x.round.No)))
		}
		if !staff {
			row.By = ""
		}
		all = append(all, row)
	}
	return all, pages, nil
}

// comparison is how the record and the portal compare, for everybody.
type comparison struct {
	Ref         string
	Title       string
	Back        string
	There       bool // a file of the portal was brought
	Closing     closingWords
	State       portalWords
	Differences []differenceRow
	Pages       onward // of the differences
}

// portalComparison shows it.
func (s *Server) portalComparison(v *visit) (reply, error) {
	x, err := s.debated(v, v.Query("krug"))
	if err == nil && x.round.ID == "" {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	if err != nil {
		return reply{}, err
	}
	st, err := s.store.PortalState(v.ctx(), x.round.ID)
	if err != nil {
		return reply{}, err
	}
	body := comparison{Ref: string(x.dossier.Ref), Title: x.dossier.Title, Back: v.href(x.path("/komentari?krug=" + strconv.Itoa(x.round.No))), There: st.File != nil, Closing: v.closing(x.dossier, x.round)}
	if st.File != nil {
		body.State = v.portalWords(st)
		body.State.By = ""
		body.Differences, body.Pages, err = s.differences(v, x, "/ekonsultacije", false)
		if err != nil {
			return reply{}, err
		}
	}
	title := v.t("portal.comparison")
	return comparisonTemplate.show(v, heading{Title: title, Crumbs: v.dossierCrumbs(x.dossier.DossierRow, title), Rehearsal: x.dossier.Rehearsal}, body)
}
