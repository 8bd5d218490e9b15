package demonstration

import (
	"context"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// planned are the acts that the plan of the Government has for the year of the
// demonstration; those of its dossiers that are not here are outside the plan.
var planned = []struct {
	body, title, kind string
	month, quarter    int
	eu                bool
}{
	{"MUEJP", "Закон о јавним зеленим површинама", "law", 0, 3, false},
	{"MUEJP", "Закон о јавним чесмама и уређеним изворима", "law", 12, 0, false},
	{"MUEJP", "Закон о јавном осветљењу", "law", 5, 0, false},
	{"MUEJP", "Стратегија урбаног зеленила", "strategy", 0, 4, true},
	{"MDJU", "Закон о отвореним подацима јавних предузећа", "law", 12, 0, true},
	{"MDJU", "Закон о електронској огласној табли", "law", 10, 0, false},
}

// plan enters the plan of the year, once, and notes its items by their titles.
func (s *Seeder) plan(ctx context.Context) error {
	year := s.Now.Year()
	var lines []dossier.PlanLine
	for i, p := range planned {
		lines = append(lines, dossier.PlanLine{Row: i + 2, Body: p.body, Title: p.title, Kind: p.kind, EU: p.eu,
			PlanMoment: dossier.PlanMoment{Year: year, Month: p.month, Quarter: p.quarter}})
	}
	id := uuid.NewSHA1(uuid.NameSpaceOID, []byte(seeded+"plan")).String()
	_, err := s.Store.AddPlanItems(ctx, s.who("GSV", dossier.Officer), store.PlanImport{ID: id, Year: year, File: "plan-rada.csv"}, lines)
	if err != nil {
		return err
	}
	items, err := s.Store.PlanItemsOf(ctx, year, []string{"MUEJP", "MDJU"})
	if err != nil {
		return err
	}
	s.items = map[string]string{}
	for _, i := range items {
		s.items[dossier.PlanTitleKey(i.Title)] = i.ID
	}
	return nil
}
