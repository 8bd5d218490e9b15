package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/store"
)

// taskList is what waits for the visitor, a page of it.
type taskList struct {
	Total    int
	Late     int
	Tasks    []taskRow
	Previous string
	Next     string
	Nothing  struct{ Text, Href, Link string }
}

// taskRow is one thing that waits.
type taskRow struct {
	Href      string
	Ask       string // a sentence
	Ref       string
	Title     string
	Lead      string
	Rehearsal bool
	Asker     string // empty: the procedure brought it here
	Since     time.Time
	Days      int // that it has waited
	Due       *time.Time
	Unsure    bool // that term was not verified
	Late      bool
	Changed   string // what of the text has changed, where that is what is decided on
	Places    string // how many places of comments are to be looked at, where that is what waits
	Asides    string // how many proposals to set comments aside, contests, cases on who wrote and requests for protection are to be decided, and comments that were reinstated answered, where that is what waits
	Unmet     int
	Why       string // address of what is possible, and why something is not
}

var tasksTemplate = templateFor[taskList]("tasks")

// tasksShown is how many tasks stand on a page.
const tasksShown = 20

func (s *Server) tasksPage(v *visit) (reply, error) {
	all, err := s.store.Pending(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	list, shown := v.taskListOf(all, v.Query("strana"))
	unmet := make([]int, len(shown))
	group, ctx := errgroup.WithContext(v.ctx())
	group.SetLimit(4)
	for i, w := range shown {
		if w.Changed > 0 || w.Places > 0 || w.Asides+w.Contests+w.Claims+w.Protect+w.Returned > 0 { // nothing stands against that
			continue
		}
		group.Go(func() error {
			checks, err := s.store.Checks(ctx, v.person(), w.Ref)
			for _, c := range checks {
				if !c.Holds && !ofSigning(c.Code) {
					unmet[i]++
				}
			}
			return err
		})
	}
	err = group.Wait()
	if err != nil {
		return reply{}, err
	}
	for i := range list.Tasks {
		list.Tasks[i].Unmet = unmet[i]
	}
	return tasksTemplate.show(v, heading{Title: v.t("tasks.title")}, list)
}

// taskListOf returns the page of the list that is asked for, and what it is of.
func (v *visit) taskListOf(all []store.Pending, page string) (taskList, []store.Pending) {
	pages := max(1, (len(all)+tasksShown-1)/tasksShown)
	no, err := strconv.Atoi(page)
	if err != nil || no < 1 {
		no = 1
	}
	no = min(no, pages)
	shown := all[(no-1)*tasksShown : min(no*tasksShown, len(all))]
	list := taskList{Total: len(all), Tasks: each(shown, v.taskRowOf)}
	for _, w := range all {
		if w.Late {
			list.Late++
		}
	}
	list.Nothing.Text, list.Nothing.Href, list.Nothing.Link = v.t("tasks.none"), v.href("/predmeti"), v.t("tasks.none_link")
	if no > 1 {
		list.Previous = v.href(fmt.Sprintf("/zadaci?strana=%d", no-1))
	}
	if no < pages {
		list.Next = v.href(fmt.Sprintf("/zadaci?strana=%d", no+1))
	}
	return list, shown
}

func (v *visit) taskRowOf(w store.Pending) taskRow {
	row := taskRow{Href: v.href("/predmeti/" + string(w.Ref) + doingPaths[w.Command]), Ref: string(w.Ref), Title: w.Title, Lead: v.title(w.LeadSr, w.LeadEn), Rehearsal: w.Rehearsal, Asker: w.Asker, Since: w.Since, Days: max(0, daysBetween(w.Since, w.Now)),
		Due: w.Due, Unsure: w.Due != nil && !w.Verified, Late: w.Late, Why: v.href("/predmeti/" + string(w.Ref) + "/mogucnosti")}
	switch {
	case w.Places > 0:
		row.Href, row.Ask, row.Places = v.href(placesPath(w.Ref, w.Version)), v.t("placing.ask", "number", w.Version), v.n("placing.to_look_at", w.Places)
	case w.Asides > 0:
		row.Href, row.Ask, row.Asides = v.href(asidesPath(w.Ref)), v.t("aside.ask"), v.n("aside.to_decide", w.Asides)
	case w.Contests > 0:
		row.Href, row.Ask = v.href(asidesPath(w.Ref)+"?stanje=prigovori"), v.t("aside.ask_contest")
	case w.Claims > 0:
		row.Href, row.Ask = v.href(authorshipPath(w.Ref)), v.t("claim.ask")
	case w.Protect > 0:
		row.Href, row.Ask = v.href("/predmeti/"+string(w.Ref)+"/zastita"), v.t("protecting.to_decide_ask")
	case w.Returned > 0:
		row.Href, row.Ask = v.href("/predmeti/"+string(w.Ref)+"/odgovori"), v.t("aside.ask_answer")
	default:
		row.Ask = v.t("tasks.ask."+string(w.Command), "name", v.title(w.StageSr, w.StageEn))
	}
	if w.Contests > 0 {
		row.Asides = strings.TrimPrefix(row.Asides+" · "+v.n("aside.to_settle", w.Contests), " · ")
	}
	if w.Claims > 0 {
		row.Asides = strings.TrimPrefix(row.Asides+" · "+v.n("claim.to_decide", w.Claims), " · ")
	}
	if w.Protect > 0 {
		row.Asides = strings.TrimPrefix(row.Asides+" · "+v.n("protecting.to_decide", w.Protect), " · ")
	}
	if w.Returned > 0 {
		row.Asides = strings.TrimPrefix(row.Asides+" · "+v.n("aside.to_answer", w.Returned), " · ")
	}
	if w.Changed > 0 {
		row.Changed = v.n("tasks.changed", w.Changed)
	}
	return row
}

// ofSigning reports whether a condition is met by signing itself.
func ofSigning(code string) bool {
	return slices.Contains([]string{"signatures_complete", "package_prepared", "package_unchanged", "seal_unbroken"}, code)
}
