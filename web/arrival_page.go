package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var arrivalPages = []page{
	get("/predmeti/:ref/prijem", dossier.DecideAside, (*Server).arrivalPage),
}

// arrivalPath is the address of how the submissions of a round came, behind the
// language.
func arrivalPath(ref dossier.Ref, round int) string {
	return "/predmeti/" + string(ref) + "/prijem?krug=" + strconv.Itoa(round)
}

// arrival is what stands out in how the submissions of a round came: counts, for
// those who handle it.
type arrival struct {
	Work     workplace
	Round    int // 0: there is none
	Stage    string
	Received int
	Behind   int // comments that are not counted yet
	Parts    []arrivalPart
}

// arrivalPart is what has one thing in common, the most first.
type arrivalPart struct {
	ID    string
	Title string
	Says  string // how it is to be read
	Rows  []arrivalRow
}

type arrivalRow struct {
	What   string // in words; empty: When says it, or its first comment alone
	Typed  bool   // What was typed by somebody
	When   *time.Time
	Count  string
	Number int // of the first comment
	Href   string
}

var arrivalTemplate = templateFor[arrival]("arrival")

func (s *Server) arrivalPage(v *visit) (reply, error) {
	d, p, err := s.worksOn(v, dossier.DecideAside)
	if err != nil {
		return reply{}, err
	}
	x, err := s.debated(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	title := v.t("arrival.title")
	h := heading{Title: title, Crumbs: v.draftingCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal}
	body := arrival{Work: v.workplace(d.DossierRow, p, "/prijem")}
	if x.round.ID != "" {
		err = s.fillArrival(v, x, &body)
		if err != nil {
			return reply{}, err
		}
	}
	page, err := arrivalTemplate.show(v, h, body)
	return page.with("Cache-Control", "private, no-store"), err
}

func (s *Server) fillArrival(v *visit, x debated, body *arrival) error {
	all, through, err := s.store.Signals(v.ctx(), v.person(), x.dossier.Ref, x.round.ID)
	if err != nil {
		return err
	}
	body.Round, body.Stage, body.Received, body.Behind = x.round.No, v.stageOf(x, x.round), x.round.Comments, max(0, x.round.Comments-through)
	for _, k := range store.SignalKinds {
		some := slices.DeleteFunc(slices.Clone(all), func(g store.Signal) bool { return g.Kind != k.Kind })
		if len(some) == 0 {
			continue
		}
		kind := string(k.Kind)
		body.Parts = append(body.Parts, arrivalPart{ID: kind, Title: v.t("arrival.of." + kind), Says: v.n("arrival.says."+kind, k.From),
			Rows: each(some, func(g store.Signal) arrivalRow { return v.arrivalRow(x, g) })})
	}
	return nil
}

func (v *visit) arrivalRow(x debated, g store.Signal) arrivalRow {
	row := arrivalRow{Count: v.n("arrival.submissions", g.N), Number: g.First, Href: v.href(commentPath(x.dossier.Ref, g.First, x.round.No))}
	switch {
	case g.Kind == store.SameMinute:
		at := g.At
		row.When = &at
	case g.Kind == store.SameChannel:
		row.What = upperFirst(v.say.Name("channel_of_entry", g.What))
	case g.Kind == store.SameAccount: // whose it is is not said
	case g.Kind == store.SameWords:
		row.Count = v.n("arrival.comments", g.N)
	case g.What == "":
		row.What = v.t("arrival.erased")
	default:
		row.What, row.Typed = g.What, true
	}
	return row
}
