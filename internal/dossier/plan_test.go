package dossier

import "testing"

func TestAnItemOfThePlanIsAsFarAsTheDossierThatCameFurthest(t *testing.T) {
	march := PlanMoment{Year: 2026, Month: 3}
	second := PlanMoment{Year: 2026, Quarter: 2}
	open, debated := Progress{Status: Open}, Progress{Status: Open, OpenRound: true}
	back := Progress{Status: Withdrawn}
	for _, c := range []struct {
		name   string
		moment PlanMoment
		have   []Progress
		today  string
		want   PlanState
		late   bool
	}{
		{"nothing is begun before its month has passed", march, nil, "2026-03-31", NotBegun, false},
		{"nothing is begun when its month has passed", march, nil, "2026-04-01", NotBegun, true},
		{"it is begun", march, []Progress{open}, "2026-02-01", Begun, false},
		{"the public can comment", march, []Progress{open, debated}, "2026-02-01", InDebate, false},
		{"the Government adopted it on the last day", march, []Progress{{Status: Open, Adopted: "2026-03-31"}}, "2026-09-01", Adopted, false},
		{"the Government adopted it a day late", march, []Progress{{Status: Completed, Adopted: "2026-04-01"}}, "2026-09-01", Adopted, true},
		{"it was taken back", march, []Progress{back}, "2026-02-01", TakenBack, false},
		{"it was taken back and taken up", march, []Progress{back, open}, "2026-04-01", Begun, true},
		{"it was rejected", march, []Progress{{Status: Rejected}}, "2026-02-01", TakenBack, false},
		{"a quarter ends with its third month", second, []Progress{open}, "2026-06-30", Begun, false},
		{"a quarter has passed", second, []Progress{open}, "2026-07-01", Begun, true},
		{"the first adoption counts", second, []Progress{{Adopted: "2026-08-01"}, {Adopted: "2026-05-01"}}, "2026-09-01", Adopted, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			state, late := c.moment.StateOf(c.have, c.today)
			if state != c.want || late != c.late {
				t.Errorf("got %s, late %t; want %s, late %t", state, late, c.want, c.late)
			}
		})
	}
}

func TestAMomentIsAMonthOrAQuarter(t *testing.T) {
	for m, want := range map[PlanMoment]bool{
		{2026, 1, 0}: true, {2026, 12, 0}: true, {2026, 0, 4}: true,
		{2026, 0, 0}: false, {2026, 13, 0}: false, {2026, 0, 5}: false, {2026, 3, 1}: false, {1999, 3, 0}: false, {2100, 3, 0}: false, {2026, -1, 0}: false,
	} {
		if got := m.Valid(); got != want {
			t.Errorf("%+v: got %t, want %t", m, got, want)
		}
	}
	if got := (PlanMoment{Year: 2028, Month: 2}).Last(); got != "2028-02-29" {
		t.Errorf("got %s", got)
	}
}
