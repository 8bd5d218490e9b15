package dossier

import "time"

// PlanMoment is when a plan of work has the Government adopt an act: in a month
// or in a quarter of a year, of which one is zero.
type PlanMoment struct {
	Year    int
	Month   int // 1 to 12
	Quarter int // 1 to 4
}

// Valid reports whether m is one month or one quarter of a year of this century.
func (m PlanMoment) Valid() bool {
	return m.Year >= 2000 && m.Year <= 2099 &&
		(m.Month >= 1 && m.Month <= 12 && m.Quarter == 0 || m.Month == 0 && m.Quarter >= 1 && m.Quarter <= 4)
}

// Last returns the last civil day on which the act is in time, ISO 8601.
func (m PlanMoment) Last() string {
	month := m.Month
	if month == 0 {
		month = m.Quarter * 3
	}
	return time.Date(m.Year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// PlanState is how far an act of the plan has come.
type PlanState string

const (
	NotBegun  PlanState = "not_begun"
	Begun     PlanState = "begun"
	InDebate  PlanState = "in_debate" // the public can comment now
	Adopted   PlanState = "adopted"   // by the Government
	TakenBack PlanState = "taken_back"
)

// PlanStates lists all states, from the first to the last.
var PlanStates = []PlanState{NotBegun, Begun, InDebate, Adopted, TakenBack}

// Known reports whether s is a state.
func (s PlanState) Known() bool {
	for _, k := range PlanStates {
		if k == s {
			return true
		}
	}
	return false
}

// Progress is how far one dossier of an item has come.
type Progress struct {
	Status    Status
	OpenRound bool
	Adopted   string // civil day on which the Government adopted the act; empty: it has not
}

// state returns how far the dossier brings its item.
func (p Progress) state() PlanState {
	switch {
	case p.Adopted != "":
		return Adopted
	case p.Status == Withdrawn || p.Status == Rejected:
		return TakenBack
	case p.OpenRound:
		return InDebate
	}
	return Begun
}

// StateOf returns how far an item of the plan has come with its dossiers, and
// whether it is late on the civil day today: it was adopted after its moment, or
// that has passed without. Of several dossiers the one counts that came furthest;
// one that was taken back counts where there is no other.
func (m PlanMoment) StateOf(dossiers []Progress, today string) (PlanState, bool) {
	rank := map[PlanState]int{NotBegun: 0, TakenBack: 1, Begun: 2, InDebate: 3, Adopted: 4}
	state, on := NotBegun, ""
	for _, p := range dossiers {
		s := p.state()
		if rank[s] > rank[state] {
			state = s
		}
		if s == Adopted && (on == "" || p.Adopted < on) {
			on = p.Adopted
		}
	}
	if on == "" {
		on = today
	}
	return state, on > m.Last()
}
