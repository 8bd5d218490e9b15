package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

var placesPages = []page{
	get("/predmeti/:ref/mesta-komentara", dossier.AnswerComm, (*Server).placesPage),
	post("/predmeti/:ref/mesta-komentara", dossier.AnswerComm, (*Server).decidePlace),
}

// placesPath returns the address of the likely places of comments in a version,
// behind the language.
func placesPath(ref dossier.Ref, no int) string {
	return "/predmeti/" + string(ref) + "/mesta-komentara?verzija=" + strconv.Itoa(no)
}

// placing is the comments of which only a person can say where in a version they
// stand, and the forms with which it is said.
type placing struct {
	Work   workplace
	Form   form
	Path   string
	No     int // of the version; 0: there is none
	Report *carriedComments
	Rows   []likelyRow
	Final  bool // the dossier has ended
	Next   string
}

// likelyRow is a comment with its likely place.
type likelyRow struct {
	ID      string
	Number  int
	Href    string
	Body    string
	Was     string // what it was about, in words
	Quote   string
	Now     string // where it may stand
	Found   string // the words there
	Why     string // a person must look
	Redline string
	Seen    int // the version of the decision
	Decided string
	Yes     bool
	CanYes  bool
	CanNo   bool
}

var placesTemplate = templateFor[placing]("places")

func (s *Server) placesPage(v *visit) (reply, error) {
	return s.showPlaces(v, form{}, http.StatusOK)
}

func (s *Server) showPlaces(v *visit, f form, status int) (reply, error) {
	d, p, err := s.worksOn(v, dossier.AnswerComm)
	if err != nil {
		return reply{}, err
	}
	title := v.t("placing.title")
	h := heading{Title: title, Crumbs: v.draftingCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal, Status: status}
	body := placing{Work: v.workplace(d.DossierRow, p, "/mesta-komentara"), Form: f, Final: d.Status != dossier.Open}
	packages, err := s.store.Packages(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return reply{}, err
	}
	packages = slices.DeleteFunc(packages, func(p store.PackageView) bool { return p.ActHash == "" })
	if len(packages) == 0 {
		return placesTemplate.show(v, h, body)
	}
	body.No = packages[len(packages)-1].No
	if v.Query("verzija") != "" {
		body.No = bounded(v.Query("verzija"), maxNumber)
		if !slices.ContainsFunc(packages, func(p store.PackageView) bool { return p.No == body.No }) {
			return reply{}, dossier.Refuse(dossier.CodeNotFound)
		}
	}
	path := placesPath(d.Ref, body.No)
	body.Path = v.href(path)
	body.Report, err = s.carriedComments(v, d.Ref, body.No, "", true)
	if err != nil {
		return reply{}, err
	}
	likely, next, err := s.store.LikelyPlaces(v.ctx(), v.person(), d.Ref, body.No, store.Page{Cursor: v.Query("posle"), Limit: commentsOnList})
	if err != nil {
		return reply{}, err
	}
	text, err := s.textOf(v.ctx(), v.person(), d.Ref, packages, body.No)
	if err != nil {
		return reply{}, err
	}
	for _, l := range likely {
		old, err := s.textOf(v.ctx(), v.person(), d.Ref, packages, l.FromNo)
		if err != nil {
			return reply{}, err
		}
		body.Rows = append(body.Rows, v.likelyRow(d, l, old, text))
	}
	if next != "" {
		body.Next = v.href(path + "&posle=" + next)
	}
	return placesTemplate.show(v, h, body)
}

func (v *visit) likelyRow(d store.DossierView, l store.LikelyPlace, old, text *act.Act) likelyRow {
	row := likelyRow{ID: l.Comment, Number: l.Number, Quote: l.Quote, Found: l.Exact, Seen: l.Version, Why: v.t("placing.doubt." + string(l.Doubt)),
		Href: v.href("/predmeti/" + string(d.Ref) + "/komentari/" + strconv.Itoa(l.Number) + "?krug=" + strconv.Itoa(l.RoundNo)),
		Was:  upperFirst(v.placeName(old, l.At)), Now: upperFirst(v.placeName(text, l.Provision)),
		Redline: v.href(redlineHref(d.Ref, l.FromNo, l.No, l.Provision))}
	row.Body, _ = cut(l.Body, cutAt)
	open := d.Status == dossier.Open
	row.CanYes, row.CanNo = open, open
	if l.Version > 0 {
		row.Yes = l.State == redline.Moved
		row.Decided = v.t("placing.decided", "person", v.say.Called(l.Person), "day", v.say.DateOf(*l.Decided))
		row.CanYes, row.CanNo = open && !row.Yes, open && row.Yes
	}
	return row
}

// decidePlace takes down whether a likely place is the right one.
func (s *Server) decidePlace(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AnswerComm)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	n := store.PlaceDecision{Comment: f.value("komentar"), No: bounded(v.Query("verzija"), maxNumber), Version: bounded(f.value("prethodna"), maxNumber),
		Confirmed: f.value("odluka") == "da"}
	number, err := s.store.NumberOfPlace(v.ctx(), d.Ref, n)
	if err != nil || !n.Confirmed && f.value("odluka") != "ne" || uuid.Validate(n.Comment) != nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	_, err = s.store.DecidePlace(v.ctx(), v.person(), n)
	if err != nil {
		err = v.again(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		return s.showPlaces(v, f, f.status())
	}
	done := "placing.rejected"
	if n.Confirmed {
		done = "placing.confirmed"
	}
	return v.to(placesPath(d.Ref, n.No), done, "number", number), nil
}
