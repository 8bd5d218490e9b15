package web

import (
	"fmt"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

var noticePages = []page{
	get("/obavestenja", dossier.ReadTasks, (*Server).noticesPage),
	post("/obavestenja", dossier.ReadTasks, (*Server).readNotices),
}

// noticeList is what the visitor was told of terms, a page of it.
type noticeList struct {
	Total    int
	Unread   int
	Seen     string // until when what was told stands on the page
	Page     int
	Rows     []noticeRow
	Previous string
	Next     string
	Nothing  struct{ Text, Href, Link string }
}

// noticeRow is one thing that somebody was told.
type noticeRow struct {
	ID        string
	Href      string
	Says      string // a sentence
	Rolled    string // that the day is not the last lawful one; empty: it is
	As        string // why they were told
	Ref       string
	Title     string // Serbian
	Lead      string
	At        time.Time
	New       bool
	Late      bool
	Rehearsal bool
	State     string // that it does not hold any more; empty: it does
}

var noticesTemplate = templateFor[noticeList]("notices")

// noticesShown is how many notices stand on a page.
const noticesShown = 20

func (s *Server) noticesPage(v *visit) (reply, error) {
	no, err := strconv.Atoi(v.Query("strana"))
	if err != nil {
		no = 1
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	p, err := s.store.Notices(v.ctx(), v.person(), no, noticesShown)
	if err != nil {
		return reply{}, err
	}
	list := noticeList{Total: p.Total, Unread: p.Unread, Seen: now.UTC().Format(time.RFC3339Nano), Page: p.No, Rows: each(p.Rows, v.noticeRowOf)}
	list.Nothing.Text, list.Nothing.Href, list.Nothing.Link = v.t("notices.none"), v.href("/zadaci"), v.t("notices.none_link")
	if p.No > 1 {
		list.Previous = v.href(fmt.Sprintf("/obavestenja?strana=%d", p.No-1))
	}
	if p.No < p.Pages {
		list.Next = v.href(fmt.Sprintf("/obavestenja?strana=%d", p.No+1))
	}
	return noticesTemplate.show(v, heading{Title: v.t("notices.title")}, list)
}

func (v *visit) noticeRowOf(n store.Notice) noticeRow {
	row := noticeRow{ID: n.ID, Ref: string(n.Ref), Title: n.Title, Lead: v.title(n.LeadSr, n.LeadEn), At: n.LegalAt, New: !n.Read, Rehearsal: n.Rehearsal,
		Href: v.href("/predmeti/" + string(n.Ref)), As: v.t("notices.as." + string(n.As)), Late: n.Days > 0 && !n.Over}
	name := quoted(v.title(n.StageSr, n.StageEn))
	switch {
	case n.Kind != string(procedure.MaxWindow):
		row.Says, row.As = v.t("notices.round", "name", name, "day", n.Due), v.t("notices.as.round")
	case n.Days > 0:
		row.Says = v.t("notices.passed", "name", name, "day", n.Raw)
	case n.Days == 0:
		row.Says = v.t("notices.last", "name", name, "day", n.Raw)
	default:
		row.Says = v.t("notices.ahead", "name", name, "day", n.Raw)
	}
	if n.Kind == string(procedure.MaxWindow) && n.Raw != n.Due {
		row.Rolled = v.t("notices.rolled", "day", n.Due)
	}
	switch {
	case n.Over:
		row.State = v.t("notices.over")
	case n.Moved:
		row.State = v.t("notices.moved")
	default:
		row.Href += "/mogucnosti"
	}
	return row
}

// readNotices puts down that the visitor has read one notice, or all that stood
// there when they looked.
func (s *Server) readNotices(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	path := "/obavestenja"
	if no, err := strconv.Atoi(f.value("strana")); err == nil && no > 1 {
		path += fmt.Sprintf("?strana=%d", no)
	}
	if id := f.value("obavestenje"); id != "" {
		id, err := knownID(id)
		if err != nil {
			return reply{}, err
		}
		return v.to(path, "notices.done_one"), s.store.ReadNotice(v.ctx(), v.person(), id)
	}
	until, err := time.Parse(time.RFC3339Nano, f.value("do"))
	if err != nil { // nothing was sent
		return v.to(path, ""), nil
	}
	err = s.store.ReadNotices(v.ctx(), v.person(), until)
	if err != nil {
		return reply{}, err
	}
	return v.to("/obavestenja", "notices.done_all"), nil
}
