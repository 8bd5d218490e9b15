package web

import (
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var homePages = concat(
	[]page{get("/", dossier.ReadPublic, (*Server).frontPage)},
	listPages,
	procedurePages,
	procedureFiles,
	planPages,
	searchPages,
	sitePages,
)

// frontPage is what the front page shows.
type frontPage struct {
	Open    []listRow
	More    int // how many more take comments now
	Coming  []listRow
	Decided []listRow
}

var frontTemplate = templateFor[frontPage]("front")

// How many dossiers stand in each part of the front page.
const (
	frontOpen    = 6
	frontComing  = 5
	frontDecided = 4
)

// frontPage shows what is open for comments now, what is on its way, and what
// was decided lately.
func (s *Server) frontPage(v *visit) (reply, error) {
	var (
		open, coming store.DossierList
		ended        [3][]store.DossierRow
		now          time.Time
	)
	group, ctx := errgroup.WithContext(v.ctx())
	listed := func(f store.DossierFilter, limit int) (store.DossierList, error) {
		f.Order, f.Page = store.OrderClosing, store.Page{Limit: limit}
		return s.store.DossierPage(ctx, v.person(), f, 1)
	}
	group.Go(func() error {
		var err error
		open, err = listed(store.DossierFilter{OpenRound: true}, frontOpen)
		return err
	})
	group.Go(func() error {
		var err error
		now, err = s.store.Now(ctx)
		return err
	})
	for i, status := range []dossier.Status{dossier.Completed, dossier.Rejected, dossier.Withdrawn} {
		group.Go(func() error {
			l, err := listed(store.DossierFilter{Status: string(status)}, frontDecided)
			ended[i] = l.Rows
			return err
		})
	}
	err := group.Wait()
	if err != nil {
		return reply{}, err
	}
	coming, err = s.store.DossierPage(v.ctx(), v.person(), store.DossierFilter{Status: string(dossier.Open), Order: store.OrderClosing,
		Page: store.Page{Limit: min(open.Total, 100) + frontComing}}, 1)
	if err != nil {
		return reply{}, err
	}
	body := frontPage{More: open.Total - len(open.Rows)}
	for _, r := range open.Rows {
		row, err := s.listRow(v, r, now)
		if err != nil {
			return reply{}, err
		}
		body.Open = append(body.Open, row)
	}
	for _, r := range coming.Rows {
		if r.OpenRound == "" && len(body.Coming) < frontComing {
			body.Coming = append(body.Coming, v.rowWords(r, now))
		}
	}
	for _, r := range latest(slices.Concat(ended[:]...), frontDecided) {
		body.Decided = append(body.Decided, v.rowWords(r, now))
	}
	return frontTemplate.show(v, heading{}, body)
}

// latest returns those of the rows that ended last.
func latest(rows []store.DossierRow, most int) []store.DossierRow {
	ended := func(r store.DossierRow) time.Time {
		if r.LegalEnded == nil {
			return time.Time{}
		}
		return *r.LegalEnded
	}
	slices.SortStableFunc(rows, func(a, b store.DossierRow) int { return ended(b).Compare(ended(a)) })
	return rows[:min(len(rows), most)]
}
